//! Values with their places: what a document says is asked for key by key.
//!
//! By hand and not derived, because derived readers quote the value they refuse and lose the place. Every refusal
//! names the place and what would be right there.

use std::collections::BTreeMap;

use super::PolicyError;
use super::tree::Tree;

/// The most entries of a list, dictionaries aside.
const MOST: usize = 10_000;

/// The place of what stands in no table.
const DOCUMENT: &str = "the document";

/// A value and where it stands.
pub(super) struct Value {
    place: String,
    tree: Tree,
}

impl Value {
    pub(super) fn document(tree: Tree) -> Value {
        Value { place: String::new(), tree }
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(super) fn refuse(&self, problem: impl Into<String>) -> PolicyError {
        PolicyError::new(&self.place, problem.into())
    }

    /// A text that is not empty, at most `longest` bytes, without control characters.
    pub(super) fn text(&self, longest: usize) -> Result<&str, PolicyError> {
        let Tree::Text(text) = &self.tree else { return Err(self.refuse("this must be a text, in quotation marks")) };
        if text.trim().is_empty() {
            return Err(self.refuse("this is empty"));
        }
        if text.len() > longest {
            return Err(self.refuse(format!("this is longer than {longest} bytes")));
        }
        if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(self.refuse("this holds a control character"));
        }
        Ok(text)
    }

    pub(super) fn flag(&self) -> Result<bool, PolicyError> {
        let Tree::Flag(flag) = self.tree else { return Err(self.refuse("this must be true or false")) };
        Ok(flag)
    }

    /// A whole number within bounds, both inclusive.
    pub(super) fn number(&self, least: usize, most: usize) -> Result<usize, PolicyError> {
        let number = match self.tree {
            Tree::Number(number) => usize::try_from(number).ok(),
            _ => None,
        };
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| self.refuse(format!("this must be a whole number from {least} to {most}")))
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, PolicyError> {
        let known = match &self.tree {
            Tree::Text(text) => words.iter().find(|(word, _)| word == text),
            _ => None,
        };
        known
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| self.refuse(format!("this must be one of {}", listed(words.iter().map(|(word, _)| *word)))))
    }

    /// A list of at most [`MOST`] values.
    pub(super) fn list(self) -> Result<Vec<Value>, PolicyError> {
        self.list_of(MOST)
    }

    pub(super) fn list_of(self, most: usize) -> Result<Vec<Value>, PolicyError> {
        let Value { place, tree } = self;
        let Tree::List(items) = tree else { return Err(PolicyError::new(place, "this must be a list, in brackets")) };
        if items.len() > most {
            return Err(PolicyError::new(place, format!("there are more than {most} entries")));
        }
        let at = |(i, tree)| Value { place: format!("{place}[{i}]"), tree };
        Ok(items.into_iter().enumerate().map(at).collect())
    }

    pub(super) fn table(self) -> Result<Table, PolicyError> {
        let Value { place, tree } = self;
        let Tree::Table(entries) = tree else {
            return Err(PolicyError::new(if place.is_empty() { DOCUMENT } else { &place }, "this must be a table"));
        };
        Ok(Table { place, entries, known: Vec::new() })
    }

    /// A list of tables, or one table as a list of one.
    pub(super) fn tables(self) -> Result<Vec<Table>, PolicyError> {
        let values = if matches!(self.tree, Tree::List(_)) { self.list()? } else { vec![self] };
        values.into_iter().map(Value::table).collect()
    }
}

/// A table of which each key is asked for; what nobody asked for is an error.
pub(super) struct Table {
    place: String,
    entries: BTreeMap<String, Tree>,
    known: Vec<&'static str>,
}

impl Table {
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    fn below(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    pub(super) fn refuse(&self, key: &str, problem: impl Into<String>) -> PolicyError {
        PolicyError::new(self.below(key), problem.into())
    }

    pub(super) fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        let tree = self.entries.remove(key)?;
        Some(Value { place: self.below(key), tree })
    }

    pub(super) fn require(&mut self, key: &'static str) -> Result<Value, PolicyError> {
        self.take(key).ok_or_else(|| self.refuse(key, "this is missing"))
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Result<bool, PolicyError> {
        self.take(key).map_or(Ok(false), |value| value.flag())
    }

    /// The entries whose keys `meaning` understands, with what they mean.
    pub(super) fn understood<T>(&mut self, meaning: impl Fn(&str) -> Option<T>) -> Vec<(T, Value)> {
        let entries = std::mem::take(&mut self.entries);
        let mut understood = Vec::new();
        for (key, tree) in entries {
            match meaning(&key) {
                Some(meant) => understood.push((meant, Value { place: self.below(&key), tree })),
                None => drop(self.entries.insert(key, tree)),
            }
        }
        understood
    }

    /// Refuses the first key that nobody asked for.
    pub(super) fn finish(self) -> Result<(), PolicyError> {
        self.finish_among(&[])
    }

    /// The same where `others` would have been understood too.
    pub(super) fn finish_among(self, others: &[&'static str]) -> Result<(), PolicyError> {
        let Some(key) = self.entries.keys().next() else { return Ok(()) };
        let known: Vec<&'static str> = self.known.iter().chain(others).copied().collect();
        let named = if looks_like_a_key(key) { format!("the key `{key}`") } else { "a key".to_owned() };
        let place = if self.place.is_empty() { DOCUMENT.to_owned() } else { self.place };
        let meant = nearest(key, &known).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        let known = listed(known.into_iter());
        Err(PolicyError::new(place, format!("{named} is not known here{meant} (known are {known})")))
    }

    /// The same where a key may be what somebody should have written as a value: it is not quoted.
    pub(super) fn finish_quietly(self) -> Result<(), PolicyError> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let known = listed(self.known.into_iter());
        Err(PolicyError::new(self.place, format!("a key is not known here (known are {known})")))
    }
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Whether a key is a word such as a policy's keys are, so that it can be quoted: no value that was put in its place.
fn looks_like_a_key(key: &str) -> bool {
    key.len() <= 32 && key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-'))
}

/// The word that somebody who wrote `written` meant: at most two letters away, and no more than half of it.
pub(super) fn nearest(written: &str, words: &[&'static str]) -> Option<&'static str> {
    if written.len() > 40 {
        return None;
    }
    let distances = words.iter().map(|word| (distance(written, word), *word));
    distances.min().filter(|(distance, word)| *distance <= 2 && distance * 2 <= word.len()).map(|(_, word)| word)
}

/// How many letters must be added, left out or replaced to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let least = (diagonal + usize::from(from != *to)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, least);
            left = least;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_near() {
        assert_eq!(nearest("treshold", &["threshold", "labels"]), Some("threshold"));
        assert_eq!(nearest("masc", &["maskers", "mask"]), Some("mask"));
        assert_eq!(nearest("xyz", &["maskers", "mask"]), None);
        assert_eq!(nearest("ab", &["cd"]), None);
    }

    #[test]
    fn distances_by_the_textbook() {
        for (a, b, wanted) in [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2)] {
            assert_eq!(distance(a, b), wanted);
        }
    }
}
