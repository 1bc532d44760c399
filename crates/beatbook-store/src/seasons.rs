//! Months of the year: which are busier or quieter than a flat year would have them?

use beatbook_analyse::{
    MONTHS, Permutations, SeasonTest, SeasonYear, SeasonalityError, seasonality,
};
use beatbook_core::{
    Answer, Caveat, Count, Method, Month, Seasons, Selection, SelectionError, WholeYear, YearMonth,
    thousands,
};

use crate::scan::{Question, Scan, Scope};
use crate::store::Store;

impl Store {
    /// The months of the year of a selection against a flat year.
    ///
    /// Years are runs of twelve whole months, counted back from the last one that is wholly recorded. One
    /// that holds a gap is left out. Months are compared by the hours that were looked at, so a short
    /// February or a month with few match days is not a quiet one.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, or holds less than two whole years.
    pub fn seasons(&self, selection: &Selection) -> Result<Answer<Seasons>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let (years, left_out) = whole_years(&scope);
        let Some((first, last)) = years.first().zip(years.last()) else {
            return Err(refused(&scope, &SeasonalityError::TooFewYears(0)));
        };
        let looked_at = selection
            .clone()
            .within(first.first(), last.plus(11).last());
        let scope = Scope::new(self, &looked_at, Question::Patrol)?;
        let mut scan = scope.scan(self, &looked_at);
        scan.ring.clear(); // nothing at the edge is tested with it
        let counted = self.season_years(&looked_at, &scope, &scan, &years);
        let alpha = self.about().alpha;
        let permutations = Permutations::default();
        let found =
            seasonality(&counted, permutations, alpha).map_err(|error| refused(&scope, &error))?;
        let mut months: Vec<YearMonth> = found
            .months
            .iter()
            .enumerate()
            .map(|(at, month)| YearMonth {
                month: years[0].plus(at as i32).of_year(),
                count: Count::Exact(month.events as u32),
                expected: Some(month.expected),
                index: Some(month.index),
                interval: Some((month.interval.low, month.interval.high)),
                q: month.q,
                unusual: month.unusual,
            })
            .collect();
        months.sort_by_key(|month| month.month);
        let total = |year: &SeasonYear| Count::Exact(year.counts.iter().sum::<u64>() as u32);
        let value = Seasons {
            months,
            years: years
                .iter()
                .zip(&counted)
                .map(|(&from, year)| WholeYear {
                    from,
                    to: from.plus(11),
                    count: total(year),
                })
                .collect(),
            years_left_out: left_out,
            tested: found.test != SeasonTest::TooFewYears,
            dispersion: Some(found.dispersion),
            growth_percent: Some((found.yearly_growth - 1.0) * 100.0),
        };
        let method = Method {
            statistic: "month-of-year index",
            p_value: format!(
                "two-sided, {} orders of the months within each year from seed {}",
                thousands(permutations.count().into()),
                permutations.seed()
            )
            .into(),
            correction: "Benjamini-Hochberg",
            alpha,
            units: MONTHS as u32,
            mean: f64::NAN, // no unit has a count
            against: "a year that is flat but for growth".into(),
        };
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer.caveats.extend(said(&answer.value, left_out));
        Ok(answer)
    }

    fn season_years(
        &self,
        looked_at: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
        years: &[Month],
    ) -> Vec<SeasonYear> {
        let mut counted: Vec<SeasonYear> = years
            .iter()
            .map(|&from| SeasonYear {
                counts: [0; MONTHS],
                days: [0.0; MONTHS],
                after: months_from(years[0], from) as u32 / MONTHS as u32,
            })
            .collect();
        let place = |month: Month| {
            let year = years
                .partition_point(|from| *from <= month)
                .checked_sub(1)?;
            let at = months_from(years[year], month);
            (at < MONTHS as i32).then_some((year, at as usize))
        };
        for &row in &scan.rows {
            if let Some((year, at)) = place(self.day_of(looked_at, scope, row).month()) {
                counted[year].counts[at] += 1;
            }
        }
        for (_, day, _) in self.calendar.hours(looked_at) {
            if let Some((year, at)) = place(day.month()) {
                counted[year].days[at] += 1.0 / 24.0;
            }
        }
        // Hours that no event of any source lies in are not in the book's calendar, at either end.
        let whole = looked_at.window.is_none() && looked_at.days().is_empty();
        for (year, &from) in counted.iter_mut().zip(years).filter(|_| whole) {
            for (at, days) in (0..).zip(&mut year.days) {
                let month = from.plus(at);
                *days = f64::from(month.next().first().number() - month.first().number());
            }
        }
        counted
    }
}

/// First months of the years that are wholly recorded, rising, and how many others there are.
fn whole_years(scope: &Scope<'_>) -> (Vec<Month>, u32) {
    let (first, last) = scope.source.recorded_within(scope.period);
    let whole = last == last.month().last();
    let end = last.month().plus(i32::from(whole));
    let starts = (1..).map(|year| end.plus(-12 * year));
    let starts = starts.take_while(|start| start.first() >= first);
    let (mut there, gone): (Vec<Month>, Vec<Month>) = starts.partition(|start| {
        let span = (start.first(), start.plus(11).last());
        scope.source.gap_of(span).is_none()
    });
    there.reverse();
    (there, gone.len() as u32)
}

fn months_from(earlier: Month, later: Month) -> i32 {
    let mut months = 0;
    let mut at = earlier;
    while at < later {
        at = at.next();
        months += 1;
    }
    months
}

fn said(found: &Seasons, left_out: u32) -> Vec<Caveat> {
    let years: Vec<String> = found
        .years
        .iter()
        .map(|year| format!("{} to {}", year.from, year.to))
        .collect();
    let mut said = vec![Caveat::Said(format!(
        "The years are {}; one unusual month in one of them can look like a season.",
        years.join(", ")
    ))];
    if left_out > 0 {
        said.push(Caveat::Said(format!(
            "Years left out for months that are not there: {left_out}."
        )));
    }
    if !found.tested {
        said.push(Caveat::Said(
            "No month was tested: with fewer than three years one can be highest each time by chance.".into(),
        ));
    }
    said
}

fn refused(scope: &Scope<'_>, error: &SeasonalityError) -> SelectionError {
    let (first, last) = scope.source.recorded_within(scope.period);
    let name = &scope.source.about.source;
    let (part, reason) = match error {
        SeasonalityError::TooFewYears(years) => (
            "from",
            format!(
                "a season needs two whole years of months, three to be tested; of source {name} {years} lie from {first} to {last} without a gap; lengthen the period"
            ),
        ),
        SeasonalityError::NotWhole(..) => (
            "days",
            "some month of these years has no such day, so the months cannot be compared; choose commoner days".into(),
        ),
        SeasonalityError::EmptyYear(_) => (
            "from",
            "one of the years has no event that is selected; select more, or a shorter period".into(),
        ),
        other => ("from", other.to_string()),
    };
    SelectionError::new(part, reason, [""; 0])
}

#[cfg(test)]
#[path = "seasons_tests.rs"]
mod tests;
