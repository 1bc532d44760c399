use super::*;
use crate::scratch::Scratch;

#[test]
fn rows_are_spread_over_a_long_file() {
    let scratch = Scratch::new();
    let rows: String = (0..10_000).map(|n| format!("{n},E01000001\n")).collect();
    let path = scratch.write("a.csv", format!("n,lsoa\n{rows}"));
    let sample = Sample::read(&path).unwrap();
    assert_eq!(sample.total, 10_000);
    assert!(
        (KEPT..2 * KEPT).contains(&sample.rows.len()),
        "{}",
        sample.rows.len()
    );
    let numbers: Vec<u32> = sample.values(0).map(|n| n.parse().unwrap()).collect();
    let steps: Vec<u32> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| *step == steps[0]), "{steps:?}");
    assert!(*numbers.last().unwrap() > 9_900);
}

#[test]
fn a_first_line_of_values_is_a_row() {
    let scratch = Scratch::new();
    let text = "57 Thomas Street\t3260875385\t53.4838807\t-2.2362441\n9 Gallon\t9001996218\t53.3888575\t-2.5973769\n";
    let sample = Sample::read(&scratch.write("pubs.tsv", text)).unwrap();
    assert!(sample.headerless);
    assert_eq!((sample.total, sample.rows.len()), (2, 2));
    assert_eq!(sample.header, ["name", "number", "latitude", "longitude"]);
}

#[test]
fn ages_as_column_names_are_a_header() {
    let scratch = Scratch::new();
    let text = "area_code,all_ages,0,1,90+\nE01000001,3,1,1,1\n";
    let sample = Sample::read(&scratch.write("population.csv", text)).unwrap();
    assert!(!sample.headerless);
}

#[test]
fn different_values_are_counted_in_the_whole_file() {
    let scratch = Scratch::new();
    let path = scratch.write("a.csv", "ref,place\na,x\n,y\nb,x\n");
    assert_eq!(different(&path, 0).0, different(&path, 0).1);
    assert!(different(&path, 1).1 < different(&path, 1).0);
}

#[test]
fn a_column_of_a_file_that_breaks_off_is_no_id() {
    use std::io::Write;
    let scratch = Scratch::new();
    let rows: String = (0..50_000)
        .map(|n| format!("{n},{}\n", n * 7_919 % 50_021))
        .collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer
        .write_all(format!("ref,n\n{rows}").as_bytes())
        .unwrap();
    let whole = packer.finish().unwrap();
    assert_eq!(
        different(&scratch.write("a.csv.gz", &whole), 0),
        (50_000, 50_000)
    );
    let half = &whole[..whole.len() / 2];
    assert_eq!(different(&scratch.write("b.csv.gz", half), 0), (0, 0));
}
