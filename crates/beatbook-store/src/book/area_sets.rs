//! The sets of areas that hold places, for layers whose areas overlap: a column of such a layer holds
//! the number of a set where that of another holds the number of an area.

use std::collections::HashMap;

use super::columns::{Reading, Writing};

/// Every set of areas that holds some place of the book, each once, in the order they were met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AreaSets {
    offsets: Vec<u32>,
    areas: Vec<u32>,
    numbers: HashMap<Vec<u32>, u32>,
}

impl AreaSets {
    /// The number of a set of areas, rising; `u32::MAX` for none. One that is new is kept.
    pub fn number(&mut self, areas: &[u32]) -> u32 {
        if areas.is_empty() {
            return u32::MAX;
        }
        if let Some(&known) = self.numbers.get(areas) {
            return known;
        }
        let number = self.len() as u32;
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.areas.extend_from_slice(areas);
        self.offsets.push(self.areas.len() as u32);
        self.numbers.insert(areas.to_vec(), number);
        number
    }

    /// Number of sets.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The areas of a set, rising; none for `u32::MAX`.
    pub fn of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        match (self.offsets.get(number), self.offsets.get(number + 1)) {
            (Some(&from), Some(&to)) => &self.areas[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Parquet bytes: a row for each area of each set.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        let sets = (0..self.len() as u32).flat_map(|set| self.of(set).iter().map(move |_| set));
        Writing::default()
            .with("set", sets.collect::<Vec<u32>>())
            .with("area", self.areas.clone())
            .into_bytes()
            .map_err(|e| e.to_string())
    }

    /// Reads an object back.
    ///
    /// # Errors
    /// What the decoder says, or that sets are not in order.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let text = |e: polars::error::PolarsError| e.to_string();
        let read = Reading::new(bytes, &["set", "area"]).map_err(text)?;
        let sets = read.u32("set").map_err(text)?;
        let areas = read.u32("area").map_err(text)?;
        let mut found = Self::default();
        let rows: Vec<(u32, u32)> = sets.into_iter().zip(areas).collect();
        for set in rows.chunk_by(|a, b| a.0 == b.0) {
            let areas: Vec<u32> = set.iter().map(|row| row.1).collect();
            if found.number(&areas) != set[0].0 {
                return Err("a set of areas stands out of order or twice".into());
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
#[path = "area_sets_tests.rs"]
mod tests;
