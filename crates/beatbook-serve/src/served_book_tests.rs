use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use beatbook_core::Audience;
use serde_json::Value;

use super::Look;
use crate::fixture_tests::write;
use crate::served_tests::{Server, header};

/// The name of the version that `CURRENT` names, as answers tell it.
fn current(folder: &Path) -> String {
    beatbook_store::book::current_id(folder)
        .unwrap()
        .to_string()
}

#[test]
fn versions_come_and_go_without_a_request_being_dropped() {
    let server = Server::start(Audience::Analyst);
    let folder = server.book.path();
    let mut versions = vec![current(folder)];
    let old = Arc::downgrade(&server.served.app().store);
    let done = AtomicBool::new(false);
    let paths = [
        "hotspots",
        "hotspots?count=events",
        "areas?layer=lsoa11",
        "meta",
    ];
    let seen = thread::scope(|scope| {
        let askers: Vec<_> = paths
            .iter()
            .map(|path| {
                let (server, done) = (&server, &done);
                scope.spawn(move || {
                    let mut seen = Vec::new();
                    while !done.load(Ordering::Relaxed) || seen.len() < 10 {
                        let mut response = server.get(&format!("api/v1/{path}"));
                        assert_eq!(response.status(), 200, "{path}");
                        let tag = header(&response, "etag").to_owned();
                        let answer: Value = response.body_mut().read_json().unwrap();
                        seen.push((answer["book"].as_str().unwrap().to_owned(), tag));
                    }
                    seen
                })
            })
            .collect();
        for number in 0..5 {
            write(folder, &format!("Smallton, version {number}"));
            versions.push(current(folder));
            assert!(
                matches!(server.served.look(), Look::New(book) if book.to_string() == versions[number + 1])
            );
            assert_eq!(server.served.look(), Look::Same);
            let answer = server.json("api/v1/hotspots");
            assert_eq!(
                answer["book"],
                *versions[number + 1],
                "at once, to who asks from now on"
            );
        }
        done.store(true, Ordering::Relaxed);
        askers
            .into_iter()
            .map(|asker| asker.join().unwrap())
            .collect::<Vec<_>>()
    });
    for (path, seen) in paths.iter().zip(&seen) {
        assert!(
            seen.iter().all(|(book, _)| versions.contains(book)),
            "{path}"
        );
        let order: Vec<usize> = seen
            .iter()
            .map(|(book, _)| versions.iter().position(|known| known == book).unwrap())
            .collect();
        assert!(
            order.is_sorted(),
            "{path}: nobody is taken back to an old version"
        );
        let pairs: BTreeSet<_> = seen.iter().collect();
        let tags: BTreeSet<_> = seen.iter().map(|(_, tag)| tag).collect();
        let books: BTreeSet<_> = seen.iter().map(|(book, _)| book).collect();
        assert!(
            pairs.len() == tags.len() && tags.len() == books.len(),
            "{path}: a tag is of one version"
        );
    }
    assert!(
        old.upgrade().is_none(),
        "the first version is no longer in memory"
    );
}

#[test]
fn a_damaged_version_leaves_the_old_one_and_is_told_once() {
    let server = Server::start(Audience::Analyst);
    let folder = server.book.path();
    let first = current(folder);
    assert_eq!(server.json("api/v1/health")["trouble"], Value::Null);

    write(folder, "Smallton, damaged");
    let name = fs::read_to_string(folder.join("CURRENT")).unwrap();
    let manifest = folder
        .join("versions")
        .join(format!("{}.json", name.trim()));
    let whole = fs::read(&manifest).unwrap();
    fs::write(&manifest, &whole[..whole.len() / 2]).unwrap();
    let Look::Stays(Some(reason)) = server.served.look() else {
        panic!("the damage was not told");
    };
    assert!(
        reason.contains("damaged") && reason.contains("build"),
        "{reason}"
    );
    assert_eq!(server.served.look(), Look::Stays(None));
    assert_eq!(server.json("api/v1/hotspots")["book"], *first);
    let health = server.json("api/v1/health");
    assert_eq!(health["book"], *first);
    assert_eq!(health["trouble"], *reason);

    write(folder, "Smallton, mended");
    assert!(matches!(server.served.look(), Look::New(_)));
    let health = server.json("api/v1/health");
    assert_eq!(
        (&health["book"], &health["trouble"]),
        (&current(folder).into(), &Value::Null)
    );
}

#[test]
fn a_folder_out_of_reach_changes_nothing() {
    let server = Server::start(Audience::Analyst);
    fs::remove_file(server.book.path().join("CURRENT")).unwrap();
    assert_eq!(server.served.look(), Look::Same);
    assert!(server.json("api/v1/hotspots")["book"].is_string());
}
