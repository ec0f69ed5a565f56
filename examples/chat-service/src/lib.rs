//! A chat service of a public body in which every message is masked before anything else sees it.
//!
//! ```text
//! browser ── warns (the same crate as WebAssembly) ──► web ──► Chat ──► Transcript ──► ChatStore (SQLite)
//!                                                              │          masks          masked text only
//!                                                              └──► events ──► the citizen's page, the adviser's page
//! ```
//!
//! | file | one reason to change |
//! | --- | --- |
//! | `config.rs` | what can be set |
//! | `logs.rs` | where logs go, through a scrubbing stream |
//! | `database.rs` | the tables |
//! | `store.rs` | how the library's transcript is stored |
//! | `chat.rs` | what one chat does |
//! | `chats.rs` | who reaches which chat |
//! | `bot.rs` | what the bot answers |
//! | `retention.rs` | when chats end, are masked, are deleted |
//! | `statistics.rs` | what is counted |
//! | `web/` | HTTP: pages, the citizen, the adviser, what guards them |

mod bot;
pub mod chat;
pub mod chats;
pub mod config;
pub mod database;
mod keys;
pub mod logs;
pub mod retention;
pub mod statistics;
mod store;
pub mod web;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a map, a bucket, the connection. A thread that panicked while it held the lock left whole values behind: they are
/// replaced, not edited, and a transaction is rolled back. It does not hold for a chat: see [`chats::turn`].
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
