//! What is asked beside a selection, read from words and written back in one form: for keys and for
//! the log of listings.

use std::fmt::Display;

use axum::http::Uri;
use beatbook_core::{
    BeforeAfterAsked, Behind, EvaluateAsked, HourOfWeek, InequalityAsked, LayerId, Month, Names,
    NearRepeatAsk, Per, Selection, SelectionError, StepLength, StreetsAsked, Target, WeekOf, With,
};

use crate::error::HttpError;
use crate::selection::selection_with;

/// Reads of what a week is asked.
///
/// # Errors
/// [`SelectionError`] when both are given.
pub fn week_of(cell: Option<String>, place: Option<String>) -> Result<WeekOf, SelectionError> {
    match (cell, place) {
        (None, None) => Ok(WeekOf::All),
        (Some(cell), None) => Ok(WeekOf::Cell(cell)),
        (None, Some(place)) => Ok(WeekOf::Place(place)),
        (Some(_), Some(_)) => Err(both()),
    }
}

/// Reads behind which figure rows are asked for.
///
/// # Errors
/// [`SelectionError`], naming the part and what would be accepted.
pub fn behind(
    cell: Option<String>,
    place: Option<String>,
    hour: Option<&str>,
    month: Option<&str>,
) -> Result<Behind, SelectionError> {
    if cell.is_some() && place.is_some() {
        return Err(both());
    }
    Ok(Behind {
        cell,
        place,
        hour: hour.map(hour_of_week).transpose()?,
        month: month.map(month_of).transpose()?,
    })
}

/// Reads the selection in an address, and what is asked of streets beside it.
pub(crate) fn streets(uri: &Uri) -> Result<(Selection, StreetsAsked), HttpError> {
    let (selection, words) = selection_with(uri, ["of", "by", "kernel", "radius"])?;
    let [of, by, kernel, radius] = words.each_ref().map(Option::as_deref);
    Ok((selection, StreetsAsked::parse(of, by, kernel, radius)?))
}

/// Reads the selection in an address, and what is asked of near repeats beside it.
pub(crate) fn near_repeat(uri: &Uri) -> Result<(Selection, NearRepeatAsk), HttpError> {
    let extras = ["bands-metres", "bands-days", "permutations", "seed"];
    let (selection, words) = selection_with(uri, extras)?;
    let [metres, days, permutations, seed] = words.each_ref().map(Option::as_deref);
    let ask = NearRepeatAsk::parse(metres, days, permutations, seed)?;
    Ok((selection, ask))
}

fn both() -> SelectionError {
    SelectionError::new(
        "place",
        "stands beside `cell`; ask for one of the two",
        ["cell", "place"],
    )
}

fn hour_of_week(text: &str) -> Result<HourOfWeek, SelectionError> {
    let number = text.parse::<u8>().ok();
    let number = number.filter(|&number| usize::from(number) < HourOfWeek::COUNT);
    let number = number.ok_or_else(|| {
        let reason = format!(
            "`{text}` is not an hour of the week; write 0 (Monday 00:00) to 167 (Sunday 23:00)"
        );
        SelectionError::new("hour", reason, [""; 0])
    })?;
    Ok(HourOfWeek::new(number / 24, number % 24))
}

fn month_of(text: &str) -> Result<Month, SelectionError> {
    Month::parse(text).map_err(|e| SelectionError::new("month", e.to_string(), [""; 0]))
}

pub(crate) fn week_of_text(of: &WeekOf) -> String {
    match of {
        WeekOf::All => String::new(),
        WeekOf::Cell(cell) => part("cell", cell),
        WeekOf::Place(place) => part("place", place),
    }
}

pub(crate) fn behind_text(behind: &Behind) -> String {
    let hour = behind.hour.map(HourOfWeek::number);
    let parts = [
        behind.cell.as_ref().map(|cell| part("cell", cell)),
        behind.place.as_ref().map(|place| part("place", place)),
        hour.map(|hour| part("hour", hour)),
        behind.month.map(|month| part("month", month)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("&")
}

pub(crate) fn with_text(with: &With) -> String {
    part("with", with)
}

pub(crate) fn names_text(names: Names) -> String {
    match names {
        Names::Off => String::new(),
        Names::On => part("names", names.word()),
    }
}

pub(crate) fn premises_text(premises: &str) -> String {
    part("premises", premises)
}

pub(crate) fn before_after_text(asked: &BeforeAfterAsked) -> String {
    let mut plain = asked.clone();
    let cell = plain.cell.take();
    let cell = cell.map_or_else(String::new, |cell| format!("&{}", part("cell", cell)));
    format!("{plain}{cell}")
}

pub(crate) fn evaluate_text(asked: &EvaluateAsked) -> String {
    match &asked.target {
        Target::Cell(cell) => {
            let mut plain = asked.clone();
            plain.target = Target::Cell(String::new());
            format!("{plain}&{}", part("cell", cell))
        }
        _ => asked.to_string(),
    }
}

pub(crate) fn step_text(step: Option<StepLength>) -> String {
    step.map_or_else(String::new, |step| part("step", step))
}

pub(crate) fn index_text(index: Option<&str>) -> String {
    index.map_or_else(String::new, |index| part("index", index))
}

pub(crate) fn inequality_text(asked: &InequalityAsked) -> String {
    let mut plain = asked.clone();
    let index = plain.index.take();
    let index = index.map_or_else(String::new, |index| format!("&{}", part("index", index)));
    format!("{plain}{index}")
}

pub(crate) fn rates_text(layer: &LayerId, per: Per) -> String {
    format!("{}&{}", layer_text(layer), part("per", per))
}

pub(crate) fn layer_text(layer: &LayerId) -> String {
    part("layer", layer)
}

pub(crate) fn last_text(days: u16) -> String {
    part("last", days)
}

pub(crate) fn grids_text(grids: u32) -> String {
    part("grids", grids)
}

/// Ids come from outside: what would break a line or look like another part is written as an escape.
fn part(key: &str, value: impl Display) -> String {
    let value = value.to_string().replace('&', "\\u{26}");
    let safe: String = value
        .chars()
        .flat_map(|letter| {
            let escaped = letter.is_control().then(|| letter.escape_default());
            let plain = escaped.is_none().then_some(letter);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect();
    format!("{key}={safe}")
}

#[cfg(test)]
#[path = "asked_tests.rs"]
mod tests;
