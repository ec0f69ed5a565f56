//! Long terms of health with a letter wrong.
//!
//! A term and a word that differ by one letter left out, added, replaced or swapped become the same when each loses a
//! letter. So the table holds the hash of every long term and of what is left of it without one of its letters, and a
//! word is asked for in the same way. Hashes are sums over the bytes, from which the hash without a letter follows
//! without reading the rest of the word again.

use super::key::multiply;

/// The longest word that is taken apart, in bytes.
const LONGEST: usize = 48;

/// An odd number: a hash is the sum of the bytes, each times this to the power of how many follow.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hashes, by open addressing; an empty slot is zero.
pub(super) struct Slips {
    slots: Box<[u32]>,
}

impl Slips {
    pub(super) fn of(hashes: &[u64]) -> Slips {
        let mut slips = Slips { slots: vec![0; (hashes.len() * 2).next_power_of_two()].into_boxed_slice() };
        for hash in hashes {
            let (at, mark) = slips.place(*hash);
            if let Some(slot) = slips.slots.get_mut(at) {
                *slot = mark;
            }
        }
        slips
    }

    /// The slot of a hash, or the empty one where it belongs, and what it holds then.
    fn place(&self, hash: u64) -> (usize, u32) {
        let last = self.slots.len() - 1;
        let mark = (hash >> 32) as u32 | 1;
        let mut at = hash as usize & last;
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && *slot != mark) {
            at = (at + 1) & last;
        }
        (at, mark)
    }

    /// Whether the word is a term with one letter left out, added, replaced or swapped.
    pub(super) fn has(&self, word: &str) -> bool {
        let mut found = false;
        hashes(word, &mut |hash| {
            let (at, mark) = self.place(hash);
            found |= self.slots.get(at) == Some(&mark);
        });
        found
    }

    /// Heap bytes.
    pub(super) fn memory_usage(&self) -> usize {
        size_of_val(&*self.slots)
    }
}

/// Calls `each` with the hash of the word, and of the word without its second letter, without its third, and so on; the
/// first letter is seldom wrong and stays. Nothing for words that are too long to be taken apart.
pub(super) fn hashes(word: &str, each: &mut impl FnMut(u64)) {
    // The sums of the bytes before each offset.
    let mut sums = [0_u64; LONGEST + 1];
    let mut sum = 0_u64;
    if word.len() > LONGEST {
        return;
    }
    for (after, byte) in sums.iter_mut().skip(1).zip(word.bytes()) {
        sum = sum.wrapping_mul(BASE).wrapping_add(u64::from(byte));
        *after = sum;
    }
    let finished = |sum: u64, length: usize| multiply(sum ^ length as u64, BASE);
    each(finished(sum, word.len()));
    // From the last letter to the first, so that the power of what stands behind grows with each.
    let mut power = 1_u64;
    let mut behind = None;
    for (at, letter) in word.char_indices().rev() {
        if at == 0 {
            break;
        }
        let end = at + letter.len_utf8();
        let before = |offset: usize| sums.get(offset).copied().unwrap_or(0);
        // Of a double letter, leaving out either gives the same.
        if behind != Some(letter) {
            let taken = before(end).wrapping_sub(before(at)).wrapping_mul(power);
            each(finished(sum.wrapping_sub(taken), word.len() - letter.len_utf8()));
        }
        for _ in 0..letter.len_utf8() {
            power = power.wrapping_mul(BASE);
        }
        behind = Some(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str) -> Vec<u64> {
        let mut found = Vec::new();
        hashes(word, &mut |hash| found.push(hash));
        found
    }

    #[test]
    fn a_hash_without_a_letter_is_the_hash_of_the_word_without_it() {
        let whole = |word: &str| all(word).first().copied();
        let found = all("påskke");
        let shorter: Vec<u64> = ["påskk", "påske", "påkke", "pskke"].into_iter().filter_map(whole).collect();
        assert_eq!(found.get(1..), Some(&shorter[..]));
    }

    #[test]
    fn one_letter_wrong_is_known_and_two_are_not() {
        let slips = Slips::of(&all("schizofreni"));
        for word in ["schizofreni", "schizofrenni", "schizofrei", "schizofrani", "schizofrein", "skhizofreni"] {
            assert!(slips.has(word), "{word}");
        }
        for word in ["skizofrenni", "schizofrennii", "qchizofreni", "schiz", ""] {
            assert!(!slips.has(word), "{word}");
        }
    }
}
