//! What the extract says about a row besides what, when and where: setting and flags.

use beatbook_core::Setting;
use rand::RngExt;

use crate::offences::Offence;

/// The flags of a row; `None` where the field is blank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoFlags {
    /// Between partners, former partners or relatives.
    pub domestic: Option<bool>,
    /// Motivated by hate.
    pub hate: Option<bool>,
    /// Alcohol played a part.
    pub alcohol: Option<bool>,
    /// Drugs played a part.
    pub drugs: Option<bool>,
    /// A knife or another blade was used or shown.
    pub knife: Option<bool>,
}

impl DemoFlags {
    /// The flags in the order of the columns.
    pub fn all(&self) -> [Option<bool>; 5] {
        [
            self.domestic,
            self.hate,
            self.alcohol,
            self.drugs,
            self.knife,
        ]
    }
}

/// Where on the ground a row was drawn, as far as the setting depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// Anywhere in the city.
    Town,
    /// A public square.
    Square,
    /// Bars, clubs and takeaways.
    Nightlife,
    /// Shops.
    Shops,
    /// A park.
    Park,
    /// A prison.
    Prison,
    /// A named place of this class.
    Address(&'static str),
}

const BLANK: f64 = 0.06;

/// The setting of a row; `None` where the field is blank.
pub(crate) fn setting(
    offence: &Offence,
    around: Around,
    domestic: bool,
    rng: &mut impl RngExt,
) -> Option<Setting> {
    let (blank, draw) = (rng.random::<f64>(), rng.random::<f64>());
    if blank < BLANK && !matches!(around, Around::Prison | Around::Address(_)) {
        return None;
    }
    if domestic || offence.ho_code == "28E" {
        return Some(Setting::Dwelling);
    }
    let shares: &[(Setting, f64)] = match (around, offence.ho_code) {
        (Around::Prison | Around::Address("custody" | "hospital"), _) => {
            &[(Setting::Institution, 1.0)]
        }
        (_, "34A" | "46") => &[(Setting::Retail, 1.0)],
        (_, "30C") => &[(Setting::Retail, 0.7), (Setting::Licensed, 1.0)],
        (_, "45" | "48" | "58C") => &[(Setting::Street, 1.0)],
        (Around::Address("venue"), _) => &[(Setting::Licensed, 0.85), (Setting::Street, 1.0)],
        (Around::Address("retail"), _) => &[(Setting::Retail, 0.85), (Setting::Street, 1.0)],
        (Around::Address("station"), _) => &[(Setting::Transport, 1.0)],
        (Around::Address("ground"), _) => &[(Setting::OpenSpace, 0.8), (Setting::Street, 1.0)],
        (Around::Square, _) => &[
            (Setting::OpenSpace, 0.55),
            (Setting::Street, 0.85),
            (Setting::Licensed, 0.93),
            (Setting::Transport, 1.0),
        ],
        (Around::Nightlife, _) => &[
            (Setting::Licensed, 0.42),
            (Setting::Street, 0.97),
            (Setting::Dwelling, 1.0),
        ],
        (Around::Shops, _) => &[
            (Setting::Retail, 0.4),
            (Setting::Street, 0.92),
            (Setting::Licensed, 0.95),
            (Setting::Dwelling, 1.0),
        ],
        (Around::Park, _) => &[(Setting::OpenSpace, 1.0)],
        (Around::Town | Around::Address(_), _) => &[
            (Setting::Street, 0.55),
            (Setting::Dwelling, 0.83),
            (Setting::Licensed, 0.88),
            (Setting::OpenSpace, 0.92),
            (Setting::Retail, 0.95),
            (Setting::Transport, 0.98),
            (Setting::Institution, 1.0),
        ],
    };
    let chosen = shares.iter().find(|(_, up_to)| draw < *up_to);
    chosen.map(|(setting, _)| *setting)
}

/// The flags of an ordinary row. Fields are blank in one row of twelve, all five together.
pub(crate) fn flags(offence: &Offence, around: Around, rng: &mut impl RngExt) -> DemoFlags {
    let draws: [f64; 6] = std::array::from_fn(|_| rng.random());
    let night = around == Around::Nightlife;
    let away_from_home = !matches!(around, Around::Town);
    let domestic = match offence.category {
        "violence-with-injury" | "violence-without-injury" | "sexual-offences"
            if !away_from_home =>
        {
            0.3
        }
        "violence-with-injury" | "violence-without-injury" | "sexual-offences" => 0.04,
        "public-order" | "criminal-damage" if !away_from_home => 0.06,
        _ => 0.0,
    };
    let violent = domestic > 0.0;
    let knife = match offence.ho_code {
        "34B" => 0.25,
        "34A" => 0.3,
        "8N" => 0.06,
        _ => 0.0,
    };
    let domestic = draws[0] < domestic;
    let flags = [
        (0, domestic),
        (1, draws[1] < if violent { 0.03 } else { 0.002 }),
        (
            2,
            draws[2]
                < match (violent, night || domestic) {
                    (true, true) => 0.35,
                    (true, false) => 0.15,
                    (false, _) => 0.02,
                },
        ),
        (3, draws[3] < if violent { 0.05 } else { 0.01 }),
        (4, draws[4] < knife),
    ];
    // A domestic row always says so: leaving homes out depends on it.
    if draws[5] < 1.0 / 12.0 && !domestic {
        return DemoFlags::default();
    }
    let [domestic, hate, alcohol, drugs, knife] = flags.map(|(_, flag)| Some(flag));
    DemoFlags {
        domestic,
        hate,
        alcohol,
        drugs,
        knife,
    }
}
