use super::*;
use crate::recognise::Kind;
use crate::scratch::Scratch;

fn found(paths: &[PathBuf]) -> Vec<Recognised> {
    let one = |path: &PathBuf| Recognised {
        path: path.clone(),
        what: Kind::Lookup,
        evidence: String::new(),
        rows: 0,
        notes: Vec::new(),
        same: None,
    };
    paths.iter().map(one).collect()
}

#[test]
fn paths_lead_out_of_the_folder_of_the_config() {
    let scratch = Scratch::new();
    let file = scratch.write("data/police/a.csv", "");
    let config = scratch.path("city");
    std::fs::create_dir(&config).unwrap();
    let paths = Paths::new(&[scratch.path("data")], &config);
    assert_eq!(paths.relative(&file), "../data/police/a.csv");
    assert_eq!(paths.shown(&file), "police/a.csv");
    let part = PathBuf::from(format!("{}#2019-06/a.csv", file.display()));
    assert_eq!(paths.relative(&part), "../data/police/a.csv#2019-06/a.csv");
}

#[test]
fn a_pattern_stands_for_its_files_and_no_others() {
    let scratch = Scratch::new();
    let names = [
        "2018-12-x-street.csv",
        "2019-01-x-street.csv",
        "2019-01-x-outcomes.csv",
    ];
    let files: Vec<PathBuf> = names.iter().map(|name| scratch.write(name, "")).collect();
    let all = found(&files);
    let paths = Paths::new(&[scratch.path("")], &scratch.path(""));
    let streets: Vec<&Path> = files[..2].iter().map(PathBuf::as_path).collect();
    assert_eq!(paths.listed(&streets, &all), ["*-x-street.csv"]);
    // `*-x-*.csv` would mean the third as well.
    let mixed = [files[0].as_path(), files[2].as_path()];
    assert_eq!(paths.listed(&mixed, &all), [names[0], names[2]]);
    assert_eq!(paths.listed(&streets[..1], &all), [names[0]]);
}

#[test]
fn a_pattern_that_would_take_a_file_nobody_named_is_not_written() {
    let scratch = Scratch::new();
    let files: Vec<PathBuf> = ["2018-12-x-street.csv", "2019-01-x-street.csv"]
        .iter()
        .map(|name| scratch.write(name, ""))
        .collect();
    scratch.write("2019-02-x-street.csv", "");
    let all = found(&files);
    let paths = Paths::new(&files, &scratch.path(""));
    let named: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    assert_eq!(
        paths.listed(&named, &all),
        ["2018-12-x-street.csv", "2019-01-x-street.csv"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_written_by_its_own_name() {
    let scratch = Scratch::new();
    let file = scratch.write("elsewhere/a.csv", "");
    std::fs::create_dir(scratch.path("data")).unwrap();
    std::os::unix::fs::symlink(&file, scratch.path("data/b.csv")).unwrap();
    let paths = Paths::new(&[scratch.path("data")], &scratch.path(""));
    assert_eq!(paths.relative(&scratch.path("data/b.csv")), "data/b.csv");
}

#[test]
fn a_single_file_is_shown_by_its_name() {
    let scratch = Scratch::new();
    let file = scratch.write("data/a.csv", "");
    let paths = Paths::new(std::slice::from_ref(&file), &scratch.path(""));
    assert_eq!(paths.shown(&file), "a.csv");
}

#[cfg(unix)]
#[test]
fn a_link_keeps_its_name_and_a_backslash_is_a_letter() {
    let scratch = Scratch::new();
    let real = scratch.write("store/0001", "");
    std::fs::create_dir(scratch.path("data")).unwrap();
    let names = ["2019-01-street.csv", "2019-02-street.csv"];
    let links: Vec<PathBuf> = names
        .iter()
        .map(|name| scratch.path(&format!("data/{name}")))
        .collect();
    for link in &links {
        std::os::unix::fs::symlink(&real, link).unwrap();
    }
    let odd = scratch.write("data/a\\b.csv", "");
    let paths = Paths::new(&[scratch.path("data")], &scratch.path(""));
    assert_eq!(paths.relative(&links[0]), "data/2019-01-street.csv");
    let both: Vec<&Path> = links.iter().map(PathBuf::as_path).collect();
    assert_eq!(
        paths.listed(&both, &found(&links)),
        ["data/2019-*-street.csv"]
    );
    assert_eq!(paths.relative(&odd), "data/a\\b.csv");
}
