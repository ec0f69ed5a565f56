//! What machines found: texts that broke a law once, and values in disguise that were missed.
//!
//! - `tests/regressions/broke.txt`: texts that broke a law; every law is tried on each.
//! - `tests/regressions/missed.txt`: what is not found as marked and should be, each with its cause. A line that is
//!   found by now fails the test, which says where it belongs.
//! - `tests/regressions/found.txt`: what was missed once.
//!
//! Marks are those of `tests/cases`. Characters that cannot be seen are written as in Rust, `\u{200B}`.

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::path::{Path, PathBuf};

use sladd::{Conversation, Label, Role, Scrubber};
use support::{Case, cases, root};

fn file(name: &str) -> PathBuf {
    root().join("tests/regressions").join(name)
}

/// Everything that can be found.
fn scrubber() -> Scrubber {
    let mut builder = Scrubber::builder();
    for label in Label::BUILT_IN {
        builder.mask(*label);
    }
    builder.build().unwrap()
}

/// `\u{200B}` and `\0` as the characters they stand for; marks move with the text before them.
fn unescaped(case: &Case) -> Case {
    let line = Case::marked(&case.text, &case.marks);
    let (mut out, mut rest) = (String::new(), line.as_str());
    while let Some((before, behind)) = rest.split_once("\\u{") {
        let (code, behind) = behind.split_once('}').expect("an escape ends");
        out.push_str(before);
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character"));
        rest = behind;
    }
    out.push_str(rest);
    Case::parse(case.at.clone(), &out)
}

fn read(path: &Path) -> Vec<Case> {
    cases(path).iter().map(unescaped).collect()
}

#[test]
fn what_was_missed_once_is_found() {
    let scrubber = scrubber();
    for case in read(&file("found.txt")) {
        assert_eq!(case.found(&scrubber), case.marks, "{}: {}", case.at, case.text);
    }
}

#[test]
fn what_is_known_to_be_missed_is_missed_still() {
    let scrubber = scrubber();
    let found = |case: &Case| {
        let findings = scrubber.find(&case.text);
        let masked = |at: usize| findings.iter().any(|finding| finding.span().range().contains(&at));
        case.marks.iter().all(|(start, end, _)| {
            case.text[*start..*end].char_indices().all(|(at, c)| !c.is_alphanumeric() || masked(start + at))
        })
    };
    let found: Vec<String> =
        read(&file("missed.txt")).iter().filter(|case| found(case)).map(|c| c.at.clone()).collect();
    assert!(found.is_empty(), "found by now, move these lines to tests/regressions/found.txt: {found:?}");
}

#[test]
fn what_broke_a_law_once_keeps_them() {
    let scrubber = Scrubber::norwegian();
    for case in read(&file("broke.txt")) {
        let scrubbed = scrubber.scrub(&case.text);
        assert!(scrubbed.findings().is_sorted_by(|a, b| a.span().end <= b.span().start), "{}", case.at);
        assert!(scrubbed.findings().iter().all(|f| case.text.get(f.span().range()).is_some()), "{}", case.at);
        let once = scrubbed.to_string();
        assert_eq!(scrubber.scrub(&once).as_str(), once, "{}", case.at);
        let mut streamed = String::new();
        let mut stream = scrubber.stream();
        for c in case.text.chars() {
            stream.push(c.encode_utf8(&mut [0; 4]), &mut streamed);
        }
        stream.finish(&mut streamed);
        if case.text.len() <= sladd::stream::WINDOW {
            assert_eq!(streamed, once, "{}", case.at);
        }
        let mut chat = Conversation::new();
        for half in [&case.text[..case.text.floor_char_boundary_of(case.text.len() / 2)], &case.text] {
            let turn = scrubber.scrub_in(&mut chat, Role::User, half);
            assert!(turn.findings().iter().all(|f| half.get(f.span().range()).is_some()), "{}", case.at);
        }
    }
}

trait Boundary {
    fn floor_char_boundary_of(&self, at: usize) -> usize;
}

impl Boundary for str {
    fn floor_char_boundary_of(&self, at: usize) -> usize {
        (0..=at).rfind(|at| self.is_char_boundary(*at)).unwrap_or(0)
    }
}
