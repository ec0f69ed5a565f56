//! What a word is to a reader who looks for names: its readings, its letter case, what it does to its neighbours.

use crate::dictionary::{CUES, Tag, Tags};
use crate::tagger::{Atom, atom};
use crate::text::{Case, Style, Text, Word, letters};

/// Tags that make a word a name, or a part of one.
pub(super) const NAMES: Tags = Tags::of(Tag::GivenName).and(Tag::Surname);

/// What is said of one word.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Which name it is.
    pub(super) name: Atom,
    /// How much of an ordinary word it is.
    pub(super) word: Atom,
    /// What else it is.
    pub(super) other: Atom,
    /// How it is written, compared with the message as a whole.
    pub(super) case: Atom,
}

/// How a message as a whole is written.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub(super) capitals: Capitals,
    /// Whether somebody speaks or somebody is spoken of.
    pub(super) register: Atom,
    /// Whether it is in a language that the dictionaries do not have: being unknown says nothing of a word there.
    pub(super) foreign: bool,
}

/// How a message uses capitals; finer than [`Style`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// None at all.
    None,
    /// Only where sentences begin.
    Starts,
    /// Inside sentences too.
    Inside,
    /// Everywhere.
    All,
}

pub(super) fn manner(text: &Text<'_>) -> Manner {
    const SHORT: usize = 12;
    let capitals = match text.style() {
        Style::Lower => Capitals::None,
        Style::Upper => Capitals::All,
        Style::Sentences => {
            if text.has_capital_inside() {
                Capitals::Inside
            } else {
                Capitals::Starts
            }
        }
    };
    let speaks = text.has(Tag::FirstPerson) || text.words().len() < SHORT || text.has_sign(b'?') || text.has_sign(b'!');
    const FEWEST_UNKNOWN: usize = 4;
    let unknown = text.unknown_words();
    let foreign = unknown >= FEWEST_UNKNOWN && unknown * 2 > text.words().len();
    Manner { capitals, register: if speaks { atom!("speech") } else { atom!("prose") }, foreign }
}

/// The readings of the word at `at`.
pub(super) fn reading(text: &Text<'_>, at: usize, word: &Word, manner: Manner) -> Reading {
    Reading {
        name: name(word),
        word: ordinary(word),
        other: other(text, at, word),
        case: case(text, at, word, manner.capitals),
    }
}

fn name(word: &Word) -> Atom {
    const UNKNOWN: Atom = atom!("unknown");
    const NONE: Atom = atom!("none");
    const SHORT: Atom = atom!("short");
    const GIVEN: Atom = atom!("given");
    const SURNAME: Atom = atom!("surname");
    const BOTH: Atom = atom!("both");
    const USUAL_GIVEN: Atom = atom!("usual-given");
    const USUAL_SURNAME: Atom = atom!("usual-surname");
    const USUAL_BOTH: Atom = atom!("usual-both");
    const BUILT: Atom = atom!("built");
    const PARTICLE: Atom = atom!("particle");
    const INITIAL: Atom = atom!("initial");
    let tags = word.tags();
    if word.is_single_letter() {
        return INITIAL;
    }
    match (tags.has(Tag::GivenName), tags.has(Tag::Surname)) {
        (true, true) if tags.has(Tag::UsualName) => USUAL_BOTH,
        (true, false) if tags.has(Tag::UsualName) => USUAL_GIVEN,
        (false, true) if tags.has(Tag::UsualName) => USUAL_SURNAME,
        (true, true) => BOTH,
        (true, false) => GIVEN,
        (false, true) => SURNAME,
        (false, false) if tags.has(Tag::BuiltSurname) => BUILT,
        (false, false) if tags.has(Tag::ShortName) => SHORT,
        (false, false) if tags.has(Tag::NameParticle) => PARTICLE,
        (false, false) if is_unknown(tags) => UNKNOWN,
        (false, false) => NONE,
    }
}

/// Whether no dictionary says anything of the word by itself.
pub(super) fn is_unknown(tags: Tags) -> bool {
    tags.without(Tag::BeginsPhrase).without(Tag::BuiltSurname).without(Tag::NameGenitive) == Tags::NONE
}

fn ordinary(word: &Word) -> Atom {
    const PLAIN: Atom = atom!("no-word");
    const VERB: Atom = atom!("verb");
    const VERB_NOUN: Atom = atom!("verb-noun");
    const NOUN: Atom = atom!("noun");
    const ADJECTIVE: Atom = atom!("adjective");
    const COMMON: Atom = atom!("common");
    const MOSTLY_WORD: Atom = atom!("mostly-word");
    const EITHER: Atom = atom!("either");
    const MOSTLY_NAME: Atom = atom!("mostly-name");
    match word.tags() {
        tags if tags.has(Tag::NameMostlyWord) => MOSTLY_WORD,
        tags if tags.has(Tag::NameOrWord) => EITHER,
        tags if tags.has(Tag::NameMostlyName) => MOSTLY_NAME,
        tags if tags.has(Tag::Verb) && tags.has(Tag::Noun) => VERB_NOUN,
        tags if tags.has(Tag::Verb) => VERB,
        tags if tags.has(Tag::Noun) => NOUN,
        tags if tags.has(Tag::Adjective) => ADJECTIVE,
        tags if tags.has(Tag::CommonWord) => COMMON,
        _ => PLAIN,
    }
}

fn other(text: &Text<'_>, at: usize, word: &Word) -> Atom {
    const NOTHING: Atom = atom!("nothing");
    const PLACE: Atom = atom!("place");
    const ORGANISATION: Atom = atom!("organisation");
    const IN_ORGANISATION: Atom = atom!("in-organisation");
    const IN_PLACE: Atom = atom!("in-place");
    const EPONYM: Atom = atom!("eponym");
    const IN_EPONYM: Atom = atom!("in-eponym");
    const HEALTH: Atom = atom!("health");
    const MONTH: Atom = atom!("month");
    const CUE: Atom = atom!("cue");
    const OTHER_CUES: Tags = CUES.and(Tag::FirstPerson).and(Tag::NumberWord);
    let phrases = text.tags_over(at);
    match word.tags() {
        _ if phrases.has(Tag::Eponym) => IN_EPONYM,
        _ if phrases.has(Tag::Organisation) => IN_ORGANISATION,
        _ if phrases.has(Tag::Place) => IN_PLACE,
        tags if tags.has(Tag::Month) => MONTH,
        tags if tags.has(Tag::Eponym) => EPONYM,
        tags if tags.has(Tag::Organisation) => ORGANISATION,
        tags if tags.has(Tag::Place) => PLACE,
        tags if tags.has(Tag::Health) || tags.has(Tag::Medicine) || tags.has(Tag::HealthService) => HEALTH,
        tags if tags.any_of(OTHER_CUES) => CUE,
        _ => NOTHING,
    }
}

fn case(text: &Text<'_>, at: usize, word: &Word, capitals: Capitals) -> Atom {
    const LOWER_NONE: Atom = atom!("lower");
    const LOWER_STARTS: Atom = atom!("lower-starts");
    const LOWER_INSIDE: Atom = atom!("lower-inside");
    const LOWER_ALL: Atom = atom!("lower-all");
    const TITLE_START: Atom = atom!("title-start");
    const TITLE_START_INSIDE: Atom = atom!("title-start-inside");
    const TITLE: Atom = atom!("title");
    const UPPER: Atom = atom!("upper");
    const UPPER_ALL: Atom = atom!("upper-all");
    const MIXED: Atom = atom!("mixed");
    match (word.case(), capitals) {
        (Case::Lower, Capitals::None) => LOWER_NONE,
        (Case::Lower, Capitals::Starts) => LOWER_STARTS,
        (Case::Lower, Capitals::Inside) => LOWER_INSIDE,
        (Case::Lower, Capitals::All) => LOWER_ALL,
        (Case::Title, _) if is_abbreviated_title_before(text, at) => TITLE,
        (Case::Title, Capitals::Inside) if word.starts_sentence() => TITLE_START_INSIDE,
        (Case::Title, _) if word.starts_sentence() => TITLE_START,
        (Case::Title, _) => TITLE,
        (Case::Upper, Capitals::All) => UPPER_ALL,
        (Case::Upper, _) => UPPER,
        (Case::Mixed, _) => MIXED,
    }
}

/// The full stop of "dr." ends no sentence.
fn is_abbreviated_title_before(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.word(before)).is_some_and(|before| {
        before.has(Tag::CueRole) && text.folded(before).len() <= 4 && matches!(text.gap_before(at), ". " | ".")
    })
}

/// Whether the word says something about its neighbours as itself: an ordinary word or a cue, not a name.
pub(super) fn is_lexical(word: &Word) -> bool {
    const SAYS: Tags = CUES.and(Tag::CommonWord).and(Tag::FirstPerson).and(Tag::Month).and(Tag::NumberWord);
    word.tags().any_of(SAYS)
}

/// Whether the word is written with a letter that Norwegian does not use: "Nguyễn", "Łukasz".
pub(super) fn has_foreign_letter(text: &Text<'_>, word: &Word) -> bool {
    let span = word.span();
    let written = text.between(span.start, span.end);
    !word.is_plain()
        && !written.is_ascii()
        && written.chars().any(|c| {
            !c.is_ascii() && !matches!(c, 'æ' | 'ø' | 'å' | 'Æ' | 'Ø' | 'Å' | 'é' | 'É' | 'è' | 'ê' | 'ó' | 'ò' | 'ô')
        })
}

/// Whether the word is written in a script without capitals: Arabic, Ethiopic, Chinese.
pub(super) fn is_caseless(text: &Text<'_>, word: &Word) -> bool {
    if word.is_plain() {
        return false;
    }
    // Below are Latin, Greek and Cyrillic, which nearly all words are written in.
    const FIRST: u8 = 0xD7;
    let folded = text.folded(word);
    folded.as_bytes().first().is_some_and(|byte| *byte >= FIRST)
        && folded.chars().next().is_some_and(letters::is_caseless)
}
