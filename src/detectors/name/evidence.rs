//! What speaks for and against a word being part of a name: the features of the model.
//!
//! Each template is a question with a name; README and `fit_weights` call features by these names. Words of the message
//! enter a feature only where they are ordinary words or cues; of the word in question only its ending and its groups
//! of three letters do, and the word itself where the dictionaries call it a name *and* a word.

use super::cues::introduction;
use super::reading::{Manner, NAMES, Reading, has_foreign_letter, is_lexical, is_single_letter, is_unknown, reading};
use crate::dictionary::Tag;
use crate::tagger::{Atom, Evidence, Part, atom, gap_atom};
use crate::text::{Text, Word};

use Part::{Is, Word as Letters};

/// A neighbour of a word: what it is, and the gap between.
struct Neighbour<'t> {
    /// The folded word, where it is an ordinary one.
    lexical: Option<&'t str>,
    reading: Reading,
    /// Its kind in one word.
    kind: Atom,
    gap: Atom,
}

const NOTHING: Atom = atom("nothing");

fn neighbour<'t>(text: &'t Text<'_>, at: Option<usize>, gap: &str, manner: Manner) -> Neighbour<'t> {
    const EDGE: Reading = Reading { name: atom("edge"), word: atom("edge"), other: atom("edge"), case: atom("edge") };
    const PLACEHOLDER: Reading = Reading {
        name: atom("placeholder"),
        word: atom("placeholder"),
        other: atom("placeholder"),
        case: atom("placeholder"),
    };
    let Some((at, word)) = at.and_then(|at| Some((at, text.word(at)?))) else {
        return Neighbour { lexical: None, reading: EDGE, kind: EDGE.name, gap: gap_atom(gap) };
    };
    if word.has(Tag::Placeholder) {
        return Neighbour { lexical: None, reading: PLACEHOLDER, kind: PLACEHOLDER.name, gap: gap_atom(gap) };
    }
    let reading = reading(text, at, word, manner);
    let lexical = is_lexical(word).then(|| text.folded(word));
    Neighbour { lexical, reading, kind: kind(word, reading), gap: gap_atom(gap) }
}

/// One word for what a neighbour is.
fn kind(word: &Word, reading: Reading) -> Atom {
    const NAME: Atom = atom("name");
    const PERHAPS: Atom = atom("perhaps-name");
    const INITIAL: Atom = atom("initial");
    const PARTICLE: Atom = atom("particle");
    const USUAL: Atom = atom("usual-name");
    const BUILT: Atom = atom("built");
    const PLACE: Atom = atom("place");
    const ORGANISATION: Atom = atom("organisation");
    const WORD: Atom = atom("word");
    const UNKNOWN: Atom = atom("unknown");
    let tags = word.tags();
    if reading.name == atom("initial") {
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
    } else if reading.word != atom("no-word") {
        reading.word
    } else {
        WORD
    }
}

/// Everything that is said about the word at `at`.
pub(super) fn of_word(text: &Text<'_>, at: usize, manner: Manner, to: &mut impl Evidence) {
    let Some(word) = text.word(at) else { return };
    let own = reading(text, at, word, manner);
    let folded = text.folded(word);
    itself(word, folded, own, manner, to);
    if has_foreign_letter(text, word) {
        to.add(atom("foreign-mark"), &[Is(own.case)]);
        to.add(atom("foreign-mark"), &[Is(own.name), Is(own.word)]);
    }
    if own.name == atom("unknown")
        || own.name == atom("built")
        || own.word == atom("no-word") && own.case != atom("title")
    {
        spelling(folded, own, to);
    }
    let left = neighbour(text, at.checked_sub(1), text.gap_before(at), manner);
    let right = neighbour(text, Some(at + 1), text.gap_before(at + 1), manner);
    sides(
        own,
        &left,
        [atom("left-word"), atom("left"), atom("left-case"), atom("left-gap"), atom("left-gap-kind")],
        to,
    );
    sides(
        own,
        &right,
        [atom("right-word"), atom("right"), atom("right-case"), atom("right-gap"), atom("right-gap-kind")],
        to,
    );
    both(own, &left, &right, to);
    further(text, at, own, &left, &right, manner, to);
    place_in_message(text, at, own, to);
    introduced(text, at, own, to);
}

/// What the word is by itself.
fn itself(word: &Word, folded: &str, own: Reading, manner: Manner, to: &mut impl Evidence) {
    to.add(atom("bias"), &[]);
    to.add(atom("register"), &[Is(manner.register)]);
    to.add(atom("register"), &[Is(manner.register), Is(own.case)]);
    to.add(atom("register"), &[Is(manner.register), Is(own.name), Is(own.word)]);
    to.add(atom("case"), &[Is(own.case)]);
    to.add(atom("name-word"), &[Is(own.name), Is(own.word)]);
    to.add(atom("name-case"), &[Is(own.name), Is(own.case)]);
    to.add(atom("word-case"), &[Is(own.word), Is(own.case)]);
    to.add(atom("other-case"), &[Is(own.other), Is(own.case)]);
    to.add(atom("name-other"), &[Is(own.name), Is(own.other)]);
    to.add(atom("name-word-case"), &[Is(own.name), Is(own.word), Is(own.case)]);
    to.add(atom("name-word-other"), &[Is(own.name), Is(own.word), Is(own.other)]);
    if word.has(Tag::NameGenitive) {
        to.add(atom("genitive"), &[Is(own.name)]);
        to.add(atom("genitive-case"), &[Is(own.case)]);
    }
    let named = word.tags().any_of(NAMES);
    if named && own.word != atom("no-word") {
        to.add(atom("word"), &[Letters(folded)]);
    }
}

/// How a word is spelled that no dictionary settles: its length, its ending, its groups of three letters.
fn spelling(folded: &str, own: Reading, to: &mut impl Evidence) {
    let letters = folded.chars().count();
    let length = match letters {
        0..=2 => atom("1-2"),
        3 => atom("3"),
        4..=5 => atom("4-5"),
        6..=8 => atom("6-8"),
        9..=12 => atom("9-12"),
        _ => atom("13-"),
    };
    to.add(atom("length"), &[Is(length), Is(own.case)]);
    to.add(atom("length-name"), &[Is(length), Is(own.name)]);
    if folded.contains(['w', 'z', 'x', 'q', 'c']) {
        to.add(atom("foreign-letter"), &[Is(own.case)]);
    }
    for count in [2, 3, 4] {
        if letters > count {
            let start = folded.char_indices().rev().nth(count - 1).map_or(0, |(start, _)| start);
            to.add(atom("ending"), &[Letters(folded.get(start..).unwrap_or(""))]);
        }
    }
    // The beginning is a group of its own, for names begin otherwise than words.
    let third = folded.char_indices().nth(3).map_or(folded.len(), |(at, _)| at);
    to.add(atom("beginning"), &[Letters(folded.get(..third).unwrap_or(""))]);
    let mut starts = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).take(24);
    let (mut first, mut second, mut last) = (starts.next(), starts.next(), starts.next());
    for end in starts {
        if let (Some(from), Some(_), Some(_)) = (first, second, last) {
            to.add(atom("letters"), &[Letters(folded.get(from..end).unwrap_or(""))]);
        }
        (first, second, last) = (second, last, Some(end));
    }
}

/// What stands beside the word.
fn sides(own: Reading, side: &Neighbour<'_>, templates: [Atom; 5], to: &mut impl Evidence) {
    let [word, kind, case, gap, gap_kind] = templates;
    if let Some(lexical) = side.lexical {
        to.add(word, &[Letters(lexical), Is(side.gap)]);
        to.add(word, &[Letters(lexical), Is(own.case)]);
        to.add(word, &[Letters(lexical), Is(own.name)]);
    }
    to.add(kind, &[Is(side.kind), Is(own.name), Is(side.gap)]);
    to.add(kind, &[Is(side.reading.name), Is(own.name), Is(own.word)]);
    to.add(kind, &[Is(side.reading.other), Is(own.name), Is(side.gap)]);
    to.add(case, &[Is(side.reading.case), Is(own.case), Is(side.gap)]);
    to.add(case, &[Is(side.reading.case), Is(side.kind), Is(own.case), Is(own.name)]);
    to.add(gap, &[Is(side.gap), Is(own.case)]);
    to.add(gap, &[Is(side.gap), Is(own.name), Is(own.word)]);
    to.add(gap_kind, &[Is(side.gap), Is(side.kind), Is(own.case)]);
}

/// Both sides together.
fn both(own: Reading, left: &Neighbour<'_>, right: &Neighbour<'_>, to: &mut impl Evidence) {
    to.add(atom("between"), &[Is(left.kind), Is(right.kind), Is(own.name), Is(own.case)]);
    to.add(atom("between-gaps"), &[Is(left.gap), Is(right.gap), Is(own.name), Is(own.case)]);
    if let (Some(left), Some(right)) = (left.lexical, right.lexical) {
        to.add(atom("between-words"), &[Letters(left), Letters(right)]);
    }
}

/// The words next but one.
fn further(
    text: &Text<'_>,
    at: usize,
    own: Reading,
    left: &Neighbour<'_>,
    right: &Neighbour<'_>,
    manner: Manner,
    to: &mut impl Evidence,
) {
    // Beyond the first and the last word there is nothing, not even a gap.
    let gap = |at: Option<usize>| at.filter(|at| text.word(*at).is_some()).map_or("", |at| text.gap_before(at));
    let second_left = neighbour(text, at.checked_sub(2), gap(at.checked_sub(1)), manner);
    let second_right = neighbour(text, Some(at + 2), gap(Some(at + 2)), manner);
    for (near, far, words, kinds) in [
        (left, &second_left, atom("two-left-words"), atom("two-left")),
        (right, &second_right, atom("two-right-words"), atom("two-right")),
    ] {
        match (near.lexical, far.lexical) {
            (Some(near), Some(far)) => to.add(words, &[Letters(far), Letters(near)]),
            // "Kari og Ola": a name on the other side of a little word.
            (Some(word), None) => to.add(kinds, &[Is(far.kind), Is(far.reading.case), Letters(word), Is(own.case)]),
            (None, Some(word)) => to.add(kinds, &[Is(near.kind), Is(near.gap), Letters(word)]),
            (None, None) => to.add(kinds, &[Is(far.kind), Is(near.kind), Is(own.name), Is(own.case)]),
        }
        to.add(kinds, &[Is(far.kind), Is(near.gap), Is(far.gap), Is(own.case)]);
    }
}

/// Where in the message the word stands.
fn place_in_message(text: &Text<'_>, at: usize, own: Reading, to: &mut impl Evidence) {
    let count = match text.words().len() {
        1 => atom("1"),
        2 => atom("2"),
        3..=4 => atom("3-4"),
        _ => atom("5-"),
    };
    to.add(atom("message-words"), &[Is(count), Is(own.name), Is(own.word), Is(own.case)]);
    // A last line of a few words: a signature.
    let behind = text.words().len() - at;
    if behind <= 3 {
        let line = (at.saturating_sub(2)..=at).rev().find(|at| gap_atom(text.gap_before(*at)) == atom("line"));
        let signed = if line.is_some() { atom("last-line") } else { atom("last-words") };
        to.add(atom("end"), &[Is(signed), Is(own.name), Is(own.case)]);
    }
}

/// What introduces the word, perhaps over a small word between.
fn introduced(text: &Text<'_>, at: usize, own: Reading, to: &mut impl Evidence) {
    let by = introduction(text, at);
    if by != NOTHING {
        to.add(atom("introduced"), &[Is(by), Is(own.case)]);
        to.add(atom("introduced"), &[Is(by), Is(own.name), Is(own.word)]);
    }
}

/// Everything that is said about two neighbouring words being parts of names together.
pub(super) fn of_link(text: &Text<'_>, at: usize, manner: Manner, to: &mut impl Evidence) {
    let Some((before, left, right)) =
        at.checked_sub(1).and_then(|before| Some((before, text.word(before)?, text.word(at)?)))
    else {
        return;
    };
    let (first, second) = (reading(text, before, left, manner), reading(text, at, right, manner));
    let gap = gap_atom(text.gap_before(at));
    to.add(atom("link"), &[Is(gap)]);
    to.add(atom("link-names"), &[Is(gap), Is(first.name), Is(second.name)]);
    to.add(atom("link-cases"), &[Is(gap), Is(first.case), Is(second.case)]);
    to.add(atom("link-words"), &[Is(first.word), Is(second.word), Is(second.case)]);
    if is_single_letter(text, left) || is_single_letter(text, right) {
        to.add(atom("link-initial"), &[Is(gap), Is(second.case)]);
    }
    if left.has(Tag::NameGenitive) {
        to.add(atom("link-genitive"), &[Is(gap), Is(second.name)]);
    }
}
