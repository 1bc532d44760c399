use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use beatbook_core::Stopped;

use super::*;

/// An answer of about so many bytes.
#[expect(clippy::unnecessary_wraps, reason = "as those who work answers out do")]
fn bytes(many: usize) -> Result<Vec<u8>, String> {
    Ok(vec![7; many])
}

fn is_kept(cache: &Cache, asked: &str) -> bool {
    cache.get::<Vec<u8>>(asked).is_some()
}

#[test]
fn many_askers_share_one_computation() {
    let (cache, made) = (Cache::new(1 << 20), AtomicU32::new(0));
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                start.wait();
                cache.get_or_make("a", || {
                    made.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(20));
                    bytes(10)
                })
            });
        }
    });
    assert_eq!(made.load(Ordering::SeqCst), 1);
}

#[test]
fn the_bound_is_held_whatever_comes() {
    let cache = Cache::new(100_000);
    for number in 0..1_000 {
        let size = 1_000 + number * 37 % 20_000;
        cache
            .get_or_make(number.to_string(), || bytes(size))
            .unwrap();
        assert!(
            cache.bytes() <= cache.most_bytes(),
            "{} bytes",
            cache.bytes()
        );
    }
    assert!(
        cache.bytes() > 50_000,
        "only {} bytes are used",
        cache.bytes()
    );
}

#[test]
fn what_is_asked_again_and_again_outlives_what_is_asked_once() {
    let cache = Cache::new(100_000);
    for number in 0..1_000 {
        cache.get_or_make("often", || bytes(10_000)).unwrap();
        cache
            .get_or_make(number.to_string(), || bytes(10_000))
            .unwrap();
    }
    assert!(is_kept(&cache, "often") && !is_kept(&cache, "17"));
}

#[test]
fn what_is_heavier_than_the_bound_is_given_but_not_kept() {
    let cache = Cache::new(1_000);
    cache.get_or_make("small", || bytes(10)).unwrap();
    assert_eq!(
        cache.get_or_make("huge", || bytes(5_000)).unwrap().len(),
        5_000
    );
    assert!(is_kept(&cache, "small") && !is_kept(&cache, "huge"));
}

#[test]
fn without_a_byte_nothing_is_kept() {
    let cache = Cache::new(0);
    assert_eq!(cache.get_or_make("a", || bytes(3)).unwrap().len(), 3);
    assert_eq!(cache.get_or_make("a", || bytes(4)).unwrap().len(), 4);
}

#[test]
fn an_error_is_told_and_not_kept() {
    let cache = Cache::new(1 << 20);
    let wrong = cache.get_or_make("a", || Err::<Vec<u8>, _>("no such area"));
    assert_eq!(wrong.unwrap_err(), "no such area");
    assert!(cache.get_or_make("a", || bytes(3)).is_ok());
}

#[test]
fn a_panic_leaves_the_question_open_for_those_who_wait() {
    let cache = Cache::new(1 << 20);
    let start = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let broken = catch_unwind(AssertUnwindSafe(|| {
                cache.get_or_make("a", || -> Result<Vec<u8>, String> {
                    start.wait();
                    thread::sleep(Duration::from_millis(20));
                    panic!("a defect");
                })
            }));
            assert!(broken.is_err());
        });
        scope.spawn(|| {
            start.wait();
            assert_eq!(cache.get_or_make("a", || bytes(3)).unwrap().len(), 3);
        });
    });
}

#[test]
fn the_next_who_waits_works_out_what_the_first_left() {
    let cache = Cache::new(1 << 20);
    let (begun, has_begun) = channel();
    let blocks = AtomicU32::new(0);
    let first = Stop::new();
    thread::scope(|scope| {
        let left = scope.spawn(|| {
            let make = || -> Result<Vec<u8>, String> {
                begun.send(()).unwrap();
                loop {
                    Stop::current().check();
                    blocks.fetch_add(1, Ordering::SeqCst);
                }
            };
            first.during(|| cache.get_or_make("a", make).map(|_| ()))
        });
        has_begun.recv().unwrap();
        let second = scope.spawn(|| cache.get_or_make("a", || bytes(3)));
        first.ask();
        assert_eq!(left.join().unwrap(), Err(Stopped));
        let done = blocks.load(Ordering::SeqCst);
        assert_eq!(second.join().unwrap().unwrap().len(), 3);
        assert_eq!(
            blocks.load(Ordering::SeqCst),
            done,
            "the first works no more"
        );
    });
    assert!(is_kept(&cache, "a"));
}

#[test]
fn who_waits_for_anothers_answer_leaves_when_asked_to() {
    let cache = Cache::new(1 << 20);
    let (begun, has_begun) = channel();
    let (end, may_end) = channel::<()>();
    thread::scope(|scope| {
        let maker = scope.spawn(|| {
            let may_end = may_end;
            cache.get_or_make("a", || {
                begun.send(()).unwrap();
                may_end.recv().unwrap();
                bytes(3)
            })
        });
        has_begun.recv().unwrap();
        let waits = Stop::at_look(2);
        let left = waits.during(|| cache.get_or_make("a", || bytes(4)).map(|_| ()));
        assert_eq!(left, Err(Stopped));
        end.send(()).unwrap();
        assert_eq!(maker.join().unwrap().unwrap().len(), 3);
    });
    assert_eq!(cache.hits_and_misses(), (0, 1));
}

#[test]
fn answers_of_two_types_to_one_text_do_not_meet() {
    let cache = Cache::new(1 << 20);
    cache.get_or_make("a", || bytes(3)).unwrap();
    let words = cache.get_or_make("a", || Ok::<_, String>(String::from("words")));
    assert_eq!(*words.unwrap(), "words");
}
