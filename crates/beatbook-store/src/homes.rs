//! Residents and people's homes, by the areas of a layer.

use beatbook_core::{Agreement, AttenderTerms, Day, LayerId, Role, Selection};
use geo::{Contains, GeodesicArea};
use geo_types::Point;

use crate::book::People;
use crate::scan::Scope;
use crate::store::{Layer, Store};

/// The word under which attenders by residence are held.
pub(crate) const ATTENDERS: &str = "attenders";

/// Residents of one area.
pub(crate) struct Residents {
    pub(crate) number: u32,
    /// Where the number comes from.
    pub(crate) says: String,
    /// Residents of the whole study area, by the same estimate.
    pub(crate) city: u64,
}

impl Store {
    /// The layer of an id.
    pub(crate) fn layer_of(&self, id: &LayerId) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.id == *id)
    }

    /// Residents of the areas of a layer and the year of the estimate.
    pub(crate) fn residents_of(&self, id: &LayerId) -> Option<(u16, &[u32])> {
        let (_, year, residents) = self.residents.iter().find(|(layer, ..)| layer == id)?;
        Some((*year, residents))
    }

    /// People linked to the events of a source, or attenders by residence.
    pub(crate) fn people_of(&self, word: &str) -> Option<&People> {
        let (_, people) = self.people.iter().find(|(of, _)| of == word)?;
        Some(people)
    }

    /// Residents of one area: of its own layer's estimate or, where it has none, of the areas of
    /// another layer whose middle lies in it.
    pub(crate) fn residents_in(&self, layer: &Layer, number: u32) -> Option<Residents> {
        self.people_in(&self.residents, layer, number)
    }

    /// The same of any count of people by area.
    pub(crate) fn people_in(
        &self,
        held: &[(LayerId, u16, Vec<u32>)],
        layer: &Layer,
        number: u32,
    ) -> Option<Residents> {
        let city = |people: &[u32]| {
            people
                .iter()
                .filter(|n| **n != u32::MAX)
                .copied()
                .map(u64::from)
                .sum()
        };
        if let Some((_, year, people)) = held.iter().find(|(id, ..)| *id == layer.id) {
            let known = people.get(number as usize).filter(|n| **n != u32::MAX)?;
            return Some(Residents {
                number: *known,
                says: format!("mid-{year} estimate of {}", layer.id),
                city: city(people),
            });
        }
        let (id, year, people) = held.first()?;
        let smaller = self.layer_of(id)?;
        let inside = middles_in(smaller, layer, number);
        let known = |area: &usize| people.get(*area).copied().filter(|n| *n != u32::MAX);
        Some(Residents {
            number: inside.iter().filter_map(known).sum(),
            says: format!("mid-{year} estimate of the {id} areas whose middle lies in it"),
            city: city(people),
        })
    }

    /// Residents of every area of a layer that does not overlap, by the rule of [`Store::residents_in`].
    pub(crate) fn residents_by_area<'a>(&self, layer: &'a Layer) -> &'a [Option<u32>] {
        layer.residents.get_or_init(|| {
            if layer.area_of.overlaps() {
                return Vec::new();
            }
            let areas = 0..layer.shapes.len() as u32;
            areas
                .map(|number| Some(self.residents_in(layer, number)?.number))
                .collect()
        })
    }

    /// Attenders by residence in the whole months of what is selected, as rows of their table. Without
    /// terms they are not used.
    pub(crate) fn attenders(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
    ) -> Option<(&People, Vec<usize>)> {
        self.attender_terms.as_ref()?;
        let people = self.people_of(ATTENDERS)?;
        let (from, to) = attended(selection, scope);
        let rows = (0..people.len()).filter(|&row| {
            people.role[row] == Role::Attender
                && people.month[row]
                    .is_some_and(|month| from <= month.first() && month.last() <= to)
        });
        Some((people, rows.collect()))
    }

    /// Whether the terms of attenders let them be told of single areas of a layer.
    pub(crate) fn attenders_told_in(&self, layer: &Layer) -> bool {
        let terms = self.attender_terms.as_ref();
        terms.is_some_and(|terms| self.terms_allow(terms, layer))
    }

    /// Whether terms let figures be told of single areas of a layer: of the one they name and of those
    /// with larger areas.
    pub(crate) fn terms_allow(&self, terms: &Agreement, layer: &Layer) -> bool {
        let finest = LayerId::parse(&terms.finest_area).ok();
        let finest = finest.and_then(|id| self.layer_of(&id));
        terms.refuses_cells().is_none()
            || finest.is_some_and(|finest| layer.shapes.len() <= finest.shapes.len())
    }

    /// The terms under which attenders are told beside figures of another source.
    pub(crate) fn terms_of_attenders(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
    ) -> Option<AttenderTerms> {
        let period = attended(selection, scope);
        let people = self.people_of(ATTENDERS);
        Some(AttenderTerms {
            agreement: self.attender_terms.clone()?,
            whole_year: people.is_some_and(|people| twelve_months(people, period)),
        })
    }

    /// How many of some people live in one area. Who is known only by an area of the study layer counts
    /// where the middle of that area lies.
    pub(crate) fn living_in(
        &self,
        people: &People,
        rows: &[usize],
        layer: &Layer,
        number: u32,
    ) -> Option<u32> {
        let column = |id: &LayerId| people.area.iter().find(|(layer, _)| layer == id);
        let (_, areas) = column(&layer.id)?;
        let study = self.layers.first()?;
        let by_study = column(&study.id).map(|(_, areas)| areas);
        let inside = middles_in(study, layer, number);
        let lives = |row: &&usize| match areas[**row] {
            u32::MAX => by_study.is_some_and(|areas| inside.contains(&(areas[**row] as usize))),
            area => layer.area_of.says(area, number),
        };
        Some(rows.iter().filter(lives).count() as u32)
    }
}

/// First and last day of the attendances looked at. Where the selection names no day the month of the
/// source's first or last event is a whole one.
fn attended(selection: &Selection, scope: &Scope<'_>) -> (Day, Day) {
    let (first, last) = scope.period;
    (
        selection.from().unwrap_or(first.month().first()),
        selection.to().unwrap_or(last.month().last()),
    )
}

/// Whether a period holds twelve whole months of those from the first to the last attendance.
fn twelve_months(people: &People, (from, to): (Day, Day)) -> bool {
    let held = || people.month.iter().flatten().copied();
    let (Some(first), Some(last)) = (held().min(), held().max()) else {
        return false;
    };
    let months = std::iter::successors(Some(first), |month| {
        Some(month.next()).filter(|next| *next <= last)
    });
    let whole = months.filter(|month| from <= month.first() && month.last() <= to);
    whole.count() >= 12
}

/// Numbers of the areas of one layer whose middle lies in an area of another, rising.
pub(crate) fn middles_in(smaller: &Layer, layer: &Layer, number: u32) -> Vec<usize> {
    if smaller.id == layer.id {
        return vec![number as usize];
    }
    let Some(shape) = layer.shapes.get(number as usize) else {
        return Vec::new();
    };
    let inside = smaller.centres.iter().enumerate();
    inside
        .filter(|(_, middle)| shape.geometry.contains(&Point::new(middle.lon, middle.lat)))
        .map(|(area, _)| area)
        .collect()
}

/// Ground of an area in km2, on the ellipsoid, whichever way its rings run: those of a Shapefile run
/// clockwise, and unsigned would mean the rest of the Earth.
pub(crate) fn km2(layer: &Layer, number: u32) -> f64 {
    let shape = layer.shapes.get(number as usize);
    shape.map_or(0.0, |shape| {
        shape.geometry.geodesic_area_signed().abs() / 1e6
    })
}

#[cfg(test)]
#[path = "homes_tests.rs"]
mod tests;
