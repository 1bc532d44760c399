//! Hours of the week: when incidents happen, against how often each hour occurred.

use std::collections::HashSet;

use beatbook_analyse::{HOURS_OF_WEEK, UNIT, spread, week_profile};
use beatbook_core::{
    Answer, Caveat, Count, Day, HourOfWeek, SECONDS_PER_HOUR, Selection, SelectionError, Week,
    WeekHour, WeekOf,
};

use crate::calendar::Lies;
use crate::naming::name_of;
use crate::scan::{Question, Scan, Scope};
use crate::source::SourceData;
use crate::store::Store;

/// Incidents over the hours of the week. Sums are whole numbers, so their order changes nothing.
struct Weights {
    hours: [u64; HOURS_OF_WEEK],
    /// Incidents counted.
    counted: u32,
    /// Of these, those that are spread over several hours.
    spread: u32,
    /// Incidents known only to more than seven days.
    too_long: u32,
    /// Incidents of which a part lies in hours that are not looked at.
    cut: u32,
}

impl Store {
    /// The 168 hours of the week of a selection, of a cell with the cells round it, or of a repeat
    /// location.
    ///
    /// Incidents known only to an interval are spread over its hours (aoristic analysis), those longer
    /// than seven days left out. Each hour is tested against all hours looked at, alike per occurrence;
    /// clock changes count.
    ///
    /// # Errors
    /// [`SelectionError`] when the source knows no hours, or no such cell or place is there.
    pub fn week(&self, selection: &Selection, of: &WeekOf) -> Result<Answer<Week>, SelectionError> {
        let question = match of {
            WeekOf::Place(_) => Question::Places,
            WeekOf::All | WeekOf::Cell(_) => Question::Patrol,
        };
        let scope = Scope::new_timed(self, selection, question)?;
        let scan = scope.scan(self, selection);
        let (of, rows) = match of {
            WeekOf::All => (Week::OF_ALL.to_owned(), scan.rows.clone()),
            WeekOf::Cell(id) => self.in_hood(selection, &scope, &scan, id)?,
            WeekOf::Place(id) => self.at_place(selection, &scope, &scan, id)?,
        };
        let looked_at = looked_at(selection, scope.source, scope.period);
        let mut exposure = [0_u32; HOURS_OF_WEEK];
        if let Some(looked_at) = &looked_at {
            for (_, day, hour) in self.calendar.hours(looked_at) {
                if !scope.source.holds(day) {
                    continue;
                }
                exposure[usize::from(hour.number())] += 1;
            }
        }
        let weights = self.weights(scope.source, &rows, looked_at.as_ref());
        let value = Week {
            hours: hours(&weights, &exposure, self.about().alpha),
            counted: Count::Exact(weights.counted),
            spread: Count::Exact(weights.spread),
            too_long: Count::Exact(weights.too_long),
            of,
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if weights.cut > 0 {
            answer.caveats.push(Caveat::Counted {
                count: Count::Exact(weights.cut),
                of: None,
                what: "reach into hours that are not looked at: that part of them is left out.",
            });
        }
        Ok(answer)
    }

    fn weights(&self, source: &SourceData, rows: &[u32], looked_at: Option<&Selection>) -> Weights {
        let mut weights = Weights {
            hours: [0; HOURS_OF_WEEK],
            counted: 0,
            spread: 0,
            too_long: 0,
            cut: 0,
        };
        let Some(looked_at) = looked_at else {
            return weights;
        };
        let inside = self.calendar.inside(looked_at);
        for row in rows.iter().map(|&row| row as usize) {
            let (from, to) = (source.from[row], source.to[row]);
            let Ok(parts) = spread(from, to) else {
                weights.too_long += 1;
                continue;
            };
            weights.counted += 1;
            weights.spread += u32::from(parts.len() > 1);
            weights.cut += u32::from(inside.lies(from, to) != Lies::Inside);
            for (hour, weight) in parts {
                let second = hour * SECONDS_PER_HOUR;
                if inside.lies(second, second) == Lies::Inside {
                    let (_, hour) = self.calendar.local(second);
                    weights.hours[usize::from(hour.number())] += weight;
                }
            }
        }
        weights
    }

    /// Number of the cell behind an id, in its table.
    pub(crate) fn unit_named(
        &self,
        selection: &Selection,
        part: &str,
        id: &str,
    ) -> Result<usize, SelectionError> {
        let (_, table) = self.cells(&selection.unit)?;
        let number = self
            .unit_behind(selection, id)
            .and_then(|cell| table.cell.binary_search(&cell).ok())
            .filter(|&number| table.in_study[number]);
        number.ok_or_else(|| {
            let reason = format!(
                "`{id}` is no {} of {} in the study area; take an id from the hotspots",
                selection.unit.nouns()[0],
                selection.unit
            );
            SelectionError::new(part, reason, [""; 0])
        })
    }

    /// Name and rows of a cell and the cells round it.
    pub(crate) fn in_hood(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
        id: &str,
    ) -> Result<(String, Vec<u32>), SelectionError> {
        let (unit, table) = self.cells(&selection.unit)?;
        let number = self.unit_named(selection, "cell", id)?;
        let mut hood: HashSet<u32> = table.neighbours.of(number).iter().copied().collect();
        hood.insert(number as u32);
        let cells = &self.locations.cell[unit];
        let rows: Vec<u32> = scan
            .with_ring()
            .filter(|&row| {
                let cell = cells.get(scope.location[row as usize] as usize);
                cell.is_some_and(|cell| hood.contains(cell))
            })
            .collect();
        let name = name_of(self, scope, table, &[number], &rows).best;
        Ok((name, rows))
    }

    /// Name and rows of a repeat location.
    pub(crate) fn at_place(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
        id: &str,
    ) -> Result<(String, Vec<u32>), SelectionError> {
        let (ground, place) = self.place_ground(selection, scope, id)?;
        let ground: HashSet<u32> = ground.locations.into_iter().collect();
        let rows = scan.rows.iter().copied();
        let rows = rows.filter(|&row| ground.contains(&scope.location[row as usize]));
        Ok((place.name, rows.collect()))
    }
}

/// The selection within its source's own period; `None` when nothing of the period is held. The hours
/// of other sources are no exposure of this one.
pub(crate) fn looked_at(
    selection: &Selection,
    source: &SourceData,
    (from, to): (Day, Day),
) -> Option<Selection> {
    let (first, last) = source.about.period;
    let (from, to) = (from.max(first), to.min(last));
    (from <= to).then(|| selection.clone().within(from, to))
}

fn hours(weights: &Weights, exposure: &[u32; HOURS_OF_WEEK], alpha: f64) -> Vec<WeekHour> {
    // Without incidents or hours there is nothing to test.
    let profile = week_profile(&weights.hours, exposure, alpha).ok();
    let hour = |number: usize| {
        let incidents = weights.hours[number] as f64 / UNIT as f64;
        let occurred = exposure[number];
        let test = profile
            .as_ref()
            .and_then(|profile| profile.hours[number].test.as_ref());
        WeekHour {
            hour: HourOfWeek::new(0, number as u8),
            incidents: Some(incidents),
            exposure: occurred,
            rate: (occurred > 0).then(|| incidents / f64::from(occurred)),
            expected: test.map(|test| test.expected),
            q: test.map(|test| test.q),
            unusual: test.map_or(0, |test| test.unusual),
        }
    };
    (0..HOURS_OF_WEEK).map(hour).collect()
}

#[cfg(test)]
#[path = "week_tests.rs"]
mod tests;
