//! Answers already worked out: one computation per selection, however many ask at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

type Slot<T> = Arc<OnceLock<T>>;

/// A clock that counts uses and, for each key, its last use and its answer.
type Slots<T> = (u64, HashMap<String, (u64, Slot<T>)>);

/// A bounded cache that lets one caller compute while the others wait for it.
#[derive(Debug)]
pub(crate) struct Cache<T> {
    slots: Mutex<Slots<T>>,
    most: usize,
}

impl<T: Clone> Cache<T> {
    /// A cache of at most so many answers; the longest unused one goes first.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            slots: Mutex::default(),
            most,
        }
    }

    /// The answer for a key, computed if nobody has yet.
    pub(crate) fn get(&self, key: &str, compute: impl FnOnce() -> T) -> T {
        let slot = self.slot(key);
        slot.get_or_init(compute).clone()
    }

    fn slot(&self, key: &str) -> Slot<T> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let (clock, held) = &mut *slots;
        *clock += 1;
        if let Some((used, slot)) = held.get_mut(key) {
            *used = *clock;
            return Arc::clone(slot);
        }
        if held.len() >= self.most
            && let Some(oldest) = held
                .iter()
                .min_by_key(|(_, (used, _))| *used)
                .map(|(key, _)| key.clone())
        {
            held.remove(&oldest);
        }
        let slot = Slot::default();
        held.insert(key.to_owned(), (*clock, Arc::clone(&slot)));
        slot
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
