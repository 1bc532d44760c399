//! `/api/v1/near-repeat`.

use beatbook_core::{Bng, Day, NearLink, NearPairs, NearPeriod, NearRepeats, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Whether incidents draw others near in place and time.
#[derive(Serialize, ToSchema)]
#[schema(as = NearRepeats)]
pub(crate) struct NearRepeatReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// Incidents paired. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
    /// Of these, known only to several days, which were drawn. `null` where it is too small to be
    /// shown to this audience.
    drawn: Option<u32>,
    /// How often they were drawn.
    draws: u32,
    /// Known only to more days than the narrowest band has. `null` where it is too small to be
    /// shown to this audience.
    left_out: Option<u32>,
    /// Permutations of the test.
    permutations: u32,
    /// Seed of the permutations.
    seed: u64,
    /// Bands tested.
    tested: u32,
    /// Bands, from the nearest in place, then in time.
    bands: Vec<PairsReply>,
    /// The widest band that stands out together with all within it. `null` where none does.
    reach: Option<PairsReply>,
    /// The same in parts of the period.
    periods: Vec<PeriodReply>,
    /// The band of `reach` within the parts only. `null` where there is none.
    within_periods: Option<PairsReply>,
    /// Incidents that others followed. `null` where it is too small to be shown to this audience.
    originators: Option<u32>,
    /// Incidents that followed others. `null` where it is too small to be shown to this audience.
    followers: Option<u32>,
    /// Pairs within `reach`, by day; none where this audience may not see them.
    links: Vec<LinkReply>,
}

/// Pairs within a band of distance and time.
#[derive(Serialize, ToSchema)]
#[schema(as = NearBand)]
struct PairsReply {
    /// From and to, in metres.
    #[schema(schema_with = words::range)]
    metres: [u32; 2],
    /// Whether pairs at the same place are in it.
    same_place: bool,
    /// From and to, in days.
    #[schema(schema_with = words::range)]
    days: [u32; 2],
    /// Pairs seen; a mean where days were drawn. `null` where it is too small to be shown to this
    /// audience.
    #[schema(minimum = 0)]
    pairs: Option<f64>,
    /// Fewest and most pairs over the draws. `null` where nothing was drawn, or too small to be
    /// shown.
    #[schema(schema_with = words::range_or_null)]
    range: Option<[u64; 2]>,
    /// Pairs expected by chance. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    by_chance: Option<f64>,
    /// Seen over expected. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    ratio: Option<f64>,
    /// Its p. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    p: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// Whether it passed the correction. `null` where this audience may not know.
    stands_out: Option<bool>,
}

/// A part of the period.
#[derive(Serialize, ToSchema)]
#[schema(as = NearPeriod)]
struct PeriodReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Incidents in it. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
    /// The band of `reach` in it. `null` where it has too few.
    found: Option<PairsReply>,
}

/// Two incidents near each other.
#[derive(Serialize, ToSchema)]
#[schema(as = NearLink)]
struct LinkReply {
    /// The earlier.
    earlier: EndReply,
    /// The later.
    later: EndReply,
}

/// One of two incidents.
#[derive(Serialize, ToSchema)]
#[schema(as = NearEnd)]
struct EndReply {
    /// Metres on the British National Grid (EPSG:27700).
    easting: f64,
    /// Metres on the British National Grid (EPSG:27700).
    northing: f64,
    /// Day (year-month-day).
    day: String,
}

impl Paged for NearRepeatReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.links);
        self.page
    }
}

impl NearRepeatReply {
    pub(crate) fn new(released: &Released<NearRepeats>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let sentence = sentences::near_repeats(released, store.about().alpha);
        Self {
            head: Head::new(released, sentence, key, store),
            page: Page::default(),
            incidents: found.incidents.number(),
            drawn: found.drawn.number(),
            draws: found.draws,
            left_out: found.too_vague.number(),
            permutations: found.ask.permutations,
            seed: found.ask.seed,
            tested: found.tested,
            bands: found.bands.iter().map(PairsReply::new).collect(),
            reach: found.reach.as_ref().map(PairsReply::new),
            periods: found.periods.iter().map(PeriodReply::new).collect(),
            within_periods: found.within_periods.as_ref().map(PairsReply::new),
            originators: found.originators.number(),
            followers: found.followers.number(),
            links: found.links.iter().map(LinkReply::new).collect(),
        }
    }
}

impl PairsReply {
    fn new(found: &NearPairs) -> Self {
        Self {
            metres: found.band.metres.into(),
            same_place: found.band.same_place,
            days: found.band.days.into(),
            pairs: found.pairs,
            range: found.range.map(Into::into),
            by_chance: found.by_chance,
            ratio: found.ratio,
            p: found.p,
            q: found.q,
            stands_out: (found.stands_out || found.p.is_some()).then_some(found.stands_out),
        }
    }
}

impl PeriodReply {
    fn new(part: &NearPeriod) -> Self {
        Self {
            from: part.period.0.to_string(),
            to: part.period.1.to_string(),
            incidents: part.incidents.number(),
            found: part.found.as_ref().map(PairsReply::new),
        }
    }
}

impl LinkReply {
    fn new(link: &NearLink) -> Self {
        Self {
            earlier: EndReply::new(link.earlier),
            later: EndReply::new(link.later),
        }
    }
}

impl EndReply {
    fn new((at, day): (Bng, Day)) -> Self {
        Self {
            easting: at.easting,
            northing: at.northing,
            day: day.to_string(),
        }
    }
}
