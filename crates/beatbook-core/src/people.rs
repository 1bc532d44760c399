//! People linked to events, as far as deprivation and ages need them. Never an identified person.

/// What links a person to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Victim of an offence.
    Victim,
    /// Linked to an offence as suspect.
    Suspect,
    /// Attended A&E after an assault.
    Attender,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Victim, Self::Suspect, Self::Attender];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Victim => "victim",
            Self::Suspect => "suspect",
            Self::Attender => "attender",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// How the home of a person became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HomeRoute {
    /// By the coordinates of the home.
    Coordinates,
    /// By its postcode.
    Postcode,
    /// By the code of its area.
    Code,
    /// By the code of an area of another year, carried over by a lookup.
    Lookup,
    /// Nothing is said.
    Blank,
    /// Something is said that leads nowhere: an unknown postcode or code.
    Unknown,
}

impl HomeRoute {
    /// All routes.
    pub const ALL: [Self; 6] = [
        Self::Coordinates,
        Self::Postcode,
        Self::Code,
        Self::Lookup,
        Self::Blank,
        Self::Unknown,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Postcode => "postcode",
            Self::Code => "code",
            Self::Lookup => "lookup",
            Self::Blank => "blank",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.word() == word)
    }
}
