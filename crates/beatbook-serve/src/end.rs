//! Being asked to end.

/// Waits until the program is asked to end: Ctrl-C; elsewhere than on Windows also the signal by which
/// systems end their services; on Windows also its window being closed and the machine going down.
#[cfg(unix)]
pub(crate) async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};

    let one = async |kind| match signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await, // no signals here: it runs until it is killed
    };
    tokio::select! {
        () = one(SignalKind::interrupt()) => {}
        () = one(SignalKind::terminate()) => {}
    }
}

/// Waits until the program is asked to end: Ctrl-C; elsewhere than on Windows also the signal by which
/// systems end their services; on Windows also its window being closed and the machine going down.
#[cfg(windows)]
pub(crate) async fn asked() {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

    // Where one of them cannot be waited for, the others are.
    macro_rules! one {
        ($signal:ident) => {
            async {
                match $signal() {
                    Ok(mut signal) => {
                        signal.recv().await;
                    }
                    Err(_) => std::future::pending().await,
                }
            }
        };
    }
    tokio::select! {
        () = one!(ctrl_c) => {}
        () = one!(ctrl_break) => {}
        () = one!(ctrl_close) => {}
        () = one!(ctrl_shutdown) => {}
    }
}
