//! Incidents that are laid down one by one, beside those that chance draws day by day.

use beatbook_core::Bng;
use rand::RngExt;

use crate::city::{DAYS, DemoSite, first_day};
use crate::labels::DemoFlags;
use crate::offences::{OFFENCES, Offence};
use crate::plane::Xy;
use crate::rhythm::Week;
use beatbook_core::Setting;

/// Where an event is said to have happened that was recorded where it was discovered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DemoStated {
    /// A position on the National Grid.
    At(Bng),
    /// Words only: the name of a street or place of the town.
    Words(&'static str),
    /// Nobody said.
    Nowhere,
}

/// How old the people linked to a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoAges {
    /// Of any age.
    Any,
    /// At least one of them is under 18, none 18 to 25.
    Child,
    /// At least one of them is 18 to 25, none under 18.
    Young,
    /// All of them are over 25.
    Older,
}

/// One incident that is laid down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planned {
    /// Minutes of the period.
    pub from: i32,
    pub to: i32,
    pub rows: u32,
    pub offence: &'static Offence,
    pub site: DemoSite,
    pub setting: Option<Setting>,
    pub flags: DemoFlags,
    pub stated: Option<DemoStated>,
    pub ages: DemoAges,
}

impl Planned {
    /// The day under which it is listed.
    pub(crate) fn day(&self) -> i32 {
        self.from / MINUTES
    }
}

pub(crate) const MINUTES: i32 = 24 * 60;

/// First day of each year of the period, October to September, and the day after the last.
pub(crate) const YEARS: [i32; 4] = [0, 365, 730, DAYS];

/// Which year a day of the period belongs to; days beyond belong to the nearest.
pub(crate) fn year_of(day: i32) -> usize {
    match day {
        ..365 => 0,
        365..730 => 1,
        _ => 2,
    }
}

/// The offence with this Home Office code.
///
/// # Panics
/// If the list has no such code: every caller names one that it has.
pub(crate) fn offence(ho_code: &str) -> &'static Offence {
    OFFENCES
        .iter()
        .find(|offence| offence.ho_code == ho_code)
        .expect("the list holds every code that the city plants")
}

/// A minute of the days `from..to`, by the weights of the week.
pub(crate) fn minute_of_week(week: &Week, from: i32, to: i32, rng: &mut impl RngExt) -> i32 {
    let most = week.iter().copied().fold(0.0, f64::max);
    loop {
        // The last day is left free: nothing planned may be cut off by the number of rows.
        let day = rng.random_range(from..to.min(DAYS - 1));
        let hour = rng.random_range(0..24);
        let weekday = usize::from(first_day().plus(day).weekday());
        if rng.random::<f64>() * most < week[weekday * 24 + hour as usize] {
            return existing(day * MINUTES + hour * 60 + rng.random_range(0..60));
        }
    }
}

/// The hour from 01:00 that is left out on the last Sunday of March does not exist: such times
/// move an hour on.
pub(crate) fn existing(minute: i32) -> i32 {
    // 2022-03-27, 2023-03-26 and 2024-03-31, as days of the period.
    const SKIPPED: [i32; 3] = [177, 541, 912];
    let skipped = SKIPPED.contains(&(minute / MINUTES)) && minute % MINUTES / 60 == 1;
    if skipped { minute + 60 } else { minute }
}

/// Gives out a share among incidents so that the rows chosen are as near to it as can be.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Quota(f64);

impl Quota {
    /// Whether an incident of `rows` rows is among the chosen, for a share of 0..=1.
    pub(crate) fn takes(&mut self, share: f64, rows: u32) -> bool {
        self.0 += share * f64::from(rows);
        let taken = self.0 >= f64::from(rows) / 2.0;
        if taken {
            self.0 -= f64::from(rows);
        }
        taken
    }
}

/// Places already used, so that no two lie so near that they would be taken for one.
#[derive(Debug, Default)]
pub(crate) struct Spots(Vec<(Xy, u32)>);

/// Metres between places that are meant to be two.
pub(crate) const APART: f64 = 110.0;

impl Spots {
    /// Keeps `rows` rows at `p` if that is a place of its own, or the same place again with no
    /// more than `most` rows in all.
    pub(crate) fn take(&mut self, p: Xy, rows: u32, most: u32) -> bool {
        if let Some((_, there)) = self.0.iter_mut().find(|(at, _)| *at == p) {
            let fits = *there + rows <= most;
            if fits {
                *there += rows;
            }
            return fits;
        }
        let free = self.0.iter().all(|(at, _)| {
            let (x, y) = (at[0] - p[0], at[1] - p[1]);
            x.hypot(y) >= APART
        });
        if free {
            self.0.push((p, rows));
        }
        free
    }
}
