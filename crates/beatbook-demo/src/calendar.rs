//! Days unlike others: bank holidays as they were, Pride and the welcome weeks about when they
//! were, and invented match days.

use beatbook_core::Day;
use rand::RngExt;

use crate::areas::TOWN_SEED;
use crate::chance::stream;

/// One day of the calendar. A date may have more than one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CalendarDay {
    pub date: Day,
    /// `bank-holiday`, `match-day`, `pride` or `welcome-week`.
    pub kind: &'static str,
    pub label: &'static str,
}

/// Year, month and day of the month.
type Date = (i16, i8, i8);

/// Bank holidays of England and Wales (gov.uk list): year, month, day.
const BANK_HOLIDAYS: [(i16, i8, i8, &str); 27] = [
    (2021, 12, 27, "Christmas Day (substitute day)"),
    (2021, 12, 28, "Boxing Day (substitute day)"),
    (2022, 1, 3, "New Year's Day (substitute day)"),
    (2022, 4, 15, "Good Friday"),
    (2022, 4, 18, "Easter Monday"),
    (2022, 5, 2, "Early May bank holiday"),
    (2022, 6, 2, "Spring bank holiday"),
    (2022, 6, 3, "Platinum Jubilee bank holiday"),
    (2022, 8, 29, "Summer bank holiday"),
    (2022, 9, 19, "Bank holiday for the State Funeral"),
    (2022, 12, 26, "Boxing Day"),
    (2022, 12, 27, "Christmas Day (substitute day)"),
    (2023, 1, 2, "New Year's Day (substitute day)"),
    (2023, 4, 7, "Good Friday"),
    (2023, 4, 10, "Easter Monday"),
    (2023, 5, 1, "Early May bank holiday"),
    (2023, 5, 8, "Bank holiday for the Coronation"),
    (2023, 5, 29, "Spring bank holiday"),
    (2023, 8, 28, "Summer bank holiday"),
    (2023, 12, 25, "Christmas Day"),
    (2023, 12, 26, "Boxing Day"),
    (2024, 1, 1, "New Year's Day"),
    (2024, 3, 29, "Good Friday"),
    (2024, 4, 1, "Easter Monday"),
    (2024, 5, 6, "Early May bank holiday"),
    (2024, 5, 27, "Spring bank holiday"),
    (2024, 8, 26, "Summer bank holiday"),
];

/// Runs of days: kind, label, first day, number of days.
const RUNS: [(&str, &str, Date, i32); 6] = [
    ("pride", "Pride weekend", (2022, 8, 26), 4),
    ("pride", "Pride weekend", (2023, 8, 25), 4),
    ("pride", "Pride weekend", (2024, 8, 23), 4),
    ("welcome-week", "Welcome week", (2022, 9, 19), 7),
    ("welcome-week", "Welcome week", (2023, 9, 18), 7),
    ("welcome-week", "Welcome week", (2024, 9, 16), 7),
];

/// The calendar of the three years, in order.
pub(crate) fn days() -> Vec<CalendarDay> {
    let mut all: Vec<CalendarDay> = BANK_HOLIDAYS
        .iter()
        .map(|&(year, month, date, label)| CalendarDay {
            date: day(year, month, date),
            kind: "bank-holiday",
            label,
        })
        .collect();
    for (kind, label, (year, month, date), length) in RUNS {
        all.extend((0..length).map(|i| CalendarDay {
            date: day(year, month, date).plus(i),
            kind,
            label,
        }));
    }
    all.extend(match_days());
    all.sort_by_key(|one| (one.date, one.kind));
    all
}

/// Invented home matches: from October to May at about every second weekend, now and then on a
/// Wednesday night.
fn match_days() -> Vec<CalendarDay> {
    let mut rng = stream(TOWN_SEED, "match days");
    let mut matches = Vec::new();
    for year in 2021..2024 {
        // The Saturdays of 32 weeks, from the first of October.
        let first = day(year, 10, 1);
        let to_saturday = (5 - i32::from(first.weekday())).rem_euclid(7);
        for week in 0..32 {
            let saturday = first.plus(to_saturday + 7 * week);
            let (weekend, sunday, midweek) = (
                rng.random_bool(0.5),
                rng.random_bool(0.35),
                rng.random_bool(0.15),
            );
            if weekend {
                matches.push(CalendarDay {
                    date: saturday.plus(i32::from(sunday)),
                    kind: "match-day",
                    label: "Home match, afternoon (invented)",
                });
            }
            if midweek {
                matches.push(CalendarDay {
                    date: saturday.plus(4),
                    kind: "match-day",
                    label: "Home match, evening (invented)",
                });
            }
        }
    }
    matches
}

fn day(year: i16, month: i8, date: i8) -> Day {
    Day::new(year, month, date).expect("every date above is a day of the calendar")
}
