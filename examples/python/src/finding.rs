//! What was found, with offsets as Python counts them.
//!
//! The crate counts bytes of UTF-8, a Python string counts code points. Both are given; plain names (`start`, `span`)
//! are those that index a `str`.

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use sladd::{Finding, Scrubbed, Span};

use crate::options::confidence_name;

/// A stretch in code points.
pub(crate) type Points = (usize, usize);

/// One finding: what, how sure, where. It never holds the text.
#[pyclass(frozen, eq, hash, skip_from_py_object, module = "sladd", name = "Finding")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PyFinding {
    pub(crate) finding: Finding,
    points: Points,
}

impl PyFinding {
    pub(crate) fn points(&self) -> Points {
        self.points
    }
}

#[pymethods]
impl PyFinding {
    /// What kind: a stable snake_case name.
    #[getter]
    fn label(&self) -> &'static str {
        self.finding.label().as_str()
    }

    /// How sure: "possible", "likely" or "certain".
    #[getter]
    fn confidence(&self) -> &'static str {
        confidence_name(self.finding.confidence())
    }

    /// Which sort of the kind, where a label covers several.
    #[getter]
    fn variant(&self) -> Option<&'static str> {
        self.finding.variant()
    }

    /// The detector whose claim was the surest.
    #[getter]
    fn detector(&self) -> &'static str {
        self.finding.detector()
    }

    /// First code point: `text[f.start:f.end]` is what was found.
    #[getter]
    fn start(&self) -> usize {
        self.points.0
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.points.1
    }

    /// `(start, end)` in code points, for a `str`.
    #[getter]
    fn span(&self) -> Points {
        self.points
    }

    /// `(start, end)` in bytes of UTF-8, as every other interface of sladd counts.
    #[getter]
    fn byte_span(&self) -> (usize, usize) {
        (self.finding.span().start, self.finding.span().end)
    }

    fn __repr__(&self) -> String {
        let (start, end) = self.points;
        format!("<sladd.Finding {} {start}..{end} {}>", self.label(), self.confidence())
    }
}

/// Counts code points along a text, forwards only, so that all offsets of a text cost one pass over it.
struct Walk<'t> {
    text: &'t str,
    byte: usize,
    points: usize,
}

impl<'t> Walk<'t> {
    fn over(text: &'t str) -> Walk<'t> {
        Walk { text, byte: 0, points: 0 }
    }

    fn to(&mut self, byte: usize) -> usize {
        self.points += self.text.get(self.byte..byte).map_or(0, |stretch| stretch.chars().count());
        self.byte = byte;
        self.points
    }

    fn span(&mut self, span: Span) -> Points {
        (self.to(span.start), self.to(span.end))
    }
}

/// Findings of a text, in the order of the text.
pub(crate) fn in_points(text: &str, findings: &[Finding]) -> Vec<PyFinding> {
    let mut walk = Walk::over(text);
    findings.iter().map(|finding| PyFinding { finding: *finding, points: walk.span(finding.span()) }).collect()
}

/// What is kept of the crate's result once its borrow of the text has ended.
pub(crate) struct Masked {
    /// None where nothing was found: the text is then the one that came in.
    pub(crate) text: Option<String>,
    pub(crate) findings: Vec<PyFinding>,
    pub(crate) outputs: Vec<Points>,
}

impl Masked {
    pub(crate) fn of(text: &str, scrubbed: Scrubbed<'_>) -> Masked {
        if scrubbed.is_clean() && scrubbed.as_str() == text {
            return Masked { text: None, findings: Vec::new(), outputs: Vec::new() };
        }
        let findings = in_points(text, scrubbed.findings());
        let mut walk = Walk::over(scrubbed.as_str());
        let outputs = scrubbed.replacements().map(|(_, span)| walk.span(span)).collect();
        Masked { text: Some(scrubbed.into_text().into_owned()), findings, outputs }
    }

    /// The result as Python has it; a clean text is the very object that came in.
    pub(crate) fn into_py(self, original: &Bound<'_, PyString>) -> PyScrubbed {
        let text = self.text.map_or_else(|| original.clone(), |text| PyString::new(original.py(), &text)).unbind();
        PyScrubbed { text, findings: self.findings, outputs: self.outputs }
    }
}

/// A masked text with what was found in the original.
#[pyclass(frozen, module = "sladd", name = "Scrubbed")]
pub(crate) struct PyScrubbed {
    text: Py<PyString>,
    findings: Vec<PyFinding>,
    outputs: Vec<Points>,
}

impl PyScrubbed {
    pub(crate) fn crate_findings(&self) -> Vec<Finding> {
        self.findings.iter().map(|found| found.finding).collect()
    }
}

#[pymethods]
impl PyScrubbed {
    /// The masked text; the object that came in where nothing was found.
    #[getter]
    pub(crate) fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// What was found; offsets into the original.
    #[getter]
    pub(crate) fn findings(&self) -> Vec<PyFinding> {
        self.findings.clone()
    }

    /// Each finding with the `(start, end)`, in code points, of its replacement in the masked text.
    #[getter]
    fn replacements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.findings.iter().copied().zip(self.outputs.iter().copied()).collect::<Vec<_>>())
    }

    /// Whether nothing was found.
    #[getter]
    fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        format!("<sladd.Scrubbed: {} findings>", self.findings.len())
    }
}
