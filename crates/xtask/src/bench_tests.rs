use super::*;

#[test]
fn what_cargo_built_is_found_in_what_it_says() {
    let said = "   Compiling a v0.1.0\n    Finished `bench` profile\n  \
                Executable benches/a.rs (target/release/deps/a-1f)\n";
    assert_eq!(
        executable(said).unwrap(),
        PathBuf::from("target/release/deps/a-1f")
    );
    assert!(executable("    Finished\n").is_err());
}

#[test]
fn an_unknown_job_is_named_with_those_there_are() {
    let error = run(&["speed".to_string()]).unwrap_err().to_string();
    assert!(
        error.starts_with("there is no job 'speed'; there are gi-binary,"),
        "{error}"
    );
}

#[test]
fn every_job_has_a_peer_and_something_to_agree_on() {
    for job in &JOBS {
        assert!(
            !job.peers.is_empty() && !job.agree.is_empty(),
            "{}",
            job.name
        );
        assert!(job.rounds >= 3, "{}: a spread needs rounds", job.name);
    }
}
