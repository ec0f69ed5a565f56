//! E-mail addresses.
//!
//! # What it finds
//! Everything of the form local@domain: æøå and other letters on both sides, plus tags, dots, quoted local parts,
//! several glued together by commas or semicolons, after `mailto:`.
//!
//! # What proves it
//! An at sign with a local part before it and a domain with a dot behind it. There is no list of top-level domains
//! and no veto: `kari@kommune.no` is an address.
//!
//! # What it leaves alone
//! Punctuation behind the address; handles (`@kari`), which have no local part.
//!
//! # Sources
//! RFC 5321 (lengths), RFC 5322 (atext), RFC 6531 (letters beyond ASCII).

use super::Detector;
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
                continue;
            }
            let end = domain_start + domain;
            claims.add(Span::new(at - local, end), Label::Email, Confidence::Certain);
            free_from = end;
        }
    }
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
        let from = inner.len().saturating_sub(LONGEST_LOCAL);
        let from = (from..=inner.len()).find(|at| inner.is_char_boundary(*at)).unwrap_or(inner.len());
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
