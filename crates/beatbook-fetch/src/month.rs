//! Calendar months, which police archives are counted in.

use std::fmt;

use crate::FetchError;

/// One month, such as `2023-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u32);

impl Month {
    /// Reads `2023-01`.
    ///
    /// # Errors
    /// [`FetchError::Months`] for anything else.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            let digits = |part: &str, n: usize| {
                (part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse::<u32>().ok())
                    .flatten()
            };
            let (year, month) = (digits(year, 4)?, digits(month, 2)?);
            (1..=12)
                .contains(&month)
                .then(|| Self(year * 12 + month - 1))
        };
        read().ok_or_else(|| FetchError::Months(text.into()))
    }

    /// This many months earlier.
    #[must_use]
    pub fn back(self, months: u32) -> Self {
        Self(self.0.saturating_sub(months))
    }

    /// The next month.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 12, self.0 % 12 + 1)
    }
}

/// Months from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// The first.
    pub first: Month,
    /// The last, not before the first.
    pub last: Month,
}

impl Months {
    /// Reads `2023-01..2023-12`, or one month.
    ///
    /// # Errors
    /// [`FetchError::Months`] for anything else, and where the last is before the first.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let parse = |part| Month::parse(part).map_err(|_| FetchError::Months(text.into()));
        let (first, last) = (parse(first)?, parse(last)?);
        if last < first {
            return Err(FetchError::Months(text.into()));
        }
        Ok(Self { first, last })
    }

    /// Every month, in order.
    pub fn each(self) -> impl Iterator<Item = Month> {
        (self.first.0..=self.last.0).map(Month)
    }

    /// Whether the month is one of them.
    pub fn holds(self, month: Month) -> bool {
        (self.first..=self.last).contains(&month)
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return write!(f, "{}", self.first);
        }
        write!(f, "{}..{}", self.first, self.last)
    }
}

#[cfg(test)]
#[path = "month_tests.rs"]
mod tests;
