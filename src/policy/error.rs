//! What is wrong with a policy, and where.

use std::borrow::Cow;

use thiserror::Error;

/// Why a policy cannot be used: the place in it and what is wrong there.
///
/// The place is built of the keys of the document and positions from 0 (`patterns[2].regex`), or is a line where the
/// document cannot be read at all. Neither place nor problem quotes a value: what stands in a policy may be a name, a
/// telephone number or a term that nobody else should read. A key that is not known is quoted where it looks like one.
///
/// ```
/// use sladd::Policy;
///
/// let document = "name = 'chat'\n[[patterns]]\nname = 'ward'\nlabel = 'ward'\nregex = 'avd ('";
/// let error = Policy::from_toml_str(document).unwrap_err();
/// assert_eq!(error.to_string(), "patterns[0].regex: unclosed group (character 5)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: {problem}")]
pub struct PolicyError {
    place: String,
    problem: Cow<'static, str>,
}

impl PolicyError {
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<Cow<'static, str>>) -> PolicyError {
        PolicyError { place: place.into(), problem: problem.into() }
    }

    /// The same problem, in a part of something else: `regex` becomes `patterns[2].regex`.
    pub(crate) fn inside(self, place: &str) -> PolicyError {
        PolicyError { place: format!("{place}.{}", self.place), ..self }
    }

    /// Where: `maskers.name.key`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong there, in a sentence without its subject.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }
}
