//! What a text answers to those who ask it, and what its buffers keep.

use super::*;
use crate::dictionary::standard_lexicon;

/// Asks something of a text.
fn of<T>(raw: &str, ask: impl Fn(&Text<'_>) -> T) -> T {
    ask(&Text::new(raw, &standard_lexicon(), Buffers::default()))
}

#[test]
fn a_term_of_several_words_is_found_by_its_words_and_by_its_place() {
    of("account number hos american express", |text| {
        let terms: Vec<_> = text.phrases().iter().map(Phrase::words).collect();
        assert_eq!(terms, [(0, 1), (3, 4)]);
        let spans: Vec<_> = text.phrases().iter().map(|phrase| text.phrase_span(phrase)).collect();
        assert_eq!(spans, [Span::new(0, 14), Span::new(19, 35)]);
        let over = |at| text.phrases_over(at).map(Phrase::words).collect::<Vec<_>>();
        assert_eq!([0, 1, 2, 3, 4].map(over), [vec![(0, 1)], vec![(0, 1)], vec![], vec![(3, 4)], vec![(3, 4)]]);
        let begins_at = |offset| text.phrase_at(offset).map(Phrase::words);
        assert_eq!([0, 8, 15, 19, 28].map(begins_at), [Some((0, 1)), None, None, Some((3, 4)), None]);
    });
}

#[test]
fn a_cue_is_near_as_far_as_the_reach_goes() {
    for (raw, reach, after, near) in [
        ("bilen var her: EK", 3, 0, true),
        ("bilen var her: EK", 2, 9, false),
        ("EK var ute med bilen", 0, 4, true),
        ("EK var ute med bilen", 9, 3, false),
        ("EK var ute", 9, 9, false),
    ] {
        let at = raw.find("EK").unwrap();
        let span = Span::new(at, at + 2);
        assert_eq!(of(raw, |text| text.cue_near(Tag::CuePlate, span, reach, after)), near, "{raw}");
    }
}

#[test]
fn the_nearest_words_come_first() {
    of("han bor i Bergen nå", |text| {
        let starts = |words: &mut dyn Iterator<Item = &Word>| words.map(|word| word.start).collect::<Vec<_>>();
        let (begin, end) = (8, 9);
        assert_eq!(starts(&mut text.words_before(begin, 9)), [4, 0]);
        assert_eq!(starts(&mut text.words_before(begin - 1, 1)), [4], "a word may end where the search begins");
        assert_eq!(starts(&mut text.words_after(end, 9)), [10, 17]);
        assert_eq!(starts(&mut text.words_after(end, 1)), [10]);
    });
}

#[test]
fn a_group_of_figures_is_found_from_an_offset() {
    for (offset, group) in [(0, "12"), (3, "12"), (4, "2"), (5, "345"), (6, "345"), (9, "67"), (13, "7"), (14, "")] {
        let digits = of("ab 12-345 x 67", |text| {
            let values =
                |run: DigitRun<'_>| run.digits().iter().map(|digit| char::from(b'0' + digit.value())).collect();
            text.group_from(offset).map_or(String::new(), values)
        });
        assert_eq!(digits, group, "{offset}");
    }
    assert_eq!(of(&"7".repeat(50), |text| text.group_from(0).map(|group| group.len())), Some(40));
    assert!(of("12 en to tre fire fem", |text| text.group_from(3).is_none()), "number words are no figures");
}

#[test]
fn a_text_tells_what_it_holds() {
    assert!(["ola@example.no", "ola＠example.no", "ola﹫example.no"].iter().all(|raw| of(raw, |text| text.has_at())));
    assert!(!of("ola#example.no", |text| text.has_at()));
    for (needs, raw) in [(Needs::DIGITS, "7"), (Needs::AT_SIGN, "＠"), (Needs::sign(b'#'), "#")] {
        assert!(of(raw, |text| text.meets(needs)) && !of("bilen?", |text| text.meets(needs)), "{raw}");
    }
    let of_plates = Needs::word(Tag::CuePlate);
    assert!(of("bilen?", |text| text.meets(of_plates) && text.has(Tag::CuePlate)));
    assert!(!of("7 # ＠", |text| text.meets(of_plates) || text.has(Tag::CuePlate)));
}

#[test]
#[cfg(any(feature = "names", feature = "health"))]
fn one_of_several_tags_is_enough() {
    let tags = Tags::of(Tag::CuePlate).and(Tag::CueCard);
    assert!(of("bilen", |text| text.has_any(tags)) && !of("og ja", |text| text.has_any(tags)));
}

#[test]
#[cfg(feature = "names")]
fn words_of_the_norwegian_alphabet_are_known_to_be_plain() {
    for raw in ["kari", "Kari", "KARI", "kaRi", "åse", "Åse", "a–", "i"] {
        assert!(of(raw, |text| text.words().iter().all(Word::is_plain)), "{raw}");
    }
    for raw in ["Renée", "b12", "Ж"] {
        assert!(!of(raw, |text| text.words().iter().any(Word::is_plain)), "{raw}");
    }
}

#[test]
fn the_debug_form_tells_sizes_and_no_text() {
    let form = of("kari 12", |text| format!("{text:?}"));
    for told in ["bytes: 7", "words: 1", "digits: 2", "style: Lower"] {
        assert!(form.contains(told), "{form}");
    }
    assert!(!form.contains("kari") && !form.contains("12"), "{form}");
}

#[test]
fn buffers_come_back_empty_and_keep_their_memory() {
    let text = Text::new("Kari har account number 1234", &standard_lexicon(), Buffers::default());
    assert!(!text.buffers.folded.is_empty() && !text.buffers.phrases.is_empty());
    let back = text.into_buffers();
    assert!(back.folded.is_empty() && back.words.is_empty() && back.phrases.is_empty());
    assert!(back.digits.is_empty() && back.runs.is_empty());
    assert!(back.words.capacity() > 0 && back.digits.capacity() > 0 && back.folded.capacity() > 0);
}

#[test]
fn buffers_that_have_grown_large_are_given_back() {
    const KEPT: usize = 8192;
    let kept = |words: usize, digits: usize, letters: usize| {
        let mut buffers = Buffers::default();
        buffers.folded.reserve_exact(letters);
        buffers.words.reserve_exact(words);
        buffers.digits.reserve_exact(digits);
        buffers.wipe();
        buffers.words.capacity() + buffers.digits.capacity() + buffers.folded.capacity() > 0
    };
    assert!(kept(KEPT, 0, 0) && kept(0, KEPT, 0) && kept(0, 0, 8 * KEPT));
    assert!(!kept(KEPT + 1, 0, 0) && !kept(0, KEPT + 1, 0) && !kept(0, 0, 8 * (KEPT + 1)));
}

#[test]
#[cfg(feature = "names")]
fn names_that_are_left_out_are_known_no_more() {
    let lexicon = standard_lexicon();
    let mut text = Text::new("Kari, karis, Berg og Ola ringte", &lexicon, Buffers::default());
    let known = |text: &Text<'_>| {
        let words = text.words().iter().filter(|word| word.tags().any_of(Tags::OF_NAMES));
        words.map(|word| text.folded(word).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(known(&text), ["kari", "karis", "berg", "ola"]);
    text.forget_names(&lexicon, |name| matches!(name, "kari" | "berg"));
    assert_eq!(known(&text), ["ola"]);
    assert!(text.words()[2].has(Tag::CommonWord), "what else a name is it stays");
}
