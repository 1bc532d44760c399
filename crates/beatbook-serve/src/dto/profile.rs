//! `/api/v1/profile`.

use beatbook_core::{Indicator, Profile, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::deprivation::index_label;
use super::head::Head;
use super::places::PlaceReply;
use super::trend::{TrendMonthReply, YearReply};
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
    /// Why rates mislead here. `null` where they do not, and where none is shown.
    rate_warning: Option<String>,
    /// Areas like it.
    similar: SimilarReply,
    /// Each month of the period, rising.
    months: Vec<TrendMonthReply>,
    /// The last twelve complete months against the twelve before.
    year: YearReply,
    /// Its repeat locations by rank.
    places: Vec<PlaceReply>,
    /// Count of each setting.
    settings: Vec<SettingReply>,
    /// Name of the index of deprivation. `null` where the book has none.
    index: Option<String>,
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
    /// Lowest rate among the similar areas. `null` where none is shown.
    #[schema(minimum = 0)]
    similar_low: Option<f64>,
    /// Highest rate among the similar areas. `null` where none is shown.
    #[schema(minimum = 0)]
    similar_high: Option<f64>,
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
    /// Share of the residents of the whole study area, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    city_share: f64,
}

/// Areas like the one looked at, by published figures alone.
#[derive(Serialize, ToSchema)]
#[schema(as = SimilarAreas)]
struct SimilarReply {
    /// The most similar first.
    areas: Vec<AreaReply>,
    /// By what they are similar. `null` where none can be named.
    method: Option<String>,
    /// Why none can be named. `null` where some are.
    refused: Option<String>,
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
        let deciles = profile.deciles.as_ref().map(|mix| {
            let deciles = (1..).zip(mix.area.iter().zip(&mix.city));
            let reply = |(decile, (&residents_share, &city_share))| DecileReply {
                decile,
                residents_share,
                city_share,
            };
            deciles.map(reply).collect()
        });
        let index = profile.deciles.as_ref();
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
            rate_warning: profile.crowded().map(rate_warning),
            similar: SimilarReply::new(profile),
            months: profile
                .trend
                .months
                .iter()
                .map(TrendMonthReply::new)
                .collect(),
            year: YearReply::new(released),
            places: profile.places.iter().map(PlaceReply::new).collect(),
            settings: settings.collect(),
            index: index.map(|mix| index_label(&mix.index, store)),
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
            similar_low: indicator.similar.map(|(low, _)| low),
            similar_high: indicator.similar.map(|(_, high)| high),
            ratio: indicator.ratio(),
            differs: indicator.differs(),
        }
    }
}

impl SimilarReply {
    fn new(profile: &Profile) -> Self {
        let found = profile.similar.as_ref();
        let areas = found.map_or(&[][..], |similar| &similar.areas).iter();
        Self {
            areas: areas
                .map(|(code, name)| AreaReply {
                    id: code.to_string(),
                    name: name.clone(),
                })
                .collect(),
            method: found.ok().map(|similar| similar.method.clone()),
            refused: found.err().cloned(),
        }
    }
}

/// Why the rates of an area with so many times the rate of the whole mislead.
pub(crate) fn rate_warning(ratio: f64) -> String {
    format!(
        "{ratio:.1} times the rate of the whole study area says how many people come here, not how likely a resident is to be harmed: use the counts."
    )
}
