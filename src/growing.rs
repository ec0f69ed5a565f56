//! Text, and lists of what was read in it, that grow and leave no copy behind.
//!
//! What has no room left moves, and what it was stays in memory that is given back. Buffers of text that may hold
//! something personal, masked text too, for something may have been missed, move here instead.

use std::hint::black_box;

use zeroize::Zeroize;

/// Makes room for so many bytes more; where the text has to move for it, its old place is overwritten.
#[inline]
pub(crate) fn reserve(text: &mut String, bytes: usize) {
    let wanted = text.len() + bytes;
    if wanted > text.capacity() {
        move_text(text, wanted);
    }
}

/// Appends text; where what is there has to move for it, its old place is overwritten.
#[cfg(feature = "serde")]
pub(crate) fn push_str(text: &mut String, more: &str) {
    reserve(text, more.len());
    text.push_str(more);
}

#[cold]
fn move_text(text: &mut String, wanted: usize) {
    let mut moved = String::with_capacity(wanted.max(2 * text.capacity()));
    moved.push_str(text);
    text.zeroize();
    *text = moved;
}

/// Appends to a list; where it has to move for it, its old place is filled with `blank`.
#[inline(always)]
pub(crate) fn push<T: Copy>(list: &mut Vec<T>, item: T, blank: T) {
    if list.len() == list.capacity() {
        move_list(list, 1, blank);
    }
    list.push(item);
}

/// Appends all of them; where the list has to move for it, its old place is filled with `blank`.
pub(crate) fn extend<T: Copy>(list: &mut Vec<T>, items: &[T], blank: T) {
    if list.capacity() - list.len() < items.len() {
        move_list(list, items.len(), blank);
    }
    list.extend_from_slice(items);
}

#[cold]
fn move_list<T: Copy>(list: &mut Vec<T>, more: usize, blank: T) {
    /// The room that is made first.
    const FEWEST: usize = 16;
    let mut moved = Vec::with_capacity((list.len() + more).max(2 * list.capacity()).max(FEWEST));
    moved.extend_from_slice(list);
    overwrite(list, blank);
    *list = moved;
}

/// Fills a list with `blank`, so that the optimiser believes that somebody looks.
pub(crate) fn overwrite<T: Copy>(list: &mut [T], blank: T) {
    list.fill(blank);
    black_box(list);
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
    use zeroize::Zeroizing;

    use super::*;

    #[test]
    fn a_list_grows_and_its_items_stay() {
        let mut list = Vec::new();
        (0..100).for_each(|i| push(&mut list, i, 0));
        let whole = list.clone();
        extend(&mut list, &whole, 0);
        extend(&mut list, &[], 0);
        assert!(list.iter().copied().eq((0..100).chain(0..100)));
        overwrite(&mut list, 7);
        assert!(list.iter().all(|i| *i == 7) && list.len() == 200);
    }

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
