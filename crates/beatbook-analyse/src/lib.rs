#![doc = include_str!("../README.md")]

pub mod adaptive_density;
pub mod aoristic;
pub mod bandwidth;
pub mod bandwidth_search;
pub mod benjamini_hochberg;
pub mod completeness;
pub mod density;
pub mod density_clusters;
pub mod density_grid;
pub mod density_peaks;
mod edge_mass;
pub mod exact_tail;
pub mod gi_star;
pub mod grid_shift;
pub mod groups;
pub mod hour_of_week;
pub mod intervals;
pub mod neighbourhood;
mod plane_index;
pub mod rank_interval;
pub mod shrunk_shares;
mod tails;
pub mod thin_months;
mod whole_cells;

pub use adaptive_density::{AdaptiveDensity, adaptive_density};
pub use aoristic::{AoristicError, MAX_SPAN, Spread, SpreadLimits, UNIT, spread, spread_within};
pub use bandwidth::{
    Bandwidth, BandwidthError, BandwidthRule, normal_reference, silverman_reference,
};
pub use bandwidth_search::{
    RadiusRange, StudyGround, berman_diggle, cronie_van_lieshout, likelihood_bandwidth,
};
pub use benjamini_hochberg::{BenjaminiHochbergError, benjamini_hochberg};
pub use completeness::{Completeness, CompletenessError, Delay, DelayRules, recording_delays};
pub use density::{Density, DensityError, Edge, KdeParams, density, quartic_kernel};
pub use density_clusters::{DensityClusters, DensityClustersError, density_clusters};
pub use density_grid::DensityGrid;
pub use density_peaks::density_peaks;
pub use exact_tail::{ExactTailError, exact_upper_tail, exact_upper_tail_among};
pub use gi_star::{GiStarError, getis_ord_gi, gi_star};
pub use grid_shift::{
    GridShift, GridShiftError, GridShiftParams, Stability, StudyArea, grid_shift,
};
pub use groups::{
    GroupError, GroupLimit, GroupRules, HotGroup, HotGroups, hot_groups, local_peaks,
};
pub use hour_of_week::{
    HOURS_OF_WEEK, HourProfile, HourTest, WeekProfile, WeekProfileError, week_profile,
};
pub use intervals::{
    Interval, IntervalError, Level, RateRatio, byar_interval, poisson_interval, rate_ratio,
    share_interval,
};
pub use neighbourhood::neighbourhood_sums;
pub use rank_interval::{RankInterval, RankIntervalError, rank_intervals};
pub use shrunk_shares::{Share, ShrunkShares, ShrunkSharesError, TypeShares, shrunk_shares};
pub use thin_months::thin_months;
pub use whole_cells::whole_cells;

#[cfg(test)]
mod size_tests;
