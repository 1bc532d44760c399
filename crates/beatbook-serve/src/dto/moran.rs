//! `/api/v1/moran`.

use beatbook_core::{Autocorrelation, MapStatistic, MoranCell, MoranClass, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::MethodReply;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct MoranReply {
    #[serde(flatten)]
    head: Head,
    verdict: &'static str,
    method: Option<MethodReply>,
    moran: Option<StatisticReply>,
    general_g: Option<StatisticReply>,
    classes: Vec<ClassReply>,
    not_significant: u32,
    islands: u32,
    cells: Vec<CellReply>,
}

#[derive(Serialize)]
struct StatisticReply {
    value: f64,
    expected: f64,
    z: f64,
    p: f64,
}

#[derive(Serialize)]
struct ClassReply {
    class: &'static str,
    cells: u32,
}

#[derive(Serialize)]
struct CellReply {
    id: String,
    name: String,
    area: Option<String>,
    class: &'static str,
    count: Option<u32>,
    round_it: Option<f64>,
    i: Option<f64>,
    q: Option<f64>,
    lon: f64,
    lat: f64,
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
