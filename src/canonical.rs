//! One spelling for each value: what two ways of writing the same thing have in common.
//!
//! Pseudonyms, numbers in placeholders and the check for what survives compare values, not writings: "110379 66640"
//! and "elleve null tre …" are one number, "+47 412 00 000" and "41200000" one telephone. The canonical value is
//! personal data like the value itself; it lives as long as its caller lets it.

use zeroize::Zeroizing;

use crate::dictionary::{Lexicon, Tag};
use crate::finding::Label;
use crate::text::fold::fold_into;
use crate::text::{Buffers, Text, Written};

/// A value, or a form of one, that is overwritten when it is dropped.
pub(crate) type Value = Zeroizing<String>;

/// Room for a value: enough of it, so that none is left behind by growth.
fn room(bytes: usize) -> Value {
    Zeroizing::new(String::with_capacity(2 * bytes + 16))
}

/// The canonical value of what a finding covers. Cost: one pass over the value.
pub(crate) fn canonical(label: Label, value: &str, lexicon: &Lexicon) -> Value {
    let text = Text::new(value, lexicon, Buffers::default());
    let canonical = match label {
        label if label.is_national_number() => digits(&text),
        Label::BankAccount | Label::PaymentCard | Label::HprNumber | Label::OrganisationNumber => digits(&text),
        Label::Phone => phone(&text),
        Label::Email => email(&text),
        Label::Iban | Label::Passport | Label::LicencePlate => {
            let mut capitals = room(value.len());
            capitals.extend(squeezed(value).chars().flat_map(char::to_uppercase));
            capitals
        }
        Label::Url | Label::UserHandle | Label::IpAddress => without_space(value),
        Label::Name => name(value),
        _ => words(value),
    };
    // A value of signs only is still a value.
    if canonical.is_empty() { folded(value.trim()) } else { canonical }
}

/// The folded form of a value.
pub(crate) fn folded(value: &str) -> Value {
    let mut folded = room(value.len());
    fold_into(value, &mut folded);
    folded
}

/// The digits of a number, whether in figures or in words.
fn digits(text: &Text<'_>) -> Value {
    let of = |written: Written| {
        let mut digits = room(text.as_str().len());
        let runs = text.runs().filter(|run| run.written() == written);
        digits.extend(runs.flat_map(|run| run.digits().iter().map(|digit| char::from(b'0' + digit.value()))));
        digits
    };
    let (figures, words) = (of(Written::Figures), of(Written::Words));
    // A run in words holds the figures that stand among them.
    if words.len() > figures.len() { words } else { figures }
}

/// E.164: country code and number behind a plus. A number without country code is Norwegian.
fn phone(text: &Text<'_>) -> Value {
    let digits = digits(text);
    let international = text.as_str().contains(['+', '＋']);
    let (country, number) = match digits.strip_prefix("00") {
        Some(number) if !international => ("+", number),
        _ if international => ("+", digits.as_str()),
        _ if digits.len() == 10 && digits.starts_with("47") => ("+", digits.as_str()),
        _ if digits.is_empty() => return Value::default(),
        _ => ("+47", digits.as_str()),
    };
    let mut phone = room(digits.len());
    phone.extend([country, number]);
    phone
}

/// Lower case, with signs for the words that were written for them, without space.
fn email(text: &Text<'_>) -> Value {
    let (mut address, mut end) = (room(text.as_str().len()), 0);
    for word in text.words() {
        let span = word.span();
        let sign = if word.has(Tag::SpelledAt) && !text.has_at() {
            "@"
        } else if word.has(Tag::SpelledDot) && text.folded(word) != "no" {
            "."
        } else {
            continue;
        };
        address.push_str(text.between(end, span.start));
        address.push_str(sign);
        end = span.end;
    }
    address.push_str(text.between(end, text.as_str().len()));
    let mut address = without_space(&address);
    address.retain(|c| !matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}'));
    // The surest form has one sign between its two parts.
    match address.strip_prefix("mailto:") {
        Some(address) => Zeroizing::new(address.to_owned()),
        None => address,
    }
}

/// Given names before surnames, folded, one space between.
fn name(value: &str) -> Value {
    let turned = value.split_once(',').map(|(surname, given)| (words(given), words(surname)));
    match turned.filter(|(given, _)| !given.is_empty()) {
        Some((given, surname)) => {
            let mut name = room(value.len());
            name.extend([given.as_str(), " ", surname.as_str()]);
            name
        }
        None => words(value),
    }
}

/// Words and numbers, folded, one space between.
fn words(value: &str) -> Value {
    let mut canonical = room(value.len());
    for part in folded(value).split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !canonical.is_empty() {
            canonical.push(' ');
        }
        canonical.push_str(part);
    }
    canonical
}

/// Letters and digits only, folded.
fn squeezed(value: &str) -> Value {
    let mut folded = folded(value);
    folded.retain(char::is_alphanumeric);
    folded
}

fn without_space(value: &str) -> Value {
    let mut folded = folded(value);
    folded.retain(|c| !c.is_whitespace());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    #[test]
    fn two_writings_of_one_value_are_one() {
        let lexicon = standard_lexicon();
        for (label, wanted, writings) in [
            (Label::Fodselsnummer, "11037966640", &["110379 66640", "11.03.79-66640", "1 1 0 3 7 9 6 6 6 4 0"][..]),
            (Label::Phone, "+4741200000", &["412 00 000", "+47 41 20 00 00", "004741200000", "4741200000"]),
            (Label::Phone, "+46701740605", &["+46 70 174 06 05", "0046701740605"]),
            (Label::Phone, "+4741200000", &["fire en to null null null null null"]),
            (
                Label::Email,
                "kari@example.no",
                &["Kari@Example.no", "kari krøllalfa example punktum no", "kari (at) example.no"],
            ),
            (Label::Iban, "NO9386011117947", &["NO93 8601 1117 947", "no9386011117947"]),
            (Label::LicencePlate, "ZH10203", &["ZH 10203", "zh-10203"]),
            (Label::Name, "kari nordvik", &["Kari Nordvik", "KARI  NORDVIK", "Nordvik, Kari", "kari-nordvik"]),
            (Label::Address, "storgata 5 b 0155 oslo", &["Storgata 5 B, 0155 Oslo", "storgata 5 b\n0155 OSLO"]),
            (Label::Custom("sign"), "☎", &["☎", " ☎ "]),
        ] {
            for writing in writings {
                assert_eq!(canonical(label, writing, &lexicon).as_str(), wanted, "{label}");
            }
        }
    }
}
