use super::{Server, address};

#[test]
fn the_address_is_found_in_a_sentence() {
    let line = "the map is at http://127.0.0.1:8081/ (8080 was taken)";
    assert_eq!(address(line).as_deref(), Some("http://127.0.0.1:8081"));
    assert_eq!(address("listening"), None);
    assert_eq!(address("http://127.0.0.1:"), None);
}

#[cfg(unix)]
#[test]
fn a_server_that_ends_at_once_is_reported_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let error = Server::start(std::path::Path::new("/bin/echo"), folder.path()).unwrap_err();
    assert!(error.to_string().contains("--port"), "{error}");
}
