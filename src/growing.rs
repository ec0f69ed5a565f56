//! Text that grows and leaves no copy behind.
//!
//! A string that has no room left moves, and what it was stays in memory that is given back. Buffers of text that may
//! hold something personal, masked text too, for something may have been missed, move here instead.

use std::hint::black_box;

use zeroize::Zeroizing;

/// Makes room for so many bytes more; where the text has to move for it, its old place is overwritten.
pub(crate) fn reserve(text: &mut Zeroizing<String>, bytes: usize) {
    let wanted = text.len() + bytes;
    if wanted > text.capacity() {
        let mut moved = Zeroizing::new(String::with_capacity(wanted.max(2 * text.capacity())));
        moved.push_str(text);
        *text = moved;
    }
}

/// Removes the first bytes, up to a boundary between characters, and overwrites the place that becomes free behind the
/// others.
pub(crate) fn forget_first(text: &mut String, bytes: usize) {
    text.drain(..bytes);
    let kept = text.len();
    text.extend(std::iter::repeat_n('\0', bytes));
    black_box(&text);
    text.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_and_the_text_stays() {
        let mut text = Zeroizing::new(String::new());
        for piece in ["å", "", "pne skjemaet", " på nettet"] {
            reserve(&mut text, piece.len());
            let place = text.as_ptr();
            text.push_str(piece);
            assert!(text.as_ptr() == place, "it moved although there was room");
        }
        assert_eq!(text.as_str(), "åpne skjemaet på nettet");
    }

    #[test]
    fn the_first_bytes_are_forgotten() {
        let mut text = "åpne nå".to_owned();
        for (bytes, rest) in [(0, "åpne nå"), (2, "pne nå"), (4, "nå"), (3, "")] {
            forget_first(&mut text, bytes);
            assert_eq!(text.as_str(), rest);
        }
    }
}
