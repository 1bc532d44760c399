//! People linked to events, and attenders by residence.

use beatbook_core::slug;

use crate::PeopleColumns;

use super::found::{Kind, People};
use super::sample::Sample;
use super::shape::{self, TimeKind};

/// Recognises a file of people.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    let named = |names: &[&str]| {
        let at = sample.named(names, |_| true)?;
        Some(sample.header[at].clone())
    };
    let role = sample.named(&["role", "persontype", "involvement"], |column| {
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
        let event = named(&[
            "crimeref",
            "crimeid",
            "crimenumber",
            "crimereference",
            "eventref",
            "eventid",
            "offenceref",
            "recordid",
        ])?;
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
