//! An explanation says by which rule, beside which cues and with which check digits a finding stands, and nothing of
//! the text.

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Explanation, Label, Scrubber};
use support::messages::message;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(|| {
    let mut builder = Scrubber::builder();
    builder.mask(Label::OrganisationNumber).build().unwrap()
});

/// The explanation of the only finding.
fn the_only(text: &str) -> Explanation {
    let mut explained = SCRUBBER.explain(text);
    assert_eq!(explained.len(), 1, "{text}: {explained:?}");
    explained.remove(0)
}

fn checks(text: &str) -> Vec<(&'static str, bool)> {
    the_only(text).checks.iter().map(|check| (check.name, check.passed)).collect()
}

#[test]
fn check_digits_are_told_apart() {
    let both = [("control-digit-1", true), ("control-digit-2", true)];
    for (text, wanted) in [
        ("fnr 110379 66640", &both[..]),
        ("fnr 11.03.1979-66640", &both),
        ("fødselsnummer elleve null tre syttini seksogseksti seks fire null", &both),
        (
            "fnr 02013299903",
            &[("control-digit-1", false), ("control-digit-1-from-2032", true), ("control-digit-2", true)],
        ),
        ("fnr 110379 66641", &[("control-digit-1", true), ("control-digit-2", false)]),
        (
            "fnr 110379 66630",
            &[("control-digit-1", false), ("control-digit-1-from-2032", false), ("control-digit-2", false)],
        ),
        ("konto 3645.77.03788", &[("account-mod-11", true)]),
        ("konto 3645.77.03789", &[("account-mod-11", false)]),
        ("Visa 4111 1111 1111 1111", &[("card-luhn", true)]),
        ("bankkort 4111 1111 1111 1112", &[("card-luhn", false)]),
        ("iban no93 8601 1117 947 takk", &[("iban-mod-97", true)]),
        ("NO9386011117948 er feil tastet", &[("iban-mod-97", false)]),
        ("DUF-nummeret mitt er 201116372610", &[("duf", true)]),
        ("DUF-nummeret mitt er 201116372611", &[("duf", false)]),
        ("org.nr. 804 743 952", &[("organisation-mod-11", true)]),
        ("ring 412 00 000", &[]),
        // Too few digits to check.
        ("de fem siste i fødselsnummeret er 51558", &[]),
    ] {
        assert_eq!(checks(text), wanted, "{text}");
    }
}

#[test]
fn cues_are_given_by_kind_and_the_nearest_first() {
    for (text, wanted) in [
        ("tlf 412 00 000", &["phone"][..]),
        ("Ordrenummer 12, telefon: 412 00 000", &["phone", "order"]),
        ("mitt fødselsnummer er 110379 66640", &["national-id", "first-person"]),
        ("saksnummer 2023/1234", &["case"]),
        ("Hilsen Gunnhild Myklebust", &["sign-off"]),
        ("skriv til kari@example.no", &[]),
        ("mamma har migrene", &["relative"]),
        // Further away than any detector looks.
        ("tlf en to tre nei vent litt jeg må finne det fram 41200000", &["first-person"]),
    ] {
        assert_eq!(the_only(text).cues, wanted, "{text}");
    }
}

#[test]
fn the_rule_is_the_variant_or_the_detector() {
    for (text, rule) in [
        ("fnr 110379 66640", "fnr"),
        ("fnr 110379 66641", "control-digits"),
        ("de fem siste i fødselsnummeret er 51558", "last-five"),
        ("jeg har migrene", "personal"),
        ("tlf 412 00 000", "phone"),
    ] {
        assert_eq!(the_only(text).rule, rule, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// What is explained is what is found, and two numbers of one shape and one fate are explained alike.
    #[test]
    fn every_finding_is_explained(text in message()) {
        let explained = SCRUBBER.explain(&text);
        prop_assert_eq!(explained.iter().map(|e| e.finding).collect::<Vec<_>>(), SCRUBBER.find(&text));
    }
}

/// The digits and letters of a value that is found by its shape leave no trace.
#[test]
fn two_messages_of_one_shape_are_explained_alike() {
    for (one, other) in [
        ("jeg bor i Oslo, tlf 412 00 001", "jeg bor i Oslo, tlf 412 00 002"),
        ("epost kari@example.no", "epost gina@example.no"),
        ("fnr 110379 66640", "fnr 120480 56081"),
    ] {
        assert_eq!(format!("{:?}", the_only(one)), format!("{:?}", the_only(other)));
    }
}

/// Personal data of several kinds, each piece of it unlike any word of the crate.
const SECRETS: [&str; 6] = ["zebrafine", "kvitteson", "413 98 765", "zebrafine@example.no", "psoriasis", "01819912345"];

fn explained_secrets() -> Vec<Explanation> {
    let [given, surname, phone, email, illness, number] = SECRETS;
    let text = format!("jeg heter {given} {surname}, tlf {phone}, epost {email}, har {illness}, fnr {number}");
    let explained = SCRUBBER.explain(&text);
    assert_eq!(explained.len(), 5, "{explained:?}");
    explained
}

fn holds_no_secret(printed: &str) {
    for secret in SECRETS {
        assert!(!printed.to_lowercase().contains(secret), "{secret:?} in {printed}");
    }
}

#[test]
fn an_explanation_prints_nothing_of_the_text() {
    let printed = format!("{:?}", explained_secrets());
    assert!(printed.contains("control-digit-2") && printed.contains("national-id"));
    holds_no_secret(&printed);
}

#[cfg(feature = "serde")]
#[test]
fn the_written_form_holds_nothing_of_the_text() {
    let written = serde_json::to_string(&explained_secrets()).unwrap();
    assert!(written.contains(r#""cues":["phone""#) && written.contains(r#"{"name":"control-digit-1","passed":false}"#));
    holds_no_secret(&written);
}
