//! The one pass that finds words, digits and flags.

use super::digits::{Digit, RunBuilder, digit_value, look_alike};
use super::fold::fold_into;
use super::letters::{Character, Class};
use super::plain::{self, Kind, PlainWord, ShortWord};
use super::signs::Signs;
use super::{Buffers, Case, Folded, Phrase, Shape, Style, Word, folded_in};
use crate::dictionary::{CUES, Lexicon, Tag, Tags, WordKey};
use crate::finding::Span;
use crate::growing;
use crate::maskers::{CODE, FORGED, PSEUDONYM, SEAL, is_general, is_placeholder_word};

pub(super) struct Scanned {
    pub(super) style: Style,
    pub(super) signs: Signs,
    /// Whether a word that begins no sentence has its only capital first.
    pub(super) capital_inside: bool,
    /// How many words in small letters no dictionary says anything of.
    pub(super) unknown_words: usize,
    pub(super) tags: Tags,
}

/// What a chunk of letters and digits written together consists of.
#[derive(Default)]
struct Chunk {
    end: usize,
    letters: usize,
    digits: usize,
}

fn chunk_at(raw: &str, start: usize) -> Chunk {
    let mut chunk = Chunk { end: start, ..Chunk::default() };
    for (at, c) in raw.get(start..).unwrap_or("").char_indices() {
        let character = Character::of(c);
        match character.class() {
            Class::Letter => chunk.letters += 1,
            Class::Digit => chunk.digits += 1,
            // A mark on the last letter, in a decomposed é, belongs to it.
            Class::Silent if character.is_mark() => {}
            Class::Silent => continue,
            Class::Other => break,
        }
        chunk.end = start + at + c.len_utf8();
    }
    chunk
}

/// The longest mixed chunk that is looked up whole ("hba1c", "b12").
const LONGEST_MIXED: usize = 16;

pub(super) fn scan(raw: &str, lexicon: &Lexicon, buffers: &mut Buffers) -> Scanned {
    scan_by(raw, lexicon, buffers, |scanner| {
        let bytes = raw.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            let kind = Kind::of(byte);
            // Most of a message is words: asked first, it is a branch that is foreseen.
            at = if kind.begins_word() {
                scanner.letters(at)
            } else if byte == b' ' {
                scanner.run.space();
                at + 1
            } else if kind == Kind::Sign {
                scanner.sign(char::from(byte));
                at + 1
            } else if kind == Kind::Digit {
                scanner.digits(at)
            } else {
                scanner.other(at)
            };
        }
    })
}

/// Scans with the walk over the text given.
#[inline(always)]
fn scan_by<'s>(
    raw: &'s str,
    lexicon: &'s Lexicon,
    buffers: &'s mut Buffers,
    walk: impl FnOnce(&mut Scanner<'_>),
) -> Scanned {
    let mut scanner = Scanner {
        raw,
        lexicon,
        folded: &mut buffers.folded,
        words: &mut buffers.words,
        digits: &mut buffers.digits,
        runs: &mut buffers.runs,
        run: RunBuilder::default(),
        boundary: true,
        case_counts: [0; 4],
        has_placeholder: false,
        capital_inside: false,
        signs: Signs::NONE,
    };
    walk(&mut scanner);
    let (style, signs, capital_inside) = (scanner.style(), scanner.signs, scanner.capital_inside);
    let (mut tags, unknown_words) = look_up(raw, lexicon, buffers);
    if tags.has(Tag::BeginsPhrase) {
        tags |= phrases(raw, lexicon, buffers);
    }
    Scanned { style, signs, capital_inside, unknown_words, tags }
}

struct Scanner<'s> {
    raw: &'s str,
    lexicon: &'s Lexicon,
    folded: &'s mut String,
    words: &'s mut Vec<Word>,
    digits: &'s mut Vec<Digit>,
    runs: &'s mut Vec<usize>,
    run: RunBuilder,
    /// A sentence may begin here.
    boundary: bool,
    /// By letter case; those without capitals are the rest.
    case_counts: [usize; 4],
    has_placeholder: bool,
    capital_inside: bool,
    signs: Signs,
}

impl Scanner<'_> {
    /// Takes the word, or more, that begins at `start` with a letter of ASCII, or with æ, ø, å or another letter or sign of
    /// their range; returns where it ends.
    #[inline(always)]
    fn letters(&mut self, start: usize) -> usize {
        match plain::short_word_at(self.raw.as_bytes(), start) {
            Some(word) if word.end > start => self.short(start, word),
            _ => self.other(start),
        }
    }

    /// Takes the figures that begin at `start`, or what they are part of; returns where it ends.
    fn digits(&mut self, start: usize) -> usize {
        let Some(end) = plain::figures_at(self.raw.as_bytes(), start) else { return self.written_together(start) };
        for (at, digit) in (start..end).zip(self.raw.as_bytes().get(start..end).unwrap_or_default()) {
            self.run.digit(self.digits, self.runs, Span::new(at, at + 1), digit - b'0');
        }
        self.boundary = false;
        end
    }

    /// Takes whatever begins at `at`; returns where it ends.
    fn other(&mut self, at: usize) -> usize {
        let Some(c) = self.raw.get(at..).and_then(|rest| rest.chars().next()) else { return self.raw.len() };
        match Character::of(c).class() {
            Class::Letter | Class::Digit => return self.chunk(at),
            Class::Silent => {}
            Class::Other => {
                let placeholder =
                    if matches!(c, '[' | '‹') { placeholder_end(self.raw, at, self.lexicon) } else { None };
                if let Some(end) = placeholder {
                    self.placeholder(Span::new(at, end));
                    return end;
                }
                self.sign(c);
            }
        }
        at + c.len_utf8()
    }

    /// Takes the letters and digits written together from `start` on; returns where they end.
    fn chunk(&mut self, start: usize) -> usize {
        let ends_word = |at: usize| {
            self.raw
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .is_none_or(|c| Character::of(c).class() == Class::Other)
        };
        if let Some(plain) = plain::word_at(self.raw.as_bytes(), start, ends_word) {
            let end = plain.end;
            self.plain(start, plain);
            return end;
        }
        self.written_together(start)
    }

    /// Takes what letters and digits are written together from `start` on, whatever they are; returns where they end.
    fn written_together(&mut self, start: usize) -> usize {
        let chunk = chunk_at(self.raw, start);
        if chunk.digits == 0 {
            self.word(Span::new(start, chunk.end));
            self.run.end();
            return chunk.end;
        }
        let span = Span::new(start, chunk.end);
        if chunk.letters > 0 && !self.are_figures(span, &chunk) {
            self.mixed(span);
            return chunk.end;
        }
        self.figures(span);
        self.boundary = false;
        chunk.end
    }

    /// Whether the letters of a chunk are typed for digits.
    fn are_figures(&self, span: Span, chunk: &Chunk) -> bool {
        let letters = |c: &char| Character::of(*c).class() == Class::Letter;
        chunk.digits >= 3
            && chunk.digits > chunk.letters
            && self.raw.get(span.range()).unwrap_or("").chars().filter(letters).all(|c| look_alike(c).is_some())
    }

    /// A chunk of digits, and of letters typed for digits.
    fn figures(&mut self, span: Span) {
        let Some(text) = self.raw.get(span.range()) else { return };
        for (at, c) in text.char_indices() {
            if let Some(value) = digit_value(c).or_else(|| look_alike(c)) {
                let start = span.start + at;
                self.run.digit(self.digits, self.runs, Span::new(start, start + c.len_utf8()), value);
            }
        }
    }

    /// A chunk with letters and digits: looked up whole, else taken apart.
    fn mixed(&mut self, span: Span) {
        let known = span.len() <= LONGEST_MIXED && {
            let mark = self.folded.len();
            let text = self.raw.get(span.range()).unwrap_or("");
            fold_into(text, self.folded);
            // The folded form stays in the buffer: what is cut off would not be overwritten with the rest.
            self.lexicon.tags(self.folded.get(mark..).unwrap_or("")) != Tags::NONE
        };
        if known {
            self.word(span);
        }
        let mut letters: Option<Span> = None;
        let first = self.words.len();
        let text = self.raw.get(span.range()).unwrap_or("");
        for (at, c) in text.char_indices() {
            let (start, end) = (span.start + at, span.start + at + c.len_utf8());
            match Character::of(c).class() {
                Class::Letter => {
                    letters = Some(Span::new(letters.map_or(start, |open| open.start), end));
                    self.run.end();
                }
                Class::Digit => {
                    if let Some(word) = letters.take().filter(|_| !known) {
                        self.word(word);
                    }
                    let value = digit_value(c).unwrap_or(0);
                    self.run.digit(self.digits, self.runs, Span::new(start, end), value);
                }
                Class::Silent | Class::Other => {}
            }
        }
        if let Some(word) = letters.filter(|_| !known) {
            self.word(word);
        }
        if !known {
            for word in self.words.iter_mut().skip(first) {
                word.shape.glued = true;
            }
        }
        self.boundary = false;
    }

    /// A word of small letters, perhaps with a capital first. Returns where it ends, or the space behind it does.
    #[inline(always)]
    fn short(&mut self, start: usize, word: ShortWord) -> usize {
        let span = Span::new(start, word.end);
        let shape = Shape { single_letter: word.is_single_letter, plain: true, ..Shape::default() };
        if word.is_capitalised {
            let folded = self.title(span);
            self.push(span, folded, word.key, Case::Title, shape);
        } else {
            self.push(span, Folded::AsWritten, word.key, Case::Lower, shape);
        }
        self.run.end();
        // Where no run is open, a space says nothing.
        word.end + usize::from(self.raw.as_bytes().get(word.end) == Some(&b' '))
    }

    /// Folds a word whose only capital is its first letter, one of ASCII.
    fn title(&mut self, span: Span) -> Folded {
        growing::reserve(self.folded, span.len());
        let start = self.folded.len();
        let first = self.raw.as_bytes().get(span.start).copied().unwrap_or(b' ');
        self.folded.push(char::from(first.to_ascii_lowercase()));
        self.folded.push_str(self.raw.get(span.start + 1..span.end).unwrap_or(""));
        Folded::Buffer(start, self.folded.len())
    }

    /// A word of plain letters.
    fn plain(&mut self, start: usize, word: PlainWord) {
        let Some(text) = self.raw.get(start..word.end) else { return };
        let shape = Shape { single_letter: word.letters == 1, plain: true, ..Shape::default() };
        if word.case == Case::Lower {
            self.push(Span::new(start, word.end), Folded::AsWritten, WordKey::of(text), word.case, shape);
        } else {
            self.folded_word(Span::new(start, word.end), text, word.case, shape);
        }
        self.run.end();
    }

    fn word(&mut self, span: Span) {
        let Some(text) = self.raw.get(span.range()) else { return };
        let is_small = |c: Character| c.is_folded() && !c.is_capital();
        if !text.chars().map(Character::of).all(is_small) {
            self.folded_word(span, text, case_of(text), Shape::default());
            return;
        }
        let shape = Shape {
            single_letter: text.chars().nth(1).is_none(),
            holds_digit: text.bytes().any(|byte| byte.is_ascii_digit()),
            ..Shape::default()
        };
        self.push(span, Folded::AsWritten, WordKey::of(text), Case::Lower, shape);
    }

    fn folded_word(&mut self, span: Span, text: &str, case: Case, shape: Shape) {
        let start = self.folded.len();
        fold_into(text, self.folded);
        let form = self.folded.get(start..).unwrap_or("");
        let shape = Shape {
            single_letter: shape.single_letter || form.chars().nth(1).is_none(),
            holds_digit: form.bytes().any(|byte| byte.is_ascii_digit()),
            ..shape
        };
        let key = WordKey::of(form);
        self.push(span, Folded::Buffer(start, self.folded.len()), key, case, shape);
    }

    #[inline(always)]
    fn push(&mut self, span: Span, folded: Folded, key: WordKey, case: Case, shape: Shape) {
        if case != Case::Lower {
            self.capital(case);
        }
        let shape = Shape { sentence_start: std::mem::take(&mut self.boundary), ..shape };
        let word = Word { start: span.start, end: span.end, folded, key, tags: Tags::NONE, case, shape };
        growing::push(self.words, word, Word::BLANK);
    }

    fn capital(&mut self, case: Case) {
        if let Some(count) = self.case_counts.get_mut(case as usize) {
            *count += 1;
        }
        self.capital_inside |= case == Case::Title && !self.boundary;
    }

    /// What an earlier call wrote is one opaque word, whatever it says.
    fn placeholder(&mut self, span: Span) {
        let (folded, tags) = (Folded::Buffer(0, 0), Tags::of(Tag::Placeholder));
        let shape = Shape { sentence_start: std::mem::take(&mut self.boundary), ..Shape::default() };
        let (case, key) = (Case::Mixed, WordKey::NONE);
        growing::push(
            self.words,
            Word { start: span.start, end: span.end, folded, key, tags, case, shape },
            Word::BLANK,
        );
        self.has_placeholder = true;
        self.run.end();
    }

    /// A character that is neither letter nor digit.
    #[inline]
    fn sign(&mut self, c: char) {
        if c == ' ' {
            self.run.other(c);
            return;
        }
        match c {
            '＠' | '﹫' => self.signs = self.signs.with(Signs::AT),
            '@' => self.signs = self.signs.with(Signs::AT).with(Signs::of(b'@')),
            _ => self.signs = self.signs.with(u8::try_from(c).map_or(Signs::NONE, Signs::of)),
        }
        self.run.other(c);
        self.punctuation(c);
    }

    fn punctuation(&mut self, c: char) {
        match c {
            '.' | '!' | '?' | ':' | ';' | '…' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '•' | '«' | '“' | '„' | '"' => {
                self.boundary = true
            }
            ' ' | '\t' | '\u{A0}' | '-' | '–' | '—' | '*' | '»' | '”' | '(' | '[' | '\'' => {}
            _ => self.boundary = false,
        }
    }

    fn style(&self) -> Style {
        let [_, title, upper, mixed] = self.case_counts;
        let lower = self.words.len() - title - upper - mixed;
        if self.has_placeholder {
            Style::Sentences
        } else if upper >= 2 && upper > 2 * (lower + mixed) && upper > title {
            Style::Upper
        } else if title + upper + mixed == 0 {
            Style::Lower
        } else {
            Style::Sentences
        }
    }
}

/// Asks the lexicon of every word. Returns what all of them say, and how many words in small letters it does not know.
///
/// A loop of its own: a look-up waits for memory, and where nothing else stands between them, some wait together.
fn look_up(raw: &str, lexicon: &Lexicon, buffers: &mut Buffers) -> (Tags, usize) {
    let Buffers { words, folded, .. } = buffers;
    let (mut all, mut unknown) = (Tags::NONE, 0);
    for word in words {
        // A placeholder has its tag already.
        if word.key != WordKey::NONE {
            word.tags = lexicon.tags_of_common(word.key);
            if word.tags == Tags::NONE {
                word.tags = lexicon.tags_of_word(word.key, folded_in(raw, folded, word));
                let small = word.case == Case::Lower && !word.shape.single_letter;
                unknown += usize::from(small && word.tags == Tags::NONE);
            }
        }
        all |= word.tags;
    }
    (all, unknown)
}

fn case_of(text: &str) -> Case {
    let mut letters = text.chars().map(Character::of).filter(|c| c.is_letter());
    let first_upper = letters.next().is_some_and(Character::is_capital);
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for letter in letters {
        if letter.is_capital() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first_upper, upper, lower) {
        (false, 0, _) => Case::Lower,
        (true, 0, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// The most characters of what stands in the brackets of a placeholder.
const LONGEST_PLACEHOLDER: usize = 64;

/// The end of a placeholder of the built-in kinds that begins at `start`, or of text that was made distinct from one.
fn placeholder_end(raw: &str, start: usize, lexicon: &Lexicon) -> Option<usize> {
    let rest = raw.get(start..)?;
    let (behind, closing) = match rest.strip_prefix('[') {
        Some(behind) => (behind, ']'),
        None => (rest.strip_prefix('‹')?, '›'),
    };
    let (length, _) = behind.char_indices().take(LONGEST_PLACEHOLDER).find(|(_, c)| *c == closing)?;
    let inner = behind.get(..length)?;
    let behind = rest.len() - behind.len() + length + closing.len_utf8();
    (is_placeholder(inner) || is_general(inner, lexicon)).then_some(start + behind)
}

/// Whether it is a label, by itself or with a number, a code or both behind it.
fn is_placeholder(inner: &str) -> bool {
    // Labels may hold hyphens themselves: "E-POST-2".
    let hyphens = inner.bytes().enumerate().filter(|(_, byte)| *byte == b'-').map(|(at, _)| at);
    let mut labels = hyphens.chain([inner.len()]).take(LABEL_HYPHENS);
    labels.any(|end| {
        let (label, mark) = inner.split_at_checked(end).unwrap_or((inner, ""));
        is_placeholder_word(label) && (mark.is_empty() || mark.strip_prefix('-').is_some_and(is_code))
    }) || FORGED.iter().any(|word| {
        let mark = inner.strip_prefix(word).and_then(|mark| mark.strip_prefix('-'));
        mark.is_some_and(|mark| is_code(mark) && mark.contains('-'))
    })
}

/// Where the label of a placeholder may end: at its own hyphens, or before those of the code behind it.
const LABEL_HYPHENS: usize = 8;

/// The most figures of a number in a placeholder that is one opaque word: too few to hide an identifier behind.
const MOST_FIGURES: usize = 4;

/// Whether it is a number, a code, or both. A code has consonants only, so that nobody can write a name as one.
fn is_code(mark: &str) -> bool {
    let letters = |code: &str, length: usize| code.len() == length && code.bytes().all(|byte| CODE.contains(&byte));
    let (number, seal) = mark.split_once('-').map_or((mark, None), |(number, seal)| (number, Some(seal)));
    let numbered = (1..=MOST_FIGURES).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    match seal {
        Some(seal) => numbered && letters(seal, SEAL),
        None => numbered || letters(mark, PSEUDONYM),
    }
}

/// The most words of a term in a dictionary.
pub(super) const LONGEST_PHRASE: usize = 8;

/// Finds the terms of several words, the longest from each first word. Returns their tags.
fn phrases(raw: &str, lexicon: &Lexicon, buffers: &mut Buffers) -> Tags {
    let mut found = Tags::NONE;
    let Buffers { words, phrases, .. } = buffers;
    let mut rest = words.as_slice();
    let mut first = 0;
    while let [word, behind @ ..] = rest {
        if word.has(Tag::BeginsPhrase) {
            let mut key = word.key;
            let mut end = word.end;
            let mut longest = None;
            for (at, next) in behind.iter().take(LONGEST_PHRASE - 1).enumerate() {
                key = key.then(next.key);
                let tags = lexicon.tags_of_sequence(key);
                // Most words that begin a term of several are not followed by the next word of one.
                if tags == Tags::NONE || !joins(raw.get(end..next.start).unwrap_or("\n")) {
                    break;
                }
                if tags.without(Tag::BeginsPhrase) != Tags::NONE {
                    longest = Some(Phrase { first, last: first + 1 + at, tags });
                }
                end = next.end;
            }
            if let Some(phrase) = longest {
                found |= phrase.tags;
                phrases.push(phrase);
            }
        }
        rest = behind;
        first += 1;
    }
    for phrase in phrases.iter() {
        if let Some(last) = words.get_mut(phrase.last) {
            last.tags |= phrase.tags.only(CUES);
        }
    }
    found
}

/// Whether the gap between two words lets them be one term.
fn joins(gap: &str) -> bool {
    if gap.len() == 1 {
        return matches!(gap.as_bytes(), [b' ' | b'-' | b'\'' | b'.' | b'/']);
    }
    let mut chars = gap.chars();
    let joiner = |c: char| matches!(c, ' ' | '\u{A0}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '.' | '/');
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), None, _) => joiner(a),
        // "hjerte- og karsykdom", "dr. med."
        (Some(a), Some(' '), None) => matches!(a, ' ' | '.' | '-'),
        _ => false,
    }
}

#[cfg(test)]
mod differential;
#[cfg(test)]
mod tests;
