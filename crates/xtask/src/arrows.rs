//! Who may depend on whom. One table; the check reads `cargo metadata` and names every edge
//! that is not in it.

use anyhow::{Result, bail};
use cargo_metadata::{DependencyKind, Metadata};

/// Crate, and the crates of this workspace that it may use. `read`, `locate`, `analyse` and
/// `tile` exchange the plain types of `core` and never import each other.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("beatbook-core", &[]),
    ("beatbook-read", &["beatbook-core"]),
    ("beatbook-locate", &["beatbook-core"]),
    ("beatbook-analyse", &["beatbook-core"]),
    ("beatbook-tile", &["beatbook-core"]),
    ("beatbook-report", &["beatbook-core"]),
    ("beatbook-demo", &["beatbook-core"]),
    ("beatbook-fetch", &[]),
    ("beatbook-store", &["beatbook-core", "beatbook-analyse"]),
    (
        "beatbook-build",
        &[
            "beatbook-core",
            "beatbook-read",
            "beatbook-locate",
            "beatbook-store",
        ],
    ),
    (
        "beatbook-serve",
        &[
            "beatbook-core",
            "beatbook-report",
            "beatbook-store",
            "beatbook-tile",
        ],
    ),
    (
        "beatbook-cli",
        &[
            "beatbook-core",
            "beatbook-read",
            "beatbook-locate",
            "beatbook-analyse",
            "beatbook-tile",
            "beatbook-demo",
            "beatbook-fetch",
            "beatbook-store",
            "beatbook-build",
            "beatbook-report",
            "beatbook-serve",
        ],
    ),
    ("beatbook-testkit", &["beatbook-core"]),
    ("beatbook-tests", &[]),
    ("xtask", &["beatbook-tests"]),
];

/// What any crate may use in its tests.
const FOR_TESTS: [&str; 1] = ["beatbook-testkit"];

/// Heavy or far-reaching dependencies, and the crates that keep them to themselves.
const KEPT_IN: [(&str, &[&str]); 16] = [
    ("anyhow", &["beatbook-cli", "xtask"]),
    ("axum", &["beatbook-serve"]),
    ("calamine", &["beatbook-read"]),
    ("clap", &["beatbook-cli"]),
    ("h3o", &["beatbook-locate"]),
    ("indicatif", &["beatbook-cli"]),
    ("lonlat_bng", &["beatbook-locate", "beatbook-demo"]),
    ("mvt", &["beatbook-tile"]),
    (
        "polars",
        &["beatbook-store", "beatbook-read", "beatbook-report"],
    ),
    ("polars-arrow", &["beatbook-read"]),
    ("polars-parquet", &["beatbook-read"]),
    ("proj", &["beatbook-locate"]),
    ("rstar", &["beatbook-locate", "beatbook-store"]),
    ("shapefile", &["beatbook-read", "beatbook-demo"]),
    ("tower-http", &["beatbook-serve"]),
    // The only way to a network.
    ("ureq", &["beatbook-fetch"]),
];

/// One dependency as it stands in a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub for_tests: bool,
}

pub fn check(metadata: &Metadata) -> Result<()> {
    let edges: Vec<Edge> = metadata
        .workspace_packages()
        .iter()
        .flat_map(|package| {
            package.dependencies.iter().map(|dependency| Edge {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                for_tests: dependency.kind == DependencyKind::Development,
            })
        })
        .collect();
    let ours: Vec<String> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let faults = faults(&ours, &edges);
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "{}\n  the tables are in crates/xtask/src/arrows.rs",
        faults.join("\n")
    );
}

/// Every edge against the tables, in words.
pub fn faults(ours: &[String], edges: &[Edge]) -> Vec<String> {
    let mut faults: Vec<String> = ours
        .iter()
        .filter(|name| allowed(name).is_none())
        .map(|name| format!("{name} is not in the table of crates"))
        .collect();
    for edge in edges {
        let Some(may_use) = allowed(&edge.from) else {
            continue;
        };
        let Edge {
            from,
            to,
            for_tests,
        } = edge;
        if ours.contains(to) {
            let testkit = *for_tests && FOR_TESTS.contains(&to.as_str());
            if !testkit && !may_use.contains(&to.as_str()) {
                faults.push(format!("{from} -> {to}: this arrow is not allowed"));
            }
        } else if let Some((_, keepers)) = KEPT_IN.iter().find(|(name, _)| name == to)
            && !for_tests
            && !keepers.contains(&from.as_str())
        {
            faults.push(format!(
                "{from} -> {to}: only {} may use it",
                keepers.join(" and ")
            ));
        }
    }
    faults
}

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    MAY_USE
        .iter()
        .find(|(from, _)| *from == name)
        .map(|(_, to)| *to)
}

#[cfg(test)]
#[path = "arrows_tests.rs"]
mod tests;
