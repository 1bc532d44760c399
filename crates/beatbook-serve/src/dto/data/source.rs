//! One source of a book: its months, its accounts, its terms, its quality.

use beatbook_core::{Agreement, Audience, Policy, Source};
use beatbook_store::book::{Input, Level, PeopleEntry, QualityEntry, Status};
use beatbook_store::{MonthHeld, SourceAbout};
use serde::Serialize;
use utoipa::ToSchema;

use super::Shown;
use crate::dto::{labels, words};

/// A source and what became of its rows.
#[derive(Serialize, ToSchema)]
#[schema(as = DataSource)]
pub(super) struct DataSource {
    /// Word for `source=`.
    id: String,
    /// Name.
    label: String,
    /// Day of its first event (year-month-day).
    from: String,
    /// Day of its last event.
    to: String,
    #[schema(schema_with = words::precision)]
    precision: &'static str,
    /// Exists because officers were there: never counted as demand.
    activity: bool,
    /// Rows read: located, unlocated, outside and refused together. `null` where not shown to this
    /// audience.
    rows: Option<u32>,
    /// Rows with a place in the study area. `null` where not shown to this audience.
    located: Option<u32>,
    /// Rows without a usable place. `null` where not shown to this audience.
    unlocated: Option<u32>,
    /// Rows with a place outside the study area. `null` where not shown to this audience.
    outside: Option<u32>,
    /// Rows that could not be used, or that a later file replaced. `null` where not shown to this
    /// audience.
    refused: Option<u32>,
    /// The rows that could be used, by how they were placed; the most frequent first.
    placed: Vec<Placed>,
    /// Every month from the first to the last.
    months: Vec<DataMonth>,
    /// Why rows by month and file are not shown to this audience. `null` where they are.
    withheld: Option<&'static str>,
    /// Last day that is at least 95% recorded (year-month-day). `null` where days of recording are
    /// not known.
    complete_to: Option<String>,
    /// Terms of use. `null` for sources that need none.
    agreement: Option<Terms>,
    /// Duplicates, shared points and own codes. `null` of a book that does not keep them.
    quality: Option<Quality>,
}

/// Rows placed in one way.
#[derive(Serialize, ToSchema)]
#[schema(as = PlacedRows)]
struct Placed {
    #[schema(schema_with = words::placed_as)]
    of: &'static str,
    /// How, in words.
    how: &'static str,
    /// Rows. `null` where not shown to this audience.
    rows: Option<u32>,
}

/// A month of a source.
#[derive(Serialize, ToSchema)]
#[schema(as = DataMonth)]
struct DataMonth {
    /// Month (year-month).
    month: String,
    /// Rows that may have begun in it, wherever they are. `null` where not shown to this audience.
    rows: Option<u32>,
    /// Of these, rows with a place in the study area. `null` where not shown to this audience.
    located: Option<u32>,
    #[schema(schema_with = words::month_state)]
    state: &'static str,
    /// Why it is not complete. `null` where it is.
    reason: Option<String>,
}

/// What a source may be used for.
#[derive(Serialize, ToSchema)]
#[schema(as = Terms)]
struct Terms {
    /// Name of the agreement.
    name: String,
    /// What it may be used for.
    purpose: String,
    /// Who may see it.
    audiences: Vec<String>,
    /// `cell`, or the layer of the smallest areas it may be told of.
    finest_area: String,
    /// Finest time it may be told of.
    finest_time: String,
    /// Last day in force (year-month-day).
    expires: String,
}

/// What rows say of their own quality.
#[derive(Serialize, ToSchema)]
#[schema(as = RowQuality)]
struct Quality {
    /// Rows that have a record id. `null` where not shown to this audience.
    with_id: Option<u32>,
    /// Of these, rows whose id another row has too: counted and never removed. `null` where not
    /// shown to this audience.
    same_id: Option<u32>,
    /// Rows that share the coordinate of a published anchor with another. `null` where not shown to
    /// this audience.
    snapped: Option<u32>,
    /// Agreement of the area codes that rows carry with where they were placed. `null` where they
    /// carry none, and where it would give away a protected count.
    own_codes: Option<OwnCodes>,
}

/// Agreement of area codes that rows carry.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCodes)]
struct OwnCodes {
    /// Layer of the codes.
    layer: String,
    /// Rows with a code of the layer.
    comparable: u32,
    /// Of these, rows placed in the area they name.
    agree: u32,
}

/// A file and what became of its rows.
#[derive(Serialize, ToSchema)]
#[schema(as = DataFile)]
pub(super) struct FileReply {
    /// Name, relative to the configuration.
    file: String,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Word of its source. `null` for boundaries, figures and places.
    source: Option<String>,
    /// Rows read. `null` where not shown to this audience.
    rows: Option<u32>,
    /// Rows with a place in the study area. `null` where not shown to this audience.
    located: Option<u32>,
    /// Rows without a usable place. `null` where not shown to this audience.
    unlocated: Option<u32>,
    /// Rows with a place outside the study area. `null` where not shown to this audience.
    outside: Option<u32>,
    /// Rows that could not be used. `null` where not shown to this audience.
    refused: Option<u32>,
}

/// People linked to the events of a source, or attenders by residence.
#[derive(Serialize, ToSchema)]
#[schema(as = DataPeople)]
pub(super) struct PeopleReply {
    /// Word of the source, or `attenders`.
    of: String,
    /// Rows read. `null` where not shown to this audience.
    rows: Option<u32>,
    /// Rows whose home is in the study area. `null` where not shown to this audience.
    inside: Option<u32>,
    /// Rows whose home is outside it. `null` where not shown to this audience.
    outside: Option<u32>,
    /// Rows whose home is not known. `null` where not shown to this audience.
    unknown: Option<u32>,
    /// Rows whose event is not in the book. `null` where not shown to this audience.
    unlinked: Option<u32>,
    /// Rows that could not be used. `null` where not shown to this audience.
    refused: Option<u32>,
}

impl DataSource {
    pub(super) fn new(about: &SourceAbout, policy: Policy) -> Self {
        let policy = policy.for_source(&about.source);
        let terms = about.agreement.as_ref();
        let allowed = terms.is_none_or(|terms| terms.refuses(policy.audience).is_none());
        let shown = Shown { policy, allowed };
        let by_year = about.source.is_health() && policy.audience != Audience::Analyst;
        let withheld = match (allowed, by_year) {
            (false, _) => Some("its agreement does not name this audience"),
            (true, true) => Some(
                "outside the analyst's desk a health source is never shown for less than 12 months",
            ),
            (true, false) => None,
        };
        let by_month = Shown {
            policy,
            allowed: withheld.is_none(),
        };
        Self {
            id: about.source.to_string(),
            label: labels::source(&about.source),
            from: about.period.0.to_string(),
            to: about.period.1.to_string(),
            precision: about.precision.word(),
            activity: about.activity,
            rows: shown.number(about.rows),
            located: shown.number(about.located),
            unlocated: shown.number(about.unlocated),
            outside: shown.number(about.outside),
            refused: shown.number(about.refused),
            placed: about
                .placed
                .iter()
                .map(|&(status, level, rows)| Placed::new(status, level, shown.number(rows)))
                .collect(),
            months: about
                .held
                .iter()
                .filter(|_| allowed)
                .map(|month| DataMonth::new(month, &by_month))
                .collect(),
            withheld,
            complete_to: about.complete_to.map(|day| day.to_string()),
            agreement: terms.map(Terms::new),
            quality: about
                .quality
                .as_ref()
                .map(|quality| Quality::new(quality, &shown)),
        }
    }
}

impl Placed {
    fn new(status: Status, level: Level, rows: Option<u32>) -> Self {
        let (of, how) = match (status, level) {
            (Status::Located, Level::Exact) => ("located", "by coordinates in the row"),
            (Status::Located, Level::Place) => ("located", "by the name of premises"),
            (Status::Located, _) => ("located", "by the name of a street, at its middle"),
            (Status::Unlocated, Level::Area) => ("unlocated", "only an area is named"),
            (Status::Unlocated, _) => ("unlocated", "nothing usable is given"),
            (Status::Ring, _) => ("outside", "just beyond the edge of the study area"),
            (Status::Outside, _) => ("outside", "elsewhere"),
        };
        Self { of, how, rows }
    }
}

impl DataMonth {
    fn new(month: &MonthHeld, shown: &Shown) -> Self {
        Self {
            month: month.month.to_string(),
            rows: shown.number(month.rows),
            located: shown.number(month.located),
            state: month.state.word(),
            reason: Some(&month.reason).filter(|text| !text.is_empty()).cloned(),
        }
    }
}

impl Terms {
    fn new(terms: &Agreement) -> Self {
        Self {
            name: terms.name.clone(),
            purpose: terms.purpose.clone(),
            audiences: terms.audiences.iter().map(ToString::to_string).collect(),
            finest_area: terms.finest_area.clone(),
            finest_time: terms.finest_time.to_string(),
            expires: terms.expires.to_string(),
        }
    }
}

impl Quality {
    fn new(quality: &QualityEntry, shown: &Shown) -> Self {
        let own_codes = quality.own_codes.as_ref();
        let own_codes = own_codes.and_then(|codes| {
            Some(OwnCodes {
                layer: codes.layer.clone(),
                comparable: shown.number(codes.comparable)?,
                agree: shown.number(codes.agree)?,
            })
        });
        Self {
            with_id: shown.number(quality.with_id),
            same_id: shown.number(quality.same_id),
            snapped: shown.number(quality.snapped),
            own_codes,
        }
    }
}

impl FileReply {
    pub(super) fn new(input: &Input, shown: &Shown) -> Self {
        Self {
            file: input.file.clone(),
            sha256: input.sha256.clone(),
            source: input.source.clone(),
            rows: shown.number(input.rows),
            located: shown.number(input.located),
            unlocated: shown.number(input.unlocated),
            outside: shown.number(input.outside),
            refused: shown.number(input.refused),
        }
    }
}

impl PeopleReply {
    pub(super) fn new(entry: &PeopleEntry, policy: Policy) -> Self {
        let health = entry.agreement.is_some();
        let policy = if health {
            policy.for_source(&Source::Attendance)
        } else {
            policy
        };
        let shown = Shown {
            policy,
            allowed: !health || policy.audience == Audience::Analyst,
        };
        Self {
            of: entry.of.clone(),
            rows: shown.number(entry.rows),
            inside: shown.number(entry.inside),
            outside: shown.number(entry.outside),
            unknown: shown.number(entry.unknown),
            unlinked: shown.number(entry.unlinked),
            refused: shown.number(entry.refused),
        }
    }
}
