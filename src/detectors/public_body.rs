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
use crate::text::{DigitRun, Needs, Text};

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

    fn knows_number(&self, digits: &[u8]) -> bool {
        numbered(digits.iter().copied()).is_some_and(|number| self.numbers.binary_search(&number).is_ok())
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
            for length in [3, 4, 5, 6, 8, 10, 12] {
                for window in run.windows(length) {
                    self.number(text, &window, claims);
                }
            }
        }
        if text.has_at() {
            for (at, _) in text.as_str().match_indices('@') {
                self.address(text.as_str(), at, claims);
            }
        }
    }
}

impl PublicBody {
    fn number(&self, text: &Text<'_>, window: &DigitRun<'_>, claims: &mut Claims) {
        let mut digits = [0_u8; MOST_DIGITS];
        for (to, from) in digits.iter_mut().zip(window.digits()) {
            *to = b'0' + from.value();
        }
        let Some(written) = digits.get(..window.len()) else { return };
        let subscriber = match window.len() {
            10 => written.strip_prefix(b"47"),
            12 => written.strip_prefix(b"0047"),
            _ => Some(written),
        };
        if subscriber.is_some_and(|number| self.knows_number(number)) {
            let span = window.span();
            let before = text.between(0, span.start);
            let start = before.trim_end_matches(['+', '(', ' ']).len();
            // Only a sign that belongs to the number; spaces before it stay outside.
            let sign = before.get(start..).and_then(|gap| gap.find(['+', '('])).map_or(span.start, |at| start + at);
            claims.spare_label(Span::new(sign, span.end), Label::Phone);
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
