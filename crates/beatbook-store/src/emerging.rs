//! Places over time: new, growing, persistent, gone.

use std::collections::HashMap;

use beatbook_analyse::{
    ColdTest, Direction, EmergingClass, EmergingError, EmergingRules, EmergingUnit, GroupLimit,
    GroupRules, Reduced, Step, gi_star, hot_groups, neighbourhood_sums,
};
use beatbook_core::{
    Answer, Caveat, Count, Day, Emerging, EmergingCell, EmergingPlace, HotTest, Method, PlaceTrend,
    Selection, SelectionError, StepLeftOut, StepLength, Verdict,
};

use crate::hotspots::{GROUP_SQUARE_METRES, peaks_uphill, tell_apart};
use crate::scan::{Question, Scan, Scope};
use crate::steps::Steps;
use crate::store::{Store, check_cells_or_areas};
use crate::tested::{NotTested, Tested};

/// With fewer events in a step hardly any cell can be told from chance.
const FEW_IN_A_STEP: f64 = 30.0;

impl Store {
    /// What becomes of the places of a selection from step to step: Esri's classes of emerging hot spots,
    /// in words for a screen.
    ///
    /// Each step is tested as [`Store::hotspots`] tests a selection. Steps that are not wholly recorded
    /// are left out and named; a month without a file is never one without crime. Cells of one state that
    /// climb to the same peak are one place, named as hotspots are.
    ///
    /// - `step`: how long a step is; else a quarter or, where that gives fewer than ten, less.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it.
    pub fn emerging(
        &self,
        selection: &Selection,
        step: Option<StepLength>,
    ) -> Result<Answer<Emerging>, SelectionError> {
        check_cells_or_areas("the steps are of", selection)?;
        let scope = Scope::new(self, selection, Question::patrol(&selection.unit))?;
        let mut steps = Steps::new(scope.source, scope.period, step)?;
        let (from, to) = steps.period();
        let looked_at = selection.clone().within(from, to);
        let scope = Scope::new(self, &looked_at, Question::Patrol)?;
        let scan = scope.scan(self, &looked_at);
        let tested = match Tested::new(self, &scope, &scan, &looked_at, HotTest::Exact) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                let counts = counts(&steps, scan.rows.iter(), |row| {
                    self.day_of(selection, &scope, row)
                });
                let value = empty(verdict, &steps, counts);
                let mut answer = self.answer(value, None, selection, &scope, &scan);
                answer.caveats.extend(said(&steps));
                return Ok(answer);
            }
        };
        let step_of = |row: u32| steps.of(self.day_of(selection, &scope, row));
        let mut by_step = tested.counts_by_step(self, &scope, &scan, steps.spans.len(), step_of);
        let in_study: Vec<bool> = (0..tested.keep.len() as u32)
            .map(|position| tested.is_tested(position))
            .collect();
        let rules = EmergingRules {
            alpha: self.about().alpha,
            tested: Some(&in_study),
            share_inside: Some(&tested.share),
            ..EmergingRules::default()
        };
        let found = beatbook_analyse::emerging(&by_step, &tested.neighbours, &rules)
            .map_err(|error| refused(&error, &steps))?;
        leave_out_flat(&mut steps, &mut by_step, &found.steps);
        let mut caveats = said(&steps);
        caveats.extend(self.across(selection, &scope, &scan, &steps));
        caveats.extend(found.power.map(|note| Caveat::Said(format!("{note}."))));
        let counted = counts(&steps, scan.rows.iter(), |row| {
            self.day_of(selection, &scope, row)
        });
        caveats.extend(few(&counted));
        let cold_tested = found.cold == ColdTest::Tested;
        if !cold_tested {
            caveats.push(Caveat::Said(
                "Cold places were not looked for: with fewer than 5 a cell in some step, an empty place is nothing unusual.".into(),
            ));
        }
        let places = Places {
            store: self,
            scope: &scope,
            scan: &scan,
            tested: &tested,
            units: &found.units,
            by_step: &by_step,
        };
        let (places, cells) = places.found();
        let value = Emerging {
            verdict: if places.is_empty() {
                Verdict::None
            } else {
                Verdict::Hot
            },
            step: steps.length,
            steps: steps.counted(counted.into_iter()),
            left_out: steps.left_out,
            places,
            cells,
            cold_tested,
            withheld: 0,
        };
        let method = Method {
            statistic: "Getis-Ord Gi* of each step, Mann-Kendall over all",
            correction: "Benjamini-Hochberg in each step",
            ..tested.method(self)
        };
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer.caveats.extend(caveats);
        Ok(answer)
    }

    /// The day a row counts to: that of its night, if nights are looked at.
    pub(crate) fn day_of(&self, selection: &Selection, scope: &Scope<'_>, row: u32) -> Day {
        let (day, hour) = self.calendar.local(scope.source.from[row as usize]);
        let window = selection.window.as_ref();
        window
            .and_then(|window| window.operational_day(day, hour))
            .unwrap_or(day)
    }

    /// Events whose time is known so roughly that they may lie in the next step.
    fn across(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
        steps: &Steps,
    ) -> Option<Caveat> {
        let across = scan.rows.iter().filter(|&&row| {
            let last = (scope.source.to[row as usize] - 1).max(scope.source.from[row as usize]);
            let (ends, _) = self.calendar.local(last);
            let began = self.day_of(selection, scope, row);
            // A night that begins in a step belongs to it whole.
            steps.of(began) != steps.of(ends) && ends > began.plus(1)
        });
        let count = across.count() as u32;
        (count > 0).then_some(Caveat::Counted {
            count: Count::Exact(count),
            of: None,
            what: "may have happened in a later step than the one in which their time begins; they count to that one.",
        })
    }
}

fn empty(verdict: Verdict, steps: &Steps, counts: Vec<u32>) -> Emerging {
    Emerging {
        verdict,
        step: steps.length,
        steps: steps.counted(counts.into_iter()),
        left_out: steps.left_out.clone(),
        places: Vec::new(),
        cells: Vec::new(),
        cold_tested: false,
        withheld: 0,
    }
}

fn counts<'a>(
    steps: &Steps,
    rows: impl Iterator<Item = &'a u32>,
    day_of: impl Fn(u32) -> Day,
) -> Vec<u32> {
    let mut counts = vec![0; steps.spans.len()];
    for step in rows.filter_map(|&row| steps.of(day_of(row))) {
        counts[step] += 1;
    }
    counts
}

/// Steps in which every cell holds the same were not tested.
fn leave_out_flat(steps: &mut Steps, by_step: &mut Vec<Vec<u32>>, tested: &[Step]) {
    let is_flat = |step: &Step| matches!(step, Step::Flat(_));
    for step in (0..tested.len())
        .rev()
        .filter(|&step| is_flat(&tested[step]))
    {
        let (from, to) = steps.spans.remove(step);
        by_step.remove(step);
        steps.left_out.push(StepLeftOut {
            from,
            to,
            reason: "every cell holds the same count, so none can stand out".into(),
        });
    }
    steps.left_out.sort_by_key(|step| step.from);
}

/// What the reader has to know of the steps.
fn said(steps: &Steps) -> Vec<Caveat> {
    let chosen = if steps.asked {
        ""
    } else {
        " (chosen; set with step)"
    };
    let mut said = vec![Caveat::Said(format!(
        "{} steps of {}{chosen}, each tested as a map of its own; a trend is one of the share of all events, so a season of the whole city is none.",
        steps.spans.len(),
        steps.length.words()
    ))];
    let mut left_out: Vec<(&str, Vec<String>)> = Vec::new();
    for step in &steps.left_out {
        let span = format!("{} to {}", step.from, step.to);
        match left_out
            .iter_mut()
            .find(|(reason, _)| *reason == step.reason)
        {
            Some((_, spans)) => spans.push(span),
            None => left_out.push((&step.reason, vec![span])),
        }
    }
    said.extend(
        left_out.into_iter().map(|(reason, spans)| {
            Caveat::Said(format!("Left out, {}: {reason}.", spans.join(", ")))
        }),
    );
    said
}

fn few(counts: &[u32]) -> Option<Caveat> {
    let mean = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    (mean < FEW_IN_A_STEP).then(|| {
        Caveat::Said(
            "The steps hold so few events that hardly any place can stand out in one: take longer steps, or select more.".into(),
        )
    })
}

fn refused(error: &EmergingError, steps: &Steps) -> SelectionError {
    let (from, to) = steps.spans[steps.spans.len() - 1];
    let reason = match error {
        EmergingError::LastStepFlat(_) => format!(
            "the last step, {from} to {to}, holds the same count in every cell, so nothing is known of what is hot now; take longer steps, or select more"
        ),
        EmergingError::TooFewVary(some, all) => format!(
            "only {some} of {all} steps hold counts that vary, too few to tell new from old; take longer steps, or select more"
        ),
        other => other.to_string(),
    };
    SelectionError::new("step", reason, ["month", "quarter", "28d"])
}

/// States that are grouped by themselves: a new place beside an old one is a place of its own, while a
/// cell that is now and then hot at the edge of an old one is part of it.
const FAMILIES: [&[Reduced]; 3] = [
    &[Reduced::New],
    &[
        Reduced::Growing,
        Reduced::Persistent,
        Reduced::Falling,
        Reduced::OnAndOff,
        Reduced::HotNow,
    ],
    &[Reduced::Gone],
];

/// What places are made of.
struct Places<'a> {
    store: &'a Store,
    scope: &'a Scope<'a>,
    scan: &'a Scan,
    tested: &'a Tested<'a>,
    units: &'a [Option<EmergingUnit>],
    by_step: &'a [Vec<u32>],
}

impl Places<'_> {
    fn found(&self) -> (Vec<EmergingPlace>, Vec<EmergingCell>) {
        let mut lists: Vec<Vec<u32>> = Vec::new();
        let mut peak_of: HashMap<u32, u32> = HashMap::new();
        for family in FAMILIES {
            let (groups, peaks) = self.groups(family);
            lists.extend(groups);
            peak_of.extend(peaks);
        }
        let groups = self
            .tested
            .describe(self.store, self.scope, self.scan, &lists);
        let sums: Vec<Vec<u64>> = self
            .by_step
            .iter()
            .map(|counts| neighbourhood_sums(counts, &self.tested.neighbours))
            .collect();
        let mut places: Vec<(u32, EmergingPlace)> = lists
            .iter()
            .zip(groups)
            .filter_map(|(list, group)| {
                let unit = self.units[list[0] as usize].as_ref()?;
                let counts = sums
                    .iter()
                    .map(|sums| Count::Exact(sums[list[0] as usize] as u32));
                let place = EmergingPlace {
                    group,
                    state: unit.reduced?.word(),
                    class: unit.class.to_string(),
                    hot_steps: unit.hot_steps(),
                    hot_now: unit.is_hot_now(),
                    trend: unit.trend.map(|trend| PlaceTrend {
                        direction: match trend.direction(EmergingRules::default().trend_alpha) {
                            Direction::Down => -1,
                            Direction::None => 0,
                            Direction::Up => 1,
                        },
                        p: trend.p,
                    }),
                    rise_q: unit.rise_q,
                    counts: counts.collect(),
                    expected: self.expected(list[0]),
                };
                Some((list[0], place))
            })
            .collect();
        // By state, then by what the last step holds beyond expectation; what is gone by what it held.
        let state = |place: &EmergingPlace| {
            Emerging::STATES
                .iter()
                .position(|state| *state == place.state)
        };
        let weight = |place: &EmergingPlace| {
            if place.hot_now {
                f64::from(place.last().number().unwrap_or(0)) - place.expected.unwrap_or(0.0)
            } else {
                -1.0 / (1.0 + f64::from(place.group.events.number().unwrap_or(0)))
            }
        };
        places.sort_by(|(a_cell, a), (b_cell, b)| {
            let by_state = state(a).cmp(&state(b));
            let by_weight = weight(b).total_cmp(&weight(a));
            by_state.then(by_weight).then(a_cell.cmp(b_cell))
        });
        tell_apart(places.iter_mut().map(|(_, place)| &mut place.group));
        let number_of: HashMap<u32, u32> = places.iter().map(|(peak, _)| *peak).zip(0..).collect();
        let cells = self.cells(&peak_of, &number_of);
        (places.into_iter().map(|(_, place)| place).collect(), cells)
    }

    /// Groups of the cells of some states, and the peak each cell belongs to.
    fn groups(&self, family: &[Reduced]) -> (Vec<Vec<u32>>, HashMap<u32, u32>) {
        let state = |unit: usize| self.units[unit].as_ref().and_then(|unit| unit.reduced);
        let belongs = |unit: usize| state(unit).is_some_and(|state| family.contains(&state));
        let q: Vec<f64> = (0..self.units.len())
            .map(|unit| if belongs(unit) { 0.0 } else { f64::NAN })
            .collect();
        let height = self.heights(family);
        let ground: Vec<f64> = self
            .tested
            .keep
            .iter()
            .map(|&cell| self.tested.table.km2[cell as usize] * 1e6)
            .collect();
        let limit = GroupLimit::SquareMetres {
            of_unit: &ground,
            at_most: GROUP_SQUARE_METRES,
        };
        let neighbours = &self.tested.neighbours;
        // One entry per cell goes in, so nothing can be refused.
        let found = hot_groups(&height, &q, neighbours, &GroupRules::within(limit));
        let found = found.map(|found| found.groups).unwrap_or_default();
        let peak_of = peaks_uphill(&found, &height, neighbours);
        let own = found
            .into_iter()
            .filter(|group| peak_of[&group.peak] == group.peak);
        (own.map(|group| group.members).collect(), peak_of)
    }

    /// What makes a cell the peak of its place: of new ones the z of the last step, of others in how many
    /// steps it was hot and, where that is equal, the z of all steps together.
    fn heights(&self, family: &[Reduced]) -> Vec<Option<f64>> {
        if family.contains(&Reduced::New) {
            let last = self.by_step.last().map_or(&[][..], |counts| counts);
            let values: Vec<f64> = last.iter().map(|&count| f64::from(count)).collect();
            // The last step varies, or there would be no classes.
            return gi_star(&values, &self.tested.neighbours).unwrap_or_default();
        }
        let height = |(unit, z): (&Option<EmergingUnit>, &Option<f64>)| {
            let z = z.unwrap_or(0.0).clamp(-1e3, 1e3);
            unit.as_ref()
                .map(|unit| f64::from(unit.hot_steps()) * 1e4 + z)
        };
        self.units.iter().zip(&self.tested.z).map(height).collect()
    }

    /// Count expected in the last step in a cell and those round it.
    fn expected(&self, peak: u32) -> Option<f64> {
        let last: u64 = self
            .by_step
            .last()?
            .iter()
            .map(|&count| u64::from(count))
            .sum();
        let share = &self.tested.share;
        let hood = self.tested.hood(peak).map(|cell| share[cell as usize]);
        Some(last as f64 / share.iter().sum::<f64>() * hood.sum::<f64>())
    }

    fn cells(
        &self,
        peak_of: &HashMap<u32, u32>,
        number_of: &HashMap<u32, u32>,
    ) -> Vec<EmergingCell> {
        let table = self.tested.table;
        let units = (0..).zip(self.units);
        units
            .filter_map(|(position, unit)| {
                let class = unit.as_ref()?.class;
                (class != EmergingClass::NoPattern).then(|| EmergingCell {
                    cell: table.cell[self.tested.keep[position as usize] as usize],
                    class: class.to_string(),
                    place: peak_of
                        .get(&position)
                        .and_then(|peak| number_of.get(peak).copied()),
                })
            })
            .collect()
    }
}

#[cfg(test)]
#[path = "emerging_tests.rs"]
mod tests;
