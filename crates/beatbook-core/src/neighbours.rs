//! Who is next to whom, as compressed sparse rows.

/// Why a neighbour list was refused. Positions count from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NeighboursError {
    /// Offsets must start at 0, never fall, and end at the number of links.
    #[error("row offsets of the neighbour list are not a rising sequence from 0 to {0} links")]
    Offsets(usize),
    /// (unit, neighbour, units): a link points outside the list.
    #[error("unit {0} names neighbour {1}, but there are only {2} units")]
    OutOfRange(usize, u32, usize),
    /// The lists hold neighbours only; "self" is added by the statistic that wants it.
    #[error("unit {0} is listed as its own neighbour; leave it out")]
    OwnNeighbour(usize),
    /// Each link stands once and in rising order.
    #[error("the neighbours of unit {0} are not strictly rising")]
    Unsorted(usize),
}

/// The neighbours of every unit, without the unit itself, each row strictly rising.
///
/// Links may be one-way: edges of a study area keep whatever neighbours they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    offsets: Vec<u32>,
    links: Vec<u32>,
}

impl Neighbours {
    /// Checks compressed rows: `links[offsets[i]..offsets[i + 1]]` are the neighbours of unit `i`.
    ///
    /// # Errors
    /// [`NeighboursError`], naming the first fault.
    pub fn new(offsets: Vec<u32>, links: Vec<u32>) -> Result<Self, NeighboursError> {
        let rising = offsets.windows(2).all(|w| w[0] <= w[1]);
        if offsets.first() != Some(&0)
            || offsets.last().map(|&o| o as usize) != Some(links.len())
            || !rising
        {
            return Err(NeighboursError::Offsets(links.len()));
        }
        let units = offsets.len() - 1;
        for unit in 0..units {
            let row = &links[offsets[unit] as usize..offsets[unit + 1] as usize];
            if let Some(&far) = row.iter().find(|&&j| j as usize >= units) {
                return Err(NeighboursError::OutOfRange(unit, far, units));
            }
            if row.contains(&(unit as u32)) {
                return Err(NeighboursError::OwnNeighbour(unit));
            }
            if row.windows(2).any(|w| w[0] >= w[1]) {
                return Err(NeighboursError::Unsorted(unit));
            }
        }
        Ok(Self { offsets, links })
    }

    /// Builds from one list per unit, sorting and removing repeats.
    ///
    /// # Errors
    /// [`NeighboursError::OutOfRange`] or [`NeighboursError::OwnNeighbour`].
    pub fn from_lists(lists: &[Vec<usize>]) -> Result<Self, NeighboursError> {
        let mut offsets = vec![0];
        let mut links = Vec::new();
        for list in lists {
            let mut row: Vec<u32> = list.iter().map(|&j| j as u32).collect();
            row.sort_unstable();
            row.dedup();
            links.extend(row);
            offsets.push(links.len() as u32);
        }
        Self::new(offsets, links)
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no unit at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbours of one unit, rising, without itself. Panics if `unit` is out of range.
    pub fn of(&self, unit: usize) -> &[u32] {
        &self.links[self.offsets[unit] as usize..self.offsets[unit + 1] as usize]
    }

    /// Row offsets, one more than there are units: for storage.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// All links, row after row: for storage.
    pub fn links(&self) -> &[u32] {
        &self.links
    }

    /// The neighbourhoods of a subset of units, renumbered to positions in `keep`
    /// (which must be strictly rising). Links to units left out disappear.
    #[must_use]
    pub fn restricted_to(&self, keep: &[u32]) -> Self {
        let mut position = vec![u32::MAX; self.len()];
        for (new, &old) in keep.iter().enumerate() {
            position[old as usize] = new as u32;
        }
        let mut offsets = vec![0];
        let mut links = Vec::new();
        for &old in keep {
            links.extend(
                self.of(old as usize)
                    .iter()
                    .map(|&j| position[j as usize])
                    .filter(|&j| j != u32::MAX),
            );
            offsets.push(links.len() as u32);
        }
        Self { offsets, links }
    }
}
