//! Counts of what was found.

use std::sync::Mutex;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sladd::{ConversationTally, Finding, Report};

use crate::conversation::PyTurn;
use crate::finding::PyScrubbed;
use crate::options;
use crate::policy::PyPolicy;
use crate::scrubber::held;

/// How much personal data was found in the messages that were counted: numbers and names of labels, no text. Reports
/// merge in any order, can be pickled and are written as JSON.
#[pyclass(frozen, module = "sladd", name = "Report")]
pub(crate) struct PyReport(Mutex<Report>);

impl PyReport {
    /// Adds what a call counted by itself.
    pub(crate) fn merge_counted(&self, counted: &Report) -> PyResult<()> {
        held(&self.0)?.merge(counted);
        Ok(())
    }

    fn written(&self) -> PyResult<String> {
        serde_json::to_string(&*held(&self.0)?).map_err(|_| PyValueError::new_err("the report cannot be written"))
    }

    fn numbers<T>(&self, of: impl Fn(&Report) -> T) -> PyResult<T> {
        Ok(of(&*held(&self.0)?))
    }
}

/// The findings of what `scrub` or `scrub_in` gave.
fn findings(message: &Bound<'_, PyAny>) -> PyResult<Vec<Finding>> {
    if let Ok(scrubbed) = message.cast::<PyScrubbed>() {
        return Ok(scrubbed.get().crate_findings());
    }
    match message.cast::<PyTurn>() {
        Ok(turn) => Ok(turn.get().scrubbed(message.py()).get().crate_findings()),
        Err(_) => Err(PyTypeError::new_err("a Scrubbed or a Turn is expected")),
    }
}

fn json<'py>(py: Python<'py>, written: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (written,))
}

#[pymethods]
impl PyReport {
    #[new]
    #[pyo3(signature = (policy = None))]
    fn new(policy: Option<&PyPolicy>) -> PyReport {
        let report = match policy {
            Some(policy) => Report::new().with_policy(policy.0.name(), &policy.0.fingerprint().to_string()),
            None => Report::new(),
        };
        PyReport(Mutex::new(report))
    }

    /// Counts one message: what `scrub` or `scrub_in` gave for it.
    fn add(&self, message: &Bound<'_, PyAny>) -> PyResult<()> {
        let findings = findings(message)?;
        held(&self.0)?.add(findings.as_slice());
        Ok(())
    }

    /// Counts one message of a conversation, and the conversation once.
    fn add_in(&self, conversation: &PyTally, message: &Bound<'_, PyAny>) -> PyResult<()> {
        let findings = findings(message)?;
        held(&self.0)?.add_in(&mut *held(&conversation.0)?, findings.as_slice());
        Ok(())
    }

    /// Adds what another report counted.
    fn merge(&self, other: &PyReport) -> PyResult<()> {
        // A copy first: a report that is merged with itself would otherwise wait for its own lock.
        let other = held(&other.0)?.clone();
        self.merge_counted(&other)
    }

    /// The report as JSON, with stable names.
    fn to_json(&self) -> PyResult<String> {
        self.written()
    }

    /// A report that was written as JSON. The error quotes nothing of it.
    #[staticmethod]
    fn from_json(written: &str) -> PyResult<PyReport> {
        let report = serde_json::from_str(written).map_err(|_| PyValueError::new_err("this is no report of sladd"))?;
        Ok(PyReport(Mutex::new(report)))
    }

    /// The report as a dictionary.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json(py, &self.written()?)
    }

    /// The same without small numbers, for readers who are many: those below `k`, and those that would give them away.
    fn suppressed<'py>(&self, py: Python<'py>, k: u64) -> PyResult<Bound<'py, PyAny>> {
        let suppressed = self.numbers(|report| report.suppressed(k))?;
        let written = serde_json::to_string(&suppressed);
        json(py, &written.map_err(|_| PyValueError::new_err("the report cannot be written"))?)
    }

    /// Messages counted.
    #[getter]
    fn messages(&self) -> PyResult<u64> {
        self.numbers(Report::messages)
    }

    /// Messages in which something was found.
    #[getter]
    fn messages_touched(&self) -> PyResult<u64> {
        self.numbers(Report::messages_touched)
    }

    /// Conversations counted.
    #[getter]
    fn conversations(&self) -> PyResult<u64> {
        self.numbers(Report::conversations)
    }

    /// Conversations in which something was found.
    #[getter]
    fn conversations_touched(&self) -> PyResult<u64> {
        self.numbers(Report::conversations_touched)
    }

    /// Findings, all together.
    #[getter]
    fn findings(&self) -> PyResult<u64> {
        self.numbers(Report::findings)
    }

    /// Findings of one label.
    fn label(&self, label: &str) -> PyResult<u64> {
        let label = options::label(label)?;
        self.numbers(|report| report.label(label))
    }

    fn __eq__(&self, other: &PyReport) -> PyResult<bool> {
        Ok(self.written()? == other.written()?)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let read = py.get_type::<PyReport>().getattr("from_json")?;
        Ok((read, PyTuple::new(py, [slf.get().written()?])?))
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<sladd.Report: {} messages, {} findings>", self.messages()?, self.findings()?))
    }
}

/// What a report needs to know of one conversation so that it is counted once; kept with the conversation.
#[pyclass(frozen, module = "sladd", name = "ConversationTally")]
pub(crate) struct PyTally(Mutex<ConversationTally>);

#[pymethods]
impl PyTally {
    #[new]
    fn new() -> PyTally {
        PyTally(Mutex::new(ConversationTally::new()))
    }

    /// Whether anything was found in it so far.
    #[getter]
    fn is_touched(&self) -> PyResult<bool> {
        Ok(held(&self.0)?.is_touched())
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<sladd.ConversationTally touched={}>", self.is_touched()?))
    }
}
