//! What the rows of a source say of their own quality, as far as the book keeps it.

use std::collections::HashMap;

use beatbook_core::Precision;
use beatbook_store::book::{OwnCodes, QualityEntry};

use crate::gather::{FileCheck, Gathered};
use crate::quality::{ANCHOR, SHARED_BY};

/// Duplicates, shared anchors and agreement among the rows that count.
pub(crate) fn quality_entry(gathered: &Gathered) -> QualityEntry {
    let events = &gathered.events;
    let mut ids: HashMap<&str, u64> = HashMap::new();
    let mut anchors: HashMap<[u64; 2], u64> = HashMap::new();
    let mut is_anchor = HashMap::new();
    for (row, id) in events.id.iter().enumerate() {
        if !gathered.kept.get(row).is_some_and(|kept| *kept) {
            continue;
        }
        if let Some(id) = id {
            *ids.entry(id).or_default() += 1;
        }
        let text = events.place[row];
        let anchored = text.is_some_and(|text| {
            let says = || events.strings.get(text).starts_with(ANCHOR);
            *is_anchor.entry(text).or_insert_with(says)
        });
        let at = events.position[row];
        // Where dates are months, places are anchors too, whatever their names.
        let moved = anchored || events.precision[row] == Precision::Month;
        if moved && !at.easting.is_nan() {
            let key = [at.easting, at.northing].map(f64::to_bits);
            *anchors.entry(key).or_default() += 1;
        }
    }
    let shared = anchors.values().filter(|rows| **rows >= SHARED_BY.into());
    QualityEntry {
        same_id: ids.values().filter(|rows| **rows > 1).sum(),
        with_id: ids.values().sum(),
        snapped: shared.sum(),
        own_codes: own_codes(&gathered.files),
    }
}

/// Agreement over all files, for the layer that knows most of the codes.
fn own_codes(files: &[FileCheck]) -> Option<OwnCodes> {
    let mut layers: Vec<OwnCodes> = Vec::new();
    for found in files.iter().filter_map(|file| file.agreement.as_ref()) {
        match layers.iter_mut().find(|codes| codes.layer == found.layer) {
            Some(codes) => {
                codes.comparable += found.comparable;
                codes.agree += found.agree;
            }
            None => layers.push(OwnCodes {
                layer: found.layer.clone(),
                comparable: found.comparable,
                agree: found.agree,
            }),
        }
    }
    layers.into_iter().max_by_key(|codes| codes.comparable)
}
