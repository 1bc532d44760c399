//! Whether columns, times and fixed values of a source fit together.

use std::ops::Range;

use beatbook_core::Precision;
use toml::Spanned;

use super::place::Place;
use super::{Columns, Fixed, TimeSpec};
use crate::{ReadError, times};

/// Columns, precision and fixed values have to fit together.
pub(super) fn agree(
    columns: &Spanned<Columns>,
    time: &TimeSpec,
    time_at: Option<&Range<usize>>,
    fixed: &Fixed,
    place: &Place<'_>,
) -> Result<(), ReadError> {
    let has = columns.get_ref();
    let span = columns.span();
    match (&has.category, &fixed.category, &has.code) {
        (Some(_), Some(_), _) => {
            return place.refuse(
                &span,
                "the category comes either from a column or from [source.fixed]; write exactly one of the two",
            );
        }
        (None, None, None) => {
            return place.refuse(
                &span,
                "nothing says the category; name a column under category or code, or write category under [source.fixed]",
            );
        }
        _ => {}
    }
    let word = fixed.category.as_ref();
    if word.is_some_and(|word| word.trim().is_empty()) {
        return place.refuse(&span, "the fixed category is blank; write its name");
    }
    where_it_was(has, &span, place)?;
    when_it_was(has, &span, time, time_at.unwrap_or(&span), place)
}

fn where_it_was(has: &Columns, span: &Range<usize>, place: &Place<'_>) -> Result<(), ReadError> {
    for (x, y, prefix) in [
        (&has.x, &has.y, ""),
        (&has.happened_x, &has.happened_y, "happened_"),
    ] {
        if x.is_some() != y.is_some() {
            let words = format!("only one of {prefix}x and {prefix}y is named; name both");
            return place.refuse(span, &words);
        }
    }
    if has.x.is_none() && has.place.is_none() {
        let words =
            "no column says where an event was; name x and y, or place where there are only words";
        return place.refuse(span, words);
    }
    let happened = has.happened_x.is_some() || has.happened_place.is_some();
    if happened && has.role.is_none() {
        let words = "columns are named for where an event happened, but none says which events were discovered elsewhere; \
                     name it under role";
        return place.refuse(span, words);
    }
    Ok(())
}

/// The longest time before its end for which an event can be said to have begun, in hours.
const LONGEST_UNKNOWN: u32 = 168;

fn when_it_was(
    has: &Columns,
    span: &Range<usize>,
    time: &TimeSpec,
    time_at: &Range<usize>,
    place: &Place<'_>,
) -> Result<(), ReadError> {
    match (&has.clock, &has.to, &has.to_clock) {
        (Some(_), Some(_), None) => {
            let words = "clock joins the time of day to from, and nothing says that of to; \
                         name the column for it under to_clock, or take to out";
            return place.refuse(span, words);
        }
        (None, _, Some(_)) | (_, None, Some(_)) => {
            let words = "to_clock is the time of day of to, beside from and clock; name all four, or take to_clock out";
            return place.refuse(span, words);
        }
        _ => {}
    }
    if let Some(hours) = time.unknown_start_hours {
        if has.to.is_none() {
            let words = "unknown_start_hours are hours before the end, but no column is named for it; add to = \"...\"";
            return place.refuse(time_at, words);
        }
        if !(1..=LONGEST_UNKNOWN).contains(&hours) {
            let words = format!("unknown_start_hours is {hours}; write 1 to {LONGEST_UNKNOWN}");
            return place.refuse(time_at, &words);
        }
    }
    match time.precision {
        Some(Precision::Interval) if has.to.is_none() => return place.refuse(
            span,
            "precision is \"interval\", but no column is named for its end; add to = \"...\", or write precision = \"instant\"",
        ),
        Some(Precision::Instant | Precision::Date | Precision::Month) if has.to.is_some() => return place
            .refuse(
                time_at,
                "a column is named for the end of the time, but precision is not \"interval\"; write precision = \"interval\", or take to out",
            ),
        _ => {}
    }
    match &time.format {
        None => Ok(()),
        Some(format) => format_fits(has, format, time.precision, time_at, place),
    }
}

/// A format the config names tells what the precision needs.
fn format_fits(
    has: &Columns,
    format: &str,
    precision: Option<Precision>,
    time_at: &Range<usize>,
    place: &Place<'_>,
) -> Result<(), ReadError> {
    if has.clock.is_some() && format != times::EXCEL && !times::joins(format) {
        let words = "a column is named for the time of day, so the format has to be a day, a blank and a time; \
                     write it such as %Y-%m-%d %H:%M";
        return place.refuse(time_at, words);
    }
    match precision {
        Some(Precision::Instant) if !times::has_clock(format) => place.refuse(
            time_at,
            "precision is \"instant\", but the format has no hour; write precision = \"date\" or \"month\", or add %H:%M to the format",
        ),
        Some(precision) if !times::fits(format, precision) => place.refuse(
            time_at,
            &format!(
                "times written as {format} do not tell the {}; add what is missing to the format, such as %m or %d",
                precision.word()
            ),
        ),
        _ => Ok(()),
    }
}
