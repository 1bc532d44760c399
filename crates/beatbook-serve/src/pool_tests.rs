use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use beatbook_core::Stop;
use beatbook_store::Cache;

use super::Pool;
use crate::error::HttpError;

/// Long beyond what any of this takes; only a test that fails waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Work without an end, which says that it has begun and counts its blocks.
fn endless(begun: &Sender<()>, blocks: &AtomicU32) -> ! {
    let stop = Stop::current();
    let _ = begun.send(());
    loop {
        stop.check();
        blocks.fetch_add(1, Ordering::SeqCst);
    }
}

/// A job that says when it begins and ends when it is told to.
fn gated() -> (
    impl FnOnce() -> Result<(), HttpError>,
    Receiver<()>,
    Sender<()>,
) {
    let (begun, has_begun) = channel();
    let (end, may_end) = channel();
    let job = move || {
        let _ = begun.send(()); // not every test listens
        let _ = may_end.recv_timeout(Duration::from_secs(10));
        Ok(())
    };
    (job, has_begun, end)
}

fn on_a_runtime<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(test)
}

#[test]
fn a_full_queue_is_said_at_once() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(1, 1));
        let run = |job| {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move { pool.run(job).await })
        };
        let (first, begun, end_first) = gated();
        let first = run(first);
        begun.recv_timeout(Duration::from_secs(10)).unwrap();
        let (second, _, end_second) = gated();
        let pool_of_second = Arc::clone(&pool);
        let second = tokio::spawn(async move { pool_of_second.run(second).await });
        while pool.places.available_permits() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(matches!(pool.run(|| Ok(())).await, Err(HttpError::Busy)));
        drop((end_first, end_second));
        first.await.unwrap().unwrap();
        second.await.unwrap().unwrap();
        assert!(pool.run(|| Ok(())).await.is_ok(), "there is room again");
    });
}

#[test]
fn a_job_whose_asker_left_while_it_waited_is_never_begun() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(1, 4));
        let (first, begun, end) = gated();
        let of_first = Arc::clone(&pool);
        let first = tokio::spawn(async move { of_first.run(first).await });
        begun.recv_timeout(Duration::from_secs(10)).unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let left = pool.run(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(())
        });
        assert!(
            tokio::time::timeout(Duration::from_millis(20), left)
                .await
                .is_err()
        );
        drop(end);
        first.await.unwrap().unwrap();
        pool.run(|| Ok(())).await.unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 0);
        assert_eq!(
            pool.places.available_permits(),
            5,
            "its place is free again"
        );
    });
}

#[test]
fn a_job_that_panics_is_an_error_and_gives_its_place_back() {
    on_a_runtime(async {
        let pool = Pool::new(1, 0);
        let broken = pool
            .run(|| -> Result<(), HttpError> { panic!("a defect") })
            .await;
        assert!(matches!(broken, Err(HttpError::Broken)));
        assert!(pool.run(|| Ok(())).await.is_ok());
    });
}

#[test]
fn work_ends_when_its_asker_goes_away() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(1, 0));
        let (begun, has_begun) = channel();
        let blocks = Arc::new(AtomicU32::new(0));
        let (of_asker, counted) = (Arc::clone(&pool), Arc::clone(&blocks));
        let asker = tokio::spawn(async move {
            let work = move || -> Result<(), HttpError> { endless(&begun, &counted) };
            of_asker.run(work).await
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        asker.abort();
        tokio::time::timeout(PATIENCE, pool.rest()).await.unwrap();
        let done = blocks.load(Ordering::SeqCst);
        assert_eq!(pool.counts.cancelled.get(), 1);
        assert!(pool.run(|| Ok(())).await.is_ok(), "there is room again");
        assert_eq!(blocks.load(Ordering::SeqCst), done, "it works no more");
    });
}

#[test]
fn work_that_takes_too_long_is_left_and_said_to() {
    on_a_runtime(async {
        let pool = Pool::new(1, 0).within(Duration::from_millis(5));
        let (begun, _listens) = channel();
        let work = move || -> Result<(), HttpError> { endless(&begun, &AtomicU32::new(0)) };
        let told = pool.run(work).await.unwrap_err();
        assert!(matches!(told, HttpError::TooLong(_)), "{told}");
        tokio::time::timeout(PATIENCE, pool.rest()).await.unwrap();
        let counts = &pool.counts;
        assert_eq!((counts.timed_out.get(), counts.cancelled.get()), (1, 1));
    });
}

#[test]
fn of_two_who_ask_the_same_the_second_is_answered_though_the_first_goes_away() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(2, 0));
        let cache = Arc::new(Cache::new(1 << 20));
        let (begun, has_begun) = channel();
        let blocks = Arc::new(AtomicU32::new(0));
        let (of_first, kept, counted) =
            (Arc::clone(&pool), Arc::clone(&cache), Arc::clone(&blocks));
        let first = tokio::spawn(async move {
            let work = move || {
                kept.get_or_make("a", || -> Result<String, HttpError> {
                    endless(&begun, &counted)
                })
            };
            of_first.run(work).await
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        let (of_second, kept) = (Arc::clone(&pool), Arc::clone(&cache));
        let second = tokio::spawn(async move {
            let work = move || kept.get_or_make("a", || Ok(String::from("the answer")));
            of_second.run(work).await
        });
        while !pool.is_full() {
            tokio::task::yield_now().await;
        }
        first.abort();
        let answer = tokio::time::timeout(PATIENCE, second).await.unwrap();
        assert_eq!(*answer.unwrap().unwrap(), "the answer");
        tokio::time::timeout(PATIENCE, pool.rest()).await.unwrap();
        let done = blocks.load(Ordering::SeqCst);
        assert!(cache.get::<String>("a").is_some());
        assert_eq!(
            blocks.load(Ordering::SeqCst),
            done,
            "the first works no more"
        );
        assert_eq!(pool.counts.cancelled.get(), 1);
    });
}

#[test]
fn all_who_ask_the_same_go_away_and_nothing_works_on() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(2, 0));
        let cache = Arc::new(Cache::new(1 << 20));
        let (begun, has_begun) = channel();
        let blocks = Arc::new(AtomicU32::new(0));
        let askers: Vec<_> = (0..2)
            .map(|_| {
                let (pool, cache) = (Arc::clone(&pool), Arc::clone(&cache));
                let (begun, blocks) = (begun.clone(), Arc::clone(&blocks));
                tokio::spawn(async move {
                    let work = move || {
                        cache.get_or_make("a", || -> Result<String, HttpError> {
                            endless(&begun, &blocks)
                        })
                    };
                    pool.run(work).await
                })
            })
            .collect();
        has_begun.recv_timeout(PATIENCE).unwrap();
        while !pool.is_full() {
            tokio::task::yield_now().await;
        }
        for asker in &askers {
            asker.abort();
        }
        tokio::time::timeout(PATIENCE, pool.rest()).await.unwrap();
        let done = blocks.load(Ordering::SeqCst);
        assert!(cache.get::<String>("a").is_none());
        let answer = cache.get_or_make("a", || Ok::<_, HttpError>(String::from("asked anew")));
        assert_eq!(*answer.unwrap(), "asked anew");
        assert_eq!(blocks.load(Ordering::SeqCst), done);
    });
}

#[test]
fn who_waits_for_anothers_answer_takes_no_place_at_work() {
    on_a_runtime(async {
        let pool = Arc::new(Pool::new(2, 2));
        let cache = Arc::new(Cache::new(1 << 20));
        let (begun, has_begun) = channel();
        let (end, may_end) = channel::<()>();
        let (of_first, kept) = (Arc::clone(&pool), Arc::clone(&cache));
        let first = tokio::spawn(async move {
            let work = move || {
                kept.get_or_make("a", || {
                    begun.send(()).unwrap();
                    let _ = may_end.recv();
                    Ok::<_, HttpError>(String::from("the answer"))
                })
            };
            of_first.run(work).await
        });
        has_begun.recv_timeout(PATIENCE).unwrap();
        let others: Vec<_> = (0..2)
            .map(|_| {
                let (pool, kept) = (Arc::clone(&pool), Arc::clone(&cache));
                let work = move || kept.get_or_make("a", || Ok(String::from("another")));
                tokio::spawn(async move { pool.run(work).await })
            })
            .collect();
        while pool.waiting() < 2 {
            tokio::task::yield_now().await;
        }
        let cheap = tokio::time::timeout(PATIENCE, pool.run(|| Ok(7))).await;
        assert_eq!(cheap.unwrap().unwrap(), 7, "answered while the first works");
        drop(end);
        for asked in others.into_iter().chain([first]) {
            let answer = tokio::time::timeout(PATIENCE, asked).await.unwrap();
            assert_eq!(*answer.unwrap().unwrap(), "the answer");
        }
        assert_eq!((pool.waiting(), pool.working()), (0, 0));
    });
}
