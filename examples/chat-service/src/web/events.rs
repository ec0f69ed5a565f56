//! Channels as server-sent events. Who has missed something is told to read everything again.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

pub(super) fn stream<T: Clone + Serialize + Send + 'static>(receiver: Receiver<T>) -> Response {
    let events = BroadcastStream::new(receiver).map(|event| {
        let sent = match event {
            Ok(event) => Sent::default().json_data(&event),
            Err(_) => Sent::default().json_data(serde_json::json!({ "event": "missed" })),
        };
        Ok::<Sent, Infallible>(sent.unwrap_or_else(|_| Sent::default().comment("unwritable")))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}
