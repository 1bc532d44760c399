//! What the files beside the extract hold, as written.

use serde::{Deserialize, Serialize};

/// Rows placed in the city by one way of giving the home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthRoute {
    /// Rows.
    pub placed: u64,
    /// Of these, in an area of the most deprived national decile (IMD 2019); for the street
    /// community, its members.
    pub decile_1: u64,
}

/// Homes of the people of one role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthHomes {
    /// Rows: `in_the_city + out_of_the_city + blank + codes_2021.placed`.
    pub rows: u64,
    /// Placed in the city by postcode, coordinates or code of 2011 together.
    pub in_the_city: u64,
    /// Of these, in decile 1.
    pub decile_1: u64,
    /// By postcode.
    pub postcode: TruthRoute,
    /// By coordinates.
    pub coordinates: TruthRoute,
    /// By code of 2011.
    pub code: TruthRoute,
    /// By a code that only 2021 has, in the city; `decile_1` is that of the area of 2011.
    pub codes_2021: TruthRoute,
    /// Beyond the city's edge: by coordinates, or by a code of the ring.
    pub out_of_the_city: u64,
    /// Nothing given.
    pub blank: u64,
}

/// Homes of both roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthRoles<T> {
    /// Victims.
    pub victims: T,
    /// Suspects.
    pub suspects: T,
}

/// How the people of one role are linked, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthLinks {
    /// Rows.
    pub rows: u64,
    /// Victims: who were victims of violence in the 12 months before. Suspects: who were linked
    /// as suspects in the 24 months before.
    pub linked_before: u64,
    /// Male.
    pub male: u64,
    /// Aged 25 or under.
    pub aged_25_or_under: u64,
    /// Of these, linked to an offence discovered at a hospital.
    pub discovered_aged_25_or_under: u64,
}

/// `people.csv`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthPeople {
    /// Rows.
    pub rows: u64,
    /// Rows without an ethnicity.
    pub ethnicity_missing: u64,
    /// Probability that a home in the city lies in decile 1, for victims of serious violence;
    /// homes are drawn one by one.
    pub victims_decile_1_probability: f64,
    /// The same for suspects.
    pub suspects_decile_1_probability: f64,
    /// Share of the residents who live in decile 1.
    pub residents_decile_1_share: f64,
    /// Homes of everyone linked.
    pub all: TruthRoles<TruthHomes>,
    /// Homes of those linked to serious violence, three years.
    pub serious_violence: TruthRoles<TruthHomes>,
    /// Links to serious violence in the last year.
    pub serious_last_year: TruthRoles<TruthLinks>,
    /// Rows linked to events in beat A2H1, three years (`placed`), and of these members of the
    /// street community (`decile_1`).
    pub gardens_beat: TruthRoles<TruthRoute>,
}

impl TruthPeople {
    pub(crate) fn new(victims: f64, suspects: f64, residents: f64) -> Self {
        let thousandth = |share: f64| (share * 1e4).round() / 1e4;
        Self {
            victims_decile_1_probability: thousandth(victims),
            suspects_decile_1_probability: thousandth(suspects),
            residents_decile_1_share: thousandth(residents),
            ..Self::default()
        }
    }
}

/// `istv.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthIstv {
    /// Rows.
    pub rows: u64,
    /// Rows of the last year.
    pub last_year: u64,
    /// Rows whose location is a word that stands for no place.
    pub unusable: u64,
    /// Rows that name a street or place of the town, some with more words around it.
    pub named: u64,
    /// Of these, the name alone.
    pub named_exactly: u64,
    /// Rows whose assault time is the arrival time.
    pub assault_is_arrival: u64,
    /// The place that only these rows name often; absent in a null city.
    pub only_here: Option<TruthOnlyHere>,
}

/// A place that A&E names often and the police extract does not.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TruthOnlyHere {
    /// The street.
    pub name: String,
    /// Degrees east of its middle.
    pub longitude: f64,
    /// Degrees north of its middle.
    pub latitude: f64,
    /// Metres east.
    pub easting: f64,
    /// Metres north.
    pub northing: f64,
    /// Rows of `istv.csv` that name it.
    pub istv_rows: u64,
    /// Rows of `istv.csv` that name the next most frequent name.
    pub next_most: u64,
    /// Incidents of the police extract within 150 m.
    pub police_incidents: u64,
    /// Incidents expected there if they were spread evenly.
    pub police_expected: f64,
}

/// `tiig.csv`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthTiig {
    /// Rows of each year from October to September.
    pub years: [u64; 3],
    /// Of these, female.
    pub female: [u64; 3],
    /// Of the last year, at the three main hospitals.
    pub three_hospitals: u64,
    /// Of the last year, aged 18 to 30.
    pub aged_18_to_30: u64,
    /// Of the last year, on codes of 2011 (`placed`), and of these in decile 1.
    pub last_year: TruthRoute,
    /// The same for all three years.
    pub all: TruthRoute,
    /// Rows of all years on codes that only 2021 has.
    pub codes_2021: u64,
}

/// `ambulance-callouts.csv`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthCallouts {
    /// Rows.
    pub rows: u64,
    /// Rows without a position.
    pub unlocated: u64,
}

/// A street of the "12 streets".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthStreet {
    /// Name.
    pub name: String,
    /// Distinct addresses complained of, three years.
    pub addresses: u64,
    /// Complaints.
    pub complaints: u64,
}

/// `complaints.csv`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthComplaints {
    /// Rows.
    pub rows: u64,
    /// Distinct addresses.
    pub addresses: u64,
    /// Addresses with more than one complaint.
    pub addresses_again: u64,
    /// Addresses with three, the most that any has.
    pub addresses_with_three: Vec<String>,
    /// The streets with most addresses complained of, most first.
    pub streets: Vec<TruthStreet>,
}

/// `stop-and-search.csv`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthSearches {
    /// Rows.
    pub rows: u64,
    /// The ward with most.
    pub ward: String,
    /// Rows there.
    pub in_the_ward: u64,
    /// Rows on which the object searched for was found.
    pub found: u64,
    /// Of the rows in that ward.
    pub found_in_the_ward: u64,
}
