//! Leaving work that nobody waits for any longer.
//!
//! Source of the habit: the cancellation of `salsa`, by which rust-analyzer drops what was being worked out
//! when its input has changed (<https://docs.rs/salsa/latest/salsa/struct.Cancelled.html>). Work looks at
//! a shared flag between its blocks and, where it is raised, leaves by unwinding with a payload that only
//! [`Stop::during`] knows. No hook is called and nothing is printed; what was half done is dropped, as it is
//! where a result is an error. Work that is not left gives the same bytes as without a flag.

use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

thread_local! {
    static CURRENT: RefCell<Stop> = const { RefCell::new(Stop(None)) };
}

/// Whether work is still wanted. Clones are of one flag; the default one is never raised.
///
/// The flag of a thread is found by [`Stop::current`]. The threads of a pool have none: work that is dealt
/// out takes the handle once, before, and its parts look at that.
///
/// ```
/// use beatbook_core::{Stop, Stopped};
///
/// let asker = Stop::new();
/// assert_eq!(asker.during(|| 6 * 7), Ok(42));
/// asker.ask();
/// let work = || {
///     Stop::current().check(); // between two blocks
///     6 * 7
/// };
/// assert_eq!(asker.during(work), Err(Stopped));
/// assert_eq!(work(), 42, "nobody asked this thread to stop");
/// ```
#[derive(Clone, Default)]
pub struct Stop(Option<Arc<Flag>>);

#[derive(Default)]
struct Flag {
    raised: AtomicBool,
    rest: Option<Box<dyn Fn(Rest) + Send + Sync>>,
    /// Looks until it is raised by itself, less those done; only where that was asked for: a number
    /// that all threads write would cost them more than the look.
    looks: Option<(u64, AtomicU64)>,
}

/// Whether work goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// It only waits for what others work out.
    Begins,
    /// It goes on.
    Ends,
}

/// The work was left before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work was left before its end: nobody waits for it")]
pub struct Stopped;

/// What the work unwinds with. Private, so that nobody else takes it for an answer.
struct Left;

/// Puts back the flag that a thread had before.
struct Before(Stop);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(std::mem::take(&mut self.0));
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stop").field(&self.is_asked()).finish()
    }
}

impl Stop {
    /// A flag that is not raised.
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// A flag whose owner is told, on the thread of the work, when the work begins to wait for others and
    /// when it goes on: meanwhile another may have its processor. Of work that is left while it waits
    /// nothing more is told.
    pub fn telling(rest: impl Fn(Rest) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(Flag {
            rest: Some(Box::new(rest)),
            ..Flag::default()
        })))
    }

    /// A flag that raises itself at the look of this number, counted from 0, wherever in the work that
    /// is: for tests.
    pub fn at_look(number: u64) -> Self {
        Self(Some(Arc::new(Flag {
            looks: Some((number, AtomicU64::new(0))),
            ..Flag::default()
        })))
    }

    /// The flag of the work that this thread is at; one that is never raised where there is none.
    pub fn current() -> Self {
        CURRENT.with_borrow(Clone::clone)
    }

    /// Raises the flag.
    pub fn ask(&self) {
        if let Some(flag) = &self.0 {
            flag.raised.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the flag is raised.
    pub fn is_asked(&self) -> bool {
        let raised = |flag: &Arc<Flag>| flag.raised.load(Ordering::Relaxed);
        self.0.as_ref().is_some_and(raised)
    }

    /// Leaves the work if the flag is raised: never returns then. To be called between blocks of
    /// some milliseconds at most, with no lock held.
    pub fn check(&self) {
        if let Some(flag) = &self.0 {
            if let Some((last, done)) = &flag.looks
                && done.fetch_add(1, Ordering::Relaxed) >= *last
            {
                flag.raised.store(true, Ordering::Relaxed);
            }
            if flag.raised.load(Ordering::Relaxed) {
                resume_unwind(Box::new(Left));
            }
        }
    }

    /// Waits for what others work out.
    pub fn resting<T>(&self, wait: impl FnOnce() -> T) -> T {
        let rest = self.0.as_ref().and_then(|flag| flag.rest.as_ref());
        if let Some(rest) = rest {
            rest(Rest::Begins);
        }
        let found = wait();
        if let Some(rest) = rest {
            rest(Rest::Ends);
        }
        found
    }

    /// How often the work has looked at a flag made by [`Self::at_look`]; 0 for others.
    pub fn looks(&self) -> u64 {
        let looks = |flag: &Arc<Flag>| Some(flag.looks.as_ref()?.1.load(Ordering::Relaxed));
        self.0.as_ref().and_then(looks).unwrap_or(0)
    }

    /// Does work under this flag on this thread.
    ///
    /// # Errors
    /// [`Stopped`] when the work was left.
    ///
    /// # Panics
    /// As the work does.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> Result<T, Stopped> {
        let _before = Before(CURRENT.replace(self.clone()));
        // What the work leaves behind half done is its own; the caller sees nothing of it.
        catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
            if payload.is::<Left>() {
                Stopped
            } else {
                resume_unwind(payload)
            }
        })
    }
}

#[cfg(test)]
#[path = "stop_tests.rs"]
mod tests;
