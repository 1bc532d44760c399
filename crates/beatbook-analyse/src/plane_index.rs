//! Which positions lie near another: positions sorted into square boxes.

/// Positions by box, for looking up those within a distance.
pub(crate) struct PlaneIndex<'a> {
    positions: &'a [[f64; 2]],
    corner: [f64; 2],
    side: f64,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl<'a> PlaneIndex<'a> {
    /// Boxes of about `side`, larger where there would be far more boxes than positions.
    pub(crate) fn new(positions: &'a [[f64; 2]], side: f64) -> Self {
        let low = |axis: usize| {
            positions
                .iter()
                .map(|p| p[axis])
                .fold(f64::INFINITY, f64::min)
        };
        let high = |axis: usize| {
            positions
                .iter()
                .map(|p| p[axis])
                .fold(f64::NEG_INFINITY, f64::max)
        };
        let corner = [low(0), low(1)];
        let extent = [high(0) - corner[0], high(1) - corner[1]];
        let most = 4.0 * positions.len() as f64 + 64.0;
        let boxes =
            |side: f64| ((extent[0] / side).floor() + 1.0) * ((extent[1] / side).floor() + 1.0);
        let mut side = side;
        while boxes(side) > most {
            side *= 2.0;
        }
        let columns = (extent[0] / side).max(0.0) as usize + 1;
        let rows = (extent[1] / side).max(0.0) as usize + 1;
        let mut index = Self {
            positions,
            corner,
            side,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            members: vec![0; positions.len()],
        };
        let boxes: Vec<usize> = positions.iter().map(|p| index.box_of(*p)).collect();
        for &number in &boxes {
            index.starts[number + 1] += 1;
        }
        for number in 0..columns * rows {
            index.starts[number + 1] += index.starts[number];
        }
        let mut next = index.starts.clone();
        for (position, &number) in (0..).zip(&boxes) {
            index.members[next[number] as usize] = position;
            next[number] += 1;
        }
        index
    }

    fn box_of(&self, position: [f64; 2]) -> usize {
        let [column, row] = [0, 1].map(|axis| self.along(position[axis], axis));
        row * self.columns + column
    }

    /// The column or row of a coordinate, the nearest one for what lies outside.
    fn along(&self, at: f64, axis: usize) -> usize {
        let boxes = [self.columns, self.rows][axis];
        (((at - self.corner[axis]) / self.side).max(0.0) as usize).min(boxes - 1)
    }

    /// Visits every position nearer than `distance`, the one at the place itself too, with the square
    /// of its distance. The order depends on the positions alone.
    pub(crate) fn within(&self, place: [f64; 2], distance: f64, mut visit: impl FnMut(usize, f64)) {
        let first = [0, 1].map(|axis| self.along(place[axis] - distance, axis));
        let last = [0, 1].map(|axis| self.along(place[axis] + distance, axis));
        for row in first[1]..=last[1] {
            let from = self.starts[row * self.columns + first[0]] as usize;
            let to = self.starts[row * self.columns + last[0] + 1] as usize;
            for &member in &self.members[from..to] {
                let other = self.positions[member as usize];
                let (right, up) = (other[0] - place[0], other[1] - place[1]);
                let square = right * right + up * up;
                if square < distance * distance {
                    visit(member as usize, square);
                }
            }
        }
    }
}
