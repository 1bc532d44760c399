//! 0 done, 2 could not run; messages on stderr, answers on stdout.

use beatbook_tests::Scenario;

#[test]
fn help_and_version_are_answers() {
    let scenario = Scenario::new();
    let help = scenario.run(["--help"]).ended_with(0);
    for command in [
        "demo", "fetch", "init", "check", "build", "hotspots", "serve", "doctor",
    ] {
        assert!(
            help.stdout.contains(command),
            "help does not name {command}:\n{}",
            help.stdout
        );
    }
    let version = scenario.run(["--version"]).ended_with(0);
    assert!(
        version.stdout.starts_with("beatbook "),
        "{}",
        version.stdout
    );
}

#[test]
fn a_command_that_does_not_exist() {
    let output = Scenario::new().run(["biuld"]).ended_with(2);
    output.complains_of(&["biuld"]);
    assert!(output.stdout.is_empty(), "{}", output.stdout);
}

#[test]
fn a_file_that_is_not_there() {
    let output = Scenario::new()
        .run(["build", "nowhere/beatbook.toml"])
        .ended_with(2);
    output.complains_of(&["error:", "nowhere"]);
}

#[test]
fn a_folder_that_is_no_book() {
    let scenario = Scenario::new();
    scenario.write("letters/readme.txt", "not a book");
    let output = scenario
        .hotspots(&scenario.path("letters"), "")
        .ended_with(2);
    output.complains_of(&["error:", "letters"]);
    let output = scenario
        .run(["serve", "letters", "--port", "0"])
        .ended_with(2);
    output.complains_of(&["error:", "letters"]);
}

#[test]
fn no_progress_bars_where_nobody_watches() {
    let scenario = Scenario::new();
    scenario.city("city", &["--events", "500"]);
    let output = scenario.run(["build", "city/beatbook.toml"]).ended_with(0);
    assert!(
        !output.stderr.contains('\r') && !output.stderr.contains('\u{1b}'),
        "{:?}",
        output.stderr
    );
}
