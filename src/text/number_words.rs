//! Numbers in words, as dictated: bokmål, nynorsk and English, old and new counting, digits one by one, in pairs,
//! mixed with figures.
//!
//! "tjuefem null åtte syttifire" is the run of digits 2 5 0 8 7 4. The digits of one word share its bytes, so that a
//! window of digits never ends inside a word.

use std::ops::Range;

use super::digits::{Digit, Gap};
use super::{Buffers, folded_in};
use crate::dictionary::{Tag, Tags};
use crate::finding::Span;
use crate::growing;

const UNITS: [&[&str]; 10] = [
    &["null", "nul", "zero"],
    &["en", "ett", "ein", "eit", "eitt", "ei", "one", "enn"],
    &["to", "two", "tvo"],
    &["tre", "three", "tri"],
    &["fire", "four", "fira"],
    &["fem", "five", "femm"],
    &["seks", "six", "sekks"],
    &["sju", "syv", "seven", "sjau"],
    &["åtte", "eight", "otte"],
    &["ni", "nine", "nie"],
];

const TEENS: [&[&str]; 10] = [
    &["ti", "ten", "tie"],
    &["elleve", "eleven", "ellve"],
    &["tolv", "twelve", "toll"],
    &["tretten", "thirteen"],
    &["fjorten", "fourteen"],
    &["femten", "fifteen"],
    &["seksten", "sixteen", "sekstan"],
    &["sytten", "seventeen", "søtten"],
    &["atten", "eighteen"],
    &["nitten", "nineteen"],
];

const TENS: [&[&str]; 8] = [
    &["tjue", "tyve", "twenty", "tjuge"],
    &["tretti", "tredve", "thirty", "tredeve", "tretty"],
    &["førti", "førr", "forty", "førtti", "førty"],
    &["femti", "fifty", "femty"],
    &["seksti", "sixty", "seksty"],
    &["sytti", "søtti", "seventy", "sytty"],
    &["åtti", "eighty", "åtty", "otti"],
    &["nitti", "ninety", "nitty"],
];

/// What stands between number words without being one.
const FILLERS: [&str; 3] = ["og", "and", "å"];
const HUNDRED: [&str; 3] = ["hundre", "hundra", "hundred"];

/// Calls `each` with every spelling of the numbers 0 to 99, and of hundred.
pub(crate) fn spellings(each: &mut impl FnMut(&str)) {
    for spelling in UNITS.iter().chain(&TEENS).chain(&TENS).copied().flatten().chain(&HUNDRED) {
        each(spelling);
    }
    let mut room = String::new();
    for ten in TENS.iter().copied().flatten() {
        for unit in UNITS.iter().skip(1).copied().flatten() {
            for parts in [[ten, "", unit], [unit, "og", ten], [unit, "å", ten]] {
                room.clear();
                room.extend(parts);
                each(&room);
            }
        }
    }
}

/// The value of a number word, and whether it is a full ten that a unit may follow.
pub(crate) fn value(folded: &str) -> Option<(u8, bool)> {
    let among = |lists: &[&[&str]]| lists.iter().position(|list| list.contains(&folded));
    if let Some(unit) = among(&UNITS) {
        return Some((u8::try_from(unit).ok()?, false));
    }
    if let Some(teen) = among(&TEENS) {
        return Some((u8::try_from(teen).ok()? + 10, false));
    }
    if let Some(ten) = among(&TENS) {
        return Some((u8::try_from(ten).ok()? * 10 + 20, true));
    }
    for (index, spelling) in TENS.iter().enumerate().flat_map(|(i, list)| list.iter().map(move |s| (i, s))) {
        let ten = u8::try_from(index).ok()? * 10 + 20;
        let unit = folded.strip_prefix(spelling).or_else(|| {
            let rest = folded.strip_suffix(spelling)?;
            rest.strip_suffix("og").or_else(|| rest.strip_suffix('å'))
        });
        if let Some(unit) = unit.and_then(|unit| UNITS.iter().skip(1).position(|list| list.contains(&unit))) {
            return Some((ten + u8::try_from(unit).ok()? + 1, false));
        }
    }
    None
}

/// The ordinals of the days of a month that are words of their own.
const ORDINALS: [&[&str]; 20] = [
    &["første", "fyrste"],
    &["andre", "annen"],
    &["tredje"],
    &["fjerde"],
    &["femte"],
    &["sjette"],
    &["sjuende", "syvende", "sjuande"],
    &["åttende", "åttande"],
    &["niende", "niande"],
    &["tiende", "tiande"],
    &["ellevte"],
    &["tolvte", "tolte"],
    &["trettende", "trettande"],
    &["fjortende", "fjortande"],
    &["femtende", "femtande"],
    &["sekstende", "sekstande"],
    &["syttende", "syttande"],
    &["attende", "attande"],
    &["nittende", "nittande"],
    &["tjuende", "tjuande", "tyvende"],
];

/// The number of an ordinal, 1 to 31: the days of a month.
pub(crate) fn ordinal(folded: &str) -> Option<u8> {
    let among = |word: &str| {
        let at = ORDINALS.iter().position(|list| list.contains(&word))?;
        Some(u8::try_from(at).ok()? + 1)
    };
    let behind = |ten: &str| folded.strip_prefix(ten).and_then(among).filter(|unit| *unit < 10);
    among(folded)
        .or_else(|| matches!(folded, "trettiende" | "trettiande").then_some(30))
        .or_else(|| behind("tjue").or_else(|| behind("tyve")).map(|unit| 20 + unit))
        .or_else(|| behind("tretti").filter(|unit| *unit == 1).map(|_| 31))
}

/// The fewest digits of a spoken run; fewer say nothing.
const FEWEST_DIGITS: usize = 5;

/// A run being put together.
#[derive(Default)]
struct Spoken {
    digits: Vec<Digit>,
    words: usize,
    end: usize,
    /// The last digit is the zero of a full ten, or the two zeros of a hundred: a unit may replace it.
    open: usize,
    /// A unit that may turn out to stand before "og tjue".
    unit: bool,
    filler: bool,
}

impl Spoken {
    fn push(&mut self, span: Span, digits: &[u8]) {
        for (i, value) in digits.iter().enumerate() {
            let gap = if i == 0 { Gap::Space } else { Gap::None };
            growing::push(
                &mut self.digits,
                Digit { start: span.start, end: span.end, value: *value, gap },
                Digit::BLANK,
            );
        }
    }

    /// Overwrites the last `count` digits, which then reach to the end of `span`.
    fn replace_last(&mut self, values: &[u8], span: Span) {
        let from = self.digits.len().saturating_sub(values.len());
        for (digit, value) in self.digits.iter_mut().skip(from).zip(values) {
            digit.value = *value;
        }
        if let Some(last) = self.digits.last_mut() {
            last.end = span.end;
        }
    }

    fn number(&mut self, number: u8, full_ten: bool, span: Span) {
        self.words += 1;
        self.end = span.end;
        let (tens, units) = (number / 10, number % 10);
        if self.unit && self.filler && full_ten {
            // "fem og tjue"
            let unit = self.digits.last().map_or(0, |digit| digit.value);
            let start = self.digits.pop().map_or(span.start, |digit| digit.start);
            self.push(Span::new(start, span.end), &[tens, unit]);
            (self.open, self.unit) = (0, false);
        } else if self.open == 2 && number > 0 {
            // "hundre og tolv"
            self.replace_last(&[tens, units], span);
            self.open = usize::from(full_ten);
        } else if self.open == 1 && (1..10).contains(&number) {
            // "tjue fem"
            self.replace_last(&[units], span);
            self.open = 0;
        } else if number < 10 {
            self.push(span, &[number]);
            (self.open, self.unit) = (0, number > 0);
            self.filler = false;
            return;
        } else {
            self.push(span, &[tens, units]);
            self.open = usize::from(full_ten);
        }
        (self.unit, self.filler) = (false, false);
    }

    fn hundred(&mut self, span: Span) {
        self.words += 1;
        self.end = span.end;
        if self.unit {
            self.push(span, &[0, 0]);
            for digit in self.digits.iter_mut().rev().take(2) {
                digit.gap = Gap::None;
            }
        } else {
            self.push(span, &[1, 0, 0]);
        }
        (self.open, self.unit, self.filler) = (2, false, false);
    }

    fn figures(&mut self, digits: &[Digit]) {
        let from = self.digits.len();
        growing::extend(&mut self.digits, digits, Digit::BLANK);
        if let Some(first) = self.digits.get_mut(from).filter(|_| from > 0) {
            // The word before them is a group of its own.
            first.gap = first.gap.max(Gap::Space);
        }
        if let Some(last) = digits.last() {
            self.end = last.end;
        }
        (self.open, self.unit, self.filler) = (0, false, false);
    }

    /// The figures that stand between two words.
    fn between(&mut self, raw: &str, figures: Range<usize>, digits: &mut Vec<Digit>, runs: &mut Vec<usize>) {
        if let Some(first) = digits.get(figures.start).filter(|_| !figures.is_empty()) {
            if !near(raw, self.end, first.start) {
                self.finish(digits, runs);
            }
            self.figures(digits.get(figures).unwrap_or_default());
        }
    }

    /// Writes the run out, when it is one, and starts anew.
    fn finish(&mut self, digits: &mut Vec<Digit>, runs: &mut Vec<usize>) {
        if self.words >= 2 && self.digits.len() >= FEWEST_DIGITS {
            runs.push(digits.len());
            growing::extend(digits, &self.digits, Digit::BLANK);
        }
        growing::overwrite(&mut self.digits, Digit::BLANK);
        self.digits.clear();
        *self = Spoken { digits: std::mem::take(&mut self.digits), ..Spoken::default() };
    }
}

/// Adds the runs that are written at least partly in words behind those in figures.
pub(super) fn spoken_runs(raw: &str, buffers: &mut Buffers) {
    let Buffers { words, folded, digits, runs, .. } = buffers;
    if words.windows(2).filter(|pair| pair.iter().all(|word| word.has(Tag::NumberWord))).take(2).count() < 2 {
        return;
    }
    // Behind them stand the runs that are added.
    let figures = digits.len();
    let mut spoken = Spoken::default();
    let mut next_figure = 0;
    for word in words.iter() {
        // Figures between the last word and this one.
        let from = next_figure;
        while next_figure < figures && digits.get(next_figure).is_some_and(|digit| digit.start < word.start) {
            next_figure += 1;
        }
        spoken.between(raw, from..next_figure, digits, runs);
        if !near(raw, spoken.end, word.start) {
            spoken.finish(digits, runs);
        }
        let form = folded_in(raw, folded, word);
        if word.has(Tag::NumberWord) {
            if HUNDRED.contains(&form) {
                spoken.hundred(word.span());
            } else if let Some((number, full_ten)) = value(form) {
                spoken.number(number, full_ten, word.span());
            }
        } else if FILLERS.contains(&form) && !spoken.digits.is_empty() {
            spoken.filler = true;
            spoken.end = word.end;
        } else {
            spoken.finish(digits, runs);
        }
    }
    if digits.get(next_figure).is_some_and(|digit| next_figure < figures && near(raw, spoken.end, digit.start)) {
        spoken.figures(digits.get(next_figure..figures).unwrap_or_default());
    }
    spoken.finish(digits, runs);
}

/// Whether only such signs stand between two parts as stand between spoken digits.
fn near(raw: &str, end: usize, start: usize) -> bool {
    raw.get(end..start).is_some_and(|gap| {
        gap.len() <= 8 && gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | '…'))
    })
}

/// The tag of number words.
pub(crate) const NUMBER_WORD: Tags = Tags::of(Tag::NumberWord);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::text::{DigitRun, Text, Written};

    #[test]
    fn every_day_of_a_month_has_an_ordinal() {
        for (word, number) in [("første", 1), ("tolte", 12), ("tjuende", 20), ("tjuesjuende", 27), ("trettiførste", 31)]
        {
            assert_eq!(ordinal(word), Some(number), "{word}");
        }
        for word in ["tjuetiende", "trettiandre", "mai", "tjue", ""] {
            assert_eq!(ordinal(word), None, "{word}");
        }
    }

    #[test]
    fn every_spelling_has_a_value() {
        let mut count = 0;
        spellings(&mut |spelling| {
            count += 1;
            assert!(value(spelling).is_some() || HUNDRED.contains(&spelling), "{spelling}");
        });
        assert!(count > 1000);
        for (word, number) in
            [("toogtredve", 32), ("trettito", 32), ("sju", 7), ("syv", 7), ("nittini", 99), ("fireogsytti", 74)]
        {
            assert_eq!(value(word).map(|(n, _)| n), Some(number), "{word}");
        }
    }

    #[test]
    fn a_full_ten_is_open_to_a_unit() {
        for (word, number) in [("null", (0, false)), ("tolv", (12, false)), ("tjue", (20, true)), ("nitti", (90, true))]
        {
            assert_eq!(value(word), Some(number), "{word}");
        }
        assert_eq!(value("tjuefem"), Some((25, false)));
        for word in ["tjuenull", "ogtjue", "nullogtjue", "femtjue", "kari", ""] {
            assert_eq!(value(word), None, "{word}");
        }
    }

    /// The spoken runs of a message: the digits, group by group, and the bytes they stand in.
    fn spoken(raw: &str) -> Vec<(String, Span)> {
        let text = Text::new(raw, &standard_lexicon(), Buffers::default());
        let read = |run: DigitRun<'_>| {
            let group = |group: DigitRun<'_>| {
                group.digits().iter().map(|digit| char::from(b'0' + digit.value())).collect::<String>()
            };
            (run.groups().map(group).collect::<Vec<_>>().join(" "), run.span())
        };
        text.runs().filter(|run| run.written() == Written::Words).map(read).collect()
    }

    #[test]
    fn numbers_are_put_together_as_they_are_spoken() {
        for (raw, digits) in [
            ("fire en to null null fem seks sju", "4 1 2 0 0 5 6 7"),
            // The old counting takes a filler between the unit and the ten.
            ("fem og tjue seks og tretti null", "25 36 0"),
            ("fem tjue seks tretti", "5 26 30"),
            ("fem og seks og tjue null tretti", "5 26 0 30"),
            // Zero is no unit.
            ("null og tjue seks sju åtte", "0 26 7 8"),
            ("tjue null tretti null", "20 0 30 0"),
            ("tjue tolv tretti", "20 12 30"),
            // Hundreds, alone and counted.
            ("hundre og tolv tjue tretti", "112 20 30"),
            ("hundre og tjue fem seks sju", "125 6 7"),
            ("hundre null tjue", "100 0 20"),
            ("fire hundre tolv tretti", "412 30"),
            ("tjue hundre tretti", "20 130"),
            // Figures among the words.
            ("en to 45 tre", "1 2 45 3"),
            ("en to tre 45", "1 2 3 45"),
            ("45 en to tre", "45 1 2 3"),
            ("fem 6 og tjue sju åtte", "5 6 27 8"),
            ("tjue 5 tre fire", "20 5 3 4"),
            ("en, to - tre … fire – fem", "1 2 3 4 5"),
            ("en to tre fire        fem", "1 2 3 4 5"),
        ] {
            let wanted = Span::new(0, raw.len());
            assert_eq!(spoken(raw), [(digits.to_owned(), wanted)], "{raw}");
        }
    }

    #[test]
    fn too_little_or_too_far_apart_is_no_spoken_run() {
        for raw in [
            "en to tre fire",
            "fem tjue en",
            "en / to / tre / fire / fem",
            "en to tre fire         fem",
            "en to tre fire / 56",
            "56 / en to tre",
            "en to tre biler fire fem seks",
            // One number word beside figures says nothing of them.
            "en to tre og da fire 12345",
            "tre hundre 41",
        ] {
            assert_eq!(spoken(raw), [], "{raw}");
        }
        // What stands before and behind a run is no part of it.
        for (raw, digits, span) in [
            ("en to tre fire fem / 67", "1 2 3 4 5", Span::new(0, 18)),
            ("67 / en to tre fire fem", "1 2 3 4 5", Span::new(5, 23)),
            ("og en to tre fire fem og", "1 2 3 4 5", Span::new(3, 21)),
            ("tre hundre 41 kr, og en to", "300 41", Span::new(0, 13)),
            ("hundre 41 kr, en to tre fire fem", "1 2 3 4 5", Span::new(14, 32)),
        ] {
            assert_eq!(spoken(raw), [(digits.to_owned(), span)], "{raw}");
        }
    }

    #[test]
    #[cfg(feature = "health")]
    fn the_digit_of_a_word_is_not_spoken() {
        assert_eq!(spoken("en to tre fire 3d-ultralyd"), []);
    }
}
