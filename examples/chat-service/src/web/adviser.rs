//! What the adviser's page asks for. `guard::advisers_only` stands before all but logging in and out.

use std::time::SystemTime;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::broadcast::Receiver;

use super::App;
use super::events::stream;
use super::fault::Fault;
use super::request::{SESSION, cookie, json as read_json, message, set_cookie, unset_cookie, waiting};
use crate::chat::{Chat, State as Answering};
use crate::chats::turn;
use crate::keys;

#[derive(Deserialize)]
struct LogIn {
    token: String,
}

pub(super) async fn log_in(State(app): State<App>, body: Bytes) -> Result<Response, Fault> {
    let LogIn { token } = read_json(&body)?;
    if !keys::is_same(&token, &app.chats.config().token) {
        tracing::warn!("a wrong token was given");
        return Err(Fault::Token);
    }
    let key = app.sessions.begin().map_err(|_| Fault::Broken)?;
    Ok((StatusCode::NO_CONTENT, set_cookie(SESSION, &key, None)).into_response())
}

pub(super) async fn log_out(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(key) = cookie(&headers, SESSION) {
        app.sessions.end(key);
    }
    (StatusCode::NO_CONTENT, unset_cookie(SESSION)).into_response()
}

pub(super) async fn list(State(app): State<App>) -> Result<Response, Fault> {
    let listed = waiting(move || Ok(app.chats.listed())).await?;
    Ok(Json(listed).into_response())
}

pub(super) async fn board(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    adviser_stream(&app, &headers, app.chats.listen())
}

/// A stream that ends with the adviser's session: who has logged out is told nothing more.
fn adviser_stream<T: Clone + Serialize + Send + 'static>(
    app: &App,
    headers: &HeaderMap,
    receiver: Receiver<T>,
) -> Result<Response, Fault> {
    let key = cookie(headers, SESSION).ok_or(Fault::Token)?;
    stream(app, receiver, app.sessions.over(key))
}

/// Does something with a chat that was handed over; others are none of an adviser's business.
async fn with_chat<T: Send + 'static>(
    app: App,
    id: String,
    work: impl FnOnce(&mut Chat) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    waiting(move || {
        let chat = app.chats.of_id(&id).ok_or(Fault::Gone)?;
        let mut chat = turn(&chat).ok_or(Fault::Broken)?;
        if chat.state() == Answering::Bot || chat.is_deleting() {
            return Err(Fault::Gone);
        }
        work(&mut chat)
    })
    .await
}

pub(super) async fn read(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Fault> {
    let (messages, state) = with_chat(app, id, |chat| Ok((chat.for_adviser()?, chat.state()))).await?;
    Ok(Json(json!({ "messages": messages, "state": state })).into_response())
}

pub(super) async fn take(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Fault> {
    let chats = app.chats.clone();
    with_chat(app, id, |chat| {
        if !chat.take() {
            return Err(Fault::Taken);
        }
        tracing::info!(chat = chat.id(), "an adviser has taken a chat");
        Ok(())
    })
    .await?;
    chats.changed();
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn say(State(app): State<App>, Path(id): Path<String>, body: Bytes) -> Result<Response, Fault> {
    let (text, _) = message(&body)?;
    let shown = with_chat(app, id, move |chat| {
        if chat.state() != Answering::Adviser {
            return Err(Fault::Gone);
        }
        if chat.is_full() {
            return Err(Fault::Message);
        }
        Ok(chat.reply(&text, SystemTime::now())?)
    })
    .await?;
    Ok(Json(shown).into_response())
}

pub(super) async fn end(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Fault> {
    let chats = app.chats.clone();
    with_chat(app, id, |chat| Ok(chat.end(SystemTime::now())?)).await?;
    chats.changed();
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn events(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let receiver = with_chat(app.clone(), id, |chat| Ok(chat.listen())).await?;
    adviser_stream(&app, &headers, receiver)
}
