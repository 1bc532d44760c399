//! `/api/v1/hours`.

use beatbook_core::{Count, HotClass, HourlyCell, HourlyGroup, HourlyHotspots, Released, Unit};
use beatbook_store::Store;
use geo_types::MultiPolygon;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::MethodReply;
use super::{sentences, words};
use crate::etag::Key;
use crate::units::{GeoJson, together};

/// Lists have one entry for each frame; of classes each is a digit, so that a whole night is one short
/// answer and a page can play it from memory: cells bring their outlines for that.
#[derive(Serialize, ToSchema)]
#[schema(as = HourlyHotspots)]
pub(crate) struct HourlyReply {
    #[serde(flatten)]
    head: Head,
    #[schema(schema_with = words::verdict)]
    verdict: &'static str,
    /// The test. `null` where nothing was tested.
    method: Option<MethodReply>,
    /// Cells times hours that the correction is for.
    tests: u64,
    /// Hours of the night, in their order.
    frames: Vec<FrameReply>,
    /// Hotspots of all hours together, by rank.
    groups: Vec<GroupReply>,
    /// Cells hot in any hour.
    cells: Vec<CellReply>,
    /// Known only to an interval that lies within no three hours. `null` where it is too small to
    /// be shown to this audience.
    in_no_frame: Option<u32>,
    /// Hotspots that this audience may not see.
    withheld: u32,
}

/// One hour of the night.
#[derive(Serialize, ToSchema)]
#[schema(as = HourFrame)]
struct FrameReply {
    /// Hour of the day, 0 to 23.
    #[schema(maximum = 23)]
    hour: u8,
    /// Hours of the moving window.
    #[schema(minimum = 1, maximum = 3)]
    width: u8,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// Cells tested.
    tested: u32,
    /// Cells hot in it.
    cells: u32,
    /// Hotspots hot in it.
    groups: u32,
}

/// A hotspot hour by hour.
#[derive(Serialize, ToSchema)]
#[schema(as = HourlyGroup)]
struct GroupReply {
    /// Stable id, of the ground it stands on.
    id: String,
    /// Id of its peak.
    cell: String,
    /// Rank, from 1. `null` where the order is not sure enough to number.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Counted in it over all hours. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// Best class of any hour, 0 to 3.
    #[schema(maximum = 3)]
    class: u8,
    /// Count in each frame; each `null` where it is too small to be shown.
    counts: Vec<Option<u32>>,
    /// Expected in each frame, to a tenth; each `null` where it may not be told.
    expected: Vec<Option<f64>>,
    /// A digit for each frame: 0 not hot, 1 to 3 as of hotspots.
    #[schema(pattern = "^[0-3]*$")]
    classes: String,
}

/// A cell hour by hour.
#[derive(Serialize, ToSchema)]
#[schema(as = HourlyCell)]
struct CellReply {
    /// Id of the cell.
    cell: String,
    /// Position in `groups`, from 0. `null` for a cell hot at some hour only.
    group: Option<u32>,
    /// A digit for each frame: 0 not hot, 1 to 3 as of hotspots.
    #[schema(pattern = "^[0-3]*$")]
    classes: String,
    /// Outline of the cell.
    #[schema(schema_with = words::geometry)]
    geometry: GeoJson,
}

impl HourlyReply {
    pub(crate) fn new(released: &Released<HourlyHotspots>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let frames = found.frames.iter().map(|frame| FrameReply {
            hour: frame.hour,
            width: frame.width,
            events: frame.events.number(),
            tested: frame.tested,
            cells: frame.cells,
            groups: frame.groups,
        });
        let unit = &released.answer().selection.unit;
        let cells = found.cells.iter();
        let cells = cells.map(|cell| CellReply::new(cell, unit, store));
        Self {
            verdict: found.verdict.word(),
            method: released.answer().method.as_ref().map(MethodReply::new),
            tests: found.tests,
            frames: frames.collect(),
            groups: found.groups.iter().map(GroupReply::new).collect(),
            cells: cells.collect(),
            in_no_frame: found.in_no_frame.number(),
            withheld: found.withheld,
            head: Head::new(released, sentences::hourly(released), key, store),
        }
    }
}

impl GroupReply {
    fn new(group: &HourlyGroup) -> Self {
        // A tenth of an event is all that a page shows.
        let rounded = |expected: &Option<f64>| expected.map(|n| (n * 10.0).round() / 10.0);
        Self {
            id: group.id.clone(),
            cell: group.cell.clone(),
            rank: group.rank,
            name: group.name.clone(),
            events: group.events.number(),
            class: group.class.number(),
            counts: group.counts.iter().copied().map(Count::number).collect(),
            expected: group.expected.iter().map(rounded).collect(),
            classes: digits(&group.classes),
        }
    }
}

impl CellReply {
    fn new(cell: &HourlyCell, unit: &Unit, store: &Store) -> Self {
        let outline = together(store, unit, &[cell.number]);
        let nothing = || MultiPolygon(Vec::new()).into();
        Self {
            cell: cell.cell.clone(),
            group: cell.group,
            classes: digits(&cell.classes),
            geometry: GeoJson::new(&outline.unwrap_or_else(nothing)),
        }
    }
}

fn digits(classes: &[HotClass]) -> String {
    let digit = |class: &HotClass| char::from(b'0' + class.number());
    classes.iter().map(digit).collect()
}
