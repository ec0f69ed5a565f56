//! The check digits of a finding, checked once more.

use super::Check;
use crate::checksum::{self, Control};
use crate::detectors::eleven;
use crate::dictionary::Lexicon;
use crate::finding::Label;
use crate::text::{Buffers, DigitRun, Text};

/// The checks that numbers of this kind have. None when there are too few digits to check. Cost: one pass over the
/// value.
pub(super) fn of(label: Label, value: &str, lexicon: &Lexicon) -> Vec<Check> {
    let text = Text::new(value, lexicon, Buffers::default());
    match label {
        Label::DufNummer => {
            best(&text, &[12], |window| window.values().map(|digits| vec![check("duf", checksum::duf(&digits))]))
        }
        label if label.is_national_number() => {
            best(&text, &[11, 13], |window| eleven(window).map(|digits| national(&digits)))
        }
        Label::BankAccount => best(&text, &[11], |window| {
            window.values().map(|digits| vec![check("account-mod-11", checksum::account(&digits))])
        }),
        Label::OrganisationNumber => best(&text, &[9], |window| {
            window.values().map(|digits| vec![check("organisation-mod-11", checksum::organisation(&digits))])
        }),
        Label::PaymentCard => best(&text, &[13, 14, 15, 16, 17, 18, 19], |window| {
            let digits: Vec<u8> = window.digits().iter().map(|digit| digit.value()).collect();
            Some(vec![check("card-luhn", checksum::luhn(&digits))])
        }),
        Label::Iban => {
            let characters: Vec<u8> = value.bytes().filter(u8::is_ascii_alphanumeric).collect();
            vec![check("iban-mod-97", checksum::iban(&characters))]
        }
        _ => Vec::new(),
    }
}

fn national(digits: &[u8; 11]) -> Vec<Check> {
    let (first, second) = checksum::national_digits(digits);
    let mut checks = vec![check("control-digit-1", first == Control::Right)];
    if first != Control::Right {
        checks.push(check("control-digit-1-from-2032", first == Control::From2032));
    }
    checks.push(check("control-digit-2", second));
    checks
}

const fn check(name: &'static str, passed: bool) -> Check {
    Check { name, passed }
}

/// The checks of the stretch of digits that passes most of them; of several, the first.
fn best(text: &Text<'_>, lengths: &[usize], checks: impl Fn(&DigitRun<'_>) -> Option<Vec<Check>>) -> Vec<Check> {
    let windows = text.runs().flat_map(|run| lengths.iter().flat_map(move |length| run.windows(*length)));
    let mut best = Vec::new();
    let mut most = None;
    for found in windows.filter_map(|window| checks(&window)) {
        let passed = found.iter().filter(|check| check.passed).count();
        if most.is_none_or(|most| passed > most) {
            (best, most) = (found, Some(passed));
        }
    }
    best
}
