//! Areas like another one: in the deprivation of those who live there and in how densely they live.
//!
//! Deprivation is held apart by the mean shift between two spreads over the national deciles (earth
//! mover's distance: Rubner, Tomasi & Guibas 2000, *IJCV* 40(2), <https://doi.org/10.1023/A:1026543900054>),
//! which in one dimension is the sum of the differences of the cumulative shares. Density is held apart in
//! logarithms. Each is in standard deviations over the layer and both weigh the same. Only published
//! figures enter: areas are never similar because as much happens in them.

use beatbook_core::{AreaCode, DecileMix, SimilarAreas};

use crate::homes::{km2, middles_in};
use crate::store::{Layer, Store};

/// Areas named as similar.
const SIMILAR: usize = 5;
/// In a layer of fewer areas the similar ones would be nearly all others.
const FEWEST_AREAS: usize = 15;
const DECILES: usize = 10;

/// What an area is held against others by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Likeness {
    /// Natural logarithm of residents per km2.
    density: f64,
    /// Share of its residents up to each decile; `None` without an index.
    up_to: Option<[f64; DECILES]>,
}

impl Store {
    /// The areas of a layer most like one of them.
    ///
    /// # Errors
    /// Why none can be named, in words.
    pub(crate) fn similar_to(&self, layer: &Layer, number: u32) -> Result<Vec<u32>, String> {
        if layer.area_of.overlaps() {
            return Err(format!(
                "the areas of {} overlap, so that none is another one",
                layer.id
            ));
        }
        if layer.shapes.len() < FEWEST_AREAS {
            return Err(format!(
                "{} has only {} areas: the most similar would be nearly all others",
                layer.id,
                layer.shapes.len()
            ));
        }
        let near = nearest(self.likenesses(layer), number);
        near.ok_or_else(|| "the book holds no residents of it".into())
    }

    /// The same in words.
    pub(crate) fn similar_areas(
        &self,
        layer: &Layer,
        similar: Result<&[u32], &String>,
    ) -> Result<SimilarAreas, String> {
        let areas = similar.map_err(Clone::clone)?.iter().filter_map(|&other| {
            let shape = layer.shapes.get(other as usize)?;
            let code = AreaCode::new(layer.id.clone(), &shape.class).ok()?;
            Some((code, shape.name.clone()))
        });
        let by = match self.about().indexes.first() {
            Some(index) => format!(
                "how their residents spread over the national deciles of {} and in residents per km2, both in standard deviations",
                index.label
            ),
            None => "residents per km2; the book holds no index of deprivation".into(),
        };
        Ok(SimilarAreas {
            areas: areas.collect(),
            method: format!(
                "The {SIMILAR} areas of {} closest in {by}; no count of events enters.",
                layer.id
            ),
        })
    }

    /// Residents of an area, and of the whole study area, over the deciles of the first index.
    pub(crate) fn decile_mix(&self, layer: &Layer, number: u32) -> Option<DecileMix> {
        let index = self.about().indexes.first()?;
        let ranked = self.layer_of(&index.layer)?;
        Some(DecileMix {
            index: index.id.clone(),
            area: self.shares(middles_in(ranked, layer, number).into_iter())?,
            city: self.shares(0..ranked.shapes.len())?,
        })
    }

    /// Shares of the residents of areas of the first index in each decile.
    fn shares(&self, areas: impl Iterator<Item = usize>) -> Option<Vec<f64>> {
        let (index, deciles) = self.about().indexes.iter().zip(&self.deciles).next()?;
        let (_, residents) = self.residents_of(&index.layer)?;
        let mut sums = [0_u64; DECILES];
        for area in areas {
            let decile = (deciles.decile.get(area)?.wrapping_sub(1)) as usize;
            let living = residents.get(area).copied().filter(|n| *n != u32::MAX);
            if let (Some(sum), Some(living)) = (sums.get_mut(decile), living) {
                *sum += u64::from(living);
            }
        }
        let all: u64 = sums.iter().sum();
        (all > 0).then(|| sums.iter().map(|&sum| sum as f64 / all as f64).collect())
    }

    /// What each area of a layer is held against others by; `None` of one without residents.
    fn likenesses<'a>(&self, layer: &'a Layer) -> &'a [Option<Likeness>] {
        layer.likeness.get_or_init(|| {
            let residents = self.residents_by_area(layer);
            let of = |number: u32| {
                let living = residents.get(number as usize).copied().flatten()?;
                let ground = km2(layer, number);
                let mix = self.decile_mix(layer, number);
                (living > 0 && ground > 0.0).then(|| Likeness {
                    density: (f64::from(living) / ground).ln(),
                    up_to: mix.map(|mix| cumulated(&mix.area)),
                })
            };
            (0..layer.shapes.len() as u32).map(of).collect()
        })
    }
}

/// Numbers of the areas nearest to one, the nearest first; `None` where nothing is known of it.
fn nearest(all: &[Option<Likeness>], number: u32) -> Option<Vec<u32>> {
    let own = all.get(number as usize)?.as_ref()?;
    let known = || all.iter().flatten();
    let densities = deviation(known().map(|one| one.density));
    let means = deviation(known().filter_map(|one| one.up_to.map(mean_decile)));
    let mut others: Vec<(f64, u32)> = (0..)
        .zip(all)
        .filter(|(other, _)| *other != number)
        .filter_map(|(other, one)| {
            let distance = apart(own, one.as_ref()?, [densities, means])?;
            Some((distance, other))
        })
        .collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    others.truncate(SIMILAR);
    Some(others.into_iter().map(|(_, other)| other).collect())
}

fn cumulated(shares: &[f64]) -> [f64; DECILES] {
    let mut up_to = [0.0; DECILES];
    let mut sum = 0.0;
    for (up_to, share) in up_to.iter_mut().zip(shares) {
        sum += share;
        *up_to = sum;
    }
    up_to
}

/// The mean decile of those who live there, from 1.
fn mean_decile(up_to: [f64; DECILES]) -> f64 {
    1.0 + up_to.iter().map(|share| 1.0 - share).sum::<f64>()
}

/// How far two areas are apart; `None` where only one of them has an index.
///
/// - `deviations`: of the logarithms of density and of the mean deciles over the layer.
fn apart(one: &Likeness, other: &Likeness, deviations: [f64; 2]) -> Option<f64> {
    let in_deviations = |distance: f64, deviation: f64| {
        if deviation > 0.0 {
            distance / deviation
        } else {
            0.0 // all are alike in it
        }
    };
    let density = in_deviations(one.density - other.density, deviations[0]);
    let mix = match (&one.up_to, &other.up_to) {
        (Some(a), Some(b)) => {
            let shift = a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
            in_deviations(shift, deviations[1])
        }
        (None, None) => 0.0,
        _ => return None,
    };
    Some(density.hypot(mix))
}

/// Standard deviation of numbers; 0 of none.
fn deviation(numbers: impl Iterator<Item = f64>) -> f64 {
    let numbers: Vec<f64> = numbers.collect();
    let many = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / many;
    (numbers.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / many).sqrt()
}

#[cfg(test)]
#[path = "similar_tests.rs"]
mod tests;
