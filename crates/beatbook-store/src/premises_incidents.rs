//! Which incidents belong to which premises, and what of them may rank.

use std::collections::BTreeMap;

use beatbook_core::{CountBy, Link, Selection, SelectionError, Unit, Window};

use crate::book::{CellTable, OfPremises};
use crate::nights::EVENINGS;
use crate::parts::counting;
use crate::scan::{Scan, Scope};
use crate::source::SourceData;
use crate::store::Store;

/// An incident as it stands to one premises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AtPremises {
    /// The closest link of its rows.
    pub(crate) link: Link,
    /// Whether they called about it themselves.
    pub(crate) called: bool,
}

impl AtPremises {
    /// Whether it is theirs: in them or at their door.
    pub(crate) fn is_theirs(self) -> bool {
        matches!(self.link, Link::Inside | Link::AtDoor)
    }

    /// Whether it counts in the ranking. What they called about themselves never does: it would teach
    /// them not to call.
    pub(crate) fn ranks(self) -> bool {
        self.is_theirs() && !self.called
    }
}

/// The incidents of all premises.
pub(crate) struct PremisesIncidents {
    /// Number of the place and incident -> how it stands to them.
    of: BTreeMap<(u32, u64), AtPremises>,
    /// Incidents with a default address for premises, whichever it is.
    pub(crate) default_address: u32,
}

impl PremisesIncidents {
    /// - `scan`: of events, each row by itself.
    pub(crate) fn new(source: &SourceData, scan: &Scan, links: &[OfPremises]) -> Self {
        let mut of: BTreeMap<(u32, u64), AtPremises> = BTreeMap::new();
        let mut default_address: Vec<u64> = Vec::new();
        for &row in &scan.rows {
            let Some(&OfPremises {
                premises,
                link: Some(link),
                caller,
            }) = links.get(row as usize)
            else {
                continue;
            };
            let incident = incident_of(source, row);
            if link == Link::DefaultAddress {
                default_address.push(incident);
            }
            if premises == u32::MAX {
                continue;
            }
            let known = of.entry((premises, incident)).or_insert(AtPremises {
                link,
                called: caller,
            });
            known.link = known.link.min(link);
            known.called |= caller;
        }
        default_address.sort_unstable();
        default_address.dedup();
        Self {
            of,
            default_address: default_address.len() as u32,
        }
    }

    /// Those of one place.
    pub(crate) fn of(&self, place: u32) -> impl Iterator<Item = AtPremises> + '_ {
        let own = self.of.range((place, 0)..=(place, u64::MAX));
        own.map(|(_, incident)| *incident)
    }

    /// How the incident of a row stands to a place.
    pub(crate) fn of_row(&self, source: &SourceData, place: u32, row: u32) -> Option<AtPremises> {
        self.of.get(&(place, incident_of(source, row))).copied()
    }
}

/// A number for the incident of a row; a row alone in its incident has one of its own.
fn incident_of(source: &SourceData, row: u32) -> u64 {
    match source.incident[row as usize] {
        u32::MAX => (1 << 32) | u64::from(row),
        shared => shared.into(),
    }
}

impl Store {
    /// The registered premises.
    ///
    /// # Errors
    /// [`SelectionError`] on the part `premises` where the book has no register of them.
    pub(crate) fn register(&self) -> Result<&CellTable, SelectionError> {
        self.cells(&Unit::Premises).map(|(_, table)| table).map_err(|_| {
            let reason = "the book holds no register of premises: name one as [[places]] in the config and build it again; streets and hotspots can be asked for";
            SelectionError::new("premises", reason, [""; 0])
        })
    }

    /// Which premises each row of a source belongs to.
    ///
    /// # Errors
    /// [`SelectionError`] on the part `book` when the book was changed on disk since it was opened.
    pub(crate) fn links_of(
        &self,
        source: &SourceData,
    ) -> Result<std::sync::Arc<[OfPremises]>, SelectionError> {
        let found = self.traces.premises_of(source.about.source.word());
        found.map_err(|error| SelectionError::new("book", error.to_string(), [""; 0]))
    }

    /// A selection of events as they are looked at for premises: in nights from 18:00 to 07:00 where it
    /// names no window and the source knows hours.
    pub(crate) fn by_night(&self, selection: &Selection) -> Result<Selection, SelectionError> {
        let mut nightly = counting(selection, CountBy::Events);
        let source = crate::asked::source_of(self, selection)?;
        if nightly.window.is_none() && source.tells_hours() {
            let window = Window::parse(EVENINGS);
            let window =
                window.map_err(|e| SelectionError::new("window", e.to_string(), [""; 0]))?;
            nightly.window = Some(window);
        }
        Ok(nightly)
    }
}

/// The numbers, in the register, of the premises in the area looked at.
pub(crate) fn premises_in(scope: &Scope<'_>, register: &CellTable) -> Vec<u32> {
    let all = 0..register.cell.len() as u32;
    let Some((layer, number)) = scope.area else {
        return all.collect();
    };
    let areas = register.area.iter().find(|(id, _)| *id == layer.id);
    all.filter(|&at| areas.is_some_and(|(_, area)| layer.area_of.says(area[at as usize], number)))
        .collect()
}
