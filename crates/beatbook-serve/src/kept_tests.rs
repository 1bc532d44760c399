use beatbook_core::{Audience, Day};

use crate::fixture_tests::write;
use crate::served_tests::{Server, bytes, header, over_peak};
use crate::{Tokens, new_token};

/// A server for analysts that knows one token of partners.
fn with_token() -> (Server, String) {
    let expires = Day::parse("2099-12-31").unwrap();
    let (token, entry) = new_token("partners", Audience::Partnership, expires, [3; 32]);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), entry).unwrap();
    let tokens = Tokens::read(file.path()).unwrap();
    (
        Server::with_tokens(Audience::Analyst, tokens),
        format!("Bearer {token}"),
    )
}

#[test]
fn what_is_kept_is_what_was_sent() {
    let server = Server::start(Audience::Analyst);
    let tile = format!("tiles/hotspots/{}.mvt", over_peak(12));
    for path in ["api/v1/hotspots", "api/v1/places?count=events", &tile] {
        for encoding in ["identity", "gzip"] {
            let ask = || server.get_with(path, &[("accept-encoding", encoding)]);
            let (first, again) = (ask(), ask());
            assert_eq!(first.status(), again.status());
            for name in [
                "etag",
                "content-type",
                "content-encoding",
                "vary",
                "cache-control",
            ] {
                assert_eq!(header(&first, name), header(&again, name), "{path} {name}");
            }
            assert!(!header(&again, "content-security-policy").is_empty());
            assert_eq!(bytes(first), bytes(again), "{path} {encoding}");
        }
    }
}

#[test]
fn encodings_in_several_lines_are_other_encodings() {
    let server = Server::start(Audience::Analyst);
    let head = |lines: &str| {
        let end = "Host: localhost\r\nConnection: close\r\n\r\n";
        let request = format!("GET /api/v1/hotspots HTTP/1.1\r\n{lines}{end}");
        server.raw(&request).0.to_lowercase()
    };
    let plain = "Accept-Encoding: identity\r\n";
    let both = format!("{plain}Accept-Encoding: gzip\r\n");
    assert!(head(&both).contains("content-encoding: gzip"));
    assert!(!head(plain).contains("content-encoding"));
}

#[test]
fn what_the_sender_holds_is_not_sent_again() {
    let server = Server::start(Audience::Analyst);
    let tag = header(&server.get("api/v1/hotspots"), "etag").to_owned();
    for _ in 0..2 {
        let again = server.get_with("api/v1/hotspots", &[("if-none-match", &tag)]);
        assert_eq!(again.status(), 304);
        assert_eq!(header(&again, "etag"), tag);
        assert_eq!(header(&again, "content-encoding"), "");
        assert!(bytes(again).is_empty());
    }
    // Held by one sender before anybody else asked.
    let held = server.get("api/v1/places?count=events");
    let tag = header(&held, "etag");
    let first = Server::start(Audience::Analyst);
    let ask = |tag: &str| first.get_with("api/v1/places?count=events", &[("if-none-match", tag)]);
    assert_eq!(ask(tag).status(), 304);
    assert_eq!(ask("\"other\"").status(), 200);
}

#[test]
fn a_token_shows_what_its_audience_may_see_and_no_answer_is_mixed_up() {
    let (server, token) = with_token();
    let tile = format!("tiles/hotspots/{}.mvt", over_peak(12));
    for path in ["api/v1/hotspots", "api/v1/places", &tile] {
        let (mut desk, mut partners) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            desk.push(server.get(path));
            partners.push(server.get_with(path, &[("authorization", &token)]));
        }
        let tags =
            |all: &[_]| [header(&all[0], "etag"), header(&all[1], "etag")].map(str::to_owned);
        let ([a, b], [c, d]) = (tags(&desk), tags(&partners));
        assert!(a == b && c == d && a != c, "{path}: {a} {b} {c} {d}");
        let [a, b, c, d] = [
            desk.remove(0),
            desk.remove(0),
            partners.remove(0),
            partners.remove(0),
        ]
        .map(bytes);
        assert!(a == b && c == d && a != c, "{path}");
    }
    let mut answer = server.get_with("api/v1/hotspots", &[("authorization", &token)]);
    let answer: serde_json::Value = answer.body_mut().read_json().unwrap();
    assert_eq!(answer["audience"], "partnership");
}

#[test]
fn a_wrong_token_is_refused_even_where_none_is_needed() {
    let (server, _) = with_token();
    server.get("api/v1/hotspots"); // kept from now on
    for path in ["api/v1/hotspots", "tiles/base/7/62/41.mvt", ""] {
        let answer = server.get_with(path, &[("authorization", "Bearer wrong")]);
        assert_eq!(answer.status(), 401, "{path}");
        assert!(header(&answer, "www-authenticate").starts_with("Bearer"));
        assert_eq!(header(&answer, "content-type"), "application/problem+json");
    }
}

#[test]
fn a_new_version_of_the_book_is_answered_anew() {
    let server = Server::start(Audience::Analyst);
    let book = |server: &Server| server.json("api/v1/hotspots")["book"].clone();
    let old = book(&server);
    write(server.book.path(), "Another city");
    server.served.look();
    assert_ne!(book(&server), old);
}

#[test]
fn rows_are_listed_and_logged_each_time() {
    let server = Server::start(Audience::Analyst);
    for _ in 0..3 {
        assert_eq!(
            header(&server.get("api/v1/events"), "cache-control"),
            "no-store"
        );
    }
    let log = std::fs::read_to_string(server.book.path().join(crate::AUDIT_LOG)).unwrap();
    assert_eq!(log.lines().count(), 3);
}
