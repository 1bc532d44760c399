//! `[[source]]`: the files of one source of events and what their columns mean.

use std::path::PathBuf;

use beatbook_core::{Agreement, Crs, Source, Transform, slug};
use serde::Deserialize;
use toml::Spanned;

use super::agreement::{self, AgreementTable, Terms};
use super::fit::agree;
use super::flags::{FlagTable, flags};
use super::place::Place;
use super::{Columns, Fixed, TimeSpec, files, header, words};
use crate::{ReadError, istv, police_uk, police_uk_outcomes, stop_and_search, times};

/// Which rows a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Street files of data.police.uk: fixed columns, months only.
    PoliceUk,
    /// Outcomes files of data.police.uk: fixed columns, months of the outcome.
    PoliceUkOutcomes,
    /// Stop and search files of data.police.uk: fixed columns, instants.
    StopAndSearch,
    /// A&E attendances by place of the assault, in the columns of the ISTV minimum dataset.
    Istv,
    /// Any table, by [`Columns`] and [`TimeSpec`].
    Csv,
}

impl Format {
    /// Reads the word of the config.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "police.uk" => Self::PoliceUk,
            "police.uk-outcomes" => Self::PoliceUkOutcomes,
            "stop-and-search" => Self::StopAndSearch,
            "istv" => Self::Istv,
            "csv" => Self::Csv,
            _ => return None,
        })
    }

    /// What a message calls a file of this format, where its columns are fixed.
    fn fixed(self) -> Option<&'static str> {
        match self {
            Self::PoliceUk => Some("a police.uk street file"),
            Self::PoliceUkOutcomes => Some("a police.uk outcomes file"),
            Self::StopAndSearch => Some("a stop and search file"),
            Self::Istv => Some("an ISTV file"),
            Self::Csv => None,
        }
    }

    /// Columns that every file of this format has; empty for [`Format::Csv`].
    pub(crate) fn required(self) -> &'static [&'static str] {
        match self {
            Self::PoliceUk => &police_uk::REQUIRED,
            Self::PoliceUkOutcomes => &police_uk_outcomes::REQUIRED,
            Self::StopAndSearch => &stop_and_search::REQUIRED,
            Self::Istv => &istv::REQUIRED,
            Self::Csv => &[],
        }
    }

    /// How the names of its members end in an archive; `None` for any text file.
    pub(super) fn members(self) -> Option<&'static str> {
        match self {
            Self::PoliceUk => Some("-street.csv"),
            Self::PoliceUkOutcomes => Some("-outcomes.csv"),
            Self::StopAndSearch => Some("-stop-and-search.csv"),
            Self::Istv | Self::Csv => None,
        }
    }

    /// Whether the config names the columns.
    pub(crate) fn is_mapped(self) -> bool {
        self == Self::Csv
    }
}

/// The files of one source of events.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceSpec {
    /// Who recorded the events.
    pub source: Source,
    /// Which rows the files hold.
    pub format: Format,
    /// Files, patterns resolved, sorted by name; at least one. A member of an archive or a sheet of a
    /// workbook stands after `#`.
    pub files: Vec<PathBuf>,
    /// Names of the columns of files without a header line.
    pub header: Option<Vec<String>>,
    /// Reference system of the coordinates; says nothing where `columns` has none.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// Columns by meaning. For the other formats than [`Format::Csv`] their fixed ones.
    pub columns: Columns,
    /// How times are written and what they mean.
    pub time: TimeSpec,
    /// Values for which there is no column.
    pub fixed: Fixed,
    /// Whether all of its events exist because officers were there.
    pub activity: bool,
    /// Categories of which that is true, as slugs.
    pub activity_categories: Vec<String>,
    /// Word and column of each flag; position is the bit in `EventRow::flags`.
    pub flags: Vec<(String, String)>,
    /// Under which terms it may be used; always there for health sources.
    pub agreement: Option<Agreement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceTable {
    id: Spanned<String>,
    #[serde(deserialize_with = "words::format")]
    format: Format,
    files: Spanned<Vec<Spanned<String>>>,
    header: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
    activity: Option<bool>,
    activity_categories: Option<Vec<Spanned<String>>>,
    columns: Option<Spanned<Columns>>,
    time: Option<Spanned<TimeSpec>>,
    fixed: Option<Spanned<Fixed>>,
    flags: Option<FlagTable>,
    agreement: Option<AgreementTable>,
}

/// Words of an id that say that a source is of the health service.
const HEALTH: [&str; 10] = [
    "ae",
    "a-and-e",
    "ed",
    "accident-and-emergency",
    "ambulance",
    "nhs",
    "hospital",
    "istv",
    "tiig",
    "ecds",
];

/// Whether an id has such a word. What the file holds cannot be known.
fn names_health(id: &str) -> bool {
    let id = format!("-{}-", slug(id));
    HEALTH.iter().any(|word| id.contains(&format!("-{word}-")))
}

/// What the rows of a source look like, whoever says so: the format or the config.
struct Rows {
    crs: Crs,
    transform: Transform,
    columns: Columns,
    time: TimeSpec,
    fixed: Fixed,
    flags: Vec<(String, String)>,
}

/// Checks a source.
pub(super) fn source(
    mut table: SourceTable,
    terms: &Terms<'_>,
    place: &Place<'_>,
) -> Result<SourceSpec, ReadError> {
    let span = table.id.span();
    let source = Source::parse(table.id.get_ref()).map_err(|e| place.at(&span, &e))?;
    let files = files::resolve(&table.files, table.format, place)?;
    let agreement = match table.agreement.take() {
        Some(agreement) => Some(agreement::agreement(agreement, terms, place)?),
        None if source.is_health() || table.format == Format::Istv => {
            let words = agreement::missing(&format!("source {source}"), "source");
            return place.refuse(&span, &words);
        }
        None if names_health(table.id.get_ref()) => {
            let words = format!(
                "the id `{source}` names health data, which are read only under a named agreement; call the \
                 source attendance or callout, and add [source.agreement], or choose another id if they are none"
            );
            return place.refuse(&span, &words);
        }
        None => None,
    };
    let format = table.format;
    let header = header::names(table.header.take(), format.is_mapped(), place)?;
    let activity = table.activity.unwrap_or(format == Format::StopAndSearch);
    let activity_categories = match table.activity_categories.take() {
        Some(words) => slugs(words, place)?,
        None if format == Format::PoliceUk => police_uk::activity(),
        None => Vec::new(),
    };
    let rows = match format.fixed() {
        Some(name) => fixed_rows(table, name, place)?,
        None => mapped_rows(table, place)?,
    };
    Ok(SourceSpec {
        source,
        format,
        files,
        header,
        crs: rows.crs,
        transform: rows.transform,
        columns: rows.columns,
        time: rows.time,
        fixed: rows.fixed,
        activity,
        activity_categories,
        flags: rows.flags,
        agreement,
    })
}

/// A format whose columns are known; only of an ISTV file may the config say how times are written.
fn fixed_rows(table: SourceTable, name: &str, place: &Place<'_>) -> Result<Rows, ReadError> {
    let is_istv = table.format == Format::Istv;
    let settings = [
        (table.columns.as_ref().map(Spanned::span), "columns"),
        (
            table.time.as_ref().filter(|_| !is_istv).map(Spanned::span),
            "time",
        ),
        (table.fixed.as_ref().map(Spanned::span), "fixed"),
        (table.flags.as_ref().map(Spanned::span), "flags"),
    ];
    if let Some((span, key)) = settings.into_iter().find_map(|(s, k)| Some((s?, k))) {
        let words = format!(
            "{name} has fixed columns, so [source.{key}] has no meaning; \
             take it out, or write format = \"csv\""
        );
        return place.refuse(&span, &words);
    }
    let crs = table.crs.unwrap_or(Crs::Wgs84);
    let transform = table.transform.unwrap_or(Transform::Helmert);
    let fixed = Fixed::default();
    let (columns, time, flags) = match table.format {
        Format::StopAndSearch => (
            stop_and_search::columns(),
            stop_and_search::time(),
            stop_and_search::flags(),
        ),
        Format::Istv => {
            let time = istv_time(table.time, place)?;
            (istv::columns(), time, Vec::new())
        }
        Format::PoliceUkOutcomes => (
            police_uk_outcomes::columns(),
            police_uk_outcomes::time(),
            Vec::new(),
        ),
        Format::PoliceUk | Format::Csv => (police_uk::columns(), police_uk::time(), Vec::new()),
    };
    Ok(Rows {
        crs,
        transform,
        columns,
        time,
        fixed,
        flags,
    })
}

fn istv_time(time: Option<Spanned<TimeSpec>>, place: &Place<'_>) -> Result<TimeSpec, ReadError> {
    let usual = istv::time();
    let Some(time) = time else { return Ok(usual) };
    let span = time.span();
    let time = time.into_inner();
    let no_hour = time
        .format
        .as_ref()
        .is_some_and(|format| !times::has_clock(format));
    let other = time
        .precision
        .is_some_and(|precision| Some(precision) != usual.precision);
    if no_hour || other {
        let words = "the times of an ISTV file have an hour, and lie between assault and arrival; \
                     write precision = \"interval\" and a format with %H:%M";
        return place.refuse(&span, words);
    }
    if time.unknown_start_hours.is_some() {
        let words = "the rule for ISTV files is fixed: an assault whose time is not known lies in the 6 hours before arrival; \
                     take unknown_start_hours out";
        return place.refuse(&span, words);
    }
    Ok(TimeSpec {
        format: time.format,
        ..usual
    })
}

fn mapped_rows(table: SourceTable, place: &Place<'_>) -> Result<Rows, ReadError> {
    let span = table.id.span();
    let missing = |words: &str| ReadError::from(place.at(&span, &words));
    let columns = table.columns.ok_or_else(|| {
        missing("this source has no [source.columns]; add it with x, y, from and category")
    })?;
    let time_at = table.time.as_ref().map(Spanned::span);
    let time = table.time.map(Spanned::into_inner).unwrap_or_default();
    let has_position = columns.get_ref().x.is_some() || columns.get_ref().happened_x.is_some();
    let crs = match table.crs {
        Some(crs) => crs,
        None if has_position => {
            return Err(missing(
                "this source does not say what its coordinates are; \
                 add crs = \"EPSG:27700\" for eastings and northings or \"EPSG:4326\" for longitude and latitude",
            ));
        }
        None => Crs::Bng,
    };
    let fixed = table.fixed.map(Spanned::into_inner).unwrap_or_default();
    agree(&columns, &time, time_at.as_ref(), &fixed, place)?;
    Ok(Rows {
        crs,
        transform: table.transform.unwrap_or_default(),
        columns: columns.into_inner(),
        time,
        fixed,
        flags: flags(table.flags, place)?,
    })
}

fn slugs(words: Vec<Spanned<String>>, place: &Place<'_>) -> Result<Vec<String>, ReadError> {
    let check = |word: Spanned<String>| {
        let text = slug(word.get_ref());
        if text == *word.get_ref() && !text.is_empty() {
            return Ok(word.into_inner());
        }
        let words = format!(
            "`{}` is not a category as selections write it; write `{text}`",
            word.get_ref()
        );
        place.refuse(&word.span(), &words)
    };
    words.into_iter().map(check).collect()
}
