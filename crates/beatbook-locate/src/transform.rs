//! From the coordinates of a file to the British National Grid, and back to WGS 84 for display.
//!
//! - OSTN15 is Ordnance Survey's definition of the National Grid, good to centimetres: "Transformations
//!   and OSGM15 User Guide", by the `lonlat_bng` crate, whose grid is compiled in.
//! - Helmert is the 7-parameter transform EPSG:1314, good to some five metres. data.police.uk publishes
//!   longitude and latitude made with it, and only its inverse gives back the grid reference.
//! - Other EPSG codes go through PROJ to WGS 84 and on by the file's transform; codes that are
//!   themselves on the OSGB36 datum go to the grid directly.

use std::cell::{Cell, RefCell};

use beatbook_core::{Bng, Crs, Transform, Wgs84};
use geo::{CoordsIter, Geometry, MapCoords, MapCoordsInPlace, MultiPolygon};
use proj::{Proj, ProjBuilder};
use rayon::prelude::*;

use crate::{LocateError, proj_database};

/// EPSG:1314 written out, so that neither a database nor a grid file is needed. Degrees to EPSG:27700.
const HELMERT: &str = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad \
    +step +proj=cart +ellps=WGS84 \
    +step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 \
    +convention=position_vector \
    +step +inv +proj=cart +ellps=airy \
    +step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy";

/// On the OSGB36 datum already: geographic, and the grid with a height.
const OSGB36: [u32; 2] = [4277, 7405];

/// Fewer positions than this are not worth a second thread (or a second PROJ object).
const CHUNK: usize = 4_096;

/// Takes the coordinates of one file to the British National Grid. Cheap to keep, safe to share.
#[derive(Debug, Clone, PartialEq)]
pub struct Transformer {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// Degrees to grid.
    Ostn15,
    /// Degrees to grid by a pipeline without database.
    Pipeline(String),
    /// An EPSG code to another reference system, by the database.
    Epsg { code: u32, to: &'static str },
}

impl Transformer {
    /// Prepares the way from a file's reference system to the grid. `transform` says how degrees become
    /// metres; it has no meaning for a file that is on the grid already.
    ///
    /// # Errors
    /// [`LocateError::Pipeline`], [`LocateError::NotToGrid`] or [`LocateError::Epsg`] when PROJ cannot
    /// use what is asked for; [`LocateError::Database`] when an EPSG code needs PROJ's register and no
    /// cache folder can be written.
    pub fn new(crs: Crs, transform: &Transform) -> Result<Self, LocateError> {
        let from_degrees = match transform {
            Transform::Ostn15 => Step::Ostn15,
            Transform::Helmert => Step::Pipeline(HELMERT.into()),
            Transform::Proj(pipeline) => Step::Pipeline(pipeline.clone()),
        };
        let steps = match crs {
            Crs::Bng => vec![],
            Crs::Wgs84 => vec![from_degrees],
            Crs::Epsg(code) if OSGB36.contains(&code) => {
                let to = "EPSG:27700";
                vec![Step::Epsg { code, to }]
            }
            Crs::Epsg(code) => {
                let to = "EPSG:4326";
                vec![Step::Epsg { code, to }, from_degrees]
            }
        };
        steps.iter().try_for_each(Step::check)?;
        Ok(Self { steps })
    }

    /// Turns `[x, y]` (longitude first) into `[easting, northing]`, in place. Both become NaN where that
    /// cannot be done: no number, no such place on Earth, or off the OSTN15 grid, which covers Great
    /// Britain and the sea around it.
    pub fn to_bng(&self, positions: &mut [[f64; 2]]) {
        let threads = rayon::current_num_threads().max(1);
        let chunk = positions.len().div_ceil(threads).max(CHUNK);
        let on_chunk = |part: &mut [[f64; 2]]| self.steps.iter().for_each(|step| step.apply(part));
        if positions.len() <= CHUNK {
            on_chunk(positions);
        } else {
            positions.par_chunks_mut(chunk).for_each(on_chunk);
        }
    }

    /// One position. For many, [`Transformer::to_bng`] is much faster.
    pub fn one(&self, x: f64, y: f64) -> Option<Bng> {
        let mut position = [[x, y]];
        self.to_bng(&mut position);
        let [[easting, northing]] = position;
        let there = easting.is_finite() && northing.is_finite();
        there.then_some(Bng { easting, northing })
    }

    /// Turns the corners of areas into grid metres, in place.
    ///
    /// # Errors
    /// [`LocateError::AreasOffGrid`] when areas have corners off the British National Grid; all are
    /// then left as they were.
    pub fn polygons_to_bng(&self, areas: &mut [MultiPolygon<f64>]) -> Result<(), LocateError> {
        let before: Vec<[f64; 2]> = areas.iter().flat_map(corners_of).collect();
        let mut after = before.clone();
        self.to_bng(&mut after);
        let mut corner = 0;
        let (mut off, mut first) = (0, None);
        for area in areas.iter() {
            let own = corner..corner + area.coords_count();
            corner = own.end;
            if let Some(lost) = own.into_iter().find(|&at| !on_grid(after[at])) {
                off += 1;
                first = first.or(Some(before[lost]));
            }
        }
        if let Some([x, y]) = first {
            return Err(LocateError::AreasOffGrid {
                off,
                areas: areas.len() as u64,
                x,
                y,
            });
        }
        let moved = Moved::new(after);
        for area in areas {
            area.map_coords_in_place(|corner| moved.next().unwrap_or(corner));
        }
        Ok(())
    }

    /// Turns the corners of any shape into grid metres, in place.
    ///
    /// # Errors
    /// [`LocateError::CornerOffGrid`] for the first corner without a place on the grid; the shape is
    /// then left as it was.
    pub fn geometry_to_bng(&self, geometry: &mut Geometry<f64>) -> Result<(), LocateError> {
        let moved = Moved::new(self.corners_to_bng(&corners_of(geometry))?);
        geometry.map_coords_in_place(|corner| moved.next().unwrap_or(corner));
        Ok(())
    }

    fn corners_to_bng(&self, before: &[[f64; 2]]) -> Result<Vec<[f64; 2]>, LocateError> {
        let mut after = before.to_vec();
        self.to_bng(&mut after);
        let off = |[x, y]: &[f64; 2]| !(x.is_finite() && y.is_finite());
        match after.iter().position(off) {
            Some(lost) => Err(LocateError::CornerOffGrid(before[lost][0], before[lost][1])),
            None => Ok(after),
        }
    }
}

/// Whether a position lies where the British National Grid is used: 700 by 1,300 km.
fn on_grid([x, y]: [f64; 2]) -> bool {
    (0.0..=700_000.0).contains(&x) && (0.0..=1_300_000.0).contains(&y)
}

/// The corners of a shape, in the order in which `map_coords` visits them.
fn corners_of<G: MapCoords<f64, f64>>(shape: &G) -> Vec<[f64; 2]> {
    let seen = RefCell::new(Vec::new());
    shape.map_coords(|corner| {
        seen.borrow_mut().push([corner.x, corner.y]);
        corner
    });
    seen.into_inner()
}

/// Hands out moved corners one by one.
struct Moved {
    corners: Vec<[f64; 2]>,
    at: Cell<usize>,
}

impl Moved {
    fn new(corners: Vec<[f64; 2]>) -> Self {
        let at = Cell::new(0);
        Self { corners, at }
    }

    fn next(&self) -> Option<geo::Coord<f64>> {
        let at = self.at.replace(self.at.get() + 1);
        self.corners.get(at).map(|&[x, y]| geo::Coord { x, y })
    }
}

impl Step {
    /// Builds the PROJ object once, so that a fault shows before any row is read.
    fn check(&self) -> Result<(), LocateError> {
        let wrong = |reason: String| match self {
            Self::Epsg { code, .. } => LocateError::Epsg {
                code: *code,
                reason,
            },
            Self::Ostn15 => LocateError::Pipeline {
                pipeline: "ostn15".into(),
                reason,
            },
            Self::Pipeline(text) => LocateError::Pipeline {
                pipeline: text.clone(),
                reason,
            },
        };
        let Some(proj) = self.proj()? else {
            return Ok(());
        };
        let proj = proj.map_err(wrong)?;
        if let Self::Pipeline(text) = self {
            let (x, y): (f64, f64) = proj
                .convert((-2.0, 54.0))
                .map_err(|why| wrong(why.to_string()))?;
            // True: 400 km east, about 456 km north; any honest transform is within a kilometre.
            let near = (x - 400_000.0).abs() < 1_000.0 && (y - 456_300.0).abs() < 1_500.0;
            if !near {
                return Err(LocateError::NotToGrid(text.clone(), x, y));
            }
        }
        Ok(())
    }

    /// A PROJ object for this thread, since these cannot be shared; `None` where PROJ is not used.
    fn proj(&self) -> Result<Option<Result<Proj, String>>, LocateError> {
        Ok(match self {
            Self::Ostn15 => None,
            Self::Pipeline(text) => Some(Proj::new(text).map_err(|why| why.to_string())),
            Self::Epsg { code, to } => {
                let mut builder = ProjBuilder::new();
                let folder = proj_database::folder()?;
                let found = builder
                    .set_search_paths(folder)
                    .map_err(|why| why.to_string());
                let from = format!("EPSG:{code}");
                Some(found.and_then(|()| {
                    let proj = builder.proj_known_crs(&from, to, None);
                    proj.map_err(|why| why.to_string())
                }))
            }
        })
    }

    fn apply(&self, positions: &mut [[f64; 2]]) {
        match self.proj() {
            Ok(None) => positions.iter_mut().for_each(|p| *p = ostn15(*p)),
            Ok(Some(Ok(proj))) => positions.iter_mut().for_each(|p| {
                *p = if p[0].is_finite() && p[1].is_finite() {
                    match proj.convert((p[0], p[1])) {
                        Ok((x, y)) if x.is_finite() && y.is_finite() => [x, y],
                        _ => NOWHERE,
                    }
                } else {
                    NOWHERE
                };
            }),
            // Built once already by `check`: only a cache folder that vanished since leads here.
            Ok(Some(Err(_))) | Err(_) => positions.fill(NOWHERE),
        }
    }
}

const NOWHERE: [f64; 2] = [f64::NAN; 2];

fn ostn15([lon, lat]: [f64; 2]) -> [f64; 2] {
    match lonlat_bng::convert_osgb36(lon, lat) {
        Ok((easting, northing)) => [easting, northing],
        Err(_) => NOWHERE,
    }
}

/// Grid positions as longitude and latitude by OSTN15, to the millimetre; NaN off its grid.
pub fn bng_to_wgs84(positions: &[Bng]) -> Vec<Wgs84> {
    positions
        .par_iter()
        .with_min_len(1_024)
        .map(|&p| to_wgs84(p))
        .collect()
}

pub(crate) fn to_wgs84(Bng { easting, northing }: Bng) -> Wgs84 {
    let (lon, lat) =
        lonlat_bng::convert_osgb36_to_ll(easting, northing).unwrap_or((f64::NAN, f64::NAN));
    Wgs84 { lon, lat }
}

/// The corners of a shape on the grid as longitude and latitude by OSTN15.
pub(crate) fn corners_to_wgs84<G: MapCoords<f64, f64>>(shape: &G) -> G::Output {
    shape.map_coords(|corner| {
        let there = to_wgs84(Bng {
            easting: corner.x,
            northing: corner.y,
        });
        geo::Coord {
            x: there.lon,
            y: there.lat,
        }
    })
}

#[cfg(test)]
#[path = "transform_tests.rs"]
mod tests;
