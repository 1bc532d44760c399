//! Whether counts of cells resemble those next to them: over the whole map, and cell by cell.

use crate::{Count, Policy, Protect, Source, Verdict, Wgs84};

/// A statistic of the whole map against what it would be if the counts lay anywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapStatistic {
    /// The statistic.
    pub value: f64,
    /// Its expectation.
    pub expected: f64,
    /// Standard deviations above it.
    pub z: f64,
    /// One-sided p of a value this high, by permutation.
    pub p: f64,
}

/// How a cell relates to the cells round it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoranClass {
    /// High among high ones.
    HighHigh,
    /// High among low ones.
    HighLow,
    /// Low among high ones.
    LowHigh,
    /// Low among low ones.
    LowLow,
}

impl MoranClass {
    /// All classes.
    pub const ALL: [Self; 4] = [Self::HighHigh, Self::HighLow, Self::LowHigh, Self::LowLow];

    /// The word used in files and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::HighHigh => "high-high",
            Self::HighLow => "high-low",
            Self::LowHigh => "low-high",
            Self::LowLow => "low-low",
        }
    }
}

/// A cell that resembles, or differs from, the cells round it more than chance explains.
#[derive(Debug, Clone, PartialEq)]
pub struct MoranCell {
    /// The cell's H3 index, in hex.
    pub id: String,
    /// Best name: place, else street, else area.
    pub name: String,
    /// Name of the area in the study layer.
    pub area: Option<String>,
    /// Count of the cell.
    pub count: Count,
    /// Mean count of the cells round it.
    pub round_it: Option<f64>,
    /// How it relates to them.
    pub class: MoranClass,
    /// Local Moran's I.
    pub i: Option<f64>,
    /// Corrected p.
    pub q: Option<f64>,
    /// Centre of the cell.
    pub centre: Wgs84,
}

/// Spatial autocorrelation of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Autocorrelation {
    /// What came out: `Hot` where any cell passes.
    pub verdict: Verdict,
    /// Global Moran's I: do neighbours resemble each other?
    pub moran: Option<MapStatistic>,
    /// General G: do high counts lie next to high counts?
    pub general_g: Option<MapStatistic>,
    /// Cells of each class that pass, in the order of [`MoranClass::ALL`].
    pub classes: [u32; 4],
    /// Cells that do not pass.
    pub not_significant: u32,
    /// Cells without neighbours, of which nothing can be said.
    pub islands: u32,
    /// Those that pass, the surest first; at most [`Autocorrelation::MOST`].
    pub cells: Vec<MoranCell>,
}

impl Autocorrelation {
    /// Most permutations of the whole map: its p needs no correction.
    pub const OF_THE_MAP: u32 = 999;
    /// Most cells listed.
    pub const MOST: usize = 50;
}

impl Protect for Autocorrelation {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        // A class compares a cell's own count with its neighbours': it tells protected counts apart.
        Err("local statistics give away small counts of single cells; they are shown to the analyst and, but for health sources, to vetted police only. Use hotspots".into())
    }
}
