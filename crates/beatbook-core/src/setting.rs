//! Where an event happened, as a kind of ground, and which kinds a selection looks at.

use std::fmt;

/// The kind of ground an event happened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setting {
    /// A street, a car park, a footpath.
    Street,
    /// A park, a playing field, a square.
    OpenSpace,
    /// A pub, a bar, a club.
    Licensed,
    /// A shop or a shopping centre.
    Retail,
    /// A station, a stop, a vehicle of public transport.
    Transport,
    /// A home.
    Dwelling,
    /// A prison, a hospital, a school, a police station.
    Institution,
    /// Not said.
    Unknown,
}

impl Setting {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Street,
        Self::OpenSpace,
        Self::Licensed,
        Self::Retail,
        Self::Transport,
        Self::Dwelling,
        Self::Institution,
        Self::Unknown,
    ];
    /// The words of [`Setting::ALL`].
    pub const WORDS: [&str; 8] = [
        "street",
        "open-space",
        "licensed",
        "retail",
        "transport",
        "dwelling",
        "institution",
        "unknown",
    ];

    /// The word used in files and selections.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let at = Self::WORDS.iter().position(|known| *known == word)?;
        Some(Self::ALL[at])
    }

    /// Whether a patrol can see what happens there. What is not said counts as visible: leaving it
    /// out would empty every source that records no setting.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Dwelling | Self::Institution)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Which settings a selection looks at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SettingRule {
    /// What a patrol can see: public settings, not flagged domestic, and not at a custody or hospital
    /// address.
    Public,
    /// All but homes and what is flagged domestic; custody and hospital addresses included.
    NonDwelling,
    /// Everything.
    Any,
    /// These settings, in the order of their numbers, whatever the flags.
    Only(Vec<Setting>),
}

impl SettingRule {
    /// The words that stand alone.
    pub const WORDS: [&str; 3] = ["public", "non-dwelling", "any"];
    /// The flag that marks domestic events.
    pub const DOMESTIC: &str = "domestic";

    /// Reads a rule or a list of settings; `None` when a word is not known.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "public" => Self::Public,
            "non-dwelling" => Self::NonDwelling,
            "any" => Self::Any,
            list => {
                let mut settings = list
                    .split(',')
                    .map(|word| Setting::parse(word.trim()))
                    .collect::<Option<Vec<_>>>()?;
                settings.sort_unstable();
                settings.dedup();
                Self::Only(settings)
            }
        })
    }

    /// Why an event is not looked at; `None` when it is.
    ///
    /// - `institution`: whether it is at a custody or hospital address.
    pub fn leaves_out(
        &self,
        setting: Setting,
        domestic: bool,
        institution: bool,
    ) -> Option<Hidden> {
        let home = setting == Setting::Dwelling || domestic;
        match self {
            Self::Any => None,
            Self::NonDwelling => home.then_some(Hidden::Dwelling),
            Self::Public if home => Some(Hidden::Dwelling),
            Self::Public => {
                (institution || setting == Setting::Institution).then_some(Hidden::Institution)
            }
            Self::Only(settings) if settings.contains(&setting) => None,
            Self::Only(_) if home => Some(Hidden::Dwelling),
            Self::Only(_) if institution || setting == Setting::Institution => {
                Some(Hidden::Institution)
            }
            Self::Only(_) => Some(Hidden::Setting),
        }
    }

    /// Whether no home and no domestic event can be among what is looked at, given whether the
    /// selection itself leaves domestic events out.
    pub fn keeps_homes_out(&self, not_domestic: bool) -> bool {
        match self {
            Self::Public | Self::NonDwelling => true,
            Self::Any => false,
            Self::Only(settings) => not_domestic && !settings.contains(&Setting::Dwelling),
        }
    }
}

/// Why an event is left out by its setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// In a home, or flagged domestic.
    Dwelling,
    /// At a custody or hospital address, or in another institution.
    Institution,
    /// In a setting that was not asked for.
    Setting,
}

impl fmt::Display for SettingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::NonDwelling => f.write_str("non-dwelling"),
            Self::Any => f.write_str("any"),
            Self::Only(settings) => {
                let words: Vec<&str> = settings.iter().map(|setting| setting.word()).collect();
                f.write_str(&words.join(","))
            }
        }
    }
}

#[cfg(test)]
#[path = "setting_tests.rs"]
mod tests;
