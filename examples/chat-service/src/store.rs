//! The library's transcript over SQLite. Only masked text is ever handed to it.

use std::collections::HashMap;
use std::sync::Mutex;

use rusqlite::{Connection, OptionalExtension, Row, params};
use sladd::{Label, Role, Store, Stored};

use crate::database::{Database, DatabaseError, seconds, time};
use crate::locked;

/// The messages of one chat.
pub(crate) struct ChatStore {
    database: Database,
    chat: String,
    /// How many placeholders somebody typed, by message and kind: they are not counted as masked. The library says what it
    /// found of a message that is masked at once, but not of one that is masked later or further.
    typed: Mutex<HashMap<(u64, Label), usize>>,
}

impl ChatStore {
    pub(crate) fn new(database: Database, chat: &str) -> ChatStore {
        ChatStore { database, chat: chat.to_owned(), typed: Mutex::default() }
    }

    /// Is told of a message as it was written, before it is masked: its number, and which kinds the page has hidden in it.
    pub(crate) fn written(&self, number: u64, text: &str, hidden: &[Label]) {
        let typed = placeholders(text).filter(|(label, _)| !hidden.contains(label));
        locked(&self.typed).extend(typed.map(|(label, count)| ((number, label), count)));
    }

    /// Which kinds were masked in a message: those of which it holds more placeholders than somebody typed.
    fn kinds(&self, message: &Stored) -> Vec<Label> {
        if message.role != Role::User {
            return Vec::new();
        }
        let typed = locked(&self.typed);
        placeholders(&message.text)
            .filter(|(label, count)| *count > typed.get(&(message.number, *label)).copied().unwrap_or(0))
            .map(|(label, _)| label)
            .collect()
    }

    /// Puts another text in the place of a stored message; one that is not there is left so.
    pub(crate) fn replace(&self, number: u64, text: String) -> Result<(), DatabaseError> {
        self.get(number)?.map_or(Ok(()), |message| self.write(&Stored { text, ..message }))
    }

    fn write(&self, message: &Stored) -> Result<(), DatabaseError> {
        let number = key(message.number);
        let kinds = self.kinds(message);
        let amended = self.database.with(|connection| {
            let amended = connection.execute(
                "UPDATE messages SET text = ?3 WHERE chat = ?1 AND number = ?2",
                params![self.chat, number, message.text],
            )? > 0;
            if !amended {
                connection.execute(
                    "INSERT INTO messages (chat, number, role, said, text) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![self.chat, number, role_name(message.role), seconds(message.said), message.text],
                )?;
            }
            connection.execute("DELETE FROM kinds WHERE chat = ?1 AND number = ?2", params![self.chat, number])?;
            for label in kinds {
                connection
                    .execute("INSERT INTO kinds VALUES (?1, ?2, ?3)", params![self.chat, number, label.as_str()])?;
            }
            Ok(amended)
        })?;
        if amended {
            self.database.amended();
        }
        Ok(())
    }
}

impl Store for ChatStore {
    type Error = DatabaseError;

    fn put(&mut self, message: Stored) -> Result<(), DatabaseError> {
        self.write(&message)
    }

    fn get(&self, number: u64) -> Result<Option<Stored>, DatabaseError> {
        self.database.with(|connection| {
            connection
                .query_row(
                    "SELECT number, role, said, text FROM messages WHERE chat = ?1 AND number = ?2",
                    params![self.chat, key(number)],
                    message,
                )
                .optional()
        })
    }

    fn all(&self) -> Result<Vec<Stored>, DatabaseError> {
        self.database.with(|connection| messages(connection, &self.chat))
    }

    fn delete(&mut self) -> Result<(), DatabaseError> {
        self.database.delete_chats(std::slice::from_ref(&self.chat)).map(drop)
    }
}

/// The stored messages of a chat, by number.
pub(crate) fn messages(connection: &Connection, chat: &str) -> rusqlite::Result<Vec<Stored>> {
    let mut statement =
        connection.prepare_cached("SELECT number, role, said, text FROM messages WHERE chat = ?1 ORDER BY number")?;
    statement.query_map(params![chat], message)?.collect()
}

fn message(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let role: String = row.get(1)?;
    Ok(Stored {
        number: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        role: role_of(&role),
        said: time(row.get(2)?),
        text: row.get(3)?,
    })
}

/// Which placeholders stand in a text, and how often.
fn placeholders(text: &str) -> impl Iterator<Item = (Label, usize)> {
    Label::BUILT_IN
        .iter()
        .map(|label| (*label, text.matches(label.placeholder_norwegian()).count()))
        .filter(|(_, count)| *count > 0)
}

fn key(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Adviser => "adviser",
        _ => "bot",
    }
}

fn role_of(name: &str) -> Role {
    match name {
        "user" => Role::User,
        "adviser" => Role::Adviser,
        _ => Role::Bot,
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    /// Many chats at a time, some messages masked further: rows are moved to make room for those between them, and copies
    /// of them stay where they were.
    #[test]
    fn a_chat_among_many_leaves_no_copy_of_itself() -> Result<(), Box<dyn std::error::Error>> {
        let folder = std::env::temp_dir().join(format!("sladd-chat-store-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let database = Database::open(&folder.join("chat.sqlite"))?;
        // The same in every run.
        let mut state = 1_u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for round in 0..12 {
            let mut chats = Vec::new();
            for chat in 0..40 {
                let id = format!("{:06}-{round}-{chat}", random(1_000_000));
                let begun = "INSERT INTO chats (id, key_hash, begun) VALUES (?1, ?1, 0)";
                database.with(|connection| connection.execute(begun, [&id]))?;
                chats.push((ChatStore::new(database.clone(), &id), format!("word-of-{id} "), 0));
            }
            for _ in 0..600 {
                let chat = usize::try_from(random(40))?;
                let (store, word, next) = chats.get_mut(chat).ok_or("no chat")?;
                let mut put = |number, length: u64| {
                    let text = format!("{word}{}", "x".repeat(usize::try_from(length)?));
                    store.put(Stored { number, role: Role::User, said: SystemTime::UNIX_EPOCH, text })?;
                    Ok::<_, Box<dyn std::error::Error>>(())
                };
                put(*next, 10 + random(290))?;
                if random(10) == 0 {
                    put(*next, 5 + random(395))?;
                }
                *next += 1;
            }
            let in_files = |word: &str| -> std::io::Result<bool> {
                let files = [folder.join("chat.sqlite"), folder.join("chat.sqlite-wal")].map(std::fs::read);
                let bytes = files.into_iter().collect::<std::io::Result<Vec<_>>>()?.concat();
                Ok(String::from_utf8_lossy(&bytes).contains(word))
            };
            let (store, word, _) = chats.get_mut(usize::try_from(random(40))?).ok_or("no chat")?;
            assert!(in_files(word)?, "the search finds what is there");
            store.delete()?;
            assert!(!in_files(word)?, "{word}is left after {round} rounds");
        }
        Ok(std::fs::remove_dir_all(&folder)?)
    }
}
