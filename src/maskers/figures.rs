//! A number in figures, taken apart so that another can be written in its shape.

use crate::dictionary::Lexicon;
use crate::text::{Buffers, Text, Written};

/// The digits of a number, and what stands before, between and behind them.
pub(super) struct Figures<'a> {
    pub(super) digits: Vec<u8>,
    /// One more than there are digits.
    signs: Vec<&'a str>,
}

impl<'a> Figures<'a> {
    /// None when there are no digits, or when anything else than signs stands among them: letters say something, and
    /// must not be kept.
    pub(super) fn read(value: &'a str, lexicon: &Lexicon) -> Option<Figures<'a>> {
        let text = Text::new(value, lexicon, Buffers::default());
        let mut figures = Figures { digits: Vec::new(), signs: Vec::new() };
        let mut end = 0;
        for digit in text.runs().filter(|run| run.written() == Written::Figures).flat_map(|run| run.digits()) {
            figures.digits.push(digit.value());
            figures.signs.push(value.get(end..digit.span().start)?);
            end = digit.span().end;
        }
        figures.signs.push(value.get(end..)?);
        let plain = figures.signs.iter().all(|between| between.chars().all(is_sign));
        (plain && !figures.digits.is_empty()).then_some(figures)
    }

    /// Other characters, as many as there are digits, with the same signs between them.
    pub(super) fn written(&self, characters: impl IntoIterator<Item = char>) -> String {
        let mut written = String::new();
        let mut characters = characters.into_iter();
        for signs in &self.signs {
            written.push_str(signs);
            written.extend(characters.next());
        }
        written
    }
}

/// What stands inside numbers without saying anything.
pub(super) const fn is_sign(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '.' | '-' | '–' | '/' | '+' | '(' | ')' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    #[test]
    fn a_shape_is_kept_and_letters_are_not() {
        let lexicon = standard_lexicon();
        let figures = Figures::read("(+47) 412-00.067", &lexicon).unwrap();
        assert_eq!(figures.digits, [4, 7, 4, 1, 2, 0, 0, 0, 6, 7]);
        assert_eq!(figures.written("##########".chars()), "(+##) ###-##.###");
        for value in ["412 00 000 linje 12", "Kari 41200000", "kari", "", "4*4", "a1"] {
            assert!(Figures::read(value, &lexicon).is_none(), "{value}");
        }
    }
}
