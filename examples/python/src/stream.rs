//! Text that comes in pieces.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::PyString;
use sladd::Stream;

use crate::guard::{self, detached};
use crate::scrubber::held;

/// Scrubs text that comes in pieces: the tokens of a model, a log, a socket. What it writes depends on the text only,
/// never on where the pieces end. Made by `Scrubber.stream`.
#[pyclass(frozen, module = "sladd", name = "Stream")]
pub(crate) struct PyStream(Mutex<Stream>);

impl PyStream {
    pub(crate) fn new(stream: Stream) -> PyStream {
        PyStream(Mutex::new(stream))
    }

    fn written(&self, py: Python<'_>, write: impl FnOnce(&mut Stream, &mut String) + Send) -> PyResult<String> {
        let out = detached(py, || {
            let mut out = String::new();
            write(&mut *guard::lock(&self.0)?, &mut out);
            Some(out)
        })?;
        out.ok_or_else(guard::spoiled)
    }
}

#[pymethods]
impl PyStream {
    /// Takes the next piece and gives what is decided, which may be nothing.
    fn push(&self, piece: &Bound<'_, PyString>) -> PyResult<String> {
        let given = guard::text(piece)?;
        self.written(piece.py(), |stream, out| stream.push(given, out))
    }

    /// Ends the text and gives the rest of it. The next piece begins a new text.
    fn finish(&self, py: Python<'_>) -> PyResult<String> {
        self.written(py, Stream::finish)
    }

    /// Forgets what waits without writing it.
    fn discard(&self) -> PyResult<()> {
        held(&self.0)?.discard();
        Ok(())
    }

    /// How many bytes wait.
    #[getter]
    fn waiting(&self) -> PyResult<usize> {
        Ok(held(&self.0)?.waiting())
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<sladd.Stream: {} bytes wait>", self.waiting()?))
    }
}
