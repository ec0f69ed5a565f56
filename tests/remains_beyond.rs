//! What stands in the memory of the process after text went through maskers, streams, chats and vaults, and all of it was
//! dropped: nothing of it, save what the host was given and did not overwrite itself.

#![cfg(all(target_os = "linux", feature = "names", feature = "health", feature = "keyed"))]
#![allow(clippy::print_stdout, reason = "counts are for the reader of the output")]

#[path = "support/memory.rs"]
mod memory;

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use memory::{copies, overwrite, secret};
use sladd::{
    Conversation, Generalise, KeepLast, Key, KnownNames, Masker, MemoryStore, Partial, Placeholders, Pseudonyms,
    Remove, Retention, Role, Scrubber, Surrogates, Transcript, Vault,
};

fn key() -> Key {
    Key::from_bytes(&(0..32_u8).map(|i| i.wrapping_mul(37).wrapping_add(11)).collect::<Vec<_>>()).unwrap()
}

fn masked_by(masker: impl Masker + 'static, text: &str) {
    let scrubber = Scrubber::builder().masker(masker).build().unwrap();
    let scrubbed = scrubber.scrub(text);
    assert!(!scrubbed.is_clean());
    overwrite(scrubbed.into_text().into_owned());
}

/// A mailbox, which every masker has an answer for, and a word that nothing is known of.
fn message(secret: &str) -> String {
    let mut text = String::with_capacity(4096);
    for part in ["Hva betyr ordet ", secret, " i skjemaet? Svar meg på ", secret, "@example.no innen fredag."] {
        text.push_str(part);
    }
    text
}

fn in_pieces(text: &str, mut take: impl FnMut(&str)) {
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().take(3).last() {
        let (piece, behind) = rest.split_at(at + c.len_utf8());
        take(piece);
        rest = behind;
    }
}

#[test]
fn nothing_of_a_message_remains_beyond_one_call() {
    let plain = Scrubber::norwegian();
    let now = SystemTime::UNIX_EPOCH;
    type Way<'w> = (&'static str, Box<dyn Fn(&str) + 'w>);
    let mut ways: Vec<Way<'_>> = vec![
        ("placeholders", Box::new(|text| masked_by(Placeholders::norwegian(), text))),
        ("numbered", Box::new(|text| masked_by(Placeholders::norwegian().numbered(), text))),
        ("partial", Box::new(|text| masked_by(Partial::new(), text))),
        ("keep last", Box::new(|text| masked_by(KeepLast::new(3), text))),
        ("generalise", Box::new(|text| masked_by(Generalise::as_of(2026, 3, 14).unwrap(), text))),
        ("remove", Box::new(|text| masked_by(Remove, text))),
        ("pseudonyms", Box::new(|text| masked_by(Pseudonyms::new(&key(), "prosjekt").unwrap(), text))),
        ("surrogates", Box::new(|text| masked_by(Surrogates::new(&key(), "prosjekt").unwrap(), text))),
        (
            "survivors",
            Box::new(|text| {
                let scrubber = Scrubber::builder().mask_survivors().build().unwrap();
                overwrite(scrubber.scrub(text).into_text().into_owned());
            }),
        ),
        (
            "verify and advise",
            Box::new(|text| {
                let scrubbed = plain.scrub(text);
                overwrite(plain.verify(&scrubbed).into_text().into_owned());
                assert!(!plain.advise(text).is_empty());
                overwrite(scrubbed.into_text().into_owned());
            }),
        ),
        (
            "stream",
            Box::new(|text| {
                let mut out = String::with_capacity(8192);
                let mut stream = plain.stream();
                in_pieces(text, |piece| stream.push(piece, &mut out));
                stream.finish(&mut out);
                overwrite(out);
            }),
        ),
        (
            "stream of long lines",
            Box::new(|text| {
                let mut out = String::with_capacity(1 << 16);
                let mut stream = plain.stream().lines();
                for _ in 0..20 {
                    in_pieces(text, |piece| stream.push(piece, &mut out));
                }
                stream.finish(&mut out);
                overwrite(out);
            }),
        ),
        (
            "stream given up",
            Box::new(|text| {
                let mut out = String::with_capacity(8192);
                let mut stream = plain.stream().prompt();
                in_pieces(text, |piece| stream.push(piece, &mut out));
                stream.discard();
                overwrite(out);
            }),
        ),
        (
            "bytes",
            Box::new(|text| {
                let mut writer = plain.stream().byte_writer(Vec::with_capacity(8192));
                for piece in text.as_bytes().chunks(5) {
                    writer.write_all(piece).unwrap();
                }
                writer.finish().unwrap();
                overwrite(String::from_utf8(writer.into_inner()).unwrap());
            }),
        ),
        (
            "formatted",
            Box::new(|text| {
                let mut writer = plain.stream().text_writer(String::with_capacity(8192));
                in_pieces(text, |piece| writer.write_str(piece).unwrap());
                writer.finish().unwrap();
                overwrite(writer.into_inner());
            }),
        ),
        (
            "chat",
            Box::new(|text| {
                let mut chat = Conversation::new();
                for said in ["Hva heter du?", text, "Og hva er e-postadressen?", text] {
                    let turn = plain.scrub_in(&mut chat, Role::User, said);
                    overwrite(turn.into_scrubbed().into_text().into_owned());
                }
                let sealed = chat.seal(&key(), "samtale");
                drop(Conversation::open(&key(), "samtale", &sealed).unwrap());
            }),
        ),
        (
            "transcript",
            Box::new(|text| {
                let mut chat = Transcript::new(plain.clone(), MemoryStore::new(), Retention::days(30));
                overwrite(chat.say(Role::User, text, now).unwrap());
                chat.download().unwrap().into_iter().for_each(|said| overwrite(said.text));
                chat.end(now);
                chat.delete().unwrap();
            }),
        ),
        (
            "transcript masked later",
            Box::new(|text| {
                let mut chat = Transcript::new(plain.clone(), MemoryStore::new(), Retention::days(30))
                    .masking_within(Duration::from_secs(900));
                overwrite(chat.say(Role::User, text, now).unwrap());
                chat.end(now);
                let _ = chat.keep_up(now + Duration::from_secs(901)).unwrap();
                chat.delete().unwrap();
            }),
        ),
        (
            "vault",
            Box::new(|text| {
                let mut vault = Vault::new(&key(), "samtale").unwrap();
                let masked = vault.scrub(&plain, text).into_text().into_owned();
                let sealed = vault.seal();
                overwrite(Vault::open(&key(), "samtale", &sealed).unwrap().restore(&masked).into_owned());
                let mut out = String::with_capacity(8192);
                let mut unmask = vault.unmask();
                in_pieces(&masked, |piece| unmask.push(piece, &mut out));
                unmask.finish(&mut out);
                overwrite(out);
                overwrite(masked);
                vault.forget();
            }),
        ),
        (
            "known names",
            Box::new(|text| {
                let name = &text["Hva betyr ordet ".len()..][..44];
                let mut known = KnownNames::new();
                known.mask(name);
                overwrite(plain.scrub_knowing(&known, text).into_text().into_owned());
            }),
        ),
    ];
    #[cfg(feature = "serde")]
    ways.push((
        "terms and patterns of a host's own",
        Box::new(|text| {
            use sladd::{Checksum, Confidence, Label, OwnDictionary, OwnPattern};
            let own = Label::Custom("own");
            let mut wards = OwnDictionary::new("wards", own, Confidence::Likely).unwrap();
            // With a digit in a term, digits belong to words.
            wards.add("Avd. 4B").unwrap();
            let mut pattern = OwnPattern::builder("code", "[a-z]{30,60}", own);
            let pattern = pattern.checksum(Checksum::Iban).build().unwrap();
            let scrubber = Scrubber::builder().detector(wards).detector(pattern).build().unwrap();
            overwrite(scrubber.scrub(text).into_text().into_owned());
        }),
    ));
    let mut kept = Vec::new();
    for ((what, way), seed) in ways.iter().zip(21..) {
        let wanted = secret(seed);
        let text = message(std::str::from_utf8(&wanted).unwrap());
        way(&text);
        overwrite(text);
        let found = copies(wanted);
        println!("{what}: {found}");
        if found > 0 {
            kept.push((*what, found));
        }
    }
    assert!(kept.is_empty(), "copies that remain: {kept:?}");
}
