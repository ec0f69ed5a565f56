//! What stands in the place of personal data.

use std::fmt;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sladd::{FixedChar, Generalise, KeepLast, Key, Masker, Partial, Placeholders, Pseudonyms, Remove, Surrogates};

use crate::errors::{build, choice};
use crate::options;

/// What writes the replacement of a finding. Made by the static methods; `or_else` and `with_label` combine.
#[pyclass(frozen, skip_from_py_object, module = "sladd", name = "Masker")]
#[derive(Clone)]
pub(crate) struct PyMasker {
    pub(crate) masker: Arc<dyn Masker>,
    kind: &'static str,
}

impl PyMasker {
    fn of(kind: &'static str, masker: impl Masker + 'static) -> PyMasker {
        PyMasker { masker: Arc::new(masker), kind }
    }
}

/// A key of the bytes that Python holds.
pub(crate) fn key(bytes: &Bound<'_, PyBytes>) -> PyResult<Key> {
    Key::from_bytes(bytes.as_bytes()).map_err(build)
}

#[pymethods]
impl PyMasker {
    /// `[NAVN]`, `[TELEFON]` …; numbered by value when asked; `form` is like "<{label}:{number}>".
    #[staticmethod]
    #[pyo3(signature = (language = "norwegian", *, numbered = false, form = None))]
    fn placeholders(language: &str, numbered: bool, form: Option<&str>) -> PyResult<PyMasker> {
        let mut placeholders = match language {
            "norwegian" => Placeholders::norwegian(),
            "english" => Placeholders::english(),
            _ => return Err(choice("a language of placeholders", &["norwegian", "english"])),
        };
        if numbered {
            placeholders = placeholders.numbered();
        }
        if let Some(form) = form {
            placeholders = placeholders.with_form(form).map_err(build)?;
        }
        Ok(PyMasker::of("placeholders", placeholders))
    }

    /// One code for a value inside a scope, on every machine that has the key: texts can still be joined.
    #[staticmethod]
    #[pyo3(signature = (key, scope, *, english = false))]
    fn pseudonyms(key: &Bound<'_, PyBytes>, scope: &str, english: bool) -> PyResult<PyMasker> {
        let pseudonyms = Pseudonyms::new(&self::key(key)?, scope).map_err(build)?;
        Ok(PyMasker::of("pseudonyms", if english { pseudonyms.english() } else { pseudonyms }))
    }

    /// An invented value of the same shape, the same for a value inside a scope.
    #[staticmethod]
    fn surrogates(key: &Bound<'_, PyBytes>, scope: &str) -> PyResult<PyMasker> {
        Ok(PyMasker::of("surrogates", Surrogates::new(&self::key(key)?, scope).map_err(build)?))
    }

    /// A part of the value, enough to recognise one's own: "███ ██ █67".
    #[staticmethod]
    fn partial() -> PyMasker {
        PyMasker::of("partial", Partial::new())
    }

    /// The last `n` letters or digits stay.
    #[staticmethod]
    fn keep_last(n: usize) -> PyMasker {
        PyMasker::of("keep_last", KeepLast::new(n))
    }

    /// One character over and over, as long as the value or of one length.
    #[staticmethod]
    #[pyo3(signature = (character = '█', *, keep_length = false))]
    fn fixed(character: char, keep_length: bool) -> PyMasker {
        PyMasker::of(
            "fixed",
            if keep_length { FixedChar::keeping_length(character) } else { FixedChar::new(character) },
        )
    }

    /// Nothing.
    #[staticmethod]
    fn remove() -> PyMasker {
        PyMasker::of("remove", Remove)
    }

    /// A year or an age band, two figures of a post code; ages are reckoned on the day given.
    #[staticmethod]
    #[pyo3(signature = (year, month, day, *, age_bands = None, places = false, english = false))]
    fn generalise(
        year: u16,
        month: u8,
        day: u8,
        age_bands: Option<u8>,
        places: bool,
        english: bool,
    ) -> PyResult<PyMasker> {
        let mut generalise = Generalise::as_of(year, month, day).map_err(build)?;
        if let Some(years) = age_bands {
            generalise = generalise.age_bands(years);
        }
        if places {
            generalise = generalise.places();
        }
        if english {
            generalise = generalise.english();
        }
        Ok(PyMasker::of("generalise", generalise))
    }

    /// This one, and where it has no answer, the other.
    fn or_else(&self, other: &PyMasker) -> PyMasker {
        PyMasker::of("or_else", Arc::clone(&self.masker).or(Arc::clone(&other.masker)))
    }

    /// This one, and for one label another.
    fn with_label(&self, label: &str, other: &PyMasker) -> PyResult<PyMasker> {
        let label = options::label(label)?;
        Ok(PyMasker::of("with_label", Arc::clone(&self.masker).with(label, Arc::clone(&other.masker))))
    }

    fn __repr__(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for PyMasker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<sladd.Masker {}>", self.kind)
    }
}
