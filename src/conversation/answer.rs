//! A bare answer, read as what was asked for: "fatuma", "210195", "400 65", "storgata 2b".
//!
//! The question is put before the answer in words that every detector knows ("Telefonnummer: 400 65"), so that what
//! finds an identifier in a sentence finds it here. What no detector takes for whole is claimed when the answer is
//! nothing but that: some digits where a number was asked for, names and unknown words where a name was.

use zeroize::Zeroizing;

use super::asked::{Asked, Kind};
use crate::characters::floor;
use crate::detectors::{PERSONAL, unit_number};
use crate::dictionary::{CUES, Tag, Tags};
use crate::finding::{Claim, Confidence, Finding, Label, Span};
use crate::scrubber::Scrubber;
use crate::text::{Case, DigitRun, Style, Text, Word, Written};

/// The name under which the findings of this room go.
pub(super) const DETECTOR: &str = "conversation";

/// How many words an answer begins with that are read in the light of the question.
const ANSWER_WORDS: usize = 10;
/// How many bytes of it: more than so many words have.
const ANSWER: usize = 512;
/// How many words besides the numbers may stand in a bare answer.
const WORDS_BESIDE: usize = 6;
/// The fewest digits that are a part of a number when one was asked for.
const FEWEST_DIGITS: usize = 2;

/// What the question makes of an answer.
pub(super) fn claims(scrubber: &Scrubber, asked: Asked, text: &Text<'_>, claims: &mut Vec<Claim>) {
    if asked.is_nothing() || text.as_str().trim_end().ends_with('?') {
        return;
    }
    for kind in asked.kinds() {
        carried(scrubber, kind, text, claims);
    }
    for kind in asked.kinds() {
        if claims.iter().any(|claim| kind.fits(claim.label)) {
            continue;
        }
        if kind.is_number() {
            digits(text, kind, claims);
        }
        if kind.is_code() {
            code(text, kind, claims);
        }
        if kind == Kind::Email {
            with_at_sign(text, claims);
        }
        // "11 mars 79": the date of birth in words is the half of the number that somebody gives first.
        if kind == Kind::NationalId && text.has(Tag::Month) {
            carried(scrubber, Kind::Birth, text, claims);
        }
        if kind == Kind::Address {
            dwelling(text, claims);
        }
        if matches!(kind, Kind::PostCode | Kind::Address) {
            post_code(text, kind == Kind::PostCode, claims);
        }
    }
    if asked.health {
        health(text, claims);
    }
    if asked.has(Kind::Name) {
        names(text, claims);
        named_inside(text, claims);
    }
}

/// A claim of this room.
pub(super) fn claim(span: Span, label: Label) -> Claim {
    Claim { span, label, confidence: Confidence::Likely, variant: Some("answer"), detector: DETECTOR }
}

/// What is found in the answer when the question stands before it.
fn carried(scrubber: &Scrubber, kind: Kind, text: &Text<'_>, claims: &mut Vec<Claim>) {
    let answer = text.as_str();
    let answer = answer.get(..floor(answer, answer.len().min(ANSWER))).unwrap_or("");
    // The capital of the question must not make a message in small letters one of sentences.
    let capitals = answer.contains(char::is_uppercase);
    let carrier = if capitals { kind.carrier() } else { kind.small_carrier() };
    let joined = Zeroizing::new([carrier, answer].concat());
    let end = nth_word_end(answer, ANSWER_WORDS);
    for finding in scrubber.find_once(None, &joined) {
        let Some(start) = finding.span.start.checked_sub(carrier.len()) else { continue };
        let no_name =
            finding.label == Label::Name && text.word(text.word_from(start)).is_some_and(|word| is_no_name(text, word));
        if kind.fits(finding.label) && start < end && !no_name {
            let mut claim = moved(&finding, Span::new(start, finding.span.end - carrier.len()));
            // As sure as digits of which nothing is known but that a number was asked for.
            if kind.is_number() {
                claim.confidence = Confidence::Likely;
            }
            claims.push(claim);
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

/// The digits of an answer that holds little else, in figures or in words.
fn digits(text: &Text<'_>, kind: Kind, claims: &mut Vec<Claim>) {
    let clause = clause_end(text);
    let words = || text.words().iter().filter(move |word| word.span().start < clause);
    let is_spoken = |word: &&Word| word.has(Tag::NumberWord);
    if words().filter(|word| !is_spoken(word)).count() > WORDS_BESIDE {
        return;
    }
    for run in text.runs().filter(|run| run.span().start < clause && run.written() == Written::Figures) {
        if run.len() >= FEWEST_DIGITS && !is_counted(text, &run) {
            claims.push(claim(run.span(), kind.label()));
        }
    }
    // "ni to syv", "nittiåtte": too short to be a number anywhere else.
    let spoken = words().filter(is_spoken).count();
    let alone = spoken == 1 && text.words().len() == 1 && words().all(|word| word.span().len() > LONGEST_DIGIT);
    if alone || (spoken >= FEWEST_DIGITS && spoken + 2 >= words().count()) {
        let mut all = words().filter(is_spoken);
        if let Some(first) = all.next() {
            let last = all.next_back().unwrap_or(first);
            claims.push(claim(Span::new(first.span().start, last.span().end), kind.label()));
        }
    }
}

/// The longest word of one figure: "fire", "åtte".
const LONGEST_DIGIT: usize = "åtte".len();

/// Whether what stands beside a number says that it counts something: money, a day of a month, a share, some things.
pub(super) fn is_counted(text: &Text<'_>, run: &DigitRun<'_>) -> bool {
    let span = run.span();
    let counted = Tags::of(Tag::CueMoney).and(Tag::Month).and(Tag::CueOrder);
    let mut beside = text.words_after(span.end, 1).chain(text.words_before(span.start, 1));
    let things = run.len() <= MOST_OF_THINGS
        && text.words_after(span.end, 1).any(|word| {
            word.has(Tag::Noun)
                && word.span().len() > 3
                && !word.has(Tag::CuePart)
                && text.between(span.end, word.span().start) == " "
        });
    let behind = text.between(span.end, text.as_str().len());
    let sign = behind.trim_start().starts_with(['%', '°']) || behind.starts_with(':');
    // "S22", "4G": letters glued to the digits.
    let glued = text.between(0, span.start).ends_with(char::is_alphabetic) || behind.starts_with(char::is_alphabetic);
    sign || glued || things || beside.any(|word| word.tags().any_of(counted))
}

/// More digits than these count nothing that people speak of.
const MOST_OF_THINGS: usize = 3;

/// Where the clause ends that holds the first digit; the end of the text when there is none.
pub(super) fn clause_end(text: &Text<'_>) -> usize {
    let raw = text.as_str();
    let Some(digit) = raw.find(char::is_numeric) else { return raw.len() };
    raw.get(digit..)
        .unwrap_or("")
        .match_indices(['.', '!', '?', ',', '\n', ';'])
        .map(|(at, sign)| digit + at + sign.len())
        .find(|end| !raw.get(*end..).is_some_and(|rest| rest.starts_with(char::is_numeric)))
        .unwrap_or(raw.len())
}

/// The one stretch of letters and digits that a short answer holds: "FHM60", "thaf77".
fn code(text: &Text<'_>, kind: Kind, claims: &mut Vec<Claim>) {
    let raw = text.as_str();
    let chunks = raw
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '«' | '»'))
        .filter(|chunk| !chunk.is_empty());
    let is_code = |chunk: &&str| {
        let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
        digits >= FEWEST_DIGITS && (chunk.contains(char::is_alphabetic) || digits >= 3)
    };
    let Some(found) = chunks.clone().find(is_code) else { return };
    let start = found.as_ptr() as usize - raw.as_ptr() as usize;
    let found = found.trim_end_matches(['.', '!', '?', ')']);
    let span = Span::new(start, start + found.len());
    // Figures only may count something.
    let counted = text.group_from(start).is_some_and(|run| run.span() == span && is_counted(text, &run));
    if chunks.count() <= WORDS_BESIDE && !counted {
        claims.push(claim(span, kind.label()));
    }
}

/// The chunk around an at sign, with its neighbour where a space stands beside the sign: "kari @jobb", "kari@jobb no".
fn with_at_sign(text: &Text<'_>, claims: &mut Vec<Claim>) {
    let raw = text.as_str();
    if !text.has_at() {
        return;
    }
    let offset = |part: &str| part.as_ptr() as usize - raw.as_ptr() as usize;
    let mut chunks = raw.split_whitespace().take(ANSWER_WORDS).peekable();
    let mut last: Option<&str> = None;
    while let Some(chunk) = chunks.next() {
        if chunk.contains(['@', '＠', '﹫']) && chunk.len() <= ANSWER {
            let first = last.filter(|_| chunk.starts_with(['@', '＠', '﹫'])).unwrap_or(chunk);
            let is_ending = |next: &&str| matches!(*next, "no" | "com" | "net" | "org" | "se" | "dk");
            let mut behind = chunks.next_if(|next| chunk.ends_with(['@', '＠', '﹫']) || is_ending(next));
            behind = chunks.next_if(is_ending).or(behind);
            let end = behind.unwrap_or(chunk).trim_end_matches([',', '.', '!', ';', ')']);
            let span = Span::new(offset(first), offset(end) + end.len());
            if text.between(span.start, span.end).contains(char::is_alphanumeric) {
                claims.push(claim(span, Label::Email));
            }
        }
        last = Some(chunk);
    }
}

/// "H0304": floor and door as the land register numbers them.
fn dwelling(text: &Text<'_>, claims: &mut Vec<Claim>) {
    let raw = text.as_str();
    for chunk in raw.split(|c: char| !c.is_alphanumeric()).take(ANSWER_WORDS) {
        if unit_number(chunk) == Some(chunk.len()) {
            let start = chunk.as_ptr() as usize - raw.as_ptr() as usize;
            claims.push(claim(Span::new(start, start + chunk.len()), Label::Address));
        }
    }
}

/// A post code with the place behind it, or, where that was asked for, the place alone.
fn post_code(text: &Text<'_>, asked_for: bool, claims: &mut Vec<Claim>) {
    if text.words().len() > WORDS_BESIDE {
        return;
    }
    let code = text.runs().find(|run| run.len() == 4 && run.grouping().lengths() == [4] && !is_counted(text, run));
    let place = |word: &&Word| word.has(Tag::Place) || word.is_capitalised();
    match code {
        Some(code) => {
            let behind = text.words_after(code.span().end, 1).next().filter(place);
            let end = behind.map_or(code.span().end, |word| word.span().end);
            claims.push(claim(Span::new(code.span().start, end), Label::Address));
        }
        None if asked_for && text.words().len() <= 3 && !text.has_digits() => {
            if let Some(word) = text.words().iter().find(|word| word.has(Tag::Place)) {
                claims.push(claim(word.span(), Label::Address));
            }
        }
        None => {}
    }
}

/// Words of a short answer that are of health or that no dictionary knows, when health was asked for.
fn health(text: &Text<'_>, claims: &mut Vec<Claim>) {
    const SHORT: usize = 4;
    const OF_HEALTH: Tags =
        Tags::of(Tag::Health).and(Tag::HealthWeak).and(Tag::Medicine).and(Tag::Slip).and(Tag::Compound);
    if text.words().len() > SHORT {
        return;
    }
    const OTHER: Tags = CUES
        .and(Tag::CommonWord)
        .and(Tag::GivenName)
        .and(Tag::Surname)
        .and(Tag::Place)
        .and(Tag::Organisation)
        .and(Tag::NumberWord)
        .and(Tag::Placeholder);
    let unknown = |word: &&Word| !word.tags().any_of(OTHER) || word.tags().any_of(OF_HEALTH);
    for word in text.words().iter().filter(unknown).filter(|word| !SAID_FOR_NAMES.contains(&text.folded(word))) {
        claims.push(Claim { variant: Some(PERSONAL), ..claim(word.span(), Label::Health) });
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
    word.is_glued()
        || (!named && !particle && (word.tags().any_of(other) || word.tags().any_of(CUES)))
        || SAID_FOR_NAMES.contains(&text.folded(word))
}

/// Short words that are names somewhere and answer a question for a name without being one.
const SAID_FOR_NAMES: [&str; 49] = [
    "ja", "jo", "nei", "nai", "no", "ok", "okei", "yes", "hei", "hallo", "heisann", "takk", "du", "det", "den", "de",
    "jeg", "eg", "æ", "han", "ho", "hun", "her", "der", "min", "mi", "mitt", "vet", "veit", "kan", "vil", "ikke",
    "ikkje", "itj", "som", "og", "vent", "hva", "kva", "hvorfor", "anonym", "ingen", "mor", "far", "vi", "me", "meg",
    "to", "er",
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

/// Names inside a short answer: "same som meg, Kleiveland".
fn named_inside(text: &Text<'_>, claims: &mut Vec<Claim>) {
    if text.words().len() > ANSWER_WORDS {
        return;
    }
    let is_name = |word: &Word| {
        let other = word.has(Tag::CommonWord) || word.has(Tag::Place) || word.has(Tag::Organisation);
        let named = word.has(Tag::GivenName) || word.has(Tag::Surname) || word.has(Tag::BuiltSurname);
        let capital = word.case() == Case::Title && !word.starts_sentence() && text.style() == Style::Sentences;
        !is_no_name(text, word) && ((named && !other) || (capital && (named || word.tags() == Tags::NONE)))
    };
    for word in text.words().iter().filter(|word| is_name(word)) {
        claims.push(claim(word.span(), Label::Name));
    }
}
