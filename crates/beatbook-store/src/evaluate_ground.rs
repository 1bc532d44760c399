//! Which ground is the target, which the ring round it and which the comparison.

use std::collections::HashSet;

use beatbook_core::{
    Bng, ComparedWith, EvaluateAsked, Metres, RingOf, Selection, SelectionError, Target, Wgs84,
};
use geo::{Contains, Distance, Euclidean, MapCoords};
use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon, coord};

use crate::naming::{name_of, nearest_street};
use crate::plane::Plane;
use crate::scan::{Scan, Scope};
use crate::store::{Layer, Store};

/// What a location is in an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Of the target: number of the place in it.
    Place(u32),
    /// Round it.
    Ring,
    /// Of the comparison: number of the place in it.
    Compared(u32),
    /// Of none.
    Beside,
}

/// The grounds of an evaluation.
pub(crate) struct Grounds {
    /// By location.
    pub(crate) role: Vec<Role>,
    pub(crate) place: String,
    pub(crate) ring: Option<String>,
    pub(crate) comparison: String,
}

/// Where the target is.
enum Outline<'a> {
    Areas(&'a Layer, Vec<u32>),
    Cells(usize, HashSet<u32>, MultiPolygon<f64>),
    Circle(Bng, f64),
}

impl Store {
    pub(crate) fn evaluated_grounds(
        &self,
        selection: &Selection,
        asked: &EvaluateAsked,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Result<Grounds, SelectionError> {
        let plane = Plane::of(&self.locations).ok_or_else(|| {
            let reason =
                "the book holds no event in the study area, so there is no ground to look at";
            SelectionError::new("target", reason, [""; 0])
        })?;
        let (outline, place) = self.outline(selection, asked, scope, scan, &plane)?;
        let locations = self.locations.len();
        let mut role = vec![Role::Beside; locations];
        for (location, role) in role.iter_mut().enumerate() {
            if let Some(number) = self.place_of(&outline, location) {
                *role = Role::Place(number);
            }
        }
        let ring = match &asked.ring {
            None => None,
            Some(RingOf::Areas(areas)) => {
                let (layer, numbers, names) = self.areas_named("ring", areas)?;
                scope.check_layer(self, selection, layer, "ring")?;
                give(&mut role, layer, &numbers, |_| Role::Ring);
                Some(names)
            }
            Some(RingOf::Within(metres)) => {
                self.give_ring(&mut role, &outline, &plane, *metres);
                Some(format!("the ring of {} m round it", metres.0))
            }
        };
        let comparison = match &asked.comparison {
            ComparedWith::Rest => {
                let left = role.iter_mut().filter(|role| **role == Role::Beside);
                left.for_each(|role| *role = Role::Compared(0));
                "the rest of the study area".to_owned()
            }
            ComparedWith::Areas(areas) => {
                let (layer, numbers, names) = self.areas_named("comparison", areas)?;
                scope.check_layer(self, selection, layer, "comparison")?;
                give(&mut role, layer, &numbers, Role::Compared);
                names
            }
        };
        Ok(Grounds {
            role,
            place,
            ring,
            comparison,
        })
    }

    fn outline<'a>(
        &'a self,
        selection: &Selection,
        asked: &EvaluateAsked,
        scope: &Scope<'_>,
        scan: &Scan,
        plane: &Plane,
    ) -> Result<(Outline<'a>, String), SelectionError> {
        match &asked.target {
            Target::Areas(areas) => {
                let (layer, numbers, names) = self.areas_named("target", areas)?;
                scope.check_layer(self, selection, layer, "target")?;
                Ok((Outline::Areas(layer, numbers), names))
            }
            Target::Circle(at, metres) => {
                if !self.study().contains(&Point::new(at.lon, at.lat)) {
                    let reason = format!(
                        "longitude {} and latitude {} lie outside the study area; write the longitude first",
                        at.lon, at.lat
                    );
                    return Err(SelectionError::new("target", reason, [""; 0]));
                }
                let near = nearest_street(self, *at);
                let near = near.map_or_else(String::new, |street| format!(" at {street}"));
                let name = format!("the circle of {} m{near}", metres.0);
                Ok((Outline::Circle(plane.to_grid(*at), metres.0), name))
            }
            Target::Cell(id) => {
                let (unit, table) = self.cells(&selection.unit)?;
                let number = self.unit_named(selection, "target", id)?;
                let mut hood: HashSet<u32> = table.neighbours.of(number).iter().copied().collect();
                hood.insert(number as u32);
                let cells = &self.locations.cell[unit];
                let inside = |row: &u32| {
                    let cell = cells.get(scope.location[*row as usize] as usize);
                    cell.is_some_and(|cell| hood.contains(cell))
                };
                let rows: Vec<u32> = scan.rows.iter().copied().filter(inside).collect();
                let name = name_of(self, scope, table, &[number], &rows).best;
                let mut shapes: Vec<(u32, Polygon<f64>)> = hood
                    .iter()
                    .map(|&cell| {
                        let ring = &table.ring[cell as usize];
                        let line: LineString<f64> =
                            ring.iter().map(|&[x, y]| coord! { x: x, y: y }).collect();
                        (cell, Polygon::new(line, Vec::new()))
                    })
                    .collect();
                shapes.sort_unstable_by_key(|(cell, _)| *cell);
                let shapes = MultiPolygon(shapes.into_iter().map(|(_, shape)| shape).collect());
                Ok((Outline::Cells(unit, hood, shapes), name))
            }
        }
    }

    /// Number of the place of the target that a location is in.
    fn place_of(&self, outline: &Outline<'_>, location: usize) -> Option<u32> {
        match outline {
            Outline::Areas(layer, numbers) => of_areas(layer, numbers, location),
            Outline::Cells(unit, hood, _) => {
                let cell = self.locations.cell[*unit].get(location)?;
                hood.contains(cell).then_some(0)
            }
            Outline::Circle(at, radius) => {
                (metres_between(self.locations.position[location], *at) <= *radius).then_some(0)
            }
        }
    }

    /// Gives the ring what lies within some metres of the outline and is of no target.
    fn give_ring(&self, role: &mut [Role], outline: &Outline<'_>, plane: &Plane, width: Metres) {
        let shapes = match outline {
            Outline::Circle(at, radius) => {
                for (location, role) in role.iter_mut().enumerate() {
                    let metres = metres_between(self.locations.position[location], *at);
                    if *role == Role::Beside && metres <= radius + width.0 {
                        *role = Role::Ring;
                    }
                }
                return;
            }
            Outline::Cells(_, _, shapes) => shapes.0.clone(),
            Outline::Areas(layer, numbers) => numbers
                .iter()
                .flat_map(|&number| match &layer.shapes[number as usize].geometry {
                    Geometry::Polygon(polygon) => vec![polygon.clone()],
                    Geometry::MultiPolygon(polygons) => polygons.0.clone(),
                    _ => Vec::new(),
                })
                .collect(),
        };
        let on_grid = MultiPolygon(shapes).map_coords(|at| {
            let grid = plane.to_grid(Wgs84 {
                lon: at.x,
                lat: at.y,
            });
            coord! { x: grid.easting, y: grid.northing }
        });
        for (location, role) in role.iter_mut().enumerate() {
            let at = self.locations.position[location];
            let point = Point::new(at.easting, at.northing);
            if *role == Role::Beside && Euclidean.distance(&point, &on_grid) <= width.0 {
                *role = Role::Ring;
            }
        }
    }
}

/// Gives what has no role yet and lies in some areas.
fn give(role: &mut [Role], layer: &Layer, numbers: &[u32], as_what: impl Fn(u32) -> Role) {
    for (location, role) in role.iter_mut().enumerate() {
        if *role == Role::Beside
            && let Some(number) = of_areas(layer, numbers, location)
        {
            *role = as_what(number);
        }
    }
}

/// Which of some areas a location lies in, as a position among them.
fn of_areas(layer: &Layer, numbers: &[u32], location: usize) -> Option<u32> {
    let areas = layer.area_of.of(location);
    let at = numbers.iter().position(|number| areas.contains(number))?;
    u32::try_from(at).ok()
}

fn metres_between(a: Bng, b: Bng) -> f64 {
    (a.easting - b.easting).hypot(a.northing - b.northing)
}
