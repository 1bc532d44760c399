use crate::scratch::Scratch;
use crate::table::Table;

const HEAD: &str =
    "<a xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table table:name=\"S\">";
const TAIL: &str = "</table:table></a>";

fn cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn opened(rows: &str) -> Result<usize, String> {
    let scratch = Scratch::new();
    let path = scratch.zip(
        "book.ods",
        &[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
            ),
            ("META-INF/manifest.xml", b"<manifest/>".to_vec()),
            ("content.xml", rows.as_bytes().to_vec()),
        ],
    );
    let mut table = Table::open(&path, "events").map_err(|e| scratch.tidy(&e))?;
    let mut rows = 0;
    while table.next().map_err(|e| scratch.tidy(&e))?.is_some() {
        rows += 1;
    }
    Ok(rows)
}

#[test]
fn a_sheet_that_does_not_end_is_refused() {
    let row = format!(
        "<table:table-row>{}{}</table:table-row>",
        cell("a"),
        cell("b")
    );
    assert_eq!(opened(&format!("{HEAD}{row}{row}{TAIL}")), Ok(1));
    let misnamed = row.replacen("<table:table-row>", "<table:table-rs>", 1);
    for broken in [
        format!("{HEAD}{row}{row}"),
        format!("{HEAD}{misnamed}{row}{TAIL}"),
        format!("{HEAD}{row}<table:table-row>{TAIL}"),
    ] {
        let message = opened(&broken).unwrap_err();
        assert!(
            message.contains("not a sound workbook: content.xml: "),
            "{message}"
        );
    }
}

#[test]
fn a_sheet_that_unfolds_without_end_is_refused() {
    let many = cell("a").replace(
        "office:value-type",
        "table:number-columns-repeated=\"16384\" office:value-type",
    );
    let row = |times: u32, cell: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cell}</table:table-row>")
    };
    let wide = format!("{HEAD}{}{TAIL}", row(1_048_576, &many));
    let listed = format!("{HEAD}{}{TAIL}", row(1, &many).repeat(2_049));
    let far = format!(
        "{HEAD}{}{}{}{TAIL}",
        row(1, &many),
        row(1_048_000, "<table:table-cell/>"),
        row(1, &cell("a"))
    );
    for large in [wide, listed, far] {
        let message = opened(&large).unwrap_err();
        assert!(
            message.contains("unfolds to more than 33,554,432 cells"),
            "{message}"
        );
    }
    let blank_below = format!(
        "{HEAD}{}{}{TAIL}",
        row(2, &format!("{}{}", cell("a"), cell("b"))),
        row(
            1_048_000,
            "<table:table-cell table:number-columns-repeated=\"16384\"/>"
        )
    );
    assert_eq!(opened(&blank_below), Ok(1));
}
