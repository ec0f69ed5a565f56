//! Terms of a host's own, looked up word by word.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::PolicyError;
use super::intern;
use crate::detectors::Detector;
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::growing;
use crate::text::Text;
use crate::text::fold::{fold_into, is_invisible, is_mark};

/// The longest term, in bytes.
const LONGEST: usize = 200;
/// The most words of a term.
const MOST_WORDS: usize = 8;
/// The most terms of one dictionary.
const MOST_TERMS: usize = 1_000_000;

/// A detector that knows a list of terms: departments, projects, customers, whatever no dictionary of the crate has.
///
/// A term is found in any letter case, whole words only, and with a genitive -s behind its last word. Terms of several
/// words are found with a space, a dash, a full stop or a slash between them; of those that begin with one word the
/// longest counts.
///
/// ```
/// use sladd::{Confidence, Label, OwnDictionary, Scrubber};
///
/// let mut wards = OwnDictionary::new("wards", Label::Custom("ward"), Confidence::Certain)?;
/// wards.add("Avd. 4B")?.add("Fjordsenteret")?;
/// let scrubber = Scrubber::builder().detector(wards).masker("<avdeling>").build()?;
/// assert_eq!(scrubber.scrub("Ligger på avd 4b ved fjordsenteret").as_str(), "Ligger på <avdeling> ved <avdeling>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Cost: one look-up a word, whatever the number of terms. They are held in memory, folded; `Debug` counts them.
#[derive(Clone)]
pub struct OwnDictionary {
    name: &'static str,
    label: Label,
    labels: &'static [Label],
    confidence: Confidence,
    spares: Spares,
    pub(super) terms: Arc<Terms>,
}

/// Whether a term is personal, or on the contrary never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spares {
    Nothing,
    Label,
    Everything,
}

impl OwnDictionary {
    /// A dictionary without terms. Findings carry its name, which is kebab-case, as that of their detector.
    ///
    /// # Errors
    /// When the name is not usable, or no more names can be kept (a process keeps 4096 distinct ones).
    pub fn new(name: &str, label: Label, confidence: Confidence) -> Result<OwnDictionary, PolicyError> {
        OwnDictionary::with_effect(name, label, confidence, Spares::Nothing)
    }

    pub(super) fn with_effect(
        name: &str,
        label: Label,
        confidence: Confidence,
        spares: Spares,
    ) -> Result<OwnDictionary, PolicyError> {
        let name = intern::detector(name).map_err(|problem| PolicyError::new("name", problem))?;
        let labels = match spares {
            Spares::Everything => Label::BUILT_IN,
            _ => intern::only(label).map_err(|problem| PolicyError::new("label", problem))?,
        };
        Ok(OwnDictionary { name, label, labels, confidence, spares, terms: Arc::default() })
    }

    /// Adds a term.
    ///
    /// # Errors
    /// When the term is empty, of one letter, longer than 200 bytes or eight words, or holds a control character or one
    /// that was lost in reading (U+FFFD); when there are a million terms already.
    pub fn add(&mut self, term: &str) -> Result<&mut OwnDictionary, PolicyError> {
        let terms = Arc::make_mut(&mut self.terms);
        terms.add(term).map_err(|problem| PolicyError::new("terms", problem))?;
        Ok(self)
    }

    /// Adds the terms of a text: one a line; empty lines and lines that begin with `#` are passed over.
    ///
    /// # Errors
    /// As for [`OwnDictionary::add`]; the place is the line.
    pub fn add_text(&mut self, text: &str) -> Result<&mut OwnDictionary, PolicyError> {
        let terms = Arc::make_mut(&mut self.terms);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (i, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                terms.add(line).map_err(|problem| PolicyError::new(format!("line {}", i + 1), problem))?;
            }
        }
        Ok(self)
    }

    /// How many distinct terms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.whole.len()
    }

    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.whole.is_empty()
    }
}

impl Detector for OwnDictionary {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> &'static [Label] {
        self.labels
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        self.terms.find(text, |span| match self.spares {
            Spares::Nothing => claims.add(span, self.label, self.confidence),
            Spares::Label => claims.spare_label(span, self.label),
            Spares::Everything => claims.spare(span),
        });
    }
}

impl fmt::Debug for OwnDictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnDictionary")
            .field("name", &self.name)
            .field("label", &self.label)
            .field("spares", &self.spares)
            .field("terms", &self.len())
            .finish_non_exhaustive()
    }
}

/// Folded terms.
#[derive(Clone, Default)]
pub(super) struct Terms {
    /// Each term, its words with one space between.
    whole: HashSet<Box<str>>,
    /// The first word of each term of several, with the most words of such a term.
    begun: HashMap<Box<str>, usize>,
    /// Whether a term holds a digit; the words of a text do not.
    digits: bool,
}

impl Terms {
    pub(super) fn add(&mut self, term: &str) -> Result<(), &'static str> {
        if term.len() > LONGEST {
            return Err("a term has at most 200 bytes");
        }
        if term.contains(char::is_control) {
            return Err("a term holds no control characters");
        }
        if term.contains(char::REPLACEMENT_CHARACTER) {
            return Err("a character of this term was lost when it was read: write the list in UTF-8");
        }
        let chunks = Chunks::of(term);
        if chunks.spans.is_empty() || chunks.folded.chars().count() < 2 {
            return Err("a term has at least two letters or digits");
        }
        if chunks.spans.len() > MOST_WORDS {
            return Err("a term has at most eight words");
        }
        let words: Vec<&str> = (0..chunks.spans.len()).filter_map(|at| chunks.get(at)).map(|(_, word)| word).collect();
        if self.whole.len() >= MOST_TERMS {
            return Err("a dictionary has at most a million terms");
        }
        self.digits |= term.contains(char::is_numeric);
        if let ([first, _, ..], count) = (words.as_slice(), words.len()) {
            let most = self.begun.entry((*first).into()).or_default();
            *most = count.max(*most);
        }
        self.whole.insert(words.join(" ").into());
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.whole.len()
    }

    /// The terms in one order, whatever the order they came in.
    pub(super) fn sorted(&self) -> Vec<&str> {
        let mut terms: Vec<&str> = self.whole.iter().map(|term| &**term).collect();
        terms.sort_unstable();
        terms
    }

    /// Tells where terms stand.
    pub(super) fn find(&self, text: &Text<'_>, mut found: impl FnMut(Span)) {
        if self.is_empty() {
            return;
        }
        self.find_among(text, |at| text.word(at).map(|word| (word.span(), text.folded(word))), &mut found);
        if self.digits {
            let chunks = Chunks::of(text.as_str());
            self.find_among(text, |at| chunks.get(at), &mut found);
        }
    }

    fn find_among<'w>(
        &self,
        text: &Text<'_>,
        word: impl Fn(usize) -> Option<(Span, &'w str)>,
        found: &mut impl FnMut(Span),
    ) {
        let (mut at, mut key) = (0, Zeroizing::new(String::new()));
        while let Some((first, folded)) = word(at) {
            let mut end = self.has(folded).then_some(first.end);
            let (mut last, most) = (first, self.begun.get(folded).copied().unwrap_or(0));
            key.clear();
            growing::push_str(&mut key, folded);
            for behind in at + 1..at + most {
                let Some((next, folded)) = word(behind) else { break };
                if !joins(text.between(last.end, next.start)) {
                    break;
                }
                growing::push_str(&mut key, " ");
                growing::push_str(&mut key, folded);
                if self.has(&key) {
                    end = Some(next.end);
                }
                last = next;
            }
            if let Some(span) = end.map(|end| Span::new(first.start, end)).filter(|span| !in_placeholder(text, *span)) {
                found(span);
            }
            at += 1;
        }
    }

    /// Whether this is a term, or the genitive of one.
    fn has(&self, folded: &str) -> bool {
        self.whole.contains(folded) || folded.strip_suffix('s').is_some_and(|stem| self.whole.contains(stem))
    }
}

/// Letters and digits written together, folded: the words of a text where digits belong to them.
#[derive(Default)]
struct Chunks {
    folded: Zeroizing<String>,
    /// Where each stands, and where its folded form ends.
    spans: Vec<(Span, usize)>,
}

impl Chunks {
    fn of(raw: &str) -> Chunks {
        let mut chunks = Chunks::default();
        let mut open: Option<Span> = None;
        for (at, c) in raw.char_indices().chain([(raw.len(), ' ')]) {
            if c.is_alphanumeric() {
                let start = open.map_or(at, |open| open.start);
                open = Some(Span::new(start, at + c.len_utf8()));
            } else if !is_invisible(c) && !is_mark(c) {
                if let Some(span) = open.take() {
                    // A mark on the last letter, in a decomposed å, belongs to it.
                    fold_into(raw.get(span.start..at).unwrap_or(""), &mut chunks.folded);
                    chunks.spans.push((Span::new(span.start, at), chunks.folded.len()));
                }
            }
        }
        chunks
    }

    fn get(&self, at: usize) -> Option<(Span, &str)> {
        let (span, end) = self.spans.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.spans.get(before)).map_or(0, |(_, end)| *end);
        Some((*span, self.folded.get(start..*end)?))
    }
}

/// Whether what stands between two words lets them be one term.
fn joins(gap: &str) -> bool {
    let joiner =
        |c: char| matches!(c, ' ' | '\u{A0}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '.' | '/' | '&' | ':');
    !gap.is_empty() && gap.len() <= 6 && gap.chars().all(joiner)
}

/// Whether the span lies in what an earlier call wrote.
pub(super) fn in_placeholder(text: &Text<'_>, span: Span) -> bool {
    let next = text.word_from(span.start + 1);
    let word = next.checked_sub(1).and_then(|at| text.word(at));
    word.is_some_and(|word| word.has(Tag::Placeholder) && word.span().contains(span))
}
