//! The vault: what goes in comes back, whatever it is, and nothing else does.

#![cfg(all(feature = "names", feature = "health", feature = "keyed"))]

#[path = "support/masked_messages.rs"]
mod messages;

use std::borrow::Cow;
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{
    BuildError, Claims, Confidence, Detector, Key, KnownNames, Label, Placeholders, Scrubber, Span, Text, Vault,
    VaultUnmask,
};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

fn key(seed: u8) -> Key {
    let bytes: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37).wrapping_add(seed)).collect();
    Key::from_bytes(&bytes).unwrap()
}

fn vault(conversation: &str) -> Vault {
    Vault::new(&key(1), conversation).unwrap()
}

/// The placeholders of a scrubbed text, in order.
fn placeholders(scrubbed: &sladd::Scrubbed<'_>) -> Vec<String> {
    scrubbed.replacements().map(|(_, span)| scrubbed.as_str()[span.range()].to_owned()).collect()
}

/// One placeholder for a telephone number, and the vault that gave it.
fn one(conversation: &str) -> (Vault, String) {
    let mut vault = vault(conversation);
    let placeholder = placeholders(&vault.scrub(&SCRUBBER, "412 00 000")).remove(0);
    (vault, placeholder)
}

#[test]
fn a_question_and_its_answer() {
    let mut vault = vault("samtale 1");
    let question = "Hei, jeg heter Kari Nordvik, tlf 412 00 000. Kan dere ringe Kari på +47 41200000?";
    let scrubbed = vault.scrub(&SCRUBBER, question);
    let given = placeholders(&scrubbed);
    assert_eq!(given.len(), 4, "{scrubbed}");
    let number = |placeholder: &str| placeholder.split('-').nth(1).unwrap().to_owned();
    assert!(given[0].starts_with("[NAVN-1-") && given[1].starts_with("[TELEFON-1-"), "{scrubbed}");
    // Another writing is another placeholder, with the number of the same person or telephone.
    assert_ne!(given[0], given[2]);
    assert_ne!(given[1], given[3]);
    assert_eq!([number(&given[2]), number(&given[3])], ["1", "1"]);
    assert_eq!(vault.restore(scrubbed.as_str()), question);
    let answer = format!("Hei, {}! Vi ringer {} eller {} i morgen.", given[2], given[1], given[3]);
    assert_eq!(vault.restore(&answer), "Hei, Kari! Vi ringer 412 00 000 eller +47 41200000 i morgen.");
    // The next message: what is known has its placeholder.
    assert_eq!(placeholders(&vault.scrub(&SCRUBBER, "Ring 412 00 000 da")), [given[1].clone()]);
    assert_eq!(vault.len(), 4);
}

#[test]
fn what_a_model_makes_of_a_placeholder_is_forgiven_but_not_the_seal() {
    let (vault, placeholder) = one("samtale 1");
    let core = placeholder.trim_matches(['[', ']']).to_owned();
    let [word, number, seal] = core.split('-').collect::<Vec<_>>().try_into().unwrap();
    for written in [
        placeholder.clone(),
        placeholder.to_lowercase(),
        placeholder.to_uppercase(),
        core.clone(),
        format!("[ {core} ]"),
        format!("[**{core}**]"),
        format!("\\[{core}\\]"),
        format!("[{word}\u{2011}{number}\u{2011}{seal}]"),
        format!("[{word} - {number} - {seal}]"),
        format!("[PHONE-{number}-{seal}]"),
    ] {
        for (before, after) in [("", ""), ("Ring ", "."), ("**", "**"), ("«", "»"), ("`", "`"), ("\n- ", "\n")] {
            let answer = format!("{before}{written}{after}");
            assert_eq!(vault.restore(&answer), format!("{before}412 00 000{after}"), "{answer}");
        }
    }
    let wrong = |at: usize| {
        let mut letters: Vec<char> = seal.chars().collect();
        letters[at] = if letters[at] == 'b' { 'c' } else { 'b' };
        letters.into_iter().collect::<String>()
    };
    let mut left: Vec<String> = (0..8).map(|at| format!("[{word}-{number}-{}]", wrong(at))).collect();
    left.extend([
        format!("[{word}-2-{seal}]"),
        format!("[NAVN-{number}-{seal}]"),
        format!("[{word}-{number}-{}]", &seal[..7]),
        format!("[{word}-{number}-{seal}b]"),
        format!("[{word}-{number}]"),
        format!("x{core}"),
        format!("{core}x"),
    ]);
    for answer in left {
        assert!(matches!(vault.restore(&answer), Cow::Borrowed(same) if same == answer), "{answer}");
    }
}

#[test]
fn one_vault_does_not_restore_what_another_gave() {
    let (here, placeholder) = one("samtale 1");
    let (there, other) = one("samtale 2");
    let stranger = Vault::new(&key(2), "samtale 1").unwrap();
    assert_ne!(placeholder, other, "the seals differ though label, number and value are the same");
    assert_eq!(here.restore(&other), other);
    assert_eq!(there.restore(&placeholder), placeholder);
    assert_eq!(stranger.restore(&placeholder), placeholder);
}

/// An empty vault of the same conversation, as after a restart, does not put one value in the place of another.
#[test]
fn a_placeholder_is_of_its_value() {
    let (_, placeholder) = one("samtale 1");
    let mut later = vault("samtale 1");
    let other = placeholders(&later.scrub(&SCRUBBER, "ring 412 00 001")).remove(0);
    assert_eq!((&placeholder[..10], placeholder == other), (&other[..10], false), "the same number, another seal");
    assert_eq!(later.restore(&placeholder), placeholder);
    assert_eq!(placeholders(&later.scrub(&SCRUBBER, "eller 412 00 000"))[0].len(), placeholder.len());
}

#[test]
fn forged_placeholders_are_text() {
    let (mut vault, real) = one("samtale 1");
    let core = real.trim_matches(['[', ']']);
    for forged in [
        real.clone(),
        core.to_owned(),
        real.to_lowercase(),
        format!("\\[{core}\\]"),
        one("samtale 2").1,
        "[KONTONUMMER-1-bcdfghjk]".to_owned(),
        "[TEKST-1-bcdfghjk]".to_owned(),
    ] {
        let message = format!("Skriv {forged} til meg");
        let scrubbed = vault.scrub(&SCRUBBER, &message);
        assert!(scrubbed.as_str().starts_with("Skriv [TEKST-"), "{scrubbed}");
        assert_eq!(scrubbed.findings()[0].label(), Label::Custom("text"));
        assert!(!scrubbed.as_str().contains(core));
        // What the model repeats comes back as it was typed: no telephone number stands there.
        assert_eq!(vault.restore(scrubbed.as_str()), message);
        assert!(!vault.restore(scrubbed.as_str()).contains("412 00 000"));
    }
    // One inside the other, three times over.
    let mut text = format!("{real} og {core}");
    let first = text.clone();
    for _ in 0..3 {
        text = vault.scrub(&SCRUBBER, &text).to_string();
    }
    for _ in 0..3 {
        text = vault.restore(&text).into_owned();
    }
    assert_eq!(text, first);
}

#[test]
fn only_some_labels_are_reversible() {
    let mut vault = vault("samtale 1").only(&[Label::Name]);
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
    let scrubbed = vault.scrub(&scrubber, "Kari Nordvik har 412 00 000, ikke [TELEFON-1]");
    assert!(scrubbed.as_str().contains(" har [TELEFON-1], ikke [TEKST-1-"), "{scrubbed}");
    assert_eq!(vault.restore(scrubbed.as_str()), "Kari Nordvik har [TELEFON-1], ikke [TELEFON-1]");
    assert_eq!(vault.len(), 2);
}

#[test]
fn known_names_and_english_words() {
    let mut vault = vault("samtale 1").english();
    let mut known = KnownNames::new();
    known.mask("Frost Vår");
    let text = "svar fra Frost Vår";
    let scrubbed = vault.scrub_knowing(&SCRUBBER, &known, text).to_string();
    assert!(scrubbed.starts_with("svar fra [NAME-1-"), "{scrubbed}");
    assert_eq!(vault.restore(&scrubbed), text);
    assert_eq!(vault.restore(&scrubbed.replace("NAME", "NAVN")), text, "a model that translates is forgiven");
}

#[test]
fn a_full_vault_masks_for_good() {
    let mut vault = vault("samtale 1");
    for i in 0..4096 {
        assert!(vault.scrub(&SCRUBBER, &format!("ring 4120{i:04}")).as_str().starts_with("ring [TELEFON-"));
    }
    let (len, bytes) = (vault.len(), vault.bytes());
    assert_eq!((len, bytes), (4096, 4096 * 8));
    let message = "ring 46000000 eller [NAVN-1-bcdfghjk]";
    assert_eq!(vault.scrub(&SCRUBBER, message).as_str(), "ring [TELEFON] eller [FJERNET]");
    assert_eq!(vault.len(), 4096);
    let known = vault.scrub(&SCRUBBER, "ring 41200007").to_string();
    assert_eq!(vault.restore(&known), "ring 41200007");
    vault.forget();
    assert!(vault.is_empty() && vault.bytes() == 0);
    assert_eq!(vault.restore(&known), known);
    assert!(vault.scrub(&SCRUBBER, message).as_str().starts_with("ring [TELEFON-1-"));
}

/// What text that looks like a placeholder kept from being seen is seen once that is masked.
#[test]
fn forged_placeholders_hide_nothing() {
    let mut vault = vault("samtale 1");
    let text = "NAVN-1-bcdfghjk@kari_nordvik";
    let scrubbed = vault.scrub(&SCRUBBER, text).to_string();
    assert!(!scrubbed.contains("kari"), "{scrubbed}");
    assert_eq!(vault.restore(&scrubbed), text);
}

/// Claims all of a text.
struct Everything;

impl Detector for Everything {
    fn name(&self) -> &'static str {
        "everything"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("everything")]
    }
    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        claims.add(Span::new(0, text.as_str().len()), Label::Custom("everything"), Confidence::Certain);
    }
}

#[test]
fn bytes_are_bounded_too() {
    let scrubber = Scrubber::builder().detector(Everything).build().unwrap();
    let mut vault = vault("samtale 1");
    let long = "-".repeat(400_000);
    for _ in 0..3 {
        assert!(vault.scrub(&scrubber, &long).as_str().starts_with("[FJERNET-1-"), "it is one value");
    }
    assert_eq!((vault.len(), vault.bytes()), (1, long.len()));
    assert!(vault.scrub(&scrubber, &format!("{long}2")).as_str().starts_with("[FJERNET-2-"));
    assert_eq!(vault.scrub(&scrubber, &format!("{long}3")).as_str(), "[FJERNET]");
}

#[test]
fn a_sealed_vault_opens_in_another_process() {
    let mut first = vault("samtale 1");
    let text = "Jeg heter Kari Nordvik, tlf 412 00 000, [NAVN-1-bcdfghjk], har migrene";
    let scrubbed = first.scrub(&SCRUBBER, text).to_string();
    let sealed = first.seal();
    for secret in ["Kari", "412 00 000", "migrene", "NAVN-1", "phone"] {
        assert!(!sealed.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
    let mut second = Vault::open(&key(1), "samtale 1", &sealed).unwrap();
    assert_eq!(second.restore(&scrubbed), text);
    assert_eq!(second.len(), first.len());
    // Numbers go on, and a part of a name is still the same person.
    let next = "Hilsen Kari, ikke Ola Hansen, tlf 412 00 001, +47 41200000";
    let [here, there] = [&mut first, &mut second].map(|vault| vault.scrub(&SCRUBBER, next).to_string());
    assert_eq!(here, there);
    assert!(here.contains("Hilsen [NAVN-1-") && here.contains("ikke [NAVN-2-"), "{here}");
    assert!(here.contains("tlf [TELEFON-2-") && here.contains(", [TELEFON-1-"), "{here}");
    for (key, conversation, sealed) in [
        (key(2), "samtale 1", sealed.clone()),
        (key(1), "samtale 2", sealed.clone()),
        (key(1), "samtale 1", sealed[1..].to_vec()),
        (key(1), "samtale 1", [&sealed[..], &[0]].concat()),
        (key(1), "samtale 1", Vec::new()),
    ] {
        assert_eq!(Vault::open(&key, conversation, &sealed).err(), Some(BuildError::SealedVault));
    }
    assert_eq!(Vault::new(&key(1), "").err(), Some(BuildError::EmptyScope));
    assert!(BuildError::SealedVault.to_string().contains("does not open"));
}

#[test]
fn no_debug_shows_a_value() {
    let mut vault = vault("samtale 1");
    let _ = vault.scrub(&SCRUBBER, "Jeg heter Kari Nordvik");
    assert_eq!(format!("{vault:?}"), "Vault { values: 1, bytes: 12, .. }");
    let mut unmask = vault.unmask();
    unmask.push("hei [NAVN-1", &mut String::new());
    assert_eq!(format!("{unmask:?}"), "VaultUnmask { held_back: 7, restored: 0, .. }");
    fn crosses<T: Send + Sync>() {}
    crosses::<Vault>();
    crosses::<VaultUnmask<'_>>();
    crosses::<Key>();
}

#[test]
fn ordinary_words_are_not_held_back() {
    let (vault, _) = one("samtale 1");
    let mut unmask = vault.unmask();
    let mut out = String::new();
    for (piece, so_far) in [
        ("Hei, ", "Hei, "),
        ("nav", "Hei, "),
        ("l", "Hei, navl"),
        ("en! [", "Hei, navlen! "),
        ("3]", "Hei, navlen! [3]"),
        (" NAVN-", "Hei, navlen! [3] "),
        ("liste", "Hei, navlen! [3] NAVN-liste"),
    ] {
        unmask.push(piece, &mut out);
        assert_eq!(out, so_far);
    }
    unmask.finish(&mut out);
    assert_eq!((out.as_str(), unmask.held_back()), ("Hei, navlen! [3] NAVN-liste", 0));
}

#[test]
fn what_is_held_back_is_bounded() {
    let (vault, _) = one("samtale 1");
    let padding = "\u{202F}".repeat(3);
    let dash = "\u{202F}\\\u{2011}\u{202F}";
    let most = format!("\\[{padding}ORGANISATION-NUMBER{dash}123456789{dash}bcdfghjk{padding}");
    for hostile in
        [most, "[".repeat(500), "\\[".repeat(500), "NAVN-1-".repeat(200), "[   ".repeat(200), "1".repeat(999)]
    {
        let mut unmask = vault.unmask();
        let mut out = String::new();
        for c in hostile.chars() {
            unmask.push(c.encode_utf8(&mut [0; 4]), &mut out);
            assert!(unmask.held_back() <= VaultUnmask::MOST_HELD_BACK, "{} of {hostile:?}", unmask.held_back());
        }
        unmask.finish(&mut out);
        assert_eq!(out, hostile);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// `restore(scrub(x)) == x` for every x, one after the other in one conversation.
    #[test]
    fn what_goes_in_comes_back(texts in prop::collection::vec(messages::message(), 1..4)) {
        let mut vault = vault("samtale 1");
        for text in &texts {
            let scrubbed = vault.scrub(&SCRUBBER, text).to_string();
            prop_assert_eq!(&vault.restore(&scrubbed), text, "through {:?}", scrubbed);
        }
    }

    /// The same where the messages hold real placeholders of this conversation and of another, whole, cut, mangled.
    #[test]
    fn forged_placeholders_come_back_as_text(
        before in messages::message(),
        after in messages::message(),
        mangled in 0..7_u8,
        cut in any::<prop::sample::Index>(),
        glued in "[a-zæ0-9\\\\\\[\\] -]{0,2}",
    ) {
        let mut vault = vault("samtale 1");
        let _ = vault.scrub(&SCRUBBER, "Jeg heter Kari Nordvik, tlf 412 00 000");
        let real = vault.scrub(&SCRUBBER, "ring 412 00 000").to_string().replace("ring ", "");
        let core = real.trim_matches(['[', ']']);
        let forged = match mangled {
            0 => real.clone(),
            1 => core.to_owned(),
            2 => real.to_lowercase(),
            3 => format!("\\[{core}\\]"),
            4 => format!("[ {core}"),
            5 => format!("{real}{core}"),
            _ => one("samtale 2").1,
        };
        let at = (0..=cut.index(forged.len() + 1)).rfind(|at| forged.is_char_boundary(*at)).unwrap();
        for text in [
            format!("{before}{forged}{after}"),
            format!("{before}{glued}{forged}{glued}{after}"),
            format!("{forged}412 00 000{forged}"),
            format!("{}412 00 000{}", &forged[..at], &forged[at..]),
            format!("{}{after}", &forged[at..]),
        ] {
            let scrubbed = vault.scrub(&SCRUBBER, &text).to_string();
            prop_assert_eq!(vault.restore(&scrubbed), text, "through {:?}", scrubbed);
        }
    }

    /// However the answer is cut into pieces, the whole is what comes out.
    #[test]
    fn any_cutting_restores_the_whole(text in messages::message(), answer in messages::message(), cuts in messages::cuts()) {
        let mut vault = vault("samtale 1");
        let scrubbed = vault.scrub(&SCRUBBER, &text).to_string();
        for answer in [format!("{answer}{scrubbed}{answer}"), scrubbed.to_lowercase(), scrubbed.replace(['[', ']'], "")] {
            let mut unmask = vault.unmask();
            let mut out = String::new();
            for piece in messages::cut(&answer, &cuts) {
                unmask.push(piece, &mut out);
                prop_assert!(unmask.held_back() <= VaultUnmask::MOST_HELD_BACK);
            }
            unmask.finish(&mut out);
            prop_assert_eq!(vault.restore(&answer), out);
        }
    }

    /// A scrubber sees a vault's placeholders as what they are: scrubbing again changes nothing.
    #[test]
    fn placeholders_are_no_findings(text in messages::message()) {
        let scrubbed = vault("samtale 1").scrub(&SCRUBBER, &text).to_string();
        let again = SCRUBBER.scrub(&scrubbed).to_string();
        prop_assert_eq!(again, scrubbed);
    }

    /// Detectors of a host's own that claim anything do not break the round trip.
    #[test]
    fn careless_claims_come_back(text in messages::message(), spans in prop::collection::vec((0..99_usize, 0..99_usize), 0..6)) {
        struct Careless(Vec<(usize, usize)>);
        impl Detector for Careless {
            fn name(&self) -> &'static str {
                "careless"
            }
            fn labels(&self) -> &'static [Label] {
                &[Label::Custom("careless")]
            }
            fn detect(&self, _text: &Text<'_>, claims: &mut Claims) {
                self.0.iter().for_each(|span| claims.add(span.0..span.1, Label::Custom("careless"), Confidence::Certain));
            }
        }
        let scrubber = Scrubber::builder().detector(Careless(spans)).build().unwrap();
        let mut vault = vault("samtale 1");
        let scrubbed = vault.scrub(&scrubber, &text).to_string();
        prop_assert_eq!(vault.restore(&scrubbed), text, "through {:?}", scrubbed);
    }
}

#[test]
fn the_adapters_of_streams_restore_too() {
    use std::fmt::Write as _;
    use std::io::Write as _;

    use sladd::stream::{ByteWriter, Pieces, TextWriter};

    let (vault, placeholder) = one("samtale 1");
    let answer = format!("Ja, «{placeholder}» på æ.");
    let wanted = "Ja, «412 00 000» på æ.";
    let mut text = TextWriter::new(vault.unmask(), String::new());
    answer.chars().for_each(|c| write!(text, "{c}").unwrap());
    text.finish().unwrap();
    assert_eq!(text.into_inner(), wanted);
    let mut bytes = ByteWriter::new(vault.unmask(), Vec::new());
    answer.bytes().for_each(|byte| bytes.write_all(&[byte]).unwrap());
    bytes.finish().unwrap();
    assert_eq!(String::from_utf8(bytes.into_inner()).unwrap(), wanted);
    let (head, tail) = answer.split_at(9);
    assert_eq!(Pieces::new(vault.unmask(), [head, tail].into_iter()).collect::<String>(), wanted);
}
