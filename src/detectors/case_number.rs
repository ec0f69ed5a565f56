//! Numbers of cases, patients, journals, claims, policies, members, employees, students and customers.
//!
//! # What it finds
//! The code of letters and digits behind a word that says what it is ("saksnr 2023/1234", "pasientnummer P-4471920",
//! "skadenr SK-2291-7734", "medlem nr. 40012").
//!
//! # What proves it
//! The cue. No such number has a form of its own.
//!
//! # What it leaves alone
//! Order, invoice, parcel and KID numbers; numbers of one to three digits; years; amounts.
//!
//! # Sources
//! Arkivforskriften on case numbers (year/serial); the forms of public agencies and insurers, from general knowledge.

use super::Detector;
use super::codes::{self, Code};
use super::cues;
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label};
use crate::text::{DigitRun, Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaseNumber;

impl Detector for CaseNumber {
    fn name(&self) -> &'static str {
        "case-number"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::CaseNumber]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if text.has(Tag::CueCase) {
            for code in
                codes::after_cue(text, Tag::CueCase, 4).filter(|code| is_number(text, code) || is_mixed(text, code))
            {
                claims.add(code.span, Label::CaseNumber, Confidence::Likely);
            }
        }
        for code in codes::after_word(text, is_compound, 1).filter(|code| is_number(text, code) || is_mixed(text, code))
        {
            claims.add(code.span, Label::CaseNumber, Confidence::Likely);
        }
        archived(text, claims);
    }
}

/// A compound of "sak", or of "nummer" that no dictionary knows: "barnevernssak", "lånekassenummer".
fn is_compound(folded: &str, tags: Tags) -> bool {
    let case = || ["sak", "saka", "saken", "sakene"].iter().any(|ending| folded.ends_with(ending));
    let number = || ["nummer", "nummeret", "nummar", "snr"].iter().any(|ending| folded.ends_with(ending));
    folded.len() > 4 && (case() || (folded.len() > 8 && number() && !tags.any_of(cues::NUMBER_CUES)))
}

/// "4HK72C": capitals and digits mixed.
fn is_mixed(text: &Text<'_>, code: &Code) -> bool {
    let capitals =
        text.between(code.span.start, code.span.end).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    capitals && code.letters >= 1 && code.digits >= 2 && (5..=16).contains(&code.characters)
}

/// Year and serial behind a compound of "sak": "byggesak 2023/4471".
fn archived(text: &Text<'_>, claims: &mut Claims) {
    let slashed = |run: &DigitRun<'_>| run.digits().get(4).is_some_and(|serial| serial.gap() == Gap::Slash);
    for run in text.runs().filter(slashed) {
        let grouping = run.grouping();
        if !matches!(grouping.lengths(), [4, 1..=8]) || grouping.gaps() != [Gap::Slash] {
            continue;
        }
        let span = run.span();
        let called = text.words_before(span.start, 3).any(|word| {
            let folded = text.folded(word);
            ["sak", "saka", "saken", "sakene", "sakens"].iter().any(|ending| folded.ends_with(ending))
        });
        if called {
            claims.add(span, Label::CaseNumber, Confidence::Likely);
        }
    }
}

fn is_number(text: &Text<'_>, code: &Code) -> bool {
    let written = text.between(code.span.start, code.span.end);
    let year = code.letters == 0
        && code.digits == 4
        && code.characters == 4
        && (written.starts_with("19") || written.starts_with("20"));
    // "vedtak av 12.03.2023"
    let dotted = written.split('.').count();
    let date = code.letters == 0 && (dotted == 3 || (dotted == 2 && written.split('.').all(|part| part.len() <= 2)));
    // "feilkode 50013, referanse 7f3a-99c1": what stands beside an error or an order is its number.
    let ordered = text.words_before(code.span.start, 5).any(|word| word.has(Tag::CueOrder) && !word.has(Tag::CueCase));
    !ordered && !date && (4..=20).contains(&code.digits) && code.letters <= 8 && !year && !is_amount(text, code)
}

/// "saken gjelder 12 000 kr": money behind it.
fn is_amount(text: &Text<'_>, code: &Code) -> bool {
    text.words_after(code.span.end, 1)
        .any(|word| word.has(Tag::CueMoney) && text.between(code.span.end, word.span().start).len() <= 2)
}
