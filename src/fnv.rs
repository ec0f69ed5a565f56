//! FNV-1a, for what is hashed when the crate is compiled or stays within it. It withstands nobody who means harm.

/// The hash of no bytes.
pub(crate) const EMPTY: u64 = 0xCBF2_9CE4_8422_2325;

/// The hash of what has been hashed and these bytes behind it.
pub(crate) const fn add(hash: u64, bytes: &[u8]) -> u64 {
    let (mut hash, mut bytes) = (hash, bytes);
    while let [first, rest @ ..] = bytes {
        hash = (hash ^ *first as u64).wrapping_mul(0x0000_0100_0000_01B3);
        bytes = rest;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of the draft that describes it (IETF, "The FNV Non-Cryptographic Hash Algorithm").
    #[test]
    fn hashes_are_those_of_the_standard() {
        for (bytes, hash) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(add(EMPTY, bytes.as_bytes()), hash);
            let (start, end) = bytes.as_bytes().split_at(bytes.len() / 2);
            assert_eq!(add(add(EMPTY, start), end), hash);
        }
    }
}
