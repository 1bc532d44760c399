//! Answers already worked out: one computation per question, however many ask at once, and a bound on
//! the bytes they take.

use std::any::{Any, TypeId};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use beatbook_core::Stop;
use quick_cache::sync::{Cache as Kept, DefaultLifecycle, GuardResult};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use crate::weight::Weigh;

/// About the bytes of one answer, to guess how many there will be.
const ONE_ANSWER: u64 = 64 << 10;
/// What an entry costs beside its key and its answer: the places in the cache's own tables.
const ENTRY: usize = 128;
/// How often those who wait for another's answer look whether it is still wanted of them.
const LOOK: Duration = Duration::from_millis(10);

/// What is asked: what kind of answer, and of what.
type Question = (TypeId, String);

/// Keeps answers of all kinds up to one bound on their bytes; what was asked for least lately and least
/// often leaves first.
///
/// - One asker works an answer out while all others that ask the same wait for it. If that fails,
///   panics, or is left because its asker went away ([`Stop`]), the next of them tries: nothing is kept
///   of errors, which cost little to find again. Who waits leaves too when asked to.
/// - Not to be asked from within a rayon pool that the work itself uses: a thread that waits there
///   could wait for itself.
///
/// ```
/// use beatbook_store::Cache;
///
/// let cache = Cache::new(1 << 20);
/// let answer = cache.get_or_make("how many", || Ok::<_, ()>(String::from("forty-two")));
/// let again = cache.get_or_make("how many", || Err::<String, _>("asked twice"));
/// assert_eq!(answer.unwrap(), again.unwrap());
/// ```
#[derive(Debug)]
pub struct Cache {
    kept: Kept<Question, Entry, ByWeight>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Debug, Clone)]
struct Entry {
    answer: Arc<dyn Any + Send + Sync>,
    weight: usize,
}

#[derive(Debug, Clone)]
struct ByWeight;

impl Weighter<Question, Entry> for ByWeight {
    fn weight(&self, _: &Question, entry: &Entry) -> u64 {
        entry.weight as u64
    }
}

impl Cache {
    /// A cache of answers of together at most so many bytes; with 0 nothing is kept.
    pub fn new(most_bytes: u64) -> Self {
        // In one piece, so that an answer may be as heavy as the whole bound.
        let options = OptionsBuilder::new()
            .shards(1)
            .estimated_items_capacity((most_bytes / ONE_ANSWER) as usize)
            .weight_capacity(most_bytes)
            .build()
            .unwrap_or_else(|_| unreachable!("both capacities are given"));
        Self {
            kept: Kept::with_options(
                options,
                ByWeight,
                DefaultHashBuilder::default(),
                DefaultLifecycle::default(),
            ),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// The answer to a question, worked out if nobody has yet.
    ///
    /// - `asked`: everything it depends on. Answers of different types never meet.
    ///
    /// # Errors
    /// That of `make`.
    pub fn get_or_make<T, E>(
        &self,
        asked: impl Into<String>,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E>
    where
        T: Weigh + Send + Sync + 'static,
    {
        let question = (TypeId::of::<T>(), asked.into());
        let stop = Stop::current();
        stop.check();
        let mut found = self
            .kept
            .get_value_or_guard(&question, Some(Duration::ZERO));
        if matches!(found, GuardResult::Timeout) {
            found = stop.resting(|| {
                loop {
                    stop.check();
                    let found = self.kept.get_value_or_guard(&question, Some(LOOK));
                    if !matches!(found, GuardResult::Timeout) {
                        return found;
                    }
                }
            });
        }
        let place = match found {
            GuardResult::Guard(place) => place,
            GuardResult::Value(entry) => {
                self.hits.fetch_add(1, Ordering::Relaxed);
                return Ok(of_type(entry));
            }
            GuardResult::Timeout => unreachable!("that is waited for above"),
        };
        self.misses.fetch_add(1, Ordering::Relaxed);
        let answer = make()?; // without it the place goes to the next who waits
        let weight = ENTRY + question.1.len() + size_of::<T>() + answer.heap();
        let answer = Arc::new(answer);
        let entry = Entry {
            answer: Arc::clone(&answer) as Arc<dyn Any + Send + Sync>,
            weight,
        };
        // Refused only where the place was taken away meanwhile: then it is not kept.
        let _ = place.insert(entry);
        Ok(answer)
    }

    /// The answer to a question, where it is kept.
    pub fn get<T: Send + Sync + 'static>(&self, asked: impl Into<String>) -> Option<Arc<T>> {
        let entry = self.kept.get(&(TypeId::of::<T>(), asked.into()))?;
        self.hits.fetch_add(1, Ordering::Relaxed);
        Some(of_type(entry))
    }

    /// How often an answer was found, and how often it was begun to be worked out.
    pub fn hits_and_misses(&self) -> (u64, u64) {
        let [hits, misses] = [&self.hits, &self.misses].map(|n| n.load(Ordering::Relaxed));
        (hits, misses)
    }

    /// Bytes of the answers kept, as estimated.
    pub fn bytes(&self) -> u64 {
        self.kept.weight()
    }

    /// The most bytes it keeps.
    pub fn most_bytes(&self) -> u64 {
        self.kept.capacity()
    }
}

fn of_type<T: Send + Sync + 'static>(entry: Entry) -> Arc<T> {
    let answer = entry.answer.downcast();
    answer.unwrap_or_else(|_| unreachable!("the key names the type"))
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
