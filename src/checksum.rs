//! Check digits: modulus 10, modulus 11, modulus 97. The textbook formulas, nothing else.

/// The sum of the products of digits and weights.
fn weighted_sum(digits: &[u8], weights: &[u8]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * u32::from(*weight)).sum()
}

/// Modulus 11 with the check digit last: whether the weighted sum of the leading digits plus the check digit leaves
/// `rest`. A rest of 0 is the ordinary rule.
fn mod11_rest(digits: &[u8], weights: &[u8]) -> Option<u32> {
    let (check, body) = digits.split_last()?;
    (body.len() == weights.len()).then(|| (weighted_sum(body, weights) + u32::from(*check)) % 11)
}

/// Modulus 11 over all digits but the last, which is the check digit. The two lengths must fit.
pub(crate) fn mod11(digits: &[u8], weights: &[u8]) -> bool {
    mod11_rest(digits, weights) == Some(0)
}

/// How well the two control digits of a national number fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Control {
    /// At least one is wrong.
    Wrong,
    /// Right by the rule for numbers issued from 2032 on: the first leaves a rest of 1, 2 or 3.
    From2032,
    /// Right by the rule of today.
    Right,
}

/// The two control digits of a fødselsnummer and its relatives by themselves: what the first leaves, and whether the
/// second is right.
///
/// Weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2; from 2032 the first may leave a rest of 0 to 3 (Skatteetaten,
/// "Nytt fødselsnummer fra 2032").
pub(crate) fn national_digits(digits: &[u8; 11]) -> (Control, bool) {
    let (first_ten, _) = digits.split_at(10);
    let first = match mod11_rest(first_ten, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) {
        Some(0) => Control::Right,
        Some(1..=3) => Control::From2032,
        _ => Control::Wrong,
    };
    (first, mod11(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]))
}

/// The control digits of a fødselsnummer and its relatives.
pub(crate) fn national_control(digits: &[u8; 11]) -> Control {
    match national_digits(digits) {
        (first, true) => first,
        (_, false) => Control::Wrong,
    }
}

/// The check digit of an account: modulus 11 over all digits, or over the last six in the group 00.
pub(crate) fn account(digits: &[u8; 11]) -> bool {
    let [_, _, _, _, g1, g2, last @ ..] = digits;
    mod11(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) || ((*g1, *g2) == (0, 0) && mod11(last, &[5, 4, 3, 2]))
}

/// The check digit of an organisation number.
pub(crate) fn organisation(digits: &[u8; 9]) -> bool {
    mod11(digits, &[3, 2, 7, 6, 5, 4, 3, 2])
}

/// Luhn, modulus 10: payment cards, IMEI, KID.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let doubled = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    !digits.is_empty() && sum % 10 == 0
}

/// The two check digits of a DUF number: the weighted sum of the first ten, modulus 11, written with two digits.
pub(crate) fn duf(digits: &[u8; 12]) -> bool {
    let (body, check) = digits.split_at(10);
    let sum = weighted_sum(body, &[4, 6, 3, 2, 4, 6, 3, 2, 7, 5]) % 11;
    check.iter().fold(0, |number, digit| number * 10 + u32::from(*digit)) == sum
}

/// ISO 7064 MOD 97-10 as IBAN uses it, over ASCII letters and digits in the order of the printed form.
pub(crate) fn iban(characters: &[u8]) -> bool {
    if characters.len() < 5 {
        return false;
    }
    let (head, tail) = characters.split_at(4);
    let mut rest = 0_u32;
    for byte in tail.iter().chain(head) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(byte - b'A') + 10,
            b'a'..=b'z' => rest * 100 + u32::from(byte - b'a') + 10,
            _ => return false,
        } % 97;
    }
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_knows_the_textbook_number() {
        assert!(luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3]));
        assert!(!luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 4]));
        assert!(!luhn(&[]));
    }

    #[test]
    fn iban_knows_the_textbook_number() {
        assert!(iban(b"NO9386011117947"));
        assert!(iban(b"no9386011117947"));
        assert!(!iban(b"NO9386011117948"));
        assert!(!iban(b"NO93"));
    }

    #[test]
    fn the_rule_of_2032_is_known_apart() {
        assert_eq!(national_control(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 9, 7]), Control::Right);
        assert_eq!(national_control(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 0, 3]), Control::From2032);
        assert_eq!(national_control(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 0, 4]), Control::Wrong);
    }

    #[test]
    fn lengths_that_do_not_fit_are_wrong() {
        assert!(!mod11(&[1, 2, 3], &[1]));
        assert!(!mod11(&[], &[]));
    }
}
