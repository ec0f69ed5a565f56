//! Codes of letters and digits behind a word that says what they are. Shared by the detectors that know them by cue.

use super::cues;
use crate::dictionary::{Tag, Tags};
use crate::finding::Span;
use crate::text::Text;
use crate::text::fold::shown;

/// A stretch of letters, digits, slashes, dashes and dots with at least one digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    pub(super) span: Span,
    /// Letters and digits.
    pub(super) characters: usize,
    pub(super) letters: usize,
    pub(super) digits: usize,
}

/// The first code behind each word with the tag, at most `reach` words away, with no other cue between.
pub(super) fn after_cue(text: &Text<'_>, cue: Tag, reach: usize) -> impl Iterator<Item = Code> {
    let mut free_from = 0;
    text.words().iter().filter(move |word| word.has(cue)).filter_map(move |word| {
        if word.end < free_from {
            return None;
        }
        let others = cues::NUMBER_CUES.without(cue).without(Tag::CuePart);
        let code = codes_from(text, word.end, reach, others)?;
        free_from = code.span.end;
        Some(code)
    })
}

/// The first code behind each word that `is_cue` picks by folded form and tags, at most `reach` words away.
pub(super) fn after_word(
    text: &Text<'_>,
    is_cue: impl Fn(&str, Tags) -> bool,
    reach: usize,
) -> impl Iterator<Item = Code> {
    let words = text.words().iter().filter(move |word| is_cue(text.folded(word), word.tags()));
    words.filter_map(move |word| codes_from(text, word.end, reach, cues::NUMBER_CUES))
}

fn codes_from(text: &Text<'_>, start: usize, reach: usize, others: Tags) -> Option<Code> {
    let raw = text.as_str();
    let mut at = start;
    for _ in 0..=reach {
        let rest = raw.get(at..)?;
        at += rest.find(|c: char| c.is_alphanumeric())?;
        // A sentence or a form's line that ends takes the cue with it; the full stop of "nr." ends nothing.
        let gap = raw.get(start..at)?;
        let sentence = gap.trim_start_matches(['.', ' ']).replace("nr. ", "");
        if gap.contains(['?', '!', ';']) || sentence.contains(". ") || gap.matches('\n').count() > 1 {
            return None;
        }
        // The number in a placeholder is no code.
        if let Some(opaque) = placeholder_over(text, at) {
            at = opaque;
            continue;
        }
        let rest = raw.get(at..)?;
        let code = code_at(rest);
        if code.digits > 0 {
            let span = Span::new(at, at + code.span.end);
            return Some(Code { span, ..code });
        }
        let next = text.word(text.word_from(at))?;
        if next.start == at && next.tags().any_of(others) {
            return None;
        }
        at += code.span.end.max(1);
    }
    None
}

/// The end of the placeholder that `at` lies in.
fn placeholder_over(text: &Text<'_>, at: usize) -> Option<usize> {
    let word = text.word(text.word_from(at + 1).checked_sub(1)?)?;
    (word.has(Tag::Placeholder) && word.end > at).then_some(word.end)
}

/// The code at the start of `rest`; offsets count from there. One space joins groups of digits, and letters with the
/// digits behind them ("P 4471920", "75 1120934").
fn code_at(rest: &str) -> Code {
    let (mut letters, mut digits, mut end, mut run_letters) = (0, 0, 0, 0);
    let mut chars = shown(rest).take(48).peekable();
    while let Some((_, stop, c)) = chars.next() {
        let next = chars.peek().map(|(_, _, c)| *c);
        if c.is_ascii_digit() {
            digits += 1;
        } else if c.is_alphabetic() {
            letters += 1;
            run_letters += 1;
        } else {
            let sign = matches!(c, '/' | '-' | '.' | '_' | ':' | '–')
                && next.is_some_and(|c| c.is_ascii_digit() || (c.is_ascii_uppercase() && digits + letters < 12));
            let series = run_letters <= 2 && shown(rest).take(run_letters).all(|(_, _, c)| c.is_uppercase());
            let space = matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
                && next.is_some_and(|c| c.is_ascii_digit())
                && (digits > 0 || series);
            if sign || space {
                continue;
            }
            break;
        }
        end = stop;
    }
    Code { span: Span::new(0, end), characters: letters + digits, letters, digits }
}
