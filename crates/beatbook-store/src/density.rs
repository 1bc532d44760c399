//! How dense events are on the ground, smoothed.

use beatbook_analyse::{
    Bandwidth, BandwidthError, Density, DensityError, DensityGrid, Edge, KdeParams, RadiusRange,
    StudyGround, adaptive_density, berman_diggle, cronie_van_lieshout, density, density_peaks,
    likelihood_bandwidth, normal_reference, silverman_reference,
};
use beatbook_core::{
    Answer, Bng, Caveat, Count, DensityAsked, DensityMap, DensitySurface, DensityTop, Metres,
    RadiusRule, Selection, SelectionError, Unit, Wgs84, thousands,
};
use geo_types::{Geometry, MultiPolygon};

use crate::book::CellTable;
use crate::naming::name_of;
use crate::plane::{Plane, PlaneShape};
use crate::scan::{Question, Scan, Scope};
use crate::store::Store;

/// Radii that a rule looks at: below, a map of houses; above, one of districts.
const SEARCHED: RadiusRange = RadiusRange {
    from: Metres(50.0),
    to: Metres(1_000.0),
};
/// Sides of cells that are chosen.
const CELLS: [f64; 7] = [10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0];
/// A chosen cell is so many times smaller than the radius.
const CELLS_PER_RADIUS: f64 = 4.0;
/// A grid of more cells is made coarser when its cells are chosen.
const USUAL_CELLS: f64 = 100_000.0;
/// A sheet has a row for each cell, and a spreadsheet holds about so many.
const MOST_CELLS: usize = 1_000_000;
/// Tops told.
const TOPS: usize = 20;

impl Store {
    /// The density of a selection on a grid of the study area, or of the area looked at.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, or no radius can be chosen.
    pub fn density(
        &self,
        selection: &Selection,
        asked: &DensityAsked,
    ) -> Result<Answer<DensityMap>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let scan = scope.scan(self, selection);
        let counted = Count::Exact(scan.rows.len() as u32);
        let few = scan.rows.len() < DensityMap::FEWEST as usize;
        let ground = Plane::of(&self.locations)
            .filter(|_| !few)
            .map(|plane| Ground::new(self, &scope, &scan, plane));
        let surface = ground
            .map(|ground| ground.surface(self, &scope, &scan, selection, asked))
            .transpose()?;
        let said = surface.as_ref().map_or_else(Vec::new, notes);
        let value = DensityMap { counted, surface };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        answer.caveats.splice(..0, said);
        for caveat in &mut answer.caveats {
            if let Caveat::Counted { count, what, .. } = caveat
                && *count == Count::Exact(scan.ring.len() as u32)
                && what.starts_with("lie just beyond")
            {
                *what = "lie just beyond the study area and are not in the density.";
            }
        }
        Ok(answer)
    }

    /// The ground a selection looks at: one area, or the whole study area.
    pub(crate) fn looked_at(&self, scope: &Scope<'_>, plane: &Plane) -> PlaneShape {
        let shape = scope
            .area
            .and_then(|(layer, number)| layer.shapes.get(number as usize));
        match shape.map(|shape| &shape.geometry) {
            Some(Geometry::MultiPolygon(shape)) => PlaneShape::new(shape, plane),
            Some(Geometry::Polygon(shape)) => {
                PlaneShape::new(&MultiPolygon(vec![shape.clone()]), plane)
            }
            _ => PlaneShape::new(self.study(), plane),
        }
    }

    /// Position of a row in the plane.
    pub(crate) fn grid_of(&self, scope: &Scope<'_>, row: u32) -> [f64; 2] {
        let Bng { easting, northing } =
            self.locations.position[scope.location[row as usize] as usize];
        [easting, northing]
    }
}

/// What a reader must know of a density.
fn notes(surface: &DensitySurface) -> Vec<Caveat> {
    let mut said = vec![Caveat::Said(
        "A density is no test: every map is densest somewhere, one on which nothing stands out too. What \
         stands out, `hotspots` tells."
            .into(),
    )];
    if surface.repeats > 0 {
        said.push(Caveat::Counted {
            count: Count::Exact(surface.repeats),
            of: None,
            what: "share their position with another: each position counted once in choosing the radius, and every \
                   event in the density.",
        });
    }
    if let (true, Some([from, to])) = (surface.at_limit, surface.searched) {
        said.push(Caveat::Said(format!(
            "The best radius is at the end of those looked at, {} to {} m: a better one may lie beyond. Choose one yourself.",
            from.0, to.0
        )));
    }
    said
}

/// The ground looked at and what lies on it.
struct Ground {
    plane: Plane,
    shape: PlaneShape,
    /// Of every row of the scan.
    positions: Vec<[f64; 2]>,
}

impl Ground {
    fn new(store: &Store, scope: &Scope<'_>, scan: &Scan, plane: Plane) -> Self {
        Self {
            shape: store.looked_at(scope, &plane),
            positions: scan
                .rows
                .iter()
                .map(|&row| store.grid_of(scope, row))
                .collect(),
            plane,
        }
    }

    fn surface(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        selection: &Selection,
        asked: &DensityAsked,
    ) -> Result<DensitySurface, SelectionError> {
        let chosen = match asked.radius {
            Some(_) => None,
            None => Some(self.choose(asked.rule).map_err(|error| no_radius(&error))?),
        };
        let radius = match (asked.radius, &chosen) {
            (Some(radius), _) => radius,
            // To the metre: no rule knows more.
            (None, Some(chosen)) => Metres(chosen.radius.0.round().max(10.0)),
            (None, None) => SEARCHED.from,
        };
        let cell = asked.cell.unwrap_or_else(|| self.cell_for(radius));
        let grid = self.grid(cell).map_err(|error| refused(&error))?;
        if grid.cells() > MOST_CELLS {
            let reason = format!(
                "cells of {} m would be {} of them, more than {}; choose larger cells",
                cell.0,
                thousands(grid.cells() as u64),
                thousands(MOST_CELLS as u64)
            );
            return Err(SelectionError::new("cell", reason, [""; 0]));
        }
        let mut inside = self.shape.cells_inside(&grid);
        // An event in a sliver narrower than a cell lies where no middle of a cell is inside.
        for held in self.positions.iter().filter_map(|at| grid.cell_at(*at)) {
            inside[held] = true;
        }
        let (found, radii) = self
            .smoothed(&grid, &inside, radius, asked)
            .map_err(|error| refused(&error))?;
        let per_km2 =
            |number: usize| inside[number].then(|| found.per_square_metre()[number] * 1e6);
        let Bng { easting, northing } = corner(&grid);
        Ok(DensitySurface {
            radius,
            rule: chosen.map(|_| asked.rule),
            searched: chosen.and_then(|chosen| chosen.searched),
            at_limit: chosen.is_some_and(|chosen| chosen.at_limit),
            repeats: chosen.map_or(0, |chosen| chosen.repeats_left_out as u32),
            adaptive: radii,
            edge: asked.edge,
            cell_chosen: asked.cell.is_none(),
            corner: Bng { easting, northing },
            cell,
            columns: grid.columns() as u32,
            rows: grid.rows() as u32,
            per_km2: (0..grid.cells()).map(per_km2).collect(),
            mean_per_km2: self.positions.len() as f64 / self.shape.square_metres * 1e6,
            tops: self.tops(store, scope, scan, selection, &found, &inside, radius),
        })
    }

    fn choose(&self, rule: RadiusRule) -> Result<Bandwidth, BandwidthError> {
        let (positions, ground) = (&self.positions, self.shape.square_metres);
        match rule {
            RadiusRule::Likelihood => likelihood_bandwidth(positions, SEARCHED),
            RadiusRule::Cronie => cronie_van_lieshout(positions, ground, SEARCHED),
            RadiusRule::Diggle => {
                berman_diggle(positions, StudyGround::SquareMetres(ground), SEARCHED.to)
            }
            RadiusRule::Normal => normal_reference(positions),
            RadiusRule::Silverman => silverman_reference(positions),
        }
    }

    /// A quarter of the radius or less, unless that makes too many cells.
    fn cell_for(&self, radius: Metres) -> Metres {
        let [left, bottom, right, top] = self.shape.corners();
        let cells = |cell: f64| (right - left) / cell * ((top - bottom) / cell);
        let fine = CELLS
            .iter()
            .rev()
            .find(|cell| **cell * CELLS_PER_RADIUS <= radius.0);
        let mut cell = fine.copied().unwrap_or(CELLS[0]).min(radius.0);
        while cells(cell) > USUAL_CELLS && cell * 2.0 <= radius.0 {
            cell *= 2.0;
        }
        Metres(cell)
    }

    /// Over the ground looked at, with edges of cells at whole multiples of the cell.
    fn grid(&self, cell: Metres) -> Result<DensityGrid, DensityError> {
        let [left, bottom, right, top] = self.shape.corners();
        let [left, bottom] = [left, bottom].map(|low| (low / cell.0).floor());
        let [right, top] = [right, top].map(|high| (high / cell.0).ceil());
        let corner = [left * cell.0, bottom * cell.0];
        DensityGrid::new(
            corner,
            cell,
            (right - left) as usize,
            (top - bottom) as usize,
        )
    }

    /// The density, and the smallest and largest radius where each event has its own.
    fn smoothed(
        &self,
        grid: &DensityGrid,
        inside: &[bool],
        radius: Metres,
        asked: &DensityAsked,
    ) -> Result<(Density, Option<[Metres; 2]>), DensityError> {
        let edge = match (asked.edge, asked.adaptive) {
            (false, _) => Edge::Off,
            (true, false) => Edge::Divide(inside),
            (true, true) => Edge::Conserve(inside),
        };
        let params = KdeParams {
            edge,
            ..KdeParams::with_radius(radius)
        };
        if asked.adaptive {
            let found = adaptive_density(&self.positions, grid, &params)?;
            let (least, most) = found.density.radii;
            return Ok((found.density, Some([least, most])));
        }
        density(&self.positions, grid, &params).map(|found| (found, None))
    }

    #[allow(clippy::too_many_arguments, reason = "what a name is made of")]
    fn tops(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        selection: &Selection,
        found: &Density,
        inside: &[bool],
        radius: Metres,
    ) -> Vec<DensityTop> {
        // Cells only name the places here; a map of density has no other units.
        let cells = store.cells(&selection.unit).ok();
        let cells = cells.filter(|_| matches!(selection.unit, Unit::H3(_)));
        let table = cells.map_or_else(|| store.finest(), |(_, table)| table);
        let peaks = density_peaks(found, radius, TOPS * 4);
        let peaks = peaks.into_iter().filter(|&peak| inside[peak]).take(TOPS);
        let top = |(rank, peak): (u32, usize)| {
            let [easting, northing] = found.grid.centre_of(peak);
            let grid = Bng { easting, northing };
            let at = self.plane.to_wgs84(grid);
            let rows: Vec<u32> = scan
                .rows
                .iter()
                .zip(&self.positions)
                .filter(|(_, p)| (p[0] - easting).hypot(p[1] - northing) < radius.0)
                .map(|(row, _)| *row)
                .collect();
            let named = name_of(store, scope, table, &[cell_nearest(table, at)], &rows);
            DensityTop {
                rank,
                name: named.best,
                street: named.street,
                area: named.area,
                grid,
                at,
                per_km2: found.per_square_metre()[peak] * 1e6,
                within: Count::Exact(rows.len() as u32),
            }
        };
        (1..).zip(peaks).map(top).collect()
    }
}

/// The cell whose middle is nearest to a place.
fn cell_nearest(table: &CellTable, at: Wgs84) -> usize {
    let narrow = at.lat.to_radians().cos();
    let away = |centre: &Wgs84| ((centre.lon - at.lon) * narrow).hypot(centre.lat - at.lat);
    let nearest = table
        .centre
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)));
    nearest.map_or(0, |(number, _)| number)
}

fn corner(grid: &DensityGrid) -> Bng {
    let [easting, northing] = grid.corner();
    Bng { easting, northing }
}

fn no_radius(error: &BandwidthError) -> SelectionError {
    let reason = format!("no radius can be chosen: {error}");
    SelectionError::new("radius", reason, [""; 0])
}

fn refused(error: &DensityError) -> SelectionError {
    let part = match error {
        DensityError::TooManyCells { .. } | DensityError::NothingInside => "cell",
        _ => "radius",
    };
    SelectionError::new(part, error.to_string(), [""; 0])
}

#[cfg(test)]
#[path = "density_tests.rs"]
mod tests;
