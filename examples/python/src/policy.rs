//! Policies: one document that says what is masked and how.

use pyo3::prelude::*;
use sladd::Policy;

use crate::errors;

/// A policy, read from TOML or JSON. The reference of the document is in the documentation of the crate's `Policy`.
#[pyclass(frozen, module = "sladd", name = "Policy")]
pub(crate) struct PyPolicy(pub(crate) Policy);

#[pymethods]
impl PyPolicy {
    /// The names that `ready_made` knows.
    #[classattr]
    #[pyo3(name = "READY_MADE")]
    fn ready_made_names() -> Vec<&'static str> {
        Policy::READY_MADE.to_vec()
    }

    /// The JSON Schema of the document.
    #[classattr]
    #[pyo3(name = "JSON_SCHEMA")]
    const SCHEMA: &'static str = Policy::JSON_SCHEMA;

    /// Reads a policy in TOML.
    #[staticmethod]
    fn from_toml(py: Python<'_>, document: &str) -> PyResult<PyPolicy> {
        Policy::from_toml_str(document).map(PyPolicy).map_err(|error| errors::policy(py, &error))
    }

    /// Reads a policy in JSON.
    #[staticmethod]
    fn from_json(py: Python<'_>, document: &str) -> PyResult<PyPolicy> {
        Policy::from_json_str(document).map(PyPolicy).map_err(|error| errors::policy(py, &error))
    }

    /// The ready-made policy with this name.
    #[staticmethod]
    fn ready_made(name: &str) -> PyResult<PyPolicy> {
        Policy::ready_made(name).map(PyPolicy).ok_or_else(|| errors::choice("a ready-made policy", Policy::READY_MADE))
    }

    /// Adds terms, one a line, to a dictionary of the document; gives the policy that has them.
    fn with_dictionary_text(&self, py: Python<'_>, name: &str, text: &str) -> PyResult<PyPolicy> {
        let extended = self.0.clone().with_dictionary_text(name, text);
        extended.map(PyPolicy).map_err(|error| errors::policy(py, &error))
    }

    /// What it is called.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// Which edition it is.
    #[getter]
    fn version(&self) -> Option<&str> {
        self.0.version()
    }

    /// What it is for.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.0.description()
    }

    /// A short name for what it says, for reports.
    #[getter]
    fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }

    fn __repr__(&self) -> String {
        format!("<sladd.Policy {}>", self.0.name())
    }
}
