//! Who may see what: the disclosure rule and the only way out of the process.

use std::fmt;

use crate::{Answer, LayerId, Source};

/// Who will see an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The analyst's own desk: terminal and loopback listener.
    Analyst,
    /// Vetted police: true numbers of police sources.
    Operational,
    /// Partners outside it: the default of every file that is meant to leave.
    Partnership,
}

/// An audience word that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an audience; use analyst, operational or partnership")]
pub struct UnknownAudience(pub String);

impl Audience {
    /// Reads `analyst`, `operational` or `partnership`.
    ///
    /// # Errors
    /// [`UnknownAudience`] on anything else.
    pub fn parse(word: &str) -> Result<Self, UnknownAudience> {
        match word {
            "analyst" => Ok(Self::Analyst),
            "operational" => Ok(Self::Operational),
            "partnership" => Ok(Self::Partnership),
            other => Err(UnknownAudience(other.into())),
        }
    }
}

impl Audience {
    /// Whether it sees at least what the other sees.
    pub fn sees(self, other: Self) -> bool {
        let rank = |audience| match audience {
            Self::Partnership => 0,
            Self::Operational => 1,
            Self::Analyst => 2,
        };
        rank(self) >= rank(other)
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Analyst => "analyst",
            Self::Operational => "operational",
            Self::Partnership => "partnership",
        })
    }
}

/// A count as an audience may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// The number itself.
    Exact(u32),
    /// Rounded to the nearest 5.
    Rounded(u32),
    /// 1 to 7: shown as `*`, and nothing may be derived from it.
    Suppressed,
}

impl Count {
    /// The number, exact or rounded; `None` when suppressed.
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Exact(n) | Self::Rounded(n) => Some(n),
            Self::Suppressed => None,
        }
    }

    /// Whether the number is the true one.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

impl Default for Count {
    fn default() -> Self {
        Self::Exact(0)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number() {
            Some(n) => n.fmt(f),
            None => f.write_str("*"),
        }
    }
}

/// What an audience may see of a source.
///
/// Outside the analyst's desk small numbers follow the rule of NHS hospital statistics (since
/// September 2018): 0 stays, 1 to 7 become `*`, others are rounded to the nearest 5; rounding stands
/// in for secondary suppression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Who will see the output.
    pub audience: Audience,
    health: bool,
}

impl Policy {
    /// Largest count that is suppressed outside the analyst's desk.
    pub const SUPPRESSED_UP_TO: u32 = 7;
    /// Counts outside the analyst's desk are rounded to multiples of this.
    pub const ROUNDED_TO: u32 = 5;

    /// The policy of an audience.
    pub const fn new(audience: Audience) -> Self {
        Self {
            audience,
            health: false,
        }
    }

    /// The same for figures of a source: health sources have the stricter rule.
    #[must_use]
    pub fn for_source(mut self, source: &Source) -> Self {
        self.health = source.is_health();
        self
    }

    /// Whether true numbers, and scores that give them away, may be shown.
    pub fn shows_exact(self) -> bool {
        match self.audience {
            Audience::Analyst => true,
            Audience::Operational => !self.health,
            Audience::Partnership => false,
        }
    }

    /// Whether homes and domestic events may be among what is drawn at a place.
    pub fn shows_homes(self) -> bool {
        self.audience == Audience::Analyst
    }

    /// Applies the small-number rule to a count that may be protected already.
    #[must_use]
    pub fn protect(self, count: Count) -> Count {
        match count {
            Count::Exact(n) if !self.shows_exact() => match n {
                0 => Count::Exact(0),
                1..=Self::SUPPRESSED_UP_TO => Count::Suppressed,
                _ => {
                    Count::Rounded((n + Self::ROUNDED_TO / 2) / Self::ROUNDED_TO * Self::ROUNDED_TO)
                }
            },
            other => other,
        }
    }

    /// Why this source may not be shown in places as small as cells; `None` when it may.
    pub fn refuses_cells(self, source: &Source) -> Option<String> {
        (source.is_health() && self.audience != Audience::Analyst).then(|| {
            format!("{source} is a health source: outside the analyst's desk it is never shown finer than a ward or a named public ground")
        })
    }

    /// Why this source may not be shown for the areas of a layer; `None` when it may.
    pub fn refuses_area(self, source: &Source, layer: &LayerId) -> Option<String> {
        self.refuses_cells(source).filter(|_| !layer.is_coarse())
    }
}

/// A value that knows how to take out of itself what an audience may not see.
pub trait Protect {
    /// Whether it shows places smaller than areas: cells, addresses, hotspots.
    const IS_MAPPED: bool;

    /// The same of one value, where some are of a place and others are not.
    fn is_mapped(&self) -> bool {
        Self::IS_MAPPED
    }

    /// Applies the policy for a source.
    ///
    /// # Errors
    /// The reason, in words, when nothing of the value may be shown.
    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String>;
}

/// An answer that has passed the disclosure rule. There is no other way to make one than
/// [`Answer::release`], and only a released answer becomes JSON, tile, CSV or terminal table.
#[derive(Debug, Clone, PartialEq)]
pub struct Released<T> {
    answer: Answer<T>,
    policy: Policy,
}

impl<T> Released<T> {
    pub(crate) fn new(answer: Answer<T>, policy: Policy) -> Self {
        Self { answer, policy }
    }

    /// The protected answer.
    pub fn answer(&self) -> &Answer<T> {
        &self.answer
    }

    /// The protected value.
    pub fn value(&self) -> &T {
        &self.answer.value
    }

    /// Who may see it.
    pub fn audience(&self) -> Audience {
        self.policy.audience
    }
}
