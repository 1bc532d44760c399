//! Did an intervention work? A target, the ring round it and a comparison, before and after a day.

use beatbook_analyse::{
    Chosen, Finding, Interval, Intervention, Level, NoEvidence, Pair, PlaceSeries, QuotientMeans,
    Steps, Treated, displacement, intervention, net_difference, place_period_effect,
    relative_change_of_totals,
};
use beatbook_core::{
    Answer, Audience, Change, ChosenFrom, ComparedWith, Count, Day, EvaluateAsked, Evaluation,
    EvaluationFigures, EvaluationFinding, EvaluationStep, InWindows, NetChange, Policy, Precision,
    Selection, SelectionError, TrendBefore,
};

use crate::before_after::{count, nothing_left, too_few};
use crate::before_after_steps::{Sides, sides};
use crate::compare::missing;
use crate::evaluate_ground::{Grounds, Role};
use crate::parts::without;
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::tested::about_people;

/// Counts of one ground, step by step.
#[derive(Clone)]
struct Series {
    counts: Vec<u64>,
}

/// All that is counted.
struct Counted {
    place: Series,
    ring: Option<Series>,
    comparison: Series,
    /// Events of place and comparison in as many days before the first step, where these are held.
    earlier: Option<(u64, u64)>,
    /// Treated places, then others.
    places: [Vec<Series>; 2],
}

impl Store {
    /// What may be said of an intervention in a target, against a comparison, and of the ring round it.
    ///
    /// Steps, kernel and minimum of the change at the place are those of [`Store::before_after`], so that
    /// the two tell the same figure; beside it stand the ring, both together, the trend before the day and
    /// how the target was chosen, and a change is told only where all of them allow it.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, or holds too little on one side of the day.
    pub fn evaluate(
        &self,
        selection: &Selection,
        asked: &EvaluateAsked,
    ) -> Result<Answer<Evaluation>, SelectionError> {
        if selection.area.is_some() {
            let reason =
                "stands beside `target`; name what was treated as target, and leave area out";
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        let question = match asked.target {
            beatbook_core::Target::Areas(_) => Question::PatrolAreas,
            _ => Question::Patrol,
        };
        let checked = Scope::new(self, selection, question)?;
        let about = &checked.source.about;
        let months = about.precision == Precision::Month;
        let held = about.period;
        let last = about.complete_to.unwrap_or(held.1).min(held.1);
        let sides = sides((asked.on, asked.steps), asked.gap, months, (held.0, last))?;
        let (before, after) = (sides.before(), sides.after());
        let whole = without(selection, &["from", "to"]).within(sides.earliest(held.0), after.1);
        let scope = Scope::new(self, &whole, question)?;
        // Steps of some weeks are shorter than the year that such a selection has to cover.
        if scope.about_people {
            return Err(about_people());
        }
        let scan = scope.scan(self, &whole);
        let grounds = self.evaluated_grounds(selection, asked, &scope, &scan)?;
        let has_earlier = sides.earliest(held.0) < before.0;
        let days = scan.rows.iter().map(|&row| {
            let location = scope.location[row as usize] as usize;
            let day = self.begins(&whole, scope.source.from[row as usize]);
            (grounds.role[location], day)
        });
        let counted = Counted::new(&sides, days, asked, has_earlier);
        let refused = scope
            .source
            .gap_between([before, after])
            .or_else(|| missing(scope.source, [before, after]))
            .or_else(|| {
                let of = |series: &Series| series.pair(&sides).before;
                too_few(of(&counted.place), of(&counted.comparison))
            });
        let chosen = chosen(asked.chosen, before, after);
        let found = counted.intervention(&sides, chosen);
        let words = Words {
            asked,
            grounds: &grounds,
            before,
            after,
        };
        let finding = words.told(refused.as_ref(), found.finding);
        let of_rounded =
            if let Some((rounded, finding)) = counted.of_rounded(&sides, &found, chosen) {
                let figures = Some(rounded).filter(|_| refused.is_none());
                (figures, words.told(refused.as_ref(), finding))
            } else {
                let small = "the counts are too small to be told to this audience".to_owned();
                (
                    None,
                    words.told(refused.as_ref().or(Some(&small)), found.finding),
                )
            };
        let value = Evaluation {
            asked: asked.clone(),
            step: if months { "month" } else { "four weeks" },
            before,
            after,
            steps: counted.steps(&sides),
            of_place: counted.place.counts(&sides),
            of_ring: counted.ring.as_ref().map(|ring| ring.counts(&sides)),
            of_comparison: counted.comparison.counts(&sides),
            figures: figures(&found).filter(|_| refused.is_none()),
            finding,
            by_place: counted.by_place(&sides, asked),
            dated: self.dated_in([before, after]),
            of_rounded,
            place: grounds.place,
            ring: grounds.ring,
            comparison: grounds.comparison,
        };
        let told = selection.clone().within(before.0, after.1);
        let mut answer = self.answer(value, None, &told, &scope, &scan);
        answer.period = (before.0, after.1);
        answer.caveats.extend(sides.caveats(asked.steps));
        Ok(answer)
    }

    fn dated_in(&self, windows: [(Day, Day); 2]) -> Vec<InWindows> {
        let found = self.calendar.dated.in_windows(windows);
        let days = found.into_iter();
        days.map(|(kind, days)| InWindows {
            kind: kind.into(),
            days,
        })
        .collect()
    }
}

/// Whether the days a target was chosen from are among those it is measured by.
fn chosen(chosen: ChosenFrom, before: (Day, Day), after: (Day, Day)) -> Chosen {
    match chosen {
        ChosenFrom::Unsaid => Chosen::Unknown,
        ChosenFrom::Days(from, to) if from <= after.1 && before.0 <= to => Chosen::FromBaseline,
        ChosenFrom::Otherwise | ChosenFrom::Days(..) => Chosen::Apart,
    }
}

impl Series {
    fn new(sides: &Sides) -> Self {
        let counts = vec![0; sides.steps.len()];
        Self { counts }
    }

    fn steps(&self, sides: &Sides) -> Steps<'_> {
        let (before, after) = self.counts.split_at(sides.number());
        Steps { before, after }
    }

    fn pair(&self, sides: &Sides) -> Pair {
        let steps = self.steps(sides);
        Pair {
            before: steps.before.iter().sum(),
            after: steps.after.iter().sum(),
        }
    }

    fn counts(&self, sides: &Sides) -> (Count, Count) {
        let pair = self.pair(sides);
        (count(pair.before), count(pair.after))
    }
}

impl Counted {
    fn new(
        sides: &Sides,
        days: impl Iterator<Item = (Role, Day)>,
        asked: &EvaluateAsked,
        has_earlier: bool,
    ) -> Self {
        let empty = || Series::new(sides);
        let mut counted = Self {
            place: empty(),
            ring: asked.ring.is_some().then(empty),
            comparison: empty(),
            earlier: has_earlier.then_some((0, 0)),
            places: [Vec::new(), Vec::new()],
        };
        let first = sides.before().0;
        for (role, day) in days {
            let Some(step) = sides.of(day) else {
                if let Some((place, comparison)) = &mut counted.earlier
                    && day < first
                {
                    *place += u64::from(matches!(role, Role::Place(_)));
                    *comparison += u64::from(matches!(role, Role::Compared(_)));
                }
                continue;
            };
            let (all, single) = match role {
                Role::Place(number) => (&mut counted.place, Some((0, number))),
                Role::Compared(number) => (&mut counted.comparison, Some((1, number))),
                Role::Ring => match &mut counted.ring {
                    Some(ring) => (ring, None),
                    None => continue,
                },
                Role::Beside => continue,
            };
            all.counts[step] += 1;
            if let Some((kind, number)) = single {
                let places = &mut counted.places[kind];
                if places.len() <= number as usize {
                    places.resize(number as usize + 1, empty());
                }
                places[number as usize].counts[step] += 1;
            }
        }
        counted
    }

    fn intervention(&self, sides: &Sides, chosen: Chosen) -> Intervention {
        let treated = Treated {
            place: self.place.steps(sides),
            ring: self.ring.as_ref().map(|ring| ring.steps(sides)),
            comparison: self.comparison.steps(sides),
            earlier: self.earlier,
            chosen,
        };
        intervention(treated, Level::P95)
    }

    fn steps(&self, sides: &Sides) -> Vec<EvaluationStep> {
        let step = |(at, &(from, to)): (usize, &(Day, Day))| EvaluationStep {
            from,
            to,
            place: count(self.place.counts[at]),
            ring: self.ring.as_ref().map(|ring| count(ring.counts[at])),
            comparison: count(self.comparison.counts[at]),
        };
        sides.steps.iter().enumerate().map(step).collect()
    }

    /// The effect from place to place, where several were treated and several were not.
    fn by_place(&self, sides: &Sides, asked: &EvaluateAsked) -> Result<Change, String> {
        if asked.comparison == ComparedWith::Rest {
            return Err(
                "the comparison is one ground; name at least six areas that were not treated, and as many that were"
                    .into(),
            );
        }
        let [treated, others] = &self.places;
        let marked = treated.iter().map(|series| (series, true));
        let marked = marked.chain(others.iter().map(|series| (series, false)));
        let places: Vec<PlaceSeries> = marked
            .map(|(series, treated)| PlaceSeries {
                events: series.counts.clone(),
                treated,
            })
            .collect();
        let found = place_period_effect(&places, sides.number(), Level::P95);
        let found = found.map_err(|error| error.to_string())?;
        Ok(in_percent(found.ratio, found.interval))
    }

    /// Figures and finding from what partners may see. The dispersion is of exact steps: it is told in
    /// halves.
    fn of_rounded(
        &self,
        sides: &Sides,
        exact: &Intervention,
        chosen: Chosen,
    ) -> Option<(EvaluationFigures, Finding)> {
        let policy = Policy::new(Audience::Partnership);
        let seen = |number: u64| policy.protect(count(number)).number().map(u64::from);
        let pair = |series: &Series| {
            let pair = series.pair(sides);
            Some(Pair {
                before: seen(pair.before)?,
                after: seen(pair.after)?,
            })
        };
        let (place, comparison) = (pair(&self.place)?, pair(&self.comparison)?);
        let ring = self.ring.as_ref().map(pair);
        let dispersion = (exact.place?.dispersion * 2.0).ceil() / 2.0;
        let change = |own: Pair| {
            let totals = |pair: Pair| (pair.before, pair.after);
            relative_change_of_totals(totals(own), totals(comparison), dispersion, Level::P95).ok()
        };
        let of_place = change(place)?;
        let mut both = place;
        if let Some(Some(ring)) = ring {
            both.before += ring.before;
            both.after += ring.after;
        }
        let earlier = self.earlier.and_then(|(own, compared)| {
            let own = (seen(own)?, place.after);
            let compared = (seen(compared)?, comparison.after);
            relative_change_of_totals(own, compared, dispersion, Level::P95).ok()
        });
        let mut rounded = Intervention {
            place: Some(of_place),
            ring: ring.flatten().and_then(change),
            net: net_difference(both, comparison, dispersion, Level::P95),
            displacement: ring
                .flatten()
                .map(|ring| displacement(place, ring, comparison)),
            before: exact.before,
            against_earlier: earlier,
            finding: exact.finding,
        };
        rounded.finding = beatbook_analyse::finding(&rounded, chosen);
        rounded.before = None;
        Some((figures(&rounded)?, rounded.finding))
    }
}

fn in_percent(ratio: f64, interval: Interval) -> Change {
    let percent = |ratio: f64| ratio.is_finite().then_some((ratio - 1.0) * 100.0);
    Change {
        percent: percent(ratio),
        low: percent(interval.low),
        high: percent(interval.high),
    }
}

/// The figures in the words of the core; `None` where a count is 0.
fn figures(found: &Intervention) -> Option<EvaluationFigures> {
    let change = |found: beatbook_analyse::RelativeChange| {
        let (low, high) = (found.low, found.high);
        in_percent(found.ratio, Interval { low, high })
    };
    let (place, net) = (found.place?, found.net?);
    let read = found
        .displacement
        .and_then(|found| Some((found.quotient?, found.means?)));
    Some(EvaluationFigures {
        place: change(place),
        ring: found.ring.map(change),
        net: NetChange {
            incidents: net.difference,
            low: net.interval.low,
            high: net.interval.high,
        },
        quotient: read.map(|(quotient, _)| quotient),
        quotient_means: read.map(|(_, means)| match means {
            QuotientMeans::DiffusionAbove => "in the ring crime fell by more than at the place",
            QuotientMeans::Diffusion => "in the ring crime fell too",
            QuotientMeans::PartialDisplacement => "a part moved to the ring",
            QuotientMeans::NetHarm => "more moved to the ring than was gained",
        }),
        trend: found.before.map(|trend| TrendBefore {
            per_step: in_percent(trend.per_step, trend.interval),
            p: trend.p,
        }),
        against_earlier: found.against_earlier.map(change),
        dispersion: place.dispersion,
    })
}

/// What reasons are told of.
struct Words<'a> {
    asked: &'a EvaluateAsked,
    grounds: &'a Grounds,
    before: (Day, Day),
    after: (Day, Day),
}

impl Words<'_> {
    fn told(&self, refused: Option<&String>, finding: Finding) -> EvaluationFinding {
        // How it was chosen is the graver reason, and stays one with any number of incidents.
        match (refused, finding) {
            (Some(reason), finding)
                if finding != Finding::NoEvidence(NoEvidence::ChosenFromBaseline) =>
            {
                EvaluationFinding::NoEvidence(reason.clone())
            }
            (_, Finding::Fell) => EvaluationFinding::Fell,
            (_, Finding::Rose) => EvaluationFinding::Rose,
            (_, Finding::NoEvidence(why)) => EvaluationFinding::NoEvidence(self.reason(why)),
        }
    }

    fn reason(&self, why: NoEvidence) -> String {
        let against = &self.grounds.comparison;
        match why {
            NoEvidence::ChosenFromBaseline => {
                let days = match self.asked.chosen {
                    ChosenFrom::Days(from, to) => format!("{from} to {to}"),
                    _ => "these".into(),
                };
                format!(
                    "it was chosen by what happened from {days}, which is among the days it is measured by ({} to {}), and what is chosen for its height falls by itself (regression to the mean); measure it against days before that, with a gap",
                    self.before.0, self.after.1
                )
            }
            NoEvidence::WithinChance => {
                format!("the difference between its change and that of {against} can be chance")
            }
            NoEvidence::MovedBefore => format!(
                "it was moving apart from {against} before the day already, so what came after cannot be put down to what was done"
            ),
            NoEvidence::BaselineStoodOut => format!(
                "against the days before its baseline it did not change beyond chance: a place that was high for a while comes back by itself (regression to the mean); say how it was chosen, with chosen, where that was not for its count from {} to {}",
                self.before.0, self.before.1
            ),
            NoEvidence::ChoiceUnknown => {
                "how it was chosen is not said (with chosen), and the days before its baseline are not held: a place that is chosen for its height falls by itself (regression to the mean)".into()
            }
            NoEvidence::NoEvents => nothing_left(),
        }
    }
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
