//! What to say of units that are no cells, and the ranked list where premises are not tested.

use beatbook_analyse::rank_intervals;
use beatbook_core::{
    Caveat, Count, HotClass, HotspotGroup, RepeatPlace, Selection, SelectionError, Unit, Verdict,
};

use crate::harm::{Weighing, rank_by_harm};
use crate::hours::hours;
use crate::naming::name_of;
use crate::scan::{Scan, Scope};
use crate::store::Store;
use crate::tested::{tested_cells, unit_of};

/// Places told where none was tested.
const TOLD: usize = 30;
/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;

impl Store {
    /// The premises with most, where they are too few to be tested, or the repeat locations where there is
    /// no register of premises. Nothing in any other case.
    pub(crate) fn ranked_untested(
        &self,
        verdict: Verdict,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Result<Vec<HotspotGroup>, SelectionError> {
        match verdict {
            Verdict::TooFewPremises => self.ranked_premises(scope, scan),
            Verdict::NoRegister => {
                let mut asked = selection.clone();
                (asked.unit, asked.against) = (Unit::default(), None);
                asked.setting = Some(scope.setting.clone());
                let found = self.places(&asked)?;
                let places = found.value.places.iter();
                let targets = places.filter(|place| place.not_a_target.is_none());
                Ok(targets.take(TOLD).map(of_place).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn ranked_premises(
        &self,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Result<Vec<HotspotGroup>, SelectionError> {
        let (number, table) = self.cells(&Unit::Premises)?;
        let (keep, _) = tested_cells(self, scope, scan, (number, table));
        let by_unit = |rows: &[u32]| {
            let mut rows_of: Vec<Vec<u32>> = vec![Vec::new(); table.cell.len()];
            for &row in rows {
                if let Some(unit) = unit_of(self, scope, number, row) {
                    rows_of[unit as usize].push(row);
                }
            }
            rows_of
        };
        let (rows_of, others_of) = (by_unit(&scan.rows), by_unit(&scan.others));
        let weighing = Weighing::new(scope.source.codes.as_ref(), scan);
        let counts: Vec<u64> = keep
            .iter()
            .map(|&unit| rows_of[unit as usize].len() as u64)
            .collect();
        let mean = counts.iter().sum::<u64>() as f64 / counts.len().max(1) as f64;
        let expected = vec![mean; counts.len()];
        let ranks = rank_intervals(&counts, &expected, SEED).unwrap_or_default();
        let mut found: Vec<HotspotGroup> = keep
            .iter()
            .zip(&ranks)
            .filter(|(unit, _)| !rows_of[**unit as usize].is_empty())
            .map(|(&unit, rank)| {
                let (at, rows) = (unit as usize, &rows_of[unit as usize]);
                let others = &others_of[at];
                let [lon, lat] = [table.centre[at].lon, table.centre[at].lat];
                let area = name_of(self, scope, table, &[at], rows).area;
                HotspotGroup {
                    id: self.unit_id(&Unit::Premises, table.cell[at]),
                    cell: self.unit_id(&Unit::Premises, table.cell[at]),
                    rank: Some(rank.rank),
                    rank_interval: Some((rank.low, rank.high)),
                    name: self
                        .unit_name(&Unit::Premises, table.cell[at])
                        .unwrap_or_default(),
                    street: None,
                    area,
                    events: Count::Exact(rows.len() as u32),
                    expected: None,
                    z: None,
                    q: None,
                    class: HotClass::None,
                    centre: table.centre[at],
                    bbox: [lon, lat, lon, lat],
                    cells: vec![table.cell[at]],
                    km2: 0.0,
                    per_km: None,
                    hours: hours(self, scope, rows),
                    one_address: None,
                    harm: weighing
                        .as_ref()
                        .and_then(|weighing| weighing.place(rows.iter().chain(others).copied())),
                }
            })
            .collect();
        found.sort_by_key(|group| group.rank);
        rank_by_harm(&mut found);
        found.truncate(TOLD);
        Ok(found)
    }

    /// What to know of a test of these units.
    pub(crate) fn about_units(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Vec<Caveat> {
        let unit = &selection.unit;
        let said = match unit {
            Unit::H3(_) | Unit::Grid150 => return Vec::new(),
            Unit::Areas(layer) => format!(
                "Counts of whole areas of {layer}, not rates: areas differ in ground, residents and visitors, and a large or busy one stands out for that alone."
            ),
            Unit::Street => {
                "Segments are tested for the metres they have: counts are dealt out over pieces of 50 m.".into()
            }
            Unit::Premises => {
                "Premises are tested by count: a large one stands out for its visitors alone.".into()
            }
        };
        let round = match unit {
            Unit::Premises => "those within 100 m",
            Unit::Street => "the segments that share a corner with it",
            _ => "the areas that share a boundary with it",
        };
        let mut caveats = vec![
            Caveat::Said(format!(
                "The figures of a place are of it and of {round} together, as they are tested: `counts` has each alone."
            )),
            Caveat::Said(said),
        ];
        if let Ok((number, table)) = self.cells(unit) {
            let outside = |row: &&u32| unit_of(self, scope, number, **row).is_none();
            let nowhere = scan.rows.iter().filter(outside).count() as u32;
            if nowhere > 0 {
                caveats.push(Caveat::Counted {
                    count: Count::Exact(nowhere),
                    of: Some(Count::Exact(scan.rows.len() as u32)),
                    what: match unit {
                        Unit::Street => "lie within 60 m of no named street and are not counted.",
                        Unit::Premises => "lie at no registered premises and are not counted.",
                        _ => "lie in none of the areas and are not counted.",
                    },
                });
            }
            let islands = (0..table.cell.len())
                .filter(|&at| table.in_study[at] && table.neighbours.of(at).is_empty())
                .count() as u32;
            if islands > 0 && matches!(unit, Unit::Areas(_)) {
                caveats.push(Caveat::Said(format!(
                    "{islands} of the areas share a boundary with no other: they are tested alone."
                )));
            }
        }
        caveats
    }
}

/// A repeat location as a place that was not tested.
fn of_place(place: &RepeatPlace) -> HotspotGroup {
    let (lon, lat) = (place.centre.lon, place.centre.lat);
    HotspotGroup {
        id: place.id.clone(),
        cell: place.id.clone(),
        rank: place.rank,
        rank_interval: place.rank_interval,
        name: place.name.clone(),
        street: place.street.clone(),
        area: place.area.clone(),
        events: place.incidents,
        expected: None,
        z: None,
        q: None,
        class: HotClass::None,
        centre: place.centre,
        bbox: [lon, lat, lon, lat],
        cells: Vec::new(),
        km2: 0.0,
        per_km: None,
        hours: None,
        one_address: None,
        harm: None,
    }
}
