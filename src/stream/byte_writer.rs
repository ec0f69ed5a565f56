//! A stream as an [`io::Write`].

use std::fmt;
use std::io;

use zeroize::{Zeroize, Zeroizing};

use super::utf8::Decoder;
use super::{Push, Stream};
use crate::growing::reserve;

/// The most bytes that one call takes, so that memory stays small however many it is given.
const MOST: usize = 4096;

/// Takes bytes and writes what is decided to an [`io::Write`]; made by [`Stream::byte_writer`]. It can stand under a
/// logger, before a file, a socket or the standard output.
///
/// The bytes are UTF-8, cut anywhere. What is no UTF-8 is replaced by U+FFFD, as [`String::from_utf8_lossy`] would, and
/// is scrubbed like the rest.
///
/// [`flush`](io::Write::flush) passes on what is decided and flushes the writer behind. It does not decide: half an
/// identifier stays where it is. Only [`ByteWriter::finish`] ends the text; dropped without it, the writer discards what
/// waits. With [`Stream::lines`] nothing waits behind the end of a line.
///
/// An error of the writer behind takes nothing away: what is decided and was not taken is kept and goes out first when
/// the next call comes, each byte once. Bytes that `write` has accepted are accepted even if passing them on failed; the
/// error is then returned by the next call of `write`, `flush` or `finish` if it lasts, and `write` accepts nothing more until
/// then. So no more than what one call decides is ever kept.
///
/// ```
/// # #[cfg(all(feature = "names", feature = "health"))] {
/// use std::io::Write;
///
/// let mut writer = sladd::Scrubber::norwegian().stream().byte_writer(Vec::new());
/// writer.write_all(b"Jeg heter Bj\xC3")?;
/// writer.write_all(b"\xB8rg Nordvik")?;
/// writer.flush()?;
/// assert!(writer.get_ref().is_empty());
/// writer.finish()?;
/// assert_eq!(writer.into_inner(), b"Jeg heter [NAVN]");
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use = "`finish` writes what waits"]
pub struct ByteWriter<W, M = Stream> {
    machine: M,
    decoder: Decoder,
    out: W,
    /// What is decided, and how much of it the writer behind has taken. Overwritten when it is passed on: something may
    /// have been missed in it.
    decided: Zeroizing<String>,
    taken: usize,
}

impl<W: io::Write, M: Push> ByteWriter<W, M> {
    /// Puts the machine before the writer.
    pub fn new(machine: M, out: W) -> ByteWriter<W, M> {
        ByteWriter { machine, decoder: Decoder::new(), out, decided: Zeroizing::new(String::new()), taken: 0 }
    }

    /// Ends the text, writes the rest of it and flushes. What is written later is a new text.
    ///
    /// # Errors
    /// Those of the writer behind; a second call goes on where the first was stopped.
    pub fn finish(&mut self) -> io::Result<()> {
        let ByteWriter { machine, decoder, decided, .. } = self;
        reserve(decided, MOST);
        decoder.finish(|text| machine.push(text, decided));
        machine.finish(decided);
        io::Write::flush(self)
    }

    /// The writer behind.
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// The writer behind; what waits is discarded.
    pub fn into_inner(self) -> W {
        self.out
    }

    fn pass_on(&mut self) -> io::Result<()> {
        while let Some(rest) = self.decided.as_bytes().get(self.taken..).filter(|rest| !rest.is_empty()) {
            match self.out.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => self.taken += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.decided.zeroize();
        self.taken = 0;
        Ok(())
    }
}

impl<W: io::Write, M: Push> io::Write for ByteWriter<W, M> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pass_on()?;
        let bytes = bytes.get(..MOST).unwrap_or(bytes);
        let ByteWriter { machine, decoder, decided, .. } = self;
        reserve(decided, 2 * MOST);
        decoder.decode(bytes, |text| machine.push(text, decided));
        // The bytes are taken. What could not be passed on is kept; the next call meets the error again if it lasts.
        let _ = self.pass_on();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

impl<W, M: fmt::Debug> fmt::Debug for ByteWriter<W, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteWriter").field("machine", &self.machine).finish_non_exhaustive()
    }
}
