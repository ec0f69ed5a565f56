//! The retention job: ends what is idle, masks what is due, deletes what is due.
//!
//! While a chat is in memory its transcript says what is due. For a chat that has left memory the database holds the
//! moment that the transcript gave.

use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::params;

use crate::chats::Chats;
use crate::database::{DatabaseError, seconds};
use crate::locked;

/// What one look did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Chats that left memory.
    pub let_go: usize,
    /// Stored chats that were deleted.
    pub deleted: usize,
}

/// Does what is due at this moment.
///
/// # Errors
/// Those of the database. What was not done is still due.
pub fn sweep(chats: &Chats, now: SystemTime) -> Result<Swept, DatabaseError> {
    let mut swept = Swept::default();
    for (key_hash, chat) in chats.all() {
        let mut chat = locked(&chat);
        if chat.last() + chats.config().idle <= now {
            chat.end(now)?;
        }
        let done = chat.keep_up(now)?;
        drop(chat);
        if done {
            chats.let_go(&key_hash);
            swept.let_go += 1;
        }
    }
    let due: Vec<String> = chats.database().with(|connection| {
        let mut statement = connection.prepare_cached("SELECT id FROM chats WHERE ended AND delete_at <= ?1")?;
        statement.query_map(params![seconds(now)], |row| row.get(0))?.collect()
    })?;
    chats.database().delete_chats(&due)?;
    swept.deleted = due.len();
    Ok(swept)
}

/// The service stops: every chat ends, masked and stored.
///
/// # Errors
/// Those of the database. Chats that could not be stored are gone with the process.
pub fn finish(chats: &Chats, now: SystemTime) -> Result<(), DatabaseError> {
    chats.all().iter().try_for_each(|(_, chat)| locked(chat).finish(now))
}

/// Sweeps for ever.
pub async fn keep_sweeping(chats: Arc<Chats>) {
    let mut tick = tokio::time::interval(chats.config().sweep);
    loop {
        tick.tick().await;
        let chats = Arc::clone(&chats);
        match tokio::task::spawn_blocking(move || sweep(&chats, SystemTime::now())).await {
            Ok(Ok(swept)) if swept != Swept::default() => {
                tracing::info!(let_go = swept.let_go, deleted = swept.deleted, "retention");
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "retention"),
            Err(_) => tracing::error!("retention stopped half-way; it goes on with the next look"),
        }
    }
}
