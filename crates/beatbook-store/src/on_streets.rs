//! The test of street segments, which are of unequal length: in pieces of 50 m.

use beatbook_analyse::{StreetPieces, street_scores, street_tails};
use beatbook_core::{Neighbours, Unit};

use crate::book::CellTable;
use crate::hot_test::not_exact;
use crate::scan::{Scan, Scope};
use crate::store::Store;
use crate::tested::{NotTested, unit_of};

/// The segments looked at.
pub(crate) struct OnStreets<'a> {
    /// Number of the table of segments, and the table.
    pub(crate) segments: (usize, &'a CellTable),
    /// Number of each in the table, rising.
    pub(crate) keep: &'a [u32],
    pub(crate) neighbours: &'a Neighbours,
    /// Count of each and those that share a node with it.
    pub(crate) sums: &'a [u64],
}

/// Length of each segment in pieces, its score, and its p.
type Exact = (Vec<f64>, Vec<Option<f64>>, Vec<f64>);

impl OnStreets<'_> {
    /// - `counted`: what is dealt out, of the segments `in_pool`.
    pub(crate) fn exact(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        counted: &Scan,
        in_pool: &[bool],
    ) -> Result<Exact, NotTested> {
        let (number, table) = self.segments;
        let metres = |segment: &u32| {
            let id = table.cell[*segment as usize];
            store.metres_of(&Unit::Street, id).unwrap_or(0.0)
        };
        let metres: Vec<f64> = self.keep.iter().map(metres).collect();
        let mut pieces = StreetPieces::new(&metres);
        for row in counted.with_ring() {
            let location = scope.location[row as usize] as usize;
            let segment = unit_of(store, scope, number, row);
            let segment = segment.and_then(|segment| self.keep.binary_search(&segment).ok());
            let on = store.locations.segment.get(location).copied().flatten();
            if let (Some(segment), Some(on)) = (segment, on) {
                pieces.add(segment, on.along);
            }
        }
        let length: Vec<f64> = (0..self.keep.len()).map(|at| pieces.length(at)).collect();
        let dealt_out = pieces.pool(in_pool);
        let hood = |at: usize| {
            let round = self.neighbours.of(at).iter();
            let round: f64 = round.map(|&other| length[other as usize]).sum();
            (length[at] + round, self.sums[at])
        };
        let hoods: Vec<(f64, u64)> = (0..self.keep.len()).map(hood).collect();
        let z = street_scores(&dealt_out, &hoods);
        let p = street_tails(dealt_out, &hoods).map_err(|error| not_exact(&error))?;
        Ok((length, z, p))
    }
}
