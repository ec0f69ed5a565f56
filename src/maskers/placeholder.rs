//! A word in brackets that says what stood there: `[NAVN]`, `[TELEFON]`.

use super::{Hit, Masker};

/// Writes the label's placeholder, Norwegian or English. The default masker.
///
/// A placeholder is never itself a finding: scrubbing masked text changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholders {
    english: bool,
}

impl Placeholders {
    /// `[NAVN]`, `[FØDSELSNUMMER]`, `[HELSE]` …
    #[must_use]
    pub const fn norwegian() -> Placeholders {
        Placeholders { english: false }
    }

    /// `[NAME]`, `[NATIONAL-ID]`, `[HEALTH]` …
    #[must_use]
    pub const fn english() -> Placeholders {
        Placeholders { english: true }
    }
}

impl Masker for Placeholders {
    fn mask(&self, hit: &Hit<'_>, out: &mut String) {
        out.push_str(if self.english {
            hit.label().placeholder_english()
        } else {
            hit.label().placeholder_norwegian()
        });
    }
}
