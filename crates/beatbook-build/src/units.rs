//! The units that events are counted in: cells, squares, areas, street segments and premises.

use beatbook_core::{Bng, LayerId, Metres, Neighbours, Unit, Wgs84};
use beatbook_locate::{
    AreaIndex, LocateError, NetworkSegment, StudyCells, bng_to_wgs84, cells_of, neighbours_along,
    neighbours_within, shares_inside, squares_of,
};
use beatbook_store::book::CellTable;
use beatbook_store::place_class;
use geo_types::MultiPolygon;

use crate::BuildError;
use crate::setting::{Layer, NOWHERE, SLIVER, Setting};

/// Premises this near to each other are neighbours.
const NEAR: Metres = Metres(100.0);
/// Ground on both sides of a street that belongs to it, in metres: events within reach of it count there.
const BESIDE: f64 = 2.0 * 60.0;

/// The table of a grid of cells, and the number of the cell of each position in it.
pub(crate) fn cells(
    unit: &Unit,
    setting: &Setting,
    position: &[Bng],
) -> Result<(CellTable, Vec<u32>, f64), BuildError> {
    let covering = |ground: &MultiPolygon<f64>| match unit {
        Unit::H3(size) => StudyCells::new(ground, *size),
        _ => StudyCells::squares(ground),
    };
    let wrong = |error: LocateError| BuildError::locate("the study area")(error);
    let study = covering(&setting.study).map_err(wrong)?;
    let ground = study.km2.iter().zip(&study.share_inside);
    let km2 = ground.map(|(km2, share)| km2 * f64::from(*share)).sum();
    let inside = study.cells.clone();
    let all = match &setting.ring {
        Some(ring) => covering(&ring.with_study).map_err(wrong)?,
        None => study,
    };
    let found = match unit {
        Unit::H3(size) => cells_of(position, *size),
        _ => squares_of(position),
    };
    let number = |cell: u64| all.position(cell).map_or(u32::MAX, |number| number as u32);
    let of_position = found.into_iter().map(number).collect();
    Ok((table_of(all, &inside, setting)?, of_position, km2))
}

fn table_of(study: StudyCells, inside: &[u64], setting: &Setting) -> Result<CellTable, BuildError> {
    let grid = beatbook_locate::Transformer::new(
        beatbook_core::Crs::Wgs84,
        &beatbook_core::Transform::Ostn15,
    )
    .map_err(BuildError::locate("cell centres"))?;
    let mut centres: Vec<[f64; 2]> = study.centres.iter().map(|c| [c.lon, c.lat]).collect();
    grid.to_bng(&mut centres);
    let centres: Vec<Bng> = centres
        .iter()
        .map(|&[easting, northing]| Bng { easting, northing })
        .collect();
    Ok(CellTable {
        area: areas_of(&setting.layers, &centres),
        share: study
            .share_inside
            .iter()
            .map(|&share| f64::from(share))
            .collect(),
        in_study: study
            .cells
            .iter()
            .map(|cell| inside.binary_search(cell).is_ok())
            .collect(),
        cell: study.cells,
        km2: study.km2,
        centre: study.centres,
        ring: study.rings,
        neighbours: study.neighbours,
    })
}

fn areas_of(layers: &[Layer], positions: &[Bng]) -> Vec<(LayerId, Vec<u32>)> {
    let area = |layer: &Layer| (layer.id.clone(), layer.areas_at(positions));
    layers.iter().map(area).collect()
}

/// What becomes a table: units with a number of their own, on the grid.
struct Units {
    number: Vec<u32>,
    share: Vec<f64>,
    in_study: Vec<bool>,
    km2: Vec<f64>,
    middle: Vec<Bng>,
    /// West, south, east, north.
    bounds: Vec<[f64; 4]>,
    neighbours: Neighbours,
}

impl Units {
    fn into_table(self, setting: &Setting) -> CellTable {
        let corners = |&[west, south, east, north]: &[f64; 4]| {
            let corners = [
                (west, south),
                (east, south),
                (east, north),
                (west, north),
                (west, south),
            ];
            let corners = corners.map(|(easting, northing)| Bng { easting, northing });
            let ring = bng_to_wgs84(&corners);
            ring.iter().map(|c: &Wgs84| [c.lon, c.lat]).collect()
        };
        CellTable {
            cell: self.number.iter().map(|&number| number.into()).collect(),
            share: self.share,
            in_study: self.in_study,
            km2: self.km2,
            centre: bng_to_wgs84(&self.middle),
            area: areas_of(&setting.layers, &self.middle),
            ring: self.bounds.iter().map(corners).collect(),
            neighbours: self.neighbours,
        }
    }
}

/// The areas of a layer that share ground with the study area or the ring beyond it. `None` where there
/// are none.
pub(crate) fn areas(number: usize, setting: &Setting) -> Option<CellTable> {
    let layer = &setting.layers[number];
    let polygons = &layer.polygons;
    let (study, share) = if number == 0 {
        (vec![1.0; polygons.len()], vec![1.0; polygons.len()])
    } else {
        let study = shares_inside(polygons, &setting.study);
        let ring = setting.ring.as_ref();
        let share = ring.map(|ring| shares_inside(polygons, &ring.with_study));
        let share = share.unwrap_or_else(|| study.clone());
        (study, share)
    };
    let keep: Vec<usize> = (0..polygons.len()).filter(|&at| share[at] > 0.0).collect();
    if keep.is_empty() {
        return None;
    }
    let kept: Vec<MultiPolygon<f64>> = keep.iter().map(|&at| polygons[at].clone()).collect();
    let of = |value: &[f64]| keep.iter().map(|&at| value[at]).collect::<Vec<_>>();
    let units = Units {
        number: keep.iter().map(|&at| at as u32).collect(),
        in_study: of(&study).iter().map(|&share| share > 0.0).collect(),
        share: of(&share),
        km2: kept
            .iter()
            .map(|area| beatbook_locate::square_metres(area) / 1e6)
            .collect(),
        middle: kept.iter().map(beatbook_locate::middle_of).collect(),
        bounds: kept.iter().map(bounds_of).collect(),
        neighbours: neighbours_along(&kept, SLIVER),
    };
    Some(units.into_table(setting))
}

/// Every named segment of the street network whose middle lies in the study area or the ring beyond it;
/// those that share a node are neighbours. `None` where there are none.
pub(crate) fn streets(setting: &Setting) -> Option<CellTable> {
    let segments = setting.network.segments();
    let middles: Vec<Bng> = segments.iter().map(NetworkSegment::middle).collect();
    let inside = Inside::new(setting);
    let is_unit = |&at: &usize| {
        let line = setting.streets.get(segments[at].line as usize);
        line.is_some_and(|line| !line.name.is_empty()) && inside.any(middles[at])
    };
    let keep: Vec<usize> = (0..segments.len()).filter(is_unit).collect();
    if keep.is_empty() {
        return None;
    }
    let mut at_node: std::collections::HashMap<u32, Vec<usize>> = std::collections::HashMap::new();
    for (position, &at) in keep.iter().enumerate() {
        for node in [segments[at].from, segments[at].to] {
            at_node.entry(node).or_default().push(position);
        }
    }
    let lists = keep.iter().enumerate().map(|(position, &at)| {
        let nodes = [segments[at].from, segments[at].to].into_iter();
        let others = nodes.flat_map(|node| at_node[&node].iter().copied());
        others.filter(|&other| other != position).collect()
    });
    let lists: Vec<Vec<usize>> = lists.collect();
    let middle: Vec<Bng> = keep.iter().map(|&at| middles[at]).collect();
    let units = Units {
        number: keep.iter().map(|&at| at as u32).collect(),
        share: vec![1.0; keep.len()],
        in_study: middle.iter().map(|&at| inside.study(at)).collect(),
        km2: keep
            .iter()
            .map(|&at| segments[at].metres * BESIDE / 1e6)
            .collect(),
        middle,
        bounds: keep
            .iter()
            .map(|&at| bounds(segments[at].course.0.iter().copied()))
            .collect(),
        neighbours: Neighbours::from_lists(&lists)
            .expect("positions in a list, and none beside itself"),
    };
    Some(units.into_table(setting))
}

/// The registered places of the study area and the ring beyond it where nobody lives; those within
/// [`NEAR`] of each other are neighbours. `None` where there are none.
pub(crate) fn premises(setting: &Setting) -> Option<CellTable> {
    let inside = Inside::new(setting);
    let keep: Vec<usize> = (0..setting.places.len())
        .filter(|&at| {
            let class = &setting.places[at].class;
            place_class::is_non_residential(class) && inside.any(setting.place_points[at])
        })
        .collect();
    if keep.is_empty() {
        return None;
    }
    let middle: Vec<Bng> = keep.iter().map(|&at| setting.place_points[at]).collect();
    let reach = std::f64::consts::PI * (NEAR.0 / 2.0).powi(2);
    let units = Units {
        number: keep.iter().map(|&at| at as u32).collect(),
        share: vec![1.0; keep.len()],
        in_study: middle.iter().map(|&at| inside.study(at)).collect(),
        km2: vec![reach / 1e6; keep.len()],
        bounds: middle
            .iter()
            .map(|at| [at.easting, at.northing, at.easting, at.northing])
            .collect(),
        neighbours: neighbours_within(&middle, NEAR),
        middle,
    };
    Some(units.into_table(setting))
}

/// What lies in the study area, and what in the ring beyond it.
struct Inside<'a> {
    study: AreaIndex,
    setting: &'a Setting,
}

impl<'a> Inside<'a> {
    fn new(setting: &'a Setting) -> Self {
        Self {
            study: AreaIndex::new(std::slice::from_ref(&setting.study)),
            setting,
        }
    }

    fn study(&self, at: Bng) -> bool {
        at != NOWHERE && self.study.locate(at).is_some()
    }

    fn any(&self, at: Bng) -> bool {
        let beyond = || {
            self.setting
                .ring
                .as_ref()
                .is_some_and(|ring| ring.contains(at))
        };
        at.easting.is_finite() && (self.study(at) || beyond())
    }
}

fn bounds_of(area: &MultiPolygon<f64>) -> [f64; 4] {
    bounds(
        area.iter()
            .flat_map(|part| part.exterior().0.iter().copied()),
    )
}

fn bounds(corners: impl Iterator<Item = geo_types::Coord<f64>>) -> [f64; 4] {
    let nothing = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    corners.fold(nothing, |[west, south, east, north], at| {
        [
            west.min(at.x),
            south.min(at.y),
            east.max(at.x),
            north.max(at.y),
        ]
    })
}
