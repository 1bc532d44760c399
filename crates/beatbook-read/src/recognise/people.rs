//! People linked to events, and attenders by residence.

use beatbook_core::slug;

use crate::PeopleColumns;
use crate::mapped::plain;

use super::found::{Kind, People};
use super::mapped::{IDS, INCIDENTS};
use super::sample::Sample;
use super::shape::{self, TimeKind};
use super::words;

/// Ids of any kind of row: they do not say that it is the event that is meant.
const ANY_ID: [&str; 4] = ["reference", "ref", "uid", "id"];
/// Columns that say what a person was in an event.
const ROLES: [&str; 8] = [
    "role",
    "persontype",
    "personrole",
    "involvement",
    "involvementtype",
    "nominalrole",
    "party",
    "partytype",
];
/// What a person can be in an event, in the words of many forces.
const INVOLVED: [&str; 13] = [
    "victim",
    "suspect",
    "attender",
    "offender",
    "witness",
    "complainant",
    "aggrieved",
    "injured-party",
    "accused",
    "defendant",
    "arrested",
    "perpetrator",
    "informant",
];
/// Words of columns that only files of people have.
const PERSONAL: [&str; 5] = ["dob", "surname", "forename", "forenames", "birthday"];
/// What such a column may be called in several words.
const PERSONAL_TOO: [&str; 9] = [
    "dateofbirth",
    "birthdate",
    "yearofbirth",
    "nhsnumber",
    "nhsno",
    "firstname",
    "lastname",
    "familyname",
    "maidenname",
];
/// What stands behind `home` in the column of a home. A home beat is that of a crime.
const HOMES: [&str; 20] = [
    "address",
    "postcode",
    "easting",
    "eastings",
    "northing",
    "northings",
    "x",
    "y",
    "lat",
    "latitude",
    "lon",
    "long",
    "lng",
    "longitude",
    "lsoa",
    "street",
    "town",
    "location",
    "house",
    "oa",
];

/// Recognises a file of people. What has a column of persons is never taken for anything else.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    let named = |names: &[&str]| {
        let at = sample.named(names, |_| true)?;
        Some(sample.header[at].clone())
    };
    let role = sample.named(&ROLES, |column| {
        sample.always(column, |text| {
            ["victim", "suspect", "attender"].contains(&slug(text).as_str())
        })
    });
    let residence = sample.named(
        &[
            "lsoaofresidence",
            "residencelsoa",
            "homelsoa",
            "lsoa",
            "lsoacode",
            "residentlsoa",
            "lsoa11cd",
            "lsoa21cd",
        ],
        |column| sample.mostly(column, |text| shape::code_kind(text) == Some("lsoa")),
    );
    let area = residence.map(|at| sample.header[at].clone());
    let sex = named(&["sex", "gender"]);
    let age_band = named(&["ageband", "agerange", "agegroup"]);
    let ethnicity = named(&["ethnicity", "ethnicgroup", "selfdefinedethnicity"]);
    if let Some(role) = role {
        let ids = IDS.iter().filter(|id| !ANY_ID.contains(id));
        let ids: Vec<&str> = ids.chain(&INCIDENTS).copied().collect();
        let Some(event) = named(&ids) else {
            return Some(unlinked(&sample.header[role]));
        };
        let pair = shape::pairs(sample)
            .into_iter()
            .next()
            .map(|(_, pair)| pair);
        let age = named(&["age", "ageyears", "ageatevent"]);
        let evidence = format!("people linked to events ({event}, {})", sample.header[role]);
        let columns = PeopleColumns {
            event: Some(event),
            role: Some(sample.header[role].clone()),
            person: named(&["personid", "personref", "nominalid", "nominalref", "person"]),
            age_band: if age.is_some() { None } else { age_band },
            age,
            sex,
            ethnicity,
            postcode: named(&["homepostcode", "postcode"]),
            x: pair.map(|pair| sample.header[pair.x].clone()),
            y: pair.map(|pair| sample.header[pair.y].clone()),
            area,
            street_community: named(&["streetcommunity"]),
            month: None,
        };
        let people = People {
            tiig: false,
            columns,
            crs: pair.map(|pair| pair.crs),
        };
        return Some((Kind::People(Box::new(people)), evidence));
    }
    attenders(sample, area, [age_band, sex, ethnicity])
        .or_else(|| Some(unlinked(&sample.header[person_column(sample)?])))
}

/// A file of people that cannot be linked to events.
fn unlinked(column: &str) -> (Kind, String) {
    let why = format!(
        "it holds people (column {column}), who are never read as events; a [[people]] table needs the id of their event and a role of victim or suspect"
    );
    (
        Kind::Unused("people", why),
        format!("people, by their columns ({column})"),
    )
}

/// The first column that only files of people have.
fn person_column(sample: &Sample) -> Option<usize> {
    (0..sample.header.len()).find(|column| {
        let name = &sample.header[*column];
        let plain = plain(name);
        let said = words::words(name);
        let home = said.iter().position(|word| word == "home");
        let is_home =
            home.is_some_and(|at| said[at + 1..].iter().any(|w| HOMES.contains(&w.as_str())));
        let is_role = ROLES.contains(&plain.as_str())
            && sample.mostly(*column, |text| INVOLVED.contains(&slug(text).as_str()));
        words::any(&said, &PERSONAL)
            || PERSONAL_TOO.iter().any(|words| plain.contains(words))
            || is_home
            || is_role
    })
}

/// Recognises attenders by residence, who are linked to no event.
fn attenders(
    sample: &Sample,
    area: Option<String>,
    [age_band, sex, ethnicity]: [Option<String>; 3],
) -> Option<(Kind, String)> {
    let month = sample.named(
        &["month", "monthofattendance", "attendancemonth"],
        |column| sample.mostly(column, |text| shape::time(text) == Some(TimeKind::Month)),
    )?;
    let hospital = sample.has("hospital") || sample.has("site") || sample.has("provider");
    if area.is_none() || (!hospital && age_band.is_none()) || sample.has("location") {
        return None;
    }
    let evidence = format!(
        "A&E attenders by residence, as TIIG gives them ({}, {})",
        sample.header[month],
        area.clone().unwrap_or_default()
    );
    let columns = PeopleColumns {
        month: Some(sample.header[month].clone()),
        age_band,
        sex,
        ethnicity,
        area,
        ..PeopleColumns::default()
    };
    let people = People {
        tiig: true,
        columns,
        crs: None,
    };
    Some((Kind::People(Box::new(people)), evidence))
}
