//! Why a place is, or is not, hot.

use beatbook_core::{
    Activity, Answer, Count, Day, HotTest, HotspotGroup, Month, Petal, Selection, SelectionError,
    Verdict, Why, WhyTest, ZSpread,
};

use crate::calendar::Lies;
use crate::hours::hours_of_day;
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::tested::{NotTested, Tested};

impl Store {
    /// The working behind one hotspot or, given any cell of the study area, behind that cell.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer the selection, or no cell has that id.
    pub fn why(&self, selection: &Selection, id: &str) -> Result<Answer<Why>, SelectionError> {
        let refuse = |reason: String| SelectionError::new("id", reason, [""; 0]);
        let scope = Scope::new(self, selection, Question::patrol(&selection.unit))?;
        let scan = scope.scan(self, selection);
        let tested = match Tested::new(self, &scope, &scan, selection, HotTest::Exact) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                return Err(refuse(match verdict {
                    Verdict::NoEvents => "no event is selected, so no place was tested".into(),
                    Verdict::TooFew => "too few events are selected to test places".into(),
                    _ => "all cells hold the same count, so no place can stand out".into(),
                }));
            }
        };
        let peak = self
            .unit_behind(selection, id)
            .and_then(|cell| tested.position(cell))
            .filter(|&position| tested.is_tested(position));
        let peak = peak.ok_or_else(|| {
            refuse(format!(
                "`{id}` is no {} of {} that was tested; take an id from the hotspots or counts of this selection, with the same unit",
                selection.unit.nouns()[0],
                selection.unit
            ))
        })?;
        let found = self.hotspots(selection)?;
        let known = found
            .value
            .groups
            .iter()
            .chain(&found.value.strongest)
            .find(|group| group.cells.first() == Some(&tested.cell(peak)));
        let group: HotspotGroup = match known {
            Some(group) => group.clone(),
            None => tested
                .describe(self, &scope, &scan, &[vec![peak]])
                .remove(0),
        };
        let petals = tested.hood(peak).map(|position| {
            let number = tested.keep[position as usize] as usize;
            Petal {
                cell: self.unit_id(&selection.unit, tested.table.cell[number]),
                centre: tested.table.centre[number],
                count: Count::Exact(tested.counts[position as usize]),
            }
        });
        let hood = std::iter::once(tested.hood(peak).collect());
        let rows = tested.rows_in(self, &scope, &scan, hood).remove(0);
        let value = Why {
            group,
            test: Some(among(&tested.p, peak, self.about().alpha)),
            z_spread: ZSpread::new(tested.z_of_tested()),
            flower: petals.collect(),
            months: self.months(selection, &scope, &rows),
            hours: hours_of_day(self, &scope, &rows),
            activity: self.activity(&tested, peak, selection, scope.period),
        };
        let method = tested.method(self);
        Ok(self.answer(value, Some(method), selection, &scope, &scan))
    }

    /// What officers did in the peak cell and the cells round it, in the hours looked at.
    fn activity(
        &self,
        tested: &Tested<'_>,
        peak: u32,
        selection: &Selection,
        (from, to): (Day, Day),
    ) -> Option<Activity> {
        let mut sources = self
            .sources
            .iter()
            .filter(|source| source.about.activity)
            .peekable();
        sources.peek()?;
        let (unit, _) = self.cells(&selection.unit).ok()?;
        let hood: Vec<u32> = tested
            .hood(peak)
            .map(|position| tested.keep[position as usize])
            .collect();
        let inside = self.calendar.inside(&selection.clone().within(from, to));
        let (mut events, mut finds) = (0, 0);
        for source in sources {
            let find = source.flag("find").unwrap_or(0);
            for row in 0..source.len() {
                let cell = self.locations.cell[unit].get(source.happened.location[row] as usize);
                if cell.is_some_and(|cell| hood.contains(cell))
                    && inside.lies(source.from[row], source.to[row]) == Lies::Inside
                {
                    events += 1;
                    finds += u32::from(source.happened.kind(row).flags & find != 0);
                }
            }
        }
        Some(Activity {
            events: Count::Exact(events),
            finds: Count::Exact(finds),
        })
    }

    /// A night belongs to the month in which it begins, as it does to the period.
    pub(crate) fn months(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        rows: &[u32],
    ) -> Vec<(Month, Count)> {
        let (first, last) = (scope.period.0.month(), scope.period.1.month());
        let months: Vec<Month> = std::iter::successors(Some(first), |month| {
            Some(month.next()).filter(|m| *m <= last)
        })
        .collect();
        let mut counts = vec![0_u32; months.len()];
        for &row in rows {
            let (day, hour) = self.calendar.local(scope.source.from[row as usize]);
            let night = selection
                .window
                .as_ref()
                .and_then(|w| w.operational_day(day, hour));
            let month = night.unwrap_or(day).month();
            if let Ok(position) = months.binary_search(&month) {
                counts[position] += 1;
            }
        }
        months
            .into_iter()
            .zip(counts.into_iter().map(Count::Exact))
            .collect()
    }
}

/// How a unit fared among all tested, by Benjamini and Hochberg.
fn among(p: &[f64], unit: u32, alpha: f64) -> WhyTest {
    let own = p[unit as usize];
    let mut rising: Vec<f64> = p.iter().copied().filter(|p| !p.is_nan()).collect();
    rising.sort_unstable_by(f64::total_cmp);
    let units = rising.len();
    let line = |passed: usize| alpha * passed as f64 / units as f64;
    let passed = (1..=units)
        .rev()
        .find(|&rank| rising[rank - 1] <= line(rank));
    let passed = passed.unwrap_or(0);
    WhyTest {
        p: own,
        rank: rising.partition_point(|p| *p <= own) as u32,
        units: units as u32,
        passed: passed as u32,
        limit: line(passed.max(1)),
    }
}

#[cfg(test)]
#[path = "why_tests.rs"]
mod tests;
