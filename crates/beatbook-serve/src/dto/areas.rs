//! `/api/v1/areas`.

use beatbook_core::{AreaCounts, Released};
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::meta::LayerReply;
use super::{labels, sentences, words};
use crate::areas::Steps;
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};
use beatbook_store::Store;

/// Counts of the areas of a layer.
#[derive(Serialize, ToSchema)]
#[schema(as = Areas)]
pub(crate) struct AreasReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// The layer counted.
    layer: LayerReply,
    /// Its areas, in the order of the layer.
    areas: Vec<AreaReply>,
    /// Greatest count of each of the five steps of colour.
    #[schema(schema_with = words::breaks)]
    breaks: [u32; Steps::NUMBER],
}

/// One area and its count.
#[derive(Serialize, ToSchema)]
#[schema(as = AreaCount)]
struct AreaReply {
    /// Official code.
    code: String,
    /// Name.
    name: String,
    /// Counted in it: incidents or events, as `count` asks. `null` where it is too small to be
    /// shown to this audience.
    events: Option<u32>,
    /// The count as it is written: `*` where it is too small to be shown.
    events_shown: String,
    /// Step of the count, 0 (none) to 4 (most); bounds in `breaks`. `null` where it is too small to
    /// be shown to this audience.
    #[schema(maximum = 4)]
    class: Option<u8>,
    /// Per 1,000 residents and year. `null` without an estimate of residents, or where it would give
    /// away a protected count. It knows nothing of those who work, shop or go out there.
    #[schema(minimum = 0)]
    rate: Option<f64>,
    /// National decile of deprivation, 1 the most deprived. `null` without an index of the layer.
    #[schema(minimum = 1, maximum = 10)]
    decile: Option<u8>,
    /// Longitude (WGS 84, degrees) of a point within it.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of a point within it.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
}

impl Paged for AreasReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.areas);
        self.page
    }
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
            rate: area.rate,
            decile: area.decile,
            lon: area.centre.lon,
            lat: area.centre.lat,
        });
        Self {
            head: Head::new(released, sentence, key, store),
            page: Page::default(),
            layer: LayerReply::new(layer, answer.value.areas.len() as u32),
            areas: areas.collect(),
            breaks: steps.upper_bounds(),
        }
    }
}
