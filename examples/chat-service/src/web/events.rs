//! Channels as server-sent events. Who has missed something is told to read everything again.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::App;
use super::fault::Fault;

/// Sends what a channel says until the channel or `over` comes to its end.
pub(super) fn stream<T: Clone + Serialize + Send + 'static>(
    app: &App,
    receiver: Receiver<T>,
    over: impl Future<Output = ()> + Send + 'static,
) -> Result<Response, Fault> {
    // A stream holds a connection for as long as a page is open; there are not endlessly many.
    let place = app.streams.clone().try_acquire_owned().map_err(|_| Fault::Full)?;
    let events = BroadcastStream::new(receiver).map(|event| {
        let sent = match event {
            Ok(event) => Sent::default().json_data(&event),
            Err(_) => Sent::default().json_data(serde_json::json!({ "event": "missed" })),
        };
        Ok::<Sent, Infallible>(sent.unwrap_or_else(|_| Sent::default().comment("unwritable")))
    });
    let events = Until { events, over: Box::pin(over), _place: place };
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response())
}

/// A stream that ends when something else does.
struct Until<S> {
    events: S,
    over: Pin<Box<dyn Future<Output = ()> + Send>>,
    _place: OwnedSemaphorePermit,
}

impl<S: Stream + Unpin> Stream for Until<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        if self.over.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        Pin::new(&mut self.events).poll_next(context)
    }
}
