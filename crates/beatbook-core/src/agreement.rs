//! Under which terms a health source may be used.

use std::fmt;

use crate::{Audience, Day};

/// The named agreement without which no health source is loaded.
///
/// The Serious Violence Duty does not authorise disclosing patient information (Police, Crime,
/// Sentencing and Courts Act 2022, section 16(4)): what may be done with it stands in an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Agreement {
    /// What it is called.
    pub name: String,
    /// Who controls the data.
    pub controller: String,
    /// What it may be used for.
    pub purpose: String,
    /// Who may see figures made from it.
    pub audiences: Vec<Audience>,
    /// The smallest ground it may be shown for: `cell`, or a layer id.
    pub finest_area: String,
    /// The shortest time it may be shown for.
    pub finest_time: FinestTime,
    /// Last day on which it is in force.
    pub expires: Day,
}

/// The shortest time a figure may be shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FinestTime {
    /// Hours of the day.
    Hour,
    /// Days.
    Day,
    /// Months.
    Month,
}

impl FinestTime {
    /// The words, in order.
    pub const WORDS: [&str; 3] = ["hour", "day", "month"];

    /// Reads `hour`, `day` or `month`.
    pub fn parse(word: &str) -> Option<Self> {
        let at = Self::WORDS.iter().position(|known| *known == word)?;
        Some([Self::Hour, Self::Day, Self::Month][at])
    }
}

impl fmt::Display for FinestTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::WORDS[*self as usize])
    }
}

impl Agreement {
    /// Finest area that allows cells and places.
    pub const CELL: &str = "cell";

    /// Why it does not allow cells or places; `None` when it does.
    pub fn refuses_cells(&self) -> Option<String> {
        (self.finest_area != Self::CELL).then(|| {
            format!(
                "agreement `{}` allows nothing finer than {}; ask for areas of that layer",
                self.name, self.finest_area
            )
        })
    }

    /// Why it does not allow an audience; `None` when it does.
    pub fn refuses(&self, audience: Audience) -> Option<String> {
        (!self.audiences.contains(&audience)).then(|| {
            let allowed: Vec<String> = self.audiences.iter().map(ToString::to_string).collect();
            format!(
                "agreement `{}` allows the audience {}, not {audience}",
                self.name,
                allowed.join(", ")
            )
        })
    }
}
