//! Repeat locations: where incidents come back to, exact positions joined to places.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use beatbook_analyse::{density_clusters, rank_intervals};
use beatbook_core::{
    Answer, Caveat, Count, CountBy, Day, Neighbours, NoTargets, RepeatPlace, RepeatPlaces,
    Selection, SelectionError, Suspect,
};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::calendar::Calendar;
use crate::naming::{area_named, commonest_text};
use crate::parts::{counting, without};
use crate::place_class::{PIN, not_a_target};
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::suspects::suspects;
use crate::week::looked_at;
use crate::week_blocks::{Blocks, hours_of, shares};

/// Positions this near to each other, in metres, are one place: the two sides of a doorway, and less
/// than the distance to the next house but one.
const METRES: f64 = 15.0;
/// Positions that join to more than this, in metres, are a chain and not a place.
const LONGEST: f64 = 100.0;
/// Of a chain, what lies this near to its heaviest position, in metres, is a place.
const ROUND_HEAVIEST: f64 = 50.0;
/// Fewest days of a repeat location: a brawl with six victims is no repeat.
const FEWEST_DATES: usize = 2;
/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;
/// Of more places the intervals of the ranks take minutes and gigabytes: they are not worked out.
const MOST_RANKED: usize = 20_000;

/// Positions that are one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    /// Number of the registered place.
    registered: Option<u32>,
    /// Numbers of the locations, the one with the most incidents first.
    pub(crate) locations: Vec<u32>,
}

impl Ground {
    /// Stable id: whole metres east and north of the first position.
    pub(crate) fn id(&self, store: &Store) -> String {
        let at = store.locations.position[self.locations[0] as usize];
        format!("{:.0}-{:.0}", at.easting, at.northing)
    }
}

impl Store {
    /// The repeat locations of a selection, worked out once for each canonical selection.
    ///
    /// First, rows at a registered place (all classes but the default pin, which is no place) belong
    /// to it. Then density clusters of the other positions: those within 15 m of one another are
    /// joined, and a place needs at least [`RepeatPlaces::FEWEST`] incidents. A place is a repeat
    /// location when they began on at least two days (of the window's nights, where there is one).
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer.
    pub fn places(
        &self,
        selection: &Selection,
    ) -> Result<Arc<Answer<RepeatPlaces>>, SelectionError> {
        let asked = selection.to_string();
        self.answers
            .get_or_make(asked, || self.find_places(selection))
    }

    fn find_places(&self, selection: &Selection) -> Result<Answer<RepeatPlaces>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Places)?;
        let scan = scope.scan(self, selection);
        let counted = |count: CountBy| {
            at_locations(&scope, &scope.scan(self, &counting(selection, count)).rows)
        };
        let (incidents, events) = (counted(CountBy::Incidents), counted(CountBy::Events));
        let mut found: Vec<(RepeatPlace, Vec<u32>)> = self
            .grounds(&incidents)
            .into_iter()
            .filter_map(|ground| self.repeat(selection, &scope, &ground, &incidents, &events))
            .collect();
        self.tell_blocks(selection, &scope, &mut found);
        let mut places: Vec<RepeatPlace> = found.into_iter().map(|(place, _)| place).collect();
        let ranked = rank(&mut places, MOST_RANKED);
        let value = RepeatPlaces {
            no_targets: no_targets(&places),
            suspects: self.suspects(selection)?,
            metres: METRES,
            withheld: 0,
            places,
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if !ranked {
            answer.caveats.push(Caveat::Said(
                "Too many places repeat for their ranks to have intervals: choose a category, an area or a shorter period.".into(),
            ));
        }
        Ok(answer)
    }

    /// The locations of one repeat location of a selection, by its id.
    ///
    /// # Errors
    /// [`SelectionError`] on the part `place` when there is no such place.
    pub(crate) fn place_ground(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        id: &str,
    ) -> Result<(Ground, RepeatPlace), SelectionError> {
        let answer = self.places(selection)?;
        let known = answer.value.places.iter().find(|place| place.id == id);
        let counted = scope.scan(self, &counting(selection, CountBy::Incidents));
        let incidents = at_locations(scope, &counted.rows);
        let mut grounds = self.grounds(&incidents).into_iter();
        known
            .cloned()
            .and_then(|place| Some((grounds.find(|ground| ground.id(self) == id)?, place)))
            .ok_or_else(|| {
                let reason = format!(
                    "`{id}` is no repeat location of this selection; ask for its places and take an id from there"
                );
                SelectionError::new("place", reason, [""; 0])
            })
    }

    /// Locations with incidents, joined to places.
    fn grounds(&self, incidents: &BTreeMap<u32, Vec<u32>>) -> Vec<Ground> {
        let weight = |location: &u32| incidents[location].len() as u32;
        let mut registered: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut others = Vec::new();
        for &location in incidents.keys() {
            let place = self.locations.place[location as usize];
            match self.places.get(place as usize) {
                Some(shape) if shape.class == PIN => {}
                Some(_) => registered.entry(place).or_default().push(location),
                None => others.push(location),
            }
        }
        let heaviest_first = |locations: &mut Vec<u32>| {
            locations.sort_by_key(|location| (std::cmp::Reverse(weight(location)), *location));
        };
        let mut grounds = Vec::new();
        for (place, mut locations) in registered {
            heaviest_first(&mut locations);
            grounds.push(Ground {
                registered: Some(place),
                locations,
            });
        }
        let weights: Vec<u32> = others.iter().map(weight).collect();
        let neighbours = self.neighbours_of(&others);
        // One weight for each position and links both ways, so nothing can be refused.
        let Ok(found) = density_clusters(&weights, &neighbours, RepeatPlaces::FEWEST) else {
            return grounds;
        };
        let mut clusters = vec![Vec::new(); found.clusters as usize];
        for (&location, cluster) in others.iter().zip(&found.cluster) {
            if let Some(cluster) = cluster {
                clusters[*cluster as usize].push(location);
            }
        }
        for mut locations in clusters {
            heaviest_first(&mut locations);
            grounds.extend(self.apart(locations));
        }
        grounds
    }

    /// Easting and northing of a location.
    pub(crate) fn point(&self, location: u32) -> [f64; 2] {
        let position = self.locations.position[location as usize];
        [position.easting, position.northing]
    }

    /// Some locations, each with its number in the list, found by nearness.
    fn tree_of(&self, locations: &[u32]) -> RTree<GeomWithData<[f64; 2], usize>> {
        let points = (0..).zip(locations);
        let points = points.map(|(number, &at)| GeomWithData::new(self.point(at), number));
        RTree::bulk_load(points.collect())
    }

    /// Which of some locations lie within [`METRES`] of each other.
    fn neighbours_of(&self, locations: &[u32]) -> Neighbours {
        let tree = self.tree_of(locations);
        let lists: Vec<Vec<usize>> = locations
            .iter()
            .enumerate()
            .map(|(number, &location)| {
                tree.locate_within_distance(self.point(location), METRES * METRES)
                    .map(|found| found.data)
                    .filter(|&other| other != number)
                    .collect()
            })
            .collect();
        Neighbours::from_lists(&lists).expect("numbers of the same list, none its own neighbour")
    }

    /// A cluster as one place or, where it is a chain along a street, as several: what lies round its
    /// heaviest position, then round the heaviest of the rest.
    ///
    /// - `locations`: the heaviest first.
    fn apart(&self, locations: Vec<u32>) -> Vec<Ground> {
        let extent = |axis: usize| {
            let values = || locations.iter().map(|&location| self.point(location)[axis]);
            values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
        };
        let ground = |locations: Vec<u32>| Ground {
            registered: None,
            locations,
        };
        if extent(0).hypot(extent(1)) <= LONGEST {
            return vec![ground(locations)];
        }
        // A chain can run through a whole city: what is near is looked up, not searched for.
        let tree = self.tree_of(&locations);
        let mut taken = vec![false; locations.len()];
        let mut grounds = Vec::new();
        for (heaviest, &location) in locations.iter().enumerate() {
            if taken[heaviest] {
                continue;
            }
            let near =
                tree.locate_within_distance(self.point(location), ROUND_HEAVIEST * ROUND_HEAVIEST);
            let mut round: Vec<usize> = near
                .map(|found| found.data)
                .filter(|&number| !taken[number])
                .collect();
            round.sort_unstable();
            for &number in &round {
                taken[number] = true;
            }
            grounds.push(ground(
                round.iter().map(|&number| locations[number]).collect(),
            ));
        }
        grounds
    }

    /// A place, with the rows of its incidents; `None` when it is no repeat location.
    fn repeat(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        ground: &Ground,
        incidents: &BTreeMap<u32, Vec<u32>>,
        events: &BTreeMap<u32, Vec<u32>>,
    ) -> Option<(RepeatPlace, Vec<u32>)> {
        let rows_of = |at: &BTreeMap<u32, Vec<u32>>| -> Vec<u32> {
            let lists = ground.locations.iter().filter_map(|place| at.get(place));
            lists.flatten().copied().collect()
        };
        let rows = rows_of(incidents);
        let mut dates: Vec<Day> = rows
            .iter()
            .map(|&row| self.begins(selection, scope.source.from[row as usize]))
            .collect();
        dates.sort_unstable();
        dates.dedup();
        if rows.len() < RepeatPlaces::FEWEST as usize || dates.len() < FEWEST_DATES {
            return None;
        }
        let registered = ground.registered.map(|place| &self.places[place as usize]);
        let heaviest = ground.locations[0] as usize;
        let street = self.streets.get(self.locations.street[heaviest] as usize);
        let street = street
            .map(|street| street.name.clone())
            .or_else(|| commonest_text(scope.source, &rows));
        let area = area_named(self, |layer| layer.area_of.one(heaviest));
        let name = registered.map(|place| place.name.clone());
        let named = name.is_some();
        let name = name.or_else(|| street.clone()).or_else(|| area.clone());
        let place = RepeatPlace {
            id: ground.id(self),
            rank: None,
            rank_interval: None,
            name: name.unwrap_or_else(|| "unnamed place".into()),
            class: registered.map(|place| place.class.clone()),
            not_a_target: registered.and_then(|place| not_a_target(&place.class)),
            street: street.filter(|_| named),
            area,
            incidents: Count::Exact(rows.len() as u32),
            events: Count::Exact(rows_of(events).len() as u32),
            dates: Count::Exact(dates.len() as u32),
            positions: Some(ground.locations.len() as u32),
            centre: self.locations.wgs84[heaviest],
            block: None,
        };
        Some((place, rows))
    }

    /// The day an event begins on: with a window the one on which its night began.
    pub(crate) fn begins(&self, selection: &Selection, from: i64) -> Day {
        let (day, hour) = self.calendar.local(from);
        Calendar::operational_day(selection, day, hour).unwrap_or(day)
    }

    /// Gives each place the part of the week with most of its incidents.
    fn tell_blocks(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        found: &mut [(RepeatPlace, Vec<u32>)],
    ) {
        let blocks: Vec<Blocks> = found
            .iter()
            .map(|(_, rows)| Blocks::of(self, scope.source, rows))
            .collect();
        let classes: Vec<Option<&str>> = found
            .iter()
            .map(|(place, _)| place.class.as_deref())
            .collect();
        let looked_at = looked_at(selection, scope.source, scope.period);
        let told = shares(
            &blocks,
            &classes,
            &hours_of(self, scope.source, looked_at.as_ref()),
        );
        for ((place, _), block) in found.iter_mut().zip(told) {
            place.block = block;
        }
    }

    /// Coordinates of the source, at any time, that may stand for other places. What the settings
    /// asked for leave out stays out here too.
    fn suspects(&self, selection: &Selection) -> Result<Vec<Suspect>, SelectionError> {
        let whole = without(selection, &["from", "to", "window", "days", "area"]);
        let whole = counting(&whole, CountBy::Events);
        let scope = Scope::new(self, &whole, Question::Places)?;
        let source = scope.source;
        let rows = scope.scan(self, &whole).rows;
        let events = rows.iter().filter_map(|&row| {
            let location = scope.location[row as usize] as usize;
            let free = *self.locations.place.get(location)? == u32::MAX;
            let text = source.place[row as usize].map(|text| source.texts.get(text));
            free.then(|| (self.locations.position[location], text))
        });
        let found = suspects(events).into_iter().filter_map(|suspect| {
            let location = self.locations.find(suspect.at)?;
            Some(Suspect {
                at: self.locations.wgs84[location as usize],
                text: suspect.text,
                events: Count::Exact(suspect.events),
                guess: suspect.guess,
            })
        });
        Ok(found.collect())
    }
}

/// Rows by the number of their location.
fn at_locations(scope: &Scope<'_>, rows: &[u32]) -> BTreeMap<u32, Vec<u32>> {
    let mut at: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &row in rows {
        let location = scope.location[row as usize];
        if location != u32::MAX {
            at.entry(location).or_default().push(row);
        }
    }
    at
}

/// Ranks places by incidents, puts them in that order, and numbers those of one name. Returns whether
/// the ranks have intervals: those of at most so many places have.
fn rank(places: &mut [RepeatPlace], most: usize) -> bool {
    places.sort_by(|a, b| {
        let counts = b.incidents.number().cmp(&a.incidents.number());
        counts.then_with(|| a.id.cmp(&b.id))
    });
    let observed: Vec<u64> = places
        .iter()
        .map(|place| u64::from(place.incidents.number().unwrap_or(0)))
        .collect();
    for (place, rank) in places.iter_mut().zip(1..) {
        place.rank = Some(rank);
    }
    let ranked = places.len() <= most;
    if ranked && let Ok(ranks) = rank_intervals(&observed, &vec![0.0; observed.len()], SEED) {
        for (place, rank) in places.iter_mut().zip(ranks) {
            place.rank = Some(rank.rank);
            place.rank_interval = Some((rank.low, rank.high));
        }
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    for place in places {
        let times = seen.entry(place.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            place.name = format!("{} ({times})", place.name);
        }
    }
    ranked
}

fn no_targets(places: &[RepeatPlace]) -> Vec<NoTargets> {
    let mut by_class: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for place in places.iter().filter(|place| place.not_a_target.is_some()) {
        let class = by_class
            .entry(place.class.as_deref().unwrap_or_default())
            .or_default();
        class.0 += 1;
        class.1 += place.incidents.number().unwrap_or(0);
    }
    let classes = by_class.into_iter();
    classes
        .map(|(class, (places, incidents))| NoTargets {
            class: class.to_owned(),
            places,
            incidents: Count::Exact(incidents),
        })
        .collect()
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
