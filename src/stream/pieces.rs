//! A stream as an iterator.

use std::fmt;
use std::iter::FusedIterator;

use super::{Push, Stream};

/// Iterates over what is decided of a text in pieces; made by [`Stream::over`]. The strings are never empty.
///
/// Dropped before its end it discards what waits.
#[must_use = "iterators do nothing until they are asked"]
pub struct Pieces<I, M = Stream> {
    machine: M,
    /// None once the text has ended.
    pieces: Option<I>,
}

impl<I, M> Pieces<I, M> {
    /// Puts the machine behind the pieces.
    pub const fn new(machine: M, pieces: I) -> Pieces<I, M> {
        Pieces { machine, pieces: Some(pieces) }
    }
}

impl<I, M> Iterator for Pieces<I, M>
where
    I: Iterator,
    I::Item: AsRef<str>,
    M: Push,
{
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut decided = String::new();
        while let Some(pieces) = &mut self.pieces {
            match pieces.next() {
                Some(piece) => self.machine.push(piece.as_ref(), &mut decided),
                None => {
                    self.pieces = None;
                    self.machine.finish(&mut decided);
                }
            }
            if !decided.is_empty() {
                return Some(decided);
            }
        }
        None
    }
}

impl<I, M> FusedIterator for Pieces<I, M>
where
    I: Iterator,
    I::Item: AsRef<str>,
    M: Push,
{
}

impl<I, M: fmt::Debug> fmt::Debug for Pieces<I, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").field("machine", &self.machine).finish_non_exhaustive()
    }
}
