//! What the citizen's page asks for.

use std::fmt::Write;
use std::time::{Duration, SystemTime};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::App;
use super::events::stream;
use super::fault::Fault;
use super::request::{CHAT, cookie, json as read_json, message, set_cookie, unset_cookie, waiting};
use crate::chat::{Chat, Language, Refused, Shown, State as Answering};
use crate::chats::{Place, turn};

#[derive(Deserialize)]
struct Begin {
    /// The citizen has agreed that what is written is stored, masked.
    consent: bool,
    language: Language,
    /// The citizen knows that the chat from before is deleted.
    #[serde(default)]
    replace: bool,
}

/// Begins a chat. Without consent there is none. A browser has the key to one chat: the one before it could not be deleted
/// any more, so that it is deleted now, when its citizen has been told.
pub(super) async fn begin(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response, Fault> {
    let Begin { consent, language, replace } = read_json(&body)?;
    if !consent {
        return Err(Fault::Consent);
    }
    let time = key_time(&app);
    let key = waiting(move || {
        let before = cookie(&headers, CHAT);
        let is_there = before.map_or(Ok(false), |key| app.chats.of_key(key).map(|place| place.is_some()))?;
        if is_there && !replace {
            return Err(Fault::Earlier);
        }
        if app.chats.is_full() {
            return Err(Fault::Full);
        }
        if let Some(key) = before {
            app.chats.delete(key)?;
        }
        app.chats.begin(language, SystemTime::now()).map_err(|error| {
            tracing::error!(%error, "no chat was begun");
            Fault::Broken
        })
    })
    .await?;
    tracing::info!("a chat has begun");
    Ok((StatusCode::CREATED, set_cookie(CHAT, &key, Some(time))).into_response())
}

/// How long the browser keeps the key: as long as the chat is kept, and a day, or longer, for its end to come. It begins
/// anew with every message, as the chat's own time does.
fn key_time(app: &App) -> Duration {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let config = app.chats.config();
    DAY * config.retention_days + config.idle.max(DAY)
}

/// The chat that the browser has the key to.
fn place(app: &App, headers: &HeaderMap) -> Result<Place, Fault> {
    let key = cookie(headers, CHAT).ok_or(Fault::Consent)?;
    app.chats.of_key(key)?.ok_or(Fault::Gone)
}

/// Does something with it while it is in memory.
fn with_live<T>(app: &App, headers: &HeaderMap, work: impl FnOnce(&mut Chat) -> Result<T, Fault>) -> Result<T, Fault> {
    let chat = match place(app, headers)? {
        Place::Live(chat) => chat,
        Place::Stored(_) => return Err(Fault::Gone),
        Place::Deleting(_) => return Err(Fault::Deleting),
    };
    let mut chat = turn(&chat).ok_or(Fault::Broken)?;
    if chat.is_deleting() { Err(Fault::Deleting) } else { work(&mut chat) }
}

/// The messages and who answers.
fn whole(app: &App, headers: &HeaderMap) -> Result<(Vec<Shown>, Answering), Fault> {
    Ok(match place(app, headers)? {
        Place::Live(chat) => {
            let mut chat = turn(&chat).ok_or(Fault::Broken)?;
            (chat.for_citizen()?, chat.state())
        }
        Place::Stored(id) => (app.chats.stored(&id)?, Answering::Ended),
        Place::Deleting(_) => return Err(Fault::Deleting),
    })
}

pub(super) async fn read(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    let (messages, state) = waiting(move || whole(&app, &headers)).await?;
    Ok(Json(json!({ "messages": messages, "state": state })).into_response())
}

/// Takes in a message and says what is stored of it.
pub(super) async fn say(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response, Fault> {
    let (text, hidden) = message(&body)?;
    let key = cookie(&headers, CHAT).map(|key| set_cookie(CHAT, key, Some(key_time(&app))));
    let shown = waiting(move || {
        with_live(&app, &headers, |chat| {
            if chat.state() == Answering::Ended {
                return Err(Fault::Gone);
            }
            if chat.is_full() {
                return Err(Fault::Message);
            }
            let shown = chat.hear(&text, &hidden, SystemTime::now())?;
            tracing::info!(chat = chat.id(), bytes = text.len(), "a message");
            Ok(shown)
        })
    })
    .await?;
    Ok((key.unwrap_or_default(), Json(shown)).into_response())
}

pub(super) async fn events(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    let shared = app.clone();
    let receiver = waiting(move || with_live(&shared, &headers, |chat| Ok(chat.listen()))).await?;
    stream(&app, receiver, std::future::pending())
}

/// Does something with a chat that goes on, of which advisers are told.
async fn change(
    app: App,
    headers: HeaderMap,
    work: impl FnOnce(&mut Chat) -> Result<(), Refused> + Send + 'static,
) -> Result<StatusCode, Fault> {
    waiting(move || {
        with_live(&app, &headers, |chat| Ok(work(chat)?))?;
        app.chats.changed();
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

pub(super) async fn hand_over(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Fault> {
    change(app, headers, |chat| chat.hand_over(SystemTime::now())).await
}

pub(super) async fn end(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Fault> {
    change(app, headers, |chat| Ok(chat.end(SystemTime::now())?)).await
}

/// The chat as a text file: own words as they were written while it goes on, everything else masked.
pub(super) async fn download(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    let (messages, _) = waiting(move || whole(&app, &headers)).await?;
    let text = messages.iter().fold(String::new(), |mut text, message| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", message.as_line());
        text
    });
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"samtale.txt\""),
    ];
    Ok((headers, text).into_response())
}

/// Deletes the chat; the browser's key opens nothing any more. Consent that is withdrawn comes to the same. While the
/// database refuses, the key stays for who would rather try again than wait.
pub(super) async fn delete(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    waiting(move || {
        let key = cookie(&headers, CHAT).ok_or(Fault::Consent)?;
        Ok(app.chats.delete(key)?)
    })
    .await?;
    tracing::info!("a chat was deleted by its citizen");
    Ok((StatusCode::NO_CONTENT, unset_cookie(CHAT)).into_response())
}
