//! Words by which Python names the crate's choices, and the names a host knows.

use pyo3::prelude::*;
use pyo3::types::PyString;
use sladd::{Confidence, HealthScope, KnownNames, Label, Language, Role};

use crate::errors::{build, choice};
use crate::guard;

/// The names of all built-in labels.
#[pyfunction]
pub(crate) fn labels() -> Vec<&'static str> {
    Label::BUILT_IN.iter().map(|label| label.as_str()).collect()
}

pub(crate) fn label(name: &str) -> PyResult<Label> {
    Label::from_name(name).ok_or_else(|| build("there is no built-in label of this name: see sladd.labels()"))
}

pub(crate) fn label_list(names: &[String]) -> PyResult<Vec<Label>> {
    names.iter().map(|name| label(name)).collect()
}

pub(crate) fn confidence(name: &str) -> PyResult<Confidence> {
    Ok(match name {
        "possible" => Confidence::Possible,
        "likely" => Confidence::Likely,
        "certain" => Confidence::Certain,
        _ => return Err(choice("a confidence", &["possible", "likely", "certain"])),
    })
}

pub(crate) const fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Possible => "possible",
        Confidence::Likely => "likely",
        // A step that a later version adds above is at least this sure.
        _ => "certain",
    }
}

pub(crate) fn role(name: &str) -> PyResult<Role> {
    role_of(name).ok_or_else(|| choice("a role", &["user", "bot", "adviser"]))
}

pub(crate) fn role_of(name: &str) -> Option<Role> {
    match name {
        "user" => Some(Role::User),
        "bot" => Some(Role::Bot),
        "adviser" => Some(Role::Adviser),
        _ => None,
    }
}

pub(crate) fn health_scope(name: &str) -> PyResult<HealthScope> {
    match name {
        "all" => Ok(HealthScope::All),
        "personal" => Ok(HealthScope::Personal),
        _ => Err(choice("a scope of health information", &["all", "personal"])),
    }
}

pub(crate) fn language(name: &str) -> PyResult<Language> {
    match name {
        "bokmal" => Ok(Language::Bokmal),
        "nynorsk" => Ok(Language::Nynorsk),
        "english" => Ok(Language::English),
        _ => Err(choice("a language", &["bokmal", "nynorsk", "english"])),
    }
}

/// Names that the host knows: of who is logged in, to mask in any writing; of staff, to leave readable.
#[pyclass(frozen, module = "sladd", name = "KnownNames")]
pub(crate) struct PyKnownNames {
    pub(crate) names: KnownNames,
    mask: usize,
    left: usize,
}

#[pymethods]
impl PyKnownNames {
    #[new]
    #[pyo3(signature = (mask = Vec::new(), leave_unmasked = Vec::new()))]
    fn new(mask: Vec<Bound<'_, PyString>>, leave_unmasked: Vec<Bound<'_, PyString>>) -> PyResult<PyKnownNames> {
        let mut names = KnownNames::new();
        for name in &mask {
            names.mask(guard::text(name)?);
        }
        for name in &leave_unmasked {
            names.leave_unmasked(guard::text(name)?);
        }
        Ok(PyKnownNames { names, mask: mask.len(), left: leave_unmasked.len() })
    }

    fn __repr__(&self) -> String {
        format!("<sladd.KnownNames: {} to mask, {} to leave>", self.mask, self.left)
    }
}
