//! The library's transcript over SQLite. Only masked text is ever handed to it.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sladd::{Label, Role, Store, Stored};

use crate::database::{Database, DatabaseError, seconds, time};

/// The messages of one chat.
pub(crate) struct ChatStore {
    database: Database,
    chat: String,
}

impl ChatStore {
    pub(crate) fn new(database: Database, chat: &str) -> ChatStore {
        ChatStore { database, chat: chat.to_owned() }
    }
}

impl Store for ChatStore {
    type Error = DatabaseError;

    fn put(&mut self, message: Stored) -> Result<(), DatabaseError> {
        let number = key(message.number);
        self.database.with(|connection| {
            connection.execute(
                "INSERT INTO messages (chat, number, role, said, text) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET text = excluded.text",
                params![self.chat, number, role_name(message.role), seconds(message.said), message.text],
            )?;
            connection.execute("DELETE FROM kinds WHERE chat = ?1 AND number = ?2", params![self.chat, number])?;
            for label in kinds(&message.text) {
                connection
                    .execute("INSERT INTO kinds VALUES (?1, ?2, ?3)", params![self.chat, number, label.as_str()])?;
            }
            Ok(())
        })
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
        self.database.delete_chats(std::slice::from_ref(&self.chat))
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

/// What was masked in a text, read from its placeholders: those of the library, and those that the browser wrote because
/// the citizen chose to hide something.
fn kinds(text: &str) -> impl Iterator<Item = Label> {
    Label::BUILT_IN.iter().copied().filter(|label| text.contains(label.placeholder_norwegian()))
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
