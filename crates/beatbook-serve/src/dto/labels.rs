//! Words for people: sources, layers, hours, days, changes.

use beatbook_core::{
    Change, Concerned, Day, HourOfWeek, Hours, LayerId, ListedEvent, Month, Precision,
    SECONDS_PER_HOUR, Source, local_hour, thousands,
};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Who recorded the events.
pub fn source(source: &Source) -> String {
    match source {
        Source::Offence => "police".into(),
        Source::Attendance => "A&E".into(),
        Source::Callout => "ambulance service".into(),
        Source::Complaint => "complaints".into(),
        Source::Named(name) => name.replace('-', " "),
    }
}

/// Kind and year: `LSOA 2011`, `Patrol zone 2024`.
pub fn layer(layer: &LayerId) -> String {
    let kind = match layer.kind() {
        short @ ("lsoa" | "msoa" | "oa" | "lad" | "csp") => short.to_uppercase(),
        word => {
            let words = word.replace('-', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    };
    format!("{kind} {}", layer.vintage().0)
}

/// `22-03`: from ten at night to three in the morning.
pub fn hours(hours: &Hours) -> String {
    hours.to_string()
}

/// `Fri`, for 0 to 6 from Monday.
pub fn weekday(number: u8) -> &'static str {
    HourOfWeek::WEEKDAYS[usize::from(number % 7)]
}

/// A month of the year, 1 for January.
pub fn month(number: u8) -> &'static str {
    LONG_MONTHS[usize::from((number + 11) % 12)]
}

/// `Oct 2023`.
pub fn month_of_year(month: Month) -> String {
    let first = day(month.first());
    first
        .split_once(' ')
        .map_or(first.clone(), |(_, rest)| rest.to_owned())
}

/// `6 Oct 2023`.
pub fn day(day: Day) -> String {
    let text = day.to_string(); // year-month-day
    let mut numbers = text.split('-').map(str::parse::<usize>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (numbers.next(), numbers.next(), numbers.next())
    else {
        return text;
    };
    let month = MONTHS[month.saturating_sub(1) % MONTHS.len()];
    format!("{day} {month} {year}")
}

/// `Fri 6 Oct 2023`: a night is called by its evening.
pub fn night(evening: Day) -> String {
    format!("{} {}", weekday(evening.weekday()), day(evening))
}

/// `6 Oct 2023 to 30 Sep 2024`, or one day.
pub fn period((from, to): (Day, Day)) -> String {
    if from == to {
        day(from)
    } else {
        format!("{} to {}", day(from), day(to))
    }
}

/// First and last time of an event in local time, as exact as they are known: `2023-10-06 23:15`,
/// `2023-10-06` or `2023-10`.
pub fn times(event: &ListedEvent) -> (String, String) {
    let both = |text: String| (text.clone(), text);
    match event.precision {
        Precision::Instant | Precision::Interval => (moment(event.from), moment(event.to)),
        Precision::Date => both(Day::of(event.from).to_string()),
        Precision::Month => both(Day::of(event.from).month().to_string()),
    }
}

fn moment(instant: i64) -> String {
    let (day, hour) = local_hour(instant.div_euclid(SECONDS_PER_HOUR));
    let minute = instant.rem_euclid(SECONDS_PER_HOUR) / 60; // clocks move by whole hours
    format!("{day} {:02}:{minute:02}", hour.hour())
}

/// `+12`, `−12` or `0`: a number that says which way it goes, with a real minus.
pub fn signed(number: f64) -> String {
    let whole = number.round();
    match whole {
        _ if whole > 0.0 => format!("+{}", thousands(whole as u64)),
        _ if whole < 0.0 => format!("\u{2212}{}", thousands(-whole as u64)),
        _ => "0".into(),
    }
}

/// `−18% (−31 to −3)`: a change with its 95% interval; `None` where there is no percentage.
pub fn change(change: &Change) -> Option<String> {
    let percent = signed(change.percent?);
    let interval = match (change.low.map(signed), change.high.map(signed)) {
        (Some(low), Some(high)) => format!(" ({low} to {high})"),
        (Some(low), None) => format!(" ({low} or more)"),
        (None, Some(high)) => format!(" ({high} or less)"),
        (None, None) => String::new(),
    };
    Some(format!("{percent}%{interval}"))
}

/// Who or what is spread over deciles.
pub fn concerned(concerned: Concerned, layer: &LayerId) -> String {
    match concerned {
        Concerned::Areas => format!("areas of {}", self::layer(layer)),
        Concerned::Residents => "residents".into(),
        Concerned::Events => "events, by where they happened".into(),
        Concerned::Victims => "victims, by home".into(),
        Concerned::Suspects => "people linked as suspect, by home".into(),
        Concerned::Attenders => "A&E assault attenders, by residence".into(),
    }
}

/// A sum of weights of harm: whole from ten on, with one decimal place below.
pub fn harm(sum: f64) -> String {
    if sum < 9.95 {
        format!("{sum:.1}")
    } else {
        thousands(sum.round() as u64)
    }
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;
