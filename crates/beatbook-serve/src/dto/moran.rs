//! `/api/v1/moran`.

use beatbook_core::{Autocorrelation, MapStatistic, MoranCell, MoranClass, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::MethodReply;
use super::{sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Whether neighbours resemble each other.
#[derive(Serialize, ToSchema)]
#[schema(as = Autocorrelation)]
pub(crate) struct MoranReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    #[schema(schema_with = words::verdict)]
    verdict: &'static str,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// Moran's I of the whole map. `null` where it cannot be told or shown.
    moran: Option<StatisticReply>,
    /// General G of the whole map. `null` where it cannot be told or shown.
    general_g: Option<StatisticReply>,
    /// Cells of each class that passed the correction.
    classes: Vec<ClassReply>,
    /// Cells that did not.
    not_significant: u32,
    /// Cells without a neighbour, left out.
    islands: u32,
    /// Cells that passed, the smallest q first, then by id.
    cells: Vec<CellReply>,
}

/// A statistic of the whole map.
#[derive(Serialize, ToSchema)]
#[schema(as = MapStatistic)]
struct StatisticReply {
    /// Its value.
    value: f64,
    /// Expected by chance.
    expected: f64,
    /// Its z.
    z: f64,
    /// Its p.
    #[schema(minimum = 0, maximum = 1)]
    p: f64,
}

/// Cells of a class.
#[derive(Serialize, ToSchema)]
#[schema(as = MoranClass)]
struct ClassReply {
    #[schema(schema_with = words::moran_class)]
    class: &'static str,
    /// How many.
    cells: u32,
}

/// A cell that passed.
#[derive(Serialize, ToSchema)]
#[schema(as = MoranCell)]
struct CellReply {
    /// Id of the cell.
    id: String,
    /// Name.
    name: String,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    #[schema(schema_with = words::moran_class)]
    class: &'static str,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Mean count of its neighbours. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    round_it: Option<f64>,
    /// Local Moran's I. `null` where it is too small to be shown to this audience.
    i: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// Longitude (WGS 84, degrees) of its centre.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its centre.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
}

impl Paged for MoranReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.cells);
        self.page
    }
}

impl MoranReply {
    pub(crate) fn new(released: &Released<Autocorrelation>, key: &Key, store: &Store) -> Self {
        let answer = released.answer();
        let value = &answer.value;
        let class = |(class, &cells): (&MoranClass, &u32)| ClassReply {
            class: class.word(),
            cells,
        };
        Self {
            head: Head::new(released, sentences::moran(released), key, store),
            page: Page::default(),
            verdict: value.verdict.word(),
            method: answer.method.as_ref().map(MethodReply::new),
            moran: value.moran.as_ref().map(StatisticReply::new),
            general_g: value.general_g.as_ref().map(StatisticReply::new),
            classes: MoranClass::ALL
                .iter()
                .zip(&value.classes)
                .map(class)
                .collect(),
            not_significant: value.not_significant,
            islands: value.islands,
            cells: value.cells.iter().map(CellReply::new).collect(),
        }
    }
}

impl StatisticReply {
    fn new(found: &MapStatistic) -> Self {
        Self {
            value: found.value,
            expected: found.expected,
            z: found.z,
            p: found.p,
        }
    }
}

impl CellReply {
    fn new(cell: &MoranCell) -> Self {
        Self {
            id: cell.id.clone(),
            name: cell.name.clone(),
            area: cell.area.clone(),
            class: cell.class.word(),
            count: cell.count.number(),
            round_it: cell.round_it,
            i: cell.i,
            q: cell.q,
            lon: cell.centre.lon,
            lat: cell.centre.lat,
        }
    }
}
