//! A set of hashes that says at once what is not in it.

/// A set of hashes, a bit for each. It may hold what was not put in, never the opposite.
pub(super) struct Filter {
    bits: Box<[u64]>,
}

impl Filter {
    /// An empty set of so many bits, a power of two, 64 at least.
    pub(super) fn of_bits(bits: usize) -> Filter {
        Filter { bits: vec![0; bits.next_power_of_two().max(64) / 64].into_boxed_slice() }
    }

    /// The place of a hash: which bit of which number. It is told by the highest bits, which have to be good.
    #[inline(always)]
    fn place(&self, hash: u64) -> (usize, u64) {
        let place = hash >> (58 - self.bits.len().trailing_zeros());
        (place as usize / 64, 1 << (place % 64))
    }

    #[inline]
    pub(super) fn add(&mut self, hash: u64) {
        let (at, bit) = self.place(hash);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= bit;
        }
    }

    /// Whether a hash may be in the set.
    #[inline(always)]
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// Heap bytes.
    pub(super) fn memory_usage(&self) -> usize {
        size_of_val(&*self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_most_else_is_not() {
        for bits in [64, 1 << 10, 1 << 18] {
            let hash = |i: u64| (i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut filter = Filter::of_bits(bits);
            assert_eq!(filter.memory_usage(), bits / 8);
            let count = bits as u64 / 8;
            assert!((0..count).all(|i| !filter.may_have(hash(i))));
            (0..count).for_each(|i| filter.add(hash(i)));
            assert!((0..count).all(|i| filter.may_have(hash(i))));
            let others = (count..9 * count).filter(|i| filter.may_have(hash(*i))).count() as u64;
            assert!(others <= count * 2, "{others} of {} in {bits} bits", 8 * count);
        }
    }
}
