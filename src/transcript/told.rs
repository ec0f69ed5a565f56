//! What a transcript tells its host of messages.

use std::fmt;
use std::time::SystemTime;

use crate::conversation::{Amendment, Role};
use crate::finding::Finding;

/// A message as the user may have it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Who wrote it.
    pub role: Role,
    /// When.
    pub said: SystemTime,
    /// The text: in clear for the user's own words while the chat lives, else masked.
    pub text: String,
}

impl fmt::Debug for Downloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Downloaded").field("role", &self.role).field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

/// What became of a message: see [`Transcript::take_in`](crate::Transcript::take_in).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Said {
    /// Its number in the conversation, from zero.
    pub number: u64,
    /// What the other side may read, as [`Transcript::say`](crate::Transcript::say) returns it.
    pub text: String,
    /// What was found in it, with offsets in the text as it was given: for a host that counts. Nothing where masking
    /// comes later.
    pub findings: Vec<Finding>,
    /// The numbers of earlier messages that were changed in the store since the last message was told of, the first
    /// message first: for a host whose pages show them.
    pub amended: Vec<u64>,
    /// The amendments that did not fit what the store has: see
    /// [`Transcript::take_unapplied`](crate::Transcript::take_unapplied).
    pub unapplied: Vec<Amendment>,
}

impl Said {
    /// Nothing became of it.
    pub(super) const fn nothing(number: u64, text: String) -> Said {
        Said { number, text, findings: Vec::new(), amended: Vec::new(), unapplied: Vec::new() }
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said")
            .field("number", &self.number)
            .field("bytes", &self.text.len())
            .field("findings", &self.findings)
            .field("amended", &self.amended)
            .field("unapplied", &self.unapplied)
            .finish()
    }
}

impl AsRef<[Finding]> for Said {
    fn as_ref(&self) -> &[Finding] {
        &self.findings
    }
}
