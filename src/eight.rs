//! Eight bytes at a time, as one number, the first byte the lowest.
//!
//! Marks are the high bits of the bytes that a question is answered yes for. A byte is never mistaken because of its
//! neighbours: sums are taken of seven bits, so that nothing is carried over.

const ONES: u64 = 0x0101_0101_0101_0101;
/// The marks of all bytes.
pub(crate) const ALL: u64 = 0x80 * ONES;

/// Marks the bytes that are `byte`.
#[inline(always)]
pub(crate) const fn equal(eight: u64, byte: u8) -> u64 {
    let differs = eight ^ (byte as u64 * ONES);
    !(((differs & !ALL) + !ALL) | differs) & ALL
}

/// Marks the small letters of ASCII.
#[inline(always)]
pub(crate) const fn small_letters(eight: u64) -> u64 {
    let low = eight & !ALL;
    // The high bit of each byte of a sum tells whether the byte reached the bound.
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let behind_z = low + (0x80 - (b'z' as u64 + 1)) * ONES;
    from_a & !behind_z & !eight & ALL
}

/// Marks the bytes below `bound`, which is one of ASCII.
#[inline(always)]
pub(crate) const fn below(eight: u64, bound: u8) -> u64 {
    let reaches = (eight & !ALL) + (0x80 - bound as u64) * ONES;
    !(reaches | eight) & ALL
}

/// How many bytes stand before the first one that is marked.
#[inline(always)]
pub(crate) const fn before_first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// The first eight bytes, or what there is of them, as one number; zeros behind the last.
#[inline(always)]
pub(crate) const fn load(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>(), bytes) {
        // The two may overlap; both put the same bits where they do.
        (Some(first), Some(last), _) => {
            u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << (8 * (bytes.len() - 4))
        }
        (_, _, [first, middle, last]) => *first as u64 | (*middle as u64) << 8 | (*last as u64) << 16,
        (_, _, [first, last]) => *first as u64 | (*last as u64) << 8,
        (_, _, [only]) => *only as u64,
        _ => 0,
    }
}

/// Where the first byte stands that `marks` marks; the length where there is none. What is sought is near: of far ones a
/// search built for long texts knows sooner.
#[inline(always)]
pub(crate) fn position(bytes: &[u8], marks: impl Fn(u64) -> u64) -> usize {
    let mut rest = bytes;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let marked = marks(u64::from_le_bytes(*eight));
        if marked != 0 {
            return bytes.len() - rest.len() + before_first(marked);
        }
        rest = behind;
    }
    bytes.len() - rest.len() + before_first(marks(load(rest))).min(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte in every place, among bytes that differ from it by one.
    #[test]
    fn a_byte_is_marked_wherever_it_stands() {
        for byte in 0..=255_u8 {
            for neighbour in [byte, byte.wrapping_add(1), byte.wrapping_sub(1), 0, 255] {
                for place in 0..8 {
                    let mut bytes = [neighbour; 8];
                    bytes[place] = byte;
                    let eight = u64::from_le_bytes(bytes);
                    let marks =
                        |is: &dyn Fn(u8) -> bool| u64::from_le_bytes(bytes.map(|byte| if is(byte) { 0x80 } else { 0 }));
                    assert_eq!(equal(eight, byte), marks(&|other| other == byte), "{bytes:?}");
                    assert_eq!(small_letters(eight), marks(&|byte| byte.is_ascii_lowercase()), "{bytes:?}");
                    for bound in [0, 1, b' ', 0x7F, 0x80] {
                        assert_eq!(below(eight, bound), marks(&|byte| byte < bound), "{bytes:?} below {bound}");
                    }
                }
            }
        }
        assert_eq!((before_first(ALL), before_first(0x80 << 24), before_first(0)), (0, 3, 8));
    }

    #[test]
    fn the_first_marked_byte_is_found_wherever_it_stands() {
        for length in 0..20 {
            for place in 0..=length {
                let mut bytes = vec![b'a'; length];
                bytes.iter_mut().skip(place).step_by(3).for_each(|byte| *byte = b'/');
                assert_eq!(position(&bytes, |eight| equal(eight, b'/')), place, "{length}");
                bytes.iter_mut().skip(place).step_by(3).for_each(|byte| *byte = b'\t');
                assert_eq!(position(&bytes, |eight| below(eight, b' ')), place, "{length}");
            }
        }
    }
}
