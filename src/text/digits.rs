//! Digits and runs of digits: every detector of numbers reads these, none parses text by itself.
//!
//! A run is a stretch of digits with at most a few separators between neighbours. Each digit keeps the bytes it was
//! written with and the [`Gap`] to the digit before it, so that a detector sees both the number and how it was
//! grouped. Digits of every script count, and so do `O`, `o`, `l` and `I` inside a chunk that is otherwise figures.

use std::fmt;

use crate::finding::Span;
use crate::growing;

/// What stands between a digit and the one before it in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gap {
    /// Nothing, or only invisible characters.
    None,
    /// White space of any width on one line.
    Space,
    /// A dot, with or without white space.
    Dot,
    /// A dash or hyphen of any kind, with or without white space.
    Dash,
    /// A slash.
    Slash,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A line break.
    Newline,
    /// Brackets, quotes, underscores, or a mixture.
    Other,
}

/// One digit of a run. Its value is message text and is not printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: u8,
    pub(crate) gap: Gap,
}

impl Digit {
    /// What overwrites one.
    pub(super) const BLANK: Digit = Digit { start: 0, end: 0, value: 0, gap: Gap::None };

    /// Its value, 0 to 9.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.value
    }

    /// The bytes it was written with.
    #[must_use]
    pub const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// What stands before it in its run; for the first digit of a run the value has no meaning.
    #[must_use]
    pub const fn gap(self) -> Gap {
        self.gap
    }
}

impl fmt::Debug for Digit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digit").field("span", &self.span()).field("gap", &self.gap).finish_non_exhaustive()
    }
}

/// How a run was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Written {
    /// In figures.
    Figures,
    /// At least partly in number words.
    Words,
}

/// A run of digits, or a window of one, borrowed from a text.
#[derive(Clone, Copy, Debug)]
pub struct DigitRun<'a> {
    digits: &'a [Digit],
    written: Written,
    before: Option<Gap>,
    behind: Option<Gap>,
}

/// The groups of a window of digits: how many digits in each, and what separates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    lengths: [u8; Grouping::MOST],
    gaps: [Gap; Grouping::MOST],
    count: usize,
}

impl Grouping {
    const MOST: usize = 40;

    /// Digits in each group, first to last.
    #[must_use]
    pub fn lengths(&self) -> &[u8] {
        self.lengths.get(..self.count).unwrap_or_default()
    }

    /// What separates each two neighbouring groups.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        self.gaps.get(1..self.count).unwrap_or_default()
    }

    /// Whether all separators are the given one. True for a single group.
    #[must_use]
    pub fn all(&self, gap: Gap) -> bool {
        self.gaps().iter().all(|g| *g == gap)
    }

    fn of(digits: &[Digit]) -> Grouping {
        let mut grouping = Grouping { lengths: [0; Self::MOST], gaps: [Gap::None; Self::MOST], count: 0 };
        for (i, digit) in digits.iter().enumerate() {
            if i == 0 || digit.gap != Gap::None {
                if grouping.count == Self::MOST {
                    break;
                }
                if let Some(gap) = grouping.gaps.get_mut(grouping.count) {
                    *gap = digit.gap;
                }
                grouping.count += 1;
            }
            if let Some(length) = grouping.lengths.get_mut(grouping.count - 1) {
                *length = length.saturating_add(1);
            }
        }
        grouping
    }
}

impl<'a> DigitRun<'a> {
    pub(crate) const fn new(digits: &'a [Digit], written: Written) -> DigitRun<'a> {
        DigitRun { digits, written, before: None, behind: None }
    }

    /// What separates it from the digit before it in its run; none for a whole run and at the start of one.
    #[must_use]
    pub const fn gap_before(&self) -> Option<Gap> {
        self.before
    }

    /// What separates it from the digit behind it in its run.
    #[must_use]
    pub const fn gap_behind(&self) -> Option<Gap> {
        self.behind
    }

    /// Its digits.
    #[must_use]
    pub const fn digits(&self) -> &'a [Digit] {
        self.digits
    }

    /// How it was written.
    #[must_use]
    pub const fn written(&self) -> Written {
        self.written
    }

    /// How many digits.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.digits.len()
    }

    /// Whether there are none; never so for a run taken from a text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.digits.is_empty()
    }

    /// From the first digit to the last, separators included.
    #[must_use]
    pub fn span(&self) -> Span {
        match (self.digits.first(), self.digits.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.end)),
            _ => Span::new(0, 0),
        }
    }

    /// Its groups. Only the first 40 are reported.
    #[must_use]
    pub fn grouping(&self) -> Grouping {
        Grouping::of(self.digits)
    }

    /// The values, first to last, when there are exactly `N` digits.
    #[must_use]
    pub fn values<const N: usize>(&self) -> Option<[u8; N]> {
        if self.digits.len() != N {
            return None;
        }
        let mut values = [0; N];
        for (value, digit) in values.iter_mut().zip(self.digits) {
            *value = digit.value;
        }
        Some(values)
    }

    /// The number that its first digits make, at most nine of them.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.digits.iter().take(9).fold(0, |number, digit| number * 10 + u32::from(digit.value))
    }

    /// Every window of `len` digits that begins and ends where a group does, so that neither neighbour is a digit
    /// written together with it. A number hidden in a longer one written together is not among them.
    pub fn windows(&self, len: usize) -> impl Iterator<Item = DigitRun<'a>> + use<'a> {
        let (digits, written) = (self.digits, self.written);
        let last = if len == 0 { 0 } else { (digits.len() + 1).saturating_sub(len) };
        (0..last).filter_map(move |at| {
            let window = digits.get(at..at + len)?;
            let starts = at == 0 || window.first()?.gap != Gap::None;
            let ends = digits.get(at + len).is_none_or(|next| next.gap != Gap::None);
            let before = window.first().filter(|_| at > 0).map(|first| first.gap);
            let behind = digits.get(at + len).map(|next| next.gap);
            (starts && ends).then_some(DigitRun { digits: window, written, before, behind })
        })
    }

    /// The groups of the run, each as a run of its own.
    pub fn groups(&self) -> impl Iterator<Item = DigitRun<'a>> + use<'a> {
        let written = self.written;
        self.digits.chunk_by(|_, next| next.gap == Gap::None).map(move |digits| DigitRun::new(digits, written))
    }
}

/// The most characters that may separate two digits of one run.
const WIDEST_GAP: usize = 8;

/// Builds the runs while the scanner walks over the text.
#[derive(Default)]
pub(crate) struct RunBuilder {
    /// What stands between the last digit and here, or nothing when no run is open.
    open: Option<(Gap, usize)>,
}

impl RunBuilder {
    /// The next digit of the text.
    pub(crate) fn digit(&mut self, digits: &mut Vec<Digit>, runs: &mut Vec<usize>, span: Span, value: u8) {
        let gap = match self.open {
            Some((gap, _)) => gap,
            None => {
                runs.push(digits.len());
                Gap::None
            }
        };
        growing::push(digits, Digit { start: span.start, end: span.end, value, gap }, Digit::BLANK);
        self.open = Some((Gap::None, 0));
    }

    /// A character that is no digit. It separates or ends the run.
    pub(crate) fn other(&mut self, c: char) {
        let Some((gap, width)) = self.open else { return };
        self.open = match separator(c) {
            Some(next) if width < WIDEST_GAP => Some((merge(gap, next), width + 1)),
            _ => None,
        };
    }

    /// A space.
    #[inline(always)]
    pub(crate) fn space(&mut self) {
        if self.open.is_some() {
            self.other(' ');
        }
    }

    /// Ends the run.
    pub(crate) fn end(&mut self) {
        self.open = None;
    }
}

fn separator(c: char) -> Option<Gap> {
    Some(match c {
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Gap::Space
        }
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Gap::Newline,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '~' => Gap::Dash,
        '.' | '·' | '•' | '\u{2024}' | '\u{FF0E}' | '∙' => Gap::Dot,
        '/' | '\\' | '|' | '\u{FF0F}' | '⁄' => Gap::Slash,
        ',' | ';' => Gap::Comma,
        ':' => Gap::Colon,
        '(' | ')' | '[' | ']' | '{' | '}' | '_' | '\'' | '"' | '*' | '’' | '`' => Gap::Other,
        _ => return None,
    })
}

/// White space gives way to whatever else stands in the gap; two different signs are a mixture.
fn merge(so_far: Gap, next: Gap) -> Gap {
    match (so_far, next) {
        (Gap::None | Gap::Space, gap) | (gap, Gap::Space) => gap,
        (Gap::Newline, Gap::Newline) => Gap::Newline,
        (a, b) if a == b => a,
        _ => Gap::Other,
    }
}

/// The value of a digit of any script, full-width, mathematical, superscript or circled.
pub(crate) fn digit_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let code = u32::from(c);
    let offset = match code {
        0xB2 | 0xB3 => code - 0xB0,
        0xB9 => 1,
        0x2070 => 0,
        0x2074..=0x2079 => code - 0x2070,
        0x2080..=0x2089 => code - 0x2080,
        0x2460..=0x2468 => code - 0x2460 + 1,
        0x24EA => 0,
        0x2776..=0x277E => code - 0x2776 + 1,
        0x1D7CE..=0x1D7FF => (code - 0x1D7CE) % 10,
        _ => {
            let zero = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1).and_then(|at| ZEROS.get(at))?;
            if code >= zero + 10 {
                return None;
            }
            code - zero
        }
    };
    u8::try_from(offset).ok()
}

/// The code points of the digit zero of the scripts of Unicode (general category Nd), ASCII left out.
const ZEROS: [u32; 58] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0,
    0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0,
    0x16B50, 0x1E140, 0x1FBF0,
];

/// The digit a letter is typed for, inside a chunk of figures.
pub(crate) const fn look_alike(c: char) -> Option<u8> {
    match c {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => Some(0),
        'l' | 'I' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;
    use crate::text::{Buffers, Text};

    #[test]
    fn digits_of_other_scripts_have_their_value() {
        for (c, value) in [('7', 7), ('７', 7), ('٣', 3), ('۵', 5), ('९', 9), ('𝟚', 2), ('²', 2), ('①', 1), ('๔', 4)]
        {
            assert_eq!(digit_value(c), Some(value), "{c}");
        }
        assert_eq!(digit_value('x'), None);
        assert_eq!(digit_value('½'), None);
    }

    #[test]
    fn every_decimal_digit_of_unicode_is_known_by_std_as_numeric() {
        for zero in ZEROS {
            for code in zero..zero + 10 {
                assert!(char::from_u32(code).is_some_and(char::is_numeric), "{code:X}");
            }
        }
    }

    /// The runs of a message: the digits, the lengths of the groups, what separates them.
    fn runs(message: &str) -> Vec<(String, Vec<u8>, Vec<Gap>)> {
        let lexicon = standard_lexicon();
        let text = Text::new(message, &lexicon, Buffers::default());
        let read = |run: DigitRun<'_>| {
            let digits = run.digits().iter().map(|digit| char::from(b'0' + digit.value())).collect();
            (digits, run.grouping().lengths().to_vec(), run.grouping().gaps().to_vec())
        };
        text.runs().map(read).collect()
    }

    #[test]
    fn every_separator_is_told_apart() {
        for (signs, gap) in [
            (" \t\u{A0}\u{1680}\u{2000}\u{2009}\u{200A}\u{202F}\u{205F}\u{3000}", Gap::Space),
            ("\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}", Gap::Newline),
            ("-‐‑‒–—―−﹘﹣－~", Gap::Dash),
            (".·•․．∙", Gap::Dot),
            ("/\\|／⁄", Gap::Slash),
            (",;", Gap::Comma),
            (":", Gap::Colon),
            ("()[]{}_'\"*’`", Gap::Other),
        ] {
            for sign in signs.chars() {
                assert_eq!(runs(&format!("12{sign}3")), [("123".to_owned(), vec![2, 1], vec![gap])], "{sign:?}");
            }
        }
        for sign in "a=+<«😀%&".chars() {
            let two = runs(&format!("12{sign}3"));
            assert_eq!(two.iter().map(|(digits, ..)| digits.as_str()).collect::<Vec<_>>(), ["12", "3"], "{sign:?}");
        }
    }

    #[test]
    fn white_space_gives_way_and_different_signs_are_a_mixture() {
        for (between, gap) in [
            ("  ", Gap::Space),
            (" - ", Gap::Dash),
            (" –", Gap::Dash),
            (". ", Gap::Dot),
            ("--", Gap::Dash),
            ("\n\n", Gap::Newline),
            (" \n ", Gap::Newline),
            ("-.", Gap::Other),
            ("\n-", Gap::Other),
            (") ", Gap::Other),
            (":/", Gap::Other),
        ] {
            assert_eq!(runs(&format!("12{between}3")), [("123".to_owned(), vec![2, 1], vec![gap])], "{between:?}");
        }
    }

    #[test]
    fn a_gap_holds_eight_characters_and_invisible_ones_are_none() {
        assert_eq!(runs("1        2").len(), 1);
        assert_eq!(runs("1         2").len(), 2);
        assert_eq!(runs("1\u{200B}2\u{AD}3"), [("123".to_owned(), vec![3], vec![])]);
        assert_eq!(runs(" - 12"), [("12".to_owned(), vec![2], vec![])], "what stands before a run is no gap of it");
    }

    #[test]
    fn a_run_tells_its_number_span_and_neighbours() {
        let lexicon = standard_lexicon();
        let text = Text::new("ring 41-20 05.67 nå", &lexicon, Buffers::default());
        let run = text.runs().next().unwrap();
        assert_eq!((run.span(), run.len(), run.is_empty()), (Span::new(5, 16), 8, false));
        assert_eq!((run.number(), run.written()), (41_200_567, Written::Figures));
        assert_eq!((run.gap_before(), run.gap_behind()), (None, None));
        assert_eq!((run.values::<8>(), run.values::<7>()), (Some([4, 1, 2, 0, 0, 5, 6, 7]), None));
        assert_eq!(run.digits()[2].gap(), Gap::Dash);
        assert_eq!(run.digits()[2].span(), Span::new(8, 9));
        let numbers: Vec<u32> = run.groups().map(|group| group.number()).collect();
        assert_eq!(numbers, [41, 20, 5, 67]);
        let windows: Vec<_> =
            run.windows(4).map(|window| (window.number(), window.gap_before(), window.gap_behind())).collect();
        assert_eq!(
            windows,
            [(4120, None, Some(Gap::Space)), (2005, Some(Gap::Dash), Some(Gap::Dot)), (567, Some(Gap::Space), None)]
        );
        assert_eq!(run.windows(8).count(), 1);
        for length in [0, 1, 3, 5, 7, 9] {
            assert_eq!(run.windows(length).count(), 0, "{length}: no groups make it");
        }
        assert_eq!(DigitRun::new(&[], Written::Words).span(), Span::new(0, 0));
        assert!(DigitRun::new(&[], Written::Words).is_empty());
        let long = Text::new("12345678901", &lexicon, Buffers::default());
        assert_eq!(long.runs().next().unwrap().number(), 123_456_789, "nine digits at most");
        let spoken = Text::new("fire en to null null fem seks sju", &lexicon, Buffers::default());
        assert_eq!(spoken.runs().next().unwrap().written(), Written::Words);
    }

    #[test]
    fn forty_groups_are_reported() {
        let (_, lengths, gaps) = runs(&"12 ".repeat(60)).remove(0);
        assert_eq!((lengths, gaps), (vec![2; 40], vec![Gap::Space; 39]));
        let lexicon = standard_lexicon();
        let grouping = |message: &str| {
            let text = Text::new(message, &lexicon, Buffers::default());
            text.runs().next().unwrap().grouping()
        };
        assert!(grouping("1 2 3").all(Gap::Space) && !grouping("1 2-3").all(Gap::Space));
        assert!(grouping("123").all(Gap::Dash), "no separator is another one");
        assert_eq!(grouping(&"7".repeat(300)).lengths(), [255], "a group of more digits counts as 255");
    }

    #[test]
    fn the_debug_form_of_a_digit_hides_its_value() {
        let digit = |value| format!("{:?}", Digit { start: 3, end: 4, value, gap: Gap::Dash });
        assert_eq!(digit(7), digit(1));
        assert!(digit(7).contains("Dash") && digit(7).contains("span"));
    }

    #[test]
    fn digits_of_every_style_have_their_value() {
        let counts = |first: char, values: std::ops::RangeInclusive<u8>| {
            for (code, value) in (u32::from(first)..).zip(values) {
                let c = char::from_u32(code).unwrap();
                assert_eq!(digit_value(c), Some(value), "{c}");
            }
        };
        counts('0', 0..=9);
        counts('²', 2..=3);
        counts('¹', 1..=1);
        counts('⁰', 0..=0);
        counts('⁴', 4..=9);
        counts('₀', 0..=9);
        counts('①', 1..=9);
        counts('⓪', 0..=0);
        counts('❶', 1..=9);
        for style in 0..5 {
            counts(char::from_u32(0x1D7CE + style * 10).unwrap(), 0..=9);
        }
        for zero in ZEROS {
            counts(char::from_u32(zero).unwrap(), 0..=9);
        }
        for c in ['a', '/', ':', '¼', '±', '⁺', '₊', '⑩', '❿', '\u{65F}', '\u{66A}', '\u{1D7CD}', '\u{1FBFA}']
        {
            assert_eq!(digit_value(c), None, "{c}");
        }
    }

    #[test]
    fn letters_typed_for_figures_are_zeros_and_ones() {
        assert!("OoОоΟο".chars().all(|c| look_alike(c) == Some(0)));
        assert!("lI".chars().all(|c| look_alike(c) == Some(1)));
        assert!("iLQDSB0159".chars().all(|c| look_alike(c).is_none()));
        assert_eq!(runs("1lO37"), [("11037".to_owned(), vec![5], vec![])]);
    }
}
