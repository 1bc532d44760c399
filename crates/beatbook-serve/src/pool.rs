//! A bounded number of answers worked out at once, and a bounded number of requests waiting their turn.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use beatbook_core::{Rest, Stop, Stopped};
use prometheus_client::metrics::counter::Counter;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::HttpError;

/// Requests that may wait. A page asks for some forty tiles at a time.
const WAITING: usize = 256;
/// How long a request may wait and be worked on together. The dearest question, a space-time scan of some
/// thousand units, takes about 20 seconds on two processors.
const LIMIT: Duration = Duration::from_mins(1);

/// Where answers are worked out, away from the threads that serve requests: first come, first served. A
/// connection has one request at a time, so none gets ahead of another by asking more. What is ready does
/// not come here.
#[derive(Debug)]
pub(crate) struct Pool {
    /// One for each request at work or waiting.
    places: Arc<Semaphore>,
    /// One for each request at work.
    workers: Arc<Semaphore>,
    most: [usize; 2],
    limit: Duration,
    pub(crate) counts: PoolCounts,
}

/// What became of the requests that were not answered.
#[derive(Debug, Default)]
pub(crate) struct PoolCounts {
    /// Too many were waiting.
    pub(crate) refused: Counter,
    /// Whose work was left, since the asker had gone away or the time was over.
    pub(crate) cancelled: Counter,
    /// That took longer than the limit.
    pub(crate) timed_out: Counter,
    /// Whose work met a defect of the program.
    pub(crate) broken: Counter,
}

/// A place at work. It is given up while the work only waits for what others work out, so that ten who
/// ask the same take one place and not all of them.
#[derive(Debug, Clone)]
struct Worker {
    held: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
    all: Arc<Semaphore>,
    runtime: Handle,
}

/// Gives a place at work back, though the work may be left by unwinding.
struct OfWork(Worker);

impl Worker {
    fn new(held: OwnedSemaphorePermit, all: &Arc<Semaphore>) -> Self {
        Self {
            held: Arc::new(Mutex::new(Some(held))),
            all: Arc::clone(all),
            runtime: Handle::current(),
        }
    }

    fn told(&self, rest: Rest) {
        let place = match rest {
            Rest::Begins => None,
            // It is never closed; without a place the work would only be one more at once.
            Rest::Ends => self
                .runtime
                .block_on(Arc::clone(&self.all).acquire_owned())
                .ok(),
        };
        self.hold(place);
    }

    fn hold(&self, place: Option<OwnedSemaphorePermit>) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }
}

impl Drop for OfWork {
    fn drop(&mut self) {
        self.0.hold(None);
    }
}

/// Who waits for an answer. When it goes away, however that comes, the work on it is left.
struct Asker(Stop);

impl Drop for Asker {
    fn drop(&mut self) {
        self.0.ask();
    }
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
            most: [workers, workers + waiting],
            limit: LIMIT,
            counts: PoolCounts::default(),
        }
    }

    /// The same with another limit to the time a request may take.
    #[cfg(test)]
    pub(crate) fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Does a job when its turn comes; [`HttpError::Busy`] at once when too many wait already. A job
    /// whose asker goes away while it waits is never begun; one at work is left at its next look at
    /// [`Stop::current`].
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, HttpError> + Send + 'static,
    ) -> Result<T, HttpError> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            self.counts.refused.inc();
            return Err(HttpError::Busy);
        };
        let turn = async {
            let worker = Arc::clone(&self.workers).acquire_owned().await;
            let worker = worker.map_err(|_| HttpError::Broken)?;
            let worker = Worker::new(worker, &self.workers);
            let at_work = worker.clone();
            let stop = Stop::telling(move |rest| at_work.told(rest));
            let _asker = Asker(stop.clone());
            let cancelled = self.counts.cancelled.clone();
            let work = move || {
                let _held = (place, OfWork(worker)); // until it ends, though the asker may be gone
                let done = stop.during(job);
                if done.is_err() {
                    cancelled.inc();
                }
                done
            };
            match tokio::task::spawn_blocking(work).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(Stopped)) => Err(HttpError::Broken), // only its asker asks it to stop
                Err(_) => {
                    self.counts.broken.inc(); // it panicked
                    Err(HttpError::Broken)
                }
            }
        };
        timeout(self.limit, turn).await.unwrap_or_else(|_| {
            self.counts.timed_out.inc();
            Err(HttpError::TooLong(self.limit))
        })
    }

    /// Requests that wait for their turn, or for what others work out.
    pub(crate) fn waiting(&self) -> usize {
        let held = self.most[1] - self.places.available_permits();
        held.saturating_sub(self.working())
    }

    /// Requests at work.
    pub(crate) fn working(&self) -> usize {
        self.most[0] - self.workers.available_permits()
    }

    /// Whether the next request would be refused.
    pub(crate) fn is_full(&self) -> bool {
        self.places.available_permits() == 0
    }

    /// Waits until nothing is worked on.
    pub(crate) async fn rest(&self) {
        let all = u32::try_from(self.most[0]).unwrap_or(u32::MAX);
        let _ = self.workers.acquire_many(all).await; // it is never closed
    }
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;
