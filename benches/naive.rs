//! What most would write first: a regular expression for each kind of number, a hash set for each dictionary.
//!
//! It is written as such code is written with care: boundaries and digits are ASCII, so that the regexes stay in their
//! fast engine on text with æøå; check digits are verified; a word is folded once. It reads the dictionaries that the
//! crate reads. It gives the crate's answers in plain sentences, see `plain.rs`, and stops there: no context, no
//! spellings, no compounds, no conversation.

use std::collections::HashSet;
use std::ops::Range;

use regex::Regex;

/// What of the work it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// National number, phone, e-mail, account, card, IP address; names and health. The least a service asks for.
    Few,
    /// A regex for every other kind too that the crate finds by default and that a regex can find.
    Every,
}

/// A stretch that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub span: Range<usize>,
    pub kind: &'static str,
    placeholder: &'static str,
}

struct Pattern {
    kind: &'static str,
    placeholder: &'static str,
    regex: Regex,
    /// Says whether the digits of what the regex found are right.
    holds: fn(&str) -> bool,
}

pub struct Naive {
    patterns: Vec<Pattern>,
    word: Regex,
    /// Names as they are looked up with a capital.
    names: HashSet<String>,
    /// Names that count in lower case too.
    usual: HashSet<String>,
    health: HashSet<String>,
}

type Kind = (&'static str, &'static str, &'static str, fn(&str) -> bool);

/// The first ones win where two find the same.
const FEW: &[Kind] = &[
    ("national_id", "[FØDSELSNUMMER]", r"(?-u:\b)[0-9]{6} ?[0-9]{5}(?-u:\b)", national_id),
    (
        "bank_account",
        "[KONTONUMMER]",
        r"(?-u:\b)[0-9]{4}(?:\.[0-9]{2}\.| [0-9]{2} |[0-9]{2})[0-9]{5}(?-u:\b)",
        bank_account,
    ),
    ("payment_card", "[KORTNUMMER]", r"(?-u:\b)[0-9]{4}(?:[ -]?[0-9]{4}){3}(?-u:\b)", luhn),
    (
        "phone",
        "[TELEFON]",
        r"(?:(?:\+|(?-u:\b)00)47 ?)?(?-u:\b)[2-9](?:[0-9]{7}|[0-9]{2} [0-9]{2} [0-9]{3}|[0-9] [0-9]{2} [0-9]{2} [0-9]{2})(?-u:\b)|\+47[2-9][0-9]{7}(?-u:\b)",
        always,
    ),
    ("email", "[E-POST]", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?-u:\b)", always),
    ("ip_address", "[IP-ADRESSE]", r"(?-u:\b)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?-u:\b)", octets),
];

const REST: &[Kind] = &[
    ("iban", "[IBAN]", r"(?-u:\b)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?-u:\b)", iban),
    ("duf_nummer", "[DUF-NUMMER]", r"(?-u:\b)20[0-9]{2} ?[0-9]{6} ?[0-9]{2}(?-u:\b)", always),
    (
        "birth_date",
        "[FØDSELSDATO]",
        r"(?-u:\b)(?:født|fødd|f\.) ([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{1,2}\. ?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember) [0-9]{4})",
        always,
    ),
    (
        "address",
        "[ADRESSE]",
        r"(?-u:\b)[A-ZÆØÅ][a-zæøå]+(?:gata|gaten|vegen|veien|vei|veg|gate) [0-9]{1,3} ?[A-Z]?(?:, [0-9]{4} [A-ZÆØÅ][a-zæøå]+)?(?-u:\b)",
        always,
    ),
    ("address", "[ADRESSE]", r"(?-u:\b)[Gg]nr\.? ?[0-9]+,? [Bb]nr\.? ?[0-9]+(?-u:\b)", always),
    ("licence_plate", "[BILSKILT]", r"(?-u:\b)[A-HJ-PR-Z]{2} ?[0-9]{5}(?-u:\b)", always),
    ("passport", "[PASSNUMMER]", r"(?i:pass(?:nummer|nr)) ([A-Z]{3}[0-9]{6})(?-u:\b)", always),
    ("hpr_number", "[HPR-NUMMER]", r"(?i:hpr)(?:-nummer)? ([0-9]{6,9})(?-u:\b)", always),
    ("case_number", "[SAKSNUMMER]", r"(?i:saksnr|saksnummer|sak) ([0-9]{2,4}/[0-9]+)(?-u:\b)", always),
    ("user_handle", "[BRUKERNAVN]", r"(?i:brukernavn): ([A-Za-z0-9_.]+)", always),
    (
        "url",
        "[LENKE]",
        r"https?://(?:www\.)?(?:facebook|linkedin|instagram|github|twitter)\.com/(?:in/)?[A-Za-z0-9._-]+",
        always,
    ),
];

const GIVEN: &[&str] = &[
    include_str!("../dictionaries/given-names-norwegian.txt"),
    include_str!("../dictionaries/given-names-nordic.txt"),
    include_str!("../dictionaries/given-names-western.txt"),
    include_str!("../dictionaries/given-names-sami-kven.txt"),
    include_str!("../dictionaries/given-names-eastern-europe.txt"),
    include_str!("../dictionaries/given-names-middle-east.txt"),
    include_str!("../dictionaries/given-names-africa.txt"),
    include_str!("../dictionaries/given-names-asia.txt"),
];
const SURNAMES: &[&str] = &[
    include_str!("../dictionaries/surnames-norwegian.txt"),
    include_str!("../dictionaries/surnames-western.txt"),
    include_str!("../dictionaries/surnames-eastern-europe.txt"),
    include_str!("../dictionaries/surnames-middle-east.txt"),
    include_str!("../dictionaries/surnames-africa.txt"),
    include_str!("../dictionaries/surnames-asia.txt"),
];
/// Words that are names besides: left alone, since nothing here reads the context.
const WORDS: &[&str] = &[
    include_str!("../dictionaries/names-also-words.txt"),
    include_str!("../dictionaries/common-function-words.txt"),
    include_str!("../dictionaries/common-verbs.txt"),
    include_str!("../dictionaries/common-nouns.txt"),
    include_str!("../dictionaries/common-adjectives.txt"),
    include_str!("../dictionaries/common-dialect.txt"),
];
const HEALTH: &[&str] = &[
    include_str!("../dictionaries/health-diseases.txt"),
    include_str!("../dictionaries/health-symptoms.txt"),
    include_str!("../dictionaries/health-treatments.txt"),
    include_str!("../dictionaries/health-mental.txt"),
    include_str!("../dictionaries/medicines.txt"),
];

impl Naive {
    pub fn new(kinds: Kinds) -> Naive {
        let rest = if kinds == Kinds::Every { REST } else { &[] };
        let patterns = FEW
            .iter()
            .chain(rest)
            .map(|(kind, placeholder, pattern, holds)| Pattern {
                kind,
                placeholder,
                regex: Regex::new(pattern).expect("the pattern is a regex"),
                holds: *holds,
            })
            .collect();
        let words: HashSet<&str> = WORDS.iter().flat_map(|file| terms(file)).map(|(term, _)| term).collect();
        let single = |term: &str| !term.contains(' ') && !words.contains(term);
        let names = GIVEN.iter().chain(SURNAMES).flat_map(|file| terms(file)).map(|(term, _)| term);
        let usual = terms(include_str!("../dictionaries/names-usual.txt")).map(|(term, _)| term);
        Naive {
            patterns,
            word: Regex::new(r"\w+").expect("the pattern is a regex"),
            names: names.filter(|name| single(name)).map(str::to_owned).collect(),
            usual: usual.filter(|name| single(name)).map(str::to_owned).collect(),
            health: HEALTH.iter().flat_map(|file| terms(file)).flat_map(forms).collect(),
        }
    }

    /// What is found, sorted and disjoint.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        for pattern in &self.patterns {
            for captures in pattern.regex.captures_iter(text) {
                // A cue stands before the group that is the value.
                let Some(value) = captures.get(1).or_else(|| captures.get(0)) else { continue };
                if (pattern.holds)(value.as_str()) {
                    found.push(Found { span: value.range(), kind: pattern.kind, placeholder: pattern.placeholder });
                }
            }
        }
        self.words(text, &mut found);
        found.sort_by_key(|one| one.span.start);
        let mut end = 0;
        found.retain(|one| {
            let apart = one.span.start >= end;
            end = if apart { one.span.end } else { end };
            apart
        });
        found
    }

    fn words(&self, text: &str, found: &mut Vec<Found>) {
        for word in self.word.find_iter(text) {
            let folded = word.as_str().to_lowercase();
            let capital = word.as_str().starts_with(char::is_uppercase);
            if if capital { &self.names } else { &self.usual }.contains(&folded) {
                // The parts of a name are one finding.
                match found.last_mut() {
                    Some(last) if last.kind == "name" && matches!(&text[last.span.end..word.start()], " " | "-") => {
                        last.span.end = word.end();
                    }
                    _ => found.push(Found { span: word.range(), kind: "name", placeholder: "[NAVN]" }),
                }
            } else if self.health.contains(&folded) {
                found.push(Found { span: word.range(), kind: "health", placeholder: "[HELSE]" });
            }
        }
    }

    /// The text with placeholders in place of what is found.
    pub fn scrub(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        for one in self.find(text) {
            masked.push_str(&text[at..one.span.start]);
            masked.push_str(one.placeholder);
            at = one.span.end;
        }
        masked.push_str(&text[at..]);
        masked
    }
}

/// The terms of a dictionary with what stands behind them; words of everyday use (`weak`) need a context and are left
/// out.
fn terms(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter(|line| !line.starts_with('#') && !line.ends_with("\tweak")).map(|line| {
        let (term, rest) = line.split_once('\t').unwrap_or((line, ""));
        (term, rest.split('\t').next().unwrap_or(""))
    })
}

/// A term with the endings of its class.
fn forms((term, class): (&str, &str)) -> Vec<String> {
    let endings: &[&str] = match class {
        "m" => &["", "en", "er", "ene", "n", "r", "ne"],
        "f" => &["", "a", "en", "er", "ene", "n", "r", "ne"],
        "n" => &["", "et", "a", "ene", "t"],
        "a" => &["", "e", "t"],
        _ => &[""],
    };
    endings.iter().map(|ending| format!("{term}{ending}")).collect()
}

fn always(_: &str) -> bool {
    true
}

fn digits(value: &str) -> Vec<u32> {
    value.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn weighed(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// A date, 40 or 80 added to the day or the month, and both check digits.
fn national_id(value: &str) -> bool {
    let digits = digits(value);
    let (day, month) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]);
    (1..=31).contains(&(day % 40))
        && (1..=12).contains(&(month % 40))
        && weighed(&digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
        && weighed(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
}

fn bank_account(value: &str) -> bool {
    weighed(&digits(value), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
}

fn luhn(value: &str) -> bool {
    let doubled = |(place, digit): (usize, u32)| match place % 2 {
        0 => digit,
        _ if digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    };
    digits(value).into_iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

fn octets(value: &str) -> bool {
    value.split('.').all(|octet| octet.parse::<u8>().is_ok())
}

fn iban(value: &str) -> bool {
    let value: String = value.chars().filter(|c| *c != ' ').collect();
    let (head, tail) = value.split_at(4);
    let rest = tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit > 9 { 100 } else { 10 };
        (rest * shift + digit) % 97
    });
    rest == 1
}
