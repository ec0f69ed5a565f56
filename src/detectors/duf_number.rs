//! DUF numbers, given to everyone who applies to the immigration authorities.
//!
//! # What it finds
//! Twelve digits, together or as 4 + 6 + 2.
//!
//! # What proves it
//! The year of the first application in front and the check digits behind; the grouping; the words DUF or UDI. The
//! check digits alone decide nothing: the authorities' own published example fails them.
//!
//! # What it leaves alone
//! Time stamps (202306011230) and other numbers of twelve digits, without a cue.
//!
//! # Sources
//! UDI, "DUF-nummer"; Statistics Norway's control program for KOSTRA (check digits: weights 4 6 3 2 4 6 3 2 7 5,
//! modulus 11, two digits).

use super::{Detector, cues};
use crate::checksum::duf;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct DufNumber;

impl Detector for DufNumber {
    fn name(&self) -> &'static str {
        "duf-number"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::DufNummer]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for run in text.runs() {
            // A digit too few or too many, in what somebody calls such a number.
            let slipped = cues::given(text, &run, Tag::CueDuf).filter(|given| matches!(given.len(), 10 | 11 | 13));
            if let Some(given) = slipped {
                claims.add_variant(given.span(), Label::DufNummer, Confidence::Certain, "slip");
            }
            for window in run.windows(12) {
                let Some(digits) = window.values::<12>() else { continue };
                let grouping = window.grouping();
                let plain =
                    grouping.gaps().iter().all(|gap| matches!(gap, Gap::Space | Gap::Dot | Gap::Dash | Gap::Slash));
                let year = is_year(&digits);
                if !plain || !(year || text.has(Tag::CueDuf)) {
                    continue;
                }
                let said = cues::of_number(text, window.span());
                let called = said.has(Tag::CueDuf) || cues::around(text, window.span(), 8, 4).has(Tag::CueDuf);
                let other =
                    said.any_of(cues::NUMBER_CUES.without(Tag::CueDuf).without(Tag::CueCase).without(Tag::CueBirth));
                let confidence = match (called, year && duf(&digits)) {
                    (true, _) => Confidence::Certain,
                    (false, true) if !other => Confidence::Likely,
                    (false, _) if year && grouping.lengths() == [4, 6, 2] && !other => Confidence::Likely,
                    (false, _) if year && !other && grouping.lengths() == [12] && !is_time_stamp(&digits) => {
                        Confidence::Possible
                    }
                    _ => continue,
                };
                claims.add(window.span(), Label::DufNummer, confidence);
            }
        }
    }
}

/// 1980 to 2049 in front.
fn is_year(digits: &[u8; 12]) -> bool {
    matches!(digits, [1, 9, 8 | 9, ..] | [2, 0, 0..=4, ..])
}

/// yyyymmddhhmm.
fn is_time_stamp(digits: &[u8; 12]) -> bool {
    let [_, _, _, _, m1, m2, d1, d2, h1, h2, n1, _] = *digits;
    let two = |a: u8, b: u8| a * 10 + b;
    matches!(two(m1, m2), 1..=12) && matches!(two(d1, d2), 1..=31) && two(h1, h2) < 24 && n1 < 6
}
