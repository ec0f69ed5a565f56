//! One message as received, with the views every detector shares.
//!
//! A [`Text`] is computed once for a message: its words with their folded forms, dictionary tags and letter case, its
//! runs of digits, and flags that tell a detector at a glance that there is nothing for it to do. Detectors see only
//! this; they never scan the message by themselves for what stands here already.

pub(crate) mod digits;
pub(crate) mod fold;
pub(crate) mod letters;
pub(crate) mod number_words;
mod plain;
mod scan;
mod signs;

use std::fmt;

use crate::dictionary::{Lexicon, Tag, Tags, WordKey};
use crate::finding::Span;
pub use digits::{Digit, DigitRun, Gap, Grouping, Written};
pub use signs::Needs;
use signs::Signs;

/// The letter case a word was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Case {
    /// No capital.
    Lower,
    /// A capital, then no more of them. A single capital letter is of this kind.
    Title,
    /// Capitals only, two or more.
    Upper,
    /// Anything else.
    Mixed,
}

/// A word: a stretch of letters, with where it stands and what the dictionaries say of it.
///
/// Its folded form is at [`Text::folded`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    folded: Folded,
    key: WordKey,
    tags: Tags,
    case: Case,
    shape: Shape,
}

/// What the scanner saw of a word besides its letter case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shape {
    sentence_start: bool,
    glued: bool,
    single_letter: bool,
    holds_digit: bool,
    /// Whether all its letters are of the Norwegian alphabet, as a to z, æ, ø and å are.
    plain: bool,
}

/// Where the folded form of a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folded {
    /// In the message: the word is written as dictionaries write it.
    AsWritten,
    /// In the buffer that all words share.
    Buffer(usize, usize),
}

impl Word {
    /// What overwrites one.
    const BLANK: Word = Word {
        start: 0,
        end: 0,
        folded: Folded::AsWritten,
        key: WordKey::NONE,
        tags: Tags::NONE,
        case: Case::Lower,
        shape: Shape { sentence_start: false, glued: false, single_letter: false, holds_digit: false, plain: false },
    };

    /// The hash of its folded form.
    #[cfg(any(feature = "names", feature = "health"))]
    pub(crate) const fn key(&self) -> WordKey {
        self.key
    }

    /// The bytes it was written with.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// What the dictionaries say of it.
    #[must_use]
    pub const fn tags(&self) -> Tags {
        self.tags
    }

    /// Whether a dictionary gives it this tag.
    #[must_use]
    pub const fn has(&self, tag: Tag) -> bool {
        self.tags.has(tag)
    }

    /// The letter case it was written in.
    #[must_use]
    pub const fn case(&self) -> Case {
        self.case
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub const fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper)
    }

    /// Whether digits are written together with it: "b" in "20b", "fnr" in "fnr0101".
    #[must_use]
    pub const fn is_glued(&self) -> bool {
        self.shape.glued
    }

    /// Whether it is one letter and no more.
    #[cfg(feature = "names")]
    pub(crate) const fn is_single_letter(&self) -> bool {
        self.shape.single_letter
    }

    /// Whether a digit is part of it, as in "b12" and other words that a dictionary has.
    #[cfg(feature = "names")]
    pub(crate) const fn holds_digit(&self) -> bool {
        self.shape.holds_digit
    }

    /// Whether it is known to have letters of the Norwegian alphabet only; false says nothing.
    #[cfg(feature = "names")]
    pub(crate) const fn is_plain(&self) -> bool {
        self.shape.plain
    }

    /// Whether a full stop, a line break or the like stands before it.
    #[must_use]
    pub const fn starts_sentence(&self) -> bool {
        self.shape.sentence_start
    }
}

/// Several words that a dictionary knows as one term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) tags: Tags,
}

impl Phrase {
    /// The positions of its first and last word in [`Text::words`].
    #[must_use]
    pub const fn words(&self) -> (usize, usize) {
        (self.first, self.last)
    }

    /// What the dictionaries say of it.
    #[must_use]
    pub const fn tags(&self) -> Tags {
        self.tags
    }
}

/// How a message as a whole is written; capitals mean nothing in a message of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// Sentences with capitals where they belong.
    Sentences,
    /// No capitals at all.
    Lower,
    /// Mostly capitals.
    Upper,
}

/// Buffers that are reused from message to message, so that a clean message allocates nothing.
#[derive(Default)]
pub(crate) struct Buffers {
    folded: String,
    words: Vec<Word>,
    phrases: Vec<Phrase>,
    digits: Vec<Digit>,
    runs: Vec<usize>,
}

impl Buffers {
    /// Overwrites what is left of the last message and keeps the memory, unless it has grown large.
    fn wipe(&mut self) {
        /// The most words and digits of a message whose buffers are kept.
        const KEEP: usize = 1 << 13;
        self.overwrite();
        self.words.clear();
        self.digits.clear();
        self.phrases.clear();
        self.runs.clear();
        if self.words.capacity().max(self.digits.capacity()).max(self.folded.capacity() / 8) > KEEP {
            *self = Buffers::default();
        }
    }

    /// What could be read is made zeros. The optimiser must believe that somebody looks at them: memory that is about
    /// to be given back would not be written otherwise.
    fn overwrite(&mut self) {
        let mut folded = std::mem::take(&mut self.folded).into_bytes();
        folded.fill(0);
        // Where a word stood and how it was written tells nothing of it.
        for word in &mut self.words {
            (word.key, word.tags) = (WordKey::NONE, Tags::NONE);
        }
        self.digits.fill(Digit::BLANK);
        std::hint::black_box((&folded, &self.words, &self.digits));
        folded.clear();
        self.folded = String::from_utf8(folded).unwrap_or_default();
    }
}

/// Views that are made for one look, and buffers that have grown large, go with what was in them.
impl Drop for Buffers {
    fn drop(&mut self) {
        self.overwrite();
    }
}

/// The folded form of a word of the message `raw`.
fn folded_in<'b>(raw: &'b str, buffer: &'b str, word: &Word) -> &'b str {
    match word.folded {
        Folded::AsWritten => raw.get(word.start..word.end).unwrap_or(""),
        Folded::Buffer(start, end) => buffer.get(start..end).unwrap_or(""),
    }
}

/// One message with its shared views.
pub struct Text<'t> {
    raw: &'t str,
    /// Boxed, for they go in and out with every message.
    buffers: Box<Buffers>,
    /// How many of the runs are written in figures; the spoken ones stand behind them.
    written_runs: usize,
    style: Style,
    signs: Signs,
    /// Whether a capital stands inside a sentence.
    #[cfg_attr(not(feature = "names"), allow(dead_code, reason = "only the detector of names asks"))]
    capital_inside: bool,
    /// How many words in small letters no dictionary says anything of.
    #[cfg_attr(not(feature = "names"), allow(dead_code, reason = "only the detector of names asks"))]
    unknown_words: usize,
    tags: Tags,
}

impl<'t> Text<'t> {
    /// Computes the views. Cost: one pass over the text and one look-up a word.
    pub(crate) fn new(raw: &'t str, lexicon: &Lexicon, buffers: impl Into<Box<Buffers>>) -> Text<'t> {
        let mut buffers = buffers.into();
        let scanned = scan::scan(raw, lexicon, &mut buffers);
        let written_runs = buffers.runs.len();
        if scanned.tags.has(Tag::NumberWord) {
            number_words::spoken_runs(raw, &mut buffers);
        }
        let mut signs = scanned.signs;
        if !buffers.digits.is_empty() {
            signs = signs.with(Signs::DIGIT);
        }
        let scan::Scanned { style, capital_inside, unknown_words, tags, .. } = scanned;
        Text { raw, buffers, written_runs, style, signs, capital_inside, unknown_words, tags }
    }

    /// Takes from every word that `left_out` holds for what the dictionaries of names say of it, as if they lacked it.
    #[cfg(all(feature = "names", any(test, feature = "fitting")))]
    pub(crate) fn forget_names(&mut self, lexicon: &Lexicon, left_out: impl Fn(&str) -> bool) {
        for word in &mut self.buffers.words {
            let folded = folded_in(self.raw, &self.buffers.folded, word);
            let stem = folded.strip_suffix('s').filter(|_| word.has(Tag::NameGenitive));
            if left_out(stem.unwrap_or(folded)) {
                word.tags = word.tags.except(Tags::OF_NAMES);
                if word.tags == Tags::NONE {
                    word.tags = lexicon.built(folded);
                }
            }
        }
    }

    /// Gives the buffers back, wiped.
    pub(crate) fn into_buffers(mut self) -> Box<Buffers> {
        self.buffers.wipe();
        self.buffers
    }

    /// The message as received.
    #[must_use]
    pub const fn as_str(&self) -> &'t str {
        self.raw
    }

    /// What stands between two offsets; empty where there is no such stretch.
    #[must_use]
    pub fn between(&self, start: usize, end: usize) -> &'t str {
        self.raw.get(start..end).unwrap_or("")
    }

    /// The words, first to last.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.buffers.words
    }

    /// The word at a position, when there is one.
    #[must_use]
    pub fn word(&self, at: usize) -> Option<&Word> {
        self.buffers.words.get(at)
    }

    /// The folded form of a word of this text.
    #[must_use]
    pub fn folded(&self, word: &Word) -> &str {
        folded_in(self.raw, &self.buffers.folded, word)
    }

    /// What stands between the word at a position and the word before it; all the text before the first word.
    #[must_use]
    pub fn gap_before(&self, at: usize) -> &'t str {
        let end = self.word(at).map_or(self.raw.len(), |word| word.start);
        let start = at.checked_sub(1).and_then(|before| self.word(before)).map_or(0, |word| word.end);
        self.between(start, end)
    }

    /// Whether nothing but a hyphen stands between the word at a position and the word before it.
    #[cfg(feature = "names")]
    #[inline]
    pub(crate) fn follows_hyphen(&self, at: usize) -> bool {
        self.has_sign(b'-') && at > 0 && self.gap_before(at) == "-"
    }

    /// What the terms of several words say that the word at this position is part of.
    #[cfg(any(feature = "names", feature = "health"))]
    pub(crate) fn tags_over(&self, at: usize) -> Tags {
        if self.buffers.phrases.is_empty() {
            return Tags::NONE;
        }
        self.phrases_over(at).fold(Tags::NONE, |tags, phrase| tags | phrase.tags())
    }

    /// The position of the first word that begins at `offset` or later; the number of words when there is none.
    #[must_use]
    pub fn word_from(&self, offset: usize) -> usize {
        self.buffers.words.partition_point(|word| word.start < offset)
    }

    /// The positions of the words that begin inside a span.
    #[cfg(any(feature = "names", feature = "health"))]
    pub(crate) fn words_in(&self, span: Span) -> std::ops::Range<usize> {
        self.word_from(span.start)..self.word_from(span.end)
    }

    /// The terms of several words that a dictionary knows.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.buffers.phrases
    }

    /// The terms of several words that the word at this position is part of.
    pub fn phrases_over(&self, at: usize) -> impl Iterator<Item = &Phrase> {
        // No term has more words than the scanner joins, so that only the nearest ones can reach this far.
        let behind = self.buffers.phrases.partition_point(|phrase| phrase.first <= at);
        let nearest = behind.saturating_sub(scan::LONGEST_PHRASE)..behind;
        self.buffers.phrases.get(nearest).unwrap_or_default().iter().filter(move |phrase| phrase.last >= at)
    }

    /// From the first letter of a phrase to its last.
    #[must_use]
    pub fn phrase_span(&self, phrase: &Phrase) -> Span {
        match (self.word(phrase.first), self.word(phrase.last)) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::new(0, 0),
        }
    }

    /// The runs of digits, first to last: those in figures, then those written at least partly in words.
    pub fn runs(&self) -> impl Iterator<Item = DigitRun<'_>> {
        let ends = self.buffers.runs.iter().copied().skip(1).chain([self.buffers.digits.len()]);
        self.buffers.runs.iter().zip(ends).enumerate().filter_map(|(i, (start, end))| {
            let written = if i < self.written_runs { Written::Figures } else { Written::Words };
            Some(DigitRun::new(self.buffers.digits.get(*start..end)?, written))
        })
    }

    /// The first group of figures written together that begins at `offset` or later, cut after 40 digits.
    #[must_use]
    pub fn group_from(&self, offset: usize) -> Option<DigitRun<'_>> {
        let figures = self.buffers.runs.get(self.written_runs).copied().unwrap_or(self.buffers.digits.len());
        let digits = self.buffers.digits.get(..figures)?;
        let digits = digits.get(digits.partition_point(|digit| digit.start < offset)..)?;
        let new = |digit: &Digit| {
            digit.gap != Gap::None
                // Only the runs in figures stand in order.
                || self
                    .buffers
                    .runs
                    .get(..self.written_runs)
                    .unwrap_or_default()
                    .binary_search_by_key(&digit.start, |run| {
                        self.buffers.digits.get(*run).map_or(usize::MAX, |first| first.start)
                    })
                    .is_ok()
        };
        let length = digits.iter().take(40).skip(1).take_while(|digit| !new(digit)).count() + 1;
        digits.get(..length).map(|digits| DigitRun::new(digits, Written::Figures))
    }

    /// The term of several words whose first word begins at `offset`.
    #[must_use]
    pub fn phrase_at(&self, offset: usize) -> Option<&Phrase> {
        let first = self.word_from(offset);
        let at = self.buffers.phrases.partition_point(|phrase| phrase.first < first);
        self.buffers.phrases.get(at).filter(|phrase| phrase.first == first)
    }

    /// Whether there is a digit anywhere.
    #[must_use]
    pub fn has_digits(&self) -> bool {
        !self.buffers.digits.is_empty()
    }

    /// Whether there is an at sign anywhere, or one of its look-alikes.
    #[must_use]
    pub const fn has_at(&self) -> bool {
        self.signs.has(Signs::AT)
    }

    /// Whether the message holds this ASCII character, a sign that is no letter.
    pub(crate) const fn has_sign(&self, sign: u8) -> bool {
        self.signs.has(Signs::of(sign))
    }

    /// Whether a word inside a sentence begins with its only capital.
    #[cfg(feature = "names")]
    pub(crate) const fn has_capital_inside(&self) -> bool {
        self.capital_inside
    }

    /// How many words in small letters no dictionary says anything of.
    #[cfg(feature = "names")]
    pub(crate) const fn unknown_words(&self) -> usize {
        self.unknown_words
    }

    /// Whether the message holds what a detector needs to have anything to do.
    #[must_use]
    pub(crate) const fn meets(&self, needs: Needs) -> bool {
        needs.are_met_by(self.signs, self.tags)
    }

    /// How the message as a whole is written.
    #[must_use]
    pub const fn style(&self) -> Style {
        self.style
    }

    /// Whether any word or phrase of the text carries this tag.
    #[must_use]
    pub const fn has(&self, tag: Tag) -> bool {
        self.tags.has(tag)
    }

    /// Whether any word or phrase of the text carries one of these tags.
    #[cfg(any(feature = "names", feature = "health"))]
    pub(crate) const fn has_any(&self, tags: Tags) -> bool {
        self.tags.any_of(tags)
    }

    /// The nearest words before `offset`, nearest first, at most `reach` of them.
    pub fn words_before(&self, offset: usize, reach: usize) -> impl Iterator<Item = &Word> {
        let end = self.buffers.words.partition_point(|word| word.end <= offset);
        self.buffers.words.get(end.saturating_sub(reach)..end).unwrap_or_default().iter().rev()
    }

    /// The nearest words after `offset`, nearest first, at most `reach` of them.
    pub fn words_after(&self, offset: usize, reach: usize) -> impl Iterator<Item = &Word> {
        let start = self.word_from(offset);
        self.buffers.words.get(start..).unwrap_or_default().iter().take(reach)
    }

    /// Whether one of the `reach` words before the span, or of the `after` words behind it, carries the tag. A full
    /// stop, a question mark or a line break does not end the search; the reach does.
    #[must_use]
    pub fn cue_near(&self, tag: Tag, span: Span, reach: usize, after: usize) -> bool {
        self.has(tag)
            && (self.words_before(span.start, reach).any(|word| word.has(tag))
                || self.words_after(span.end, after).any(|word| word.has(tag)))
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text")
            .field("bytes", &self.raw.len())
            .field("words", &self.buffers.words.len())
            .field("digits", &self.buffers.digits.len())
            .field("style", &self.style)
            .finish()
    }
}

#[cfg(test)]
mod tests;
