//! `/api/v1/density`.

use beatbook_core::{DensityMap, DensitySurface, DensityTop, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{sentences, words};
use crate::etag::Key;

/// Grids of more cells are not sent: about a megabyte.
const MOST_CELLS: usize = 100_000;

/// A kernel density: its tops and its grid.
#[derive(Serialize, ToSchema)]
#[schema(as = Density)]
pub(crate) struct DensityReply {
    #[serde(flatten)]
    head: Head,
    /// Always per square kilometre, over the whole period.
    #[schema(schema_with = words::per_km2)]
    unit: &'static str,
    /// Events smoothed. `null` where it is too small to be shown to this audience.
    counted: Option<u32>,
    /// What was really used. `null` where there is no density: too few events, or not for this
    /// audience.
    parameters: Option<Parameters>,
    /// Mean over all that is looked at, per square kilometre. `null` where there is no density.
    mean_per_km2: Option<f64>,
    /// Highest points, the highest first.
    tops: Vec<TopReply>,
    /// The surface. `null` where there is none; `no_grid` says why where it is only too large.
    grid: Option<GridReply>,
    /// Why there is no grid. `null` where there is one.
    no_grid: Option<String>,
}

/// What was really used.
#[derive(Serialize, ToSchema)]
#[schema(as = DensityParameters)]
struct Parameters {
    #[schema(schema_with = words::kernel)]
    kernel: &'static str,
    /// Search radius in metres; of an adaptive density the pilot's.
    radius_m: f64,
    /// Rule that chose the radius. `null` where it was asked for in metres.
    #[schema(schema_with = words::radius_rule)]
    rule: Option<&'static str>,
    /// Smallest and largest radius the rule searched, in metres. `null` where it searched none.
    #[schema(schema_with = words::range_or_null)]
    searched_m: Option<[f64; 2]>,
    /// Whether the best radius is the first or last searched: a better one may lie beyond.
    at_limit: bool,
    /// Events left out of choosing the radius only: at the position of another.
    repeats_left_out: u32,
    /// Smallest and largest radius of an adaptive density, in metres. `null` for a fixed one.
    #[schema(schema_with = words::range_or_null)]
    adaptive_m: Option<[f64; 2]>,
    /// Whether the density is corrected for what lies beyond the edge.
    edge_correction: bool,
    /// Side of a cell of the grid, in metres.
    cell_m: f64,
}

/// A local maximum.
#[derive(Serialize, ToSchema)]
#[schema(as = DensityTop)]
struct TopReply {
    /// From 1, the highest.
    rank: u32,
    /// Name of what it is near.
    name: String,
    /// Street. `null` where none is known.
    street: Option<String>,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// Metres on the British National Grid (EPSG:27700).
    easting: f64,
    /// Metres on the British National Grid (EPSG:27700).
    northing: f64,
    /// Longitude (WGS 84, degrees).
    #[schema(minimum = -180, maximum = 180)]
    longitude: f64,
    /// Latitude (WGS 84, degrees).
    #[schema(minimum = -90, maximum = 90)]
    latitude: f64,
    /// Density per square kilometre.
    per_km2: f64,
    /// Events within the search radius. `null` where it is too small to be shown to this audience.
    within_radius: Option<u32>,
}

/// Cells row by row from the south-west.
#[derive(Serialize, ToSchema)]
#[schema(as = DensityGrid)]
struct GridReply {
    #[schema(schema_with = words::crs)]
    crs: &'static str,
    /// South-west corner, metres.
    easting: f64,
    /// South-west corner, metres.
    northing: f64,
    /// Side of a cell, in metres.
    cell_m: f64,
    /// Cells from west to east.
    columns: u32,
    /// Cells from south to north.
    rows: u32,
    /// Density per square kilometre, row by row; `null` outside what is looked at.
    per_km2: Vec<Option<f64>>,
}

impl DensityReply {
    pub(crate) fn new(released: &Released<DensityMap>, key: &Key, store: &Store) -> Self {
        let map = released.value();
        let sentence = sentences::density(released);
        let surface = map.surface.as_ref();
        let too_many = surface.filter(|surface| surface.per_km2.len() > MOST_CELLS);
        let no_grid = too_many.map(|surface| {
            format!(
                "the grid has {} cells, and no more than {MOST_CELLS} are sent; ask for larger cells, or export it as CSV",
                surface.per_km2.len()
            )
        });
        Self {
            head: Head::new(released, sentence, key, store),
            unit: "per km2",
            counted: map.counted.number(),
            parameters: surface.map(Parameters::new),
            mean_per_km2: surface.map(|surface| rounded(surface.mean_per_km2)),
            tops: surface.map_or_else(Vec::new, |surface| {
                surface.tops.iter().map(TopReply::new).collect()
            }),
            grid: surface.filter(|_| no_grid.is_none()).map(GridReply::new),
            no_grid,
        }
    }
}

impl Parameters {
    fn new(surface: &DensitySurface) -> Self {
        Self {
            kernel: "quartic",
            radius_m: surface.radius.0,
            rule: surface.rule.map(beatbook_core::RadiusRule::word),
            searched_m: surface.searched.map(|ends| ends.map(|end| end.0)),
            at_limit: surface.at_limit,
            repeats_left_out: surface.repeats,
            adaptive_m: surface.adaptive.map(|ends| ends.map(|end| end.0)),
            edge_correction: surface.edge,
            cell_m: surface.cell.0,
        }
    }
}

impl TopReply {
    fn new(top: &DensityTop) -> Self {
        Self {
            rank: top.rank,
            name: top.name.clone(),
            street: top.street.clone(),
            area: top.area.clone(),
            easting: top.grid.easting,
            northing: top.grid.northing,
            longitude: top.at.lon,
            latitude: top.at.lat,
            per_km2: rounded(top.per_km2),
            within_radius: top.within.number(),
        }
    }
}

impl GridReply {
    fn new(surface: &DensitySurface) -> Self {
        Self {
            crs: "EPSG:27700",
            easting: surface.corner.easting,
            northing: surface.corner.northing,
            cell_m: surface.cell.0,
            columns: surface.columns,
            rows: surface.rows,
            per_km2: surface
                .per_km2
                .iter()
                .map(|value| value.map(rounded))
                .collect(),
        }
    }
}

/// To a thousandth: less than one event in a city.
fn rounded(per_km2: f64) -> f64 {
    (per_km2 * 1_000.0).round() / 1_000.0
}
