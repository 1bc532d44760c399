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
    assert_eq!(
        Dbf::new(b"a,b\n1,2", CodePage::Guessed).unwrap_err(),
        DbfFault::NotATable
    );
    assert_eq!(
        Dbf::new(&[b'x'; 200], CodePage::Guessed).unwrap_err(),
        DbfFault::NotATable
    );
}

/// One row of one field of a kind, as bytes.
fn one(kind: u8, bytes: &[u8]) -> Option<String> {
    let mut table = table(&[("f", bytes.len() as u8)], &[&[bytes]]);
    table[32 + 11] = kind;
    let dbf = Dbf::new(&table, CodePage::Guessed).unwrap();
    dbf.fields.first().and_then(|field| dbf.text(0, field))
}

#[test]
fn fields_of_every_kind_become_text() {
    let said = |kind, bytes: &[u8]| one(kind, bytes).unwrap_or_default();
    assert_eq!(said(b'N', b"   12.50"), "12.50");
    assert_eq!(said(b'F', b"1.5e3"), "1.5e3");
    assert_eq!(one(b'N', b"*****"), None, "a number that did not fit");
    assert_eq!(said(b'D', b"20240115"), "2024-01-15");
    assert_eq!(one(b'D', b"        "), None);
    assert_eq!(one(b'D', b"00000000"), None);
    assert_eq!(said(b'L', b"T"), "T");
    assert_eq!(one(b'L', b"?"), None);
    assert_eq!(said(b'I', &(-7_i32).to_le_bytes()), "-7");
    assert_eq!(said(b'O', &2.5_f64.to_le_bytes()), "2.5");
    assert_eq!(said(b'B', &2.5_f64.to_le_bytes()), "2.5");
    assert_eq!(said(b'Y', &12_500_i64.to_le_bytes()), "1.25");
    let mut moment = 2_460_325_u32.to_le_bytes().to_vec();
    moment.extend(81_000_000_u32.to_le_bytes());
    assert_eq!(said(b'T', &moment), "2024-01-15 22:30:00");
    assert_eq!(one(b'T', &[0; 8]), None);
    assert_eq!(one(b'@', &[0xff; 8]), None, "beyond all calendars");
    assert_eq!(
        one(b'M', b"0000000001"),
        None,
        "its text is in another file"
    );
}

#[test]
fn records_marked_as_deleted_are_known() {
    let mut bytes = table(&[("code", 2)], &[&[b"E1"], &[b"E2"]]);
    let mark = bytes.len() - 3;
    bytes[mark] = b'*';
    let dbf = Dbf::new(&bytes, CodePage::Guessed).unwrap();
    assert_eq!((dbf.is_deleted(0), dbf.is_deleted(1)), (false, true));
}
