//! What groups of features came to, remembered.
//!
//! Most features of a word speak of readings alone: how it is written, what its neighbours are. There are few readings,
//! so the same groups of them come back in message after message, and what they add up to need not be looked up feature
//! by feature again. Only readings are remembered, never a word of a message.

use std::sync::atomic::{AtomicU64, Ordering};

/// Sums by the hash of a group: each slot holds 48 bits of the hash and 16 of the sum, so that one load tells both, and
/// threads share the slots without waiting for each other. A newer sum takes the place of an older one.
pub(super) struct Memo {
    slots: Box<[AtomicU64]>,
}

const SUM: u64 = 0xFFFF;

impl Memo {
    pub(super) fn new() -> Memo {
        /// Some times as many as the groups that ordinary messages have.
        const SLOTS: usize = 1 << 14;
        Memo { slots: std::iter::repeat_with(AtomicU64::default).take(SLOTS).collect() }
    }

    fn slot(&self, key: u64) -> Option<&AtomicU64> {
        self.slots.get((key >> 20) as usize & (self.slots.len() - 1))
    }

    /// The sum of a group, when it is remembered.
    #[inline(always)]
    pub(super) fn get(&self, key: u64) -> Option<i32> {
        let slot = self.slot(key)?.load(Ordering::Relaxed);
        ((slot ^ key) & !SUM == 0 && slot != 0).then_some(i32::from((slot & SUM) as u16 as i16))
    }

    /// Remembers the sum of a group, unless it is too large for a slot.
    pub(super) fn put(&self, key: u64, sum: i32) {
        if let (Some(slot), Ok(sum)) = (self.slot(key), i16::try_from(sum)) {
            slot.store(key & !SUM | u64::from(sum as u16), Ordering::Relaxed);
        }
    }

    /// Heap bytes.
    pub(super) fn memory_usage(&self) -> usize {
        size_of_val(&*self.slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sum_of_a_group_is_remembered() {
        let memo = Memo::new();
        let key = 0x1234_5678_9ABC_DEF0;
        assert_eq!(memo.get(key), None);
        for sum in [0, 1, -1, 12_345, i32::from(i16::MIN), i32::from(i16::MAX)] {
            memo.put(key, sum);
            assert_eq!(memo.get(key), Some(sum));
        }
        // Another group of the same slot takes its place.
        let other = key ^ 1 << 60;
        assert_eq!(memo.get(other), None);
        memo.put(other, 7);
        assert_eq!((memo.get(key), memo.get(other)), (None, Some(7)));
    }

    #[test]
    fn what_is_too_large_is_forgotten_and_nothing_is_no_group() {
        let memo = Memo::new();
        memo.put(1 << 40, i32::from(i16::MAX) + 1);
        assert_eq!(memo.get(1 << 40), None);
        // An empty slot is no answer, not even to the key of zeros.
        assert_eq!(memo.get(0), None);
        assert_eq!(memo.get(SUM), None);
    }
}
