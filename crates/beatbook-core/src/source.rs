//! Where an event was recorded.

use std::fmt;

/// A source word that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a source; use offence, attendance, callout, complaint or a name of your own in lower-case letters, digits and dashes"
)]
pub struct SourceError(pub String);

/// Who recorded an event. Sources are never summed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Recorded by the police.
    Offence,
    /// An assault attendance at A&E: a health source.
    Attendance,
    /// An ambulance call-out: a health source.
    Callout,
    /// A complaint of anti-social behaviour or noise.
    Complaint,
    /// A source the user named in the config.
    Named(Box<str>),
}

impl Source {
    /// Reads a source word.
    ///
    /// # Errors
    /// [`SourceError`] when the word holds anything but lower-case letters, digits and dashes.
    pub fn parse(word: &str) -> Result<Self, SourceError> {
        Ok(match word {
            "offence" => Self::Offence,
            "attendance" => Self::Attendance,
            "callout" => Self::Callout,
            "complaint" => Self::Complaint,
            other if is_word(other) => Self::Named(other.into()),
            other => return Err(SourceError(other.into())),
        })
    }

    /// The word used in selections, files and addresses.
    pub fn word(&self) -> &str {
        match self {
            Self::Offence => "offence",
            Self::Attendance => "attendance",
            Self::Callout => "callout",
            Self::Complaint => "complaint",
            Self::Named(name) => name,
        }
    }

    /// Health sources carry the stricter disclosure rule.
    pub fn is_health(&self) -> bool {
        matches!(self, Self::Attendance | Self::Callout)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Lower-case letters, digits and dashes, starting with a letter or digit: safe in an address.
pub(crate) fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && text.starts_with(|c: char| c != '-')
}
