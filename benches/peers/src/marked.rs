//! What a design finds in messages whose personal data is marked.

use std::collections::{BTreeMap, HashSet};

use crate::designs::Design;
use crate::support::corpus::lines;

/// A message, and the personal data in it: kind and value.
pub struct Marked {
    pub text: String,
    values: Vec<(&'static str, String)>,
}

/// The marked messages of `data/marked.txt`.
pub fn marked() -> Vec<Marked> {
    lines(include_str!("../data/marked.txt")).map(read).collect()
}

fn read(line: &'static str) -> Marked {
    let mut marked = Marked { text: String::new(), values: Vec::new() };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (value, after) = after.split_once('}').expect("a mark is closed");
        let (kind, value) = value.split_once('|').expect("a mark has a kind");
        marked.text.push_str(before);
        marked.text.push_str(value);
        marked.values.push((kind, value.to_owned()));
        rest = after;
    }
    marked.text.push_str(rest);
    marked
}

/// What a design left of the marked messages.
#[derive(Default)]
pub struct Score {
    /// By kind: how many values were masked, how many there are.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
    /// Messages without personal data in which something was masked, and how many of those there are.
    pub false_hits: (usize, usize),
}

impl Score {
    /// Share of all marked values that were masked.
    pub fn found(&self) -> f64 {
        let (found, all) = self.kinds.values().fold((0, 0), |(found, all), (some, of)| (found + some, all + of));
        found as f64 / all as f64
    }

    /// The same for one kind.
    pub fn of(&self, kind: &str) -> f64 {
        self.kinds.get(kind).map_or(0.0, |(found, all)| *found as f64 / *all as f64)
    }
}

/// Scores a design by what it lets stand, so that each is measured alike, whatever it says of its findings.
pub fn score(design: &dyn Design) -> Score {
    let mut score = Score::default();
    for message in marked() {
        let masked = design.scrub(&message.text);
        if message.values.is_empty() {
            score.false_hits.0 += usize::from(masked != message.text);
            score.false_hits.1 += 1;
        }
        let left: HashSet<&str> = parts(&masked).collect();
        for (kind, value) in &message.values {
            let (found, all) = score.kinds.entry(kind).or_default();
            // Masked is what no part of is readable any more.
            *found += usize::from(!parts(value).any(|part| left.contains(part)));
            *all += 1;
        }
    }
    score
}

/// Words and numbers of two characters and more.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 1)
}
