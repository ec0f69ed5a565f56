//! E-mail addresses written so that machines do not see them, or as they are dictated.
//!
//! # What it finds
//! "kari (at) example.no", "kari(at)example(dot)no", "kari @ example . no", "kari punktum n krøllalfa example punktum com", "kari at example dot com", "kari@example
//! punktum no".
//!
//! # What proves it
//! A word for the at sign with something before it, and behind it a domain with a dot or a word for one. "at" counts
//! only with a word for the dot behind it, in brackets, or between a word of no language and a usual provider ("kari99
//! at gmail.com").
//!
//! # What it leaves alone
//! "at" as a word of the language; "krøllalfa" by itself.
//!
//! # Sources
//! Språkrådet on names of the sign @ (krøllalfa, alfakrøll).

use super::Detector;
use super::email::PROVIDERS;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpelledEmail;

/// Words for the at sign that have no other use.
const AT: [&str; 9] =
    ["krøllalfa", "alfakrøll", "krollalfa", "alfakroll", "snabela", "snabel", "krøllalpha", "alfakrull", "krøll"];
const DOT: [&str; 5] = ["punktum", "dot", "prikk", "punkt", "point"];
const JOIN: [&str; 4] = ["understrek", "underscore", "strek", "bindestrek"];
/// The most parts of a local part or a domain.
const MOST_PARTS: usize = 8;

impl Detector for SpelledEmail {
    fn name(&self) -> &'static str {
        "spelled-email"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Email]
    }

    fn needs(&self) -> Needs {
        Needs::AT_SIGN.or(Needs::word(Tag::SpelledAt))
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if text.has(Tag::SpelledAt) {
            for word in text.words().iter().filter(|word| word.has(Tag::SpelledAt)) {
                let (start, end, bracketed) = brackets(text.as_str(), word.start, word.end);
                let mut end = end;
                let folded = text.folded(word);
                // "krøll-alfa", "snabel-a"
                let second = text.words_after(word.end, 1).next();
                if let Some(second) = second.filter(|second| {
                    text.between(word.end, second.start) == "-" && matches!(text.folded(second), "a" | "alfa")
                }) {
                    end = second.end;
                }
                let strong = AT.contains(&folded);
                claim(text, Span::new(start, end), strong, bracketed, claims);
            }
        }
        if text.has_at() {
            for (at, _) in text.as_str().match_indices('@') {
                claim(text, Span::new(at, at + 1), false, false, claims);
            }
        }
    }
}

/// The span of the word with the brackets around it: "(at)", "[ at ]".
fn brackets(raw: &str, start: usize, end: usize) -> (usize, usize, bool) {
    let before = raw.get(..start).unwrap_or("");
    let after = raw.get(end..).unwrap_or("");
    let opened = before.trim_end_matches(' ');
    let closed = after.trim_start_matches(' ');
    if before.len() - opened.len() <= 1
        && after.len() - closed.len() <= 1
        && opened.ends_with(['(', '[', '{', '<'])
        && closed.starts_with([')', ']', '}', '>'])
    {
        return (opened.len() - 1, raw.len() - closed.len() + 1, true);
    }
    (start, end, false)
}

fn claim(text: &Text<'_>, at: Span, strong: bool, bracketed: bool, claims: &mut Claims) {
    let Some((end, dotted, first)) = domain(text, at.end) else { return };
    let spoken = || {
        text.as_str().get(at.end..end).is_some_and(|domain| {
            let dots = |part: &str| is_one_of(part, &DOT);
            domain.contains(" .") || domain.split(|c: char| !c.is_alphanumeric()).any(dots)
        })
    };
    let provider = is_one_of(first.split('.').next().unwrap_or(""), &PROVIDERS);
    let enough = if strong || bracketed {
        dotted || provider
    } else {
        dotted && (spoken() || (provider && is_no_word(text, at.start)))
    };
    if !enough {
        return;
    }
    if let Some(start) = local(text, at.start) {
        claims.add(Span::new(start, end), Label::Email, Confidence::Certain);
    }
}

/// Whether what stands before the word for the sign is no word of the language: "kari99 at", not "look at".
fn is_no_word(text: &Text<'_>, end: usize) -> bool {
    let Some((_, part)) = text.as_str().get(..end).and_then(last_part) else { return false };
    let named = part.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_'));
    named || text.words_before(end, 1).any(|word| !word.has(Tag::CommonWord) && !word.has(Tag::FirstPerson))
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

/// What stands between two parts of a spelled address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joiner {
    /// A word or a sign for the dot.
    Dot,
    /// A word or a sign for an underscore or a dash.
    Other,
}

/// Whether a word is one of some, in whatever letter case.
pub(super) fn is_one_of(word: &str, some: &[&str]) -> bool {
    some.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// The joiner that a word stands for.
fn joiner(word: &str) -> Option<Joiner> {
    if word == "." || is_one_of(word, &DOT) {
        Some(Joiner::Dot)
    } else if matches!(word, "_" | "-") || is_one_of(word, &JOIN) {
        Some(Joiner::Other)
    } else {
        None
    }
}

/// The stretch of parts, brackets left out, at the end of `before`: its start and itself.
fn last_part(before: &str) -> Option<(usize, &str)> {
    let trimmed = before.trim_end_matches([' ', '\u{A0}', '(', ')', '[', ']']);
    if before.len() - trimmed.len() > 3 {
        return None;
    }
    let length: usize = trimmed.chars().rev().take(64).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let start = trimmed.len() - length;
    trimmed.get(start..).filter(|part| !part.is_empty()).map(|part| (start, part))
}

/// The first stretch of parts in `after`, brackets left out: where it starts, and itself.
fn first_part(after: &str) -> Option<(usize, &str)> {
    let trimmed = after.trim_start_matches([' ', '\u{A0}', '(', ')', '[', ']']);
    let start = after.len() - trimmed.len();
    if start > 3 {
        return None;
    }
    let length: usize = trimmed.chars().take(64).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    trimmed.get(..length).filter(|part| !part.is_empty()).map(|part| (start, part))
}

/// The start of the local part that ends before `end`: parts joined by words for signs.
fn local(text: &Text<'_>, end: usize) -> Option<usize> {
    let raw = text.as_str();
    let (mut start, first) = last_part(raw.get(..end)?)?;
    if joiner(first).is_some() {
        return None;
    }
    for _ in 0..MOST_PARTS {
        let Some((sign, word)) = last_part(raw.get(..start)?) else { break };
        let Some((part, _)) = joiner(word).and_then(|_| last_part(raw.get(..sign)?)) else { break };
        start = part;
    }
    Some(start)
}

/// The end of the domain behind `start`, whether it has a dot, and its first part.
fn domain<'t>(text: &Text<'t>, start: usize) -> Option<(usize, bool, &'t str)> {
    let raw = text.as_str();
    let (at, first) = first_part(raw.get(start..)?)?;
    if joiner(first).is_some() {
        return None;
    }
    let mut dotted = first.trim_end_matches('.').contains('.');
    let mut end = start + at + first.trim_end_matches(['.', '-']).len();
    let mut next = start + at + first.len();
    // A full stop at the end of the first part ends the sentence, unless a part follows it at once.
    if first.ends_with('.') {
        return Some((end, dotted, first));
    }
    for _ in 0..MOST_PARTS {
        let Some((sign_at, sign)) = first_part(raw.get(next..)?) else { break };
        let Some(kind) = joiner(sign) else { break };
        let behind = next + sign_at + sign.len();
        let Some((part_at, part)) = raw.get(behind..).and_then(first_part) else { break };
        if joiner(part).is_some() {
            break;
        }
        dotted |= kind == Joiner::Dot;
        end = behind + part_at + part.trim_end_matches(['.', '-']).len();
        next = behind + part_at + part.len();
        if part.ends_with('.') {
            break;
        }
    }
    Some((end, dotted, first))
}
