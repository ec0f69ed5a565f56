//! Where the masked messages of one conversation stand: the host's own storage, and one in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::time::SystemTime;

use zeroize::Zeroize;

use crate::conversation::Role;

/// A message as it is stored: masked.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number in the conversation, from 0.
    pub number: u64,
    /// Who wrote it.
    pub role: Role,
    /// When.
    pub said: SystemTime,
    /// The masked text.
    pub text: String,
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("number", &self.number)
            .field("role", &self.role)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// The storage of one conversation. A host implements it over its own database, bound to the conversation's identity.
///
/// Only masked text is ever handed to it. Its errors must not quote what they were given.
pub trait Store {
    /// What can go wrong.
    type Error;

    /// Writes a message, in place of one with the same number if there is one.
    ///
    /// # Errors
    /// When it could not be written.
    fn put(&mut self, message: Stored) -> Result<(), Self::Error>;

    /// The message with this number.
    ///
    /// # Errors
    /// When it could not be read; a message that is not there is no error.
    fn get(&self, number: u64) -> Result<Option<Stored>, Self::Error>;

    /// Every message, by number.
    ///
    /// # Errors
    /// When they could not be read.
    fn all(&self) -> Result<Vec<Stored>, Self::Error>;

    /// Deletes every message, beyond recovery as far as the storage can.
    ///
    /// # Errors
    /// When they could not be deleted.
    fn delete(&mut self) -> Result<(), Self::Error>;
}

/// A store in memory: for tests, and for chats that are not kept.
#[derive(Clone, Default)]
pub struct MemoryStore {
    messages: BTreeMap<u64, Stored>,
}

impl MemoryStore {
    /// Nothing is stored.
    #[must_use]
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// The masked texts, by number.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        self.messages.values().map(|message| message.text.as_str()).collect()
    }
}

impl Store for MemoryStore {
    type Error = Infallible;

    fn put(&mut self, message: Stored) -> Result<(), Infallible> {
        if let Some(mut before) = self.messages.insert(message.number, message) {
            before.text.zeroize();
        }
        Ok(())
    }

    fn get(&self, number: u64) -> Result<Option<Stored>, Infallible> {
        Ok(self.messages.get(&number).cloned())
    }

    fn all(&self) -> Result<Vec<Stored>, Infallible> {
        Ok(self.messages.values().cloned().collect())
    }

    fn delete(&mut self) -> Result<(), Infallible> {
        self.messages.values_mut().for_each(|message| message.text.zeroize());
        self.messages.clear();
        Ok(())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("messages", &self.messages.len()).finish()
    }
}
