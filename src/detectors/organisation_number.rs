//! Organisation numbers.
//!
//! # What it finds
//! Nine digits, together or three by three, with NO before and MVA behind.
//!
//! # What proves it
//! The check digit (modulus 11), with first digit 8 or 9 or with a cue; MVA behind it.
//!
//! # What it leaves alone
//! Off by default: an organisation is not a person. A sole trader is; a host that serves them turns the label on.
//!
//! # Sources
//! Brønnøysundregistrene, "Organisasjonsnummeret": weights 3 2 7 6 5 4 3 2, modulus 11, remainder 1 not used.

use super::{Detector, cues};
use crate::checksum::organisation;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrganisationNumber;

impl Detector for OrganisationNumber {
    fn name(&self) -> &'static str {
        "organisation-number"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::OrganisationNumber]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for run in text.runs().filter(|run| run.len() >= 9) {
            for window in run.windows(9) {
                let Some(digits) = window.values::<9>() else { continue };
                let grouping = window.grouping();
                let shape = matches!(grouping.lengths(), [9] | [3, 3, 3])
                    && grouping.gaps().iter().all(|gap| matches!(gap, Gap::Space | Gap::Dot));
                if !shape {
                    continue;
                }
                let said = cues::of_number(text, window.span());
                let behind = text.words_after(window.span().end, 1).any(|word| text.folded(word) == "mva");
                let called = said.has(Tag::CueOrganisation) || behind;
                let proved = organisation(&digits);
                let money = text.words_after(window.span().end, 1).any(|word| word.has(Tag::CueMoney));
                let other = money || (!called && said.any_of(cues::NUMBER_CUES));
                let confidence = match (called, proved && matches!(digits, [8 | 9, ..])) {
                    (true, _) => Confidence::Certain,
                    (false, true) if !other => Confidence::Possible,
                    _ => continue,
                };
                claims.add(window.span(), Label::OrganisationNumber, confidence);
            }
        }
    }
}
