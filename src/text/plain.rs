//! The short path of the scanner: words written with plain Norwegian letters only.
//!
//! Nearly every word of a message is one. Small letters a–z are found eight at a time; æ, ø, å and capitals one by one.
//! Whatever else is written together with a word leaves it to the scanner proper.

use super::Case;
use crate::dictionary::{Blocks, WordKey};
use crate::eight;

/// A word of the letters a–z, æ, ø and å, small or capital, with nothing else written together with it.
pub(super) struct PlainWord {
    pub(super) end: usize,
    pub(super) case: Case,
    pub(super) letters: usize,
}

/// What a byte is for the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter of ASCII.
    Lower,
    Upper,
    /// The first byte of æ, ø, å and others.
    Latin,
    /// A sign of ASCII, which ends a word.
    Sign,
    /// May open a placeholder.
    Bracket,
    /// A digit of ASCII.
    Digit,
    /// Part of a character that has to be looked at.
    Other,
}

impl Kind {
    /// Whether a word may begin with it.
    #[inline(always)]
    pub(super) fn begins_word(self) -> bool {
        self as u8 <= Kind::Latin as u8
    }

    #[inline(always)]
    pub(super) fn of(byte: u8) -> Kind {
        #[allow(clippy::indexing_slicing, reason = "a fault here would end the compilation")]
        const KINDS: [Kind; 256] = {
            let mut kinds = [Kind::Sign; 256];
            let mut byte = 0;
            while byte < 256 {
                kinds[byte] = match byte as u8 {
                    b'a'..=b'z' => Kind::Lower,
                    b'A'..=b'Z' => Kind::Upper,
                    0xC3 => Kind::Latin,
                    b'[' => Kind::Bracket,
                    b'0'..=b'9' => Kind::Digit,
                    0x80.. => Kind::Other,
                    _ => Kind::Sign,
                };
                byte += 1;
            }
            kinds
        };
        KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Other)
    }
}

/// How many of the bytes, first to last, are those of small letters: a–z, æ, ø, å; eight at most. A letter of two
/// bytes whose second one is the ninth is left out.
#[inline(always)]
const fn small_letters(word: u64) -> usize {
    let mut small = eight::small_letters(word);
    if word & eight::ALL != 0 {
        let second = eight::equal(word, 0xA5) | eight::equal(word, 0xA6) | eight::equal(word, 0xB8);
        let first = eight::equal(word, 0xC3) & (second >> 8);
        small |= first | first << 8;
    }
    eight::before_first(small ^ eight::ALL)
}

/// A word of the short path: small letters, perhaps with a capital first.
pub(super) struct ShortWord {
    pub(super) end: usize,
    pub(super) is_capitalised: bool,
    pub(super) is_single_letter: bool,
    /// Of the folded form.
    pub(super) key: WordKey,
}

/// The word that begins at `start`, when it is one of small letters, perhaps with a capital of ASCII first, and a sign
/// of ASCII or the end of the text behind it.
#[inline(always)]
pub(super) fn short_word_at(bytes: &[u8], start: usize) -> Option<ShortWord> {
    let mut blocks = Blocks::new();
    let mut at = start;
    let first = *bytes.get(start)?;
    let is_capitalised = first.is_ascii_uppercase();
    loop {
        let mut eight = eight_from(bytes, at);
        if is_capitalised && at == start {
            eight |= 0x20;
        }
        let small = small_letters(eight);
        if small == 8 {
            match bytes.get(at + 8).map(|byte| Kind::of(*byte)) {
                Some(Kind::Lower | Kind::Latin) => {}
                behind => {
                    ends(behind)?;
                    let key = blocks.finish(eight, at + 8 - start);
                    return Some(ShortWord { end: at + 8, is_capitalised, is_single_letter: false, key });
                }
            }
            blocks = blocks.then(eight);
            at += 8;
            continue;
        }
        let end = at + small;
        ends(bytes.get(end).map(|byte| Kind::of(*byte)))?;
        let key = blocks.finish(eight & ((1 << (8 * small)) - 1), end - start);
        let length = end - start;
        let is_single_letter = length == 1 || (length == 2 && first == 0xC3);
        return Some(ShortWord { end, is_capitalised, is_single_letter, key });
    }
}

/// Where the figures that begin at `start` end, when they are digits of ASCII with a sign of ASCII or the end of the text
/// behind them.
#[inline]
pub(super) fn figures_at(bytes: &[u8], start: usize) -> Option<usize> {
    let count = bytes.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = start + count;
    ends(bytes.get(end).map(|byte| Kind::of(*byte)))?;
    Some(end).filter(|_| count > 0)
}

/// Whether the byte behind a word, or the end of the text, ends it.
#[inline(always)]
fn ends(behind: Option<Kind>) -> Option<()> {
    matches!(behind, None | Some(Kind::Sign | Kind::Bracket)).then_some(())
}

/// Eight bytes as a number, little-endian; zeros behind the last one.
#[inline(always)]
fn eight_from(bytes: &[u8], at: usize) -> u64 {
    eight::load(bytes.get(at..).unwrap_or_default())
}

/// The plain word that begins at `start`, where a letter stands. None when something else is written together with it;
/// `ends_word` tells so of the characters that only the scanner knows, from their offset.
pub(super) fn word_at(bytes: &[u8], start: usize, ends_word: impl Fn(usize) -> bool) -> Option<PlainWord> {
    let mut at = start;
    let (mut lower, mut upper) = (0, 0);
    let first_is_capital = match (bytes.get(start), bytes.get(start + 1)) {
        (Some(first), _) if first.is_ascii_uppercase() => true,
        (Some(0xC3), Some(0x86 | 0x98 | 0x85)) => true,
        _ => false,
    };
    while let Some(byte) = bytes.get(at).copied() {
        match Kind::of(byte) {
            Kind::Lower => {
                lower += 1;
                at += 1;
            }
            Kind::Upper => {
                upper += 1;
                at += 1;
            }
            Kind::Latin => {
                match bytes.get(at + 1) {
                    // æ, ø, å
                    Some(0xA6 | 0xB8 | 0xA5) => lower += 1,
                    Some(0x86 | 0x98 | 0x85) => upper += 1,
                    _ if ends_word(at) => break,
                    _ => return None,
                }
                at += 2;
            }
            Kind::Sign | Kind::Bracket => break,
            Kind::Other if ends_word(at) => break,
            Kind::Digit | Kind::Other => return None,
        }
    }
    let case = match (first_is_capital, upper, lower) {
        (_, 0, _) => Case::Lower,
        (true, 1, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    };
    Some(PlainWord { end: at, case, letters: lower + upper })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_counted() {
        for (text, count) in [
            ("abcdefgh", 8),
            ("az`xxxxx", 2),
            ("zz{xxxxx", 2),
            ("A       ", 0),
            ("kari ola", 4),
            ("åpner i", 6),
            ("sjøen, ", 6),
            ("xÅxxxxx", 1),
            ("xéxxxxx", 1),
            ("xxxxxxxå", 7),
        ] {
            let word = eight_from(text.as_bytes(), 0);
            assert_eq!(small_letters(word), count, "{text}");
        }
        for byte in 0..=255_u8 {
            let small = small_letters(u64::from_le_bytes([b'a', byte, b'a', b'a', b'a', b'a', b'a', b'a']));
            assert_eq!(small, if byte.is_ascii_lowercase() { 8 } else { 1 }, "{byte}");
        }
    }

    #[test]
    fn a_short_word_has_the_key_of_its_folded_form() {
        for word in
            ["i", "å", "på", "kari", "Kari", "åpningst", "åpningstid", "Helseplattformen", "abcdefgh", "Abcdefgh"]
        {
            for behind in ["", " ", ", og så videre", ".", "[NAVN]"] {
                let text = format!("{word}{behind}");
                let short = short_word_at(text.as_bytes(), 0).unwrap();
                assert_eq!(short.end, word.len(), "{text}");
                assert!(short.key == WordKey::of(&crate::fold(word)), "{text}");
                assert_eq!(short.is_single_letter, word.chars().count() == 1, "{text}");
            }
        }
        for text in ["KARI", "b12", "kari–", "kariÅ", "éa", "a\u{301}", "ka1"] {
            assert!(short_word_at(text.as_bytes(), 0).is_none(), "{text}");
        }
    }

    #[test]
    fn every_byte_has_its_kind() {
        for byte in 0..=255_u8 {
            let kind = Kind::of(byte);
            assert_eq!(kind == Kind::Lower, byte.is_ascii_lowercase(), "{byte}");
            assert_eq!(kind == Kind::Upper, byte.is_ascii_uppercase(), "{byte}");
            assert_eq!(kind == Kind::Latin, byte == "å".as_bytes()[0], "{byte}");
            assert_eq!(kind == Kind::Bracket, byte == b'[', "{byte}");
            assert_eq!(kind.begins_word(), byte.is_ascii_alphabetic() || kind == Kind::Latin, "{byte}");
            assert_eq!(kind == Kind::Digit, byte.is_ascii_digit(), "{byte}");
            assert_eq!(kind == Kind::Other, byte >= 0x80 && byte != 0xC3, "{byte}");
        }
    }

    /// Counted letter by letter: nothing to be clever about.
    #[test]
    fn small_letters_of_two_bytes_are_counted_in_any_place() {
        for second in 0..=255_u8 {
            for place in 0..7 {
                let mut bytes = [b'a'; 8];
                bytes[place] = 0xC3;
                bytes[place + 1] = second;
                let is_small = matches!(second, 0xA5 | 0xA6 | 0xB8);
                assert_eq!(
                    small_letters(u64::from_le_bytes(bytes)),
                    if is_small { 8 } else { place },
                    "{second} at {place}"
                );
                // The second byte of a small letter behind another first byte is none.
                bytes[place] = 0xC4;
                assert_eq!(small_letters(u64::from_le_bytes(bytes)), place, "{second} at {place}");
            }
        }
    }

    #[test]
    fn a_short_word_ends_where_its_letters_do() {
        for (text, start, end, capitalised, single) in [
            ("i", 0, 1, false, true),
            ("å ", 0, 2, false, true),
            ("på", 0, 3, false, false),
            ("Kari Nordvik", 0, 4, true, false),
            ("Kari Nordvik", 5, 12, true, false),
            ("I dag", 0, 1, true, true),
            ("abcdefgh", 0, 8, false, false),
            ("abcdefgh.", 0, 8, false, false),
            ("abcdefghå", 0, 10, false, false),
            ("abcdefghijklmnop", 0, 16, false, false),
            ("Abcdefghijklmnopq!", 0, 17, true, false),
            ("æøåæøåæøåæ[", 0, 20, false, false),
        ] {
            let word = short_word_at(text.as_bytes(), start).unwrap();
            assert_eq!((word.end, word.is_capitalised, word.is_single_letter), (end, capitalised, single), "{text}");
            assert!(word.key == WordKey::of(&crate::fold(&text[start..end])), "{text}");
        }
        for text in ["abcdefgh1", "abcdefghÅ", "abcdefghI", "abcdefgh\u{301}", "abcdefghé", "ab", "kaRi"] {
            let word = short_word_at(text.as_bytes(), 0);
            assert_eq!(word.is_some(), text == "ab", "{text}");
        }
    }

    #[test]
    fn figures_end_at_a_sign() {
        for (text, end) in [("1", 1), ("110379 66640", 6), ("00.", 2), ("7[", 1), ("5\n", 1)] {
            assert_eq!(figures_at(text.as_bytes(), 0), Some(end), "{text}");
        }
        for text in ["", "a1", "1a", "12å", "12\u{200B}3", "3½", "1１"] {
            assert_eq!(figures_at(text.as_bytes(), 0), None, "{text}");
        }
    }

    #[test]
    fn a_plain_word_tells_its_case_and_letters() {
        // Nothing but the dash ends a word here, as the scanner would have it.
        let word = |text: &str| {
            word_at(text.as_bytes(), 0, |at| text[at..].starts_with('–'))
                .map(|word| (word.end, word.case, word.letters))
        };
        for (text, wanted) in [
            ("kari", (4, Case::Lower, 4)),
            ("Kari, ", (4, Case::Title, 4)),
            ("KARI ", (4, Case::Upper, 4)),
            ("kARI", (4, Case::Mixed, 4)),
            ("KaRi", (4, Case::Mixed, 4)),
            ("iPhone", (6, Case::Mixed, 6)),
            ("I", (1, Case::Title, 1)),
            ("åse", (4, Case::Lower, 3)),
            ("Åse[", (4, Case::Title, 3)),
            ("ÅSE", (4, Case::Upper, 3)),
            ("Ærlig", (6, Case::Title, 5)),
            ("Ødegård", (9, Case::Title, 7)),
            ("æØå", (6, Case::Mixed, 3)),
            ("kari–ola", (4, Case::Lower, 4)),
            ("ÆØÅ", (6, Case::Upper, 3)),
        ] {
            assert_eq!(word(text), Some(wanted), "{text}");
        }
        for text in ["kari1", "kari\u{301}", "karé", "idéen", "kariж"] {
            assert!(word(text).is_none(), "{text}");
        }
        // A letter of two bytes that ends a word, as × does.
        let times = word_at("to×tre".as_bytes(), 0, |at| at == 2).unwrap();
        assert_eq!((times.end, times.letters), (2, 2));
    }
}
