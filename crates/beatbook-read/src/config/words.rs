//! Words of a config that are checked while it is read, so that the message points at them.

use beatbook_core::{Crs, Precision, Selection, Transform};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::{Format, PeopleFormat};
use crate::times;

pub(super) fn crs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Crs>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Crs::parse(&text).map(Some).map_err(Error::custom)
}

pub(super) fn transform<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Transform>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Transform::parse(&text).map(Some).map_err(Error::custom)
}

pub(super) fn selection<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Selection, D::Error> {
    let text = String::deserialize(deserializer)?;
    Selection::parse(&text).map_err(Error::custom)
}

pub(super) fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Format, D::Error> {
    let word = String::deserialize(deserializer)?;
    Format::parse(&word).ok_or_else(|| {
        Error::custom(format!(
            "`{word}` is not a format; use police.uk, police.uk-outcomes, stop-and-search, istv or csv"
        ))
    })
}

pub(super) fn people_format<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<PeopleFormat, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "linked" => Ok(PeopleFormat::Linked),
        "tiig" => Ok(PeopleFormat::Tiig),
        other => Err(Error::custom(format!(
            "`{other}` is not a format of people; use linked or tiig"
        ))),
    }
}

pub(super) fn precision<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Precision>, D::Error> {
    let word = String::deserialize(deserializer)?;
    Precision::parse(&word).map(Some).ok_or_else(|| {
        Error::custom(format!(
            "`{word}` is not a precision; use instant, interval, date or month"
        ))
    })
}

pub(super) fn time_format<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let format = String::deserialize(deserializer)?;
    match times::unusable(&format) {
        None => Ok(Some(format)),
        Some(words) => Err(Error::custom(words)),
    }
}
