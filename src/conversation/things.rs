//! Names of things: a printer called Storm, a browser called Safari.
//!
//! A short answer to "Hvilken skriver?" names no person, and neither do later messages that speak of the same thing. Only
//! a single word is taken for a thing, never one that is known as a person's name or that is spoken to or of as a person.

use std::collections::VecDeque;

use super::answer::clause_end;
use super::asked::{Asked, Kind};
use crate::dictionary::Tag;
use crate::finding::{Confidence, Finding, Label};
use crate::known_names::{KnownNames, is_spoken_to};
use crate::text::Text;
use crate::wiped::Wiped;

/// The most things that are remembered; the oldest goes first.
const MOST: usize = 32;
/// How many words an answer has that names a thing.
const ANSWER_WORDS: usize = 9;

/// Words that things of this conversation are called by.
#[derive(Clone, Default)]
pub(super) struct Things {
    names: VecDeque<Wiped>,
}

impl Things {
    /// Writes them into a state that is sealed.
    #[cfg(feature = "keyed")]
    pub(super) fn write(&self, out: &mut impl super::sealed::Sink) {
        out.list(self.names.iter(), |out, name| out.text(name));
    }

    /// Reads what was written.
    #[cfg(feature = "keyed")]
    pub(super) fn read(&mut self, from: &mut super::sealed::Reader<'_>) -> Option<()> {
        self.names = from.list(|from| Some(Wiped::from(from.text()?)))?.into();
        Some(())
    }

    /// Takes out the findings that are names of things.
    pub(super) fn take_out(&mut self, asked: Asked, known: &KnownNames, text: &Text<'_>, findings: &mut Vec<Finding>) {
        let clause = clause_end(text);
        let answers = (asked.thing || asked.place) && !asked.has(Kind::Name) && text.words().len() <= ANSWER_WORDS;
        findings.retain(|finding| {
            if finding.label != Label::Name || finding.confidence == Confidence::Certain {
                return true;
            }
            let at = text.word_from(finding.span.start);
            let Some(word) = text.word(at).filter(|word| word.span() == finding.span) else { return true };
            let folded = text.folded(word);
            let beside = at.checked_sub(1).and_then(|at| text.word(at));
            let with = beside.is_some_and(|word| matches!(text.folded(word), "hos" | "med" | "av" | "with" | "by"));
            if known.has_part(folded) || is_spoken_to(text, at) && !text.has(Tag::CueName) || with {
                return true;
            }
            if self.names.iter().any(|name| **name == *folded) {
                return false;
            }
            let is_thing = answers && finding.span.start < clause && (asked.thing || word.has(Tag::Place));
            if is_thing {
                if self.names.len() == MOST {
                    self.names.pop_front();
                }
                self.names.push_back(folded.into());
            }
            !is_thing
        });
    }
}
