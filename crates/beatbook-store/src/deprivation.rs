//! How events, victims, suspects and attenders are spread over the deciles of deprivation.

use beatbook_analyse::{Level, share_interval};
use beatbook_core::{
    Answer, Concerned, Count, CountBy, DecileGroup, DecileShare, Deprivation, Role, Selection,
    SelectionError,
};

use crate::about::IndexAbout;
use crate::book::{Deciles, Home, People};
use crate::parts::counting;
use crate::scan::{Question, Scan, Scope};
use crate::store::{Layer, Store};

const DECILES: usize = 10;

/// Things on their way into deciles.
#[derive(Default)]
struct Spread {
    deciles: [u64; DECILES],
    unplaced: u32,
    outside: u32,
}

/// Published numbers are complete; the others are a sample of what could have happened.
#[derive(Clone, Copy, PartialEq)]
enum Shares {
    Complete,
    WithInterval,
}

impl Spread {
    /// Adds so many in an area of the layer; without a decile they are unplaced.
    fn add(&mut self, deciles: &Deciles, area: u32, number: u32) {
        let decile = deciles.decile.get(area as usize).copied().unwrap_or(0);
        match self.deciles.get_mut((decile as usize).wrapping_sub(1)) {
            Some(sum) => *sum += u64::from(number),
            None => self.unplaced += number,
        }
    }

    fn group(&self, concerned: Concerned, shares: Shares) -> DecileGroup {
        let base: u64 = self.deciles.iter().sum();
        let share = |count: u64| {
            let interval = share_interval(count, base, Level::P95).ok();
            DecileShare {
                count: Count::Exact(count as u32),
                share: (base > 0).then(|| count as f64 / base as f64),
                interval: interval
                    .filter(|_| shares == Shares::WithInterval)
                    .map(|interval| (interval.low, interval.high)),
            }
        };
        DecileGroup {
            concerned,
            base: Count::Exact(base as u32),
            unplaced: Count::Exact(self.unplaced),
            outside: Count::Exact(self.outside),
            deciles: self.deciles.iter().map(|&count| share(count)).collect(),
        }
    }
}

impl Store {
    /// The share of a selection's events, of the people linked to them and of A&E attenders in each
    /// national decile, beside the shares of areas and residents.
    ///
    /// Victims and suspects are those linked to any selected event with a place in the study area or
    /// without a usable place, whatever is counted. As in the published figures ("64% of suspects") a
    /// person linked to two offences counts twice. Attenders are those of the whole months in the
    /// period, by residence, wherever treated.
    ///
    /// - `index`: id of an index of the book; its first without one.
    ///
    /// # Errors
    /// [`SelectionError`] when the book has no such index, over a gap of the source, or when it cannot
    /// answer the selection.
    pub fn deprivation(
        &self,
        selection: &Selection,
        index: Option<&str>,
    ) -> Result<Answer<Deprivation>, SelectionError> {
        let (index, deciles, layer) = self.index(index)?;
        let scope = Scope::new(self, selection, Question::Table)?;
        scope.source.check_rates(scope.period)?;
        if scope.about_people && scope.area.is_some() {
            let reason = "by the ages or standing of people deprivation is told of the whole city only: in one area a decile can be a single small place; leave area out";
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        if let Some((layer, _)) = scope.area.filter(|(layer, _)| layer.area_of.overlaps()) {
            let reason = format!(
                "the areas of {} overlap and have neither residents nor deciles of their own; name an area of another layer, or leave area out",
                layer.id
            );
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut areas = Spread::default();
        for area in 0..layer.shapes.len() as u32 {
            areas.add(deciles, area, 1);
        }
        let mut groups = vec![areas.group(Concerned::Areas, Shares::Complete)];
        if let Some((_, residents)) = self.residents_of(&layer.id) {
            let mut living = Spread::default();
            for (area, &number) in (0..).zip(residents).filter(|(_, n)| **n != u32::MAX) {
                living.add(deciles, area, number);
            }
            groups.push(living.group(Concerned::Residents, Shares::Complete));
        }
        groups.push(
            events(&scope, &scan, deciles, layer).group(Concerned::Events, Shares::WithInterval),
        );
        if let Some(people) = self.people_of(scope.source.about.source.word()) {
            let linked = self.linked(selection, &scope, people);
            for (role, concerned) in [
                (Role::Victim, Concerned::Victims),
                (Role::Suspect, Concerned::Suspects),
            ] {
                let rows = linked.iter().copied();
                let rows = rows.filter(|&row| people.role[row] == role);
                let spread = homes(people, rows, deciles, layer);
                groups.push(spread.group(concerned, Shares::WithInterval));
            }
        }
        for group in &mut groups {
            if !matches!(group.concerned, Concerned::Areas | Concerned::Residents) {
                tell_of_enough(&scope, group);
            }
        }
        let attenders = self.attenders(selection, &scope);
        if let Some((people, rows)) = attenders {
            let spread = homes(people, rows.into_iter(), deciles, layer);
            groups.push(spread.group(Concerned::Attenders, Shares::WithInterval));
        }
        let value = Deprivation {
            index: index.id.clone(),
            layer: layer.id.clone(),
            groups,
            attender_terms: self.terms_of_attenders(selection, &scope),
        };
        Ok(self.answer(value, None, selection, &scope, &scan))
    }

    /// Deciles of the areas of a layer, 0 where there is none, by the first index of that layer.
    pub(crate) fn deciles_of(&self, layer: &beatbook_core::LayerId) -> Option<&[u32]> {
        let mut held = self.about().indexes.iter().zip(&self.deciles);
        let (_, deciles) = held.find(|(index, _)| index.layer == *layer)?;
        Some(&deciles.decile)
    }

    pub(crate) fn index(
        &self,
        wanted: Option<&str>,
    ) -> Result<(&IndexAbout, &Deciles, &Layer), SelectionError> {
        let held = || self.about().indexes.iter().zip(&self.deciles);
        let found = match wanted {
            Some(wanted) => held().find(|(index, _)| index.id == wanted),
            None => held().next(),
        };
        let layer = found.and_then(|(index, _)| self.layer_of(&index.layer));
        found
            .zip(layer)
            .map(|((index, deciles), layer)| (index, deciles, layer))
            .ok_or_else(|| {
                let ids: Vec<&str> = held().map(|(index, _)| index.id.as_str()).collect();
                let reason = match (wanted, ids.as_slice()) {
                    (_, []) => "the book has no index of deprivation; name one under [[index]] and build it again".to_owned(),
                    (Some(wanted), ids) => format!("the book has no index `{wanted}`; use {}", ids.join(", ")),
                    (None, ids) => format!("the layer of the first index is missing; use another of {}", ids.join(", ")),
                };
                SelectionError::new("index", reason, ids)
            })
    }

    /// Rows of people linked to the selected events.
    fn linked(&self, selection: &Selection, scope: &Scope<'_>, people: &People) -> Vec<usize> {
        let every = scope.scan(self, &counting(selection, CountBy::Events));
        let mut selected = vec![false; scope.source.len()];
        // Nothing is known of the area of an event without a place.
        let unlocated = every.unlocated.iter().filter(|_| scope.area.is_none());
        for &row in every.rows.iter().chain(unlocated) {
            selected[row as usize] = true;
        }
        (0..people.len())
            .filter(|&row| {
                let event = selected.get(people.event[row] as usize);
                event.copied().unwrap_or(false)
            })
            .collect()
    }
}

/// Events by the area they happened in.
fn events(scope: &Scope<'_>, scan: &Scan, deciles: &Deciles, layer: &Layer) -> Spread {
    let mut spread = Spread {
        unplaced: scan.without_place,
        outside: scan.outside,
        ..Spread::default()
    };
    for &row in &scan.rows {
        let location = scope.location[row as usize] as usize;
        let area = layer.area_of.one(location);
        spread.add(deciles, area, 1);
    }
    spread
}

/// Takes out what may not be told of so few people.
fn tell_of_enough(scope: &Scope<'_>, group: &mut DecileGroup) {
    let told = |count: Count| count.number().map_or(count, |number| scope.count(number));
    for count in [&mut group.base, &mut group.unplaced, &mut group.outside] {
        *count = told(*count);
    }
    for decile in &mut group.deciles {
        decile.count = told(decile.count);
        if decile.count == Count::Suppressed {
            (decile.share, decile.interval) = (None, None);
        }
    }
}

/// People by the area of their home.
fn homes(
    people: &People,
    rows: impl Iterator<Item = usize>,
    deciles: &Deciles,
    layer: &Layer,
) -> Spread {
    let mut spread = Spread::default();
    let areas = people.area.iter().find(|(id, _)| *id == layer.id);
    for row in rows {
        match people.home[row] {
            Home::Outside => spread.outside += 1,
            Home::Unknown => spread.unplaced += 1,
            Home::Inside => {
                let area = areas.map_or(u32::MAX, |(_, areas)| areas[row]);
                spread.add(deciles, area, 1);
            }
        }
    }
    spread
}

#[cfg(test)]
#[path = "deprivation_tests.rs"]
mod tests;
