use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use beatbook_core::{Audience, Day};

use super::{Stranger, Tokens, new_token};

const GOOD: &str = "2099-12-31";

fn tokens(text: &str) -> Result<Tokens, String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    Tokens::read(file.path()).map_err(|error| {
        let path = file.path().display().to_string();
        error.to_string().replace(&path, "tokens.toml")
    })
}

fn one(audience: Audience, expires: &str) -> (String, Tokens) {
    let expires = Day::parse(expires).unwrap();
    let (token, entry) = new_token("a \"quoted\" name", audience, expires, [7; 32]);
    assert!(!entry.contains(&token), "the token is in no file");
    (token, tokens(&entry).unwrap())
}

fn sent(value: &str) -> HeaderMap {
    let value = HeaderValue::from_str(value).unwrap();
    [(header::AUTHORIZATION, value)].into_iter().collect()
}

#[test]
fn a_token_stands_for_its_audience() {
    let (token, tokens) = one(Audience::Partnership, GOOD);
    let basic = STANDARD.encode(format!("anybody:{token}"));
    for value in [
        format!("Bearer {token}"),
        format!("bearer {token}"),
        format!("Basic {basic}"),
    ] {
        let audience = tokens.audience(&sent(&value));
        assert_eq!(audience, Ok(Some(Audience::Partnership)), "{value}");
    }
    assert_eq!(
        tokens.audience(&HeaderMap::new()),
        Ok(None),
        "none was sent"
    );
}

#[test]
fn what_is_no_good_token_is_never_taken_for_none() {
    let (token, tokens) = one(Audience::Analyst, GOOD);
    let refused = |value: &str| tokens.audience(&sent(value)).unwrap_err();
    assert_eq!(refused(&format!("Bearer {token}x")), Stranger::Unknown);
    assert_eq!(refused("Bearer "), Stranger::Unknown);
    assert_eq!(refused(&token), Stranger::Unreadable);
    assert_eq!(refused("Basic %%"), Stranger::Unreadable);
    assert_eq!(refused(&format!("Digest {token}")), Stranger::Unreadable);
    let (token, tokens) = one(Audience::Analyst, "2020-01-31");
    let expired = tokens.audience(&sent(&format!("Bearer {token}")));
    assert_eq!(expired, Err(Stranger::Expired));
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_its_token() {
    let entry = |audience: &str, sha256: &str, expires: &str| {
        format!(
            "[[token]]\nname = \"group\"\naudience = \"{audience}\"\nsha256 = \"{sha256}\"\nexpires = \"{expires}\"\n"
        )
    };
    let hash = "0".repeat(64);
    let refused = |text: &str| tokens(text).unwrap_err();
    assert_eq!(
        refused(&entry("everyone", &hash, GOOD)),
        "tokens.toml, token `group`: `everyone` is not an audience; use analyst, operational or partnership"
    );
    assert_eq!(
        refused(&entry("analyst", "secret", GOOD)),
        "tokens.toml, token `group`: sha256 is `secret`; it has 64 hexadecimal digits"
    );
    assert!(refused(&entry("analyst", &hash, "soon")).starts_with("tokens.toml, token `group`: "));
    assert!(refused("token = 1").contains("is no list of tokens"));
    let unknown = entry("analyst", &hash, GOOD) + "password = \"x\"\n";
    assert!(refused(&unknown).contains("is no list of tokens"));
}
