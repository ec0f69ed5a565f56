//! Norwegian messages with personal data planted in them, each value in a shape that people write it in.

use std::ops::Range;

use proptest::prelude::*;

/// A message, and where the planted values stand.
#[derive(Clone, Debug, Default)]
pub struct Planted {
    pub text: String,
    pub values: Vec<Range<usize>>,
}

/// Sentences with a value's kind in braces, and sentences with nothing in them.
const SENTENCES: &[&str] = &[
    "Jeg heter {name}.",
    "Hei, eg heiter {name} og lurer på noko.",
    "Mvh {name}.",
    "Kan {name} ringe meg på {phone}?",
    "tlf {phone}.",
    "Fødselsnummeret mitt er {national}.",
    "fnr {national}, kontonummer {account}",
    "Det gjelder {national}.",
    "Utbetal til konto {account}, takk!",
    "epost: {email} .",
    "skriv heller til {email}, takk",
    "kortnummer {card} er sperret",
    "IBAN {iban}.",
    "DUF-nummeret er {duf}.",
    "Jeg har {health}.",
    "sønnen min har {health} og trenger time.",
    "Hva er åpningstidene i morgen?",
    "Takk for hjelpen 😊",
    "ok",
    "Det ble 4 500 kr i 2024, faktura 12345.",
    "NAV svarte ikke, ring 55 55 33 33.",
    "[NAVN] skrev til [E-POST].",
];

const GIVEN: &[&str] = &["Kari", "Bjørg", "Håkon", "Fatima", "Mohammed", "Anne-Lise", "Solveig", "Thi Hoa", "Oksana"];
const SURNAMES: &[&str] = &["Nordvik", "Tveiten", "Solheim", "Hansen", "Myklebust", "Ali", "Nguyen", "Kowalska"];
const PHONES: &[&str] = &["41200000", "22000000", "22000019", "22000001"];
const ACCOUNTS: &[&str] = &["36457703788", "34019988998", "14437848832", "24914484932", "70083258274", "92365336549"];
const CARDS: &[&str] = &["4111111111111111", "5555555555554444", "4012888888881881", "4242424242424242"];
const DUFS: &[&str] = &["201116372610", "201528820006", "200029729905"];
const HEALTH: &[&str] = &["diabetes", "migrene", "adhd", "kreft", "vondt i magen", "angst"];

/// Messages of one to five sentences, on one line or several.
pub fn planted() -> impl Strategy<Value = Planted> {
    let sentence = prop::sample::select(SENTENCES).prop_flat_map(filled);
    let between = prop::sample::select(&[" ", "\n", "\r\n", "  "][..]);
    prop::collection::vec((sentence, between), 1..6).prop_map(|sentences| {
        let mut whole = Planted::default();
        for (sentence, between) in sentences {
            let shift = whole.text.len();
            whole.values.extend(sentence.values.iter().map(|range| range.start + shift..range.end + shift));
            whole.text.push_str(&sentence.text);
            whole.text.push_str(between);
        }
        whole
    })
}

/// A sentence with values in its places.
fn filled(sentence: &'static str) -> impl Strategy<Value = Planted> {
    let parts: Vec<BoxedStrategy<(String, bool)>> = sentence
        .split_inclusive(['{', '}'])
        .map(|part| match part.strip_suffix('}') {
            Some(kind) => value(kind).prop_map(|value| (value, true)).boxed(),
            None => Just((part.trim_end_matches('{').to_owned(), false)).boxed(),
        })
        .collect();
    parts.prop_map(|parts| {
        let mut filled = Planted::default();
        for (part, is_value) in parts {
            let start = filled.text.len();
            filled.text.push_str(&part);
            if is_value {
                filled.values.push(start..filled.text.len());
            }
        }
        filled
    })
}

fn value(kind: &str) -> BoxedStrategy<String> {
    let of = prop::sample::select::<&'static str>;
    match kind {
        "name" => (of(GIVEN), of(SURNAMES)).prop_map(|(given, surname)| format!("{given} {surname}")).boxed(),
        "phone" => grouped(of(PHONES), &[&[8], &[2, 2, 2, 2], &[3, 2, 3]], &[" ", ".", "\u{A0}"]),
        "national" => {
            grouped(national(), &[&[11], &[6, 5], &[2, 2, 2, 5], &[6, 3, 2]], &[" ", "-", ".", "\u{A0}", "  ", " - "])
        }
        "account" => grouped(of(ACCOUNTS), &[&[11], &[4, 2, 5]], &[" ", ".", "\u{A0}"]),
        "card" => grouped(of(CARDS), &[&[16], &[4, 4, 4, 4]], &[" ", "-", "\u{A0}"]),
        "iban" => grouped(Just("NO9386011117947"), &[&[15], &[4, 4, 4, 3]], &[" ", "\u{A0}"]),
        "duf" => grouped(of(DUFS), &[&[12], &[4, 6, 2]], &[" "]),
        "email" => "[a-z]{2,9}[._]?[a-z]{2,9}[0-9]{0,2}@example\\.(no|com)".boxed(),
        "health" => of(HEALTH).prop_map(str::to_owned).boxed(),
        _ => unreachable!("a sentence has no {kind}"),
    }
}

/// Digits in one of these groupings, with one of these separators between the groups.
fn grouped<S: ToString>(
    digits: impl Strategy<Value = S> + 'static,
    groupings: &'static [&'static [usize]],
    separators: &'static [&'static str],
) -> BoxedStrategy<String> {
    (digits, prop::sample::select(groupings), prop::sample::select(separators))
        .prop_map(|(digits, grouping, separator)| {
            let digits = digits.to_string();
            let mut at = 0;
            let groups = grouping.iter().map(|length| {
                at += length;
                &digits[at - length..at]
            });
            groups.collect::<Vec<_>>().join(separator)
        })
        .boxed()
}

/// Numbers of the synthetic series, month + 80: nobody's.
fn national() -> impl Strategy<Value = String> {
    (1..=28_u32, 81..=92_u32, 0..=99_u32, 0..=999_u32).prop_filter_map("a control digit of ten", |(d, m, y, serial)| {
        let mut digits: Vec<u32> =
            format!("{d:02}{m}{y:02}{serial:03}").chars().filter_map(|c| c.to_digit(10)).collect();
        for weights in [&[3, 7, 6, 1, 8, 9, 4, 5, 2][..], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]] {
            let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
            digits.push(Some((11 - sum % 11) % 11).filter(|control| *control < 10)?);
        }
        Some(digits.iter().map(u32::to_string).collect())
    })
}
