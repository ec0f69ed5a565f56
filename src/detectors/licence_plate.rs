//! Licence plates.
//!
//! # What it finds
//! Two letters and five digits, with or without a space; two letters and four digits (motorcycles, trailers) and
//! foreign or personal plates where a word speaks of a vehicle.
//!
//! # What proves it
//! The shape; letters that Norwegian series use.
//!
//! # What it leaves alone
//! Letters and digits that begin with a currency or a unit (NO, KR, KM), course and product codes, without a cue.
//!
//! # Sources
//! Statens vegvesen, "Kjennemerker" and Forskrift om bruk av kjøretøy chapter 2.

use super::Detector;
use super::codes;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::fold::shown;
use crate::text::{Case, Needs, Style, Text, Word, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct LicencePlate;

/// Two letters before a number that are no plate.
const NOT_PLATES: [&str; 16] =
    ["no", "kr", "km", "nr", "kl", "pr", "kg", "os", "se", "dk", "mm", "id", "iq", "so", "mq", "ns"];

impl Detector for LicencePlate {
    fn name(&self) -> &'static str {
        "licence-plate"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::LicencePlate]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for run in text.runs().filter(|run| run.written() == Written::Figures) {
            let Some(group) = run.groups().next().filter(|group| matches!(group.len(), 4 | 5)) else { continue };
            let span = group.span();
            let Some(word) = text.words_before(span.start, 1).next().filter(|word| is_series(text, word)) else {
                continue;
            };
            let mut between = shown(text.between(word.end, span.start)).map(|(_, _, c)| c);
            let joined = matches!(
                (between.next(), between.next(), between.next()),
                (None | Some(' ' | '-' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}'), None, _)
                    | (Some(' '), Some(' '), None)
            );
            if !joined || group.len() != run.len() {
                continue;
            }
            let whole = Span::new(word.start, span.end);
            let called = text.cue_near(Tag::CuePlate, whole, 8, 5);
            let capitals = word.span().len() == 2 && text.between(word.start, word.end).chars().all(char::is_uppercase);
            let zero = group.digits().first().is_none_or(|digit| digit.value() == 0);
            let confidence = match (group.len(), called) {
                (_, true) => Confidence::Certain,
                (5, false) if capitals && !zero => Confidence::Likely,
                _ => continue,
            };
            claims.add(whole, Label::LicencePlate, confidence);
        }
        personal(text, claims);
    }
}

/// Two letters that are a series of their own, not glued to other letters.
fn is_series(text: &Text<'_>, word: &Word) -> bool {
    let folded = text.folded(word);
    folded.len() == 2 && folded.is_ascii() && !NOT_PLATES.contains(&folded)
}

/// Other plates behind a word for one: "skilt: KARI 1", "regnr AB1234".
fn personal(text: &Text<'_>, claims: &mut Claims) {
    if !text.has(Tag::CuePlate) {
        return;
    }
    // "personlig skilt: SOLVEIG", "skiltet er KARI": letters only, in capitals where the message has others.
    for cue in text.words().iter().filter(|word| word.has(Tag::CuePlate) && text.folded(word).contains("ilt")) {
        let mut next = text.words_after(cue.span().end, 2);
        let Some(plate) = next.next().and_then(|word| if text.folded(word) == "er" { next.next() } else { Some(word) })
        else {
            continue;
        };
        let gap = text.between(cue.span().end, plate.span().start);
        let capitals = plate.case() == Case::Upper && text.style() == Style::Sentences;
        if capitals && gap.len() <= 5 && (2..=8).contains(&plate.span().len()) && !gap.contains(['.', '\n']) {
            claims.add(plate.span(), Label::LicencePlate, Confidence::Likely);
        }
    }
    for code in codes::after_cue(text, Tag::CuePlate, 2) {
        let written = text.between(code.span.start, code.span.end);
        let capitals = written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        if (4..=8).contains(&code.characters) && code.letters > 0 && code.digits >= 2 && capitals {
            claims.add(code.span, Label::LicencePlate, Confidence::Likely);
        }
    }
}
