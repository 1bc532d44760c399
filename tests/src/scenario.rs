//! A temporary folder, and the program run in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Output {
    /// The words it was started with, for messages.
    pub words: String,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Exit code; -1 where a signal ended it.
    pub code: i32,
}

impl Output {
    /// Itself, after checking the exit code.
    ///
    /// # Panics
    /// With everything that the program said, if it ended otherwise.
    #[must_use]
    #[track_caller]
    pub fn ended_with(self, code: i32) -> Self {
        assert!(
            self.code == code,
            "`beatbook {}` ended with {} instead of {code}\n--- stdout\n{}\n--- stderr\n{}",
            self.words,
            self.code,
            self.stdout,
            self.stderr
        );
        self
    }

    /// Checks that stderr holds all of these texts.
    ///
    /// # Panics
    /// With the whole message, if one of them is absent.
    #[track_caller]
    pub fn complains_of(&self, texts: &[&str]) {
        for text in texts {
            assert!(
                self.stderr.contains(text),
                "`beatbook {}` should have said '{text}'\n--- stderr\n{}",
                self.words,
                self.stderr
            );
        }
    }
}

/// One scenario's folder, removed at its end.
#[derive(Debug)]
pub struct Scenario {
    folder: TempDir,
    program: PathBuf,
}

impl Scenario {
    /// An empty folder.
    ///
    /// # Panics
    /// If there is no program to test or no place for temporary files: a scenario cannot go on.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let program = crate::program().unwrap_or_else(|missing| panic!("{missing}"));
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        Self { folder, program }
    }

    /// The program under test.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// A path in the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, making the folders above it; gives its path.
    ///
    /// # Panics
    /// If it cannot be written.
    #[track_caller]
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)
                .unwrap_or_else(|error| panic!("{}: {error}", above.display()));
        }
        fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// The program with these words, in this folder, with nothing to read from.
    pub fn command<W: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = W>) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(words)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env("NO_COLOR", "1");
        command
    }

    /// Runs the program to its end.
    ///
    /// # Panics
    /// If it cannot be started.
    #[track_caller]
    pub fn run<W: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = W>) -> Output {
        self.run_in("", words)
    }

    /// Runs the program to its end in a folder of this one.
    ///
    /// # Panics
    /// If it cannot be started.
    #[track_caller]
    pub fn run_in<W: AsRef<OsStr>>(
        &self,
        folder: &str,
        words: impl IntoIterator<Item = W>,
    ) -> Output {
        let mut command = self.command(words);
        let output = command
            .current_dir(self.path(folder))
            .output()
            .unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        let words: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        Output {
            words: words.join(" "),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// A synthetic city in the folder `name`, made with these further words.
    #[track_caller]
    pub fn city(&self, name: &str, words: &[&str]) -> PathBuf {
        let _ = self
            .run([&["demo", "--dir", name], words].concat())
            .ended_with(0);
        self.path(name)
    }

    /// Builds the book of a folder with a `beatbook.toml`; gives the book's path.
    #[track_caller]
    pub fn book(&self, name: &str) -> PathBuf {
        let config = self.path(name).join("beatbook.toml");
        let _ = self
            .run([OsStr::new("build"), config.as_os_str()])
            .ended_with(0);
        self.path(name).join("book")
    }

    /// The answer of a command about a book, as JSON.
    ///
    /// # Panics
    /// If the command does not end with 0 or does not answer in JSON.
    #[track_caller]
    pub fn ask(&self, command: &str, book: &Path, selection: &str, further: &[&str]) -> Value {
        let book = book.to_string_lossy();
        let words = [command, &book, selection, "--format", "json"];
        let output = self.run([&words[..], further].concat()).ended_with(0);
        serde_json::from_str(&output.stdout)
            .unwrap_or_else(|error| panic!("`{}`: {error}\n{}", output.words, output.stdout))
    }

    /// The ranked hotspots of a book for a selection, as JSON text.
    #[track_caller]
    pub fn hotspots(&self, book: &Path, selection: &str) -> Output {
        let words = [
            OsStr::new("hotspots"),
            book.as_os_str(),
            OsStr::new(selection),
            OsStr::new("--format"),
            OsStr::new("json"),
        ];
        self.run(words)
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self::new()
    }
}
