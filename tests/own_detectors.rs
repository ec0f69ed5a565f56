//! Patterns and dictionaries of a host's own, from a policy and by themselves.

#![cfg(all(feature = "names", feature = "health", feature = "serde"))]

#[path = "support/clock.rs"]
mod clock;

use proptest::prelude::*;
use sladd::{Checksum, Confidence, Detector, Label, OwnDictionary, OwnPattern, Policy, Scrubber};

const OWN: Label = Label::Custom("own");

fn scrubber(rest: &str) -> Scrubber {
    let policy = Policy::from_toml_str(&format!("name = 'test'\n{rest}")).unwrap_or_else(|error| panic!("{error}"));
    Scrubber::from_policy(&policy).unwrap()
}

fn masked(detector: impl Detector + 'static, text: &str) -> String {
    let mut builder = Scrubber::builder();
    for label in Label::BUILT_IN {
        builder.leave_unmasked(*label);
    }
    builder.detector(detector).masker("<x>").build().unwrap().scrub(text).to_string()
}

#[test]
fn cues_are_found_inflected_in_compounds_and_around() {
    let mut builder = OwnPattern::builder("member", r"\b\d{4}\b", OWN);
    builder.cue("medlemsnummer").unwrap().cue("medlem nr").unwrap().cue("kunde*").unwrap();
    for (text, found) in [
        ("medlemsnummer 2718", true),
        ("MEDLEMSNUMMERET mitt er 2718", true),
        ("medlem nr. 2718", true),
        ("medlem 2718", false),
        ("kundeforholdet: 2718", true),
        ("2718 er medlemsnummeret", true),
        ("2718 er altså det gamle medlemsnummeret", false),
        ("medlemsnummer, ja det står her: 2718", false),
        ("medlemsnummerskilt 2718", false),
        ("i 2718 var det krig", false),
    ] {
        assert_eq!(masked(builder.build().unwrap(), text) != text, found, "{text}");
    }
    builder.reach(8, 0).without_cue(Confidence::Possible);
    assert_eq!(
        masked(builder.build().unwrap(), "medlemsnummer, ja det står her: 2718"),
        "medlemsnummer, ja det står her: <x>"
    );
    let scrubber = Scrubber::builder().detector(builder.build().unwrap()).build().unwrap();
    assert_eq!(scrubber.find("i 2718 var det krig")[0].confidence(), Confidence::Possible);
    let found = scrubber.find("kundeforholdet: 2718");
    assert_eq!((found[0].confidence(), found[0].label(), found[0].detector()), (Confidence::Certain, OWN, "member"));
}

#[test]
fn a_wrong_check_digit_lowers_and_drops_only_when_told() {
    let mut builder = OwnPattern::builder("customer", r"\b\d{7}\b", OWN);
    builder.confidence(Confidence::Certain).checksum(Checksum::Mod11);
    let find = |builder: &sladd::OwnPatternBuilder, text: &str| {
        let scrubber = Scrubber::builder().detector(builder.build().unwrap()).build().unwrap();
        scrubber.find(text).iter().find(|finding| finding.label() == OWN).map(|finding| finding.confidence())
    };
    assert_eq!(find(&builder, "kunde 1234560"), Some(Confidence::Certain));
    assert_eq!(find(&builder, "kunde 1234561"), Some(Confidence::Possible));
    builder.leave_unmasked_when_wrong();
    assert_eq!(find(&builder, "kunde 1234560"), Some(Confidence::Certain));
    assert_eq!(find(&builder, "kunde 1234561"), None);
}

#[test]
fn a_dropped_match_hides_none_that_begins_inside_it() {
    let mut builder = OwnPattern::builder("customer", r"\d{7}", OWN);
    builder.checksum(Checksum::Mod11).leave_unmasked_when_wrong();
    let masked = |text: &str| masked(builder.build().unwrap(), text);
    assert_eq!(masked("kunde 1234560"), "kunde <x>");
    assert_eq!(masked("kunde 91234560"), "kunde 9<x>");
    assert_eq!(masked("kunde 912345609"), "kunde 9<x>9");
    assert_eq!(masked("kunde 91234561"), "kunde 91234561");
}

#[test]
fn a_group_is_masked_alone_and_all_where_it_took_no_part() {
    let mut builder = OwnPattern::builder("group", r"ref (?:nr )?(\d+)|ukjent ref", OWN);
    assert_eq!(masked(builder.build().unwrap(), "se ref nr 12 og ref 7"), "se <x> og <x>");
    builder.group(1);
    assert_eq!(masked(builder.build().unwrap(), "se ref nr 12 og ref 7"), "se ref nr <x> og ref <x>");
    assert_eq!(masked(builder.build().unwrap(), "ukjent ref"), "<x>");
}

#[test]
fn several_patterns_stand_side_by_side_and_share_a_label() {
    let scrubber = scrubber(
        "[maskers]\nown = { kind = 'text', text = '<own>' }\n\
         [[patterns]]\nname = 'a'\nlabel = 'own'\nregex = 'A-\\d+'\n[[patterns]]\nname = 'b'\nlabel = 'own'\nregex = 'B-\\d+'\n\
         [[patterns]]\nname = 'c'\nlabel = 'case_number'\nregex = 'C-\\d+'",
    );
    assert_eq!(scrubber.scrub("A-1, B-2, C-3").as_str(), "<own>, <own>, [SAKSNUMMER]");
    assert!(scrubber.detectors().any(|(name, labels)| name == "b" && labels == [OWN]));
}

#[test]
fn what_an_earlier_call_wrote_is_no_match() {
    let scrubber = scrubber(
        "[[patterns]]\nname = 'capitals'\nlabel = 'own'\nregex = '[A-ZÆØÅ]{3,}'\n[[dictionaries]]\nname = 'd'\nlabel = 'own'\nterms = ['navn', 'avd 4b']",
    );
    let once = scrubber.scrub("ABC og Kari, NAVN på avd 4b").to_string();
    assert_eq!(once, "[FJERNET] og [NAVN], [FJERNET] på [FJERNET]");
    assert_eq!(scrubber.scrub(&once).as_str(), once);
}

#[test]
fn terms_are_found_as_whole_words_in_any_writing() {
    let mut wards = OwnDictionary::new("wards", OWN, Confidence::Likely).unwrap();
    wards.add_text("# avdelinger\n\nFjordsenteret\nAvd. 4B\nAvd. 4B Sør\nÅs & Dal\nnord-sør\nDal Nord").unwrap();
    assert_eq!(wards.len(), 6);
    for (text, wanted) in [
        ("Fjordsenteret FJORDSENTERETS fjordsenteretnær", "<x> <x> fjordsenteretnær"),
        ("avd 4b, Avd.4B, avd-4b sør!", "<x>, <x>, <x>!"),
        ("avd 4bc, avd, 4b", "avd 4bc, avd, 4b"),
        ("A\u{30A}s & Dals kontor", "<x> kontor"),
        ("nord/sør nord-\nsør", "<x> nord-\nsør"),
        ("Ås & Dal-Nord", "<x>"),
    ] {
        assert_eq!(masked(wards.clone(), text), wanted);
    }
}

#[test]
fn a_dictionary_spares_for_one_label_or_for_all() {
    let text = "Parkinson og Frida";
    assert_eq!(scrubber("").scrub("hilsen Frida").as_str(), "hilsen [NAVN]");
    let spare = |label: &str| format!("[[dictionaries]]\nname = 'ours'\n{label}spare = true\nterms = ['Frida']");
    assert_eq!(scrubber(&spare("label = 'name'\n")).scrub("hilsen Frida").as_str(), "hilsen Frida");
    assert_eq!(scrubber(&spare("label = 'health'\n")).scrub("hilsen Frida").as_str(), "hilsen [NAVN]");
    assert_eq!(scrubber(&spare("")).scrub("hilsen Frida").as_str(), "hilsen Frida");
    assert!(scrubber(&spare("")).scrub(text).as_str().ends_with("og Frida"));
}

/// A pattern that looks to the end of the text for each short match takes quadratic time with any engine that is asked
/// for match after match; here it does not.
#[test]
fn hostile_patterns_take_linear_time() {
    for (regex, piece) in [(".*[^A-Z]|[A-Z]", "A"), (r"\d+(?:-\d+)*", "1-")] {
        let mut builder = Scrubber::builder();
        builder.detector(OwnPattern::builder("hostile", regex, OWN).build().unwrap());
        for label in Label::BUILT_IN {
            builder.leave_unmasked(*label);
        }
        let scrubber = builder.build().unwrap();
        // Without optimisation everything takes many times as long.
        let bytes = if cfg!(debug_assertions) { 1 << 11 } else { 1 << 14 };
        let short = piece.repeat(bytes / piece.len());
        let long = short.repeat(8);
        let find = |text: &str| assert!(!scrubber.find(text).is_empty());
        let growth = clock::growth(|| (0..8).for_each(|_| find(&short)), || find(&long));
        assert!(growth < 5.0, "{regex}: one message took {growth:.1} times as long as 8 of its parts");
    }
}

proptest! {
    /// Whatever the message: a match is what the engine finds in the whole of it, bit for bit masked.
    #[test]
    fn every_digit_that_a_pattern_matches_is_masked(text in "[a-zæøå0-9 .\u{200B}😀-]{0,80}", repeat in 1..80_usize) {
        let text = text.repeat(repeat);
        let pattern = OwnPattern::builder("digits", "[0-9]+", OWN).build().unwrap();
        let out = masked(pattern, &text);
        prop_assert!(!out.contains(|c: char| c.is_ascii_digit()));
        let kept = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        prop_assert_eq!(kept(&out.replace("<x>", "")), kept(&text));
    }
}
