use super::*;

#[test]
fn a_line_break_in_a_name_ends_no_remark_and_no_comment() {
    let name = "two\nlines \"of\\it\u{7}";
    let mut table = Table::new("[a]");
    table.set("key", name).remark(name);
    let mut text = Text::default();
    text.table(&table);
    text.commented(&table);
    let text = text.finish();
    assert_eq!(text.lines().count(), 4, "{text}");
    let read: toml::Table = text.parse().unwrap();
    assert_eq!(read["a"]["key"].as_str(), Some(name));
}
