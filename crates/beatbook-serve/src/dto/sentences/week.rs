//! The week: how much, and which hours stand out.

use beatbook_core::{Count, HourOfWeek, Released, Week, WeekHour, WeekOf};

use super::{Counted, capital, listed, percent};
use crate::dto::labels;

/// Stretches of hours named in a sentence; the table has all.
const NAMED: usize = 3;

/// How much there is, and when it is unusually busy or quiet.
///
/// - `alpha`: error rate after correction, which decided what is unusual.
pub(crate) fn week(released: &Released<Week>, asked: &WeekOf, alpha: f64) -> String {
    let answer = released.answer();
    let week = released.value();
    let counted = Counted::of(&answer.selection);
    let at = match asked {
        WeekOf::All => String::new(),
        WeekOf::Cell(_) | WeekOf::Place(_) => format!("{}: ", week.of),
    };
    if week.counted == Count::Exact(0) {
        return format!("{at}No {} known to the hour.", counted.none_is());
    }
    let spread = match week.spread {
        Count::Exact(0) => String::new(),
        spread => format!(
            ", {} of them spread over the hours they may have begun in",
            super::about(spread)
        ),
    };
    let number = counted.about(week.counted);
    let number = if at.is_empty() {
        capital(&number)
    } else {
        number
    };
    format!("{at}{number}{spread}; {}.", stands_out(week, alpha))
}

fn stands_out(week: &Week, alpha: f64) -> String {
    let tested = week.hours.iter().filter(|hour| hour.q.is_some()).count();
    if tested == 0 {
        return match fullest(week) {
            Some(hour) if !week.counted.is_exact() => format!(
                "the hour with most is {}, with about {:.0}",
                stretch(hour.hour, 1),
                hour.incidents.unwrap_or_default()
            ),
            // Scores would tell rounded counts apart.
            _ if !week.counted.is_exact() => "no test is shown of rounded counts".into(),
            _ => "no hour was tested".into(),
        };
    }
    let tested = format!("at {} false alarms among {tested} hours", percent(alpha));
    let said: Vec<String> = [(1, "unusually busy"), (-1, "unusually quiet")]
        .into_iter()
        .filter_map(|(sign, word)| {
            let mut stretches = stretches(&week.hours, sign);
            let more = stretches.len().saturating_sub(NAMED);
            stretches.sort_by(|a, b| b.hours.cmp(&a.hours).then(a.from.cmp(&b.from)));
            stretches.truncate(NAMED);
            stretches.sort_by_key(|stretch| stretch.from);
            let mut words: Vec<String> = stretches.iter().map(Stretch::label).collect();
            if more > 0 {
                words.push(format!("{more} more"));
            }
            (!words.is_empty()).then(|| format!("{word}: {}", listed(&words)))
        })
        .collect();
    if said.is_empty() {
        format!("no hour stands out {tested}")
    } else {
        format!("{tested}, {}", said.join("; "))
    }
}

/// The one hour with most, where there is one.
fn fullest(week: &Week) -> Option<&WeekHour> {
    let most = week
        .hours
        .iter()
        .filter_map(|hour| hour.incidents)
        .fold(0.0, f64::max);
    let mut with_most = week
        .hours
        .iter()
        .filter(|hour| most > 0.0 && hour.incidents == Some(most));
    with_most.next().filter(|_| with_most.next().is_none())
}

/// Stretches of unusual hours in the order of the week, such as `Fri 22:00 to Sat 04:00`.
///
/// - `sign`: 1 for the busy ones, -1 for the quiet ones.
pub(crate) fn unusual_hours(week: &Week, sign: i8) -> Vec<String> {
    let stretches = stretches(&week.hours, sign);
    stretches.iter().map(Stretch::label).collect()
}

/// Hours of the week that follow each other.
struct Stretch {
    from: HourOfWeek,
    hours: u8,
}

impl Stretch {
    fn label(&self) -> String {
        stretch(self.from, self.hours)
    }
}

fn stretches(hours: &[WeekHour], sign: i8) -> Vec<Stretch> {
    let count = hours.len();
    // Begins after an hour that is not one of them, so that none is cut at the end of the week.
    let Some(before) = hours.iter().position(|hour| hour.unusual != sign) else {
        return Vec::new(); // all hours cannot differ from what all hours have
    };
    let mut found: Vec<Stretch> = Vec::new();
    let mut inside = false;
    for step in 1..=count {
        let hour = &hours[(before + step) % count];
        if hour.unusual != sign {
            inside = false;
        } else if let (true, Some(last)) = (inside, found.last_mut()) {
            last.hours += 1;
        } else {
            inside = true;
            found.push(Stretch {
                from: hour.hour,
                hours: 1,
            });
        }
    }
    found.sort_by_key(|stretch| stretch.from);
    found
}

/// `Fri 22:00 to Sat 04:00`, or `Mon 03:00 to 07:00` within one day.
fn stretch(from: HourOfWeek, hours: u8) -> String {
    let start = format!("{} {:02}:00", labels::weekday(from.weekday()), from.hour());
    let end = from.hour() + hours;
    if end <= 24 {
        format!("{start} to {end:02}:00")
    } else {
        let day = labels::weekday(from.weekday() + end / 24);
        format!("{start} to {day} {:02}:00", end % 24)
    }
}

#[cfg(test)]
#[path = "week_tests.rs"]
mod tests;
