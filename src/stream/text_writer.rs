//! A stream as a [`fmt::Write`].

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::{Push, Stream};
use crate::characters::floor;
use crate::growing::reserve;

/// The most bytes of a piece that are taken at a time, so that memory stays small however long it is.
const MOST: usize = 4096;

/// Takes text and writes what is decided to a [`fmt::Write`]; made by [`Stream::text_writer`].
///
/// Dropped without [`TextWriter::finish`] it discards what waits. An error of the one behind is returned; what that one
/// had not taken is then lost, and never comes unmasked.
///
/// ```
/// # #[cfg(all(feature = "names", feature = "health"))] {
/// use std::fmt::Write;
///
/// let mut writer = sladd::Scrubber::norwegian().stream().text_writer(String::new());
/// write!(writer, "Ring {} 00 000", 412)?;
/// writer.finish()?;
/// assert_eq!(writer.into_inner(), "Ring [TELEFON]");
/// # }
/// # Ok::<(), std::fmt::Error>(())
/// ```
#[must_use = "`finish` writes what waits"]
pub struct TextWriter<W, M = Stream> {
    machine: M,
    out: W,
    /// Overwritten when it is passed on: something may have been missed in it.
    decided: Zeroizing<String>,
}

impl<W: fmt::Write, M: Push> TextWriter<W, M> {
    /// Puts the machine before the writer.
    pub fn new(machine: M, out: W) -> TextWriter<W, M> {
        TextWriter { machine, out, decided: Zeroizing::new(String::new()) }
    }

    /// Ends the text and writes the rest of it. What is written later is a new text.
    ///
    /// # Errors
    /// Those of the writer behind.
    pub fn finish(&mut self) -> fmt::Result {
        reserve(&mut self.decided, MOST);
        self.machine.finish(&mut self.decided);
        self.pass_on()
    }

    /// The writer behind.
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// The writer behind; what waits is discarded.
    pub fn into_inner(self) -> W {
        self.out
    }

    fn pass_on(&mut self) -> fmt::Result {
        let written = if self.decided.is_empty() { Ok(()) } else { self.out.write_str(&self.decided) };
        self.decided.zeroize();
        written
    }
}

impl<W: fmt::Write, M: Push> fmt::Write for TextWriter<W, M> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let mut rest = piece;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(floor(rest, MOST));
            reserve(&mut self.decided, 2 * MOST);
            self.machine.push(piece, &mut self.decided);
            self.pass_on()?;
            rest = behind;
        }
        Ok(())
    }
}

impl<W, M: fmt::Debug> fmt::Debug for TextWriter<W, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextWriter").field("machine", &self.machine).finish_non_exhaustive()
    }
}
