//! The guard before every route: who may ask, and the headers that every answer bears.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri};
use axum::middleware::Next;

use super::http::typed;
use crate::limits;

/// What pages may load: this server's own files, and nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The names that this server answers to. Any other name that leads here was made to, by a page that wants to read this
/// playbook.
pub fn hosts(port: u16) -> Arc<[String]> {
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let with_port = names.iter().map(|name| format!("{name}:{port}"));
    // A browser leaves out the port where it is the usual one.
    let bare = names.iter().filter(|_| port == 80).map(|name| (*name).to_owned());
    with_port.chain(bare).collect()
}

/// Refuses what does not come from this computer's own pages, and sets the headers that every answer bears.
pub async fn guard(State(hosts): State<Arc<[String]>>, request: Request, next: Next) -> Response<Body> {
    let mut answer = match refusal(&hosts, request.uri(), request.headers()) {
        Some((status, why)) => typed(status, ".txt", why),
        None => next.run(request).await,
    };
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn refusal(hosts: &[String], uri: &Uri, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let known = |host: &str| hosts.iter().any(|h| h.eq_ignore_ascii_case(host));
    let mut named = headers.get_all(HOST).iter();
    let host = named.next().and_then(|h| h.to_str().ok());
    let elsewhere = named.next().is_some() || uri.authority().is_some_and(|a| !known(a.as_str()));
    if elsewhere || !host.is_some_and(known) {
        return Some((StatusCode::FORBIDDEN, "This server answers to localhost only.\n"));
    }
    let ours = |origin: &HeaderValue| {
        origin.to_str().ok().and_then(|o| o.strip_prefix("http://")).is_some_and(known)
    };
    let strange = |site: &HeaderValue| site != "same-origin" && site != "none";
    let channel = uri.path().starts_with("/__refrain/");
    if !headers.get_all(ORIGIN).iter().all(ours)
        || channel && headers.get_all("sec-fetch-site").iter().any(strange)
    {
        return Some((StatusCode::FORBIDDEN, "This server answers its own pages only.\n"));
    }
    if uri.path_and_query().is_some_and(|p| p.as_str().len() > limits::SERVER_URL_BYTES) {
        return Some((StatusCode::URI_TOO_LONG, "The address is too long.\n"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(uri: &str, headers: &[(&'static str, &str)]) -> Option<StatusCode> {
        let headers = headers.iter().map(|(name, value)| {
            (name.parse::<axum::http::HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap())
        });
        refusal(&hosts(4400), &uri.parse().unwrap(), &headers.collect()).map(|(status, _)| status)
    }

    #[test]
    fn only_this_computers_names_are_answered() {
        for host in ["localhost:4400", "127.0.0.1:4400", "[::1]:4400", "LOCALHOST:4400"] {
            assert_eq!(asked("/", &[("host", host)]), None, "{host}");
        }
        for host in
            ["evil.example", "localhost", "localhost:4401", "localhost:4400.evil.example", "127.0.0.1"]
        {
            assert_eq!(asked("/", &[("host", host)]), Some(StatusCode::FORBIDDEN), "{host}");
        }
        assert_eq!(asked("/", &[]), Some(StatusCode::FORBIDDEN));
        let absolute = asked("http://evil.example/", &[("host", "localhost:4400")]);
        assert_eq!(absolute, Some(StatusCode::FORBIDDEN));
    }

    #[test]
    fn only_its_own_pages_may_listen() {
        let from = |name, value| asked("/__refrain/events", &[("host", "localhost:4400"), (name, value)]);
        assert_eq!(from("origin", "http://localhost:4400"), None);
        assert_eq!(from("sec-fetch-site", "same-origin"), None);
        assert_eq!(from("origin", "http://evil.example"), Some(StatusCode::FORBIDDEN));
        assert_eq!(from("origin", "null"), Some(StatusCode::FORBIDDEN));
        assert_eq!(from("sec-fetch-site", "cross-site"), Some(StatusCode::FORBIDDEN));
    }

    #[test]
    fn a_long_address_is_refused() {
        let long = format!("/{}", "a".repeat(limits::SERVER_URL_BYTES));
        assert_eq!(asked(&long, &[("host", "localhost:4400")]), Some(StatusCode::URI_TOO_LONG));
    }
}
