//! Health information.
//!
//! # What it finds
//! Diseases, symptoms, treatments, medicines, conditions and aids of the dictionaries, inflected, with the part of the
//! body and the words that belong to them ("prolaps i nakken", "kronisk bronkitt", "39,5 i feber"); complaints about a
//! part of the body ("vondt i magen", "brukket tå"); codes of diagnoses ("F32.1").
//!
//! # What proves it
//! The dictionaries. A weak term, which is an everyday word too, counts when the message holds a strong one and speaks
//! of a person.
//!
//! # What it leaves alone
//! Weak terms by themselves; services, professions and forms of the health sector; parts of the body without a
//! complaint.
//!
//! # Sources
//! The dictionaries of health in `dictionaries/`; GDPR article 9 on what is health data; the build of ICD-10 codes.

use super::Detector;
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Case, Gap, Style, Text, Word};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Health;

impl Detector for Health {
    fn name(&self) -> &'static str {
        "health"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Health]
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        const SPEAKS: Tags = Tags::of(Tag::Health).and(Tag::HealthWeak);
        let strong = text.has(Tag::Health);
        if strong || text.has(Tag::HealthWeak) {
            let supported = strong && text.has(Tag::FirstPerson);
            let mut claim = |span: Span, tags: Tags| {
                if tags.has(Tag::Health) {
                    claims.add(extended(text, span), Label::Health, Confidence::Likely);
                } else if tags.has(Tag::HealthWeak) && supported {
                    claims.add(extended(text, span), Label::Health, Confidence::Possible);
                }
            };
            for word in text.words().iter().filter(|word| word.tags().any_of(SPEAKS) && !word.is_glued()) {
                if word.has(Tag::HealthWeak) && !word.has(Tag::Health) && stands_out(text, word) {
                    claim(word.span(), Tags::of(Tag::Health));
                } else if word.has(Tag::Health) || !word.has(Tag::CommonWord) {
                    claim(word.span(), word.tags());
                }
            }
            for phrase in text.phrases().iter().filter(|phrase| phrase.tags().any_of(SPEAKS)) {
                claim(text.phrase_span(phrase), phrase.tags());
            }
        }
        if text.has(Tag::BodyPart) {
            complaints(text, claims);
        }
        if text.has_digits() {
            codes(text, claims);
        }
    }
}

/// Whether a weak term is no everyday word where it stands: an abbreviation in capitals behind "har" or "pga" ("har
/// MS"), a part of the body behind it ("brudd i foten"), somebody who got it ("mamma fikk slag i fjor").
fn stands_out(text: &Text<'_>, word: &Word) -> bool {
    let mut before = text.words_before(word.start, 2);
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
    let person = before
        .next()
        .is_some_and(|who| who.has(Tag::FirstPerson) || who.has(Tag::CueRelative) || who.has(Tag::GivenName));
    let followed = text.words_after(word.end, 1).next().is_some_and(|next| {
        matches!(text.folded(next), "på" | "av" | "mot" | "om" | "etter" | "til" | "for" | "fra" | "frå")
    });
    person && !followed && is(&["fikk", "fekk", "fått", "hatt"])
}

const PREPOSITIONS: [&str; 8] = ["i", "på", "av", "rundt", "ved", "under", "over", "mot"];
const QUALITIES: [&str; 38] = [
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
];
/// What has happened to a part of the body.
const HARMED: [&str; 24] = [
    "brukket",
    "brekt",
    "brekte",
    "brakk",
    "brukne",
    "forstuet",
    "forstua",
    "vrikket",
    "vrikka",
    "knekt",
    "knekte",
    "forslått",
    "hoven",
    "hovent",
    "hovne",
    "nummen",
    "numne",
    "betent",
    "betente",
    "skadet",
    "skada",
    "opererte",
    "operert",
    "lam",
];
const COMPLAINTS: [&str; 22] = [
    "vondt", "vont", "ondt", "vond", "ilt", "smerter", "smerte", "smertar", "verk", "ont", "værk", "verker", "verkjer",
    "prikker", "stikker", "svir", "klør", "nummen", "hoven", "vondter", "tak", "krampe",
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
            let degrees = text.between(0, word.start).trim_end_matches(' ');
            if gap == " " && is(word, &["i"]) && degrees.ends_with(|c: char| c.is_ascii_digit()) && start == span.start
            {
                let number = degrees.chars().rev().take(5).take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
                start = degrees.len() - number.map(char::len_utf8).sum::<usize>();
            }
            break;
        }
    }
    let behind =
        part_behind(text, span.end).or_else(|| week_behind(text, span.end)).or_else(|| type_behind(text, span.end));
    Span::new(start, behind.unwrap_or(span.end))
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

/// "vondt i magen", "ilt i hovudet", "smerter i venstre kne", "brukket tå".
fn complaints(text: &Text<'_>, claims: &mut Claims) {
    for part in text.words().iter().filter(|word| word.has(Tag::BodyPart)) {
        let mut before = text.words_before(part.start, 4);
        let is = |word: Option<&Word>, forms: &[&str]| word.is_some_and(|word| forms.contains(&text.folded(word)));
        let mut nearest = before.next();
        if let Some(word) = nearest.filter(|_| is(nearest, &HARMED)) {
            if text.between(word.end, part.start) == " " {
                claims.add(Span::new(word.start, part.end), Label::Health, Confidence::Likely);
                continue;
            }
        }
        // One word between the preposition and the part: "i venstre kne".
        if !is(nearest, &PREPOSITIONS) && !nearest.is_some_and(|word| word.has(Tag::BodyPart)) {
            nearest = before.next();
        }
        let complaint = before.next();
        if let (true, Some(start)) = (is(nearest, &PREPOSITIONS) && is(complaint, &COMPLAINTS), complaint) {
            if !text.between(start.end, part.start).contains(['.', '\n', '?', '!']) {
                claims.add(Span::new(start.start, part.end), Label::Health, Confidence::Likely);
            }
        }
    }
}

/// Codes of diagnoses, ICD-10: a capital letter, two digits, a dot and a digit, in a message that speaks of health.
fn codes(text: &Text<'_>, claims: &mut Claims) {
    const SUPPORT: Tags =
        Tags::of(Tag::Health).and(Tag::HealthWeak).and(Tag::CueRole).and(Tag::Medicine).and(Tag::HealthService);
    let supported = text.words().iter().any(|word| word.tags().any_of(SUPPORT));
    if !supported {
        return;
    }
    for letter in text.words().iter().filter(|word| word.span().len() == 1 && word.is_capitalised()) {
        let Some(stem) = text.group_from(letter.end).filter(|stem| stem.len() == 2 && stem.span().start == letter.end)
        else {
            continue;
        };
        let Some(sub) = text.group_from(stem.span().end) else { continue };
        let dotted = sub.len() <= 2
            && sub.digits().first().is_some_and(|digit| digit.gap() == Gap::Dot)
            && text.between(stem.span().end, sub.span().start) == ".";
        if dotted {
            claims.add(Span::new(letter.start, sub.span().end), Label::Health, Confidence::Likely);
        }
    }
}
