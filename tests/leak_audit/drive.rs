//! Everything that goes well, with secrets in it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use sladd::maskers::{self, By};
use sladd::stream::{ByteWriter, Push};
use sladd::*;

use crate::audit::{Audit, KEY, SECRETS, message};

/// The methods that give text and whose text is looked at below.
pub(crate) const READ: &[&str] = &[
    "Advice::sentence",
    "Amendment::replacement",
    "CountedBuild::dictionaries",
    "CountedBuild::sladd",
    "CountedPolicy::fingerprint",
    "CountedPolicy::name",
    "Dictionary::name",
    "Dictionary::version",
    "Finding::detector",
    "Finding::variant",
    "Fingerprint::as_bytes",
    "MemoryStore::texts",
    "PolicyError::place",
    "PolicyError::problem",
    "Report::by_detector",
    "Report::by_label",
    "Scrubbed::as_str",
    "Scrubbed::into_text",
    "Scrubber::detectors",
    "Scrubber::dictionary_version",
    "Stream::finish",
    "Stream::over",
    "Stream::push",
    "SuppressedReport::by_detector",
    "SuppressedReport::by_label",
    "Transcript::say",
    "Turn::as_str",
];

/// A policy that holds secrets wherever a host may write words.
pub(crate) const POLICY: &str = r#"
name = "ward"
version = "Zebrafine 1"
description = "for Kvitteson"
spared = ["zebrafine@example.no", "413 98 765"]
[labels]
mask = ["ward"]
[known_names]
mask = ["Zebrafine Kvitteson"]
[maskers]
name = { kind = "text", text = "Zebrafine" }
phone = { kind = "pseudonym", key = "study", scope = "Ward Omikron 5" }
[[patterns]]
name = "pattern"
label = "ward"
regex = "Ward Omikron 5"
cues = ["Zebrafine"]
[[dictionaries]]
name = "terms"
label = "ward"
terms = ["Ward Omikron 5"]
"#;

pub(crate) fn key() -> Key {
    Key::from_bytes(KEY.as_bytes()).unwrap()
}

pub(crate) fn everything(audit: &Audit) {
    words_of_the_vocabulary(audit);
    one_message(audit);
    what_detectors_and_maskers_see(audit);
    maskers_of_the_crate(audit);
    conversations(audit);
    streams(audit);
    vaults(audit);
    policies(audit);
    reports(audit);
}

fn words_of_the_vocabulary(audit: &Audit) {
    for label in Label::BUILT_IN {
        audit.debug(label);
        audit.display(label);
        audit.json(label);
        audit.output::<Label>(label.as_str());
        audit.output::<Label>(label.placeholder_norwegian());
        audit.output::<Label>(label.placeholder_english());
    }
    audit.debug(&[Role::User, Role::Bot, Role::Adviser]);
    audit.debug(&Role::User);
    audit.json(&Role::User);
    audit.debug(&Language::Bokmal);
    audit.debug(&HealthScope::All);
    audit.debug(&Checksum::Luhn);
    audit.debug(&Tags::NONE);
    audit.debug(&Needs::ANYTHING);
    audit.debug(&Tag::Surname);
    for dictionary in Scrubber::dictionaries() {
        audit.debug(dictionary);
        audit.json(dictionary);
        audit.output::<Dictionary>(dictionary.name());
        audit.output::<Dictionary>(dictionary.version());
    }
    audit.output::<Scrubber>(Scrubber::dictionary_version());
}

fn known() -> KnownNames {
    let mut known = KnownNames::new();
    known.mask("Zebrafine Kvitteson").leave_unmasked("Wxyz Omikron");
    known
}

fn one_message(audit: &Audit) {
    let text = message();
    let mut builder = Scrubber::builder();
    builder.known_names(known()).leave_unmasked_contact("413 98 766").mask_survivors();
    audit.debug(&builder);
    audit.debug(&known());
    for scrubber in [Scrubber::norwegian(), builder.build().unwrap()] {
        audit.debug(&scrubber);
        let scrubbed = scrubber.scrub(&text);
        assert!(scrubbed.findings().len() >= 7, "{:?}", scrubbed.findings());
        audit.debug(&scrubbed);
        audit.display(&scrubbed);
        audit.output::<Scrubbed<'_>>(scrubbed.as_str());
        audit.output::<Scrubbed<'_>>(&scrubbed.clone().into_text());
        let verified = scrubber.verify(&scrubbed);
        audit.debug(&verified);
        audit.debug(&scrubber.verify_knowing(&known(), &scrubbed));
        audit.display(&scrubber.scrub_knowing(&known(), &text));
        for finding in scrubbed.findings() {
            audit.debug(finding);
            audit.json(finding);
            audit.debug(&finding.span());
            audit.json(&finding.span());
            audit.debug(&finding.confidence());
            audit.json(&finding.confidence());
            audit.output::<Finding>(finding.detector());
            audit.output::<Finding>(finding.variant().unwrap_or(""));
        }
        for explanation in scrubber.explain(&text) {
            audit.debug(&explanation);
            audit.json(&explanation);
            explanation.checks.iter().for_each(|check| {
                audit.debug(check);
                audit.json(check);
            });
            explanation.evidence.iter().for_each(|spoke| {
                audit.debug(spoke);
                audit.json(spoke);
            });
        }
        for advice in scrubber.advise(&text) {
            audit.debug(&advice);
            audit.json(&advice);
            for language in [Language::Bokmal, Language::Nynorsk, Language::English] {
                audit.output::<Advice>(advice.sentence(language));
            }
        }
    }
}

/// Prints all that a detector and a masker get to see.
#[derive(Clone)]
struct Printer(Audit);

impl Detector for Printer {
    fn name(&self) -> &'static str {
        "printer"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("printed")]
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let audit = &self.0;
        claims.add(0..3, Label::Custom("printed"), Confidence::Possible);
        audit.debug(text);
        audit.debug(claims);
        audit.debug(&text.style());
        for word in text.words() {
            audit.debug(word);
            audit.debug(&word.case());
        }
        text.phrases().iter().for_each(|phrase| audit.debug(phrase));
        for run in text.runs() {
            audit.debug(&run);
            audit.debug(&run.grouping());
            audit.debug(&run.written());
            for digit in run.digits() {
                audit.debug(digit);
                audit.debug(&digit.gap());
            }
        }
    }
}

impl Masker for Printer {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        self.0.debug(hit);
        // A masker that would keep the value: what it wrote is then a secret, prints nothing of it and does not stand.
        out.push_str(hit.value());
        assert_eq!(out.as_str(), hit.value());
        self.0.debug(out);
    }

    fn imitations(&self, unmasked: &Unmasked<'_>, _found: &mut Vec<Span>) {
        self.0.debug(unmasked);
    }
}

fn what_detectors_and_maskers_see(audit: &Audit) {
    let printer = Printer(audit.clone());
    let scrubber = Scrubber::builder().detector(printer.clone()).masker(printer).build().unwrap();
    let text = format!("{} vondt i magen, fire en to null null null null null", message());
    let scrubbed = scrubber.scrub(&text);
    audit.debug(&scrubbed);
    audit.display(&scrubbed);
    for (name, _) in scrubber.detectors() {
        audit.output::<Scrubber>(name);
    }
}

fn maskers_of_the_crate(audit: &Audit) {
    let by: By<_> = maskers::by(|hit: &Hit<'_>, out: &mut Replacement| {
        if hit.label() == Label::Name {
            out.push_str("NN");
        }
    });
    audit.debug(&by);
    let placeholders = Placeholders::norwegian().numbered();
    audit.debug(&placeholders);
    audit.debug(&Remove);
    audit.debug(&FixedChar::new('#'));
    audit.debug(&KeepLast::new(2));
    audit.debug(&Partial::new());
    audit.debug(&Generalise::as_of(2026, 1, 1).unwrap());
    let pseudonyms = Pseudonyms::new(&key(), "Ward Omikron 5").unwrap();
    audit.debug(&pseudonyms);
    let surrogates = Surrogates::new(&key(), "Ward Omikron 5").unwrap();
    audit.debug(&surrogates);
    let with = Placeholders::english().with(Label::Phone, Remove);
    audit.debug(&with);
    let at_least = with.at_least(Confidence::Certain, FixedChar::keeping_length('*'));
    audit.debug(&at_least);
    let or = Generalise::as_of(2026, 1, 1).unwrap().or(Placeholders::norwegian());
    audit.debug(&or);
    let text = message();
    // What these write holds none of a value; `Partial` and `KeepLast` keep some of it on purpose.
    for masker in [
        Box::new(placeholders) as Box<dyn Masker>,
        Box::new(Remove),
        Box::new(FixedChar::keeping_length('*')),
        Box::new(by.or("-")),
        Box::new(or),
        Box::new(pseudonyms),
        Box::new(surrogates),
        Box::new(at_least),
    ] {
        let scrubber = Scrubber::builder().masker(masker).build().unwrap();
        audit.debug(&scrubber);
        audit.display(&scrubber.scrub(&text));
    }
}

fn conversations(audit: &Audit) {
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
    let mut chat = Conversation::knowing(known());
    let text = message();
    let halves = [
        (Role::Bot, "Hva er fødselsnummeret ditt?"),
        (Role::User, "018199"),
        (Role::User, "12323"),
        (Role::User, text.as_str()),
        (Role::Adviser, "Takk, Zebrafine Kvitteson"),
        (Role::User, "kvitteson igjen, 413 98"),
        (Role::User, "765"),
    ];
    let mut amended = 0;
    for (role, said) in halves {
        chat.asks(&[Label::Phone]);
        let turn = scrubber.scrub_in(&mut chat, role, said);
        audit.debug(&turn);
        audit.output::<Turn<'_>>(turn.as_str());
        audit.debug(turn.scrubbed());
        for amendment in turn.amendments() {
            amended += 1;
            audit.debug(amendment);
            audit.output::<Amendment>(amendment.replacement());
        }
        audit.debug(&chat);
        audit.bytes::<Conversation>(&chat.seal(&key(), "samtale 17"));
        let opened = Conversation::open(&key(), "samtale 17", &chat.seal(&key(), "samtale 17")).unwrap();
        audit.debug(&opened);
    }
    assert!(amended > 0, "an earlier message is amended");
    chat.forget();
    audit.debug(&chat);

    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let mut transcript = Transcript::new(Scrubber::norwegian(), MemoryStore::new(), Retention::days(30));
    audit.debug(&Retention::days(30));
    for (role, said) in halves {
        let taken_in = transcript.asks(&[Label::Phone]).take_in(role, said, now).unwrap();
        audit.debug(&taken_in);
        audit.debug(transcript.conversation());
        audit.output::<Transcript<MemoryStore>>(&taken_in.text);
        audit.debug(&transcript);
        audit.debug(transcript.store());
        for text in transcript.store().texts() {
            audit.output::<MemoryStore>(text);
        }
        for stored in transcript.store().all().unwrap() {
            audit.debug(&stored);
            audit.output::<Stored>(&stored.text);
        }
    }
    // In clear for the user, while the chat lives; what is printed of it is not.
    transcript.download().unwrap().iter().for_each(|downloaded| audit.debug(downloaded));
    transcript.end(now);
    audit.debug(&transcript.due(now));
    for downloaded in transcript.download().unwrap() {
        audit.output::<Downloaded>(&downloaded.text);
    }
    audit.debug(&transcript);

    // Going on with a conversation whose messages are kept elsewhere.
    let mut before = Conversation::new();
    halves.iter().take(2).for_each(|(role, said)| drop(scrubber.scrub_in(&mut before, *role, said)));
    let mut transcript =
        Transcript::new(Scrubber::norwegian(), MemoryStore::new(), Retention::days(30)).knowing(before);
    let taken_in = transcript.take_in(Role::User, halves[2].1, now).unwrap();
    assert!(!taken_in.unapplied.is_empty(), "an earlier message is amended elsewhere");
    audit.debug(&taken_in);
    taken_in.unapplied.iter().for_each(|amendment| audit.output::<Amendment>(amendment.replacement()));
}

fn streams(audit: &Audit) {
    let scrubber = Scrubber::norwegian();
    let text = message();
    let mut stream = scrubber.stream().knowing(known());
    let mut out = String::new();
    for piece in text.split_inclusive(' ') {
        stream.push(piece, &mut out);
        audit.debug(&stream);
    }
    Push::finish(&mut stream, &mut out);
    audit.output::<Stream>(&out);
    audit.debug(&stream);

    let mut bytes = scrubber.stream().byte_writer(Vec::new());
    for piece in text.as_bytes().chunks(7) {
        bytes.write_all(piece).unwrap();
        audit.debug(&bytes);
    }
    bytes.finish().unwrap();
    audit.bytes::<ByteWriter<Vec<u8>>>(bytes.get_ref());
    audit.bytes::<ByteWriter<Vec<u8>>>(&bytes.into_inner());

    let mut lines = scrubber.stream().text_writer(String::new());
    for piece in text.split_inclusive(' ') {
        lines.write_str(piece).unwrap();
        audit.debug(&lines);
    }
    lines.finish().unwrap();
    audit.output::<stream::TextWriter<String>>(lines.get_ref());
    audit.output::<stream::TextWriter<String>>(&lines.into_inner());

    let mut pieces = scrubber.stream().over(text.split_inclusive(' '));
    while let Some(piece) = pieces.next() {
        audit.output::<stream::Pieces<std::str::Split<'_, char>>>(&piece);
        audit.debug(&pieces);
    }
}

fn vaults(audit: &Audit) {
    let key = key();
    audit.debug(&key);
    let mut vault = Vault::new(&key, "Ward Omikron 5").unwrap();
    let text = format!("{} NAVN [NAVN-1-bcdfghjk] wxyz-vault-value-813", message());
    let mut named = KnownNames::new();
    named.mask("wxyz-vault-value-813");
    let scrubbed = vault.scrub(&Scrubber::norwegian(), &text).to_string();
    audit.output::<Vault>(scrubbed.split(" NAVN").next().unwrap());
    audit.debug(&vault);
    let sealed = vault.seal();
    audit.bytes::<Vault>(&sealed);
    let opened = Vault::open(&key, "Ward Omikron 5", &sealed).unwrap();
    audit.debug(&opened);
    assert!(opened.restore(&scrubbed).contains(SECRETS[0]), "who holds the vault gets the values");
    let mut unmask = vault.unmask();
    let mut out = String::new();
    for piece in scrubbed.split_inclusive('-') {
        unmask.push(piece, &mut out);
        audit.debug(&unmask);
    }
    unmask.finish(&mut out);
    assert_eq!(out, text);
    // The restored text stands in a writer of the host's; what is printed of the writer shows none of it.
    let mut restored = ByteWriter::new(vault.unmask(), Vec::new());
    restored.write_all(scrubbed.as_bytes()).unwrap();
    audit.debug(&restored);
    vault.forget();
    audit.debug(&vault);
    audit.bytes::<Vault>(&vault.seal());
}

fn policies(audit: &Audit) {
    let policy = Policy::from_toml_str(POLICY).unwrap();
    audit.debug(&policy);
    audit.debug(&policy.fingerprint());
    audit.display(&policy.fingerprint());
    audit.json(&policy.fingerprint());
    audit.bytes::<Fingerprint>(policy.fingerprint().as_bytes());
    let mut keys = Keys::new();
    keys.add("study", key());
    audit.debug(&keys);
    let builder = policy.builder_with(&keys).unwrap();
    audit.debug(&builder);
    let scrubber = Scrubber::from_policy_with_keys(&policy, &keys).unwrap();
    audit.debug(&scrubber);
    let scrubbed = scrubber.scrub("Ligger på Ward Omikron 5");
    assert!(!scrubbed.is_clean());
    audit.display(&scrubbed);
    for explanation in scrubber.explain("Zebrafine ligger på Ward Omikron 5") {
        audit.debug(&explanation);
    }
    let mut terms = OwnDictionary::new("own-terms", Label::Custom("ward"), Confidence::Likely).unwrap();
    terms.add("Ward Omikron 5").unwrap();
    audit.debug(&terms);
    let mut pattern = OwnPattern::builder("own-pattern", "Ward Omikron 5", Label::Custom("ward"));
    pattern.cue("Zebrafine").unwrap();
    audit.debug(&pattern);
    audit.debug(&pattern.build().unwrap());
}

fn reports(audit: &Audit) {
    let scrubber = Scrubber::norwegian();
    let policy = Policy::from_toml_str(POLICY).unwrap();
    let mut report = Report::new().with_policy(policy.name(), &policy.fingerprint().to_string());
    let mut tally = ConversationTally::new();
    let text = message();
    for _ in 0..12 {
        report.add_in(&mut tally, &scrubber.scrub(&text));
        audit.debug(&tally);
        audit.json(&tally);
    }
    audit.debug(&report);
    audit.json(&report);
    for (name, _) in report.by_label().chain(report.by_detector()) {
        audit.output::<Report>(name);
    }
    for policy in report.policies() {
        audit.debug(policy);
        audit.json(policy);
        audit.output::<CountedPolicy>(policy.name());
        audit.output::<CountedPolicy>(policy.fingerprint());
    }
    for build in report.builds() {
        audit.debug(build);
        audit.json(build);
        audit.output::<CountedBuild>(build.sladd());
        audit.output::<CountedBuild>(build.dictionaries());
    }
    let suppressed = report.suppressed(5);
    audit.debug(&suppressed);
    audit.json(&suppressed);
    for name in suppressed.by_label().map(|(name, _)| name).chain(suppressed.by_detector().map(|(name, _)| name)) {
        audit.output::<SuppressedReport>(name);
    }
}
