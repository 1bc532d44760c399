//! The years that boundaries, indices and estimates belong to.

use beatbook_core::LayerId;
use beatbook_store::About;
use beatbook_store::book::{IndexEntry, PopulationEntry};
use serde::Serialize;
use utoipa::ToSchema;

use crate::dto::labels;

/// A layer of areas.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerVintage)]
pub(super) struct LayerVintage {
    /// Id, such as `lsoa11`.
    id: String,
    /// Name.
    label: String,
    /// Year of its boundaries.
    year: u16,
    /// Areas in it.
    areas: u32,
    /// Whether its union is the study area.
    study: bool,
    /// File it was read from.
    file: String,
    /// Reference system of the file.
    crs: String,
    /// How longitude and latitude became grid positions. `null` where the file has grid positions.
    transform: Option<String>,
}

/// An index of deprivation.
#[derive(Serialize, ToSchema)]
#[schema(as = IndexVintage)]
pub(super) struct IndexVintage {
    /// Word for `index=`.
    id: String,
    /// Year of publication.
    year: u16,
    /// Layer whose areas it ranks.
    layer: String,
    /// Whether a lookup carried it over from areas of another year.
    carried_over: bool,
    /// File it was read from.
    file: String,
}

/// An estimate of residents.
#[derive(Serialize, ToSchema)]
#[schema(as = PopulationVintage)]
pub(super) struct PopulationVintage {
    /// Layer of its areas.
    layer: String,
    /// Year of the estimate.
    year: u16,
    /// File it was read from.
    file: String,
}

/// Layers in the order of the book.
pub(super) fn layers(about: &About) -> Vec<LayerVintage> {
    let entries = about.made_of.layers.iter();
    let held = |entry: &beatbook_store::book::LayerEntry| {
        let id = LayerId::parse(&entry.id).ok()?;
        Some(LayerVintage {
            label: labels::layer(&id),
            year: id.vintage().0,
            study: entry.id == about.made_of.study,
            id: entry.id.clone(),
            areas: entry.areas,
            file: entry.file.clone(),
            crs: entry.crs.clone(),
            transform: entry.transform.clone(),
        })
    };
    entries.filter_map(held).collect()
}

impl IndexVintage {
    pub(super) fn new(entry: &IndexEntry) -> Self {
        Self {
            id: entry.id.clone(),
            year: entry.edition,
            layer: entry.layer.clone(),
            carried_over: entry.carried_over,
            file: entry.file.clone(),
        }
    }
}

impl PopulationVintage {
    pub(super) fn new(entry: &PopulationEntry) -> Self {
        Self {
            layer: entry.layer.clone(),
            year: entry.year,
            file: entry.file.clone(),
        }
    }
}
