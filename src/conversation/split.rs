//! Identifiers split over messages: six digits, then five; half a telephone number; name, then surname; street, then
//! post code.
//!
//! The messages of one side are read as if they had been one: what is then found across the place where they meet is
//! masked on both sides of it. Words that only join ("og", "så kommer resten") are left out.

use zeroize::Zeroizing;

use super::answer::{DETECTOR, moved};
use super::asked::{Asked, Kind};
use crate::characters::{ceil, floor};
use crate::dictionary::Tag;
use crate::finding::{Claim, Finding, Label, Span};
use crate::scrubber::Scrubber;
use crate::text::Text;

/// How much of an earlier message is read again.
const TAIL: usize = 160;
/// How much of the message at hand.
const HEAD: usize = 120;

/// A given name behind so few words waits for its surname.
const SHORT_INTRODUCTION: usize = 5;

/// A message of one's own before this one.
pub(super) struct Earlier<'a> {
    pub(super) text: &'a str,
    pub(super) findings: &'a [Finding],
}

/// What two messages make together that neither shows alone: claims for the earlier one and for this one.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) earlier: Vec<Claim>,
    pub(super) here: Vec<Claim>,
}

/// Reads an earlier message of one's own and this one as one.
pub(super) fn joined(scrubber: &Scrubber, asked: Asked, earlier: &Earlier<'_>, text: &Text<'_>) -> Joined {
    let mut joined = Joined::default();
    let here = text.as_str();
    let tail_start = floor(earlier.text, earlier.text.len().saturating_sub(TAIL));
    let tail_end = tail_start + without_joiners(earlier.text.get(tail_start..).unwrap_or("")).len();
    let head_start = leading_joiners(here);
    let head_end = floor(here, here.len().min(head_start + HEAD));
    let (Some(tail), Some(head)) = (earlier.text.get(tail_start..tail_end), here.get(head_start..head_end)) else {
        return joined;
    };
    let numbers = tail.ends_with(char::is_numeric) && head.starts_with(|c: char| c.is_numeric() || c == '-');
    // "ek", then "41278".
    let plate = asked.has(Kind::Plate)
        && head.starts_with(|c: char| c.is_ascii_digit())
        && matches!(earlier.text.trim().as_bytes(), [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic());
    let address = ends_with(earlier, Label::Address) && head.starts_with(|c: char| c.is_alphanumeric());
    let mut readings: Vec<(&str, &str)> = Vec::new();
    if numbers {
        readings.push(("", " "));
        readings.extend(asked.kinds().filter(|kind| kind.is_number()).map(|kind| (kind.carrier(), " ")));
    }
    if plate {
        readings.push((Kind::Plate.carrier(), " "));
    }
    if numbers || address || asked.has(Kind::Address) {
        readings.push(("", ", "));
        readings.push((Kind::Address.carrier(), " "));
    }
    if asked.has(Kind::Name) {
        readings.push((Kind::Name.carrier(), " "));
    }
    for (carrier, between) in readings {
        let together = Zeroizing::new([carrier, tail, between, head].concat());
        let (begin, meet) = (carrier.len(), carrier.len() + tail.len());
        for finding in scrubber.find_once(None, &together) {
            let crosses =
                finding.span.start < meet && finding.span.end > meet + between.len() && finding.span.start >= begin;
            // Two numbers of their own, one after the other, easily have a digit too many for one.
            let slip = finding.variant == Some("slip");
            // Behind a question for something else only what is proved is one: "587214", then "30" rooms.
            let unproved = match finding.label {
                Label::UnverifiedId => asked.other || is_single_digit(tail),
                Label::Address => asked.other && !is_post_code(head),
                _ => false,
            };
            // What reads as a name and something else besides was not asked for.
            let beside = carrier == Kind::Name.carrier() && finding.label != Label::Name;
            if !crosses || slip || unproved || beside || !is_split(finding.label, numbers || plate, asked) {
                continue;
            }
            let first = Span::new(finding.span.start - begin + tail_start, tail_end);
            let second = Span::new(head_start, finding.span.end - meet - between.len() + head_start);
            if whole(earlier.findings, first, finding.label) {
                continue;
            }
            joined.earlier.push(moved(&finding, first));
            joined.here.push(moved(&finding, second));
        }
    }
    surname(asked, earlier, text, &mut joined);
    joined
}

/// Whether a text ends in one figure by itself.
fn is_single_digit(text: &str) -> bool {
    text.bytes().rev().take_while(u8::is_ascii_digit).count() == 1
}

/// Whether a text begins with four figures.
fn is_post_code(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 4
}

/// Which labels are split by people who write them.
fn is_split(label: Label, numbers: bool, asked: Asked) -> bool {
    match label {
        Label::Name => asked.has(Kind::Name),
        Label::Address => true,
        Label::Health => false,
        _ => numbers,
    }
}

/// Whether the earlier piece was a whole identifier by itself: what follows is then something else.
fn whole(findings: &[Finding], piece: Span, label: Label) -> bool {
    findings.iter().any(|finding| {
        finding.span.contains(piece)
            && finding.confidence == crate::Confidence::Certain
            && !matches!(finding.label, Label::Name | Label::Address | Label::UnverifiedId)
            && label != Label::Address
    })
}

/// Whether nothing but signs follows a finding of this label.
fn ends_with(earlier: &Earlier<'_>, label: Label) -> bool {
    earlier.findings.iter().any(|finding| {
        finding.label == label
            && earlier.text.get(finding.span.end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
    })
}

/// A surname by itself behind a given name by itself: "Kari", then "Nordvik".
fn surname(asked: Asked, earlier: &Earlier<'_>, text: &Text<'_>, joined: &mut Joined) {
    let short = earlier.text.split_whitespace().count() <= SHORT_INTRODUCTION;
    let named = short && ends_with(earlier, Label::Name);
    if !named {
        return;
    }
    let words = text.words();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let alone = words.len() <= 2 && !text.has_digits();
    let surnames = words.iter().all(|word| {
        let common = word.has(Tag::CommonWord) || word.has(Tag::CueSignOff);
        let surname = word.has(Tag::Surname) || word.has(Tag::BuiltSurname);
        surname && (!common || word.is_capitalised())
    });
    if alone && surnames && !asked.thing {
        joined.here.push(Claim {
            span: Span::new(first.span().start, last.span().end),
            label: Label::Name,
            confidence: crate::Confidence::Likely,
            variant: Some("surname"),
            detector: DETECTOR,
        });
    }
}

/// Words that only join two pieces.
const JOINERS: [&str; 20] = [
    "og",
    "så",
    "å",
    "and",
    "then",
    "resten",
    "kommer",
    "kjem",
    "er",
    "siste",
    "de",
    "dei",
    "fem",
    "fortsetter",
    "her",
    "the",
    "rest",
    "is",
    "altså",
    "deretter",
];

/// The text without joining words and signs at its end.
fn without_joiners(text: &str) -> &str {
    let mut text = text;
    loop {
        let trimmed = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let word_start = trimmed.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| ceil(trimmed, at + 1));
        match trimmed.get(word_start..) {
            Some(word) if word_start > 0 && JOINERS.contains(&word.to_lowercase().as_str()) => {
                text = trimmed.get(..word_start).unwrap_or("");
            }
            _ => return trimmed,
        }
    }
}

/// How many bytes of joining words and signs the text begins with, when digits follow.
fn leading_joiners(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let signs =
            rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '(')).len();
        let rest = rest.get(signs..).unwrap_or("");
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        match rest.get(..word) {
            Some(joiner) if word > 0 && JOINERS.contains(&joiner.to_lowercase().as_str()) && word < rest.len() => {
                at += signs + word
            }
            _ => return at + signs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_words_are_left_out() {
        for (text, wanted) in [
            ("481170 og så", "481170"),
            ("481170 …", "481170"),
            ("nummeret er 43 23 og", "nummeret er 43 23"),
            ("og", "og"),
            ("", ""),
        ] {
            assert_eq!(without_joiners(text), wanted);
        }
        for (text, wanted) in [
            ("og så 72315", "72315"),
            ("- 72315", "72315"),
            ("og så går jeg", "går jeg"),
            ("72315", "72315"),
            ("og", "og"),
        ] {
            assert_eq!(&text[leading_joiners(text)..], wanted);
        }
    }
}
