//! Fixtures, slow oracles and builders for the tests.

mod autocorrelation_oracle;
mod burkitt;
pub mod contest;
mod density_oracle;
mod emerging_oracle;
mod exact_tail_oracle;
mod fdr_oracle;
mod hex_grid;
mod kde_oracle;
mod knox_oracle;
mod mann_kendall_oracle;
mod network_density_oracle;
mod random_selections;
mod scan_oracle;

pub use autocorrelation_oracle::{
    all_orders, general_g_by_pairs, gi_star_by_formula, mean_and_variance, moran_by_pairs,
    ordered_draws, six_points, tails_of_draws,
};
pub use burkitt::BURKITT;
pub use density_oracle::density_clusters_by_definition;
pub use emerging_oracle::class_by_the_words;
pub use exact_tail_oracle::{tail_by_enumeration, tails_in_whole_numbers};
pub use fdr_oracle::fdr_cut_off;
pub use hex_grid::HexGrid;
pub use kde_oracle::density_by_definition;
pub use knox_oracle::{knox_table_by_looking_at_all, pairs_by_looking_at_all};
pub use mann_kendall_oracle::scores_of_all_orders;
pub use network_density_oracle::{SpreadAtNodes, network_density_by_all_paths};
pub use random_selections::{BookWords, CHANCES, Day, FinestTime, RandomSelections, SourceWords};
pub use scan_oracle::{OracleCylinder, ScanOracle};
