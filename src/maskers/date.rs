//! Reading a date in every form in which a date of birth is found: figures, months in words, ordinals and number words
//! as dictated.

use crate::dictionary::{Lexicon, Tag};
use crate::finding::Span;
use crate::text::{Buffers, Digit, Text, Word, Written, number_words};

/// A day of the calendar. Ordered as days are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Day {
    /// The day, when the calendar has it.
    pub(super) fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        (day >= 1 && day <= last_of_month(year, month)).then_some(Day { year, month, day })
    }
}

/// The days of a month; none for what is no month.
pub(super) const fn last_of_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// What a part of a written date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Day(u8),
    Month(u8),
    /// With its century.
    Year(u16),
    /// Two figures.
    ShortYear(u8),
    /// "i fjor": so many years before this one.
    YearsAgo(u8),
}

/// A part with the bytes it was written with; none where it shares them or is written in number words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) part: Part,
    #[cfg_attr(not(feature = "keyed"), allow(dead_code, reason = "for writing another date in the same shape"))]
    pub(super) span: Option<Span>,
}

/// A date as it was written. What it lacks was not said.
#[derive(Clone, Debug)]
pub(super) struct Date {
    pub(super) fields: Vec<Field>,
}

impl Date {
    /// Reads what a finding covers. None when it is no date, or one in a form that is not understood.
    pub(super) fn read(value: &str, lexicon: &Lexicon) -> Option<Date> {
        let text = Text::new(value, lexicon, Buffers::default());
        let fields = in_words(&text).or_else(|| in_figures(&text))?;
        let date = Date { fields };
        let month = date.month();
        // A leap year, so that no day of any year is refused.
        let day = date.day().is_none_or(|day| day >= 1 && day <= month.map_or(31, |month| last_of_month(2000, month)));
        (day && month.is_none_or(|month| (1..=12).contains(&month))).then_some(date)
    }

    pub(super) fn day(&self) -> Option<u8> {
        self.fields.iter().find_map(|field| if let Part::Day(day) = field.part { Some(day) } else { None })
    }

    pub(super) fn month(&self) -> Option<u8> {
        self.fields.iter().find_map(|field| if let Part::Month(month) = field.part { Some(month) } else { None })
    }

    /// The year, for who reads the date on `today`: two figures are the latest such year that is not to come.
    pub(super) fn year(&self, today: Day) -> Option<i32> {
        let month = self.month().unwrap_or(1);
        self.fields.iter().find_map(|field| match field.part {
            Part::Year(year) => Some(i32::from(year)),
            Part::YearsAgo(years) => Some(today.year - i32::from(years)),
            Part::ShortYear(short) => {
                let year = today.year - today.year.rem_euclid(100) + i32::from(short);
                let day = Day { year, month, day: self.day().unwrap_or(1) };
                Some(if day > today { year - 100 } else { year })
            }
            Part::Day(_) | Part::Month(_) => None,
        })
    }
}

/// A group of digits that is a year by itself.
fn year(number: u32, figures: usize) -> Option<Part> {
    match figures {
        2 => Some(Part::ShortYear(u8::try_from(number).ok()?)),
        4 if (1850..=2039).contains(&number) => Some(Part::Year(u16::try_from(number).ok()?)),
        _ => None,
    }
}

fn two(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// "3.5.1974", "1974-05-03", "030574", "3/5", "0305 1974", "null tre null fem sytti fire".
fn in_figures(text: &Text<'_>) -> Option<Vec<Field>> {
    let groups: Vec<&[Digit]> = text
        .runs()
        .filter(|run| run.written() == Written::Figures)
        .flat_map(|run| run.groups())
        .map(|g| g.digits())
        .collect();
    if groups.is_empty() {
        let spoken = text.runs().find(|run| run.written() == Written::Words)?;
        let mut fields = together(spoken.digits())?;
        fields.iter_mut().for_each(|field| field.span = None);
        return Some(fields);
    }
    let field = |part: Part, digits: &[Digit]| Field { part, span: span(digits) };
    Some(match *groups.as_slice() {
        [all] => together(all)?,
        [both, last] if both.len() == 4 => {
            let (day, month) = both.split_at(2);
            vec![
                field(Part::Day(two(number(day))), day),
                field(Part::Month(two(number(month))), month),
                field(year(number(last), last.len())?, last),
            ]
        }
        [day, month] if day.len() <= 2 && month.len() <= 2 => {
            vec![field(Part::Day(two(number(day))), day), field(Part::Month(two(number(month))), month)]
        }
        [first, month, last] if month.len() <= 2 => {
            let (day, of_year) = if first.len() == 4 { (last, first) } else { (first, last) };
            if day.len() > 2 {
                return None;
            }
            vec![
                field(Part::Day(two(number(day))), day),
                field(Part::Month(two(number(month))), month),
                field(year(number(of_year), of_year.len())?, of_year),
            ]
        }
        _ => return None,
    })
}

fn number(digits: &[Digit]) -> u32 {
    digits.iter().take(9).fold(0, |number, digit| number * 10 + u32::from(digit.value()))
}

fn span(digits: &[Digit]) -> Option<Span> {
    Some(Span::new(digits.first()?.span().start, digits.last()?.span().end))
}

/// Six or eight digits written together: ddmmyy, ddmmyyyy, yyyymmdd.
fn together(digits: &[Digit]) -> Option<Vec<Field>> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let (day, month, of_year) = match digits.len() {
        6 => (part(0, 2), part(2, 4), part(4, 6)),
        // No month and day look like a year.
        8 if year(number(part(4, 8)), 4).is_some() => (part(0, 2), part(2, 4), part(4, 8)),
        8 => (part(6, 8), part(4, 6), part(0, 4)),
        _ => return None,
    };
    Some(vec![
        Field { part: Part::Day(two(number(day))), span: span(day) },
        Field { part: Part::Month(two(number(month))), span: span(month) },
        Field { part: year(number(of_year), of_year.len())?, span: span(of_year) },
    ])
}

/// The number of a month by its word.
pub(super) fn month_of(folded: &str) -> Option<u8> {
    const MONTHS: [&[&str]; 12] = [
        &["jan"],
        &["feb"],
        &["mar"],
        &["apr"],
        &["mai", "may"],
        &["jun"],
        &["jul"],
        &["aug"],
        &["sep"],
        &["okt", "oct"],
        &["nov"],
        &["des", "dec"],
    ];
    let at = MONTHS.iter().position(|begins| begins.iter().any(|begin| folded.starts_with(begin)))?;
    Some(two(u32::try_from(at).ok()? + 1))
}

/// "3. mai 1974", "May 3, 1874", "oktober 1987", "tredje i femte syttifire", "3. mai i fjor".
fn in_words(text: &Text<'_>) -> Option<Vec<Field>> {
    let words = text.words();
    let ordinal = |word: &Word| number_words::ordinal(text.folded(word));
    let first_ordinal = words.iter().position(|word| ordinal(word).is_some());
    let named = words.iter().position(|word| word.has(Tag::Month));
    // The month is a word of its own or the second of two ordinals.
    let (month_at, month) = match (named, first_ordinal) {
        (Some(at), _) => (at, month_of(text.folded(words.get(at)?))?),
        (None, Some(day)) => {
            let at = words.iter().skip(day + 1).position(|word| ordinal(word).is_some())? + day + 1;
            (at, ordinal(words.get(at)?)?)
        }
        (None, None) => return None,
    };
    let month_span = words.get(month_at)?.span();
    let mut fields = vec![Field { part: Part::Month(month), span: named.map(|_| month_span) }];
    let groups: Vec<&[Digit]> = text
        .runs()
        .filter(|run| run.written() == Written::Figures)
        .flat_map(|run| run.groups())
        .map(|group| group.digits())
        .collect();
    let begins = |digits: &[Digit]| span(digits).map_or(0, |span| span.start);
    let before = groups.iter().rfind(|group| begins(group) < month_span.start && group.len() <= 2);
    let mut behind = groups.iter().filter(|group| begins(group) > month_span.start).peekable();
    let mut day = before.map(|digits| Field { part: Part::Day(two(number(digits))), span: span(digits) });
    if let Some(at) = first_ordinal.filter(|at| *at < month_at && day.is_none()) {
        day = words.get(at).and_then(ordinal).map(|day| Field { part: Part::Day(day), span: None });
    }
    if day.is_none() {
        day = behind
            .next_if(|digits| digits.len() <= 2 && (1..=31).contains(&number(digits)))
            .map(|digits| Field { part: Part::Day(two(number(digits))), span: span(digits) });
    }
    fields.extend(day);
    let figures = behind.next().and_then(|digits| Some((year(number(digits), digits.len())?, span(digits))));
    let in_words = || Some((relative_year(text, month_at).or_else(|| spoken_year(text, month_at))?, None));
    fields.extend(figures.or_else(in_words).map(|(part, span)| Field { part, span }));
    Some(fields)
}

/// "i fjor", "i år".
fn relative_year(text: &Text<'_>, month_at: usize) -> Option<Part> {
    let mut behind = text.words().iter().skip(month_at + 1).map(|word| text.folded(word));
    if behind.next()? != "i" {
        return None;
    }
    Some(Part::YearsAgo(match behind.next()? {
        "år" => 0,
        "fjor" => 1,
        "forfjor" => 2,
        _ => return None,
    }))
}

/// "nitten syttifire", "nittensyttifire", "syttifire", "to tusen og fire".
fn spoken_year(text: &Text<'_>, month_at: usize) -> Option<Part> {
    const CENTURIES: [(&str, u8); 3] = [("nitten", 19), ("atten", 18), ("tjue", 20)];
    let mut said = Said::default();
    for word in text.words().iter().skip(month_at + 1) {
        let folded = text.folded(word);
        if matches!(folded, "og" | "and" | "hundre" | "hundred") {
            continue;
        }
        let behind = folded.strip_prefix("to").unwrap_or(folded).strip_prefix("tusen");
        if let Some(rest) = behind.or_else(|| (folded == "thousand").then_some("")) {
            said.thousand()?;
            if !rest.is_empty() {
                said.number(number_words::value(rest.strip_prefix("og").unwrap_or(rest))?);
            }
        } else if let Some(number) = number_words::value(folded) {
            said.number(number);
        } else {
            let (rest, century) =
                CENTURIES.iter().find_map(|(word, number)| Some((folded.strip_prefix(word)?, *number)))?;
            said.number((century, false));
            let rest = rest.strip_prefix("hundre").unwrap_or(rest);
            said.number(number_words::value(rest.strip_prefix("og").unwrap_or(rest))?);
        }
    }
    match (said.thousands, said.pairs.as_slice()) {
        (true, []) => year(2000, 4),
        (true, [last]) => year(2000 + u32::from(*last), 4),
        (false, [short]) => Some(Part::ShortYear(*short)),
        // "nitten syttifire"; "nitten null fire"
        (false, [century @ 18..=20, last] | [century @ 18..=20, 0, last @ 0..=9]) => {
            year(u32::from(*century) * 100 + u32::from(*last), 4)
        }
        _ => None,
    }
}

/// The number words of a year so far.
#[derive(Default)]
struct Said {
    thousands: bool,
    /// Numbers below a hundred; a full ten has taken the unit behind it.
    pairs: Vec<u8>,
    open: bool,
}

impl Said {
    fn number(&mut self, (number, full_ten): (u8, bool)) {
        match self.pairs.last_mut() {
            Some(last) if self.open && (1..10).contains(&number) => *last += number,
            _ => self.pairs.push(number),
        }
        self.open = full_ten;
    }

    /// "tusen": only two of them make a year.
    fn thousand(&mut self) -> Option<()> {
        (self.pairs.is_empty() || self.pairs == [2]).then(|| {
            self.pairs.clear();
            (self.thousands, self.open) = (true, false);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    fn read(value: &str) -> Option<(Option<u8>, Option<u8>, Option<i32>)> {
        let today = Day::new(2026, 3, 14).unwrap();
        Date::read(value, &standard_lexicon()).map(|date| (date.day(), date.month(), date.year(today)))
    }

    #[test]
    fn every_form_is_read() {
        for value in [
            "03.05.1974",
            "3.5.1974",
            "3.5.74",
            "3/5-74",
            "3/5 1974",
            "1974-05-03",
            "030574",
            "03051974",
            "19740503",
            "0305 1974",
            "03 05 74",
            "3. mai 1974",
            "3.mai 74",
            "3. MAI '74",
            "den 3. mai 1974",
            "May 3, 1974",
            "3 may 1974",
            "tredje mai 1974",
            "tredje i femte syttifire",
            "den tredje i femte nitten syttifire",
            "tredje i femte nittensyttifire",
            "tredje mai nitten hundre og syttifire",
            "tredje mai nittenhundreogsyttifire",
            "tredje mai nitten sytti fire",
            "tredje mai fireogsytti",
            "null tre null fem sytti fire",
        ] {
            assert_eq!(read(value), Some((Some(3), Some(5), Some(1974))), "{value}");
        }
        for (value, wanted) in [
            ("3. mai", (Some(3), Some(5), None)),
            ("3.5.", (Some(3), Some(5), None)),
            ("oktober 1987", (None, Some(10), Some(1987))),
            ("oktober 87", (None, Some(10), Some(1987))),
            ("20010203", (Some(3), Some(2), Some(2001))),
            ("3. mai i fjor", (Some(3), Some(5), Some(2025))),
            ("3. mai i år", (Some(3), Some(5), Some(2026))),
            ("3. mai i forfjor", (Some(3), Some(5), Some(2024))),
            // A day in figures is surer than an ordinal, which stands before its month.
            ("andre dato: 3. mai 1974", (Some(3), Some(5), Some(1974))),
            ("mai 1974, andre gang", (None, Some(5), Some(1974))),
            // The first year that is read is 1850, the last 2039.
            ("3. mai 1850", (Some(3), Some(5), Some(1850))),
            ("3. mai 1849", (Some(3), Some(5), None)),
            ("03.05.2039", (Some(3), Some(5), Some(2039))),
            ("tjueførste mars totusen", (Some(21), Some(3), Some(2000))),
            ("tjueførste mars totusen og fire", (Some(21), Some(3), Some(2004))),
            ("første januar to tusen og tolv", (Some(1), Some(1), Some(2012))),
            ("første januar nitten null fire", (Some(1), Some(1), Some(1904))),
            ("første januar nitten fire", (Some(1), Some(1), Some(1904))),
            // Only a unit is added to a full ten.
            ("første januar sytti tolv", (Some(1), Some(1), None)),
            ("tredje mai atten syttifire", (Some(3), Some(5), Some(1874))),
            // Two figures are the latest such year that is not to come.
            ("14.03.26", (Some(14), Some(3), Some(2026))),
            ("15.03.26", (Some(15), Some(3), Some(1926))),
            ("150327", (Some(15), Some(3), Some(1927))),
            ("29.02.00", (Some(29), Some(2), Some(2000))),
        ] {
            assert_eq!(read(value), Some(wanted), "{value}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for value in [
            "",
            "Kari",
            "32.01.74",
            "30.02.1974",
            "00.05.74",
            "1.2.3.4",
            "12345",
            "990199 12345",
            "tusen takk",
            // Three figures are neither a day nor a month.
            "003.5",
            "3.005",
            "003.5.1974",
            "3.005.1974",
            "03.05.2040",
            "03051849",
            "03131974",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn february_has_its_leap_day() {
        assert_eq!([1900, 2000, 2023, 2024].map(|year| last_of_month(year, 2)), [28, 29, 28, 29]);
        assert!(Day::new(1900, 2, 29).is_none() && Day::new(2000, 13, 1).is_none() && Day::new(2000, 1, 0).is_none());
    }
}
