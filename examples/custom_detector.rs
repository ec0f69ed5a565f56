//! A detector of a host's own: the template to start from.
//!
//! A library card of the town of Storvik: the letters SB and eight digits, the last of them a check digit (Luhn).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use sladd::{Claims, Confidence, Detector, Label, Scrubber, Span, Text};

/// The host's own label; by convention snake_case.
const LIBRARY_CARD: Label = Label::Custom("library_card");

struct LibraryCard;

impl Detector for LibraryCard {
    fn name(&self) -> &'static str {
        "library-card"
    }

    fn labels(&self) -> &'static [Label] {
        &[LIBRARY_CARD]
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        // Digits are parsed once for all detectors; windows are the stretches of eight that stand alone.
        for number in text.runs().flat_map(|run| run.windows(8)) {
            let Some(word) = text.words_before(number.span().start, 1).next() else { continue };
            let gap = text.between(word.span().end, number.span().start);
            if text.folded(word) != "sb" || !matches!(gap, "" | " " | "-") {
                continue;
            }
            let Some(digits) = number.values::<8>() else { continue };
            // Never let a check digit veto: a mistyped number still points at somebody.
            let confidence = if luhn(&digits) { Confidence::Certain } else { Confidence::Likely };
            claims.add(Span::new(word.span().start, number.span().end), LIBRARY_CARD, confidence);
        }
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u8 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum();
    sum % 10 == 0
}

fn main() -> Result<(), sladd::BuildError> {
    let scrubber = Scrubber::builder().detector(LibraryCard).build()?;
    let scrubbed = scrubber.scrub("Lånekortet mitt er SB 1234 5674, kan dere forlenge lånet?");
    println!("{scrubbed}");
    for finding in scrubbed.findings() {
        println!("{} ({:?}, by {})", finding.label(), finding.confidence(), finding.detector());
    }
    assert_eq!(scrubbed.as_str(), "Lånekortet mitt er [FJERNET], kan dere forlenge lånet?");
    Ok(())
}
