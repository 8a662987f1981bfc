//! Requests: the pages of the map, and the channel that tells of changes.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::guard::{guard, hosts};
use super::seen::Seen;
use super::shown::Shown;
use super::waiting;

type Shows = Receiver<Arc<Shown>>;

/// What requests are answered from.
#[derive(Clone)]
struct Desk {
    shown: Shows,
    seen: Arc<Seen>,
}

/// The routes, all behind the guard.
pub fn router(shown: Shows, seen: Arc<Seen>, port: u16) -> Router {
    let script = || async { typed(StatusCode::OK, "waiting.js", waiting::SCRIPT) };
    Router::new()
        .route("/__refrain/events", get(events))
        .route("/__refrain/findings/{*page}", get(findings))
        .route("/__refrain/waiting.js", get(script))
        .fallback(get(page))
        .with_state(Desk { shown, seen })
        .layer(from_fn_with_state(hosts(port), guard))
}

/// A page or file of the map.
async fn page(State(desk): State<Desk>, uri: Uri) -> Response<Body> {
    let shown = Arc::clone(&desk.shown.borrow());
    let Some(site) = &shown.site else {
        return typed(StatusCode::SERVICE_UNAVAILABLE, ".html", waiting::page(&shown));
    };
    let asked = percent_encoding::percent_decode_str(uri.path()).decode_utf8_lossy();
    let path = asked.strip_prefix('/').unwrap_or(&asked);
    if path.is_empty() || path.ends_with('/') {
        let path = format!("{path}index.html");
        if let Some(bytes) = site.get(&path) {
            desk.seen.note(&path);
            return typed(StatusCode::OK, ".html", bytes.clone());
        }
    } else if let Some(bytes) = site.get(path) {
        if path.ends_with(".html") {
            desk.seen.note(path);
        }
        return typed(StatusCode::OK, path, bytes.clone());
    } else if site.contains_key(&format!("{path}/index.html")) {
        // Links of the page are relative, so its address has to end as that of a folder.
        let mut answer = typed(StatusCode::PERMANENT_REDIRECT, ".txt", "");
        if let Ok(to) = HeaderValue::from_str(&format!("{}/", uri.path())) {
            answer.headers_mut().insert(LOCATION, to);
        }
        return answer;
    }
    match site.get("404.html") {
        Some(bytes) => typed(StatusCode::NOT_FOUND, ".html", bytes.clone()),
        None => typed(StatusCode::NOT_FOUND, ".txt", "There is no such page.\n"),
    }
}

/// What was found in what a page shows; most pages have none.
async fn findings(State(desk): State<Desk>, uri: Uri) -> Response<Body> {
    let path = percent_encoding::percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8_lossy();
    let shown = Arc::clone(&desk.shown.borrow());
    let found = shown.site.as_ref().and_then(|site| site.get(&*path)).cloned();
    let none = || Bytes::from_static(b"{\"findings\":[],\"more\":0}\n");
    typed(StatusCode::OK, ".json", found.unwrap_or_else(none))
}

/// Tells of each change: `reload` where there is a new site, `error` with its places where it could not be renewed. Who
/// comes while there is an error is told at once, and so is who comes back after a change.
async fn events(
    State(desk): State<Desk>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut first = true;
    let stream = WatchStream::new(desk.shown).map(move |shown| {
        let id = mark(&shown);
        let missed = last.take().is_some_and(|last| last != id);
        let fresh = std::mem::take(&mut first);
        // A browser drops an event without data. This tells when to ask for styles and images anew.
        let assets = shown.assets.to_string();
        let event = if !shown.notes.is_empty() {
            Event::default().event("error").data(serde_json::to_string(&shown.notes).unwrap_or_default())
        } else if fresh && !missed {
            Event::default().event("ready").data(assets)
        } else {
            Event::default().event("reload").data(assets)
        };
        Ok(event.id(id))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// Names what is shown, apart from what another run of the server showed under the same number.
fn mark(shown: &Shown) -> String {
    format!("{}-{}", std::process::id(), shown.number)
}

/// An answer whose kind is told by the ending of a path.
pub(super) fn typed(status: StatusCode, path: &str, body: impl Into<Body>) -> Response<Body> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    answer
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
