//! Everything that goes wrong, with secrets in it.

use std::io::{self, Write as _};
use std::time::{Duration, SystemTime};

use sladd::*;

use crate::audit::{Audit, KEY, SECRETS, holds_no_secret, message};
use crate::drive::{POLICY, key};

pub(crate) fn everything(audit: &Audit) {
    keys(audit);
    sealed_states(audit);
    builders(audit);
    policies(audit);
    own_detectors(audit);
    writers(audit);
    stores(audit);
    written_forms();
}

fn keys(audit: &Audit) {
    for bytes in [&KEY.as_bytes()[..31], &[], SECRETS[0].as_bytes(), &SECRETS[0].as_bytes()[..4].repeat(12)] {
        audit.error(&Key::from_bytes(bytes).unwrap_err());
    }
}

/// Wrong key, wrong name, cut off, changed, anything at all.
fn sealed_states(audit: &Audit) {
    let scrubber = Scrubber::norwegian();
    let other = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
    let text = message();
    let mut vault = Vault::new(&key(), "a").unwrap();
    let _ = vault.scrub(&scrubber, &text);
    let mut chat = Conversation::new();
    let _ = scrubber.scrub_in(&mut chat, Role::User, &text);
    for (sealed, is_vault) in [(vault.seal(), true), (chat.seal(&key(), "a"), false)] {
        let open = |key: &Key, name: &str, bytes: &[u8]| {
            if is_vault { Vault::open(key, name, bytes).err() } else { Conversation::open(key, name, bytes).err() }
        };
        assert_eq!(open(&key(), "a", &sealed), None);
        let refused = |error: Option<BuildError>| audit.error(&error.expect("it does not open"));
        refused(open(&other, "a", &sealed));
        refused(open(&key(), SECRETS[0], &sealed));
        refused(open(&key(), "a", text.as_bytes()));
        for at in (0..sealed.len()).step_by(29) {
            refused(open(&key(), "a", &sealed[..at]));
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            refused(open(&key(), "a", &changed));
        }
        // What was sealed by one opens as none of the other.
        let swapped = if is_vault {
            Conversation::open(&key(), "a", &sealed).err()
        } else {
            Vault::open(&key(), "a", &sealed).err()
        };
        refused(swapped);
    }
    audit.error(&Vault::new(&key(), "").unwrap_err());
    audit.error(&Pseudonyms::new(&key(), "").unwrap_err());
    audit.error(&Surrogates::new(&key(), "").unwrap_err());
}

fn builders(audit: &Audit) {
    for form in [SECRETS[0], "[{label}", "{label}{label} Zebrafine", "Zebrafine {n}", "", "\u{7}"] {
        if let Err(error) = Placeholders::norwegian().with_form(form) {
            audit.error(&error);
        }
    }
    audit.error(&Generalise::as_of(2026, 13, 1).unwrap_err());
}

fn policies(audit: &Audit) {
    let refused = |text: &str| {
        for read in [Policy::from_toml_str, Policy::from_json_str] {
            if let Err(error) = read(text) {
                audit.error(&error);
                audit.output::<PolicyError>(error.place());
                audit.output::<PolicyError>(error.problem());
            }
        }
    };
    // Cut off in many places, and with a line gone.
    for (end, _) in POLICY.char_indices().step_by(3) {
        refused(&POLICY[..end]);
    }
    let lines: Vec<&str> = POLICY.lines().collect();
    for gone in 0..lines.len() {
        let left: Vec<&str> = lines.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, line)| *line).collect();
        refused(&left.join("\n"));
    }
    for (from, to) in [
        ("regex = \"Ward Omikron 5\"", "regex = \"(Ward Omikron 5\""),
        ("regex = \"Ward Omikron 5\"", "regex = \"(?P<Zebrafine>a)(?P<Zebrafine>b)\""),
        ("kind = \"text\"", "kind = \"Zebrafine\""),
        ("label = \"ward\"", "label = \"Ward Omikron 5\""),
        ("name = \"terms\"", "name = \"Zebrafine Kvitteson\""),
        ("mask = [\"ward\"]", "mask = [\"Ward Omikron 5\"]"),
        ("terms = [", "terms = [\"\\u0007 Zebrafine\", "),
    ] {
        assert!(POLICY.contains(from), "{from}");
        refused(&POLICY.replace(from, to));
    }
    refused(&message());
    let policy = Policy::from_toml_str(POLICY).unwrap();
    audit.error(&Scrubber::from_policy(&policy).expect_err("it has no key"));
    audit.error(&policy.clone().with_dictionary_text("terms", "\u{7} Zebrafine Kvitteson").unwrap_err());
    audit.error(&policy.with_dictionary_text(SECRETS[0], "a").unwrap_err());
}

fn own_detectors(audit: &Audit) {
    audit.error(&OwnDictionary::new(SECRETS[0], Label::Custom("ward"), Confidence::Likely).unwrap_err());
    let mut terms = OwnDictionary::new("own-terms", Label::Custom("ward"), Confidence::Likely).unwrap();
    for term in ["Z", "Zebrafine\u{7}", &SECRETS[0].repeat(40), &"Zebrafine Kvitteson ".repeat(9)] {
        audit.error(&terms.add(term).map(drop).unwrap_err());
        audit.error(&terms.add_text(&format!("ok\n{term}")).map(drop).unwrap_err());
    }
    for regex in ["(Zebrafine", "Zebrafine{1000000}", "[Zebrafine", "\\p{Zebrafine}", "(?<Zebrafine"] {
        audit.error(&OwnPattern::builder("own-pattern", regex, Label::Custom("ward")).build().map(drop).unwrap_err());
    }
    audit.error(&OwnPattern::builder("Zebrafine", "a", Label::Custom("ward")).build().map(drop).unwrap_err());
}

/// Takes some bytes and fails; its own error is the host's.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the disk is full"));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::Error::other("the disk is full"))
    }
}

impl std::fmt::Write for Full {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let left = self.0.checked_sub(text.len()).ok_or(std::fmt::Error)?;
        self.0 = left;
        Ok(())
    }
}

fn writers(audit: &Audit) {
    let scrubber = Scrubber::norwegian();
    let text = message().repeat(8);
    for room in [0, 1, 20, 100, 400] {
        let mut bytes = scrubber.stream().byte_writer(Full(room));
        let mut failed = 0;
        for piece in text.as_bytes().chunks(11) {
            if let Err(error) = bytes.write_all(piece) {
                failed += 1;
                holds_no_secret(&format!("{error} {error:?}"));
            }
            audit.debug(&bytes);
        }
        let ends = [bytes.flush(), bytes.finish()];
        for error in ends.into_iter().filter_map(Result::err) {
            failed += 1;
            holds_no_secret(&format!("{error} {error:?}"));
        }
        assert!(failed > 0, "a full disk is told");
        audit.debug(&bytes);
        let mut lines = scrubber.stream().text_writer(Full(room));
        let failed = text.split_inclusive(' ').any(|piece| std::fmt::Write::write_str(&mut lines, piece).is_err());
        assert!(failed || lines.finish().is_err(), "a full writer is told");
        audit.debug(&lines);
    }
    // Bytes that are no UTF-8, with secrets around them.
    let mut bytes = scrubber.stream().byte_writer(Vec::new());
    for piece in [b"Zebrafine \xED\xA0\x80".as_slice(), b" \xFF413 98 765 \xC3", b"\xF0\x9F"] {
        if let Err(error) = bytes.write_all(piece) {
            holds_no_secret(&format!("{error} {error:?}"));
        }
        audit.debug(&bytes);
    }
    bytes.finish().unwrap();
}

/// A store that fails from some message on.
struct Failing(MemoryStore, u64);

impl Store for Failing {
    type Error = &'static str;

    fn put(&mut self, message: Stored) -> Result<(), &'static str> {
        if message.number >= self.1 { Err("the store is away") } else { self.0.put(message).map_err(|e| match e {}) }
    }

    fn get(&self, number: u64) -> Result<Option<Stored>, &'static str> {
        if number >= self.1 { Err("the store is away") } else { self.0.get(number).map_err(|e| match e {}) }
    }

    fn all(&self) -> Result<Vec<Stored>, &'static str> {
        Err("the store is away")
    }

    fn delete(&mut self) -> Result<(), &'static str> {
        Err("the store is away")
    }
}

fn stores(audit: &Audit) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let store = Failing(MemoryStore::new(), 1);
    let mut transcript = Transcript::new(Scrubber::norwegian(), store, Retention::days(1));
    let text = message();
    for said in [text.as_str(), "018199", "12323", "413 98", "765"] {
        if let Ok(masked) = transcript.say(Role::User, said, now) {
            holds_no_secret(&masked);
        }
        audit.debug(&transcript);
    }
    assert!(transcript.mask_now().is_err() && transcript.delete().is_err(), "what fails is told");
    transcript.end(now);
    assert!(transcript.download().is_err());
    audit.debug(&transcript);
}

/// Reading a report in which somebody wrote names where labels, detectors and versions stand. A value of another type
/// altogether is refused by the reader of the format, whose errors quote what it read; a report holds no message.
fn written_forms() {
    let mut report = Report::new();
    report.add(&Scrubber::norwegian().scrub(&message()));
    let written = serde_json::to_string(&report).unwrap();
    let mut refused = 0;
    for name in ["\"health\"", "\"email\"", "\"bank-account\"", env!("CARGO_PKG_VERSION")] {
        assert!(written.contains(name), "{name} is not in {written}");
        let changed = written.replace(name, &name.replace(name.trim_matches('"'), "Zebrafine Kvitteson"));
        let error = serde_json::from_str::<Report>(&changed).unwrap_err();
        holds_no_secret(&format!("{error} {error:?}"));
        refused += 1;
    }
    assert_eq!(refused, 4);
}
