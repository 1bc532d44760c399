//! How the count of an area moves: months with their intervals, and year against year.

use beatbook_analyse::{Level, poisson_interval};
use beatbook_core::{Count, Month, MonthState, Trend, TrendMonth, YearOnYear};

use crate::compare::change;
use crate::scan::Scope;
use crate::store::Store;

/// Months of a year.
const YEAR: usize = 12;

impl Store {
    /// The trend of a count, beside that of the whole study area.
    ///
    /// - `here`, `city`: counts of the same months, rising.
    pub(crate) fn trend(
        &self,
        scope: &Scope<'_>,
        here: Vec<(Month, Count)>,
        city: &[(Month, Count)],
    ) -> Trend {
        let months: Vec<TrendMonth> = here
            .into_iter()
            .map(|(month, count)| {
                let state = state_in(scope, month);
                let whole = state == MonthState::Complete;
                let exact = Some(count).filter(|count| whole && count.is_exact());
                let interval = exact.and_then(Count::number).map(|number| {
                    let interval = poisson_interval(number.into(), Level::P95);
                    (interval.low, interval.high)
                });
                TrendMonth {
                    month,
                    count,
                    interval,
                    state,
                }
            })
            .collect();
        let year = self.year_on_year(scope, &months, city);
        Trend { months, year }
    }

    fn year_on_year(
        &self,
        scope: &Scope<'_>,
        months: &[TrendMonth],
        city: &[(Month, Count)],
    ) -> Result<YearOnYear, String> {
        let complete = |month: &TrendMonth| month.state == MonthState::Complete;
        let end = months.iter().rposition(complete).map_or(0, |last| last + 1);
        let run = months[..end]
            .iter()
            .rev()
            .take_while(|month| complete(month));
        let run = run.count();
        if run < 2 * YEAR {
            let months = if run == 1 { "month" } else { "months" };
            return Err(format!(
                "year against year needs 24 complete months in a row, and the last run of them in this period is {run} {months}"
            ));
        }
        let (before, latest) = months[end - 2 * YEAR..end].split_at(YEAR);
        let ends = |months: &[TrendMonth]| (months[0].month, months[YEAR - 1].month);
        let spans = [ends(latest), ends(before)];
        let sum = |months: &[TrendMonth]| months.iter().map(|m| number(m.count)).sum::<u32>();
        let counts = [sum(latest), sum(before)];
        let days =
            spans.map(|(from, to)| f64::from(to.last().number() - from.first().number() + 1));
        let about = &scope.source.about;
        let (since, until) = (spans[1].0.first(), spans[0].1.last());
        let mut notes = self.about().annotations.iter();
        let note =
            notes.find(|(day, source, _)| *source == about.source && since < *day && *day <= until);
        let told = |counts: [u32; 2]| match note {
            Some((day, _, text)) => Err(format!("the source changed on {day}: {text}")),
            None => change((counts[0], days[0]), (counts[1], days[1]))
                .ok_or_else(|| "there are too few in both years".to_owned()),
        };
        let in_city = |(from, to): (Month, Month)| {
            let months = city
                .iter()
                .filter(|(month, _)| from <= *month && *month <= to);
            months.map(|(_, count)| number(*count)).sum::<u32>()
        };
        Ok(YearOnYear {
            latest: spans[0],
            before: spans[1],
            counts: counts.map(|count| scope.count(count)),
            change: told(counts),
            city: told(spans.map(in_city)).ok(),
        })
    }
}

/// How much of a month of a period is held: of one at its end only the part that is asked for.
fn state_in(scope: &Scope<'_>, month: Month) -> MonthState {
    let (from, to) = scope.period;
    let about = &scope.source.about;
    let (first, last) = about.period;
    let cut = |asked, held, edge| asked != edge && asked != held;
    let held = about.held.iter().find(|held| held.month == month);
    match held.map(|held| held.state) {
        None => MonthState::Absent,
        Some(MonthState::Complete)
            if (month == from.month() && cut(from, first, month.first()))
                || (month == to.month() && cut(to, last, month.last())) =>
        {
            MonthState::Partial
        }
        Some(state) => state,
    }
}

fn number(count: Count) -> u32 {
    count.number().unwrap_or(0)
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
