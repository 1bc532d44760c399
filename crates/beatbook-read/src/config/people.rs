//! `[[people]]`: people linked to events, and attenders by where they live.

use std::path::PathBuf;

use beatbook_core::{Agreement, Crs, Source, Transform};
use serde::Deserialize;
use toml::Spanned;

use super::agreement::{self, AgreementTable, Terms};
use super::place::Place;
use super::words;
use crate::ReadError;
use crate::problem::listed;

/// What the rows of a file of people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeopleFormat {
    /// People linked to the events of a source by record id.
    #[default]
    Linked,
    /// A&E attenders by month and residence, as TIIG publishes them; linked to no event.
    Tiig,
}

/// A file of people.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleSpec {
    /// Any table.
    pub path: PathBuf,
    /// The source whose events they are linked to; one of the config. Always there for
    /// [`PeopleFormat::Linked`], never for [`PeopleFormat::Tiig`].
    pub source: Option<Source>,
    /// What the rows are.
    pub format: PeopleFormat,
    /// Columns by meaning.
    pub columns: PeopleColumns,
    /// Reference system of the homes; says nothing where `columns` has no coordinates.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// Under which terms they may be used; always there for [`PeopleFormat::Tiig`].
    pub agreement: Option<Agreement>,
}

/// Names of columns. Upper and lower case, blanks and punctuation do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleColumns {
    /// Record id of the event.
    pub event: Option<String>,
    /// Month of attendance, year-month.
    pub month: Option<String>,
    /// `victim`, `suspect` or `attender`.
    pub role: Option<String>,
    /// Id of the person; replaced by a pseudonym under the key.
    pub person: Option<String>,
    /// Age in years.
    pub age: Option<String>,
    /// Ages from and to, such as `18-25` or `90+`.
    pub age_band: Option<String>,
    /// Sex.
    pub sex: Option<String>,
    /// Ethnicity.
    pub ethnicity: Option<String>,
    /// Postcode of the home.
    pub postcode: Option<String>,
    /// Easting or longitude of the home.
    pub x: Option<String>,
    /// Northing or latitude of the home.
    pub y: Option<String>,
    /// Code of the area of the home.
    pub area: Option<String>,
    /// Whether the person is a member of the street community.
    pub street_community: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleTable {
    path: Spanned<PathBuf>,
    source: Option<Spanned<String>>,
    #[serde(default, deserialize_with = "words::people_format")]
    format: PeopleFormat,
    columns: Spanned<PeopleColumns>,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
    agreement: Option<AgreementTable>,
}

/// What people are checked against.
pub(super) struct Known<'a> {
    pub sources: &'a [String],
    pub has_key: bool,
    pub terms: Terms<'a>,
}

/// Checks a file of people.
pub(super) fn people(
    table: PeopleTable,
    known: &Known<'_>,
    place: &Place<'_>,
) -> Result<PeopleSpec, ReadError> {
    let span = table.path.span();
    let columns_span = table.columns.span();
    let has = table.columns.into_inner();
    let refuse = |words: &str| place.refuse(&columns_span, words);
    let source = match (table.format, table.source) {
        (PeopleFormat::Linked, Some(source)) => Some(linked(&source, known, place)?),
        (PeopleFormat::Linked, None) => {
            let words = "nothing says which events these people are linked to; \
                         add source = \"offence\", or format = \"tiig\" for attenders by residence";
            return place.refuse(&span, words);
        }
        (PeopleFormat::Tiig, Some(source)) => {
            let words = "attenders of a TIIG file cannot be linked to events; take source out";
            return place.refuse(&source.span(), words);
        }
        (PeopleFormat::Tiig, None) => None,
    };
    let needed = match table.format {
        PeopleFormat::Linked => [("event", &has.event), ("role", &has.role)],
        PeopleFormat::Tiig => [("month", &has.month), ("area", &has.area)],
    };
    if let Some((key, _)) = needed.iter().find(|(_, column)| column.is_none()) {
        return refuse(&format!(
            "no column is named for {key}; add {key} = \"...\""
        ));
    }
    if table.format == PeopleFormat::Tiig && (has.event.is_some() || has.person.is_some()) {
        return refuse("a TIIG file knows neither events nor persons; take event and person out");
    }
    if has.age.is_some() && has.age_band.is_some() {
        return refuse("both age and age_band are named; name the one that is meant");
    }
    if has.x.is_some() != has.y.is_some() {
        return refuse("only one of x and y is named; name both");
    }
    if has.x.is_some() && table.crs.is_none() {
        return refuse(
            "nothing says what the coordinates of the homes are; add crs = \"EPSG:27700\" or \"EPSG:4326\" under [[people]]",
        );
    }
    if has.person.is_some() && !known.has_key {
        return refuse(
            "a column of persons is named, but the config has no key to make pseudonyms with; \
             add key = \"pseudonym.key\" at the top, a file with one line of your own, or take person out",
        );
    }
    let agreement = match table.agreement {
        Some(agreement) => Some(agreement::agreement(agreement, &known.terms, place)?),
        None if table.format == PeopleFormat::Tiig => {
            let words = agreement::missing("a TIIG file", "people");
            return place.refuse(&span, &words);
        }
        None => None,
    };
    Ok(PeopleSpec {
        path: place.folder.join(table.path.get_ref()),
        source,
        format: table.format,
        columns: has,
        crs: table.crs.unwrap_or(Crs::Bng),
        transform: table.transform.unwrap_or_default(),
        agreement,
    })
}

fn linked(
    source: &Spanned<String>,
    known: &Known<'_>,
    place: &Place<'_>,
) -> Result<Source, ReadError> {
    let word = source.get_ref();
    if !known.sources.contains(word) {
        let words = format!(
            "`{word}` is not a source of this config; use {}",
            listed(known.sources)
        );
        return place.refuse(&source.span(), &words);
    }
    Source::parse(word).map_err(|e| place.at(&source.span(), &e).into())
}
