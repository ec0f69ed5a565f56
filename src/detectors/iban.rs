//! IBAN, the international form of an account number.
//!
//! # What it finds
//! Two letters of a country, two check digits and 11 to 30 letters and digits, together or in groups, in any case.
//!
//! # What proves it
//! Modulus 97 (ISO 7064); the country's length where it is Norway. A wrong check sum is still masked when the shape
//! is the Norwegian one or the word IBAN or konto stands beside it.
//!
//! # What it leaves alone
//! Product codes and licence keys: their check sum does not fit.
//!
//! # Sources
//! ISO 13616; ECBS EBS204.

use super::{Detector, cues};
use crate::checksum::iban;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::fold::shown;
use crate::text::letters::Character;
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Iban;

/// The most characters of an IBAN.
const LONGEST: usize = 34;
const SHORTEST: usize = 15;

/// The countries of the IBAN registry, with the length each prescribes left to the check sum.
const COUNTRIES: &str = "AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB GE GI GL \
    GR GT HN HR HU IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MN MR MT MU NI NL NO OM PK PL PS PT QA RO RS \
    RU SA SC SD SE SI SK SM SO ST SV TL TN TR UA VA VG XK YE";

impl Detector for Iban {
    fn name(&self) -> &'static str {
        "iban"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Iban]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let mut free_from = 0;
        for run in text.runs() {
            let start = run.span().start;
            // The country stands directly before the check digits, perhaps with a space between.
            let before = text.between(free_from, start);
            let Some(country) = country(before) else { continue };
            let from = free_from + country;
            if let Some((end, confidence)) = account(text, from) {
                claims.add(Span::new(from, end), Label::Iban, confidence);
                free_from = end;
            }
        }
    }
}

/// Where the two letters at the end of `before` begin, when they are a country of their own, perhaps with a space behind.
fn country(before: &str) -> Option<usize> {
    // Two characters that show as they are tell at once; nearly always they are no country.
    let as_it_is = |c: &char| c.is_ascii() || Character::of(*c).is_folded();
    let mut plain = before.strip_suffix(is_space).unwrap_or(before).chars().rev().take_while(as_it_is);
    if let (Some(second), Some(first)) = (plain.next(), plain.next()) {
        if !is_country(first, second) {
            return None;
        }
    }
    let mut back = shown(before).rev();
    let last = back.next()?;
    let (_, _, second) = if is_space(last.2) { back.next()? } else { last };
    let (start, _, first) = back.next()?;
    if !is_country(first, second) {
        return None;
    }
    back.next().is_none_or(|(_, _, c)| !c.is_alphanumeric()).then_some(start)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// Whether two letters, capital or small, are the code of a country in the registry.
fn is_country(first: char, second: char) -> bool {
    /// For each first letter, a bit for each second one.
    #[allow(clippy::indexing_slicing, reason = "a fault here would end the compilation")]
    const SECONDS: [u32; 26] = {
        let codes = COUNTRIES.as_bytes();
        let mut seconds = [0; 26];
        let mut at = 0;
        while at + 1 < codes.len() {
            seconds[(codes[at] - b'A') as usize] |= 1 << (codes[at + 1] - b'A');
            at += 3;
        }
        seconds
    };
    let place = |letter: char| u8::try_from(letter.to_ascii_uppercase()).ok()?.checked_sub(b'A').filter(|at| *at < 26);
    let (Some(first), Some(second)) = (place(first), place(second)) else { return false };
    SECONDS.get(usize::from(first)).is_some_and(|seconds| seconds & 1 << second != 0)
}

/// Reads on from the country: the end of the longest prefix whose check sum fits, or of the Norwegian shape.
fn account(text: &Text<'_>, from: usize) -> Option<(usize, Confidence)> {
    let mut characters = [0_u8; LONGEST];
    let mut length = 0;
    let mut proved = None;
    let mut norwegian = None;
    // Where figures alone follow the country: how many characters, and the end.
    let mut figures = None;
    let mut only_figures = true;
    let mut separators = 0;
    let rest = text.as_str().get(from..).unwrap_or("");
    let mut chars = shown(rest).peekable();
    while let Some((_, stop, c)) = chars.next() {
        if !c.is_ascii_alphanumeric() {
            separators += 1;
            if separators > 2 || !(is_space(c) || matches!(c, '-' | '.')) {
                break;
            }
            continue;
        }
        separators = 0;
        let Some(place) = characters.get_mut(length) else { break };
        *place = u8::try_from(c).ok()?;
        length += 1;
        let is_digit = c.is_ascii_digit();
        if matches!(length, 3 | 4) && !is_digit {
            return None;
        }
        let end = from + stop;
        only_figures &= is_digit || length <= 2;
        let ends = chars.peek().is_none_or(|(_, _, next)| !next.is_alphanumeric());
        if ends && only_figures && length > 2 {
            figures = Some((length, end));
        }
        if ends && length >= SHORTEST {
            let so_far = characters.get(..length)?;
            if iban(so_far) {
                proved = Some(end);
            }
            if length == SHORTEST
                && matches!(so_far, [b'N' | b'n', b'O' | b'o', ..])
                && so_far.iter().skip(2).all(u8::is_ascii_digit)
            {
                norwegian = Some(end);
            }
        }
    }
    if let Some(end) = proved {
        return Some((end, Confidence::Certain));
    }
    let Some(end) = norwegian else { return slipped(text, from, figures?) };
    let called = cues::of_number(text, Span::new(from, end)).has(Tag::CueAccount);
    Some((end, if called { Confidence::Certain } else { Confidence::Likely }))
}

/// An IBAN with a digit too few or too many, directly behind a word for accounts.
fn slipped(text: &Text<'_>, from: usize, (length, end): (usize, usize)) -> Option<(usize, Confidence)> {
    let norwegian = text.between(from, from + 2).eq_ignore_ascii_case("no");
    let meant = if norwegian { matches!(length, 14 | 16) } else { (SHORTEST..=LONGEST).contains(&length) };
    (meant && cues::directly_before(text, from, Tag::CueAccount).is_some()).then_some((end, Confidence::Likely))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_letters_of_their_own_in_any_style() {
        for (before, start) in [
            ("NO", Some(0)),
            ("NO ", Some(0)),
            ("NO\t", Some(0)),
            ("til no\u{A0}", Some(4)),
            ("(SE", Some(1)),
            ("N\u{200B}O", Some(0)),
            ("NO\u{AD}", Some(0)),
            ("NO\u{200B} ", Some(0)),
            ("ＮＯ ", Some(0)),
            ("A\u{30A}L", Some(0)),
            ("NO  ", None),
            ("fnr ", None),
            ("på ", None),
            ("xNO", None),
            ("åNO", None),
            ("1NO", None),
            ("NX", None),
            ("NÅ", None),
            ("O", None),
            (" ", None),
            ("", None),
        ] {
            assert_eq!(country(before), start, "{before:?}");
        }
    }

    #[test]
    fn the_countries_are_those_of_the_list() {
        let letters = || (b'A'..=b'Z').map(char::from);
        for (first, second) in letters().flat_map(|first| letters().map(move |second| (first, second))) {
            let listed = COUNTRIES.split_whitespace().any(|code| code.chars().eq([first, second]));
            assert_eq!(is_country(first, second), listed, "{first}{second}");
            assert_eq!(is_country(first.to_ascii_lowercase(), second.to_ascii_lowercase()), listed, "{first}{second}");
        }
        for odd in ['@', '[', '`', '{', '1', 'Å', 'Ｎ', '\u{14E}'] {
            assert!(letters().all(|letter| !is_country(odd, letter) && !is_country(letter, odd)), "{odd}");
        }
    }
}
