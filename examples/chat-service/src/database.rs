//! The tables, and the one connection to them.
//!
//! What is deleted is overwritten: `secure_delete` zeroes it in the file, and the write-ahead log is emptied after each
//! deletion.

use std::fmt;
use std::path::Path;
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

/// Shared by all threads; cheap to clone.
#[derive(Clone)]
pub struct Database(Arc<Mutex<Connection>>);

impl Database {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Database, DatabaseError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.execute_batch(TABLES)?;
        Ok(Database(Arc::new(Mutex::new(connection))))
    }

    /// Does something in a transaction.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, DatabaseError> {
        let mut connection = locked(&self.0);
        let transaction = connection.transaction()?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Deletes chats beyond recovery and keeps only that they were counted.
    pub(crate) fn delete_chats(&self, ids: &[String]) -> Result<(), DatabaseError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.with(|connection| {
            for id in ids {
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
                connection.execute("DELETE FROM chats WHERE id = ?1", params![id])?;
            }
            Ok(())
        })?;
        self.empty_log()
    }

    /// Empties the write-ahead log into the file: it would hold what was overwritten until it is used again.
    pub(crate) fn empty_log(&self) -> Result<(), DatabaseError> {
        locked(&self.0).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Seconds since 1970, as times are stored.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
}

/// The same, back.
pub(crate) fn time(seconds: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}
