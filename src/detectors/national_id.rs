//! Fødselsnummer and its relatives: eleven digits that name one person.
//!
//! # What it finds
//! Fødselsnummer, D-nummer (day + 40), H-nummer (month + 40), FH-nummer (first digit 8 or 9), the synthetic series
//! (month + 80, + 65), NPID (month + 20, + 60), each also with day + 40, written together or in groups, also as
//! `dd.mm.yyyy kkkkk`. Numbers that are mistyped or given in part where the words around them or the grouping say
//! what they are.
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
        for run in text.runs() {
            proved(text, &run, claims);
        }
        spoken_of |= claims.len() > first;
        for run in text.runs() {
            if !run.windows(11).chain(run.windows(13)).any(|window| is_proved(&window)) {
                unproved(text, &run, spoken_of, claims);
            }
        }
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
    // 61 to 72 is the test series of NPID; 66 to 72 is SyntPop as well and read as that, unless only the other fits.
    let real = is_date(day, month, year)
        || (series == Series::SyntPop && (1..=7).contains(&month) && is_date(day, month + 5, year));
    if !real {
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

/// Whether the control digits of a window fit.
fn is_proved(window: &DigitRun<'_>) -> bool {
    eleven(window).is_some_and(|digits| {
        national_control(&digits) > Control::Wrong
            && one_number(window)
            && read(&digits).is_some_and(|reading| reading.label != Label::FhNummer)
    })
}

/// Claims the windows whose control digits fit.
fn proved(text: &Text<'_>, run: &DigitRun<'_>, claims: &mut Claims) {
    for window in run.windows(11).chain(run.windows(13)) {
        let Some(digits) = eleven(&window) else { continue };
        if national_control(&digits) == Control::Wrong || !one_number(&window) {
            continue;
        }
        let Some(reading) = read(&digits) else {
            // Right control digits and an impossible date: registers' own validators accept 31 April.
            if national_control(&digits) == Control::Right && looks_like_day_and_month(&digits) {
                claims.add_variant(window.span(), Label::UnverifiedId, Confidence::Likely, "impossible-date");
            }
            continue;
        };
        let said = cues::of_number(text, window.span());
        let confidence = match (reading.control, reading.label) {
            (Control::Wrong, _) => continue,
            (Control::From2032, Label::FhNummer) if !said.has(Tag::CueNationalId) => continue,
            (Control::From2032, _) => Confidence::Likely,
            (Control::Right, Label::FhNummer) if !said.has(Tag::CueNationalId) => Confidence::Possible,
            // Every national number is a valid account number too: the grouping and the words decide which it is.
            (Control::Right, _) if is_account(&window, said) => Confidence::Likely,
            (Control::Right, _) => Confidence::Certain,
        };
        claims.add_variant(window.span(), reading.label, confidence, reading.variant);
    }
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
