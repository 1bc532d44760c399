use super::*;

#[test]
fn code_pages_are_known_by_the_names_programs_write() {
    for name in ["UTF-8", "utf8", "65001", "UTF-8\r\n", "CP65001"] {
        assert_eq!(CodePage::of(name), CodePage::Utf8, "{name}");
    }
    let western = CodePage::Known(encoding_rs::WINDOWS_1252);
    for name in [
        "1252",
        "ANSI 1252",
        "CP1252",
        "windows-1252",
        "ISO-8859-1",
        "ISO 8859-1",
        "88591",
        "8859-1",
        "latin1",
    ] {
        assert_eq!(CodePage::of(name), western, "{name}");
    }
    assert_eq!(
        CodePage::of("88592"),
        CodePage::Known(encoding_rs::ISO_8859_2)
    );
    assert_eq!(CodePage::of(" "), CodePage::Guessed);
    for name in ["OEM 850", "437", "klingon"] {
        assert_eq!(CodePage::of(name), CodePage::Unknown, "{name}");
    }
}

#[test]
fn texts_are_read_as_the_code_page_says() {
    let both = "é".as_bytes();
    assert_eq!(CodePage::Guessed.decoded(both), "é");
    assert_eq!(CodePage::of("1252").decoded(both), "Ã©");
    assert_eq!(CodePage::of("ISO-8859-2").decoded(b"\xb1"), "ą");
    let cut = &"Cafés".as_bytes()[..4];
    assert_eq!(
        CodePage::Utf8.decoded(cut),
        "Caf",
        "a letter that was cut in half"
    );
    assert_eq!(
        CodePage::Utf8.decoded(b"Caf\xe9s"),
        "Cafés",
        "it says UTF-8 and is not"
    );
}
