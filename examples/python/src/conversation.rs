//! Conversations: what earlier messages of one chat teach.

use std::sync::Mutex;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use sladd::{Amendment, Conversation, Role, Scrubber};

use crate::errors;
use crate::finding::{Masked, PyFinding, PyScrubbed};
use crate::guard::{self, detached};
use crate::masker::key;
use crate::options::{self, PyKnownNames};
use crate::scrubber::held;

/// What one chat has taught so far: one for each chat, in memory only. Calls on one conversation wait for each other.
#[pyclass(frozen, module = "sladd", name = "Conversation")]
pub(crate) struct PyConversation(Mutex<Conversation>);

impl PyConversation {
    pub(crate) fn scrub(&self, scrubber: &Scrubber, role: Role, text: &Bound<'_, PyString>) -> PyResult<PyTurn> {
        let given = guard::text(text)?;
        let done = detached(text.py(), || {
            let mut conversation = guard::lock(&self.0)?;
            let turn = scrubber.scrub_in(&mut conversation, role, given);
            let (number, amendments) = (turn.number(), turn.amendments().to_vec());
            Some((number, amendments, Masked::of(given, turn.into_scrubbed())))
        })?;
        let (number, amendments, masked) = done.ok_or_else(guard::spoiled)?;
        Ok(PyTurn { number, amendments, scrubbed: Py::new(text.py(), masked.into_py(text))? })
    }
}

#[pymethods]
impl PyConversation {
    #[new]
    #[pyo3(signature = (known = None))]
    fn new(known: Option<&PyKnownNames>) -> PyConversation {
        let conversation = known.map_or_else(Conversation::new, |known| Conversation::knowing(known.names.clone()));
        PyConversation(Mutex::new(conversation))
    }

    /// Says that the next message of the user answers a question for these labels.
    fn asks(&self, labels: Vec<String>) -> PyResult<()> {
        let labels = options::label_list(&labels)?;
        held(&self.0)?.asks(&labels);
        Ok(())
    }

    /// How many messages have been masked.
    #[getter]
    fn messages(&self) -> PyResult<u64> {
        Ok(held(&self.0)?.messages())
    }

    /// Bytes of message text that are remembered, at most 16 KiB.
    #[getter]
    fn remembered_bytes(&self) -> PyResult<usize> {
        Ok(held(&self.0)?.remembered_bytes())
    }

    /// Forgets everything; what was remembered is overwritten.
    fn forget(&self) -> PyResult<()> {
        held(&self.0)?.forget();
        Ok(())
    }

    /// What is remembered, encrypted under the host's key for this name: to hand over to another process.
    fn seal<'py>(&self, py: Python<'py>, key: &Bound<'py, PyBytes>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let key = self::key(key)?;
        Ok(PyBytes::new(py, &held(&self.0)?.seal(&key, name)))
    }

    /// The conversation that `seal` made bytes of.
    #[staticmethod]
    fn open(key: &Bound<'_, PyBytes>, name: &str, sealed: &Bound<'_, PyBytes>) -> PyResult<PyConversation> {
        let conversation = Conversation::open(&self::key(key)?, name, sealed.as_bytes()).map_err(errors::build)?;
        Ok(PyConversation(Mutex::new(conversation)))
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<sladd.Conversation: {} messages>", self.messages()?))
    }
}

/// A message masked in its conversation.
#[pyclass(frozen, module = "sladd", name = "Turn")]
pub(crate) struct PyTurn {
    number: u64,
    scrubbed: Py<PyScrubbed>,
    amendments: Vec<Amendment>,
}

#[pymethods]
impl PyTurn {
    /// The number of the message in its conversation, from 0.
    #[getter]
    fn number(&self) -> u64 {
        self.number
    }

    /// The masked text.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.scrubbed.get().text(py)
    }

    /// What was found; offsets into the message.
    #[getter]
    fn findings(&self) -> Vec<PyFinding> {
        self.scrubbed.get().findings()
    }

    /// The masked text with what was found.
    #[getter]
    pub(crate) fn scrubbed(&self, py: Python<'_>) -> Py<PyScrubbed> {
        self.scrubbed.clone_ref(py)
    }

    /// What of earlier messages is to be masked as well, in the order to apply it.
    #[getter]
    fn amendments(&self) -> Vec<PyAmendment> {
        self.amendments.iter().cloned().map(PyAmendment).collect()
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.text(py)
    }

    fn __repr__(&self) -> String {
        let (findings, amendments) = (self.scrubbed.get().findings().len(), self.amendments.len());
        format!("<sladd.Turn {}: {findings} findings, {amendments} amendments>", self.number)
    }
}

/// What a later message shows of an earlier one.
#[pyclass(frozen, module = "sladd", name = "Amendment")]
pub(crate) struct PyAmendment(Amendment);

#[pymethods]
impl PyAmendment {
    /// The number of the message, as `Turn.number` gave it.
    #[getter]
    fn message(&self) -> u64 {
        self.0.message()
    }

    /// What kind of data it is.
    #[getter]
    fn label(&self) -> &'static str {
        self.0.label().as_str()
    }

    /// What is to stand there.
    #[getter]
    fn replacement(&self) -> &str {
        self.0.replacement()
    }

    /// `(start, end)` in **bytes** of the masked text as it stands after every earlier amendment. There is no span in
    /// code points, which only the stored text could tell: use `apply`.
    #[getter]
    fn byte_span(&self) -> (usize, usize) {
        (self.0.span().start, self.0.span().end)
    }

    /// The masked text of its message with the amendment in it.
    fn apply(&self, stored: &Bound<'_, PyString>) -> PyResult<String> {
        let mut text = guard::text(stored)?.to_owned();
        if self.0.apply(&mut text) {
            Ok(text)
        } else {
            Err(PyValueError::new_err("this is not the text that was handed out for the message"))
        }
    }

    fn __repr__(&self) -> String {
        format!("<sladd.Amendment of message {}: {}>", self.message(), self.label())
    }
}
