use super::is_loopback;

#[test]
fn own_names_are_accepted_with_and_without_a_port() {
    for host in [
        "127.0.0.1",
        "127.0.0.1:8080",
        "localhost:5173",
        "LOCALHOST",
        "[::1]",
        "[::1]:8080",
    ] {
        assert!(is_loopback(host), "{host}");
    }
}

#[test]
fn other_names_are_refused_however_they_are_dressed_up() {
    for host in [
        "",
        "example.org",
        "example.org:8080",
        "localhost.example.org",
        "127.0.0.1.example.org:8080",
        "127.0.0.1:8080@example.org",
        "127.0.0.1:",
        "user@localhost",
        "[::1]x:80",
        "[::2]:80",
        "0.0.0.0:8080",
        "::1",
    ] {
        assert!(!is_loopback(host), "{host}");
    }
}
