//! Realistic stand-ins, for data sets that must still look like text.

mod address;
mod birth;
mod draw;
mod email;
mod names;
mod numbers;

use std::fmt;
use std::sync::Arc;

use super::figures::Figures;
use super::{Hit, Masker, Replacement};
use crate::canonical::canonical;
use crate::error::BuildError;
use crate::finding::Label;
use crate::key::Key;
use draw::Draw;

/// Writes something of the same kind and shape that is not the value: a name for a name, a number with valid check
/// digits for a number.
///
/// Which one is chosen by a keyed hash of the value and a scope, so that the same person has the same stand-in in every
/// text of a project, and another in the next. A part of a name is replaced by itself: "Kari" of "Kari Nordvik" is the
/// same stand-in alone.
///
/// | label | stand-in |
/// | --- | --- |
/// | national numbers | synthetic series (month + 80), valid control digits, the same separators |
/// | phone | the same shape; series 59, which is for machines, since Norway reserves no numbers for fiction |
/// | email | names that stand for those in it, at example.no |
/// | bank_account, iban | valid check digits; register number 9999. Norwegian ones only |
/// | payment_card | valid check digit; 400000, a range of test cards |
/// | name | usual names of the same role and letter case (feature `names`) |
/// | address | invented street and place, post code 0000 |
/// | birth_date | moved by up to a year, the same shape |
///
/// Everything else, and what is written in a way that is not understood, is left to the next masker: foreign telephone
/// numbers and accounts, numbers given in part, extensions, number words in dates. The value itself is never written.
///
/// # What it does not give
///
/// - A mark. Nobody sees which texts are masked, and what was *not* found stands among the stand-ins as if it were one:
///   good for a reader's eye, bad for a reader's trust.
/// - One person, one stand-in. Two values may share one, and names do so soon: there are some thousands. Where texts
///   are to be joined, use [`Pseudonyms`](super::Pseudonyms).
/// - Stability under repetition. A stand-in looks like data, so that scrubbing twice replaces it by another.
/// - Nobody's name. Somebody may be called what a stand-in is called.
/// - Fit. Neither sex nor origin of a name is kept, nor age or sex in a national number.
///
/// ```
/// # #[cfg(feature = "names")] {
/// use sladd::{Key, Scrubber, Surrogates};
///
/// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
/// let key = Key::from_bytes(&random).unwrap();
/// let scrubber = Scrubber::builder().masker(Surrogates::new(&key, "øvingsdata").unwrap()).build().unwrap();
/// let text = scrubber.scrub("Jeg heter Kari Nordvik, fnr 110379 66640, tlf 412 00 000. Hilsen Kari").to_string();
/// assert!(!text.contains("Kari") && !text.contains("66640") && text.contains("tlf 59"));
/// # }
/// ```
#[derive(Clone)]
pub struct Surrogates {
    key: Arc<Key>,
}

impl Surrogates {
    /// Surrogates of a scope.
    ///
    /// # Errors
    /// When the scope is empty.
    pub fn new(key: &Key, scope: &str) -> Result<Surrogates, BuildError> {
        if scope.is_empty() {
            return Err(BuildError::EmptyScope);
        }
        Ok(Surrogates { key: Arc::new(key.derive("surrogate", scope)) })
    }

    /// A stand-in for a value; another one for each attempt.
    fn stand_in(&self, hit: &Hit<'_>, known: &str, attempt: u8) -> Option<String> {
        let (value, lexicon) = (hit.value(), hit.scope.lexicon);
        let draw = |kind: &str| Draw::new(&self.key, kind, known, attempt);
        match hit.label() {
            // A DUF number has no synthetic series: the placeholder says at least what it was.
            Label::DufNummer => None,
            label if label.is_national_number() => {
                in_shape(value, hit, known, |digits| numbers::national(digits, &mut draw("national number")))
            }
            Label::Phone => in_shape(value, hit, known, |digits| numbers::phone(digits, &mut draw("phone"))),
            Label::BankAccount => in_shape(value, hit, known, |digits| {
                (digits.len() == 11).then(|| numbers::account(&mut draw("account")))?.map(Vec::from)
            }),
            Label::Iban => self.iban(value, known, attempt),
            Label::PaymentCard => in_shape(value, hit, known, |digits| numbers::card(digits.len(), &mut draw("card"))),
            Label::Email => email::email(value, known, &self.key, lexicon, &mut draw("email")),
            Label::Name => names::name(value, &self.key, lexicon),
            Label::Address => address::address(value, lexicon, &mut draw("address")),
            Label::BirthDate => birth::birth_date(value, &self.key, lexicon),
            _ => None,
        }
    }

    /// The IBAN of the account that stands for the account in this one.
    fn iban(&self, value: &str, known: &str, attempt: u8) -> Option<String> {
        let account = known.strip_prefix("NO")?.get(2..).filter(|account| account.len() == 11)?;
        let account = numbers::account(&mut Draw::new(&self.key, "account", account, attempt))?;
        let iban = numbers::norwegian_iban(&account)?;
        let mut characters = iban.chars();
        let mut written = String::with_capacity(value.len());
        for c in value.chars() {
            if c.is_ascii_alphanumeric() {
                let next = characters.next()?;
                written.push(if c.is_ascii_lowercase() { next.to_ascii_lowercase() } else { next });
            } else {
                written.push(Some(c).filter(|c| super::figures::is_sign(*c))?);
            }
        }
        Some(written)
    }
}

/// The attempts at a stand-in. A national number fails once in five times, an account nearly every other time.
const ATTEMPTS: u8 = 64;

impl Masker for Surrogates {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let known = hit.known();
        let differs = |stand_in: &String| *canonical(hit.label(), stand_in, hit.scope.lexicon) != *known;
        let stand_in = (0..ATTEMPTS).filter_map(|attempt| self.stand_in(hit, &known, attempt)).find(differs);
        out.push_str(&stand_in.unwrap_or_default());
    }
}

impl fmt::Debug for Surrogates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surrogates(..)")
    }
}

/// Other digits in the shape of a number; a number in words is written in figures.
fn in_shape(value: &str, hit: &Hit<'_>, known: &str, other: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Option<String> {
    let figure = |digit: u8| char::from(b'0' + digit);
    if let Some(figures) = Figures::read(value, hit.scope.lexicon) {
        return Some(figures.written(other(&figures.digits)?.into_iter().map(figure)));
    }
    // Nothing of what was written is kept, so that it may hold what it will.
    if !value.chars().any(char::is_alphabetic) || value.chars().any(char::is_numeric) {
        return None;
    }
    let spoken: Vec<u8> =
        known.strip_prefix("+47").unwrap_or(known).bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    Some(other(&spoken)?.into_iter().map(figure).collect())
}
