//! Messages that are nothing but a number.
//!
//! # What it finds
//! A message of five to ten digits and no words but such as "ja", "og så", "sånn": the answer to a question that
//! this message does not show, or one half of a number sent in two pieces. A full date long past, by itself.
//!
//! # What proves it
//! Nothing but the shape: the finding is possible, no more. In a chat such a message is an identifier, a piece of one
//! or a telephone number far more often than anything else.
//!
//! # What it leaves alone
//! Round numbers, which are amounts; two times of the day; years and post codes, which have four digits; dates of this and the coming years;
//! numbers beside any other word.
//!
//! # Sources
//! How people answer "Fødselsnummer?" and "Hvilket telefonnummer?" in a chat window.

use super::Detector;
use crate::finding::{Claims, Confidence, Label};
use crate::text::{DigitRun, Gap, Needs, Text, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct BareNumber;

/// Words that say nothing of what the number beside them is.
const FILLERS: [&str; 24] = [
    "ja", "jo", "nei", "og", "så", "saa", "er", "det", "e", "sånn", "slik", "ok", "okei", "okay", "eh", "her", "oj",
    "oi", "ups", "takk", "yes", "and", "so", "da",
];

/// The most such words.
const MOST_FILLERS: usize = 3;

impl Detector for BareNumber {
    fn name(&self) -> &'static str {
        "bare-number"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::UnverifiedId, Label::BirthDate]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if text.words().len() > MOST_FILLERS || text.as_str().len() > 64 {
            return;
        }
        if !text.words().iter().all(|word| FILLERS.contains(&text.folded(word))) {
            return;
        }
        let mut runs = text.runs().filter(|run| run.written() == Written::Figures);
        let (Some(run), None) = (runs.next(), runs.next()) else { return };
        let alone = text.as_str().chars().all(|c| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || matches!(c, '.' | ',' | '-' | '–' | '/' | '!' | ':' | '(' | ')' | '…')
        });
        let span = run.span();
        match past_date(&run) {
            Some(true) if alone => claims.add(span, Label::BirthDate, Confidence::Possible),
            None if alone && is_identifying(&run) => claims.add(span, Label::UnverifiedId, Confidence::Possible),
            _ => {}
        }
    }
}

/// Five to ten digits that are no round number, no sum and no version; eleven are for the detectors of whole numbers.
fn is_identifying(run: &DigitRun<'_>) -> bool {
    let zeros = run.digits().iter().rev().take_while(|digit| digit.value() == 0).count();
    let grouping = run.grouping();
    let thousands =
        matches!(grouping.lengths(), [1..=3, rest @ ..] if !rest.is_empty() && rest.iter().all(|length| *length == 3));
    let plain = grouping.gaps().iter().all(|gap| matches!(gap, Gap::Space | Gap::Dot | Gap::Dash));
    let decimals = grouping.lengths().len() == 2
        && grouping.lengths().last() == Some(&2)
        && grouping.all(Gap::Dot)
        && grouping.lengths() != [4, 2];
    let version = grouping.lengths().len() >= 4 && grouping.all(Gap::Dot);
    // "10.30 11.15": two times of the day.
    let times = (grouping.lengths() == [2, 2, 2, 2]
        && matches!(grouping.gaps(), [Gap::Dot, gap, Gap::Dot] if *gap != Gap::Dot))
        && run.groups().enumerate().all(|(at, group)| group.number() < if at % 2 == 0 { 24 } else { 60 });
    !times && !version && (5..=10).contains(&run.len()) && zeros < 2 && plain && !thousands && !decimals
}

/// Whether the run is a full date, and if so, one long past.
fn past_date(run: &DigitRun<'_>) -> Option<bool> {
    let [a, b, c, d, e, f, g, h] = run.values::<8>()?;
    let two = |x: u8, y: u8| u16::from(x) * 10 + u16::from(y);
    let (day, month, year) = match run.grouping().lengths() {
        [8] | [2, 2, 4] => (two(a, b), two(c, d), two(e, f) * 100 + two(g, h)),
        [4, 2, 2] => (two(g, h), two(e, f), two(a, b) * 100 + two(c, d)),
        _ => return None,
    };
    let date = (1..=31).contains(&day) && (1..=12).contains(&month) && (1850..=2039).contains(&year);
    date.then_some(year < 2010)
}
