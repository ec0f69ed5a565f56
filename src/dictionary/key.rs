//! The hash of a word: what the table of words and the weights of evidence are asked by.

use crate::eight;

/// The hash of a folded word or of a sequence of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordKey(u64);

impl WordKey {
    const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
    const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

    /// The key of no word.
    pub(crate) const NONE: WordKey = WordKey(0);

    #[inline]
    pub(crate) fn of(folded: &str) -> WordKey {
        WordKey::of_bytes(folded.as_bytes())
    }

    #[inline]
    pub(crate) fn of_bytes(folded: &[u8]) -> WordKey {
        let Beginning { blocks, rest, length, .. } = Beginning::of(folded);
        blocks.finish(rest, length)
    }

    /// The hash itself.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// The key of this followed by another word.
    #[inline(always)]
    pub(crate) fn then(self, next: WordKey) -> WordKey {
        WordKey(multiply(self.0 ^ next.0.rotate_left(29), Self::MIX))
    }
}

/// How some words begin, taken in once for all of them.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    blocks: Blocks,
    /// The last bytes, eight at most, and how many they are.
    rest: u64,
    rest_length: usize,
    length: usize,
}

impl Beginning {
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Beginning {
        let (mut blocks, mut rest) = (Blocks::new(), bytes);
        while rest.len() > 8 {
            let Some((eight, behind)) = rest.split_first_chunk::<8>() else { break };
            blocks = blocks.then(u64::from_le_bytes(*eight));
            rest = behind;
        }
        Beginning { blocks, rest: eight::load(rest), rest_length: rest.len(), length: bytes.len() }
    }

    /// The key of the word with an ending of so many bytes, eight at most, given as one number.
    #[inline]
    pub(super) fn with(self, ending: u64, count: usize) -> WordKey {
        let length = self.length + count;
        if self.rest_length + count > 8 {
            let last = u128::from(self.rest) | u128::from(ending) << (8 * self.rest_length);
            self.blocks.then(last as u64).finish((last >> 64) as u64, length)
        } else if count == 0 {
            self.blocks.finish(self.rest, length)
        } else {
            self.blocks.finish(self.rest | ending << (8 * self.rest_length), length)
        }
    }
}

/// A key in the making, eight bytes at a time.
#[derive(Clone, Copy)]
pub(crate) struct Blocks(u64);

impl Blocks {
    #[inline(always)]
    pub(crate) const fn new() -> Blocks {
        Blocks(WordKey::SEED)
    }

    /// Takes in eight bytes that are not the last ones, little-endian.
    #[inline(always)]
    pub(crate) const fn then(self, eight: u64) -> Blocks {
        Blocks(multiply(self.0 ^ eight, WordKey::MIX))
    }

    /// Takes in the last bytes, eight at most, and the number of all.
    #[inline(always)]
    pub(crate) const fn finish(self, last: u64, length: usize) -> WordKey {
        WordKey(multiply(multiply(self.0 ^ last, WordKey::MIX) ^ length as u64, WordKey::SEED))
    }
}

/// Full 128-bit product, folded: every input bit reaches every output bit.
#[inline(always)]
pub(super) const fn multiply(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_made_of_two_parts_has_the_key_of_the_whole() {
        let word = "abcdefghijklmnopqrstuvwxyzæøå";
        let places = || (0..=word.len()).filter(|at| word.is_char_boundary(*at));
        for end in places() {
            for at in places().filter(|at| *at <= end && end - at <= 8) {
                let (base, ending) = (&word[..at], &word[at..end]);
                let key = Beginning::of(base.as_bytes()).with(eight::load(ending.as_bytes()), ending.len());
                assert_eq!(key, WordKey::of(&word[..end]), "{base}+{ending}");
            }
        }
    }
}
