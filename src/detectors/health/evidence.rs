//! What speaks for and against a word being health information: the features of the model.
//!
//! Words of the message enter features as themselves where a dictionary has them; they are what health is spoken of
//! with.

use super::CORE;
use super::patterns::{Pattern, patterns};
use crate::dictionary::{CUES, Tag, Tags};
use crate::finding::{Confidence, Span};
use crate::tagger::{Atom, Evidence, Part, atom, gap_atom};
use crate::text::{Case, Style, Text, Word};

use Part::{Is, Word as Letters};

/// A message with what is asked about it more than once.
pub(super) struct Message<'m, 't> {
    pub(super) text: &'m Text<'t>,
    patterns: Vec<Pattern>,
    /// Whose: the writer, a relative, somebody named, nobody.
    pub(super) person: Atom,
    /// Whether something is asked.
    pub(super) asks: Atom,
    /// Whether it holds a word that is of health wherever it stands.
    strong: Atom,
}

/// How far from a word of health another may be and still be weighed.
const REACH: usize = 3;

impl<'m, 't> Message<'m, 't> {
    pub(super) fn of(text: &'m Text<'t>) -> Message<'m, 't> {
        let person = if text.has(Tag::FirstPerson) {
            atom("writer")
        } else if text.has(Tag::CueRelative) {
            atom("relative")
        } else if text.has(Tag::UsualName) {
            atom("named")
        } else {
            atom("nobody")
        };
        let asks = if text.as_str().bytes().any(|b| b == b'?') { atom("asks") } else { atom("says") };
        let strong = if text.has(Tag::Health) { atom("strong") } else { atom("no-strong") };
        Message { text, patterns: patterns(text), person, asks, strong }
    }

    /// The patterns that share a byte with the span.
    pub(super) fn patterns_over(&self, span: Span) -> impl Iterator<Item = &Pattern> {
        // They stand in the order of their starts and are some words long, so that only the nearest reach this far.
        const NEAREST: usize = 12;
        let end = self.patterns.partition_point(|pattern| pattern.span.start < span.end);
        let nearest = self.patterns.get(end.saturating_sub(NEAREST)..end).unwrap_or_default();
        nearest.iter().filter(move |pattern| pattern.span.overlaps(span))
    }

    /// Codes of diagnoses; terms that are nothing but health, where the writer or a relative is spoken of.
    pub(super) fn certain(&self) -> impl Iterator<Item = &Pattern> {
        let personal = self.person == atom("writer") || self.person == atom("relative");
        self.patterns.iter().filter(move |pattern| {
            pattern.is_code || (personal && pattern.is_term && !self.is_figure(self.text.word_from(pattern.span.start)))
        })
    }

    /// Whether a figure of speech lies over the word.
    fn is_figure(&self, at: usize) -> bool {
        self.text.word(at).is_some_and(|word| word.has(Tag::Figure))
            || self.text.phrases_over(at).any(|phrase| phrase.tags().has(Tag::Figure))
    }

    /// Whether the word at `at` is of health, or near one that is.
    pub(super) fn is_candidate(&self, at: usize) -> bool {
        let near = at.saturating_sub(REACH)..=at + REACH;
        self.text.word(at).is_some_and(|word| !word.has(Tag::Placeholder))
            && near.into_iter().any(|near| {
                self.text.word(near).is_some_and(|word| word.tags().any_of(CORE))
                    || self.text.phrases_over(near).any(|phrase| phrase.tags().any_of(CORE))
            })
    }

    /// What a pattern says of the word; one that a figure of speech lies over says nothing.
    fn pattern(&self, at: usize, word: &Word) -> Atom {
        if self.is_figure(at) {
            return atom("no-pattern");
        }
        match self.patterns_over(word.span()).map(|p| p.confidence).max() {
            None => atom("no-pattern"),
            Some(Confidence::Possible) => atom("possible"),
            Some(_) => atom("likely"),
        }
    }
}

/// What a word is, for health.
pub(super) fn kind(text: &Text<'_>, at: usize) -> Atom {
    let Some(word) = text.word(at) else { return atom("edge") };
    let phrase = text.phrases_over(at).fold(Tags::NONE, |tags, phrase| tags | phrase.tags());
    let tags = word.tags();
    let built = tags.has(Tag::Compound) || tags.has(Tag::Slip);
    match tags {
        tags if tags.has(Tag::Figure) || phrase.has(Tag::Figure) => atom("figure"),
        _ if phrase.has(Tag::Health) => atom("in-health"),
        _ if phrase.has(Tag::HealthWeak) => atom("in-weak"),
        tags if tags.has(Tag::Medicine) && tags.has(Tag::Health) => atom("medicine"),
        tags if tags.has(Tag::Health) && tags.has(Tag::Slip) => atom("slip"),
        tags if tags.has(Tag::Health) && built => atom("health-compound"),
        tags if tags.has(Tag::Health) && tags.has(Tag::CommonWord) => atom("health-common"),
        tags if tags.has(Tag::Health) => atom("health"),
        tags if tags.has(Tag::HealthWeak) && tags.has(Tag::CommonWord) => atom("weak-common"),
        tags if tags.has(Tag::HealthWeak) => atom("weak"),
        tags if tags.has(Tag::BodyPart) => atom("body"),
        tags if tags.has(Tag::HealthService) => atom("service"),
        tags if tags.has(Tag::Placeholder) => atom("placeholder"),
        tags if tags.has(Tag::Verb) && tags.has(Tag::Noun) => atom("verb-noun"),
        tags if tags.has(Tag::Verb) => atom("verb"),
        tags if tags.has(Tag::Noun) => atom("noun"),
        tags if tags.has(Tag::Adjective) => atom("adjective"),
        tags if tags.has(Tag::CommonWord) || tags.any_of(CUES) => atom("common"),
        tags if tags.has(Tag::GivenName) || tags.has(Tag::Surname) => atom("name"),
        tags if tags.without(Tag::BeginsPhrase) == Tags::NONE => atom("unknown"),
        _ => atom("other"),
    }
}

/// The word itself, where a dictionary has it that is not one of names.
pub(super) fn lexical<'t>(text: &'t Text<'_>, at: usize) -> Option<&'t str> {
    const KNOWN: Tags = CORE.and(Tag::CommonWord).and(Tag::FirstPerson).and(Tag::NumberWord).and(Tag::Month);
    let word = text.word(at)?;
    let known = (word.tags().any_of(KNOWN) || word.tags().any_of(CUES)) && !word.has(Tag::Slip);
    known.then(|| text.folded(word))
}

fn case(text: &Text<'_>, word: &Word) -> Atom {
    match (word.case(), text.style()) {
        (Case::Upper, Style::Sentences) => atom("upper"),
        (Case::Title, Style::Sentences) if !word.starts_sentence() => atom("title"),
        (Case::Title, Style::Sentences) => atom("start"),
        (Case::Mixed, Style::Sentences) => atom("mixed"),
        _ => atom("plain"),
    }
}

/// Everything that is said about the word at `at`.
pub(super) fn of_word(message: &Message<'_, '_>, at: usize, to: &mut impl Evidence) {
    let text = message.text;
    let Some(word) = text.word(at) else { return };
    let own = kind(text, at);
    let pattern = message.pattern(at, word);
    let case = case(text, word);
    to.add(atom("bias"), &[]);
    to.add(atom("kind"), &[Is(own)]);
    to.add(atom("kind"), &[Is(own), Is(pattern)]);
    to.add(atom("kind"), &[Is(own), Is(case)]);
    to.add(atom("kind"), &[Is(own), Is(message.person), Is(message.asks)]);
    to.add(atom("pattern"), &[Is(pattern)]);
    to.add(atom("pattern"), &[Is(pattern), Is(message.person), Is(message.strong)]);
    to.add(atom("strong"), &[Is(message.strong), Is(own)]);
    let folded = text.folded(word);
    let own_word = lexical(text, at);
    if let Some(own_word) = own_word {
        to.add(atom("word"), &[Letters(own_word)]);
        to.add(atom("word"), &[Letters(own_word), Is(message.person)]);
        to.add(atom("word"), &[Letters(own_word), Is(case)]);
    } else {
        for count in [3, 4, 5] {
            let start = folded.char_indices().rev().nth(count - 1).map_or(0, |(start, _)| start);
            to.add(atom("ending"), &[Letters(folded.get(start..).unwrap_or(""))]);
        }
    }
    beside(message, at, own, own_word, to);
}

/// The words around.
fn beside(message: &Message<'_, '_>, at: usize, own: Atom, own_word: Option<&str>, to: &mut impl Evidence) {
    let text = message.text;
    let position = |offset: isize| at.checked_add_signed(offset).filter(|at| text.word(*at).is_some());
    let gap = |offset: isize| {
        let behind = if offset < 0 { position(offset + 1) } else { position(offset) };
        behind.map_or(atom("edge"), |at| gap_atom(text.gap_before(at)))
    };
    for (offset, words, kinds) in [
        (-1, atom("left-word"), atom("left")),
        (1, atom("right-word"), atom("right")),
        (-2, atom("second-left-word"), atom("second-left")),
        (2, atom("second-right-word"), atom("second-right")),
        (-3, atom("third-left-word"), atom("third-left")),
        (3, atom("third-right-word"), atom("third-right")),
    ] {
        let kind = position(offset).map_or(atom("edge"), |at| kind(text, at));
        to.add(kinds, &[Is(kind), Is(own), Is(gap(offset))]);
        if let Some(word) = position(offset).and_then(|at| lexical(text, at)) {
            to.add(words, &[Letters(word), Is(own)]);
            if let (Some(own_word), -1..=2) = (own_word, offset) {
                to.add(words, &[Letters(word), Letters(own_word)]);
            }
        }
    }
    let near = |offset: isize| position(offset).map_or(atom("edge"), |at| kind(text, at));
    to.add(atom("between"), &[Is(near(-1)), Is(own), Is(near(1))]);
    to.add(atom("two-left"), &[Is(near(-2)), Is(near(-1)), Is(own)]);
    to.add(atom("two-right"), &[Is(own), Is(near(1)), Is(near(2))]);
    if let (Some(second), Some(first)) =
        (position(-2).and_then(|at| lexical(text, at)), position(-1).and_then(|at| lexical(text, at)))
    {
        to.add(atom("two-left-words"), &[Letters(second), Letters(first), Is(own)]);
    }
}

/// Everything that is said about two neighbouring words being health information together.
pub(super) fn of_link(message: &Message<'_, '_>, at: usize, to: &mut impl Evidence) {
    let text = message.text;
    let Some(before) = at.checked_sub(1) else { return };
    let (left, right) = (kind(text, before), kind(text, at));
    let gap = gap_atom(text.gap_before(at));
    let together = match (text.word(before), text.word(at)) {
        (Some(left), Some(right)) => {
            message.patterns_over(left.span()).any(|pattern| pattern.span.overlaps(right.span()))
        }
        _ => false,
    };
    to.add(atom("link"), &[Is(gap)]);
    to.add(atom("link"), &[Is(if together { atom("together") } else { atom("apart") })]);
    to.add(atom("link-kinds"), &[Is(left), Is(right), Is(gap)]);
    if let Some(word) = lexical(text, at) {
        to.add(atom("link-right"), &[Letters(word), Is(left)]);
    }
    if let Some(word) = lexical(text, before) {
        to.add(atom("link-left"), &[Letters(word), Is(right)]);
    }
}
