//! Fødselsnummer and its relatives: eleven digits that name one person.
//!
//! # What it finds
//! Fødselsnummer, D-nummer (day + 40), H-nummer (month + 40), FH-nummer (first digit 8 or 9), the synthetic series
//! (month + 80, + 65), NPID (month + 20, + 60), each also with day + 40, written together or in groups, also as
//! `dd.mm.yyyy kkkkk`. Numbers that are mistyped or given in part where the words around them or the grouping say
//! what they are: with the month in words, the last five digits starred out, a plus between the halves.
//!
//! # What proves it
//! The date and two control digits, by today's rule or by the one for numbers issued from 2032. Nothing is rejected
//! for its century, its gender digit or a date of birth to come: they still point at somebody.
//!
//! # What it leaves alone
//! Eleven digits without a date, without control digits and without a cue; numbers that the nearest cue calls an
//! order, a parcel, a KID; "fnr" beside gnr and bnr, where it means festenummer.
//!
//! # Sources
//! Forskrift til folkeregisterloven § 2-2-1; Skatteetaten, "Nytt fødselsnummer fra 2032" and "Utvidelse av
//! D-nummerserien"; KITH 1001:2010, "Identifikatorer for personer"; Norsk helsenett on FH-nummer.

mod parts;

use super::{Detector, cues};
use crate::checksum::{Control, national_control};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{DigitRun, Gap, Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct NationalId;

impl Detector for NationalId {
    fn name(&self) -> &'static str {
        "national-id"
    }

    fn labels(&self) -> &'static [Label] {
        &[
            Label::Fodselsnummer,
            Label::DNummer,
            Label::HNummer,
            Label::FhNummer,
            Label::SyntheticId,
            Label::UnverifiedId,
        ]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let mut spoken_of = text.has(Tag::CueNationalId);
        let first = claims.len();
        // A whole number, or what somebody may give of one.
        let long_enough = text.runs().filter(|run| matches!(run.len(), 5 | 6 | 10..));
        let others: Vec<DigitRun<'_>> = long_enough.filter(|run| !proved(text, run, claims)).collect();
        spoken_of |= claims.len() > first;
        for run in others {
            unproved(text, &run, spoken_of, claims);
        }
        parts::claim(text, spoken_of, claims);
    }
}

/// What eleven digits say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) label: Label,
    pub(crate) variant: &'static str,
    pub(crate) control: Control,
}

/// Reads eleven digits as a national number. None when neither a date nor the FH series fits.
pub(crate) fn read(digits: &[u8; 11]) -> Option<Reading> {
    let control = national_control(digits);
    let [d1, d2, m1, m2, y1, y2, ..] = *digits;
    let (day, month, year) = (d1 * 10 + d2, m1 * 10 + m2, y1 * 10 + y2);
    if d1 >= 8 {
        return Some(Reading { label: Label::FhNummer, variant: "fh", control });
    }
    let foreign = day > 40;
    let day = if foreign { day - 40 } else { day };
    let (month, series) = match month {
        1..=12 => (month, Series::Birth),
        21..=32 => (month - 20, Series::Npid),
        41..=52 => (month - 40, Series::Hospital),
        61..=65 => (month - 60, Series::NpidTest),
        66..=77 => (month - 65, Series::SyntPop),
        81..=92 => (month - 80, Series::Tenor),
        _ => return None,
    };
    // 61 to 72 is the test series of NPID; 66 to 72 is SyntPop as well and read as that. Only 67 can be a date in the
    // other alone: July there, February here.
    let july = series == Series::SyntPop && month == 2 && is_date(day, 7, year);
    if !july && !is_date(day, month, year) {
        return None;
    }
    let (label, variant) = match (series, foreign) {
        (Series::Birth, false) => (Label::Fodselsnummer, "fnr"),
        (Series::Birth, true) => (Label::DNummer, "d"),
        (Series::Hospital, false) => (Label::HNummer, "h"),
        (Series::Hospital, true) => (Label::SyntheticId, "nav-synthetic"),
        (Series::Npid, _) => (Label::UnverifiedId, "npid"),
        (Series::NpidTest, _) => (Label::SyntheticId, "npid-test"),
        (Series::SyntPop, _) => (Label::SyntheticId, "syntpop"),
        (Series::Tenor, _) => (Label::SyntheticId, "tenor"),
    };
    Some(Reading { label, variant, control })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    Birth,
    Npid,
    Hospital,
    NpidTest,
    SyntPop,
    Tenor,
}

/// Whether the date exists in some century. Two digits of a year cannot tell 1900, which had no leap day, from 2000.
fn is_date(day: u8, month: u8, year: u8) -> bool {
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// The eleven digits of a window of eleven, or of thirteen with the century written out.
pub(crate) fn eleven(window: &DigitRun<'_>) -> Option<[u8; 11]> {
    if let Some(digits) = window.values::<11>() {
        return Some(digits);
    }
    let [d1, d2, m1, m2, c1, c2, rest @ ..] = window.values::<13>()?;
    let mut digits = [d1, d2, m1, m2, 0, 0, 0, 0, 0, 0, 0];
    for (to, from) in digits.iter_mut().skip(4).zip(rest) {
        *to = from;
    }
    matches!((c1, c2), (1, 8 | 9) | (2, 0)).then_some(digits)
}

/// Whether the separators are such as people put into one number.
fn one_number(window: &DigitRun<'_>) -> bool {
    let grouping = window.grouping();
    let (lengths, gaps) = (grouping.lengths(), grouping.gaps());
    let plain = |gap: &Gap| matches!(gap, Gap::Space | Gap::Dot | Gap::Dash | Gap::Slash);
    gaps.iter().all(plain)
        || matches!(lengths, [6 | 8, 5])
        || (matches!(lengths, [2, 2, 2 | 4, 5]) && gaps.first() == gaps.get(1))
        || (lengths.iter().all(|length| *length == 1) && grouping.all(Gap::Comma))
}

/// Claims the windows whose control digits fit, and tells whether one of them leaves no doubt: the series of emergency
/// numbers has no date to prove it.
fn proved(text: &Text<'_>, run: &DigitRun<'_>, claims: &mut Claims) -> bool {
    let mut beyond_doubt = false;
    for window in run.windows(11).chain(run.windows(13)) {
        let Some(digits) = eleven(&window) else { continue };
        let control = national_control(&digits);
        if control == Control::Wrong || !one_number(&window) {
            continue;
        }
        let Some(reading) = read(&digits) else {
            // Right control digits and an impossible date: registers' own validators accept 31 April.
            if control == Control::Right && looks_like_day_and_month(&digits) {
                claims.add_variant(window.span(), Label::UnverifiedId, Confidence::Likely, "impossible-date");
            }
            continue;
        };
        beyond_doubt |= reading.label != Label::FhNummer;
        let said = cues::of_number(text, window.span());
        let confidence = match (reading.control, reading.label) {
            (Control::Wrong, _) => continue,
            (control, Label::FhNummer) => match (said.has(Tag::CueNationalId), control) {
                // As sure as a mistyped number that is called one, so that the series gives the label.
                (true, _) => Confidence::Certain,
                (false, Control::Right) => Confidence::Possible,
                (false, _) => continue,
            },
            (Control::From2032, _) => Confidence::Likely,
            // Every national number is a valid account number too: the grouping and the words decide which it is.
            (Control::Right, _) if is_account(&window, said) => Confidence::Likely,
            (Control::Right, _) => Confidence::Certain,
        };
        claims.add_variant(window.span(), reading.label, confidence, reading.variant);
    }
    beyond_doubt
}

/// Whether grouping or words say that eleven digits are an account.
fn is_account(window: &DigitRun<'_>, said: Tags) -> bool {
    let national = said.has(Tag::CueNationalId) || said.has(Tag::CueBirth);
    !national && (window.grouping().lengths() == [4, 2, 5] || said.has(Tag::CueAccount))
}

/// Day 1 to 31 and month 1 to 12, each with one of the offsets in use, whatever the month's length.
fn looks_like_day_and_month(digits: &[u8; 11]) -> bool {
    let [d1, d2, m1, m2, ..] = *digits;
    let (day, month) = (d1 * 10 + d2, m1 * 10 + m2);
    matches!(day, 1..=31 | 41..=71) && matches!(month, 1..=12 | 21..=32 | 41..=52 | 61..=77 | 81..=92)
}

/// Claims what is meant as a national number without being one: mistyped, or a part.
///
/// `spoken_of`: the message speaks of national numbers elsewhere, or holds a proved one.
fn unproved(text: &Text<'_>, run: &DigitRun<'_>, spoken_of: bool, claims: &mut Claims) {
    let span = run.span();
    let said = cues::of_number(text, span);
    let money = text.words_after(span.end, 1).any(|word| word.has(Tag::CueMoney));
    if is_property(text, span) || money {
        return;
    }
    let called = said.has(Tag::CueNationalId) || said.has(Tag::CuePart);
    for window in run.windows(11).chain(run.windows(13)) {
        let alone = window.len() == run.len() && !other_kind(said);
        // Nothing else is written in six digits and five; the other groupings tell only with a date in front.
        let lengths = window.grouping();
        let last_gap = lengths.gaps().last().is_some_and(|gap| matches!(gap, Gap::Space | Gap::Dash));
        let six_and_five = alone && last_gap && lengths.lengths() == [6, 5];
        let line_break = lengths.lengths() == [6, 5] && lengths.all(Gap::Newline);
        let telling = alone && (line_break || (last_gap && matches!(lengths.lengths(), [8, 5] | [2, 2, 2 | 4, 5])));
        let personal = Tags::of(Tag::CueIdentity).and(Tag::FirstPerson);
        let numbered = alone && is_called_number(text, span);
        // Eleven digits with a date in them, in a message about oneself.
        let own = alone && window.len() == 11 && cues::around(text, span, 8, 8).any_of(personal);
        let together = spoken_of && alone;
        let date = eleven(&window).is_some_and(|digits| looks_like_day_and_month(&digits));
        let meant =
            six_and_five || (date && (telling || together || own)) || numbered || (called && window.len() == run.len());
        if one_number(&window) && meant {
            let confidence = if called { Confidence::Certain } else { Confidence::Likely };
            claims.add_variant(window.span(), Label::UnverifiedId, confidence, "control-digits");
            return;
        }
    }
    // "120893 6147" beside a whole number: a digit is missing.
    let short = spoken_of && run.grouping().lengths() == [6, 4] && !other_kind(said);
    if !(called || (short || said.has(Tag::CueBirth)) && starts_with_date(run)) {
        return;
    }
    let lengths = run.grouping();
    let (length, variant) = match (run.len(), lengths.lengths()) {
        (10 | 12 | 13, _) => (run.len(), "length"),
        (5, _) if called && is_part(text, span) => (5, "last-five"),
        (6, [6] | [2, 2, 2]) if called && is_part(text, span) => (6, "birth-date"),
        _ => return,
    };
    let pattern = text.between(span.end, span.end + 1) == "%";
    if run.len() == length && one_number(run) && !pattern {
        claims.add_variant(span, Label::UnverifiedId, Confidence::Likely, variant);
    }
}

/// "Trygdenummeret mitt: …": a word that ends in "nummer" directly before, whatever it begins with.
fn is_called_number(text: &Text<'_>, span: Span) -> bool {
    text.words_before(span.start, 4).take_while(|word| !text.between(word.end, span.start).contains('\n')).any(|word| {
        let folded = text.folded(word);
        ["nummer", "nummeret", "nummar", "number"].iter().any(|ending| folded.ends_with(ending))
    })
}

/// Whether five or six digits may be a part of a national number: not glued to letters as in a diagnosis code, no
/// letters typed for figures, the cue on the same line.
fn is_part(text: &Text<'_>, span: Span) -> bool {
    let raw = text.as_str();
    let glued = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = raw.get(..span.start).and_then(|s| s.chars().next_back());
    let after = raw.get(span.end..).and_then(|s| s.chars().next());
    let cue = Tags::of(Tag::CueNationalId).and(Tag::CuePart).and(Tag::CueBirth);
    let near = text.words_before(span.start, 5).chain(text.words_after(span.end, 4)).any(|word| {
        word.tags().any_of(cue) && !text.between(word.end.min(span.end), word.start.max(span.start)).contains('\n')
    });
    !glued(before) && !glued(after) && !text.between(span.start, span.end).contains(char::is_alphabetic) && near
}

/// Whether the nearest cue calls the number something else.
fn other_kind(said: Tags) -> bool {
    said.any_of(
        Tags::of(Tag::CueOrder).and(Tag::CueAccount).and(Tag::CueCard).and(Tag::CueCase).and(Tag::CueOrganisation),
    )
}

/// "gnr 12 bnr 34 fnr 2": fnr is festenummer there.
fn is_property(text: &Text<'_>, span: Span) -> bool {
    cues::around(text, span, 4, 2).has(Tag::CueProperty)
}

fn starts_with_date(run: &DigitRun<'_>) -> bool {
    let mut values = run.digits().iter().map(|digit| digit.value());
    let mut two = || values.next().zip(values.next()).map(|(a, b)| a * 10 + b);
    matches!((two(), two()), (Some(1..=31 | 41..=71), Some(1..=12 | 41..=52 | 81..=92)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::text::Buffers;

    /// What eleven digits with this date in front are read as.
    fn series(day: u8, month: u8, year: u8) -> Option<(Label, &'static str)> {
        let digits = [day / 10, day % 10, month / 10, month % 10, year / 10, year % 10, 5, 0, 0, 0, 0];
        read(&digits).map(|reading| (reading.label, reading.variant))
    }

    #[test]
    fn every_month_belongs_to_its_series() {
        for month in 0..=99 {
            let (native, foreign) = match month {
                1..=12 => (Some((Label::Fodselsnummer, "fnr")), Some((Label::DNummer, "d"))),
                21..=32 => (Some((Label::UnverifiedId, "npid")), Some((Label::UnverifiedId, "npid"))),
                41..=52 => (Some((Label::HNummer, "h")), Some((Label::SyntheticId, "nav-synthetic"))),
                61..=65 => (Some((Label::SyntheticId, "npid-test")), Some((Label::SyntheticId, "npid-test"))),
                66..=77 => (Some((Label::SyntheticId, "syntpop")), Some((Label::SyntheticId, "syntpop"))),
                81..=92 => (Some((Label::SyntheticId, "tenor")), Some((Label::SyntheticId, "tenor"))),
                _ => (None, None),
            };
            assert_eq!((series(15, month, 79), series(55, month, 79)), (native, foreign), "{month}");
        }
        for first in [80, 81, 89, 90, 99] {
            assert_eq!(series(first, 99, 79), Some((Label::FhNummer, "fh")), "{first}");
        }
    }

    #[test]
    fn a_month_has_its_days() {
        let days = |offset: u8, month: u8, year: u8| {
            (0..=39_u8).filter(|day| series(day + offset, month, year).is_some()).collect::<Vec<_>>()
        };
        for offset in [0, 20, 40, 80] {
            for (month, last) in
                [(1, 31), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)]
            {
                assert_eq!(days(0, month + offset, 79), (1..=last).collect::<Vec<_>>(), "{month} + {offset}");
                assert_eq!(days(40, month + offset, 79), (1..=last).collect::<Vec<_>>(), "{month} + {offset}");
            }
            for (year, last) in [(79, 28), (80, 29), (0, 29), (4, 29), (96, 29), (97, 28), (98, 28)] {
                assert_eq!(days(0, 2 + offset, year), (1..=last).collect::<Vec<_>>(), "{year} + {offset}");
            }
        }
        for (month, last) in [(61, 31), (62, 28), (63, 31), (64, 30), (65, 31)] {
            assert_eq!(days(0, month, 79), (1..=last).collect::<Vec<_>>(), "{month}");
        }
        // Two series share these months; the date has to exist in one of them: February or July, September or none.
        assert_eq!(days(0, 67, 79), (1..=31).collect::<Vec<_>>());
        assert_eq!(days(0, 72, 79), (1..=31).collect::<Vec<_>>());
        assert_eq!(days(0, 69, 79), (1..=30).collect::<Vec<_>>());
        assert_eq!(days(0, 74, 79), (1..=30).collect::<Vec<_>>());
    }

    #[test]
    fn a_day_and_a_month_are_told_whatever_the_length_of_the_month() {
        for day in 0..=99 {
            for month in 0..=99 {
                let digits = [day / 10, day % 10, month / 10, month % 10, 7, 9, 0, 0, 0, 0, 0];
                // 31 days in every month, January of every series standing for all of it.
                let wanted = (1..=12).contains(&(month % 20)) && month < 60
                    || (61..=77).contains(&month)
                    || (81..=92).contains(&month);
                let wanted = wanted && ((1..=31).contains(&day) || (41..=71).contains(&day));
                assert_eq!(looks_like_day_and_month(&digits), wanted, "{day} {month}");
            }
        }
    }

    fn with_run<T>(message: &str, look: impl Fn(&DigitRun<'_>) -> T) -> T {
        let lexicon = standard_lexicon();
        let text = Text::new(message, &lexicon, Buffers::default());
        look(&text.runs().next().unwrap())
    }

    #[test]
    fn the_century_may_be_written_out() {
        let whole = Some([1, 1, 0, 3, 7, 9, 6, 6, 6, 4, 0]);
        for (message, wanted) in [
            ("11037966640", whole),
            ("11.03.1879 66640", whole),
            ("11.03.1979 66640", whole),
            ("11.03.2079 66640", whole),
            ("11.03.1779 66640", None),
            ("11.03.2179 66640", None),
            ("11.03.0879 66640", None),
            ("110379 6664", None),
            ("11.03.187 66640", None),
        ] {
            assert_eq!(with_run(message, eleven), wanted, "{message}");
        }
    }

    #[test]
    fn a_number_is_divided_as_people_do() {
        for (message, one) in [
            ("11037966640", true),
            ("1103 79-666.40", true),
            ("110379/66640", true),
            ("110379\n66640", true),
            ("11031879\n66640", true),
            ("11,03,79,66640", true),
            ("11,03,1879,66640", true),
            ("11,03:79,66640", false),
            ("11037\n966640", false),
            ("110379\n666\n40", false),
            ("1,1,0,3,7,9,6,6,6,4,0", true),
            ("11,0,3,7,9,6,6,6,4,0", false),
            ("1:1:0:3:7:9:6:6:6:4:0", false),
        ] {
            assert_eq!(with_run(message, one_number), one, "{message:?}");
        }
    }

    /// What the detector claims by itself: label, confidence, variant.
    fn claimed(message: &str) -> Vec<(Label, Confidence, &'static str)> {
        let lexicon = standard_lexicon();
        let text = Text::new(message, &lexicon, Buffers::default());
        let mut claims = Claims::with_buffers(Vec::new(), Vec::new());
        NationalId.detect(&text, &mut claims);
        assert!(claims.claims.iter().all(|claim| NationalId.labels().contains(&claim.label)), "{message:?}");
        claims.claims.iter().map(|claim| (claim.label, claim.confidence, claim.variant.unwrap_or(""))).collect()
    }

    #[test]
    fn a_number_that_may_be_an_account_is_less_sure() {
        let national = |confidence| vec![(Label::Fodselsnummer, confidence, "fnr")];
        for (message, confidence) in [
            ("11037966640", Confidence::Certain),
            ("1103.79.66640", Confidence::Likely),
            ("1103.79666.40", Confidence::Certain),
            ("konto 11037966640", Confidence::Likely),
            ("fødselsnummer 1103.79.66640", Confidence::Certain),
            ("født 1103.79.66640", Confidence::Certain),
            ("11037966659", Confidence::Likely),
        ] {
            assert_eq!(claimed(message), national(confidence), "{message}");
        }
    }

    #[test]
    fn an_emergency_number_wants_a_word_for_it() {
        let emergency = |confidence| Some((Label::FhNummer, confidence, "fh"));
        let first = |message| claimed(message).first().copied();
        assert_eq!(first("85901350162"), emergency(Confidence::Possible));
        assert_eq!(first("fh-nummer 85901350162"), emergency(Confidence::Certain));
        assert_eq!(first("85901350189"), None, "the rule of 2032 proves too little");
        assert_eq!(first("fh-nummer 85901350189"), emergency(Confidence::Certain));
        assert_eq!(first("85901350163"), None, "wrong control digits");
    }

    #[test]
    fn a_date_that_does_not_exist_still_points_at_somebody() {
        let impossible = (Label::UnverifiedId, Confidence::Likely, "impossible-date");
        // 31 April.
        assert!(claimed("31045450131").contains(&impossible));
        assert!(!claimed("31045450132").contains(&impossible), "wrong control digits");
        assert!(!claimed("31045450220").contains(&impossible), "by the rule of 2032 only");
    }

    #[test]
    fn a_part_is_what_the_words_say_it_is() {
        let part = |variant| vec![(Label::UnverifiedId, Confidence::Likely, variant)];
        for (message, wanted) in [
            ("de fem siste er 51558", part("last-five")),
            ("personnummeret er 51558", part("last-five")),
            ("de fem siste er\n51558", vec![]),
            ("fødselsnummer A51558", vec![]),
            ("fødselsnummer 51558B", vec![]),
            ("fnr 020456", part("birth-date")),
            ("fnr 02 04 56", part("birth-date")),
            ("fnr 0204 56", vec![]),
            ("fnr 02045", part("last-five")),
            ("fnr 0204567", vec![]),
            ("fødselsnummer 1210577323", part("length")),
            ("fødselsnummer 170456522388", part("length")),
            ("fødselsnummer 12105773%", vec![]),
            ("fødselsnummer 1210577323%", vec![]),
            ("gnr 12 bnr 34 fnr 51558", vec![]),
            ("feilkode 51558", vec![]),
        ] {
            assert_eq!(claimed(message), wanted, "{message:?}");
        }
    }

    #[test]
    fn a_number_is_grouped_as_people_group_it() {
        assert_eq!(claimed("11037966640").len(), 1);
        assert_eq!(claimed("1:1:0:3:7:9:6:6:6:4:0"), vec![]);
    }

    #[test]
    fn beside_a_whole_number_less_is_enough() {
        let mistyped = Some((Label::UnverifiedId, Confidence::Likely, "control-digits"));
        let short = Some((Label::UnverifiedId, Confidence::Likely, "length"));
        let whole = "11037966640 og";
        for (message, beside, alone) in [
            ("14075856174", mistyped, None),
            ("120893 6147", short, None),
            // Six and four, and a date in front.
            ("1208936147", None, None),
            ("1208 936147", None, None),
            ("990893 6147", None, None),
            ("129993 6147", None, None),
            ("ordre 120893 6147", None, None),
        ] {
            assert_eq!(claimed(&format!("{whole} {message}")).get(1).copied(), beside, "{message}");
            assert_eq!(claimed(message).first().copied(), alone, "{message}");
        }
    }

    #[test]
    fn a_date_of_birth_is_no_part_of_a_number() {
        let short = vec![(Label::UnverifiedId, Confidence::Likely, "length")];
        for (message, wanted) in
            [("født 1208936147", short), ("født 9908936147", vec![]), ("født 120893", vec![]), ("født 12089", vec![])]
        {
            assert_eq!(claimed(message), wanted, "{message}");
        }
    }

    #[test]
    fn a_mistyped_number_needs_a_reason() {
        let meant = |confidence| vec![(Label::UnverifiedId, confidence, "control-digits")];
        for (message, wanted) in [
            // Called so.
            ("fnr 11037966641", meant(Confidence::Certain)),
            ("fødselsnummer 99999999999", meant(Confidence::Certain)),
            ("fnr 99999999999", meant(Confidence::Certain)),
            // About oneself, with a date in front.
            ("jeg er 14075856174", meant(Confidence::Likely)),
            ("jeg er 99075856174", vec![]),
            // Written so: six and five, or with a date in front.
            ("140758 56174", meant(Confidence::Likely)),
            ("140758\n56174", meant(Confidence::Likely)),
            ("999958 56174", meant(Confidence::Likely)),
            ("999958\n56174", vec![]),
            ("14.07.58 56174", meant(Confidence::Likely)),
            ("99.99.58 56174", vec![]),
            ("1407 5856174", vec![]),
            ("14075856174", vec![]),
            // Some number with a name of its own.
            ("medborgernummeret: 20048567411", meant(Confidence::Likely)),
            ("medborgernummeret:\n20048567411", vec![]),
            // Something else by name.
            ("ordre 140758 56174", vec![]),
            ("KID 14075856174", vec![]),
            ("140758 56174 kroner", vec![]),
        ] {
            assert_eq!(claimed(message), wanted, "{message:?}");
        }
    }
}
