//! `beatbook fetch` against a server on this machine: a stop is continued, a record is written, a
//! wrong file is refused, and nobody is asked twice.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use beatbook_tests::Scenario;
use sha2::{Digest, Sha256};

/// What was asked for, as the `Range` header says it.
type Ranges = Arc<Mutex<Vec<Option<String>>>>;

/// Serves one file to whoever asks, the first time so slowly that there is time to be killed.
/// Ends with the test program.
fn publisher(file: Vec<u8>) -> (String, Ranges) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/file.csv", listener.local_addr().unwrap());
    let ranges = Ranges::default();
    let log = Arc::clone(&ranges);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let range = range_of(&stream);
            let slow = {
                let mut log = log.lock().unwrap();
                log.push(range.clone());
                log.len() == 1
            };
            answer(stream, &file, range.as_deref(), slow);
        }
    });
    (address, ranges)
}

fn range_of(stream: &TcpStream) -> Option<String> {
    let mut found = None;
    for line in BufReader::new(stream).lines() {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("range")
        {
            found = Some(value.to_string());
        }
    }
    found
}

fn answer(mut stream: TcpStream, file: &[u8], range: Option<&str>, slow: bool) {
    let from = range
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    let (status, total) = (if from > 0 { 206 } else { 200 }, file.len());
    let head = format!(
        "HTTP/1.1 {status} x\r\nConnection: close\r\nETag: \"v1\"\r\nContent-Length: {}\r\n\
         Content-Range: bytes {from}-{}/{total}\r\n\r\n",
        total - from,
        total - 1
    );
    if stream.write_all(head.as_bytes()).is_err() {
        return;
    }
    for piece in file[from..].chunks(8192) {
        if stream.write_all(piece).is_err() {
            return; // killed, as is meant
        }
        if slow {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn source(address: &str, more: &str) -> String {
    format!(
        "title = \"A product\"\nkind = \"test\"\npublisher = \"A publisher\"\n\
         licence = \"Open Government Licence v3.0\"\nattribution = [\"Contains it\"]\n\
         page = \"https://publisher.example\"\n\
         [[file]]\nid = \"one\"\nwhat = \"the file\"\nprotocol = \"file\"\n\
         address = \"{address}\"\nfile = \"a.csv\"\n{more}\n"
    )
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[test]
fn a_killed_fetch_goes_on_where_it_stopped_and_is_recorded() {
    let file: Vec<u8> = (0..2_000_000_u32).map(|i| (i * 31 % 251) as u8).collect();
    let (address, ranges) = publisher(file.clone());
    let scenario = Scenario::new();
    scenario.write("mine/source.toml", source(&address, ""));
    let words = ["fetch", "mine/source.toml", "--to", "data"];
    let part = scenario.path("data/mine/a.csv.part");

    let mut child = scenario.command(words).spawn().unwrap();
    let began = Instant::now();
    while fs::metadata(&part).map_or(0, |meta| meta.len()) < 200_000 {
        assert!(began.elapsed() < Duration::from_secs(30), "nothing comes");
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let had = fs::metadata(&part).unwrap().len();

    let output = scenario.run(words).ended_with(0);
    assert!(
        output.stdout.contains("data/mine/a.csv: fetched, 2.0 MB"),
        "{}",
        output.stdout
    );
    assert!(output.stdout.contains(&hash(&file)), "{}", output.stdout);
    assert!(fs::read(scenario.path("data/mine/a.csv")).unwrap() == file);
    assert!(!part.exists());
    let record = fs::read_to_string(scenario.path("data/mine/a.csv.source.toml")).unwrap();
    for part in [
        &address,
        &hash(&file),
        "Open Government Licence v3.0",
        "A publisher",
    ] {
        assert!(record.contains(part), "{part} is missing in\n{record}");
    }

    let output = scenario.run(words).ended_with(0);
    assert!(
        output.stdout.contains("here already, as recorded"),
        "{}",
        output.stdout
    );
    assert_eq!(
        *ranges.lock().unwrap(),
        [None, Some(format!("bytes={had}-"))]
    );
}

#[test]
fn a_file_with_another_hash_is_refused_and_not_kept() {
    let (address, _) = publisher(b"a,b\n1,2\n".to_vec());
    let scenario = Scenario::new();
    let hash = format!("sha256 = \"{}\"", "0".repeat(64));
    scenario.write("mine.toml", source(&address, &hash));
    let output = scenario.run(["fetch", "mine.toml"]).ended_with(2);
    output.complains_of(&[
        "error:",
        "the catalogue says 000",
        "help: look at https://publisher.example",
    ]);
    assert_eq!(fs::read_dir(scenario.path("data/mine")).unwrap().count(), 0);
}

#[test]
fn what_there_is_is_listed_without_a_request() {
    let scenario = Scenario::new();
    let output = scenario.run(["fetch", "--list"]).ended_with(0);
    for name in [
        "lsoa-england-2021#bfc",
        "imd-england-2019#file7",
        "police-uk#archive",
    ] {
        assert!(
            output.stdout.contains(name),
            "{name} is missing in\n{}",
            output.stdout
        );
    }
    let output = scenario.run(["fetch", "--list", "police-uk"]).ended_with(0);
    assert!(
        output.stdout.contains("nothing after June 2019"),
        "{}",
        output.stdout
    );
    assert!(!scenario.path("data").exists());
}

#[test]
fn words_that_make_no_sense_are_answered_with_ones_that_do() {
    let scenario = Scenario::new();
    for (words, said) in [
        (vec!["fetch"], "required"),
        (vec!["fetch", "lsoa"], "`lsoa` is not in the catalogue"),
        (vec!["fetch", "police-uk"], "--months 2023-01..2023-12"),
        (
            vec!["fetch", "police-uk", "--months", "2023"],
            "is not a range of months",
        ),
        (
            vec!["fetch", "imd-england-2019", "--force", "merseyside"],
            "leave it out",
        ),
        (
            vec!["fetch", "imd-england-2019#file99"],
            "take one of file7",
        ),
    ] {
        scenario
            .run(words)
            .ended_with(2)
            .complains_of(&["error:", said]);
    }
}
