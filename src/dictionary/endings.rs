//! How the words begin that may end another word: "medisin" in "hjertemedisin".
//!
//! A word that no dictionary has is cut between any two letters, and what stands behind each cut is looked up. Most of
//! it ends no word; a set of a few thousand bits, asked for its first letters and its length, says so without a look-up.

use super::filter::Filter;

/// A set of words, by their first three bytes and their length. It may hold what was not put in, never the opposite.
pub(super) struct Endings {
    hashes: Filter,
}

/// The bits of a set.
const BITS: usize = 1 << 16;

/// The shortest word that the set holds, in bytes.
const SHORTEST: usize = 2;

impl Endings {
    pub(super) fn new() -> Endings {
        Endings { hashes: Filter::of_bits(BITS) }
    }

    /// The hash of the words of a length that begin with three bytes.
    #[inline(always)]
    fn hash(beginning: [u8; 3], length: usize) -> u64 {
        let [first, second, third] = beginning;
        let length = u8::try_from(length).unwrap_or(u8::MAX);
        u64::from(u32::from_le_bytes([first, second, third, length])).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// The first three bytes of a word; a zero behind two.
    #[inline(always)]
    pub(super) fn beginning(word: &[u8]) -> Option<[u8; 3]> {
        let (first, second) = (*word.first()?, *word.get(SHORTEST - 1)?);
        Some([first, second, word.get(2).copied().unwrap_or(0)])
    }

    /// Adds the words of a length that begin with three bytes.
    #[inline]
    pub(super) fn add(&mut self, beginning: [u8; 3], length: usize) {
        self.hashes.add(Endings::hash(beginning, length));
    }

    /// Whether a word may be in the set.
    #[inline(always)]
    pub(super) fn may_have(&self, word: &[u8]) -> bool {
        Endings::beginning(word).is_some_and(|beginning| self.hashes.may_have(Endings::hash(beginning, word.len())))
    }

    /// Heap bytes.
    pub(super) fn memory_usage(&self) -> usize {
        self.hashes.memory_usage()
    }
}
