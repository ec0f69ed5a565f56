//! Keys: random, given to a browser once, stored as hashes only.
//!
//! They are written in letters: no part of one can be taken for a number of somebody, by the scrubber of the log or by
//! whoever searches a file.

use sha2::{Digest, Sha256};

/// 32 random bytes in letters.
pub(crate) fn random() -> Result<String, String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    Ok(letters(&bytes))
}

/// What is stored and compared in place of a key. A key has 256 bits, so that nobody can try keys against it.
pub(crate) fn hash(key: &str) -> String {
    letters(&Sha256::digest(key.as_bytes()))
}

/// Whether somebody gave this secret. Hashes are compared, so that the time says nothing about the secret itself.
pub(crate) fn is_same(given: &str, secret: &str) -> bool {
    hash(given) == hash(secret)
}

/// Two letters a byte, a to p.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(b'a' + half)).collect()
}
