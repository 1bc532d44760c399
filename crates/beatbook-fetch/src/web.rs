//! Requests: which addresses are asked, redirections, and what an answer means for the next try.

use std::io::ErrorKind;
use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::http::{HeaderMap, Response, StatusCode, Uri, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

use crate::FetchError;
use crate::patience::{Failure, Patience};

/// A publisher's address may lead elsewhere; more than this is a circle.
const MOST_HOPS: usize = 8;

/// Asks publishers, and nobody else: HTTPS, or HTTP on this machine.
pub(crate) struct Web {
    /// Through the proxy of the environment, if one is set.
    far: Agent,
    /// Straight to this machine.
    near: Agent,
}

impl Web {
    pub(crate) fn new(patience: &Patience) -> Self {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                // Followed here, so that every address on the way is looked at.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .user_agent(concat!("beatbook/", env!("CARGO_PKG_VERSION")))
                .timeout_connect(Some(patience.connect))
                .timeout_recv_response(Some(patience.answer))
                .timeout_per_read(Some(patience.silence))
                .tls_config(
                    TlsConfig::builder()
                        .root_certs(RootCerts::PlatformVerifier)
                        .build(),
                )
        };
        Self {
            far: config().https_only(true).build().into(),
            near: config().proxy(None).build().into(),
        }
    }

    /// The answer to a GET, after redirections: 2xx and 416; anything else is a failure.
    pub(crate) fn get(
        &self,
        address: &str,
        headers: &[(header::HeaderName, String)],
    ) -> Result<Response<Body>, Failure> {
        let mut at = address.to_string();
        let first = allowed(address)?;
        for _ in 0..MOST_HOPS {
            let uri = allowed(&at)?;
            // What listens on this machine is no business of a publisher's.
            if is_loopback(&uri) && !is_loopback(&first) {
                return Err(Failure::Final(FetchError::Address(
                    at,
                    "a publisher's address led to this machine",
                )));
            }
            let agent = if on_this_machine(&uri) {
                &self.near
            } else {
                &self.far
            };
            let mut request = agent.get(&at);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let answer = request
                .call()
                .map_err(|error| failure(&error, &uri, resolves_elsewhere(agent, &uri)))?;
            let status = answer.status();
            if status.is_redirection() {
                let to = text(answer.headers(), header::LOCATION).ok_or_else(|| {
                    Failure::Final(FetchError::Address(
                        at.clone(),
                        "it leads on without saying where",
                    ))
                })?;
                at =
                    onward(&uri, &to).ok_or(FetchError::Address(to, "it does not say its host"))?;
                continue;
            }
            return match status {
                StatusCode::RANGE_NOT_SATISFIABLE => Ok(answer),
                status if status.is_success() => Ok(answer),
                StatusCode::REQUEST_TIMEOUT
                | StatusCode::TOO_EARLY
                | StatusCode::TOO_MANY_REQUESTS
                | StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT => Err(Failure::Passing {
                    why: format!("status {}", status.as_u16()),
                    wait: retry_after(answer.headers(), Timestamp::now()),
                }),
                status => Err(Failure::Status(status.as_u16())),
            };
        }
        Err(Failure::Final(FetchError::Address(
            address.into(),
            "it leads from address to address without end",
        )))
    }
}

/// The text of a header.
pub(crate) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_string())
}

/// HTTPS anywhere, HTTP on this machine only.
fn allowed(address: &str) -> Result<Uri, FetchError> {
    let uri: Uri = address
        .parse()
        .map_err(|_| FetchError::Address(address.into(), "it is not an address"))?;
    if uri.host().is_none() {
        return Err(FetchError::Address(address.into(), "it has no host"));
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if on_this_machine(&uri) => Ok(uri),
        _ => Err(FetchError::Address(
            address.into(),
            "only HTTPS keeps what is fetched from being changed on the way",
        )),
    }
}

fn on_this_machine(uri: &Uri) -> bool {
    matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

/// Whether an address means this machine, however it is written.
fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let host = host.trim_end_matches('.');
    let number = host.trim_start_matches('[').trim_end_matches(']');
    let here = |ip: IpAddr| ip.to_canonical().is_loopback() || ip.is_unspecified();
    host == "localhost" || host.ends_with(".localhost") || number.parse().is_ok_and(here)
}

/// Whether a proxy turns the name of the host into its number, and not this machine.
fn resolves_elsewhere(agent: &Agent, uri: &Uri) -> bool {
    let proxy = agent.config().proxy();
    proxy.is_some_and(|proxy| !proxy.resolve_target() && !proxy.is_no_proxy(uri))
}

/// Where a redirection leads.
fn onward(from: &Uri, to: &str) -> Option<String> {
    if to.starts_with("https://") || to.starts_with("http://") {
        return Some(to.to_string());
    }
    let scheme = from.scheme_str()?;
    if let Some(rest) = to.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    to.starts_with('/')
        .then(|| from.authority())
        .flatten()
        .map(|host| format!("{scheme}://{host}{to}"))
}

/// Seconds or a date, as RFC 9110 section 10.2.3 has it.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let said = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = said.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = rfc2822::DateTimeParser::new().parse_timestamp(&said).ok()?;
    let seconds = then.as_second().saturating_sub(now.as_second());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// What an error means for the next try.
///
/// - `elsewhere`: whether a proxy resolves the name, so that it need not resolve here.
fn failure(error: &ureq::Error, uri: &Uri, elsewhere: bool) -> Failure {
    let host = uri.host().unwrap_or_default().to_string();
    match error {
        ureq::Error::HostNotFound => Failure::Unreachable {
            host,
            why: "no such host".into(),
        },
        // What rustls says of a certificate; waiting does not make it trusted.
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => Failure::Unreachable {
            host,
            why: format!("no trusted connection: {error}"),
        },
        ureq::Error::Io(io) if io.kind() == ErrorKind::InvalidData => Failure::Unreachable {
            host,
            why: format!("no trusted connection: {io}"),
        },
        ureq::Error::Io(io)
            if matches!(
                io.kind(),
                ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable
            ) =>
        {
            Failure::Unreachable {
                host,
                why: io.to_string(),
            }
        }
        // A name that does not resolve is an I/O error like any other, so the name is tried.
        ureq::Error::Io(io) if !elsewhere && (host.as_str(), 443).to_socket_addrs().is_err() => {
            Failure::Unreachable {
                host,
                why: io.to_string(),
            }
        }
        other => Failure::passing(other.to_string()),
    }
}

#[cfg(test)]
#[path = "web_tests.rs"]
mod tests;
