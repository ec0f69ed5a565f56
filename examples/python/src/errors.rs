//! Exceptions. None of them ever quotes a message.

use pyo3::create_exception;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

create_exception!(sladd, BuildError, PyValueError, "A scrubber, masker or vault that cannot be built as asked.");
create_exception!(
    sladd,
    PolicyError,
    PyValueError,
    "A policy that cannot be read or carried out. `place` says where in the document, `problem` what is wrong."
);
create_exception!(
    sladd,
    InternalError,
    PyRuntimeError,
    "A fault in sladd itself. Nothing was masked: do not store the message."
);

/// A scrubber, masker or vault that cannot be built.
pub(crate) fn build(error: impl std::fmt::Display) -> PyErr {
    BuildError::new_err(error.to_string())
}

/// A policy's error with its two halves as attributes, so that a host can show them apart.
pub(crate) fn policy(py: Python<'_>, error: &sladd::PolicyError) -> PyErr {
    let raised = PolicyError::new_err(error.to_string());
    let value = raised.value(py);
    for (name, part) in [("place", error.place()), ("problem", error.problem())] {
        if let Err(failed) = value.setattr(name, part) {
            return failed;
        }
    }
    raised
}

/// A word that stands for none of a choice. It quotes the choice, not the word.
pub(crate) fn choice(what: &str, known: &[&str]) -> PyErr {
    PyValueError::new_err(format!("{what} is one of: {}", known.join(", ")))
}

/// A Python string that is no text.
pub(crate) fn no_text() -> PyErr {
    PyValueError::new_err("the string holds half a surrogate pair and cannot be written as UTF-8")
}
