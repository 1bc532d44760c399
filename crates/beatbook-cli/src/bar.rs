//! A progress line on anything that takes longer than a second; silent where nobody watches.

use std::time::{Duration, Instant};

use beatbook_build::Step;
use beatbook_core::thousands;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const QUIET: Duration = Duration::from_secs(1);

/// One line on stderr that is redrawn in place.
pub(crate) struct Bar {
    line: ProgressBar,
    began: Instant,
}

impl Bar {
    pub(crate) fn new() -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        line.set_style(
            ProgressStyle::with_template("{spinner} {msg}  [{elapsed}]")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        Self {
            line,
            began: Instant::now(),
        }
    }

    /// A line for work that cannot say how far it is: shown when it takes longer than a second.
    pub(crate) fn waiting(what: &'static str) -> Self {
        let bar = Self::new();
        bar.line.set_message(what);
        let line = bar.line.clone();
        std::thread::spawn(move || {
            std::thread::sleep(QUIET);
            if !line.is_finished() {
                line.set_draw_target(ProgressDrawTarget::stderr());
                line.enable_steady_tick(QUIET / 5);
            }
        });
        bar
    }

    /// Shows a step, from the second second on.
    pub(crate) fn show(&self, step: &Step) {
        let count = match (step.done, step.of) {
            (0, None) => String::new(),
            (done, None) => format!("  {} rows", thousands(done)),
            (done, Some(of)) => format!("  {} of {}", thousands(done), thousands(of)),
        };
        self.say(format!("{}{count}", step.what));
    }

    /// Shows a message, from the second second on.
    pub(crate) fn say(&self, message: String) {
        self.line.set_message(message);
        if self.line.is_hidden() && self.began.elapsed() >= QUIET {
            // Draws only on a terminal.
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.line.tick();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
