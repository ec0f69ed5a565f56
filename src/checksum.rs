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

    /// That every number with one digit of `right` changed is wrong: what modulus 10, 11 and 97 are there for.
    fn notices_every_slip<const N: usize>(right: [u8; N], check: impl Fn(&[u8; N]) -> bool) {
        assert!(check(&right), "{right:?}");
        for place in 0..N {
            for other in (0..10).filter(|digit| *digit != right[place]) {
                let mut slip = right;
                slip[place] = other;
                assert!(!check(&slip), "{slip:?}");
            }
        }
    }

    #[test]
    fn a_slip_in_one_digit_is_always_noticed() {
        notices_every_slip([7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3], |digits| luhn(digits));
        notices_every_slip([0, 2, 0, 1, 3, 2, 9, 9, 9, 9, 7], |digits| national_control(digits) == Control::Right);
        notices_every_slip([3, 6, 4, 5, 7, 7, 0, 3, 7, 8, 8], account);
        notices_every_slip([8, 3, 6, 3, 3, 8, 7, 5, 8], organisation);
        notices_every_slip([2, 0, 1, 1, 1, 6, 3, 7, 2, 6, 1, 0], duf);
        notices_every_slip([9, 3, 8, 6, 0, 1, 1, 1, 1, 7, 9, 4, 7], |digits| {
            let written: Vec<u8> = b"NO".iter().copied().chain(digits.iter().map(|digit| b'0' + digit)).collect();
            iban(&written)
        });
    }

    #[test]
    fn the_two_control_digits_are_told_apart() {
        assert_eq!(national_digits(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 9, 7]), (Control::Right, true));
        assert_eq!(national_digits(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 9, 8]), (Control::Right, false));
        assert_eq!(national_digits(&[0, 2, 0, 1, 3, 2, 9, 9, 9, 0, 4]), (Control::From2032, false));
        // The first control digit leaves the rest that it is raised by.
        for (raised, first) in [
            (0, Control::Right),
            (1, Control::From2032),
            (2, Control::From2032),
            (3, Control::From2032),
            (4, Control::Wrong),
            (10, Control::Wrong),
        ] {
            let digits = [0, 2, 0, 1, 3, 2, 9, 9, 9, (9 + raised) % 11, 0];
            assert_eq!(national_digits(&digits).0, first, "{raised}");
        }
    }

    #[test]
    fn the_group_00_has_its_check_digit_over_the_last_six() {
        assert!(account(&[1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 2]), "over the last six");
        assert!(account(&[1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 5]), "over all");
        assert!(!account(&[1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 3]));
        for (g1, g2) in [(0, 1), (1, 0), (1, 1)] {
            assert!(!account(&[1, 2, 3, 4, g1, g2, 5, 6, 7, 8, 2]), "only in the group 00");
        }
    }

    #[test]
    fn the_check_of_a_duf_number_has_two_digits() {
        // Leaves ten.
        assert!(duf(&[2, 0, 1, 1, 1, 6, 3, 7, 2, 6, 1, 0]));
        assert!(!duf(&[2, 0, 1, 1, 1, 6, 3, 7, 2, 6, 0, 1]));
        // Leaves two.
        assert!(duf(&[2, 0, 1, 1, 6, 7, 6, 1, 2, 2, 0, 2]));
        assert!(!duf(&[2, 0, 1, 1, 6, 7, 6, 1, 2, 2, 2, 0]));
    }

    #[test]
    fn an_iban_has_something_behind_its_check_digits() {
        assert!(!iban(b"NO13"), "the rest is right, the account is missing");
        assert!(iban(b"NO187"), "one character is an account");
        assert!(!iban(b"NO"));
        assert!(iban(b"XZ24QW") && iban(b"xz24qw"));
        assert!(!iban(b"XZ24WQ"));
        assert!(!iban(b"NO93 8601 1117 947"), "signs are not for this function");
    }
}
