//! What stands in the memory of the process after a message has been masked and everything was dropped.
//!
//! The process reads its own memory, so this is for Linux alone.

#![cfg(all(target_os = "linux", feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "counts are for the reader of the output")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use sladd::{Conversation, Role, Scrubber};

/// How often the bytes stand in writable memory, the reading buffer aside.
fn remains(secret: &[u8]) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut chunk = vec![0_u8; 1 << 16];
    let own = chunk.as_ptr().addr()..chunk.as_ptr().addr() + chunk.len();
    let mut found = 0;
    for line in fs::read_to_string("/proc/self/maps").unwrap().lines() {
        let (range, rest) = line.split_once(' ').unwrap();
        if !rest.starts_with("rw") || line.contains("[stack]") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let (mut at, end) = (usize::from_str_radix(start, 16).unwrap(), usize::from_str_radix(end, 16).unwrap());
        while at < end {
            if own.contains(&at) {
                at = own.end;
                continue;
            }
            let end = if at < own.start { end.min(own.start) } else { end };
            let length = chunk.len().min(end - at);
            if memory.read_exact_at(&mut chunk[..length], at as u64).is_ok() {
                found += chunk[..length].windows(secret.len()).filter(|window| *window == secret).count();
            }
            // What begins in the last bytes of one stretch ends in the next.
            at += if at + length < end { length - (secret.len() - 1) } else { length };
        }
        chunk.fill(0);
    }
    found
}

/// A word of no language, put together at run time so that it stands nowhere in the binary.
fn secret(seed: u8) -> Vec<u8> {
    (0..12).map(|i: u8| b'b' + (i.wrapping_mul(7).wrapping_add(seed)) % 20).collect()
}

fn message(secret: &[u8]) -> String {
    let before = "når åpner kontoret i morgen og hvor lenge er det åpent på lørdag, og hva betyr ordet ";
    let mut text = String::with_capacity(4096);
    text.push_str(before);
    secret.iter().for_each(|byte| text.push(char::from(*byte)));
    text.push_str(" i skjemaet som skal fylles ut på nettet");
    text
}

fn overwrite(text: String) {
    let mut bytes = text.into_bytes();
    bytes.fill(b'.');
    std::hint::black_box(&bytes);
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
        // One is the word that is searched for.
        let found = remains(&wanted) - 1;
        wanted.fill(0);
        std::hint::black_box(&wanted);
        println!("{what}: {found}");
        if found > 0 {
            kept.push((what, found));
        }
    }
    assert!(kept.is_empty(), "copies that remain: {kept:?}");
}
