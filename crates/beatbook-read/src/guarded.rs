//! Readers of other libraries that panic on some damaged files.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// What is said of a file on which a reader gave up.
pub(crate) const DAMAGED: &str = "what it says of itself is contradictory";

thread_local! {
    /// Whether a panic of this thread will be told as a fault of the file.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `read` gives; `None` where it panicked. The caller then names the file: nothing is printed.
/// What `read` has changed by then is not to be used.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                usual(info);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    result.ok()
}

#[cfg(test)]
#[path = "guarded_tests.rs"]
mod tests;
