//! What stands in the memory of the process after a message has been masked and everything was dropped.

#![cfg(all(target_os = "linux", feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "counts are for the reader of the output")]

#[path = "support/memory.rs"]
mod memory;

use memory::{copies, overwrite, remains_apart, secret};
use sladd::{Conversation, Digit, Role, Scrubber};

fn message(secret: &[u8]) -> String {
    let before = "når åpner kontoret i morgen og hvor lenge er det åpent på lørdag, og hva betyr ordet ";
    let mut text = String::with_capacity(4096);
    text.push_str(before);
    secret.iter().for_each(|byte| text.push(char::from(*byte)));
    text.push_str(" i skjemaet som skal fylles ut på nettet");
    text
}

#[test]
fn nothing_of_a_message_remains() {
    let scrubber = Scrubber::norwegian();
    let mut kept = Vec::new();
    for (what, seed) in [
        ("scrub", 1),
        ("scrub_in", 2),
        ("explain", 3),
        ("a mailbox", 4),
        ("a profile", 5),
        ("a handle", 6),
        ("letters and digits", 7),
    ] {
        let mut wanted = secret(seed);
        if what == "letters and digits" {
            wanted[4] = b'7';
        }
        let mut text = message(&wanted);
        let end = text.find(" i skjemaet").unwrap();
        match what {
            "a mailbox" => {
                text.insert_str(end, "@example.no");
                assert!(!scrubber.scrub(&text).is_clean());
            }
            "a profile" => {
                text.insert_str(end, ".example.no/konto/side");
                drop(scrubber.scrub(&text));
            }
            "letters and digits" => drop(scrubber.scrub(&text)),
            "a handle" => {
                text.insert(end - secret(seed).len(), '@');
                assert!(!scrubber.scrub(&text).is_clean());
            }
            "scrub" => assert!(scrubber.scrub(&text).is_clean(), "{text}"),
            "scrub_in" => {
                let mut chat = Conversation::new();
                let _ = scrubber.scrub_in(&mut chat, Role::Bot, "Hva heter du?");
                let _ = scrubber.scrub_in(&mut chat, Role::User, &text);
            }
            _ => drop(scrubber.explain(&text)),
        }
        overwrite(text);
        let found = copies(wanted);
        println!("{what}: {found}");
        if found > 0 {
            kept.push((what, found));
        }
    }
    assert!(kept.is_empty(), "copies that remain: {kept:?}");
}

/// The digits of a message are read into a list that grows: each has a place, and the list moves.
#[test]
fn nothing_of_its_numbers_remains() {
    const NUMBER: [u8; 11] = [1, 1, 0, 3, 7, 9, 6, 6, 6, 4, 0];
    let scrubber = Scrubber::norwegian();
    let figures = "110379 66640 og ".repeat(12);
    let words = "en en null tre sju ni seks seks seks fire null, ".repeat(12);
    for text in [figures, words] {
        // A thread of its own has buffers of its own, which are small at first.
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(scrubber.scrub(&text).as_str().contains("[FØDSELSNUMMER]")));
        });
        assert_eq!(remains_apart(&NUMBER, size_of::<Digit>()), 0, "{} bytes", text.len());
    }
}
