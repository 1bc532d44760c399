//! Whether ours and a peer gave the same answer. If not, their times mean nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

/// How far two simulated shares may be apart, in standard errors of their difference.
const STANDARD_ERRORS: f64 = 6.0;

/// An array that both sides write, and what counts as the same.
pub struct Agree {
    pub array: &'static str,
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    /// The same whole numbers (`u64`).
    Same,
    /// Numbers (`f64`) this far apart at most.
    Absolute(f64),
    /// Numbers (`f64`) apart by at most this share of the largest.
    OfLargest(f64),
    /// How many of so many permutations reached what was seen (`u32`): two simulations of one
    /// share, apart by chance alone.
    Chance(u32),
    /// The same area for each point (`u32`), but for points in doubt: ours writes which those are,
    /// rising (`doubtful.u32`).
    Areas,
}

impl Agree {
    /// Compares what two sides wrote; says how close they are.
    pub fn check(&self, ours: &Path, peer: &Path) -> Result<String> {
        let name = self.array;
        let seen = match self.how {
            How::Same => same(&whole(ours, name)?, &whole(peer, name)?),
            How::Absolute(most) => close(&real(ours, name)?, &real(peer, name)?, most, 1.0),
            How::OfLargest(most) => {
                let ours = real(ours, name)?;
                let largest = ours.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
                close(&ours, &real(peer, name)?, most, largest)
            }
            How::Chance(runs) => by_chance(&counts(ours, name)?, &counts(peer, name)?, runs),
            How::Areas => areas(
                &counts(ours, name)?,
                &counts(peer, name)?,
                &counts(ours, "doubtful")?,
            ),
        };
        seen.map(|seen| format!("{name}: {seen}"))
            .with_context(|| format!("{name} of {} is not ours", peer.display()))
    }

    /// Fails unless two sides wrote the same bytes, as ours must with any number of threads.
    pub fn check_bits(&self, one: &Path, other: &Path) -> Result<()> {
        let ending = match self.how {
            How::Same => "u64",
            How::Absolute(_) | How::OfLargest(_) => "f64",
            How::Chance(_) | How::Areas => "u32",
        };
        let read = |folder| bytes(folder, self.array, ending);
        ensure!(
            read(one)? == read(other)?,
            "{} differs with the number of threads",
            self.array
        );
        Ok(())
    }
}

/// The same numbers in the same order.
pub fn same(ours: &[u64], peer: &[u64]) -> Result<String> {
    ensure!(
        ours.len() == peer.len(),
        "{} for {}",
        peer.len(),
        ours.len()
    );
    if let Some(at) = ours.iter().zip(peer).position(|(a, b)| a != b) {
        bail!("entry {at} is {} for {}", peer[at], ours[at]);
    }
    Ok(format!("the same {}", ours.len()))
}

/// Numbers apart by at most `most` times `unit`. What neither can answer (NaN) is the same.
pub fn close(ours: &[f64], peer: &[f64], most: f64, unit: f64) -> Result<String> {
    ensure!(
        ours.len() == peer.len(),
        "{} for {}",
        peer.len(),
        ours.len()
    );
    let mut widest = 0.0_f64;
    for (at, (a, b)) in ours.iter().zip(peer).enumerate() {
        if a.is_nan() && b.is_nan() {
            continue;
        }
        let apart = (a - b).abs() / unit;
        ensure!(apart <= most, "entry {at} is {b} for {a}");
        widest = widest.max(apart);
    }
    Ok(format!("to {widest:.0e}"))
}

/// Two counts out of `runs` each, apart by at most six standard errors of their difference under
/// the share that both together estimate.
pub fn by_chance(ours: &[u32], peer: &[u32], runs: u32) -> Result<String> {
    ensure!(
        ours.len() == peer.len(),
        "{} for {}",
        peer.len(),
        ours.len()
    );
    let mut widest = 0.0_f64;
    for (at, (&a, &b)) in ours.iter().zip(peer).enumerate() {
        if a == b {
            continue;
        }
        ensure!(a.max(b) <= runs, "entry {at} is {b} for {a} of {runs}");
        let (a, b, runs) = (f64::from(a), f64::from(b), f64::from(runs));
        let share = (a + b) / (2.0 * runs);
        let errors = (a - b).abs() / (2.0 * runs * share * (1.0 - share)).sqrt();
        ensure!(
            errors <= STANDARD_ERRORS,
            "entry {at} is {b} for {a} of {runs}, {errors:.1} standard errors off"
        );
        widest = widest.max(errors);
    }
    Ok(format!("within {widest:.1} standard errors"))
}

/// The same area for each point, or a point on an edge or in ground claimed twice.
pub fn areas(ours: &[u32], peer: &[u32], doubtful: &[u32]) -> Result<String> {
    ensure!(
        ours.len() == peer.len(),
        "{} for {}",
        peer.len(),
        ours.len()
    );
    let mut differ = 0;
    for (at, (a, b)) in ours.iter().zip(peer).enumerate() {
        if a != b {
            let doubted = doubtful.binary_search(&u32::try_from(at)?).is_ok();
            ensure!(doubted, "point {at} is in area {b} for {a}");
            differ += 1;
        }
    }
    Ok(format!(
        "the same {}; {differ} differ of {} on an edge or in overlapping or invalid areas",
        ours.len() - differ,
        doubtful.len()
    ))
}

fn bytes(folder: &Path, name: &str, ending: &str) -> Result<Vec<u8>> {
    let path = folder.join(format!("{name}.{ending}"));
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The numbers of `WIDTH` bytes each that a file holds.
fn cut<const WIDTH: usize>(folder: &Path, name: &str, ending: &str) -> Result<Vec<[u8; WIDTH]>> {
    let bytes = bytes(folder, name, ending)?;
    let (numbers, rest) = bytes.as_chunks();
    ensure!(rest.is_empty(), "{name}.{ending} ends within a number");
    Ok(numbers.to_vec())
}

fn whole(folder: &Path, name: &str) -> Result<Vec<u64>> {
    let numbers = cut(folder, name, "u64")?;
    Ok(numbers.into_iter().map(u64::from_le_bytes).collect())
}

fn real(folder: &Path, name: &str) -> Result<Vec<f64>> {
    let numbers = cut(folder, name, "f64")?;
    Ok(numbers.into_iter().map(f64::from_le_bytes).collect())
}

fn counts(folder: &Path, name: &str) -> Result<Vec<u32>> {
    let numbers = cut(folder, name, "u32")?;
    Ok(numbers.into_iter().map(u32::from_le_bytes).collect())
}

#[cfg(test)]
#[path = "agree_tests.rs"]
mod tests;
