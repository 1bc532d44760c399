//! The browser tests: a real Chromium against a server over a freshly built synthetic city.

use anyhow::{Context, Result};
use beatbook_tests::Server;

use crate::counts::{self, Count};
use crate::front_end::npm;
use crate::run::watched;
use crate::workspace::Workspace;
use crate::{chromium, demo, needs, program};

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::CHROMIUM])
        .err()
        .map(|error| format!("{error:#}"))
}

/// The end-to-end tests; none if they failed before they could be counted.
pub fn run(workspace: &Workspace) -> Result<(bool, Option<Count>)> {
    let chromium = chromium::find().context("there is no Chromium")?;
    let program = program::build(workspace)?;
    let dir = workspace.scratch("city");
    demo::city(&program, &dir, &[])?;
    let book = demo::book(&program, &dir)?;
    let server = Server::start(&program, &book).context("the server for the browser tests")?;
    println!("      the page is at {}", server.url());
    let mut command = npm(workspace, &["run", "e2e"]);
    command
        .env("BASE_URL", server.url())
        .env("CHROMIUM", chromium);
    let ran = watched(&mut command, "driving the browser")?;
    Ok((ran.ok, counts::front_end(&ran.text)))
}
