//! A period cut into steps of equal length that do not overlap, each of them wholly recorded.

use beatbook_core::{
    Day, FinestTime, Month, Precision, SelectionError, StepLeftOut, StepLength, TimeStep,
};

use crate::gaps::months_between;
use crate::source::SourceData;

/// Fewer steps tell no trend, and hardly what is new.
const FEWEST: usize = 3;
/// So many are wanted where the length can be chosen.
const WANTED: usize = 10;
/// Lengths to choose from, the longest first: a place has few events in a short step, and few events
/// tell little.
const CHOICE: [StepLength; 5] = [
    StepLength::QUARTER,
    StepLength::MONTH,
    StepLength::Days(28),
    StepLength::Days(14),
    StepLength::Days(7),
];
/// At the usual rate so many events more would have been expected before a silence means that nothing was
/// recorded: of a Poisson number with this mean 5% are 0.
const SILENT: f64 = 3.0;

/// Steps of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Steps {
    pub(crate) length: StepLength,
    /// Whether the length was asked for, not chosen.
    pub(crate) asked: bool,
    /// First and last day of each, rising.
    pub(crate) spans: Vec<(Day, Day)>,
    pub(crate) left_out: Vec<StepLeftOut>,
}

impl Steps {
    /// - `period`: the days asked for.
    /// - `asked`: how long a step is to be; else the longest of quarter, month, 28, 14 and 7 days that
    ///   keeps ten.
    ///
    /// # Errors
    /// [`SelectionError`] where the dates cannot bear such steps, or too few of them are recorded.
    pub(crate) fn new(
        source: &SourceData,
        period: (Day, Day),
        asked: Option<StepLength>,
    ) -> Result<Self, SelectionError> {
        let months_only = knows_months_only(source);
        if let (Some(StepLength::Days(days)), Some(why)) = (asked, &months_only) {
            let reason =
                format!("{why}: a step of {days} days would cut them; use month or quarter");
            return Err(SelectionError::new("step", reason, ["month", "quarter"]));
        }
        let recorded = source.recorded_within(period);
        let length = asked.unwrap_or_else(|| {
            let enough = |length: &&StepLength| spans(**length, recorded).len() >= WANTED;
            let choice = if months_only.is_some() {
                &CHOICE[..2]
            } else {
                &CHOICE
            };
            *choice
                .iter()
                .find(enough)
                .unwrap_or(&choice[choice.len() - 1])
        });
        let all = spans(length, recorded);
        let mut left_out = rest(source, period, recorded, &all);
        let (gone, kept): (Vec<_>, Vec<_>) = all
            .into_iter()
            .map(|span| (span, source.gap_of(span)))
            .partition(|(_, gap)| gap.is_some());
        let of_gaps = gone.len();
        left_out.extend(gone.into_iter().map(|((from, to), gap)| StepLeftOut {
            from,
            to,
            reason: gap.unwrap_or_default(),
        }));
        left_out.sort_by_key(|step| step.from);
        let spans: Vec<(Day, Day)> = kept.into_iter().map(|(span, _)| span).collect();
        if spans.len() < FEWEST || of_gaps > spans.len() {
            return Err(too_few(source, length, spans.len(), of_gaps, period));
        }
        Ok(Self {
            length,
            asked: asked.is_some(),
            spans,
            left_out,
        })
    }

    /// First and last day of all steps.
    pub(crate) fn period(&self) -> (Day, Day) {
        // There are three at least.
        (self.spans[0].0, self.spans[self.spans.len() - 1].1)
    }

    /// The step a day lies in.
    pub(crate) fn of(&self, day: Day) -> Option<usize> {
        let next = self.spans.partition_point(|(from, _)| *from <= day);
        let step = next.checked_sub(1)?;
        (day <= self.spans[step].1).then_some(step)
    }

    /// The steps with their counts.
    pub(crate) fn counted(&self, counts: impl Iterator<Item = u32>) -> Vec<TimeStep> {
        let steps = self.spans.iter().zip(counts);
        steps
            .map(|(&(from, to), count)| TimeStep {
                from,
                to,
                count: beatbook_core::Count::Exact(count),
            })
            .collect()
    }
}

/// Why steps have to be whole months.
fn knows_months_only(source: &SourceData) -> Option<String> {
    let about = &source.about;
    let terms = about.agreement.as_ref();
    let terms = terms.filter(|terms| terms.finest_time == FinestTime::Month);
    match terms {
        _ if about.precision == Precision::Month => {
            Some(format!("the dates of source {} are months", about.source))
        }
        Some(terms) => Some(format!(
            "agreement `{}` allows nothing finer than a month",
            terms.name
        )),
        None => None,
    }
}

/// Steps counted back from the last day, so that the last is the latest there can be.
fn spans(length: StepLength, (first, last): (Day, Day)) -> Vec<(Day, Day)> {
    let mut spans = match length {
        StepLength::Days(days) => {
            let days = i32::from(days);
            let starts = (0..).map(|step| last.plus(1 - days * (step + 1)));
            let starts = starts.take_while(|start| *start >= first);
            starts
                .map(|start| (start, start.plus(days - 1)))
                .collect::<Vec<_>>()
        }
        StepLength::Months(months) => {
            let months = i32::from(months);
            let whole = last == last.month().last();
            let last = last.month().plus(i32::from(whole));
            let starts = (1..).map(|step| last.plus(-months * step));
            let starts = starts.take_while(|start| start.first() >= first);
            starts
                .map(|start| (start.first(), start.plus(months - 1).last()))
                .collect()
        }
    };
    spans.reverse();
    spans
}

/// Days at both ends that are in no step.
fn rest(
    source: &SourceData,
    period: (Day, Day),
    recorded: (Day, Day),
    spans: &[(Day, Day)],
) -> Vec<StepLeftOut> {
    let held = source.about.period;
    let asked = (period.0.max(held.0), period.1.min(held.1));
    let mut rest = Vec::new();
    let mut leave = |from: Day, to: Day, reason: &str| {
        if from <= to {
            let reason = reason.to_owned();
            rest.push(StepLeftOut { from, to, reason });
        }
    };
    if let (Some((first, _)), Some((_, last))) = (spans.first(), spans.last()) {
        leave(asked.0, first.plus(-1), "too few days for a step");
        leave(
            last.plus(1),
            recorded.1.min(asked.1),
            "too few days for a step",
        );
        leave(
            last.plus(1).max(recorded.1.plus(1)),
            asked.1,
            "not yet 95% recorded",
        );
    }
    rest
}

fn too_few(
    source: &SourceData,
    length: StepLength,
    kept: usize,
    of_gaps: usize,
    period: (Day, Day),
) -> SelectionError {
    let (name, length) = (&source.about.source, length.words());
    let none = [""; 0];
    if of_gaps > 0 {
        let way_out = match source.longest_run(period) {
            Some((from, to)) if months_between(from, to).count() >= FEWEST => {
                source.way_out(period)
            }
            _ => "no stretch of months without a gap is long enough: add the missing files".into(),
        };
        let reason = format!(
            "source {name} has gaps: of {} steps of {length} only {kept} are recorded, too few to tell new from old; {way_out}",
            kept + of_gaps
        );
        return SelectionError::new("from", reason, none);
    }
    let (first, last) = source.recorded_within(period);
    let reason = format!(
        "{kept} whole steps of {length} lie from {first} to {last}, too few to tell new from old; lengthen the period or take shorter steps"
    );
    SelectionError::new("step", reason, none)
}

impl SourceData {
    /// The days of a period that are wholly recorded: no further than what is held, and up to the last
    /// day of which 95% is.
    ///
    /// Events tell only of days that have one. Where the source's usual rate makes a silence to the end
    /// of the month nothing unusual, the whole month is taken for held.
    pub(crate) fn recorded_within(&self, (from, to): (Day, Day)) -> (Day, Day) {
        let (first, last) = self.about.period;
        let days = f64::from(last.number() - first.number() + 1);
        let rate = self.len() as f64 / days;
        let quiet = |a: Day, b: Day| f64::from(b.number() - a.number()) * rate < SILENT;
        let (month, end) = (first.month().first(), last.month().last());
        let first = if quiet(month, first) { month } else { first };
        let last = if quiet(last, end) { end } else { last };
        let complete = self.about.complete_to.unwrap_or(last);
        (from.max(first), to.min(last).min(complete))
    }

    /// Why a span of days is not all there: a gap, or a month without a file.
    pub(crate) fn gap_of(&self, (from, to): (Day, Day)) -> Option<String> {
        let (from, to) = (from.month(), to.month());
        let mut gaps = self.about.gaps.iter();
        if let Some(gap) = gaps.find(|gap| gap.from <= to && from <= gap.to) {
            return Some(gap.reason.clone());
        }
        let absent = |month: &Month| self.months.binary_search(month).is_err();
        let monthly = self.about.precision == Precision::Month;
        let month = months_between(from, to).find(absent).filter(|_| monthly)?;
        Some(format!(
            "{month} holds no events of this source at all, as if its file were missing"
        ))
    }
}

#[cfg(test)]
#[path = "steps_tests.rs"]
mod tests;
