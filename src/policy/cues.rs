//! Words that say what stands beside them, for a pattern of a host's own.

use crate::finding::Span;
use crate::text::fold::fold;
use crate::text::{Text, Word};

/// The most words that a cue may have.
const MOST_WORDS: usize = 4;
/// The endings that a word of four letters or more may have beside the cue itself.
const ENDINGS: [&str; 13] = ["s", "et", "en", "a", "e", "er", "ene", "ets", "ens", "as", "t", "n", "r"];
/// The shortest cue that is looked for in other forms.
const INFLECTED: usize = 4;

/// The cues of one pattern, and how many words away they count.
#[derive(Clone)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    pub(super) before: usize,
    pub(super) behind: usize,
}

/// One cue: folded words.
#[derive(Clone)]
struct Cue {
    words: Vec<Box<str>>,
    /// Longer words that begin with the last one are meant too.
    begins: bool,
}

impl Default for Cues {
    fn default() -> Cues {
        Cues { cues: Vec::new(), before: 4, behind: 2 }
    }
}

impl Cues {
    pub(super) fn is_empty(&self) -> bool {
        self.cues.is_empty()
    }

    /// Adds `medlemsnr`, `medlem nr`, or `medlem*` for every word that begins so.
    pub(super) fn add(&mut self, written: &str) -> Result<(), &'static str> {
        let (stem, begins) = written.strip_suffix('*').map_or((written, false), |stem| (stem, true));
        let words: Vec<Box<str>> = stem
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| fold(word).into())
            .collect();
        if words.is_empty() {
            return Err("a cue needs a letter");
        }
        if words.len() > MOST_WORDS {
            return Err("a cue has at most four words");
        }
        if stem.contains(char::is_numeric) {
            return Err("a cue has letters only: put the figures into the regex");
        }
        self.cues.push(Cue { words, begins });
        Ok(())
    }

    /// Whether a cue stands near enough to the span.
    pub(super) fn near(&self, text: &Text<'_>, span: Span) -> bool {
        let ends_before = |word: &Word| word.span().end <= span.start;
        let end = text.words().partition_point(ends_before);
        let start = text.word_from(span.end);
        let stands = |at: usize, end: usize| self.cues.iter().any(|cue| cue.stands_at(text, at, end));
        (end.saturating_sub(self.before)..end).any(|at| stands(at, end))
            || (start..start.saturating_add(self.behind)).any(|at| stands(at, usize::MAX))
    }
}

impl Cue {
    /// Whether the cue begins at this word and ends before the word at `end`.
    fn stands_at(&self, text: &Text<'_>, at: usize, end: usize) -> bool {
        at + self.words.len() <= end
            && self.words.iter().enumerate().all(|(i, cue)| {
                let last = i + 1 == self.words.len();
                text.word(at + i).is_some_and(|word| self.is(text.folded(word), cue, last))
            })
    }

    fn is(&self, folded: &str, cue: &str, last: bool) -> bool {
        let Some(rest) = folded.strip_prefix(cue) else { return false };
        rest.is_empty() || (last && (self.begins || (cue.len() >= INFLECTED && ENDINGS.contains(&rest))))
    }
}
