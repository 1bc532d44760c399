//! How far near repeats reach: from where they start, out to the last band that stands out.

use crate::near_repeat::{KnoxCell, NearRepeat};

/// A block of bands, from the nearest and soonest on, in which every cell stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearRepeatReach {
    /// The first band of distance in it: 1 where other places stand out, but not the same place.
    pub first_row: usize,
    /// The last band of distance in it.
    pub last_row: usize,
    /// The last band of time in it; the first is the soonest.
    pub last_column: usize,
    /// Pairs in the block.
    pub observed: f64,
    /// Pairs that chance gives, the mean of the permutations.
    pub mean: f64,
}

impl NearRepeatReach {
    /// Pairs observed for each one that chance gives; `None` where chance gave none.
    pub fn ratio(&self) -> Option<f64> {
        (self.mean > 0.0).then(|| self.observed / self.mean)
    }
}

impl NearRepeat {
    /// The largest block of cells, from the first band of distance and of time on, all with
    /// `q <= alpha`; cells that were not tested neither help nor stop it. Of equally large ones the
    /// one that reaches further in distance. Where the first row stands for the same place and
    /// does not stand out, the block may start next door.
    ///
    /// `None`: nothing stands out at the start of the table. Single cells further out may, but do
    /// not say that events follow near ones soon.
    pub fn reach(&self, alpha: f64) -> Option<NearRepeatReach> {
        (0..=usize::from(self.same_place)).find_map(|first| self.reach_from(first, alpha))
    }

    fn reach_from(&self, first_row: usize, alpha: f64) -> Option<NearRepeatReach> {
        let ok = |cell: &KnoxCell| cell.q.is_none_or(|q| q <= alpha);
        let mut columns = self.soon.len();
        let mut best: Option<(usize, usize, usize)> = None;
        for (row, cells) in self.cells.iter().enumerate().skip(first_row) {
            columns = cells[..columns].iter().take_while(|cell| ok(cell)).count();
            let block = || {
                self.cells[first_row..=row]
                    .iter()
                    .map(|row| &row[..columns])
            };
            // Bands in which nothing could be tested do not extend the reach.
            let tested = block().flatten().filter(|cell| cell.q.is_some()).count();
            let extends = cells[..columns].iter().any(|cell| cell.q.is_some());
            if extends && best.is_none_or(|(size, ..)| tested >= size) {
                best = Some((tested, row, columns));
            }
        }
        let (_, last_row, columns) = best?;
        let tested = |column: &usize| {
            let mut rows = self.cells[first_row..=last_row].iter();
            rows.any(|row| row[*column].q.is_some())
        };
        let columns = (0..columns).rev().find(tested)? + 1;
        let block = self.cells[first_row..=last_row]
            .iter()
            .flat_map(|row| &row[..columns]);
        let (observed, mean) = block.fold((0.0, 0.0), |(observed, mean), cell| {
            (observed + cell.observed, mean + cell.mean)
        });
        Some(NearRepeatReach {
            first_row,
            last_row,
            last_column: columns - 1,
            observed,
            mean,
        })
    }
}

#[cfg(test)]
#[path = "near_reach_tests.rs"]
mod tests;
