//! What small units are added up to where a map is too far out to show them.

use std::collections::BTreeMap;
use std::fmt;

use crate::unit::square_number_of_corner;
use crate::{Bng, Count, H3Resolution, Metres, Policy, Unit, square_of};

/// The units that smaller ones are added up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParentUnit {
    /// H3 cells of resolution 8: the parents of smaller cells, and the cells that hold segments and premises.
    Hexagons,
    /// Squares of 600 m on the National Grid, sixteen of 150 m.
    Squares,
}

impl ParentUnit {
    /// Side of the squares.
    pub const SQUARE: Metres = Metres(600.0);

    /// What units of a kind are added up to; `None` for those that can be seen from afar.
    pub fn of(unit: &Unit) -> Option<Self> {
        match unit {
            Unit::H3(H3Resolution::Eight) | Unit::Areas(_) => None,
            Unit::H3(_) | Unit::Street | Unit::Premises => Some(Self::Hexagons),
            Unit::Grid150 => Some(Self::Squares),
        }
    }

    /// The number of the parent of a cell or square. Segments and premises have none by their numbers: they
    /// lie somewhere.
    ///
    /// ```
    /// use beatbook_core::{ParentUnit, Unit};
    ///
    /// let [_, nine, _] = Unit::HEXAGONS;
    /// let parent = ParentUnit::number_above(&nine, 0x0892_8308_280f_ffff);
    /// assert_eq!(parent, Some(0x0882_8308_281f_ffff));
    /// ```
    pub fn number_above(unit: &Unit, number: u64) -> Option<u64> {
        match (unit, Self::of(unit)?) {
            (Unit::H3(_), Self::Hexagons) => Some(h3_parent(number, H3Resolution::Eight)),
            (Unit::Grid150, Self::Squares) => {
                let Bng { easting, northing } = square_of(number);
                let corner = |metres: f64| (metres / Self::SQUARE.0).floor() * Self::SQUARE.0;
                Some(square_number_of_corner(corner(easting), corner(northing)))
            }
            _ => None,
        }
    }

    /// The id of one of them: of a cell its H3 index in hex, of a square its south-west corner.
    pub fn id_of(self, number: u64) -> String {
        match self {
            Self::Hexagons => format!("{number:x}"),
            Self::Squares => {
                let Bng { easting, northing } = square_of(number);
                format!("{self}-{easting}-{northing}")
            }
        }
    }
}

impl fmt::Display for ParentUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hexagons => "h3-8",
            Self::Squares => "bng-600",
        })
    }
}

/// The parent of an H3 index, by the layout of its bits
/// (<https://h3geo.org/docs/core-library/h3Indexing>): four bits of resolution, then three for the number of
/// the child at each of fifteen steps, seven where there is no step.
fn h3_parent(index: u64, resolution: H3Resolution) -> u64 {
    const RESOLUTION: u32 = 52;
    let steps = 3 * (15 - u32::from(resolution.number()));
    let unused = (1_u64 << steps) - 1;
    (index & !(0xf << RESOLUTION)) | u64::from(resolution.number()) << RESOLUTION | unused
}

/// Units added up to one of their parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParentCount {
    /// Number of the parent.
    pub number: u64,
    /// Units in it; `None` where it would bound a protected count.
    pub units: Option<u32>,
    /// Their counts together.
    pub count: Count,
}

impl ParentCount {
    /// Adds up units, in order of the numbers of their parents. Before they are protected: the sum of
    /// protected numbers is neither what is there nor what may be shown.
    ///
    /// - `units`: number of the parent and count of each unit.
    pub fn sums(units: impl Iterator<Item = (u64, Count)>) -> Vec<Self> {
        let mut sums: BTreeMap<u64, (u32, Option<u32>)> = BTreeMap::new();
        for (parent, count) in units {
            let (units, sum) = sums.entry(parent).or_insert((0, Some(0)));
            *units += 1;
            *sum = sum.zip(count.number()).map(|(sum, count)| sum + count);
        }
        let parent = |(number, (units, sum)): (u64, (u32, Option<u32>))| Self {
            number,
            units: Some(units),
            count: sum.map_or(Count::Suppressed, Count::Exact),
        };
        sums.into_iter().map(parent).collect()
    }

    /// Takes out of sums what an audience may not see.
    pub(crate) fn protect(sums: &mut [Self], policy: Policy) {
        for parent in sums.iter_mut().filter(|_| !policy.shows_exact()) {
            parent.count = policy.protect(parent.count);
        }
    }
}

#[cfg(test)]
#[path = "parent_tests.rs"]
mod tests;
