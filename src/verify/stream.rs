//! What stands in a text when its separators are squeezed out, with the way back.

use zeroize::Zeroizing;

use crate::finding::Span;
use crate::text::digits::digit_value;
use crate::text::fold::{fold_into, is_invisible, is_mark};
use crate::text::{Gap, Text};

/// Ends what may be one value. No text holds this byte.
const BREAK: u8 = 0xFF;

/// The most characters between two pieces of one value, as between two digits of one number.
const WIDEST_GAP: usize = 8;

/// Letters and digits without what separates them.
#[derive(Default)]
pub(super) struct Stream {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of letters, or of digits, written together.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    /// Where it begins and ends in the stream.
    pub(super) at: usize,
    pub(super) to: usize,
    /// Where it stands in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The positions of the first and the last piece it is written together with: "karin" and "82" of "karin82".
    pub(super) together: (usize, usize),
}

/// The letters that a keyboard or an address may lack become those that people write for them.
const fn plain(c: char) -> char {
    match c {
        'å' | 'æ' => 'a',
        'ø' => 'o',
        c => c,
    }
}

impl Stream {
    /// With room for what a text of so many bytes has, so that none of it is left behind by growth.
    fn with_room_for(text: usize) -> Stream {
        Stream { bytes: Zeroizing::new(Vec::with_capacity(text + text / 8 + 16)), pieces: Vec::new() }
    }

    /// The letters and digits of a text outside `hidden`, which is sorted and disjoint, folded.
    pub(super) fn of_letters(text: &str, hidden: &[Span]) -> Stream {
        let mut stream = Stream::with_room_for(text.len());
        let mut reading = Reading::default();
        let mut folded = String::new();
        let mut hidden = hidden.iter().copied().peekable();
        for (at, c) in text.char_indices() {
            while hidden.next_if(|span| span.end <= at).is_some() {}
            if hidden.peek().is_some_and(|span| span.start <= at) {
                stream.break_off();
                reading = Reading::default();
                continue;
            }
            if is_mark(c) || is_invisible(c) {
                continue;
            }
            if !c.is_alphanumeric() {
                reading.gap += 1;
                reading.open = None;
                if reading.gap > WIDEST_GAP {
                    stream.break_off();
                }
                continue;
            }
            folded.clear();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
            let is_digit = digit_value(c).is_some();
            let span = Span::new(at, at + c.len_utf8());
            if reading.open != Some(is_digit) {
                stream.begin(span, reading.open.is_some());
            }
            reading = Reading { open: Some(is_digit), gap: 0 };
            for c in folded.chars() {
                let c = digit_value(c).and_then(|value| char::from_digit(value.into(), 10)).unwrap_or(plain(c));
                stream.push(c, span.end);
            }
        }
        stream.finish()
    }

    /// The digits of a text outside `hidden`, in figures and in words; each group is a piece.
    pub(super) fn of_digits(text: &Text<'_>, hidden: &[Span]) -> Stream {
        let mut stream = Stream::with_room_for(text.as_str().len());
        for run in text.runs() {
            stream.break_off();
            for (i, digit) in run.digits().iter().enumerate() {
                let span = digit.span();
                let before = hidden.partition_point(|hidden| hidden.end <= span.start);
                if hidden.get(before).is_some_and(|hidden| hidden.overlaps(span)) {
                    stream.break_off();
                    continue;
                }
                if i == 0 || digit.gap() != Gap::None || stream.is_broken_off() {
                    stream.begin(span, false);
                }
                if let Some(c) = char::from_digit(digit.value().into(), 10) {
                    stream.push(c, span.end);
                }
            }
        }
        stream
    }

    /// Begins a piece; `glued` to the one before it or not.
    fn begin(&mut self, span: Span, glued: bool) {
        let (at, here) = (self.bytes.len(), self.pieces.len());
        let first = self.pieces.last().filter(|_| glued).map_or(here, |before| before.together.0);
        self.pieces.push(Piece { at, to: at, start: span.start, end: span.end, together: (first, here) });
    }

    /// Tells every piece how far what it is written together with goes.
    fn finish(mut self) -> Stream {
        let mut behind: Option<(usize, usize)> = None;
        for piece in self.pieces.iter_mut().rev() {
            match behind {
                Some(together) if together.0 == piece.together.0 => piece.together = together,
                _ => behind = Some(piece.together),
            }
        }
        self
    }

    fn push(&mut self, c: char, end: usize) {
        self.bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        if let Some(piece) = self.pieces.last_mut() {
            (piece.to, piece.end) = (self.bytes.len(), piece.end.max(end));
        }
    }

    fn break_off(&mut self) {
        if !self.is_broken_off() {
            self.bytes.push(BREAK);
        }
    }

    fn is_broken_off(&self) -> bool {
        self.bytes.last().is_none_or(|byte| *byte == BREAK)
    }

    /// Whether nothing before `at`, and nothing behind it, belongs to the same number or phrase.
    pub(super) fn is_break(&self, at: Option<usize>) -> bool {
        at.is_none_or(|at| self.bytes.get(at).is_none_or(|byte| *byte == BREAK))
    }
}

/// What was read last.
#[derive(Default)]
struct Reading {
    /// A piece of digits, or of letters, goes on.
    open: Option<bool>,
    /// Characters since the last piece.
    gap: usize,
}
