//! What speaks for and against a word being part of a name: the features of the model.
//!
//! Each template is a question with a name; README and `fit_weights` call features by these names. Words of the message
//! enter a feature only where they are ordinary words or cues; of the word in question only its ending and its groups
//! of three letters do, and the word itself where the dictionaries call it a name *and* a word.

use super::cues::introduction;
use super::reading::{Manner, NAMES, Reading, has_foreign_letter, is_lexical, is_unknown, reading};
use crate::dictionary::Tag;
use crate::tagger::{Atom, Evidence, Known, Part, Question, atom, gap_atom, question};
use crate::text::letters::is_caseless;
use crate::text::{Text, Word};

use Part::{Is, Piece, Word as Itself};

/// What a word is to the words around it.
#[derive(Clone, Copy)]
struct Neighbour<'t> {
    /// The word itself, where it is an ordinary one.
    lexical: Option<Known<'t>>,
    reading: Reading,
    /// Its kind in one word.
    kind: Atom,
}

const NOTHING: Atom = atom!("nothing");

/// Beyond the first and the last word.
const EDGE: Neighbour<'static> = {
    const EDGE: Atom = atom!("edge");
    let reading = Reading { name: EDGE, word: EDGE, other: EDGE, case: EDGE };
    Neighbour { lexical: None, reading, kind: EDGE }
};

/// What an earlier call wrote.
const PLACEHOLDER: Neighbour<'static> = {
    const PLACEHOLDER: Atom = atom!("placeholder");
    let reading = Reading { name: PLACEHOLDER, word: PLACEHOLDER, other: PLACEHOLDER, case: PLACEHOLDER };
    Neighbour { lexical: None, reading, kind: PLACEHOLDER }
};

/// How many words on each side are looked at.
const REACH: usize = 2;

/// A word with those around it. Words are weighed in their order, so that each is read once, not once for every
/// neighbour.
pub(super) struct Window<'w, 't> {
    text: &'w Text<'t>,
    manner: Manner,
    /// The word in the middle.
    at: usize,
    words: [Neighbour<'w>; 2 * REACH + 1],
    /// What stands before each of the words but the first.
    gaps: [Atom; 2 * REACH],
}

impl<'w, 't> Window<'w, 't> {
    pub(super) fn new(text: &'w Text<'t>, manner: Manner) -> Window<'w, 't> {
        // No word has this position: the first move reads all.
        Window { text, manner, at: usize::MAX, words: [EDGE; 2 * REACH + 1], gaps: [NOTHING; 2 * REACH] }
    }

    fn read(text: &'w Text<'t>, manner: Manner, at: Option<usize>) -> Neighbour<'w> {
        let Some((at, word)) = at.and_then(|at| Some((at, text.word(at)?))) else { return EDGE };
        if word.has(Tag::Placeholder) {
            return PLACEHOLDER;
        }
        let reading = reading(text, at, word, manner);
        let known = || Known { key: word.key(), folded: text.folded(word) };
        Neighbour { lexical: is_lexical(word).then(known), reading, kind: kind(word, reading) }
    }

    /// What stands before a word; behind the last word, what is left of the text.
    fn gap(text: &Text<'_>, at: Option<usize>) -> Atom {
        gap_atom(at.map_or("", |at| text.gap_before(at)))
    }

    fn move_to(&mut self, at: usize) {
        if at == self.at {
            return;
        }
        if at.checked_sub(1) == Some(self.at) {
            self.words.rotate_left(1);
            self.gaps.rotate_left(1);
            let ([.., word], [.., gap]) = (&mut self.words, &mut self.gaps);
            *word = Self::read(self.text, self.manner, Some(at + REACH));
            *gap = Self::gap(self.text, Some(at + REACH));
        } else {
            for (i, word) in self.words.iter_mut().enumerate() {
                *word = Self::read(self.text, self.manner, (at + i).checked_sub(REACH));
            }
            for (i, gap) in self.gaps.iter_mut().enumerate() {
                *gap = Self::gap(self.text, (at + i + 1).checked_sub(REACH));
            }
        }
        self.at = at;
    }

    /// The gap between the word next but one and the last word but it; beyond the last word there is none.
    fn far_gap(&self) -> Atom {
        let [.., far] = self.gaps;
        if self.text.word(self.at + 2).is_some() { far } else { atom!("none") }
    }
}

/// One word for what a neighbour is.
fn kind(word: &Word, reading: Reading) -> Atom {
    const NAME: Atom = atom!("name");
    const PERHAPS: Atom = atom!("perhaps-name");
    const INITIAL: Atom = atom!("initial");
    const PARTICLE: Atom = atom!("particle");
    const USUAL: Atom = atom!("usual-name");
    const BUILT: Atom = atom!("built");
    const PLACE: Atom = atom!("place");
    const ORGANISATION: Atom = atom!("organisation");
    const WORD: Atom = atom!("word");
    const UNKNOWN: Atom = atom!("unknown");
    let tags = word.tags();
    if reading.name == atom!("initial") {
        INITIAL
    } else if tags.any_of(NAMES) {
        let ordinary = tags.has(Tag::CommonWord) || tags.has(Tag::NameMostlyWord) || tags.has(Tag::NameOrWord);
        match (ordinary, tags.has(Tag::UsualName)) {
            (true, _) => PERHAPS,
            (false, true) => USUAL,
            (false, false) => NAME,
        }
    } else if tags.has(Tag::NameParticle) {
        PARTICLE
    } else if is_unknown(tags) {
        if tags.has(Tag::BuiltSurname) { BUILT } else { UNKNOWN }
    } else if tags.has(Tag::Place) {
        PLACE
    } else if tags.has(Tag::Organisation) {
        ORGANISATION
    } else if reading.word != atom!("no-word") {
        reading.word
    } else {
        WORD
    }
}

/// Everything that is said about the word at `at`.
pub(super) fn of_word(window: &mut Window<'_, '_>, at: usize, to: &mut impl Evidence) {
    let (text, manner) = (window.text, window.manner);
    let Some(word) = text.word(at) else { return };
    window.move_to(at);
    let [second_left, left, own, right, second_right] = &window.words;
    let [second_left_gap, left_gap, right_gap, _] = window.gaps;
    let own = own.reading;
    let folded = text.folded(word);
    itself(text, at, word, own, manner, to);
    if word.tags().any_of(NAMES) && own.word != atom!("no-word") {
        to.add(question!("word"), &[Itself(Known { key: word.key(), folded })]);
    }
    if own.name == atom!("unknown")
        || own.name == atom!("built")
        || own.word == atom!("no-word") && own.case != atom!("title")
    {
        spelling(folded, own, to);
    }
    const LEFT: [Question; 5] = [
        question!("left-word"),
        question!("left"),
        question!("left-case"),
        question!("left-gap"),
        question!("left-gap-kind"),
    ];
    const RIGHT: [Question; 5] = [
        question!("right-word"),
        question!("right"),
        question!("right-case"),
        question!("right-gap"),
        question!("right-gap-kind"),
    ];
    sides(own, left, left_gap, LEFT, to);
    sides(own, right, right_gap, RIGHT, to);
    both(own, (left, left_gap), (right, right_gap), to);
    const FURTHER_LEFT: [Question; 2] = [question!("two-left-words"), question!("two-left")];
    const FURTHER_RIGHT: [Question; 2] = [question!("two-right-words"), question!("two-right")];
    further(own, (left, left_gap), (second_left, second_left_gap), FURTHER_LEFT, to);
    further(own, (right, right_gap), (second_right, window.far_gap()), FURTHER_RIGHT, to);
}

/// What the word is by itself, where in the message it stands and what introduces it, perhaps over a small word between.
#[inline(always)]
fn itself(text: &Text<'_>, at: usize, word: &Word, own: Reading, manner: Manner, to: &mut impl Evidence) {
    let count = match text.words().len() {
        1 => atom!("1"),
        2 => atom!("2"),
        3..=4 => atom!("3-4"),
        _ => atom!("5-"),
    };
    let (end, by) = (end(text, at), introduction(text, at));
    let (foreign, genitive) = (has_foreign_letter(text, word), word.has(Tag::NameGenitive));
    let Reading { name, word, other, case } = own;
    let readings = [manner.register, case, name, word, other, count, end, by, flag(foreign), flag(genitive)];
    to.add_group(question!("itself"), &readings, |to| {
        to.add(question!("bias"), &[]);
        to.add(question!("register"), &[Is(manner.register)]);
        to.add(question!("register"), &[Is(manner.register), Is(case)]);
        to.add(question!("register"), &[Is(manner.register), Is(name), Is(word)]);
        to.add(question!("case"), &[Is(case)]);
        to.add(question!("name-word"), &[Is(name), Is(word)]);
        to.add(question!("name-case"), &[Is(name), Is(case)]);
        to.add(question!("word-case"), &[Is(word), Is(case)]);
        to.add(question!("other-case"), &[Is(other), Is(case)]);
        to.add(question!("name-other"), &[Is(name), Is(other)]);
        to.add(question!("name-word-case"), &[Is(name), Is(word), Is(case)]);
        to.add(question!("name-word-other"), &[Is(name), Is(word), Is(other)]);
        if genitive {
            to.add(question!("genitive"), &[Is(name)]);
            to.add(question!("genitive-case"), &[Is(case)]);
        }
        if foreign {
            to.add(question!("foreign-mark"), &[Is(case)]);
            to.add(question!("foreign-mark"), &[Is(name), Is(word)]);
        }
        to.add(question!("message-words"), &[Is(count), Is(name), Is(word), Is(case)]);
        if end != NOTHING {
            to.add(question!("end"), &[Is(end), Is(name), Is(case)]);
        }
        if by != NOTHING {
            to.add(question!("introduced"), &[Is(by), Is(case)]);
            to.add(question!("introduced"), &[Is(by), Is(name), Is(word)]);
        }
    });
}

/// Whether something is so, as a reading.
const fn flag(is: bool) -> Atom {
    if is { atom!("yes") } else { atom!("no") }
}

/// Whether the word ends the message, perhaps in a last line of a few words: a signature.
fn end(text: &Text<'_>, at: usize) -> Atom {
    const FEW: usize = 3;
    if text.words().len() - at > FEW {
        return NOTHING;
    }
    let line = (at.saturating_sub(2)..=at).any(|at| gap_atom(text.gap_before(at)) == atom!("line"));
    if line { atom!("last-line") } else { atom!("last-words") }
}

/// How a word is spelled that no dictionary settles: its length, its ending, its groups of three letters.
fn spelling(folded: &str, own: Reading, to: &mut impl Evidence) {
    let letters = folded.chars().count();
    let length = match letters {
        0..=2 => atom!("1-2"),
        3 => atom!("3"),
        4..=5 => atom!("4-5"),
        6..=8 => atom!("6-8"),
        9..=12 => atom!("9-12"),
        _ => atom!("13-"),
    };
    to.add(question!("length"), &[Is(length), Is(own.case)]);
    to.add(question!("length-name"), &[Is(length), Is(own.name)]);
    if folded.contains(['w', 'z', 'x', 'q', 'c']) {
        to.add(question!("foreign-letter"), &[Is(own.case)]);
    }
    // No weight knows how names are spelled in scripts without capitals.
    if folded.chars().next().is_none_or(is_caseless) {
        return;
    }
    for count in [2, 3, 4] {
        if letters > count {
            let start = folded.char_indices().rev().nth(count - 1).map_or(0, |(start, _)| start);
            to.add(question!("ending"), &[Piece(folded.get(start..).unwrap_or(""))]);
        }
    }
    // The beginning is a group of its own, for names begin otherwise than words.
    let third = folded.char_indices().nth(3).map_or(folded.len(), |(at, _)| at);
    to.add(question!("beginning"), &[Piece(folded.get(..third).unwrap_or(""))]);
    let mut starts = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).take(24);
    let (mut first, mut second, mut last) = (starts.next(), starts.next(), starts.next());
    for end in starts {
        if let (Some(from), Some(_), Some(_)) = (first, second, last) {
            to.add(question!("letters"), &[Piece(folded.get(from..end).unwrap_or(""))]);
        }
        (first, second, last) = (second, last, Some(end));
    }
}

/// What stands beside the word.
#[inline(always)]
fn sides(own: Reading, side: &Neighbour<'_>, between: Atom, questions: [Question; 5], to: &mut impl Evidence) {
    let [word, kind, case, gap, gap_kind] = questions;
    if let Some(lexical) = side.lexical {
        to.add(word, &[Itself(lexical), Is(between)]);
        to.add(word, &[Itself(lexical), Is(own.case)]);
        to.add(word, &[Itself(lexical), Is(own.name)]);
    }
    let is = side.reading;
    let readings = [side.kind, is.name, is.other, is.case, own.name, own.word, own.case, between];
    to.add_group(kind, &readings, |to| {
        to.add(kind, &[Is(side.kind), Is(own.name), Is(between)]);
        to.add(kind, &[Is(is.name), Is(own.name), Is(own.word)]);
        to.add(kind, &[Is(is.other), Is(own.name), Is(between)]);
        to.add(case, &[Is(is.case), Is(own.case), Is(between)]);
        to.add(case, &[Is(is.case), Is(side.kind), Is(own.case), Is(own.name)]);
        to.add(gap, &[Is(between), Is(own.case)]);
        to.add(gap, &[Is(between), Is(own.name), Is(own.word)]);
        to.add(gap_kind, &[Is(between), Is(side.kind), Is(own.case)]);
    });
}

/// A neighbour with the gap between.
type Side<'s> = (&'s Neighbour<'s>, Atom);

/// Both sides together.
#[inline(always)]
fn both(own: Reading, (left, left_gap): Side<'_>, (right, right_gap): Side<'_>, to: &mut impl Evidence) {
    to.add_group(question!("between"), &[left.kind, right.kind, left_gap, right_gap, own.name, own.case], |to| {
        to.add(question!("between"), &[Is(left.kind), Is(right.kind), Is(own.name), Is(own.case)]);
        to.add(question!("between-gaps"), &[Is(left_gap), Is(right_gap), Is(own.name), Is(own.case)]);
    });
    if let (Some(left), Some(right)) = (left.lexical, right.lexical) {
        to.add(question!("between-words"), &[Itself(left), Itself(right)]);
    }
}

/// The word next but one on a side.
#[inline(always)]
fn further(
    own: Reading,
    (near, near_gap): Side<'_>,
    (far, far_gap): Side<'_>,
    questions: [Question; 2],
    to: &mut impl Evidence,
) {
    let [words, kinds] = questions;
    match (near.lexical, far.lexical) {
        (Some(near), Some(far)) => to.add(words, &[Itself(far), Itself(near)]),
        // "Kari og Ola": a name on the other side of a little word.
        (Some(word), None) => to.add(kinds, &[Is(far.kind), Is(far.reading.case), Itself(word), Is(own.case)]),
        (None, Some(word)) => to.add(kinds, &[Is(near.kind), Is(near_gap), Itself(word)]),
        (None, None) => to.add(kinds, &[Is(far.kind), Is(near.kind), Is(own.name), Is(own.case)]),
    }
    to.add(kinds, &[Is(far.kind), Is(near_gap), Is(far_gap), Is(own.case)]);
}

/// Everything that is said about two neighbouring words being parts of names together.
pub(super) fn of_link(window: &mut Window<'_, '_>, at: usize, to: &mut impl Evidence) {
    let text = window.text;
    let Some((left, right)) = at.checked_sub(1).and_then(|before| Some((text.word(before)?, text.word(at)?))) else {
        return;
    };
    window.move_to(at);
    let ([_, first, second, ..], [_, gap, ..]) = (&window.words, window.gaps);
    let (first, second) = (first.reading, second.reading);
    let initial = left.is_single_letter() || right.is_single_letter();
    let genitive = left.has(Tag::NameGenitive);
    let readings =
        [gap, first.name, second.name, first.case, second.case, first.word, second.word, flag(initial), flag(genitive)];
    to.add_group(question!("link"), &readings, |to| {
        to.add(question!("link"), &[Is(gap)]);
        to.add(question!("link-names"), &[Is(gap), Is(first.name), Is(second.name)]);
        to.add(question!("link-cases"), &[Is(gap), Is(first.case), Is(second.case)]);
        to.add(question!("link-words"), &[Is(first.word), Is(second.word), Is(second.case)]);
        if initial {
            to.add(question!("link-initial"), &[Is(gap), Is(second.case)]);
        }
        if genitive {
            to.add(question!("link-genitive"), &[Is(gap), Is(second.name)]);
        }
    });
}
