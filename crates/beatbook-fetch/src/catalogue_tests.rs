use super::*;

#[test]
fn everything_that_is_built_in_can_be_read_and_fetched() {
    let all = catalogue().unwrap();
    for name in [
        "lsoa-england-2011",
        "lsoa-england-2021",
        "lsoa-lookup-2011-2021",
        "msoa-england-2021",
        "ward-england-2022",
        "ward-england-2025",
        "imd-england-2015",
        "imd-england-2019",
        "imd-england-2025",
        "police-uk",
    ] {
        assert!(all.contains_key(name), "{name} is missing");
    }
    for (name, source) in &all {
        assert!(!source.files.is_empty(), "{name} has nothing to fetch");
        assert!(!source.attribution.is_empty(), "{name} says no attribution");
        for entry in &source.files {
            assert!(
                entry.address.starts_with("https://"),
                "{name}#{}: {}",
                entry.id,
                entry.address
            );
        }
    }
}

#[test]
fn no_two_files_of_the_catalogue_have_the_same_name() {
    let all = catalogue().unwrap();
    let mut names: Vec<&str> = all
        .values()
        .flat_map(|source| &source.files)
        .map(|entry| entry.file.as_str())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn a_name_stands_for_the_first_file_and_a_star_for_all() {
    let (source, id) = find("imd-england-2019").unwrap();
    assert_eq!(source.wanted(id.as_deref()).unwrap()[0].id, "file7");
    let (source, id) = find("imd-england-2019#file2").unwrap();
    assert_eq!(source.wanted(id.as_deref()).unwrap()[0].id, "file2");
    let (source, id) = find("imd-england-2019#*").unwrap();
    assert_eq!(
        source.wanted(id.as_deref()).unwrap().len(),
        source.files.len()
    );
}

#[test]
fn a_wrong_name_is_answered_with_the_right_ones() {
    let said = find("imd-2019").unwrap_err().to_string();
    assert!(
        said.contains("`imd-2019` is not in the catalogue"),
        "{said}"
    );
    assert!(said.contains("imd-england-2019"), "{said}");
    let (source, _) = find("imd-england-2019").unwrap();
    let said = source.wanted(Some("file9")).unwrap_err().to_string();
    assert!(
        said.contains("no file `file9`; take one of file7, file1"),
        "{said}"
    );
}

#[test]
fn a_source_of_ones_own_is_called_after_its_folder_or_itself() {
    let folder = tempfile::tempdir().unwrap();
    let text = include_str!("../../../boundaries/lsoa-england-2021/source.toml");
    let inside = folder.path().join("mine");
    fs::create_dir(&inside).unwrap();
    for (path, name) in [
        (inside.join("source.toml"), "mine"),
        (inside.join("theirs.toml"), "theirs"),
    ] {
        fs::write(&path, text).unwrap();
        let (source, id) = find(&format!("{}#bfe", path.display())).unwrap();
        assert_eq!((source.name.as_str(), id.as_deref()), (name, Some("bfe")));
    }
    let said = find("nowhere/source.toml").unwrap_err().to_string();
    assert!(said.contains("cannot read nowhere/source.toml"), "{said}");
}

#[test]
fn what_cannot_be_used_is_refused_with_its_reason() {
    let with = |more: &str| {
        let text = format!(
            "title='t'\nkind='k'\npublisher='p'\nlicence='l'\nattribution=['a']\npage='p'\n[[file]]\nid='one'\nwhat='w'\n{more}"
        );
        Source::read("mine", "mine.toml", &text)
            .unwrap_err()
            .to_string()
    };
    let file = "protocol='file'\naddress='https://a.example/a.csv'\n";
    for (more, why) in [
        (format!("{file}file='../a.csv'"), "is not a plain file name"),
        (format!("{file}file='.hidden'"), "is not a plain file name"),
        (format!("{file}file='C:a.csv'"), "is not a plain file name"),
        (format!("{file}file='a.csv'\nsha256='ABC'"), "64 hexadecimal digits"),
        (format!("{file}file='a.csv'\ncolour='red'"), "unknown field `colour`"),
        (format!("{file}file='a-{{month}}.csv'"), "{month} belongs in"),
        (
            "protocol='police-archive'\naddress='https://a.example/{month}.zip'\nfile='{month}.zip'".into(),
            "needs [file.archive]",
        ),
        (
            "protocol='ftp'\naddress='https://a.example/a'\nfile='a'".into(),
            "unknown variant `ftp`",
        ),
    ] {
        let said = with(&more);
        assert!(said.contains(why) && said.contains("mine.toml"), "{more}: {said}");
    }
}
