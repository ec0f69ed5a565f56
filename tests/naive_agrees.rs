//! The naive design that the benches measure against gives the crate's answers in plain sentences.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "../benches/naive.rs"]
#[allow(dead_code, unreachable_pub, missing_docs, reason = "shared with the benches, which use all of it")]
mod naive;
#[path = "../benches/support/plain.rs"]
#[allow(unreachable_pub, reason = "shared with the benches")]
mod plain;
#[path = "../benches/support/mod.rs"]
mod support;

use sladd::Scrubber;
use support::corpus::{Register, clean, dirty, mixed};

#[test]
fn naive_and_crate_agree_in_plain_sentences() {
    let differences = plain::differences();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What the benches call clean takes the way of a clean message.
#[test]
fn clean_messages_are_clean() {
    let scrubber = Scrubber::norwegian();
    let found =
        |message: &str| (!scrubber.find(message).is_empty()).then(|| format!("{message} {}", scrubber.scrub(message)));
    let found: Vec<String> = Register::ALL.into_iter().flat_map(clean).filter_map(found).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What they call dirty is.
#[test]
fn dirty_messages_are_dirty() {
    let scrubber = Scrubber::norwegian();
    let missed = |message: &String| scrubber.find(message).is_empty();
    let dirty = Register::ALL.into_iter().flat_map(|register| dirty(register, 5)).map(|message| message.text);
    let missed: Vec<String> = dirty.filter(missed).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// The mixed corpus is what its description says.
#[test]
fn the_mixed_corpus_is_mostly_clean_and_short() {
    let messages = mixed(5_000);
    let mean = messages.iter().map(|message| message.text.len()).sum::<usize>() / messages.len();
    assert!((80..100).contains(&mean), "a message has {mean} bytes on average");
    let dirty = messages.iter().filter(|message| !message.marks.is_empty()).count();
    assert!((450..550).contains(&dirty), "{dirty} of 5000 messages hold personal data");
}
