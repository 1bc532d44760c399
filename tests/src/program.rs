//! Where the program under test is.

use std::fmt;
use std::path::PathBuf;

/// There is no built program to test.
#[derive(Debug)]
pub struct ProgramMissing {
    /// Where it was looked for.
    pub at: PathBuf,
}

impl fmt::Display for ProgramMissing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "there is no program at {}; build it with `cargo build --workspace --bin beatbook`, \
             or run `cargo xtask test rust`, which does so first",
            self.at.display()
        )
    }
}

impl std::error::Error for ProgramMissing {}

/// The program named by `BEATBOOK_BIN`, else the one that cargo built beside this test.
///
/// # Errors
/// [`ProgramMissing`] with the place where it was expected.
pub fn program() -> Result<PathBuf, ProgramMissing> {
    let at = std::env::var_os("BEATBOOK_BIN").map_or_else(beside_this_test, PathBuf::from);
    if at.is_file() {
        Ok(at)
    } else {
        Err(ProgramMissing { at })
    }
}

/// A test is `target/debug/deps/cases-1a2b3c`, the program `target/debug/beatbook`.
fn beside_this_test() -> PathBuf {
    let name = format!("beatbook{}", std::env::consts::EXE_SUFFIX);
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name))
}
