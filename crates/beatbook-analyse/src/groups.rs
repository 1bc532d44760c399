//! From hot units to hotspots a person can point at.
//!
//! Gi* adds up a whole neighbourhood, so one bad corner lights seven hexagons and a town centre
//! lights as one blob. Joining all hot units that touch would give one useless hotspot. A *group*
//! is the hot units that climb to the same local peak of z, as in a watershed:
//!
//! 1. A unit is hot where `q <= alpha`. The higher of two units is the one with the larger z;
//!    equal z, the one with the smaller number.
//! 2. From the highest down, each hot unit joins the group of its highest hot neighbour, if that
//!    one is higher than itself; if not, it is the peak of a new group.
//! 3. No group grows beyond the limit. A unit cut off by it joins the group of its next highest
//!    neighbour above it that has room, and where there is none becomes the peak of a group of
//!    its own, which lower units may join: the shoulder of a hotspot too large to be one place.
//! 4. Two groups that touch become one when the saddle between them, the highest lower end of a
//!    link from one to the other, is within a tenth of the lower peak, and both together stay
//!    within the limit. The highest saddle goes first.
//!
//! So every hot unit is in exactly one group; a group holds together, its peak is its highest
//! unit, and its size exceeds the limit only where a single unit does. No random number is used.
//! The numbering of units decides nothing but ties.

use beatbook_core::Neighbours;

/// Why groups could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GroupError {
    /// (what, how many, units): one entry per unit is needed.
    #[error("got {1} {0} for {2} units; supply one per unit")]
    LengthMismatch(&'static str, usize, usize),
    /// (position, value): an area is a finite number above 0.
    #[error("unit {0} has an area of {1} square metres; an area is above 0")]
    NotAnArea(usize, f64),
}

/// How large a group may grow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GroupLimit<'a> {
    /// At most so many units: for cells of one size.
    Units(usize),
    /// At most so much ground.
    SquareMetres {
        /// Area of every unit, in square metres.
        of_unit: &'a [f64],
        /// Area of a group, in square metres.
        at_most: f64,
    },
}

/// The rules by which hot units become groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupRules<'a> {
    /// Largest q of a hot unit. 0.05 by default.
    pub alpha: f64,
    /// How far below the lower peak the saddle between two groups that are joined may lie, as a
    /// share of that peak. 0.1 by default.
    pub saddle_within: f64,
    /// How large a group may grow.
    pub limit: GroupLimit<'a>,
}

impl<'a> GroupRules<'a> {
    /// The default rules with this limit.
    pub fn within(limit: GroupLimit<'a>) -> Self {
        Self {
            alpha: 0.05,
            saddle_within: 0.1,
            limit,
        }
    }
}

/// Hot units that climb to the same peak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotGroup {
    /// The highest unit, which names the group.
    pub peak: u32,
    /// All units of the group, the peak first, then from high to low.
    pub members: Vec<u32>,
}

/// All groups of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotGroups {
    /// The groups, from the highest peak down.
    pub groups: Vec<HotGroup>,
    /// For every unit the position of its group in `groups`; `None` where the unit is not hot.
    pub group_of: Vec<Option<u32>>,
}

/// Puts every hot unit into a group, as the [module](self) says.
///
/// - `z[i]`: the Gi* of unit `i`. Units without a z are not hot.
/// - `q[i]`: its corrected p-value. NaN is not hot.
/// - A link from `i` to `j` is a way up for `i` only; lists of neighbours are usually two-way.
///
/// # Errors
/// [`GroupError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{GroupLimit, GroupRules, hot_groups};
/// use beatbook_core::Neighbours;
///
/// // Two peaks in a row of six, with a valley between them too deep to be one place.
/// let row = Neighbours::from_lists(&[
///     vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3, 5], vec![4],
/// ])?;
/// let z = [5.0, 9.0, 6.0, 4.0, 7.0, 1.0].map(Some);
/// let q = [0.01, 0.001, 0.01, 0.04, 0.01, 0.6];
/// let hot = hot_groups(&z, &q, &row, &GroupRules::within(GroupLimit::Units(16)))?;
///
/// assert_eq!(hot.groups[0].members, [1, 2, 0]);
/// assert_eq!(hot.groups[1].members, [4, 3]);
/// assert_eq!(hot.group_of[5], None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hot_groups(
    z: &[Option<f64>],
    q: &[f64],
    neighbours: &Neighbours,
    rules: &GroupRules,
) -> Result<HotGroups, GroupError> {
    check(z, q, neighbours, rules.limit)?;
    let hot = (0..z.len()).filter(|&unit| q[unit] <= rules.alpha);
    let heights = Heights::of(hot, z, neighbours);
    let mut basins = Basins::climb(&heights, rules.limit);
    basins.join_over_saddles(&heights, rules);
    Ok(basins.into_groups(&heights, z.len()))
}

/// The units higher than all their neighbours, hot or not, from the highest down.
///
/// For a map on which nothing stands out: where it comes nearest to it. Units without a z are
/// left out; of equal neighbours the one with the smaller number is the higher.
///
/// # Panics
/// If there are fewer scores than units.
///
/// # Example
/// ```
/// use beatbook_analyse::local_peaks;
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// assert_eq!(local_peaks(&[Some(1.0), Some(0.5), None, Some(1.2)], &row), [3, 0]);
/// # Ok::<(), beatbook_core::NeighboursError>(())
/// ```
pub fn local_peaks(z: &[Option<f64>], neighbours: &Neighbours) -> Vec<u32> {
    let heights = Heights::of(0..neighbours.len(), z, neighbours);
    let peaks = (0..heights.falling.len() as u32).filter(|&place| heights.above(place).is_empty());
    peaks.map(|place| heights.falling[place as usize]).collect()
}

fn check(
    z: &[Option<f64>],
    q: &[f64],
    neighbours: &Neighbours,
    limit: GroupLimit,
) -> Result<(), GroupError> {
    let units = neighbours.len();
    let one_each = |what, got| {
        if got == units {
            Ok(())
        } else {
            Err(GroupError::LengthMismatch(what, got, units))
        }
    };
    one_each("scores", z.len())?;
    one_each("corrected p-values", q.len())?;
    if let GroupLimit::SquareMetres { of_unit, .. } = limit {
        one_each("areas", of_unit.len())?;
        if let Some(i) = of_unit
            .iter()
            .position(|area| !(area.is_finite() && *area > 0.0))
        {
            return Err(GroupError::NotAnArea(i, of_unit[i]));
        }
    }
    Ok(())
}

/// Some units in order of height. A *place* is a position in that order: 0 is the highest.
struct Heights {
    /// Unit at each place.
    falling: Vec<u32>,
    /// z at each place.
    z: Vec<f64>,
    /// Per place the neighbours above it, as places, the highest first: compressed rows.
    ways_up: Vec<u32>,
    rows: Vec<usize>,
}

impl Heights {
    fn of(units: impl Iterator<Item = usize>, z: &[Option<f64>], neighbours: &Neighbours) -> Self {
        let mut scored: Vec<(f64, u32)> = units
            .filter_map(|unit| Some((z[unit]?, unit as u32)))
            .collect();
        scored.sort_unstable_by(|(a, i), (b, j)| b.total_cmp(a).then(i.cmp(j)));

        let mut place_of = vec![u32::MAX; neighbours.len()];
        for (place, (_, unit)) in (0..).zip(&scored) {
            place_of[*unit as usize] = place;
        }
        let (mut ways_up, mut rows) = (Vec::new(), vec![0]);
        for (place, (_, unit)) in (0..).zip(&scored) {
            let row = ways_up.len();
            let ring = neighbours
                .of(*unit as usize)
                .iter()
                .map(|&j| place_of[j as usize]);
            ways_up.extend(ring.filter(|&other| other < place));
            ways_up[row..].sort_unstable();
            rows.push(ways_up.len());
        }
        let (z, falling) = scored.into_iter().unzip();
        Self {
            falling,
            z,
            ways_up,
            rows,
        }
    }

    fn above(&self, place: u32) -> &[u32] {
        &self.ways_up[self.rows[place as usize]..self.rows[place as usize + 1]]
    }

    fn links_from_the_highest_saddle(&self) -> impl Iterator<Item = (u32, u32)> {
        // A link's saddle is its lower end, so going down the places goes down the saddles.
        (0..self.falling.len() as u32)
            .flat_map(|low| self.above(low).iter().map(move |&up| (low, up)))
    }
}

/// Groups while they grow. A group is known by the place of its peak.
struct Basins<'a> {
    /// Per place, a place of the same group that is as high or higher; a peak points to itself.
    upward: Vec<u32>,
    /// Size of the group, at the place of its peak.
    size: Vec<f64>,
    limit: GroupLimit<'a>,
}

impl<'a> Basins<'a> {
    fn climb(heights: &Heights, limit: GroupLimit<'a>) -> Self {
        let size = match limit {
            GroupLimit::Units(_) => vec![1.0; heights.falling.len()],
            GroupLimit::SquareMetres { of_unit, .. } => heights
                .falling
                .iter()
                .map(|&unit| of_unit[unit as usize])
                .collect(),
        };
        let mut basins = Self {
            upward: (0..heights.falling.len() as u32).collect(),
            size,
            limit,
        };
        for place in 0..heights.falling.len() as u32 {
            let mut groups_above = heights.above(place).iter().map(|&up| basins.peak_of(up));
            if let Some(group) = groups_above.find(|&group| basins.fit(group, place)) {
                basins.unite(group, place);
            }
        }
        basins
    }

    fn join_over_saddles(&mut self, heights: &Heights, rules: &GroupRules) {
        // Once is enough: as groups join, peaks only rise and sizes only grow, so what was
        // refused at a higher saddle stays refused.
        for (low, up) in heights.links_from_the_highest_saddle() {
            let (a, b) = (self.peak_of(low), self.peak_of(up));
            let (higher, lower) = (a.min(b), a.max(b));
            let lower_peak = heights.z[lower as usize];
            let depth = lower_peak - heights.z[low as usize];
            if higher != lower
                && depth <= rules.saddle_within * lower_peak.abs()
                && self.fit(higher, lower)
            {
                self.unite(higher, lower);
            }
        }
    }

    fn into_groups(self, heights: &Heights, units: usize) -> HotGroups {
        let mut groups: Vec<HotGroup> = Vec::new();
        let mut group_at = vec![0_u32; heights.falling.len()];
        let mut group_of = vec![None; units];
        for (place, &unit) in (0..).zip(&heights.falling) {
            let peak = self.peak_of(place);
            if peak == place {
                group_at[place as usize] = groups.len() as u32;
                groups.push(HotGroup {
                    peak: unit,
                    members: Vec::new(),
                });
            }
            let group = group_at[peak as usize];
            groups[group as usize].members.push(unit);
            group_of[unit as usize] = Some(group);
        }
        HotGroups { groups, group_of }
    }

    fn peak_of(&self, place: u32) -> u32 {
        let mut place = place;
        while self.upward[place as usize] != place {
            place = self.upward[place as usize];
        }
        place
    }

    fn fit(&self, group: u32, other: u32) -> bool {
        let together = self.size[group as usize] + self.size[other as usize];
        match self.limit {
            GroupLimit::Units(most) => together <= most as f64,
            GroupLimit::SquareMetres { at_most, .. } => together <= at_most,
        }
    }

    /// Hangs the lower group under the peak of the higher one.
    fn unite(&mut self, higher: u32, lower: u32) {
        self.upward[lower as usize] = higher;
        self.size[higher as usize] += self.size[lower as usize];
    }
}

#[cfg(test)]
#[path = "groups_tests.rs"]
mod tests;
