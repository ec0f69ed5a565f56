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
use super::address_parts::{PLACE_ADJECTIVES, chunk_end, flat_before, post_office, tail};
use super::cues::NUMBER_CUES;
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Case, DigitRun, Needs, Style, Text, Word, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address;

/// Endings that make a word a street, each with the fewest letters that stand before it: short ones make a street only
/// of a compound, or as a word behind a capitalised one. Sorted by their last three bytes, so that few are compared with
/// a word.
const ENDINGS: [(&str, usize); 81] = [
    ("kaia", 2),
    ("bakkane", 2),
    ("åsane", 2),
    ("plass", 2),
    ("flata", 2),
    ("gata", 2),
    ("gate", 2),
    ("rabben", 2),
    ("stubben", 2),
    ("esplanaden", 2),
    ("høyden", 2),
    ("lunden", 2),
    ("gjerdet", 2),
    ("jordet", 2),
    ("stredet", 2),
    ("alleen", 2),
    ("grend", 2),
    ("høgda", 2),
    ("bryggen", 2),
    ("eggen", 2),
    ("engen", 2),
    ("hagen", 2),
    ("haugen", 2),
    ("lyngen", 2),
    ("ringen", 2),
    ("skogen", 2),
    ("svingen", 2),
    ("teigen", 2),
    ("vegen", 2),
    ("berget", 2),
    ("smuget", 2),
    ("spranget", 2),
    ("torget", 2),
    ("brygga", 2),
    ("kaien", 2),
    ("stien", 2),
    ("veien", 2),
    ("vika", 3),
    ("kleiva", 2),
    ("kai", 3),
    ("bakken", 2),
    ("brinken", 2),
    ("kroken", 2),
    ("parken", 2),
    ("løkka", 2),
    ("ekra", 2),
    ("bukta", 2),
    ("dalen", 2),
    ("kollen", 2),
    ("vollen", 2),
    ("lia", 2),
    ("alle", 2),
    ("grenda", 2),
    ("stranda", 2),
    ("aunet", 2),
    ("tjernet", 2),
    ("tunet", 2),
    ("enga", 2),
    ("moen", 2),
    ("gropa", 2),
    ("torg", 2),
    ("faret", 2),
    ("marka", 2),
    ("roa", 2),
    ("plassen", 2),
    ("terrassen", 2),
    ("åsen", 2),
    ("terrasse", 2),
    ("sti", 2),
    ("bråten", 2),
    ("gaten", 2),
    ("skrenten", 2),
    ("holtet", 2),
    ("tun", 2),
    ("smauet", 2),
    ("veg", 3),
    ("vei", 3),
    ("havna", 2),
    ("løypa", 3),
    ("myra", 2),
    ("røa", 2),
];

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

/// The endings of streets that end in the same three bytes as the word.
fn endings_like(folded: &str) -> impl Iterator<Item = &'static (&'static str, usize)> {
    let last = last_three(folded);
    let first = ENDINGS.partition_point(|(ending, _)| last_three(ending) < last);
    ENDINGS.iter().skip(first).take_while(move |(ending, _)| last_three(ending) == last)
}

/// The last three bytes of a word, in an order; zero for a shorter word, which is no street.
fn last_three(word: &str) -> u32 {
    let last = word.as_bytes().last_chunk::<3>();
    last.map_or(0, |[a, b, c]| u32::from_be_bytes([0, *a, *b, *c]))
}

/// Whether the word is a street by its ending.
fn is_street(folded: &str) -> bool {
    endings_like(folded)
        .any(|(ending, least)| folded.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= *least))
}

/// Whether the word ends in one for a road, which names nothing else.
fn is_road(folded: &str) -> bool {
    const ROADS: [&str; 9] = ["gata", "gate", "gaten", "veien", "vegen", "vei", "veg", "gt", "vn"];
    ROADS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether the word is a street with an abbreviated ending: "Kirkevn", "storgt". Participles and words such as "ovn" end
/// in the same letters.
fn is_abbreviated_street(word: &Word, folded: &str) -> bool {
    const FEWEST: usize = 3;
    let (stem, gate) = match (folded.strip_suffix("gt"), folded.strip_suffix("vn")) {
        (Some(stem), _) => (stem, true),
        (_, Some(stem)) => (stem, false),
        _ => return false,
    };
    let known = word.tags().any_of(Tags::of(Tag::CommonWord).and(Tag::Verb).and(Tag::Health).and(Tag::HealthService));
    if known || stem.chars().count() < FEWEST {
        return false;
    }
    if gate {
        word.is_capitalised() || stem.ends_with(['s', 'r', 'e', 'k', 'd', 't', 'ø', 'm', 'p', 'g', 'b'])
    } else {
        let other =
            ["jev", "hev", "stev", "rev"].iter().any(|end| folded.strip_suffix('n').is_some_and(|w| w.ends_with(end)));
        !other && !stem.ends_with(['a', 'o', 'ø', 'å'])
    }
}

/// Whether the word, standing behind another, makes both a street: "Ole Vigs gate", "Øvre vei".
fn is_street_word(folded: &str) -> bool {
    endings_like(folded).any(|(ending, _)| folded == *ending) || ABBREVIATIONS.contains(&folded)
}

/// A house number and the street before it.
fn streets(text: &Text<'_>, group: &DigitRun<'_>, claims: &mut Claims) {
    let span = group.span();
    if group.len() > 5 {
        return;
    }
    let Some(mut last) = text.words_before(span.start, 1).next() else { return };
    let mut gap = text.between(last.end, span.start);
    if !small(gap) {
        return;
    }
    // "Storgata nr. 5"
    if matches!(text.folded(last), "nr" | "nummer" | "nummar") {
        let is_named = |word: &&Word| is_street(text.folded(word)) && is_road(text.folded(word));
        let street = text.words_before(last.start, 1).next().filter(is_named);
        let Some(street) = street.filter(|street| text.between(street.end, last.start) == " ") else { return };
        (last, gap) = (street, " ");
    }
    let folded = text.folded(last);
    if matches!(folded, "postboks" | "boks" | "pb") {
        let end = post_office(text, span.end, true).unwrap_or(span.end);
        claims.add(Span::new(last.start, end), Label::Address, Confidence::Likely);
        return;
    }
    let lower = text.style() != Style::Sentences;
    let (by_ending, by_itself) = (is_street(folded) || is_abbreviated_street(last, folded), is_street_word(folded));
    // "storgata5": nothing but a road is glued to a number that way ("barnehagen2" is one of several).
    let glued = last.is_glued() && !gap.starts_with(['.', ' ']) && !(by_ending && is_road(folded));
    if group.len() > 4 || group.number() == 0 || gap.contains(',') || glued {
        return;
    }
    // What stands behind the number is read only where the word before it may be a street.
    let house = (by_ending || by_itself || may_name_street(text, last, lower))
        && !ROADS.contains(&folded)
        && (group.len() <= 3 || post_office(text, span.end, false).is_some())
        && !is_date_or_amount(text, span.end);
    if !house {
        return;
    }
    // An address never ends inside what is written together.
    let tail = chunk_end(text, tail(text, span.end));
    let office = post_office(text, tail, false);
    let called = text.words_before(last.start, 4).any(|word| word.has(Tag::CueAddress));
    let (start, confidence) = if by_ending
        && !(last.has(Tag::CommonWord) && last.case() == Case::Lower && !lower && office.is_none() && !called)
    {
        // "Nedre Slottsgate 5": a capitalised word before belongs to it when it is an adjective of place.
        (qualified(text, last), Confidence::Certain)
    } else if by_itself {
        let Some(from) = date_before(text, last).or_else(|| name_before(text, last, lower)) else {
            if WHOLE_WORDS.contains(&folded) && office.is_none() && !last.is_capitalised() {
                return;
            }
            let named = last.is_capitalised() && !last.starts_sentence();
            if office.is_none() && !called && !named {
                return;
            }
            let start = flat_before(text, last.start);
            claims.add(Span::new(start, office.unwrap_or(tail)), Label::Address, Confidence::Possible);
            return;
        };
        (from, Confidence::Certain)
    } else if (office.is_some() || called)
        && !by_ending
        && (!is_no_street(last) || (office.is_some() && (called || !last.starts_sentence())))
    {
        let hyphened = capital_before_hyphen(text, last).map(|word| word.start);
        (
            name_before(text, last, false).or(hyphened).unwrap_or(last.start),
            if office.is_some() { Confidence::Certain } else { Confidence::Possible },
        )
    } else {
        return;
    };
    let start = care_of(text, flat_before(text, start));
    claims.add(Span::new(start, office.unwrap_or(tail)), Label::Address, confidence);
}

/// The start of the date that a street is called after: "17. mai gate 5".
fn date_before(text: &Text<'_>, street: &Word) -> Option<usize> {
    let month = text.words_before(street.start, 1).next().filter(|month| month.has(Tag::Month))?;
    let before = text.between(0, month.start).trim_end_matches([' ', '.']);
    let digits = before.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let near = month.start - before.len() <= 2 && text.between(month.end, street.start) == " ";
    (near && matches!(digits, 1 | 2)).then_some(before.len() - digits)
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

/// Whether a word that no ending makes a street may be one where a post code or a word for an address says so.
fn may_name_street(text: &Text<'_>, word: &Word, lower: bool) -> bool {
    (!is_no_street(word) || (word.is_capitalised() && word.has(Tag::CommonWord)))
        && (lower || word.is_capitalised() || capital_before_hyphen(text, word).is_some())
}

/// "Langs-åna 11": the capital stands before the hyphen.
fn capital_before_hyphen<'t>(text: &'t Text<'_>, word: &Word) -> Option<&'t Word> {
    let before = text.words_before(word.start, 1).next()?;
    (before.is_capitalised() && text.between(before.end, word.start) == "-").then_some(before)
}

fn is_no_street(word: &Word) -> bool {
    const OTHERS: Tags = NUMBER_CUES
        .and(Tag::Month)
        .and(Tag::CommonWord)
        .and(Tag::CueMoney)
        .and(Tag::CueAddress)
        .and(Tag::CueFirm)
        .and(Tag::Medicine)
        .and(Tag::Health);
    word.tags().any_of(OTHERS)
}

/// Whether the gap between a word and its number is no wider than three spaces, points and commas.
fn small(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '.' | '\u{A0}' | ',')) && gap.chars().count() <= 3
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_endings_says_what_a_look_at_each_says() {
        assert!(ENDINGS.is_sorted_by_key(|(ending, _)| last_three(ending)));
        let before = ["", "a", "å", "ab", "åå", "sol", "søl", "stor"];
        let behind = ["", "s", "n"];
        let words = ENDINGS.iter().map(|(ending, _)| *ending).chain(["", "g", "vei", "på", "nr", "timen", "åtte"]);
        for word in words.flat_map(|word| before.map(|before| format!("{before}{word}"))) {
            for word in behind.map(|behind| format!("{word}{behind}")) {
                let street = ENDINGS.iter().any(|(ending, least)| {
                    word.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= *least)
                });
                let by_itself = ENDINGS.iter().any(|(ending, _)| word == *ending);
                assert_eq!(is_street(&word), street, "{word}");
                assert_eq!(is_street_word(&word), by_itself || ABBREVIATIONS.contains(&word.as_str()), "{word}");
            }
        }
    }

    #[test]
    fn short_endings_want_more_before_them() {
        for (word, street) in
            [("solvei", true), ("øvei", false), ("vei", false), ("abgata", true), ("agata", false), ("bakkanes", false)]
        {
            assert_eq!(is_street(word), street, "{word}");
        }
        assert!(["vei", "gata", "åsen", "gt"].into_iter().all(is_street_word));
        assert!(["solvei", "a", "", "vegg"].into_iter().all(|word| !is_street_word(word)));
    }
}
