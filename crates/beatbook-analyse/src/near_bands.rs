//! The bands of Knox's table: of distance, and of time.

/// Bands of distance and of time, half-open: `[a, b)`. See [`near_repeat`](crate::near_repeat()).
///
/// # Example
/// ```
/// use beatbook_analyse::NearRepeatBands;
///
/// let bands = NearRepeatBands::new(&[0.0, 100.0, 200.0], &[0, 7, 14])?;
/// assert_eq!(bands.rows(), 3);
/// assert_eq!([bands.row(0.0), bands.row(99.9), bands.row(100.0)], [Some(0), Some(1), Some(2)]);
/// assert_eq!(bands.row(200.0), None);
/// assert_eq!(bands.same_place_in_first_band().row(0.0), Some(0));
/// # Ok::<(), beatbook_analyse::NearRepeatBandsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeatBands {
    metres: Vec<f64>,
    spans: Vec<i64>,
    same_place: bool,
}

/// Why bands were refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NearRepeatBandsError {
    /// The distances as given.
    #[error("distances {0:?} are no bands; give two or more rising ones from 0 up: 0, 100, 200")]
    Metres(Vec<f64>),
    /// The spans as given.
    #[error("spans {0:?} are no bands of time; give two or more rising ones from 0 up: 0, 7, 14")]
    Spans(Vec<i64>),
}

impl NearRepeatBands {
    /// Bands between neighbouring `metres`, and between neighbouring `spans` of time. Where
    /// distances start at 0, pairs at the same place come first, in a row of their own.
    ///
    /// # Errors
    /// [`NearRepeatBandsError`]
    pub fn new(metres: &[f64], spans: &[i64]) -> Result<Self, NearRepeatBandsError> {
        let rising = metres.windows(2).all(|band| band[0] < band[1]);
        let in_range = metres.iter().all(|edge| *edge >= 0.0 && edge.is_finite());
        if metres.len() < 2 || !rising || !in_range {
            return Err(NearRepeatBandsError::Metres(metres.to_vec()));
        }
        let rising = spans.windows(2).all(|band| band[0] < band[1]);
        if spans.len() < 2 || !rising || spans[0] < 0 {
            return Err(NearRepeatBandsError::Spans(spans.to_vec()));
        }
        Ok(Self {
            metres: metres.to_vec(),
            spans: spans.to_vec(),
            same_place: metres[0] == 0.0,
        })
    }

    /// Counts pairs at the same place in the first band of distance, as pointpats does.
    #[must_use]
    pub fn same_place_in_first_band(self) -> Self {
        Self {
            same_place: false,
            ..self
        }
    }

    /// Number of rows: bands of distance, and same places if apart.
    pub fn rows(&self) -> usize {
        self.metres.len() - 1 + usize::from(self.same_place)
    }

    /// The row of a distance, if any.
    pub fn row(&self, metres: f64) -> Option<usize> {
        if self.same_place && metres == 0.0 {
            return Some(0);
        }
        let edges_passed = self.metres.partition_point(|edge| *edge <= metres);
        (1..self.metres.len())
            .contains(&edges_passed)
            .then(|| edges_passed - 1 + usize::from(self.same_place))
    }

    /// The edges of each row, `[a, b)`; `[0, 0]` for same places.
    pub fn row_edges(&self) -> Vec<[f64; 2]> {
        let same_place = self.same_place.then_some([0.0, 0.0]);
        let bands = self.metres.windows(2).map(|band| [band[0], band[1]]);
        same_place.into_iter().chain(bands).collect()
    }

    /// The edges of the bands of time.
    pub fn edges(&self) -> &[i64] {
        &self.spans
    }

    pub(crate) fn has_same_place(&self) -> bool {
        self.same_place
    }

    pub(crate) fn furthest(&self) -> f64 {
        self.metres.last().copied().unwrap_or(0.0)
    }

    pub(crate) fn narrowest_span(&self) -> i64 {
        let widths = self.spans.windows(2).map(|band| band[1] - band[0]);
        widths.min().unwrap_or(0)
    }
}

#[cfg(test)]
#[path = "near_bands_tests.rs"]
mod tests;
