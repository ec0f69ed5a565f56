//! The messages of a chat that are in memory, in clear.

use std::collections::VecDeque;
use std::time::SystemTime;

use zeroize::Zeroizing;

use crate::conversation::Role;
use crate::finding::{Finding, Label};

/// A message in memory, in clear.
pub(super) struct Clear {
    pub(super) number: u64,
    pub(super) role: Role,
    pub(super) said: SystemTime,
    pub(super) text: Zeroizing<String>,
    /// What the host said before this message that the user is asked for.
    pub(super) asks: Option<Box<[Label]>>,
    /// Its masked form, from when it has been masked until it is stored.
    pub(super) masked: Option<Masked>,
}

impl Clear {
    /// How much a text takes. A message counts for something even when it is empty, so that their number is bounded.
    pub(super) const fn weight(text: &str) -> usize {
        size_of::<Clear>() + text.len()
    }
}

/// A masked text with what was found.
#[derive(Default)]
pub(super) struct Masked {
    pub(super) text: Zeroizing<String>,
    pub(super) findings: Vec<Finding>,
}

/// Messages with successive numbers, the first message first.
#[derive(Default)]
pub(super) struct Held {
    messages: VecDeque<Clear>,
    bytes: usize,
}

impl Held {
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn push(&mut self, message: Clear) {
        self.bytes += Clear::weight(&message.text);
        self.messages.push_back(message);
    }

    /// The message with this number.
    pub(super) fn get_mut(&mut self, number: u64) -> Option<&mut Clear> {
        let first = self.messages.front()?.number;
        self.messages.get_mut(usize::try_from(number.checked_sub(first)?).ok()?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Clear> {
        self.messages.iter()
    }

    /// Lets go of the oldest below a number until no more than so many bytes are held.
    pub(super) fn bound(&mut self, most: usize, below: u64) {
        while self.bytes > most && self.messages.front().is_some_and(|first| first.number < below) {
            if let Some(first) = self.messages.pop_front() {
                self.bytes -= Clear::weight(&first.text);
            }
        }
    }

    /// Lets go of all.
    pub(super) fn clear(&mut self) {
        *self = Held::default();
    }
}
