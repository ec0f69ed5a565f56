//! Bytes to text: a character may be cut anywhere between two writes.

use std::str::from_utf8;

/// Decodes UTF-8 that comes in pieces. What is no UTF-8 becomes U+FFFD, as [`String::from_utf8_lossy`] would have it of
/// the whole.
#[derive(Default)]
pub(super) struct Decoder {
    /// The beginning of a character whose rest has not come.
    begun: [u8; 4],
    length: usize,
}

impl Decoder {
    pub(super) const fn new() -> Decoder {
        Decoder { begun: [0; 4], length: 0 }
    }

    /// Takes the next bytes and gives the text they complete.
    pub(super) fn decode(&mut self, bytes: &[u8], mut text: impl FnMut(&str)) {
        let mut rest = bytes;
        while self.length > 0 {
            let Some((next, behind)) = rest.split_first() else { return };
            let Some(place) = self.begun.get_mut(self.length) else { return };
            *place = *next;
            self.length += 1;
            match from_utf8(self.begun.get(..self.length).unwrap_or_default()) {
                Ok(character) => {
                    text(character);
                    self.length = 0;
                    rest = behind;
                }
                Err(error) if error.error_len().is_none() => rest = behind,
                // The byte does not belong to the character that had begun: it is looked at anew.
                Err(_) => {
                    text("\u{FFFD}");
                    self.length = 0;
                }
            }
        }
        loop {
            match from_utf8(rest) {
                Ok(valid) => {
                    text(valid);
                    return;
                }
                Err(error) => {
                    let (valid, behind) = rest.split_at(error.valid_up_to());
                    text(from_utf8(valid).unwrap_or("\u{FFFD}"));
                    let Some(invalid) = error.error_len() else {
                        self.length = behind.len().min(self.begun.len());
                        for (to, from) in self.begun.iter_mut().zip(behind) {
                            *to = *from;
                        }
                        return;
                    };
                    text("\u{FFFD}");
                    rest = behind.get(invalid..).unwrap_or_default();
                }
            }
        }
    }

    /// Ends the bytes: a character that had begun is none.
    pub(super) fn finish(&mut self, mut text: impl FnMut(&str)) {
        if self.length > 0 {
            text("\u{FFFD}");
        }
        *self = Decoder::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> String {
        let (mut decoder, mut out) = (Decoder::new(), String::new());
        for piece in pieces {
            decoder.decode(piece, |text| out.push_str(text));
        }
        decoder.finish(|text| out.push_str(text));
        out
    }

    #[test]
    fn a_character_cut_anywhere_is_whole_again() {
        let bytes = "blåbær 😀 ærlig".as_bytes();
        for size in 1..bytes.len() {
            assert_eq!(decoded(bytes.chunks(size)).as_bytes(), bytes, "pieces of {size}");
        }
    }

    #[test]
    fn half_a_character_at_the_end_is_replaced() {
        assert_eq!(decoded([&b"bl\xC3"[..]]), "bl\u{FFFD}");
        assert_eq!(decoded([&b"\xF0\x9F"[..], b"\x98"]), "\u{FFFD}");
    }

    /// Bytes of which many begin or go on with a character without completing one.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let parts: [&[u8]; 12] = [
            b"a",
            b" ",
            "å".as_bytes(),
            "😀".as_bytes(),
            b"\xC3",
            b"\xA5",
            b"\xE2\x82",
            b"\xF0\x9F\x98",
            b"\xFF",
            b"\xED\xA0",
            b"\xF4\x90",
            b"\xC0\x80",
        ];
        prop_oneof![
            prop::collection::vec(prop::sample::select(parts.to_vec()), 0..24).prop_map(|parts| parts.concat()),
            prop::collection::vec(any::<u8>(), 0..64),
        ]
    }

    proptest! {
        #[test]
        fn any_cutting_is_as_lossy_as_the_whole(bytes in bytes(), sizes in prop::collection::vec(1..5_usize, 1..80)) {
            let mut rest = &bytes[..];
            let mut pieces = Vec::new();
            for size in sizes.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, behind) = rest.split_at((*size).min(rest.len()));
                pieces.push(piece);
                rest = behind;
            }
            prop_assert_eq!(decoded(pieces), String::from_utf8_lossy(&bytes));
        }
    }
}
