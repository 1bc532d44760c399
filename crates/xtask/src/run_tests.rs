use std::process::Command;

use super::{plain, watched};

#[test]
fn colours_and_cursor_movements_are_taken_out() {
    let coloured = "\u{1b}[32;1m   Compiling\u{1b}[0m core\r\u{1b}[Kdone";
    assert_eq!(plain(coloured), "   Compiling core\rdone");
}

#[cfg(unix)]
#[test]
fn both_streams_and_the_end_are_seen() {
    let mut command = Command::new("sh");
    command.args(["-c", "echo out; echo err >&2; exit 3"]);
    let ran = watched(&mut command, "trying").unwrap();
    assert!(!ran.ok);
    assert!(
        ran.text.contains("out\n") && ran.text.contains("err\n"),
        "{}",
        ran.text
    );
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let error = watched(&mut Command::new("no-such-program"), "trying")
        .err()
        .unwrap();
    assert!(error.to_string().contains("no-such-program"), "{error}");
}
