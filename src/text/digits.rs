//! Digits and runs of digits: every detector of numbers reads these, none parses text by itself.
//!
//! A run is a stretch of digits with at most a few separators between neighbours. Each digit keeps the bytes it was
//! written with and the [`Gap`] to the digit before it, so that a detector sees both the number and how it was
//! grouped. Digits of every script count, and so do `O`, `o`, `l` and `I` inside a chunk that is otherwise figures.

use std::fmt;

use crate::finding::Span;

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
        digits.push(Digit { start: span.start, end: span.end, value, gap });
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
}
