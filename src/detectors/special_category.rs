//! Special categories of personal data other than health, and criminal records. Off by default.
//!
//! # What it finds
//! Religion, ethnic origin, political opinion, membership of a trade union, sexual orientation and criminal record, as
//! people say it of themselves and others: "jeg er muslim", "stemmer Rødt", "sonen min er dømd for vald". Each finding
//! says whether it is a person's (variant `personal`) or is spoken of in general (`general`).
//!
//! # What proves it
//! The dictionaries of each field. A term that is an everyday word too counts only where a person and a verb that ties
//! it to them stand before it in the same sentence.
//!
//! # What it leaves alone
//! Institutions, and weak terms in general questions ("når er moskeen åpen", "hva mener Høyre om skatt").
//!
//! # Sources
//! GDPR articles 9 and 10; the dictionaries `special-*` in `dictionaries/`.

use super::{Detector, GENERAL, PERSONAL};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Needs, Text, Word};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpecialCategory;

const FIELDS: [(Tag, Label); 6] = [
    (Tag::Religion, Label::Religion),
    (Tag::Ethnicity, Label::Ethnicity),
    (Tag::Politics, Label::PoliticalOpinion),
    (Tag::TradeUnion, Label::TradeUnion),
    (Tag::Orientation, Label::SexualOrientation),
    (Tag::Crime, Label::CriminalRecord),
];

/// The tags of all fields.
const TERMS: Tags = Tags::of(Tag::Religion)
    .and(Tag::Ethnicity)
    .and(Tag::Politics)
    .and(Tag::TradeUnion)
    .and(Tag::Orientation)
    .and(Tag::Crime);

/// How many words before a term a person is looked for.
const REACH: usize = 6;

impl Detector for SpecialCategory {
    fn name(&self) -> &'static str {
        "special-category"
    }

    fn labels(&self) -> &'static [Label] {
        const LABELS: [Label; 6] = [
            Label::Religion,
            Label::Ethnicity,
            Label::PoliticalOpinion,
            Label::TradeUnion,
            Label::SexualOrientation,
            Label::CriminalRecord,
        ];
        &LABELS
    }

    fn needs(&self) -> Needs {
        Needs::words(TERMS)
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for word in text.words() {
            claim(text, word.span(), word.tags(), claims);
        }
        for phrase in text.phrases() {
            claim(text, text.phrase_span(phrase), phrase.tags(), claims);
        }
    }
}

fn claim(text: &Text<'_>, span: Span, tags: Tags, claims: &mut Claims) {
    for (_, label) in FIELDS.iter().filter(|(tag, _)| tags.has(*tag)) {
        let tie = tie(text, span);
        match (tags.has(Tag::SpecialWeak), tie) {
            (true, Tie::Said) => claims.add_variant(span, *label, Confidence::Possible, PERSONAL),
            (true, _) => {}
            (false, Tie::None) => claims.add_variant(span, *label, Confidence::Possible, GENERAL),
            (false, _) => claims.add_variant(span, *label, Confidence::Likely, PERSONAL),
        }
    }
}

/// How a term is tied to a person.
enum Tie {
    None,
    /// A person stands before it in the sentence.
    Near,
    /// ... and a verb that says it of the person stands between, or the term begins with one.
    Said,
}

fn tie(text: &Text<'_>, span: Span) -> Tie {
    const VERBS: [&str; 23] = [
        "er", "e", "var", "va", "ble", "blei", "vart", "vert", "blir", "har", "hadde", "fikk", "fekk", "heter", "am",
        "is", "stemmer", "stemte", "røysta", "røyster", "som", "med", "i",
    ];
    let mut after = span.start;
    let mut said = text.words_after(span.start, 1).next().is_some_and(|first| VERBS.contains(&text.folded(first)));
    for word in text.words_before(span.start, REACH) {
        if text.between(word.span().end, after).contains(['.', '!', '?', '\n', ';']) {
            break;
        }
        // "e" is "er" more often than "eg".
        if VERBS.contains(&text.folded(word)) {
            said = true;
        } else if is_person(text, word) {
            return if said { Tie::Said } else { Tie::Near };
        }
        after = word.span().start;
    }
    Tie::None
}

fn is_person(text: &Text<'_>, word: &Word) -> bool {
    const PERSONS: [&str; 18] = [
        "hun",
        "han",
        "ho",
        "hu",
        "hen",
        "hin",
        "naboen",
        "kollegaen",
        "sjefen",
        "vennen",
        "venninna",
        "venninnen",
        "kompisen",
        "leieboeren",
        "læreren",
        "eksen",
        "svigersønnen",
        "svigermor",
    ];
    word.has(Tag::FirstPerson)
        || word.has(Tag::CueRelative)
        || word.has(Tag::UsualName)
        || PERSONS.contains(&text.folded(word))
}
