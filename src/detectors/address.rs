//! Addresses: street and number, post office box, property in the land register.
//!
//! # What it finds
//! "Storgata 20 B", with flat, floor, c/o, post code and place where they belong to it; named places with a post
//! code ("Skogly, 2480 Koppang"); "Postboks 220". Bokmål, nynorsk, abbreviated, lower case.
//!
//! # What proves it
//! A word that is or ends in a street suffix, and a house number behind it; any capitalised name with a house number,
//! when a post code and a place follow or a word that speaks of an address stands before it.
//!
//! # What it leaves alone
//! Streets and places without a number, post codes by themselves, years.
//!
//! # Sources
//! Kartverket, "Adresseveileder" chapter 12; Geonorge, "Matrikkelen" (gnr, bnr, fnr, snr); Posten Bring on post codes.

use super::Detector;
use super::address_parts::{PLACE_ADJECTIVES, post_office, tail};
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Case, DigitRun, Needs, Style, Text, Word, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address;

/// Endings that make a word a street. Long ones may end any word; short ones are words of their own too.
const SUFFIXES: [&str; 76] = [
    "alleen",
    "aunet",
    "alle",
    "bakken",
    "bakkane",
    "berget",
    "brinken",
    "brygga",
    "bryggen",
    "bråten",
    "bukta",
    "dalen",
    "eggen",
    "ekra",
    "engen",
    "enga",
    "esplanaden",
    "faret",
    "flata",
    "gata",
    "gaten",
    "gate",
    "gjerdet",
    "grenda",
    "grend",
    "gropa",
    "hagen",
    "haugen",
    "havna",
    "holtet",
    "høgda",
    "høyden",
    "jordet",
    "kaia",
    "kaien",
    "kleiva",
    "kollen",
    "kroken",
    "lia",
    "lunden",
    "lyngen",
    "løkka",
    "marka",
    "moen",
    "myra",
    "parken",
    "plass",
    "plassen",
    "ringen",
    "rabben",
    "roa",
    "røa",
    "skogen",
    "skrenten",
    "smauet",
    "smuget",
    "spranget",
    "stien",
    "sti",
    "stranda",
    "stredet",
    "stubben",
    "svingen",
    "teigen",
    "terrasse",
    "terrassen",
    "tjernet",
    "torg",
    "torget",
    "tunet",
    "tun",
    "vegen",
    "veien",
    "vollen",
    "åsen",
    "åsane",
];

/// Endings so short that they make a street only of a compound or as a word behind a capitalised one.
const SHORT_SUFFIXES: [&str; 5] = ["vei", "veg", "kai", "løypa", "vika"];

/// Abbreviations that make a street with the word before them: "Storg. 5" is another matter, "Ole Vigs gt. 5" is not.
const ABBREVIATIONS: [&str; 8] = ["gt", "g", "v", "vn", "vg", "pl", "terr", "all"];

/// Roads that have numbers of their own.
const ROADS: [&str; 14] = [
    "riksvei",
    "riksveg",
    "riksveien",
    "riksvegen",
    "fylkesvei",
    "fylkesveg",
    "fylkesveien",
    "fylkesvegen",
    "europavei",
    "europaveg",
    "europaveien",
    "europavegen",
    "rv",
    "fv",
];

/// Words before the name that a street is called after.
const PREFIXES: [&str; 14] = [
    "st",
    "sankt",
    "dr",
    "doktor",
    "prof",
    "professor",
    "kong",
    "dronning",
    "prins",
    "prinsesse",
    "biskop",
    "kaptein",
    "general",
    "presten",
];

/// Words that are a street when they stand alone with a number ("gata 5"): too weak by themselves.
const WHOLE_WORDS: [&str; 12] =
    ["plassen", "plass", "parken", "hagen", "skogen", "stien", "veien", "vegen", "gata", "torget", "ringen", "dalen"];

impl Detector for Address {
    fn name(&self) -> &'static str {
        "address"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Address]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for run in text.runs().filter(|run| run.written() == Written::Figures) {
            for group in run.groups() {
                streets(text, &group, claims);
                named_place(text, &group, claims);
            }
        }
    }
}

/// Whether the word is a street by its ending.
fn is_street(folded: &str) -> bool {
    let long = SUFFIXES.iter().any(|suffix| folded.strip_suffix(suffix).is_some_and(|stem| stem.chars().count() >= 2));
    long || SHORT_SUFFIXES
        .iter()
        .any(|suffix| folded.strip_suffix(suffix).is_some_and(|stem| stem.chars().count() >= 3))
}

/// Whether the word, standing behind another, makes both a street: "Ole Vigs gate", "Øvre vei".
fn is_street_word(folded: &str) -> bool {
    SUFFIXES.contains(&folded) || SHORT_SUFFIXES.contains(&folded) || ABBREVIATIONS.contains(&folded)
}

/// A house number and the street before it.
fn streets(text: &Text<'_>, group: &DigitRun<'_>, claims: &mut Claims) {
    let span = group.span();
    let house = (group.len() <= 3 || (group.len() == 4 && post_office(text, span.end, false).is_some()))
        && group.number() > 0
        && !is_date_or_amount(text, span.end);
    let is_box = text.words_before(span.start, 1).next().is_some_and(|word| {
        matches!(text.folded(word), "postboks" | "boks" | "pb" | "postboks nr")
            && small(text.between(word.end, span.start))
    });
    if is_box && group.len() <= 5 {
        let Some(word) = text.words_before(span.start, 1).next() else { return };
        let end = post_office(text, span.end, true).unwrap_or(span.end);
        claims.add(Span::new(word.start, end), Label::Address, Confidence::Likely);
        return;
    }
    if !house {
        return;
    }
    let mut before = text.words_before(span.start, 6);
    let Some(last) = before.next() else { return };
    if !small(text.between(last.end, span.start)) || text.between(last.end, span.start).contains(',') {
        return;
    }
    let folded = text.folded(last);
    if last.is_glued() && !text.between(last.end, span.start).starts_with(['.', ' ']) || ROADS.contains(&folded) {
        return;
    }
    let lower = text.style() != Style::Sentences;
    let tail = tail(text, span.end);
    let office = post_office(text, tail, false);
    let called = text.words_before(last.start, 4).any(|word| word.has(Tag::CueAddress));
    // "Langs-åna 11": the capital stands before the hyphen.
    let hyphened = text
        .words_before(last.start, 1)
        .next()
        .filter(|word| word.is_capitalised() && text.between(word.end, last.start) == "-");
    let capital = last.is_capitalised() || hyphened.is_some();
    let known = is_street_word(folded) || is_street(folded);
    let (start, confidence) = if is_street(folded)
        && !(last.has(Tag::CommonWord) && last.case() == Case::Lower && !lower && office.is_none() && !called)
    {
        // "Nedre Slottsgate 5": a capitalised word before belongs to it when it is an adjective of place.
        (qualified(text, last), Confidence::Certain)
    } else if is_street_word(folded) {
        let Some(from) = name_before(text, last, lower) else {
            if WHOLE_WORDS.contains(&folded) && office.is_none() && !last.is_capitalised() {
                return;
            }
            let named = last.is_capitalised() && !last.starts_sentence();
            if office.is_none() && !called && !named {
                return;
            }
            claims.add(Span::new(last.start, office.unwrap_or(tail)), Label::Address, Confidence::Possible);
            return;
        };
        (from, Confidence::Certain)
    } else if (office.is_some() || called)
        && (capital || lower)
        && !known
        && (!is_no_street(last)
            || (office.is_some()
                && (called || !last.starts_sentence())
                && last.is_capitalised()
                && last.has(Tag::CommonWord)))
    {
        (
            name_before(text, last, false).or(hyphened.map(|word| word.start)).unwrap_or(last.start),
            if office.is_some() { Confidence::Certain } else { Confidence::Possible },
        )
    } else {
        return;
    };
    let start = care_of(text, start);
    claims.add(Span::new(start, office.unwrap_or(tail)), Label::Address, confidence);
}

/// "1. mai", "100 %", "5 kr".
fn is_date_or_amount(text: &Text<'_>, end: usize) -> bool {
    let rest = text.as_str().get(end..).unwrap_or("");
    let thousands = text
        .group_from(end)
        .is_some_and(|next| next.len() == 3 && matches!(text.between(end, next.span().start), " " | "\u{A0}" | "."));
    thousands
        || rest.trim_start_matches(' ').starts_with(['%', '°'])
        || text.words_after(end, 1).any(|word| {
            (word.has(Tag::Month) || word.has(Tag::CueMoney))
                && matches!(text.between(end, word.start), " " | ". " | "." | "")
        })
}

/// A house with a name and a post code, where the words before speak of an address: "bor på Skogly, 2480 Koppang".
fn named_place(text: &Text<'_>, code: &DigitRun<'_>, claims: &mut Claims) {
    if code.len() != 4 || !text.has(Tag::CueAddress) {
        return;
    }
    let Some(house) = text.words_before(code.span().start, 1).next() else { return };
    let gap = text.between(house.end, code.span().start);
    // "Storebakken gard"
    let farm = matches!(text.folded(house), "gard" | "gård" | "gaard" | "bruk" | "hytte");
    let named =
        matches!(gap, ", " | "," | "\n") && (house.is_capitalised() || farm || text.style() != Style::Sentences);
    if !named
        || (is_no_street(house) && !farm)
        || !text.words_before(house.start, 4).any(|word| word.has(Tag::CueAddress))
    {
        return;
    }
    if let Some(end) = post_office(text, house.end, false) {
        claims.add(
            Span::new(name_before(text, house, false).unwrap_or(house.start), end),
            Label::Address,
            Confidence::Likely,
        );
    }
}

fn is_no_street(word: &Word) -> bool {
    word.has(Tag::Month)
        || word.has(Tag::CommonWord)
        || word.has(Tag::CueMoney)
        || word.tags().any_of(super::cues::NUMBER_CUES)
        || word.has(Tag::CueAddress)
        || word.has(Tag::CueFirm)
        || word.has(Tag::Medicine)
        || word.has(Tag::Health)
}

fn small(gap: &str) -> bool {
    gap.chars().count() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '.' | '\u{A0}' | ','))
}

/// The start of the words before a street word that name it: "Ole Vigs", "Dr. Martha Persens", "Øvre".
fn name_before(text: &Text<'_>, street: &Word, lower: bool) -> Option<usize> {
    let mut start = None;
    let mut end = street.start;
    for word in text.words_before(street.start, 4) {
        let joined = matches!(text.between(word.end, end), " " | ". " | "-" | "." | "\u{A0}");
        let genitive = text.folded(word).ends_with('s');
        let prefix = start.is_some() && PREFIXES.contains(&text.folded(word));
        let begins =
            word.starts_sentence() && word.has(Tag::CommonWord) && !genitive && !word.has(Tag::Surname) && !prefix;
        if !joined || begins || word.has(Tag::CueAddress) {
            break;
        }
        let named = genitive || word.has(Tag::GivenName) || word.has(Tag::Surname);
        if word.is_capitalised() || prefix || (lower && start.is_none() && named) {
            start = Some(word.start);
        } else if start.is_none() || !word.has(Tag::NameParticle) {
            break;
        }
        end = word.start;
    }
    start
}

/// The start of a street with the adjective or name of place before it.
fn qualified(text: &Text<'_>, street: &Word) -> usize {
    text.words_before(street.start, 1)
        .next()
        .filter(|word| {
            PLACE_ADJECTIVES.contains(&text.folded(word)) && matches!(text.between(word.end, street.start), " " | ". ")
        })
        .map_or(street.start, |word| word.start)
}

/// Back over "c/o Hansen," before a street.
fn care_of(text: &Text<'_>, start: usize) -> usize {
    let words: Vec<&Word> = text.words_before(start, 5).collect();
    for pair in words.windows(2) {
        if let [o, c] = pair {
            if text.folded(o) == "o" && text.folded(c) == "c" && text.between(c.end, o.start) == "/" {
                return c.start;
            }
        }
    }
    start
}
