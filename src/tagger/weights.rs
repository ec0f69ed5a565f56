//! The weights: a table from features to small integers.
//!
//! A feature is a template and some parts: `left-word="heter"`, `name/case=given/title`. Parts are either atoms, which
//! stand for readings, or folded words and pieces of words, which are quoted. The table holds the hash of each feature
//! and its weight; evidence is summed up by additions alone.

use std::ops::Range;

use super::memo::Memo;
use crate::dictionary::WordKey;
use crate::{eight, fnv};

/// The template of a feature: a question with a name.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    name: &'static str,
    hash: u64,
}

/// A named value, known by its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Atom {
    hash: u64,
    #[cfg(any(test, feature = "fitting"))]
    name: &'static str,
}

impl Question {
    pub(crate) const fn named(name: &'static str) -> Question {
        Question { name, hash: hash(name.as_bytes()) }
    }
}

impl Atom {
    pub(crate) const fn named(name: &'static str) -> Atom {
        Atom {
            hash: hash(name.as_bytes()),
            #[cfg(any(test, feature = "fitting"))]
            name,
        }
    }
}

/// The atom of a name, worked out when the crate is compiled.
macro_rules! atom {
    ($name:literal) => {
        const { $crate::tagger::weights::Atom::named($name) }
    };
}
pub(crate) use atom;

/// The question of a name, worked out when the crate is compiled.
macro_rules! question {
    ($name:literal) => {
        const { $crate::tagger::weights::Question::named($name) }
    };
}
pub(crate) use question;

/// Names are short and hashed when the crate is compiled.
const fn hash(name: &[u8]) -> u64 {
    fnv::add(fnv::EMPTY, name)
}

/// A part of a feature.
#[derive(Clone, Copy)]
pub(crate) enum Part<'p> {
    /// A reading.
    Is(Atom),
    /// A piece of a folded word.
    Piece(&'p str),
    /// A word of the message.
    Word(Known<'p>),
}

/// A folded word whose hash is known.
#[derive(Clone, Copy)]
pub(crate) struct Known<'p> {
    pub(crate) key: WordKey,
    #[cfg_attr(not(feature = "fitting"), allow(dead_code, reason = "only the program that fits weights reads it"))]
    pub(crate) folded: &'p str,
}

/// Takes features as they are found.
pub(crate) trait Evidence: Sized {
    fn add(&mut self, question: Question, parts: &[Part<'_>]);

    /// Takes features that nothing but the question and the readings decides about, not even whether they are there.
    #[inline(always)]
    fn add_group(&mut self, _question: Question, _readings: &[Atom], features: impl FnOnce(&mut Self)) {
        features(self);
    }
}

/// Sums the weights of features.
pub(crate) struct Sum<'m> {
    weights: &'m Weights,
    pub(crate) total: i32,
}

impl Evidence for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, question: Question, parts: &[Part<'_>]) {
        self.total += self.weights.of(question, parts);
    }

    #[inline(always)]
    fn add_group(&mut self, question: Question, readings: &[Atom], features: impl FnOnce(&mut Self)) {
        // The hashes of atoms are as good as random, so that turning them tells which stands where.
        let turned = readings.iter().fold(0_u64, |key, reading| key.rotate_left(7) ^ reading.hash);
        let key = mix(question.hash, turned);
        match self.weights.groups.get(key) {
            Some(sum) => self.total += sum,
            None => self.of_new_group(key, features),
        }
    }
}

impl Sum<'_> {
    #[cold]
    #[inline(never)]
    fn of_new_group(&mut self, key: u64, features: impl FnOnce(&mut Self)) {
        let before = self.total;
        features(self);
        self.weights.groups.put(key, self.total - before);
    }
}

/// Sums the weights of features by their templates, so that it can be said which questions spoke.
pub(crate) struct ByQuestion<'m> {
    weights: &'m Weights,
    totals: Vec<(&'static str, i32)>,
}

impl Evidence for ByQuestion<'_> {
    fn add(&mut self, question: Question, parts: &[Part<'_>]) {
        let weight = self.weights.of(question, parts);
        match self.totals.iter_mut().find(|(name, _)| *name == question.name) {
            Some((_, total)) => *total += weight,
            None => self.totals.push((question.name, weight)),
        }
    }
}

impl Weights {
    /// The weight of one feature; zero when it is not in the table.
    #[inline(always)]
    fn of(&self, question: Question, parts: &[Part<'_>]) -> i32 {
        let key = parts.iter().fold(question.hash, |key, part| {
            mix(
                key,
                match part {
                    Part::Is(atom) => atom.hash,
                    Part::Piece(piece) => WordKey::of(piece).bits(),
                    Part::Word(word) => word.key.bits(),
                },
            )
        });
        self.get(key)
    }

    /// What is said of some words in a row, by question: the sums of the weights of each template.
    pub(crate) fn by_question(
        &self,
        words: Range<usize>,
        mut of_word: impl FnMut(usize, &mut ByQuestion<'_>),
        mut of_link: impl FnMut(usize, &mut ByQuestion<'_>),
    ) -> Vec<(&'static str, i32)> {
        let mut by_question = ByQuestion { weights: self, totals: Vec::new() };
        for at in words.clone() {
            of_word(at, &mut by_question);
            if at > words.start {
                of_link(at, &mut by_question);
            }
        }
        by_question.totals
    }
}

#[inline(always)]
fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

/// The table: open addressing, 48 bits of the hash and 16 of the weight in a slot.
pub(crate) struct Weights {
    slots: Box<[u64]>,
    /// What groups of features came to.
    groups: Memo,
}

const WEIGHT: u64 = 0xFFFF;

impl Weights {
    /// Reads lines of `feature<TAB>weight`; others are comments.
    pub(crate) fn read(text: &str) -> Weights {
        // A line is some thirty bytes; half of the slots stay empty at least.
        let slots = (text.len() / 15).next_power_of_two();
        let mut weights = Weights { slots: vec![0; slots].into_boxed_slice(), groups: Memo::new() };
        let mut template = Template { name: &[], hash: 0 };
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (feature, behind) = column(rest);
            let (weight, behind) = column(behind.strip_prefix(b"\t").unwrap_or(behind));
            rest = behind.get(1..).unwrap_or_default();
            if let (Some(key), Some(weight)) = (key_of(feature, &mut template), number(weight)) {
                let place = weights.place(key);
                if let Some(slot) = weights.slots.get_mut(place) {
                    *slot = (key & !WEIGHT) | u64::from(weight as u16);
                }
            }
        }
        weights
    }

    /// Heap bytes.
    pub(crate) fn memory_usage(&self) -> usize {
        size_of_val(&*self.slots) + self.groups.memory_usage()
    }

    fn place(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && (slot ^ key) & !WEIGHT != 0) {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline(always)]
    fn get(&self, key: u64) -> i32 {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if (slot ^ key) & !WEIGHT == 0 {
                return i32::from((slot & WEIGHT) as u16 as i16);
            }
            if slot == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
    }

    /// A sum that starts at zero.
    pub(crate) fn sum(&self) -> Sum<'_> {
        Sum { weights: self, total: 0 }
    }
}

/// A template as it is written, with its hash: lines are sorted, so that many in a row have the same.
struct Template<'t> {
    name: &'t [u8],
    hash: u64,
}

/// The hash of a feature as it is written: `template=part/part`, words in quotes.
fn key_of<'t>(feature: &'t [u8], template: &mut Template<'t>) -> Option<u64> {
    let parts = match feature.strip_prefix(template.name) {
        Some([b'=', parts @ ..]) => parts,
        _ => {
            let (name, parts) = feature.split_at_checked(feature.iter().position(|byte| *byte == b'=')?)?;
            *template = Template { name, hash: hash(name) };
            parts.strip_prefix(b"=")?
        }
    };
    let (mut key, mut rest) = (template.hash, parts);
    while !rest.is_empty() {
        let (part, behind) = rest.split_at_checked(eight::position(rest, |eight| eight::equal(eight, b'/')))?;
        let value = match part {
            [b'"', word @ .., b'"'] => WordKey::of_bytes(word).bits(),
            [b'"', ..] => return None,
            part => hash(part),
        };
        key = mix(key, value);
        rest = behind.get(1..).unwrap_or_default();
    }
    Some(key)
}

/// What stands before the next tab or line break, and the rest from there on.
fn column(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = eight::position(bytes, |eight| eight::below(eight, b' '));
    bytes.split_at_checked(end).unwrap_or((bytes, &[]))
}

/// A number as it is written.
fn number(weight: &[u8]) -> Option<i16> {
    let (sign, digits) = match weight {
        [b'-', digits @ ..] => (-1, digits),
        digits => (1, digits),
    };
    let digit = |sum: i16, digit: &u8| {
        let value = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(value)
    };
    Some(sign * digits.iter().try_fold(0, digit).filter(|_| !digits.is_empty())?)
}

/// The names of features, for the program that fits their weights.
#[cfg(feature = "fitting")]
#[derive(Default)]
pub(crate) struct Written(pub(crate) Vec<String>);

#[cfg(feature = "fitting")]
impl Evidence for Written {
    fn add(&mut self, question: Question, parts: &[Part<'_>]) {
        self.0.push(written(question, parts));
    }
}

/// A feature as it is written.
#[cfg(any(test, feature = "fitting"))]
pub(crate) fn written(question: Question, parts: &[Part<'_>]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Is(atom) => atom.name.to_owned(),
            Part::Piece(piece) => format!("\"{piece}\""),
            Part::Word(word) => format!("\"{}\"", word.folded),
        })
        .collect();
    format!("{}={}", question.name, parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_feature_has_the_hash_of_the_feature() {
        let parts = [Part::Is(Atom::named("given")), Part::Piece("heter"), Part::Is(Atom::named("title"))];
        let name = written(Question::named("left"), &parts);
        assert_eq!(name, "left=given/\"heter\"/title");
        let weights = Weights::read(&format!("# comment\n{name}\t-321\nbias=\t7\n"));
        let mut sum = weights.sum();
        sum.add(Question::named("left"), &parts);
        sum.add(Question::named("bias"), &[]);
        sum.add(Question::named("right"), &parts);
        assert_eq!(sum.total, -314);
    }
}
