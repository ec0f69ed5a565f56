//! What speaks for and against a word being health information: the features of the model.
//!
//! Words of the message enter features as themselves where a dictionary has them; they are what health is spoken of
//! with.

use super::CORE;
use super::patterns::{Pattern, patterns};
use crate::dictionary::{CUES, Tag, Tags};
use crate::finding::{Confidence, Span};
use crate::tagger::{Atom, Evidence, Known, Part, Question, atom, gap_atom, question};
use crate::text::{Case, Style, Text, Word};

use Part::{Is, Piece, Word as Itself};

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
            atom!("writer")
        } else if text.has(Tag::CueRelative) {
            atom!("relative")
        } else if text.has(Tag::UsualName) {
            atom!("named")
        } else {
            atom!("nobody")
        };
        let asks = if text.has_sign(b'?') { atom!("asks") } else { atom!("says") };
        let strong = if text.has(Tag::Health) { atom!("strong") } else { atom!("no-strong") };
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
        let personal = self.person == atom!("writer") || self.person == atom!("relative");
        self.patterns.iter().filter(move |pattern| {
            pattern.is_code || (personal && pattern.is_term && !self.is_figure(self.text.word_from(pattern.span.start)))
        })
    }

    /// Whether a figure of speech lies over the word.
    fn is_figure(&self, at: usize) -> bool {
        self.text.word(at).is_some_and(|word| word.has(Tag::Figure)) || self.text.tags_over(at).has(Tag::Figure)
    }

    /// What a pattern says of the word; one that a figure of speech lies over says nothing.
    fn pattern(&self, at: usize, word: &Word) -> Atom {
        if self.is_figure(at) {
            return atom!("no-pattern");
        }
        match self.patterns_over(word.span()).map(|p| p.confidence).max() {
            None => atom!("no-pattern"),
            Some(Confidence::Possible) => atom!("possible"),
            Some(_) => atom!("likely"),
        }
    }
}

/// Tells the words that are of health, or near one that is, when asked of one word after the other.
pub(super) struct Candidates<'m, 't> {
    text: &'m Text<'t>,
    /// How far has been looked, and the last word of health before that.
    seen: usize,
    last: Option<usize>,
}

impl<'m, 't> Candidates<'m, 't> {
    pub(super) fn of(text: &'m Text<'t>) -> Candidates<'m, 't> {
        Candidates { text, seen: 0, last: None }
    }

    /// Whether the word at `at` is a candidate; never asked of a word before the one last asked about.
    pub(super) fn has(&mut self, at: usize) -> bool {
        while self.seen <= at + REACH {
            let of_health = self.text.word(self.seen).is_some_and(|word| word.tags().any_of(CORE))
                || self.text.tags_over(self.seen).any_of(CORE);
            if of_health {
                self.last = Some(self.seen);
            }
            self.seen += 1;
        }
        self.last.is_some_and(|last| last + REACH >= at)
            && self.text.word(at).is_some_and(|word| !word.has(Tag::Placeholder))
    }
}

/// What a word is, for health.
pub(super) fn kind(text: &Text<'_>, at: usize) -> Atom {
    let Some(word) = text.word(at) else { return atom!("edge") };
    let tags = word.tags();
    kind_of_health(tags, text.tags_over(at)).unwrap_or_else(|| kind_of_word(tags))
}

/// What a word of health is, or one in a term of several words, or in a figure of speech.
fn kind_of_health(tags: Tags, phrase: Tags) -> Option<Atom> {
    // Most words are none.
    if !(tags | phrase).any_of(CORE.and(Tag::Figure)) {
        return None;
    }
    let built = tags.has(Tag::Compound) || tags.has(Tag::Slip);
    Some(match tags {
        tags if tags.has(Tag::Figure) || phrase.has(Tag::Figure) => atom!("figure"),
        _ if phrase.has(Tag::Health) => atom!("in-health"),
        _ if phrase.has(Tag::HealthWeak) => atom!("in-weak"),
        tags if tags.has(Tag::Medicine) && tags.has(Tag::Health) => atom!("medicine"),
        tags if tags.has(Tag::Health) && tags.has(Tag::Slip) => atom!("slip"),
        tags if tags.has(Tag::Health) && built => atom!("health-compound"),
        tags if tags.has(Tag::Health) && tags.has(Tag::CommonWord) => atom!("health-common"),
        tags if tags.has(Tag::Health) => atom!("health"),
        tags if tags.has(Tag::HealthWeak) && tags.has(Tag::CommonWord) => atom!("weak-common"),
        tags if tags.has(Tag::HealthWeak) => atom!("weak"),
        tags if tags.has(Tag::BodyPart) => atom!("body"),
        tags if tags.has(Tag::HealthService) => atom!("service"),
        _ => return None,
    })
}

/// What any other word is.
fn kind_of_word(tags: Tags) -> Atom {
    match tags {
        tags if tags.has(Tag::Placeholder) => atom!("placeholder"),
        tags if tags.has(Tag::Verb) && tags.has(Tag::Noun) => atom!("verb-noun"),
        tags if tags.has(Tag::Verb) => atom!("verb"),
        tags if tags.has(Tag::Noun) => atom!("noun"),
        tags if tags.has(Tag::Adjective) => atom!("adjective"),
        tags if tags.has(Tag::CommonWord) || tags.any_of(CUES) => atom!("common"),
        tags if tags.has(Tag::GivenName) || tags.has(Tag::Surname) => atom!("name"),
        tags if tags.without(Tag::BeginsPhrase) == Tags::NONE => atom!("unknown"),
        _ => atom!("other"),
    }
}

/// The word itself, where a dictionary has it that is not one of names.
pub(super) fn lexical<'t>(text: &'t Text<'_>, at: usize) -> Option<Known<'t>> {
    const KNOWN: Tags =
        CUES.union(CORE).and(Tag::CommonWord).and(Tag::FirstPerson).and(Tag::NumberWord).and(Tag::Month);
    let word = text.word(at)?;
    let known = word.tags().any_of(KNOWN) && !word.has(Tag::Slip);
    known.then(|| Known { key: word.key(), folded: text.folded(word) })
}

fn case(text: &Text<'_>, word: &Word) -> Atom {
    match (word.case(), text.style()) {
        (Case::Upper, Style::Sentences) => atom!("upper"),
        (Case::Title, Style::Sentences) if !word.starts_sentence() => atom!("title"),
        (Case::Title, Style::Sentences) => atom!("start"),
        (Case::Mixed, Style::Sentences) => atom!("mixed"),
        _ => atom!("plain"),
    }
}

/// A word as its neighbours see it.
#[derive(Clone, Copy)]
struct Beside<'w> {
    kind: Atom,
    lexical: Option<Known<'w>>,
    /// What stands before it.
    gap: Atom,
}

impl<'w> Beside<'w> {
    const EDGE: Beside<'static> = Beside { kind: atom!("edge"), lexical: None, gap: atom!("edge") };

    fn of(text: &'w Text<'_>, at: Option<usize>) -> Beside<'w> {
        match at.filter(|at| text.word(*at).is_some()) {
            Some(at) => Beside { kind: kind(text, at), lexical: lexical(text, at), gap: gap_atom(text.gap_before(at)) },
            None => Beside::EDGE,
        }
    }
}

/// A word with those around it, each read once when words are weighed in their order.
pub(super) struct Window<'w, 't> {
    message: &'w Message<'w, 't>,
    at: usize,
    words: [Beside<'w>; 2 * REACH + 1],
}

impl<'w, 't> Window<'w, 't> {
    pub(super) fn new(message: &'w Message<'w, 't>) -> Window<'w, 't> {
        // No word has this position: the first move reads all.
        Window { message, at: usize::MAX, words: [Beside::EDGE; 2 * REACH + 1] }
    }

    fn move_to(&mut self, at: usize) {
        if at == self.at {
            return;
        }
        let text = self.message.text;
        if at.checked_sub(1) == Some(self.at) {
            self.words.copy_within(1.., 0);
            if let Some(last) = self.words.last_mut() {
                *last = Beside::of(text, Some(at + REACH));
            }
        } else {
            for (i, word) in self.words.iter_mut().enumerate() {
                *word = Beside::of(text, (at + i).checked_sub(REACH));
            }
        }
        self.at = at;
    }
}

/// Everything that is said about the word at `at`.
pub(super) fn of_word(window: &mut Window<'_, '_>, at: usize, to: &mut impl Evidence) {
    let message = window.message;
    let text = message.text;
    let Some(word) = text.word(at) else { return };
    window.move_to(at);
    let [.., own, _, _, _] = window.words;
    let (own, own_word) = (own.kind, own.lexical);
    let pattern = message.pattern(at, word);
    let case = case(text, word);
    let Message { person, asks, strong, .. } = *message;
    to.add_group(question!("itself"), &[own, pattern, case, person, asks, strong], |to| {
        to.add(question!("bias"), &[]);
        to.add(question!("kind"), &[Is(own)]);
        to.add(question!("kind"), &[Is(own), Is(pattern)]);
        to.add(question!("kind"), &[Is(own), Is(case)]);
        to.add(question!("kind"), &[Is(own), Is(person), Is(asks)]);
        to.add(question!("pattern"), &[Is(pattern)]);
        to.add(question!("pattern"), &[Is(pattern), Is(person), Is(strong)]);
        to.add(question!("strong"), &[Is(strong), Is(own)]);
    });
    if let Some(own_word) = own_word {
        to.add(question!("word"), &[Itself(own_word)]);
        to.add(question!("word"), &[Itself(own_word), Is(person)]);
        to.add(question!("word"), &[Itself(own_word), Is(case)]);
    } else {
        let folded = text.folded(word);
        for count in [3, 4, 5] {
            let start = folded.char_indices().rev().nth(count - 1).map_or(0, |(start, _)| start);
            to.add(question!("ending"), &[Piece(folded.get(start..).unwrap_or(""))]);
        }
    }
    around(&window.words, to);
}

/// The words around.
#[inline(always)]
fn around(words: &[Beside<'_>; 2 * REACH + 1], to: &mut impl Evidence) {
    let [third_left, second_left, left, middle, right, second_right, third_right] = words;
    let own = middle.kind;
    to.add_group(question!("between"), &[left.kind, middle.gap, own, right.kind, right.gap], |to| {
        to.add(question!("left"), &[Is(left.kind), Is(own), Is(middle.gap)]);
        to.add(question!("right"), &[Is(right.kind), Is(own), Is(right.gap)]);
        to.add(question!("between"), &[Is(left.kind), Is(own), Is(right.kind)]);
    });
    to.add_group(question!("two-left"), &[second_left.kind, left.gap, left.kind, own], |to| {
        to.add(question!("second-left"), &[Is(second_left.kind), Is(own), Is(left.gap)]);
        to.add(question!("two-left"), &[Is(second_left.kind), Is(left.kind), Is(own)]);
    });
    to.add_group(question!("two-right"), &[own, right.kind, second_right.gap, second_right.kind], |to| {
        to.add(question!("second-right"), &[Is(second_right.kind), Is(own), Is(second_right.gap)]);
        to.add(question!("two-right"), &[Is(own), Is(right.kind), Is(second_right.kind)]);
    });
    to.add(question!("third-left"), &[Is(third_left.kind), Is(own), Is(second_left.gap)]);
    to.add(question!("third-right"), &[Is(third_right.kind), Is(own), Is(third_right.gap)]);
    // A word on a side, and whether it is weighed together with the word in the middle.
    let mut side = |word: &Beside<'_>, question: Question, near: bool| {
        let Some(lexical) = word.lexical else { return };
        to.add(question, &[Itself(lexical), Is(own)]);
        if let (Some(own_word), true) = (middle.lexical, near) {
            to.add(question, &[Itself(lexical), Itself(own_word)]);
        }
    };
    side(left, question!("left-word"), true);
    side(right, question!("right-word"), true);
    side(second_left, question!("second-left-word"), false);
    side(second_right, question!("second-right-word"), true);
    side(third_left, question!("third-left-word"), false);
    side(third_right, question!("third-right-word"), false);
    if let (Some(second), Some(first)) = (second_left.lexical, left.lexical) {
        to.add(question!("two-left-words"), &[Itself(second), Itself(first), Is(own)]);
    }
}

/// Everything that is said about two neighbouring words being health information together.
pub(super) fn of_link(window: &mut Window<'_, '_>, at: usize, to: &mut impl Evidence) {
    let message = window.message;
    let text = message.text;
    let Some(before) = at.checked_sub(1) else { return };
    window.move_to(at);
    let [_, _, left, right, ..] = &window.words;
    let together = match (text.word(before), text.word(at)) {
        (Some(left), Some(right)) => {
            message.patterns_over(left.span()).any(|pattern| pattern.span.overlaps(right.span()))
        }
        _ => false,
    };
    to.add(question!("link"), &[Is(right.gap)]);
    to.add(question!("link"), &[Is(if together { atom!("together") } else { atom!("apart") })]);
    to.add(question!("link-kinds"), &[Is(left.kind), Is(right.kind), Is(right.gap)]);
    if let Some(word) = right.lexical {
        to.add(question!("link-right"), &[Itself(word), Is(left.kind)]);
    }
    if let Some(word) = left.lexical {
        to.add(question!("link-left"), &[Itself(word), Is(right.kind)]);
    }
}
