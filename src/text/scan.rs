//! The one pass that finds words, digits and flags.

use super::digits::{Digit, RunBuilder, digit_value, look_alike};
use super::fold::{fold_into, is_invisible, is_mark};
use super::{Buffers, Case, Phrase, Style, Word, folded_in};
use crate::dictionary::{CUES, Lexicon, Tag, Tags, WordKey};
use crate::finding::Span;
use crate::maskers::{CODE, FORGED, PSEUDONYM, SEAL, is_general, placeholder_words};

pub(super) struct Scanned {
    pub(super) style: Style,
    pub(super) has_at: bool,
    pub(super) tags: Tags,
}

/// What a character is for the scanner.
enum Class {
    Letter,
    Digit(u8),
    /// Invisible, or a mark on the letter before it: belongs to whatever it stands in.
    Silent,
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii_alphabetic() {
        Class::Letter
    } else if let Some(value) = digit_value(c) {
        Class::Digit(value)
    } else if c.is_ascii() {
        Class::Other
    } else if is_invisible(c) || is_mark(c) {
        Class::Silent
    } else if c.is_alphabetic() || super::fold::styled_ascii(c).is_some_and(|c| c.is_ascii_alphabetic()) {
        Class::Letter
    } else {
        Class::Other
    }
}

/// What a chunk of letters and digits written together consists of.
#[derive(Default)]
struct Chunk {
    end: usize,
    letters: usize,
    digits: usize,
    look_alikes: usize,
}

fn chunk_at(raw: &str, start: usize) -> Chunk {
    let mut chunk = Chunk { end: start, ..Chunk::default() };
    for (at, c) in raw.get(start..).unwrap_or("").char_indices() {
        match class(c) {
            Class::Letter => {
                chunk.letters += 1;
                chunk.look_alikes += usize::from(look_alike(c).is_some());
            }
            Class::Digit(_) => chunk.digits += 1,
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
    let mut scanner = Scanner {
        raw,
        lexicon,
        folded: String::from_utf8(std::mem::take(&mut buffers.folded)).unwrap_or_default(),
        words: &mut buffers.words,
        digits: &mut buffers.digits,
        runs: &mut buffers.runs,
        run: RunBuilder::default(),
        boundary: true,
        case_counts: [0; 4],
        has_placeholder: false,
        tags: Tags::NONE,
    };
    let mut has_at = false;
    let mut at = 0;
    while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        match class(c) {
            Class::Letter | Class::Digit(_) => at = scanner.chunk(at),
            Class::Silent => at += c.len_utf8(),
            Class::Other => {
                if matches!(c, '[' | '‹')
                    && placeholder_end(raw, at, lexicon).is_some_and(|end| {
                        scanner.placeholder(Span::new(at, end));
                        at = end;
                        true
                    })
                {
                    continue;
                }
                has_at |= matches!(c, '@' | '＠' | '﹫');
                scanner.run.other(c);
                scanner.punctuation(c);
                at += c.len_utf8();
            }
        }
    }
    let style = scanner.style();
    let mut tags = scanner.tags;
    buffers.folded = std::mem::take(&mut scanner.folded).into_bytes();
    tags |= phrases(raw, lexicon, buffers);
    Scanned { style, has_at, tags }
}

struct Scanner<'s> {
    raw: &'s str,
    lexicon: &'s Lexicon,
    folded: String,
    words: &'s mut Vec<Word>,
    digits: &'s mut Vec<Digit>,
    runs: &'s mut Vec<usize>,
    run: RunBuilder,
    /// A sentence may begin here.
    boundary: bool,
    case_counts: [usize; 4],
    has_placeholder: bool,
    tags: Tags,
}

impl Scanner<'_> {
    /// Takes the letters and digits written together from `start` on; returns where they end.
    fn chunk(&mut self, start: usize) -> usize {
        let chunk = chunk_at(self.raw, start);
        if chunk.digits == 0 {
            self.word(Span::new(start, chunk.end));
            self.run.end();
            return chunk.end;
        }
        let spelled = chunk.letters > 0
            && chunk.letters == chunk.look_alikes
            && chunk.digits >= 3
            && chunk.digits > chunk.letters;
        if chunk.letters > 0 && !spelled {
            self.mixed(Span::new(start, chunk.end));
            return chunk.end;
        }
        self.figures(Span::new(start, chunk.end));
        self.boundary = false;
        chunk.end
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
            fold_into(text, &mut self.folded);
            let tags = self.lexicon.tags(self.folded.get(mark..).unwrap_or(""));
            self.folded.truncate(mark);
            tags != Tags::NONE
        };
        if known {
            self.word(span);
        }
        let mut letters: Option<Span> = None;
        let first = self.words.len();
        let text = self.raw.get(span.range()).unwrap_or("");
        for (at, c) in text.char_indices() {
            let (start, end) = (span.start + at, span.start + at + c.len_utf8());
            match class(c) {
                Class::Letter => {
                    letters = Some(Span::new(letters.map_or(start, |open| open.start), end));
                    self.run.end();
                }
                Class::Digit(value) => {
                    if let Some(word) = letters.take().filter(|_| !known) {
                        self.word(word);
                    }
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
                word.glued = true;
            }
        }
        self.boundary = false;
    }

    fn word(&mut self, span: Span) {
        let Some(text) = self.raw.get(span.range()) else { return };
        let fold_start = self.folded.len();
        fold_into(text, &mut self.folded);
        let tags = self.lexicon.tags(self.folded.get(fold_start..).unwrap_or(""));
        let case = case_of(text);
        if let Some(count) = self.case_counts.get_mut(case as usize) {
            *count += 1;
        }
        self.tags |= tags;
        self.words.push(Word {
            start: span.start,
            end: span.end,
            fold_start,
            fold_end: self.folded.len(),
            tags,
            case,
            sentence_start: self.boundary,
            glued: false,
        });
        self.boundary = false;
    }

    /// What an earlier call wrote is one opaque word, whatever it says.
    fn placeholder(&mut self, span: Span) {
        let fold_start = self.folded.len();
        let tags = Tags::of(Tag::Placeholder);
        self.tags |= tags;
        self.words.push(Word {
            start: span.start,
            end: span.end,
            fold_start,
            fold_end: fold_start,
            tags,
            case: Case::Mixed,
            sentence_start: self.boundary,
            glued: false,
        });
        self.has_placeholder = true;
        self.boundary = false;
        self.run.end();
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
        let [lower, title, upper, mixed] = self.case_counts;
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

fn case_of(text: &str) -> Case {
    let mut chars = text.chars().filter(|c| c.is_alphabetic());
    let first_upper = chars.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in chars {
        if c.is_uppercase() {
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
    placeholder_words().any(|word| {
        inner.strip_prefix(word).is_some_and(|mark| mark.is_empty() || mark.strip_prefix('-').is_some_and(is_code))
    }) || FORGED.iter().any(|word| {
        let mark = inner.strip_prefix(word).and_then(|mark| mark.strip_prefix('-'));
        mark.is_some_and(|mark| is_code(mark) && mark.contains('-'))
    })
}

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
    let Buffers { words, phrases, folded, .. } = buffers;
    for (first, word) in words.iter().enumerate() {
        if !word.has(Tag::BeginsPhrase) {
            continue;
        }
        let mut key = WordKey::of(folded_in(folded, word));
        let mut end = word.end;
        let mut longest = None;
        for (last, next) in words.iter().enumerate().skip(first + 1).take(LONGEST_PHRASE - 1) {
            if !joins(raw.get(end..next.start).unwrap_or("\n")) {
                break;
            }
            key = key.then(WordKey::of(folded_in(folded, next)));
            let tags = lexicon.tags_of_key(key);
            if tags == Tags::NONE {
                break;
            }
            if tags.without(Tag::BeginsPhrase) != Tags::NONE {
                longest = Some(Phrase { first, last, tags });
            }
            end = next.end;
        }
        if let Some(phrase) = longest {
            found |= phrase.tags;
            phrases.push(phrase);
        }
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
    let mut chars = gap.chars();
    let joiner = |c: char| matches!(c, ' ' | '\u{A0}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '.' | '/');
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), None, _) => joiner(a),
        // "hjerte- og karsykdom", "dr. med."
        (Some(a), Some(' '), None) => matches!(a, ' ' | '.' | '-'),
        _ => false,
    }
}
