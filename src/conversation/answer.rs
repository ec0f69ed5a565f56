//! A bare answer, read as what was asked for: "fatuma", "210195", "400 65", "storgata 2b".
//!
//! The question is put before the answer in words that every detector knows ("Telefonnummer: 400 65"), so that what
//! finds an identifier in a sentence finds it here. What no detector takes for whole is claimed when the answer is
//! nothing but that: some digits where a number was asked for, names and unknown words where a name was.

use super::asked::{Asked, Kind};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claim, Confidence, Finding, Label, Span};
use crate::scrubber::Scrubber;
use crate::text::{Text, Word, Written};

/// The name under which the findings of this room go.
pub(super) const DETECTOR: &str = "conversation";

/// How many words an answer begins with that are read in the light of the question.
const ANSWER_WORDS: usize = 10;
/// How many words besides the numbers may stand in a bare answer.
const WORDS_BESIDE: usize = 6;
/// The fewest digits that are a part of a number when one was asked for.
const FEWEST_DIGITS: usize = 2;

/// What the question makes of an answer.
pub(super) fn claims(scrubber: &Scrubber, asked: Asked, answer: &str, claims: &mut Vec<Claim>) {
    if asked.is_nothing() || answer.trim_end().ends_with('?') {
        return;
    }
    for kind in asked.kinds() {
        carried(scrubber, kind, answer, claims);
    }
    let text = scrubber.view(answer);
    for kind in asked.kinds().filter(|kind| kind.is_number()) {
        if !claims.iter().any(|claim| kind.fits(claim.label)) {
            digits(&text, kind, claims);
            break;
        }
    }
    if asked.has(Kind::Name) {
        names(&text, claims);
    }
}

/// What is found in the answer when the question stands before it.
fn carried(scrubber: &Scrubber, kind: Kind, answer: &str, claims: &mut Vec<Claim>) {
    let carrier = kind.carrier();
    let joined = format!("{carrier}{answer}");
    let end = nth_word_end(answer, ANSWER_WORDS);
    for finding in scrubber.find_once(None, &joined) {
        let Some(start) = finding.span.start.checked_sub(carrier.len()) else { continue };
        if kind.fits(finding.label) && start < end {
            claims.push(moved(&finding, Span::new(start, finding.span.end - carrier.len())));
        }
    }
}

fn nth_word_end(text: &str, n: usize) -> usize {
    text.split_whitespace().nth(n).map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize)
}

/// The claim that a finding of another text makes of this one.
pub(super) fn moved(finding: &Finding, span: Span) -> Claim {
    Claim {
        span,
        label: finding.label,
        confidence: finding.confidence.min(Confidence::Likely),
        variant: finding.variant,
        detector: DETECTOR,
    }
}

/// The digits of an answer that holds little else.
fn digits(text: &Text<'_>, kind: Kind, claims: &mut Vec<Claim>) {
    let beside = text.words().iter().filter(|word| !word.has(Tag::NumberWord)).count();
    if beside > WORDS_BESIDE {
        return;
    }
    let money = Tags::of(Tag::CueMoney).and(Tag::Month).and(Tag::CueOrder);
    for run in text.runs() {
        let span = run.span();
        let other =
            text.words_after(span.end, 1).chain(text.words_before(span.start, 1)).any(|word| word.tags().any_of(money));
        let spoken = run.written() == Written::Words && run.len() < 3;
        let signed = text.between(span.end, text.as_str().len()).trim_start().starts_with(['%', '°']);
        if run.len() >= FEWEST_DIGITS && !(other || spoken || signed) {
            claims.push(Claim {
                span,
                label: kind.label(),
                confidence: Confidence::Likely,
                variant: Some("answer"),
                detector: DETECTOR,
            });
        }
    }
}

/// The words that no name consists of, however it is written, when a name was asked for.
fn is_no_name(text: &Text<'_>, word: &Word) -> bool {
    let named =
        word.has(Tag::GivenName) || word.has(Tag::Surname) || word.has(Tag::ShortName) || word.has(Tag::BuiltSurname);
    let particle = word.has(Tag::NameParticle);
    let other = Tags::of(Tag::CommonWord)
        .and(Tag::Organisation)
        .and(Tag::CueRelative)
        .and(Tag::CueRole)
        .and(Tag::CueField)
        .and(Tag::CueName)
        .and(Tag::CueSays)
        .and(Tag::FirstPerson)
        .and(Tag::NumberWord)
        .and(Tag::Placeholder)
        .and(Tag::Health)
        .and(Tag::HealthWeak);
    word.is_glued() || (!named && !particle && word.tags().any_of(other)) || SAID_FOR_NAMES.contains(&text.folded(word))
}

/// Short words that are names somewhere and answer a question for a name without being one.
const SAID_FOR_NAMES: [&str; 44] = [
    "ja", "jo", "nei", "nai", "no", "ok", "okei", "yes", "hei", "hallo", "heisann", "takk", "du", "det", "den", "de",
    "jeg", "eg", "æ", "han", "ho", "hun", "her", "der", "min", "mi", "mitt", "vet", "veit", "kan", "vil", "ikke",
    "ikkje", "itj", "som", "og", "vent", "hva", "kva", "hvorfor", "anonym", "ingen", "mor", "far",
];

/// One to four words of which each may be a name, up to the first sign that ends them.
fn names(text: &Text<'_>, claims: &mut Vec<Claim>) {
    let words = text.words();
    let length = words
        .iter()
        .enumerate()
        .take_while(|(at, word)| {
            !is_no_name(text, word) && (*at == 0 || matches!(text.gap_before(*at), " " | "-" | "'" | "’" | ". " | "  "))
        })
        .count();
    let (Some(first), Some(last)) = (words.first(), length.checked_sub(1).and_then(|last| words.get(last))) else {
        return;
    };
    let behind = text.between(last.span().end, text.as_str().len());
    let ended = behind.trim_start_matches(' ').chars().next().is_none_or(|c| !c.is_alphanumeric());
    let digits_before = text.runs().any(|run| run.span().start < last.span().end);
    if length <= 4 && ended && !digits_before && text.between(0, first.span().start).trim().is_empty() {
        let span = Span::new(first.span().start, last.span().end);
        claims.push(Claim {
            span,
            label: Label::Name,
            confidence: Confidence::Likely,
            variant: Some("answer"),
            detector: DETECTOR,
        });
    }
}
