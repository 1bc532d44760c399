use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::Pool;
use crate::error::HttpError;

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
