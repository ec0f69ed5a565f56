//! E-mail addresses.
//!
//! # What it finds
//! Everything of the form local@domain: æøå and other letters on both sides, plus tags, dots, quoted local parts,
//! several glued together by commas or semicolons, after `mailto:`. With a slip of the thumb: `kari9@gmail,com`,
//! `kari9@ gmail.com`, `kari9 @gmail.com`, `kari9@gmail`.
//!
//! # What proves it
//! An at sign with a local part before it and a domain with a dot behind it. There is no list of top-level domains
//! and no veto: `kari@kommune.no` is an address. A slip is read only where a usual ending or a usual provider shows what
//! was meant.
//!
//! # What it leaves alone
//! Punctuation behind the address; handles (`@kari`), which have no local part; prices (`3 stk @ 20 kr`).
//!
//! # Sources
//! RFC 5321 (lengths), RFC 5322 (atext), RFC 6531 (letters beyond ASCII).

use super::Detector;
use super::spelled_email::is_one_of;
use crate::characters::ceil;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Email;

/// The most bytes of a local part and of a domain that are looked at (RFC 5321: 64 and 255 octets; letters beyond
/// ASCII take more than one).
const LONGEST_LOCAL: usize = 256;
const LONGEST_DOMAIN: usize = 512;

impl Detector for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Email]
    }

    fn needs(&self) -> Needs {
        Needs::AT_SIGN
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let raw = text.as_str();
        let mut free_from = 0;
        for (at, sign) in raw.char_indices().filter(|(_, c)| matches!(c, '@' | '＠' | '﹫')) {
            let local = local_part(text.between(free_from, at));
            let domain_start = at + sign.len_utf8();
            let domain = domain_part(raw.get(domain_start..).unwrap_or(""));
            if local == 0 || domain == 0 {
                if let Some(span) = slipped(text, free_from, Span::new(at, domain_start), local) {
                    claims.add(span, Label::Email, Confidence::Certain);
                    free_from = span.end;
                }
                continue;
            }
            let end = domain_start + domain;
            claims.add(Span::new(at - local, end), Label::Email, Confidence::Certain);
            free_from = end;
        }
    }
}

/// Where most private addresses are, with the slips that are made in writing them.
pub(super) const PROVIDERS: [&str; 25] = [
    "gmail",
    "gmial",
    "gmai",
    "gmal",
    "gmali",
    "gamil",
    "hotmail",
    "hotmial",
    "hotmal",
    "hotmil",
    "outlook",
    "outlok",
    "yahoo",
    "yaho",
    "live",
    "icloud",
    "iclod",
    "online",
    "msn",
    "protonmail",
    "proton",
    "getmail",
    "broadpark",
    "lyse",
    "googlemail",
];
/// Of these, the words that stand behind an at sign for other reasons too.
const WORDS: [&str; 4] = ["live", "online", "proton", "lyse"];
/// Endings that nearly all addresses have.
const ENDINGS: [&str; 10] = ["no", "com", "net", "org", "se", "dk", "eu", "de", "pl", "lt"];

/// An address with a space beside the at sign, a comma or a space for the dot, or no ending at all. `local` is how many
/// bytes of a local part stand directly before the sign.
fn slipped(text: &Text<'_>, free_from: usize, sign: Span, local: usize) -> Option<Span> {
    let raw = text.as_str();
    let after = raw.get(sign.end..)?;
    let inner = after.trim_start_matches([' ', '\u{A0}']);
    let space_behind = after.len() - inner.len();
    let before = text.between(free_from, sign.start);
    let outer = before.trim_end_matches([' ', '\u{A0}']);
    let space_before = before.len() - outer.len();
    if space_behind > 2 || space_before > 2 {
        return None;
    }
    let host = label(inner);
    let name = inner.get(..host)?;
    let provider = is_one_of(name, &PROVIDERS);
    let local = if space_before > 0 { local_part(outer) } else { local };
    let written = outer.get(outer.len() - local..)?;
    let telling = written.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_'));
    // "vi møtes@torget,no problem": a comma is one where nothing else shows an address.
    let comma = !provider && !telling && inner.get(host..)?.starts_with(',');
    let (length, dotted) = match ending(inner.get(host..)?, provider).filter(|_| !comma) {
        Some(ending) => (host + ending, true),
        None => (host, false),
    };
    if local == 0 || host < 2 {
        return None;
    }
    let spaced = space_before + space_behind > 0;
    let meant = match (provider, dotted) {
        (true, true) => true,
        (true, false) => !spaced && (telling || !is_one_of(name, &WORDS)),
        // Before a space, any word may stand: "skriv til @firma.no".
        (false, true) => space_before == 0 || (telling && !written.starts_with(|c: char| c.is_ascii_digit())),
        (false, false) => false,
    };
    let end = sign.end + space_behind + length;
    meant.then(|| Span::new(sign.start - space_before - local, end))
}

/// Bytes of the first label of a domain at the start of `after`.
fn label(after: &str) -> usize {
    const LONGEST: usize = 63;
    after.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count()
}

/// Bytes of a usual ending at the start of `rest` with the sign for the dot before it: a dot, a comma, where the
/// provider is known a space too.
fn ending(rest: &str, provider: bool) -> Option<usize> {
    let behind = rest.trim_start_matches(['.', ',', ' ']);
    let sign = rest.get(..rest.len() - behind.len())?;
    let known =
        matches!(sign, "." | ",") || (provider && matches!(sign, " " | ", " | ". " | " ." | " ," | ".." | ",,"));
    let length = label(behind);
    let whole = behind.get(length..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (known && whole && is_one_of(behind.get(..length)?, &ENDINGS)).then_some(sign.len() + length)
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '!' | '#'
                | '$'
                | '%'
                | '&'
                | '\''
                | '*'
                | '+'
                | '-'
                | '/'
                | '='
                | '?'
                | '^'
                | '_'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
                | '.'
        )
        || crate::text::fold::is_invisible(c)
        || crate::text::fold::is_mark(c)
}

/// Bytes of the local part at the end of `before`.
fn local_part(before: &str) -> usize {
    if let Some(inner) = before.strip_suffix('"') {
        let from = ceil(inner, inner.len().saturating_sub(LONGEST_LOCAL));
        return inner.get(from..).and_then(|tail| tail.rfind('"')).map_or(0, |open| before.len() - from - open);
    }
    let mut length = 0;
    for c in before.chars().rev().take_while(|c| is_local(*c)) {
        if length + c.len_utf8() > LONGEST_LOCAL {
            break;
        }
        length += c.len_utf8();
    }
    // What an address cannot begin with belongs to the sentence: "('kari@example.no')", "e-post=kari@example.no".
    let local = before.get(before.len() - length..).unwrap_or("");
    let local = local.rsplit(['=', '\'', '|', '/', '`']).next().unwrap_or("");
    let local = local.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    local.len()
}

/// Bytes of the domain at the start of `after`: labels with at least one dot between them.
fn domain_part(after: &str) -> usize {
    let mut length = 0;
    for c in after.chars() {
        let inside = c.is_alphanumeric()
            || matches!(c, '-' | '.' | '_')
            || crate::text::fold::is_invisible(c)
            || crate::text::fold::is_mark(c);
        if !inside || length + c.len_utf8() > LONGEST_DOMAIN {
            break;
        }
        length += c.len_utf8();
    }
    let domain = after.get(..length).unwrap_or("");
    let domain = domain.trim_end_matches(|c: char| !c.is_alphanumeric());
    let inner = domain.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "widget@3.4.1" is a version.
    let named = inner.rsplit('.').next().is_some_and(|last| last.chars().any(char::is_alphabetic));
    if named && inner.contains('.') && inner.len() == domain.len() { domain.len() } else { 0 }
}
