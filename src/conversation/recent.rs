//! The last messages of a conversation, in clear and in memory only, and what is said of them afterwards.

use std::collections::VecDeque;
use std::fmt;

use zeroize::Zeroizing;

use super::Role;
use crate::finding::{Finding, Label, Span};

/// The most messages that are remembered.
pub(super) const MOST_MESSAGES: usize = 16;
/// The longest message that is remembered whole; of a longer one nothing is.
pub(super) const LONGEST_MESSAGE: usize = 4096;
/// The most bytes of messages that are remembered.
pub(super) const MOST_BYTES: usize = 16 * 1024;

/// A message that is remembered.
#[derive(Clone)]
pub(super) struct Recent {
    pub(super) number: u64,
    pub(super) role: Role,
    pub(super) text: Zeroizing<String>,
    pub(super) findings: Vec<Finding>,
}

/// The last messages, oldest first.
#[derive(Clone, Default)]
pub(super) struct Messages {
    messages: VecDeque<Recent>,
    bytes: usize,
}

impl Messages {
    pub(super) fn push(&mut self, message: Recent) {
        if message.text.len() > LONGEST_MESSAGE {
            return;
        }
        self.bytes += message.text.len();
        self.messages.push_back(message);
        while self.messages.len() > MOST_MESSAGES || self.bytes > MOST_BYTES {
            if let Some(oldest) = self.messages.pop_front() {
                self.bytes -= oldest.text.len();
            }
        }
    }

    /// Last message first.
    pub(super) fn latest(&self) -> impl Iterator<Item = &Recent> {
        self.messages.iter().rev()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Recent> {
        self.messages.iter_mut()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// What became known of a message after it had been handed out: something in it is to be masked as well.
///
/// The host applies it to what it stored of that message, amendments in the order they come.
#[derive(Clone, PartialEq, Eq)]
pub struct Amendment {
    pub(super) message: u64,
    pub(super) span: Span,
    pub(super) replacement: String,
    pub(super) finding: Finding,
}

impl Amendment {
    /// The number of the message, as [`Turn::number`](crate::Turn::number) gave it.
    #[must_use]
    pub const fn message(&self) -> u64 {
        self.message
    }

    /// The bytes to be replaced in the masked text of that message as it stands after every earlier amendment.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What kind of data it is.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.finding.label
    }

    /// What is to stand there.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }

    /// The finding, with its offsets in the message as it was received.
    #[must_use]
    pub const fn finding(&self) -> &Finding {
        &self.finding
    }

    /// Applies it to the masked text of its message. False, and nothing is changed, when the text has no such span: it
    /// is then not the text that was handed out.
    #[must_use = "false says that this is not the text that was handed out, and that nothing in it was masked"]
    pub fn apply(&self, stored: &mut String) -> bool {
        let fits = stored.get(self.span.range()).is_some();
        if fits {
            stored.replace_range(self.span.range(), &self.replacement);
        }
        fits
    }

    /// The difference between two masked forms of a message; none when they are equal.
    pub(super) fn between(message: u64, before: &str, after: &str, finding: Finding) -> Option<Amendment> {
        if before == after {
            return None;
        }
        let same = |(a, b): &((usize, char), (usize, char))| a.1 == b.1;
        let head: usize =
            before.char_indices().zip(after.char_indices()).take_while(same).map(|((_, c), _)| c.len_utf8()).sum();
        let (rest, new) = (before.get(head..).unwrap_or(""), after.get(head..).unwrap_or(""));
        let tail: usize =
            rest.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        Some(Amendment {
            message,
            span: Span::new(head, before.len() - tail),
            replacement: new.get(..new.len() - tail).unwrap_or("").to_owned(),
            finding,
        })
    }
}

impl fmt::Debug for Amendment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Amendment")
            .field("message", &self.message)
            .field("span", &self.span)
            .field("finding", &self.finding)
            .finish_non_exhaustive()
    }
}
