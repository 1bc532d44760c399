//! Findings: hotspots and counts, as answers carry them.

use std::fmt;

use crate::places_shown::{Place, places_shown};
use crate::{
    Count, HarmBasis, LayerId, Month, NoHarm, ParentCount, PlaceHarm, Policy, Protect, Source,
    Wgs84,
};

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
    /// So few permutations that no place could have stood out alone.
    TooFewPermutations,
    /// Too few premises to tell one from the others: they are ranked, not tested.
    TooFewPremises,
    /// The book has no register of premises: repeat locations are ranked, not tested.
    NoRegister,
}

impl Verdict {
    /// Fewer premises than this are not tested.
    pub const FEWEST_PREMISES: usize = 30;

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
            Self::TooFewPermutations => "too-few-permutations",
            Self::TooFewPremises => "too-few-premises",
            Self::NoRegister => "no-register",
        }
    }
}

/// One hot cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellFinding {
    /// Number of the unit: of a cell its H3 index.
    pub cell: u64,
    /// Number of what it is added up to when it is too small to be seen; `None` where it never is.
    pub parent: Option<u64>,
    /// Count of the cell itself.
    pub count: Count,
    /// Count expected in it if events were spread evenly.
    pub expected: Option<f64>,
    /// Standard score of the cell and those round it.
    pub z: Option<f64>,
    /// p-value of the same, before correction.
    pub p: Option<f64>,
    /// Corrected p-value.
    pub q: Option<f64>,
    /// Class of its q.
    pub class: HotClass,
    /// Position of its group in [`Hotspots::groups`].
    pub group: u32,
}

impl CellFinding {
    /// Takes out every number from which a protected count could be worked out.
    fn protect(&mut self, policy: Policy) {
        self.count = policy.protect(self.count);
        self.class = self.class.min(HotClass::At5Percent);
        (self.expected, self.z, self.p, self.q) = (None, None, None, None);
    }
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

/// `22-03`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.from, self.to)
    }
}

/// A hotspot: hot cells that climb to the same local peak.
#[derive(Debug, Clone, PartialEq)]
pub struct HotspotGroup {
    /// Stable id, after the ground it stands on: the same under other selections and in other months.
    pub id: String,
    /// Its peak cell, as its unit writes it.
    pub cell: String,
    /// Position by excess over expectation, from 1; `None` for a place that is not in a ranking, or
    /// whose true rank would tell protected counts apart.
    pub rank: Option<u32>,
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
    /// Numbers of the units of the group, peak first.
    pub cells: Vec<u64>,
    /// Ground covered.
    pub km2: f64,
    /// Events for each kilometre of street in the peak segment and those that meet it; `None` for other
    /// units.
    pub per_km: Option<f64>,
    /// Hours that hold half of the events; `None` when times are not known to the hour.
    pub hours: Option<Hours>,
    /// The most events at one exact position among those of the peak cell and the ring.
    pub one_address: Option<Count>,
    /// Harm of the events in the peak cell and the cells round it; `None` where it cannot be said or
    /// would give away a protected count.
    pub harm: Option<PlaceHarm>,
}

impl HotspotGroup {
    /// Takes out every number from which a protected count could be worked out.
    pub(crate) fn protect(&mut self, policy: Policy) {
        if policy.shows_exact() {
            return;
        }
        // Ranks and classes tell counts apart that look the same.
        (self.rank, self.harm) = (None, None);
        self.class = self.class.min(HotClass::At5Percent);
        self.events = policy.protect(self.events);
        self.one_address = self.one_address.map(|count| policy.protect(count));
        (
            self.expected,
            self.z,
            self.q,
            self.rank_interval,
            self.hours,
            self.per_km,
        ) = (None, None, None, None, None, None);
    }
}

impl Place for HotspotGroup {
    fn events(&self) -> Count {
        self.events
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn hide(&mut self, policy: Policy) {
        self.protect(policy);
    }

    fn set_rank(&mut self, rank: u32) {
        self.rank = Some(rank);
    }
}

/// Tested hotspots, or why there are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotspots {
    /// What came out.
    pub verdict: Verdict,
    /// Hotspots in order of rank.
    pub groups: Vec<HotspotGroup>,
    /// The strongest places that did not pass, when none did: at most three. Premises that were not
    /// tested: those with most, by rank.
    pub strongest: Vec<HotspotGroup>,
    /// Hot cells.
    pub cells: Vec<CellFinding>,
    /// The same added up, each with the number of hot cells in it; empty for units that never are.
    pub parents: Vec<ParentCount>,
    /// Hotspots that this audience may not see because of their small counts.
    pub withheld: u32,
    /// What the sums of harm are made of, or why there are none.
    pub harm: Result<HarmBasis, NoHarm>,
}

impl Hotspots {
    /// Hot cells added up, before they are protected.
    pub fn parents_of(cells: &[CellFinding]) -> Vec<ParentCount> {
        ParentCount::sums(
            cells
                .iter()
                .filter_map(|cell| Some((cell.parent?, cell.count))),
        )
    }
}

impl Protect for Hotspots {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        // A suppressed count must not come back through a class, an order or a cell.
        let before = std::mem::take(&mut self.groups);
        let all = before.len() as u32;
        let shown = places_shown(before, policy);
        self.withheld = all - shown.len() as u32;
        self.cells.retain_mut(|cell| {
            let now = shown.iter().position(|(old, _)| *old == cell.group);
            cell.group = now.unwrap_or(0) as u32;
            now.is_some()
        });
        // Of the cells that are left: cells of hotspots withheld are in no number.
        self.parents = Self::parents_of(&self.cells);
        ParentCount::protect(&mut self.parents, policy);
        for cell in &mut self.cells {
            cell.protect(policy);
        }
        self.groups = shown.into_iter().map(|(_, group)| group).collect();
        self.strongest.clear();
        if self.harm.is_ok() {
            self.harm = Err(NoHarm::Withheld);
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
    /// The same per 1,000 residents and year; `None` without an estimate of residents, or where it would
    /// give away a protected count.
    pub rate: Option<f64>,
    /// Decile of deprivation, 1 the most deprived; `None` without an index of the layer.
    pub decile: Option<u8>,
    /// A point inside it.
    pub centre: Wgs84,
}

/// Counts of all areas of a layer, in layer order.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCounts {
    /// Layer of the areas.
    pub layer: LayerId,
    /// One entry for each area, empty ones too.
    pub areas: Vec<AreaCount>,
}

impl Protect for AreaCounts {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_area(source, &self.layer) {
            return Err(reason);
        }
        for area in &mut self.areas {
            area.count = policy.protect(area.count);
            area.rate = area.rate.filter(|_| policy.shows_exact());
        }
        Ok(())
    }
}

/// One cell of the flower: the peak or a cell round it.
#[derive(Debug, Clone, PartialEq)]
pub struct Petal {
    /// The cell, as its unit writes it.
    pub cell: String,
    /// Centre of the cell.
    pub centre: Wgs84,
    /// Count in it.
    pub count: Count,
}

/// How a place fared among all that were tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhyTest {
    /// p-value of the peak before correction.
    pub p: f64,
    /// Units with a p as small or smaller, itself included.
    pub rank: u32,
    /// Units tested.
    pub units: u32,
    /// Units that passed.
    pub passed: u32,
    /// The largest p that passes: the error rate times the share of units that do, or what one alone
    /// would need where none does.
    pub limit: f64,
}

/// How z spreads over all tested units.
#[derive(Debug, Clone, PartialEq)]
pub struct ZSpread {
    /// The lowest z of the first class.
    pub lowest: f64,
    /// Tested units in each class of [`ZSpread::STEP`], the last one not empty.
    pub units: Vec<u32>,
}

impl ZSpread {
    /// Width of a class.
    pub const STEP: f64 = 0.5;

    /// `None` where no unit has a z.
    pub fn new(z: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let first = z
            .clone()
            .map(|z| (z / Self::STEP).floor())
            .reduce(f64::min)?;
        let mut units = Vec::new();
        for z in z {
            let class = ((z / Self::STEP).floor() - first) as usize;
            if class >= units.len() {
                units.resize(class + 1, 0);
            }
            units[class] += 1;
        }
        Some(Self {
            lowest: first * Self::STEP,
            units,
        })
    }
}

/// Why a place is, or is not, hot.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The place.
    pub group: HotspotGroup,
    /// Its test; `None` where it would give away a protected count.
    pub test: Option<WhyTest>,
    /// Its z is one of these; `None` where it would give away a protected count.
    pub z_spread: Option<ZSpread>,
    /// The peak first, then the cells round it.
    pub flower: Vec<Petal>,
    /// Count of each month of the period, in the peak cell and the cells round it.
    pub months: Vec<(Month, Count)>,
    /// Count of each hour of the day, of what is timed to the hour; empty where no hour may be told.
    pub hours: Vec<Count>,
    /// What officers did there in the period; `None` without a source of activity.
    pub activity: Option<Activity>,
}

/// Activity beside a hotspot: dosage, never demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activity {
    /// Searches or other activity in the peak cell and the cells round it.
    pub events: Count,
    /// Of these, those that led to a find.
    pub finds: Count,
}

impl Protect for Why {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.protect(self.group.events) == Count::Suppressed {
            return Err("the count of this place is too small to be shown".into());
        }
        if !policy.shows_exact() {
            self.test = None;
            self.z_spread = None;
        }
        self.group.protect(policy);
        for petal in &mut self.flower {
            petal.count = policy.protect(petal.count);
        }
        let months = self.months.iter_mut().map(|(_, count)| count);
        for count in months.chain(&mut self.hours) {
            *count = policy.protect(*count);
        }
        if let Some(activity) = &mut self.activity {
            activity.events = policy.protect(activity.events);
            activity.finds = policy.protect(activity.finds);
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "finding_tests.rs"]
mod tests;
