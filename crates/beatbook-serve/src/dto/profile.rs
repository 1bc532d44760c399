//! `/api/v1/profile`.

use beatbook_core::{Indicator, Profile, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::months::MonthReply;
use super::places::PlaceReply;
use super::{sentences, words};
use crate::etag::Key;

/// What is counted of residents who attended A&E.
pub const ATTENDERS: &str =
    "residents who attended A&E after an assault, wherever they were treated";

/// One area on a page.
#[derive(Serialize, ToSchema)]
#[schema(as = Profile)]
pub(crate) struct ProfileReply {
    #[serde(flatten)]
    head: Head,
    /// The area.
    area: AreaReply,
    /// What rates are per.
    denominators: Denominators,
    /// Indicators, in the order of the sources and categories.
    indicators: Vec<IndicatorReply>,
    /// Count of each month.
    months: Vec<MonthReply>,
    /// Its repeat locations by rank.
    places: Vec<PlaceReply>,
    /// Count of each setting.
    settings: Vec<SettingReply>,
    /// Its residents over the national deciles of deprivation. `null` where the book has no index.
    deciles: Option<Vec<DecileReply>>,
    /// Residents who attended A&E after an assault. `null` where the book does not know.
    attenders: Option<AttendersReply>,
}

/// The area.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfiledArea)]
struct AreaReply {
    /// Layer and code.
    id: String,
    /// Name.
    name: String,
}

/// What rates are per.
#[derive(Serialize, ToSchema)]
struct Denominators {
    /// Residents. `null` where the book does not know.
    residents: Option<u32>,
    /// Where that number is from. `null` where there is none.
    residents_source: Option<String>,
    /// Ground, in square kilometres.
    #[schema(minimum = 0)]
    km2: f64,
}

/// A count and its rate.
#[derive(Serialize, ToSchema)]
#[schema(as = Indicator)]
struct IndicatorReply {
    /// Id.
    id: String,
    /// Name.
    label: String,
    /// Count over the period. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Per 1,000 residents and year. `null` where residents are not known or the count is too small
    /// to be shown.
    #[schema(minimum = 0)]
    rate: Option<f64>,
    /// Lower end of its 95% interval. `null` where there is none.
    #[schema(minimum = 0)]
    low: Option<f64>,
    /// Upper end of its 95% interval. `null` where there is none.
    #[schema(minimum = 0)]
    high: Option<f64>,
    /// Rate of the whole study area. `null` where it is not known.
    #[schema(minimum = 0)]
    city_rate: Option<f64>,
    /// `rate` over `city_rate`. `null` where one of the two is.
    #[schema(minimum = 0)]
    ratio: Option<f64>,
    /// -1 below and 1 above the whole study area at 95%, 0 neither.
    #[schema(minimum = -1, maximum = 1)]
    differs: i8,
}

/// The count of a setting.
#[derive(Serialize, ToSchema)]
#[schema(as = SettingCount)]
struct SettingReply {
    #[schema(schema_with = words::setting)]
    setting: &'static str,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
}

/// Residents of a decile.
#[derive(Serialize, ToSchema)]
#[schema(as = ResidentsDecile)]
struct DecileReply {
    /// 1 is the most deprived tenth of the country.
    #[schema(minimum = 1, maximum = 10)]
    decile: usize,
    /// Share of the area's residents, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    residents_share: f64,
}

/// Residents who attended A&E after an assault.
#[derive(Serialize, ToSchema)]
#[schema(as = Attenders)]
struct AttendersReply {
    /// How many. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// What is counted.
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
