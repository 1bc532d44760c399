//! `/api/v1/hours`.

use beatbook_core::{Count, HotClass, HourlyCell, HourlyGroup, HourlyHotspots, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::MethodReply;
use super::sentences;
use crate::etag::Key;

/// Lists have one entry for each frame; of classes each is a digit, so that a whole night is one short
/// answer and a page can play it from memory.
#[derive(Serialize)]
pub(crate) struct HourlyReply {
    #[serde(flatten)]
    head: Head,
    verdict: &'static str,
    method: Option<MethodReply>,
    /// Cells times hours that the correction is for.
    tests: u64,
    frames: Vec<FrameReply>,
    groups: Vec<GroupReply>,
    cells: Vec<CellReply>,
    /// Known only to an interval that lies within no three hours.
    in_no_frame: Option<u32>,
    /// Hotspots that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
struct FrameReply {
    hour: u8,
    /// Hours of the moving window.
    width: u8,
    events: Option<u32>,
    tested: u32,
    cells: u32,
    groups: u32,
}

#[derive(Serialize)]
struct GroupReply {
    id: String,
    cell: String,
    rank: Option<u32>,
    name: String,
    events: Option<u32>,
    class: u8,
    counts: Vec<Option<u32>>,
    expected: Vec<Option<f64>>,
    classes: String,
}

#[derive(Serialize)]
struct CellReply {
    cell: String,
    /// Position in `groups`; `null` for a cell hot at some hour only.
    group: Option<u32>,
    classes: String,
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
        Self {
            verdict: found.verdict.word(),
            method: released.answer().method.as_ref().map(MethodReply::new),
            tests: found.tests,
            frames: frames.collect(),
            groups: found.groups.iter().map(GroupReply::new).collect(),
            cells: found.cells.iter().map(CellReply::new).collect(),
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
    fn new(cell: &HourlyCell) -> Self {
        Self {
            cell: cell.cell.clone(),
            group: cell.group,
            classes: digits(&cell.classes),
        }
    }
}

fn digits(classes: &[HotClass]) -> String {
    let digit = |class: &HotClass| char::from(b'0' + class.number());
    classes.iter().map(digit).collect()
}
