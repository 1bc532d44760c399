#![doc = include_str!("../README.md")]

pub mod adaptive_density;
pub mod aoristic;
mod autocorrelation;
pub mod bandwidth;
pub mod bandwidth_search;
pub mod benjamini_hochberg;
pub mod berman_diggle;
pub mod clustered_rate;
pub mod completeness;
pub mod concentration;
pub mod density;
pub mod density_clusters;
pub mod density_grid;
mod density_kernels;
pub mod density_peaks;
pub mod difference_in_differences;
pub mod direct_rate;
pub mod displacement;
pub mod e_test;
mod edge_mass;
pub mod emerging;
pub mod emerging_class;
pub mod empirical_bayes;
pub mod exact_lower_tail;
pub mod exact_tail;
pub mod funnel;
pub mod general_g;
pub mod gi_permutation;
pub mod gi_star;
pub mod global_moran;
pub mod grid_shift;
pub mod groups;
pub mod harm;
pub mod hot_hours;
pub mod hour_of_week;
pub mod intervals;
pub mod intervention;
mod knox_kernel;
mod knox_null;
pub mod local_moran;
pub mod mann_kendall;
pub mod near_bands;
pub mod near_pairs;
pub mod near_reach;
pub mod near_repeat;
pub mod near_repeat_links;
pub mod neighbourhood;
pub mod network;
pub mod network_density;
mod network_paths;
mod network_steps;
pub mod parallel_trend;
pub mod period_bootstrap;
pub mod permutation;
mod plane_index;
pub mod prediction_accuracy;
pub mod rank_interval;
pub mod relative_change;
pub mod representation;
pub mod seasonality;
pub mod segment_ranking;
pub mod shrunk_counts;
pub mod shrunk_shares;
mod shuffled_sums;
pub mod slope_index;
pub mod smallest_share;
pub mod space_time_scan;
pub mod standardised_rates;
pub mod street_pieces;
mod tails;
pub mod thin_months;
mod uneven_sums;
pub mod weights;
mod whole_cells;

pub use adaptive_density::{AdaptiveDensity, adaptive_density};
pub use aoristic::{AoristicError, MAX_SPAN, Spread, SpreadLimits, UNIT, spread, spread_within};
pub use autocorrelation::{Approximation, AutocorrelationError, Chance};
pub use bandwidth::{
    Bandwidth, BandwidthError, BandwidthRule, normal_reference, silverman_reference,
};
pub use bandwidth_search::{RadiusRange, StudyGround, cronie_van_lieshout, likelihood_bandwidth};
pub use benjamini_hochberg::{BenjaminiHochbergError, benjamini_hochberg};
pub use berman_diggle::berman_diggle;
pub use clustered_rate::clustered_rate;
pub use completeness::{Completeness, CompletenessError, Delay, DelayRules, recording_delays};
pub use concentration::{
    Concentration, ConcentrationError, Measured, ShareOfPlaces, concentration,
};
pub use density::{Density, DensityError, Edge, KdeParams, density, quartic_kernel};
pub use density_clusters::{DensityClusters, DensityClustersError, density_clusters};
pub use density_grid::DensityGrid;
pub use density_peaks::density_peaks;
pub use difference_in_differences::{
    PlacePeriodEffect, PlacePeriodError, PlaceSeries, place_period_effect,
};
pub use direct_rate::{DirectRate, DirectRateError, RateGroup, direct_rate};
pub use displacement::{
    Displacement, Pair, QuotientMeans, Weighted, WeightedDifference, displacement, net_difference,
    weighted_displacement_difference,
};
pub use e_test::e_test;
pub use emerging::{
    ColdTest, Emerging, EmergingError, EmergingRules, EmergingUnit, Step, emerging,
};
pub use emerging_class::{EmergingClass, Pattern, Reduced, StepState};
pub use empirical_bayes::{
    LocalRate, RateVariation, RatesError, SmoothedRate, empirical_bayes, local_empirical_bayes,
};
pub use exact_lower_tail::exact_lower_tail_among;
pub use exact_tail::{ExactTailError, exact_upper_tail, exact_upper_tail_among};
pub use funnel::{Funnel, FunnelArea, FunnelStatus, Overdispersion, funnel};
pub use general_g::{GeneralG, general_g};
pub use gi_permutation::{GiPermutationError, PermutationRules, PermutationTest, gi_permutation};
pub use gi_star::{GiStarError, WeightSquares, getis_ord_gi, gi_star, weighted_gi};
pub use global_moran::{GlobalMoran, global_moran};
pub use grid_shift::{
    GridShift, GridShiftError, GridShiftParams, Stability, StudyArea, grid_shift,
};
pub use groups::{
    GroupError, GroupLimit, GroupRules, HotGroup, HotGroups, hot_groups, local_peaks,
};
pub use harm::{Harm, HarmError, HarmStanding, harm, harm_standings};
pub use hot_hours::{HotHours, hot_hours};
pub use hour_of_week::{
    HOURS_OF_WEEK, HourProfile, HourTest, WeekProfile, WeekProfileError, week_profile,
};
pub use intervals::{
    Interval, IntervalError, Level, RateRatio, byar_interval, poisson_interval, rate_ratio,
    share_interval,
};
pub use intervention::{Chosen, Finding, Intervention, NoEvidence, Treated, finding, intervention};
pub use local_moran::{LocalCluster, LocalMoran, LocalMoranUnit, Quadrant, local_moran};
pub use mann_kendall::{
    Direction, FEWEST_STEPS, HamedRao, MannKendall, MannKendallError, PowerNote, mann_kendall,
    mann_kendall_hamed_rao,
};
pub use near_bands::{NearRepeatBands, NearRepeatBandsError};
pub use near_pairs::{NearPairsError, pairs_within};
pub use near_reach::NearRepeatReach;
pub use near_repeat::{KnoxCell, NearRepeat, NearRepeatError, near_repeat, near_repeat_within};
pub use near_repeat_links::{
    NearRepeatLink, NearRepeatRoles, near_repeat_links, near_repeat_roles,
};
pub use neighbourhood::neighbourhood_sums;
pub use network::{Network, NetworkError, OnSegment};
pub use network_density::{
    Lixel, NetworkDensity, NetworkDensityError, NetworkDensityParams, NetworkKernel,
    network_density, network_density_at,
};
pub use parallel_trend::{ParallelTrend, parallel_trend};
pub use period_bootstrap::{FEWEST_PERIODS, PeriodRatio, period_ratio};
pub use permutation::{Permutations, PermutationsError, Tail, TooFewPermutations};
pub use prediction_accuracy::{Forecast, PredictionAccuracy, PredictionError, prediction_accuracy};
pub use rank_interval::{RankInterval, RankIntervalError, rank_intervals};
pub use relative_change::{
    RelativeChange, RelativeChangeError, Steps, relative_change, relative_change_of_totals,
};
pub use representation::representation_ratio;
pub use seasonality::{
    MONTHS, SeasonMonth, SeasonTest, SeasonYear, Seasonality, SeasonalityError, seasonality,
};
pub use segment_ranking::{
    NoRateRank, RankingRules, SegmentRank, SegmentRanking, SegmentRankingError, segment_ranking,
};
pub use shrunk_counts::{ShrunkCount, ShrunkCounts, shrunk_counts};
pub use shrunk_shares::{Share, ShrunkShares, ShrunkSharesError, TypeShares, shrunk_shares};
pub use shuffled_sums::Null;
pub use slope_index::{RankedGroup, SlopeIndex, SlopeIndexError, ValueScale, slope_index};
pub use smallest_share::{smallest_share, smallest_share_by_chance};
pub use space_time_scan::{
    ScanCluster, ScanLimits, SpaceTimeScan, SpaceTimeScanError, scan_llr, space_time_scan,
};
pub use standardised_rates::{StandardisedRatesError, standardised_rates};
pub use street_pieces::{StreetPieces, street_scores, street_tails};
pub use tails::normal_upper_tail;
pub use thin_months::thin_months;
pub use weights::{Weights, WeightsError};
pub use whole_cells::whole_cells;

#[cfg(test)]
mod permutation_size_tests;
#[cfg(test)]
mod size_tests;
