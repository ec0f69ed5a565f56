//! Restoring as the answer arrives, piece by piece.

use std::fmt;

use zeroize::Zeroizing;

use super::Vault;
use super::placeholder::{Stop, at_start};
use crate::growing::{forget_first, reserve};
use crate::stream::Push;

/// Restores a text that comes in pieces, as a language model writes it; made by [`Vault::unmask`].
///
/// Whatever the pieces, the output is what [`Vault::restore`] makes of the whole. Held back is only what may be the
/// beginning of a placeholder, [`VaultUnmask::MOST_HELD_BACK`] bytes at most; ordinary words pass at once.
///
/// ```
/// use sladd::{Key, Scrubber, Vault};
///
/// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
/// let mut vault = Vault::new(&Key::from_bytes(&random)?, "samtale 17")?;
/// let scrubber = Scrubber::builder().build()?;
/// let question = vault.scrub(&scrubber, "Er 412 00 000 registrert?").to_string();
/// let placeholder = &question[3..question.len() - " registrert?".len()];
///
/// let mut unmask = vault.unmask();
/// let mut answer = String::new();
/// for piece in ["Ja, ", &placeholder[..9], &placeholder[9..], " er registrert."] {
///     unmask.push(piece, &mut answer);
/// }
/// unmask.finish(&mut answer);
/// assert_eq!(answer, "Ja, 412 00 000 er registrert.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct VaultUnmask<'v> {
    vault: &'v Vault,
    /// What may be the beginning of a placeholder.
    held: Zeroizing<String>,
    /// A letter or a figure stands before it.
    inside: bool,
    restored: usize,
}

impl<'v> VaultUnmask<'v> {
    /// The most bytes that are ever held back: the longest placeholder with everything that is forgiven in it. Two
    /// brackets and a backslash, three signs of three bytes behind and before them, the longest word, two dashes with
    /// what may stand around them, nine figures, the seal, and the character behind.
    pub const MOST_HELD_BACK: usize = 3 + 2 * 9 + 40 + 2 * 10 + 9 + 8 + 4;

    pub(super) fn new(vault: &'v Vault) -> VaultUnmask<'v> {
        VaultUnmask { vault, held: Zeroizing::new(String::new()), inside: false, restored: 0 }
    }

    /// Takes the next piece and appends to `out` what is settled.
    pub fn push(&mut self, piece: &str, out: &mut String) {
        reserve(&mut self.held, piece.len());
        self.held.push_str(piece);
        self.settle(false, out);
    }

    /// Says that nothing follows, and appends what was held back. The next piece begins a new text.
    pub fn finish(&mut self, out: &mut String) {
        self.settle(true, out);
        self.inside = false;
    }

    /// How many values have been put back so far.
    #[must_use]
    pub const fn restored(&self) -> usize {
        self.restored
    }

    /// How many bytes are held back.
    #[must_use]
    pub fn held_back(&self) -> usize {
        self.held.len()
    }

    fn settle(&mut self, last: bool, out: &mut String) {
        let mut at = 0;
        while let Some(c) = self.held.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = self.held.get(at..).unwrap_or("");
            let (length, value) = match at_start(rest, self.inside, last) {
                Ok(seen) => match self.vault.value(&seen) {
                    Some(value) => (seen.length, Some(value)),
                    None => (c.len_utf8(), None),
                },
                Err(Stop::More) if !last => break,
                Err(_) => (c.len_utf8(), None),
            };
            let taken = rest.get(..length).unwrap_or("");
            self.inside = taken.chars().next_back().is_some_and(char::is_alphanumeric);
            match value {
                Some(value) => {
                    self.restored += 1;
                    out.push_str(&value);
                }
                None => out.push_str(taken),
            }
            at += length;
        }
        forget_first(&mut self.held, at);
    }
}

/// So that it can stand in the adapters of [`crate::stream`]: `TextWriter::new(vault.unmask(), out)`.
impl Push for VaultUnmask<'_> {
    fn push(&mut self, piece: &str, out: &mut String) {
        VaultUnmask::push(self, piece, out);
    }

    fn finish(&mut self, out: &mut String) {
        VaultUnmask::finish(self, out);
    }
}

impl fmt::Debug for VaultUnmask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultUnmask")
            .field("held_back", &self.held_back())
            .field("restored", &self.restored)
            .finish_non_exhaustive()
    }
}
