//! Calls into a library that panics on damaged files.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `read` gives; `None` where it panicked, of which nobody hears. What it was working on is not to be
/// used again. Every profile of the workspace unwinds.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    static SILENT: Once = Once::new();
    // The message of a panic is written before it can be caught, and the file is refused in better words.
    SILENT.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    read.ok()
}

#[cfg(test)]
#[path = "guarded_tests.rs"]
mod tests;
