//! Where sentences begin, and what is one opaque word.

use crate::dictionary::{Tag, standard_lexicon};
use crate::text::{Buffers, Style, Text};

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
    for raw in [
        "[NAVN]",
        "[NAVN-1]",
        "[NAVN-1234]",
        "[E-POST]",
        "[E-POST-2]",
        "[NAVN-12-bcdfghjk]",
        "‹NAVN-1›",
        "[TEKST-1-bcdfghjk]",
    ] {
        assert!(opaque(raw), "{raw}");
    }
    for raw in [
        "[KARI]",
        "[NAVN-]",
        "[NAVN-12345]",
        "[NAVN-kari]",
        "[NAVN-12-bcdfghj]",
        "[NAVN-12-bcdfgaaa]",
        "NAVN",
        "[NAVN",
        "[TEKST-kari-nordvik]",
        "[TEKST-12]",
    ] {
        assert!(!opaque(raw), "{raw}");
    }
}

#[test]
fn a_message_is_of_capitals_when_more_than_two_thirds_of_its_words_are() {
    for (raw, style) in [
        ("ring meg", Style::Lower),
        ("", Style::Lower),
        ("Ring meg", Style::Sentences),
        ("ring NAV", Style::Sentences),
        ("min iPhone", Style::Sentences),
        // One word in capitals says nothing.
        ("RING", Style::Sentences),
        ("RING MEG", Style::Upper),
        ("RING MEG i", Style::Sentences),
        ("RING MEG NÅ i", Style::Upper),
        ("RING OSS NÅ DA om vi kan", Style::Sentences),
        ("RING iPhone NÅ", Style::Sentences),
        ("RING iPhone NÅ DA", Style::Upper),
        ("RING Kari NÅ", Style::Upper),
        ("RING OSS Kari Nordvik", Style::Sentences),
        // What an earlier call wrote is no word of the writer.
        ("RING MEG NÅ [NAVN]", Style::Sentences),
        ("ring meg [NAVN]", Style::Sentences),
    ] {
        assert_eq!(of_words(raw, |text| text.style()), style, "{raw}");
    }
}

#[test]
#[cfg(feature = "names")]
fn words_in_small_letters_that_no_dictionary_knows_are_counted() {
    for (raw, unknown) in [
        ("xvblurf snurkl og kari", 2),
        ("Xvblurf SNURKL xvBlurf", 0),
        ("og ja", 0),
        // A letter by itself may be anything.
        ("ж", 0),
    ] {
        assert_eq!(of_words(raw, |text| text.unknown_words()), unknown, "{raw}");
    }
}

#[test]
fn a_mark_on_the_last_letter_belongs_to_the_word_and_what_shows_nothing_does_not() {
    let first = |raw: &str| of_words(raw, |text| text.words().first().map(|word| word.span().range()));
    assert_eq!(first("Andre\u{301} her"), Some(0..7));
    assert_eq!(first("andre\u{200B} her"), Some(0..5));
    assert_eq!(first("an\u{200B}dre her"), Some(0..8));
    assert!(of_words("a\u{30A} ", |text| text.words().iter().all(|word| text.folded(word) == "å")));
}

#[test]
fn letters_are_figures_where_figures_are_more() {
    let runs = |raw: &str| of_words(raw, |text| text.runs().map(|run| run.number()).collect::<Vec<_>>());
    assert_eq!(runs("1O2l3"), [10213]);
    // As many letters as figures, too few figures, a letter that looks like none.
    assert_eq!(runs("1O2l3O"), [1, 2, 3]);
    assert_eq!(runs("1O2"), [1, 2]);
    assert_eq!(runs("1O2x3"), [1, 2, 3]);
    assert!(of_words("17 １７ 1\u{200B}7 ²", |text| text.words().is_empty()), "figures alone are no word");
    let glued = |raw: &str| of_words(raw, |text| text.words().iter().map(|word| word.is_glued()).collect::<Vec<_>>());
    assert_eq!(glued("fnr0101 og 20b"), [true, false, true]);
}

#[test]
#[cfg(all(feature = "names", feature = "health"))]
fn a_word_with_digits_that_a_dictionary_has_is_one_word() {
    let words = |raw: &str| {
        of_words(raw, |text| text.words().iter().map(|word| (word.holds_digit(), word.is_glued())).collect::<Vec<_>>())
    };
    assert_eq!(words("hba1c"), [(true, false)]);
    assert_eq!(words("HbA1c"), [(true, false)]);
    assert_eq!(words("hbx1c"), [(false, true), (false, true)]);
    assert_eq!(words("kari"), [(false, false)]);
}

#[test]
fn the_words_of_a_term_stand_close_together() {
    let is_one = |gap: &str| of_words(&format!("account{gap}number"), |text| text.phrases().len() == 1);
    for gap in [" ", "-", "'", ".", "/", "\u{A0}", "\u{2010}", "\u{2011}", "’", "  ", ". ", "- "] {
        assert!(is_one(gap), "{gap:?}");
    }
    for gap in [",", "\n", ":", "–", ", ", "\n ", " -", "’ ", "   ", " - ", "…"] {
        assert!(!is_one(gap), "{gap:?}");
    }
}

#[test]
fn a_sentence_may_begin_with_what_an_earlier_call_wrote() {
    assert_eq!(starts("[NAVN] ringte. [NAVN] kom"), [true, false, true, false]);
}
