//! Hours of the week and nights, as answers carry them.

use crate::{Count, Day, HourOfWeek, Policy, Protect, Source};

/// One hour of the week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekHour {
    /// Which hour.
    pub hour: HourOfWeek,
    /// Incidents, those known only to an interval spread over it; `None` where they may not be shown.
    pub incidents: Option<f64>,
    /// How often the hour occurred in what was looked at, clock changes included.
    pub exposure: u32,
    /// Incidents per occurrence; `None` for an hour that did not occur or may not be shown.
    pub rate: Option<f64>,
    /// Incidents expected if every hour looked at were alike.
    pub expected: Option<f64>,
    /// Corrected p-value of the difference.
    pub q: Option<f64>,
    /// -1 unusually quiet, 1 unusually busy, 0 neither.
    pub unusual: i8,
}

impl WeekHour {
    /// Whether it is unusual, by sign; `None` where it was not tested or the test may not be seen.
    pub fn verdict(&self) -> Option<i8> {
        self.q.map(|_| self.unusual)
    }
}

/// A week of 168 hours, Monday 00:00 first.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// The hours; always 168.
    pub hours: Vec<WeekHour>,
    /// Incidents (or events) counted.
    pub counted: Count,
    /// Of these, known only to an interval.
    pub spread: Count,
    /// Left out: known only to an interval too long to say anything of hours.
    pub too_long: Count,
    /// What it is the week of: [`Week::OF_ALL`], or the name of one place.
    pub of: String,
}

impl Week {
    /// What a week is called that is of the whole selection.
    pub const OF_ALL: &str = "all that is selected";
}

impl Protect for Week {
    const IS_MAPPED: bool = false;

    fn is_mapped(&self) -> bool {
        self.of != Self::OF_ALL
    }

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        if self.is_mapped() && policy.protect(self.counted) == Count::Suppressed {
            return Err("the count of this place is too small to be shown".into());
        }
        for hour in &mut self.hours {
            let count = hour.incidents.map_or(0, |n| n.round() as u32);
            let shown = policy.protect(Count::Exact(count)).number();
            hour.incidents = shown.map(f64::from);
            hour.rate = hour
                .incidents
                .filter(|_| hour.exposure > 0)
                .map(|n| n / f64::from(hour.exposure));
            (hour.expected, hour.q, hour.unusual) = (None, None, 0);
        }
        for count in [&mut self.counted, &mut self.spread, &mut self.too_long] {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}

/// One operational night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    /// The day on which it begins.
    pub day: Day,
    /// Hours it had: one more or less when the clock changed.
    pub hours: u32,
    /// Incidents that began in it.
    pub count: Count,
}

/// The hours of the night at one hotspot.
#[derive(Debug, Clone, PartialEq)]
pub struct NightGroup {
    /// Id of the hotspot.
    pub id: String,
    /// Its rank.
    pub rank: Option<u32>,
    /// Its name.
    pub name: String,
    /// Count of each hour.
    pub counts: Vec<Count>,
}

/// Nights of the selection, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Nights {
    /// Hours of the day, from the evening on.
    pub hours: Vec<u8>,
    /// Incidents timed to the hour, for each of these hours.
    pub total: Vec<Count>,
    /// The same for each hotspot, in order of rank.
    pub groups: Vec<NightGroup>,
    /// Every night of the period.
    pub nights: Vec<Night>,
    /// Incidents not timed to the hour: in no column.
    pub untimed: Count,
}

impl Protect for Nights {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        // A hotspot that is withheld from the map for its small count is not named here either.
        self.groups.retain(|group| {
            let counts = group.counts.iter().filter_map(|count| count.number());
            counts.sum::<u32>() > Policy::SUPPRESSED_UP_TO
        });
        for group in &mut self.groups {
            group.rank = None;
        }
        self.groups.sort_by(|a, b| a.id.cmp(&b.id)); // the true order would tell counts apart
        let counts = self
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.counts)
            .chain(&mut self.total)
            .chain(self.nights.iter_mut().map(|night| &mut night.count))
            .chain([&mut self.untimed]);
        for count in counts {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}
