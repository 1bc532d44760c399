//! Named places, and positions of postcodes.

use std::path::Path;

use beatbook_core::slug;

use crate::config::PLACE_CLASSES;
use crate::mapped::plain;

use super::found::{Class, Kind, Places, Points};
use super::sample::Sample;
use super::shape;
use super::words;

/// Recognises postcodes.
pub(super) fn postcodes(sample: &Sample) -> Option<(Kind, String)> {
    let key = sample.named(
        &["postcode", "pcds", "pcd", "pcd2", "postcodes"],
        |column| sample.mostly(column, is_postcode),
    )?;
    let (_, pair) = shape::pairs(sample).into_iter().next()?;
    if name(sample, key).is_some() || has_times(sample) {
        return None;
    }
    let name = |column: usize| sample.header[column].clone();
    let points = Points {
        key: name(key),
        x: name(pair.x),
        y: name(pair.y),
        crs: pair.crs,
    };
    let evidence = format!(
        "postcodes with positions ({}, {}, {})",
        points.key, points.x, points.y
    );
    Some((Kind::Postcodes(points), evidence))
}

fn is_postcode(text: &str) -> bool {
    let key = crate::postcode_key(text);
    let inward = key.len().checked_sub(3).and_then(|at| key.get(at..));
    (5..=7).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && inward.is_some_and(|inward| inward.starts_with(|c: char| c.is_ascii_digit()))
}

/// Recognises a register of places.
pub(super) fn recognise(sample: &Sample, path: &Path) -> Option<(Kind, String)> {
    let class_column = sample.named(&["class", "placeclass", "type", "category"], |column| {
        sample.always(column, |text| PLACE_CLASSES.contains(&slug(text).as_str()))
    });
    let said = words::words(&words::stem(path));
    let of_columns: Vec<String> = sample
        .header
        .iter()
        .flat_map(|name| words::words(name))
        .collect();
    let events = [
        "attendances",
        "attendance",
        "incidents",
        "incident",
        "crimes",
        "crime",
        "offences",
        "callouts",
        "complaints",
        "assaults",
        "violence",
        "theft",
        "events",
    ];
    let by_file = words::class(&said).filter(|_| !words::any(&said, &events));
    let by_column = || words::class(&of_columns).filter(|_| !has_times(sample));
    let word = by_file.or_else(by_column);
    if class_column.is_none() && word.is_none() {
        return None;
    }
    let name = name(sample, usize::MAX)?;
    let class = match (class_column, word) {
        (Some(column), _) => Class::Column(sample.header[column].clone()),
        (None, Some(word)) => Class::All(word.into()),
        (None, None) => return None,
    };
    let called = &sample.header[name];
    let Some((_, pair)) = shape::pairs(sample).into_iter().next() else {
        sample.named(&["postcode"], |column| sample.mostly(column, is_postcode))?;
        let evidence = format!("a register of places ({called}, postcode)");
        let why = "it has postcodes but no coordinates; add two columns with longitude and latitude, or easting and northing";
        return Some((
            Kind::Unused("places without coordinates", why.into()),
            evidence,
        ));
    };
    let radius = sample.named(&["radius", "radiusm"], |column| {
        sample.always(column, |text| text.parse::<f64>().is_ok())
    });
    let evidence = match &class {
        Class::Column(column) => format!("places ({called}, class in {column})"),
        Class::All(class) => {
            format!("places ({called}), taken for class {class} by the words in its names")
        }
    };
    let of = |column: usize| sample.header[column].clone();
    let places = Places {
        name: Some(of(name)),
        class,
        radius: radius.map(of),
        points: Some((of(pair.x), of(pair.y), pair.crs)),
        header: sample.headerless.then(|| sample.header.clone()),
    };
    Some((Kind::Places(Box::new(places)), evidence))
}

/// The column with names: texts, most of them different.
fn name(sample: &Sample, but: usize) -> Option<usize> {
    let known = [
        "name",
        "premisesname",
        "venuename",
        "placename",
        "sitename",
        "distname",
        "hospitalname",
        "schoolname",
        "stationname",
        "businessname",
        "tradingname",
        "premises",
        "venue",
        "hospital",
    ];
    let texts = |column: usize| {
        column != but
            && sample.is_filled(column)
            && sample.mostly(column, |text| text.parse::<f64>().is_err())
            && 3 * sample.kinds(column) > sample.values(column).count()
    };
    let ending = || {
        let mut columns = 0..sample.header.len();
        columns.find(|column| {
            let name = plain(&sample.header[*column]);
            name.ends_with("name")
                && !["area", "ward", "lsoa", "msoa", "lad", "la"]
                    .iter()
                    .any(|a| name.starts_with(a))
                && texts(*column)
        })
    };
    let any = |column: usize| {
        column != but
            && sample.is_filled(column)
            && sample.mostly(column, |text| text.parse::<f64>().is_err())
    };
    sample.named(&known, any).or_else(ending)
}

fn has_times(sample: &Sample) -> bool {
    (0..sample.header.len()).any(|column| sample.mostly(column, |text| shape::time(text).is_some()))
}
