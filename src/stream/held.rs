//! What a stream holds in memory: the text that waits and, before it, the end of what is written already.

use super::boundary;
use crate::growing::forget_first;

/// Context and waiting text, one behind the other in one buffer of fixed size, so that both can be looked at together
/// and no copy is left behind by growth. What leaves it is overwritten.
pub(super) struct Held {
    /// The context, then what waits.
    raw: String,
    /// Where the one ends and the other begins.
    split: usize,
    /// The most bytes of context that are kept.
    reach: usize,
    /// The most bytes that may wait.
    window: usize,
}

impl Held {
    pub(super) fn new(reach: usize, window: usize) -> Held {
        Held { raw: String::with_capacity(reach + window), split: 0, reach, window }
    }

    /// The same with another window.
    pub(super) fn with_window(&self, window: usize) -> Held {
        let mut held = Held::new(self.reach, window.max(self.waiting()));
        held.window = window;
        held.raw.push_str(&self.raw);
        held.split = self.split;
        held
    }

    /// Context and waiting text.
    pub(super) fn text(&self) -> &str {
        &self.raw
    }

    /// Where the waiting text begins in [`Held::text`].
    pub(super) const fn split(&self) -> usize {
        self.split
    }

    /// The most bytes that may wait.
    pub(super) const fn window(&self) -> usize {
        self.window
    }

    /// How many bytes wait.
    pub(super) fn waiting(&self) -> usize {
        self.raw.len() - self.split
    }

    /// Whether a character of `length` bytes may join the waiting text.
    pub(super) fn has_room(&self, length: usize) -> bool {
        self.waiting() + length <= self.window
    }

    /// Joins a character to the waiting text.
    pub(super) fn push(&mut self, c: char) {
        // What was swallowed may have left more context than is kept.
        self.release(self.split);
        self.raw.push(c);
    }

    /// Takes a carriage return off the end of the waiting text, if there is one.
    pub(super) fn take_return(&mut self) -> bool {
        let returns = self.waiting() > 0 && self.raw.ends_with('\r');
        if returns {
            self.raw.pop();
        }
        returns
    }

    /// Makes context of the text up to `end`, an offset into [`Held::text`]: it is written or masked.
    pub(super) fn release(&mut self, end: usize) {
        self.split = end;
        if self.split > self.reach {
            self.forget(boundary::context_start(self.raw.get(..self.split).unwrap_or(""), self.reach));
        }
    }

    /// Takes a character that is never written straight into the context; nothing may wait.
    pub(super) fn pass(&mut self, c: char) {
        if self.raw.len() + c.len_utf8() > self.reach + self.window {
            self.release(self.raw.len());
        }
        self.raw.push(c);
        self.split = self.raw.len();
    }

    /// Forgets everything.
    pub(super) fn wipe(&mut self) {
        self.split = self.raw.len();
        self.forget(self.raw.len());
    }

    /// Removes the first bytes, all of them context, and overwrites the place they leave at the end of the buffer.
    fn forget(&mut self, bytes: usize) {
        forget_first(&mut self.raw, bytes);
        self.split -= bytes;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.wipe();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the whole buffer, behind the end of the text too.
    fn buffer(held: &mut Held) -> String {
        let (length, capacity) = (held.raw.len(), held.raw.capacity());
        // Growing within the capacity moves nothing; what is appended is what is not looked at.
        held.raw.extend(std::iter::repeat_n('-', capacity - length));
        let all = held.raw.clone();
        held.raw.truncate(length);
        all
    }

    fn pushed(held: &mut Held, text: &str) {
        for c in text.chars() {
            assert!(held.has_room(c.len_utf8()));
            held.push(c);
        }
    }

    #[test]
    fn what_is_written_becomes_context_and_then_goes() {
        let mut held = Held::new(8, 20);
        pushed(&mut held, "en to tre fire fem");
        held.release(10);
        assert_eq!((held.text(), held.split(), held.waiting()), ("to tre fire fem", 7, 8));
        held.release(held.text().len());
        assert_eq!((held.text(), held.waiting()), ("fire fem", 0));
        held.wipe();
        assert_eq!((held.text(), held.split()), ("", 0));
    }

    #[test]
    fn the_buffer_never_moves() {
        let mut held = Held::new(16, 24);
        let place = held.text().as_ptr();
        for _ in 0..50 {
            pushed(&mut held, "blåbær og fløte ");
            held.release(held.text().len());
            "swallowedword".chars().for_each(|c| held.pass(c));
            assert!(held.split() <= 16 + 24 && held.waiting() == 0);
        }
        held.wipe();
        assert!(std::ptr::eq(held.text().as_ptr(), place));
        assert_eq!(buffer(&mut held), "-".repeat(held.raw.capacity()));
    }

    #[test]
    fn a_carriage_return_is_taken_only_from_what_waits() {
        let mut held = Held::new(8, 20);
        pushed(&mut held, "hei\r");
        assert!(held.take_return() && !held.take_return());
        pushed(&mut held, "\r");
        held.release(held.text().len());
        assert!(!held.take_return());
    }
}
