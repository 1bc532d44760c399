//! Findings: hotspots and counts, as answers carry them.

use crate::{Count, Month, Policy, Protect, Source, Wgs84};

/// How strongly a place stands out, after correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HotClass {
    /// Did not pass the test.
    None,
    /// q at most 0.05.
    At5Percent,
    /// q at most 0.01.
    At1Percent,
    /// q at most 0.001.
    At01Percent,
}

impl HotClass {
    /// The class of a corrected p-value, given the error rate asked for.
    pub fn of(q: f64, alpha: f64) -> Self {
        match q {
            q if q.is_nan() || q > alpha => Self::None,
            q if q <= 0.001 => Self::At01Percent,
            q if q <= 0.01 => Self::At1Percent,
            _ => Self::At5Percent,
        }
    }

    /// 0 to 3.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// What came out of a test of all units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// At least one place stands out.
    Hot,
    /// Tested; no place stands out.
    None,
    /// Nothing was selected.
    NoEvents,
    /// Too few events to test places.
    TooFew,
    /// All units hold the same count, so none can stand out.
    NoVariation,
}

impl Verdict {
    /// Fewer events than this are not tested: no single cell can then be told from chance.
    pub const FEWEST_EVENTS: u32 = 8;

    /// The word used in files and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::None => "none",
            Self::NoEvents => "no-events",
            Self::TooFew => "too-few",
            Self::NoVariation => "no-variation",
        }
    }
}

/// One hot cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellFinding {
    /// H3 index.
    pub cell: u64,
    /// Count of the cell itself.
    pub count: Count,
    /// Class of its q.
    pub class: HotClass,
    /// Position of its group in [`Hotspots::groups`].
    pub group: u32,
}

/// The hours of the day that hold half of a place's events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    /// First hour, 0 to 23.
    pub from: u8,
    /// End, not included, 0 to 23; may be smaller than `from` when the hours cross midnight.
    pub to: u8,
    /// Share of the timed events that lie in these hours.
    pub share: f64,
}

/// A hotspot: hot cells that climb to the same local peak.
#[derive(Debug, Clone, PartialEq)]
pub struct HotspotGroup {
    /// Stable id: the H3 index of the peak cell, in hex.
    pub id: String,
    /// Position by excess over expectation, from 1.
    pub rank: u32,
    /// 95% interval of the rank; `None` where it would give away a protected count.
    pub rank_interval: Option<(u32, u32)>,
    /// Best name: place, else street, else area.
    pub name: String,
    /// Nearest or commonest street, unless it is the name.
    pub street: Option<String>,
    /// Name of the area of the peak in the study layer.
    pub area: Option<String>,
    /// Count in the peak cell and the cells round it.
    pub events: Count,
    /// Count expected there if events were spread evenly.
    pub expected: Option<f64>,
    /// Standard score of the peak.
    pub z: Option<f64>,
    /// Corrected p-value of the peak.
    pub q: Option<f64>,
    /// Class of that q.
    pub class: HotClass,
    /// Centre of the peak cell.
    pub centre: Wgs84,
    /// West, south, east, north.
    pub bbox: [f64; 4],
    /// Cells of the group, peak first.
    pub cells: Vec<u64>,
    /// Ground covered.
    pub km2: f64,
    /// Hours that hold half of the events; `None` when times are not known to the hour.
    pub hours: Option<Hours>,
    /// The most events at one exact position among those of the peak cell and the ring.
    pub one_address: Option<Count>,
}

impl HotspotGroup {
    /// Takes out every number from which a protected count could be worked out.
    fn protect(&mut self, policy: Policy) {
        if policy.shows_exact() {
            return;
        }
        self.events = policy.protect(self.events);
        self.one_address = self.one_address.map(|count| policy.protect(count));
        (
            self.expected,
            self.z,
            self.q,
            self.rank_interval,
            self.hours,
        ) = (None, None, None, None, None);
    }
}

/// Tested hotspots, or why there are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotspots {
    /// What came out.
    pub verdict: Verdict,
    /// Hotspots in order of rank.
    pub groups: Vec<HotspotGroup>,
    /// The strongest places that did not pass, when none did: at most three.
    pub strongest: Vec<HotspotGroup>,
    /// Hot cells.
    pub cells: Vec<CellFinding>,
}

impl Protect for Hotspots {
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        // A suppressed count must not come back through a class, an order or a cell.
        let shown = |group: &HotspotGroup| policy.protect(group.events) != Count::Suppressed;
        let kept: Vec<bool> = self.groups.iter().map(shown).collect();
        self.cells.retain(|cell| kept[cell.group as usize]);
        let position: Vec<u32> = kept
            .iter()
            .scan(0, |next, &keep| {
                let own = *next;
                *next += u32::from(keep);
                Some(own)
            })
            .collect();
        for cell in &mut self.cells {
            cell.group = position[cell.group as usize];
            cell.count = policy.protect(cell.count);
        }
        self.groups.retain(shown);
        self.strongest.clear();
        for group in &mut self.groups {
            group.protect(policy);
        }
        // Order by what may be seen, then by id: the true order would tell rounded counts apart.
        let mut order: Vec<u32> = (0..self.groups.len() as u32).collect();
        order.sort_by_key(|&i| {
            let group = &self.groups[i as usize];
            (std::cmp::Reverse(group.events.number()), group.id.clone())
        });
        let mut rank_of = vec![0; order.len()];
        for (rank, &old) in order.iter().enumerate() {
            rank_of[old as usize] = rank as u32;
        }
        for cell in &mut self.cells {
            cell.group = rank_of[cell.group as usize];
        }
        self.groups = order
            .iter()
            .map(|&old| self.groups[old as usize].clone())
            .collect();
        for (rank, group) in self.groups.iter_mut().enumerate() {
            group.rank = rank as u32 + 1;
        }
        if self.groups.is_empty() && self.verdict == Verdict::Hot {
            self.verdict = Verdict::TooFew;
        }
        Ok(())
    }
}

/// The count of one area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCount {
    /// Code within the layer.
    pub code: String,
    /// Name.
    pub name: String,
    /// Events or incidents in it.
    pub count: Count,
    /// A point inside it.
    pub centre: Wgs84,
}

/// Counts of all areas of a layer, in layer order.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCounts {
    /// One entry for each area, empty ones too.
    pub areas: Vec<AreaCount>,
}

impl Protect for AreaCounts {
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        for area in &mut self.areas {
            area.count = policy.protect(area.count);
        }
        Ok(())
    }
}

/// One cell of the flower: the peak or a cell round it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Petal {
    /// Centre of the cell.
    pub centre: Wgs84,
    /// Count in it.
    pub count: Count,
}

/// Why a place is, or is not, hot.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The place.
    pub group: HotspotGroup,
    /// p-value of the peak before correction; `None` where it would give away a protected count.
    pub p: Option<f64>,
    /// The peak first, then the cells round it.
    pub flower: Vec<Petal>,
    /// Count of each month of the period, in the peak cell and the cells round it.
    pub months: Vec<(Month, Count)>,
}

impl Protect for Why {
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.protect(self.group.events) == Count::Suppressed {
            return Err("the count of this place is too small to be shown".into());
        }
        if !policy.shows_exact() {
            self.p = None;
        }
        self.group.protect(policy);
        for petal in &mut self.flower {
            petal.count = policy.protect(petal.count);
        }
        for (_, count) in &mut self.months {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}
