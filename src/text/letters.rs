//! What a character is, told at a glance.
//!
//! What Unicode says of a character takes a search in tables. A process searches once for each character it meets and
//! remembers the answer, so that Arabic, Tamil and emoji cost no more than Latin letters do.

use std::sync::atomic::{AtomicU8, Ordering};

use super::digits::digit_value;
use super::fold::{changes_when_folded, is_invisible, is_mark, styled_ascii};

/// What a character is for the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Neither of the others: it ends a word.
    Other,
    Letter,
    Digit,
    /// Invisible, or a mark on the letter before it: belongs to whatever it stands in.
    Silent,
}

/// What there is to know of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Character(u8);

/// The characters that are remembered: all that living people write, and emoji.
const REMEMBERED: usize = 0x2_0000;
static CHARACTERS: [AtomicU8; REMEMBERED] = [const { AtomicU8::new(0) }; REMEMBERED];

impl Character {
    const CLASS: u8 = 0b11;
    const LETTER: u8 = 1 << 2;
    const CAPITAL: u8 = 1 << 3;
    const NUMBER: u8 = 1 << 4;
    const MARK: u8 = 1 << 5;
    const FOLDED: u8 = 1 << 6;
    /// Tells an answer from none.
    const KNOWN: u8 = 1 << 7;

    #[inline]
    pub(crate) fn of(c: char) -> Character {
        let place = CHARACTERS.get(u32::from(c) as usize);
        match place.map_or(0, |place| place.load(Ordering::Relaxed)) {
            0 => Character::met(c, place),
            bits => Character(bits),
        }
    }

    /// A character that is met for the first time.
    #[cold]
    #[inline(never)]
    fn met(c: char, place: Option<&AtomicU8>) -> Character {
        let character = Character::search(c);
        if let Some(place) = place {
            place.store(character.0, Ordering::Relaxed);
        }
        character
    }

    fn search(c: char) -> Character {
        let class = if digit_value(c).is_some() {
            Class::Digit
        } else if is_invisible(c) || is_mark(c) {
            Class::Silent
        } else if c.is_alphabetic() || styled_ascii(c).is_some_and(|c| c.is_ascii_alphabetic()) {
            Class::Letter
        } else {
            Class::Other
        };
        let flag = |is: bool, bit: u8| if is { bit } else { 0 };
        Character(
            class as u8
                | flag(c.is_alphabetic(), Character::LETTER)
                | flag(c.is_uppercase(), Character::CAPITAL)
                | flag(c.is_numeric() && !is_invisible(c), Character::NUMBER)
                | flag(is_mark(c), Character::MARK)
                | flag(!changes_when_folded(c), Character::FOLDED)
                | Character::KNOWN,
        )
    }

    pub(crate) const fn class(self) -> Class {
        match self.0 & Character::CLASS {
            1 => Class::Letter,
            2 => Class::Digit,
            3 => Class::Silent,
            _ => Class::Other,
        }
    }

    /// Whether Unicode calls it alphabetic.
    pub(crate) const fn is_letter(self) -> bool {
        self.0 & Character::LETTER != 0
    }

    /// Whether Unicode calls it upper case.
    pub(crate) const fn is_capital(self) -> bool {
        self.0 & Character::CAPITAL != 0
    }

    /// Whether Unicode calls it numeric.
    #[cfg(any(feature = "names", feature = "health"))]
    pub(crate) const fn is_number(self) -> bool {
        self.0 & Character::NUMBER != 0
    }

    /// Whether it combines with the letter before it.
    pub(crate) const fn is_mark(self) -> bool {
        self.0 & Character::MARK != 0
    }

    /// Whether folding leaves it as it is.
    pub(crate) const fn is_folded(self) -> bool {
        self.0 & Character::FOLDED != 0
    }
}

/// Whether it is a letter of a script without capitals that people in Norway write: Arabic, Ethiopic, Chinese.
#[cfg(feature = "names")]
pub(crate) const fn is_caseless(c: char) -> bool {
    matches!(c,
        'א'..='ת' | 'ؠ'..='ي' | 'ٱ'..='ۓ' | 'ऄ'..='ह' | 'ा'..='ौ' | 'অ'..='ঌ' | 'ਅ'..='ਊ' | 'அ'..='ஊ' | 'எ'..='ஐ'
        | 'ஒ'..='க' | 'ங' | 'ச' | 'ஜ' | 'ஞ' | 'ட' | 'ண' | 'த' | 'ந'..='ப' | 'ம'..='ஹ' | 'ா'..='ூ' | 'ெ'..='ை'
        | 'ொ'..='ௌ' | 'ก'..='ะ' | 'ሀ'..='ቈ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    /// What is remembered is what Unicode says, the first time and the second.
    #[test]
    fn every_character_is_what_unicode_says() {
        for c in ('\0'..=char::MAX).chain('\0'..=char::MAX) {
            let character = Character::of(c);
            assert_eq!(character.is_letter(), c.is_alphabetic(), "{c:?}");
            assert_eq!(character.is_capital(), c.is_uppercase(), "{c:?}");
            #[cfg(any(feature = "names", feature = "health"))]
            assert_eq!(character.is_number(), c.is_numeric() && !is_invisible(c), "{c:?}");
            assert_eq!(character.is_mark(), is_mark(c), "{c:?}");
            assert_eq!(character.is_folded(), fold(&c.to_string()).chars().eq([c]), "{c:?}");
            let class = match c {
                _ if digit_value(c).is_some() => Class::Digit,
                _ if is_invisible(c) || is_mark(c) => Class::Silent,
                _ if c.is_alphabetic() => Class::Letter,
                _ if styled_ascii(c).is_some_and(|c| c.is_ascii_alphabetic()) => Class::Letter,
                _ => Class::Other,
            };
            assert_eq!(character.class(), class, "{c:?}");
        }
    }

    #[test]
    #[cfg(feature = "names")]
    fn scripts_without_capitals_have_none() {
        for c in ('\0'..=char::MAX).filter(|c| is_caseless(*c)) {
            let character = Character::of(c);
            assert!(character.class() == Class::Letter && !character.is_capital() && character.is_folded(), "{c:?}");
        }
        for c in "שسतஅกሀあカ你한".chars() {
            assert!(is_caseless(c), "{c}");
        }
        for c in "aÅéжΣ😀–،".chars() {
            assert!(!is_caseless(c), "{c}");
        }
    }
}
