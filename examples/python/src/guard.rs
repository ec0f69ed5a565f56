//! What stands between a fault in this code and the host's log.
//!
//! The crate promises not to panic. Should it happen all the same, the standard message of a panic may quote the string
//! that was being cut, which is message text. So the place in the source is all that is kept of a panic, and Python
//! gets an exception that names it.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard};

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::errors::{InternalError, no_text};

thread_local! {
    static PLACE: Cell<Option<(String, u32)>> = const { Cell::new(None) };
}

/// Keeps messages of panics out of the standard error. The hook is that of this module's own copy of the standard
/// library: no other native module of the process is touched.
pub(crate) fn install() {
    panic::set_hook(Box::new(|panic| {
        PLACE.set(panic.location().map(|at| (within_sources(at.file()).to_owned(), at.line())));
    }));
}

/// Works without the lock of the interpreter, so that other Python threads go on.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    // The lock is taken back by the frame around, whatever happens inside. State behind a `Mutex` that was left half
    // done is poisoned and refused afterwards.
    py.detach(|| {
        // Where panics end the process there would be nothing to catch.
        #[cfg(panic = "abort")]
        compile_error!("build with panic = \"unwind\": a panic must not end the interpreter");
        panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            let (file, line) = PLACE.take().unwrap_or_default();
            format!("a fault in sladd at {file}:{line}; the message was not masked")
        })
    })
    .map_err(InternalError::new_err)
}

/// A path without what it says of the machine that built.
fn within_sources(file: &str) -> &str {
    file.rfind("src/").and_then(|at| file.get(at..)).unwrap_or(file)
}

/// What a `Mutex` holds, unless a fault interrupted whoever had it last.
pub(crate) fn lock<T>(state: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    state.lock().ok()
}

/// The error for state that is not to be trusted any more.
pub(crate) fn spoiled() -> PyErr {
    InternalError::new_err("an earlier fault interrupted this object; begin with a new one")
}

/// The text of a string, where Python keeps it.
///
/// A string with half a surrogate pair is no text and has no UTF-8. Python's own error for it carries the whole string,
/// which a log would print; this one carries nothing.
pub(crate) fn text<'t>(string: &'t Bound<'_, PyString>) -> PyResult<&'t str> {
    string.to_str().map_err(|_| no_text())
}
