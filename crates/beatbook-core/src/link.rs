//! How an event belongs to the premises it names.

/// How an event belongs to premises. Only the first two say something about the premises; the others
/// are kept, and rank nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Link {
    /// It happened in them.
    Inside,
    /// It happened at their door, queue or smoking area.
    AtDoor,
    /// It happened near them.
    Vicinity,
    /// They are only the address that is written when nobody knows a better one.
    DefaultAddress,
}

impl Link {
    /// The words, in the order of the links.
    pub const WORDS: [&str; 4] = ["inside", "at-door", "vicinity", "default-address"];
    const ALL: [Self; 4] = [
        Self::Inside,
        Self::AtDoor,
        Self::Vicinity,
        Self::DefaultAddress,
    ];

    /// The word used in files and books.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::AtDoor => "at-door",
            Self::Vicinity => "vicinity",
            Self::DefaultAddress => "default-address",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|link| link.word() == word)
    }
}
