//! The scanner held against a slow, obvious one: one character after the other, no short paths, no tables of ranges.

use proptest::prelude::*;

use super::super::fold::{fold, is_invisible, is_mark, styled_ascii};
use super::*;
use crate::dictionary::standard_lexicon;

/// What a character is, as Unicode has it.
fn plainly(c: char) -> Class {
    match digit_value(c) {
        _ if c.is_ascii_alphabetic() => Class::Letter,
        Some(_) => Class::Digit,
        None if c.is_ascii() => Class::Other,
        None if is_invisible(c) || is_mark(c) => Class::Silent,
        None if c.is_alphabetic() || styled_ascii(c).is_some_and(|c| c.is_ascii_alphabetic()) => Class::Letter,
        None => Class::Other,
    }
}

fn slow_case(text: &str) -> Case {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let first = letters.first().is_some_and(|c| c.is_uppercase());
    match capitals {
        0 => Case::Lower,
        1 if first => Case::Title,
        _ if first && capitals == letters.len() => Case::Upper,
        _ => Case::Mixed,
    }
}

fn slowly(raw: &str, lexicon: &Lexicon, buffers: &mut Buffers) -> Scanned {
    scan_by(raw, lexicon, buffers, |scanner| {
        let mut at = 0;
        while let Some(c) = raw[at..].chars().next() {
            match plainly(c) {
                Class::Letter | Class::Digit => at = scanner.written_together(at),
                Class::Silent => at += c.len_utf8(),
                Class::Other => {
                    if let Some(end) = placeholder_end(raw, at, lexicon) {
                        scanner.placeholder(Span::new(at, end));
                        at = end;
                    } else {
                        scanner.sign(c);
                        at += c.len_utf8();
                    }
                }
            }
        }
    })
}

/// Pieces that meet in messages, and pieces that nobody writes.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "kari",
        "Kari",
        "KARI",
        "åse",
        "Åse",
        "ÅSE",
        "sjøen",
        "Ødegård",
        "i",
        "å",
        "Å",
        "I",
        "æ",
        "hba1c",
        "b12",
        "fødselsnummer",
        "Helseplattformen",
        "diabetes",
        "hjertemedisinen",
        "schizofrenni",
        "Karis",
        "nordvik",
        "McDonald",
        "iPhone",
        "en",
        "to",
        "tre",
        "på",
        "gangen",
        "dr",
        "med",
        "[NAVN]",
        "[FNR-2]",
        "[",
        "‹NAVN›",
        "110379",
        "66640",
        "412",
        "00",
        "1O2l3",
        "𝟙𝟚𝟛",
        "٣٤",
        "¹²",
        "é",
        "ë",
        "a\u{30A}se",
        "а",
        "Ж",
        "привет",
        "سلام",
        "வணக்கம்",
        "你好",
        "한국",
        "ß",
        "ﬁ",
        "Ｋａｒｉ",
        "𝓚𝓪",
        "🙂",
        "👨‍👩‍👧",
        "–",
        "…",
        "’",
        "«",
        "»",
        "\u{AD}",
        "\u{200B}",
        "\u{301}",
        "×",
        "÷",
        "\0",
        "\u{A0}",
    ]);
    let sign = prop::sample::select(vec![
        " ", " ", " ", " ", ", ", ". ", ".", "!", "?", "\n", "-", "/", "@", "＠", ":", "'", "(", "]", "", "",
    ]);
    let any = "\\PC{0,3}";
    prop_oneof![6 => known.prop_map(str::to_owned), 4 => sign.prop_map(str::to_owned), 1 => any]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_see_the_same(text in prop::collection::vec(pieces(), 0..24).prop_map(|pieces| pieces.concat())) {
        let lexicon = standard_lexicon();
        let (mut fast, mut slow) = (Buffers::default(), Buffers::default());
        let by_fast = scan(&text, &lexicon, &mut fast);
        let by_slow = slowly(&text, &lexicon, &mut slow);
        prop_assert_eq!(fast.words.len(), slow.words.len());
        for (a, b) in fast.words.iter().zip(&slow.words) {
            let (form, other) =
                (folded_in(&text, &fast.folded, a), folded_in(&text, &slow.folded, b));
            prop_assert_eq!((a.start, a.end, form), (b.start, b.end, other));
            // Only short paths promise that a word is plain, and they may.
            prop_assert_eq!((a.tags, a.case, Shape { plain: false, ..a.shape }), (b.tags, b.case, b.shape));
            let is_plain = text[a.start..a.end].chars().all(|c| c.is_ascii_alphabetic() || "æøåÆØÅ".contains(c));
            prop_assert!(is_plain || !a.shape.plain);
            prop_assert!(a.key == b.key);
            if !a.has(Tag::Placeholder) {
                let written = &text[a.start..a.end];
                prop_assert_eq!(a.case, slow_case(written));
                prop_assert_eq!(form, fold(written));
                prop_assert!(a.key == WordKey::of(form));
                prop_assert_eq!(a.shape.single_letter, form.chars().count() <= 1);
            }
        }
        prop_assert!(fast.digits == slow.digits && fast.runs == slow.runs && fast.phrases == slow.phrases);
        prop_assert_eq!((by_fast.style, by_fast.signs), (by_slow.style, by_slow.signs));
        prop_assert_eq!((by_fast.capital_inside, by_fast.tags), (by_slow.capital_inside, by_slow.tags));
        prop_assert_eq!(by_fast.unknown_words, by_slow.unknown_words);
    }
}
