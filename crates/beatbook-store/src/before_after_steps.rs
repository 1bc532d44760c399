//! Equally long steps on both sides of a day.

use beatbook_core::{BeforeAfterAsked, Caveat, Day, SelectionError};

/// Days of a step of four weeks.
const DAYS: i32 = 28;

/// The steps of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sides {
    /// First and last day of each, the oldest first, as many before the day as from it on.
    pub(crate) steps: Vec<(Day, Day)>,
    /// First day of as many steps before the first of them.
    earlier: Day,
    months: bool,
}

/// As many steps on both sides as were asked for, or as are held.
///
/// - `on`, `most`: the first day after, and how many steps are wanted on each side.
/// - `gap`: steps left out before the day.
/// - `held`: first day of the source, and its last that is recorded.
///
/// # Errors
/// [`SelectionError`] on the part `on` where the day begins no month, or fewer than
/// [`BeforeAfterAsked::STEPS`] are held on one side.
pub(crate) fn sides(
    (on, most): (Day, u32),
    gap: u32,
    months: bool,
    held: (Day, Day),
) -> Result<Sides, SelectionError> {
    let wrong = |reason: String| SelectionError::new("on", reason, [""; 0]);
    if months && on != on.month().first() {
        return Err(wrong(format!(
            "{on} cuts a month, but the dates of the source are months; write {} or {}",
            on.month().first(),
            on.month().next().first()
        )));
    }
    let start = |step: i32| {
        if months {
            on.month().plus(step).first()
        } else {
            on.plus(DAYS * step)
        }
    };
    let (most, gap) = (most as i32, gap as i32);
    let after = (1..=most).take_while(|&step| start(step).plus(-1) <= held.1);
    let before = (1..=most).take_while(|&step| start(-step - gap) >= held.0);
    let number = after.count().min(before.count()) as i32;
    let least = *BeforeAfterAsked::STEPS.start() as i32;
    if number < least {
        return Err(wrong(format!(
            "fewer than {least} steps of {} are held and recorded on both sides of {on}: the source holds {} to {}; choose another day",
            if months { "a month" } else { "four weeks" },
            held.0,
            held.1
        )));
    }
    let span = |step| (start(step), start(step + 1).plus(-1));
    let steps = (-number - gap..-gap).chain(0..number).map(span);
    Ok(Sides {
        steps: steps.collect(),
        earlier: start(-2 * number - gap),
        months,
    })
}

impl Sides {
    /// Steps on each side.
    pub(crate) fn number(&self) -> usize {
        self.steps.len() / 2
    }

    /// First and last day before.
    pub(crate) fn before(&self) -> (Day, Day) {
        (self.steps[0].0, self.steps[self.number() - 1].1)
    }

    /// First and last day from the day on.
    pub(crate) fn after(&self) -> (Day, Day) {
        (
            self.steps[self.number()].0,
            self.steps[2 * self.number() - 1].1,
        )
    }

    /// The first day of as many steps before the first, where the source holds them, else of the first.
    pub(crate) fn earliest(&self, held: Day) -> Day {
        if self.earlier >= held {
            self.earlier
        } else {
            self.before().0
        }
    }

    /// Whether both sides have all seasons alike.
    pub(crate) fn is_whole_years(&self) -> bool {
        let year = if self.months { 12 } else { 13 };
        self.number().is_multiple_of(year)
    }

    /// The step a day lies in.
    pub(crate) fn of(&self, day: Day) -> Option<usize> {
        let at = self.steps.partition_point(|(_, to)| *to < day);
        (self.steps.get(at)?.0 <= day).then_some(at)
    }

    /// How many of some days lie in each step.
    pub(crate) fn count(&self, days: impl Iterator<Item = Day>) -> Vec<u64> {
        let mut counts = vec![0; self.steps.len()];
        for step in days.filter_map(|day| self.of(day)) {
            counts[step] += 1;
        }
        counts
    }

    /// What to know of the windows: that they are shorter than asked for, or of different seasons.
    pub(crate) fn caveats(&self, asked: u32) -> Vec<Caveat> {
        let mut said = Vec::new();
        if self.number() < asked as usize {
            said.push(format!(
                "The source holds and has recorded only {} steps on one side of the day: as many are looked at on the other.",
                self.number()
            ));
        }
        if !self.is_whole_years() {
            said.push(
                "The two sides are of different seasons: the comparison takes out what the seasons do everywhere, and nothing more.".to_owned(),
            );
        }
        said.into_iter().map(Caveat::Said).collect()
    }
}

#[cfg(test)]
#[path = "before_after_steps_tests.rs"]
mod tests;
