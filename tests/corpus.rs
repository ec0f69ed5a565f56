//! The marked corpus: its form, its breadth, its splits.
//!
//! What it is and how it was written stands in `tests/corpus/README.md`.

#![allow(
    clippy::print_stdout,
    dead_code,
    unreachable_pub,
    reason = "shares are printed; the example's module is used in part"
)]

#[path = "../examples/evaluate/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use corpus::{Message, read};

const SPLITS: [&str; 3] = ["fit", "check", "test"];
const KINDS: [&str; 15] = [
    "NAME",
    "FNR",
    "DNR",
    "HNR",
    "SYN",
    "NID",
    "DOB",
    "PHONE",
    "EMAIL",
    "ADDRESS",
    "ACCOUNT",
    "OTHERID",
    "HEALTH",
    "HEALTHGEN",
    "PUB",
];
const REGISTERS: [&str; 10] =
    ["bokmål", "nynorsk", "dialect", "slang", "learner", "english", "caps", "dictated", "form", "formal"];

fn split(name: &str) -> Vec<Message> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    read(&directory).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn all() -> Vec<Message> {
    SPLITS.iter().flat_map(|name| split(name)).collect()
}

/// The crate as published leaves the corpus out.
fn is_packaged() -> bool {
    !PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").exists()
}

#[test]
fn every_mark_is_of_a_known_kind_and_holds_something() {
    if is_packaged() {
        return;
    }
    for message in all() {
        for mark in &message.marks {
            let text = &message.text[mark.start..mark.end];
            assert!(KINDS.contains(&mark.kind.as_str()), "{}: there is no kind {}", message.id, mark.kind);
            assert!(text.trim() == text && text.chars().any(char::is_alphanumeric), "{}: {text:?}", message.id);
        }
        assert!(!message.text.contains("[[") && !message.text.contains("]]"), "{}: a mark is left open", message.id);
        assert!(!message.text.contains("{{"), "{}: a placeholder is left", message.id);
    }
}

#[test]
fn every_writer_says_who_writes() {
    if is_packaged() {
        return;
    }
    for message in all() {
        let writer = &message.writer;
        assert!(writer.id.starts_with('w') && writer.id[1..].parse::<u32>().is_ok(), "{}: {:?}", message.id, writer.id);
        for field in ["age", "origin", "region", "register", "domain"] {
            assert_ne!(writer.field(field), "unknown", "{}: the heading lacks {field}", message.id);
        }
        let register = writer.field("register");
        assert!(REGISTERS.contains(&register), "{}: there is no register {register:?}", message.id);
    }
}

#[test]
fn writers_do_not_cross_the_splits() {
    if is_packaged() {
        return;
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in SPLITS {
        for message in split(name) {
            let first = *seen.entry(message.writer.id.clone()).or_insert(name);
            assert_eq!(first, name, "{} writes in {first} and in {name}", message.writer.id);
        }
    }
    for name in SPLITS {
        let share = 100 * seen.values().filter(|split| **split == name).count() / seen.len();
        println!("{name}: {share} % of {} writers", seen.len());
        let wanted = if name == "fit" { 65..=75 } else { 12..=18 };
        assert!(wanted.contains(&share), "{name} has {share} % of the writers");
    }
}

/// The two control digits, by the text book.
fn is_national(digits: &[u32]) -> bool {
    let rest = |weights: &[u32]| digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11;
    digits.len() == 11 && rest(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) == 0 && rest(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) == 0
}

#[test]
fn national_numbers_have_their_control_digits_and_belong_to_nobody() {
    if is_packaged() {
        return;
    }
    let mut checked = 0;
    for message in all() {
        for mark in message.marks.iter().filter(|mark| matches!(mark.kind.as_str(), "FNR" | "DNR" | "HNR" | "SYN")) {
            let text = &message.text[mark.start..mark.end];
            let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
            if digits.len() < 11 {
                continue; // in words
            }
            checked += 1;
            assert!(is_national(&digits), "{}: {text:?}", message.id);
            let month = digits[2] * 10 + digits[3];
            let (year, serial) = (digits[4] * 10 + digits[5], digits[6] * 100 + digits[7] * 10 + digits[8]);
            let nobody = month > 80 || (year >= 54 && (500..750).contains(&serial));
            assert!(nobody, "{}: {text:?} may belong to somebody", message.id);
        }
    }
    assert!(checked > 50, "only {checked} numbers");
}

/// Every run of `length` words of a text, lower-case; runs of a dictated number, which is filled in, left out.
fn runs(text: &str, length: usize) -> Vec<String> {
    const DIGITS: [&str; 10] = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"];
    let number = |word: &&&str| DIGITS.contains(*word) || word.bytes().all(|b| b.is_ascii_digit());
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let runs = words.windows(length).filter(|run| run.iter().filter(number).count() + 2 < length);
    runs.map(|run| run.join(" ")).collect()
}

#[test]
fn no_two_messages_share_six_words_in_a_row() {
    if is_packaged() {
        return;
    }
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut shared = Vec::new();
    for message in all() {
        for run in runs(&message.text, 6) {
            match seen.get(&run) {
                Some(other) if *other != message.id => shared.push(format!("{other} and {}: {run:?}", message.id)),
                Some(_) => {}
                None => drop(seen.insert(run, message.id.clone())),
            }
        }
    }
    assert!(shared.is_empty(), "{} runs are shared:\n{}", shared.len(), shared.join("\n"));
}

#[test]
fn the_corpus_is_broad() {
    if is_packaged() {
        return;
    }
    let messages = all();
    let singles: Vec<&Message> = messages.iter().filter(|message| message.conversation.is_none()).collect();
    let conversations: BTreeSet<&String> = messages.iter().filter_map(|m| m.conversation.as_ref()).collect();
    let writers: BTreeSet<&str> = messages.iter().map(|message| message.writer.id.as_str()).collect();
    let origins: BTreeSet<&str> = messages.iter().map(|message| message.writer.field("origin")).collect();
    let optional = |kind: &str| matches!(kind, "PUB" | "HEALTHGEN");
    let marked = singles.iter().filter(|message| message.marks.iter().any(|mark| !optional(&mark.kind))).count();
    let lower = singles.iter().filter(|message| !message.text.contains(char::is_uppercase)).count();
    let share = |count: usize| 100 * count / singles.len();
    println!(
        "{} messages, {} conversations with {} turns, {} writers of {} origins; {} % with personal data, {} % in lower case",
        singles.len(),
        conversations.len(),
        messages.len() - singles.len(),
        writers.len(),
        origins.len(),
        share(marked),
        share(lower),
    );
    for register in REGISTERS {
        let count = singles.iter().filter(|message| message.writer.field("register") == register).count();
        println!("  {register:9} {:2} %", share(count));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in messages.iter().flat_map(|message| &message.marks) {
        *kinds.entry(mark.kind.as_str()).or_default() += 1;
    }
    println!("  {kinds:?}");
    assert!((40..=50).contains(&share(marked)), "{} % carry personal data", share(marked));
    assert!(share(lower) >= 20, "{} % are in lower case", share(lower));
    for kind in KINDS {
        assert!(kinds.get(kind).is_some_and(|count| *count >= 10), "{kind} is rare: {:?}", kinds.get(kind));
    }
}
