//! Numbers that were given: repeated by the other side, and put right.
//!
//! "Jeg leser 40381, stemmer det?" repeats a number, perhaps with a slip; "nei, siste siffer er 4" corrects one. Both
//! mean the number that was last spoken of.

use std::collections::VecDeque;

use zeroize::Zeroizing;

use super::answer::{claim, is_counted};
use super::asked::Asked;
use crate::canonical::canonical;
use crate::dictionary::Tag;
use crate::finding::{Claim, Finding, Label, Span};
use crate::scrubber::Scrubber;
use crate::text::{Text, Written};

/// The most numbers that are remembered.
const MOST: usize = 16;
/// The most digits of a number that is remembered; no identifier has more.
const LONGEST: usize = 40;
/// For how many messages a number is remembered.
const REMEMBERED: u64 = 8;
/// For how many messages a number can be put right in a few words.
const FRESH: u64 = 3;
/// The fewest digits that repeat a part of a number, and that repeat one with a slip.
const PART: usize = 3;
const SLIP: usize = 4;
/// How many words besides the digits a short correction has.
const SHORT: usize = 3;

/// A number, or a part of one, that was found.
#[derive(Clone)]
struct Number {
    digits: Zeroizing<String>,
    label: Label,
    message: u64,
}

/// The numbers of the last messages.
#[derive(Clone, Default)]
pub(super) struct Numbers {
    numbers: VecDeque<Number>,
}

impl Numbers {
    /// Remembers the numbers that were found in a message.
    pub(super) fn learn(&mut self, scrubber: &Scrubber, message: u64, text: &str, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| is_number(finding.label)) {
            let value = text.get(finding.span.range()).unwrap_or("");
            let mut digits = canonical(finding.label, value, scrubber.lexicon());
            digits.retain(|c| c.is_ascii_digit());
            if let Some(local) = digits.strip_prefix("47").filter(|_| finding.label == Label::Phone) {
                digits = Zeroizing::new(local.to_owned());
            }
            if (1..=LONGEST).contains(&digits.len()) {
                self.numbers.push_back(Number { digits, label: finding.label, message });
            }
        }
        while self.numbers.len() > MOST
            || self.numbers.front().is_some_and(|first| first.message + REMEMBERED < message)
        {
            self.numbers.pop_front();
        }
    }

    /// Writes them into a state that is sealed.
    #[cfg(feature = "keyed")]
    pub(super) fn write(&self, out: &mut impl super::sealed::Sink) {
        out.list(self.numbers.iter(), |out, number| {
            out.text(&number.digits);
            out.text(number.label.as_str());
            out.number(number.message);
        });
    }

    /// Reads what was written.
    #[cfg(feature = "keyed")]
    pub(super) fn read(&mut self, from: &mut super::sealed::Reader<'_>) -> Option<()> {
        let numbers = from.list(|from| {
            let digits = from.text()?.to_owned().into();
            Some(Number { digits, label: Label::from_name(from.text()?)?, message: from.number()? })
        })?;
        self.numbers = numbers.into();
        Some(())
    }

    /// What repeats or corrects one of them.
    pub(super) fn claims(&self, message: u64, asked: Asked, text: &Text<'_>, claims: &mut Vec<Claim>) {
        let Some(last) = self.numbers.back().filter(|last| last.message + REMEMBERED >= message) else { return };
        for run in text.runs().filter(|run| run.written() == Written::Figures) {
            let mut digits = Zeroizing::new(String::with_capacity(run.len()));
            digits.extend(run.digits().iter().map(|digit| char::from(b'0' + digit.value())));
            if let Some(label) = self.repeated(&digits).filter(|_| !is_counted(text, &run)) {
                claims.push(claim(run.span(), label));
            }
        }
        if last.message + FRESH >= message {
            corrected(text, asked, last.label, claims);
        }
    }

    /// The label of the number that these digits repeat.
    fn repeated(&self, digits: &str) -> Option<Label> {
        let same = |number: &&Number| {
            (digits.len() >= PART && number.digits.len() >= SLIP && number.digits.contains(digits))
                || (digits.len() >= SLIP
                    && (digits.contains(number.digits.as_str()) && number.digits.len() >= SLIP
                        || is_slip(digits, &number.digits)))
        };
        let one = self.numbers.iter().rev().find(same).map(|number| number.label);
        one.or_else(|| {
            // Pieces given one after the other, repeated as one.
            let numbers = || self.numbers.iter().map(|number| number.digits.as_str());
            let mut joined = Zeroizing::new(String::with_capacity(numbers().map(str::len).sum()));
            joined.extend(numbers());
            (digits.len() > PART && joined.contains(digits)).then(|| self.numbers.back().map(|number| number.label))?
        })
    }
}

/// Labels whose values are digits.
fn is_number(label: Label) -> bool {
    label.is_national_number()
        || matches!(
            label,
            Label::Phone
                | Label::BankAccount
                | Label::PaymentCard
                | Label::HprNumber
                | Label::BirthDate
                | Label::LicencePlate
                | Label::Passport
        )
}

/// As many digits, at most two of them others.
fn is_slip(a: &str, b: &str) -> bool {
    let others = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
    a.len() == b.len() && others <= 2 && others * 2 < a.len()
}

/// "nei, siste siffer er 4", "ja, 8", "åtte på slutten".
fn corrected(text: &Text<'_>, asked: Asked, label: Label, claims: &mut Vec<Claim>) {
    const CORRECTING: [&str; 12] = [
        "sifferet", "tallet", "talet", "slutten", "feil", "rettet", "rettes", "digit", "ikke", "skulle", "skal",
        "endar",
    ];
    let speaks = text.has(Tag::CuePart) || text.words().iter().any(|word| CORRECTING.contains(&text.folded(word)));
    let spoken: Vec<Span> =
        text.words().iter().filter(|word| word.has(Tag::NumberWord)).map(|word| word.span()).collect();
    // In a few words, but not in answer to something else.
    let short = text.words().len() - spoken.len() <= SHORT && !asked.other;
    if !(speaks || short) {
        return;
    }
    for run in text.runs().filter(|run| run.written() == Written::Figures && run.len() <= 11 && !is_counted(text, run))
    {
        claims.push(claim(run.span(), label));
    }
    if text.has(Tag::CuePart)
        || text
            .words()
            .iter()
            .any(|word| matches!(text.folded(word), "siffer" | "sifferet" | "tallet" | "talet" | "digit"))
    {
        // "siste fem" speaks of the digits, it does not give them.
        claims.extend(
            spoken
                .into_iter()
                .filter(|span| text.words_after(span.end, 2).all(|word| !word.has(Tag::CuePart)))
                .filter(|span| text.words_before(span.start, 1).all(|word| !word.has(Tag::CuePart)))
                .map(|span| claim(span, label)),
        );
    }
}
