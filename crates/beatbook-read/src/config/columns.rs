//! What the columns of a source of events mean.

use beatbook_core::Precision;
use serde::Deserialize;

use super::words;

/// Names of columns. Upper and lower case, blanks and punctuation do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The record's own id.
    pub id: Option<String>,
    /// Incident number.
    pub incident: Option<String>,
    /// Category; else `[source.fixed]` has one, or it follows from `code`.
    pub category: Option<String>,
    /// Home Office offence code, in any of its spellings. Without a category its class is the category.
    pub code: Option<String>,
    /// Easting or longitude; without it `place` has to say where.
    pub x: Option<String>,
    /// Northing or latitude.
    pub y: Option<String>,
    /// Time, or its start, or its day where `clock` has the time of day.
    pub from: String,
    /// End of the time, for intervals.
    pub to: Option<String>,
    /// Time of day in a column of its own, joined to `from` by a blank.
    pub clock: Option<String>,
    /// The same for `to`.
    pub to_clock: Option<String>,
    /// Location text.
    pub place: Option<String>,
    /// Area code the row itself carries.
    pub area: Option<String>,
    /// Day of recording, written like the day of `from`, or year-month-day.
    pub recorded: Option<String>,
    /// Kind of ground, in the words of [`beatbook_core::Setting`].
    pub setting: Option<String>,
    /// Blank, or `discovered` where the position is only where the event was discovered.
    pub role: Option<String>,
    /// Easting or longitude of where a discovered event happened.
    pub happened_x: Option<String>,
    /// Its northing or latitude.
    pub happened_y: Option<String>,
    /// The same in words.
    pub happened_place: Option<String>,
    /// The premises an event names.
    pub premises: Option<String>,
    /// How it belongs to them, in the words of [`beatbook_core::Link`].
    pub link: Option<String>,
    /// Who called, by name: compared with the name of the premises. Any text is read.
    pub caller: Option<String>,
}

/// How times are written and what they mean. Left out, both follow from the values of each file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeSpec {
    /// As for `strptime`, such as `%d/%m/%Y %H:%M`, or `excel` for serial numbers. Local civil time unless
    /// it has an offset (`%z`).
    #[serde(default, deserialize_with = "words::time_format")]
    pub format: Option<String>,
    /// What a time means. Without it every row is what it says: an interval where it has an end, a moment,
    /// a day or a month.
    #[serde(default, deserialize_with = "words::precision")]
    pub precision: Option<Precision>,
    /// A row whose start is blank or equal to its end began within so many hours before the end.
    pub unknown_start_hours: Option<u32>,
}

/// Values for which there is no column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Category of every row.
    pub category: Option<String>,
}
