//! The tables, and the one connection to them.
//!
//! What is deleted is overwritten. `secure_delete` zeroes the row; the write-ahead log, which holds the page as it was, is
//! emptied after it. And where rows were moved to make room, copies of them stay behind in the free part of a page, which
//! nothing zeroes: only writing the file anew leaves them out. That is done at once for a deletion, for a message that was
//! masked further with the next look of the retention job.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, params};

use crate::locked;

const TABLES: &str = "
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
-- What a query sorts must not land in a file elsewhere.
PRAGMA temp_store = MEMORY;
CREATE TABLE IF NOT EXISTS chats (
    id TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    begun INTEGER NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0,
    -- As the library's transcript says; none while nothing of the chat is stored.
    delete_at INTEGER
);
CREATE TABLE IF NOT EXISTS messages (
    chat TEXT NOT NULL REFERENCES chats ON DELETE CASCADE,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,
    said INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (chat, number)
) WITHOUT ROWID;
-- Which kinds of personal data were masked in which message.
CREATE TABLE IF NOT EXISTS kinds (
    chat TEXT NOT NULL,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (chat, number, label),
    FOREIGN KEY (chat, number) REFERENCES messages ON DELETE CASCADE
) WITHOUT ROWID;
-- What is left of deleted chats: dialogues by day and kind. 'dialogues' counts all, 'redacted' those with any kind.
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL,
    label TEXT NOT NULL,
    dialogues INTEGER NOT NULL,
    PRIMARY KEY (day, label)
) WITHOUT ROWID;
";

/// The database refused. It holds no text: neither SQL nor values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseError(Option<rusqlite::ErrorCode>);

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(code) => write!(f, "the database refused: {code:?}"),
            None => f.write_str("the database refused"),
        }
    }
}

impl std::error::Error for DatabaseError {}

impl From<rusqlite::Error> for DatabaseError {
    fn from(error: rusqlite::Error) -> DatabaseError {
        DatabaseError(error.sqlite_error_code())
    }
}

/// How long a statement waits for another program that has the file.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same for emptying the log, which the next look of the retention job tries again.
const LITTLE_PATIENCE: Duration = Duration::from_millis(200);

/// Shared by all threads; cheap to clone.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    connection: Mutex<Connection>,
    /// Whether the file or its log may hold copies of what was deleted or masked further.
    stale: AtomicBool,
    /// Chats that could not be deleted.
    doomed: Mutex<BTreeSet<String>>,
}

impl Database {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Database, DatabaseError> {
        // Nobody else's to read; SQLite gives its log the same rights. What goes wrong here, SQLite will say.
        drop(OpenOptions::new().write(true).create_new(true).mode(0o600).open(path));
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(TABLES)?;
        // An earlier process may have died before it had cleaned up.
        let (connection, stale) = (Mutex::new(connection), AtomicBool::new(true));
        Ok(Database(Arc::new(Inner { connection, stale, doomed: Mutex::default() })))
    }

    /// Does something in a transaction.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, DatabaseError> {
        let mut connection = locked(&self.0.connection);
        let transaction = connection.transaction()?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Deletes chats beyond recovery and keeps only that they were counted. Each by itself: one that cannot be deleted
    /// keeps no other, and is among [`Database::doomed`] until it is gone. Says how many there were.
    pub(crate) fn delete_chats(&self, ids: &[String]) -> Result<usize, DatabaseError> {
        if ids.is_empty() {
            return Ok(0);
        }
        let mut first = None;
        for id in ids {
            if let Err(error) = self.with(|connection| delete_chat(connection, id)) {
                tracing::error!(%error, chat = id, "could not be deleted; it is tried again");
                locked(&self.0.doomed).insert(id.clone());
                // For the next process, should this one end before: what refuses a deletion may take a note.
                let note = "UPDATE chats SET ended = 1, delete_at = 0 WHERE id = ?1";
                if let Err(error) = self.with(|connection| connection.execute(note, params![id])) {
                    tracing::error!(%error, chat = id, "nor noted");
                }
                first.get_or_insert(error);
            } else {
                locked(&self.0.doomed).remove(id);
            }
        }
        self.0.stale.store(true, Ordering::Release);
        self.clean();
        first.map_or(Ok(ids.len()), Err)
    }

    /// The chats that somebody wanted deleted, or whose time had come, and that could not be deleted yet.
    pub(crate) fn doomed(&self) -> BTreeSet<String> {
        locked(&self.0.doomed).clone()
    }

    /// A message was masked further: what it was before leaves the log at once, the rest of the file with the next
    /// cleaning. Writing the whole file anew for each such message would keep everybody waiting.
    pub(crate) fn amended(&self) {
        self.0.stale.store(true, Ordering::Release);
        if let Err(error) = empty_log(&locked(&self.0.connection)) {
            tracing::warn!(%error, "the log was not emptied; it is tried again");
        }
    }

    /// Removes copies of what was deleted or masked further, when there may be any. What is not done now is done with the
    /// next cleaning.
    pub(crate) fn clean(&self) {
        let connection = locked(&self.0.connection);
        if !self.0.stale.load(Ordering::Acquire) {
            return;
        }
        let cleaned = connection.execute_batch("VACUUM").map_err(DatabaseError::from);
        match cleaned.and_then(|()| empty_log(&connection)) {
            Ok(()) => self.0.stale.store(false, Ordering::Release),
            Err(error) => tracing::warn!(%error, "copies of what was deleted may be left; it is tried again"),
        }
    }
}

/// Deletes one chat and counts it.
fn delete_chat(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    for (label, condition) in [
        ("'dialogues'", "1"),
        ("'redacted'", "EXISTS (SELECT 1 FROM kinds WHERE kinds.chat = chats.id)"),
        ("kinds.label", "kinds.label IS NOT NULL"),
    ] {
        let join = if label == "kinds.label" { "LEFT JOIN kinds ON kinds.chat = chats.id" } else { "" };
        connection.execute(
            &format!(
                "INSERT INTO counts SELECT DISTINCT date(begun, 'unixepoch'), {label}, 1 FROM chats {join}
                 WHERE chats.id = ?1 AND {condition}
                 ON CONFLICT DO UPDATE SET dialogues = dialogues + 1"
            ),
            params![id],
        )?;
    }
    connection.execute("DELETE FROM chats WHERE id = ?1", params![id]).map(drop)
}

/// Writes the log into the file and empties it: it would hold what was overwritten until it is used again. That another
/// program reads the file, and the log cannot be emptied, is no error to SQLite; it says so in a column.
fn empty_log(connection: &Connection) -> Result<(), DatabaseError> {
    connection.busy_timeout(LITTLE_PATIENCE)?;
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
    connection.busy_timeout(PATIENCE)?;
    if busy? { Err(DatabaseError(Some(rusqlite::ErrorCode::DatabaseBusy))) } else { Ok(()) }
}

/// Seconds since 1970, as times are stored.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
}

/// The same, back.
pub(crate) fn time(seconds: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}
