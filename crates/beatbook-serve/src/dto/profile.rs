//! `/api/v1/profile`.

use beatbook_core::{Indicator, Profile, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::months::MonthReply;
use super::places::PlaceReply;
use super::sentences;
use crate::etag::Key;

/// What is counted of residents who attended A&E.
pub const ATTENDERS: &str =
    "residents who attended A&E after an assault, wherever they were treated";

#[derive(Serialize)]
pub(crate) struct ProfileReply {
    #[serde(flatten)]
    head: Head,
    area: AreaReply,
    denominators: Denominators,
    indicators: Vec<IndicatorReply>,
    months: Vec<MonthReply>,
    places: Vec<PlaceReply>,
    settings: Vec<SettingReply>,
    deciles: Option<Vec<DecileReply>>,
    attenders: Option<AttendersReply>,
}

#[derive(Serialize)]
struct AreaReply {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Denominators {
    residents: Option<u32>,
    residents_source: Option<String>,
    km2: f64,
}

#[derive(Serialize)]
struct IndicatorReply {
    id: String,
    label: String,
    count: Option<u32>,
    /// Per 1,000 residents and year.
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    city_rate: Option<f64>,
    ratio: Option<f64>,
    differs: i8,
}

#[derive(Serialize)]
struct SettingReply {
    setting: &'static str,
    count: Option<u32>,
}

#[derive(Serialize)]
struct DecileReply {
    decile: usize,
    residents_share: f64,
}

#[derive(Serialize)]
struct AttendersReply {
    count: Option<u32>,
    label: &'static str,
}

impl ProfileReply {
    pub(crate) fn new(released: &Released<Profile>, key: &Key, store: &Store) -> Self {
        let profile = released.value();
        let residents = profile.residents.as_ref();
        let settings = profile
            .settings
            .iter()
            .map(|(setting, count)| SettingReply {
                setting: setting.word(),
                count: count.number(),
            });
        let deciles = profile.deciles.as_ref().map(|shares| {
            let deciles = (1..).zip(shares);
            let reply = |(decile, &residents_share)| DecileReply {
                decile,
                residents_share,
            };
            deciles.map(reply).collect()
        });
        Self {
            head: Head::new(released, sentences::profile(released), key, store),
            area: AreaReply {
                id: profile.area.to_string(),
                name: profile.name.clone(),
            },
            denominators: Denominators {
                residents: residents.map(|(number, _)| *number),
                residents_source: residents.map(|(_, source)| source.clone()),
                km2: profile.km2,
            },
            indicators: profile.indicators.iter().map(IndicatorReply::new).collect(),
            months: profile.months.iter().map(MonthReply::new).collect(),
            places: profile.places.iter().map(PlaceReply::new).collect(),
            settings: settings.collect(),
            deciles,
            attenders: profile.attenders.map(|count| AttendersReply {
                count: count.number(),
                label: ATTENDERS,
            }),
        }
    }
}

impl IndicatorReply {
    fn new(indicator: &Indicator) -> Self {
        Self {
            id: indicator.id.clone(),
            label: indicator.label.clone(),
            count: indicator.count.number(),
            rate: indicator.rate,
            low: indicator.interval.map(|(low, _)| low),
            high: indicator.interval.map(|(_, high)| high),
            city_rate: indicator.city_rate,
            ratio: ratio(indicator),
            differs: indicator.differs(),
        }
    }
}

/// How many times the rate of the whole study area; `None` where one of the two is not known.
pub(crate) fn ratio(indicator: &Indicator) -> Option<f64> {
    let city = indicator.city_rate.filter(|city| *city > 0.0)?;
    Some(indicator.rate? / city)
}
