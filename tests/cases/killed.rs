//! A build that is killed leaves a whole book: the old one or the new one.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use beatbook_tests::Scenario;

use crate::folders;

const MOMENTS: u32 = 20;

#[test]
fn killed_at_any_moment_the_book_is_whole() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "4000", "--seed", "1"]);
    let book = scenario.book("city");
    let kept = scenario.path("kept");
    folders::copy(&book, &kept);
    let old = scenario.hotspots(&book, "").ended_with(0).stdout;

    // Other events for the same city; the time of an undisturbed build; what it then says.
    let other = scenario.city("other", &["--events", "9000", "--seed", "2"]);
    fs::copy(
        other.join("police-extract.csv"),
        city.join("police-extract.csv"),
    )
    .unwrap();
    let began = Instant::now();
    let _ = scenario.book("city");
    let whole = began.elapsed();
    let new = scenario.hotspots(&book, "").ended_with(0).stdout;
    assert_ne!(
        old, new,
        "the two books have to differ, or nothing is shown here"
    );

    let mut killed = 0;
    for moment in 0..MOMENTS {
        fs::remove_dir_all(&book).unwrap();
        folders::copy(&kept, &book);
        let mut child = scenario
            .command(["build", "city/beatbook.toml"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(wait(moment, whole));
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());

        let said = scenario.hotspots(&book, "").ended_with(0).stdout;
        assert!(
            said == old || said == new,
            "moment {moment}: neither the old answer nor the new one:\n{said}"
        );
        // What the killed build left behind does not stand in the way of the next.
        let _ = scenario.book("city");
        assert_eq!(
            scenario.hotspots(&book, "").ended_with(0).stdout,
            new,
            "moment {moment}: the next build"
        );
    }
    assert!(
        killed >= MOMENTS / 2,
        "only {killed} of {MOMENTS} builds were killed before their end"
    );
}

/// One moment in each twentieth of the build, at a place in it that differs from run to run of
/// the loop but not from run to run of the test.
fn wait(moment: u32, whole: Duration) -> Duration {
    let scattered = f64::from(moment.wrapping_mul(2_654_435_761) >> 16) / 65_536.0;
    whole.mul_f64((f64::from(moment) + scattered) / f64::from(MOMENTS))
}
