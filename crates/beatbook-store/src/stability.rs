//! Whether the hotspots of a selection stay when the grid is moved.

use beatbook_analyse::{DensityGrid, GridShift, GridShiftParams, StudyArea, grid_shift};
use beatbook_core::{
    Answer, Caveat, GridStability, HotspotGroup, Metres, Selection, SelectionError, StableGroup,
    Unit, Verdict,
};

use crate::plane::{Plane, PlaneShape};
use crate::scan::{Question, Scope};
use crate::store::{Store, only_hexagons};

/// The study area is looked up in squares so many times narrower than a hexagon.
const SQUARES_ACROSS: f64 = 8.0;

impl Store {
    /// How often each hotspot of a selection is hot when the same events are counted on hexagons that
    /// have been moved.
    ///
    /// - `grids`: how many, the first of them not moved.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it.
    pub fn stability(
        &self,
        selection: &Selection,
        grids: u32,
    ) -> Result<Answer<GridStability>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let mut scan = scope.scan(self, selection);
        scan.ring.clear(); // moved cells end at the border
        let hotspots = self.hotspots(selection)?;
        let verdict = hotspots.value.verdict;
        let cell_m2 = self.square_metres_of_a_cell(selection)?;
        let mut value = GridStability {
            verdict,
            groups: Vec::new(),
            grids,
            grids_with_hot_cells: 0,
            cell_m2,
            cells: 0,
        };
        let plane =
            Plane::of(&self.locations).filter(|_| matches!(verdict, Verdict::Hot | Verdict::None));
        if let Some(plane) = plane {
            let positions: Vec<[f64; 2]> = scan
                .rows
                .iter()
                .map(|&row| self.grid_of(&scope, row))
                .collect();
            let groups = &hotspots.value.groups;
            let places: Vec<[f64; 2]> = groups
                .iter()
                .map(|group| plane.to_grid(group.centre))
                .map(|grid| [grid.easting, grid.northing])
                .collect();
            let params = GridShiftParams {
                shifts: grids,
                alpha: self.about().alpha,
                ..GridShiftParams::of_cell(cell_m2)
            };
            let shape = self.looked_at(&scope, &plane);
            let found = moved(&positions, &shape, &places, &params)?;
            value.groups = groups.iter().zip(&found.places).map(stable).collect();
            value.grids_with_hot_cells = found.grids_with_hot_cells;
            value.cells = found.cells;
        }
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        answer.caveats.insert(0, Caveat::Said(
            "Moved hexagons lie flat on the ground and are of one size, so even those that are not moved differ a little from the map's own; events \
             beyond the border are not in them."
                .into(),
        ));
        Ok(answer)
    }

    /// Of the cells of the study area, on average.
    fn square_metres_of_a_cell(&self, selection: &Selection) -> Result<f64, SelectionError> {
        if !matches!(selection.unit, Unit::H3(_)) {
            return Err(only_hexagons("a grid that is moved has", &selection.unit));
        }
        let (_, table) = self.cells(&selection.unit)?;
        let inside = table.in_study.iter().zip(&table.km2);
        let km2: Vec<f64> = inside
            .filter(|(inside, _)| **inside)
            .map(|(_, km2)| *km2)
            .collect();
        Ok(km2.iter().sum::<f64>() / km2.len() as f64 * 1e6)
    }
}

fn moved(
    positions: &[[f64; 2]],
    shape: &PlaneShape,
    places: &[[f64; 2]],
    params: &GridShiftParams,
) -> Result<GridShift, SelectionError> {
    let refused = |reason: String| SelectionError::new("unit", reason, [""; 0]);
    let corners = shape.corners();
    let square = Metres(params.cell_m2.sqrt() / SQUARES_ACROSS);
    let [wide, high] = [corners[2] - corners[0], corners[3] - corners[1]]
        .map(|length| (length / square.0).ceil().max(1.0) as usize);
    let grid = DensityGrid::new([corners[0], corners[1]], square, wide, high)
        .map_err(|error| refused(error.to_string()))?;
    let inside = shape.cells_inside(&grid);
    let area = StudyArea {
        corners,
        holds: &|position| grid.cell_at(position).is_some_and(|square| inside[square]),
    };
    grid_shift(positions, &area, places, params).map_err(|error| refused(error.to_string()))
}

fn stable((group, stability): (&HotspotGroup, &beatbook_analyse::Stability)) -> StableGroup {
    StableGroup {
        id: group.id.clone(),
        rank: group.rank,
        name: group.name.clone(),
        area: group.area.clone(),
        hot: stability.hot,
        tested: stability.tested,
    }
}

#[cfg(test)]
#[path = "stability_tests.rs"]
mod tests;
