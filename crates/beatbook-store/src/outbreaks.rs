//! Outbreaks: where and when there was more than the place and the time alone explain.

use beatbook_analyse::{
    Permutations, ScanCluster, ScanLimits, SpaceTimeScan, SpaceTimeScanError, space_time_scan,
};
use beatbook_core::{
    Answer, Caveat, Count, Day, FinestTime, Method, Outbreak, Outbreaks, Precision, ScanAsked,
    ScanStep, ScanVerdict, Selection, SelectionError, TimeRule, Unit, Wgs84,
};

use crate::book::CellTable;
use crate::calendar::Calendar;
use crate::naming::{METRES_PER_DEGREE, name_of};
use crate::scan::{Question, Scan, Scope};
use crate::source::SourceData;
use crate::store::{Store, only_hexagons};

/// Up to so many days the data is cut into weeks where nothing else is asked for, else into months.
const WEEKS_UP_TO: i32 = 2 * 366;
/// More steps make a scan slow and its steps empty.
const MOST_STEPS: usize = 200;
/// Cells with incidents times steps; with more, larger cells are taken.
const MOST_COUNTS: usize = 300_000;

/// The steps of a scan: first and last day of each.
struct Steps {
    step: ScanStep,
    days: Vec<(Day, Day)>,
    /// Left out: they lie in months that are not there, or there in part.
    in_gaps: u32,
}

/// Incidents by cell and step.
struct Counted<'a> {
    unit: Unit,
    table: &'a CellTable,
    /// Numbers of the cells that hold incidents, rising.
    cells: Vec<u32>,
    /// Of every cell, step by step.
    counts: Vec<u32>,
    /// Row, cell and step of every incident.
    rows: Vec<(u32, u32, usize)>,
    /// May have happened in one step or another.
    unsure: u32,
    /// In no step: before the first whole week, or in a gap.
    beside: u32,
}

impl Store {
    /// Outbreaks of a selection: the space-time permutation scan over its cells and steps of time.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer.
    pub fn outbreaks(
        &self,
        selection: &Selection,
        asked: &ScanAsked,
    ) -> Result<Answer<Outbreaks>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let mut scan = scope.scan(self, selection);
        // No unit of the ring is scanned: circles need no neighbours beyond the edge.
        scan.ring.clear();
        let steps = Steps::new(scope.source, scope.period, asked)?;
        let counted = self.counted(selection, &scope, &scan, &steps)?;
        let permutations = Permutations::new(asked.permutations, asked.seed)
            .map_err(|error| SelectionError::new("permutations", error.to_string(), [""; 0]))?;
        let limits = ScanLimits {
            share_of_events: asked.max_share,
            share_of_time: asked.max_share,
            radius: Some(asked.max_radius),
            alive: asked.alive,
            ..ScanLimits::default()
        };
        let positions = plane(counted.table, &counted.cells);
        let (number, counts) = (steps.days.len(), &counted.counts);
        let found = space_time_scan(&positions, counts, number, &limits, permutations);
        let value = self.outbreaks_told(&scope, &steps, &counted, &found, asked);
        let method = Method {
            statistic: "space-time permutation scan",
            p_value: "rank among permutations of times over places".into(),
            correction: "one test of all cylinders",
            alpha: self.about().alpha,
            units: counted.cells.len() as u32,
            mean: counted.rows.len() as f64 / counted.cells.len().max(1) as f64,
            against: "what its places and its time have elsewhere".into(),
        };
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        if answer.value.outbreaks.len() == limits.clusters {
            let told = limits.clusters;
            let said = format!("Only the {told} most marked are told; more may stand out.");
            answer.caveats.push(Caveat::Said(said));
        }
        answer
            .caveats
            .extend(caveats(selection, &scope, &steps, &counted));
        Ok(answer)
    }

    fn counted(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
        steps: &Steps,
    ) -> Result<Counted<'_>, SelectionError> {
        let (mut unsure, mut beside) = (0, 0);
        let mut timed: Vec<(u32, usize)> = Vec::new();
        for &row in &scan.rows {
            match self.step_of(selection, scope.source, row as usize, steps) {
                Lies::In(step) => timed.push((row, step)),
                Lies::Unsure => unsure += 1,
                Lies::Beside => beside += 1,
            }
        }
        // From the unit asked for to larger ones, until there are few enough.
        let finest = Unit::HEXAGONS
            .iter()
            .position(|unit| *unit == selection.unit);
        let mut finest = finest.ok_or_else(|| only_hexagons("a scan counts", &selection.unit))?;
        loop {
            let unit = Unit::HEXAGONS[finest].clone();
            let (position, table) = self.cells(&unit)?;
            let cell_of = &self.locations.cell[position];
            let rows = timed.iter().filter_map(|&(row, step)| {
                let cell = *cell_of.get(scope.location[row as usize] as usize)?;
                (cell != u32::MAX).then_some((row, cell, step))
            });
            let rows: Vec<(u32, u32, usize)> = rows.collect();
            let mut cells: Vec<u32> = rows.iter().map(|(_, cell, _)| *cell).collect();
            cells.sort_unstable();
            cells.dedup();
            let number = steps.days.len();
            if cells.len() * number > MOST_COUNTS && finest > 0 {
                finest -= 1;
                continue;
            }
            let mut counts = vec![0; cells.len() * number];
            for (_, cell, step) in &rows {
                let cell = cells.partition_point(|other| other < cell);
                counts[cell * number + step] += 1;
            }
            return Ok(Counted {
                unit,
                table,
                cells,
                counts,
                rows,
                unsure,
                beside,
            });
        }
    }

    /// The step an incident lies in with its whole interval, or begins in where that is asked for.
    fn step_of(
        &self,
        selection: &Selection,
        source: &SourceData,
        row: usize,
        steps: &Steps,
    ) -> Lies {
        let day = |instant: i64| {
            let (day, hour) = self.calendar.local(instant);
            Calendar::operational_day(selection, day, hour)
        };
        let (from, to) = (source.from[row], source.to[row]);
        let begins = day(from);
        let ends = match selection.time {
            TimeRule::Certain => day((to - 1).max(from)),
            TimeRule::Start | TimeRule::Aoristic => begins,
        };
        let (Some(begins), Some(ends)) = (begins, ends) else {
            return Lies::Unsure;
        };
        match (steps.at(begins), steps.at(ends)) {
            (Some(a), Some(b)) if a == b => Lies::In(a),
            (None, None) => Lies::Beside,
            _ => Lies::Unsure,
        }
    }

    fn outbreaks_told(
        &self,
        scope: &Scope<'_>,
        steps: &Steps,
        counted: &Counted<'_>,
        found: &Result<SpaceTimeScan, SpaceTimeScanError>,
        asked: &ScanAsked,
    ) -> Outbreaks {
        let alpha = self.about().alpha;
        let (clusters, cylinders) = match found {
            Ok(found) => (&*found.clusters, found.cylinders),
            Err(_) => (&[][..], 0),
        };
        let told = |cluster: &ScanCluster| self.outbreak(scope, steps, counted, cluster);
        let stands_out = |cluster: &&ScanCluster| cluster.p <= alpha;
        let outbreaks: Vec<Outbreak> = clusters.iter().filter(stands_out).map(told).collect();
        let verdict = match found {
            Err(error) => ScanVerdict::Cannot(in_words(error)),
            Ok(_) if outbreaks.is_empty() => ScanVerdict::None,
            Ok(_) => ScanVerdict::Outbreak,
        };
        Outbreaks {
            strongest: clusters.first().filter(|first| first.p > alpha).map(told),
            verdict,
            outbreaks,
            withheld: 0,
            asked: ScanAsked {
                step: Some(steps.step),
                ..asked.clone()
            },
            step: steps.step,
            steps: steps.days.len() as u32,
            period: (steps.days[0].0, steps.days[steps.days.len() - 1].1),
            scanned: Count::Exact(counted.rows.len() as u32),
            cylinders,
            places: counted.unit.label().into_owned(),
            alpha,
        }
    }

    fn outbreak(
        &self,
        scope: &Scope<'_>,
        steps: &Steps,
        counted: &Counted<'_>,
        cluster: &ScanCluster,
    ) -> Outbreak {
        let cell_at = |unit: &usize| counted.cells[*unit];
        let number = steps.days.len();
        let inside = |unit: &usize| -> u32 {
            counted.counts[unit * number..][cluster.first..=cluster.last]
                .iter()
                .sum()
        };
        // Of equals the one nearest to the centre.
        let busiest = cluster.units.iter().rev().max_by_key(|unit| inside(unit));
        let busiest = cell_at(busiest.unwrap_or(&cluster.centre));
        let rows = counted.rows.iter();
        let rows = rows.filter(|(_, cell, step)| {
            *cell == busiest && (cluster.first..=cluster.last).contains(step)
        });
        let rows: Vec<u32> = rows.map(|(row, ..)| *row).collect();
        let table = counted.table;
        let name = name_of(self, scope, table, &[busiest as usize], &rows);
        let centre = cell_at(&cluster.centre) as usize;
        let half = (table.km2[centre] * 1e6 / std::f64::consts::PI).sqrt();
        Outbreak {
            id: self.unit_id(&counted.unit, table.cell[busiest as usize]),
            name: name.best,
            area: name.area,
            from: steps.days[cluster.first].0,
            to: steps.days[cluster.last].1,
            observed: Count::Exact(cluster.observed as u32),
            expected: Some(cluster.expected),
            p: Some(cluster.p),
            centre: table.centre[centre],
            radius: cluster.radius + half,
        }
    }
}

enum Lies {
    In(usize),
    Unsure,
    Beside,
}

impl Steps {
    fn new(
        source: &SourceData,
        (from, to): (Day, Day),
        asked: &ScanAsked,
    ) -> Result<Self, SelectionError> {
        let (first, last) = source.about.period;
        let (from, to) = (from.max(first), to.min(last));
        let length = to.number() - from.number() + 1;
        let by_month = source.about.precision == Precision::Month;
        let step = asked.step.unwrap_or(if by_month || length > WEEKS_UP_TO {
            ScanStep::Month
        } else {
            ScanStep::Week
        });
        let refused = |reason: String, accepted: &[&str]| {
            Err(SelectionError::new(
                "step",
                reason,
                accepted.iter().copied(),
            ))
        };
        let terms = source.about.agreement.as_ref();
        let monthly = terms.filter(|terms| terms.finest_time == FinestTime::Month);
        if by_month && step != ScanStep::Month {
            let reason = format!(
                "the dates of source {} are months: nothing is known of the {}; use step=month",
                source.about.source,
                step.word()
            );
            return refused(reason, &["month"]);
        }
        if let Some(terms) = monthly.filter(|_| step != ScanStep::Month) {
            let reason = format!(
                "agreement `{}` allows nothing finer than a month; use step=month",
                terms.name
            );
            return refused(reason, &["month"]);
        }
        let days = |day: Day| (day <= to).then_some(day);
        let all: Vec<(Day, Day)> = match step {
            ScanStep::Day => std::iter::successors(days(from), |day| days(day.plus(1)))
                .map(|day| (day, day))
                .collect(),
            // Whole weeks, counted back from the end.
            ScanStep::Week => (0..length / 7)
                .rev()
                .map(|back| (to.plus(-7 * back - 6), to.plus(-7 * back)))
                .collect(),
            ScanStep::Month => {
                std::iter::successors(days(from), |day| days(day.month().next().first()))
                    .map(|day| (day, day.month().last().min(to)))
                    .collect()
            }
        };
        let gaps = &source.about.gaps;
        let there = |(first, last): &(Day, Day)| {
            [first, last]
                .into_iter()
                .all(|day| !gaps.iter().any(|gap| gap.holds(day.month())))
        };
        let number = all.len();
        let days: Vec<(Day, Day)> = all.into_iter().filter(there).collect();
        if days.len() < 2 {
            let way_out = if step == ScanStep::Month && by_month {
                "choose a longer period"
            } else {
                "choose a longer period or a shorter step"
            };
            let reason = format!(
                "the period {from} to {to} has {} whole {}s to scan, and an outbreak needs a time to differ from; {way_out}",
                days.len(),
                step.word()
            );
            return refused(reason, &ScanStep::WORDS);
        }
        if days.len() > MOST_STEPS {
            let reason = format!(
                "the period {from} to {to} has {} {}s, more than the {MOST_STEPS} that can be scanned; use a longer step or a shorter period",
                days.len(),
                step.word()
            );
            return refused(reason, &ScanStep::WORDS);
        }
        Ok(Self {
            step,
            in_gaps: (number - days.len()) as u32,
            days,
        })
    }

    /// The step that holds a day.
    fn at(&self, day: Day) -> Option<usize> {
        let at = self.days.partition_point(|(_, last)| *last < day);
        self.days
            .get(at)
            .filter(|(first, _)| *first <= day)
            .map(|_| at)
    }
}

/// Centres of cells in metres east and north of the first, good to a percent within a city.
fn plane(table: &CellTable, cells: &[u32]) -> Vec<[f64; 2]> {
    let centre = |cell: &u32| table.centre[*cell as usize];
    let origin = cells.first().map(centre);
    let metres = |at: Wgs84| {
        let from = origin.unwrap_or(at);
        let east = (at.lon - from.lon) * from.lat.to_radians().cos();
        [
            east * METRES_PER_DEGREE,
            (at.lat - from.lat) * METRES_PER_DEGREE,
        ]
    };
    cells.iter().map(|cell| metres(centre(cell))).collect()
}

/// Why nothing could be scanned, in the words of a selection.
fn in_words(error: &SpaceTimeScanError) -> String {
    match error {
        SpaceTimeScanError::TooFewEvents(0, _) => {
            "nothing is selected that has a place and a time".into()
        }
        error => error.to_string(),
    }
}

fn caveats(
    selection: &Selection,
    scope: &Scope<'_>,
    steps: &Steps,
    counted: &Counted<'_>,
) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    let mut some = |count: u32, what: &'static str| {
        if count > 0 {
            caveats.push(Caveat::Counted {
                count: Count::Exact(count),
                of: None,
                what,
            });
        }
    };
    some(
        counted.unsure,
        "may have happened in one step of time or another: they are not scanned.",
    );
    some(
        counted.beside,
        "lie in no whole step, or in months of which a part is missing: they are not scanned.",
    );
    let mut say = |text: String| caveats.push(Caveat::Said(text));
    if steps.in_gaps > 0 {
        say(format!(
            "{} {}s are left out, since nothing or not all is held of them: an outbreak told across them was seen on either side only.",
            steps.in_gaps,
            steps.step.word()
        ));
    }
    if counted.unit != selection.unit {
        say(format!(
            "Places are {} ({}): so many of {} hold incidents that they would be slow to scan.",
            counted.unit.label(),
            counted.unit,
            selection.unit
        ));
    }
    if steps.step == ScanStep::Day && selection.window.is_none() {
        say("By day, a place that is busy at weekends stands out at any weekend: use step=week, or a window.".into());
    }
    if scope
        .source
        .about
        .complete_to
        .is_some_and(|day| day < steps.days[steps.days.len() - 1].1)
    {
        say("What is not recorded yet is missing from the last steps: an outbreak there may not show.".into());
    }
    say("A place that grows all the time, opens or closes, or is recorded in another way from some day on, stands out like an outbreak: look at its months.".into());
    caveats
}

#[cfg(test)]
#[path = "outbreaks_tests.rs"]
mod tests;
