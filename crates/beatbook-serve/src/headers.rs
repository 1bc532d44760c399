//! What every request must have and every response carries.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use axum::response::Response;

use crate::error::HttpError;

/// Nothing from elsewhere, nothing inline, no frame round the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; \
    style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Unless a response says otherwise: kept by the browser it was made for, and checked before use.
pub(crate) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

const ON_EVERYTHING: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Adds the headers to a response.
pub(crate) fn add(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in ON_EVERYTHING {
        headers.insert(name, value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(PRIVATE);
}

/// Lets only readers in, and only those who asked for this machine by its own name: a page of another
/// site whose name was made to point here (DNS rebinding) still sends its own name.
pub(crate) fn guard<B>(request: &Request<B>) -> Result<(), HttpError> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(HttpError::Method);
    }
    let named = request
        .headers()
        .get_all(header::HOST)
        .iter()
        .map(|host| host.to_str().unwrap_or("(unreadable)"));
    let addressed = request.uri().authority().map(Authority::as_str);
    let mut hosts = named.chain(addressed).peekable();
    if hosts.peek().is_none() {
        return Err(HttpError::Host(String::new()));
    }
    match hosts.find(|host| !is_loopback(host)) {
        Some(other) => Err(HttpError::Host(other.to_owned())),
        None => Ok(()),
    }
}

/// The name by which this machine was addressed, and the port: what links begin with. Not what a proxy adds,
/// which anybody can write; [`guard`] has let in none but its own names.
pub(crate) fn host(headers: &HeaderMap) -> &str {
    let host = headers.get(header::HOST);
    host.and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1")
}

/// Any port: one that is forwarded to this server is still on this machine.
fn is_loopback(host: &str) -> bool {
    let end_of_name = host.find(']').map_or(0, |bracket| bracket + 1);
    let colon = host[end_of_name..].find(':').map(|at| at + end_of_name);
    let (name, port) = colon.map_or((host, None), |at| (&host[..at], Some(&host[at + 1..])));
    let own = ["127.0.0.1", "localhost", "[::1]"];
    own.iter().any(|known| name.eq_ignore_ascii_case(known))
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
#[path = "headers_tests.rs"]
mod tests;
