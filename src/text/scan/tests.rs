//! Where sentences begin, and what is one opaque word.

use crate::dictionary::{Tag, standard_lexicon};
use crate::text::{Buffers, Text};

/// Asks of the words of a text.
fn of_words<T>(raw: &str, ask: impl Fn(&Text<'_>) -> T) -> T {
    ask(&Text::new(raw, &standard_lexicon(), Buffers::default()))
}

fn starts(raw: &str) -> Vec<bool> {
    of_words(raw, |text| text.words().iter().map(|word| word.starts_sentence()).collect())
}

#[test]
fn sentences_begin_behind_what_ends_one() {
    for sign in [".", "!", "?", ":", ";", "…", "\n", "\r", "\u{2028}", "\u{2029}", "•", "«", "“", "„", "\""] {
        assert_eq!(starts(&format!("hei{sign} kari")), [true, true], "{sign:?}");
    }
    // What says nothing of sentences leaves a beginning where it is, and makes none.
    for sign in ["", "\t", "\u{A0}", "-", "–", "—", "*", "»", "”", "(", "[", "'"] {
        assert_eq!(starts(&format!("hei. {sign}kari")), [true, true], "{sign:?}");
        assert_eq!(starts(&format!("hei {sign}kari")), [true, false], "{sign:?}");
    }
    for sign in [",", "/", "&", "12", "😀"] {
        assert_eq!(starts(&format!("hei. {sign} kari")), [true, false], "{sign:?}");
    }
}

#[test]
#[cfg(feature = "names")]
fn a_capital_inside_is_one_that_begins_no_sentence() {
    for (raw, inside) in [("Hei. Kari", false), ("Hei Kari", true), ("hei kari", false), ("Hei, KARI", false)] {
        assert_eq!(of_words(raw, |text| text.has_capital_inside()), inside, "{raw}");
    }
    // Nothing stands before the first word.
    let hyphens = |raw: &str| of_words(raw, |text| [0, 1, 2].map(|at| text.follows_hyphen(at)));
    assert_eq!(hyphens("-ola-kari ola"), [false, true, false]);
    assert_eq!(hyphens("ola -kari - ola"), [false, false, false]);
}

#[test]
fn what_an_earlier_call_wrote_is_one_word() {
    let opaque = |raw: &str| {
        of_words(raw, |text| text.words().iter().map(|word| word.has(Tag::Placeholder)).collect::<Vec<_>>()) == [true]
    };
    for raw in ["[NAVN]", "[NAVN-1]", "[NAVN-1234]", "[E-POST]", "[E-POST-2]", "[NAVN-12-bcdfghjk]", "‹NAVN-1›"] {
        assert!(opaque(raw), "{raw}");
    }
    for raw in
        ["[KARI]", "[NAVN-]", "[NAVN-12345]", "[NAVN-kari]", "[NAVN-12-bcdfghj]", "[NAVN-12-bcdfgaaa]", "NAVN", "[NAVN"]
    {
        assert!(!opaque(raw), "{raw}");
    }
}
