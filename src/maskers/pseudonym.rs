//! A code in place of each person: the same inside one project, another in the next.

use std::fmt;
use std::sync::Arc;

use super::template::{bare, strip_word};
use super::{CODE, Hit, Masker, PSEUDONYM, Replacement, Unmasked};
use crate::error::BuildError;
use crate::finding::{Label, Span};
use crate::key::Key;

/// Writes a keyed pseudonym: `[FØDSELSNUMMER-ktzwbnhcvxmsdg…]`, eighteen consonants made of the value under the host's
/// key and a scope.
///
/// Equal values have equal codes inside a scope, however they are written ("110379 66640", "11.03.79-66640"), so that
/// masked texts can still be joined and counted. In another scope the codes are others, and without the key nobody can
/// tell which belong together: give each project, release or recipient a scope of its own, as health registers give
/// each release serial numbers of its own.
///
/// Every national number, and an account number, is coded by its digits alone: found as `fodselsnummer` in one text and
/// as `unverified_id` in the next, it has the same first fourteen letters.
///
/// # What it does not give
///
/// - Anonymity. Whoever holds the key can try every fødselsnummer; to the law the codes are personal data.
/// - Persons. Two people called Kari Nordvik have one code; "Kari" by itself has a code of its own, and so has a number
///   of which only a part was written. Numbers and addresses identify, names do not.
/// - Secrecy of frequent values. Diseases and the other special categories are few, and a code would be known by how
///   often it occurs: this masker leaves them to the next one.
///
/// # Forged codes
///
/// The last four letters prove the first fourteen. What a user types to look like a code gets other brackets
/// (`‹NAVN-…›`). A code that the masker did write stays, so that scrubbing twice changes nothing; a user who has seen
/// one can therefore write it again, and it will count as that value.
///
/// Cost: one pass over the value and three computations of SHA-256 on short inputs, some microseconds.
///
/// ```
/// use sladd::{Key, Pseudonyms, Scrubber};
///
/// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
/// let key = Key::from_bytes(&random)?;
/// let scrubber = Scrubber::builder().masker(Pseudonyms::new(&key, "brukerundersøkelse 2026")?).build()?;
/// let [one, two] = ["fnr 110379 66640", "Fødselsnummer: 11.03.79-66640"].map(|text| scrubber.scrub(text).to_string());
/// assert_eq!(one.strip_prefix("fnr "), two.strip_prefix("Fødselsnummer: "));
///
/// let next = Scrubber::builder().masker(Pseudonyms::new(&key, "brukerundersøkelse 2027")?).build()?;
/// assert_ne!(next.scrub("fnr 110379 66640").as_str(), one);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Pseudonyms {
    keys: Arc<Keys>,
    english: bool,
}

/// The keys of one scope.
struct Keys {
    codes: Key,
    proofs: Key,
}

/// The letters that prove the others.
const PROOF: usize = 4;

impl Pseudonyms {
    /// Pseudonyms of a scope, with Norwegian labels.
    ///
    /// # Errors
    /// When the scope is empty.
    pub fn new(key: &Key, scope: &str) -> Result<Pseudonyms, BuildError> {
        if scope.is_empty() {
            return Err(BuildError::EmptyScope);
        }
        let keys = Keys { codes: key.derive("pseudonym", scope), proofs: key.derive("pseudonym proof", scope) };
        Ok(Pseudonyms { keys: Arc::new(keys), english: false })
    }

    /// The same codes with English labels: `[NAME-…]`.
    #[must_use]
    pub fn english(self) -> Pseudonyms {
        Pseudonyms { english: true, ..self }
    }

    fn word(&self, label: Label) -> &'static str {
        bare(if self.english { label.placeholder_english() } else { label.placeholder_norwegian() })
    }

    /// The letters that prove a code behind a label.
    fn proof(&self, word: &str, code: &str) -> String {
        letters(&self.keys.proofs.mac(&[word.as_bytes(), code.as_bytes()]), PROOF)
    }

    /// Whether `word` and `code` with its proof are what this masker writes.
    fn is_genuine(&self, word: &str, code: &str) -> bool {
        code.split_at_checked(PSEUDONYM - PROOF).is_some_and(|(code, proof)| self.proof(word, code) == proof)
    }
}

impl Masker for Pseudonyms {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let label = hit.label();
        // So few values have these kinds that a code would be known by its frequency.
        if label.is_special_category() {
            return;
        }
        let code = self.keys.codes.mac(&[group(label).as_bytes(), hit.known().as_bytes()]);
        let code = letters(&code, PSEUDONYM - PROOF);
        let word = self.word(label);
        for piece in ["[", word, "-", &code, &self.proof(word, &code), "]"] {
            out.push_str(piece);
        }
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        let text = message.text();
        for (at, _) in text.match_indices('[') {
            let Some((word, code)) = text.get(at + 1..).and_then(coded) else { continue };
            if !self.is_genuine(word, code) {
                found.push(Span::new(at, at + word.len() + code.len() + "[-]".len()));
            }
        }
    }
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pseudonyms").field("english", &self.english).finish_non_exhaustive()
    }
}

/// The label's word and the eighteen letters of what has the shape of a pseudonym, in any letter case, at the
/// beginning of what stands behind a bracket.
fn coded(behind: &str) -> Option<(&str, &str)> {
    super::placeholder_words().find_map(|word| {
        let (word, behind) = strip_word(behind, word)?;
        let (code, behind) = behind.strip_prefix('-')?.split_at_checked(PSEUDONYM)?;
        let letters = code.bytes().all(|byte| CODE.contains(&byte.to_ascii_lowercase()));
        (letters && behind.starts_with(']')).then_some((word, code))
    })
}

/// Labels under which one value may be found share their codes.
const fn group(label: Label) -> &'static str {
    match label {
        label if label.is_national_number() => "number",
        Label::BankAccount => "number",
        _ => label.as_str(),
    }
}

/// The first letters of a code, by the number that the first half of a MAC is: so much larger than all codes that none
/// is likelier than another.
pub(crate) fn letters(code: &[u8; 32], count: usize) -> String {
    let mut number = code.first_chunk().map_or(0, |half| u128::from_le_bytes(*half));
    let base = CODE.len() as u128;
    (0..count)
        .map(|_| {
            let letter = CODE.get((number % base) as usize).copied().unwrap_or(b'b');
            number /= base;
            char::from(letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_may_be_one_another_share_their_codes() {
        for label in [Label::Fodselsnummer, Label::DNummer, Label::UnverifiedId, Label::BankAccount] {
            assert_eq!(group(label), "number", "{label:?}");
        }
        for label in [Label::Phone, Label::Name, Label::Passport, Label::Custom("own")] {
            assert_eq!(group(label), label.as_str());
        }
    }

    #[test]
    fn what_has_the_shape_is_seen_in_any_letter_case() {
        for (behind, wanted) in [
            ("NAVN-bcdfghjklmnpqrstvw]", Some(("NAVN", "bcdfghjklmnpqrstvw"))),
            ("Fødselsnummer-BCDFGHJKLMNPQRSTVW] mer", Some(("Fødselsnummer", "BCDFGHJKLMNPQRSTVW"))),
            ("D-NUMMER-bcdfghjklmnpqrstvw]", Some(("D-NUMMER", "bcdfghjklmnpqrstvw"))),
            ("NAVN-bcdfghjklmnpqrstv]", None),
            ("NAVN-bcdfghjklmnpqrstvwx]", None),
            ("NAVN-acdfghjklmnpqrstvw]", None),
            ("HUND-bcdfghjklmnpqrstvw]", None),
            ("NAVN", None),
            ("", None),
        ] {
            assert_eq!(coded(behind), wanted, "{behind}");
        }
    }

    #[test]
    fn letters_are_those_of_codes() {
        assert_eq!(letters(&[0; 32], 4), "bbbb");
        let mut code = [0; 32];
        code[0] = 21;
        code[31] = 255;
        assert_eq!(letters(&code, 4), "ccbb");
    }
}
