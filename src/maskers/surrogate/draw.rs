//! Choices that a key makes: for one value always the same, for another unforeseeable.

use crate::key::Key;

/// A row of numbers drawn for one value.
pub(super) struct Draw<'k> {
    key: &'k Key,
    seed: [u8; 32],
    block: [u8; 32],
    /// How many numbers have been drawn.
    drawn: u64,
}

/// The numbers that one block gives.
const A_BLOCK: u64 = 4;

impl<'k> Draw<'k> {
    /// The row for a value of a kind; each attempt has another.
    pub(super) fn new(key: &'k Key, kind: &str, value: &str, attempt: u8) -> Draw<'k> {
        let seed = key.mac(&[b"seed", kind.as_bytes(), value.as_bytes(), &[attempt]]);
        Draw { key, seed, block: [0; 32], drawn: 0 }
    }

    /// A number below `end`, each as likely as the other; 0 when there is none below.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if self.drawn % A_BLOCK == 0 {
            self.block = self.key.mac(&[b"block", &self.seed, &self.drawn.to_le_bytes()]);
        }
        let from = (self.drawn % A_BLOCK) as usize * 8;
        self.drawn += 1;
        let number = self.block.get(from..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        // The upper half of the product: what is left over of 2⁶⁴ makes no number likelier to speak of.
        ((u128::from(number) * end as u128) >> 64) as usize
    }

    /// A digit.
    pub(super) fn digit(&mut self) -> u8 {
        self.below(10) as u8
    }

    /// One of a list; nothing of an empty one.
    pub(super) fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_values_own_and_even() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let row = |kind, value, attempt| {
            let mut draw = Draw::new(&key, kind, value, attempt);
            (0..9).map(|_| draw.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(row("a", "x", 0), row("a", "x", 0));
        for other in [row("b", "x", 0), row("a", "y", 0), row("a", "x", 1)] {
            assert_ne!(row("a", "x", 0), other);
        }
        let mut draw = Draw::new(&key, "even", "", 0);
        let mut counts = [0; 10];
        for _ in 0..10_000 {
            counts[usize::from(draw.digit())] += 1;
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!((draw.below(0), draw.below(1), draw.of::<u8>(&[])), (0, 0, None));
    }

    #[test]
    fn no_number_of_a_row_tells_another() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let mut draw = Draw::new(&key, "apart", "", 0);
        let numbers: Vec<[u8; 4]> = (0..12).map(|_| (draw.below(u32::MAX as usize) as u32).to_be_bytes()).collect();
        for (at, number) in numbers.iter().enumerate() {
            for other in numbers.iter().skip(at + 1) {
                let shared = number.windows(3).any(|bytes| other.windows(3).any(|others| others == bytes));
                assert!(!shared, "{number:?} {other:?}");
            }
        }
    }
}
