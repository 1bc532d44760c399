//! The servers whose pages a browser looks at: a synthetic city as two audiences see it, and, where
//! its files are on this machine, a real one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use beatbook_tests::{LIVERPOOL_AREAS, Server, liverpool, real_data};

use crate::workspace::Workspace;
use crate::{chromium, demo, program};

/// They run until this is dropped.
pub struct Pages {
    pub demo: Server,
    partnership: Server,
    liverpool: Option<Server>,
    program: PathBuf,
    book: PathBuf,
    chromium: PathBuf,
}

impl Pages {
    /// Builds the program, makes the books and serves them.
    pub fn start(workspace: &Workspace) -> Result<Self> {
        let chromium = chromium::find().context("there is no Chromium")?;
        let program = program::build(workspace)?;
        let dir = workspace.scratch("city");
        demo::city(&program, &dir, &[])?;
        let book = demo::book(&program, &dir)?;
        let serve = |book: &Path, words: &[&str]| {
            Server::start_with(&program, book, words).context("a server for the browser")
        };
        let liverpool = real_data().map(|data| {
            let book = real_book(workspace, &program, &data)?;
            serve(&book, &[])
        });
        Ok(Self {
            demo: serve(&book, &[])?,
            partnership: serve(&book, &["--audience", "partnership"])?,
            liverpool: liverpool.transpose()?,
            program,
            book,
            chromium,
        })
    }

    /// Tells a program where they are, and what it needs to start more of them.
    pub fn tell(&self, command: &mut Command) {
        command
            .env("BASE_URL", self.demo.url())
            .env("PARTNERSHIP_URL", self.partnership.url())
            .env("CHROMIUM", &self.chromium)
            .env("BEATBOOK_BIN", &self.program)
            .env("BOOK", &self.book);
        match &self.liverpool {
            Some(server) => command.env("LIVERPOOL_URL", server.url()),
            None => command.env_remove("LIVERPOOL_URL"),
        };
        println!("      the page is at {}", self.demo.url());
    }

    pub fn has_real(&self) -> bool {
        self.liverpool.is_some()
    }
}

fn real_book(workspace: &Workspace, program: &Path, data: &Path) -> Result<PathBuf> {
    let dir = workspace.scratch("liverpool");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let config = dir.join("beatbook.toml");
    fs::write(&config, liverpool(data, LIVERPOOL_AREAS))
        .with_context(|| format!("cannot write {}", config.display()))?;
    demo::book(program, &dir)
}
