//! `/api/v1/areas`.

use beatbook_core::{AreaCounts, Released};
use serde::Serialize;

use super::head::Head;
use super::hotspots::shown;
use super::meta::LayerReply;
use super::{labels, sentences};
use crate::areas::Steps;
use crate::etag::Key;
use beatbook_store::Store;

#[derive(Serialize)]
pub(crate) struct AreasReply {
    #[serde(flatten)]
    head: Head,
    layer: LayerReply,
    areas: Vec<AreaReply>,
    breaks: [u32; Steps::NUMBER],
}

#[derive(Serialize)]
struct AreaReply {
    code: String,
    name: String,
    events: Option<u32>,
    events_shown: String,
    /// `null` where the count is too small to be shown.
    class: Option<u8>,
    lon: f64,
    lat: f64,
}

impl AreasReply {
    pub(crate) fn new(
        released: &Released<AreaCounts>,
        steps: &Steps,
        key: &Key,
        store: &Store,
    ) -> Self {
        let answer = released.answer();
        let layer = &answer.value.layer;
        let sentence = sentences::areas(released, &labels::layer(layer));
        let areas = answer.value.areas.iter().map(|area| AreaReply {
            code: area.code.clone(),
            name: area.name.clone(),
            events: area.count.number(),
            events_shown: shown(area.count),
            class: steps.of(area.count),
            lon: area.centre.lon,
            lat: area.centre.lat,
        });
        Self {
            head: Head::new(released, sentence, key, store),
            layer: LayerReply::new(layer, answer.value.areas.len() as u32),
            areas: areas.collect(),
            breaks: steps.upper_bounds(),
        }
    }
}
