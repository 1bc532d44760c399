//! Outbreaks in place and time, as they are asked for and as answers carry them.

use std::fmt;

use crate::{Count, Day, Draws, Policy, Protect, SelectionError, Source, Wgs84};

/// How long a step of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScanStep {
    /// Local days; with a window, operational ones.
    Day,
    /// Seven days; the last ends with the period.
    Week,
    /// Calendar months.
    Month,
}

impl ScanStep {
    /// The words, in order.
    pub const WORDS: [&str; 3] = ["day", "week", "month"];

    /// The word used in files and addresses.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// How a scan is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanAsked {
    /// Length of a step; without one the data decides.
    pub step: Option<ScanStep>,
    /// Largest share of all incidents, and of the period, that one outbreak may take up.
    pub max_share: f64,
    /// Largest radius, in metres.
    pub max_radius: f64,
    /// Permutations.
    pub permutations: u32,
    /// Seed of the permutations.
    pub seed: u64,
    /// Only outbreaks that last to the end of the period.
    pub alive: bool,
}

impl Default for ScanAsked {
    /// A kilometre is what a patrol on foot covers in a visit: an outbreak wider than that is a matter
    /// for a district, not for a patrol.
    fn default() -> Self {
        Self {
            step: None,
            max_share: 0.5,
            max_radius: 1_000.0,
            permutations: 999,
            seed: 1,
            alive: false,
        }
    }
}

impl ScanAsked {
    /// What can be said, in the order of [`Self::parse`].
    pub const KEYS: [&str; 6] = [
        "step",
        "max-share",
        "max-radius",
        "permutations",
        "seed",
        "alive",
    ];
    const WIDEST: f64 = 100_000.0;

    /// Reads what was asked, in the order of [`Self::KEYS`]; what was not keeps its default.
    ///
    /// # Errors
    /// [`SelectionError`] about the key.
    pub fn parse(values: [Option<&str>; 6]) -> Result<Self, SelectionError> {
        let [step, share, radius, permutations, seed, alive] = values;
        let mut asked = Self::default();
        if let Some(word) = step {
            let steps = [ScanStep::Day, ScanStep::Week, ScanStep::Month];
            let known = steps.into_iter().find(|step| step.word() == word);
            let known = known.ok_or_else(|| {
                let reason = format!("`{word}` is no step; use day, week or month");
                SelectionError::new("step", reason, ScanStep::WORDS)
            })?;
            asked.step = Some(known);
        }
        if let Some(text) = share {
            let number = text.parse().ok().filter(|n| *n > 0.0 && *n <= 0.5);
            asked.max_share = wanted(number, "max-share", text, "above 0, at most 0.5")?;
        }
        if let Some(text) = radius {
            let number = text
                .parse()
                .ok()
                .filter(|n| (0.0..=Self::WIDEST).contains(n));
            asked.max_radius = wanted(number, "max-radius", text, "metres, such as 1000")?;
        }
        let draws = Draws::parse(permutations, seed, asked.permutations)?;
        (asked.permutations, asked.seed) = (draws.permutations, draws.seed);
        if let Some(text) = alive {
            asked.alive = wanted(text.parse().ok(), "alive", text, "true or false")?;
        }
        Ok(asked)
    }
}

fn wanted<T>(value: Option<T>, key: &str, text: &str, accepted: &str) -> Result<T, SelectionError> {
    value.ok_or_else(|| {
        let reason = format!("`{text}` cannot be used; write {accepted}");
        SelectionError::new(key, reason, [accepted])
    })
}

impl fmt::Display for ScanAsked {
    /// What differs from the default, as `key=value` joined by `&`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = Self::default();
        let other = |differs: bool, key: &str, value: &dyn fmt::Display| {
            differs.then(|| format!("{key}={value}"))
        };
        let parts = [
            self.step.map(|step| format!("step={}", step.word())),
            other(
                self.max_share != usual.max_share,
                "max-share",
                &self.max_share,
            ),
            other(
                self.max_radius != usual.max_radius,
                "max-radius",
                &self.max_radius,
            ),
            other(
                self.permutations != usual.permutations,
                "permutations",
                &self.permutations,
            ),
            other(self.seed != usual.seed, "seed", &self.seed),
            other(self.alive, "alive", &true),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join("&"))
    }
}

/// A circle in which there was more, for a time, than its places and the time alone explain.
#[derive(Debug, Clone, PartialEq)]
pub struct Outbreak {
    /// Id of the cell with most incidents in it.
    pub id: String,
    /// Best name of that cell.
    pub name: String,
    /// Name of its area.
    pub area: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Incidents there and then.
    pub observed: Count,
    /// Incidents there and then if place and time did not interact; `None` where it would give away a
    /// protected count.
    pub expected: Option<f64>,
    /// Chance of an outbreak as marked anywhere, if place and time did not interact.
    pub p: Option<f64>,
    /// Centre of the circle.
    pub centre: Wgs84,
    /// Radius in metres that holds the cells of the circle.
    pub radius: f64,
}

impl Outbreak {
    /// Observed over expected, where both may be known.
    pub fn ratio(&self) -> Option<f64> {
        let observed = self.observed.number().filter(|_| self.observed.is_exact());
        Some(f64::from(observed?) / self.expected?)
    }
}

/// What came out of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanVerdict {
    /// At least one outbreak stands out.
    Outbreak,
    /// Scanned; none stands out.
    None,
    /// Nothing could be scanned, and why.
    Cannot(String),
}

impl ScanVerdict {
    /// The word used in files and addresses.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Outbreak => "outbreak",
            Self::None => "none",
            Self::Cannot(_) => "cannot",
        }
    }
}

/// Outbreaks, or why there are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Outbreaks {
    /// What came out.
    pub verdict: ScanVerdict,
    /// Those that stand out, the most marked first, without a place in common.
    pub outbreaks: Vec<Outbreak>,
    /// The most marked, when none stands out.
    pub strongest: Option<Outbreak>,
    /// Outbreaks that this audience may not see because of their small counts.
    pub withheld: u32,
    /// How it was asked for, the step filled in.
    pub asked: ScanAsked,
    /// Length of a step.
    pub step: ScanStep,
    /// Steps scanned.
    pub steps: u32,
    /// First and last day scanned.
    pub period: (Day, Day),
    /// Incidents scanned.
    pub scanned: Count,
    /// Cylinders looked at.
    pub cylinders: u64,
    /// What a place is: hexagons of about so many metres.
    pub places: String,
    /// Error rate.
    pub alpha: f64,
}

impl Protect for Outbreaks {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let all = self.outbreaks.len() as u32;
        self.outbreaks
            .retain(|outbreak| policy.protect(outbreak.observed) != Count::Suppressed);
        self.withheld = all - self.outbreaks.len() as u32;
        for outbreak in &mut self.outbreaks {
            outbreak.observed = policy.protect(outbreak.observed);
            (outbreak.expected, outbreak.p) = (None, None);
        }
        // Order by what may be seen: the true one would tell rounded counts apart.
        self.outbreaks.sort_by(|a, b| {
            let count = |outbreak: &Outbreak| std::cmp::Reverse(outbreak.observed.number());
            count(a).cmp(&count(b)).then_with(|| a.id.cmp(&b.id))
        });
        self.strongest = None;
        self.scanned = policy.protect(self.scanned);
        Ok(())
    }
}

#[cfg(test)]
#[path = "outbreaks_tests.rs"]
mod tests;
