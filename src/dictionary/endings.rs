//! How the words begin that may end another word: "medisin" in "hjertemedisin".
//!
//! A word that no dictionary has is cut between any two letters, and what stands behind each cut is looked up. Most of
//! it ends no word; a set of a few thousand bits, asked for its first letters and its length, says so without a look-up.

/// A set of words, by their first three bytes and their length. It may hold what was not put in, never the opposite.
pub(super) struct Endings {
    bits: Box<[u64]>,
}

/// The bits of a set; a power of two.
const BITS: usize = 1 << 16;

/// The shortest word that the set holds, in bytes.
const SHORTEST: usize = 2;

impl Endings {
    pub(super) fn new() -> Endings {
        Endings { bits: vec![0; BITS / 64].into_boxed_slice() }
    }

    /// The place of words of a length that begin with three bytes: which bit of which number.
    #[inline(always)]
    fn place(beginning: [u8; 3], length: usize) -> (usize, u64) {
        let [first, second, third] = beginning;
        let length = u8::try_from(length).unwrap_or(u8::MAX);
        let key = u64::from(u32::from_le_bytes([first, second, third, length]));
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS.trailing_zeros());
        (hash as usize / 64, 1 << (hash % 64))
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
        let (at, bit) = Endings::place(beginning, length);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= bit;
        }
    }

    /// Whether a word may be in the set.
    #[inline(always)]
    pub(super) fn may_have(&self, word: &[u8]) -> bool {
        Endings::beginning(word).is_some_and(|beginning| {
            let (at, bit) = Endings::place(beginning, word.len());
            self.bits.get(at).is_some_and(|bits| bits & bit != 0)
        })
    }

    /// Heap bytes.
    pub(super) fn memory_usage(&self) -> usize {
        size_of_val(&*self.bits)
    }
}
