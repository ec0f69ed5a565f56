//! Check digits that a pattern of a host's own can ask for by name.

use zeroize::Zeroizing;

use crate::checksum::{Control, account, duf, iban, luhn, national_control, organisation};

/// A rule for check digits.
///
/// Only letters and digits of the matched text count; spaces, dots and dashes are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Checksum {
    /// Modulus 11 with the weights 2 to 7 over and over from the right, the check digit last: customer numbers, KID.
    Mod11,
    /// Modulus 10 (Luhn), the check digit last: cards, IMEI, KID.
    Luhn,
    /// ISO 7064 MOD 97-10 in the order written, two check digits last: LEI.
    Mod97,
    /// The same with the first four characters moved behind the others: IBAN, creditor references.
    Iban,
    /// The two control digits of a national number of eleven digits, of today's rule or that of 2032.
    Fodselsnummer,
    /// A Norwegian bank account of eleven digits.
    Kontonummer,
    /// An organisation number of nine digits.
    Organisasjonsnummer,
    /// A DUF number of twelve digits.
    Duf,
}

impl Checksum {
    /// Each rule with the name that a policy calls it by.
    pub(super) const NAMES: [(&'static str, Checksum); 8] = [
        ("mod11", Checksum::Mod11),
        ("luhn", Checksum::Luhn),
        ("mod97", Checksum::Mod97),
        ("iban", Checksum::Iban),
        ("fodselsnummer", Checksum::Fodselsnummer),
        ("kontonummer", Checksum::Kontonummer),
        ("organisasjonsnummer", Checksum::Organisasjonsnummer),
        ("duf", Checksum::Duf),
    ];

    pub(super) fn name(self) -> &'static str {
        Checksum::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }

    /// Whether the check digits of a matched text are right.
    pub(super) fn fits(self, matched: &str) -> bool {
        let room = || Zeroizing::new(Vec::with_capacity(matched.len()));
        let (mut characters, mut digits) = (room(), room());
        characters.extend(matched.bytes().filter(u8::is_ascii_alphanumeric));
        digits.extend(characters.iter().filter(|b| b.is_ascii_digit()).map(|b| b - b'0'));
        match self {
            Checksum::Mod11 => mod11(&digits),
            Checksum::Luhn => luhn(&digits),
            Checksum::Mod97 => {
                // The textbook rule moves four characters; putting the last four in front undoes it.
                characters
                    .split_last_chunk::<4>()
                    .is_some_and(|(body, last)| iban(&Zeroizing::new([&last[..], body].concat())))
            }
            Checksum::Iban => iban(&characters),
            Checksum::Fodselsnummer => {
                digits.as_slice().try_into().is_ok_and(|digits| national_control(digits) != Control::Wrong)
            }
            Checksum::Kontonummer => digits.as_slice().try_into().is_ok_and(account),
            Checksum::Organisasjonsnummer => digits.as_slice().try_into().is_ok_and(organisation),
            Checksum::Duf => digits.as_slice().try_into().is_ok_and(duf),
        }
    }
}

/// Modulus 11 with the weights 2 3 4 5 6 7 from the right.
fn mod11(digits: &[u8]) -> bool {
    let weights = [1, 2, 3, 4, 5, 6, 7].into_iter().chain([2, 3, 4, 5, 6, 7].into_iter().cycle());
    let sum: u32 = digits.iter().rev().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    digits.len() >= 2 && sum % 11 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_knows_a_right_number_from_a_wrong_one() {
        for (rule, right, wrong) in [
            (Checksum::Mod11, "12345678903", "12345678904"),
            (Checksum::Luhn, "7992 7398 713", "7992 7398 714"),
            (Checksum::Mod97, "5493 0084UKLVMY22DS16", "5493 0084UKLVMY22DS17"),
            (Checksum::Iban, "NO93 8601 1117 947", "NO93 8601 1117 948"),
            (Checksum::Fodselsnummer, "110379 66640", "110379 66641"),
            (Checksum::Kontonummer, "3645.77.03788", "3645.77.03789"),
            (Checksum::Organisasjonsnummer, "836 338 758", "836 338 759"),
            (Checksum::Duf, "201116372610", "201116372611"),
        ] {
            assert!(rule.fits(right), "{rule:?} {right}");
            assert!(!rule.fits(wrong), "{rule:?} {wrong}");
            assert!(!rule.fits("") && !rule.fits("1"), "{rule:?}");
            assert_eq!(Checksum::NAMES.iter().filter(|(name, _)| *name == rule.name()).count(), 1);
        }
    }

    #[test]
    fn an_account_of_the_group_00_may_leave_the_branch_out() {
        assert!(Checksum::Kontonummer.fits("9999 00 12343") != Checksum::Kontonummer.fits("9999 00 12344"));
    }
}
