//! The processes that take turns. See `beatbook_testkit::contest` for what is said between them.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

/// One side of a job, waiting to be asked for a round.
pub struct Contestant {
    name: String,
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl Contestant {
    /// Starts a side and waits until it has prepared.
    pub fn start(name: String, command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let input = child.stdin.take();
        let output = child.stdout.take().context("no pipe to listen to")?;
        let mut contestant = Self {
            name,
            child,
            input,
            output: BufReader::new(output).lines(),
        };
        let said = contestant.hear()?;
        if said != "ready" {
            bail!("{} said '{said}' instead of 'ready'", contestant.name);
        }
        Ok(contestant)
    }

    /// One round; gives seconds.
    pub fn go(&mut self) -> Result<f64> {
        let input = self.input.as_mut().context("the pipe is closed")?;
        writeln!(input, "go").with_context(|| format!("{} is gone", self.name))?;
        let said = self.hear()?;
        said.parse()
            .with_context(|| format!("{} said '{said}' instead of seconds", self.name))
    }

    /// Lets it write its results; gives the most memory it held, in bytes, 0 if it cannot say.
    pub fn finish(mut self) -> Result<u64> {
        drop(self.input.take());
        let said = self.hear()?;
        let peak = said
            .strip_prefix("peak ")
            .and_then(|bytes| bytes.parse().ok())
            .with_context(|| format!("{} said '{said}' instead of its memory", self.name))?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("{} ended with {status}", self.name);
        }
        Ok(peak)
    }

    fn hear(&mut self) -> Result<String> {
        match self.output.next() {
            Some(line) => Ok(line?),
            None => bail!("{} stopped; its own message is above", self.name),
        }
    }
}

impl Drop for Contestant {
    fn drop(&mut self) {
        // One that ended is not there to be killed, and that is all that can go wrong.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
