//! Pages and files. All of them are compiled in, except for the scrubber for browsers, which is built apart.

use std::collections::HashMap;
use std::path::Path as FilePath;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::App;
use super::fault::Fault;
use super::guard::is_adviser;
use super::request::waiting;
use crate::config::Masking;
use crate::statistics::{Statistics, share};

const CITIZEN: &str = include_str!("../../pages/citizen.html");
const ADVISER: &str = include_str!("../../pages/adviser.html");
const STATISTICS: &str = include_str!("../../pages/statistics.html");

/// The files of the pages by name.
pub(super) struct Assets {
    files: HashMap<&'static str, Asset>,
}

struct Asset {
    kind: &'static str,
    body: Bytes,
    /// The same, compressed.
    gzip: Option<Bytes>,
}

impl Assets {
    /// Reads the scrubber for browsers from a folder. Without it the page cannot warn; messages are masked all the same.
    pub(super) fn read(browser: &FilePath) -> Assets {
        let mut files = HashMap::new();
        for (name, kind, text) in [
            ("style.css", "text/css; charset=utf-8", include_str!("../../pages/style.css")),
            ("citizen.js", "text/javascript; charset=utf-8", include_str!("../../pages/citizen.js")),
            ("adviser.js", "text/javascript; charset=utf-8", include_str!("../../pages/adviser.js")),
            ("page.js", "text/javascript; charset=utf-8", include_str!("../../pages/page.js")),
            ("listen.js", "text/javascript; charset=utf-8", include_str!("../../pages/listen.js")),
            ("warning.js", "text/javascript; charset=utf-8", include_str!("../../pages/warning.js")),
            ("texts.js", "text/javascript; charset=utf-8", include_str!("../../pages/texts.js")),
            ("icon.svg", "image/svg+xml", include_str!("../../pages/icon.svg")),
        ] {
            files.insert(name, Asset { kind, body: Bytes::from_static(text.as_bytes()), gzip: None });
        }
        for (name, kind) in [("sladd.js", "text/javascript; charset=utf-8"), ("sladd.wasm", "application/wasm")] {
            match std::fs::read(browser.join(name)) {
                Ok(body) => {
                    let gzip = std::fs::read(browser.join(format!("{name}.gz"))).ok().map(Bytes::from);
                    files.insert(name, Asset { kind, body: body.into(), gzip });
                }
                Err(_) => tracing::warn!(name, "is not built: the page will not warn before a message is sent"),
            }
        }
        Assets { files }
    }
}

pub(super) async fn asset(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = app.assets.files.get(name.as_str()) else { return missing().await };
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let mut said = HeaderMap::new();
    said.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    said.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600"));
    said.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    match &asset.gzip {
        Some(gzip) if takes_gzip => {
            said.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            (said, gzip.clone()).into_response()
        }
        _ => (said, asset.body.clone()).into_response(),
    }
}

pub(super) async fn citizen(State(app): State<App>) -> Html<String> {
    let masking = match app.chats.config().masking {
        Masking::AtOnce => "at-once",
        Masking::After(_) => "after",
    };
    let days = app.chats.config().retention_days.to_string();
    Html(CITIZEN.replace("{masking}", masking).replace("{days}", &days))
}

pub(super) async fn adviser(State(app): State<App>, headers: HeaderMap) -> Html<String> {
    let session = if is_adviser(&app, &headers) { "yes" } else { "no" };
    let masking = match app.chats.config().masking {
        Masking::AtOnce => "Personopplysninger er sladdet før du ser dem.",
        Masking::After(_) => "Du leser det som er skrevet; det sladdes når samtalen er over.",
    };
    Html(ADVISER.replace("{session}", session).replace("{masking}", masking))
}

/// Drawn by the server: it works without scripts and can be printed.
pub(super) async fn statistics(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    if !is_adviser(&app, &headers) {
        return Ok(Redirect::to("/radgiver?videre=statistikk").into_response());
    }
    let statistics = waiting(move || Ok(Statistics::read(app.chats.database())?)).await?;
    let page = STATISTICS
        .replace("{dialogues}", &statistics.dialogues.to_string())
        .replace("{redacted}", &statistics.redacted.to_string())
        .replace("{share}", &share(statistics.redacted, statistics.dialogues))
        .replace("{chart}", &statistics.chart());
    Ok(Html(page).into_response())
}

pub(super) async fn missing() -> Response {
    (StatusCode::NOT_FOUND, Html(include_str!("../../pages/missing.html"))).into_response()
}
