//! Home Office offence codes in all their spellings, and the classes they belong to.
//!
//! | written | read as |
//! | --- | --- |
//! | `4.1`, `4/1`, `004/1`, `004/01`, `00401` | 4.1 |
//! | `4.10`, `4/10`, `00410` | 4.10, another code than 4.1 |
//! | `5d`, `5 D`, `005D`, `HO 5D`, `HOC: 5D` | 5D |
//! | `39`, `039`, `39.0`, `039/00`, `03900` | 39 |
//! | `1/1`, `1/2`, `00101` | 1 (the victim's age, no code of its own) |
//!
//! Five digits are always three of the class and two of its part: `00401` is 4.1, and 401 is written
//! `401`. Four digits (`0401`) could be either and are not read. A text becomes a code only when the
//! result is in the table below; all else is kept as written and listed. One loss lies before us: a
//! spreadsheet that took `4.10` for a number has made `4.1` of it. Both are homicide.
//!
//! Source of codes and labels: Home Office counting rules as in the ONS crime hierarchy of 2017/18
//! (ONSdigital/dp-hierarchy-builder); 5A is the code that 5D replaced.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use crate::slug;

/// A class of offences. Codes of one class are counted together: 5A and 5D are the same thing before
/// and after a change of the rules.
#[derive(Debug, PartialEq, Eq)]
pub struct OffenceClass {
    /// The label, in the words of the Home Office.
    pub label: &'static str,
    codes: &'static [&'static str],
}

impl OffenceClass {
    /// All classes, in the order of the counting rules.
    pub const ALL: &'static [Self] = CLASSES;

    /// The word of the class in selections.
    ///
    /// ```
    /// # use beatbook_core::OffenceCode;
    /// let code = OffenceCode::parse("HO 5d").unwrap();
    /// assert_eq!(code.class().word(), "assault-with-intent-to-cause-serious-harm");
    /// ```
    pub fn word(&self) -> String {
        slug(self.label)
    }

    /// Whether its offences come to light because officers look for them, so that their number says what
    /// officers did: possession and dealing. The Cambridge Crime Harm Index leaves them out for that.
    pub fn is_proactive(&self) -> bool {
        const PROACTIVE: [&str; 3] = [
            "Trafficking of drugs",
            "Possession of drugs",
            "Possession of weapons offences",
        ];
        PROACTIVE.contains(&self.label)
    }

    /// Its codes in their canonical spelling.
    pub fn codes(&self) -> &'static [&'static str] {
        self.codes
    }
}

/// A code that is in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffenceCode {
    text: &'static str,
    class: &'static OffenceClass,
}

impl OffenceCode {
    /// Reads a code in any of its spellings; `None` when it is not in the table.
    ///
    /// ```
    /// # use beatbook_core::OffenceCode;
    /// assert_eq!(OffenceCode::parse("004/1").unwrap().text(), "4.1");
    /// assert_eq!(OffenceCode::parse("401"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        static CODES: LazyLock<HashMap<Key, OffenceCode>> = LazyLock::new(codes);
        CODES.get(&Key::read(text)?).copied()
    }

    /// The canonical spelling: `4.1`, `5D`, `39`.
    pub fn text(self) -> &'static str {
        self.text
    }

    /// Its class.
    pub fn class(self) -> &'static OffenceClass {
        self.class
    }
}

impl fmt::Display for OffenceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// The spelling by which two texts are the same code, whether it is in the table or not: `008f`, `8F` and
/// `HO 8F` are `8F`. `None` when the text has not the form of a code.
pub fn code_spelling(text: &str) -> Option<String> {
    let key = Key::read(text)?;
    let known = OffenceCode::parse(text).map(|code| code.text.to_owned());
    Some(known.unwrap_or_else(|| key.to_string()))
}

/// The parts of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    class: u16,
    letter: Option<char>,
    /// 0 where there is none.
    part: u16,
}

impl Key {
    fn read(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let prefixes = ["HO CODE", "HOC", "HO", "H.O."];
        let rest = prefixes
            .iter()
            .find_map(|prefix| upper.strip_prefix(prefix));
        let rest = rest.map_or(upper.as_str(), |rest| {
            rest.trim_start_matches([' ', ':', '-', '.'])
        });
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = rest.split_at(count);
        if count == 5 {
            let (class, part) = digits.split_at(3);
            return rest.is_empty().then_some(Self {
                class: class.parse().ok()?,
                letter: None,
                part: part.parse().ok()?,
            });
        }
        if !(1..=3).contains(&count) {
            return None;
        }
        let rest = rest.trim_start();
        let letter = rest.chars().next().filter(char::is_ascii_uppercase);
        let rest = rest[letter.map_or(0, char::len_utf8)..].trim_start();
        let part = match rest.strip_prefix(['.', '/']) {
            None if rest.is_empty() => 0,
            None => return None,
            Some(part) => number(part.trim())?,
        };
        let class = digits.parse().ok()?;
        let sound = letter.is_none() || part == 0;
        sound.then_some(Self {
            class,
            letter,
            part,
        })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.class)?;
        if let Some(letter) = self.letter {
            write!(f, "{letter}")?;
        }
        if self.part > 0 {
            write!(f, ".{}", self.part)?;
        }
        Ok(())
    }
}

/// Up to three digits, nothing else.
fn number(text: &str) -> Option<u16> {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

fn codes() -> HashMap<Key, OffenceCode> {
    let mut codes = HashMap::new();
    for class in OffenceClass::ALL {
        for &text in class.codes {
            codes.extend(Key::read(text).map(|key| (key, OffenceCode { text, class })));
        }
    }
    // Murder of a victim of a year or more, and under a year.
    for part in ["1/1", "1/2"] {
        let murder = Key::read("1").and_then(|key| codes.get(&key).copied());
        codes.extend(Key::read(part).zip(murder));
    }
    codes
}

const fn class(label: &'static str, codes: &'static [&'static str]) -> OffenceClass {
    OffenceClass { label, codes }
}

const CLASSES: &[OffenceClass] = &[
    class("Homicide", &["1", "4.1", "4.2", "4.10"]),
    class("Attempted murder", &["2"]),
    class("Conspiracy to murder", &["3A"]),
    class("Threats to kill", &["3B"]),
    class("Intentional destruction of a viable unborn child", &["4.3"]),
    class(
        "Causing death or serious injury by driving",
        &["4.4", "4.6", "4.8", "4.9", "37.1"],
    ),
    class(
        "Causing or allowing death of child or vulnerable person",
        &["4.7"],
    ),
    class("Assault with intent to cause serious harm", &["5A", "5D"]),
    class("Endangering life", &["5E"]),
    class("Assault with injury", &["8N", "8P"]),
    class("Assault with injury on a constable", &["8S"]),
    class("Assault without injury", &["104", "105A", "105B"]),
    class("Harassment", &["8L", "8M"]),
    class("Stalking", &["8Q"]),
    class("Cruelty to children/young persons", &["11A"]),
    class("Child abduction", &["13"]),
    class("Procuring illegal abortion", &["14"]),
    class("Kidnapping", &["36"]),
    class("Modern slavery", &["106"]),
    class("Rape", &["19C", "19D", "19E", "19F", "19G", "19H"]),
    class(
        "Other sexual offences",
        &[
            "17A", "17B", "20A", "20B", "21", "22A", "22B", "23", "70", "71", "72", "73", "88A",
            "88C", "88D", "88E",
        ],
    ),
    class("Robbery", &["34A", "34B"]),
    class(
        "Domestic burglary",
        &[
            "28A", "28B", "28C", "28D", "28E", "28F", "28G", "28H", "29", "29A",
        ],
    ),
    class(
        "Non-domestic burglary",
        &["30A", "30B", "30C", "30D", "31", "31A"],
    ),
    class("Theft from the person", &["39"]),
    class("Theft of a motor vehicle", &["37.2", "48"]),
    class("Theft from a vehicle", &["45"]),
    class("Vehicle interference", &["126"]),
    class("Bicycle theft", &["44"]),
    class("Shoplifting", &["46"]),
    class(
        "Other theft offences",
        &["35", "40", "41", "42", "43", "47", "49", "49A"],
    ),
    class("Arson", &["56A", "56B"]),
    class("Criminal damage", &["58A", "58B", "58C", "58D", "58J"]),
    class("Violent disorder", &["62A"]),
    class("Public fear, alarm or distress", &["9A", "9B"]),
    class("Other offences against the State or public order", &["66"]),
    class("Trafficking of drugs", &["92A"]),
    class("Possession of drugs", &["92C", "92D", "92E"]),
    class(
        "Possession of weapons offences",
        &["10A", "10B", "10C", "10D", "81", "90"],
    ),
    class(
        "Miscellaneous crimes against society",
        &[
            "15", "24", "26", "27", "33", "33A", "38", "54", "59", "60", "61", "61A", "67", "69",
            "76", "79", "80", "83", "86", "95", "96", "99", "802", "814",
        ],
    ),
];

/// The crime types of data.police.uk, which are classes of their own and have no codes.
pub const POLICE_UK_TYPES: [&str; 14] = [
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
];

/// The crime type of data.police.uk a text names, whatever its case and punctuation.
///
/// ```
/// # use beatbook_core::police_uk_type;
/// assert_eq!(police_uk_type("Anti social behaviour"), Some("Anti-social behaviour"));
/// assert_eq!(police_uk_type("Mayhem"), None);
/// ```
pub fn police_uk_type(text: &str) -> Option<&'static str> {
    let exact = POLICE_UK_TYPES.iter().find(|known| **known == text);
    let word = || {
        let word = slug(text);
        POLICE_UK_TYPES.iter().find(|known| slug(known) == word)
    };
    exact.or_else(word).copied()
}

/// Whether a text may be shown as an offence code: short, and with a digit. A column named by mistake
/// may hold anything.
pub fn looks_like_a_code(text: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || "/.- ".contains(c);
    text.len() <= 10 && text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(sound)
}

#[cfg(test)]
#[path = "offence_code_tests.rs"]
mod tests;
