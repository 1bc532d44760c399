use super::*;
use crate::scratch::dbf_table as table;

#[test]
fn texts_are_read_by_field() {
    let bytes = table(
        &[("code", 9), ("name", 12)],
        &[&[b"E01033755", b"Caf\xe9"], &[b"", "né".as_bytes()]],
    );
    let dbf = Dbf::new(&bytes, CodePage::Guessed).unwrap();
    let names: Vec<_> = dbf.fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!((names, dbf.len), (vec!["code", "name"], 2));
    assert_eq!(dbf.text(0, &dbf.fields[0]).as_deref(), Some("E01033755"));
    assert_eq!(dbf.text(0, &dbf.fields[1]).as_deref(), Some("Café"));
    assert_eq!(dbf.text(1, &dbf.fields[0]), None);
    assert_eq!(dbf.text(1, &dbf.fields[1]).as_deref(), Some("né"));
    assert_eq!(dbf.text(2, &dbf.fields[1]), None, "there is no third row");
}

#[test]
fn a_table_that_is_cut_short_is_noticed() {
    let bytes = table(&[("code", 9)], &[&[b"E01033755"], &[b"E01033756"]]);
    let whole = bytes.len() as u64;
    assert_eq!(
        Dbf::new(&bytes[..bytes.len() - 1], CodePage::Guessed).unwrap_err(),
        DbfFault::CutShort(whole, whole - 1)
    );
    assert_eq!(Dbf::new(b"a,b\n1,2", CodePage::Guessed).unwrap_err(), DbfFault::NotATable);
    assert_eq!(Dbf::new(&[b'x'; 200], CodePage::Guessed).unwrap_err(), DbfFault::NotATable);
}
