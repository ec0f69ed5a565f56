//! Streams of bytes.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use sladd::stream::ByteWriter;

use crate::border::{self, Refused, SladdStatus};
use crate::result::SladdResult;
use crate::scrubber::SladdScrubber;

/// Masks text that comes in pieces of bytes: tokens, a log, a socket. Calls on one wait for each other.
pub struct SladdStream(Mutex<ByteWriter<Decided>>);

/// What the stream has decided and the caller has not taken yet.
#[derive(Clone, Default)]
struct Decided(Arc<Mutex<Vec<u8>>>);

impl Write for Decided {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Starts a stream. With `lines` not 0 each line is a message of its own. `window` is the most bytes that wait; 0 for
/// the usual number.
///
/// # Safety
/// `scrubber` is a handle, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_stream_new(
    scrubber: *const SladdScrubber,
    lines: i32,
    window: usize,
    out: *mut *mut SladdStream,
) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let mut stream = unsafe { border::borrow(scrubber) }?.0.stream();
        if lines != 0 {
            stream = stream.lines();
        }
        if window != 0 {
            stream = stream.with_window(window);
        }
        Ok(SladdStream(Mutex::new(stream.byte_writer(Decided::default()))))
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}

/// Takes the next piece, which may end inside a character, and gives what is decided, which may be nothing. Bytes that
/// are no UTF-8 become U+FFFD.
///
/// # Safety
/// `stream` is a handle, `piece` is `len` bytes, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_stream_push(
    stream: *const SladdStream,
    piece: *const u8,
    len: usize,
    out: *mut *mut SladdResult,
) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let (stream, piece) = unsafe { (border::borrow(stream)?, border::bytes(piece, len)?) };
        stream.decided(|writer| writer.write_all(piece))
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}

/// Ends the text and gives the rest of it. The next piece begins a new text.
///
/// # Safety
/// `stream` is a handle, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_stream_finish(stream: *const SladdStream, out: *mut *mut SladdResult) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let stream = unsafe { border::borrow(stream) }?;
        stream.decided(ByteWriter::finish)
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}

/// Gives a stream back; what waits is overwritten and not written.
///
/// # Safety
/// `stream` is null or a handle that was not freed, and no other thread uses it.
#[no_mangle]
pub unsafe extern "C" fn sladd_stream_free(stream: *mut SladdStream) {
    // SAFETY: the caller's promise.
    unsafe { border::free(stream) }
}

impl SladdStream {
    fn decided(&self, write: impl FnOnce(&mut ByteWriter<Decided>) -> io::Result<()>) -> Result<SladdResult, Refused> {
        // Nothing but memory is written to, so that neither of the two ever happens.
        let refused = || Refused(SladdStatus::SladdInternal, "the stream could not be written".to_owned());
        let mut writer = border::lock(&self.0)?;
        write(&mut writer).map_err(|_| refused())?;
        let decided = std::mem::take(&mut *writer.get_ref().0.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(SladdResult::of_text(String::from_utf8(decided).map_err(|_| refused())?))
    }
}
