//! Looks for shapes in a stream: a bounded number of look-ups a position.
//!
//! A value is found where it begins and ends as words or groups do, or, with eight letters or digits and more, inside a
//! longer word or number. Shorter ones stand inside too many words by chance, and across the boundary of two: "karin"
//! in "kari nå".

use super::stream::{Piece, Stream};
use super::values::{HEAD, LONG, Shape, Shapes};
use crate::dictionary::{Lexicon, Tag, Tags};
use crate::finding::Span;
use crate::text::fold::fold;

/// Where a value survives, and the position of the finding whose value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    pub(super) span: Span,
    pub(super) source: usize,
}

/// What a stream is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Letters,
    Digits,
}

pub(super) struct Search<'s> {
    pub(super) text: &'s str,
    pub(super) lexicon: &'s Lexicon,
    pub(super) stream: &'s Stream,
    pub(super) shapes: &'s Shapes,
    pub(super) of: Of,
}

impl Search<'_> {
    /// Adds the places where a shape survives, at each position the longest. What is written together with it belongs
    /// to it.
    pub(super) fn run(&self, found: &mut Vec<Match>) {
        // What is written together is masked whole: inside it there is nothing more to find, or nothing at all.
        let mut inside: Option<((usize, usize), bool)> = None;
        for (first, piece) in self.stream.pieces.iter().enumerate() {
            for at in piece.at..piece.to {
                if at > piece.at && !self.shapes.has_long {
                    break;
                }
                let Some(head) = self.stream.bytes.get(at..).and_then(|rest| rest.first_chunk::<HEAD>()) else { break };
                let Some(lengths) = self.shapes.heads.get(head) else { continue };
                if inside.is_none_or(|(together, _)| together != piece.together) {
                    inside = Some((piece.together, self.of == Of::Digits || !self.is_known(self.whole(first, first))));
                }
                let may_be_inside = inside.is_some_and(|(_, may)| may);
                if at > piece.at && !may_be_inside {
                    break;
                }
                if let Some(place) = self.longest(*lengths, first, at, may_be_inside) {
                    found.push(place);
                    inside = Some((piece.together, false));
                }
            }
        }
    }

    /// The longest shape of one of these lengths that stands at a position as a value does.
    fn longest(&self, mut lengths: u64, first: usize, at: usize, may_be_inside: bool) -> Option<Match> {
        while lengths != 0 {
            let length = lengths.ilog2() as usize + 1;
            lengths &= !(1 << (length - 1));
            let shape = self.stream.bytes.get(at..at + length).and_then(|bytes| self.shapes.whole.get(bytes));
            let place =
                shape.and_then(|shape| Some((shape.source, self.place(shape, first, at, at + length, may_be_inside)?)));
            if let Some((source, span)) = place {
                return Some(Match { span, source });
            }
        }
        None
    }

    /// Everything written together with the pieces from `first` to `last`.
    fn whole(&self, first: usize, last: usize) -> Span {
        let piece = |at: usize| self.stream.pieces.get(at);
        let head = piece(first).and_then(|first| piece(first.together.0));
        let tail = piece(last).and_then(|last| piece(last.together.1));
        head.zip(tail).map_or(Span::new(0, 0), |(head, tail)| Span::new(head.start, tail.end))
    }

    /// The span of a shape that stands in the stream from `at` to `to`, when it stands there as a value does.
    fn place(&self, shape: &Shape, first: usize, at: usize, to: usize, may_be_inside: bool) -> Option<Span> {
        let pieces = &self.stream.pieces;
        let reached = pieces.get(first..)?.iter().take_while(|piece| piece.at < to).count();
        let last = first + reached.checked_sub(1)?;
        let (from, until) = (pieces.get(first)?, pieces.get(last)?);
        let (head, tail) = (pieces.get(from.together.0)?, pieces.get(until.together.1)?);
        let whole = self.whole(first, last);
        let together = from.together == until.together;
        let stands = if at == from.at && (shape.cut || self.ends(until, last, to)) {
            let alone = together && head.at == at && (tail.to == to || tail.to == to + 1);
            (together || self.is_grouped_alike(shape, first, last, to)) && !(alone && self.is_ordinary(shape, whole))
        } else {
            shape.characters >= LONG && together && may_be_inside
        };
        stands.then_some(whole)
    }

    /// Whether a word or a group ends at `to`. The genitive of a name ends where the name does.
    fn ends(&self, piece: &Piece, position: usize, to: usize) -> bool {
        let genitive = self.of == Of::Letters
            && piece.together.1 == position
            && self.stream.bytes.get(to..piece.to).is_some_and(|rest| rest == b"s");
        to == piece.to || genitive
    }

    /// Whether the gaps of what stands from `first` to `last` are such as the value may have: any in a long value, its
    /// own in a short one, or one behind every letter. A short number is a whole number.
    fn is_grouped_alike(&self, shape: &Shape, first: usize, last: usize, to: usize) -> bool {
        let pieces = self.stream.pieces.get(first..=last).unwrap_or_default();
        let Some(at) = pieces.first().map(|piece| piece.at) else { return false };
        if shape.characters >= LONG {
            return true;
        }
        if self.of == Of::Digits {
            return self.stream.is_break(at.checked_sub(1)) && self.stream.is_break(Some(to));
        }
        let begins = |(here, piece): &(usize, &Piece)| piece.together.0 == first + here;
        let gaps = pieces.iter().enumerate().filter(begins).fold(0_u64, |bits, (_, piece)| bits | 1 << (piece.at - at));
        gaps & !shape.gaps == 0 || pieces.len() == shape.characters
    }

    /// Whether one word is, where it stands, as likely what it means.
    fn is_ordinary(&self, shape: &Shape, word: Span) -> bool {
        const ORDINARY: Tags = Tags::of(Tag::CommonWord)
            .and(Tag::Place)
            .and(Tag::Organisation)
            .and(Tag::NameMostlyWord)
            .and(Tag::NameOrWord)
            .and(Tag::Month)
            .and(Tag::NumberWord);
        shape.may_be_ordinary && self.tags(word).any_of(ORDINARY)
    }

    /// Whether a longer word is one that the dictionaries have: "Kristiansand" is not what is left of Kristian.
    fn is_known(&self, word: Span) -> bool {
        self.tags(word).without(Tag::BuiltSurname) != Tags::NONE
    }

    fn tags(&self, word: Span) -> Tags {
        /// Longer ones are no words.
        const LONGEST: usize = 64;
        let word = self.text.get(word.range()).filter(|word| word.len() <= LONGEST).unwrap_or("");
        self.lexicon.tags(&fold(word))
    }
}
