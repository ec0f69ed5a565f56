//! The masked values of a message, in every shape that is looked for.

use std::collections::HashMap;

use zeroize::{Zeroize, Zeroizing};

use super::SURVIVOR;
use super::stream::Stream;
use crate::canonical::{canonical, folded};
use crate::dictionary::Lexicon;
use crate::finding::{Finding, Label};

/// The fewest letters or digits of a value that is looked for; fewer stand in too many texts by chance.
const FEWEST: usize = 5;
/// With so many, a value is looked for inside longer words and numbers too, and however it is grouped.
pub(super) const LONG: usize = 8;
/// Of a longer value only so many bytes are looked for. It bounds what a position of the text costs.
const LONGEST: usize = 64;
/// The bytes by which a position of the text is known to begin no value.
pub(super) const HEAD: usize = FEWEST;

/// A shape that is looked for.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The position of the finding it comes from.
    pub(super) source: usize,
    /// Letters and digits.
    pub(super) characters: usize,
    /// Where the value itself has its gaps: a bit for each byte that begins a word.
    pub(super) gaps: u64,
    /// Only the beginning is looked for.
    pub(super) cut: bool,
    /// One ordinary word says nothing of a person: "Sommer" is not looked for in "i sommer".
    pub(super) may_be_ordinary: bool,
}

/// Shapes by their bytes.
#[derive(Default)]
pub(super) struct Shapes {
    /// By the first bytes, which lengths there are: a bit for each.
    pub(super) heads: HashMap<[u8; HEAD], u64>,
    pub(super) whole: HashMap<Box<[u8]>, Shape>,
    /// Whether any is long enough to be looked for inside words.
    pub(super) has_long: bool,
}

/// What is looked for in a message.
#[derive(Default)]
pub(super) struct Values {
    pub(super) letters: Shapes,
    pub(super) digits: Shapes,
}

/// Shapes are personal data as values are.
impl Drop for Shapes {
    fn drop(&mut self) {
        self.heads.drain().for_each(|(mut head, _)| head.zeroize());
        self.whole.drain().for_each(|(mut shape, _)| shape.zeroize());
    }
}

impl Values {
    /// The values of findings. What survived and was found before is no value of its own: it is one of these.
    pub(super) fn of(text: &str, findings: &[Finding], lexicon: &Lexicon) -> Values {
        let mut values = Values::default();
        for (source, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.detector() != SURVIVOR) {
            let label = finding.label();
            let value = text.get(finding.span().range()).unwrap_or("");
            values.add(source, label, value, &canonical(label, value, lexicon));
        }
        values
    }

    pub(super) fn is_empty(&self) -> bool {
        self.letters.whole.is_empty() && self.digits.whole.is_empty()
    }

    fn add(&mut self, source: usize, label: Label, value: &str, canonical: &str) {
        let mut words = |value: &str| {
            let folded = folded(value);
            let words: Vec<&str> =
                folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            self.add_words(source, label, &words);
        };
        match label {
            Label::Name => {
                let folded = folded(value);
                let parts: Vec<&str> =
                    folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
                self.add_name(source, &parts);
            }
            Label::Email => {
                words(canonical);
                words(canonical.split_once('@').map_or("", |(local, _)| local));
            }
            Label::Url => {
                words(value);
                let path = canonical.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
                words(path.rsplit_once('/').map_or("", |(_, last)| last));
            }
            Label::Iban => {
                words(canonical);
                // The account number in a Norwegian one.
                words(canonical.strip_prefix("NO").and_then(|rest| rest.get(2..)).unwrap_or(""));
            }
            Label::Phone => words(canonical.strip_prefix("+47").unwrap_or(canonical)),
            Label::DufNummer
            | Label::BankAccount
            | Label::PaymentCard
            | Label::HprNumber
            | Label::OrganisationNumber => {
                words(canonical);
            }
            label if label.is_national_number() => {
                words(canonical);
                for shape in national(canonical).iter() {
                    words(shape);
                }
            }
            _ => words(value),
        }
    }

    /// The name, its surname first, its first and last part, and each part.
    fn add_name(&mut self, source: usize, parts: &[&str]) {
        for part in parts {
            self.add_words(source, Label::Name, &[part]);
        }
        if let [first, .., last] = parts {
            self.add_words(source, Label::Name, parts);
            self.add_words(source, Label::Name, &[first, last]);
            let surname_first: Vec<&str> =
                [last].into_iter().chain(parts.iter().take(parts.len() - 1)).copied().collect();
            self.add_words(source, Label::Name, &surname_first);
        }
    }

    /// One shape, and the same with "aa", "oe" and "ae" where it has å, ø and æ.
    fn add_words(&mut self, source: usize, label: Label, words: &[&str]) {
        let value = Zeroizing::new(words.join(" "));
        self.add_shape(source, label, &value);
        if value.contains(['å', 'ø', 'æ']) {
            // A letter of two bytes becomes two letters of one.
            let mut spelled = Zeroizing::new(String::with_capacity(value.len()));
            for c in value.chars() {
                match c {
                    'å' => spelled.push_str("aa"),
                    'ø' => spelled.push_str("oe"),
                    'æ' => spelled.push_str("ae"),
                    c => spelled.push(c),
                }
            }
            self.add_shape(source, label, &spelled);
        }
    }

    fn add_shape(&mut self, source: usize, label: Label, value: &str) {
        let stream = Stream::of_letters(value, &[]);
        let mut bytes = stream.bytes;
        let cut = bytes.len() > LONGEST;
        while bytes.len() > LONGEST || std::str::from_utf8(&bytes).is_err() {
            bytes.pop();
        }
        let characters = std::str::from_utf8(&bytes).map_or(0, |shape| shape.chars().count());
        let Some(head) = bytes.first_chunk::<HEAD>().filter(|_| characters >= FEWEST) else { return };
        let gaps =
            stream.pieces.iter().enumerate().filter(|(here, piece)| piece.together.0 == *here && piece.at < LONGEST);
        let shape = Shape {
            source,
            characters,
            gaps: gaps.fold(0, |bits, (_, piece)| bits | 1 << piece.at),
            cut,
            may_be_ordinary: may_be_ordinary(label),
        };
        let shapes = if bytes.iter().all(u8::is_ascii_digit) { &mut self.digits } else { &mut self.letters };
        *shapes.heads.entry(*head).or_default() |= 1 << (bytes.len() - 1);
        shapes.has_long |= characters >= LONG;
        shapes.whole.entry(Box::from(bytes.as_slice())).or_insert(shape);
    }
}

/// The other shapes of a national number, and its two halves.
fn national(digits: &str) -> Zeroizing<Vec<String>> {
    let cut = |at: usize| digits.split_at_checked(at).unwrap_or((digits, ""));
    Zeroizing::new(match digits.len() {
        11 => {
            let (date, last) = cut(6);
            let (day, year) = cut(4);
            let with_century = ["18", "19", "20"].map(|century| format!("{day}{century}{year}"));
            [date.to_owned(), last.to_owned()].into_iter().chain(with_century).collect()
        }
        13 => {
            let (date, last) = cut(8);
            let (day, year) = cut(4);
            let year = year.get(2..).unwrap_or("");
            vec![format!("{day}{year}"), date.to_owned(), last.to_owned()]
        }
        _ => Vec::new(),
    })
}

/// Whether a value of this label may be an ordinary word that stands in the text for what it means. Words for health
/// and the like are ordinary ones and personal all the same; of labels of a host's own nothing is known.
const fn may_be_ordinary(label: Label) -> bool {
    matches!(label, Label::Name | Label::Email | Label::Url | Label::UserHandle | Label::Address | Label::BirthDate)
}
