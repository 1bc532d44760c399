//! Harm: what the events of an answer weigh by the kind of offence, and why that cannot be said.

use std::fmt;

/// The table of weights that sums of harm were made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarmTable {
    /// Which table, and of when.
    pub version: String,
    /// Who published it; `None` where the config does not say.
    pub source: Option<String>,
    /// The day it was taken from there; the same.
    pub retrieved: Option<String>,
    /// File it was read from.
    pub file: String,
}

/// Offences of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeCount {
    /// The offence code as the book has it.
    pub code: String,
    /// Events.
    pub events: u32,
}

/// What the sums of harm of an answer are made of, and what is in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarmBasis {
    /// The weights.
    pub table: HarmTable,
    /// Events with a weight.
    pub weighted: u32,
    /// Codes without a weight, those with most events first. They are in no sum: their harm is not 0 but
    /// unknown.
    pub unweighted: Vec<CodeCount>,
    /// Events without a code.
    pub uncoded: u32,
    /// Codes of offences that come to light because officers look for them, most first. Their number says
    /// what officers did, so they are in no sum.
    pub proactive: Vec<CodeCount>,
}

impl HarmBasis {
    /// Events of codes without a weight.
    pub fn unweighted_events(&self) -> u32 {
        self.unweighted.iter().map(|code| code.events).sum()
    }

    /// Events of offences found by looking for them.
    pub fn proactive_events(&self) -> u32 {
        self.proactive.iter().map(|code| code.events).sum()
    }
}

/// Why there is no sum of harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoHarm {
    /// The book has no weights.
    NoWeights,
    /// A health source has no offences.
    Health,
    /// No event selected has an offence code.
    NoCodes,
    /// No code of the events selected has a weight.
    NoneWeighted,
    /// Sums would give away counts that this audience may not see.
    Withheld,
}

impl NoHarm {
    /// All reasons.
    pub const ALL: [Self; 5] = [
        Self::NoWeights,
        Self::Health,
        Self::NoCodes,
        Self::NoneWeighted,
        Self::Withheld,
    ];

    /// The word used in files and interfaces.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoWeights => "no-weights",
            Self::Health => "health",
            Self::NoCodes => "no-codes",
            Self::NoneWeighted => "none-weighted",
            Self::Withheld => "withheld",
        }
    }
}

/// The rest of "Harm cannot be said: ...".
impl fmt::Display for NoHarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoWeights => {
                "this book has no weights of harm; name a table of them under [harm] in the config and build it again"
            }
            Self::Health => "a health source records no offences",
            Self::NoCodes => "the events selected have no offence codes",
            Self::NoneWeighted => "no offence code of the events selected has a weight",
            Self::Withheld => {
                "sums of weights would give away counts that this audience may not see"
            }
        })
    }
}

/// The harm of one place: the weights of all its offences, several of one incident included. A place where
/// no event has a weight has none.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceHarm {
    /// Sum of weights, in the unit of their table.
    pub total: f64,
    /// 95% interval of the sum expected there, low and high.
    pub interval: (f64, f64),
    /// Weight of its most harmful event.
    pub largest: f64,
    /// Code of that event.
    pub largest_code: String,
    /// Events that are in no sum: without a code or a weight, or found by looking for them.
    pub left_out: u32,
    /// Rank by harm, and that rank without its most harmful event; `None` for a place that is not in a
    /// ranking.
    pub ranks: Option<(u32, u32)>,
}

impl PlaceHarm {
    /// Share of the most harmful event in the sum, 0 to 1; `None` where all weights are 0.
    pub fn largest_share(&self) -> Option<f64> {
        (self.total > 0.0).then(|| self.largest / self.total)
    }

    /// Whether its rank stays the same without its most harmful event; `None` where it has no rank.
    pub fn is_stable(&self) -> Option<bool> {
        self.ranks.map(|(rank, without)| rank == without)
    }
}
