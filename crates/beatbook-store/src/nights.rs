//! Nights: hour by hour at each hotspot, and night by night.

use std::collections::BTreeMap;

use beatbook_core::{
    Answer, Caveat, Count, Day, HourOfWeek, Night, NightGroup, Nights, SECONDS_PER_HOUR, Selection,
    SelectionError, Window,
};

use crate::scan::{Question, Scope};
use crate::source::SourceData;
use crate::store::Store;
use crate::week::looked_at;

/// Evenings, for a selection without a window of its own.
pub(crate) const EVENINGS: &str =
    "mon18-tue07,tue18-wed07,wed18-thu07,thu18-fri07,fri18-sat07,sat18-sun07,sun18-mon07";
/// Hotspots told hour by hour.
const MOST_GROUPS: usize = 10;

impl Store {
    /// The hours of the night at each of the first hotspots, and every night of the period with the
    /// hours it had: clock changes make some longer and some shorter.
    ///
    /// Without a window, nights run from 18:00 to 07:00. A night belongs to the day on which it begins,
    /// and counts the incidents that lie wholly in it.
    ///
    /// # Errors
    /// [`SelectionError`] when the source knows no hours, or cannot be asked for hotspots.
    pub fn nights(&self, selection: &Selection) -> Result<Answer<Nights>, SelectionError> {
        let scope = Scope::new_timed(self, selection, Question::Patrol)?;
        let scan = scope.scan(self, selection);
        let window = match &selection.window {
            Some(window) => window.clone(),
            None => Window::parse(EVENINGS)
                .map_err(|error| SelectionError::new("window", error.to_string(), [""; 0]))?,
        };
        let hours = hours_of(&window);
        let counts = |rows: &[u32]| self.by_hour(scope.source, rows, &hours);
        let found = self.hotspots(selection)?;
        let groups = found.value.groups.iter().take(MOST_GROUPS).map(|group| {
            let (_, rows) = self.in_hood(selection, &scope, &scan, &group.cell)?;
            Ok(NightGroup {
                id: group.id.clone(),
                rank: group.rank,
                name: group.name.clone(),
                counts: counts(&rows).0,
            })
        });
        let groups = groups.collect::<Result<Vec<_>, SelectionError>>()?;
        let (total, untimed) = counts(&scan.rows);
        let shown: u32 = total.iter().filter_map(|count| count.number()).sum();
        let by_day = scan.rows.len() as u32 - shown - untimed;
        let mut nightly = selection.clone();
        nightly.window = Some(window);
        let value = Nights {
            nights: self.night_by_night(&scope, &nightly),
            hours,
            total,
            groups,
            untimed: Count::Exact(untimed),
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if by_day > 0 {
            answer.caveats.push(Caveat::Counted {
                count: Count::Exact(by_day),
                of: None,
                what: "begin in none of the hours of the night: they are in no column.",
            });
        }
        Ok(answer)
    }

    /// Counts of the hours of the day, and how many incidents are not timed to the hour.
    fn by_hour(&self, source: &SourceData, rows: &[u32], hours: &[u8]) -> (Vec<Count>, u32) {
        let (mut counts, mut untimed) = ([0_u32; 24], 0);
        for row in rows.iter().map(|&row| row as usize) {
            if source.to[row] - source.from[row] <= SECONDS_PER_HOUR {
                let (_, hour) = self.calendar.local(source.from[row]);
                counts[usize::from(hour.hour())] += 1;
            } else {
                untimed += 1;
            }
        }
        let shown = hours
            .iter()
            .map(|&hour| Count::Exact(counts[usize::from(hour)]));
        (shown.collect(), untimed)
    }

    /// Every night looked at, with its hours and the incidents that lie wholly in it.
    ///
    /// - `nightly`: a selection with a window.
    fn night_by_night(&self, scope: &Scope<'_>, nightly: &Selection) -> Vec<Night> {
        let Some(looked_at) = looked_at(nightly, scope.source, scope.period) else {
            return Vec::new();
        };
        let mut nights: BTreeMap<Day, (u32, u32)> = BTreeMap::new();
        let hours = self.calendar.hours(&looked_at);
        for (_, night, _) in hours.filter(|(_, night, _)| scope.source.holds(*night)) {
            nights.entry(night).or_default().0 += 1;
        }
        let source = scope.source;
        let night = |instant: i64| {
            let (day, hour) = self.calendar.local(instant);
            let window = looked_at.window.as_ref()?;
            window.operational_day(day, hour)
        };
        for row in scope.scan(self, &looked_at).rows {
            let (from, to) = (source.from[row as usize], source.to[row as usize]);
            let begins = night(from);
            if begins == night((to - 1).max(from))
                && let Some((_, count)) = begins.and_then(|night| nights.get_mut(&night))
            {
                *count += 1;
            }
        }
        let nights = nights.into_iter();
        nights
            .map(|(day, (hours, count))| Night {
                day,
                hours,
                count: Count::Exact(count),
            })
            .collect()
    }
}

/// The hours of the day that a window looks at, from the evening on: they begin after the longest run
/// of hours it leaves out, at 18 where it leaves none out.
pub(crate) fn hours_of(window: &Window) -> Vec<u8> {
    let any = Day::from_number(0);
    let held = |hour: u8| {
        (0..7).any(|weekday| {
            let hour = HourOfWeek::new(weekday, hour);
            window.operational_day(any, hour).is_some()
        })
    };
    let left_out_before = |hour: u8| {
        (1..=24)
            .take_while(|back| !held((hour + 24 - back) % 24))
            .count()
    };
    let from = (0..24)
        .filter(|&hour| held(hour))
        .max_by_key(|&hour| (left_out_before(hour), hour == 18))
        .unwrap_or(18);
    (0..24)
        .map(|offset| (from + offset) % 24)
        .filter(|&hour| held(hour))
        .collect()
}

#[cfg(test)]
#[path = "nights_tests.rs"]
mod tests;
