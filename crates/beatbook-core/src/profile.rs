//! One area on a page, and the deprivation of those concerned, as answers carry them.

use crate::{
    Agreement, AreaCode, Audience, Count, DecileMix, LayerId, Policy, Protect, RepeatPlace,
    Setting, SimilarAreas, Source, Trend,
};

/// Under which terms attenders stand beside figures of another source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttenderTerms {
    /// Their agreement.
    pub agreement: Agreement,
    /// Whether the period covers 12 months or more.
    pub whole_year: bool,
}

impl AttenderTerms {
    /// Whether an audience may see them.
    fn allow(terms: Option<&Self>, policy: Policy) -> bool {
        terms.is_none_or(|terms| {
            terms.agreement.refuses(policy.audience).is_none()
                && (terms.whole_year || policy.audience == Audience::Analyst)
        })
    }
}

/// One line of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Category word; `all` for all categories together.
    pub id: String,
    /// Category as written.
    pub label: String,
    /// Events or incidents in the area.
    pub count: Count,
    /// Per 1,000 residents and year; `None` without a denominator.
    pub rate: Option<f64>,
    /// 95% interval of the rate.
    pub interval: Option<(f64, f64)>,
    /// The same for the whole study area.
    pub city_rate: Option<f64>,
    /// Lowest and highest rate among the similar areas.
    pub similar: Option<(f64, f64)>,
}

impl Indicator {
    /// -1 below the city, 1 above it, 0 where the interval holds the city's rate.
    pub fn differs(&self) -> i8 {
        match (self.interval, self.city_rate) {
            (Some((_, high)), Some(city)) if high < city => -1,
            (Some((low, _)), Some(city)) if low > city => 1,
            _ => 0,
        }
    }

    /// How many times the rate of the whole study area; `None` where one of the two is not known.
    pub fn ratio(&self) -> Option<f64> {
        let city = self.city_rate.filter(|city| *city > 0.0)?;
        Some(self.rate? / city)
    }
}

/// Everything known about one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The area.
    pub area: AreaCode,
    /// Its name.
    pub name: String,
    /// Residents, and where the number comes from.
    pub residents: Option<(u32, String)>,
    /// Ground.
    pub km2: f64,
    /// All categories together first, then the most frequent.
    pub indicators: Vec<Indicator>,
    /// Areas like it, or why none can be named.
    pub similar: Result<SimilarAreas, String>,
    /// Count of each month of the period, and year against year.
    pub trend: Trend,
    /// The repeat locations with the most incidents; at most five.
    pub places: Vec<RepeatPlace>,
    /// Count of each setting.
    pub settings: Vec<(Setting, Count)>,
    /// Residents over the national deciles; `None` without an index.
    pub deciles: Option<DecileMix>,
    /// Residents who attended A&E after an assault, wherever treated; `None` without such a file.
    pub attenders: Option<Count>,
    /// The terms of that number.
    pub attender_terms: Option<AttenderTerms>,
}

impl Profile {
    /// From this many times the rate of the whole study area on, residents are no denominator.
    pub const CROWDED: f64 = 2.0;

    /// How many times the rate of the whole study area, where that says who comes there rather than how
    /// likely a resident is to be harmed.
    pub fn crowded(&self) -> Option<f64> {
        let ratio = self.indicators.first()?.ratio()?;
        (ratio >= Self::CROWDED).then_some(ratio)
    }
}

impl Protect for Profile {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_area(source, self.area.layer()) {
            return Err(reason);
        }
        let health = policy.for_source(&Source::Attendance);
        let allowed = AttenderTerms::allow(self.attender_terms.as_ref(), policy)
            && health
                .refuses_area(&Source::Attendance, self.area.layer())
                .is_none();
        self.attenders = self.attenders.filter(|_| allowed);
        self.attenders = self.attenders.map(|count| health.protect(count));
        if policy.audience != Audience::Analyst {
            self.places.clear(); // they may be homes; `places` has its own rule
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for indicator in &mut self.indicators {
            indicator.count = policy.protect(indicator.count);
            (indicator.rate, indicator.interval, indicator.city_rate) = (None, None, None);
            indicator.similar = None;
        }
        // The true order would tell protected counts apart. All categories together stay first.
        if let Some((_, categories)) = self.indicators.split_first_mut() {
            let shown = |indicator: &Indicator| indicator.count.number().unwrap_or(1);
            categories.sort_by(|a, b| shown(b).cmp(&shown(a)).then_with(|| a.id.cmp(&b.id)));
        }
        self.trend.protect(policy);
        for (_, count) in &mut self.settings {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}

/// Share of one decile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecileShare {
    /// How many.
    pub count: Count,
    /// Share of the base; `None` where it may not be shown or there is no base.
    pub share: Option<f64>,
    /// 95% interval of the share; `None` for complete counts such as residents.
    pub interval: Option<(f64, f64)>,
}

/// Who or what is spread over the deciles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concerned {
    /// Areas of the layer.
    Areas,
    /// Residents.
    Residents,
    /// Events, by the area they happened in.
    Events,
    /// Victims of the selected events, by home.
    Victims,
    /// People linked to the selected events as suspect, by home.
    Suspects,
    /// A&E assault attenders of the period, by residence.
    Attenders,
}

impl Concerned {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Residents => "residents",
            Self::Events => "events",
            Self::Victims => "victims",
            Self::Suspects => "suspects",
            Self::Attenders => "attenders",
        }
    }
}

/// One group spread over the national deciles.
#[derive(Debug, Clone, PartialEq)]
pub struct DecileGroup {
    /// Who or what.
    pub concerned: Concerned,
    /// How many are placed in an area of the layer.
    pub base: Count,
    /// How many have no home or place that could be told.
    pub unplaced: Count,
    /// How many live or happened outside the study area.
    pub outside: Count,
    /// Decile 1, the most deprived, to 10.
    pub deciles: Vec<DecileShare>,
}

/// Spread over the deciles of an index of deprivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Deprivation {
    /// Index.
    pub index: String,
    /// Layer whose areas have the deciles.
    pub layer: LayerId,
    /// Groups, areas and residents first.
    pub groups: Vec<DecileGroup>,
    /// The terms of the group of attenders.
    pub attender_terms: Option<AttenderTerms>,
}

impl Protect for Deprivation {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, _: &Source) -> Result<(), String> {
        let health = policy.for_source(&Source::Attendance);
        if !AttenderTerms::allow(self.attender_terms.as_ref(), policy) {
            self.groups
                .retain(|group| group.concerned != Concerned::Attenders);
        }
        for group in &mut self.groups {
            let policy = match group.concerned {
                Concerned::Areas | Concerned::Residents => continue, // published
                Concerned::Attenders => health,
                _ => policy,
            };
            if policy.shows_exact() {
                continue;
            }
            for count in [&mut group.base, &mut group.unplaced, &mut group.outside] {
                *count = policy.protect(*count);
            }
            let base = group.base.number();
            for decile in &mut group.deciles {
                decile.count = policy.protect(decile.count);
                let count = decile.count.number();
                decile.share = count
                    .zip(base)
                    .filter(|(_, base)| *base > 0)
                    .map(|(count, base)| f64::from(count) / f64::from(base));
                decile.interval = None;
            }
        }
        Ok(())
    }
}
