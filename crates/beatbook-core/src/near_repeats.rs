//! Near repeats: how they are asked for, and as answers carry them.

use std::fmt;

use crate::{Audience, Bng, Count, Day, Draws, Policy, Protect, SelectionError, Source};

/// Which bands of distance and time, and how the null is made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NearRepeatAsk {
    /// Edges of the bands of distance, rising.
    pub metres: Vec<u32>,
    /// Edges of the bands of time, rising.
    pub days: Vec<u32>,
    /// How often times are dealt out anew.
    pub permutations: u32,
    /// The seed of their order.
    pub seed: u64,
}

impl Default for NearRepeatAsk {
    /// Steps of a street block and of a week, to 400 m and four weeks: about as far as the risk
    /// next to a burgled home was found to be raised (Johnson & Bowers 2004, *European Journal of
    /// Criminology* 1(2), <https://doi.org/10.1177/1477370804041252>). 999 permutations: with the
    /// 20 cells of these bands a single one can still stand out at 5%.
    fn default() -> Self {
        Self {
            metres: vec![0, 100, 200, 300, 400],
            days: vec![0, 7, 14, 21, 28],
            permutations: 999,
            seed: 1,
        }
    }
}

/// Most edges of bands, longest distance and longest time.
const MOST_EDGES: usize = 13;
const FURTHEST: u32 = 20_000;
const LONGEST: u32 = 366;

impl NearRepeatAsk {
    /// Reads what is asked beside a selection; what is left out stays at its default.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part.
    pub fn parse(
        metres: Option<&str>,
        days: Option<&str>,
        permutations: Option<&str>,
        seed: Option<&str>,
    ) -> Result<Self, SelectionError> {
        let usual = Self::default();
        let Draws { permutations, seed } = Draws::parse(permutations, seed, usual.permutations)?;
        Ok(Self {
            metres: metres
                .map(|text| edges("bands-metres", text, FURTHEST, "0,100,200"))
                .transpose()?
                .unwrap_or(usual.metres),
            days: days
                .map(|text| edges("bands-days", text, LONGEST, "0,7,14"))
                .transpose()?
                .unwrap_or(usual.days),
            permutations,
            seed,
        })
    }
}

fn edges(part: &str, text: &str, most: u32, such_as: &str) -> Result<Vec<u32>, SelectionError> {
    let numbers: Option<Vec<u32>> = text.split(',').map(|n| n.trim().parse().ok()).collect();
    let good = numbers.filter(|edges| {
        let rising = edges.windows(2).all(|band| band[0] < band[1]);
        let range = (2..=MOST_EDGES).contains(&edges.len());
        rising && range && edges.last().is_some_and(|last| *last <= most)
    });
    good.ok_or_else(|| {
        let way_out =
            format!("write 2 to {MOST_EDGES} rising whole numbers up to {most}, such as {such_as}");
        wrong(part, text, &way_out)
    })
}

fn wrong(part: &str, text: &str, way_out: &str) -> SelectionError {
    let reason = format!("`{text}` cannot be used; {way_out}");
    SelectionError::new(part, reason, [""; 0])
}

impl fmt::Display for NearRepeatAsk {
    /// The one form for keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |edges: &[u32]| {
            edges
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(",")
        };
        write!(
            f,
            "bands-metres={}&bands-days={}&permutations={}&seed={}",
            list(&self.metres),
            list(&self.days),
            self.permutations,
            self.seed
        )
    }
}

/// A part of the plane of distance and time: `[from, to)` of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearBand {
    /// Metres; 0 to 0 is the same place.
    pub metres: (u32, u32),
    /// Whether pairs at the same place are in it.
    pub same_place: bool,
    /// Days.
    pub days: (u32, u32),
}

/// Pairs of incidents in a band, against chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearPairs {
    /// Which band.
    pub band: NearBand,
    /// Pairs; a mean where times were drawn. `None` where they may not be shown.
    pub pairs: Option<f64>,
    /// Fewest and most over the draws of times.
    pub range: Option<(u64, u64)>,
    /// Pairs that chance gives: the mean over the permutations.
    pub by_chance: Option<f64>,
    /// Pairs for each one that chance gives.
    pub ratio: Option<f64>,
    /// The chance of so many.
    pub p: Option<f64>,
    /// The same, corrected for all bands, or all parts of the period.
    pub q: Option<f64>,
    /// Whether there are more than chance explains.
    pub stands_out: bool,
}

/// One part of the period, tested by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct NearPeriod {
    /// First and last day.
    pub period: (Day, Day),
    /// Incidents tested.
    pub incidents: Count,
    /// Pairs of both within it; `None` where there are too few incidents to test.
    pub found: Option<NearPairs>,
}

/// One incident that follows another. For the analyst only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearLink {
    /// Where and on which day the earlier one was.
    pub earlier: (Bng, Day),
    /// Where and on which day the later one was.
    pub later: (Bng, Day),
}

/// Near repeats of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeats {
    /// What was asked, defaults filled in.
    pub ask: NearRepeatAsk,
    /// Incidents tested.
    pub incidents: Count,
    /// Of these, known only to several days: their day was drawn.
    pub drawn: Count,
    /// How often.
    pub draws: u32,
    /// Left out: known only to more days than the narrowest band has.
    pub too_vague: Count,
    /// All bands: by distance, then by time.
    pub bands: Vec<NearPairs>,
    /// Bands tested.
    pub tested: u32,
    /// The nearest and soonest bands together, as far as all of them stand out; `None` where they
    /// do not. Its p and q stay empty: it was chosen by them.
    pub reach: Option<NearPairs>,
    /// What the parts of the period are compared by: the reach, or where nothing stands out the
    /// nearest and soonest band with the same place.
    pub compared: NearBand,
    /// Calendar years of the period, or its seasons if it is no longer than a year.
    pub periods: Vec<NearPeriod>,
    /// All parts of the period together, times dealt out within each.
    pub within_periods: Option<NearPairs>,
    /// Incidents that are followed but follow none, within the reach.
    pub originators: Count,
    /// Incidents that follow another.
    pub followers: Count,
    /// Links within the reach, the latest first, up to a bound.
    pub links: Vec<NearLink>,
}

impl Protect for NearRepeats {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.audience != Audience::Analyst {
            self.links.clear();
        }
        if policy.shows_exact() {
            return Ok(());
        }
        // How many bands hold no pair at any time is a count too.
        self.tested = self.bands.len() as u32;
        // What stands out in a band too small to be shown would tell that it is not empty; so would the
        // band that the parts of the period are compared by.
        let reached = self.reach.is_some();
        self.reach = self.reach.take().filter(|reach| {
            let pairs = reach.pairs.map_or(0, |pairs| pairs.round() as u32);
            pairs > Policy::SUPPRESSED_UP_TO
        });
        if reached && self.reach.is_none() {
            if let Some(first) = self.bands.first() {
                self.compared = first.band;
            }
            for part in &mut self.periods {
                part.found = None;
            }
            self.within_periods = None;
        }
        let parts = self
            .periods
            .iter_mut()
            .filter_map(|part| part.found.as_mut());
        let all = self.bands.iter_mut().chain(&mut self.reach).chain(parts);
        for found in all.chain(&mut self.within_periods) {
            found.protect(policy);
        }
        if let Some(reach) = &mut self.reach {
            reach.stands_out = true; // partners see how far it reaches
        }
        let counts = self.periods.iter_mut().map(|part| &mut part.incidents);
        for count in counts.chain([
            &mut self.incidents,
            &mut self.drawn,
            &mut self.too_vague,
            &mut self.originators,
            &mut self.followers,
        ]) {
            *count = policy.protect(*count);
        }
        Ok(())
    }
}

impl NearPairs {
    /// Scores would tell rounded counts apart.
    fn protect(&mut self, policy: Policy) {
        let pairs = self.pairs.map_or(0, |pairs| pairs.round() as u32);
        let shown = policy.protect(Count::Exact(pairs));
        self.pairs = shown.number().map(f64::from);
        self.stands_out = false;
        (self.range, self.by_chance, self.ratio) = (None, None, None);
        (self.p, self.q) = (None, None);
    }
}

#[cfg(test)]
#[path = "near_repeats_tests.rs"]
mod tests;
