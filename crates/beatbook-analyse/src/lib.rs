#![doc = include_str!("../README.md")]

pub mod benjamini_hochberg;
pub mod exact_tail;
pub mod gi_star;
pub mod groups;
pub mod neighbourhood;
pub mod rank_interval;
mod whole_cells;

pub use benjamini_hochberg::{BenjaminiHochbergError, benjamini_hochberg};
pub use exact_tail::{ExactTailError, exact_upper_tail, exact_upper_tail_among};
pub use gi_star::{GiStarError, getis_ord_gi, gi_star};
pub use groups::{
    GroupError, GroupLimit, GroupRules, HotGroup, HotGroups, hot_groups, local_peaks,
};
pub use neighbourhood::neighbourhood_sums;
pub use rank_interval::{RankInterval, RankIntervalError, rank_intervals};
pub use whole_cells::whole_cells;

#[cfg(test)]
mod size_tests;
