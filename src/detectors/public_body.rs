//! Numbers, mailboxes and handles of public bodies: spared, because they are nobody's private data.
//!
//! # What it finds
//! Nothing personal. It claims that the telephone numbers, general mailboxes and handles of its dictionary, and of the
//! host's own additions, are not personal.
//!
//! # What proves it
//! The dictionary, whose every line says why it stands there. A mailbox is spared at the domains listed ("post@" at
//! a municipality's), a few anywhere ("noreply@").
//!
//! # What it leaves alone
//! Addresses of persons at public bodies (`kari.nordmann@nav.no`): those are personal.
//!
//! # Sources
//! `dictionaries/public-bodies.txt`.

use std::collections::HashSet;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Detector;
use crate::dictionary::public_bodies;
use crate::finding::{Claims, Label, Span};
use crate::text::{Digit, DigitRun, Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Debug)]
pub(crate) struct PublicBody {
    entries: Arc<HashSet<Box<str>>>,
    /// The entries that are numbers, with a one before the first digit; sorted.
    numbers: Arc<[u64]>,
}

impl PublicBody {
    /// The dictionary's entries, unless `own_only`, with the host's own.
    pub(crate) fn new(own: &[String], own_only: bool) -> PublicBody {
        let standard = public_bodies().filter(|_| !own_only);
        let own = own.iter().map(|entry| normalised(entry));
        let entries: HashSet<Box<str>> = standard.map(normalised).chain(own).collect();
        let mut numbers: Vec<u64> = entries.iter().filter_map(|entry| numbered(entry.bytes())).collect();
        numbers.sort_unstable();
        PublicBody { entries: Arc::new(entries), numbers: numbers.into() }
    }

    /// Whether it is the number of a public body, a one before its first digit.
    fn knows_number(&self, number: u64) -> bool {
        self.numbers.binary_search(&number).is_ok()
    }

    fn knows(&self, entry: &str) -> bool {
        self.entries.contains(entry)
    }
}

/// A number of at most twelve digits, with a one before the first, so that zeros in front count.
fn numbered(digits: impl ExactSizeIterator<Item = u8>) -> Option<u64> {
    if !(1..=MOST_DIGITS).contains(&digits.len()) {
        return None;
    }
    let mut digits = digits;
    digits.try_fold(1, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0')))
}

/// The most digits of a number of a public body, country code included.
const MOST_DIGITS: usize = 12;

/// A telephone number without the country code, a one before its first digit. Ten digits and twelve are none without it.
fn subscriber(digits: &[Digit]) -> Option<u64> {
    /// Eight digits, a one before the first.
    const EIGHT: u64 = 100_000_000;
    let number = digits.iter().fold(1, |number, digit| number * 10 + u64::from(digit.value()));
    match (digits.len(), number / EIGHT) {
        (10, 147) | (12, 10_047) => Some(EIGHT + number % EIGHT),
        (10 | 12, _) => None,
        _ => Some(number),
    }
}

/// Spares a telephone number with the sign before it that belongs to it.
fn spare(text: &Text<'_>, number: Span, claims: &mut Claims) {
    let before = text.between(0, number.start);
    let start = before.trim_end_matches(['+', '(', ' ']).len();
    // Only a sign that belongs to the number; spaces before it stay outside.
    let sign = before.get(start..).and_then(|gap| gap.find(['+', '('])).map_or(number.start, |at| start + at);
    claims.spare_label(Span::new(sign, number.end), Label::Phone);
}

/// A number without spaces and country code, anything else in lower case.
fn normalised(entry: &str) -> Box<str> {
    let compact: String = entry.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let digits = compact.strip_prefix("+47").or_else(|| compact.strip_prefix("0047")).unwrap_or(&compact);
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.into() } else { compact.into() }
}

impl Detector for PublicBody {
    fn name(&self) -> &'static str {
        "public-body"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Phone, Label::Email, Label::UserHandle]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS.or(Needs::AT_SIGN)
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for run in text.runs() {
            self.numbers_in(text, &run, claims);
        }
        if text.has_at() {
            for (at, _) in text.as_str().match_indices('@') {
                self.address(text.as_str(), at, claims);
            }
        }
    }
}

impl PublicBody {
    /// The numbers in a run: every stretch of whole groups that is one.
    fn numbers_in(&self, text: &Text<'_>, run: &DigitRun<'_>, claims: &mut Claims) {
        let digits = run.digits();
        let begins_group = |at: usize| digits.get(at).is_none_or(|digit| at == 0 || digit.gap() != Gap::None);
        for at in (0..digits.len()).filter(|at| begins_group(*at)) {
            for length in [3, 4, 5, 6, 8, 10, MOST_DIGITS].into_iter().filter(|length| begins_group(at + length)) {
                let Some(number) = digits.get(at..at + length) else { break };
                if subscriber(number).is_some_and(|subscriber| self.knows_number(subscriber)) {
                    spare(text, DigitRun::new(number, run.written()).span(), claims);
                }
            }
        }
    }

    /// The mailbox or handle around an at sign.
    fn address(&self, raw: &str, at: usize, claims: &mut Claims) {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let length = |chars: &mut dyn Iterator<Item = char>| -> usize {
            chars.take(64).take_while(|c| inside(*c)).map(char::len_utf8).sum()
        };
        let local_length = length(&mut raw.get(..at).unwrap_or("").chars().rev());
        let rest = raw.get(at + 1..).unwrap_or("");
        let domain_length = length(&mut rest.chars());
        // What is asked for is a copy of what somebody wrote, and does not stay.
        let lower = |text: &str| Zeroizing::new(text.to_lowercase());
        let domain = lower(rest.get(..domain_length).unwrap_or("").trim_end_matches(['.', '-', '_']));
        let start = at - local_length;
        let span = Span::new(start, at + 1 + domain.len());
        let local = lower(raw.get(start..at).unwrap_or(""));
        let mut entry = Zeroizing::new(String::with_capacity(local.len() + domain.len() + 2));
        let mut knows = |parts: [&str; 3]| {
            entry.clear();
            entry.extend(parts);
            self.knows(&entry)
        };
        if local.is_empty() {
            if knows(["", "@", &domain]) {
                claims.spare_label(span, Label::UserHandle);
            }
            return;
        }
        let public = knows([&local, "@", "*"])
            || knows([&local, "@", &domain])
            || (knows([&local, "@", ""]) && self.at_public_domain(&domain));
        if public {
            claims.spare_label(span, Label::Email);
        }
    }

    /// "nav.no", "oslo.kommune.no": a listed domain or one below it.
    fn at_public_domain(&self, domain: &str) -> bool {
        let dotted = Zeroizing::new([".", domain].concat());
        dotted.match_indices('.').any(|(at, _)| dotted.get(at..).is_some_and(|end| self.knows(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::text::Buffers;

    fn spared(own: &[&str], message: &str) -> Vec<String> {
        let own: Vec<String> = own.iter().map(|entry| (*entry).to_owned()).collect();
        let lexicon = standard_lexicon();
        let text = Text::new(message, &lexicon, Buffers::default());
        let mut claims = Claims::with_buffers(Vec::new(), Vec::new());
        PublicBody::new(&own, true).detect(&text, &mut claims);
        claims.spares.iter().map(|spare| text.between(spare.span.start, spare.span.end).to_owned()).collect()
    }

    #[test]
    fn every_stretch_of_whole_groups_may_be_a_number() {
        let own = ["116117", "22 00 00 10", "+47 810 00 200", "02800", "113"];
        for (message, numbers) in [
            ("ring 116 117", &["116 117"] as &[&str]),
            ("ring 116117.", &["116117"]),
            ("22000010", &["22000010"]),
            ("22 00 00 10", &["22 00 00 10"]),
            ("+47 22 00 00 10", &["+47 22 00 00 10", "22 00 00 10"]),
            ("4722000010", &["4722000010"]),
            ("004722000010", &["004722000010"]),
            ("0047 81 00 02 00", &["0047 81 00 02 00", "81 00 02 00"]),
            ("02800 113", &["02800", "113"]),
            ("1 1 3", &["1 1 3"]),
            ("4822000010", &[]),
            ("004822000010", &[]),
            ("2800", &[]),
            ("1130", &[]),
            ("0113", &[]),
            ("220000101", &[]),
            ("2200 0010 5", &["2200 0010"]),
        ] {
            assert_eq!(spared(&own, message), numbers, "{message}");
        }
        assert!(spared(&["4722000010", "1234567"], "4722000010 1234567").is_empty(), "no number has this length");
    }
}
