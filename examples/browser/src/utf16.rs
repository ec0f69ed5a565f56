//! Offsets as JavaScript counts them.

/// Turns byte offsets of a text into offsets in UTF-16 units, which is how JavaScript numbers a string. Offsets are asked
/// for in ascending order, so that the text is walked through once.
pub(crate) struct Utf16<'t> {
    rest: &'t str,
    bytes: usize,
    units: usize,
}

impl<'t> Utf16<'t> {
    pub(crate) fn of(text: &'t str) -> Utf16<'t> {
        Utf16 { rest: text, bytes: 0, units: 0 }
    }

    /// The offset in units of the character that begins at this byte.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        let Some((passed, rest)) = self.rest.split_at_checked(byte.saturating_sub(self.bytes)) else {
            return self.units;
        };
        self.units += passed.encode_utf16().count();
        self.bytes = byte;
        self.rest = rest;
        self.units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_javascript() {
        let text = "aø😀é👩‍👩‍👧b";
        let mut units = Utf16::of(text);
        for (byte, _) in text.char_indices() {
            let slow = text.get(..byte).map_or(0, |before| before.encode_utf16().count());
            assert_eq!(units.at(byte), slow);
        }
        assert_eq!(units.at(text.len()), text.encode_utf16().count());
    }
}
