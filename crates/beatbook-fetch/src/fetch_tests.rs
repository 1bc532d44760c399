use super::*;
use crate::police::tests::archive;
use crate::test_server::{Asked, Reply, Server, bytes, entry, hurried, place, source};

fn run(source: &Source, part: &Part, to: &Path, again: bool) -> Result<Vec<Fetched>, FetchError> {
    Fetcher::new(hurried(), again).fetch(source, entry(source), part, to, &mut |_| {})
}

fn plain(source: &Source, to: &Path, again: bool) -> Result<Fetched, FetchError> {
    run(source, &Part::default(), to, again).map(|mut all| all.remove(0))
}

const HELLO: &str = "8b1a9953c4611296a827abf8c47804d7e7b5a1e1d3d4d4f0c8f8a2a2c0f1f2aa";

#[test]
fn a_file_has_its_record_beside_it_and_is_not_fetched_twice() {
    let server = Server::start(|asked| Reply::file(asked, &bytes(10_000), "\"v1\""));
    let (folder, path) = place("a.csv");
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    let fetched = plain(&source, folder.path(), false).unwrap();
    assert_eq!((fetched.origin, &fetched.path), (Origin::Fetched, &path));

    let record = Record::read(&path).unwrap().unwrap();
    assert_eq!(record, fetched.record);
    assert_eq!(record.name, "product-2021#one");
    assert_eq!(record.address, server.address("/a.csv"));
    assert_eq!(record.licence, "Open Government Licence v3.0");
    assert_eq!(record.attribution, ["Contains what it contains"]);
    assert_eq!(record.publisher, "A publisher");
    assert_eq!((record.vintage, record.bytes), (Some(2021), 10_000));
    assert_eq!(record.etag.as_deref(), Some("\"v1\""));
    assert_eq!(record.sha256.len(), 64);
    assert!(
        record.fetched.parse::<jiff::Timestamp>().is_ok(),
        "{}",
        record.fetched
    );
    assert!(!record.by_hand);

    let held = plain(&source, folder.path(), false).unwrap();
    assert_eq!((held.origin, held.record), (Origin::Held, record));
    assert_eq!(server.seen().len(), 1);

    let again = plain(&source, folder.path(), true).unwrap();
    assert_eq!(again.origin, Origin::Fetched);
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_file_that_was_changed_since_is_not_overwritten() {
    let server = Server::start(|_| Reply::body("a,b\n"));
    let (folder, path) = place("a.csv");
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    plain(&source, folder.path(), false).unwrap();
    fs::write(&path, "a,c\n").unwrap();
    for again in [false, true] {
        let said = plain(&source, folder.path(), again)
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("is not what was fetched") && said.contains("move it away"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "a,c\n");
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_file_put_there_by_hand_is_not_overwritten() {
    let server = Server::start(|_| Reply::body("a,b\n"));
    let (folder, path) = place("a.csv");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "a,c\n").unwrap();
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    let said = plain(&source, folder.path(), true).unwrap_err().to_string();
    assert!(
        said.contains("was put there by hand") && said.contains("move it away"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "a,c\n");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn a_stop_between_a_file_and_its_record_loses_neither() {
    let server = Server::start(|asked| Reply::body(["a,b\n", "a,c\n"][asked.nth]));
    let (folder, path) = place("a.csv");
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    let next = beside(&path, ".source.toml.next");
    let first = plain(&source, folder.path(), false).unwrap();
    // The first time there is no record yet, with `--again` there is an older one.
    fs::rename(Record::path(&path), &next).unwrap();
    let held = plain(&source, folder.path(), false).unwrap();
    assert_eq!((held.origin, &held.record), (Origin::Held, &first.record));
    let second = plain(&source, folder.path(), true).unwrap();
    fs::rename(Record::path(&path), &next).unwrap();
    first.record.write(&path).unwrap();
    let held = plain(&source, folder.path(), false).unwrap();
    assert_eq!((held.origin, &held.record), (Origin::Held, &second.record));
    assert_eq!(Record::read(&path).unwrap().unwrap(), second.record);
    assert!(!next.exists());
    // Stopped before the file was there: what waits belongs to another.
    first.record.write_next(&path).unwrap();
    let held = plain(&source, folder.path(), false).unwrap();
    assert_eq!(held.record, second.record);
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_file_put_there_by_hand_is_taken_up_without_a_request() {
    let server = Server::start(|_| Reply::status(500));
    let (folder, path) = place("a.csv");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "a,b\n").unwrap();
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    let fetched = plain(&source, folder.path(), false).unwrap();
    assert_eq!(fetched.origin, Origin::TakenUp);
    assert!(Record::read(&path).unwrap().unwrap().by_hand);
    assert_eq!(
        plain(&source, folder.path(), false).unwrap().origin,
        Origin::Held
    );
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn another_hash_than_the_catalogues_is_refused_and_nothing_is_kept() {
    let server = Server::start(|_| Reply::body("hello"));
    let (folder, path) = place("a.csv");
    let address = server.address("/a.csv");
    let wrong = source("file", &address, "a.csv", &format!("sha256 = \"{HELLO}\""));
    let said = plain(&wrong, folder.path(), false).unwrap_err().to_string();
    // sha256 of `hello`, as `sha256sum` says it.
    let right = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert!(
        said.contains(&format!("has sha256 {right}, the catalogue says {HELLO}")),
        "{said}"
    );
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);

    let good = source("file", &address, "a.csv", &format!("sha256 = \"{right}\""));
    assert_eq!(
        plain(&good, folder.path(), false).unwrap().origin,
        Origin::Fetched
    );
    // What is here is held to the catalogue too.
    assert!(matches!(
        plain(&wrong, folder.path(), false),
        Err(FetchError::Hash { .. })
    ));
}

#[test]
fn an_archive_that_is_not_whole_is_refused() {
    let whole = archive(&["a.csv", "b.csv"]);
    let mut broken = whole.clone();
    broken[0] = b'x'; // the head of the first member; the directory at the end still names it
    for (sent, sound) in [
        (whole.clone(), true),
        (whole[..whole.len() - 30].to_vec(), false),
        (broken, false),
        (b"not a zip".to_vec(), false),
        (archive(&[]), false),
    ] {
        for file in ["a.zip", "a.xlsx"] {
            let sent = sent.clone();
            let server = Server::start(move |_| Reply::body(sent.clone()));
            let (folder, path) = place(file);
            let source = source("file", &server.address("/a"), file, "");
            match plain(&source, folder.path(), false) {
                Ok(_) => assert!(sound),
                Err(error) => {
                    assert!(!sound, "{error}");
                    assert!(
                        error.to_string().contains("is not a whole zip archive"),
                        "{error}"
                    );
                    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
                }
            }
        }
    }
}

#[test]
fn a_failed_refetch_leaves_what_was_there() {
    let server = Server::start(|asked| match asked.nth {
        0 => Reply::body("a,b\n"),
        _ => Reply::status(404),
    });
    let (folder, path) = place("a.csv");
    let source = source("file", &server.address("/a.csv"), "a.csv", "");
    plain(&source, folder.path(), false).unwrap();
    assert!(plain(&source, folder.path(), true).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "a,b\n");
    assert_eq!(
        plain(&source, folder.path(), false).unwrap().origin,
        Origin::Held
    );
}

#[test]
fn a_file_from_an_older_address_says_so() {
    let server = Server::start(|_| Reply::body("a,b\n"));
    let (folder, _) = place("a.csv");
    let old = source("file", &server.address("/old.csv"), "a.csv", "");
    plain(&old, folder.path(), false).unwrap();
    let new = source("file", &server.address("/new.csv"), "a.csv", "");
    let held = plain(&new, folder.path(), false).unwrap();
    assert_eq!(held.origin, Origin::Held);
    assert!(
        held.notes[0].contains("/old.csv; --again gets it from"),
        "{:?}",
        held.notes
    );
}

#[test]
fn months_and_forces_are_refused_where_they_mean_nothing() {
    let (folder, _) = place("a.csv");
    let source = source("file", "https://publisher.example/a.csv", "a.csv", "");
    for (part, option) in [
        (
            Part {
                months: Some(Months::parse("2023-01").unwrap()),
                ..Part::default()
            },
            "--months",
        ),
        (
            Part {
                forces: vec!["merseyside".into()],
                ..Part::default()
            },
            "--force",
        ),
    ] {
        let said = run(&source, &part, folder.path(), false)
            .unwrap_err()
            .to_string();
        assert!(
            said.contains(option) && said.contains("leave it out"),
            "{said}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

/// Archives of 2019-06 and 2019-03 that hold three months each.
fn police() -> (Server, Source) {
    let server = Server::start(|asked: &Asked| {
        let street = |month: &str| format!("{month}/{month}-greater-manchester-street.csv");
        let other = |month: &str| format!("{month}/{month}-merseyside-street.csv");
        let months: &[&str] = match asked.path.as_str() {
            "/2019-06.zip" => &["2019-04", "2019-05", "2019-06"],
            "/2019-03.zip" => &["2019-01", "2019-02", "2019-03"],
            _ => return Reply::status(404),
        };
        let names: Vec<String> = months
            .iter()
            .flat_map(|month| [street(month), other(month)])
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Reply::file(asked, &archive(&names), "\"v1\"")
    });
    let source = source(
        "police-archive",
        &server.address("/{month}.zip"),
        "police-{month}.zip",
        "[file.archive]\nfirst = \"2013-12\"\ndata_from = \"2010-12\"\nwhole_until = \"2017-04\"\nmonths = 3",
    );
    (server, source)
}

fn part(months: &str, forces: &[&str]) -> Part {
    Part {
        months: Some(Months::parse(months).unwrap()),
        forces: forces.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn the_archives_of_a_range_are_fetched_and_one_force_is_cut_out() {
    let (server, source) = police();
    let (folder, _) = place("");
    let all = run(
        &source,
        &part("2019-02..2019-06", &["merseyside"]),
        folder.path(),
        false,
    )
    .unwrap();
    let names: Vec<String> = all
        .iter()
        .map(|fetched| {
            fetched
                .path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(
        names,
        [
            "police-2019-06.zip",
            "police-2019-03.zip",
            "merseyside-2019-02-to-2019-06.zip"
        ]
    );
    let cut = &all[2];
    assert_eq!(cut.origin, Origin::Cut);
    assert_eq!(cut.record.cut_from.len(), 2);
    assert_eq!(cut.record.cut_from[0].sha256, all[0].record.sha256);
    assert_eq!(server.seen().len(), 2);

    // Without the archives, which may be large, the cut one is still what was asked for.
    fs::remove_file(&all[0].path).unwrap();
    fs::remove_file(&all[1].path).unwrap();
    let again = run(
        &source,
        &part("2019-02..2019-06", &["merseyside"]),
        folder.path(),
        false,
    )
    .unwrap();
    assert_eq!((again.len(), again[0].origin), (1, Origin::Held));
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn without_a_force_the_archives_are_all_and_missing_months_are_said() {
    let (server, source) = police();
    let (folder, _) = place("");
    let all = run(
        &source,
        &part("2019-05..2019-06", &[]),
        folder.path(),
        false,
    )
    .unwrap();
    assert_eq!((all.len(), all[0].notes.len()), (1, 0));
    assert_eq!(server.seen().len(), 1);
    let said = run(
        &source,
        &part("2019-07..2019-09", &[]),
        folder.path(),
        false,
    )
    .unwrap_err()
    .to_string();
    assert!(
        said.contains("2019-09.zip was answered with status 404"),
        "{said}"
    );
}

#[test]
fn a_police_archive_needs_months_and_a_force_that_is_one() {
    let (_server, source) = police();
    let (folder, _) = place("");
    let said = run(&source, &Part::default(), folder.path(), false)
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("say which, as in --months 2023-01..2023-12"),
        "{said}"
    );
    for force in ["Greater Manchester", "../merseyside", ""] {
        let said = run(&source, &part("2019-06", &[force]), folder.path(), false)
            .unwrap_err()
            .to_string();
        assert!(said.contains("is not the name of a force"), "{said}");
    }
    let said = run(
        &source,
        &part("2019-06", &["atlantis"]),
        folder.path(),
        false,
    )
    .unwrap_err()
    .to_string();
    assert!(
        said.contains("take one of greater-manchester, merseyside"),
        "{said}"
    );
    let left: Vec<_> = fs::read_dir(folder.path().join("product-2021"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 2, "{left:?}"); // the archive and its record
}
