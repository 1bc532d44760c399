//! Published figures of areas, in and out of objects: deciles and residents, in the order of a layer.

use super::columns::{Reading, Writing};

/// Rank and decile of every area of a layer; `u32::MAX` where an area has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deciles {
    /// 1 is the most deprived of the country.
    pub rank: Vec<u32>,
    /// 1 (the most deprived tenth of the country) to 10.
    pub decile: Vec<u32>,
}

fn known(numbers: &[u32]) -> Vec<Option<u32>> {
    let numbers = numbers.iter();
    numbers.map(|&n| (n != u32::MAX).then_some(n)).collect()
}

impl Deciles {
    /// Parquet bytes.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        Writing::default()
            .with("rank", known(&self.rank))
            .with("decile", known(&self.decile))
            .into_bytes()
            .map_err(|e| e.to_string())
    }

    /// Reads an object back.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let text = |e: polars::error::PolarsError| e.to_string();
        let read = Reading::new(bytes, &["rank", "decile"]).map_err(text)?;
        Ok(Self {
            rank: read.u32("rank").map_err(text)?,
            decile: read.u32("decile").map_err(text)?,
        })
    }
}

/// Parquet bytes of the residents of every area; `u32::MAX` where they are not known.
///
/// # Errors
/// What the encoder says.
pub fn encode_residents(residents: &[u32]) -> Result<Vec<u8>, String> {
    Writing::default()
        .with("residents", known(residents))
        .into_bytes()
        .map_err(|e| e.to_string())
}

/// Reads residents back.
///
/// # Errors
/// What the decoder says.
pub fn decode_residents(bytes: &[u8]) -> Result<Vec<u32>, String> {
    let text = |e: polars::error::PolarsError| e.to_string();
    let read = Reading::new(bytes, &["residents"]).map_err(text)?;
    read.u32("residents").map_err(text)
}
