//! Which dictionaries are compiled in, and in which version.
//!
//! A version is a hash of the file's text: it changes with every edit and needs nobody to count it up. It tells
//! editions apart; it protects against nothing.

use std::sync::LazyLock;

use super::WordKey;
use super::standard::{BODIES, Entry, embedded};
use crate::scrubber::Scrubber;

/// One dictionary of the crate: its name, its size, its version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Dictionary {
    name: &'static str,
    rows: usize,
    version: String,
}

impl Dictionary {
    /// The name of its file in `dictionaries/`, without the ending.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How many terms it lists; inflection makes several forms of many of them.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Sixteen hexadecimal digits that change with the text.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl Scrubber {
    /// The dictionaries that are compiled in, sorted by name. Cost: the first call in a process reads them all, some
    /// milliseconds.
    ///
    /// ```
    /// let cues = sladd::Scrubber::dictionaries().iter().find(|dictionary| dictionary.name() == "cues").unwrap();
    /// assert!(cues.rows() > 100);
    /// assert_eq!(cues.version().len(), 16);
    /// ```
    #[must_use]
    pub fn dictionaries() -> &'static [Dictionary] {
        static ALL: LazyLock<Vec<Dictionary>> = LazyLock::new(|| {
            let dictionary = |entry: &Entry| Dictionary {
                name: entry.name,
                rows: entry.rows().count(),
                version: hexadecimal(WordKey::of(entry.text())),
            };
            entries().into_iter().map(dictionary).collect()
        });
        &ALL
    }

    /// One version for all dictionaries together: sixteen hexadecimal digits. Two builds with other Cargo features
    /// have other dictionaries, and so another version.
    #[must_use]
    pub fn dictionary_version() -> &'static str {
        version()
    }
}

/// See [`Scrubber::dictionary_version`].
pub(crate) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let keys = entries().into_iter().flat_map(|entry| [WordKey::of(entry.name), WordKey::of(entry.text())]);
        hexadecimal(keys.fold(WordKey::of(""), WordKey::then))
    });
    &VERSION
}

/// Every dictionary, that of public bodies included, by name.
fn entries() -> Vec<&'static Entry> {
    let mut entries: Vec<&Entry> = embedded().chain([&BODIES]).collect();
    entries.sort_by_key(|entry| entry.name);
    entries
}

fn hexadecimal(key: WordKey) -> String {
    format!("{:016x}", key.bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_changes_with_the_text() {
        assert_eq!(hexadecimal(WordKey::of("kari\n")), hexadecimal(WordKey::of("kari\n")));
        assert_ne!(hexadecimal(WordKey::of("kari\n")), hexadecimal(WordKey::of("kåri\n")));
        assert_eq!(Scrubber::dictionary_version().len(), 16);
    }

    #[test]
    fn every_dictionary_is_listed_once_under_the_name_in_its_header() {
        let listed = Scrubber::dictionaries();
        assert!(listed.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(listed.len(), embedded().count() + 1);
        for entry in entries() {
            assert!(entry.text().starts_with(&format!("# {}:", entry.name)), "{}", entry.name);
        }
        assert!(listed.iter().all(|dictionary| dictionary.rows > 0));
    }
}
