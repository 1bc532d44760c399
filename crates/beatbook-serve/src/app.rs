//! A book, an audience, and what was worked out for them.

use std::path::Path;
use std::sync::Arc;

use beatbook_core::{Audience, LayerId, Policy, Selection};
use beatbook_store::{Cache, Store};

use crate::areas::AreaShapes;
use crate::base::base_map;
use crate::drawn::DrawnMap;
use crate::error::HttpError;
use crate::etag::Key;
use crate::pool::Pool;

/// Most bytes of tiles, and of selections ready to be drawn. Some tens of selections with their tiles.
const READY_BYTES: u64 = 128 << 20;

/// One version of a book and the audience it is shown to. Immutable but for its caches, which all
/// audiences share: each key names the audience.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) store: Arc<Store>,
    /// Folder of the book, where listings are logged.
    pub(crate) book: Arc<Path>,
    pub(crate) policy: Policy,
    pub(crate) base: Arc<DrawnMap>,
    areas: Arc<Vec<(LayerId, AreaShapes)>>,
    /// Selections ready to be drawn, and tiles drawn.
    pub(crate) ready: Arc<Cache>,
    pool: Arc<Pool>,
}

impl App {
    /// Projects the ground of a book, once. What leaves the server is what `audience` may see.
    ///
    /// - `book`: the folder of the book; rows that are listed are logged there.
    pub(crate) fn new(store: Arc<Store>, book: &Path, audience: Audience, pool: Arc<Pool>) -> Self {
        let layers = store.about().layers.iter().map(|layer| &layer.id);
        let areas = layers
            .filter_map(|id| Some((id.clone(), AreaShapes::new(&store, id)?)))
            .collect();
        Self {
            base: Arc::new(base_map(&store)),
            areas: Arc::new(areas),
            book: book.into(),
            policy: Policy::new(audience),
            ready: Arc::new(Cache::new(READY_BYTES)),
            pool,
            store,
        }
    }

    /// The same version of the book, shown to another audience.
    pub(crate) fn for_audience(&self, audience: Audience) -> Arc<Self> {
        Arc::new(Self {
            policy: Policy::new(audience),
            ..self.clone()
        })
    }

    /// The key of an answer of this book to this audience.
    pub(crate) fn key(&self, selection: Option<&Selection>) -> Key {
        let book = &self.store.about().book;
        Key::new(book, selection, "", self.policy.audience)
    }

    /// The key of an answer to a selection and what is asked beside it.
    pub(crate) fn key_beside(&self, selection: &Selection, beside: &str) -> Key {
        let book = &self.store.about().book;
        Key::new(book, Some(selection), beside, self.policy.audience)
    }

    /// The key of an answer that no selection changes.
    pub(crate) fn key_of(&self, asked: &str) -> Key {
        let book = &self.store.about().book;
        Key::new(book, None, asked, self.policy.audience)
    }

    /// Layers that can be drawn.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &LayerId> {
        self.areas.iter().map(|(id, _)| id)
    }

    pub(crate) fn area_shapes(&self, layer: &LayerId) -> Option<&AreaShapes> {
        let found = self.areas.iter().find(|(id, _)| id == layer);
        found.map(|(_, shapes)| shapes)
    }

    /// Does work that takes time in the [`Pool`].
    pub(crate) async fn work<T: Send + 'static>(
        self: Arc<Self>,
        job: impl FnOnce(&Self) -> Result<T, HttpError> + Send + 'static,
    ) -> Result<T, HttpError> {
        let pool = Arc::clone(&self.pool);
        pool.run(move || job(&self)).await
    }
}
