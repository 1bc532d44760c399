//! What is asked beside a selection: of which place, behind which figure, compared with what, by which
//! test.

use crate::{Day, HourOfWeek, Month, SelectionError, Source};

/// Of what a week is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum WeekOf {
    /// All that is selected.
    #[default]
    All,
    /// A cell and the cells round it, by its id.
    Cell(String),
    /// A repeat location, by its id.
    Place(String),
}

/// Behind which figure rows are asked for; parts left out do not narrow it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Behind {
    /// A cell and the cells round it, by its id.
    pub cell: Option<String>,
    /// A repeat location, by its id.
    pub place: Option<String>,
    /// The hour of the week in which they begin.
    pub hour: Option<HourOfWeek>,
    /// The month in which they begin.
    pub month: Option<Month>,
}

/// With what a selection is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum With {
    /// The same days a year before.
    Before,
    /// Another period.
    Period(Day, Day),
    /// Another source in the same period.
    Source(Source),
}

impl With {
    /// Reads `before`, `2022-10-01..2023-09-30` or `source:attendance`.
    ///
    /// # Errors
    /// [`SelectionError`] about the part `with`.
    pub fn parse(text: &str) -> Result<Self, SelectionError> {
        let wrong = |reason: String| {
            let forms = ["before", "2022-10-01..2023-09-30", "source:attendance"];
            SelectionError::new("with", reason, forms)
        };
        if text == "before" {
            return Ok(Self::Before);
        }
        if let Some(word) = text.strip_prefix("source:") {
            let source = Source::parse(word).map_err(|e| wrong(e.to_string()))?;
            return Ok(Self::Source(source));
        }
        let Some((from, to)) = text.split_once("..") else {
            return Err(wrong(format!(
                "`{text}` is nothing to compare with; use before, two days joined by .. such as 2022-10-01..2023-09-30, or source: and a source"
            )));
        };
        let day = |text: &str| Day::parse(text.trim()).map_err(|e| wrong(e.to_string()));
        let (from, to) = (day(from)?, day(to)?);
        if from > to {
            return Err(wrong(format!(
                "the period starts on {from} but ends on {to}; swap them"
            )));
        }
        Ok(Self::Period(from, to))
    }
}

impl std::fmt::Display for With {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Before => f.write_str("before"),
            Self::Period(from, to) => write!(f, "{from}..{to}"),
            Self::Source(source) => write!(f, "source:{source}"),
        }
    }
}

/// How many random permutations, and from which seed: the same seed gives the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Draws {
    /// Permutations.
    pub permutations: u32,
    /// Seed of the random numbers.
    pub seed: u64,
}

impl Draws {
    /// Fewest and most permutations that may be asked for.
    pub const PERMUTATIONS: std::ops::RangeInclusive<u32> = 99..=99_999;
    /// Seed where none is named.
    pub const SEED: u64 = 1;

    /// Reads a number of permutations and a seed, the default where there is none.
    ///
    /// # Errors
    /// [`SelectionError`] about `permutations` or `seed`.
    pub fn parse(
        permutations: Option<&str>,
        seed: Option<&str>,
        default: u32,
    ) -> Result<Self, SelectionError> {
        let number = |text: &str| text.parse().ok().filter(|n| Self::PERMUTATIONS.contains(n));
        let permutations = permutations.map_or(Ok(default), |text| {
            number(text).ok_or_else(|| {
                let reason = format!(
                    "`{text}` is no number of permutations; write a whole number from {} to {}",
                    Self::PERMUTATIONS.start(),
                    Self::PERMUTATIONS.end()
                );
                SelectionError::new("permutations", reason, [""; 0])
            })
        })?;
        let seed = seed.map_or(Ok(Self::SEED), |text| {
            text.parse().map_err(|_| {
                let reason = format!("`{text}` is no seed; write a whole number such as 1");
                SelectionError::new("seed", reason, [""; 0])
            })
        })?;
        Ok(Self { permutations, seed })
    }
}

impl std::fmt::Display for Draws {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "permutations={}&seed={}", self.permutations, self.seed)
    }
}

/// Where the p-value of a hotspot comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HotTest {
    /// The exact upper tail of the full-permutation distribution.
    #[default]
    Exact,
    /// The normal curve: an approximation, refused where it misleads.
    Normal,
    /// All counts shuffled at random.
    Permutation(Draws),
    /// Each cell's own count held, the others shuffled, as `PySAL` does.
    Conditional(Draws),
}

impl HotTest {
    /// The words accepted for `test=`.
    pub const WORDS: [&str; 4] = ["exact", "normal", "permutation", "conditional"];
    /// Permutations where no number is given.
    pub const PERMUTATIONS: u32 = 99_999;

    /// Reads the test and, for one of permutations, their number and seed.
    ///
    /// # Errors
    /// [`SelectionError`] about `test`, `permutations` or `seed`.
    pub fn parse(
        test: Option<&str>,
        permutations: Option<&str>,
        seed: Option<&str>,
    ) -> Result<Self, SelectionError> {
        let drawn = || Draws::parse(permutations, seed, Self::PERMUTATIONS);
        let test = match test.unwrap_or(Self::WORDS[0]) {
            "exact" => Self::Exact,
            "normal" => Self::Normal,
            "permutation" => return drawn().map(Self::Permutation),
            "conditional" => return drawn().map(Self::Conditional),
            other => {
                let reason = format!(
                    "`{other}` is no test; use {}",
                    crate::selection::listed(&Self::WORDS)
                );
                return Err(SelectionError::new("test", reason, Self::WORDS));
            }
        };
        for (part, value) in [("permutations", permutations), ("seed", seed)] {
            if value.is_some() {
                let reason = format!(
                    "this test draws nothing at random; leave `{part}` out, or add test=permutation"
                );
                return Err(SelectionError::new(part, reason, [""; 0]));
            }
        }
        Ok(test)
    }
}

/// As in the query of an address; empty for the exact test.
impl std::fmt::Display for HotTest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact => Ok(()),
            Self::Normal => f.write_str("test=normal"),
            Self::Permutation(draws) => write!(f, "test=permutation&{draws}"),
            Self::Conditional(draws) => write!(f, "test=conditional&{draws}"),
        }
    }
}

#[cfg(test)]
#[path = "question_tests.rs"]
mod tests;
