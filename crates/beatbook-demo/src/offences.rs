//! The offences of the extract: code, words, and how often each is recorded where.

/// One line of the list.
#[derive(Debug, PartialEq)]
pub struct Offence {
    /// Home Office offence code.
    pub ho_code: &'static str,
    /// What the extract calls it.
    pub words: &'static str,
    /// Category, as a slug.
    pub category: &'static str,
    /// Share in the ordinary city, at places of the night, at shops, behind walls; per thousand.
    pub(crate) shares: [u32; 4],
    /// Share of the rows whose exact time is known, in percent.
    pub(crate) exact: u32,
    /// Hours between from and to when it is not: at least, at most.
    pub(crate) hours: (f64, f64),
    /// May have several victims, hence several rows.
    pub(crate) shared: bool,
}

/// Which column of [`Offence::shares`] applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mix {
    City = 0,
    Night = 1,
    Shops = 2,
    Custody = 3,
}

const fn offence(
    ho_code: &'static str,
    words: &'static str,
    category: &'static str,
    shares: [u32; 4],
    exact: u32,
    hours: (f64, f64),
    shared: bool,
) -> Offence {
    Offence {
        ho_code,
        words,
        category,
        shares,
        exact,
        hours,
        shared,
    }
}

/// Every offence of the extract. Each column of shares adds up to 1,000.
pub(crate) const OFFENCES: [Offence; 18] = [
    offence(
        "1",
        "Homicide",
        "serious-violence",
        [0, 0, 0, 0],
        70,
        (0.25, 6.0),
        false,
    ),
    offence(
        "5D",
        "Assault with intent to cause serious harm",
        "serious-violence",
        [14, 70, 20, 60],
        70,
        (0.25, 6.0),
        true,
    ),
    offence(
        "2",
        "Attempted murder",
        "serious-violence",
        [1, 4, 1, 2],
        80,
        (0.25, 3.0),
        true,
    ),
    offence(
        "8N",
        "Assault with injury",
        "violence-with-injury",
        [105, 235, 110, 300],
        68,
        (0.25, 10.0),
        true,
    ),
    offence(
        "105A",
        "Assault without injury",
        "violence-without-injury",
        [140, 165, 130, 438],
        64,
        (0.25, 12.0),
        true,
    ),
    offence(
        "8L",
        "Harassment",
        "violence-without-injury",
        [60, 10, 20, 80],
        35,
        (2.0, 72.0),
        false,
    ),
    offence(
        "34B",
        "Robbery of personal property",
        "robbery",
        [35, 75, 60, 0],
        80,
        (0.1, 2.0),
        true,
    ),
    offence(
        "34A",
        "Robbery of business property",
        "robbery",
        [6, 4, 12, 0],
        90,
        (0.1, 1.0),
        true,
    ),
    offence(
        "17A",
        "Sexual assault",
        "sexual-offences",
        [24, 45, 15, 20],
        50,
        (0.5, 24.0),
        false,
    ),
    offence(
        "39",
        "Theft from the person",
        "theft-from-the-person",
        [32, 190, 120, 0],
        45,
        (0.25, 5.0),
        false,
    ),
    offence(
        "9A",
        "Public fear, alarm or distress",
        "public-order",
        [95, 130, 110, 60],
        75,
        (0.1, 3.0),
        true,
    ),
    offence(
        "66",
        "Other offence against public order",
        "public-order",
        [25, 32, 32, 20],
        75,
        (0.1, 3.0),
        false,
    ),
    offence(
        "28E",
        "Burglary of a dwelling",
        "burglary",
        [120, 2, 15, 0],
        12,
        (2.0, 72.0),
        false,
    ),
    offence(
        "30C",
        "Burglary of a business",
        "burglary",
        [45, 10, 60, 0],
        15,
        (6.0, 64.0),
        false,
    ),
    offence(
        "45",
        "Theft from a vehicle",
        "vehicle-crime",
        [120, 10, 35, 0],
        8,
        (3.0, 48.0),
        false,
    ),
    offence(
        "48",
        "Theft of a vehicle",
        "vehicle-crime",
        [60, 3, 15, 0],
        15,
        (2.0, 36.0),
        false,
    ),
    offence(
        "46",
        "Shoplifting",
        "shoplifting",
        [48, 5, 215, 0],
        90,
        (0.1, 3.0),
        false,
    ),
    offence(
        "58C",
        "Criminal damage to a vehicle",
        "criminal-damage",
        [70, 10, 30, 20],
        25,
        (1.0, 30.0),
        false,
    ),
];

/// How many rows an incident of several victims has: rows, and its share per thousand.
const VICTIMS: [(u32, u32); 6] = [(1, 740), (2, 165), (3, 60), (4, 20), (5, 10), (6, 5)];

pub(crate) fn pick(mix: Mix, draw: f64) -> usize {
    let mut left = (draw * 1_000.0) as u32;
    for (i, offence) in OFFENCES.iter().enumerate() {
        let share = offence.shares[mix as usize];
        if left < share {
            return i;
        }
        left -= share;
    }
    OFFENCES.len() - 1
}

pub(crate) fn victims(offence: &Offence, draw: f64) -> u32 {
    if !offence.shared {
        return 1;
    }
    let mut left = (draw * 1_000.0) as u32;
    for (rows, share) in VICTIMS {
        if left < share {
            return rows;
        }
        left -= share;
    }
    1
}

/// Mean number of rows of an incident.
pub(crate) fn mean_victims(mix: Mix) -> f64 {
    let several: f64 = VICTIMS
        .iter()
        .map(|&(rows, share)| f64::from(rows * share))
        .sum::<f64>()
        / 1_000.0;
    let part: f64 = OFFENCES
        .iter()
        .map(|o| f64::from(o.shares[mix as usize]) / 1_000.0 * if o.shared { several } else { 1.0 })
        .sum();
    part
}
