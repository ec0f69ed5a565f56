//! The weights: a table from features to small integers.
//!
//! A feature is a template and some parts: `left-word="heter"`, `name/case=given/title`. Parts are either atoms, which
//! stand for readings, or folded words and pieces of words, which are quoted. The table holds the hash of each feature
//! and its weight; evidence is summed up by additions alone.

use std::ops::Range;

use crate::dictionary::WordKey;

/// A named value with its hash.
#[derive(Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) name: &'static str,
    hash: u64,
}

impl PartialEq for Atom {
    fn eq(&self, other: &Atom) -> bool {
        self.hash == other.hash
    }
}

/// The atom of a name.
pub(crate) const fn atom(name: &'static str) -> Atom {
    Atom { name, hash: hash(name) }
}

/// FNV-1a: names are short and hashed when the crate is compiled.
const fn hash(name: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut bytes = name.as_bytes();
    while let [first, rest @ ..] = bytes {
        hash = (hash ^ *first as u64).wrapping_mul(0x0000_0100_0000_01B3);
        bytes = rest;
    }
    hash
}

/// A part of a feature.
#[derive(Clone, Copy)]
pub(crate) enum Part<'p> {
    /// A reading.
    Is(Atom),
    /// A folded word, or a piece of one.
    Word(&'p str),
}

/// Takes features as they are found.
pub(crate) trait Evidence {
    fn add(&mut self, template: Atom, parts: &[Part<'_>]);
}

/// Sums the weights of features.
pub(crate) struct Sum<'m> {
    weights: &'m Weights,
    pub(crate) total: i32,
}

impl Evidence for Sum<'_> {
    fn add(&mut self, template: Atom, parts: &[Part<'_>]) {
        self.total += self.weights.of(template, parts);
    }
}

/// Sums the weights of features by their templates, so that it can be said which questions spoke.
pub(crate) struct ByQuestion<'m> {
    weights: &'m Weights,
    totals: Vec<(&'static str, i32)>,
}

impl Evidence for ByQuestion<'_> {
    fn add(&mut self, template: Atom, parts: &[Part<'_>]) {
        let weight = self.weights.of(template, parts);
        match self.totals.iter_mut().find(|(question, _)| *question == template.name) {
            Some((_, total)) => *total += weight,
            None => self.totals.push((template.name, weight)),
        }
    }
}

impl Weights {
    /// The weight of one feature; zero when it is not in the table.
    fn of(&self, template: Atom, parts: &[Part<'_>]) -> i32 {
        let key = parts.iter().fold(template.hash, |key, part| {
            mix(
                key,
                match part {
                    Part::Is(atom) => atom.hash,
                    Part::Word(word) => WordKey::of(word).bits(),
                },
            )
        });
        self.get(key)
    }

    /// What is said of some words in a row, by question: the sums of the weights of each template.
    pub(crate) fn by_question(
        &self,
        words: Range<usize>,
        of_word: impl Fn(usize, &mut ByQuestion<'_>),
        of_link: impl Fn(usize, &mut ByQuestion<'_>),
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

fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

/// The table: open addressing, 48 bits of the hash and 16 of the weight in a slot.
pub(crate) struct Weights {
    slots: Box<[u64]>,
}

const WEIGHT: u64 = 0xFFFF;

impl Weights {
    /// Reads lines of `feature<TAB>weight`; others are comments.
    pub(crate) fn read(text: &str) -> Weights {
        let lines = || text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once('\t'));
        // A line is some thirty bytes; half of the slots stay empty at least.
        let slots = (text.len() / 12).next_power_of_two();
        let mut weights = Weights { slots: vec![0; slots].into_boxed_slice() };
        for (feature, weight) in lines() {
            if let (Some(key), Ok(weight)) = (key_of(feature), weight.parse::<i16>()) {
                let place = weights.place(key);
                if let Some(slot) = weights.slots.get_mut(place) {
                    *slot = (key & !WEIGHT) | u64::from(weight as u16);
                }
            }
        }
        weights
    }

    fn place(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && (slot ^ key) & !WEIGHT != 0) {
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, key: u64) -> i32 {
        self.slots.get(self.place(key)).map_or(0, |slot| i32::from((slot & WEIGHT) as u16 as i16))
    }

    /// A sum that starts at zero.
    pub(crate) fn sum(&self) -> Sum<'_> {
        Sum { weights: self, total: 0 }
    }
}

/// The hash of a feature as it is written: `template=part/part`, words in quotes.
fn key_of(feature: &str) -> Option<u64> {
    let (template, parts) = feature.split_once('=')?;
    parts.split('/').filter(|part| !part.is_empty()).try_fold(hash(template), |key, part| {
        let value = match part.strip_prefix('"') {
            Some(word) => WordKey::of(word.strip_suffix('"')?).bits(),
            None => hash(part),
        };
        Some(mix(key, value))
    })
}

/// The names of features, for the program that fits their weights.
#[cfg(feature = "fitting")]
#[derive(Default)]
pub(crate) struct Written(pub(crate) Vec<String>);

#[cfg(feature = "fitting")]
impl Evidence for Written {
    fn add(&mut self, template: Atom, parts: &[Part<'_>]) {
        self.0.push(written(template, parts));
    }
}

/// A feature as it is written.
#[cfg(any(test, feature = "fitting"))]
pub(crate) fn written(template: Atom, parts: &[Part<'_>]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Is(atom) => atom.name.to_owned(),
            Part::Word(word) => format!("\"{word}\""),
        })
        .collect();
    format!("{}={}", template.name, parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_feature_has_the_hash_of_the_feature() {
        let parts = [Part::Is(atom("given")), Part::Word("heter"), Part::Is(atom("title"))];
        let name = written(atom("left"), &parts);
        assert_eq!(name, "left=given/\"heter\"/title");
        let weights = Weights::read(&format!("# comment\n{name}\t-321\nbias=\t7\n"));
        let mut sum = weights.sum();
        sum.add(atom("left"), &parts);
        sum.add(atom("bias"), &[]);
        sum.add(atom("right"), &parts);
        assert_eq!(sum.total, -314);
    }
}
