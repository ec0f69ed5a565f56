//! User handles and user names.
//!
//! # What it finds
//! `@kari_n`, and the word behind "brukernavn", "insta", "snap" and the like where it looks like a user name: digits,
//! underscores or dots in it, or a colon before it; the user's folder in a path (`C:\\Users\\karn`).
//!
//! # What proves it
//! The at sign without a local part before it; the cue.
//!
//! # What it leaves alone
//! Handles of public bodies (the dictionary of public bodies); an at sign by itself; e-mail addresses.
//!
//! # Sources
//! The rules for handles of the large services: letters, digits, underscores, dots and dashes, 2 to 50 of them.

use super::Detector;
use super::spelled_email::is_one_of;
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserHandle;

const LONGEST: usize = 64;

impl Detector for UserHandle {
    fn name(&self) -> &'static str {
        "user-handle"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::UserHandle]
    }

    fn needs(&self) -> Needs {
        Needs::AT_SIGN.or(Needs::word(Tag::CueHandle)).or(Needs::sign(b'/')).or(Needs::sign(b'\\'))
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if text.has_at() {
            with_sign(text, claims);
        }
        if text.has(Tag::CueHandle) {
            called(text, claims);
        }
        if text.has_sign(b'/') || text.has_sign(b'\\') {
            in_paths(text, claims);
            on_reddit(text, claims);
        }
    }
}

fn inside(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The bytes of a handle at the start of `rest`, without punctuation behind it.
fn handle(rest: &str) -> usize {
    let end = rest
        .char_indices()
        .take_while(|(at, c)| inside(*c) && *at < LONGEST)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    rest.get(..end).unwrap_or("").trim_end_matches(['.', '-']).len()
}

fn with_sign(text: &Text<'_>, claims: &mut Claims) {
    let raw = text.as_str();
    let mut last_end = None;
    for (at, _) in raw.match_indices('@') {
        let before = raw.get(..at).unwrap_or("").chars().next_back();
        // "@kari@ola": what stands before the second sign is a handle itself, no local part.
        let chained =
            last_end.is_some_and(|end| raw.get(end..at).is_some_and(|gap| gap.chars().all(|c| matches!(c, '.' | '-'))));
        if !chained && before.is_some_and(|c| inside(c) || matches!(c, '@' | '/')) {
            continue;
        }
        let length = handle(raw.get(at + 1..).unwrap_or(""));
        let name = raw.get(at + 1..at + 1 + length).unwrap_or("");
        if length < 2 || !name.contains(char::is_alphabetic) {
            continue;
        }
        // "@nav.no" is a domain, said as the end of addresses.
        if name.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "no" | "com" | "org" | "net" | "se" | "dk")) {
            continue;
        }
        let package = raw.get(at + 1 + length..).is_some_and(|rest| rest.starts_with('/') || rest.starts_with(" {"));
        if !package && !is_one_of(name, &ANNOTATIONS) {
            last_end = Some(at + 1 + length);
            claims.add(Span::new(at, at + 1 + length), Label::UserHandle, Confidence::Likely);
        }
    }
}

/// Words behind an at sign in program text.
const ANNOTATIONS: [&str; 40] = [
    "media",
    "import",
    "override",
    "autowired",
    "param",
    "return",
    "returns",
    "keyframes",
    "charset",
    "supports",
    "deprecated",
    "test",
    "component",
    "injectable",
    "property",
    "todo",
    "since",
    "see",
    "throws",
    "author",
    "version",
    "staticmethod",
    "classmethod",
    "dataclass",
    "bean",
    "service",
    "entity",
    "table",
    "column",
    "nullable",
    "notnull",
    "inject",
    "input",
    "output",
    "font-face",
    "apply",
    "layer",
    "tailwind",
    "echo",
    "here",
];

/// How many words may stand between the word for a user name and the name.
const REACH: usize = 4;

/// "brukernavn: kari_n", "brukernavn i portalen: kari61", "insta kari.n98", "passordet til karn3".
fn called(text: &Text<'_>, claims: &mut Claims) {
    let raw = text.as_str();
    for cue in text.words().iter().filter(|word| word.has(Tag::CueHandle)) {
        let mut start = cue.end;
        for _ in 0..REACH {
            let rest = raw.get(start..).unwrap_or("");
            let skipped = rest.len() - rest.trim_start_matches([' ', ':', '=', '«', '"', '\'', '(']).len();
            if skipped == 0 || skipped > 4 {
                break;
            }
            let gap = rest.get(..skipped).unwrap_or("");
            // "brukernavn: karn", "brukernavnet er karn", "user=karn"
            let named = text.folded(cue).starts_with("bruk") || text.folded(cue).starts_with("user");
            let linked = raw.get(..start).is_some_and(|before| before.ends_with(" er"));
            let unknown = text.word(text.word_from(start + skipped)).is_some_and(|word| word.tags() == Tags::NONE);
            let colon = gap.contains(':') || (named && unknown && (gap.contains('=') || (gap == " " && linked)));
            start += skipped;
            let length = handle(raw.get(start..).unwrap_or(""));
            let name = raw.get(start..start + length).unwrap_or("");
            if is_user_name(name, colon) {
                claims.add(Span::new(start, start + length), Label::UserHandle, Confidence::Likely);
                break;
            }
            if length == 0 {
                break;
            }
            start += length;
        }
    }
}

/// Letters with digits or underscores among them; behind a colon any word in lower case.
fn is_user_name(name: &str, colon: bool) -> bool {
    let letters = name.contains(char::is_alphabetic);
    let odd = name.contains('_') || name.contains(|c: char| c.is_ascii_digit()) || (name.contains('.') && colon);
    (3..=LONGEST).contains(&name.len()) && letters && (odd || (colon && !name.contains(char::is_uppercase)))
}

/// "C:\Users\karn", "/home/karn".
fn in_paths(text: &Text<'_>, claims: &mut Claims) {
    let raw = text.as_str();
    for folder in ["\\Users\\", "\\users\\", "/home/", "/Users/"] {
        for (at, _) in raw.match_indices(folder) {
            let start = at + folder.len();
            let length = handle(raw.get(start..).unwrap_or(""));
            let name = raw.get(start..start + length).unwrap_or("");
            if length >= 2 && !is_one_of(name, &["public", "default", "shared", "all"]) {
                claims.add(Span::new(start, start + length), Label::UserHandle, Confidence::Likely);
            }
        }
    }
}

/// "u/karin99".
fn on_reddit(text: &Text<'_>, claims: &mut Claims) {
    let raw = text.as_str();
    for (at, _) in raw.match_indices("u/") {
        let alone =
            raw.get(..at).unwrap_or("").chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '/'));
        let length = handle(raw.get(at + 2..).unwrap_or(""));
        let name = raw.get(at + 2..at + 2 + length).unwrap_or("");
        if alone && length >= 4 && name.contains(['_', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
            claims.add(Span::new(at, at + 2 + length), Label::UserHandle, Confidence::Likely);
        }
    }
}
