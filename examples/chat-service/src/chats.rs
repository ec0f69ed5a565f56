//! Every chat, and who reaches which: the citizen by a key that only the browser has, the adviser by the chat's name.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use sladd::{Conversation, KnownNames, Scrubber, Transcript};
use tokio::sync::broadcast;

use crate::chat::{Chat, Language, Shown, State};
use crate::config::Config;
use crate::database::{Database, DatabaseError, seconds};
use crate::store::{self, ChatStore};
use crate::{keys, locked};

/// A chat that goes on, shared by those who take part.
pub type Shared = Arc<Mutex<Chat>>;

/// Where a citizen's chat is.
pub enum Place {
    /// It goes on.
    Live(Shared),
    /// It has ended and is stored under this name.
    Stored(String),
}

/// A chat in the adviser's list. It holds none of the text.
#[derive(Serialize)]
pub struct Listed {
    id: String,
    state: State,
    language: Language,
    last: i64,
}

/// All chats of the service.
pub struct Chats {
    database: Database,
    scrubber: Scrubber,
    config: Config,
    /// By the hash of the citizen's key.
    live: Mutex<HashMap<String, Shared>>,
    /// Tells advisers that the list has changed.
    board: broadcast::Sender<()>,
}

impl Chats {
    /// No chat goes on. What an earlier process left is there to be downloaded and deleted; chats of which it had stored
    /// nothing are gone.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new(database: Database, config: Config) -> Result<Chats, DatabaseError> {
        let scrubber = scrubber();
        database.with(|connection| {
            connection.execute("DELETE FROM chats WHERE delete_at IS NULL", [])?;
            connection.execute("UPDATE chats SET ended = 1", [])
        })?;
        Ok(Chats { database, scrubber, config, live: Mutex::default(), board: broadcast::channel(16).0 })
    }

    /// The tables.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// The settings.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Begins a chat. Returns the key that opens it, which is stored nowhere.
    ///
    /// # Errors
    /// Those of the database; no random numbers count as one.
    pub fn begin(
        &self,
        language: Language,
        now: SystemTime,
    ) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        let key = keys::random()?;
        let key_hash = keys::hash(&key);
        // The name says nothing of the key.
        let id = keys::random()?.chars().take(12).collect::<String>();
        self.database.with(|connection| {
            connection.execute(
                "INSERT INTO chats (id, key_hash, begun) VALUES (?1, ?2, ?3)",
                params![id, key_hash, seconds(now)],
            )
        })?;
        let mut staff = KnownNames::new();
        for name in &self.config.staff {
            staff.leave_unmasked(name);
        }
        let store = ChatStore::new(self.database.clone(), &id);
        let transcript =
            Transcript::new(self.scrubber.clone(), store, self.config.retention).knowing(Conversation::knowing(staff));
        let mut chat = Chat::new(id, language, self.config.masking, self.database.clone(), transcript, now);
        chat.greet(now)?;
        locked(&self.live).insert(key_hash, Arc::new(Mutex::new(chat)));
        self.changed();
        Ok(key)
    }

    /// The chat that a key opens.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of_key(&self, key: &str) -> Result<Option<Place>, DatabaseError> {
        let hash = keys::hash(key);
        if let Some(chat) = locked(&self.live).get(&hash) {
            return Ok(Some(Place::Live(Arc::clone(chat))));
        }
        self.database.with(|connection| {
            connection
                .query_row("SELECT id FROM chats WHERE key_hash = ?1", params![hash], |row| {
                    row.get(0).map(Place::Stored)
                })
                .optional()
        })
    }

    /// The live chat with a name.
    #[must_use]
    pub fn of_id(&self, id: &str) -> Option<Shared> {
        self.all().into_iter().find(|(_, chat)| locked(chat).id() == id).map(|(_, chat)| chat)
    }

    /// The live chats, with the hashes of their keys. The list is let go before any of them is locked.
    pub(crate) fn all(&self) -> Vec<(String, Shared)> {
        locked(&self.live).iter().map(|(key, chat)| (key.clone(), Arc::clone(chat))).collect()
    }

    /// Takes a chat out of memory: it was deleted, or all of it is stored.
    pub(crate) fn let_go(&self, key_hash: &str) {
        locked(&self.live).remove(key_hash);
        self.changed();
    }

    /// Deletes the chat that a key opens.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&self, key: &str) -> Result<(), DatabaseError> {
        match self.of_key(key)? {
            Some(Place::Live(chat)) => {
                locked(&chat).delete()?;
                self.let_go(&keys::hash(key));
            }
            Some(Place::Stored(id)) => self.database.delete_chats(&[id])?,
            None => {}
        }
        Ok(())
    }

    /// The messages of a chat that has ended, as they are stored.
    ///
    /// # Errors
    /// Those of the database.
    pub fn stored(&self, id: &str) -> Result<Vec<Shown>, DatabaseError> {
        let messages = self.database.with(|connection| store::messages(connection, id))?;
        Ok(messages.into_iter().map(Shown::from).collect())
    }

    /// The chats an adviser may take, those that wait first, the longest waiting first.
    #[must_use]
    pub fn listed(&self) -> Vec<Listed> {
        let listed = |chat: &Chat| Listed {
            id: chat.id().to_owned(),
            state: chat.state(),
            language: chat.language(),
            last: seconds(chat.last()),
        };
        let mut all: Vec<Listed> = self.all().iter().map(|(_, chat)| listed(&locked(chat))).collect();
        all.retain(|chat| matches!(chat.state, State::Waiting | State::Adviser));
        all.sort_by_key(|chat| (chat.state != State::Waiting, chat.last));
        all
    }

    /// Says to advisers that the list has changed.
    pub fn changed(&self) {
        // Nobody listens: nobody has to be told.
        let _ = self.board.send(());
    }

    /// Is told when the list changes.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<()> {
        self.board.subscribe()
    }
}

/// Everything the library finds, and what survives of it elsewhere in a message.
fn scrubber() -> Scrubber {
    let mut builder = Scrubber::builder();
    builder.mask_survivors();
    // Building fails only for detectors of one's own, of which there are none.
    builder.build().unwrap_or_else(|_| Scrubber::norwegian())
}
