//! The host's key, and everything the crate makes of it.
//!
//! # Derived keys
//!
//! Pseudonyms, surrogates, vaults and sealed state never share a key. Each purpose and each context (a scope, a
//! conversation) has a key of its own, HMAC-SHA-256 of both under the host's key; one of them tells nothing of the
//! host's key nor of another. Inputs are written with their lengths, so that no two lists of inputs are one message.
//!
//! # Sealing without random numbers
//!
//! `seal` encrypts with XChaCha20-Poly1305 and takes as nonce the first 24 bytes of a MAC of the plaintext under
//! a key that serves nothing else: the synthetic nonce of Rogaway and Shrimpton (2006). A counter could be set back
//! and a bad source of random numbers could repeat itself, and with an equal nonce two texts would give each other
//! away. A nonce made of the text repeats only when the text does, and then the two ciphertexts are one. That is what
//! it tells an observer: that the same text was sealed for the same purpose and context, and how long it is.

use std::fmt;

use chacha20poly1305::{AeadInOut, KeyInit as _, XChaCha20Poly1305};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

/// A secret key of the host's, for pseudonyms, surrogates and vaults.
///
/// Take 32 random bytes or more (`openssl rand -hex 32`), keep them where the host keeps its secrets and never beside
/// the masked texts. Whoever holds the key can try any value against a pseudonym and restore what a vault handed out;
/// who loses it can restore nothing. There is no default key; none is read from a file or the environment, and none is
/// written anywhere: not in `Debug`, not in errors, not in serialised forms. It is overwritten in memory when it is
/// dropped, and so is every key derived from it. A new key begins anew: its pseudonyms do not join with those of the old
/// one.
///
/// ```
/// use sladd::{Key, KeyError};
///
/// # let random = [7_u8, 21, 180, 99, 4, 250, 31, 66, 12, 143, 88, 5, 201, 77, 160, 39];
/// # let random = [random, random.map(|byte| !byte)].concat();
/// let key = Key::from_bytes(&random)?;
/// assert_eq!(format!("{key:?}"), "Key(..)");
/// assert_eq!(Key::from_bytes(b"hemmelig").err(), Some(KeyError::TooShort));
/// # Ok::<(), KeyError>(())
/// ```
pub struct Key(Zeroizing<[u8; Key::LENGTH]>);

/// Why bytes are no key. It never shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Fewer than 32 bytes.
    #[error("a key must have 32 bytes or more: make one with a generator of random numbers")]
    TooShort,
    /// The same few bytes over and over: a key that was never set, or a pattern.
    #[error("a key must be random: these bytes are a pattern, as of a key that was never set")]
    Pattern,
}

/// The fewest different bytes of a key. Of 32 random bytes, or of 64 random hexadecimal figures, fewer are different
/// less than once in 10¹⁸ keys.
const FEWEST_DIFFERENT: usize = 8;
/// What the nonce takes in front of the ciphertext.
const NONCE: usize = 24;

impl Key {
    /// The bytes of a key inside the crate, and the fewest that are taken.
    pub const LENGTH: usize = 32;

    /// Takes the bytes of a key, 32 or more; what is longer counts whole. The caller overwrites its own copy.
    ///
    /// A password is no key: it can be guessed, and then every pseudonym can be.
    ///
    /// # Errors
    /// When there are fewer than 32 bytes, or they are a pattern (zeros, one byte over and over).
    pub fn from_bytes(bytes: &[u8]) -> Result<Key, KeyError> {
        if bytes.len() < Self::LENGTH {
            return Err(KeyError::TooShort);
        }
        let mut seen = [false; 256];
        for byte in bytes {
            if let Some(seen) = seen.get_mut(usize::from(*byte)) {
                *seen = true;
            }
        }
        if seen.iter().filter(|seen| **seen).count() < FEWEST_DIFFERENT {
            return Err(KeyError::Pattern);
        }
        Ok(Key(Zeroizing::new(hmac(b"sladd 1 key", [bytes]))))
    }

    /// The key for one purpose and one context of it.
    pub(crate) fn derive(&self, purpose: &str, context: &str) -> Key {
        Key(Zeroizing::new(hmac(&*self.0, [b"derive".as_slice(), purpose.as_bytes(), context.as_bytes()])))
    }

    /// The authentication code of a list of parts; no two lists are one message.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        hmac(&*self.0, [b"mac".as_slice()].into_iter().chain(parts.iter().copied()))
    }

    /// Encrypts for a purpose and a context; only the same key opens it, for the same ones.
    ///
    /// The result is longer than `plain` by 40 bytes. It is empty, and opens as nothing, for a text beyond what the
    /// cipher takes (256 GB).
    pub(crate) fn seal(&self, purpose: &str, context: &str, plain: &[u8]) -> Vec<u8> {
        let (cipher, nonces) = self.sealing(purpose, context);
        let code = nonces.mac(&[plain]);
        let nonce = code.first_chunk::<NONCE>().copied().unwrap_or_default();
        // The plain text never stands in memory that is given back unwiped: it is encrypted where it was copied to.
        let mut sealed = Vec::with_capacity(NONCE + plain.len() + 16);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let Some(body) = sealed.get_mut(NONCE..) else { return Vec::new() };
        match cipher.encrypt_inout_detached((&nonce).into(), &[], body.into()) {
            Ok(tag) => sealed.extend_from_slice(&tag),
            Err(_) => return Vec::new(),
        }
        sealed
    }

    /// What was sealed for this purpose and context; nothing when anything is not as it was.
    pub(crate) fn open(&self, purpose: &str, context: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (cipher, _) = self.sealing(purpose, context);
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        let (body, tag) = rest.split_last_chunk::<16>()?;
        let mut plain = Zeroizing::new(body.to_vec());
        cipher.decrypt_inout_detached(nonce.into(), &[], plain.as_mut_slice().into(), tag.into()).ok()?;
        Some(plain)
    }

    /// The cipher and the key of its nonces.
    fn sealing(&self, purpose: &str, context: &str) -> (XChaCha20Poly1305, Key) {
        let own = self.derive(purpose, context);
        let cipher = XChaCha20Poly1305::new((&*own.derive("encrypt", "").0).into());
        (cipher, own.derive("nonce", ""))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// HMAC-SHA-256 of parts, each behind its length.
fn hmac<'a>(key: &[u8], parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    // A key shorter than a block of the hash is filled up with zeros by definition (RFC 2104); ours all are.
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> Key {
        let bytes: Vec<u8> = (0..32).map(|i: u8| i.wrapping_mul(37).wrapping_add(seed)).collect();
        Key::from_bytes(&bytes).unwrap()
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert_eq!(Key::from_bytes(&[]).err(), Some(KeyError::TooShort));
        assert_eq!(Key::from_bytes(b"0123456789abcdef0123456789abcde").err(), Some(KeyError::TooShort));
        assert_eq!(Key::from_bytes(&[0; 32]).err(), Some(KeyError::Pattern));
        assert_eq!(Key::from_bytes(&[0xA5; 64]).err(), Some(KeyError::Pattern));
        assert_eq!(Key::from_bytes("abcdefg".repeat(9).as_bytes()).err(), Some(KeyError::Pattern));
        assert!(Key::from_bytes(b"0123456789abcdef0123456789abcdef").is_ok());
        assert!(KeyError::Pattern.to_string().contains("random"));
    }

    #[test]
    fn every_byte_of_a_long_key_counts() {
        let long: Vec<u8> = (0..=255).collect();
        let mut other = long.clone();
        other[255] ^= 1;
        let mac = |bytes: &[u8]| Key::from_bytes(bytes).unwrap().mac(&[b"x"]);
        assert_ne!(mac(&long), mac(&other));
        assert_ne!(mac(&long), mac(&long[..255]));
    }

    /// The textbook vector (RFC 4231, case 2), with the length that is written before each part taken into account.
    #[test]
    fn the_code_is_hmac_sha_256() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        let wanted = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect::<String>(), wanted);
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(&3_u64.to_le_bytes());
        mac.update(b"abc");
        assert_eq!(hmac(b"Jefe", [b"abc".as_slice()]), <[u8; 32]>::from(mac.finalize().into_bytes()));
    }

    #[test]
    fn purposes_contexts_and_keys_share_nothing() {
        let codes = [
            key(1).derive("a", "b").mac(&[b"x"]),
            key(1).derive("ab", "").mac(&[b"x"]),
            key(1).derive("", "ab").mac(&[b"x"]),
            key(1).derive("b", "a").mac(&[b"x"]),
            key(2).derive("a", "b").mac(&[b"x"]),
            key(1).mac(&[b"x"]),
            key(1).mac(&[b"x", b""]),
            key(1).mac(&[b"", b"x"]),
        ];
        for (i, a) in codes.iter().enumerate() {
            assert!(codes.iter().skip(i + 1).all(|b| a != b), "{i}");
        }
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_key_purpose_and_context_only() {
        let sealed = key(1).seal("tilstand", "samtale 1", b"Kari");
        assert_eq!(sealed.len(), 4 + 40);
        assert!(!sealed.windows(4).any(|window| window == b"Kari"));
        assert_eq!(key(1).open("tilstand", "samtale 1", &sealed).unwrap().as_slice(), b"Kari");
        assert!(key(2).open("tilstand", "samtale 1", &sealed).is_none());
        assert!(key(1).open("hvelv", "samtale 1", &sealed).is_none());
        assert!(key(1).open("tilstand", "samtale 2", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key(1).open("tilstand", "samtale 1", &changed).is_none(), "{at}");
            assert!(key(1).open("tilstand", "samtale 1", &sealed[..at]).is_none(), "{at}");
        }
        assert_eq!(key(1).open("tilstand", "", &key(1).seal("tilstand", "", b"")).unwrap().as_slice(), b"");
    }

    #[test]
    fn equal_texts_seal_alike_and_others_have_another_nonce() {
        let (a, b) = (key(1).seal("p", "c", b"Kari"), key(1).seal("p", "c", b"Kara"));
        assert_eq!(a, key(1).seal("p", "c", b"Kari"));
        assert_ne!(a[..NONCE], b[..NONCE]);
        assert_ne!(a[NONCE..], b[NONCE..]);
    }
}
