//! Values that stay readable: a host's own telephone, mailbox, account, name.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::words::Terms;
use crate::detectors::Detector;
use crate::finding::{Claims, Label};
use crate::text::Text;

/// The fewest and the most digits of a number that can be spared.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=24;

/// Spared values, by the way they are looked for.
#[derive(Clone, Default)]
pub(super) struct Spared {
    /// Telephones, mailboxes, handles and domains, for the detector of public bodies.
    pub(super) contacts: Vec<String>,
    /// Digits of numbers, whatever they are numbers of.
    numbers: HashSet<Box<str>>,
    lengths: BTreeSet<usize>,
    words: Terms,
}

impl Spared {
    pub(super) fn add(&mut self, value: &str) -> Result<(), &'static str> {
        let value = value.trim();
        if value.contains('@') || value.starts_with('.') {
            if !value.contains(char::is_alphanumeric) || value.contains(char::is_whitespace) {
                return Err("this is neither a mailbox, nor a handle, nor a domain");
            }
            self.contacts.push(value.to_owned());
        } else if value.contains(char::is_alphabetic) {
            self.words.add(value)?;
        } else {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            if !DIGITS.contains(&digits.len()) {
                return Err("a number has 3 to 24 digits");
            }
            self.contacts.push(value.to_owned());
            self.lengths.insert(digits.len());
            self.numbers.insert(digits.into());
        }
        Ok(())
    }

    /// Whether a detector of its own is needed.
    pub(super) fn has_more_than_contacts(&self) -> bool {
        !self.numbers.is_empty() || !self.words.is_empty()
    }

    /// Everything in one order, whatever the order it came in.
    pub(super) fn sorted(&self) -> Vec<&str> {
        let contacts = self.contacts.iter().map(String::as_str);
        let mut all: Vec<&str> = contacts.chain(self.words.sorted()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    pub(super) fn len(&self) -> usize {
        self.contacts.len() + self.words.len()
    }
}

/// The detector that speaks for what is spared.
pub(super) struct SparedValues(pub(super) Arc<Spared>);

impl Detector for SparedValues {
    fn name(&self) -> &'static str {
        "spared-values"
    }

    fn labels(&self) -> &'static [Label] {
        Label::BUILT_IN
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        self.0.words.find(text, |span| claims.spare(span));
        let longest = self.0.lengths.iter().max().copied().unwrap_or(0);
        let mut digits = Zeroizing::new(String::with_capacity(longest));
        for run in text.runs() {
            for window in self.0.lengths.iter().flat_map(|length| run.windows(*length)) {
                digits.clear();
                digits.extend(window.digits().iter().map(|digit| char::from(b'0' + digit.value())));
                if self.0.numbers.contains(digits.as_str()) {
                    claims.spare(window.span());
                }
            }
        }
    }
}

impl fmt::Debug for Spared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spared").field("values", &self.len()).finish_non_exhaustive()
    }
}
