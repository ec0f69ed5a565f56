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

use std::cell::LazyCell;

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
        // Asked where there is a date: most numbers are none.
        let of_somebody = LazyCell::new(|| {
            [Tag::CueBirth, Tag::GivenName, Tag::Surname, Tag::CueRelative].iter().any(|tag| text.has(*tag))
                || text.words().iter().any(|word| CARDS.contains(&text.folded(word)))
        });
        let mut claim = |date: Date| {
            if !*of_somebody {
                return;
            }
            if let Some(confidence) = judge(text, &date) {
                claims.add(date.span, Label::BirthDate, confidence);
            }
        };
        for run in text.runs() {
            in_figures(&run, &mut claim);
            if text.has(Tag::Month) {
                run.groups().filter_map(|day| with_month(text, &day)).for_each(&mut claim);
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
        || follows_name(text, date.span) || follows_relative(text, date.span) || stands_on_card(text, date.span);
    (date.full && someones()).then_some(Confidence::Likely)
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
    let on_card = text
        .words_before(date.start, 3)
        .take_while(|word| !text.between(word.end, date.start).contains(['.', '\n', '?', ';']))
        .any(|word| CARDS.contains(&text.folded(word)));
    // Group by group, for a date has three of them at most.
    let group = |offset: usize| text.group_from(offset).filter(|group| date.contains(group.span()));
    let groups = || std::iter::successors(group(date.start), |last| group(last.span().end));
    on_card && groups().last().is_some_and(|year| year.len() == 4 && (1850..RECENT).contains(&year.number()))
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
fn in_figures(run: &DigitRun<'_>, mut found: impl FnMut(Date)) {
    if run.written() == Written::Words {
        if matches!(run.len(), 6 | 8) {
            found(Date { span: run.span(), full: true });
        }
        return;
    }
    let mut groups = run.groups().take(64);
    let mut next = [groups.next(), groups.next(), groups.next()];
    while let [Some(first), second, third] = next {
        let read = date_at(&first, second.as_ref(), third.as_ref());
        let used = read.as_ref().map_or(1, |(_, groups)| *groups);
        if let Some((date, _)) = read {
            found(date);
        }
        for _ in 0..used {
            let [_, second, third] = next;
            next = [second, third, groups.next()];
        }
    }
}

/// The date that these groups begin with, and how many of them it takes.
fn date_at(first: &DigitRun<'_>, second: Option<&DigitRun<'_>>, third: Option<&DigitRun<'_>>) -> Option<(Date, usize)> {
    let to = |last: &DigitRun<'_>, full, groups| {
        Some((Date { span: Span::new(first.span().start, last.span().end), full }, groups))
    };
    let gap = |group: &DigitRun<'_>| group.digits().first().map_or(Gap::None, |digit| digit.gap());
    let plain = |group: &DigitRun<'_>| matches!(gap(group), Gap::Dot | Gap::Dash | Gap::Slash | Gap::Space);
    if matches!(first.len(), 6 | 8) && second.is_none_or(|next| next.len() != 5) && together(first) {
        return to(first, true, 1);
    }
    let second = second?;
    if (first.len(), second.len()) == (4, 4) && day_and_month(first) && is_year(second.number(), 4) {
        return to(second, true, 2);
    }
    let short = first.len() <= 2 && second.len() <= 2;
    if !(short || first.len() == 4) || !plain(second) {
        return None;
    }
    let (a, b) = (first.number(), second.number());
    match third {
        Some(third) if plain(third) && short && is_day_month(a, b) && is_year(third.number(), third.len()) => {
            to(third, true, 3)
        }
        Some(third) if plain(third) && first.len() == 4 && is_year(a, 4) && is_day_month(third.number(), b) => {
            to(third, true, 3)
        }
        _ if short && is_day_month(a, b) && matches!(gap(second), Gap::Dot | Gap::Slash) => to(second, false, 2),
        _ => None,
    }
}

/// "0305": day and month written together.
fn day_and_month(group: &DigitRun<'_>) -> bool {
    let together = group.number();
    group.len() == 4 && is_day_month(together / 100, together % 100)
}

/// Six or eight digits written together: ddmmyy, ddmmyyyy, yyyymmdd.
fn together(group: &DigitRun<'_>) -> bool {
    let number = group.number();
    // What stands before the last digits.
    let before = |digits: u32| number / 10_u32.pow(digits);
    match group.len() {
        6 => is_day_month(before(4), before(2) % 100),
        8 => {
            (is_day_month(before(6), before(4) % 100) && is_year(number % 10_000, 4))
                || (is_year(before(4), 4) && is_day_month(number % 100, before(2) % 100))
        }
        _ => false,
    }
}

/// "3. mai 1974", "3 mai", "mai 3, 1974", also "3.mai 74".
fn with_month(text: &Text<'_>, day: &DigitRun<'_>) -> Option<Date> {
    if day.written() == Written::Words || day.len() > 2 || !(1..=31).contains(&day.number()) {
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
    let ordinal = |word: &Word| is_ordinal(text.folded(word));
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

/// Whether the word is the ordinal of a day. They end alike ("tredje", "annen"), and most words end otherwise.
fn is_ordinal(folded: &str) -> bool {
    let ends_so = matches!(folded.as_bytes(), [.., b'd' | b'j' | b'r' | b't', b'e'] | [.., b'n', b'e', b'n']);
    ends_so && number_words::ordinal(folded).is_some()
}

/// "nittentrettiåtte": a year in one word.
fn is_year_word(folded: &str) -> bool {
    ["nitten", "atten", "tjue", "totusen"]
        .iter()
        .any(|century| folded.starts_with(century) && folded.len() > century.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::text::Buffers;

    /// The dates in figures of the first run of a message, with whether a year is in them.
    fn dates(message: &str) -> Vec<(String, bool)> {
        let lexicon = standard_lexicon();
        let text = Text::new(message, &lexicon, Buffers::default());
        let mut found = Vec::new();
        for run in text.runs().take(1) {
            in_figures(&run, |date| found.push((text.between(date.span.start, date.span.end).to_owned(), date.full)));
        }
        found
    }

    /// What [`is_ordinal`] asks of the ending holds for every ordinal there is.
    #[test]
    fn ordinals_are_told_by_their_endings() {
        let units = "første fyrste andre annen tredje fjerde femte sjette sjuende syvende sjuande åttende åttande niende \
                     niande";
        let others = "tiende tiande ellevte tolvte tolte trettende trettande fjortende fjortande femtende femtande \
                      sekstende sekstande syttende syttande attende attande nittende nittande tjuende tjuande tyvende \
                      trettiende trettiande trettiførste trettifyrste";
        let units = || units.split_whitespace();
        let compounds = ["tjue", "tyve"].into_iter().flat_map(|ten| units().map(move |unit| format!("{ten}{unit}")));
        let mut days = std::collections::BTreeSet::new();
        for word in units().chain(others.split_whitespace()).map(str::to_owned).chain(compounds) {
            assert!(is_ordinal(&word), "{word}");
            days.extend(number_words::ordinal(&word));
        }
        assert!(days.into_iter().eq(1..=31));
        assert!(["", "e", "hadde", "jenten", "tre", "innen"].into_iter().all(|word| !is_ordinal(word)));
    }

    #[test]
    fn every_stretch_of_groups_that_reads_as_a_date_is_one() {
        for (message, wanted) in [
            ("3.5.1874", &[("3.5.1874", true)] as &[(&str, bool)]),
            ("03/05-74", &[("03/05-74", true)]),
            ("1874-05-03", &[("1874-05-03", true)]),
            ("3.5", &[("3.5", false)]),
            ("3-5", &[]),
            ("3/5 1200", &[("3/5", false)]),
            ("0305 1874", &[("0305 1874", true)]),
            ("0335 1874", &[]),
            ("030574", &[("030574", true)]),
            ("03051874", &[("03051874", true)]),
            ("18740503", &[("18740503", true)]),
            ("18741303", &[]),
            ("31131874", &[]),
            ("320574", &[]),
            ("030574 66640", &[]),
            ("030574 6664", &[("030574", true)]),
            ("3.5.1874 4.6.1875", &[("3.5.1874", true), ("4.6.1875", true)]),
            ("7 3.5.74", &[("3.5.74", true)]),
            ("99 030574 3.5", &[("030574", true), ("3.5", false)]),
            ("3:5:1874", &[]),
            ("null tre null fem sytti fire", &[("null tre null fem sytti fire", true)]),
        ] {
            let found = dates(message);
            let found: Vec<_> = found.iter().map(|(date, full)| (date.as_str(), *full)).collect();
            assert_eq!(found, wanted, "{message}");
        }
    }
}
