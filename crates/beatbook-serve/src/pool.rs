//! A bounded number of answers worked out at once, and a bounded number of requests waiting their turn.

use std::sync::Arc;
use std::thread;

use tokio::sync::Semaphore;

use crate::error::HttpError;

/// Requests that may wait. A page asks for some forty tiles at a time.
const WAITING: usize = 256;

/// Where answers are worked out, away from the threads that serve requests.
#[derive(Debug)]
pub(crate) struct Pool {
    /// One for each request at work or waiting.
    places: Arc<Semaphore>,
    /// One for each request at work.
    workers: Arc<Semaphore>,
}

impl Default for Pool {
    /// As many at once as there are processors.
    fn default() -> Self {
        let workers = thread::available_parallelism().map_or(2, usize::from);
        Self::new(workers, WAITING)
    }
}

impl Pool {
    pub(crate) fn new(workers: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(workers + waiting)),
            workers: Arc::new(Semaphore::new(workers)),
        }
    }

    /// Does a job when its turn comes; [`HttpError::Busy`] at once when too many wait already. A job
    /// whose asker goes away while it waits is never begun; one at work is finished, and its answer kept.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, HttpError> + Send + 'static,
    ) -> Result<T, HttpError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| HttpError::Busy)?;
        let worker = Arc::clone(&self.workers).acquire_owned().await;
        let worker = worker.map_err(|_| HttpError::Broken)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, worker); // until the work ends, though the asker may be gone
            job()
        });
        done.await.unwrap_or(Err(HttpError::Broken)) // the job panicked
    }
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;
