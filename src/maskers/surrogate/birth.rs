//! A date of birth near the real one, in the shape in which that was written.

use super::draw::Draw;
use crate::dictionary::Lexicon;
use crate::key::Key;
use crate::maskers::date::{Date, Day, Part, month_of};
use crate::text::fold::fold;

/// The most days that a date is moved by.
const MOST_DAYS: usize = 365;

/// The date moved by 1 to 365 days forth or back; the same date is always moved alike, however it is written. None for
/// dates in number words and for what is no whole date.
pub(super) fn birth_date(value: &str, key: &Key, lexicon: &Lexicon) -> Option<String> {
    let date = Date::read(value, lexicon)?;
    let (day, month) = (date.day(), date.month()?);
    let year = date.fields.iter().find_map(|field| match field.part {
        Part::Year(year) => Some(i32::from(year)),
        // Whichever century: only the leap day of 1900 depends on it.
        Part::ShortYear(short) => Some(i32::from(short) + if short < 30 { 2000 } else { 1900 }),
        _ => None,
    });
    if date.fields.iter().any(|field| matches!(field.part, Part::YearsAgo(_))) {
        return None;
    }
    // In 2004 every day exists.
    let original = Day::new(year.unwrap_or(2004), month, day.unwrap_or(15))?;
    let known = format!("{} {month} {}", year.map_or(-1, |year| year % 100), day.unwrap_or(0));
    let moved = (0..=u8::MAX).find_map(|attempt| {
        let mut draw = Draw::new(key, "birth date", &known, attempt);
        let days = i64::try_from(1 + draw.below(MOST_DAYS)).ok()?;
        let moved = from_number(number(original) + if draw.below(2) == 0 { days } else { -days });
        Some(write(value, &date, moved)).filter(|written| written.as_deref() != Some(value))
    });
    moved?
}

/// Days since the beginning of March of the year 0, by the calendar of today (Fliegel and Van Flandern's method).
fn number(day: Day) -> i64 {
    let (year, month) = (i64::from(day.year), i64::from(day.month));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + i64::from(day.day)
        - 1
}

fn from_number(number: i64) -> Day {
    let mut year = (10_000 * number + 14_780).div_euclid(3_652_425);
    let within = |year: i64| number - (365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400));
    if within(year) < 0 {
        year -= 1;
    }
    let of_year = within(year);
    let month = (100 * of_year + 52) / 3060;
    let day = of_year - (month * 306 + 5) / 10 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    Day {
        year: i32::try_from(year).unwrap_or(0),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
    }
}

/// Another day in the shape of a written date; none when a part of it stands in words that are not months, or words
/// stand beside it.
fn write(value: &str, date: &Date, day: Day) -> Option<String> {
    let mut fields = date.fields.iter().map(|field| Some((field.span?, field.part))).collect::<Option<Vec<_>>>()?;
    fields.sort_by_key(|(span, _)| span.start);
    let padded = fields.iter().any(|(span, _)| value.get(span.range()).is_some_and(|part| part.starts_with('0')));
    let mut written = String::with_capacity(value.len());
    let mut end = 0;
    for (span, part) in fields {
        written.push_str(between(value.get(end..span.start)?)?);
        let original = value.get(span.range())?;
        let figures = |number: u8| if padded { format!("{number:02}") } else { number.to_string() };
        // Six or eight figures together have no room for a shorter number.
        let together = span.start == end && end > 0 || value.get(span.end..)?.starts_with(|c: char| c.is_ascii_digit());
        match part {
            Part::Day(_) if together => written.push_str(&format!("{:02}", day.day)),
            Part::Day(_) => written.push_str(&figures(day.day)),
            Part::Month(_) if !original.starts_with(|c: char| c.is_numeric()) => {
                written.push_str(&month(original, day.month))
            }
            Part::Month(_) if together => written.push_str(&format!("{:02}", day.month)),
            Part::Month(_) => written.push_str(&figures(day.month)),
            Part::Year(_) => written.push_str(&format!("{:04}", day.year)),
            Part::ShortYear(_) => written.push_str(&format!("{:02}", day.year.rem_euclid(100))),
            Part::YearsAgo(_) => return None,
        }
        end = span.end;
    }
    written.push_str(between(value.get(end..)?)?);
    Some(written)
}

/// What stands between the parts of a date, when it says nothing.
fn between(text: &str) -> Option<&str> {
    let plain = text.split(|c: char| !c.is_alphanumeric()).all(|word| matches!(fold(word).as_str(), "" | "den" | "i"));
    plain.then_some(text)
}

/// The month in the language, the length and the letter case of another one.
fn month(original: &str, month: u8) -> String {
    const NORWEGIAN: [&str; 12] = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    const SHORT: [&str; 12] = ["jan", "feb", "mars", "apr", "mai", "juni", "juli", "aug", "sept", "okt", "nov", "des"];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let folded = fold(original);
    let number = |folded: &str| month_of(folded).map_or(0, |month| usize::from(month) - 1);
    let at = usize::from(month.saturating_sub(1));
    let same = |list: &[&str; 12]| list.get(number(&folded)).is_some_and(|name| fold(name) == folded);
    let list = if same(&NORWEGIAN) {
        &NORWEGIAN
    } else if same(&ENGLISH) {
        &ENGLISH
    } else {
        &SHORT
    };
    let name = list.get(at).copied().unwrap_or_default();
    let mut letters = original.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first.is_some_and(char::is_uppercase), second.is_some_and(char::is_uppercase)) {
        (true, true) => name.to_uppercase(),
        (true, false) => super::names::in_case(name, crate::text::Case::Title),
        _ => name.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    #[test]
    fn days_are_counted_one_by_one() {
        let mut day = Day::new(1899, 12, 31).unwrap();
        for count in 1..60_000 {
            let next = from_number(number(Day::new(1899, 12, 31).unwrap()) + count);
            let follows = Day::new(day.year, day.month, day.day + 1)
                .or_else(|| Day::new(day.year, day.month + 1, 1))
                .or_else(|| Day::new(day.year + 1, 1, 1));
            assert_eq!(Some(next), follows);
            assert_eq!(number(next), number(Day::new(1899, 12, 31).unwrap()) + count);
            day = next;
        }
    }

    #[test]
    fn a_date_is_moved_alike_however_its_year_is_written() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let moved = |value: &str| birth_date(value, &key, &standard_lexicon()).unwrap();
        let (long, short) = (moved("03.05.1874"), moved("03.05.74"));
        assert_eq!((long.get(..6), long.get(8..)), (short.get(..6), short.get(6..)), "{long} {short}");
        assert_eq!(moved("29.02.00").len(), 8, "2000 had the day, 1900 had not");
    }

    #[test]
    fn a_date_is_moved_by_one_to_365_days_as_often_forth_as_back() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let lexicon = standard_lexicon();
        let first = number(Day::new(1854, 1, 1).unwrap());
        let moved_by = |original: i64| {
            let Day { year, month, day } = from_number(original);
            let moved = birth_date(&format!("{year}-{month:02}-{day:02}"), &key, &lexicon).unwrap();
            let mut parts = moved.split('-').map(|part| part.parse::<u16>().unwrap());
            let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            number(Day::new(year.into(), month as u8, day as u8).unwrap()) - original
        };
        let days: Vec<i64> = (first..first + 3000).map(moved_by).collect();
        let farthest = days.iter().map(|days| days.abs()).max();
        assert!(!days.contains(&0) && farthest == Some(365), "{farthest:?}");
        let forth = days.iter().filter(|days| **days > 0).count();
        assert!((1350..1650).contains(&forth), "{forth} of 3000");
    }

    #[test]
    fn another_day_is_written_in_the_same_shape() {
        let lexicon = standard_lexicon();
        let day = Day::new(1899, 10, 9).unwrap();
        for (value, wanted) in [
            ("03.05.1874", "09.10.1899"),
            ("3.5.1874", "9.10.1899"),
            ("3/5-74", "9/10-99"),
            ("1874-05-03", "1899-10-09"),
            ("030574", "091099"),
            ("211174", "091099"),
            ("21111874", "09101899"),
            ("3. mai 1874", "9. oktober 1899"),
            ("den 3. MAI 74", "den 9. OKTOBER 99"),
            ("3. sept. 1874", "9. okt. 1899"),
            ("May 3, 1874", "October 9, 1899"),
            ("oktober 1887", "oktober 1899"),
            ("3.5.", "9.10."),
        ] {
            let date = Date::read(value, &lexicon).unwrap();
            assert_eq!(write(value, &date, day).as_deref(), Some(wanted), "{value}");
        }
        // A month with one figure, and figures together that have no zero to show that all have two.
        let early = Day::new(1899, 2, 9).unwrap();
        for (value, wanted) in [
            ("3.12.1874", "9.2.1899"),
            ("03.12.1874", "09.02.1899"),
            ("21111874", "09021899"),
            ("18741121", "18990209"),
            ("211174", "090299"),
        ] {
            let date = Date::read(value, &lexicon).unwrap();
            assert_eq!(write(value, &date, early).as_deref(), Some(wanted), "{value}");
        }
        for value in ["tredje i femte syttifire", "3. mai syttifire"] {
            assert_eq!(write(value, &Date::read(value, &lexicon).unwrap(), day), None, "{value}");
        }
    }
}
