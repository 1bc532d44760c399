//! The seventeen classes of a place over time: new, persistent, historical and so on.
//!
//! Source: Esri, *How Emerging Hot Spot Analysis works*, whose words are followed here. With n
//! steps, each hot, cold or neither:
//!
//! | class | rule for hot; for cold the same with hot and cold exchanged |
//! | --- | --- |
//! | new | hot in the last step and in no other |
//! | consecutive | one run of two or more hot steps at the end, never hot before, hot in under 90% |
//! | intensifying | hot in 90% or more and in the last, intensity rising |
//! | diminishing | hot in 90% or more and in the last, intensity falling |
//! | persistent | hot in 90% or more, no trend of intensity |
//! | historical | hot in 90% or more, not in the last |
//! | oscillating | hot in the last and in under 90%, cold in some step before |
//! | sporadic | hot in the last, on and off before, in under 90%, never cold |
//!
//! Where several fit, the first of the table is taken. So a place hot in 11 of 12 steps, without a
//! trend, is persistent though it missed the last: one step does not make it history. Rising
//! intensity of a cold place means that it gets emptier. What fits none is *no pattern*: a place hot
//! in the first half of the steps only is one, for Esri knows no word for it.

use std::fmt;

use crate::mann_kendall::Direction;

/// What a test says of one place in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// More events than chance explains.
    Hot,
    /// Fewer.
    Cold,
    /// Neither.
    Neither,
}

/// How the steps of one kind lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// In the last step only.
    New,
    /// One run up to the last step.
    Consecutive,
    /// Nearly always, and more so.
    Intensifying,
    /// Nearly always, and less so.
    Diminishing,
    /// Nearly always.
    Persistent,
    /// Nearly always, but no more.
    Historical,
    /// Now, and the opposite before.
    Oscillating,
    /// Now, and now and then before.
    Sporadic,
}

/// One of Esri's seventeen classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EmergingClass {
    /// Of a place with more events than chance explains.
    Hot(Pattern),
    /// Of a place with fewer.
    Cold(Pattern),
    /// None of the others.
    NoPattern,
}

/// What a screen says of a place, in place of sixteen classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reduced {
    /// Hot of late only, by a rise that chance does not explain.
    New,
    /// Nearly always hot, and more so.
    Growing,
    /// Nearly always hot.
    Persistent,
    /// Nearly always hot, but less so.
    Falling,
    /// Hot now and in some steps before.
    OnAndOff,
    /// Hot now, with too few events to say that it is new.
    HotNow,
    /// Was nearly always hot and is no more.
    Gone,
}

impl Pattern {
    /// All patterns, the first that fits is taken.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::Consecutive,
        Self::Intensifying,
        Self::Diminishing,
        Self::Persistent,
        Self::Historical,
        Self::Oscillating,
        Self::Sporadic,
    ];

    /// Esri's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Consecutive => "consecutive",
            Self::Intensifying => "intensifying",
            Self::Diminishing => "diminishing",
            Self::Persistent => "persistent",
            Self::Historical => "historical",
            Self::Oscillating => "oscillating",
            Self::Sporadic => "sporadic",
        }
    }

    fn fits(self, of: &History) -> bool {
        match self {
            Self::New => of.last && of.before_last == 0,
            Self::Consecutive => of.last && of.run >= 2 && of.run == of.count && !of.nearly_all,
            Self::Intensifying => of.last && of.nearly_all && of.trend == Direction::Up,
            Self::Diminishing => of.last && of.nearly_all && of.trend == Direction::Down,
            Self::Persistent => of.nearly_all && of.trend == Direction::None,
            Self::Historical => !of.last && of.nearly_all,
            Self::Oscillating => of.last && !of.nearly_all && of.ever_opposite,
            Self::Sporadic => of.last && !of.nearly_all && of.before_last > 0 && !of.ever_opposite,
        }
    }
}

/// What the rules ask of one kind of step.
struct History {
    last: bool,
    before_last: usize,
    count: usize,
    /// Steps of this kind in a row up to the last.
    run: usize,
    nearly_all: bool,
    ever_opposite: bool,
    /// Of the intensity of this kind.
    trend: Direction,
}

impl History {
    fn of(kind: StepState, opposite: StepState, states: &[StepState], trend: Direction) -> Self {
        let count = states.iter().filter(|state| **state == kind).count();
        let run = states
            .iter()
            .rev()
            .take_while(|state| **state == kind)
            .count();
        Self {
            last: run > 0,
            before_last: count - usize::from(run > 0),
            count,
            run,
            nearly_all: !states.is_empty() && count * 10 >= states.len() * 9,
            ever_opposite: states.contains(&opposite),
            trend,
        }
    }
}

impl EmergingClass {
    /// The class of a place.
    ///
    /// - `states`: one per step, in order of time.
    /// - `trend`: of the intensity: how many times the mean place this one has.
    ///
    /// # Example
    /// ```
    /// use beatbook_analyse::{Direction, EmergingClass, Pattern, StepState::*};
    ///
    /// let states = [Neither, Hot, Neither, Neither, Hot, Hot];
    /// let class = EmergingClass::of(&states, Direction::None);
    /// assert_eq!(class, EmergingClass::Hot(Pattern::Sporadic));
    /// assert_eq!(class.to_string(), "sporadic hot spot");
    /// ```
    pub fn of(states: &[StepState], trend: Direction) -> Self {
        let opposite = match trend {
            Direction::Down => Direction::Up,
            Direction::None => Direction::None,
            Direction::Up => Direction::Down,
        };
        let hot = History::of(StepState::Hot, StepState::Cold, states, trend);
        let cold = History::of(StepState::Cold, StepState::Hot, states, opposite);
        let fitting = Pattern::ALL.into_iter().find_map(|pattern| {
            if pattern.fits(&hot) {
                Some(Self::Hot(pattern))
            } else if pattern.fits(&cold) {
                Some(Self::Cold(pattern))
            } else {
                None
            }
        });
        fitting.unwrap_or(Self::NoPattern)
    }

    /// All seventeen.
    pub fn all() -> impl Iterator<Item = Self> {
        let hot = Pattern::ALL.into_iter().map(Self::Hot);
        let cold = Pattern::ALL.into_iter().map(Self::Cold);
        hot.chain(cold).chain([Self::NoPattern])
    }

    /// What a screen says of it: nothing of cold places and of those without a pattern.
    ///
    /// - `rise_told`: whether the last steps hold more events than those before by more than chance
    ///   explains. Passing the test in one step and narrowly missing it in others is no rise.
    pub fn reduced(self, rise_told: bool) -> Option<Reduced> {
        let Self::Hot(pattern) = self else {
            return None;
        };
        Some(match pattern {
            Pattern::New | Pattern::Consecutive if rise_told => Reduced::New,
            Pattern::New | Pattern::Consecutive => Reduced::HotNow,
            Pattern::Intensifying => Reduced::Growing,
            Pattern::Diminishing => Reduced::Falling,
            Pattern::Persistent => Reduced::Persistent,
            Pattern::Historical => Reduced::Gone,
            Pattern::Oscillating | Pattern::Sporadic => Reduced::OnAndOff,
        })
    }
}

impl fmt::Display for EmergingClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hot(pattern) => write!(f, "{} hot spot", pattern.word()),
            Self::Cold(pattern) => write!(f, "{} cold spot", pattern.word()),
            Self::NoPattern => f.write_str("no pattern"),
        }
    }
}

impl Reduced {
    /// All words, in the order in which a list shows them.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Growing,
        Self::Persistent,
        Self::Falling,
        Self::OnAndOff,
        Self::HotNow,
        Self::Gone,
    ];

    /// The word on a screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Growing => "growing",
            Self::Persistent => "persistent",
            Self::Falling => "falling",
            Self::OnAndOff => "on and off",
            Self::HotNow => "hot now",
            Self::Gone => "gone",
        }
    }
}

#[cfg(test)]
#[path = "emerging_class_tests.rs"]
mod tests;
