//! What stands between two words, as a feature sees it.

use super::weights::{Atom, atom};
use crate::text::letters::Character;

/// What stands between two words, in one word.
pub(crate) fn gap_atom(gap: &str) -> Atom {
    // Two spaces are a slip of the thumb; more of them, or a tab, stand between columns.
    match gap.as_bytes() {
        b" " | b"  " | [0xC2, 0xA0] => return atom!("space"),
        b", " | b"," => return atom!("comma"),
        b". " | b"." => return atom!("point"),
        // "Kari&Ola", "kari+ola" are written as "kari/ola" is; "Hansen & Dahl" are another matter.
        b"&" | b"+" => return atom!("slash"),
        _ => {}
    }
    let mut seen = None;
    for c in gap.chars() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => return atom!("line"),
            c if Character::of(c).is_number() => return atom!("digits"),
            c if c.is_whitespace() => {}
            c => seen = seen.or(Some(c)),
        }
    }
    match seen {
        None if gap.is_empty() => atom!("none"),
        None => atom!("spaces"),
        Some('-' | '\u{2010}' | '\u{2011}') if gap.chars().nth(1).is_none() => atom!("hyphen"),
        Some('-' | '–' | '—') => atom!("dash"),
        Some(',') => atom!("comma"),
        Some('.' | '…') => atom!("point"),
        Some(':') => atom!("colon"),
        Some('/' | '|') => atom!("slash"),
        Some('\'' | '’' | '`' | '´') => atom!("apostrophe"),
        Some('"' | '“' | '”' | '«' | '»') => atom!("quote"),
        Some('(' | ')' | '[' | ']') => atom!("bracket"),
        Some('&' | '+') => atom!("and"),
        Some('!' | '?' | ';') => atom!("stop"),
        Some('@' | '#' | '_' | '*' | '=' | '<' | '>') => atom!("sign"),
        Some(_) => atom!("other"),
    }
}
