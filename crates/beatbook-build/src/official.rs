//! Published figures of areas: deciles and residents, put in the order of a layer.

use std::collections::HashMap;
use std::path::Path;

use beatbook_core::LayerId;
use beatbook_read::{
    Config, IndexSpec, LookupRow, PeopleCounted, PopulationSpec, read_index, read_lookup,
    read_population,
};
use beatbook_store::book::{Counted, Deciles, IndexEntry, Input, PopulationEntry};

use crate::BuildError;
use crate::inputs::{of_file, shown};
use crate::setting::Layer;

/// At least this share of the areas of a layer must be in a file, or it is not the file of that layer.
const FOUND: f64 = 0.99;
/// No rank, decile or number of residents.
const NONE: u32 = u32::MAX;

/// An index of deprivation, area by area.
pub(crate) struct Index {
    pub(crate) entry: IndexEntry,
    pub(crate) deciles: Deciles,
}

/// Residents, area by area.
pub(crate) struct Residents {
    pub(crate) entry: PopulationEntry,
    pub(crate) residents: Vec<u32>,
}

/// Which areas of 2011 became which of 2021.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    rows: Vec<LookupRow>,
}

impl Lookup {
    pub(crate) fn read(
        config: &Config,
        base: &Path,
        inputs: &mut Vec<Input>,
        synthetic: &mut bool,
    ) -> Result<Self, BuildError> {
        let Some(path) = &config.lookup else {
            return Ok(Self::default());
        };
        let raw = read_lookup(path)?;
        inputs.push(of_file(path, base, None)?);
        *synthetic |= raw.synthetic;
        Ok(Self { rows: raw.rows })
    }

    /// The one area of 2011 that an area of 2021 was, or was cut from; `None` for merged and irregular
    /// ones.
    pub(crate) fn to_2011(&self) -> HashMap<&str, &str> {
        let rows = self.rows.iter().filter(|row| "US".contains(row.change));
        rows.map(|row| (row.lsoa21.as_str(), row.lsoa11.as_str()))
            .collect()
    }

    /// All areas of the other year that share ground with an area, whatever the change.
    pub(crate) fn counterparts(&self) -> HashMap<&str, Vec<&str>> {
        let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
        for row in &self.rows {
            let (old, new) = (row.lsoa11.as_str(), row.lsoa21.as_str());
            found.entry(old).or_default().push(new);
            if old != new {
                found.entry(new).or_default().push(old);
            }
        }
        found
    }

    /// The one area of 2021 that an area of 2011 still is; `None` for all that changed.
    pub(crate) fn to_2021(&self) -> HashMap<&str, &str> {
        let rows = self.rows.iter().filter(|row| row.change == 'U');
        rows.map(|row| (row.lsoa11.as_str(), row.lsoa21.as_str()))
            .collect()
    }
}

fn layer_of<'a>(layers: &'a [Layer], id: &LayerId, file: &str) -> Result<&'a Layer, BuildError> {
    let found = layers.iter().find(|layer| layer.id == *id);
    found.ok_or_else(|| BuildError::NotItsLayer {
        file: file.to_owned(),
        layer: id.to_string(),
        found: 0,
        areas: 0,
    })
}

fn covers(found: usize, layer: &Layer, file: &str) -> Result<(), BuildError> {
    let areas = layer.codes.len();
    if found as f64 >= FOUND * areas as f64 {
        return Ok(());
    }
    Err(BuildError::NotItsLayer {
        file: file.to_owned(),
        layer: layer.id.to_string(),
        found: found as u64,
        areas: areas as u64,
    })
}

/// How many areas have a figure or, where a lookup carried figures over, are not missing for want of
/// one: what the lookup leaves out is not missing from the file. A lookup that leaves out most of them
/// is one of other areas.
///
/// - `told`: for each code whether it has a figure.
fn found(codes: &[String], told: &[bool], carried: Option<&HashMap<&str, &str>>) -> usize {
    let figures = told.iter().filter(|told| **told).count();
    let Some(other) = carried.filter(|_| 2 * figures >= codes.len()) else {
        return figures;
    };
    let left_out = codes
        .iter()
        .zip(told)
        .filter(|(code, told)| !**told && !other.contains_key(code.as_str()));
    figures + left_out.count()
}

impl Index {
    /// Reads an index and puts it in the order of its layer. Codes of another year are carried over by
    /// the lookup: an unchanged area keeps its decile, the parts of a split one inherit it; merged and
    /// irregular ones have none, since a mean of ranks is no rank.
    pub(crate) fn read(
        spec: &IndexSpec,
        base: &Path,
        layers: &[Layer],
        lookup: &Lookup,
        synthetic: &mut bool,
    ) -> Result<Self, BuildError> {
        let file = shown(&spec.path, base);
        let layer = layer_of(layers, &spec.layer, &file)?;
        let raw = read_index(spec)?;
        *synthetic |= raw.synthetic;
        let by_code: HashMap<&str, (u32, u32)> = raw
            .rows
            .iter()
            .map(|row| (row.code.as_str(), (row.rank, u32::from(row.decile))))
            .collect();
        let carried_over = raw.year != spec.layer.vintage();
        let backwards = match (carried_over, spec.layer.vintage().0) {
            (false, _) => None,
            (true, 2021) => Some(lookup.to_2011()),
            (true, _) => {
                // A 2021 decile says nothing of the parts of an area that was split.
                Some(lookup.to_2021())
            }
        };
        let figures = layer.codes.iter().map(|code| {
            let own = match &backwards {
                None => Some(code.as_str()),
                Some(other) => other.get(code.as_str()).copied(),
            };
            own.and_then(|code| by_code.get(code)).copied()
        });
        let figures: Vec<Option<(u32, u32)>> = figures.collect();
        let told: Vec<bool> = figures.iter().map(Option::is_some).collect();
        covers(found(&layer.codes, &told, backwards.as_ref()), layer, &file)?;
        let (rank, decile) = figures
            .into_iter()
            .map(|figure| figure.unwrap_or((NONE, NONE)))
            .unzip();
        Ok(Self {
            entry: IndexEntry {
                id: spec.id.clone(),
                edition: raw.edition,
                layer: spec.layer.to_string(),
                carried_over,
                file,
                domain: spec.domain.map(|domain| domain.word().to_owned()),
            },
            deciles: Deciles { rank, decile },
        })
    }
}

impl Residents {
    pub(crate) fn read(
        spec: &PopulationSpec,
        base: &Path,
        layers: &[Layer],
        synthetic: &mut bool,
    ) -> Result<Self, BuildError> {
        let file = shown(&spec.path, base);
        let layer = layer_of(layers, &spec.layer, &file)?;
        let raw = read_population(spec)?;
        *synthetic |= raw.synthetic;
        let by_code: HashMap<&str, u32> = raw
            .rows
            .iter()
            .map(|row| (row.code.as_str(), row.residents))
            .collect();
        let residents: Vec<u32> = layer
            .codes
            .iter()
            .map(|code| by_code.get(code.as_str()).copied().unwrap_or(NONE))
            .collect();
        let found = residents.iter().filter(|&&n| n != NONE).count();
        covers(found, layer, &file)?;
        Ok(Self {
            entry: PopulationEntry {
                layer: spec.layer.to_string(),
                year: spec.year,
                file,
                counted: match spec.of {
                    PeopleCounted::Residents => Counted::Residents,
                    PeopleCounted::Workday => Counted::Workday,
                },
            },
            residents,
        })
    }
}

#[cfg(test)]
#[path = "official_tests.rs"]
mod tests;
