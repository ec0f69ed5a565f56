//! What stands before the handlers: headers, the site a request comes from, the rate, the token.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::fault::Fault;
use super::request::{SESSION, cookie};
use crate::{keys, locked};

/// How long an adviser is logged in.
pub(super) const SESSION_TIME: Duration = Duration::from_secs(8 * 60 * 60);

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

/// How many requests each address may still make. A bucket fills evenly; it holds what one minute gives.
pub(super) struct Buckets {
    per_minute: f64,
    buckets: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

/// So many addresses are remembered before those whose buckets are full again are forgotten.
const MANY: usize = 10_000;

impl Buckets {
    pub(super) fn new(per_minute: u32) -> Buckets {
        Buckets { per_minute: f64::from(per_minute), buckets: Mutex::default() }
    }

    fn take(&self, address: IpAddr, now: Instant) -> bool {
        let mut buckets = locked(&self.buckets);
        if buckets.len() > MANY {
            buckets.retain(|_, (_, filled)| now.duration_since(*filled) < Duration::from_secs(60));
        }
        let (left, filled) = buckets.entry(address).or_insert((self.per_minute, now));
        let gained = now.duration_since(*filled).as_secs_f64() / 60.0 * self.per_minute;
        *left = (*left + gained).min(self.per_minute);
        *filled = now;
        let may = *left >= 1.0;
        if may {
            *left -= 1.0;
        }
        may
    }
}

/// The address of who asks. Behind a proxy it is the proxy's: let that one limit the rate as well.
fn address(request: &Request) -> IpAddr {
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| address.ip())
}

pub(super) async fn within_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_writing(request.method()) && !app.writing.take(address(&request), Instant::now()) {
        return Fault::Rate.into_response();
    }
    next.run(request).await
}

/// A token cannot be guessed by trying.
pub(super) async fn few_log_ins(State(app): State<App>, request: Request, next: Next) -> Response {
    if !app.logging_in.take(address(&request), Instant::now()) {
        return Fault::Rate.into_response();
    }
    next.run(request).await
}

pub(super) async fn advisers_only(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_adviser(&app, request.headers()) { next.run(request).await } else { Fault::Token.into_response() }
}

/// Whether a request comes from an adviser who is logged in.
pub(super) fn is_adviser(app: &App, headers: &HeaderMap) -> bool {
    let Some(key) = cookie(headers, SESSION) else { return false };
    locked(&app.sessions).get(&keys::hash(key)).is_some_and(|until| *until > Instant::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let buckets = Buckets::new(3);
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let now = Instant::now();
        assert!((0..3).all(|_| buckets.take(one, now)));
        assert!(!buckets.take(one, now));
        assert!(buckets.take(other, now));
        assert!(buckets.take(one, now + Duration::from_secs(21)));
        assert!(!buckets.take(one, now + Duration::from_secs(22)));
    }
}
