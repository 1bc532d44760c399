use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

#[test]
fn many_askers_share_one_computation() {
    let (cache, computed) = (Cache::new(4), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| cache.get("a", || computed.fetch_add(1, Ordering::SeqCst)));
        }
    });
    assert_eq!(computed.load(Ordering::SeqCst), 1);
}

#[test]
fn the_longest_unused_answer_goes_first() {
    let cache = Cache::new(2);
    cache.get("a", || 1);
    cache.get("b", || 2);
    cache.get("a", || 9);
    cache.get("c", || 3);
    assert_eq!((cache.get("a", || 10), cache.get("b", || 20)), (1, 20));
}
