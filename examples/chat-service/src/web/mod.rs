//! HTTP: what is served where.

mod adviser;
mod citizen;
mod events;
mod fault;
mod guard;
mod pages;
mod rate;
mod request;
mod sessions;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};

use crate::chats::Chats;
use pages::Assets;
use rate::Buckets;
use sessions::Sessions;
use tokio::sync::Semaphore;

/// The most bytes of a request. A message of 2 000 letters fits with room.
const MOST_BYTES: usize = 16 * 1024;

/// What handlers share.
#[derive(Clone)]
pub struct App {
    chats: Arc<Chats>,
    assets: Arc<Assets>,
    sessions: Arc<Sessions>,
    writing: Arc<Buckets>,
    logging_in: Arc<Buckets>,
    /// A place for each stream of events.
    streams: Arc<Semaphore>,
}

/// The service.
pub fn service(chats: Arc<Chats>) -> Router {
    let app = App {
        assets: Arc::new(Assets::read(&chats.config().browser)),
        sessions: Arc::default(),
        writing: Arc::new(Buckets::new(chats.config().per_minute)),
        logging_in: Arc::new(Buckets::new(10)),
        streams: Arc::new(Semaphore::new(chats.config().most_streams.min(Semaphore::MAX_PERMITS))),
        chats,
    };
    let citizen = Router::new()
        .route("/", get(citizen::read).post(citizen::begin).delete(citizen::delete))
        .route("/messages", post(citizen::say))
        .route("/events", get(citizen::events))
        .route("/adviser", post(citizen::hand_over))
        .route("/end", post(citizen::end))
        .route("/download", get(citizen::download))
        .route("/consent", delete(citizen::delete));
    let adviser = Router::new()
        .route("/chats", get(adviser::list))
        .route("/events", get(adviser::board))
        .route("/chats/{id}", get(adviser::read))
        .route("/chats/{id}/take", post(adviser::take))
        .route("/chats/{id}/messages", post(adviser::say))
        .route("/chats/{id}/end", post(adviser::end))
        .route("/chats/{id}/events", get(adviser::events))
        .layer(from_fn_with_state(app.clone(), guard::advisers_only))
        .route("/login", post(adviser::log_in).layer(from_fn_with_state(app.clone(), guard::few_log_ins)))
        .route("/logout", post(adviser::log_out));
    Router::new()
        .nest("/api/chat", citizen)
        .nest("/api/adviser", adviser)
        .route("/", get(pages::citizen))
        .route("/radgiver", get(pages::adviser))
        .route("/statistikk", get(pages::statistics))
        .route("/{asset}", get(pages::asset))
        .fallback(pages::missing)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(app.clone(), guard::within_rate))
        .layer(from_fn(guard::same_site))
        .layer(from_fn(guard::headers))
        .with_state(app)
}
