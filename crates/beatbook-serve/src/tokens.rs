//! Tokens, and the audience each stands for.
//!
//! ```toml
//! [[token]]
//! name = "community safety partnership"
//! audience = "partnership"
//! sha256 = "..."          # of the token; the token itself is in no file
//! expires = "2027-03-31"  # last day on which it is good
//! ```

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, io};

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use beatbook_core::{Audience, Day};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::etag::hex;

/// Bytes of a new token: far beyond guessing.
const BYTES: usize = 32;

/// Why a file of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokensError {
    /// (file): it cannot be read.
    #[error("cannot read {0}")]
    Read(PathBuf, #[source] io::Error),
    /// (file): it is no such file.
    #[error(
        "{0} is no list of tokens; each is a [[token]] with name, audience, sha256 and expires, as `beatbook token` writes it"
    )]
    Form(PathBuf, #[source] toml::de::Error),
    /// (file, name of the token, what is wrong with it).
    #[error("{0}, token `{1}`: {2}")]
    Entry(PathBuf, String, String),
}

/// Why a request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stranger {
    #[error("the token is not known here; ask whoever runs this server for one")]
    Unknown,
    #[error("the token has expired; ask whoever runs this server for a new one")]
    Expired,
    #[error(
        "the header `Authorization` holds no token; write `Bearer <token>`, or `Basic` with the token as the password"
    )]
    Unreadable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    token: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    audience: String,
    sha256: String,
    expires: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    sha256: String,
    audience: Audience,
    expires: Day,
}

/// The tokens that are good at a server.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// [`TokensError`], naming the file and the token.
    pub fn read(path: &Path) -> Result<Self, TokensError> {
        let text =
            fs::read_to_string(path).map_err(|error| TokensError::Read(path.into(), error))?;
        let file: File =
            toml::from_str(&text).map_err(|error| TokensError::Form(path.into(), error))?;
        let tokens = file.token.into_iter().map(|entry| {
            let wrong = |what: String| TokensError::Entry(path.into(), entry.name.clone(), what);
            let audience = Audience::parse(&entry.audience).map_err(|e| wrong(e.to_string()))?;
            let expires = Day::parse(&entry.expires).map_err(|e| wrong(e.to_string()))?;
            let sha256 = entry.sha256.to_ascii_lowercase();
            if sha256.len() != 64 || !sha256.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                let what = format!("sha256 is `{}`; it has 64 hexadecimal digits", entry.sha256);
                return Err(wrong(what));
            }
            Ok(Token {
                sha256,
                audience,
                expires,
            })
        });
        tokens.collect::<Result<_, _>>().map(Self)
    }

    /// The audience of the token that a request carries; `None` where it carries none.
    pub(crate) fn audience(&self, headers: &HeaderMap) -> Result<Option<Audience>, Stranger> {
        let Some(sent) = headers.get(header::AUTHORIZATION) else {
            return Ok(None);
        };
        let sent = sent.to_str().ok().and_then(token_in);
        let sha256 = hex(&Sha256::digest(sent.ok_or(Stranger::Unreadable)?));
        // Hashes are compared, so the time it takes tells nothing of the token.
        let known = self.0.iter().find(|token| token.sha256 == sha256);
        let known = known.ok_or(Stranger::Unknown)?;
        if known.expires < today() {
            return Err(Stranger::Expired);
        }
        Ok(Some(known.audience))
    }
}

/// A new token and the entry of the file that makes it good.
///
/// - `random`: bytes from the system's own source of randomness.
/// - `expires`: the last day on which it is good.
pub fn new_token(
    name: &str,
    audience: Audience,
    expires: Day,
    random: [u8; BYTES],
) -> (String, String) {
    let token = URL_SAFE_NO_PAD.encode(random);
    let quoted = toml::Value::String(name.into());
    let sha256 = hex(&Sha256::digest(&token));
    let entry = format!(
        "[[token]]\nname = {quoted}\naudience = \"{audience}\"\nsha256 = \"{sha256}\"\nexpires = \"{expires}\"\n"
    );
    (token, entry)
}

/// The token in the value of `Authorization`: that of `Bearer`, or the password of `Basic`, which is all
/// that some spreadsheets and browsers can send.
fn token_in(sent: &str) -> Option<String> {
    let (scheme, rest) = sent.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    pair.split_once(':')
        .map(|(_, password)| password.to_owned())
}

/// Today in Great Britain. A clock set before 1970 shows 1970.
fn today() -> Day {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::of(now.map_or(0, |since| since.as_secs() as i64))
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
