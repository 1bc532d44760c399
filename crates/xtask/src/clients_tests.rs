use std::process::Command;
use std::time::Duration;

use super::{End, ended, scripts};
use crate::python::PYTHON;
use crate::workspace::Workspace;

#[test]
fn the_shared_file_is_no_script() {
    let folder = Workspace::here().root.join("tests").join("clients");
    let found = scripts(&folder).unwrap();
    let names: Vec<String> = found
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(names.contains(&"ogr_features.py".to_string()), "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('_')), "{names:?}");
}

#[test]
fn a_script_ends_by_itself_or_is_ended() {
    let python = |code: &str| {
        let mut command = Command::new(PYTHON);
        command.args(["-c", code]);
        command
    };
    if python("").status().is_err() {
        return;
    }
    let patience = Duration::from_secs(30);
    let code = |code: &str| ended(&mut python(code), patience).unwrap();
    assert_eq!(code("raise SystemExit(77)"), End::Code(Some(77)));
    assert_eq!(code("pass"), End::Code(Some(0)));
    let slow = ended(
        &mut python("import time; time.sleep(60)"),
        Duration::from_millis(200),
    );
    assert_eq!(slow.unwrap(), End::TooLong);
}
