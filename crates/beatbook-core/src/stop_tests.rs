use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::thread;

use super::{Rest, Stop, Stopped};

#[test]
fn work_is_left_at_its_next_look() {
    for (stop, asks) in [(Stop::new(), true), (Stop::at_look(3), false)] {
        let mut blocks = 0;
        let left = stop.during(|| {
            let current = Stop::current();
            for _ in 0..10 {
                current.check();
                blocks += 1;
                if blocks == 3 && asks {
                    stop.ask();
                }
            }
        });
        assert_eq!((left, blocks), (Err(Stopped), 3));
    }
}

#[test]
fn another_thread_asks_and_the_work_ends() {
    let stop = Stop::new();
    let of_work = stop.clone();
    let (begun, has_begun) = channel();
    let work = thread::spawn(move || {
        of_work.during(|| {
            let _ = begun.send(());
            loop {
                Stop::current().check();
            }
        })
    });
    has_begun.recv().unwrap();
    stop.ask();
    let left: Result<(), Stopped> = work.join().unwrap();
    assert_eq!(left, Err(Stopped));
}

#[test]
fn a_thread_gets_its_own_flag_back_however_the_work_ends() {
    let outer = Stop::at_look(1);
    let inner = Stop::new();
    inner.ask();
    let work = || {
        assert_eq!(inner.during(|| Stop::current().check()), Err(Stopped));
        let broken = || inner.during(|| panic!("a defect"));
        assert!(catch_unwind(AssertUnwindSafe(broken)).is_err());
        Stop::current().check(); // that of the outer work
    };
    assert_eq!(outer.during(work), Ok(()));
    assert_eq!(outer.looks(), 1);
    assert!(!Stop::current().is_asked());
}

#[test]
fn a_flag_that_nobody_can_raise_is_never_raised() {
    let stop = Stop::default();
    stop.ask();
    stop.check();
    assert_eq!((stop.is_asked(), stop.looks()), (false, 0));
}

#[test]
fn the_owner_is_told_of_work_that_waits() {
    let (tell, told) = channel();
    let stop = Stop::telling(move |rest| tell.send(rest).unwrap());
    assert_eq!(stop.during(|| Stop::current().resting(|| 7)), Ok(7));
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        [Rest::Begins, Rest::Ends]
    );
    stop.ask();
    let left = stop.during(|| Stop::current().resting(|| Stop::current().check()));
    assert_eq!(left, Err(Stopped));
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [Rest::Begins]);
    assert_eq!(Stop::new().resting(|| 7), 7, "nobody is told");
}
