//! Fixtures, slow oracles and builders for the tests.

mod autocorrelation_oracle;
mod density_oracle;
mod exact_tail_oracle;
mod fdr_oracle;
mod hex_grid;
mod scan_oracle;

pub use autocorrelation_oracle::{
    all_orders, general_g_by_pairs, gi_star_by_formula, mean_and_variance, moran_by_pairs,
    ordered_draws, six_points, tails_of_draws,
};
pub use density_oracle::density_clusters_by_definition;
pub use exact_tail_oracle::{tail_by_enumeration, tails_in_whole_numbers};
pub use fdr_oracle::fdr_cut_off;
pub use hex_grid::HexGrid;
pub use scan_oracle::{OracleCylinder, ScanOracle};
