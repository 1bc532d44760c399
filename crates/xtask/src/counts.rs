//! How many tests ran, read from what the runners themselves say at their end.

use std::ops::AddAssign;

/// Tests that passed, failed and did not run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Count {
    pub fn ran(self) -> usize {
        self.passed + self.failed
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// `Summary [  0.005s] 5 tests run: 3 passed (1 slow), 2 failed, 1 skipped`
pub fn nextest(text: &str) -> Option<Count> {
    let line = text.lines().rev().find(|line| {
        line.trim_start().starts_with("Summary [")
            && (line.contains(" run: ") || line.contains(" run, "))
    })?;
    let mut count = listed(line.rsplit_once(": ")?.1);
    // A test that ran out of time or could not be started has failed.
    for other in ["timed out", "exec failed"] {
        count.failed += before(line, other).unwrap_or(0);
    }
    Some(count)
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; ...`, one for each binary or crate.
pub fn cargo_test(text: &str) -> Option<Count> {
    let mut total = None;
    for line in text
        .lines()
        .filter(|line| line.trim_start().starts_with("test result: "))
    {
        let mut count = listed(line);
        count.skipped += before(line, "ignored").unwrap_or(0);
        *total.get_or_insert_default() += count;
    }
    total
}

/// Vitest: `Tests  1 failed | 11 passed | 2 skipped (14)`; Node's own runner: `# pass 3`, with
/// `#` or `ℹ` in front.
pub fn front_end(text: &str) -> Option<Count> {
    let vitest = text.lines().filter(|line| {
        line.trim_start()
            .strip_prefix("Tests ")
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let mut total = None;
    for line in vitest {
        *total.get_or_insert_default() += listed(line);
    }
    if total.is_some() {
        return total;
    }
    let said = |word: &str| {
        let ends = text.lines().filter_map(|line| line.trim().split_once(' '));
        ends.filter(|(mark, _)| matches!(*mark, "#" | "ℹ"))
            .filter_map(|(_, rest)| rest.strip_prefix(word)?.trim().parse::<usize>().ok())
            .next_back()
    };
    let passed = said("pass ")?;
    Some(Count {
        passed,
        failed: said("fail ")?,
        skipped: said("skipped ").unwrap_or(0),
    })
}

/// A line such as `3 passed, 1 failed` alone.
pub fn plain(text: &str) -> Option<Count> {
    let line = text
        .lines()
        .rev()
        .find(|line| line.contains(" passed, ") && line.contains(" failed"))?;
    Some(listed(line))
}

/// The numbers before "passed", "failed", "skipped" and "todo" in a line.
fn listed(line: &str) -> Count {
    Count {
        passed: before(line, "passed").unwrap_or(0),
        failed: before(line, "failed").unwrap_or(0),
        skipped: before(line, "skipped").unwrap_or(0) + before(line, "todo").unwrap_or(0),
    }
}

/// The number that stands before a word, such as 3 in "3 passed".
fn before(line: &str, word: &str) -> Option<usize> {
    line.match_indices(word).find_map(|(at, _)| {
        let front = line[..at].strip_suffix(' ')?;
        front
            .rsplit(|letter: char| !letter.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    })
}

#[cfg(test)]
#[path = "counts_tests.rs"]
mod tests;
