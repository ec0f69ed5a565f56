//! Placeholders whose values can be put back: for a model that is asked and answers.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use sladd::Vault;

use crate::errors;
use crate::finding::{Masked, PyScrubbed};
use crate::guard::{self, detached};
use crate::masker::key;
use crate::options;
use crate::scrubber::{PyScrubber, held};

/// The values of one conversation behind sealed placeholders: `restore(scrub(x)) == x`.
#[pyclass(frozen, module = "sladd", name = "Vault")]
pub(crate) struct PyVault(Mutex<Vault>);

impl PyVault {
    fn settled(vault: Vault, only: Option<Vec<String>>, english: bool) -> PyResult<PyVault> {
        let vault = match only {
            Some(labels) => vault.only(&options::label_list(&labels)?),
            None => vault,
        };
        Ok(PyVault(Mutex::new(if english { vault.english() } else { vault })))
    }
}

#[pymethods]
impl PyVault {
    #[new]
    #[pyo3(signature = (key, conversation, *, only = None, english = false))]
    fn new(
        key: &Bound<'_, PyBytes>,
        conversation: &str,
        only: Option<Vec<String>>,
        english: bool,
    ) -> PyResult<PyVault> {
        PyVault::settled(Vault::new(&self::key(key)?, conversation).map_err(errors::build)?, only, english)
    }

    /// The vault that `seal` made bytes of.
    #[staticmethod]
    #[pyo3(signature = (key, conversation, sealed, *, only = None))]
    fn open(
        key: &Bound<'_, PyBytes>,
        conversation: &str,
        sealed: &Bound<'_, PyBytes>,
        only: Option<Vec<String>>,
    ) -> PyResult<PyVault> {
        let vault = Vault::open(&self::key(key)?, conversation, sealed.as_bytes()).map_err(errors::build)?;
        PyVault::settled(vault, only, false)
    }

    /// Masks a message; its values go into the vault.
    fn scrub(&self, scrubber: &PyScrubber, text: &Bound<'_, PyString>) -> PyResult<PyScrubbed> {
        let given = guard::text(text)?;
        let masked = detached(text.py(), || Some(Masked::of(given, guard::lock(&self.0)?.scrub(&scrubber.0, given))))?;
        Ok(masked.ok_or_else(guard::spoiled)?.into_py(text))
    }

    /// Puts the values back into a text: the answer of a model, or what was scrubbed.
    fn restore(&self, text: &Bound<'_, PyString>) -> PyResult<String> {
        let given = guard::text(text)?;
        let restored = detached(text.py(), || Some(guard::lock(&self.0)?.restore(given).into_owned()))?;
        restored.ok_or_else(guard::spoiled)
    }

    /// Everything it holds, encrypted.
    fn seal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &held(&self.0)?.seal()))
    }

    /// Forgets every value.
    fn forget(&self) -> PyResult<()> {
        held(&self.0)?.forget();
        Ok(())
    }

    fn __len__(&self) -> PyResult<usize> {
        Ok(held(&self.0)?.len())
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<sladd.Vault: {} values>", self.__len__()?))
    }
}
