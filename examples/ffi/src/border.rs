//! What every function of the ABI does first and last.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard, Once};

/// What came of a call. The values are part of the ABI.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SladdStatus {
    /// It was done.
    SladdOk = 0,
    /// A pointer that must not be null is null.
    SladdNullPointer = 1,
    /// The text is no UTF-8.
    SladdInvalidUtf8 = 2,
    /// A policy cannot be read or carried out.
    SladdPolicy = 3,
    /// A key is too short or no random bytes.
    SladdKeyRefused = 4,
    /// A number stands for none of the choices it is to name.
    SladdArgument = 5,
    /// A fault inside. Nothing was masked.
    SladdInternal = 6,
}

/// Bytes of UTF-8 that are lent; not ended by a NUL.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SladdStr {
    /// The first byte; null where there is no text at all.
    pub data: *const u8,
    /// How many bytes.
    pub len: usize,
}

impl SladdStr {
    pub(crate) fn lend(text: &str) -> SladdStr {
        SladdStr { data: text.as_ptr(), len: text.len() }
    }

    pub(crate) const NONE: SladdStr = SladdStr { data: std::ptr::null(), len: 0 };
}

/// A refusal, with the sentence that `sladd_last_error` gives.
pub(crate) struct Refused(pub(crate) SladdStatus, pub(crate) String);

impl Refused {
    pub(crate) fn argument(what: &str) -> Refused {
        Refused(SladdStatus::SladdArgument, format!("{what} is none of those the header names"))
    }

    /// State that an earlier fault left half done.
    fn spoiled() -> Refused {
        Refused(SladdStatus::SladdInternal, "an earlier fault interrupted this handle; free it".to_owned())
    }
}

thread_local! {
    static ERROR: RefCell<String> = const { RefCell::new(String::new()) };
    static PLACE: Cell<Option<(String, u32)>> = const { Cell::new(None) };
}

/// The standard message of a panic may quote the string that was being cut, which is message text: only its place is
/// kept. The hook is that of this library's own copy of the standard library.
fn keep_panics_silent() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|panic| PLACE.set(panic.location().map(|at| (at.file().to_owned(), at.line())))));
    });
}

/// Does the work of a function: no panic leaves it, and a refusal becomes a status.
pub(crate) fn call(work: impl FnOnce() -> Result<(), Refused>) -> SladdStatus {
    keep_panics_silent();
    // State that is changed stands behind a `Mutex`, which a panic poisons.
    // Where panics end the process there would be nothing to catch.
    #[cfg(panic = "abort")]
    compile_error!("build with panic = \"unwind\": a panic must not end the process that calls");
    let done = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let (file, line) = PLACE.take().unwrap_or_default();
        let file = file.rfind("src/").and_then(|at| file.get(at..)).unwrap_or(&file);
        Err(Refused(SladdStatus::SladdInternal, format!("a fault in sladd at {file}, line {line}")))
    });
    let (status, error) = match done {
        Ok(()) => (SladdStatus::SladdOk, String::new()),
        Err(Refused(status, error)) => (status, error),
    };
    // A thread that is ending has no such place any more; the status still tells.
    let _ = ERROR.try_with(|last| *last.borrow_mut() = error);
    status
}

/// The sentence about the last call of this thread that failed; empty when it did not. Lent until the next call on
/// this thread.
#[no_mangle]
pub extern "C" fn sladd_last_error() -> SladdStr {
    ERROR.try_with(|last| SladdStr::lend(&last.borrow())).unwrap_or(SladdStr::NONE)
}

/// What a pointer from the caller points at.
///
/// # Safety
/// The pointer is null or a handle of the right type that was not freed.
pub(crate) unsafe fn borrow<'h, T>(handle: *const T) -> Result<&'h T, Refused> {
    // SAFETY: the caller's promise above.
    unsafe { handle.as_ref() }.ok_or_else(null)
}

fn null() -> Refused {
    Refused(SladdStatus::SladdNullPointer, "a pointer that must not be null is null".to_owned())
}

/// Bytes from the caller.
///
/// # Safety
/// `data` is null, or `len` bytes from it can be read and are not changed during the call.
pub(crate) unsafe fn bytes<'t>(data: *const u8, len: usize) -> Result<&'t [u8], Refused> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(null());
    }
    if isize::try_from(len).is_err() {
        return Err(Refused::argument("the length"));
    }
    // SAFETY: not null, and the caller's promise above.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// Text from the caller.
///
/// # Safety
/// As for [`bytes`].
pub(crate) unsafe fn text<'t>(data: *const u8, len: usize) -> Result<&'t str, Refused> {
    // SAFETY: the caller's promise above.
    let bytes = unsafe { bytes(data, len) }?;
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Refused(SladdStatus::SladdInvalidUtf8, format!("the text is no UTF-8 from byte {at} on"))
    })
}

/// Makes a handle and hands it out; a null pointer when it cannot be made.
///
/// # Safety
/// `out` is null or can be written to.
pub(crate) unsafe fn give<T>(out: *mut *mut T, make: impl FnOnce() -> Result<T, Refused>) -> SladdStatus {
    call(|| {
        if out.is_null() {
            return Err(null());
        }
        // SAFETY: not null, and the caller's promise above. Written first, so that no failure leaves it as it was.
        unsafe { out.write(std::ptr::null_mut()) };
        let made = Box::into_raw(Box::new(make()?));
        // SAFETY: as above.
        unsafe { out.write(made) };
        Ok(())
    })
}

/// Takes a handle back.
///
/// # Safety
/// The pointer is null or a handle from [`give`] that was not freed.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // What is dropped holds message text and overwrites it; should that fail there is nobody to tell.
        let _ = call(|| {
            // SAFETY: not null, and the caller's promise above.
            drop(unsafe { Box::from_raw(handle) });
            Ok(())
        });
    }
}

/// State that calls wait for each other to change.
pub(crate) fn lock<T>(state: &Mutex<T>) -> Result<MutexGuard<'_, T>, Refused> {
    state.lock().map_err(|_| Refused::spoiled())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_error() -> String {
        let error = sladd_last_error();
        // SAFETY: lent until the next call of this thread.
        unsafe { text(error.data, error.len) }.map(str::to_owned).unwrap_or_default()
    }

    /// What a host must be able to rely on should the crate ever break its promise.
    #[test]
    fn a_panic_becomes_a_status_and_quotes_nothing() {
        let message = String::from("fnr 110379 66640 Blåbær");
        let status = call(|| {
            // Inside the last å.
            let cut = message.len() - 2;
            drop(message[..cut].to_owned());
            Ok(())
        });
        assert_eq!(status, SladdStatus::SladdInternal);
        let error = last_error();
        assert!(error.contains("src/border.rs, line ") && !error.contains("110379"), "{error}");
        assert_eq!(call(|| Ok(())), SladdStatus::SladdOk);
        assert_eq!(last_error(), "");
    }

    #[test]
    fn a_panic_leaves_no_handle_and_spoils_what_was_being_changed() {
        let state = Mutex::new(1);
        let mut out: *mut i32 = std::ptr::NonNull::dangling().as_ptr();
        // SAFETY: `out` can be written to.
        let status = unsafe {
            give(&mut out, || {
                let held = lock(&state)?;
                assert_eq!(*held, 2);
                Ok(*held)
            })
        };
        assert_eq!(status, SladdStatus::SladdInternal);
        assert!(out.is_null());
        assert!(matches!(lock(&state), Err(Refused(SladdStatus::SladdInternal, _))));
    }

    #[test]
    fn lengths_that_no_memory_has_are_refused() {
        let byte = 0_u8;
        // SAFETY: the length is refused before anything is read.
        assert!(unsafe { bytes(&byte, usize::MAX) }.is_err());
        // SAFETY: nothing is read.
        assert!(unsafe { bytes(std::ptr::null(), 0) }.is_ok_and(<[u8]>::is_empty));
        // SAFETY: nothing is read.
        assert!(unsafe { bytes(std::ptr::null(), 1) }.is_err());
    }
}
