//! What stands before the handlers: headers, the site a request comes from, the rate, the token.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::fault::Fault;
use super::rate::asker;
use super::request::{SESSION, cookie};

/// Nothing is fetched from elsewhere, nothing runs that is not a file of this service, nobody may put the page in a frame.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Messages stay out of every cache; files say themselves how long they hold.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Another site's page may not write here. Browsers say where a request comes from; programs say nothing.
pub(super) async fn same_site(request: Request, next: Next) -> Response {
    let from = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if is_writing(request.method()) && from.is_some_and(|from| !matches!(from, "same-origin" | "none")) {
        return Fault::Foreign.into_response();
    }
    next.run(request).await
}

fn is_writing(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

pub(super) async fn within_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    let proxy = app.chats.config().trusted_proxy;
    if is_writing(request.method()) && !app.writing.take(asker(&request, proxy), Instant::now()) {
        return Fault::Rate.into_response();
    }
    next.run(request).await
}

/// A token cannot be guessed by trying. Who has given the right one has not tried.
pub(super) async fn few_log_ins(State(app): State<App>, request: Request, next: Next) -> Response {
    let asker = asker(&request, app.chats.config().trusted_proxy);
    if !app.logging_in.take(asker, Instant::now()) {
        return Fault::Rate.into_response();
    }
    let response = next.run(request).await;
    if response.status().is_success() {
        app.logging_in.give_back(asker);
    }
    response
}

pub(super) async fn advisers_only(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_adviser(&app, request.headers()) { next.run(request).await } else { Fault::Token.into_response() }
}

/// Whether a request comes from an adviser who is logged in.
pub(super) fn is_adviser(app: &App, headers: &HeaderMap) -> bool {
    cookie(headers, SESSION).is_some_and(|key| app.sessions.is_open(key))
}
