//! Patterns of health information: terms with what belongs to them, complaints about parts of the body, codes.

use std::cell::LazyCell;

use super::{body, statements};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Confidence, Span};
use crate::text::{Case, Gap, Style, Text, Word};

/// What a pattern found: a candidate, which the evidence around it confirms or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    pub(super) span: Span,
    pub(super) confidence: Confidence,
    /// Whether it is a term that is no everyday word too.
    pub(super) is_term: bool,
    /// Whether the span is a code, which holds no word to weigh.
    pub(super) is_code: bool,
}

impl Pattern {
    /// A likely one that is no code.
    pub(super) const fn likely(span: Span, is_term: bool) -> Pattern {
        Pattern { span, confidence: Confidence::Likely, is_term, is_code: false }
    }
}

/// Tags of words that are something else besides, or were only taken for a term.
const EVERYDAY: Tags = Tags::of(Tag::CommonWord).and(Tag::HealthWeak).and(Tag::Slip).and(Tag::Compound);

/// Every pattern of the text, in the order of their starts. Cost: one pass over the words, and sorting what is found.
pub(super) fn patterns(text: &Text<'_>) -> Vec<Pattern> {
    const SPEAKS: Tags = Tags::of(Tag::Health).and(Tag::HealthWeak);
    let mut found = Vec::new();
    let strong = text.has(Tag::Health);
    if strong || text.has(Tag::HealthWeak) {
        let supported = strong && text.has(Tag::FirstPerson);
        let mut claim = |span: Span, tags: Tags, is_term: bool| {
            let confidence = if tags.has(Tag::Health) { Confidence::Likely } else { Confidence::Possible };
            if tags.has(Tag::Health) || (tags.has(Tag::HealthWeak) && supported) {
                found.push(Pattern { span: extended(text, span), confidence, is_term, is_code: false });
            }
        };
        for word in text.words().iter().filter(|word| word.tags().any_of(SPEAKS) && !word.is_glued()) {
            if word.has(Tag::HealthWeak) && !word.has(Tag::Health) && statements::is_plain(text, word) {
                claim(word.span(), Tags::of(Tag::Health), true);
            } else if word.has(Tag::HealthWeak) && !word.has(Tag::Health) && stands_out(text, word) {
                claim(word.span(), Tags::of(Tag::Health), false);
            } else if word.has(Tag::Health) || !word.has(Tag::CommonWord) {
                claim(word.span(), word.tags(), word.has(Tag::Health) && !word.tags().any_of(EVERYDAY));
            }
        }
        for phrase in text.phrases().iter().filter(|phrase| phrase.tags().any_of(SPEAKS)) {
            claim(text.phrase_span(phrase), phrase.tags(), phrase.tags().has(Tag::Health));
        }
    }
    if text.has(Tag::BodyPart) {
        body::complaints(text, &mut found);
        body::states(text, &mut found);
    }
    if text.has_digits() {
        codes(text, &mut found);
    }
    found.sort_by_key(|pattern| pattern.span);
    found
}

/// Whether a weak term is no everyday word where it stands: an abbreviation in capitals behind "har" or "pga" ("har
/// MS"), a part of the body behind it ("brudd i foten"), somebody who got it or is it ("mamma fikk slag i fjor", "jeg er
/// blind").
fn stands_out(text: &Text<'_>, word: &Word) -> bool {
    let mut before = text.words_before(word.start, 4);
    let Some(nearest) = before.next().filter(|nearest| text.between(nearest.end, word.start) == " ") else {
        return false;
    };
    let is = |forms: &[&str]| forms.contains(&text.folded(nearest));
    let abbreviation = word.case() == Case::Upper && text.style() == Style::Sentences && word.span().len() <= 5;
    if abbreviation
        && is(&[
            "har",
            "hadde",
            "fått",
            "fikk",
            "fekk",
            "med",
            "pga",
            "grunnet",
            "grunna",
            "av",
            "mot",
            "diagnosen",
            "e",
            "er",
        ])
    {
        return true;
    }
    if part_behind(text, word.end).is_some()
        && is(&["fikk", "fekk", "har", "fått", "hadde", "et", "ett", "eit", "en", "ei", "med"])
    {
        return true;
    }
    if suffers(text, nearest) {
        return true;
    }
    const WHO: Tags = Tags::of(Tag::FirstPerson).and(Tag::CueRelative).and(Tag::GivenName);
    // "mamma har også fått drypp"
    let mut before = before.skip_while(|word| is_helping(text.folded(word)));
    let person = before
        .next()
        .is_some_and(|who| who.tags().any_of(WHO) || matches!(text.folded(who), "han" | "hun" | "ho" | "hu"));
    let followed = text.words_after(word.end, 1).next().is_some_and(|next| {
        matches!(text.folded(next), "på" | "av" | "mot" | "om" | "etter" | "til" | "for" | "fra" | "frå")
    });
    person && !followed && is(&["fikk", "fekk", "fått", "hatt", "er", "e", "var", "ble", "blei", "vart", "blir", "har"])
}

/// Whether the word, which stands before a weak term, belongs to what is said of illness: "sliter med", "hjemme med".
fn suffers(text: &Text<'_>, link: &Word) -> bool {
    const SUFFERS: [&str; 19] = [
        "sliter",
        "slit",
        "slet",
        "slitt",
        "strever",
        "strevar",
        "plages",
        "plagast",
        "plaget",
        "plaga",
        "lider",
        "innlagt",
        "innlagd",
        "behandles",
        "behandlet",
        "behandla",
        "karantene",
        "hjemme",
        "heime",
    ];
    matches!(text.folded(link), "med" | "av" | "for")
        && text
            .words_before(link.start, 1)
            .any(|verb| SUFFERS.contains(&text.folded(verb)) && text.between(verb.end, link.start) == " ")
}

/// Whether a word may stand between somebody and what they got.
fn is_helping(folded: &str) -> bool {
    matches!(folded, "har" | "hadde" | "nå" | "no" | "også" | "nettopp" | "akkurat" | "visst" | "dessverre" | "jo")
}

/// What may stand between a complaint and a part of the body.
pub(super) const PREPOSITIONS: [&str; 10] = ["i", "på", "av", "rundt", "ved", "under", "over", "mot", "bak", "mellom"];
const QUALITIES: [&str; 50] = [
    "kronisk",
    "kroniske",
    "akutt",
    "akutte",
    "alvorlig",
    "alvorleg",
    "alvorlige",
    "alvorlege",
    "lett",
    "mild",
    "milde",
    "moderat",
    "moderate",
    "begynnende",
    "begynnande",
    "byrjande",
    "medfødt",
    "medfødd",
    "langtkommen",
    "uhelbredelig",
    "ubehandlet",
    "kraftig",
    "kraftige",
    "sterk",
    "sterke",
    "store",
    "dype",
    "uspesifikk",
    "spesifikke",
    "arvelig",
    "arveleg",
    "ondartet",
    "godartet",
    "venstresidig",
    "høyresidig",
    "dobbeltsidig",
    "tilbakevendende",
    "stygt",
    "sjelden",
    "sjelda",
    "sjeldan",
    "smittsom",
    "langvarig",
    "langvarige",
    "konstante",
    "vedvarende",
    "vedvarande",
    "voldsom",
    "voldsomme",
    "konstant",
];
/// The term with what belongs to it: qualities before, the part of the body or a value behind.
fn extended(text: &Text<'_>, span: Span) -> Span {
    let mut start = span.start;
    let is = |word: &Word, forms: &[&str]| forms.contains(&text.folded(word));
    for word in text.words_before(span.start, 2) {
        let gap = text.between(word.end, start);
        let numbered = is(word, &["type"]) && gap.len() <= 4 && gap.contains(|c: char| c.is_ascii_digit());
        if numbered || (gap == " " && is(word, &QUALITIES)) {
            start = word.start;
        } else {
            // "39,5 i feber"
            if gap == " " && is(word, &["i"]) && start == span.start {
                let degrees = text.between(0, word.start).trim_end_matches(' ');
                let number = degrees.chars().rev().take(5).take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
                if degrees.ends_with(|c: char| c.is_ascii_digit()) {
                    start = degrees.len() - number.map(char::len_utf8).sum::<usize>();
                }
            }
            break;
        }
    }
    Span::new(verb_before(text, start).unwrap_or(start), end_of(text, span.end))
}

/// The end of what belongs to a term that ends here: the part of the body, a week, a type; its own end when nothing does.
pub(super) fn end_of(text: &Text<'_>, end: usize) -> usize {
    if let Some(end) = statements::value_behind(text, end) {
        return end;
    }
    // The farthest is "uke" in " i uke 31".
    if text.words_after(end, 1).all(|next| next.start > end + " i ".len()) {
        return end;
    }
    part_behind(text, end).or_else(|| week_behind(text, end)).or_else(|| type_behind(text, end)).unwrap_or(end)
}

/// The end of "type 2", "grad 3" behind a term.
fn type_behind(text: &Text<'_>, end: usize) -> Option<usize> {
    let kind =
        text.words_after(end, 1).next().filter(|word| matches!(text.folded(word), "type" | "grad" | "stadium"))?;
    let number = text.group_from(kind.end)?;
    let near = text.between(end, kind.start) == " " && text.between(kind.end, number.span().start) == " ";
    (near && number.len() == 1).then(|| number.span().end)
}

/// The end of "i venstre skulder", "rundt auga" behind a term.
fn part_behind(text: &Text<'_>, end: usize) -> Option<usize> {
    let mut words = text.words_after(end, 4);
    let first = words.next().filter(|word| PREPOSITIONS.contains(&text.folded(word)))?;
    let mut before = first.end;
    (text.between(end, first.start) == " ").then_some(())?;
    for word in words {
        if text.between(before, word.start).chars().any(|c| !c.is_whitespace()) {
            return None;
        }
        if word.has(Tag::BodyPart) {
            return Some(word.end);
        }
        before = word.end;
    }
    None
}

/// The end of "i uke 31" behind a term.
fn week_behind(text: &Text<'_>, end: usize) -> Option<usize> {
    let week = text
        .words_after(end, 2)
        .find(|word| matches!(text.folded(word), "uke" | "veke" | "vecka" | "måned" | "månad"))?;
    let number = text.group_from(week.end)?;
    let near = text.between(end, week.start).len() <= 3 && text.between(week.end, number.span().start) == " ";
    (near && number.len() <= 2).then(|| number.span().end)
}

/// Where what is done about the term or for it begins: "operert for", "gråter av".
fn verb_before(text: &Text<'_>, start: usize) -> Option<usize> {
    let mut before = text.words_before(start, 3);
    let link = before.next().filter(|link| text.between(link.end, start) == " ")?;
    match text.folded(link) {
        "etter" | "for" | "mot" | "med" | "grunnet" => mended(text, link, before.next()?),
        "av" | "i" | "pga" | "from" | "grunna" => suffering(text, start, before),
        _ => None,
    }
}

/// Where the words begin that say what is done about the term: "rehabilitering etter", "operert for".
fn mended(text: &Text<'_>, link: &Word, noun: &Word) -> Option<usize> {
    const MENDS: [&str; 14] = [
        "rehabilitering",
        "rehabilitert",
        "opptrening",
        "operert",
        "opereres",
        "opererast",
        "operasjon",
        "behandles",
        "behandlast",
        "behandlet",
        "behandla",
        "utredes",
        "utreddast",
        "innlagt",
    ];
    (MENDS.contains(&text.folded(noun)) && text.between(noun.end, link.start) == " ").then_some(noun.start)
}

/// Where what somebody does for pain begins: "gråter av smerte", "vrir seg i magekramper".
fn suffering<'w>(text: &Text<'_>, start: usize, mut before: impl Iterator<Item = &'w Word>) -> Option<usize> {
    const SUFFERS: [&str; 24] = [
        "gråter",
        "gråt",
        "græt",
        "grine",
        "griner",
        "skriker",
        "skrik",
        "skrek",
        "hyler",
        "ylar",
        "vrir",
        "vrei",
        "vred",
        "vrenger",
        "stønner",
        "stønnar",
        "jamrer",
        "jamrar",
        "krøker",
        "besvimer",
        "besvimte",
        "besvimt",
        "spyr",
        "kaldsvetter",
    ];
    let verb = before.find(|word| SUFFERS.contains(&text.folded(word)))?;
    (text.between(verb.end, start).len() <= 12).then_some(verb.start)
}

/// Codes of diagnoses. ICD-10: a capital letter, two digits, a dot and a digit or two, in a message that speaks of
/// health; ICPC-2 and ICD-10 without the dot: a capital letter and two digits behind a word for a diagnosis or a code.
fn codes(text: &Text<'_>, found: &mut Vec<Pattern>) {
    const SUPPORT: Tags =
        Tags::of(Tag::Health).and(Tag::HealthWeak).and(Tag::CueRole).and(Tag::Medicine).and(Tag::HealthService);
    const REACH: usize = 5;
    const CUES: [&str; 6] = ["diagnos", "icpc", "icd", "kode", "sykmeld", "sjukmeld"];
    /// Those that speak of nothing else, so that a small letter before the digits is enough.
    const DIAGNOSES: [&str; 3] = ["diagnos", "icpc", "icd"];
    let supported = LazyCell::new(|| text.words().iter().any(|word| word.tags().any_of(SUPPORT)));
    let small = LazyCell::new(|| {
        text.words().iter().any(|word| DIAGNOSES.iter().any(|cue| text.folded(word).starts_with(cue)))
    });
    for letter in text.words().iter().filter(|word| word.span().len() == 1 && (word.is_capitalised() || *small)) {
        let Some(stem) = text.group_from(letter.end).filter(|stem| stem.len() == 2 && stem.span().start == letter.end)
        else {
            continue;
        };
        let sub = text.group_from(stem.span().end).filter(|sub| {
            sub.len() <= 2
                && sub.digits().first().is_some_and(|digit| digit.gap() == Gap::Dot)
                && text.between(stem.span().end, sub.span().start) == "."
        });
        let called = text
            .words_before(letter.start, REACH)
            .any(|word| CUES.iter().any(|cue| text.folded(word).starts_with(cue) || text.folded(word).ends_with(cue)));
        let called = called && (letter.is_capitalised() || is_diagnosed(text, letter, &DIAGNOSES));
        if called || (letter.is_capitalised() && sub.is_some() && *supported) {
            let end = sub.map_or(stem.span().end, |sub| sub.span().end);
            let span = Span::new(letter.start, end);
            found.push(Pattern { span, confidence: Confidence::Likely, is_term: false, is_code: true });
        }
    }
}

/// Whether a word for a diagnosis stands in the words before, whatever the case of the letter.
fn is_diagnosed(text: &Text<'_>, letter: &Word, cues: &[&str]) -> bool {
    const REACH: usize = 3;
    text.words_before(letter.start, REACH).any(|word| cues.iter().any(|cue| text.folded(word).starts_with(cue)))
}
