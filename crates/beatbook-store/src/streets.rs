//! Streets ranked by what happens along them, and how few of them hold most of it.

use std::collections::HashMap;
use std::sync::Arc;

use beatbook_analyse::{
    Network, NetworkDensity, NetworkDensityParams, NetworkKernel, OnSegment, network_density,
};
use beatbook_core::{
    Answer, Caveat, Count, Method, RankedStreet, Selection, SelectionError, StreetKernel,
    StreetPeak, StreetUnit, Streets, StreetsAsked,
};

use crate::book::StreetNetwork;
use crate::naming::{area_named, snapped};
use crate::scan::{Question, Scan, Scope};
use crate::store::Store;
use crate::street_names::StreetNames;
use crate::street_ranking::{P_VALUE, Ranking, TENTHS, TOLD, concentration, too_short};

/// An incident lies on a street within this distance, in metres: as a street names a position when a
/// book is built.
const REACH: f64 = 60.0;
/// Where more than this share of the incidents is on no street, many streets are missing.
const MANY_OFF: f64 = 0.2;
/// A density that would follow more paths than this, some seconds of work, is not worked out.
const MOST_PATHS: u64 = 50_000_000;

/// The streets of the area looked at, and what lies on them.
pub(crate) struct View<'a> {
    pub(crate) network: &'a StreetNetwork,
    /// For each segment: number of the unit it belongs to, `u32::MAX` outside the area looked at.
    pub(crate) unit: Vec<u32>,
    /// For each unit: its segments.
    pub(crate) segments: Vec<Vec<u32>>,
    /// For each unit: the first segment of the whole street, inside or not, or the segment itself.
    first: Vec<u32>,
    /// For each segment: what lies on it.
    pub(crate) counts: Vec<u32>,
    off: u32,
    beyond: u32,
    /// Where all that was selected lies, that of the ring and of streets outside the area too: it is
    /// spread along the whole network.
    spread: Vec<OnSegment>,
}

impl Store {
    /// The streets of a selection, or their segments, ranked by incidents for each kilometre or by
    /// incidents; worked out once for each canonical selection.
    ///
    /// An incident counts on the nearest segment within 60 m. Each unit is tested against all incidents
    /// spread evenly along the streets looked at. An area limits the network to the segments whose
    /// middle it holds.
    ///
    /// # Errors
    /// [`SelectionError`] when the book has no streets or cannot answer the selection, naming the part
    /// and what it can answer.
    pub fn streets_ranked(
        &self,
        selection: &Selection,
        asked: &StreetsAsked,
    ) -> Result<Arc<Answer<Streets>>, SelectionError> {
        let question = format!("{selection}&{asked}");
        self.answers
            .get_or_make(question, || self.rank_streets(selection, *asked))
    }

    fn rank_streets(
        &self,
        selection: &Selection,
        asked: StreetsAsked,
    ) -> Result<Answer<Streets>, SelectionError> {
        let network = self.network.as_ref().ok_or_else(no_streets)?;
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let scan = scope.scan(self, selection);
        let view = View::new(self, network, &scope, &scan, asked.unit);
        if view.segments.is_empty() {
            let reason = "no street of the book has its middle in this area; choose a larger one";
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        let ranked = Ranking::new(&view, asked)?;
        let (density, not_spread) = view.density(asked)?;
        let value = self.told(&view, &ranked, density.as_ref(), asked);
        let total = value.incidents.number().unwrap_or(0);
        let method = Method {
            statistic: "incidents along streets",
            p_value: P_VALUE.into(),
            correction: "Benjamini-Hochberg",
            alpha: self.about().alpha,
            units: value.all,
            mean: f64::from(total) / f64::from(value.all),
            against: "the same incidents spread evenly along all streets looked at".into(),
        };
        let method = (total > 0).then_some(method);
        let mut answer = self.answer(value, method, selection, &scope, &scan);
        answer.caveats.extend(view.caveats(&scope));
        answer.caveats.extend(not_spread.map(Caveat::Said));
        Ok(answer)
    }

    fn told(
        &self,
        view: &View<'_>,
        ranked: &Ranking,
        density: Option<&NetworkDensity>,
        asked: StreetsAsked,
    ) -> Streets {
        let names = StreetNames::new(&self.streets, view.network);
        let mut streets: Vec<RankedStreet> = (0..view.segments.len())
            .filter(|&unit| view.count(unit) > 0)
            .map(|unit| {
                let segments = &view.segments[unit];
                let first = segments[0];
                let area = |number: &[u32]| number.get(first as usize).copied();
                let area = area_named(self, |layer| {
                    let areas = view.network.area.iter().find(|(id, _)| *id == layer.id);
                    areas.and_then(|(_, areas)| area(areas)).unwrap_or(u32::MAX)
                });
                let line = self.streets.get(view.network.line[first as usize] as usize);
                let (one, rank) = (ranked.unit(unit), ranked.rank(unit));
                let interval = one.per_km_interval;
                let (middle, id) = (names.middle(first), names.middle(view.first[unit]));
                RankedStreet {
                    id: format!("{:.5},{:.5}", id.lon, id.lat),
                    rank: rank.map(|rank| rank.rank),
                    rank_interval: rank.map(|rank| (rank.low, rank.high)),
                    name: names
                        .of(first)
                        .or_else(|| Some(format!("unnamed road in {}", area.as_ref()?)))
                        .unwrap_or_else(|| "unnamed road".into()),
                    between: (asked.unit == StreetUnit::Segments).then(|| names.between(first)),
                    class: line.map(|line| line.class.clone()).unwrap_or_default(),
                    area,
                    incidents: Count::Exact(view.count(unit)),
                    metres: view.metres(unit),
                    segments: segments.len() as u32,
                    too_short: too_short(view.metres(unit)),
                    per_km: Some(one.per_km),
                    per_km_interval: Some((interval.low, interval.high)),
                    expected: Some(one.expected),
                    q: Some(one.q),
                    stands_out: Some(one.q <= self.about().alpha),
                    peak: density.and_then(|density| peak(density, segments, &names)),
                    middle,
                    lines: segments
                        .iter()
                        .map(|&segment| {
                            let course = view.network.course[segment as usize].coords();
                            course.map(|corner| [corner.x, corner.y]).collect()
                        })
                        .collect(),
                }
            })
            .collect();
        // Those without a rank come last, the ones with most first.
        streets.sort_by_key(|street| {
            let count = street.incidents.number().unwrap_or(0);
            (street.rank.unwrap_or(u32::MAX), std::cmp::Reverse(count))
        });
        tell_apart(&mut streets, asked.unit);
        let inside = view.inside();
        let metres: f64 = inside.iter().map(|&s| view.network.metres[s]).sum();
        let incidents = inside.iter().map(|&s| view.counts[s]).sum();
        Streets {
            asked,
            all: view.segments.len() as u32,
            segments: inside.len() as u32,
            km: metres / 1_000.0,
            incidents: Count::Exact(incidents),
            off: Count::Exact(view.off),
            beyond: Count::Exact(view.beyond),
            reach: REACH,
            concentration: concentration(view, &TOLD),
            lorenz: concentration(view, &TENTHS),
            standing_out: Some(
                streets
                    .iter()
                    .filter(|s| s.stands_out == Some(true))
                    .count() as u32,
            ),
            withheld: 0,
            streets,
        }
    }
}

impl<'a> View<'a> {
    fn new(
        store: &Store,
        network: &'a StreetNetwork,
        scope: &Scope<'_>,
        scan: &Scan,
        asked: StreetUnit,
    ) -> Self {
        let areas_of = |id: &beatbook_core::LayerId| {
            let found = network.area.iter().find(|(layer, _)| layer == id);
            found.map_or(&[][..], |(_, areas)| areas)
        };
        let (areas, wanted) = match scope.area {
            Some((layer, number)) => (areas_of(&layer.id), Some((layer, number))),
            // The first layer is the one whose union is the study area.
            None => (
                store.layers.first().map_or(&[][..], |l| areas_of(&l.id)),
                None,
            ),
        };
        let is_inside = |segment: usize| {
            let area = areas.get(segment).copied().unwrap_or(u32::MAX);
            wanted.map_or(area != u32::MAX, |(layer, wanted)| {
                layer.area_of.says(area, wanted)
            })
        };
        let mut unit = vec![u32::MAX; network.len()];
        let mut segments: Vec<Vec<u32>> = Vec::new();
        let mut number_of = HashMap::new();
        let mut begins = HashMap::new();
        for (segment, &street) in (0..).zip(&network.street) {
            begins.entry(street).or_insert(segment);
        }
        let mut first = Vec::new();
        for segment in (0..network.len()).filter(|&segment| is_inside(segment)) {
            let key = match asked {
                StreetUnit::Streets => network.street[segment],
                StreetUnit::Segments => segment as u32,
            };
            let number = *number_of.entry(key).or_insert_with(|| {
                segments.push(Vec::new());
                first.push(match asked {
                    StreetUnit::Streets => begins[&key],
                    StreetUnit::Segments => key,
                });
                segments.len() - 1
            });
            unit[segment] = number as u32;
            segments[number].push(segment as u32);
        }
        let on = |row: u32| {
            let location = scope.location[row as usize] as usize;
            store.locations.segment.get(location).copied().flatten()
        };
        let mut view = Self {
            network,
            counts: vec![0; network.len()],
            unit,
            segments,
            first,
            off: 0,
            beyond: 0,
            spread: Vec::new(),
        };
        for &row in &scan.rows {
            match on(row).map(|on| on.segment as usize) {
                None => view.off += 1,
                Some(segment) if view.unit[segment] == u32::MAX => view.beyond += 1,
                Some(segment) => view.counts[segment] += 1,
            }
        }
        let spread = scan.with_ring().filter_map(on);
        view.spread = spread
            .map(|on| OnSegment {
                segment: on.segment,
                along: on.along,
            })
            .collect();
        view
    }

    /// Numbers of the segments in the area looked at.
    pub(crate) fn inside(&self) -> Vec<usize> {
        let units = self.unit.iter().enumerate();
        let inside = units.filter(|(_, unit)| **unit != u32::MAX);
        inside.map(|(segment, _)| segment).collect()
    }

    /// How many units something happened on.
    pub(crate) fn with_incidents(&self) -> usize {
        let units = 0..self.segments.len();
        units.filter(|&unit| self.count(unit) > 0).count()
    }

    /// What lies on a unit.
    pub(crate) fn count(&self, unit: usize) -> u32 {
        let segments = self.segments[unit].iter();
        segments.map(|&segment| self.counts[segment as usize]).sum()
    }

    /// The length of a unit in the area looked at.
    pub(crate) fn metres(&self, unit: usize) -> f64 {
        let segments = self.segments[unit].iter();
        segments
            .map(|&segment| self.network.metres[segment as usize])
            .sum()
    }

    /// The density along all streets of the book, or why there is none.
    fn density(
        &self,
        asked: StreetsAsked,
    ) -> Result<(Option<NetworkDensity>, Option<String>), SelectionError> {
        if self.spread.is_empty() {
            return Ok((None, None));
        }
        let StreetNetwork {
            from, to, metres, ..
        } = self.network;
        let ends = from.iter().zip(to).zip(metres);
        let segments: Vec<_> = ends.map(|((&from, &to), &m)| (from, to, m)).collect();
        let kernel = match asked.kernel {
            StreetKernel::Simple => NetworkKernel::Simple,
            StreetKernel::Discontinuous => NetworkKernel::Discontinuous,
            StreetKernel::Continuous => NetworkKernel::Continuous,
        };
        let damaged = |reason: String| SelectionError::new("radius", reason, [""; 0]);
        let network = Network::new(self.network.nodes(), &segments);
        let network = network.map_err(|e| damaged(e.to_string()))?;
        let params = NetworkDensityParams::new(kernel, f64::from(asked.radius))
            .map_err(|e| damaged(e.to_string()))?
            .with_most_paths(MOST_PATHS);
        Ok(match network_density(&network, &self.spread, &params) {
            Ok(density) => (Some(density), None),
            Err(reason) => (
                None,
                Some(format!("No peak along the streets is told: {reason}.")),
            ),
        })
    }

    fn caveats(&self, scope: &Scope<'_>) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let on: u32 = self.counts.iter().sum();
        let all = on + self.off + self.beyond;
        let mut counted = |count: u32, what: &'static str| {
            if count > 0 {
                caveats.push(Caveat::Counted {
                    count: Count::Exact(count),
                    of: Some(Count::Exact(all)),
                    what,
                });
            }
        };
        counted(
            self.off,
            "lie more than 60 m from any street of the book: they are on none.",
        );
        counted(
            self.beyond,
            "lie on a piece of street whose middle is outside the area looked at: they are on none of those listed.",
        );
        let said = |text: &str| Caveat::Said(text.to_owned());
        if f64::from(self.off) > MANY_OFF * f64::from(all) {
            caveats.push(said(
                "Many lie off all streets, so the file of streets may lack many; what happened on a street that it lacks counts on one within 60 m.",
            ));
        }
        if snapped(scope.source) {
            caveats.push(said(
                "Published anchors stand in the middle of streets: what is counted on a segment is what was moved to its anchors, from other segments too.",
            ));
        }
        caveats.push(said(
            "What happened at a junction counts on one of its streets, the first in the file.",
        ));
        caveats
    }
}

/// Streets of one name in different parts of the town bear their area too.
fn tell_apart(streets: &mut [RankedStreet], unit: StreetUnit) {
    if unit == StreetUnit::Segments {
        return; // the streets at their ends tell them apart
    }
    let mut times: HashMap<String, u32> = HashMap::new();
    for street in streets.iter() {
        *times.entry(street.name.clone()).or_default() += 1;
    }
    for street in streets {
        if let (Some(2..), Some(area)) = (times.get(&street.name), &street.area) {
            street.name = format!("{} ({area})", street.name);
        }
    }
}

/// The densest point of a unit.
fn peak(density: &NetworkDensity, segments: &[u32], names: &StreetNames<'_>) -> Option<StreetPeak> {
    let pieces = segments
        .iter()
        .flat_map(|&segment| density.lixels_of(segment));
    // Of equals the last; the pieces are in a fixed order.
    let highest = pieces.max_by(|a, b| a.per_metre.total_cmp(&b.per_metre))?;
    Some(StreetPeak {
        per_km: highest.per_km(),
        at: names.along(highest.segment, f64::midpoint(highest.from, highest.to)),
    })
}

fn no_streets() -> SelectionError {
    let reason = "the book has no streets; add [streets] with path = \"...\" (a file of lines) and name = \"...\" (the field with their names) to beatbook.toml and build it again";
    SelectionError::new("streets", reason, [""; 0])
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;
