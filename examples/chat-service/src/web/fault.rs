//! What can go wrong with a request, and what is said of it: a code, never anything of the request.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::chat::Refused;
use crate::database::DatabaseError;

/// A request that was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not what this place takes.
    Malformed,
    /// A message that is empty or too long, or one too many.
    Message,
    /// No consent, no chat.
    Consent,
    /// There is no such chat, or it has ended.
    Gone,
    /// There is a chat from before, and nobody has said that it may be deleted.
    Earlier,
    /// Another adviser has taken the chat.
    Taken,
    /// As many chats go on, or pages listen, as may.
    Full,
    /// What was written before could not be stored for so long that no more is taken in.
    Unstored,
    /// The chat is to be deleted, which the database has refused: it is tried again.
    Deleting,
    /// Advisers only.
    Token,
    /// From another site.
    Foreign,
    /// Too many.
    Rate,
    /// The database, or something that should not be.
    Broken,
}

impl From<DatabaseError> for Fault {
    fn from(error: DatabaseError) -> Fault {
        tracing::error!(%error, "a request was not done");
        Fault::Broken
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Fault {
        match refused {
            Refused::Database(error) => error.into(),
            Refused::Unstored(error) => {
                tracing::error!(%error, "no more is taken in");
                Fault::Unstored
            }
            Refused::Deleting => Fault::Deleting,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, code) = match self {
            Fault::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
            Fault::Message => (StatusCode::UNPROCESSABLE_ENTITY, "message"),
            Fault::Consent => (StatusCode::FORBIDDEN, "consent"),
            Fault::Gone => (StatusCode::NOT_FOUND, "gone"),
            Fault::Earlier => (StatusCode::CONFLICT, "earlier"),
            Fault::Taken => (StatusCode::CONFLICT, "taken"),
            Fault::Full => (StatusCode::SERVICE_UNAVAILABLE, "full"),
            Fault::Unstored => (StatusCode::SERVICE_UNAVAILABLE, "unstored"),
            Fault::Deleting => (StatusCode::SERVICE_UNAVAILABLE, "deleting"),
            Fault::Token => (StatusCode::UNAUTHORIZED, "token"),
            Fault::Foreign => (StatusCode::FORBIDDEN, "foreign"),
            Fault::Rate => (StatusCode::TOO_MANY_REQUESTS, "rate"),
            Fault::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        };
        (status, Json(json!({ "error": code }))).into_response()
    }
}
