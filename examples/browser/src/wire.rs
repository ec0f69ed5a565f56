//! What leaves the module: findings, explanations and advice, none of which holds any of the text.

use serde::Serialize;
use sladd::{Advice, Confidence, Explanation, Finding, Language, Scrubbed};

use crate::utf16::Utf16;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireFinding {
    start: usize,
    end: usize,
    label: &'static str,
    confidence: &'static str,
    detector: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
    /// Where its replacement stands in the masked text, for a text that was scrubbed.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<[usize; 2]>,
}

#[derive(Serialize)]
pub(crate) struct WireExplanation {
    #[serde(flatten)]
    finding: WireFinding,
    rule: &'static str,
    cues: Vec<&'static str>,
    checks: Vec<WireCheck>,
    evidence: Vec<WireSpoke>,
}

#[derive(Serialize)]
struct WireCheck {
    name: &'static str,
    passed: bool,
}

#[derive(Serialize)]
struct WireSpoke {
    question: &'static str,
    weight: i32,
}

#[derive(Serialize)]
pub(crate) struct WireAdvice {
    label: &'static str,
    confidence: &'static str,
    count: usize,
    sentence: &'static str,
    spans: Vec<[usize; 2]>,
}

const fn name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        _ => "possible",
    }
}

fn finding(finding: &Finding, units: &mut Utf16<'_>) -> WireFinding {
    WireFinding {
        start: units.at(finding.span().start),
        end: units.at(finding.span().end),
        label: finding.label().as_str(),
        confidence: name(finding.confidence()),
        detector: finding.detector(),
        variant: finding.variant(),
        replacement: None,
    }
}

pub(crate) fn findings(text: &str, found: &[Finding]) -> Vec<WireFinding> {
    let mut units = Utf16::of(text);
    found.iter().map(|one| finding(one, &mut units)).collect()
}

pub(crate) fn scrubbed(text: &str, scrubbed: &Scrubbed<'_>) -> Vec<WireFinding> {
    let (mut units, mut masked) = (Utf16::of(text), Utf16::of(scrubbed.as_str()));
    scrubbed
        .replacements()
        .map(|(one, place)| WireFinding {
            replacement: Some([masked.at(place.start), masked.at(place.end)]),
            ..finding(one, &mut units)
        })
        .collect()
}

pub(crate) fn explanations(text: &str, explained: Vec<Explanation>) -> Vec<WireExplanation> {
    let mut units = Utf16::of(text);
    explained
        .into_iter()
        .map(|one| WireExplanation {
            finding: finding(&one.finding, &mut units),
            rule: one.rule,
            cues: one.cues,
            checks: one.checks.iter().map(|check| WireCheck { name: check.name, passed: check.passed }).collect(),
            evidence: one
                .evidence
                .iter()
                .map(|spoke| WireSpoke { question: spoke.question, weight: spoke.weight })
                .collect(),
        })
        .collect()
}

pub(crate) fn advice(text: &str, advice: &[Advice], language: Language) -> Vec<WireAdvice> {
    advice
        .iter()
        .map(|one| {
            let mut units = Utf16::of(text);
            WireAdvice {
                label: one.label().as_str(),
                confidence: name(one.confidence()),
                count: one.count(),
                sentence: one.sentence(language),
                spans: one.spans().iter().map(|span| [units.at(span.start), units.at(span.end)]).collect(),
            }
        })
        .collect()
}
