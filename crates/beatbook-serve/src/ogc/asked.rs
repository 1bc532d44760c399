//! The parameters of the standard beside those of a selection.

use std::fmt::Write;

use axum::http::Uri;
use beatbook_core::{Day, Selection, SelectionError};
use beatbook_report::Table;

use crate::error::HttpError;
use crate::selection::{pairs, selection_of};

/// Features of a page unless another number is asked for.
const LIMIT: usize = 100;
/// Most features of a page; who asks for more gets so many, as the standard has it.
const MOST: usize = 10_000;
/// The only reference system: longitude and latitude.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// The same, as some clients write it.
const CRS84_BY_TLS: &str = "https://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// What is asked of the features of a collection.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) selection: Selection,
    pub(super) limit: usize,
    pub(super) offset: usize,
    pub(super) bbox: Option<BBox>,
}

/// West, south, east, north in degrees; where west is greater than east it crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BBox([f64; 4]);

impl Asked {
    pub(super) fn read(uri: &Uri) -> Result<Self, HttpError> {
        let mut pairs = pairs_without_form(uri)?;
        set_period(&mut pairs)?;
        let (selection, [limit, offset, bbox, crs]) =
            selection_of(pairs, ["limit", "offset", "bbox", "bbox-crs"])?;
        if let Some(crs) = crs.filter(|crs| ![CRS84, CRS84_BY_TLS].contains(&crs.as_str())) {
            let reason = format!("`{crs}` is not offered; use {CRS84}");
            return Err(SelectionError::new("bbox-crs", reason, [CRS84]).into());
        }
        let limit = limit.map(|text| number("limit", &text, 1)).transpose()?;
        let offset = offset.map(|text| number("offset", &text, 0)).transpose()?;
        Ok(Self {
            selection,
            limit: limit.unwrap_or(LIMIT).min(MOST),
            offset: offset.unwrap_or(0),
            bbox: bbox.map(|text| BBox::read(&text)).transpose()?,
        })
    }

    /// The address of the page that begins at `offset`, without its path.
    pub(super) fn query(&self, offset: usize) -> String {
        let mut query = self.selection.to_string();
        if !query.is_empty() {
            query.push('&');
        }
        if let Some(BBox([west, south, east, north])) = self.bbox {
            let _ = write!(query, "bbox={west},{south},{east},{north}&"); // a String takes everything
        }
        let _ = write!(query, "limit={}&offset={offset}", self.limit);
        query
    }

    /// What is asked beside the selection, for keys.
    pub(super) fn beside(&self) -> String {
        format!("{:?} {} {}", self.bbox, self.limit, self.offset)
    }
}

impl BBox {
    fn read(text: &str) -> Result<Self, HttpError> {
        let wrong = |reason: &str| {
            let reason = format!("`{text}` {reason}; write west,south,east,north in degrees");
            HttpError::from(SelectionError::new("bbox", reason, [""; 0]))
        };
        let numbers: Option<Vec<f64>> = text
            .split(',')
            .map(|part| part.trim().parse().ok().filter(|n: &f64| n.is_finite()))
            .collect();
        let corners = match numbers.as_deref() {
            Some(&[west, south, east, north] | &[west, south, _, east, north, _]) => {
                [west, south, east, north]
            }
            _ => return Err(wrong("is not four or six numbers joined by commas")),
        };
        let [west, south, east, north] = corners;
        if south > north {
            return Err(wrong("ends south of where it begins"));
        }
        if [west, east].iter().any(|lon| lon.abs() > 180.0)
            || [south, north].iter().any(|lat| lat.abs() > 90.0)
        {
            return Err(wrong("is not on the earth"));
        }
        Ok(Self(corners))
    }

    /// Whether the shape of a row lies in it or touches it. A row without a shape does not.
    pub(super) fn meets(self, table: &Table, row: usize) -> bool {
        let [west, south, east, north] = self.0;
        if west <= east {
            return table.meets(row, self.0);
        }
        table.meets(row, [west, south, 180.0, north])
            || table.meets(row, [-180.0, south, east, north])
    }
}

/// The parameters without `f`, which may be `json`: nothing else is offered.
pub(super) fn pairs_without_form(uri: &Uri) -> Result<Vec<(String, String)>, HttpError> {
    let (forms, others): (Vec<_>, Vec<_>) =
        pairs(uri)?.into_iter().partition(|(key, _)| key == "f");
    match &forms[..] {
        [] => Ok(others),
        [(_, form)] if form == "json" => Ok(others),
        [(_, form)] => {
            let reason = format!("`{form}` is not offered; use json");
            Err(SelectionError::new("f", reason, ["json"]).into())
        }
        _ => Err(SelectionError::new("f", "stands twice; write it once", ["json"]).into()),
    }
}

/// Refuses any parameter.
pub(super) fn nothing(pairs: &[(String, String)]) -> Result<(), HttpError> {
    match pairs.first() {
        None => Ok(()),
        Some((key, _)) => {
            let reason = "is not known; this address takes f=json alone";
            Err(SelectionError::new(key, reason, ["f"]).into())
        }
    }
}

fn number(key: &str, text: &str, least: usize) -> Result<usize, HttpError> {
    let is_digits = text.bytes().all(|digit| digit.is_ascii_digit());
    let number = text.parse::<u32>().ok().filter(|_| is_digits);
    let number = number.map(|number| number as usize);
    number.filter(|number| *number >= least).ok_or_else(|| {
        let reason = format!(
            "`{text}` is not a whole number from {least} to {}",
            u32::MAX
        );
        SelectionError::new(key, reason, [""; 0]).into()
    })
}

/// Turns `datetime` into `from` and `to` of the selection: whole days, those in which the instants lie.
fn set_period(pairs: &mut Vec<(String, String)>) -> Result<(), HttpError> {
    const KEY: &str = "datetime";
    let Some(at) = pairs.iter().position(|(key, _)| key == KEY) else {
        return Ok(());
    };
    let (_, text) = pairs.remove(at);
    let wrong = |reason: &str| HttpError::from(SelectionError::new(KEY, reason, [""; 0]));
    if pairs.iter().any(|(key, _)| key == KEY) {
        return Err(wrong("stands twice; write it once"));
    }
    if pairs.iter().any(|(key, _)| key == "from" || key == "to") {
        return Err(wrong(
            "stands beside from or to, which say the same; use one of the two",
        ));
    }
    let (first, last) = if let Some((first, last)) = text.split_once('/') {
        (end(first)?, end(last)?)
    } else {
        let day = Some(instant(&text)?);
        (day, day)
    };
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        return Err(wrong("ends before it begins; swap the two"));
    }
    let ends = [("from", first), ("to", last)];
    let ends = ends
        .into_iter()
        .filter_map(|(key, day)| Some((key.to_owned(), day?.to_string())));
    pairs.extend(ends);
    Ok(())
}

/// An end of an interval; `None` for an open one.
fn end(text: &str) -> Result<Option<Day>, HttpError> {
    match text {
        "" | ".." => Ok(None),
        text => instant(text).map(Some),
    }
}

/// The day of an instant as it is written there.
fn instant(text: &str) -> Result<Day, HttpError> {
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let day = Day::parse(day).ok().filter(|_| time.is_none_or(is_time));
    day.ok_or_else(|| {
        let reason = format!(
            "`{text}` is no instant; write 2024-03-01T00:00:00Z, 2024-03-01, or two of them joined by /, .. for an open end"
        );
        SelectionError::new("datetime", reason, [""; 0]).into()
    })
}

/// `12:30:00Z`, `12:30:00.5+01:00`: the time of RFC 3339.
fn is_time(text: &str) -> bool {
    let zone = text.find(['Z', 'z', '+', '-']);
    let Some((clock, zone)) = zone.map(|at| text.split_at(at)) else {
        return false;
    };
    let two = |text: &str, below: u8| {
        text.len() == 2 && text.parse::<u8>().is_ok_and(|number| number < below)
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = match parts[..] {
        [hour, minute, second] => {
            let (whole, part) = second.split_once('.').unwrap_or((second, "0"));
            let is_part = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            two(hour, 24) && two(minute, 60) && two(whole, 61) && is_part
        }
        _ => false,
    };
    let is_zone = match zone {
        "Z" | "z" => true,
        _ => zone[1..]
            .split_once(':')
            .is_some_and(|(hour, minute)| two(hour, 24) && two(minute, 60)),
    };
    is_clock && is_zone
}

#[cfg(test)]
#[path = "asked_tests.rs"]
mod tests;
