//! What is asked beside a selection: of which place, behind which figure, compared with what.

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
