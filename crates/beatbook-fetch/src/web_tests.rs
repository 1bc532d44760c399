use super::*;

fn header_with(value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::RETRY_AFTER, value.parse().unwrap());
    headers
}

#[test]
fn plain_http_is_asked_on_this_machine_only() {
    assert!(allowed("https://data.police.uk/data/archive/2023-12.zip").is_ok());
    assert!(allowed("http://127.0.0.1:8080/a.csv").is_ok());
    for address in [
        "http://data.police.uk/a.zip",
        "http://127.0.0.1.example.org/a.zip",
        "ftp://127.0.0.1/a.zip",
        "file:///etc/passwd",
        "a.zip",
        "",
    ] {
        let said = allowed(address).unwrap_err().to_string();
        assert!(said.contains("is not asked"), "{address}: {said}");
    }
}

#[test]
fn a_redirection_may_be_whole_or_begin_with_a_slash() {
    let from: Uri = "https://data.police.uk/data/archive/2023-12.zip"
        .parse()
        .unwrap();
    assert_eq!(
        onward(&from, "https://elsewhere.example/a").as_deref(),
        Some("https://elsewhere.example/a")
    );
    assert_eq!(
        onward(&from, "/b?c=d").as_deref(),
        Some("https://data.police.uk/b?c=d")
    );
    assert_eq!(
        onward(&from, "//cdn.example/a").as_deref(),
        Some("https://cdn.example/a")
    );
    assert_eq!(onward(&from, "b"), None);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = Timestamp::from_second(784_111_777).unwrap(); // Sun, 06 Nov 1994 08:49:37 GMT
    let after = |text: &str| retry_after(&header_with(text), now);
    assert_eq!(after("120"), Some(Duration::from_mins(2)));
    assert_eq!(
        after("Sun, 06 Nov 1994 08:50:37 GMT"),
        Some(Duration::from_mins(1))
    );
    // A date that has passed asks for no wait.
    assert_eq!(after("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
    assert_eq!(after("soon"), None);
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
}

#[test]
fn this_machine_is_known_however_it_is_written() {
    for (host, here) in [
        ("127.0.0.1", true),
        ("127.8.8.8:8443", true),
        ("0.0.0.0", true),
        ("[::1]:80", true),
        ("[::ffff:127.0.0.1]", true),
        ("LocalHost.", true),
        ("a.localhost", true),
        ("data.police.uk", false),
        ("127.0.0.1.example.org", false),
        ("localhost.example.org", false),
        ("128.0.0.1", false),
    ] {
        let uri: Uri = format!("https://{host}/a").parse().unwrap();
        assert_eq!(is_loopback(&uri), here, "{host}");
    }
}

#[test]
fn a_name_that_does_not_resolve_here_may_do_so_at_the_proxy() {
    let broken = ureq::Error::Io(std::io::Error::other("broken"));
    let uri: Uri = "https://publisher.invalid/a".parse().unwrap();
    let means = |elsewhere| failure(&broken, &uri, elsewhere);
    assert!(matches!(means(false), Failure::Unreachable { .. }));
    assert!(matches!(means(true), Failure::Passing { .. }));
    let agent = |proxy: Option<ureq::Proxy>| -> Agent {
        Agent::config_builder().proxy(proxy).build().into()
    };
    let proxy = ureq::Proxy::new("http://127.0.0.1:3128").unwrap();
    assert!(resolves_elsewhere(&agent(Some(proxy)), &uri));
    assert!(!resolves_elsewhere(&agent(None), &uri));
}
