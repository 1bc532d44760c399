//! Spatial weights: how much each neighbour counts, and whether a unit counts itself.
//!
//! Compressed rows over [`Neighbours`], with one weight per link. Getis & Ord's starred statistics
//! include the unit itself (`w_ii > 0`), all others do not; see Ord & Getis (1995),
//! <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>.

use beatbook_core::Neighbours;

/// Weights outside this range would lose their squares.
const SMALLEST: f64 = 1e-100;
const LARGEST: f64 = 1e100;

/// Why weights were refused. Positions count from 0.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// (weights, links): every link needs exactly one weight.
    #[error("got {0} weights for {1} links; supply one weight per link, in the order of the links")]
    LengthMismatch(usize, usize),
    /// (unit, neighbour, weight): a link counts for something.
    #[error(
        "the link from unit {0} to {1} has weight {2}; weights lie between 1e-100 and 1e100: \
         rescale them, and leave out links that are to count for nothing"
    )]
    NotAWeight(usize, u32, f64),
    /// (weight): "self" counts for something, or is left out.
    #[error("the weight of a unit itself is {0}; it lies between 1e-100 and 1e100")]
    NotASelfWeight(f64),
}

/// Who is next to whom, and how much each counts.
///
/// # Example
/// ```
/// use beatbook_analyse::Weights;
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1]])?;
/// // The mean of each neighbourhood, self included: thirds in the middle, halves at the ends.
/// let mean = Weights::binary(&row).with_self(1.0)?.row_standardised();
/// assert_eq!(mean.of(0), (&[1_u32][..], &[0.5][..]));
/// assert_eq!(mean.own(1), 1.0 / 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    neighbours: Neighbours,
    links: Vec<f64>,
    /// One per unit, or none at all where no unit counts itself.
    own: Vec<f64>,
}

impl Weights {
    /// Every neighbour counts 1.
    pub fn binary(neighbours: &Neighbours) -> Self {
        Self {
            links: vec![1.0; neighbours.links().len()],
            neighbours: neighbours.clone(),
            own: Vec::new(),
        }
    }

    /// One weight per link, in the order of [`Neighbours::links`].
    ///
    /// # Errors
    /// [`WeightsError`], naming the first fault.
    pub fn general(neighbours: &Neighbours, weights: Vec<f64>) -> Result<Self, WeightsError> {
        if weights.len() != neighbours.links().len() {
            return Err(WeightsError::LengthMismatch(
                weights.len(),
                neighbours.links().len(),
            ));
        }
        if let Some(link) = weights.iter().position(|w| !is_weight(*w)) {
            let unit = neighbours
                .offsets()
                .partition_point(|start| *start as usize <= link)
                - 1;
            let neighbour = neighbours.links()[link];
            return Err(WeightsError::NotAWeight(unit, neighbour, weights[link]));
        }
        Ok(Self {
            neighbours: neighbours.clone(),
            links: weights,
            own: Vec::new(),
        })
    }

    /// The same, with every unit counting itself: the "star" of Gi*. For binary weights 1.
    ///
    /// # Errors
    /// [`WeightsError::NotASelfWeight`].
    pub fn with_self(mut self, weight: f64) -> Result<Self, WeightsError> {
        if !is_weight(weight) {
            return Err(WeightsError::NotASelfWeight(weight));
        }
        self.own = vec![weight; self.len()];
        Ok(self)
    }

    /// The same, with each row, self included, divided by its sum. A unit without neighbours
    /// keeps an empty row, or counts itself alone.
    #[must_use]
    pub fn row_standardised(mut self) -> Self {
        for unit in 0..self.len() {
            let total = self.sum_of(unit);
            for weight in &mut self.links[range_of(&self.neighbours, unit)] {
                *weight /= total;
            }
            if let Some(own) = self.own.get_mut(unit) {
                *own /= total;
            }
        }
        self
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// Whether there is no unit at all.
    pub fn is_empty(&self) -> bool {
        self.neighbours.is_empty()
    }

    /// Who is next to whom.
    pub fn neighbours(&self) -> &Neighbours {
        &self.neighbours
    }

    /// The neighbours of one unit, without itself, and their weights. Panics if `unit` is out of
    /// range.
    pub fn of(&self, unit: usize) -> (&[u32], &[f64]) {
        let range = range_of(&self.neighbours, unit);
        (&self.neighbours.links()[range.clone()], &self.links[range])
    }

    /// Whether units count themselves.
    pub fn has_self(&self) -> bool {
        !self.own.is_empty()
    }

    /// How much a unit counts for itself: 0 where units do not count themselves.
    pub fn own(&self, unit: usize) -> f64 {
        self.own.get(unit).copied().unwrap_or(0.0)
    }

    /// The weight of one link; 0 if there is none.
    pub(crate) fn between(&self, unit: usize, neighbour: u32) -> f64 {
        let (links, weights) = self.of(unit);
        links
            .binary_search(&neighbour)
            .map_or(0.0, |link| weights[link])
    }

    /// Sum of a unit's weights, its own included.
    pub(crate) fn sum_of(&self, unit: usize) -> f64 {
        self.own(unit) + self.of(unit).1.iter().sum::<f64>()
    }

    /// Sum of the squares of a unit's weights, its own included.
    pub(crate) fn squares_of(&self, unit: usize) -> f64 {
        let own = self.own(unit);
        own * own + self.of(unit).1.iter().map(|w| w * w).sum::<f64>()
    }

    /// Sum of the values around a unit, each times its weight, its own included.
    pub(crate) fn sum_around(&self, unit: usize, values: &[f64]) -> f64 {
        let (links, weights) = self.of(unit);
        let around = links.iter().zip(weights);
        let own = if self.has_self() {
            self.own[unit] * values[unit]
        } else {
            0.0
        };
        own + around.map(|(&j, w)| w * values[j as usize]).sum::<f64>()
    }

    /// Whether all neighbours of a unit count the same, so that their order does not matter.
    pub(crate) fn is_even(&self, unit: usize) -> bool {
        let weights = self.of(unit).1;
        weights.iter().all(|w| *w == weights[0])
    }
}

fn range_of(neighbours: &Neighbours, unit: usize) -> std::ops::Range<usize> {
    neighbours.offsets()[unit] as usize..neighbours.offsets()[unit + 1] as usize
}

fn is_weight(weight: f64) -> bool {
    (SMALLEST..=LARGEST).contains(&weight)
}

#[cfg(test)]
#[path = "weights_tests.rs"]
mod tests;
