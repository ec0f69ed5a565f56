//! Advice before sending: one short sentence a kind, in three languages, for every label there is.

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Advice, Claims, Confidence, Detector, Label, Language, Scrubber, Span, Text};
use support::messages::message;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

const LANGUAGES: [Language; 3] = [Language::Bokmal, Language::Nynorsk, Language::English];

/// Finds one thing of a label, as sure as it is told.
struct Finds(Label, Confidence);

impl Detector for Finds {
    fn name(&self) -> &'static str {
        "finds"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("own_label")]
    }
    fn detect(&self, _text: &Text<'_>, claims: &mut Claims) {
        claims.add(Span::new(0, 1), self.0, self.1);
    }
}

fn advice_on(label: Label, confidence: Confidence) -> Advice {
    let scrubber = Scrubber::builder().detector(Finds(label, confidence)).mask(label).build().unwrap();
    let mut advice = scrubber.advise("…");
    assert_eq!(advice.len(), 1);
    advice.remove(0)
}

fn every_label() -> impl Iterator<Item = Label> {
    Label::BUILT_IN.iter().copied().chain([Label::Custom("own_label")])
}

#[test]
fn every_label_has_a_sentence_in_every_language() {
    for language in LANGUAGES {
        let mut sentences = BTreeSet::new();
        for label in every_label() {
            for confidence in [Confidence::Possible, Confidence::Likely, Confidence::Certain] {
                let advice = advice_on(label, confidence);
                assert_eq!((advice.label(), advice.confidence(), advice.count()), (label, confidence, 1));
                let sentence = advice.sentence(language);
                assert!(sentence.ends_with('.') && (40..160).contains(&sentence.len()), "{sentence}");
                let unsure =
                    ["Det kan være at", "Det kan vere at", "You may have"].iter().any(|o| sentence.starts_with(o));
                assert_eq!(unsure, confidence == Confidence::Possible, "{sentence}");
                sentences.insert(sentence);
                // What we say to a writer is itself nothing to hide.
                assert!(SCRUBBER.scrub(sentence).is_clean(), "{}", SCRUBBER.scrub(sentence));
            }
        }
        // Synthetic numbers are fødselsnumre to whoever reads; every other label has words of its own.
        let wordings = Label::BUILT_IN.len(); // ... and one that labels of a host's own share.
        assert_eq!(sentences.len(), 2 * wordings, "{sentences:#?}");
    }
}

/// Words that tell the two forms of Norwegian apart.
#[test]
fn each_language_is_written_as_it_is() {
    const BOKMAL: [&str; 12] =
        ["ikke", "et", "en", "noe", "skrevet", "være", "navn", "bare", "trengs", "adressen", "lenken", "hjemme"];
    const NYNORSK: [&str; 14] = [
        "ikkje", "eit", "ein", "ei", "noko", "skrive", "vere", "namn", "berre", "trengst", "adressa", "lenkja",
        "heime", "beden",
    ];
    for label in every_label() {
        for confidence in [Confidence::Possible, Confidence::Certain] {
            let advice = advice_on(label, confidence);
            let words = |language| -> Vec<String> {
                let letters = advice.sentence(language).split(|c: char| !c.is_alphabetic());
                letters.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
            };
            for (language, foreign) in [(Language::Bokmal, &NYNORSK[..]), (Language::Nynorsk, &BOKMAL[..])] {
                for word in words(language) {
                    assert!(!foreign.contains(&&*word), "{word:?} in {:?}", advice.sentence(language));
                }
            }
        }
    }
}

#[test]
fn kinds_are_said_once_and_the_most_sensitive_first() {
    let text = "Jeg heter Kari Nordvik, tlf 412 00 000 eller 412 00 001, fnr 110379 66640, D-nr 510379 12345, \
                har migrene, konto 3645.77.03788 og NO93 8601 1117 947";
    let advice = SCRUBBER.advise(text);
    let kinds: Vec<_> = advice.iter().map(|advice| (advice.label().as_str(), advice.count())).collect();
    assert_eq!(kinds, [("fodselsnummer", 2), ("health", 1), ("bank_account", 2), ("phone", 2), ("name", 1)]);
    for advice in &advice {
        assert!(advice.spans().iter().all(|span| SCRUBBER.find(text).iter().any(|finding| finding.span() == *span)));
    }
}

#[test]
fn the_surest_finding_of_a_kind_gives_the_sentence() {
    let advice = SCRUBBER.advise("510379 12345 eller 110379 66640");
    assert_eq!((advice[0].count(), advice[0].label()), (2, Label::Fodselsnummer));
    assert!(advice[0].sentence(Language::English).contains("a national identity number."));
    let advice = SCRUBBER.advise("nummer 22000019");
    assert_eq!(
        advice[0].sentence(Language::Bokmal),
        "Det kan være at du har skrevet et telefonnummer. Ta det bort før du sender, hvis du ikke er blitt bedt om det."
    );
}

#[test]
fn what_is_left_readable_is_not_advised_on() {
    let scrubber = Scrubber::builder().leave_unmasked(Label::Health).build().unwrap();
    assert_eq!(scrubber.advise("Jeg har migrene"), []);
    assert_eq!(SCRUBBER.advise("Når åpner dere i morgen?"), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Every finding is in one piece of advice, no kind in two.
    #[test]
    fn advice_covers_what_is_found(text in message()) {
        let findings = SCRUBBER.find(&text);
        let advice = SCRUBBER.advise(&text);
        prop_assert_eq!(&advice, &Advice::of(&findings));
        let mut spans: Vec<Span> = advice.iter().flat_map(|advice| advice.spans().iter().copied()).collect();
        spans.sort();
        prop_assert_eq!(spans, findings.iter().map(|finding| finding.span()).collect::<Vec<_>>());
        let sentences: BTreeSet<&str> = advice.iter().map(|advice| advice.sentence(Language::Nynorsk)).collect();
        prop_assert_eq!(sentences.len(), advice.len());
    }
}

#[cfg(feature = "serde")]
#[test]
fn the_written_form_has_offsets_and_names_only() {
    let written = serde_json::to_value(SCRUBBER.advise("Ring 412 00 000")).unwrap();
    assert_eq!(
        written,
        serde_json::json!([{"label": "phone", "confidence": "certain", "spans": [{"start": 5, "end": 15}]}])
    );
}
