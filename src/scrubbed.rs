//! The result of a call: masked text, and what was found.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroize;

use crate::finding::{Finding, Span};

/// A masked text, with what was found in the original.
#[derive(Clone, PartialEq, Eq)]
pub struct Scrubbed<'t> {
    pub(crate) original: &'t str,
    pub(crate) text: Cow<'t, str>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) outputs: Vec<Span>,
}

impl<'t> Scrubbed<'t> {
    /// The masked text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The masked text, borrowed from the input when nothing was found.
    #[must_use]
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// What was found: offsets into the input.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Each finding with the place of its replacement in the masked text.
    pub fn replacements(&self) -> impl Iterator<Item = (&Finding, Span)> {
        self.findings.iter().zip(self.outputs.iter().copied())
    }

    /// Overwrites a masked text that nobody is given: something may have been missed in it.
    pub(crate) fn overwrite(self) {
        if let Cow::Owned(mut text) = self.text {
            text.zeroize();
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Scrubbed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Scrubbed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scrubbed")
            .field("bytes", &self.text.len())
            .field("findings", &self.findings)
            .field("outputs", &self.outputs)
            .finish()
    }
}
