//! Months of a source that are not there: no rate is told over them, since a month without a file looks
//! like a month without crime.

use beatbook_analyse::thin_months;
use beatbook_core::{Caveat, Day, Month, SelectionError};

use crate::source::SourceData;

/// Months in a row that are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Why, in words.
    pub reason: String,
    /// Whether nothing at all is held of these months: time that can be left out of a rate. Of other
    /// gaps a part is held, which no rate can be made of.
    pub absent: bool,
}

/// Why a month is a gap where nothing is known of it but its count.
const ABSENT: &str = "nothing is held of these months, as if their files were missing";
/// The same where a part of the month is held.
const THIN: &str = "they hold less than a quarter of the located events of an ordinary month, so that a file or its coordinates are missing";

impl Gap {
    /// Its months, rising.
    pub fn months(&self) -> impl Iterator<Item = Month> + '_ {
        months_between(self.from, self.to)
    }

    /// Whether it holds a month.
    pub fn holds(&self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// `2019-07`, or `2019-07 to 2024-12`.
    pub fn span(&self) -> String {
        if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{} to {}", self.from, self.to)
        }
    }
}

/// The months from one to another, both included.
pub fn months_between(from: Month, to: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |m| *m <= to)
}

/// Months from the first to the last with far too few events, by [`thin_months()`].
///
/// - `counts`: rows and located rows of each month that has any, rising.
/// - `whole_months`: whether the first and the last month are whole, as in files of whole months; else an
///   extract may begin or end within them, and they are not judged.
pub fn thin_gaps(counts: &[(Month, [u64; 2])], whole_months: bool) -> Vec<Gap> {
    let (Some(&(first, _)), Some(&(last, _))) = (counts.first(), counts.last()) else {
        return Vec::new();
    };
    let all: Vec<(Month, [u64; 2])> = months_between(first, last)
        .map(|month| {
            let held = counts.binary_search_by_key(&month, |(month, _)| *month);
            (month, held.map_or([0, 0], |at| counts[at].1))
        })
        .collect();
    let judged = match all.get(1..all.len() - 1) {
        Some(inner) if !whole_months => inner,
        _ if whole_months => &all,
        _ => &[],
    };
    let numbers: Vec<u64> = judged.iter().map(|(_, [_, located])| *located).collect();
    let thin = thin_months(&numbers).into_iter().map(|at| judged[at]);
    let (absent, cut): (Vec<_>, Vec<_>) = thin.partition(|(_, [rows, _])| *rows == 0);
    let months = |found: Vec<(Month, [u64; 2])>| found.into_iter().map(|(month, _)| month);
    let mut gaps = in_rows(months(absent), ABSENT);
    for gap in &mut gaps {
        gap.absent = true;
    }
    gaps.extend(in_rows(months(cut), THIN));
    gaps.sort_by_key(|gap| gap.from);
    gaps
}

/// Months, rising, as gaps of months in a row.
pub fn in_rows(months: impl Iterator<Item = Month>, reason: &str) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for month in months {
        match gaps.last_mut() {
            Some(gap) if gap.to.next() == month => gap.to = month,
            _ => gaps.push(Gap {
                from: month,
                to: month,
                reason: reason.into(),
                absent: false,
            }),
        }
    }
    gaps
}

impl SourceData {
    /// Whether a rate, or a share of areas, may be told over a period: no month of it may be there in part.
    pub(crate) fn check_rates(&self, period: (Day, Day)) -> Result<(), SelectionError> {
        if self.gaps_in(period).any(|gap| !gap.absent) {
            return Err(self.refused(period));
        }
        self.check_any_month(period)
    }

    /// Whether something is held of the month of a day.
    pub(crate) fn holds(&self, day: Day) -> bool {
        let mut gaps = self.about.gaps.iter();
        !gaps.any(|gap| gap.absent && gap.holds(day.month()))
    }

    /// Days of a period of which something is held.
    pub(crate) fn days_held(&self, (from, to): (Day, Day)) -> u32 {
        let all = to.number() - from.number() + 1;
        let absent = self.gaps_in((from, to)).filter(|gap| gap.absent);
        let without = absent.map(|gap| {
            let (first, after) = (gap.from.first().max(from), gap.to.next().first());
            (after.number().min(to.number() + 1) - first.number()).max(0)
        });
        (all - without.sum::<i32>()).max(0) as u32
    }

    /// Whether any month of a period is there.
    pub(crate) fn check_any_month(&self, period: (Day, Day)) -> Result<(), SelectionError> {
        let mut months = self.months_of(period).peekable();
        let gaps = &self.about.gaps;
        if months.peek().is_some() && months.all(|month| gaps.iter().any(|gap| gap.holds(month))) {
            return Err(self.refused(period));
        }
        Ok(())
    }

    /// What to know of the gaps in a period.
    pub(crate) fn gap_caveats(&self, period: (Day, Day)) -> impl Iterator<Item = Caveat> + '_ {
        let told = |gap: &Gap| {
            let source = &self.about.source;
            let (span, reason) = (gap.span(), &gap.reason);
            Caveat::Said(format!("{source} has a gap, {span}: {reason}."))
        };
        self.gaps_in(period).map(told)
    }

    /// Why two periods cannot be compared because of a gap in one of them.
    pub(crate) fn gap_between(&self, periods: [(Day, Day); 2]) -> Option<String> {
        let gap = periods.into_iter().find_map(|p| self.gaps_in(p).next())?;
        Some(format!(
            "{} is a gap of this source, which is no fall: {}",
            gap.span(),
            gap.reason
        ))
    }

    fn gaps_in(&self, period: (Day, Day)) -> impl Iterator<Item = &Gap> {
        let (from, to) = self.within(period);
        let gaps = self.about.gaps.iter();
        gaps.filter(move |gap| gap.from <= to && from <= gap.to)
    }

    /// First and last month of a period, no further than the source reaches.
    fn within(&self, (from, to): (Day, Day)) -> (Month, Month) {
        let (first, last) = self.about.period;
        (from.max(first).month(), to.min(last).month())
    }

    fn months_of(&self, period: (Day, Day)) -> impl Iterator<Item = Month> {
        let (from, to) = self.within(period);
        months_between(from, to)
    }

    fn refused(&self, period: (Day, Day)) -> SelectionError {
        let source = &self.about.source;
        let spans: Vec<String> = self.gaps_in(period).map(Gap::span).collect();
        let mut reasons: Vec<&str> = self.gaps_in(period).map(|g| &*g.reason).collect();
        reasons.dedup();
        let way_out = self.way_out(period);
        let reason = format!(
            "source {source} has a gap, {}: {}. Over these months the area would look almost free of crime; {way_out}",
            spans.join(", "),
            reasons.join(", and "),
        );
        SelectionError::new("from", reason, [""; 0])
    }

    /// A period without a gap, in words.
    pub(crate) fn way_out(&self, period: (Day, Day)) -> String {
        self.longest_run(period)
            .or_else(|| self.longest_run(self.about.period))
            .map_or_else(
                || "ask another source".to_owned(),
                |(from, to)| format!("choose from={}&to={}", from.first(), to.last()),
            )
    }

    /// The longest run of months without a gap; the later one of two.
    pub(crate) fn longest_run(&self, period: (Day, Day)) -> Option<(Month, Month)> {
        let gaps = &self.about.gaps;
        let there = self
            .months_of(period)
            .filter(|month| !gaps.iter().any(|gap| gap.holds(*month)));
        in_rows(there, "")
            .into_iter()
            .max_by_key(|run| run.months().count())
            .map(|run| (run.from, run.to))
    }
}

#[cfg(test)]
#[path = "gaps_tests.rs"]
mod tests;
