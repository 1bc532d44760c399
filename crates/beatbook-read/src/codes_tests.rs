use crate::BadRows;
use crate::scratch::{POLICE_UK, Scratch, read, try_config};

use super::*;

const CODED: &str = "format = \"csv\"\nfiles = [\"events.csv\"]\n\
    [source.columns]\ncode = \"ho\"\nplace = \"place\"\nfrom = \"from\"\n";

#[test]
fn a_code_alone_gives_the_category() {
    let scratch = Scratch::new();
    let text = "ho,place,from\n005d,a,2024-05-03\n5A,a,2024-05-03\n8f,a,2024-05-03\n8f,a,2024-05-03\nzz,a,2024-05-03\n,a,2024-05-03\n";
    let (report, batches) = read(&scratch, CODED, text, BadRows::Skip).unwrap();
    let batch = &batches[0];
    let words: Vec<_> = batch
        .category
        .iter()
        .map(|s| batch.strings.get(*s))
        .collect();
    let serious = "Assault with intent to cause serious harm";
    let other = "Other offence (code 8f)";
    assert_eq!(
        words,
        [serious, serious, other, other, "Other offence (code zz)"]
    );
    let codes: Vec<_> = batch
        .code
        .iter()
        .flatten()
        .map(|s| batch.strings.get(*s))
        .collect();
    assert_eq!(codes, ["5D", "5A", "8f", "8f", "zz"]);
    assert_eq!(
        report.unknown_codes,
        [("8f".to_owned(), 2), ("zz".to_owned(), 1)]
    );
    assert_eq!((report.unknown_code_rows, report.refused), (3, 1));
    assert_eq!(
        report.problems[0].reason,
        "the offence code is blank, and no other column says the category"
    );
}

#[test]
fn a_category_column_goes_before_the_code() {
    let scratch = Scratch::new();
    let source = CODED.replace("code =", "category = \"kind\"\ncode =");
    let text = "kind,ho,place,from\nGBH,5D,a,2024-05-03\nMayhem,,a,2024-05-03\n";
    let (report, batches) = read(&scratch, &source, text, BadRows::Refuse).unwrap();
    let batch = &batches[0];
    assert_eq!(batch.strings.get(batch.category[0]), "GBH");
    assert_eq!((batch.code[1], report.unknown_code_rows), (None, 0));
}

#[test]
fn without_category_fixed_or_code_the_config_is_refused() {
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let source = CODED.replace("code = \"ho\"\n", "");
    let error = try_config(&scratch, &format!("[[source]]\nid = \"offence\"\n{source}"));
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("name a column under category or code")
    );
}

#[test]
fn crime_types_that_are_new_are_kept_and_listed() {
    let scratch = Scratch::new();
    let text = "Month,Longitude,Latitude,Crime type\n2024-05,-2.2,53.4,Robbery\n2024-05,-2.2,53.4,Violent crime\n";
    let (report, batches) = read(&scratch, POLICE_UK, text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].len(), 2);
    assert_eq!(report.unknown_codes, [("Violent crime".to_owned(), 1)]);
}

#[test]
fn the_list_is_short_and_the_count_is_whole() {
    let mut unknown = Unknown::default();
    for number in 0..10_000 {
        unknown.add(&format!("x{number}"));
    }
    unknown.add("x7");
    assert_eq!((unknown.rows, unknown.listed().len()), (10_001, 50));
    assert_eq!(unknown.listed()[0], ("x7".to_owned(), 2));
}
