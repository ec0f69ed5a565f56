//! Why a finding stands, without any of the text.

use crate::finding::Finding;
use crate::text::Text;

/// A finding with what spoke for and against it.
///
/// Evidence is given by the names of questions ("left-word", "name-case"), never by the words that answered them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The finding.
    pub finding: Finding,
    /// What was weighed, the weightiest first. Empty for detectors that prove a finding by its shape, its check digits
    /// or a cue; `finding.variant()` and `finding.detector()` say which.
    pub evidence: Vec<Spoke>,
}

/// One question about the words of a finding, with what its answers came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spoke {
    /// The question's name, as in the file of weights.
    pub question: &'static str,
    /// Hundredths of the logarithm of odds: positive speaks for the finding.
    pub weight: i32,
}

/// The explanation of one finding of a text.
#[cfg_attr(
    not(any(feature = "names", feature = "health")),
    allow(unused_variables, reason = "no other detector weighs the text")
)]
pub(crate) fn explain(text: &Text<'_>, finding: &Finding) -> Explanation {
    let mut evidence: Vec<(&'static str, i32)> = match finding.detector() {
        #[cfg(feature = "names")]
        "name" => crate::detectors::name::Name::new().evidence(text, finding.span()),
        #[cfg(feature = "health")]
        "health" => crate::detectors::health::Health::new().evidence(text, finding.span()),
        _ => Vec::new(),
    };
    evidence.retain(|(_, weight)| *weight != 0);
    evidence.sort_by_key(|(question, weight)| (-weight.abs(), *question));
    let evidence = evidence.into_iter().map(|(question, weight)| Spoke { question, weight }).collect();
    Explanation { finding: *finding, evidence }
}
