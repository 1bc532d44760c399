//! Ranks, rates and tests of streets.

use beatbook_analyse::{Level, poisson_interval};
use beatbook_core::{SelectionError, StreetShare, StreetsBy};

use crate::streets::View;

/// The units of a view, in its order.
pub(crate) struct Ranking {
    pub(crate) units: Vec<RankedUnit>,
    /// Where the p-values come from.
    pub(crate) p_value: &'static str,
}

/// One street or segment.
pub(crate) struct RankedUnit {
    pub(crate) rank: u32,
    pub(crate) rank_interval: Option<(u32, u32)>,
    pub(crate) per_km: f64,
    pub(crate) per_km_interval: (f64, f64),
    pub(crate) expected: f64,
    pub(crate) q: Option<f64>,
    pub(crate) stands_out: bool,
}

pub(crate) fn ranking(
    view: &View<'_>,
    by: StreetsBy,
    _alpha: f64,
) -> Result<Ranking, SelectionError> {
    let total: u32 = (0..view.segments.len()).map(|u| view.count(u)).sum();
    let metres: f64 = (0..view.segments.len()).map(|u| view.metres(u)).sum();
    let mut order: Vec<usize> = (0..view.segments.len()).collect();
    let value = |u: usize| match by {
        StreetsBy::Rate => f64::from(view.count(u)) / view.metres(u),
        StreetsBy::Count => f64::from(view.count(u)),
    };
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    let mut rank = vec![0; order.len()];
    for (i, u) in order.into_iter().enumerate() {
        rank[u] = i as u32 + 1;
    }
    let units = (0..view.segments.len()).map(|u| {
        let km = view.metres(u) / 1000.0;
        let i = poisson_interval(view.count(u).into(), Level::P95);
        RankedUnit {
            rank: rank[u],
            rank_interval: None,
            per_km: f64::from(view.count(u)) / km,
            per_km_interval: (i.low / km, i.high / km),
            expected: f64::from(total) * view.metres(u) / metres,
            q: None,
            stands_out: false,
        }
    });
    Ok(Ranking {
        units: units.collect(),
        p_value: "exact upper tail",
    })
}

pub(crate) fn concentration(_counts: &[u32]) -> Vec<StreetShare> {
    Vec::new()
}
