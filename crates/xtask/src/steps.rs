//! "[3/6] building the program": what is going on, of how many, since when.

use std::io::Write;
use std::time::{Duration, Instant};

pub struct Steps {
    total: usize,
    at: usize,
    began: Instant,
}

impl Steps {
    pub fn new(total: usize) -> Self {
        Self {
            total,
            at: 0,
            began: Instant::now(),
        }
    }

    pub fn next(&mut self, what: &str) {
        self.at += 1;
        let since = match self.began.elapsed() {
            short if short < Duration::from_secs(1) => String::new(),
            long => format!("  ({} since the start)", spoken(long)),
        };
        println!("[{}/{}] {what}{since}", self.at, self.total);
        // Where the output is a pipe, the line has to be there before the silence that it explains.
        let _ = std::io::stdout().flush();
    }

    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// "3.2 s", "48 s", "12 min 05 s".
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}
