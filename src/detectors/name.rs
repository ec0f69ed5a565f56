//! Names of persons.
//!
//! # What it finds
//! Given names and surnames of the dictionaries, in any letter case, with initials, particles and hyphens; unknown
//! capitalised words beside a known name or after words that introduce one ("heter", "mvh", "Navn:"); an unknown word
//! in lower case directly after "heter".
//!
//! # What proves it
//! Evidence is added up for each word: what the dictionaries say it is, how it is written compared with the message
//! as a whole, what stands before it, whether a name stands beside it. A word whose sum reaches the bar anchors a
//! name, which then grows over its neighbours.
//!
//! # What it leaves alone
//! Names that are ordinary words or places, without support; names inside the names of firms, streets and
//! institutions; eponyms.
//!
//! # Sources
//! The dictionaries of names in `dictionaries/`.

use super::Detector;
use crate::dictionary::{CUES, Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Case, Style, Text, Word};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name;

/// The sum from which a word anchors a name.
const BAR: i32 = 6;

/// Words that cannot be a name by themselves, whatever else they are.
const OTHERWISE: Tags = CUES.and(Tag::FirstPerson).and(Tag::Month).and(Tag::NumberWord);
const NAMES: Tags = Tags::of(Tag::GivenName).and(Tag::Surname);

impl Detector for Name {
    fn name(&self) -> &'static str {
        "name"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Name]
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for (at, word) in text.words().iter().enumerate().filter(|(_, word)| word.has(Tag::Eponym)) {
            // "hilsen Turner" is a person all the same.
            if introduction(text, at) < 3 {
                claims.spare_label(word.span(), Label::Name);
            }
        }
        for phrase in text.phrases().iter().filter(|phrase| phrase.tags().has(Tag::Eponym)) {
            claims.spare_label(text.phrase_span(phrase), Label::Name);
        }
        let mut at = 0;
        while let Some(word) = text.word(at) {
            let may_be = word.tags().any_of(NAMES) || word.is_capitalised() || follows_introduction(text, at);
            if !may_be || evidence(text, at, word) < BAR {
                at += 1;
                continue;
            }
            let (first, last) = grow(text, at);
            if let (Some(from), Some(to)) = (text.word(first), text.word(last)) {
                if !is_no_person(text, first, last) {
                    let genitive = usize::from(to.has(Tag::NameGenitive) && text.folded(to).ends_with('s'));
                    let confidence = if last > first { Confidence::Certain } else { Confidence::Likely };
                    claims.add(Span::new(from.start, to.end - genitive), Label::Name, confidence);
                }
            }
            at = last + 1;
        }
    }
}

/// The sum of what speaks for and against the word being a name.
fn evidence(text: &Text<'_>, at: usize, word: &Word) -> i32 {
    if word.has(Tag::Placeholder) || word.is_glued() || text.folded(word).chars().nth(1).is_none() {
        return 0;
    }
    // "Gran Canaria", "Jan Mayen"
    let place = text.phrases_over(at).any(|phrase| phrase.tags().has(Tag::Place));
    if place {
        return 0;
    }
    let introduced = introduction(text, at);
    // "dr. Tveit", "hilsen Turner": who is introduced is neither place nor disease.
    let place = if word.has(Tag::Place) && introduced < 3 { -4 } else { 0 };
    let eponym = if word.has(Tag::Eponym) && introduced < 3 { -5 } else { 0 };
    reading(word)
        + case(text, at, word)
        + place
        + eponym
        + preposition(text, at, word)
        + introduced
        + neighbours(text, at)
}

/// What the dictionaries say.
fn reading(word: &Word) -> i32 {
    let given = word.has(Tag::GivenName);
    let surname = word.has(Tag::Surname);
    let name = match (given, surname) {
        (true, true) => 6,
        (true, false) => 5,
        (false, true) => 3,
        (false, false) => 0,
    };
    let word_too = match word.tags() {
        tags if tags.has(Tag::NameMostlyWord) => -6,
        tags if tags.has(Tag::NameOrWord) => -3,
        tags if tags.has(Tag::NameMostlyName) && !word.is_capitalised() => -1,
        tags if tags.has(Tag::NameMostlyName) => 0,
        tags if tags.has(Tag::CommonWord) => -5,
        _ => 0,
    };
    let health = if word.has(Tag::Health) || word.has(Tag::Medicine) || word.has(Tag::HealthService) { -3 } else { 0 };
    let other = if word.tags().any_of(OTHERWISE) { -5 } else { 0 };
    name + word_too + health + other
}

/// How the word is written, compared with the message as a whole.
fn case(text: &Text<'_>, at: usize, word: &Word) -> i32 {
    let given = word.has(Tag::GivenName);
    match (text.style(), word.case()) {
        // Nothing but a person "sier" or "ringte" with a name of its own.
        (Style::Sentences, Case::Title) if begins_sentence(text, at, word) && speaks(text, at) => 3,
        (Style::Sentences, Case::Title) if begins_sentence(text, at, word) => 1,
        (Style::Sentences, Case::Title) if given => 4,
        (Style::Sentences, Case::Title) => 3,
        (Style::Sentences, Case::Upper) => 0,
        (Style::Sentences, _) => -2,
        (Style::Lower | Style::Upper, _) if given => 1,
        (Style::Lower | Style::Upper, _) => -2,
    }
}

/// Whether the word behind is what persons do: "sier", "ringte", "mener".
fn speaks(text: &Text<'_>, at: usize) -> bool {
    text.gap_before(at + 1) == " "
        && text.word(at + 1).is_some_and(|word| word.has(Tag::CueSays) && word.case() == Case::Lower)
}

/// Whether a sentence begins with the word; the full stop of "dr." ends none.
fn begins_sentence(text: &Text<'_>, at: usize, word: &Word) -> bool {
    let abbreviated = at > 0
        && text.gap_before(at) == ". "
        && text.word(at - 1).is_some_and(|before| before.has(Tag::CueRole) && text.folded(before).len() <= 4);
    word.starts_sentence() && !abbreviated
}

/// A surname behind a preposition of place is more likely the place: "i Undredal", "ved Hopperstad".
fn preposition(text: &Text<'_>, at: usize, word: &Word) -> i32 {
    let folded = text.folded(word);
    let patronymic = ["sen", "son", "datter", "dottir"].iter().any(|ending| folded.ends_with(ending));
    if word.has(Tag::GivenName) || patronymic || at == 0 || text.gap_before(at) != " " {
        return 0;
    }
    match text.word(at - 1).map(|before| text.folded(before)) {
        Some(
            "i" | "på" | "ved" | "langs" | "rundt" | "mot" | "over" | "gjennom" | "utenfor" | "utanfor" | "forbi"
            | "nær",
        ) => -4,
        Some("til" | "fra" | "frå" | "te" | "via" | "mellom") => -2,
        _ => 0,
    }
}

/// How strongly a cue introduces the name behind it.
fn strength(tags: Tags, gap: &str) -> i32 {
    if tags.has(Tag::CueName) || tags.has(Tag::CueSignOff) {
        6
    } else if (tags.has(Tag::CueField) || tags.has(Tag::CueRelative) || tags.has(Tag::CueRole)) && gap.contains(':') {
        5
    } else if tags.has(Tag::CueRole) || tags.has(Tag::CueRelative) {
        3
    } else if tags.has(Tag::CueSays) {
        2
    } else {
        0
    }
}

/// What stands before: a cue, perhaps with a colon, "er" or a possessive between.
fn introduction(text: &Text<'_>, at: usize) -> i32 {
    let Some(word) = text.word(at) else { return 0 };
    let mut before = text.words_before(word.start, 2);
    let Some(nearest) = before.next() else { return 0 };
    let gap = text.between(nearest.end, word.start);
    let close = gap
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, ':' | ',' | '.' | '-' | '–' | '(' | '"' | '«' | '!' | '='));
    if !close || gap.contains(". ") && !nearest.has(Tag::CueRole) {
        return 0;
    }
    let direct = strength(nearest.tags(), gap);
    if direct > 0 {
        return direct;
    }
    let linking = matches!(
        text.folded(nearest),
        "er" | "e" | "min" | "mi" | "mitt" | "is" | "jeg" | "eg" | "æ" | "meg" | "vår" | "var"
    );
    let Some(second) = before.next().filter(|_| linking) else { return 0 };
    let link = text.between(second.end, nearest.start);
    if link == " " { strength(second.tags(), link) } else { 0 }
}

/// Whether the word stands directly after "heter" and the like, so that even an unknown one in lower case is a name.
fn follows_introduction(text: &Text<'_>, at: usize) -> bool {
    at > 0 && text.gap_before(at) == " " && text.word(at - 1).is_some_and(|word| word.has(Tag::CueName))
}

/// A name beside a name is more likely one; so is a name behind an initial.
fn neighbours(text: &Text<'_>, at: usize) -> i32 {
    let Some(word) = text.word(at) else { return 0 };
    let initial = at.checked_sub(1).and_then(|before| text.word(before)).is_some_and(|before| is_initial(text, before));
    if initial && word.is_capitalised() && word.tags().any_of(NAMES) && matches!(text.gap_before(at), ". " | ".") {
        return 5;
    }
    let sentences = text.style() == Style::Sentences;
    let supports = |other: &Word| {
        // A capital inside a sentence makes a name of what else is a word: "Kåre Strand".
        let capital = sentences && other.case() == Case::Title && !other.starts_sentence();
        let word_too = other.has(Tag::NameMostlyWord)
            || (other.has(Tag::CommonWord) && !other.has(Tag::NameOrWord) && !other.has(Tag::NameMostlyName));
        other.tags().any_of(NAMES)
            && !other.tags().any_of(OTHERWISE)
            && (!sentences || other.is_capitalised() == word.is_capitalised())
            && (capital || !word_too)
    };
    let left = at.checked_sub(1).filter(|_| joins(text, at)).and_then(|left| text.word(left));
    let right = text.word(at + 1).filter(|_| joins(text, at + 1) && !word.has(Tag::NameGenitive));
    let beside = left.is_some_and(|word| supports(word) && !word.has(Tag::NameGenitive));
    // Two capitals where a sentence has room for one.
    let pair = right
        .is_some_and(|right| supports(right) && sentences && right.case() == Case::Title && !right.starts_sentence());
    if pair && word.has(Tag::GivenName) {
        5
    } else if beside || right.is_some_and(supports) {
        3
    } else {
        0
    }
}

/// Whether the word at `at` may continue the name that the word before it is part of.
fn joins(text: &Text<'_>, at: usize) -> bool {
    at > 0 && matches!(text.gap_before(at), " " | "-" | "\u{A0}" | "  " | "'" | "’" | ". " | "." | " - ")
}

/// From the anchor over its neighbours.
fn grow(text: &Text<'_>, anchor: usize) -> (usize, usize) {
    let (mut first, mut last) = (anchor, anchor);
    loop {
        let genitive = text.word(last).is_some_and(|word| word.has(Tag::NameGenitive));
        let Some(next) = text.word(last + 1).filter(|_| !genitive && joins(text, last + 1)) else { break };
        if continues(text, last + 1, next) {
            last += 1;
        } else if is_link(text, next)
            && text.word(last + 2).is_some_and(|after| joins(text, last + 2) && continues(text, last + 2, after))
        {
            last += 2;
        } else {
            // "Mamadou B." at the end: a lone initial belongs to the name.
            let initial = is_initial(text, next) && text.between(next.end, next.end + 1) == ".";
            last += usize::from(initial);
            break;
        }
    }
    while first > 0 && joins(text, first) {
        let Some(before) = text.word(first - 1) else { break };
        let hyphen = text.gap_before(first) == "-";
        let part =
            continues(text, first - 1, before) && !before.has(Tag::NameGenitive) && text.gap_before(first) != ". ";
        let initial = is_initial(text, before) && matches!(text.gap_before(first), ". " | "." | " ");
        if !(part || initial || (hyphen && before.is_capitalised() && !before.has(Tag::CommonWord))) {
            break;
        }
        first -= 1;
    }
    // "Nordmann, Kari" in forms and lists.
    if let Some(surname) = first.checked_sub(1).and_then(|at| text.word(at)) {
        let listed = text.gap_before(first) == ", " && surname.has(Tag::Surname) && !surname.has(Tag::GivenName);
        if listed && first == last && surname.is_capitalised() && !surname.has(Tag::Place) {
            first -= 1;
        }
    }
    (first, last)
}

/// Whether a neighbour of a name is part of it.
fn continues(text: &Text<'_>, at: usize, word: &Word) -> bool {
    if word.has(Tag::Placeholder) || is_initial(text, word) || (word.has(Tag::Eponym) && !word.tags().any_of(NAMES)) {
        return false;
    }
    let hyphen = text.gap_before(at) == "-";
    let named = word.tags().any_of(NAMES) || word.has(Tag::ShortName);
    let other = word.tags().any_of(OTHERWISE)
        || word.has(Tag::CommonWord)
        || word.has(Tag::Health)
        || word.has(Tag::HealthService);
    let levelled = word.has(Tag::NameOrWord) || word.has(Tag::NameMostlyName) || word.has(Tag::NameMostlyWord);
    if text.style() == Style::Sentences && word.is_capitalised() {
        if word.starts_sentence() && text.gap_before(at) != ". " {
            return named && !other;
        }
        return (named && (!other || levelled || word.has(Tag::Surname)))
            || hyphen
            || (!named && !other && word.case() == Case::Title && !word.has(Tag::Place));
    }
    (named && !other && !word.has(Tag::NameMostlyWord))
        || (named && levelled && !word.has(Tag::NameMostlyWord))
        || (hyphen && named)
}

fn is_initial(text: &Text<'_>, word: &Word) -> bool {
    word.is_capitalised() && text.folded(word).chars().nth(1).is_none()
}

/// A particle or an initial between two parts of a name.
fn is_link(text: &Text<'_>, word: &Word) -> bool {
    word.has(Tag::NameParticle) || is_initial(text, word)
}

/// Whether what stands around the name makes it the name of a firm, a street, an institution.
fn is_no_person(text: &Text<'_>, first: usize, last: usize) -> bool {
    const STREETS: [&str; 14] = [
        "gate", "gata", "gaten", "gt", "vei", "veg", "veien", "vegen", "plass", "allé", "alle", "torg", "bru",
        "terrasse",
    ];
    let behind = text.word(last + 1).filter(|_| matches!(text.gap_before(last + 1), " " | "-"));
    let firm = behind.is_some_and(|word| {
        (word.has(Tag::CueFirm)
            && (word.case() != Case::Lower || text.folded(word).len() > 3 || text.style() == Style::Lower))
            || STREETS.contains(&text.folded(word))
    });
    let partners = text.gap_before(first).trim() == "&" || text.gap_before(last + 1).trim() == "&";
    // "Ivar Aasen-tunet", "Jan Mayen-loven"
    let institution = text.gap_before(last + 1) == "-"
        && text.word(last + 1).is_some_and(|word| word.case() == Case::Lower && text.style() == Style::Sentences);
    let compound = first > 0
        && text.gap_before(first) == "-"
        && text.word(first - 1).is_some_and(|word| word.has(Tag::CommonWord) && !word.tags().any_of(NAMES));
    firm || partners || institution || compound
}
