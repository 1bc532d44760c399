use super::{Count, cargo_test, front_end, nextest, plain};

fn count(passed: usize, failed: usize, skipped: usize) -> Count {
    Count {
        passed,
        failed,
        skipped,
    }
}

#[test]
fn nextest_says_it_in_its_summary() {
    let all = "        PASS [   0.004s] a b\n────────────\n     Summary [   0.005s] 3 tests run: 3 passed, 0 skipped\n";
    assert_eq!(nextest(all), Some(count(3, 0, 0)));
    let mixed = "     Summary [  12.5s] 9 tests run: 5 passed (1 slow), 2 failed, 1 exec failed, 1 timed out, 4 skipped\n        FAIL [ 1.0s] a b\n";
    assert_eq!(nextest(mixed), Some(count(5, 4, 4)));
    assert_eq!(
        nextest("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped"),
        Some(count(1, 0, 0))
    );
    let cut = "     Summary [   0.1s] 2/7 tests run: 1 passed, 1 failed, 0 skipped";
    assert_eq!(nextest(cut), Some(count(1, 1, 0)));
    assert_eq!(nextest("error: could not compile `x`"), None);
}

#[test]
fn cargo_test_says_it_for_each_binary() {
    let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
    assert_eq!(cargo_test(text), Some(count(7, 3, 1)));
    assert_eq!(cargo_test("running 3 tests"), None);
}

#[test]
fn vitest_and_node_say_it_in_their_own_ways() {
    let vitest = " Test Files  2 passed (2)\n      Tests  1 failed | 11 passed | 2 skipped (14)\n   Start at  10:00:00\n";
    assert_eq!(front_end(vitest), Some(count(11, 1, 2)));
    assert_eq!(
        front_end("# tests 4\n# suites 0\n# pass 3\n# fail 1\n# skipped 0\n"),
        Some(count(3, 1, 0))
    );
    assert_eq!(
        front_end("ℹ tests 2\nℹ pass 1\nℹ fail 0\nℹ skipped 1\n"),
        Some(count(1, 0, 1))
    );
    assert_eq!(front_end("nothing ran"), None);
}

#[test]
fn a_plain_line() {
    assert_eq!(
        plain("hotspots.ipynb: ok\n1 passed, 0 failed\n"),
        Some(count(1, 0, 0))
    );
    assert_eq!(plain("boom"), None);
}
