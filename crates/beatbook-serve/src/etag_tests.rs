use axum::http::{HeaderMap, HeaderValue, header};
use beatbook_core::{Audience, BookId, Selection};

use super::Key;

fn key(book: &str, selection: &str, audience: Audience) -> Key {
    key_beside(book, selection, "", audience)
}

fn key_beside(book: &str, selection: &str, beside: &str, audience: Audience) -> Key {
    let selection = Selection::parse(selection).unwrap();
    Key::new(&BookId(book.into()), Some(&selection), beside, audience)
}

fn held(key: &Key, tags: &str) -> bool {
    let mut headers = HeaderMap::new();
    headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(tags).unwrap());
    key.is_held(&headers)
}

#[test]
fn a_key_depends_on_book_selection_what_is_beside_it_and_audience() {
    let key_a = key("a", "count=events", Audience::Analyst);
    assert_eq!(
        key_a,
        key("a", " count = events & unit = h3-10 ", Audience::Analyst)
    );
    assert_ne!(key_a, key("b", "count=events", Audience::Analyst));
    assert_ne!(key_a, key("a", "", Audience::Analyst));
    assert_ne!(key_a, key("a", "count=events", Audience::Partnership));
    let beside = |beside| key_beside("a", "count=events", beside, Audience::Analyst);
    assert_eq!(key_a, beside(""));
    assert_ne!(key_a, beside("with=before"));
    assert_ne!(beside("cell=1"), beside("place=1"));
}

#[test]
fn a_tag_is_recognised_in_a_list_weak_or_strong() {
    let key = key("a", "", Audience::Analyst);
    let own = key.as_str();
    assert!(held(&key, &format!("\"{own}\"")));
    assert!(held(&key, &format!("\"other\", W/\"{own}\"")));
    assert!(held(&key, "*"));
    assert!(!held(&key, "\"other\""));
    assert!(!key.is_held(&HeaderMap::new()));
    assert_eq!(key.header(), format!("W/\"{own}\""));
}
