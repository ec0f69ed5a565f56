//! The shape of a vault's placeholder, as the vault wrote it and as a language model hands it back: in other letter
//! case, with other dashes, without its brackets, with signs of Markdown in or before them.
//!
//! One reader serves both sides. What it sees in a message that goes in is stored away as text, what it sees in an
//! answer that comes out may be restored; if one of them saw more than the other, somebody could forge a placeholder.

use std::sync::LazyLock;

use crate::finding::Span;
use crate::maskers::{CODE, FORGED, SEAL, placeholder_words};

/// A placeholder that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its bytes, brackets included where it has both.
    pub(super) length: usize,
    pub(super) word: &'static str,
    pub(super) number: u32,
    pub(super) seal: [u8; SEAL],
}

/// Why none was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// There is none here, whatever follows.
    No,
    /// That depends on what follows.
    More,
}

/// The most signs between a bracket and what stands in it.
const MOST_PADDING: usize = 3;
/// The most figures of a number.
const MOST_FIGURES: usize = 9;
/// Reads a text from where it is; `last` says that nothing follows.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    rest: &'t str,
    last: bool,
}

impl Cursor<'_> {
    /// The next character; none at the end.
    fn peek(&self) -> Result<Option<char>, Stop> {
        match self.rest.chars().next() {
            None if !self.last => Err(Stop::More),
            c => Ok(c),
        }
    }

    /// Takes the next character if it fits.
    fn take(&mut self, fits: impl Fn(char) -> bool) -> Result<Option<char>, Stop> {
        let c = self.peek()?.filter(|c| fits(*c));
        self.rest = c.and_then(|c| self.rest.get(c.len_utf8()..)).unwrap_or(self.rest);
        Ok(c)
    }

    /// Takes a character that must be there.
    fn need(&mut self, fits: impl Fn(char) -> bool) -> Result<char, Stop> {
        self.take(fits)?.ok_or(Stop::No)
    }

    /// Takes the signs between a bracket and what stands in it; the last of them, if any.
    fn padding(&mut self) -> Result<Option<char>, Stop> {
        let mut sign = None;
        for _ in 0..MOST_PADDING {
            match self.take(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '*' | '_' | '`' | '\\'))? {
                Some(c) => sign = Some(c),
                None => break,
            }
        }
        Ok(sign)
    }

    /// A dash between two parts, with what may stand around it.
    fn dash(&mut self) -> Result<(), Stop> {
        let space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
        self.take(space)?;
        self.take(|c| c == '\\')?;
        self.need(is_dash)?;
        self.take(space)?;
        Ok(())
    }

    /// The word, the number and the letters.
    fn core(&mut self) -> Result<(&'static str, u32, [u8; SEAL]), Stop> {
        let (word, behind) = self.word()?;
        self.rest = behind.rest;
        self.dash()?;
        let mut number = 0;
        let mut figures = 0;
        while let Some(figure) = self.take(|c| c.is_ascii_digit() && figures < MOST_FIGURES)? {
            number = number * 10 + figure.to_digit(10).unwrap_or(0);
            figures += 1;
        }
        if figures == 0 {
            return Err(Stop::No);
        }
        self.dash()?;
        let mut seal = [0; SEAL];
        for letter in &mut seal {
            let is_letter = |c: char| u8::try_from(c).is_ok_and(|byte| CODE.contains(&byte.to_ascii_lowercase()));
            *letter = u8::try_from(self.need(is_letter)?).map_err(|_| Stop::No)?.to_ascii_lowercase();
        }
        Ok((word, number, seal))
    }

    /// The word of a label: the only one that a dash and a number follow.
    fn word(&self) -> Result<(&'static str, Self), Stop> {
        let mut stop = Stop::No;
        // Only those that begin so: nearly every word of an answer is out of the question by its first letter.
        let first = self.peek()?.map_or('\0', |c| c.to_ascii_uppercase());
        let from = WORDS.partition_point(|word| word.chars().next() < Some(first));
        for word in WORDS.iter().skip(from).take_while(|word| word.starts_with(first)) {
            let mut behind = *self;
            let whole = word.chars().try_for_each(|wanted| {
                let same = |c: char| c.eq_ignore_ascii_case(&wanted) || c.to_lowercase().eq(wanted.to_lowercase());
                behind.need(|c| if wanted == '-' { is_dash(c) } else { same(c) }).map(|_| ())
            });
            // What follows tells "ID" from a longer word that begins so.
            let followed = whole.and_then(|()| {
                let mut next = behind;
                next.dash()?;
                next.need(|c| c.is_ascii_digit())
            });
            match followed {
                Ok(_) => return Ok((word, behind)),
                Err(Stop::More) => stop = Stop::More,
                Err(Stop::No) => {}
            }
        }
        Err(stop)
    }
}

/// The words that placeholders have, sorted. Each begins with an ASCII letter.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = placeholder_words().chain(FORGED).collect();
    words.sort_unstable();
    words.dedup();
    words
});

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// The placeholder at the beginning of `rest`. `inside`: a letter or a figure stands directly before.
pub(super) fn at_start(rest: &str, inside: bool, last: bool) -> Result<Seen, Stop> {
    let mut cursor = Cursor { rest, last };
    let Some(first) = rest.chars().next() else { return Err(if last { Stop::No } else { Stop::More }) };
    let (word, number, seal) = if matches!(first, '[' | '\\') {
        let escaped = cursor.take(|c| c == '\\')?.is_some();
        cursor.need(|c| c == '[')?;
        cursor.padding()?;
        let core = cursor.core()?;
        let sign = cursor.padding()?;
        if escaped && sign != Some('\\') {
            return Err(Stop::No);
        }
        cursor.need(|c| c == ']')?;
        core
    } else if first.is_alphabetic() && !inside {
        let core = cursor.core()?;
        if cursor.peek()?.is_some_and(char::is_alphanumeric) {
            return Err(Stop::No);
        }
        core
    } else {
        return Err(Stop::No);
    };
    Ok(Seen { length: rest.len() - cursor.rest.len(), word, number, seal })
}

/// Everything in a text that has the shape, whoever wrote it.
pub(super) fn occurrences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut at, mut inside) = (0, false);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = match at_start(rest, inside, true) {
            Ok(seen) => {
                found.push(Span::new(at, at + seen.length));
                seen.length
            }
            Err(_) => rest.chars().next().map_or(1, char::len_utf8),
        };
        inside = rest.get(..length).and_then(|taken| taken.chars().next_back()).is_some_and(char::is_alphanumeric);
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        occurrences(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn what_a_model_makes_of_a_placeholder_is_seen() {
        for text in [
            "[NAVN-3-bcdfghjk]",
            "[navn-3-BCDFGHJK]",
            "[ NAVN-3-bcdfghjk ]",
            "[**NAVN-3-bcdfghjk**]",
            "\\[NAVN-3-bcdfghjk\\]",
            "[NAVN‑3‑bcdfghjk]",
            "[NAVN - 3 - bcdfghjk]",
            "[NAVN\\-3\\-bcdfghjk]",
            "NAVN-3-bcdfghjk",
            "[FØDSELSNUMMER-12-bcdfghjk]",
            "[fødselsnummer-12-bcdfghjk]",
            "[D-NUMMER-1-bcdfghjk]",
            "[ID‑NUMMER-1-bcdfghjk]",
            "[TEKST-4-bcdfghjk]",
            "[NATIONAL-ID-4-bcdfghjk]",
        ] {
            assert_eq!(seen(text), [text]);
            assert_eq!(seen(&format!("«{text}» og ({text}),")), [text, text]);
        }
        for (text, wanted) in [
            ("**[NAVN-3-bcdfghjk]**", "[NAVN-3-bcdfghjk]"),
            ("[[NAVN-3-bcdfghjk]]", "[NAVN-3-bcdfghjk]"),
            ("\\[NAVN-3-bcdfghjk]", "[NAVN-3-bcdfghjk]"),
            ("[NAVN-3-bcdfghjk", "NAVN-3-bcdfghjk"),
            ("NAVN-3-bcdfghjk]", "NAVN-3-bcdfghjk"),
            ("[[ NAVN-3-bcdfghjk ]", "[ NAVN-3-bcdfghjk ]"),
            ("[NAVN-3-bcdfghjk]s", "[NAVN-3-bcdfghjk]"),
            ("x-NAVN-3-bcdfghjk", "NAVN-3-bcdfghjk"),
        ] {
            assert_eq!(seen(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_has_another_shape_is_not() {
        for text in [
            "[NAVN]",
            "[NAVN-3]",
            "[NAVN-3-bcdfghj]",
            "[NAVN-3-bcdfghjkl]",
            "[NAVN-3-abcdefgh]",
            "[HUND-3-bcdfghjk]",
            "[NAVN-1234567890-bcdfghjk]",
            "[NAVN--bcdfghjk]",
            "xNAVN-3-bcdfghjk",
            "[NAVN-bcdfghjklmnpqrstvw]",
            "NAVN 3 bcdfghjk",
            "",
        ] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_beginning_asks_for_more() {
        let whole = "\\[ NAVN-3-bcdfghjk \\]";
        for at in 1..whole.len() {
            assert_eq!(at_start(&whole[..at], false, false), Err(Stop::More), "{}", &whole[..at]);
        }
        assert_eq!(at_start(whole, false, false).map(|seen| seen.length), Ok(whole.len()));
        assert_eq!(at_start("NAVN-3-bcdfghjk", false, false), Err(Stop::More));
        assert_eq!(at_start("NAVN-3-bcdfghjk", false, true).map(|seen| seen.length), Ok(15));
        for text in ["NAVNET", "Kari", "[N ", "7", "[NAVN]", "\\n"] {
            assert_eq!(at_start(text, false, false), Err(Stop::No), "{text}");
        }
    }
}
