//! Payment card numbers.
//!
//! # What it finds
//! 13 to 19 digits, together or in groups of four (or 4 + 6 + 5), that begin as a card number does.
//!
//! # What proves it
//! The Luhn check digit and the issuer's first digits; the grouping by four; words that speak of cards.
//!
//! # What it leaves alone
//! IMEI and other numbers with a Luhn digit that the nearest cue calls something else; numbers whose check digit is
//! wrong, unless the grouping and a cue both say card.
//!
//! # Sources
//! ISO/IEC 7812-1 (Luhn, issuer identification numbers).

use super::{Detector, cues};
use crate::checksum::luhn;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{DigitRun, Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct PaymentCard;

impl Detector for PaymentCard {
    fn name(&self) -> &'static str {
        "payment-card"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::PaymentCard]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if text.has(Tag::CueCard) {
            partial(text, claims);
        }
        for run in text.runs().filter(|run| run.len() >= 13) {
            // A digit too few or too many, in what somebody calls a card number.
            let slipped = cues::given(text, &run, Tag::CueCard).filter(|given| matches!(given.len(), 14..=17));
            if let Some(given) = slipped {
                claims.add_variant(given.span(), Label::PaymentCard, Confidence::Possible, "slip");
            }
            for length in 13..=19 {
                for window in run.windows(length) {
                    if let Some(confidence) = judge(text, &run, &window) {
                        claims.add(window.span(), Label::PaymentCard, confidence);
                    }
                }
            }
        }
    }
}

fn judge(text: &Text<'_>, run: &DigitRun<'_>, window: &DigitRun<'_>) -> Option<Confidence> {
    let mut values = [0; 19];
    for (value, digit) in values.iter_mut().zip(window.digits()) {
        *value = digit.value();
    }
    let digits = values.get(..window.len())?;
    let issued = matches!(digits, [3..=6, ..] | [2, 2..=7, ..]);
    let proved = issued && luhn(digits);
    // What proves nothing counts only as all of a run.
    if !proved && window.len() != run.len() {
        return None;
    }
    let grouping = window.grouping();
    let by_four = matches!(grouping.lengths(), [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] | [4, 6, 5] | [4, 6, 4]);
    if !grouping.gaps().iter().all(|gap| matches!(gap, Gap::Space | Gap::Dash | Gap::Dot)) {
        return None;
    }
    let said = cues::of_number(text, window.span());
    let called = said.has(Tag::CueCard);
    let other = !called && said.any_of(cues::NUMBER_CUES);
    match proved {
        true if called || (by_four && !other) => Some(Confidence::Certain),
        true if grouping.lengths().len() == 1 && !other && digits.len() != 15 => Some(Confidence::Likely),
        false if called && window.len() == run.len() && (by_four || digits.len() == 16) => Some(Confidence::Likely),
        _ => None,
    }
}

/// "siste fire på kortet er 8806", "5413 33** **** 4471".
fn partial(text: &Text<'_>, claims: &mut Claims) {
    for run in text.runs() {
        let said = cues::around(text, run.span(), 6, 3);
        let starred = text.between(run.span().start, run.span().end).contains("**");
        let last = run.grouping().lengths() == [4] && said.has(Tag::CuePart);
        if said.has(Tag::CueCard) && (last || (starred && (5..=12).contains(&run.len()))) {
            claims.add(run.span(), Label::PaymentCard, Confidence::Likely);
        }
    }
}
