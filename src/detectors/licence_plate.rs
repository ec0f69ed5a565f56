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

/// A plate in groups behind a word for one: "skilt ELK 1234", "regnr A B 1 2 3 4 5". Letters of a plate stand in capitals, or
/// directly before its digits in a message in small letters.
fn grouped(text: &Text<'_>, cue: &Word) -> Option<Span> {
    const LONGEST: usize = 8;
    /// How many bytes behind the word are read.
    const FARTHEST: usize = 48;
    const LINKS: [&str; 7] = ["er", "e", "nr", "nummer", "nummeret", "is", "til"];
    /// What an ordinary plate has: nothing more belongs to it.
    const WHOLE: (usize, usize) = (2, 5);
    let named = ["ilt", "regn", "registrering", "kjenne", "plate"].iter().any(|part| text.folded(cue).contains(part));
    if !named {
        return None;
    }
    let reach = text.as_str().len().min(cue.end + FARTHEST);
    let behind = (cue.end..=reach).rev().find_map(|end| text.as_str().get(cue.end..end))?;
    let mut at = cue.end;
    let (mut start, mut end, mut letters, mut digits) = (None, at, 0, 0);
    for (skipped, chunk) in behind.split_inclusive([' ', '\u{A0}', '-', ':']).take(LONGEST + LINKS.len()).enumerate() {
        let from = at;
        at += chunk.len();
        let written = chunk.trim_end_matches([' ', '\u{A0}', '-', ':']);
        let written = written.split_once(['.', ',', '!', '?', ')', '\n', ';']).map_or(written, |(written, _)| written);
        let numbers = written.bytes().filter(u8::is_ascii_digit).count();
        let alphas = written.chars().filter(|c| c.is_alphabetic()).count();
        let plain = numbers + alphas == written.chars().count();
        if start.is_none() && (written.is_empty() || LINKS.contains(&written)) && skipped < LINKS.len() {
            continue;
        }
        let capitals = written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let small = text.style() == Style::Lower
            && alphas <= 3
            && digits == 0
            && text.as_str().get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let fits = !written.is_empty() && plain && (capitals || small || numbers > 0) && alphas <= 3;
        let begins = start.is_some() || alphas > 0;
        if !fits || !begins || letters + digits + alphas + numbers > LONGEST || (letters, digits) == WHOLE {
            break;
        }
        start = start.or(Some(from));
        (letters, digits, end) = (letters + alphas, digits + numbers, from + written.len());
        if chunk.len() - written.len() != 1 {
            break;
        }
    }
    let start = start.filter(|_| digits >= 2 && letters > 0)?;
    Some(Span::new(start, end))
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
    for cue in text.words().iter().filter(|word| word.has(Tag::CuePlate)) {
        if let Some(span) = grouped(text, cue) {
            claims.add(span, Label::LicencePlate, Confidence::Likely);
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
