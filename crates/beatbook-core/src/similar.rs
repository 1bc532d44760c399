//! Areas that are like another one in who lives there, and what an area is held against.

use crate::AreaCode;

/// The areas most like one, by published figures alone: no count of events enters.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarAreas {
    /// Area and name, the most similar first.
    pub areas: Vec<(AreaCode, String)>,
    /// By what they are similar, in one sentence.
    pub method: String,
}

/// Residents over the ten national deciles of deprivation, here and everywhere. Shares add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct DecileMix {
    /// Id of the index.
    pub index: String,
    /// Shares of the area's residents, decile 1 (the most deprived) to 10.
    pub area: Vec<f64>,
    /// Shares of the residents of the whole study area.
    pub city: Vec<f64>,
}
