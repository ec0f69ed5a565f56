//! Every chat, and who reaches which: the citizen by a key that only the browser has, the adviser by the chat's name.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use sladd::{Conversation, KnownNames, Scrubber, Transcript};
use tokio::sync::broadcast;

use crate::chat::{Chat, Language, Refused, Shown, State};
use crate::config::Config;
use crate::database::{Database, DatabaseError, seconds};
use crate::store::{self, ChatStore};
use crate::{keys, locked};

/// A chat that goes on, shared by those who take part.
pub type Shared = Arc<Mutex<Chat>>;

/// Waits for a chat's turn. There is none with a chat in which something has panicked: what it holds may be half changed,
/// and the retention job drops it.
#[must_use]
pub fn turn(chat: &Mutex<Chat>) -> Option<MutexGuard<'_, Chat>> {
    chat.lock().ok()
}

/// The name of a chat, which never changes: of one in which something has panicked, too.
fn name(chat: &Mutex<Chat>) -> String {
    chat.lock().unwrap_or_else(PoisonError::into_inner).id().to_owned()
}

/// Where a citizen's chat is.
pub enum Place {
    /// It goes on.
    Live(Shared),
    /// It has ended and is stored under this name.
    Stored(String),
    /// It has ended and is to be deleted, which the database has refused: it is tried again.
    Deleting(String),
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
    /// No chat goes on. What an earlier process left is there to be downloaded and deleted; of chats of which it had stored
    /// nothing, and of those that are not kept, the count is left.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new(database: Database, config: Config) -> Result<Chats, DatabaseError> {
        let scrubber = scrubber();
        let gone: Vec<String> = database.with(|connection| {
            connection.execute("UPDATE chats SET ended = 1", [])?;
            let mut statement = connection.prepare("SELECT id FROM chats WHERE delete_at IS NULL")?;
            statement.query_map([], |row| row.get(0))?.collect()
        })?;
        database.delete_chats(&gone)?;
        database.clean();
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
        let mut transcript = Transcript::new(self.scrubber.clone(), store, self.config.retention())
            .knowing(Conversation::knowing(staff));
        if let Some(time) = self.config.masking_within() {
            transcript = transcript.masking_within(time);
        }
        let mut chat = Chat::new(id, language, self.config.masking, self.database.clone(), transcript, now);
        if let Err(error) = chat.greet(now) {
            // Nobody has the key to it.
            let _ = chat.delete();
            return Err(error.into());
        }
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
        let stored: Option<String> = self.database.with(|connection| {
            connection.query_row("SELECT id FROM chats WHERE key_hash = ?1", params![hash], |row| row.get(0)).optional()
        })?;
        let doomed = self.database.doomed();
        Ok(stored.map(|id| if doomed.contains(&id) { Place::Deleting(id) } else { Place::Stored(id) }))
    }

    /// The live chat with a name.
    #[must_use]
    pub fn of_id(&self, id: &str) -> Option<Shared> {
        self.all().into_iter().find(|(_, chat)| name(chat) == id).map(|(_, chat)| chat)
    }

    /// Whether as many chats go on as may.
    #[must_use]
    pub fn is_full(&self) -> bool {
        locked(&self.live).len() >= self.config.most_chats
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

    /// Takes a chat out of memory in which something has panicked. What is stored of it is kept and goes as that of any
    /// other; what the library has in memory only it masks and stores as it is dropped, if it can. As long as it cannot be
    /// written down when it has to go, it stays: it would never go.
    pub(crate) fn drop_broken(&self, key_hash: &str, chat: Shared, now: SystemTime) -> Result<(), DatabaseError> {
        let delete_at = now + Duration::from_secs(u64::from(self.config.retention_days) * 24 * 60 * 60);
        self.database.with(|connection| {
            connection.execute(
                "UPDATE chats SET delete_at = coalesce(delete_at, ?2), ended = 1 WHERE id = ?1",
                params![name(&chat), seconds(delete_at)],
            )
        })?;
        drop(locked(&self.live).remove(key_hash));
        // What has panicked once may panic again.
        drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(chat))));
        self.changed();
        Ok(())
    }

    /// Deletes the chat that a key opens.
    ///
    /// # Errors
    /// Those of the database. When it has the chat and does not delete it, nothing of it is shown any more all the same, and
    /// the retention job tries again.
    pub fn delete(&self, key: &str) -> Result<(), Refused> {
        match self.of_key(key)? {
            Some(Place::Live(chat)) => {
                let deleted = match turn(&chat) {
                    Some(mut chat) => chat.delete(),
                    None => self.database.delete_chats(&[name(&chat)]).map(drop),
                };
                // Advisers have nothing to do with it any more.
                self.changed();
                deleted.map_err(|_| Refused::Deleting)?;
                self.let_go(&keys::hash(key));
            }
            Some(Place::Stored(id) | Place::Deleting(id)) => {
                self.database.delete_chats(&[id]).map_err(|_| Refused::Deleting)?;
            }
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
        let mut all: Vec<Listed> =
            self.all().iter().filter_map(|(_, chat)| turn(chat).map(|chat| listed(&chat))).collect();
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
