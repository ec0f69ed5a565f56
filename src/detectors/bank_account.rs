//! Norwegian bank account numbers.
//!
//! # What it finds
//! Eleven digits, 4 + 2 + 5 with dots, spaces or dashes, or together.
//!
//! # What proves it
//! The check digit (modulus 11) together with the grouping or a cue; the grouping with dots alone when a cue is near.
//! A number without either that passes modulus 11 is possible only: one in eleven random numbers does.
//!
//! # What it leaves alone
//! Numbers that the nearest cue calls an order, an invoice, a KID; organisation and telephone numbers.
//!
//! # Sources
//! Bits AS, "Kontonummer": weights 5 4 3 2 7 6 5 4 3 2, remainder 1 not used. In the group 00 the check digit of some
//! banks covers the last six digits only. Every national number passes the same check (its second control digit has
//! the same weights), so a number that is both is claimed as both and the surer reading gives the label.

use super::{Detector, cues};
use crate::checksum::account;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{Gap, Needs, Text, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct BankAccount;

impl Detector for BankAccount {
    fn name(&self) -> &'static str {
        "bank-account"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::BankAccount]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for typed in cues::typed(text, Tag::CueAccount).filter(|typed| typed.digits == 11) {
            claims.add(typed.span, Label::BankAccount, Confidence::Likely);
        }
        for run in text.runs().filter(|run| run.len() >= 10) {
            // A digit too few or too many, in what somebody calls an account.
            let slipped = cues::given(text, &run, Tag::CueAccount).filter(|given| matches!(given.len(), 10 | 12));
            if let Some(given) = slipped {
                claims.add_variant(given.span(), Label::BankAccount, Confidence::Possible, "slip");
            }
            for window in run.windows(11) {
                let Some(digits) = window.values::<11>() else { continue };
                let grouping = window.grouping();
                let dotted = grouping.lengths() == [4, 2, 5]
                    && (grouping.all(Gap::Dot) || grouping.all(Gap::Dash) || grouping.all(Gap::Space));
                let together = grouping.lengths().len() == 1;
                if !dotted && !together && !text.has(Tag::CueAccount) {
                    continue;
                }
                let said = cues::of_number(text, window.span());
                let called = said.has(Tag::CueAccount);
                let other = !called
                    && said.any_of(cues::NUMBER_CUES)
                    && !said.has(Tag::CuePart)
                    && !cues::is_answered(text, window.span());
                let plain = grouping.gaps().iter().all(|gap| matches!(gap, Gap::Space | Gap::Dot | Gap::Dash));
                let confidence = match account(&digits) {
                    true if dotted && !other => Confidence::Certain,
                    true if called && plain => Confidence::Certain,
                    true if dotted => Confidence::Likely,
                    true if together && !other && window.written() == Written::Figures => Confidence::Possible,
                    false if called && plain && window.len() == run.len() => Confidence::Likely,
                    false if dotted && !other && grouping.all(Gap::Dot) => Confidence::Likely,
                    _ => continue,
                };
                claims.add(window.span(), Label::BankAccount, confidence);
            }
        }
    }
}
