use super::Cache;

#[test]
fn the_oldest_leave_when_the_bound_is_passed() {
    let cache = Cache::new(10);
    for key in 0..5 {
        cache.put(key, key * 10, 3);
    }
    assert_eq!(
        [0, 1, 2, 3, 4].map(|key| cache.get(&key)),
        [None, None, Some(20), Some(30), Some(40)]
    );
}

#[test]
fn a_value_put_again_is_weighed_once() {
    let cache = Cache::new(10);
    for round in 0..100 {
        cache.put("a", round, 6);
        cache.put("b", round, 4);
    }
    assert_eq!((cache.get(&"a"), cache.get(&"b")), (Some(99), Some(99)));
}

#[test]
fn what_is_too_heavy_pushes_nothing_out() {
    let cache = Cache::new(10);
    cache.put("small", 1, 1);
    cache.put("huge", 2, 11);
    assert_eq!((cache.get(&"small"), cache.get(&"huge")), (Some(1), None));
}
