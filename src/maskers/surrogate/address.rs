//! Addresses that nobody lives at: invented streets and places, and the post code 0000, which is not in use.

use super::draw::Draw;
use crate::dictionary::{Lexicon, Tag};
use crate::maskers::generalise::{is_box, post_code};
use crate::text::{Buffers, Text, Written};

const FIRST: [&str; 24] = [
    "Morgenfrost",
    "Tåkelys",
    "Sølvregn",
    "Nordlyng",
    "Stjernesti",
    "Vindkast",
    "Solglimt",
    "Høststorm",
    "Månestråle",
    "Regnbue",
    "Snøfnugg",
    "Lyngtåke",
    "Duggdråpe",
    "Bølgeskum",
    "Kveldsbris",
    "Vinterdis",
    "Sommerregn",
    "Isrose",
    "Rimkrystall",
    "Skumring",
    "Demring",
    "Flomål",
    "Nattefrost",
    "Gnistregn",
];
const LAST: [&str; 4] = ["veien", "gata", "vegen", "stien"];
const PLACES: [&str; 12] = [
    "Eksempelby",
    "Prøvestad",
    "Ingenvik",
    "Mønsternes",
    "Tenktfjord",
    "Liksomdal",
    "Utkastmo",
    "Skisselia",
    "Øvingsund",
    "Diktebygd",
    "Tomtevåg",
    "Malheim",
];

/// An invented address with what the original has of number, entrance, post code and place; flat, floor and c/o are left
/// out. None for property in the land register and for what has no number.
pub(super) fn address(value: &str, lexicon: &Lexicon, draw: &mut Draw<'_>) -> Option<String> {
    let text = Text::new(value, lexicon, Buffers::default());
    if text.has(Tag::CueProperty) {
        return None;
    }
    let code = post_code(&text).map(|code| code.span());
    let house = text
        .runs()
        .filter(|run| run.written() == Written::Figures)
        .flat_map(|run| run.groups())
        .next()
        .filter(|group| Some(group.span()) != code);
    let first = text.words().first()?;
    let mut written = if is_box(text.folded(first)) {
        text.between(first.start, first.end).to_owned()
    } else {
        let street = format!("{}{}", draw.of(&FIRST)?, draw.of(&LAST)?);
        if first.is_capitalised() { street } else { street.to_lowercase() }
    };
    if let Some(house) = &house {
        let least = 10_usize.pow(u32::try_from(house.len().min(5)).ok()?.checked_sub(1)?);
        written.push_str(&format!(" {}", least + draw.below(9 * least)));
        written.push_str(&entrance(value.get(house.span().end..)?, draw));
    } else {
        code?;
    }
    if let Some(code) = code {
        let apart = if text.between(0, code.start).trim_end_matches(' ').ends_with('\n') { "\n" } else { ", " };
        let place = draw.of(&PLACES)?;
        let lower = text.words_after(code.end, 1).all(|word| !word.is_capitalised());
        written.push_str(&format!("{apart}0000 {}", if lower { place.to_lowercase() } else { (*place).to_owned() }));
    }
    Some(written)
}

/// The letter of an entrance behind a house number, when there is one: another, written as that was.
fn entrance(behind: &str, draw: &mut Draw<'_>) -> String {
    let letter = behind.trim_start_matches(' ');
    let mut letters = letter.chars();
    let (Some(c), next) = (letters.next(), letters.next()) else { return String::new() };
    if !c.is_ascii_alphabetic() || next.is_some_and(char::is_alphanumeric) {
        return String::new();
    }
    let other = char::from(b'a' + draw.below(6) as u8);
    let other = if c.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other };
    if letter.len() < behind.len() { format!(" {other}") } else { other.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::key::Key;

    fn stand_in(value: &str) -> Option<String> {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        address(value, &standard_lexicon(), &mut Draw::new(&key, "test", value, 0))
    }

    /// What stands behind the house number.
    fn behind(value: &str) -> String {
        let address = stand_in(value).unwrap();
        address
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .into()
    }

    #[test]
    fn the_letter_of_an_entrance_is_written_as_it_was() {
        let is_entrance = |written: &str, capital: bool| {
            let mut letters = written.chars();
            letters.next().is_some_and(|c| matches!(c.to_ascii_lowercase(), 'a'..='f') && c.is_uppercase() == capital)
                && letters.next().is_none()
        };
        assert!(is_entrance(&behind("Storgata 5B"), true) && is_entrance(&behind("storgata 5b"), false));
        assert!(behind("Storgata 5 B").strip_prefix(' ').is_some_and(|letter| is_entrance(letter, true)));
        for value in ["Storgata 5", "Storgata 5, bakgården", "Storgata 5 bak"] {
            assert_eq!(behind(value), "", "{value}");
        }
    }

    #[test]
    fn post_code_and_place_are_written_as_they_were() {
        assert!(behind("Storgata 5, 0155 Oslo").strip_prefix(", 0000 ").is_some_and(|place| PLACES.contains(&place)));
        let lower = behind("storgata 5, 0155 oslo");
        assert!(PLACES.iter().any(|place| lower == format!(", 0000 {}", place.to_lowercase())), "{lower}");
        assert!(behind("Storgata 5\n0155 Oslo").starts_with("\n0000 "));
        assert!(stand_in("Storgata").is_none() && stand_in("gnr 5 bnr 12").is_none());
    }
}
