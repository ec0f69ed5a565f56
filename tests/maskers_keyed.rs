//! Pseudonyms and surrogates: stable inside a scope, unlinkable between two, valid, never the value.

#![cfg(all(feature = "names", feature = "health", feature = "keyed"))]

#[path = "support/masked_messages.rs"]
mod messages;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{
    BuildError, Claims, Confidence, Detector, Key, KeyError, Label, Masker, Placeholders, Pseudonyms, Scrubber, Span,
    Surrogates, Text,
};

fn key(seed: u8) -> Key {
    let bytes: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37).wrapping_add(seed)).collect();
    Key::from_bytes(&bytes).unwrap()
}

fn scrubber(masker: impl Masker + 'static) -> Scrubber {
    Scrubber::builder().masker(masker).build().unwrap()
}

static PSEUDONYMS: LazyLock<Scrubber> = LazyLock::new(|| scrubber(Pseudonyms::new(&key(1), "A").unwrap()));
static SURROGATES: LazyLock<Scrubber> = LazyLock::new(|| scrubber(Surrogates::new(&key(1), "A").unwrap()));

/// What stands in place of the only finding of a text.
fn only(scrubber: &Scrubber, text: &str) -> String {
    let scrubbed = scrubber.scrub(text);
    let places: Vec<_> = scrubbed.replacements().map(|(_, span)| span).collect();
    assert_eq!(places.len(), 1, "{text}: {scrubbed}");
    scrubbed.as_str()[places[0].range()].to_owned()
}

#[test]
fn bad_keys_and_scopes_are_refused_in_a_sentence() {
    assert_eq!(Key::from_bytes(b"kort").err(), Some(KeyError::TooShort));
    assert_eq!(Key::from_bytes(&[0; 32]).err(), Some(KeyError::Pattern));
    assert_eq!(Pseudonyms::new(&key(1), "").err(), Some(BuildError::EmptyScope));
    assert_eq!(Surrogates::new(&key(1), "").err(), Some(BuildError::EmptyScope));
    assert!(BuildError::EmptyScope.to_string().starts_with("the scope is empty"));
    assert!(KeyError::TooShort.to_string().contains("32 bytes"));
}

#[test]
fn no_debug_shows_a_key_or_a_scope() {
    let shown = format!(
        "{:?} {:?} {:?}",
        key(1),
        Pseudonyms::new(&key(1), "prosjekt").unwrap(),
        Surrogates::new(&key(1), "prosjekt").unwrap()
    );
    assert_eq!(shown, "Key(..) Pseudonyms { english: false, .. } Surrogates(..)");
}

#[test]
fn one_value_has_one_code_however_it_is_written() {
    for writings in [
        &["fnr 110379 66640", "fnr 11.03.79-66640", "fnr 1 1 0 3 7 9 6 6 6 4 0"][..],
        &["ring 412 00 000", "ring +47 41 20 00 00", "ring 004741200000"],
        &["skriv til Kari@Example.no", "skriv til kari krøllalfa example punktum no"],
        &["jeg heter Kari Nordvik", "jeg heter KARI NORDVIK", "Navn: Nordvik, Kari"],
    ] {
        let codes: HashSet<String> = writings.iter().map(|text| only(&PSEUDONYMS, text)).collect();
        assert_eq!(codes.len(), 1, "{codes:?}");
    }
}

#[test]
fn a_code_is_eighteen_consonants_behind_the_label() {
    let code = only(&PSEUDONYMS, "fnr 110379 66640");
    let letters = code.strip_prefix("[FØDSELSNUMMER-").and_then(|code| code.strip_suffix(']')).unwrap();
    assert!(
        letters.len() == 18 && letters.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b)),
        "{code}"
    );
    let english = scrubber(Pseudonyms::new(&key(1), "A").unwrap().english());
    let english = only(&english, "fnr 110379 66640");
    assert!(english.starts_with(&format!("[NATIONAL-ID-{}", &letters[..14])), "{code} {english}");
}

/// A mistyped number, one that two labels may have, and an account share their codes, apart from the proof.
#[test]
fn national_numbers_share_their_codes_whatever_they_were_taken_for() {
    let body = |code: &str| code.trim_end_matches(']').rsplit('-').next().unwrap()[..14].to_owned();
    let national = only(&PSEUDONYMS, "fnr 110379 66640");
    let account = only(&PSEUDONYMS, "kontonummer 1103.79.66640");
    assert!(account.starts_with("[KONTONUMMER-"), "{account}");
    assert_eq!(body(&national), body(&account));
    assert_ne!(national[national.len() - 5..], account[account.len() - 5..], "the proof is of the label as well");
    assert_ne!(body(&national), body(&only(&PSEUDONYMS, "fnr 480398 69961")));
}

#[test]
fn frequent_values_have_no_code() {
    assert_eq!(only(&PSEUDONYMS, "jeg har migrene"), "[HELSE]");
    let numbered = scrubber(Pseudonyms::new(&key(1), "A").unwrap().or(Placeholders::norwegian().numbered()));
    assert_eq!(only(&numbered, "jeg har migrene"), "[HELSE-1]");
}

#[test]
fn forged_codes_are_made_distinct_and_real_ones_stay() {
    let real = only(&PSEUDONYMS, "fnr 110379 66640");
    let other = only(&scrubber(Pseudonyms::new(&key(1), "B").unwrap()), "fnr 110379 66640");
    for (text, wanted) in [
        (format!("{real} skrev"), format!("{real} skrev")),
        (format!("{other} skrev"), format!("‹{}› skrev", other.trim_matches(['[', ']']))),
        // The proof is of the label, of every letter, and of the exact writing.
        (
            real.replace("FØDSELSNUMMER", "NAVN"),
            format!("‹{}›", real.replace("FØDSELSNUMMER", "NAVN").trim_matches(['[', ']'])),
        ),
        (real.to_uppercase(), format!("‹{}›", real.to_uppercase().trim_matches(['[', ']']))),
        ("[NAVN-bcdfghjklmnpqrstvw]".to_owned(), "‹NAVN-bcdfghjklmnpqrstvw›".to_owned()),
        ("[NAVN-1]".to_owned(), "[NAVN-1]".to_owned()),
    ] {
        assert_eq!(PSEUDONYMS.scrub(&text).as_str(), wanted);
    }
}

#[test]
fn two_scopes_and_two_keys_are_unlinkable() {
    let numbers: Vec<String> = (0..400).map(|i| format!("ring 412 0{} {:03}", i / 100, i % 100)).collect();
    let codes = |key: &Key, scope: &str| -> Vec<String> {
        let scrubber = scrubber(Pseudonyms::new(key, scope).unwrap());
        numbers.iter().map(|text| only(&scrubber, text)["[TELEFON-".len()..].to_owned()).collect()
    };
    let releases = [codes(&key(1), "2026"), codes(&key(1), "2027"), codes(&key(2), "2026")];
    let all: HashSet<&String> = releases.iter().flatten().collect();
    assert_eq!(all.len(), 3 * numbers.len(), "no code occurs twice, within a release or across");
    // Nor is there anything in common at any place of two codes of one value, more often than by chance (1 in 20).
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        for place in 0..18 {
            let equal =
                (0..numbers.len()).filter(|i| releases[a][*i].as_bytes()[place] == releases[b][*i].as_bytes()[place]);
            let equal = equal.count();
            assert!((2..=50).contains(&equal), "place {place} of releases {a} and {b}: {equal} of 400");
        }
    }
}

fn digits(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
}

/// The textbook sums, by themselves.
fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum::<u32>() % 11
}

fn is_synthetic(digits: &[u8]) -> bool {
    digits.len() == 11
        && (81..=92).contains(&(digits[2] * 10 + digits[3]))
        && weighted(digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) == 0
        && weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) == 0
}

#[test]
fn surrogates_keep_the_shape_and_are_valid() {
    let shape = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    for text in ["fnr 110379 66640", "fnr 11.03.79-66640", "fnr 11037966640", "d-nummer 480398 69961"] {
        let original = text.split_once(' ').unwrap().1;
        let stand_in = only(&SURROGATES, text);
        assert_eq!(shape(&stand_in), shape(original));
        assert!(is_synthetic(&digits(&stand_in)), "{stand_in}");
        assert_eq!(stand_in.starts_with(['4', '5', '6', '7']), text.starts_with('d'), "{stand_in}");
    }
    for (text, original, start) in [
        ("ring 412 00 000", "412 00 000", "59"),
        ("ring (+47) 41 20 00 00", "(+47) 41 20 00 00", "(+47) 59"),
        ("ring 004741200000", "004741200000", "004759"),
    ] {
        let stand_in = only(&SURROGATES, text);
        assert!(stand_in.starts_with(start), "{stand_in}");
        assert_eq!(shape(&stand_in), shape(original).replace("(+00)", "(+47)").replace("(+47)", "(+00)"));
    }
    let account = only(&SURROGATES, "konto 3645.77.03788");
    assert_eq!(shape(&account), "0000.00.00000");
    assert_eq!(weighted(&digits(&account), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]), 0);
    let iban = only(&SURROGATES, "NO93 8601 1117 947");
    let remainder = digits(&format!("{}2324{}", &iban[5..], &iban[2..4]))
        .iter()
        .fold(0, |rest, d| (rest * 10 + u32::from(*d)) % 97);
    assert_eq!((remainder, shape(&iban).as_str()), (1, "NO00 0000 0000 000"));
    assert_eq!(digits(&iban)[2..], digits(&only(&SURROGATES, "konto 8601.11.17947")), "one account, one stand-in");
    let card = only(&SURROGATES, "kort 4111 1111 1111 1111");
    let luhn: u32 = digits(&card)
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            let doubled = u32::from(*d) * (1 + i as u32 % 2);
            doubled / 10 + doubled % 10
        })
        .sum();
    assert_eq!((luhn % 10, shape(&card).as_str()), (0, "0000 0000 0000 0000"));
}

#[test]
fn surrogates_are_the_same_person_throughout_a_scope() {
    let text = SURROGATES.scrub("Jeg heter Kari Nordvik, kari.nordvik@example.no. Hilsen Kari").to_string();
    let name = text.strip_prefix("Jeg heter ").and_then(|rest| rest.split(',').next()).unwrap();
    let (given, surname) = name.split_once(' ').unwrap();
    let plain = |name: &str| name.to_lowercase().replace('æ', "ae").replace('ø', "o").replace('å', "a");
    assert_eq!(text, format!("Jeg heter {name}, {}.{}@example.no. Hilsen {given}", plain(given), plain(surname)));
    assert_eq!(only(&SURROGATES, "JEG HETER KARI NORDVIK, OG JEG VENTER PÅ SVAR"), name.to_uppercase());
    assert_eq!(only(&SURROGATES, "ring fire en to null null null null null"), only(&SURROGATES, "ring 41200000"));
    assert_eq!(
        only(&SURROGATES, "d-nummeret er fire åtte null tre ni åtte seks ni ni seks en"),
        only(&SURROGATES, "d-nummeret er 48039869961")
    );
    let other = scrubber(Surrogates::new(&key(1), "B").unwrap());
    assert_ne!(only(&other, "fnr 110379 66640"), only(&SURROGATES, "fnr 110379 66640"));
}

#[test]
fn what_cannot_be_invented_has_its_placeholder() {
    for (text, wanted) in [
        ("ring +46 70 174 06 05", "[TELEFON]"),
        ("ring 412 00 000 linje 12", "[TELEFON]"),
        ("passnummer CBH440912", "[PASSNUMMER]"),
        ("jeg har migrene", "[HELSE]"),
        ("DUF 201116372610", "[DUF-NUMMER]"),
        ("hei, de fem siste er 51558", "[ID-NUMMER]"),
        ("født tredje i femte syttifire", "[FØDSELSDATO]"),
        ("gnr 12 bnr 34 i Bergen", "[ADRESSE]"),
    ] {
        assert_eq!(only(&SURROGATES, text), wanted, "{text}");
    }
    let address = only(&SURROGATES, "bor i Storgata 5 B, 0155 Oslo");
    assert!(address.contains(", 0000 ") && !address.contains("Oslo") && !address.contains("Storgata"), "{address}");
    let date = only(&SURROGATES, "født 03.05.1874");
    assert!(["1873", "1874", "1875"].iter().any(|year| date.ends_with(year)) && date != "03.05.1874", "{date}");
}

/// A detector of a host's own that claims the whole message.
struct Whole(Label);

impl Detector for Whole {
    fn name(&self) -> &'static str {
        "whole"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Phone, Label::DufNummer]
    }
    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        claims.add(Span::new(0, text.as_str().len()), self.0, Confidence::Certain);
    }
}

#[test]
fn what_a_host_found_has_a_stand_in_only_where_it_is_understood() {
    let whole = |label: Label, text: &str| {
        let surrogates = Surrogates::new(&key(1), "A").unwrap();
        only(&Scrubber::builder().detector(Whole(label)).masker(surrogates).build().unwrap(), text)
    };
    assert!(whole(Label::Phone, "412 00 000").starts_with("59"));
    assert_eq!(whole(Label::Phone, "412 00 000 hos Kari"), "[TELEFON]", "words beside figures say something");
    // It has no synthetic series, however many digits it is said to have.
    assert_eq!(whole(Label::DufNummer, "990000 12345"), "[DUF-NUMMER]");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Law 6 holds for codes, forged ones among them.
    #[test]
    fn codes_are_no_findings(text in messages::message()) {
        let once = PSEUDONYMS.scrub(&text).to_string();
        let twice = PSEUDONYMS.scrub(&once);
        prop_assert_eq!(twice.as_str(), &once, "from {:?}", text);
        // Who has another masker sees them as placeholders too.
        let plain = Scrubber::norwegian().scrub(&once).to_string();
        prop_assert_eq!(plain, once);
    }

    /// Equal values have equal codes in any message, and different labels' words are all that differs.
    #[test]
    fn codes_depend_on_the_value_alone(before in messages::message(), after in messages::message()) {
        let text = format!("{before}\n\nKontakt 412 00 000.\n\n{after}");
        let scrubbed = PSEUDONYMS.scrub(&text);
        for (finding, span) in scrubbed.replacements() {
            if finding.label() == Label::Phone && text[finding.span().range()] == *"412 00 000" {
                prop_assert_eq!(&scrubbed.as_str()[span.range()], only(&PSEUDONYMS, "ring 412 00 000"));
            }
        }
    }

    /// No value stands in its own replacement, and no part of a name or number of it does.
    #[test]
    fn surrogates_are_never_the_value(text in messages::message(), scope in 0..4_u8) {
        let scrubber = scrubber(Surrogates::new(&key(scope), "A").unwrap());
        let scrubbed = scrubber.scrub(&text);
        for (finding, span) in scrubbed.replacements() {
            let (value, stand_in) = (&text[finding.span().range()], &scrubbed.as_str()[span.range()]);
            prop_assert_ne!(sladd::fold(value), sladd::fold(stand_in));
            if stand_in == finding.label().placeholder_norwegian() {
                continue;
            }
            match finding.label() {
                Label::Name => {
                    let parts = |name: &str| sladd::fold(name).split([' ', '-', ',']).map(str::to_owned).collect::<Vec<_>>();
                    for part in parts(value).iter().filter(|part| part.len() > 2) {
                        prop_assert!(!parts(stand_in).contains(part), "{value:?} {stand_in:?}");
                    }
                }
                Label::Fodselsnummer | Label::DNummer | Label::SyntheticId | Label::UnverifiedId => {
                    let mut digits = digits(stand_in);
                    // With the century written out.
                    if digits.len() == 13 {
                        digits.drain(4..6);
                    }
                    prop_assert!(is_synthetic(&digits), "{stand_in:?}");
                }
                Label::Email => prop_assert!(stand_in.to_lowercase().ends_with("@example.no")),
                Label::Phone => prop_assert_ne!(digits(value), digits(stand_in)),
                _ => {}
            }
        }
    }

    /// Numbers of the synthetic series have other numbers of it as stand-ins, the same for the same.
    #[test]
    fn every_national_number_has_a_valid_stand_in(individual in 0..1000_u32, day in 1..29_u32, month in 81..93_u32, year in 0..100_u32) {
        let body = format!("{day:02}{month:02}{year:02}{individual:03}");
        let number = (0..100).map(|check| format!("{body}{check:02}")).find(|number| is_synthetic(&digits(number)));
        // One in five has no control digits.
        let Some(number) = number else { return Ok(()) };
        let stand_in = only(&SURROGATES, &format!("fnr {number}"));
        prop_assert!(is_synthetic(&digits(&stand_in)) && stand_in != number);
        prop_assert_eq!(&stand_in, &only(&SURROGATES, &format!("fnr {} {}", &number[..6], &number[6..])).replace(' ', ""));
    }
}

/// Thousands of numbers give thousands of stand-ins: choices are spread over all there are.
#[test]
fn stand_ins_are_spread() {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for i in 0..2000 {
        let text = format!("ring 4{:07}", 1_200_000 + i * 37);
        *seen.entry(only(&SURROGATES, &text)).or_default() += 1;
    }
    assert!(seen.len() > 1985, "{}", seen.len());
}
