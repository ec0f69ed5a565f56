//! Maskers of a policy that need a key, or know more of a value than its place.

#![cfg(all(feature = "names", feature = "health", feature = "serde", feature = "keyed"))]

use sladd::{Key, Keys, Policy, Scrubber};

fn policy(maskers: &str) -> Policy {
    Policy::from_toml_str(&format!("name = 'test'\n[maskers]\n{maskers}")).unwrap()
}

fn keys() -> Keys {
    let bytes = |step: u8| (0..32_u8).map(|i| i.wrapping_mul(step)).collect::<Vec<u8>>();
    let mut keys = Keys::new();
    keys.add("a", Key::from_bytes(&bytes(37)).unwrap()).add("b", Key::from_bytes(&bytes(41)).unwrap());
    keys
}

fn scrub(maskers: &str, text: &str) -> String {
    Scrubber::from_policy_with_keys(&policy(maskers), &keys()).unwrap().scrub(text).to_string()
}

#[test]
fn pseudonyms_depend_on_key_and_scope() {
    let maskers =
        |key: &str, scope: &str| format!("default = {{ kind = 'pseudonym', key = '{key}', scope = '{scope}' }}");
    let text = "fnr 110379 66640";
    let one = scrub(&maskers("a", "1"), text);
    assert!(one.starts_with("fnr [FØDSELSNUMMER-"));
    assert_eq!(scrub(&maskers("a", "1"), "fnr 11.03.79-66640"), one);
    assert_ne!(scrub(&maskers("b", "1"), text), one);
    assert_ne!(scrub(&maskers("a", "2"), text), one);
    // Health has no pseudonym: the placeholder stands.
    assert_eq!(scrub(&maskers("a", "1"), "Jeg har migrene"), "Jeg har [HELSE]");
}

#[test]
fn surrogates_parts_and_coarse_values() {
    let text = "Kari, tlf +47 41 20 05 67, født 03.05.1874";
    let masked = scrub(
        "name = { kind = 'surrogate', key = 'a', scope = 's' }\nphone = { kind = 'partial' }\n\
         birth_date = { kind = 'generalise', as_of = '1926-03-14', age_bands = 10, language = 'english' }",
        text,
    );
    assert!(!masked.contains("Kari") && !masked.contains("[NAVN]"), "{masked}");
    assert!(masked.ends_with(", tlf +** ** ** *5 67, født [AGE 50-59]"), "{masked}");
}

#[test]
fn a_key_that_is_not_there_is_named_by_its_place() {
    for (maskers, place) in [
        ("name = { kind = 'pseudonym', key = 'hemmelig', scope = 's' }", "maskers.name.key"),
        ("name = [{ kind = 'remove' }, { kind = 'surrogate', key = 'hemmelig', scope = 's' }]", "maskers.name[1].key"),
    ] {
        for error in [
            policy(maskers).builder().map(drop).unwrap_err(),
            policy(maskers).builder_with(&keys()).map(drop).unwrap_err(),
        ] {
            assert_eq!(error.place(), place);
            assert!(!format!("{error} {error:?}").contains("hemmelig"));
        }
    }
    let error = policy("birth_date = { kind = 'generalise', as_of = '2026-02-31' }").builder().map(drop).unwrap_err();
    assert_eq!(error.place(), "maskers.birth_date.as_of");
    assert_eq!(format!("{:?}", keys()), "Keys { keys: 2 }");
}

/// The name of the key is in the fingerprint, the key is not known to it.
#[test]
fn which_key_is_named_shows_in_the_fingerprint() {
    let of = |key: &str| policy(&format!("name = {{ kind = 'pseudonym', key = '{key}', scope = 's' }}")).fingerprint();
    assert_eq!(of("a"), of("a"));
    assert_ne!(of("a"), of("b"));
}
