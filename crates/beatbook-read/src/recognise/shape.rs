//! What a value looks like: a time, a code of an area, half of a position.

use beatbook_core::Crs;

use super::sample::Sample;
use crate::coordinates::number;
use crate::mapped::plain;

/// What a text that tells a time tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeKind {
    Month,
    Day,
    Moment,
    Clock,
}

/// Whether a text looks like a time, and like which.
pub(super) fn time(text: &str) -> Option<TimeKind> {
    let text = text.trim();
    if is_clock(text) {
        return Some(TimeKind::Clock);
    }
    let cut = text.find(['T', ' ']).filter(|_| text.contains(':'));
    let (day, clock) = match cut {
        Some(at) => (&text[..at], Some(text[at + 1..].trim())),
        None => (text, None),
    };
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty();
    let month = |part: &str| (number(part) && part.len() <= 2) || is_month_name(part);
    let year = |part: &str| number(part) && part.len() == 4;
    let short = |part: &str| number(part) && part.len() <= 2;
    let kind = match parts[..] {
        [first, second] if clock.is_none() && !day.contains('.') => {
            let either = (year(first) && month(second)) || (month(first) && year(second));
            either.then_some(TimeKind::Month)
        }
        [first, second, third] if year(first) => {
            (month(second) && short(third)).then_some(TimeKind::Day)
        }
        [first, second, third] => (short(first) && month(second) && (year(third) || short(third)))
            .then_some(TimeKind::Day),
        _ => None,
    };
    match (kind, clock) {
        (Some(TimeKind::Day), Some(clock)) => is_clock(clock).then_some(TimeKind::Moment),
        (kind, _) => kind,
    }
}

fn is_month_name(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = text.to_ascii_lowercase();
    MONTHS.iter().any(|month| lower.starts_with(month))
        && text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// `9:05`, `21:05:00`, with a fraction, an offset or `pm` behind it.
fn is_clock(text: &str) -> bool {
    let Some((hour, rest)) = text.split_once(':') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(hour)
        && hour.len() <= 2
        && rest.get(..2).is_some_and(digits)
        && rest[2..]
            .bytes()
            .all(|b| b.is_ascii_digit() || b" :.+-ZAPMapm".contains(&b))
}

/// Layers that the codes of the Office for National Statistics tell apart.
pub(super) fn code_kind(code: &str) -> Option<&'static str> {
    let bytes = code.as_bytes();
    if bytes.len() != 9 || !bytes[1..].iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(match &code[..3] {
        "E00" | "W00" => "oa",
        "E01" | "W01" => "lsoa",
        "E02" | "W02" => "msoa",
        "E05" | "W05" => "ward",
        "E06" | "E07" | "E08" | "E09" | "W06" => "lad",
        "E12" => "region",
        "E22" | "W20" => "csp",
        "E23" | "W15" => "force",
        _ => return None,
    })
}

/// The kind of area that most values of a column are codes of.
pub(super) fn column_of_codes(sample: &Sample, column: usize) -> Option<&'static str> {
    let kind = sample.values(column).find_map(code_kind)?;
    sample
        .mostly(column, |text| code_kind(text) == Some(kind))
        .then_some(kind)
}

/// The two columns of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub x: usize,
    pub y: usize,
    pub crs: Crs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Longitude,
    Latitude,
    Easting,
    Northing,
    X,
    Y,
}

/// The pairs of columns with positions in Great Britain, each with what stands before the word for
/// the axis: `happened` of `happened_easting`. The values decide which reference system it is.
pub(super) fn pairs(sample: &Sample) -> Vec<(String, Pair)> {
    let mut axes = Vec::new();
    for (column, name) in sample.header.iter().enumerate() {
        if let Some((axis, before)) = axis(name)
            && sample.mostly(column, |text| number(text).is_some())
        {
            axes.push((column, axis, before));
        }
    }
    let mut found = Vec::new();
    for (x, axis, before) in &axes {
        let across = match axis {
            Axis::Longitude => Axis::Latitude,
            Axis::Easting => Axis::Northing,
            Axis::X => Axis::Y,
            _ => continue,
        };
        let partner = axes.iter().find(|(_, a, b)| *a == across && b == before);
        let Some((y, ..)) = partner else { continue };
        if let Some(crs) = system(sample, *x, *y) {
            let pair = Pair { x: *x, y: *y, crs };
            found.push((before.clone(), pair));
        }
    }
    found
}

/// Whether a column is called like half of a position.
pub(super) fn is_axis(name: &str) -> bool {
    axis(name).is_some()
}

fn axis(name: &str) -> Option<(Axis, String)> {
    let words = super::words::words(name);
    let (last, before) = words.split_last()?;
    let axis = match last.as_str() {
        "longitude" | "long" | "lon" | "lng" => Axis::Longitude,
        "latitude" | "lat" => Axis::Latitude,
        "easting" | "eastings" | "e" => Axis::Easting,
        "northing" | "northings" | "n" => Axis::Northing,
        "x" => Axis::X,
        "y" => Axis::Y,
        _ => return None,
    };
    Some((axis, before.join("-")))
}

/// What most values of two columns can be. 0 is written for no position, and says nothing.
fn system(sample: &Sample, x: usize, y: usize) -> Option<Crs> {
    let within = |column: usize, low: f64, high: f64| {
        sample.mostly_of(
            column,
            |text| number(text) != Some(0.0),
            |text| number(text).is_some_and(|n| (low..=high).contains(&n)),
        )
    };
    if within(x, -8.7, 2.0) && within(y, 49.0, 61.0) {
        return Some(Crs::Wgs84);
    }
    // Metres are above 10 km from the origin everywhere on land.
    (within(x, 10_000.0, 700_000.0) && within(y, 5_000.0, 1_300_000.0)).then_some(Crs::Bng)
}

/// Names for the columns of a file without a header line, by their values.
pub(super) fn names(sample: &Sample) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in 0..sample.header.len() {
        let degrees = |low: f64, high: f64| {
            sample.mostly(column, |text| {
                text.contains('.') && text.parse().is_ok_and(|n: f64| (low..=high).contains(&n))
            })
        };
        let word = if degrees(49.0, 61.0) {
            "latitude"
        } else if degrees(-8.7, 2.0) {
            "longitude"
        } else if sample.mostly(column, |text| time(text).is_some()) {
            "date"
        } else if let Some(kind) = column_of_codes(sample, column) {
            kind
        } else if sample.mostly(column, |text| text.parse::<f64>().is_ok()) {
            "number"
        } else {
            "name"
        };
        let same = names.iter().filter(|name| name.starts_with(word)).count();
        names.push(match same {
            0 => word.to_owned(),
            more => format!("{word}_{}", more + 1),
        });
    }
    names
}

/// Whether a name is one of these, whatever its case, blanks and punctuation.
pub(super) fn is_called(name: &str, names: &[&str]) -> bool {
    names.contains(&plain(name).as_str())
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
