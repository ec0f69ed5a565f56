//! The retention job: ends what is idle, masks what is due, deletes what is due.
//!
//! Each chat by itself: what cannot be done with one is done with all others. While a chat is in memory its transcript says
//! what is due. For a chat that has left memory the database holds the moment that the transcript gave. What could not be
//! deleted is tried again with each look.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::params;

use crate::chats::{Chats, Shared, turn};
use crate::database::{DatabaseError, seconds};

/// What one look did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Chats that left memory.
    pub let_go: usize,
    /// Stored chats that were deleted.
    pub deleted: usize,
    /// Chats that were dropped because something in them had panicked.
    pub dropped: usize,
}

/// Why nothing could be done with a chat.
#[derive(Debug, PartialEq, Eq)]
enum Failed {
    Database(DatabaseError),
    /// Now or earlier.
    Panicked,
}

impl From<DatabaseError> for Failed {
    fn from(error: DatabaseError) -> Failed {
        Failed::Database(error)
    }
}

/// Does what is due at this moment, deletions first.
///
/// # Errors
/// The first of the database. What was not done is still due; everything else has been done.
pub fn sweep(chats: &Chats, now: SystemTime) -> Result<Swept, DatabaseError> {
    let mut swept = Swept::default();
    let mut first = None;
    match delete_due(chats, now) {
        Ok(deleted) => swept.deleted = deleted,
        Err(error) => first = Some(error),
    }
    for (key_hash, chat) in chats.all() {
        match by_itself(|| keep_up(chats, &chat, now)) {
            Ok(false) => {}
            Ok(true) => {
                chats.let_go(&key_hash);
                swept.let_go += 1;
            }
            Err(Failed::Database(error)) => {
                tracing::error!(%error, "nothing was done with a chat");
                first.get_or_insert(error);
            }
            Err(Failed::Panicked) => {
                tracing::error!("a chat was dropped");
                swept.dropped += 1;
                if let Err(error) = chats.drop_broken(&key_hash, chat, now) {
                    first.get_or_insert(error);
                }
            }
        }
    }
    // Whatever was masked further since the last look.
    chats.database().clean();
    first.map_or(Ok(swept), Err)
}

/// Deletes the stored chats that have to go.
fn delete_due(chats: &Chats, now: SystemTime) -> Result<usize, DatabaseError> {
    let due = chats.database().with(|connection| {
        let mut statement = connection.prepare_cached("SELECT id FROM chats WHERE ended AND delete_at <= ?1")?;
        statement.query_map(params![seconds(now)], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()
    })?;
    let due: Vec<String> = due.union(&chats.database().doomed()).cloned().collect();
    chats.database().delete_chats(&due)
}

/// Does what is due with one chat. Returns whether it may leave memory.
fn keep_up(chats: &Chats, chat: &Shared, now: SystemTime) -> Result<bool, Failed> {
    let mut chat = turn(chat).ok_or(Failed::Panicked)?;
    if chat.last() + chats.config().idle <= now {
        chat.end(now)?;
    }
    Ok(chat.keep_up(now)?)
}

/// Does something, whatever becomes of it.
fn by_itself<T>(work: impl FnOnce() -> Result<T, Failed>) -> Result<T, Failed> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Failed::Panicked))
}

/// The service stops: every chat ends, masked and stored.
///
/// # Errors
/// The first of the database. Chats that could not be stored are gone with the process.
pub fn finish(chats: &Chats, now: SystemTime) -> Result<(), DatabaseError> {
    let mut first = None;
    for (_, chat) in chats.all() {
        let finished = by_itself(|| Ok(turn(&chat).ok_or(Failed::Panicked)?.finish(now)?));
        if let Err(Failed::Database(error)) = finished {
            first.get_or_insert(error);
        }
    }
    let doomed: Vec<String> = chats.database().doomed().into_iter().collect();
    if let Err(error) = chats.database().delete_chats(&doomed) {
        first.get_or_insert(error);
    }
    chats.database().clean();
    first.map_or(Ok(()), Err)
}

/// Sweeps for ever.
pub async fn keep_sweeping(chats: Arc<Chats>) {
    let mut tick = tokio::time::interval(chats.config().sweep);
    loop {
        tick.tick().await;
        let chats = Arc::clone(&chats);
        match tokio::task::spawn_blocking(move || sweep(&chats, SystemTime::now())).await {
            Ok(Ok(swept)) if swept != Swept::default() => {
                tracing::info!(let_go = swept.let_go, deleted = swept.deleted, dropped = swept.dropped, "retention");
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "retention"),
            Err(_) => tracing::error!("retention stopped half-way; it goes on with the next look"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic, reason = "it is what stays")]
    fn a_panic_stays_with_its_chat() {
        let done = [false, true, false].map(|panics| by_itself(|| if panics { panic!("in a test") } else { Ok(()) }));
        assert_eq!(done, [Ok(()), Err(Failed::Panicked), Ok(())]);
    }
}
