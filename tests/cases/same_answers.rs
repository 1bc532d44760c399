//! The same selection gets the same bytes: from the program and the server, on one thread and on two,
//! and after a restart.

use std::process::Stdio;

use beatbook_testkit::{BookWords, Day, FinestTime, RandomSelections, SourceWords};
use beatbook_tests::{Scenario, Server};
use serde_json::Value;

const SELECTIONS: usize = 100;

#[test]
fn a_hundred_selections_get_the_same_bytes_everywhere() {
    let scenario = Scenario::new();
    scenario.city("city", &["--events", "3000"]);
    let book = scenario.book("city");
    let served = |threads: &str| {
        let server = Server::start_on(scenario.program(), &book, threads).unwrap();
        let texts = RandomSelections::new(words_of(&server), 3).take(SELECTIONS);
        let answers = texts.map(|text| {
            let answer = get(&server, &format!("/api/v1/hotspots?{text}"));
            (text, answer)
        });
        answers.collect::<Vec<_>>()
    };
    let (two, one) = (served("2"), served("1"));
    let mut answered = 0;
    for ((text, (status, bytes)), (_, restarted)) in two.iter().zip(&one) {
        assert_eq!(
            *restarted,
            (*status, bytes.clone()),
            "{text}: after a restart, on one thread"
        );
        if *status != 200 {
            continue; // what a source does not bear is refused everywhere
        }
        answered += 1;
        let mut command = scenario.command([
            "hotspots",
            &book.to_string_lossy(),
            text,
            "--format",
            "json",
        ]);
        let threads = if answered % 2 == 0 { "1" } else { "2" };
        let output = command
            .env("RAYON_NUM_THREADS", threads)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{text}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let printed = without_blanks(&String::from_utf8(output.stdout).unwrap());
        assert_eq!(printed, *bytes, "{text}: printed and served");
    }
    assert!(answered >= SELECTIONS / 2, "only {answered} were answered");
}

/// Status and text of an answer.
fn get(server: &Server, path: &str) -> (u16, String) {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build();
    let request = config.new_agent().get(format!("{}{path}", server.url()));
    let mut response = request.call().unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), text)
}

/// What the server says of its book.
fn words_of(server: &Server) -> BookWords {
    let meta: Value = serde_json::from_str(&get(server, "/api/v1/meta").1).unwrap();
    let list = |value: &Value, key: &str| -> Vec<String> {
        let entries = value.as_array().unwrap().iter();
        let word = |entry: &Value| {
            if key.is_empty() {
                entry.clone()
            } else {
                entry[key].clone()
            }
        };
        entries
            .map(|entry| word(entry).as_str().unwrap().to_owned())
            .collect()
    };
    let day = |value: &Value| Day::parse(value.as_str().unwrap()).unwrap();
    let sources = meta["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| SourceWords {
            source: source["id"].as_str().unwrap().to_owned(),
            categories: list(&source["categories"], "id"),
            flags: list(&source["flags"], ""),
            settings: list(&source["settings"], ""),
            period: (day(&source["from"]), day(&source["to"])),
            finest: match source["precision"].as_str().unwrap() {
                "month" => FinestTime::Month,
                "date" => FinestTime::Day,
                _ => FinestTime::Hour,
            },
        });
    BookWords {
        sources: sources.collect(),
        areas: Vec::new(),
        days: list(&meta["calendar"], "kind"),
        times: list(&meta["accepted"]["time"], ""),
        units: list(&meta["units"], "id"),
        against: Vec::new(),
    }
}

/// JSON as it is sent: the terminal is shown it with line breaks.
fn without_blanks(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let is_kept = |c: &char| {
        let kept = quoted || !c.is_whitespace();
        match *c {
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = *c == '\\' && !escaped;
        kept
    };
    text.chars().filter(is_kept).collect()
}
