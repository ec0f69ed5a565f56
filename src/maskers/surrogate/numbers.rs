//! Numbers that pass every check and belong to nobody, as far as that can be had.
//!
//! | kind | belongs to nobody because |
//! | --- | --- |
//! | national number | months 81 to 92 are the synthetic series; no person is given one |
//! | telephone | Norway reserves no numbers for films and tests; 59 is a series for machines, so no person answers |
//! | account, IBAN | no bank that we know of has the register number 9999 |
//! | card | 400000 is where payment services have their test cards |

use super::draw::Draw;
use crate::checksum::{Control, iban, luhn, mod11, national_control};
use crate::maskers::date::last_of_month;

/// A number of the synthetic series with the control digits of today's rule: eleven digits, or thirteen with the century
/// written out. The day of a D-number stays that of one.
///
/// Neither age nor sex is kept. There are some 14 million of them, so that among ten thousand persons a few share one.
pub(super) fn national(original: &[u8], draw: &mut Draw<'_>) -> Option<Vec<u8>> {
    let d_number = original.first().is_some_and(|first| (4..=7).contains(first));
    // A number with the date of a century that the old rule knows, or validators refuse it.
    let (short_year, century, individual) = match draw.below(81) {
        young @ 0..=20 => (young, 20, 500 + draw.below(500)),
        old => (old + 19, 19, draw.below(500)),
    };
    let month = 1 + draw.below(12);
    // Two figures tell the leap years: 1900, which was none, is not among these.
    let last = last_of_month(i32::try_from(short_year).ok()?, u8::try_from(month).ok()?);
    let day = 1 + draw.below(usize::from(last));
    let day = if d_number { day + 40 } else { day };
    let body = format!("{day:02}{:02}{short_year:02}{individual:03}00", month + 80);
    let mut digits: [u8; 11] = digits_of(&body).try_into().ok()?;
    // Of a hundred pairs of control digits one fits, or none.
    for pair in 0..100_u8 {
        let [.., first, second] = &mut digits;
        (*first, *second) = (pair / 10, pair % 10);
        if national_control(&digits) == Control::Right {
            let mut written = digits.to_vec();
            match original.len() {
                11 => {}
                13 => drop(written.splice(4..4, digits_of(&century.to_string()))),
                _ => return None,
            }
            return Some(written);
        }
    }
    None
}

/// A Norwegian telephone number of the series 59 behind the country prefix of the original, if it has one.
pub(super) fn phone(original: &[u8], draw: &mut Draw<'_>) -> Option<Vec<u8>> {
    let prefix = original.get(..original.len().checked_sub(8)?)?;
    let norwegian = matches!(prefix, [] | [4, 7] | [0, 0, 4, 7]);
    norwegian.then(|| prefix.iter().copied().chain([5, 9]).chain((0..6).map(|_| draw.digit())).collect())
}

/// An account number whose check digit fits, and that is not a national number besides.
pub(super) fn account(draw: &mut Draw<'_>) -> Option<[u8; 11]> {
    let mut digits = [9_u8; 11];
    for digit in digits.iter_mut().skip(4) {
        *digit = draw.digit();
    }
    for check in 0..10 {
        let [.., last] = &mut digits;
        *last = check;
        if mod11(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) {
            return (national_control(&digits) == Control::Wrong).then_some(digits);
        }
    }
    None
}

/// A Norwegian IBAN around an account number.
pub(super) fn norwegian_iban(account: &[u8; 11]) -> Option<String> {
    let account: String = account.iter().map(|digit| char::from(b'0' + digit)).collect();
    (2..=98).map(|check| format!("NO{check:02}{account}")).find(|written| iban(written.as_bytes()))
}

/// A card number of the same length whose check digit fits.
pub(super) fn card(length: usize, draw: &mut Draw<'_>) -> Option<Vec<u8>> {
    if !(13..=19).contains(&length) {
        return None;
    }
    let mut digits: Vec<u8> = [4, 0, 0, 0, 0, 0].into_iter().chain((7..length).map(|_| draw.digit())).collect();
    digits.push(0);
    for check in 0..10 {
        *digits.last_mut()? = check;
        if luhn(&digits) {
            return Some(digits);
        }
    }
    None
}

/// The digits of figures.
fn digits_of(figures: &str) -> Vec<u8> {
    figures.bytes().map(|byte| byte.wrapping_sub(b'0')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;
    use crate::maskers::date::Day;

    #[test]
    fn every_number_passes_the_checks_of_its_kind() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let mut made = [0; 5];
        for i in 0..500 {
            let mut draw = Draw::new(&key, "test", &i.to_string(), 0);
            for (original, d_number) in [(&[1, 2, 0, 5, 7, 4, 1, 2, 3, 4, 5][..], false), (&[5; 11], true)] {
                let Some(number) = national(original, &mut draw) else { continue };
                let digits: [u8; 11] = number.try_into().unwrap();
                assert_eq!(national_control(&digits), Control::Right);
                assert!((81..=92).contains(&(digits[2] * 10 + digits[3])), "{digits:?}");
                assert_eq!(digits[0] >= 4, d_number, "{digits:?}");
                let (day, month, year) =
                    (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3] - 80, digits[4] * 10 + digits[5]);
                // Half a thousand of this century, the rest of the one before.
                assert!(matches!(year, 0..=20 | 40..=99) && (digits[6] >= 5) == (year <= 20), "{digits:?}");
                let (year, day) = (i32::from(year), day - if d_number { 40 } else { 0 });
                let date = Day::new(if year <= 20 { 2000 } else { 1900 } + year, month, day);
                assert!(date.is_some(), "no day of the calendar: {digits:?}");
                made[0] += 1;
            }
            if let Some(mut number) = national(&[0; 13], &mut draw) {
                let century: Vec<u8> = number.drain(4..6).collect();
                assert_eq!(century, if number[4] <= 2 { [2, 0] } else { [1, 9] }, "{number:?}");
                assert_eq!(national_control(&number.try_into().unwrap()), Control::Right);
                made[4] += 1;
            }
            if let Some(account) = account(&mut draw) {
                assert!(mod11(&account, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) && account[..4] == [9; 4]);
                assert!(iban(norwegian_iban(&account).unwrap().as_bytes()));
                made[1] += 1;
            }
            for length in [13, 15, 16, 19] {
                let card = card(length, &mut draw).unwrap();
                assert!(luhn(&card) && card.len() == length && card[..6] == [4, 0, 0, 0, 0, 0]);
                made[2] += 1;
            }
            for (original, start) in
                [(&[4, 1, 2, 0, 0, 0, 0, 0][..], &[5, 9][..]), (&[4, 7, 4, 1, 2, 0, 0, 0, 0, 0], &[4, 7, 5, 9])]
            {
                let phone = phone(original, &mut draw).unwrap();
                assert!(phone.starts_with(start) && phone.len() == original.len());
                made[3] += 1;
            }
        }
        assert!(made[0] > 700 && made[1] > 200 && made[2] == 2000 && made[3] == 1000, "{made:?}");
        assert!(made[4] > 350, "with the century written out: {made:?}");
    }

    #[test]
    fn what_is_no_such_number_has_no_stand_in() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let mut draw = Draw::new(&key, "test", "", 0);
        for original in [&[1_u8; 5][..], &[1; 10], &[1; 12], &[]] {
            assert!(national(original, &mut draw).is_none());
        }
        assert!(phone(&[4, 1, 2, 0, 0], &mut draw).is_none());
        assert!(phone(&[4, 6, 7, 0, 1, 7, 4, 0, 6, 0, 5], &mut draw).is_none());
        assert!(card(12, &mut draw).is_none() && card(20, &mut draw).is_none());
    }
}
