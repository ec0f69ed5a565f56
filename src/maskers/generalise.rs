//! What is still known of somebody who is not to be known: a year, an age band, a region.

use super::date::{Date, Day, last_of_month};
use super::{Hit, Masker, Replacement};
use crate::dictionary::{Lexicon, Tag, Tags, WordKey};
use crate::error::BuildError;
use crate::finding::Label;
use crate::text::fold::fold_into;
use crate::text::{Buffers, DigitRun, Text, Written};

/// Writes less of a date of birth and of an address instead of nothing: the year or an age band, the first two figures
/// of the post code or the place. Everything else it leaves to the next masker.
///
/// What cannot be read for certain gets the plain placeholder: a date without a year, an address without a post code.
/// Ages ("43 år") are not found in the first place and stay as they are.
///
/// Coarse values together can still point at one person: a village and a year of birth often do. That is for the host
/// to judge.
///
/// ```
/// use sladd::{Generalise, Masker, Placeholders, Scrubber};
///
/// let text = "født 03.05.1874, bor i Storgata 5, 0155 Oslo, tlf 412 00 000";
/// let coarse = Generalise::as_of(1926, 3, 14)?;
/// let scrubber = Scrubber::builder().masker(coarse.or(Placeholders::norwegian())).build()?;
/// assert_eq!(scrubber.scrub(text).as_str(), "født [FØDT 1874], bor i [ADRESSE 01], tlf [TELEFON]");
///
/// let coarse = Generalise::as_of(1926, 3, 14)?.age_bands(10).places();
/// let scrubber = Scrubber::builder().masker(coarse).build()?;
/// assert_eq!(scrubber.scrub(text).as_str(), "født [ALDER 50-59], bor i [ADRESSE Oslo], tlf [TELEFON]");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generalise {
    today: Day,
    /// The width of an age band; none writes the year.
    band: Option<u8>,
    places: bool,
    english: bool,
}

/// The words of the forms, Norwegian and English.
const BORN: [&str; 2] = ["FØDT", "BORN"];
const AGE: [&str; 2] = ["ALDER", "AGE"];
const ADDRESS: [&str; 2] = ["ADRESSE", "ADDRESS"];

/// Ages from here on are one band: the very old are few.
const OLD: u8 = 90;

impl Generalise {
    /// Years of birth and regions by post code. Ages, and years of two figures, are reckoned as of this day; the crate
    /// reads no clock.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn as_of(year: u16, month: u8, day: u8) -> Result<Generalise, BuildError> {
        let today = Day::new(i32::from(year), month, day).ok_or(BuildError::Day(i32::from(year), month, day))?;
        Ok(Generalise { today, band: None, places: false, english: false })
    }

    /// Age bands of so many years instead of the year of birth: `[ALDER 40-49]`. From 90 on, or from the band that
    /// reaches that far, all are one. Fewer than 5 years count as 5, more than 50 as 50.
    #[must_use]
    pub const fn age_bands(mut self, years: u8) -> Generalise {
        self.band = Some(match years {
            0..=4 => 5,
            5..=50 => years,
            _ => 50,
        });
        self
    }

    /// The place behind the post code instead of the code's first two figures: `[ADRESSE Oslo]`.
    ///
    /// It is the name of the post office, which is not always that of the municipality; there is no table of both here.
    /// A place that no dictionary has, or that is a usual name of persons, is not written: the figures are.
    #[must_use]
    pub const fn places(mut self) -> Generalise {
        self.places = true;
        self
    }

    /// The same in English: `[BORN 1874]`, `[AGE 50-59]`, `[ADDRESS 01]`.
    #[must_use]
    pub const fn english(mut self) -> Generalise {
        self.english = true;
        self
    }

    const fn word(self, words: [&'static str; 2]) -> &'static str {
        let [norwegian, english] = words;
        if self.english { english } else { norwegian }
    }

    fn birth(self, date: &Date) -> Option<String> {
        let year = date.year(self.today)?;
        let (first, last) = span_of(date, year)?;
        if first > self.today {
            return None;
        }
        let Some(width) = self.band else { return Some(format!("[{} {year:04}]", self.word(BORN))) };
        let (oldest, youngest) = (age(first, self.today), age(last.min(self.today), self.today));
        let band = |age: i32| age / i32::from(width) * i32::from(width);
        let (from, to) = (band(oldest), band(oldest) + i32::from(width) - 1);
        let word = self.word(AGE);
        // The band in which 90 lies is open upwards.
        let top = band(i32::from(OLD));
        if from >= top {
            return (band(youngest) >= top).then(|| format!("[{word} {top}+]"));
        }
        (band(youngest) == from).then(|| format!("[{word} {from}-{to}]"))
    }

    fn address(self, value: &str, lexicon: &Lexicon) -> Option<String> {
        let text = Text::new(value, lexicon, Buffers::default());
        if text.has(Tag::CueProperty) {
            return None;
        }
        let code = post_code(&text)?;
        let words: Vec<&str> = text.words_after(code.span().end, 4).map(|word| text.folded(word)).collect();
        let word = self.word(ADDRESS);
        // "Kristiansand S": the longest beginning that is a place.
        let mut places = (1..=words.len()).rev().filter_map(|count| Some(words.get(..count)?.join(" ")));
        Some(match places.find(|place| self.places && is_place(place, lexicon)) {
            Some(place) => format!("[{word} {}]", capitalised(&place)),
            None => format!("[{word} {:02}]", code.number() / 100),
        })
    }
}

impl Masker for Generalise {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let lexicon = hit.scope.lexicon;
        let coarse = match hit.label() {
            Label::BirthDate => Date::read(hit.value(), lexicon).and_then(|date| self.birth(&date)),
            Label::Address => self.address(hit.value(), lexicon),
            _ => None,
        };
        out.push_str(&coarse.unwrap_or_default());
    }
}

/// The first and the last day that a date of this year may be.
fn span_of(date: &Date, year: i32) -> Option<(Day, Day)> {
    let Some(month) = date.month() else { return Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)) };
    let (first, last) = date.day().map_or((1, last_of_month(year, month)), |day| (day, day));
    Some((Day::new(year, month, first)?, Day::new(year, month, last)?))
}

/// Whole years between two days.
fn age(born: Day, today: Day) -> i32 {
    today.year - born.year - i32::from((today.month, today.day) < (born.month, born.day))
}

/// The post code of an address that has one: four figures with a word behind them.
pub(super) fn post_code<'a>(text: &'a Text<'_>) -> Option<DigitRun<'a>> {
    let groups = text.runs().filter(|run| run.written() == Written::Figures).flat_map(|run| run.groups());
    let is_code = |group: &DigitRun<'_>| {
        let span = group.span();
        let named = text
            .words_after(span.end, 1)
            .any(|word| matches!(text.between(span.end, word.start), " " | "  " | ", " | "\u{A0}"));
        group.len() == 4 && named && !text.words_before(span.start, 1).any(|word| is_box(text.folded(word)))
    };
    groups.filter(is_code).last()
}

/// Whether a word says that the number behind it is that of a post office box.
pub(super) fn is_box(folded: &str) -> bool {
    matches!(folded, "postboks" | "boks" | "pb")
}

/// Whether it is the name of a place, in one or several words, and no usual name of persons.
fn is_place(place: &str, lexicon: &Lexicon) -> bool {
    const PERSONS: Tags = Tags::of(Tag::GivenName).and(Tag::UsualName).and(Tag::NameGenitive);
    let mut words = place.split(' ');
    let first = words.next().unwrap_or("");
    let tags = match words.next() {
        None => lexicon.tags(first),
        Some(second) => {
            let key = WordKey::of(first).then(WordKey::of(second));
            lexicon.tags_of_key(words.fold(key, |key, word| key.then(WordKey::of(word))))
        }
    };
    tags.has(Tag::Place) && !tags.any_of(PERSONS)
}

/// "mo i rana" as it is written: "Mo i Rana".
fn capitalised(place: &str) -> String {
    let mut written = String::with_capacity(place.len());
    for word in place.split(' ') {
        if !written.is_empty() {
            written.push(' ');
        }
        let mut letters = word.chars();
        if matches!(word, "i" | "på" | "og" | "ved") {
            written.push_str(word);
        } else if let Some(first) = letters.next() {
            written.extend(first.to_uppercase());
            written.push_str(letters.as_str());
        }
    }
    written
}

/// Whether this stands in the brackets of one of the forms above, so that a later call takes it for one opaque word.
/// Four figures, two ages, two figures or a known place: nothing in which somebody could hide what is to be masked.
pub(crate) fn is_general(inner: &str, lexicon: &Lexicon) -> bool {
    let behind = |words: [&str; 2]| words.iter().find_map(|word| inner.strip_prefix(word)?.strip_prefix(' '));
    let figures =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(year) = behind(BORN) {
        return year.len() == 4 && figures(year, 4);
    }
    if let Some(ages) = behind(AGE) {
        let band = ages.split_once('-').is_some_and(|(from, to)| figures(from, 2) && figures(to, 2));
        return band || ages.strip_suffix('+').is_some_and(|from| figures(from, 2));
    }
    behind(ADDRESS).is_some_and(|region| {
        if region.len() == 2 && figures(region, 2) {
            return true;
        }
        let mut folded = String::new();
        fold_into(region, &mut folded);
        capitalised(&folded) == region && is_place(&folded, lexicon)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    fn birth(masker: Generalise, value: &str) -> String {
        Date::read(value, &standard_lexicon()).and_then(|date| masker.birth(&date)).unwrap_or_default()
    }

    #[test]
    fn ages_are_those_of_the_day() {
        let coarse = Generalise::as_of(2026, 3, 14).unwrap();
        let bands = coarse.age_bands(10);
        for (value, year, band) in [
            ("14.03.1976", "[FØDT 1976]", "[ALDER 50-59]"),
            ("15.03.1976", "[FØDT 1976]", "[ALDER 40-49]"),
            ("14.03.26", "[FØDT 2026]", "[ALDER 0-9]"),
            ("15.03.26", "[FØDT 1926]", "[ALDER 90+]"),
            ("3. mai i fjor", "[FØDT 2025]", "[ALDER 0-9]"),
            ("oktober 1987", "[FØDT 1987]", "[ALDER 30-39]"),
            // In March, nobody knows whether the birthday was: no band where it matters.
            ("mars 1976", "[FØDT 1976]", ""),
            ("mars 1973", "[FØDT 1973]", "[ALDER 50-59]"),
            ("03.05.1874", "[FØDT 1874]", "[ALDER 90+]"),
            ("3. mai", "", ""),
            ("15.03.2026", "", ""),
            ("i går", "", ""),
        ] {
            assert_eq!((birth(coarse, value).as_str(), birth(bands, value).as_str()), (year, band), "{value}");
        }
    }

    #[test]
    fn the_last_band_is_open() {
        let band = |width: u8, year: u16| {
            birth(Generalise::as_of(2026, 12, 31).unwrap().age_bands(width), &format!("1. mai {year}"))
        };
        assert_eq!(band(1, 1984), "[ALDER 40-44]");
        assert_eq!([band(15, 1952), band(15, 1950), band(15, 1936)], ["[ALDER 60-74]", "[ALDER 75-89]", "[ALDER 90+]"]);
        assert_eq!([band(20, 1950), band(20, 1946), band(20, 1900)], ["[ALDER 60-79]", "[ALDER 80+]", "[ALDER 80+]"]);
        assert_eq!([band(99, 1980), band(99, 1940)], ["[ALDER 0-49]", "[ALDER 50+]"]);
        assert_eq!([band(7, 1943), band(7, 1942), band(7, 1935)], ["[ALDER 77-83]", "[ALDER 84+]", "[ALDER 84+]"]);
    }

    #[test]
    fn an_address_is_its_region() {
        let lexicon = standard_lexicon();
        let coarse = Generalise::as_of(2026, 3, 14).unwrap();
        for (value, region, place) in [
            ("Storgata 5 B, 0155 Oslo", "[ADRESSE 01]", "[ADRESSE Oslo]"),
            ("storgata 5\n8610 mo i rana", "[ADRESSE 86]", "[ADRESSE Mo i Rana]"),
            ("Postboks 1220 Sentrum, 0103 OSLO", "[ADRESSE 01]", "[ADRESSE Oslo]"),
            ("Storgata 5, 4610 Kristiansand S", "[ADRESSE 46]", "[ADRESSE Kristiansand]"),
            ("Skogly, 2480 Qxqxby", "[ADRESSE 24]", "[ADRESSE 24]"),
            ("Postboks 1220 Sentrum", "", ""),
            ("Storgata 5", "", ""),
            ("gnr 1234 bnr 5", "", ""),
        ] {
            assert_eq!(coarse.address(value, &lexicon).unwrap_or_default(), region, "{value}");
            assert_eq!(coarse.places().address(value, &lexicon).unwrap_or_default(), place, "{value}");
        }
    }

    #[test]
    fn nothing_but_the_forms_is_opaque() {
        let lexicon = standard_lexicon();
        for inner in
            ["FØDT 1974", "BORN 1974", "ALDER 40-49", "ALDER 0-9", "AGE 90+", "ADRESSE 01", "ADDRESS Mo i Rana"]
        {
            assert!(is_general(inner, &lexicon), "{inner}");
        }
        for inner in [
            "FØDT 19741",
            "FØDT 03051974",
            "FØDT",
            "FØDT 74",
            "FØDT Kari",
            "ALDER 1974",
            "ALDER 40-499",
            "ALDER 412+",
            "ADRESSE 0155",
            "ADRESSE 1",
            "ADRESSE Bo",
            "ADRESSE Kari",
            "ADRESSE Storgata 5",
            "ADRESSE oslo",
            "ADRESSE ",
            "NAVN Oslo",
        ] {
            assert!(!is_general(inner, &lexicon), "{inner}");
        }
    }
}
