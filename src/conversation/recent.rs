//! The last messages of a conversation, in clear and in memory only, and what is said of them afterwards.

use std::collections::VecDeque;
use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::Role;
use crate::finding::{Finding, Label, Span};
use crate::fnv;

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
    /// The masked text as it was handed out and amended since.
    pub(super) handed_out: Form,
}

/// By what a masked text is known again without being kept: its length, and a hash of it (FNV-1a).
///
/// Nobody gains by making two texts that share both, so the hash need not be one that withstands it. It is of masked text
/// that may still hold something personal, and is printed nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) bytes: usize,
    pub(super) hash: u64,
}

impl Form {
    pub(super) fn of(text: &str) -> Form {
        Form { bytes: text.len(), hash: fnv::add(fnv::EMPTY, text.as_bytes()) }
    }
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
/// The host applies it to what it stored of that message, amendments in the order they come. It knows the text it is for
/// ([`Amendment::apply`]), so that it changes no other.
#[derive(Clone, PartialEq, Eq)]
pub struct Amendment {
    message: u64,
    span: Span,
    replacement: Zeroizing<String>,
    finding: Finding,
    /// The masked text without and with it.
    before: Form,
    after: Form,
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

    /// Applies it to the masked text of its message, and overwrites what that was. A text to which it has been applied
    /// is left as it is, so that a host may try again after an error that came when the text was stored already.
    ///
    /// False, and nothing is changed, when the text is neither: it is not what was handed out, or an amendment before
    /// this one is missing. What was to be masked may then still be readable in it; the safe thing is to store the
    /// placeholder of [`Amendment::label`] in its place.
    #[must_use = "false says that this is not the text that was handed out, and that nothing in it was masked"]
    pub fn apply(&self, stored: &mut String) -> bool {
        let form = Form::of(stored);
        if form == self.after {
            return true;
        }
        let (Some(head), Some(tail)) = (stored.get(..self.span.start), stored.get(self.span.end..)) else {
            return false;
        };
        if form != self.before {
            return false;
        }
        // A string that grows in place may move, and leave a copy behind.
        let mut amended = String::with_capacity(head.len() + self.replacement.len() + tail.len());
        amended.extend([head, self.replacement.as_str(), tail]);
        std::mem::replace(stored, amended).zeroize();
        true
    }

    /// The masked text with it.
    pub(super) const fn after(&self) -> Form {
        self.after
    }

    /// The difference between two masked forms of a message; none when there is none. `handed_out` is what the host has:
    /// where the message masked again would come out as another text than that, because more is known by now, all of it
    /// is replaced.
    pub(super) fn between(
        message: u64,
        handed_out: Form,
        before: &str,
        after: &str,
        finding: Finding,
    ) -> Option<Amendment> {
        let becomes = Form::of(after);
        if becomes == handed_out {
            return None;
        }
        if Form::of(before) != handed_out {
            return Some(Amendment {
                message,
                span: Span::new(0, handed_out.bytes),
                replacement: after.to_owned().into(),
                finding,
                before: handed_out,
                after: becomes,
            });
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
            replacement: new.get(..new.len() - tail).unwrap_or("").to_owned().into(),
            finding,
            before: handed_out,
            after: becomes,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;

    fn amendment(handed_out: &str, before: &str, after: &str) -> Option<Amendment> {
        let finding = Finding {
            span: Span::new(0, 1),
            label: Label::Name,
            confidence: Confidence::Likely,
            variant: None,
            detector: "test",
        };
        Amendment::between(0, Form::of(handed_out), before, after, finding)
    }

    #[test]
    fn an_amendment_changes_the_text_it_is_for_and_no_other() {
        let part = amendment("hei kari, åpne", "hei kari, åpne", "hei [NAVN], åpne").unwrap();
        assert_eq!((part.span(), part.replacement()), (Span::new(4, 8), "[NAVN]"));
        for (stored, applied, becomes) in [
            ("hei kari, åpne", true, "hei [NAVN], åpne"),
            ("hei [NAVN], åpne", true, "hei [NAVN], åpne"),
            ("hei kari, åpnes", false, "hei kari, åpnes"),
            ("hei mari, åpne", false, "hei mari, åpne"),
            ("", false, ""),
        ] {
            let mut text = stored.to_owned();
            assert_eq!((part.apply(&mut text), text.as_str()), (applied, becomes));
        }
    }

    #[test]
    fn what_was_handed_out_otherwise_is_replaced_whole() {
        let whole = amendment("kari og [NAVN-1]", "kari og [NAVN-2]", "[NAVN-3] og [NAVN-2]").unwrap();
        let mut stored = "kari og [NAVN-1]".to_owned();
        assert!(whole.apply(&mut stored));
        assert_eq!(stored, "[NAVN-3] og [NAVN-2]");
        assert!(amendment("a", "b", "a").is_none(), "it was handed out as it is to be");
    }
}
