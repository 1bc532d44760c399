//! Numbers that tell features apart, the same for every selection, zoom, tile and version of a book.

use sha2::{Digest, Sha256};

/// JavaScript and JSON keep whole numbers exact below 2^53 only, where an H3 index takes 60 bits.
const BITS: u32 = 52;

/// The number of a unit or place by its own id: the first 52 bits of the SHA-256 of its text.
pub(crate) fn feature_id(own: &str) -> u64 {
    let hash = Sha256::digest(own);
    let first = hash
        .iter()
        .take(8)
        .fold(0, |number, &byte| number << 8 | u64::from(byte));
    first >> (u64::BITS - BITS)
}

/// The number after one that is taken. Among 85,000 units two have the same number once in a million books.
pub(crate) fn next(number: u64) -> u64 {
    (number + 1) & ((1 << BITS) - 1)
}

#[cfg(test)]
#[path = "feature_id_tests.rs"]
mod tests;
