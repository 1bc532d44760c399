//! Licensed and retail premises by what happened in them or at their door, as answers carry them.

use crate::{Audience, Count, Policy, Protect, SelectionError, Source, Wgs84};

/// Whether premises are called by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Names {
    /// By a number and their street.
    #[default]
    Off,
    /// By name, for those entitled to it.
    On,
}

impl Names {
    /// The words accepted for `names=`.
    pub const WORDS: [&str; 2] = ["off", "on"];

    /// Reads the word; off where there is none.
    ///
    /// # Errors
    /// [`SelectionError`] about the part `names`.
    pub fn parse(word: Option<&str>) -> Result<Self, SelectionError> {
        match word {
            None | Some("off") => Ok(Self::Off),
            Some("on") => Ok(Self::On),
            Some(other) => {
                let reason = format!("`{other}` is not accepted; use off or on");
                Err(SelectionError::new("names", reason, Self::WORDS))
            }
        }
    }

    /// The word.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Whether premises can be told from ordinary ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PremisesStanding {
    /// Their interval lies above the median of all premises.
    Above,
    /// Their interval lies below it.
    Below,
    /// Fewer than [`PremisesRanking::FEWEST`] incidents.
    TooFew,
    /// Their interval holds the median.
    Overlaps,
}

impl PremisesStanding {
    /// The words used in answers, in the order of the standings.
    pub const WORDS: [&str; 4] = ["above", "below", "too-few", "overlaps"];

    /// The word used in answers.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Whether anything may be said of the premises as such.
    pub fn is_told(self) -> bool {
        matches!(self, Self::Above | Self::Below)
    }
}

/// What is estimated of premises from their count and those of all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PremisesEstimate {
    /// Posterior mean: incidents to be expected in as many nights, luck taken out.
    pub mean: f64,
    /// Its 95% interval.
    pub interval: (f64, f64),
    /// Rank by the mean, from 1, and its 95% interval.
    pub rank: u32,
    /// 95% interval of the rank.
    pub rank_interval: (u32, u32),
    /// Whether they can be told from ordinary premises.
    pub standing: PremisesStanding,
}

/// Premises with at least one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedPremises {
    /// Id of the unit `premises`; `None` where it may not be told which premises they are.
    pub id: Option<String>,
    /// Position in the list, from 1: `Premises 14` in this answer, and in no other.
    pub number: u32,
    /// Name; `None` where names are off or nothing may be said of them as such.
    pub name: Option<String>,
    /// Street they stand on.
    pub street: Option<String>,
    /// Area they are in.
    pub area: Option<String>,
    /// Incidents in them or at their door that they did not call about: what ranks.
    pub incidents: Count,
    /// Of these, in them.
    pub inside: Count,
    /// Of these, at their door.
    pub at_door: Count,
    /// Incidents in them or at their door that they called about themselves: shown, and counted for
    /// nothing.
    pub called: Count,
    /// Incidents that are only near them: they rank nothing.
    pub vicinity: Count,
    /// What is estimated of them.
    pub estimate: PremisesEstimate,
    /// The same from counts as partners may see them, and from nothing else.
    pub of_rounded: PremisesEstimate,
    /// Where they are; `None` where it may not be told which premises they are.
    pub centre: Option<Wgs84>,
}

impl RankedPremises {
    /// `The Clockwork Spindle`, or `Premises 14, Bloom Street`.
    pub fn label(&self) -> String {
        let street = self.street.as_ref().or(self.area.as_ref());
        match (&self.name, street) {
            (Some(name), _) => name.clone(),
            (None, Some(street)) => format!("Premises {}, {street}", self.number),
            (None, None) => format!("Premises {}", self.number),
        }
    }
}

/// Premises by posterior mean, those that can be told from ordinary ones first.
#[derive(Debug, Clone, PartialEq)]
pub struct PremisesRanking {
    /// Premises with at least one incident that ranks or that they called about.
    pub premises: Vec<RankedPremises>,
    /// Premises of the register that were looked at, those without incidents too.
    pub registered: u32,
    /// Nights looked at; `None` where the source knows no hours.
    pub nights: Option<u32>,
    /// Median of the posterior means: the ordinary premises.
    pub median: f64,
    /// The same from counts as partners may see them.
    pub rounded_median: f64,
    /// Whether names were asked for.
    pub names: Names,
    /// Incidents that only have premises for an address because nobody knew a better one.
    pub default_address: Count,
    /// Premises that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl PremisesRanking {
    /// With fewer incidents premises cannot be told from ordinary ones, whatever their interval.
    pub const FEWEST: u32 = 5;

    /// Whether an audience may be shown names.
    pub fn shows_names(audience: Audience) -> bool {
        audience.sees(Audience::Operational)
    }

    /// Takes away what tells which premises those are of which nothing may be said, and names that were
    /// not asked for.
    fn hide_names(&mut self) {
        for premises in &mut self.premises {
            let told = premises.estimate.standing.is_told();
            if self.names == Names::Off || !told {
                premises.name = None;
            }
            if !told {
                (premises.id, premises.centre) = (None, None);
            }
        }
    }
}

impl Protect for PremisesRanking {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            self.hide_names();
            return Ok(());
        }
        if self.names == Names::On && !Self::shows_names(policy.audience) {
            return Err(
                "names of premises are shown to the audiences analyst and operational only; leave names out".into(),
            );
        }
        let all = self.premises.len() as u32;
        for premises in &mut self.premises {
            (premises.id, premises.name, premises.centre) = (None, None, None);
            premises.estimate = premises.of_rounded;
            for count in [
                &mut premises.incidents,
                &mut premises.inside,
                &mut premises.at_door,
                &mut premises.called,
                &mut premises.vicinity,
            ] {
                *count = policy.protect(*count);
            }
        }
        self.premises
            .retain(|premises| premises.incidents.number().is_some_and(|number| number > 0));
        self.withheld = all - self.premises.len() as u32;
        // The true order would tell rounded counts apart.
        self.premises.sort_by(|a, b| {
            let told = |p: &RankedPremises| !p.estimate.standing.is_told();
            let counts = b.incidents.number().cmp(&a.incidents.number());
            let order = told(a).cmp(&told(b)).then(counts);
            order.then_with(|| (&a.street, &a.area).cmp(&(&b.street, &b.area)))
        });
        let counts: Vec<_> = self.premises.iter().map(|p| p.incidents.number()).collect();
        let intervals: Vec<(u32, u32)> = self
            .premises
            .iter()
            .map(|p| p.estimate.rank_interval)
            .collect();
        for (at, premises) in self.premises.iter_mut().enumerate() {
            premises.number = at as u32 + 1;
            // Those that look the same share their rank and its interval.
            let more = counts.iter().filter(|other| **other > counts[at]).count();
            premises.estimate.rank = more as u32 + 1;
            let alike = counts.iter().zip(&intervals);
            let alike = alike.filter(|(other, _)| **other == counts[at]);
            for (_, (low, high)) in alike {
                let own = &mut premises.estimate.rank_interval;
                *own = (own.0.min(*low), own.1.max(*high));
            }
        }
        self.median = self.rounded_median;
        self.default_address = policy.protect(self.default_address);
        Ok(())
    }
}

#[cfg(test)]
#[path = "premises_ranking_tests.rs"]
mod tests;
