//! How well the area codes that rows carry agree with the join: the cheapest check there is.

use beatbook_core::{Bng, Crs, EventBatch, Metres, Transform};
use beatbook_locate::Transformer;

use crate::gather::grid;
use crate::setting::Layer;

/// Farther than this from the area it names no row lies by rounding or coarse boundaries.
pub(crate) const FAR: Metres = Metres(1000.0);

/// Agreement of the rows' own codes with the join.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The layer whose codes the rows carry.
    pub layer: String,
    /// Rows whose own code is in the layer.
    pub comparable: u64,
    /// Of these, rows that the join puts in the area they name.
    pub agree: u64,
    /// The farthest that one of the others lies from the area it names.
    pub farthest: Metres,
    /// What the same rows give with the other usual transform; `None` for grid coordinates.
    pub other: Option<(Transform, u64)>,
}

impl Agreement {
    /// Share of the comparable rows that agree, in percent.
    pub fn percent(&self) -> f64 {
        percent(self.agree, self.comparable)
    }

    /// Whether a row lies so far from the area it names that its position, or its code, is wrong.
    pub fn is_far(&self) -> bool {
        self.farthest.0 > FAR.0
    }

    /// The other transform and its agreement in percent, when it fits clearly better (by a point or
    /// more): the file was made with that one.
    pub fn better(&self) -> Option<(&Transform, f64)> {
        let (transform, agree) = self.other.as_ref()?;
        let other = percent(*agree, self.comparable);
        (other >= self.percent() + 1.0).then_some((transform, other))
    }
}

fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 * 100.0 / whole as f64
    }
}

/// Adds up agreement over the batches of one file.
pub(crate) struct Comparing {
    other: Option<(Transform, Transformer)>,
    /// One entry per layer.
    found: Vec<Agreement>,
}

impl Comparing {
    pub(crate) fn new(layers: &[Layer], other: Option<(Transform, Transformer)>) -> Self {
        let blank = |layer: &Layer| Agreement {
            layer: layer.id.to_string(),
            comparable: 0,
            agree: 0,
            farthest: Metres(0.0),
            other: other.as_ref().map(|(transform, _)| (transform.clone(), 0)),
        };
        Self {
            found: layers.iter().map(blank).collect(),
            other,
        }
    }

    pub(crate) fn add(&mut self, batch: &EventBatch, positions: &[Bng], layers: &[Layer]) {
        let others = self.other.as_ref();
        let others = others.map(|(_, transformer)| grid(&batch.position, transformer, Crs::Wgs84));
        for (layer, found) in layers.iter().zip(&mut self.found) {
            let number = |text| {
                layer
                    .codes
                    .iter()
                    .position(|code| code == batch.strings.get(text))
            };
            let mut known = std::collections::HashMap::new();
            for (row, own) in batch.area.iter().enumerate() {
                let Some(own) = own else { continue };
                let Some(area) = *known.entry(*own).or_insert_with(|| number(*own)) else {
                    continue;
                };
                let at = positions[row];
                if at.easting.is_nan() {
                    continue;
                }
                found.comparable += 1;
                if layer.holds(area as u32, at) {
                    found.agree += 1;
                } else {
                    let distance = layer.index.distance_to(area as u32, at);
                    found.farthest = Metres(found.farthest.0.max(distance.0));
                }
                if let (Some(others), Some((_, agree))) = (&others, &mut found.other) {
                    *agree += u64::from(layer.holds(area as u32, others[row]));
                }
            }
        }
    }

    /// The layer that knows most of the codes; `None` where no row carries a known code.
    pub(crate) fn finish(self) -> Option<Agreement> {
        self.found
            .into_iter()
            .filter(|a| a.comparable > 0)
            .max_by_key(|a| a.comparable)
    }
}
