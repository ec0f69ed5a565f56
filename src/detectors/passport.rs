//! Numbers of passports, identity cards, driving licences and travel documents.
//!
//! # What it finds
//! Three letters and six digits (Norwegian since 2020), eight digits (before), and other countries' forms of letters
//! and digits, where a word speaks of a passport or an identity card.
//!
//! # What proves it
//! The cue, and a shape of 6 to 12 letters and digits with at least four digits.
//!
//! # What it leaves alone
//! The same shapes without a cue.
//!
//! # Sources
//! Council of the European Union, PRADO (NOR-JO, NOR-BO); ICAO 9303 (nine characters).

use super::Detector;
use super::codes::{self, Code};
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passport;

impl Detector for Passport {
    fn name(&self) -> &'static str {
        "passport"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Passport]
    }

    fn needs(&self) -> Needs {
        Needs::word(Tag::CuePassport).together_with_digits()
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for code in codes::after_cue(text, Tag::CuePassport, 8).filter(is_number) {
            claims.add(code.span, Label::Passport, Confidence::Likely);
        }
    }
}

fn is_number(code: &Code) -> bool {
    // Nine characters of both sorts is the international form.
    let international = code.characters == 9 && code.digits >= 3 && code.letters >= 1;
    international || ((6..=12).contains(&code.characters) && code.digits >= 4 && code.letters <= 3)
}
