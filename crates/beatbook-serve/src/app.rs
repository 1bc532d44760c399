//! A book, an audience, and what was worked out for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use axum::body::Bytes;
use beatbook_core::{Audience, LayerId, Policy, Selection};
use beatbook_store::Store;
use tokio::sync::Semaphore;

use crate::areas::{AreaMap, AreaShapes};
use crate::base::BaseMap;
use crate::cache::Cache;
use crate::error::HttpError;
use crate::etag::Key;
use crate::hotspots::HotspotMap;
use crate::tiles::TileKey;

/// Selections kept ready to be drawn; one takes about a megabyte.
const READY: usize = 64;
/// Bytes of tiles kept.
const TILE_BYTES: usize = 64 << 20;

/// A book and the audience it is shown to. Immutable but for its caches.
#[derive(Debug)]
pub struct App {
    pub(crate) store: Arc<Store>,
    /// Folder of the book, where listings are logged.
    pub(crate) book: PathBuf,
    pub(crate) policy: Policy,
    pub(crate) base: BaseMap,
    areas: Vec<(LayerId, AreaShapes)>,
    pub(crate) hotspot_maps: Cache<Key, Arc<HotspotMap>>,
    pub(crate) area_maps: Cache<(LayerId, Key), Arc<AreaMap>>,
    pub(crate) tiles: Cache<TileKey, Bytes>,
    workers: Arc<Semaphore>,
}

impl App {
    /// Projects the ground of a book, once. What leaves the server is what `audience` may see.
    ///
    /// - `book`: the folder of the book; rows that are listed are logged there.
    pub fn new(store: Arc<Store>, book: &Path, audience: Audience) -> Self {
        let layers = store.about().layers.iter().map(|layer| &layer.id);
        let areas = layers
            .filter_map(|id| Some((id.clone(), AreaShapes::new(&store, id)?)))
            .collect();
        let workers = thread::available_parallelism().map_or(2, usize::from);
        Self {
            base: BaseMap::new(&store),
            areas,
            book: book.to_owned(),
            policy: Policy::new(audience),
            hotspot_maps: Cache::new(READY),
            area_maps: Cache::new(READY),
            tiles: Cache::new(TILE_BYTES),
            workers: Arc::new(Semaphore::new(workers)),
            store,
        }
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

    /// Layers that can be drawn.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &LayerId> {
        self.areas.iter().map(|(id, _)| id)
    }

    pub(crate) fn area_shapes(&self, layer: &LayerId) -> Option<&AreaShapes> {
        let found = self.areas.iter().find(|(id, _)| id == layer);
        found.map(|(_, shapes)| shapes)
    }

    /// Does work that takes time away from the threads that serve requests, as much at once as there
    /// are processors.
    pub(crate) async fn work<T: Send + 'static>(
        self: Arc<Self>,
        job: impl FnOnce(&Self) -> Result<T, HttpError> + Send + 'static,
    ) -> Result<T, HttpError> {
        let permit = Arc::clone(&self.workers).acquire_owned().await;
        let permit = permit.map_err(|_| HttpError::Broken)?;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit; // held until the work ends, though the asker may be gone
            job(&self)
        });
        let done = done.await;
        done.unwrap_or(Err(HttpError::Broken)) // the job panicked
    }
}
