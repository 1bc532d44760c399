//! What was new in the last days at each hotspot.

use std::collections::BTreeMap;

use beatbook_core::{Answer, Caveat, Count, Day, Recent, RecentGroup, Selection, SelectionError};

use crate::scan::{Question, Scope};
use crate::store::Store;

impl Store {
    /// What began in the last days at each hotspot of a selection, beside what so many days had before.
    ///
    /// The days end with the last one that is 95% recorded, so that what is not recorded yet does not look
    /// like quiet. An incident of a night belongs to its evening, as in the window of the selection.
    ///
    /// - `days`: how many.
    ///
    /// # Errors
    /// [`SelectionError`] when the source knows no days, when nothing of the period is recorded well enough,
    /// or when it cannot be asked for hotspots.
    pub fn recent(
        &self,
        selection: &Selection,
        days: u16,
    ) -> Result<Answer<Recent>, SelectionError> {
        let scope = Scope::new_daily(self, selection, Question::patrol(&selection.unit))?;
        let about = &scope.source.about;
        let begin = scope.period.0.max(about.period.0);
        let held = scope.period.1.min(about.period.1);
        let last = about
            .complete_to
            .map_or(held, |complete| complete.min(held));
        if last < begin {
            let reason = format!(
                "nothing of the period is held and at least 95% recorded: {} holds {} to {last}; choose a period within it",
                about.source, about.period.0
            );
            return Err(SelectionError::new("from", reason, [""; 0]));
        }
        let first = last.plus(1 - i32::from(days)).max(begin);
        let scan = scope.scan(self, selection);
        let began = |row: u32| self.begins(selection, scope.source.from[row as usize]);
        let is_recent = |day: Day| first <= day && day <= last;
        let (told, before) = (
            last.number() - first.number() + 1,
            first.number() - begin.number(),
        );
        let found = self.hotspots(selection)?;
        let groups = found.value.groups.iter().map(|group| {
            let (_, rows) = self.in_hood(selection, &scope, &scan, &group.cell)?;
            let (mut by_day, mut earlier) = (BTreeMap::new(), 0_u32);
            for day in rows.into_iter().map(began) {
                if is_recent(day) {
                    *by_day.entry(day).or_insert(0_u32) += 1;
                } else if day < first {
                    earlier += 1;
                }
            }
            Ok(RecentGroup {
                id: group.id.clone(),
                cell: group.cell.clone(),
                rank: group.rank,
                name: group.name.clone(),
                area: group.area.clone(),
                events: group.events,
                recent: Count::Exact(by_day.values().sum()),
                usual: (before >= Recent::FEWEST_DAYS_BEFORE)
                    .then(|| f64::from(earlier) * f64::from(told) / f64::from(before)),
                days: by_day.into_iter().rev().collect(),
            })
        });
        let groups = groups.collect::<Result<Vec<_>, SelectionError>>()?;
        let total = scan.rows.iter().filter(|&&row| is_recent(began(row)));
        let value = Recent {
            period: (first, last),
            total: Count::Exact(total.count() as u32),
            groups,
            withheld: 0,
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        answer.caveats.push(Caveat::Said(format!(
            "The last {told} days stand beside the hotspots and neither make nor unmake one."
        )));
        Ok(answer)
    }
}

#[cfg(test)]
#[path = "recent_tests.rs"]
mod tests;
