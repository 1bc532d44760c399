//! `/api/v1/near-repeat`.

use beatbook_core::{Bng, Day, NearLink, NearPairs, NearPeriod, NearRepeats, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct NearRepeatReply {
    #[serde(flatten)]
    head: Head,
    incidents: Option<u32>,
    /// Of these, known only to several days, which were drawn.
    drawn: Option<u32>,
    draws: u32,
    /// Known only to more days than the narrowest band has.
    left_out: Option<u32>,
    permutations: u32,
    seed: u64,
    /// Bands tested.
    tested: u32,
    bands: Vec<PairsReply>,
    reach: Option<PairsReply>,
    periods: Vec<PeriodReply>,
    within_periods: Option<PairsReply>,
    originators: Option<u32>,
    followers: Option<u32>,
    links: Vec<LinkReply>,
}

#[derive(Serialize)]
struct PairsReply {
    metres: [u32; 2],
    /// Whether pairs at the same place are in it.
    same_place: bool,
    days: [u32; 2],
    pairs: Option<f64>,
    range: Option<[u64; 2]>,
    by_chance: Option<f64>,
    ratio: Option<f64>,
    p: Option<f64>,
    q: Option<f64>,
    /// `null` where this audience may not know.
    stands_out: Option<bool>,
}

#[derive(Serialize)]
struct PeriodReply {
    from: String,
    to: String,
    incidents: Option<u32>,
    found: Option<PairsReply>,
}

#[derive(Serialize)]
struct LinkReply {
    earlier: EndReply,
    later: EndReply,
}

#[derive(Serialize)]
struct EndReply {
    easting: f64,
    northing: f64,
    day: String,
}

impl NearRepeatReply {
    pub(crate) fn new(released: &Released<NearRepeats>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let sentence = sentences::near_repeats(released, store.about().alpha);
        Self {
            head: Head::new(released, sentence, key, store),
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
