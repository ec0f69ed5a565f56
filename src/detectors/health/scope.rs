//! Whose health: whether the message ties a finding to a person or speaks in general.

use super::evidence::{Message, kind, lexical};
use crate::dictionary::{Tag, Tags};
use crate::tagger::{Atom, Evidence, Part, atom, question};
use crate::text::Text;

use Part::{Is, Word as Itself};

/// How many words before and behind are looked at one by one.
const REACH: usize = 6;

/// Everything that says whose the health information at word `at` is.
pub(super) fn of_finding(message: &Message<'_, '_>, at: usize, to: &mut impl Evidence) {
    let text = message.text;
    let (person, asks) = (message.person, message.asks);
    let own = kind(text, at);
    let count = match text.words().len() {
        0..=3 => atom!("1-3"),
        4..=8 => atom!("4-8"),
        9..=20 => atom!("9-20"),
        _ => atom!("21-"),
    };
    let who = who(text, at);
    to.add_group(question!("itself"), &[own, person, asks, count, who], |to| {
        to.add(question!("bias"), &[]);
        to.add(question!("person"), &[Is(person), Is(asks)]);
        to.add(question!("kind"), &[Is(own), Is(asks)]);
        to.add(question!("kind"), &[Is(own), Is(person)]);
        to.add(question!("words"), &[Is(count), Is(asks), Is(person)]);
        to.add(question!("who"), &[Is(who), Is(asks)]);
    });
    if let Some(first) = lexical(text, 0) {
        to.add(question!("first-word"), &[Itself(first)]);
        if let Some(second) = lexical(text, 1) {
            to.add(question!("first-words"), &[Itself(first), Itself(second)]);
        }
    }
    for near in at.saturating_sub(REACH)..=at + REACH {
        if near == at || text.word(near).is_none() {
            continue;
        }
        let side = if near < at { question!("before") } else { question!("behind") };
        if let Some(word) = lexical(text, near) {
            to.add(side, &[Itself(word)]);
            if near + 2 >= at && near <= at + 1 {
                to.add(side, &[Itself(word), Is(if near < at { atom!("near") } else { atom!("next") })]);
            }
        } else {
            to.add(side, &[Is(kind(text, near))]);
        }
    }
    if let Some(word) = lexical(text, at) {
        to.add(question!("word"), &[Itself(word)]);
    }
}

/// Who is nearest before the finding: the sentence is likely about that one.
fn who(text: &Text<'_>, at: usize) -> Atom {
    const WHO: Tags = Tags::of(Tag::FirstPerson).and(Tag::CueRelative).and(Tag::GivenName);
    match (0..at).rev().take(8).filter_map(|at| text.word(at)).find(|word| word.tags().any_of(WHO)) {
        None => atom!("nobody"),
        Some(word) if word.has(Tag::FirstPerson) => atom!("writer"),
        Some(word) if word.has(Tag::CueRelative) => atom!("relative"),
        Some(_) => atom!("named"),
    }
}
