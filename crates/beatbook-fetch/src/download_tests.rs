use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::record::measure;
use crate::test_server::{Reply, Server, bytes, hurried};

const MIB: u64 = 1 << 20;

fn get(address: &str, path: &Path) -> Result<Whole, FetchError> {
    get_within(address, path, 64 * MIB)
}

fn get_within(address: &str, path: &Path, limit: u64) -> Result<Whole, FetchError> {
    let patience = hurried();
    let errand = Errand {
        address,
        page: "https://publisher.example/product",
        path,
    };
    download(&Web::new(&patience), &patience, errand, limit, &mut |_| {})
}

fn same_bytes(whole: &Whole, expected: &[u8]) {
    assert!(
        fs::read(whole.path()).unwrap() == expected,
        "other bytes came"
    );
}

#[test]
fn a_file_comes_whole_and_is_kept_under_its_name() {
    let data = bytes(300_000);
    let sent = data.clone();
    let server = Server::start(move |asked| Reply::file(asked, &sent, "\"v1\""));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let whole = get(&server.address("/a.csv"), &path).unwrap();
    assert!(!path.exists());
    assert_eq!(whole.version().etag.as_deref(), Some("\"v1\""));
    whole.keep(&path).unwrap();
    assert!(fs::read(&path).unwrap() == data);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));
}

#[test]
fn a_cut_connection_is_resumed_where_it_broke() {
    let data = bytes(300_000);
    let sent = data.clone();
    let server = Server::start(move |asked| {
        let reply = Reply::file(asked, &sent, "\"v1\"");
        if asked.nth < 4 {
            reply.cut(50_000)
        } else {
            reply
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, &data);
    let ranges: Vec<Option<String>> = server
        .seen()
        .iter()
        .map(|asked| asked.header("range").map(str::to_string))
        .collect();
    // Four cuts are more than the three tries that bring nothing, and each brought something.
    assert_eq!(
        ranges,
        [
            None,
            Some("bytes=50000-".into()),
            Some("bytes=100000-".into()),
            Some("bytes=150000-".into()),
            Some("bytes=200000-".into())
        ]
    );
}

#[test]
fn a_server_without_ranges_sends_it_all_again() {
    let data = bytes(100_000);
    let sent = data.clone();
    let server = Server::start(move |asked| {
        let reply = Reply::body(sent.clone()).with("ETag", "\"v1\"");
        if asked.nth == 0 {
            reply.cut(70_000)
        } else {
            reply
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, &data);
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_file_that_changed_meanwhile_begins_from_nothing() {
    let (old, new) = (bytes(100_000), bytes(90_001));
    let sent = new.clone();
    let server = Server::start(move |asked| match asked.nth {
        0 => Reply::file(asked, &old, "\"v1\"").cut(70_000),
        _ => Reply::file(asked, &sent, "\"v2\""),
    });
    let folder = tempfile::tempdir().unwrap();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, &new);
    assert_eq!(server.seen()[1].header("if-range"), Some("\"v1\""));
    assert_eq!(whole.version().etag.as_deref(), Some("\"v2\""));
}

#[test]
fn a_range_of_another_version_is_not_appended() {
    // A server that honours Range and not If-Range.
    let (old, new) = (bytes(100_000), vec![7; 100_000]);
    let sent = new.clone();
    let server = Server::start(move |asked| match (asked.nth, asked.header("range")) {
        (0, _) => Reply::file(asked, &old, "\"v1\"").cut(70_000),
        (_, Some(_)) => Reply {
            status: 206,
            body: sent[70_000..].to_vec(),
            ..Reply::default()
        }
        .with("Content-Range", "bytes 70000-99999/100000")
        .with("ETag", "\"v2\""),
        _ => Reply::body(sent.clone()).with("ETag", "\"v2\""),
    });
    let folder = tempfile::tempdir().unwrap();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, &new);
}

#[test]
fn a_weak_tag_does_not_join_parts_and_a_date_does() {
    for (tag, date, resumed) in [
        ("W/\"v1\"", None, None),
        (
            "W/\"v1\"",
            Some("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some("Sun, 06 Nov 1994 08:49:37 GMT"),
        ),
    ] {
        let data = bytes(60_000);
        let sent = data.clone();
        let server = Server::start(move |asked| {
            let mut reply = Reply::file(asked, &sent, tag);
            if let Some(date) = date {
                // The date is the condition here, so the range is served on it.
                if let Some(from) = asked.header("range") {
                    let from: usize = from[6..from.len() - 1].parse().unwrap();
                    reply = Reply {
                        status: 206,
                        body: sent[from..].to_vec(),
                        ..Reply::default()
                    }
                    .with("Content-Range", format!("bytes {from}-59999/60000"));
                }
                reply = reply.with("Last-Modified", date);
            }
            if asked.nth == 0 {
                reply.cut(20_000)
            } else {
                reply
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
        same_bytes(&whole, &data);
        assert_eq!(server.seen()[1].header("if-range"), resumed);
        assert_eq!(
            server.seen()[1].header("range").is_some(),
            resumed.is_some()
        );
    }
}

#[test]
fn a_part_of_which_only_the_end_was_missed_is_whole() {
    let data = bytes(50_000);
    let sent = data.clone();
    let server = Server::start(move |asked| Reply::file(asked, &sent, "\"v1\""));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(beside(&path, ".part"), &data).unwrap();
    let address = server.address("/a.csv");
    let memo = format!("address = \"{address}\"\netag = '\"v1\"'\n");
    fs::write(beside(&path, ".part.toml"), memo).unwrap();
    same_bytes(&get(&address, &path).unwrap(), &data);
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_part_of_another_address_is_not_continued() {
    let data = bytes(50_000);
    let sent = data.clone();
    let server = Server::start(move |asked| Reply::file(asked, &sent, "\"v1\""));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(beside(&path, ".part"), [9; 1_000]).unwrap();
    let memo = "address = \"https://elsewhere.example/a.csv\"\netag = '\"v1\"'\n";
    fs::write(beside(&path, ".part.toml"), memo).unwrap();
    same_bytes(&get(&server.address("/a.csv"), &path).unwrap(), &data);
    assert_eq!(server.seen()[0].header("range"), None);
}

#[test]
fn a_busy_server_is_asked_again_after_the_wait_it_asks_for() {
    let server = Server::start(|asked| match asked.nth {
        0 => Reply::status(503).with("Retry-After", "1"),
        1 => Reply::status(429),
        _ => Reply::body("a,b\n1,2\n"),
    });
    let folder = tempfile::tempdir().unwrap();
    let began = Instant::now();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, b"a,b\n1,2\n");
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_wait_that_is_too_long_is_said_and_not_waited() {
    let server = Server::start(|_| Reply::status(503).with("Retry-After", "3600"));
    let folder = tempfile::tempdir().unwrap();
    let said = get(&server.address("/a.csv"), &folder.path().join("a.csv"))
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("asks to wait 3600 s; run the same again after that"),
        "{said}"
    );
}

#[test]
fn trying_ends_and_says_how_to_get_it_by_hand() {
    let server = Server::start(|_| Reply::status(500));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let said = get(&server.address("/a.csv"), &path)
        .err()
        .unwrap()
        .to_string();
    assert!(said.contains("after 3 tries (status 500)"), "{said}");
    assert!(
        said.contains(&format!("put it at {}", path.display())),
        "{said}"
    );
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn a_silent_server_is_not_waited_for_without_end() {
    let server = Server::start(|asked| {
        if asked.nth > 1 {
            return Reply::body(bytes(8_000));
        }
        Reply {
            pace: Duration::from_millis(900),
            ..Reply::body(bytes(8_000))
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let whole = get(&server.address("/a.csv"), &folder.path().join("a.csv")).unwrap();
    same_bytes(&whole, &bytes(8_000));
}

#[test]
fn what_is_gone_is_said_at_once_with_the_publishers_page() {
    let server = Server::start(|_| Reply::status(404));
    let folder = tempfile::tempdir().unwrap();
    let said = get(&server.address("/a.csv"), &folder.path().join("a.csv"))
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("status 404; look at https://publisher.example/product"),
        "{said}"
    );
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn nobody_there_is_said_with_the_way_to_do_without_a_network() {
    let closed = Server::start(|_| Reply::status(500)).address("/a.csv"); // gone by now
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let said = get(&closed, &path).err().unwrap().to_string();
    assert!(
        said.contains("gave up") && said.contains("by hand"),
        "{said}"
    );

    // A name that cannot exist (RFC 6761).
    let said = get("https://publisher.invalid/a.csv", &path)
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("get https://publisher.invalid/a.csv by hand"),
        "{said}"
    );
    assert!(said.contains(&path.display().to_string()), "{said}");
}

#[test]
fn a_redirection_keeps_the_range_and_may_not_lead_to_plain_http() {
    let data = bytes(40_000);
    let sent = data.clone();
    let store = Server::start(move |asked| {
        let reply = Reply::file(asked, &sent, "\"v1\"");
        if asked.nth == 0 {
            reply.cut(10_000)
        } else {
            reply
        }
    });
    let to = store.address("/real.csv");
    let door = Server::start(move |asked| match asked.path.as_str() {
        "/a.csv" => Reply::status(302).with("Location", to.clone()),
        "/round" => Reply::status(301).with("Location", "/round"),
        _ => Reply::status(302).with("Location", "http://publisher.example/a.csv"),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let whole = get(&door.address("/a.csv"), &path).unwrap();
    same_bytes(&whole, &data);
    assert_eq!(store.seen()[1].header("range"), Some("bytes=10000-"));
    drop(whole);

    let said = get(&door.address("/b.csv"), &path)
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("http://publisher.example/a.csv is not asked"),
        "{said}"
    );
    let said = get(&door.address("/round"), &path)
        .err()
        .unwrap()
        .to_string();
    assert!(said.contains("without end"), "{said}");
}

#[test]
fn a_web_page_is_no_data() {
    let server = Server::start(|_| {
        Reply::body("<html>please log in</html>").with("Content-Type", "text/html; charset=utf-8")
    });
    let folder = tempfile::tempdir().unwrap();
    let said = get(&server.address("/a.csv"), &folder.path().join("a.csv"))
        .err()
        .unwrap()
        .to_string();
    assert!(said.contains("a web page instead of a.csv"), "{said}");
}

#[test]
fn more_than_the_limit_is_refused_whether_or_not_it_is_announced() {
    for no_length in [false, true] {
        let server = Server::start(move |_| Reply {
            no_length,
            ..Reply::body(bytes(3 << 20))
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let said = get_within(&server.address("/a.csv"), &path, 2 * MIB)
            .err()
            .unwrap()
            .to_string();
        assert!(
            said.contains("larger than 2 MiB; set `limit_mib`"),
            "{said}"
        );
        assert_eq!(fs::metadata(beside(&path, ".part")).unwrap().len(), 0);
    }
}

#[test]
fn two_at_the_same_file_do_not_mix() {
    let server = Server::start(|_| Reply::body("a"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let held = get(&server.address("/a.csv"), &path).unwrap(); // until it is kept
    let said = get(&server.address("/a.csv"), &path)
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("is being fetched by another beatbook"),
        "{said}"
    );
    held.keep(&path).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let server = Server::start(|_| Reply::body("a"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("not-a-folder");
    fs::write(&file, "x").unwrap();
    let said = get(&server.address("/a.csv"), &file.join("a.csv"))
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("cannot write") && said.contains("another with --to"),
        "{said}"
    );
}

/// The half of the next test that is killed: this test program, started again with an address.
#[test]
fn a_child_that_downloads_until_it_is_killed() {
    let (Ok(address), Ok(path)) = (std::env::var("FETCH_CHILD"), std::env::var("FETCH_TO")) else {
        return;
    };
    let _ = get(&address, Path::new(&path));
}

#[test]
fn a_killed_download_is_resumed_by_the_next_run() {
    let data = bytes(2_000_000);
    let sent = data.clone();
    let server = Server::start(move |asked| {
        let reply = Reply::file(asked, &sent, "\"v1\"");
        if asked.nth == 0 {
            return Reply {
                pace: Duration::from_millis(5),
                ..reply
            };
        }
        reply
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let address = server.address("/a.zip");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "download::tests::a_child_that_downloads_until_it_is_killed",
        ])
        .env("FETCH_CHILD", &address)
        .env("FETCH_TO", &path)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let part = beside(&path, ".part");
    let began = Instant::now();
    while fs::metadata(&part).map_or(0, |meta| meta.len()) < 200_000 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "the child does not download"
        );
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap(); // SIGKILL: no chance to tidy up
    child.wait().unwrap();
    let had = fs::metadata(&part).unwrap().len();
    assert!((200_000..2_000_000).contains(&had));
    assert!(!path.exists());

    let whole = get(&address, &path).unwrap();
    same_bytes(&whole, &data);
    let asked = server.seen();
    assert_eq!(asked.len(), 2);
    assert_eq!(
        asked[1].header("range"),
        Some(format!("bytes={had}-").as_str())
    );
    whole.keep(&path).unwrap();
    assert_eq!(measure(&path).unwrap().0, 2_000_000);
}
