//! Which hotspots are hot at which hours, as answers carry it.

use crate::places_shown::{Place, places_shown};
use crate::{Count, HotClass, Policy, Protect, Source, Verdict};

/// One hour: what a map of it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourFrame {
    /// Hour of the day, local time.
    pub hour: u8,
    /// Hours of the moving window that are looked at: three, two at an end of the night, one where
    /// the night is a single hour.
    pub width: u8,
    /// Events in the moving window.
    pub events: Count,
    /// Cells tested; 0 where all hold the same, so that none can stand out.
    pub tested: u32,
    /// Hot cells.
    pub cells: u32,
    /// Hotspots of the whole selection that are hot at this hour.
    pub groups: u32,
}

/// A hotspot of the whole selection, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyGroup {
    /// Its id.
    pub id: String,
    /// Its peak cell, as its unit writes it.
    pub cell: String,
    /// Its rank.
    pub rank: Option<u32>,
    /// Its name.
    pub name: String,
    /// Its count over all hours.
    pub events: Count,
    /// Its class over all hours.
    pub class: HotClass,
    /// Per hour: count of the moving window in the peak cell and those round it.
    pub counts: Vec<Count>,
    /// Per hour: what would be there if the events of that window were spread evenly.
    pub expected: Vec<Option<f64>>,
    /// Per hour: the strongest class of its cells.
    pub classes: Vec<HotClass>,
}

/// A cell that is hot at some hour.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyCell {
    /// The cell, as its unit writes it.
    pub cell: String,
    /// Its number in its unit, for its shape.
    pub number: u64,
    /// Position of its hotspot in [`HourlyHotspots::groups`]; `None` for a cell that is hot at some
    /// hour only, and in no hotspot of the whole selection.
    pub group: Option<u32>,
    /// Its class at each hour.
    pub classes: Vec<HotClass>,
}

/// The hours of a selection, each tested as a map of its own and all corrected together.
#[derive(Debug, Clone, PartialEq)]
pub struct HourlyHotspots {
    /// Whether any cell is hot at any hour; else why not.
    pub verdict: Verdict,
    /// The hours, in the order of the night.
    pub frames: Vec<HourFrame>,
    /// The hotspots of the whole selection, in order of rank.
    pub groups: Vec<HourlyGroup>,
    /// Cells that are hot at some hour, in the order of their unit.
    pub cells: Vec<HourlyCell>,
    /// Selected events known only to an interval that lies within no three hours: in no frame.
    pub in_no_frame: Count,
    /// Cells times hours that the correction is for.
    pub tests: u64,
    /// Hotspots that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl HourlyHotspots {
    /// Nothing was tested.
    pub fn untested(verdict: Verdict) -> Self {
        Self {
            verdict,
            frames: Vec::new(),
            groups: Vec::new(),
            cells: Vec::new(),
            in_no_frame: Count::Exact(0),
            tests: 0,
            withheld: 0,
        }
    }
}

impl Protect for HourlyHotspots {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let before = std::mem::take(&mut self.groups);
        let all = before.len() as u32;
        let shown = places_shown(before, policy);
        self.withheld = all - shown.len() as u32;
        // A cell has no count of its own here: it is seen with its hotspot, at the hours whose count is.
        self.cells.retain_mut(|cell| {
            let now = shown.iter().position(|(old, _)| Some(*old) == cell.group);
            cell.group = now.map(|now| now as u32);
            if let Some(now) = now {
                for (class, of_group) in cell.classes.iter_mut().zip(&shown[now].1.classes) {
                    *class = (*class).min(*of_group);
                }
            }
            cell.group.is_some() && cell.classes.iter().any(|class| *class > HotClass::None)
        });
        self.groups = shown.into_iter().map(|(_, group)| group).collect();
        for (hour, frame) in self.frames.iter_mut().enumerate() {
            let hot = |classes: &[HotClass]| classes[hour] > HotClass::None;
            frame.events = policy.protect(frame.events);
            frame.groups = self.groups.iter().filter(|g| hot(&g.classes)).count() as u32;
            frame.cells = self.cells.iter().filter(|c| hot(&c.classes)).count() as u32;
        }
        self.in_no_frame = policy.protect(self.in_no_frame);
        Ok(())
    }
}

impl Place for HourlyGroup {
    fn events(&self) -> Count {
        self.events
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn set_rank(&mut self, rank: u32) {
        self.rank = Some(rank);
    }

    /// An hour whose count is too small to be shown has no class either: it would say that the count is
    /// not the smallest.
    fn hide(&mut self, policy: Policy) {
        self.rank = None;
        self.class = self.class.min(HotClass::At5Percent);
        self.events = policy.protect(self.events);
        self.expected = vec![None; self.expected.len()];
        for (count, class) in self.counts.iter_mut().zip(&mut self.classes) {
            *count = policy.protect(*count);
            *class = match count {
                Count::Suppressed => HotClass::None,
                _ => (*class).min(HotClass::At5Percent),
            };
        }
    }
}

#[cfg(test)]
#[path = "hourly_tests.rs"]
mod tests;
