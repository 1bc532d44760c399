//! Two periods or two sources side by side, as answers carry them.

use crate::{Count, Day, HotspotGroup, Policy, Protect, Source};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compares {
    /// Two periods of one source.
    Periods,
    /// Two sources in one period. They are never summed.
    Sources,
}

impl Compares {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Periods => "periods",
            Self::Sources => "sources",
        }
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Who recorded it.
    pub source: Source,
    /// First and last day.
    pub period: (Day, Day),
    /// Incidents (or events) located.
    pub count: Count,
}

/// A change in percent with its 95% interval; `None` for an end that is not bounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// From the earlier to the later count, per day of exposure.
    pub percent: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Change {
    /// -2 clear fall, -1 fall, 0 none, 1 rise, 2 clear rise. A change is one when its interval leaves
    /// 0 out, and clear when it is 25% or more besides.
    pub fn step(&self) -> i8 {
        const CLEAR: f64 = 25.0;
        let falls = self.high.is_some_and(|high| high < 0.0);
        let rises = self.low.is_some_and(|low| low > 0.0);
        let clear = self.percent.is_none_or(|percent| percent.abs() >= CLEAR);
        match (falls, rises) {
            (true, _) if clear => -2,
            (true, _) => -1,
            (_, true) if clear => 2,
            (_, true) => 1,
            _ => 0,
        }
    }
}

/// On which side a place stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Only on the first side, which is the selection: new, or this source alone.
    First,
    /// On both.
    Both,
    /// Only on the second side: gone, or the other source alone.
    Second,
}

impl Standing {
    /// The word used in answers.
    pub fn word(self, compares: Compares) -> &'static str {
        match (compares, self) {
            (Compares::Periods, Self::First) => "new",
            (Compares::Periods, Self::Both) => "persisting",
            (Compares::Periods, Self::Second) => "gone",
            (Compares::Sources, Self::First) => "first-only",
            (Compares::Sources, Self::Both) => "both",
            (Compares::Sources, Self::Second) => "second-only",
        }
    }
}

/// One place of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The hotspot: of the first side where it stands out there, else of the second.
    pub group: HotspotGroup,
    /// Where it stands out.
    pub standing: Standing,
    /// Count of the first side in the peak cell and the cells round it.
    pub first: Count,
    /// Count of the second side there.
    pub second: Count,
    /// Change from the second to the first; `None` for sources, and where it cannot be said.
    pub change: Option<Change>,
}

/// Two periods or sources side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub compares: Compares,
    /// The selection itself.
    pub first: Side,
    /// What it is compared with.
    pub second: Side,
    /// Change of the whole from the second to the first.
    pub change: Option<Change>,
    /// Why there is no change.
    pub refused: Option<String>,
    /// Last day that is at least 95% recorded, where later days were left out on both sides.
    pub complete_to: Option<Day>,
    /// Dated notes about the source that fall between the two.
    pub annotations: Vec<(Day, String)>,
    /// Places, the first side's in order of rank, then those that stand out on the second alone.
    pub places: Vec<Compared>,
    /// Places that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl Protect for Comparison {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, _: &Source) -> Result<(), String> {
        let sources = [self.first.source.clone(), self.second.source.clone()];
        for source in &sources {
            if let Some(reason) = policy.for_source(source).refuses_cells(source) {
                return Err(reason);
            }
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let all = self.places.len() as u32;
        for side in [&mut self.first, &mut self.second] {
            side.count = policy.protect(side.count);
        }
        self.change = None;
        for place in &mut self.places {
            place.group.protect(policy);
            place.first = policy.protect(place.first);
            place.second = policy.protect(place.second);
            place.change = None;
        }
        self.places
            .retain(|place| place.group.events != Count::Suppressed);
        self.places
            .sort_by(|a, b| (a.standing, &a.group.id).cmp(&(b.standing, &b.group.id)));
        self.withheld = all - self.places.len() as u32;
        Ok(())
    }
}
