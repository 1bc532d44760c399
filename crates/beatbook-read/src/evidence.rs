//! How the times of a column are written, decided by all of its values.
//!
//! The way most values are written is that of the column; a value written otherwise is refused with its
//! row. Day and month before a year are told apart by values above 12. Where none decides, or both orders
//! occur, the column is refused: half of the days would be wrong, and nobody would see it.

use beatbook_core::{Month, thousands};

use crate::notation::{Date, Order, Value, Way};

/// Where values of both orders occur, those of the rarer may be slips if they are at most this share.
const SLIPS_PER: u64 = 100;
/// From so many values on it means something that all are the first of a month.
const MANY: u64 = 20;

/// The evidence of a column: counts only, however long it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// Values that are not blank.
    pub values: u64,
    ways: Vec<Tally>,
    /// Values written in no known way, and the first of them.
    pub unknown: u64,
    pub unknown_example: Option<Example>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    pub text: String,
    pub line: u64,
}

/// The values written in one way.
#[derive(Debug, Clone)]
struct Tally {
    way: Way,
    values: u64,
    timed: u64,
    /// Timed ones at 00:00:00.
    midnight: u64,
    seconds: u64,
    /// Months without a day.
    dayless: u64,
    day_first: Seen,
    month_first: Seen,
    /// Days under either order, and the first that differs between the two.
    both: u64,
    differs: Option<Example>,
    /// Which of 0 to 99 occur as the first number and as the year: tells `24-05-03` from `03-05-24`.
    firsts: u128,
    years: u128,
}

/// Days read in one order.
#[derive(Debug, Clone, Default)]
struct Seen {
    days: u64,
    /// Those that are the first of a month, or a month without a day.
    first_of_month: u64,
    months: Option<(Month, Month)>,
    /// The first that is a day in this order only.
    decisive: Option<Example>,
}

/// How a column is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    pub way: Way,
    pub order: Order,
    /// Values that are not blank, those written this way, and those that leave no other way.
    pub values: u64,
    pub fitting: u64,
    pub deciding: u64,
    /// Those with a time of day, and of these those at 00:00:00 and with seconds.
    pub timed: u64,
    pub midnight: u64,
    pub seconds: u64,
    /// Those that are months without a day.
    pub dayless: u64,
    /// Whether every value is the first of a month, at midnight if at any time. Months without a day
    /// say it themselves.
    pub firsts_only: bool,
    /// Whether the values are of two months at least.
    pub several_months: bool,
}

/// Why a column cannot be read without being told how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// There is no value.
    Blank,
    /// No value is written in a known way.
    Unknown(Example),
    /// The example is a day in two orders, and no value decides.
    Order {
        example: Example,
        readings: [(Reading, String); 2],
        way: Way,
    },
    /// Some values are days in one order only, some in the other only.
    Both {
        day_first: Example,
        month_first: Example,
        way: Way,
    },
}

/// Which of three numbers comes first, for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Day,
    Month,
    Year,
}

/// The evidence of the values of a column, numbered from 1. Blank ones say nothing.
pub(crate) fn evidence<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Evidence {
    let mut evidence = Evidence::default();
    for (line, text) in (1..).zip(texts) {
        evidence.add(text.as_ref().trim(), line);
    }
    evidence
}

impl Evidence {
    /// Takes one more value, which has no blanks round it.
    pub fn add(&mut self, text: &str, line: u64) {
        if text.is_empty() {
            return;
        }
        self.values += 1;
        let Some(value) = Value::split(text) else {
            self.unknown += 1;
            self.unknown_example
                .get_or_insert_with(|| Example::new(text, line));
            return;
        };
        let known = self.ways.iter().position(|tally| tally.way == value.way);
        let at = known.unwrap_or_else(|| {
            self.ways.push(Tally::new(value.way));
            self.ways.len() - 1
        });
        self.ways[at].add(&value, text, line);
    }

    /// How the column is written where another one tells the order of day and month.
    pub fn in_order(&self, order: Order) -> Option<Decided> {
        let tally = self.most()?;
        Some(tally.decided(self.values, order, 0))
    }

    /// How many of the values in the commonest way have a time of day, and how many of these seconds.
    pub fn clock(&self) -> (u64, u64) {
        self.most()
            .map_or((0, 0), |tally| (tally.timed, tally.seconds))
    }

    /// How the column is written.
    pub fn decide(&self) -> Result<Decided, Undecided> {
        if self.values == 0 {
            return Err(Undecided::Blank);
        }
        let unknown = || {
            let example = self.unknown_example.clone();
            Undecided::Unknown(example.unwrap_or_else(|| Example::new("", 0)))
        };
        let tally = self.most().ok_or_else(unknown)?;
        let (order, deciding) = tally.order()?;
        Ok(tally.decided(self.values, order, deciding))
    }

    /// The way most values are written.
    fn most(&self) -> Option<&Tally> {
        // Numbers are taken for serial numbers only where nothing speaks against it.
        let usable = |tally: &&Tally| tally.way != Way::Serial || tally.values == self.values;
        let of_equals_the_first = self.ways.iter().filter(usable).rev();
        of_equals_the_first.max_by_key(|tally| tally.values)
    }
}

impl Example {
    fn new(text: &str, line: u64) -> Self {
        Self {
            text: text.to_owned(),
            line,
        }
    }
}

impl Tally {
    fn new(way: Way) -> Self {
        Self {
            way,
            values: 0,
            timed: 0,
            midnight: 0,
            seconds: 0,
            dayless: 0,
            day_first: Seen::default(),
            month_first: Seen::default(),
            both: 0,
            differs: None,
            firsts: 0,
            years: 0,
        }
    }

    fn add(&mut self, value: &Value, text: &str, line: u64) {
        self.values += 1;
        if let Some(clock) = value.clock {
            self.timed += 1;
            self.midnight += u64::from(clock == [0; 3]);
            self.seconds += u64::from(clock[2] > 0);
        }
        let example = || Example::new(text, line);
        let [first, second] = [Order::DayFirst, Order::MonthFirst].map(|order| value.date(order));
        self.day_first.add(first);
        self.dayless += u64::from(matches!(first, Some(Date::Month(_))));
        if !matches!(self.way, Way::TwoFirst { .. }) {
            return;
        }
        self.month_first.add(second);
        self.firsts |= bit(value.numbers[0]);
        self.years |= bit(value.numbers[2]);
        match (first, second) {
            (Some(_), None) => _ = self.day_first.decisive.get_or_insert_with(example),
            (None, Some(_)) => _ = self.month_first.decisive.get_or_insert_with(example),
            (Some(one), Some(other)) => {
                self.both += 1;
                if one != other {
                    self.differs.get_or_insert_with(example);
                }
            }
            (None, None) => {}
        }
    }

    fn decided(&self, values: u64, order: Order, deciding: u64) -> Decided {
        let seen = match order {
            Order::DayFirst => &self.day_first,
            Order::MonthFirst => &self.month_first,
        };
        let at_midnight = self.timed == self.midnight;
        Decided {
            way: self.way,
            order,
            values,
            fitting: self.values,
            deciding,
            timed: self.timed,
            midnight: self.midnight,
            seconds: self.seconds,
            dayless: self.dayless,
            firsts_only: at_midnight && seen.first_of_month == values && self.dayless < self.values,
            several_months: seen.months.is_some_and(|(first, last)| first < last),
        }
    }

    /// The order of day and month, and how many values leave no other.
    fn order(&self) -> Result<(Order, u64), Undecided> {
        let Way::TwoFirst { between, short } = self.way else {
            return Ok((Order::DayFirst, self.values));
        };
        // Years vary less than days: where the last numbers vary more, they may be the days.
        if short && self.last_may_be_days() {
            let example = self.day_first.decisive.as_ref().or(self.differs.as_ref());
            if let Some(example) = example {
                let c = between;
                return Err(Undecided::Order {
                    example: example.clone(),
                    readings: [
                        (Reading::Day, format!("%d{c}%m{c}%y")),
                        (Reading::Year, format!("%y{c}%m{c}%d")),
                    ],
                    way: self.way,
                });
            }
        }
        let day_first = self.day_first.days - self.both;
        let month_first = self.month_first.days - self.both;
        let slips = |few: u64, many: u64| few * SLIPS_PER <= many;
        match (day_first, month_first) {
            (0, 0) => match &self.differs {
                None => Ok((Order::DayFirst, self.values)), // 05/05/2024 is the same day in both
                Some(example) => Err(Undecided::Order {
                    example: example.clone(),
                    readings: [
                        (Reading::Day, self.way.format(Order::DayFirst)),
                        (Reading::Month, self.way.format(Order::MonthFirst)),
                    ],
                    way: self.way,
                }),
            },
            (many, few) if many > 0 && slips(few, many) => Ok((Order::DayFirst, many)),
            (few, many) if many > 0 && slips(few, many) => Ok((Order::MonthFirst, many)),
            _ => {
                let example = |seen: &Seen| {
                    let example = seen.decisive.clone();
                    example.unwrap_or_else(|| Example::new("", 0))
                };
                Err(Undecided::Both {
                    day_first: example(&self.day_first),
                    month_first: example(&self.month_first),
                    way: self.way,
                })
            }
        }
    }

    fn last_may_be_days(&self) -> bool {
        let days = (1..=31).map(bit).fold(0, |all, bit| all | bit);
        self.years & !days == 0 && self.firsts.count_ones() < self.years.count_ones()
    }
}

/// The bit of a number, or of the last two digits of a year.
fn bit(number: u32) -> u128 {
    1 << (number % 100)
}

impl Seen {
    fn add(&mut self, date: Option<Date>) {
        let (month, first) = match date {
            None => return,
            Some(Date::Month(month)) => (month, true),
            Some(Date::Day(day)) => (day.month(), day.month().first() == day),
        };
        self.days += 1;
        self.first_of_month += u64::from(first);
        let (from, to) = self.months.unwrap_or((month, month));
        self.months = Some((from.min(month), to.max(month)));
    }
}

impl Decided {
    /// How the column is written, such as `dd/mm/yyyy HH:MM`.
    pub fn words(&self) -> String {
        if self.dayless > 0 && self.dayless == self.fitting {
            return self.way.month_words();
        }
        let day = self.way.words(self.order);
        match (self.timed, self.seconds) {
            _ if self.way == Way::Serial => day,
            (0, _) => day,
            (_, 0) => format!("{day} HH:MM"),
            _ => format!("{day} HH:MM:SS"),
        }
    }

    /// The same and what decided it, as a short sentence.
    pub fn sentence(&self) -> String {
        format!(
            "{}, decided by {} of {} values",
            self.words(),
            thousands(self.deciding),
            thousands(self.values)
        )
    }

    /// Whether the values are months that are written as their first days, in a column of this name.
    pub fn is_month(&self, column: &str) -> bool {
        self.firsts_only && column.to_lowercase().contains("month")
    }

    /// Whether they may be, whatever the column is called.
    pub fn may_be_month(&self) -> bool {
        self.firsts_only && self.several_months && self.values >= MANY
    }
}

impl Reading {
    /// The order in the letters people use.
    pub fn words(self) -> &'static str {
        match self {
            Self::Day => "day first",
            Self::Month => "month first",
            Self::Year => "year first",
        }
    }
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
