//! A place before and after a day, against a comparison.

use std::collections::HashSet;

use beatbook_analyse::{Level, Steps, rate_ratio, relative_change, relative_change_of_totals};
use beatbook_core::{
    Answer, AreaCode, Audience, BeforeAfter, BeforeAfterAsked, BeforeAfterChange, BeforeAfterStep,
    Caveat, Change, ComparedWith, Count, Policy, Precision, Selection, SelectionError,
};

use crate::before_after_steps::{Sides, sides};
use crate::compare::missing;
use crate::parts::without;
use crate::scan::{Question, Scan, Scope};
use crate::store::{Layer, Store};

/// What is looked at on both sides of the day.
struct Looked {
    place: String,
    /// Rows at the place.
    own: HashSet<u32>,
    /// Rows of the comparison.
    compared: HashSet<u32>,
    comparison: String,
}

/// Counts of the steps before and from the day on.
struct Series {
    own: Vec<u64>,
    compared: Vec<u64>,
    half: usize,
}

impl Store {
    /// A place before and after a day, in equally long steps, beside a comparison.
    ///
    /// The place is the area of the selection, or a hotspot or cell with the cells round it. Steps are of
    /// four weeks, so that both sides have as many of each day of the week; of months where the source
    /// knows only these. Days that are not 95% recorded are left out. Change is the ratio of the rates,
    /// with its exact interval; what can be said of the intervention is the change beyond that of the
    /// comparison ([`relative_change()`]).
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, or holds too little on one side of the day.
    pub fn before_after(
        &self,
        selection: &Selection,
        asked: &BeforeAfterAsked,
    ) -> Result<Answer<BeforeAfter>, SelectionError> {
        let is_fine = asked.cell.is_some();
        check_place(selection, is_fine)?;
        let question = if is_fine {
            Question::Patrol
        } else {
            Question::PatrolAreas
        };
        // The area is checked as every other one is.
        let checked = Scope::new(self, selection, question)?;
        let months = checked.source.about.precision == Precision::Month;
        let held = checked.source.about.period;
        let last = checked
            .source
            .about
            .complete_to
            .unwrap_or(held.1)
            .min(held.1);
        let sides = sides((asked.on, asked.steps), 0, months, (held.0, last))?;
        let (before, after) = (sides.before(), sides.after());

        let whole =
            without(selection, &["area", "from", "to"]).within(sides.earliest(held.0), after.1);
        let scope = Scope::new(self, &whole, question)?;
        let scan = scope.scan(self, &whole);
        let looked = match (&asked.cell, checked.area) {
            (Some(cell), _) => self.round_cell(selection, asked, &scope, &scan, cell)?,
            (None, Some((layer, area))) => self.of_area(asked, &scope, &scan, layer, area)?,
            (None, None) => return Err(no_place()),
        };
        let day_of = |row: u32| self.begins(&whole, scope.source.from[row as usize]);
        let series = Series {
            own: sides.count(looked.own.iter().map(|&row| day_of(row))),
            compared: sides.count(looked.compared.iter().map(|&row| day_of(row))),
            half: sides.number(),
        };
        let earlier = (sides.earliest(held.0) < before.0).then(|| {
            let days = looked.own.iter().map(|&row| day_of(row));
            days.filter(|day| *day < before.0).count() as u64
        });
        let hours = [before, after].map(|(from, to)| {
            let side = whole.clone().within(from, to);
            self.calendar.hours(&side).count() as f64
        });
        let refused = scope
            .source
            .gap_between([before, after])
            .or_else(|| missing(scope.source, [before, after]))
            .or_else(|| series.too_few());
        let change = refused.is_none().then(|| series.change(hours)).flatten();
        let of_rounded = change.and_then(|(_, dispersion)| series.rounded(hours, dispersion));
        let value = BeforeAfter {
            asked: asked.clone(),
            place: looked.place,
            is_fine,
            comparison: looked.comparison,
            step: if months { "month" } else { "four weeks" },
            before,
            after,
            steps: series.steps(&sides),
            own: series.totals(&series.own),
            compared: series.totals(&series.compared),
            earlier: earlier.map(count),
            change: change.map(|(change, _)| change),
            of_rounded,
            refused: refused.or_else(|| change.is_none().then(nothing_left)),
        };
        let told = selection.clone().within(before.0, after.1);
        let mut answer = self.answer(value, None, &told, &scope, &scan);
        answer.period = (before.0, after.1);
        answer
            .caveats
            .extend(series.caveats(earlier, &sides, asked));
        Ok(answer)
    }

    /// A cell with the cells round it.
    fn round_cell(
        &self,
        selection: &Selection,
        asked: &BeforeAfterAsked,
        scope: &Scope<'_>,
        scan: &Scan,
        cell: &str,
    ) -> Result<Looked, SelectionError> {
        let (place, rows) = self.in_hood(selection, scope, scan, cell)?;
        self.beside(asked, scope, scan, place, rows.into_iter().collect())
    }

    fn of_area(
        &self,
        asked: &BeforeAfterAsked,
        scope: &Scope<'_>,
        scan: &Scan,
        layer: &Layer,
        area: u32,
    ) -> Result<Looked, SelectionError> {
        let inside = |row: &u32| {
            let location = scope.location[*row as usize] as usize;
            layer.area_of.contains(location, area)
        };
        let rows = scan.rows.iter().copied().filter(inside).collect();
        let name = layer.shapes[area as usize].name.clone();
        self.beside(asked, scope, scan, name, rows)
    }

    fn beside(
        &self,
        asked: &BeforeAfterAsked,
        scope: &Scope<'_>,
        scan: &Scan,
        place: String,
        own: HashSet<u32>,
    ) -> Result<Looked, SelectionError> {
        let others = scan.rows.iter().copied().filter(|row| !own.contains(row));
        let (compared, comparison) = match &asked.comparison {
            ComparedWith::Rest => (others.collect(), "the rest of the study area".to_owned()),
            ComparedWith::Areas(areas) => {
                let (layer, numbers, names) = self.areas_named("comparison", areas)?;
                let inside = |row: &u32| {
                    let location = scope.location[*row as usize] as usize;
                    let of = layer.area_of.of(location);
                    of.iter().any(|area| numbers.contains(area))
                };
                (others.filter(inside).collect(), names)
            }
        };
        Ok(Looked {
            place,
            own,
            compared,
            comparison,
        })
    }

    /// Layer, numbers and names of areas that some part of what is asked names.
    pub(crate) fn areas_named(
        &self,
        part: &str,
        areas: &[AreaCode],
    ) -> Result<(&Layer, Vec<u32>, String), SelectionError> {
        let mut found = Vec::new();
        for area in areas {
            let known = self.area(area);
            found.push(known.map_err(|e| SelectionError::new(part, e.reason, e.accepted))?);
        }
        let Some(&(layer, _)) = found.first() else {
            let reason = "names no area; leave it out, or name areas of one layer";
            return Err(SelectionError::new(part, reason, [""; 0]));
        };
        let numbers: Vec<u32> = found.iter().map(|(_, number)| *number).collect();
        let names: Vec<&str> = numbers
            .iter()
            .map(|&number| layer.shapes[number as usize].name.as_str())
            .collect();
        Ok((layer, numbers, names.join(", ")))
    }
}

/// Said without the number, which may be protected.
pub(crate) fn too_few(own_before: u64, compared_before: u64) -> Option<String> {
    let few = |before: u64| before < u64::from(BeforeAfter::FEWEST);
    let where_few = if few(own_before) {
        "at the place"
    } else if few(compared_before) {
        "in the comparison"
    } else {
        return None;
    };
    Some(format!(
        "fewer than {} incidents before the day {where_few}: no change short of a halving could be told from chance",
        BeforeAfter::FEWEST
    ))
}

fn check_place(selection: &Selection, is_fine: bool) -> Result<(), SelectionError> {
    match (&selection.area, is_fine) {
        (None, false) => Err(no_place()),
        (Some(_), true) => Err(SelectionError::new(
            "cell",
            "stands beside `area`; ask for one of the two",
            ["area", "cell"],
        )),
        _ => Ok(()),
    }
}

fn no_place() -> SelectionError {
    let reason = "names no place: give the area that was changed, such as area=ward22:E05011376, or the cell of a hotspot";
    SelectionError::new("area", reason, [""; 0])
}

pub(crate) fn nothing_left() -> String {
    "nothing at all was recorded on one of the two sides: a ratio has no interval".into()
}

pub(crate) fn count(number: u64) -> Count {
    Count::Exact(u32::try_from(number).unwrap_or(u32::MAX))
}

impl Series {
    fn sum(counts: &[u64]) -> u64 {
        counts.iter().sum()
    }

    fn split<'a>(&self, counts: &'a [u64]) -> (&'a [u64], &'a [u64]) {
        counts.split_at(self.half)
    }

    fn totals(&self, counts: &[u64]) -> (Count, Count) {
        let (before, after) = self.split(counts);
        (count(Self::sum(before)), count(Self::sum(after)))
    }

    fn steps(&self, sides: &Sides) -> Vec<BeforeAfterStep> {
        let counts = self.own.iter().zip(&self.compared);
        let steps = sides.steps.iter().zip(counts);
        steps
            .map(|(&(from, to), (&own, &compared))| BeforeAfterStep {
                from,
                to,
                own: count(own),
                comparison: count(compared),
            })
            .collect()
    }

    fn too_few(&self) -> Option<String> {
        too_few(
            Self::sum(self.split(&self.own).0),
            Self::sum(self.split(&self.compared).0),
        )
    }

    /// The changes, and the dispersion of the steps.
    fn change(&self, hours: [f64; 2]) -> Option<(BeforeAfterChange, f64)> {
        let [own, compared] = [&self.own, &self.compared].map(|counts| {
            let (before, after) = self.split(counts);
            Steps { before, after }
        });
        let relative = relative_change(own, compared, Level::P95).ok()?;
        let totals = |steps: Steps<'_>| (Self::sum(steps.before), Self::sum(steps.after));
        let change = changes(totals(own), totals(compared), hours, relative.dispersion)?;
        Some((change, relative.dispersion))
    }

    /// The same from what partners may see. The dispersion is of exact steps: it is told in halves.
    fn rounded(&self, hours: [f64; 2], dispersion: f64) -> Option<BeforeAfterChange> {
        let policy = Policy::new(Audience::Partnership);
        let seen = |counts: &[u64]| {
            let (before, after) = self.totals(counts);
            let seen = |count: Count| policy.protect(count).number().map(u64::from);
            Some((seen(before)?, seen(after)?))
        };
        let dispersion = (dispersion * 2.0).ceil() / 2.0;
        changes(seen(&self.own)?, seen(&self.compared)?, hours, dispersion)
    }

    fn caveats(
        &self,
        earlier: Option<u64>,
        sides: &Sides,
        asked: &BeforeAfterAsked,
    ) -> Vec<Caveat> {
        let before = Self::sum(self.split(&self.own).0);
        let was_high = earlier.is_some_and(|earlier| {
            let high = rate_ratio(before, 1.0, earlier, 1.0, Level::P95);
            high.is_ok_and(|ratio| ratio.low > 1.0)
        });
        let said = if was_high {
            "The time before was itself high against as long a time before that: part of a fall would have come by itself (regression to the mean).".to_owned()
        } else {
            "A place that was chosen because it was high falls by itself (regression to the mean): the comparison does not take that out; `evaluate` asks how it was chosen.".to_owned()
        };
        let mut caveats = vec![Caveat::Said(said)];
        caveats.extend(sides.caveats(asked.steps));
        caveats
    }
}

fn changes(
    own: (u64, u64),
    compared: (u64, u64),
    [before, after]: [f64; 2],
    dispersion: f64,
) -> Option<BeforeAfterChange> {
    let percent = |ratio: f64| ratio.is_finite().then_some((ratio - 1.0) * 100.0);
    let alone = |(then, now): (u64, u64)| {
        let ratio = rate_ratio(now, after, then, before, Level::P95).ok()?;
        Some(Change {
            percent: percent(ratio.ratio),
            low: percent(ratio.low),
            high: percent(ratio.high),
        })
    };
    let relative = relative_change_of_totals(own, compared, dispersion, Level::P95).ok()?;
    Some(BeforeAfterChange {
        own: alone(own)?,
        comparison: alone(compared)?,
        relative: Change {
            percent: percent(relative.ratio),
            low: percent(relative.low),
            high: percent(relative.high),
        },
    })
}

#[cfg(test)]
#[path = "before_after_tests.rs"]
mod tests;
