//! Why a finding stands, without any of the text.

mod checks;
mod cues;

use crate::dictionary::Lexicon;
use crate::finding::Finding;
use crate::text::Text;

/// A finding with what spoke for and against it; made by [`Scrubber::explain`](crate::Scrubber::explain).
///
/// Evidence is given by the names of questions ("left-word", "name-case"), cues by their kinds ("phone"), check digits
/// by whether they fit: never by the words and digits themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Explanation {
    /// The finding.
    pub finding: Finding,
    /// Which of the detector's rules it stands by: the finding's variant, and where the detector has only one, the
    /// detector's name.
    pub rule: &'static str,
    /// The kinds of the words around it that speak of such findings or against them, the nearest first: "phone",
    /// "national-id", "order". Eight words before it and four behind are asked, as far as the detectors of numbers look.
    pub cues: Vec<&'static str>,
    /// The check digits that numbers of its kind have, and whether they fit.
    pub checks: Vec<Check>,
    /// What was weighed, the weightiest first. Empty for detectors that prove a finding by its shape, its check digits
    /// or a cue.
    pub evidence: Vec<Spoke>,
}

/// A check of check digits, with what came of it.
///
/// | name | what is checked |
/// | --- | --- |
/// | `control-digit-1` | first control digit of a national number, by the rule of today |
/// | `control-digit-1-from-2032` | the same by the rule for numbers issued from 2032, where today's does not fit |
/// | `control-digit-2` | second control digit of a national number |
/// | `duf` | the two check digits of a DUF number |
/// | `account-mod-11` | check digit of a Norwegian account number |
/// | `iban-mod-97` | check digits of an IBAN |
/// | `card-luhn` | check digit of a payment card |
/// | `organisation-mod-11` | check digit of an organisation number |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Check {
    /// Which.
    pub name: &'static str,
    /// Whether the digits fit.
    pub passed: bool,
}

/// One question about the words of a finding, with what its answers came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Spoke {
    /// The question's name, as in the file of weights.
    pub question: &'static str,
    /// Hundredths of the logarithm of odds: positive speaks for the finding.
    pub weight: i32,
}

/// The explanation of one finding of a text.
pub(crate) fn explain(text: &Text<'_>, lexicon: &Lexicon, finding: &Finding) -> Explanation {
    let mut evidence: Vec<(&'static str, i32)> = match finding.detector() {
        #[cfg(feature = "names")]
        "name" => crate::detectors::name::Name::new().evidence(text, finding.span()),
        #[cfg(feature = "health")]
        "health" => crate::detectors::health::Health::new().evidence(text, finding.span()),
        _ => Vec::new(),
    };
    evidence.retain(|(_, weight)| *weight != 0);
    evidence.sort_by_key(|(question, weight)| (-weight.abs(), *question));
    Explanation {
        finding: *finding,
        rule: finding.variant().unwrap_or(finding.detector()),
        cues: cues::around(text, finding),
        checks: checks::of(finding.label(), text.between(finding.span().start, finding.span().end), lexicon),
        evidence: evidence.into_iter().map(|(question, weight)| Spoke { question, weight }).collect(),
    }
}
