//! Starting another program so that a person sees that something is going on.

use std::io::{IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::steps::spoken;

const SILENCE: Duration = Duration::from_secs(30);

/// What a program did.
pub struct Ran {
    pub ok: bool,
    /// Both streams as they came, without colour codes.
    pub text: String,
}

enum Bytes {
    Out(Vec<u8>),
    Err(Vec<u8>),
}

/// Runs a program to its end. Its output passes through as it comes and is returned as well;
/// when it is silent for half a minute, a line says what is going on and for how long.
pub fn watched(command: &mut Command, doing: &str) -> Result<Ran> {
    if std::io::stderr().is_terminal() {
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let (sender, receiver) = mpsc::channel();
    if let Some(stream) = child.stdout.take() {
        forward(stream, sender.clone(), Bytes::Out);
    }
    if let Some(stream) = child.stderr.take() {
        forward(stream, sender, Bytes::Err);
    }
    let mut seen = Vec::new();
    loop {
        match receiver.recv_timeout(SILENCE) {
            Ok(Bytes::Out(bytes)) => {
                show(&mut std::io::stdout(), &bytes);
                seen.extend(bytes);
            }
            Ok(Bytes::Err(bytes)) => {
                show(&mut std::io::stderr(), &bytes);
                seen.extend(bytes);
            }
            Err(RecvTimeoutError::Timeout) => {
                println!("      ... {doing}: {} so far", spoken(began.elapsed()));
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child
        .wait()
        .with_context(|| format!("lost sight of {name}"))?;
    Ok(Ran {
        ok: status.success(),
        text: plain(&String::from_utf8_lossy(&seen)),
    })
}

/// As [`watched`], for a step without which the next makes no sense.
pub fn must(command: &mut Command, doing: &str) -> Result<String> {
    let ran = watched(command, doing)?;
    if !ran.ok {
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        let name = command.get_program().to_string_lossy();
        bail!(
            "{doing} failed: `{name} {}`; its own message is above",
            words.join(" ")
        );
    }
    Ok(ran.text)
}

/// The output of a program that answers at once, or nothing if it is absent or fails.
pub fn answer(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn forward(mut stream: impl Read + Send + 'static, to: Sender<Bytes>, wrap: fn(Vec<u8>) -> Bytes) {
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(read) = stream.read(&mut buffer) {
            if read == 0 || to.send(wrap(buffer[..read].to_vec())).is_err() {
                break;
            }
        }
    });
}

fn show(stream: &mut impl Write, bytes: &[u8]) {
    // A closed pipe at the other end is no reason to stop the work.
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

/// Text without terminal colours and cursor movements.
pub fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\u{1b}' {
            kept.push(letter);
        } else if letters.next() == Some('[') {
            letters.by_ref().find(char::is_ascii_alphabetic);
        }
    }
    kept
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
