//! The native module of the Python package `sladd`.
//!
//! Each class of Python is a thin shell around the type of the crate that has the same name. What happens on every
//! call is the same everywhere: the text is read where Python keeps it, the lock of the interpreter is let go while the
//! crate works ([`guard::detached`]), and what comes back is offsets and masked text.

mod arrow;
mod conversation;
mod errors;
mod finding;
mod guard;
mod masker;
mod options;
mod policy;
mod report;
mod scrubber;
mod stream;
mod vault;

#[pyo3::pymodule]
mod _sladd {
    #[pymodule_export]
    use crate::conversation::{PyAmendment, PyConversation, PyTurn};
    #[pymodule_export]
    use crate::errors::{BuildError, InternalError, PolicyError};
    #[pymodule_export]
    use crate::finding::{PyFinding, PyScrubbed};
    #[pymodule_export]
    use crate::masker::PyMasker;
    #[pymodule_export]
    use crate::options::{PyKnownNames, labels};
    #[pymodule_export]
    use crate::policy::PyPolicy;
    #[pymodule_export]
    use crate::report::{PyReport, PyTally};
    #[pymodule_export]
    use crate::scrubber::{PyAdvice, PyScrubber};
    #[pymodule_export]
    use crate::stream::PyStream;
    #[pymodule_export]
    use crate::vault::PyVault;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::guard::install();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
