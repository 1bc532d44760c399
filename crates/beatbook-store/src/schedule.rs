//! The dated schedule of one premises, for a hearing.

use beatbook_core::{Answer, PremisesSchedule, ScheduleRow, Selection, SelectionError, Unit};

use crate::naming::nearest_street;
use crate::premises_incidents::{AtPremises, PremisesIncidents};
use crate::scan::{Question, Scope};
use crate::store::Store;

impl Store {
    /// Every recorded row that belongs to one premises over the nights of a selection, the oldest first,
    /// each with how it belongs to them and whether its incident counts in [`Store::premises_ranked`].
    ///
    /// - `id`: of the unit `premises`, as the ranking gives it.
    ///
    /// # Errors
    /// [`SelectionError`] when there are no such premises or the book cannot answer the selection; on the
    /// part `book` when the book was changed on disk since it was opened.
    pub fn schedule(
        &self,
        selection: &Selection,
        id: &str,
    ) -> Result<Answer<PremisesSchedule>, SelectionError> {
        let register = self.register()?;
        let number = self.unit_number(&Unit::Premises, id);
        let at = number.and_then(|number| register.cell.binary_search(&number).ok());
        let (Some(number), Some(at)) = (number, at) else {
            let reason = format!("`{id}` is in no register; take an id from the ranked premises");
            return Err(SelectionError::new("premises", reason, [""; 0]));
        };
        let place = number as u32;
        let nightly = self.by_night(selection)?;
        let scope = Scope::new(self, &nightly, Question::Places)?;
        let source = scope.source;
        let scan = scope.scan(self, &nightly);
        let links = self.links_of(source)?;
        let incidents = PremisesIncidents::new(source, &scan, &links);
        let belongs = |row: &u32| {
            links
                .get(*row as usize)
                .is_some_and(|of| of.premises == place)
        };
        let mut rows: Vec<u32> = scan.rows.iter().copied().filter(belongs).collect();
        rows.sort_unstable_by_key(|&row| (source.from[row as usize], row));
        let total = rows.len() as u32;
        rows.drain(..rows.len().saturating_sub(PremisesSchedule::MOST));
        let traces = self
            .traces
            .of(source.about.source.word(), &rows)
            .map_err(|error| SelectionError::new("book", error.to_string(), [""; 0]))?;
        let (mut ranked, mut called) = (0, 0);
        for incident in incidents.of(place) {
            ranked += u32::from(incident.ranks());
            called += u32::from(incident.is_theirs() && incident.called);
        }
        let listed = rows.iter().zip(traces).map(|(&row, trace)| ScheduleRow {
            night: self.begins(&nightly, source.from[row as usize]),
            ranks: incidents
                .of_row(source, place, row)
                .is_some_and(AtPremises::ranks),
            event: self.listed_event(source, row as usize, trace),
        });
        let value = PremisesSchedule {
            id: id.to_owned(),
            name: self.unit_name(&Unit::Premises, number).unwrap_or_default(),
            street: nearest_street(self, register.centre[at]),
            incidents: ranked,
            called,
            total,
            rows: listed.collect(),
        };
        Ok(self.answer(value, None, &nightly, &scope, &scan))
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
