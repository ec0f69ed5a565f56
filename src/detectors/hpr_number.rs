//! Numbers of the register of health personnel (HPR).
//!
//! # What it finds
//! Two to nine digits directly behind the word HPR, five to nine a few words behind it.
//!
//! # What proves it
//! The cue; the number has no check digit that is known.
//!
//! # What it leaves alone
//! Numbers without the cue.
//!
//! # Sources
//! Helsedirektoratet, "Helsepersonellregisteret".

use super::Detector;
use super::codes::{self, Code};
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct HprNumber;

impl Detector for HprNumber {
    fn name(&self) -> &'static str {
        "hpr-number"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::HprNumber]
    }

    fn needs(&self) -> Needs {
        Needs::word(Tag::CueHpr).together_with_digits()
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for code in codes::after_cue(text, Tag::CueHpr, 3).filter(|code| is_number(text, code)) {
            claims.add(code.span, Label::HprNumber, Confidence::Certain);
        }
    }
}

fn is_number(text: &Text<'_>, code: &Code) -> bool {
    let direct = text.words_before(code.span.start, 2).any(|word| {
        word.has(Tag::CueHpr) && !text.between(word.span().end, code.span.start).contains(char::is_alphabetic)
    });
    code.letters == 0 && (if direct { 2 } else { 5 }..=9).contains(&code.digits)
}
