//! A store of things already made, with a bound on what it holds.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// Values by key; the oldest leave when the total weight passes the bound.
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    held: Mutex<Held<K, V>>,
    most: usize,
}

#[derive(Debug)]
struct Held<K, V> {
    values: HashMap<K, (V, usize)>,
    order: VecDeque<K>,
    weight: usize,
}

impl<K: Clone + Eq + Hash, V: Clone> Cache<K, V> {
    /// A cache that holds values up to a total weight.
    pub(crate) fn new(most: usize) -> Self {
        let held = Held {
            values: HashMap::new(),
            order: VecDeque::new(),
            weight: 0,
        };
        Self {
            held: Mutex::new(held),
            most,
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.values.get(key).map(|(value, _)| value.clone())
    }

    /// Keeps a value. One heavier than the bound is not kept at all.
    pub(crate) fn put(&self, key: K, value: V, weight: usize) {
        if weight > self.most {
            return;
        }
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = &mut *held;
        match held.values.insert(key.clone(), (value, weight)) {
            Some((_, before)) => held.weight -= before,
            None => held.order.push_back(key),
        }
        held.weight += weight;
        while held.weight > self.most {
            let Some(oldest) = held.order.pop_front() else {
                break;
            };
            if let Some((_, weight)) = held.values.remove(&oldest) {
                held.weight -= weight;
            }
        }
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
