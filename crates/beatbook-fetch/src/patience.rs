//! How long to wait for a publisher, and how often to try again.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::FetchError;

/// The bounds of waiting. The defaults suit public servers and slow lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For an answer to begin.
    pub answer: Duration,
    /// For the next bytes of an answer.
    pub silence: Duration,
    /// Tries in a row that bring nothing.
    pub tries: u32,
    /// Tries in all, for a line that breaks again and again.
    pub all_tries: u32,
    /// Before the second try; doubled from try to try.
    pub first_wait: Duration,
    /// The longest wait, also when the publisher asks for more.
    pub longest_wait: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            answer: Duration::from_mins(2),
            silence: Duration::from_mins(1),
            tries: 6,
            all_tries: 200,
            first_wait: Duration::from_secs(2),
            longest_wait: Duration::from_mins(2),
        }
    }
}

/// What is being fetched, for messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Errand<'a> {
    pub address: &'a str,
    pub page: &'a str,
    pub path: &'a Path,
}

/// Why one request failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// May pass: a busy server, a cut line.
    Passing { why: String, wait: Option<Duration> },
    /// There is no way to the host.
    Unreachable { host: String, why: String },
    /// The server said no.
    Status(u16),
    /// Nothing that waiting helps against.
    Final(FetchError),
}

impl Failure {
    pub(crate) fn passing(why: impl Into<String>) -> Self {
        Self::Passing {
            why: why.into(),
            wait: None,
        }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self::Final(error)
    }
}

/// Counts the failures of one errand and waits after each.
pub(crate) struct Tries<'a> {
    patience: &'a Patience,
    errand: Errand<'a>,
    in_row: u32,
    all: u32,
}

impl<'a> Tries<'a> {
    pub(crate) fn new(patience: &'a Patience, errand: Errand<'a>) -> Self {
        Self {
            patience,
            errand,
            in_row: 0,
            all: 0,
        }
    }

    /// Something was brought: the next failure is a first one again.
    pub(crate) fn progress(&mut self) {
        self.in_row = 0;
    }

    /// Waits before the next try, or says that there is none.
    pub(crate) fn after(&mut self, failure: Failure) -> Result<(), FetchError> {
        let (why, asked) = match failure {
            Failure::Passing { why, wait } => (why, wait),
            Failure::Unreachable { host, why } => {
                return Err(FetchError::Unreachable {
                    host,
                    why,
                    address: self.errand.address.into(),
                    path: self.errand.path.into(),
                });
            }
            Failure::Status(status) => {
                return Err(FetchError::Refused {
                    status,
                    address: self.errand.address.into(),
                    page: self.errand.page.into(),
                    path: self.errand.path.into(),
                });
            }
            Failure::Final(error) => return Err(error),
        };
        self.in_row += 1;
        self.all += 1;
        if self.in_row >= self.patience.tries || self.all >= self.patience.all_tries {
            return Err(FetchError::GaveUp {
                address: self.errand.address.into(),
                tries: self.all,
                why,
                path: self.errand.path.into(),
            });
        }
        let wait = match asked {
            Some(wait) if wait > self.patience.longest_wait => {
                return Err(FetchError::Wait {
                    address: self.errand.address.into(),
                    seconds: wait.as_secs(),
                });
            }
            Some(wait) => wait,
            None => {
                let doubled = 1_u32 << (self.in_row - 1).min(16);
                (self.patience.first_wait * doubled).min(self.patience.longest_wait)
            }
        };
        thread::sleep(wait);
        Ok(())
    }

    /// Tries until it succeeds or there is no hope.
    pub(crate) fn run<T>(
        mut self,
        mut attempt: impl FnMut() -> Result<T, Failure>,
    ) -> Result<T, FetchError> {
        loop {
            match attempt() {
                Ok(done) => return Ok(done),
                Err(failure) => self.after(failure)?,
            }
        }
    }
}
