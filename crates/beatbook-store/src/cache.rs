//! Answers already worked out: one computation per question, however many ask at once, and a bound on
//! the bytes they take.

use std::any::{Any, TypeId};
use std::sync::Arc;

use quick_cache::sync::{Cache as Kept, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use crate::weight::Weigh;

/// About the bytes of one answer, to guess how many there will be.
const ONE_ANSWER: u64 = 64 << 10;
/// What an entry costs beside its key and its answer: the places in the cache's own tables.
const ENTRY: usize = 128;

/// What is asked: what kind of answer, and of what.
type Question = (TypeId, String);

/// Keeps answers of all kinds up to one bound on their bytes; what was asked for least lately and least
/// often leaves first.
///
/// - One asker works an answer out while all others that ask the same wait for it. If that fails, or
///   panics, the next of them tries: nothing is kept of errors, which cost little to find again.
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
        let entry = self.kept.get_or_insert_with(&question, || {
            let answer = make()?;
            let weight = ENTRY + question.1.len() + size_of::<T>() + answer.heap();
            let answer = Arc::new(answer);
            Ok(Entry { answer, weight })
        })?;
        let answer = entry.answer.downcast();
        Ok(answer.unwrap_or_else(|_| unreachable!("the key names the type")))
    }

    /// The answer to a question, where it is kept.
    pub fn get<T: Send + Sync + 'static>(&self, asked: impl Into<String>) -> Option<Arc<T>> {
        let entry = self.kept.get(&(TypeId::of::<T>(), asked.into()))?;
        entry.answer.downcast().ok()
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

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
