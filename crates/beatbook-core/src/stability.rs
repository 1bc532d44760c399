//! Whether hotspots stay when the grid is moved, as answers carry it.

use crate::{Policy, Protect, SelectionError, Source, Verdict};

/// How often one hotspot is hot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StableGroup {
    /// Id of the hotspot.
    pub id: String,
    /// Its rank.
    pub rank: Option<u32>,
    /// Its name.
    pub name: String,
    /// The area of its peak in the study layer.
    pub area: Option<String>,
    /// Grids on which the middle of its peak lies in a hot cell.
    pub hot: u32,
    /// Grids on which it lies in a cell of what is looked at.
    pub tested: u32,
}

/// The hotspots of a selection on moved grids.
#[derive(Debug, Clone, PartialEq)]
pub struct GridStability {
    /// What came out on the grid that the hotspots are of.
    pub verdict: Verdict,
    /// The hotspots in order of rank.
    pub groups: Vec<StableGroup>,
    /// Grids compared, the first of them not moved.
    pub grids: u32,
    /// Grids on which anything is hot.
    pub grids_with_hot_cells: u32,
    /// Ground of a hexagon in square metres.
    pub cell_m2: f64,
    /// Hexagons on the first grid; 0 where nothing could be tested.
    pub cells: u32,
}

impl GridStability {
    /// Grids compared unless others are asked for.
    pub const GRIDS: u32 = 19;
    /// Most grids that may be asked for.
    pub const MOST_GRIDS: u32 = 99;

    /// Reads how many grids are asked for.
    ///
    /// # Errors
    /// [`SelectionError`] about the part `grids`.
    pub fn parse_grids(text: Option<&str>) -> Result<u32, SelectionError> {
        let Some(text) = text else {
            return Ok(Self::GRIDS);
        };
        let number = text.trim().parse::<u32>().ok();
        let number = number.filter(|number| (2..=Self::MOST_GRIDS).contains(number));
        number.ok_or_else(|| {
            let reason = format!(
                "`{text}` grids cannot be compared; write 2 to {}",
                Self::MOST_GRIDS
            );
            SelectionError::new("grids", reason, [""; 0])
        })
    }
}

impl Protect for GridStability {
    const IS_MAPPED: bool = true;

    /// How often a place is hot follows its true count closely, and is shown to those who may see that.
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        Err("how often a hotspot stays hot is worked out from true counts, so it is for the analyst and, of \
             police sources, for operational use only; `hotspots` shows this audience what stands out"
            .into())
    }
}
