//! What requests carry: cookies, JSON, messages. And how slow work is kept off the threads that serve.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sladd::Label;

use super::fault::Fault;

/// The citizen's key.
pub(super) const CHAT: &str = "__Host-chat";
/// The adviser's key.
pub(super) const SESSION: &str = "__Host-adviser";

/// The most letters of a message.
const LONGEST: usize = 2000;

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(found, _)| *found == name).map(|(_, value)| value))
}

/// A cookie that no script reads, that no other site sends, and that ends with the browser or after a time.
pub(super) fn set_cookie(name: &str, value: &str, time: Option<Duration>) -> HeaderMap {
    let end = time.map_or_else(String::new, |time| format!("; Max-Age={}", time.as_secs()));
    let cookie = format!("{name}={value}; Path=/; HttpOnly; Secure; SameSite=Strict{end}");
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    headers
}

/// Takes a cookie back.
pub(super) fn unset_cookie(name: &str) -> HeaderMap {
    set_cookie(name, "", Some(Duration::ZERO))
}

/// Reads JSON. What axum's own reader says of a fault may quote what was sent.
pub(super) fn json<T: DeserializeOwned>(body: &Bytes) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|_| Fault::Malformed)
}

/// A message as it is sent.
#[derive(Deserialize)]
struct Message {
    text: String,
    /// Names of the kinds that the page has hidden in it before it was sent.
    #[serde(default)]
    hidden: Vec<String>,
}

/// The text of a message, and which kinds the page has hidden in it.
pub(super) fn message(body: &Bytes) -> Result<(String, Vec<Label>), Fault> {
    let Message { text, hidden } = json(body)?;
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(Fault::Message);
    }
    Ok((text.to_owned(), hidden.iter().filter_map(|name| Label::from_name(name)).collect()))
}

/// Does what waits for the database or for a chat's turn on a thread that may wait.
pub(super) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Fault::Broken))
}
