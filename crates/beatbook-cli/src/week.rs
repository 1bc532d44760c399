//! `beatbook week`.

use anyhow::Result;
use beatbook_core::{Answer, Released, Selection, SelectionError, WeekHour, WeekOf};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Week;
use crate::exit::Exit;
use crate::question::{self, Question, shown};
use crate::sheet::Sheet;
use crate::table::{WIDEST, wrapped};

pub(crate) fn run(args: Week) -> Result<Exit> {
    let of = beatbook_serve::week_of(args.cell, args.place)?;
    question::run(&WholeWeek { of }, &args.ask)
}

struct WholeWeek {
    of: WeekOf,
}

impl Question for WholeWeek {
    type Found = beatbook_core::Week;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Self::Found>, SelectionError> {
        store.week(selection, &self.of)
    }

    fn json(&self, released: &Released<Self::Found>, store: &Store) -> Result<String, String> {
        print::week_json(released, &self.of, store)
    }

    fn sentence(&self, released: &Released<Self::Found>, store: &Store) -> String {
        print::week_sentence(released, &self.of, store)
    }

    fn tables(&self, released: &Released<Self::Found>) -> String {
        let week = released.value();
        let mut lines = vec![grid(&week.hours)];
        for (sign, mark, word) in [(1, '+', "busy"), (-1, '\u{2212}', "quiet")] {
            let stretches = print::unusual_hours(week, sign);
            if !stretches.is_empty() {
                let said = format!("{mark} unusually {word}: {}", stretches.join(", "));
                lines.push(wrapped(&said));
            }
        }
        if week.hours.iter().any(|hour| hour.exposure == 0) {
            lines.push("blank: hours that were not looked at\n".into());
        }
        lines.push(format!(
            "{} counted; {} of them spread over an interval; {} left out, their interval too long\n",
            shown(week.counted),
            shown(week.spread),
            shown(week.too_long)
        ));
        lines.concat()
    }

    fn sheet(&self, released: &Released<Self::Found>) -> Sheet {
        Sheet::Table(beatbook_report::week(released))
    }
}

/// Days down, hours across; in two halves where a day does not fit on a line. An unusual hour bears a
/// sign after its number.
fn grid(hours: &[WeekHour]) -> String {
    let cells: Vec<String> = hours.iter().map(cell).collect();
    let width = cells.iter().map(|text| text.chars().count()).max();
    let width = width.unwrap_or(0).max(3) + 1;
    let across = if 3 + 24 * width <= WIDEST { 24 } else { 12 };
    let mut lines = Vec::new();
    for first in (0..24).step_by(across) {
        if first > 0 {
            lines.push("\n".into());
        }
        let head: Vec<String> = (first..first + across)
            .map(|hour| format!("{:>width$}", format!("{hour:02} ")))
            .collect();
        lines.push(format!("   {}\n", head.concat().trim_end()));
        for (day, cells) in (0..).zip(cells.chunks(24)) {
            let line: Vec<String> = cells[first..first + across]
                .iter()
                .map(|cell| format!("{cell:>width$}"))
                .collect();
            lines.push(format!(
                "{}{}\n",
                labels::weekday(day),
                line.concat().trim_end()
            ));
        }
    }
    lines.concat()
}

/// A number and a place for its sign.
fn cell(hour: &WeekHour) -> String {
    let sign = match hour.unusual {
        1.. => '+',
        0 => ' ',
        ..0 => '\u{2212}',
    };
    match hour.incidents {
        _ if hour.exposure == 0 => String::new(),
        Some(number) => format!("{number:.0}{sign}"),
        None => "* ".into(),
    }
}

#[cfg(test)]
#[path = "week_tests.rs"]
mod tests;
