//! Equally long steps on both sides of a day.

use beatbook_core::{BeforeAfterAsked, Day, SelectionError};

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
/// - `held`: first day of the source, and its last that is recorded.
///
/// # Errors
/// [`SelectionError`] on the part `on` where the day begins no month, or fewer than
/// [`BeforeAfterAsked::STEPS`] are held on one side.
pub(crate) fn sides(
    asked: &BeforeAfterAsked,
    months: bool,
    held: (Day, Day),
) -> Result<Sides, SelectionError> {
    let wrong = |reason: String| SelectionError::new("on", reason, [""; 0]);
    let on = asked.on;
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
    let most = asked.steps as i32;
    let after = (1..=most).take_while(|&step| start(step).plus(-1) <= held.1);
    let before = (1..=most).take_while(|&step| start(-step) >= held.0);
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
    let steps = (-number..number).map(|step| (start(step), start(step + 1).plus(-1)));
    Ok(Sides {
        steps: steps.collect(),
        earlier: start(-2 * number),
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

    /// How many of some days lie in each step.
    pub(crate) fn count(&self, days: impl Iterator<Item = Day>) -> Vec<u64> {
        let mut counts = vec![0; self.steps.len()];
        for day in days {
            let at = self.steps.partition_point(|(_, to)| *to < day);
            if let Some(count) = counts.get_mut(at)
                && self.steps[at].0 <= day
            {
                *count += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
#[path = "before_after_steps_tests.rs"]
mod tests;
