//! A build that adds months and is killed leaves a whole book: the old one or the new one, never a
//! mixture.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use beatbook_tests::Scenario;

use crate::{folders, monthly};

const MOMENTS: u32 = 20;

#[test]
fn killed_at_any_moment_the_book_is_whole() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "9000", "--seed", "1"]);
    let months = monthly::cut(&city);
    let file = |month: &str| city.join(format!("month-{month}.csv"));
    // As it was: the last two months not there, one before them in its first issue.
    let [.., reissued, second, newest] = &months[..] else {
        panic!("too few months: {months:?}");
    };
    let later =
        [reissued, second, newest].map(|month| (file(month), fs::read(file(month)).unwrap()));
    let first = monthly::first_issue(&file(reissued));
    fs::remove_file(file(second)).unwrap();
    fs::remove_file(file(newest)).unwrap();
    fs::write(file(reissued), first).unwrap();
    let book = scenario.book("city");
    let kept = scenario.path("kept");
    folders::copy(&book, &kept);
    let old = scenario.hotspots(&book, "").ended_with(0).stdout;

    // The time of an undisturbed build with the later months; what the book then says.
    for (path, bytes) in later {
        fs::write(path, bytes).unwrap();
    }
    let began = Instant::now();
    let _ = scenario.book("city");
    let mut whole = began.elapsed();
    let new = scenario.hotspots(&book, "").ended_with(0).stdout;
    assert_ne!(
        old, new,
        "the two books have to differ, or nothing is shown here"
    );

    let (mut killed, mut tries) = (0, 0);
    while killed < MOMENTS {
        tries += 1;
        assert!(tries < 4 * MOMENTS, "builds end before they can be killed");
        let moment = killed;
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
        if child.wait().unwrap().success() {
            whole = whole.mul_f64(0.9); // the machine is less busy than when it was measured
        } else {
            killed += 1;
        }

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
}

/// One moment in each twentieth of the build, at a place in it that differs from run to run of
/// the loop but not from run to run of the test.
fn wait(moment: u32, whole: Duration) -> Duration {
    let scattered = f64::from(moment.wrapping_mul(2_654_435_761) >> 16) / 65_536.0;
    whole.mul_f64((f64::from(moment) + scattered) / f64::from(MOMENTS))
}
