//! Streets ranked by what happens along them, as answers carry them.

use std::fmt;

use crate::{Count, Policy, Protect, SelectionError, Source, Wgs84};

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StreetUnit {
    /// Whole streets: pieces of one name that hang together.
    #[default]
    Streets,
    /// Segments: a street from one junction to the next.
    Segments,
}

/// By what streets are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StreetsBy {
    /// Incidents for each kilometre.
    #[default]
    Rate,
    /// Incidents, whatever the length.
    Count,
}

/// How an incident is spread along the streets around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StreetKernel {
    /// By walking distance alone: every branch gets it whole.
    Simple,
    /// Shared out at every junction.
    #[default]
    Discontinuous,
    /// Shared out at every junction, and partly thrown back, so that no step is left.
    Continuous,
}

/// What is asked of streets beside a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StreetsAsked {
    /// What is ranked.
    pub unit: StreetUnit,
    /// By what.
    pub by: StreetsBy,
    /// How incidents are spread.
    pub kernel: StreetKernel,
    /// How far along the streets, in metres.
    pub radius: u16,
}

impl StreetsAsked {
    /// Radii that can be asked for, in metres. Below, an incident hardly leaves its doorstep; above,
    /// what is left is a map of the town.
    pub const RADII: std::ops::RangeInclusive<u16> = 50..=1_000;

    /// Reads the words beside a selection; those left out have their defaults.
    ///
    /// ```
    /// use beatbook_core::StreetsAsked;
    ///
    /// let asked = StreetsAsked::parse(Some("segments"), None, None, Some("150"))?;
    /// assert_eq!(asked.to_string(), "of=segments&by=rate&kernel=discontinuous&radius=150");
    /// assert!(StreetsAsked::parse(None, Some("name"), None, None).is_err());
    /// # Ok::<(), beatbook_core::SelectionError>(())
    /// ```
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    pub fn parse(
        of: Option<&str>,
        by: Option<&str>,
        kernel: Option<&str>,
        radius: Option<&str>,
    ) -> Result<Self, SelectionError> {
        let default = Self::default();
        Ok(Self {
            unit: word("of", of, StreetUnit::WORDS)?.unwrap_or_default(),
            by: word("by", by, StreetsBy::WORDS)?.unwrap_or_default(),
            kernel: word("kernel", kernel, StreetKernel::WORDS)?.unwrap_or_default(),
            radius: radius.map(metres).transpose()?.unwrap_or(default.radius),
        })
    }
}

impl Default for StreetsAsked {
    /// 200 m is two to three minutes on foot, and longer than most segments, so that the incidents of
    /// neighbouring ones are seen together; the literature on street networks takes 100 to 300 m.
    fn default() -> Self {
        Self {
            unit: StreetUnit::default(),
            by: StreetsBy::default(),
            kernel: StreetKernel::default(),
            radius: 200,
        }
    }
}

impl fmt::Display for StreetsAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            unit,
            by,
            kernel,
            radius,
        } = self;
        write!(f, "of={unit}&by={by}&kernel={kernel}&radius={radius}")
    }
}

macro_rules! words {
    ($name:ident, $($value:ident = $word:literal),+) => {
        impl $name {
            const WORDS: &[(&str, Self)] = &[$(($word, Self::$value)),+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$value => $word),+
                })
            }
        }
    };
}

words!(StreetUnit, Streets = "streets", Segments = "segments");
words!(StreetsBy, Rate = "rate", Count = "count");
words!(
    StreetKernel,
    Simple = "simple",
    Discontinuous = "discontinuous",
    Continuous = "continuous"
);

fn word<T: Copy>(
    part: &str,
    text: Option<&str>,
    words: &[(&'static str, T)],
) -> Result<Option<T>, SelectionError> {
    let Some(text) = text else { return Ok(None) };
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| {
        let accepted: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let reason = format!("`{text}` is not known; use {}", accepted.join(" or "));
        SelectionError::new(part, reason, accepted)
    })
}

fn metres(text: &str) -> Result<u16, SelectionError> {
    let radius = text.parse().ok();
    let radius = radius.filter(|radius| StreetsAsked::RADII.contains(radius));
    radius.ok_or_else(|| {
        let (least, most) = StreetsAsked::RADII.into_inner();
        let reason = format!("`{text}` is not a radius; write whole metres from {least} to {most}");
        SelectionError::new("radius", reason, ["200"])
    })
}

/// A street, or a segment of one, on which something happened.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedStreet {
    /// Stable id: longitude and latitude of the middle of its first segment, whatever the area looked at.
    pub id: String,
    /// Position, from 1; `None` where too little happened, or it is too short, for a rank by rate.
    pub rank: Option<u32>,
    /// 95% interval of the rank.
    pub rank_interval: Option<(u32, u32)>,
    /// Its name; where it has none, of what it is near.
    pub name: String,
    /// The streets at its two ends, for a segment.
    pub between: Option<String>,
    /// Class of the street.
    pub class: String,
    /// Area it is in.
    pub area: Option<String>,
    /// Incidents.
    pub incidents: Count,
    /// Metres of it in the area looked at.
    pub metres: f64,
    /// Segments of it.
    pub segments: u32,
    /// Whether it is too short to be ranked by rate: any incident on it makes a huge one.
    pub too_short: bool,
    /// Incidents for each kilometre.
    pub per_km: Option<f64>,
    /// 95% interval of these.
    pub per_km_interval: Option<(f64, f64)>,
    /// Incidents expected if each metre of street had as many.
    pub expected: Option<f64>,
    /// Corrected p-value of having more.
    pub q: Option<f64>,
    /// Whether it stands out after correction; `None` where it may not be told.
    pub stands_out: Option<bool>,
    /// Where incidents lie densest on it.
    pub peak: Option<StreetPeak>,
    /// A point on it.
    pub middle: Wgs84,
    /// Its course in longitude and latitude, one line for each segment; of the first streets only.
    pub lines: Vec<Vec<[f64; 2]>>,
}

/// The highest density of incidents along a street.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StreetPeak {
    /// Incidents for each kilometre there, those within the radius counted by nearness.
    pub per_km: f64,
    /// Where.
    pub at: Wgs84,
}

/// How few of all segments hold a share of the incidents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StreetShare {
    /// The share of the incidents, from 0 to 1.
    pub incidents: f64,
    /// The smallest share of all segments that hold as much, those without incidents among the whole.
    pub segments: f64,
    /// The share that would hold as much if the incidents had fallen on the streets by chance.
    pub by_chance: f64,
}

/// Streets in order of rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Streets {
    /// What was asked.
    pub asked: StreetsAsked,
    /// Streets, or segments, with incidents.
    pub streets: Vec<RankedStreet>,
    /// How many there are in the area looked at, with incidents and without.
    pub all: u32,
    /// Segments in the area looked at.
    pub segments: u32,
    /// Kilometres of street in it.
    pub km: f64,
    /// Incidents on these streets.
    pub incidents: Count,
    /// Incidents farther than [`Streets::reach`] from any street: on none of them.
    pub off: Count,
    /// Incidents on streets whose middle lies outside the area looked at: on none of them.
    pub beyond: Count,
    /// Metres within which an incident lies on a street.
    pub reach: f64,
    /// How few segments hold a quarter and a half of the incidents.
    pub concentration: Vec<StreetShare>,
    /// The same for every tenth of the incidents: the Lorenz curve of the segments.
    pub lorenz: Vec<StreetShare>,
    /// How many stand out; `None` where it may not be told.
    pub standing_out: Option<u32>,
    /// Streets that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl RankedStreet {
    fn protect(&mut self, policy: Policy) {
        self.incidents = policy.protect(self.incidents);
        (self.rank, self.rank_interval) = (None, None);
        (self.per_km_interval, self.expected, self.q) = (None, None, None);
        (self.stands_out, self.peak) = (None, None);
        let shown = self.incidents.number();
        self.per_km = shown.map(|number| f64::from(number) * 1_000.0 / self.metres);
    }
}

impl Protect for Streets {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let all = self.streets.len() as u32;
        for street in &mut self.streets {
            street.protect(policy);
        }
        self.streets
            .retain(|street| street.incidents != Count::Suppressed);
        self.withheld = all - self.streets.len() as u32;
        // Order and rank come from what is shown, and from lengths, which are no secret.
        let value = |street: &RankedStreet| match self.asked.by {
            StreetsBy::Rate if street.too_short => 0.0,
            StreetsBy::Rate => street.per_km.unwrap_or(0.0),
            StreetsBy::Count => f64::from(street.incidents.number().unwrap_or(0)),
        };
        self.streets.sort_by(|a, b| {
            let values = value(b).total_cmp(&value(a));
            values.then_with(|| a.id.cmp(&b.id))
        });
        let values: Vec<f64> = self.streets.iter().map(value).collect();
        let mut rank = 0;
        for (i, street) in self.streets.iter_mut().enumerate() {
            if i == 0 || values[i] < values[i - 1] {
                rank = i as u32 + 1;
            }
            street.rank = (values[i] > 0.0).then_some(rank);
        }
        for count in [&mut self.incidents, &mut self.off, &mut self.beyond] {
            *count = policy.protect(*count);
        }
        self.concentration.clear();
        self.lorenz.clear();
        self.standing_out = None;
        Ok(())
    }
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;
