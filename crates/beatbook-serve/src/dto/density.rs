//! `/api/v1/density`.

use beatbook_core::{DensityMap, DensitySurface, DensityTop, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

/// Grids of more cells are not sent: about a megabyte.
const MOST_CELLS: usize = 100_000;

#[derive(Serialize)]
pub(crate) struct DensityReply {
    #[serde(flatten)]
    head: Head,
    /// Always per square kilometre, over the whole period.
    unit: &'static str,
    counted: Option<u32>,
    parameters: Option<Parameters>,
    mean_per_km2: Option<f64>,
    tops: Vec<TopReply>,
    grid: Option<GridReply>,
    /// Why there is no grid.
    no_grid: Option<String>,
}

/// Everything that was really used.
#[derive(Serialize)]
struct Parameters {
    kernel: &'static str,
    /// Search radius in metres; of an adaptive density the pilot's.
    radius_m: f64,
    rule: Option<&'static str>,
    searched_m: Option<[f64; 2]>,
    at_limit: bool,
    /// Left out of choosing the radius only: at the position of another.
    repeats_left_out: u32,
    /// Smallest and largest radius of an adaptive density, in metres.
    adaptive_m: Option<[f64; 2]>,
    edge_correction: bool,
    cell_m: f64,
}

#[derive(Serialize)]
struct TopReply {
    rank: u32,
    name: String,
    street: Option<String>,
    area: Option<String>,
    easting: f64,
    northing: f64,
    longitude: f64,
    latitude: f64,
    per_km2: f64,
    within_radius: Option<u32>,
}

/// Row by row from the south-west; null outside what is looked at.
#[derive(Serialize)]
struct GridReply {
    crs: &'static str,
    easting: f64,
    northing: f64,
    cell_m: f64,
    columns: u32,
    rows: u32,
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
