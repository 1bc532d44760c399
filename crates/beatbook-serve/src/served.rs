//! The book that is served, and its successor when a build has published one.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use beatbook_core::{Audience, BookId};
use beatbook_store::{Store, book};

use crate::app::App;
use crate::basemap::Basemap;
use crate::metrics::Metrics;
use crate::pool::Pool;
use crate::tokens::{Stranger, Tokens};

/// How often the name of the current version is read.
const LOOK: Duration = Duration::from_secs(1);
/// When a version that could not be opened is tried again: building once more mends it under its name.
const AGAIN: Duration = Duration::from_secs(30);

/// The book of a folder as it is served. A request holds the version it began with to its end; those that
/// come after a new version was opened get the new one.
#[derive(Debug, Clone)]
pub struct Served(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    /// Of those who come without a token.
    audience: Audience,
    tokens: Tokens,
    pool: Arc<Pool>,
    basemap: OnceLock<Basemap>,
    metrics: Metrics,
    /// Raised when no more questions are taken.
    stopped: AtomicBool,
    current: RwLock<Arc<App>>,
    /// The version that could not be opened, why, and when that was.
    trouble: Mutex<Option<(BookId, String, Instant)>>,
}

/// What became of a look at the folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// The version served is the current one.
    Same,
    /// This one is served from now on.
    New(BookId),
    /// The old one goes on being served; with the reason when it has not been told yet.
    Stays(Option<String>),
}

impl Served {
    /// Projects the ground of a book, once. What leaves the server is what the audience may see.
    ///
    /// - `folder`: that of the book; new versions are looked for there, and rows that are listed are
    ///   logged there.
    /// - `audience`: of those who come without a token.
    /// - `tokens`: those that are good here, each for an audience of its own.
    pub fn new(store: Arc<Store>, folder: &Path, audience: Audience, tokens: Tokens) -> Self {
        Self::over(Pool::default(), store, folder, audience, tokens)
    }

    /// The same with answers worked out in a pool of one's own.
    pub(crate) fn over(
        pool: Pool,
        store: Arc<Store>,
        folder: &Path,
        audience: Audience,
        tokens: Tokens,
    ) -> Self {
        let pool = Arc::new(pool);
        let app = App::new(store, folder, audience, Arc::clone(&pool));
        Self(Arc::new(Inner {
            folder: folder.to_owned(),
            audience,
            tokens,
            pool,
            basemap: OnceLock::new(),
            metrics: Metrics::default(),
            stopped: AtomicBool::new(false),
            current: RwLock::new(Arc::new(app)),
            trouble: Mutex::default(),
        }))
    }

    /// Lays a basemap under everything drawn; the first one stays.
    #[must_use]
    pub fn on(self, basemap: Option<Basemap>) -> Self {
        if let Some(basemap) = basemap {
            self.0.basemap.get_or_init(|| basemap);
        }
        self
    }

    /// What lies under everything drawn; `None` where nothing does.
    pub(crate) fn basemap(&self) -> Option<&Basemap> {
        self.0.basemap.get()
    }

    /// The version served now.
    pub(crate) fn app(&self) -> Arc<App> {
        let current = self.0.current.read();
        Arc::clone(&current.unwrap_or_else(PoisonError::into_inner))
    }

    /// The version served now as the sender of a request may see it.
    pub(crate) fn reader(&self, headers: &HeaderMap) -> Result<Arc<App>, Stranger> {
        let app = self.app();
        Ok(match self.0.tokens.audience(headers)? {
            Some(audience) => app.for_audience(audience),
            None => app,
        })
    }

    /// Where answers are worked out.
    pub(crate) fn pool(&self) -> &Pool {
        &self.0.pool
    }

    /// What is counted.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// From now on no more questions are taken.
    pub(crate) fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether no more questions are taken.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// Why the current version of the folder is not the one served; `None` where it is.
    pub(crate) fn trouble(&self) -> Option<String> {
        let trouble = self
            .0
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        trouble.as_ref().map(|(_, reason, _)| reason.clone())
    }

    /// Opens the current version of the folder if it is another one. Takes as long as a book takes to
    /// open; requests go on meanwhile.
    pub(crate) fn look(&self) -> Look {
        // Between two versions, or with the folder out of reach, there is nothing to see.
        let Ok(current) = book::current_id(&self.0.folder) else {
            return Look::Same;
        };
        let mut trouble = self
            .0
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if current == self.app().store.about().book {
            *trouble = None;
            return Look::Same;
        }
        let before = trouble.as_ref().filter(|(version, ..)| *version == current);
        if before.is_some_and(|(.., when)| when.elapsed() < AGAIN) {
            return Look::Stays(None);
        }
        let is_told = before.is_some();
        drop(trouble); // a page may ask for it while the book is opened and its ground projected
        let opened = Store::open(&self.0.folder).map(|store| {
            let book = store.about().book.clone();
            let app = App::new(
                Arc::new(store),
                &self.0.folder,
                self.0.audience,
                Arc::clone(&self.0.pool),
            );
            (book, Arc::new(app))
        });
        let mut trouble = self
            .0
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match opened {
            Ok((book, app)) => {
                let mut served = self
                    .0
                    .current
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                *served = app;
                *trouble = None;
                self.0.metrics.swaps.inc();
                Look::New(book)
            }
            Err(error) => {
                let reason = error.to_string();
                self.0.metrics.troubles.inc();
                *trouble = Some((current, reason.clone(), Instant::now()));
                Look::Stays((!is_told).then_some(reason))
            }
        }
    }

    /// Looks for new versions until it is dropped.
    ///
    /// - `log`: is told in a sentence what became of each.
    pub(crate) async fn watch(self, log: impl Fn(&str)) {
        loop {
            tokio::time::sleep(LOOK).await;
            let served = self.clone();
            let looked = tokio::task::spawn_blocking(move || served.look()).await;
            match looked {
                Ok(Look::New(book)) => log(&format!("a new version of the book is served: {book}")),
                Ok(Look::Stays(Some(reason))) => {
                    let book = self.app().store.about().book.clone();
                    log(&format!(
                        "the new version of the book cannot be opened, {book} goes on being served: {reason}"
                    ));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[path = "served_book_tests.rs"]
mod tests;
