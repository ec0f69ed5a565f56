//! Dates of birth.
//!
//! # What it finds
//! Dates in figures (3.5.1974, 03.05.74, 3/5-74, 1974-05-03, 030574, 03051974), with the month in words, and in
//! ordinals as dictated ("tredje i femte syttifire"), where they are given as somebody's birth.
//!
//! # What proves it
//! A word that speaks of birth near the date, with no other cue nearer; a full date in brackets or after a comma
//! directly behind a name; an old full date on a card that identifies somebody.
//!
//! # What it leaves alone
//! Every other date: appointments, deadlines, decisions, years.
//!
//! # Sources
//! GUIDE of forms in use: Språkrådet, "Dato og klokkeslett"; ISO 8601.

use super::{Detector, cues};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{DigitRun, Gap, Needs, Text, Word, Written, number_words};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct BirthDate;

impl Detector for BirthDate {
    fn name(&self) -> &'static str {
        "birth-date"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::BirthDate]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS.or(Needs::word(Tag::CueBirth))
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let speaks_of_persons =
            [Tag::CueBirth, Tag::GivenName, Tag::Surname, Tag::CueRelative].iter().any(|tag| text.has(*tag));
        let on_card = || text.words().iter().any(|word| CARDS.contains(&text.folded(word)));
        if !speaks_of_persons && !on_card() {
            return;
        }
        for run in text.runs() {
            let worded = run.groups().filter_map(|day| with_month(text, &day));
            for date in in_figures(&run).into_iter().chain(worded) {
                if let Some(confidence) = judge(text, &date) {
                    claims.add(date.span, Label::BirthDate, confidence);
                }
            }
        }
        if text.has(Tag::CueBirth) {
            in_ordinals(text, claims);
            if text.has(Tag::Month) {
                months_and_years(text, claims);
            }
        }
    }
}

struct Date {
    span: Span,
    /// Written with a year.
    full: bool,
}

/// How far before a date the word that speaks of birth may stand, and how far behind.
const REACH: usize = 7;
const REACH_BEHIND: usize = 4;

fn judge(text: &Text<'_>, date: &Date) -> Option<Confidence> {
    let mut before = text.words_before(date.span.start, REACH).filter(|word| speaks(text, word, date.span));
    match before.next() {
        Some(word) if word.has(Tag::CueBirth) => return Some(Confidence::Certain),
        Some(word) if !word.has(Tag::CueNationalId) && !word.has(Tag::CueRelative) => {}
        _ => {
            let behind = text.words_after(date.span.end, REACH_BEHIND);
            let near =
                behind.take_while(|word| !text.between(date.span.end, word.start).contains(['\n', '.', '?', ';']));
            if near.into_iter().any(|word| word.has(Tag::CueBirth) && text.folded(word).len() > 2) {
                return Some(Confidence::Likely);
            }
        }
    }
    let someones =
        follows_name(text, date.span) || follows_relative(text, date.span) || stands_on_card(text, date.span);
    (date.full && someones).then_some(Confidence::Likely)
}

/// Whether the word says what a date beside it is. "f" counts only directly before it.
fn speaks(text: &Text<'_>, word: &Word, date: Span) -> bool {
    const CUES: Tags = cues::NUMBER_CUES;
    if word.has(Tag::CueBirth) && text.folded(word).len() <= 2 {
        return text.between(word.end, date.start).chars().all(|c| matches!(c, '.' | ':' | ' '));
    }
    word.tags().only(CUES).without(Tag::CuePhone).without(Tag::CuePlate) != Tags::NONE
}

/// "Kari Nordmann (03.05.1874)", "Nordmann, Kari, 3.5.1874".
fn follows_name(text: &Text<'_>, date: Span) -> bool {
    let Some(word) = text.words_before(date.start, 1).next() else { return false };
    let named = (word.has(Tag::GivenName) || word.has(Tag::Surname) || word.has(Tag::Placeholder))
        && !word.has(Tag::NameMostlyWord)
        && !word.has(Tag::Month)
        && (word.is_capitalised() || word.has(Tag::GivenName));
    // "Ragnvald Drangedal": an unknown surname behind a given name.
    let behind_name = word.is_capitalised()
        && text.words_before(word.start, 1).any(|given| {
            given.has(Tag::GivenName) && given.is_capitalised() && text.between(given.end, word.start) == " "
        });
    let named = named || behind_name;
    named
        && matches!(text.between(word.end, date.start), " (" | ", " | " " | "," | "\n" | " f. " | " - " | " – " | "; ")
}

/// What identifies its bearer.
const CARDS: [&str; 16] = [
    "kort",
    "kortet",
    "førerkort",
    "førerkortet",
    "førarkort",
    "førarkortet",
    "legitimasjon",
    "legitimasjonen",
    "id-kort",
    "idkort",
    "pass",
    "passet",
    "helsekort",
    "armbånd",
    "armbåndet",
    "adgangskort",
];

/// "et førerkort med 12.08.1975": what identifies its bearer bears a date of birth, save dates of issue and of expiry,
/// which are of recent years.
fn stands_on_card(text: &Text<'_>, date: Span) -> bool {
    const RECENT: u32 = 2012;
    let year = text.runs().filter(|run| date.contains(run.span())).last().and_then(|run| run.groups().last());
    let old = year.is_some_and(|year| year.len() == 4 && (1850..RECENT).contains(&year.number()));
    old && text
        .words_before(date.start, 3)
        .take_while(|word| !text.between(word.end, date.start).contains(['.', '\n', '?', ';']))
        .any(|word| CARDS.contains(&text.folded(word)))
}

/// "eldstemann kom 15.06.21", "tvillingene er fra 30.10.2016".
fn follows_relative(text: &Text<'_>, date: Span) -> bool {
    let mut before = text.words_before(date.start, 4).skip_while(|word| {
        matches!(
            text.folded(word),
            "kom" | "er" | "e" | "fra" | "frå" | "ble" | "vart" | "blei" | "den" | "min" | "mi" | "vår"
        )
    });
    before.next().is_some_and(|word| {
        word.has(Tag::CueRelative) && !text.between(word.end, date.start).contains(['.', '\n', '?'])
    })
}

fn is_day_month(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

fn is_year(year: u32, digits: usize) -> bool {
    digits == 2 || (digits == 4 && (1850..=2039).contains(&year))
}

/// Dates in figures: every stretch of groups of the run that reads as one.
fn in_figures(run: &DigitRun<'_>) -> Vec<Date> {
    let mut found = Vec::new();
    if run.written() == Written::Words && !matches!(run.len(), 6 | 8) {
        return found;
    }
    let groups: Vec<DigitRun<'_>> = run.groups().take(64).collect();
    let span = |from: &DigitRun<'_>, to: &DigitRun<'_>| Span::new(from.span().start, to.span().end);
    let mut at = 0;
    while let Some(first) = groups.get(at) {
        at += 1;
        if run.written() == Written::Words {
            found.push(Date { span: run.span(), full: true });
            break;
        }
        if matches!(first.len(), 6 | 8) && groups.get(at).is_none_or(|next| next.len() != 5) && together(first) {
            found.push(Date { span: first.span(), full: true });
            continue;
        }
        let (Some(second), third) = (groups.get(at), groups.get(at + 1)) else { continue };
        if (first.len(), second.len()) == (4, 4) && day_and_month(first) && is_year(second.number(), 4) {
            found.push(Date { span: span(first, second), full: true });
            at += 1;
            continue;
        }
        let plain = |group: &DigitRun<'_>| {
            group
                .digits()
                .first()
                .is_some_and(|digit| matches!(digit.gap(), Gap::Dot | Gap::Dash | Gap::Slash | Gap::Space))
        };
        if !plain(second) {
            continue;
        }
        let (a, b) = (first.number(), second.number());
        let short = first.len() <= 2 && second.len() <= 2;
        match third {
            Some(third) if plain(third) && short && is_day_month(a, b) && is_year(third.number(), third.len()) => {
                found.push(Date { span: span(first, third), full: true });
                at += 2;
            }
            Some(third) if plain(third) && first.len() == 4 && is_year(a, 4) && is_day_month(third.number(), b) => {
                found.push(Date { span: span(first, third), full: true });
                at += 2;
            }
            _ if short
                && is_day_month(a, b)
                && second.digits().first().is_some_and(|d| matches!(d.gap(), Gap::Dot | Gap::Slash)) =>
            {
                found.push(Date { span: span(first, second), full: false });
                at += 1;
            }
            _ => {}
        }
    }
    found
}

/// "0305": day and month written together.
fn day_and_month(group: &DigitRun<'_>) -> bool {
    let together = group.number();
    group.len() == 4 && is_day_month(together / 100, together % 100)
}

/// Six or eight digits written together: ddmmyy, ddmmyyyy, yyyymmdd.
fn together(group: &DigitRun<'_>) -> bool {
    let values: Vec<u32> = group.digits().iter().map(|digit| u32::from(digit.value())).collect();
    let two = |at: usize| match (values.get(at), values.get(at + 1)) {
        (Some(a), Some(b)) => a * 10 + b,
        _ => 0,
    };
    match values.len() {
        6 => is_day_month(two(0), two(2)),
        8 => {
            (is_day_month(two(0), two(2)) && is_year(two(4) * 100 + two(6), 4))
                || (is_year(two(0) * 100 + two(2), 4) && is_day_month(two(6), two(4)))
        }
        _ => false,
    }
}

/// "3. mai 1974", "3 mai", "mai 3, 1974", also "3.mai 74".
fn with_month(text: &Text<'_>, day: &DigitRun<'_>) -> Option<Date> {
    if !text.has(Tag::Month) || day.written() == Written::Words {
        return None;
    }
    if day.len() > 2 || !(1..=31).contains(&day.number()) {
        return None;
    }
    let span = day.span();
    let small = |gap: &str| gap.len() <= 4 && gap.chars().all(|c| matches!(c, ' ' | '.' | ',' | '\u{A0}' | '-' | '/'));
    let month = text
        .words_after(span.end, 1)
        .next()
        .filter(|word| word.has(Tag::Month) && small(text.between(span.end, word.start)));
    let month_before = text
        .words_before(span.start, 1)
        .next()
        .filter(|word| word.has(Tag::Month) && small(text.between(word.end, span.start)) && month.is_none());
    let (start, end) = match (month, month_before) {
        (Some(month), _) => (span.start, month.end),
        (None, Some(month)) => (month.start, span.end),
        (None, None) => return None,
    };
    let year = text.group_from(end).and_then(|year| {
        let gap = text.between(end, year.span().start);
        let gap = gap.strip_prefix(['\'', '’']).unwrap_or(gap);
        (small(gap) && is_year(year.number(), year.len())).then(|| year.span().end)
    });
    let end = year.unwrap_or_else(|| relative_year(text, end));
    Some(Date { span: Span::new(start, end), full: year.is_some() })
}

/// The end of "i fjor", "i år" behind a date.
fn relative_year(text: &Text<'_>, end: usize) -> usize {
    let mut words = text.words_after(end, 2);
    match (words.next(), words.next()) {
        (Some(i), Some(year))
            if text.folded(i) == "i"
                && matches!(text.folded(year), "fjor" | "år" | "forfjor")
                && text.between(end, year.start).len() <= 4 =>
        {
            year.end
        }
        _ => end,
    }
}

/// "oktober 1987", where a word speaks of birth.
fn months_and_years(text: &Text<'_>, claims: &mut Claims) {
    for month in text.words().iter().filter(|word| word.has(Tag::Month)) {
        let Some(year) = text.group_from(month.end).filter(|year| year.len() == 4 && is_year(year.number(), 4)) else {
            continue;
        };
        let date = Date { span: Span::new(month.start, year.span().end), full: false };
        if text.between(month.end, year.span().start) == " " {
            if let Some(confidence) = judge(text, &date) {
                claims.add(date.span, Label::BirthDate, confidence);
            }
        }
    }
}

/// "tredje i sjette åttini", "tjuende mai nitten sytti": an ordinal, a month, and the number words behind it.
fn in_ordinals(text: &Text<'_>, claims: &mut Claims) {
    let ordinal = |word: &Word| number_words::ordinal(text.folded(word)).is_some();
    let words = text.words();
    for (at, first) in words.iter().enumerate().filter(|(_, word)| ordinal(word)) {
        let mut rest = words.iter().skip(at + 1).peekable();
        rest.next_if(|word| matches!(text.folded(word), "i" | "den"));
        let Some(month) = rest.next_if(|word| ordinal(word) || word.has(Tag::Month)) else { continue };
        let mut end = month.end;
        let joined = |end: usize, start: usize| text.between(end, start).chars().all(|c| matches!(c, ' ' | ',' | '.'));
        while let Some(number) = rest.next_if(|word| {
            (word.has(Tag::NumberWord)
                || matches!(text.folded(word), "og" | "totusen")
                || is_year_word(text.folded(word)))
                && joined(end, word.start)
        }) {
            end = number.end;
        }
        // A year in figures behind the month.
        let year = text.group_from(end).filter(|year| joined(end, year.span().start));
        if let Some(year) = year.filter(|year| is_year(year.number(), year.len())) {
            end = year.span().end;
        }
        // "den fjerde april"
        let article = text.words_before(first.start, 1).next().filter(|word| text.folded(word) == "den");
        let date = Date { span: Span::new(article.map_or(first.start, |word| word.start), end), full: false };
        if let Some(confidence) = judge(text, &date) {
            claims.add(date.span, Label::BirthDate, confidence);
        }
    }
}

/// "nittentrettiåtte": a year in one word.
fn is_year_word(folded: &str) -> bool {
    ["nitten", "atten", "tjue", "totusen"]
        .iter()
        .any(|century| folded.starts_with(century) && folded.len() > century.len() + 2)
}
