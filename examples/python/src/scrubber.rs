//! The scrubber, and advice to a writer.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use arrow_data::ArrayData;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};
use sladd::{Advice, Keys, KnownNames, Report, Scrubber};

use crate::arrow::{self, Refused, Strings};
use crate::conversation::{PyConversation, PyTurn};
use crate::errors;
use crate::finding::{Masked, Points, PyFinding, PyScrubbed, in_points};
use crate::guard::{self, detached};
use crate::masker::{PyMasker, key};
use crate::options::{self, PyKnownNames, confidence_name};
use crate::policy::PyPolicy;
use crate::report::PyReport;
use crate::stream::PyStream;

/// Finds and masks personal data. Share one among all threads; building the first one of a process reads the
/// dictionaries, some fifty milliseconds.
///
/// What a `policy` says holds first; the other arguments change it. `keys` are the keys that a policy names.
#[pyclass(frozen, module = "sladd", name = "Scrubber")]
pub(crate) struct PyScrubber(pub(crate) Scrubber);

/// What is done with an array of strings.
type Work<'w> = dyn Fn(&Strings, &mut Report) -> Result<ArrayData, Refused> + Sync + 'w;

fn known(names: Option<&PyKnownNames>) -> Option<KnownNames> {
    names.map(|names| names.names.clone())
}

impl PyScrubber {
    /// Works on an Arrow array, or on each chunk of one, with the lock of the interpreter let go.
    fn chunks<'py>(
        py: Python<'py>,
        array: &Bound<'py, PyAny>,
        report: Option<&PyReport>,
        work: &Work<'_>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if array.hasattr("__arrow_c_array__")? || !array.hasattr("__arrow_c_stream__")? {
            let texts = Strings::from_py(array)?;
            let mut counted = Report::new();
            let masked = detached(py, || work(&texts, &mut counted))??;
            if let Some(report) = report {
                report.merge_counted(&counted)?;
            }
            return arrow::to_py(py, &masked);
        }
        let pyarrow = py.import("pyarrow")?;
        let chunked = pyarrow.call_method1("chunked_array", (array,))?;
        let masked = PyList::empty(py);
        for chunk in chunked.getattr("chunks")?.try_iter()? {
            masked.append(Self::chunks(py, &chunk?, report, work)?)?;
        }
        pyarrow.call_method1("chunked_array", (masked, chunked.getattr("type")?))
    }
}

#[pymethods]
impl PyScrubber {
    #[new]
    #[pyo3(signature = (
        policy = None, *, keys = None, masker = None, mask = Vec::new(), leave_unmasked = Vec::new(),
        leave_unmasked_below = None, leave_unmasked_contacts = Vec::new(), known_names = None, health_scope = None,
        mask_public_bodies = false, mask_survivors = false
    ))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments are how Python builds things")]
    fn new(
        py: Python<'_>,
        policy: Option<&PyPolicy>,
        keys: Option<BTreeMap<String, Bound<'_, PyBytes>>>,
        masker: Option<&PyMasker>,
        mask: Vec<String>,
        leave_unmasked: Vec<String>,
        leave_unmasked_below: Option<&str>,
        leave_unmasked_contacts: Vec<String>,
        known_names: Option<&PyKnownNames>,
        health_scope: Option<&str>,
        mask_public_bodies: bool,
        mask_survivors: bool,
    ) -> PyResult<PyScrubber> {
        let mut builder = match policy {
            Some(policy) => {
                let mut given = Keys::new();
                for (name, bytes) in keys.iter().flatten() {
                    given.add(name, key(bytes)?);
                }
                policy.0.builder_with(&given).map_err(|error| errors::policy(py, &error))?
            }
            None => Scrubber::builder(),
        };
        if let Some(masker) = masker {
            builder.masker(std::sync::Arc::clone(&masker.masker));
        }
        for label in options::label_list(&mask)? {
            builder.mask(label);
        }
        for label in options::label_list(&leave_unmasked)? {
            builder.leave_unmasked(label);
        }
        if let Some(confidence) = leave_unmasked_below {
            builder.leave_unmasked_below(options::confidence(confidence)?);
        }
        for contact in &leave_unmasked_contacts {
            builder.leave_unmasked_contact(contact);
        }
        if let Some(known) = known(known_names) {
            builder.known_names(known);
        }
        if let Some(scope) = health_scope {
            builder.health_scope(options::health_scope(scope)?);
        }
        if mask_public_bodies {
            builder.mask_public_bodies();
        }
        if mask_survivors {
            builder.mask_survivors();
        }
        detached(py, || builder.build())?.map(PyScrubber).map_err(errors::build)
    }

    /// Masks a message.
    #[pyo3(signature = (text, *, known = None))]
    fn scrub(&self, text: &Bound<'_, PyString>, known: Option<&PyKnownNames>) -> PyResult<PyScrubbed> {
        let given = guard::text(text)?;
        let masked = detached(text.py(), || {
            let scrubbed = match known {
                Some(known) => self.0.scrub_knowing(&known.names, given),
                None => self.0.scrub(given),
            };
            Masked::of(given, scrubbed)
        })?;
        Ok(masked.into_py(text))
    }

    /// Masks messages, each by itself, with the lock of the interpreter let go once for all of them.
    #[pyo3(signature = (texts, *, known = None))]
    fn scrub_many(
        &self,
        py: Python<'_>,
        texts: Vec<Bound<'_, PyString>>,
        known: Option<&PyKnownNames>,
    ) -> PyResult<Vec<PyScrubbed>> {
        let given = texts.iter().map(guard::text).collect::<PyResult<Vec<&str>>>()?;
        let masked: Vec<Masked> = detached(py, || {
            let scrub = |text: &&str| match known {
                Some(known) => Masked::of(text, self.0.scrub_knowing(&known.names, text)),
                None => Masked::of(text, self.0.scrub(text)),
            };
            given.iter().map(scrub).collect()
        })?;
        Ok(masked.into_iter().zip(&texts).map(|(masked, text)| masked.into_py(text)).collect())
    }

    /// Finds without masking.
    #[pyo3(signature = (text, *, known = None))]
    fn find(&self, text: &Bound<'_, PyString>, known: Option<&PyKnownNames>) -> PyResult<Vec<PyFinding>> {
        let given = guard::text(text)?;
        detached(text.py(), || {
            let findings = match known {
                Some(known) => self.0.find_knowing(&known.names, given),
                None => self.0.find(given),
            };
            in_points(given, &findings)
        })
    }

    /// Masks a message of a conversation in the light of what was said before; `role` is "user", "bot" or "adviser".
    fn scrub_in(&self, conversation: &PyConversation, role: &str, text: &Bound<'_, PyString>) -> PyResult<PyTurn> {
        conversation.scrub(&self.0, options::role(role)?, text)
    }

    /// Starts a stream: text comes in pieces, and what is decided goes out.
    #[pyo3(signature = (*, lines = false, prompt = false, window = None, known = None))]
    fn stream(&self, lines: bool, prompt: bool, window: Option<usize>, known: Option<&PyKnownNames>) -> PyStream {
        let mut stream = self.0.stream();
        if lines {
            stream = stream.lines();
        }
        if prompt {
            stream = stream.prompt();
        }
        if let Some(bytes) = window {
            stream = stream.with_window(bytes);
        }
        if let Some(known) = self::known(known) {
            stream = stream.knowing(known);
        }
        PyStream::new(stream)
    }

    /// What to say to the writer before the message is sent; nothing where nothing would be masked.
    #[pyo3(signature = (text, language = "bokmal"))]
    fn advise(&self, text: &Bound<'_, PyString>, language: &str) -> PyResult<Vec<PyAdvice>> {
        let language = options::language(language)?;
        let given = guard::text(text)?;
        detached(text.py(), || {
            let findings = self.0.find(given);
            let points = in_points(given, &findings);
            let spans = |advice: &Advice| {
                let of = |found: &&PyFinding| advice.spans().contains(&found.finding.span());
                points.iter().filter(of).map(PyFinding::points).collect()
            };
            let advice = Advice::of(&findings).into_iter().map(|advice| PyAdvice {
                label: advice.label().as_str(),
                confidence: confidence_name(advice.confidence()),
                sentence: advice.sentence(language),
                spans: spans(&advice),
            });
            advice.collect()
        })
    }

    /// Finds, and says of each finding which evidence spoke for and against it, as dictionaries; spans in them count
    /// bytes.
    fn explain<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let given = guard::text(text)?;
        let written = detached(text.py(), || serde_json::to_string(&self.0.explain(given)))?.map_err(errors::build)?;
        text.py().import("json")?.call_method1("loads", (written,))
    }

    /// Masks an Arrow array of strings, each row by itself, nulls kept; no row becomes a Python string.
    ///
    /// Takes what has `__arrow_c_array__` or `__arrow_c_stream__` (pyarrow arrays and chunked arrays, polars series) of
    /// type string, large_string or string_view, and gives the pyarrow array of the same type.
    #[pyo3(signature = (array, *, report = None))]
    fn scrub_arrow<'py>(&self, array: &Bound<'py, PyAny>, report: Option<&PyReport>) -> PyResult<Bound<'py, PyAny>> {
        Self::chunks(array.py(), array, report, &|texts, counted| arrow::alone(&self.0, texts, counted))
    }

    /// Masks rows of conversations: Arrow arrays of equal length with the conversation's name, the role and the text.
    ///
    /// Rows that follow one another with the same name are one conversation, in the order in which it was said; a row
    /// without a name stands alone. What a later message shows of an earlier one is masked in the earlier row.
    #[pyo3(signature = (conversations, roles, texts, *, report = None))]
    fn scrub_arrow_conversations<'py>(
        &self,
        conversations: &Bound<'py, PyAny>,
        roles: &Bound<'py, PyAny>,
        texts: &Bound<'py, PyAny>,
        report: Option<&PyReport>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = texts.py();
        let (names, roles, texts) =
            (Strings::from_py(conversations)?, Strings::from_py(roles)?, Strings::from_py(texts)?);
        let mut counted = Report::new();
        let masked = detached(py, || arrow::together(&self.0, [&names, &roles, &texts], &mut counted))??;
        if let Some(report) = report {
            report.merge_counted(&counted)?;
        }
        arrow::to_py(py, &masked)
    }

    /// The detectors in use: names, with the labels each may give.
    fn detectors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for (name, labels) in self.0.detectors() {
            all.set_item(name, labels.iter().map(|label| label.as_str()).collect::<Vec<_>>())?;
        }
        Ok(all)
    }

    /// The version of the dictionaries that are compiled in.
    #[staticmethod]
    fn dictionary_version() -> &'static str {
        Scrubber::dictionary_version()
    }

    fn __repr__(&self) -> String {
        format!("<sladd.Scrubber: {} detectors>", self.0.detectors().count())
    }
}

/// One kind of personal data in a message, with a sentence about it that can be shown as it is.
#[pyclass(frozen, get_all, module = "sladd", name = "Advice")]
pub(crate) struct PyAdvice {
    label: &'static str,
    confidence: &'static str,
    sentence: &'static str,
    /// `(start, end)` of each finding in code points.
    spans: Vec<Points>,
}

#[pymethods]
impl PyAdvice {
    fn __repr__(&self) -> String {
        format!("<sladd.Advice {}: {} findings>", self.label, self.spans.len())
    }
}

/// State behind a lock, for one call.
pub(crate) fn held<T>(state: &std::sync::Mutex<T>) -> PyResult<MutexGuard<'_, T>> {
    guard::lock(state).ok_or_else(guard::spoiled)
}
