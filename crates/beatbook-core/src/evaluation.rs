//! Did an intervention work? A place, the ring round it and a comparison, before and after a day.

use std::fmt;

use crate::before_after::{areas, day_and_steps, whole_number};
use crate::{
    AreaCode, Change, ComparedWith, Count, Day, LayerId, Metres, Policy, Protect, SelectionError,
    Source, Wgs84,
};

/// Where something was done.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Areas of one layer.
    Areas(Vec<AreaCode>),
    /// A hotspot or cell by its id, with the cells round it.
    Cell(String),
    /// All within a distance of a point.
    Circle(Wgs84, Metres),
}

/// The ground round a target, where what was displaced would turn up.
#[derive(Debug, Clone, PartialEq)]
pub enum RingOf {
    /// All within a distance of the target's outline.
    Within(Metres),
    /// Chosen areas of one layer.
    Areas(Vec<AreaCode>),
}

/// How the target came to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChosenFrom {
    /// It is not said.
    #[default]
    Unsaid,
    /// For another reason than how much happened there.
    Otherwise,
    /// Because of what happened there from one day to another, both included.
    Days(Day, Day),
}

/// What is asked beside a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluateAsked {
    /// The first day after the change.
    pub on: Day,
    /// Steps looked at on each side.
    pub steps: u32,
    /// Steps left out between the baseline and the day.
    pub gap: u32,
    /// Where something was done.
    pub target: Target,
    /// The ground round it; `None` for none.
    pub ring: Option<RingOf>,
    /// With what it is compared.
    pub comparison: ComparedWith,
    /// How the target was chosen.
    pub chosen: ChosenFrom,
}

impl EvaluateAsked {
    /// The words beside a selection.
    pub const KEYS: [&'static str; 7] = [
        "on",
        "steps",
        "gap",
        "target",
        "ring",
        "comparison",
        "chosen",
    ];
    /// Radii and widths that may be asked for: a doorway to a small town.
    const METRES: std::ops::RangeInclusive<u32> = 25..=5_000;
    /// Steps that may be left out: up to a year.
    const GAP: std::ops::RangeInclusive<u32> = 0..=13;

    /// Reads the words of [`EvaluateAsked::KEYS`].
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    ///
    /// # Example
    /// ```
    /// use beatbook_core::EvaluateAsked;
    ///
    /// let words = [Some("2023-04-01"), None, None, Some("circle:-2.264,53.38,240"), Some("400"), None, None];
    /// assert_eq!(EvaluateAsked::parse(words)?.steps, 13);
    /// # Ok::<(), beatbook_core::SelectionError>(())
    /// ```
    pub fn parse(words: [Option<&str>; 7]) -> Result<Self, SelectionError> {
        let [on, steps, gap, target, ring, comparison, chosen] = words;
        let (on, steps) = day_and_steps(on, steps)?;
        let target = target.ok_or_else(|| {
            let reason = "is missing; write areas such as ward22:E05011376, the id of a hotspot or cell, or circle:-2.264,53.38,240 (longitude, latitude, metres)";
            SelectionError::new("target", reason, [""; 0])
        })?;
        Ok(Self {
            on,
            steps,
            gap: gap.map_or(Ok(0), |text| whole_number("gap", text, Self::GAP))?,
            target: parse_target(target)?,
            ring: ring.map(parse_ring).transpose()?,
            comparison: match comparison {
                None | Some("rest") => ComparedWith::Rest,
                Some(list) => ComparedWith::Areas(areas("comparison", list)?),
            },
            chosen: chosen.map_or(Ok(ChosenFrom::Unsaid), parse_chosen)?,
        })
    }
}

fn parse_target(text: &str) -> Result<Target, SelectionError> {
    let Some(circle) = text.strip_prefix("circle:") else {
        return if text.contains(':') {
            areas("target", text).map(Target::Areas)
        } else {
            Ok(Target::Cell(text.to_owned()))
        };
    };
    let wrong = || {
        let reason = format!(
            "`{text}` is no circle; write longitude, latitude and metres, such as circle:-2.264,53.38,240"
        );
        SelectionError::new("target", reason, [""; 0])
    };
    let mut numbers = circle.split(',').map(str::trim);
    let (Some(lon), Some(lat), Some(metres), None) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
    ) else {
        return Err(wrong());
    };
    let degrees = |text: &str, most: f64| {
        let number: Option<f64> = text.parse().ok();
        number
            .filter(|number| number.abs() <= most)
            .ok_or_else(wrong)
    };
    let at = Wgs84 {
        lon: degrees(lon, 180.0)?,
        lat: degrees(lat, 90.0)?,
    };
    let metres = whole_number("metres", metres, EvaluateAsked::METRES)
        .map_err(|error| SelectionError::new("target", error.reason, [""; 0]))?;
    Ok(Target::Circle(at, Metres(f64::from(metres))))
}

fn parse_ring(text: &str) -> Result<RingOf, SelectionError> {
    if text.contains(':') {
        return areas("ring", text).map(RingOf::Areas);
    }
    let metres = whole_number("metres", text, EvaluateAsked::METRES).map_err(|error| {
        let reason = format!("{}, or areas of one layer", error.reason);
        SelectionError::new("ring", reason, [""; 0])
    })?;
    Ok(RingOf::Within(Metres(f64::from(metres))))
}

fn parse_chosen(text: &str) -> Result<ChosenFrom, SelectionError> {
    if text == "otherwise" {
        return Ok(ChosenFrom::Otherwise);
    }
    let wrong = || {
        let reason = format!(
            "`{text}` does not say how the place was chosen; write the days it was chosen from, such as 2021-10-01..2022-03-31, or otherwise where it was not for its count"
        );
        SelectionError::new("chosen", reason, ["otherwise"])
    };
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let day = |text: &str| Day::parse(text).map_err(|_| wrong());
    let (from, to) = (day(from)?, day(to)?);
    if from > to {
        return Err(wrong());
    }
    Ok(ChosenFrom::Days(from, to))
}

impl fmt::Display for EvaluateAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |areas: &[AreaCode]| {
            let areas: Vec<String> = areas.iter().map(ToString::to_string).collect();
            areas.join(",")
        };
        write!(f, "on={}&steps={}&gap={}", self.on, self.steps, self.gap)?;
        match &self.target {
            Target::Areas(areas) => write!(f, "&target={}", list(areas))?,
            Target::Cell(cell) => write!(f, "&target={cell}")?,
            Target::Circle(at, metres) => {
                write!(f, "&target=circle:{},{},{}", at.lon, at.lat, metres.0)?;
            }
        }
        match &self.ring {
            None => {}
            Some(RingOf::Within(metres)) => write!(f, "&ring={}", metres.0)?,
            Some(RingOf::Areas(areas)) => write!(f, "&ring={}", list(areas))?,
        }
        if let ComparedWith::Areas(areas) = &self.comparison {
            write!(f, "&comparison={}", list(areas))?;
        }
        match self.chosen {
            ChosenFrom::Unsaid => Ok(()),
            ChosenFrom::Otherwise => f.write_str("&chosen=otherwise"),
            ChosenFrom::Days(from, to) => write!(f, "&chosen={from}..{to}"),
        }
    }
}

/// One step of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvaluationStep {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// At the place.
    pub place: Count,
    /// In the ring; `None` without one.
    pub ring: Option<Count>,
    /// In the comparison.
    pub comparison: Count,
}

/// Incidents fewer (below 0) or more than the comparison leads to expect, with the 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetChange {
    /// In incidents.
    pub incidents: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How the place moved against its comparison before the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendBefore {
    /// Of the ratio of place to comparison, from one step to the next.
    pub per_step: Change,
    /// Two-sided p of no trend.
    pub p: f64,
}

/// The figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvaluationFigures {
    /// Change of the place beyond that of the comparison: the same as `before-after` tells.
    pub place: Change,
    /// Change of the ring beyond that of the comparison; `None` without a ring or without incidents in it.
    pub ring: Option<Change>,
    /// Place and ring together.
    pub net: NetChange,
    /// Weighted displacement quotient of Bowers & Johnson, where it may be read.
    pub quotient: Option<f64>,
    /// What the quotient means, in words.
    pub quotient_means: Option<&'static str>,
    /// Before the day; `None` where the steps are too few to tell.
    pub trend: Option<TrendBefore>,
    /// Change of the place against the days before its baseline; `None` where they are not held.
    pub against_earlier: Option<Change>,
    /// How much more the steps vary than chance makes them.
    pub dispersion: f64,
}

/// What may be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationFinding {
    /// The place fell against its comparison.
    Fell,
    /// The place rose against its comparison.
    Rose,
    /// Neither can be said, for this reason.
    NoEvidence(String),
}

/// Dated days of the calendar in both windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWindows {
    /// Kind of day, such as `bank-holiday`.
    pub kind: String,
    /// Such days before, and after.
    pub days: (u32, u32),
}

/// An intervention, evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// What was asked.
    pub asked: EvaluateAsked,
    /// Name of the place.
    pub place: String,
    /// The ring in words; `None` without one.
    pub ring: Option<String>,
    /// The comparison in words.
    pub comparison: String,
    /// What a step is: `four weeks` or `month`.
    pub step: &'static str,
    /// First and last day before.
    pub before: (Day, Day),
    /// First and last day after.
    pub after: (Day, Day),
    /// The steps of both sides, the oldest first.
    pub steps: Vec<EvaluationStep>,
    /// Incidents at the place before and after.
    pub of_place: (Count, Count),
    /// Incidents in the ring before and after; `None` without one.
    pub of_ring: Option<(Count, Count)>,
    /// Incidents of the comparison before and after.
    pub of_comparison: (Count, Count),
    /// The figures; `None` where there are none.
    pub figures: Option<EvaluationFigures>,
    /// What may be said.
    pub finding: EvaluationFinding,
    /// Effect from several treated places and several others, by place; or why there is none.
    pub by_place: Result<Change, String>,
    /// Dated days in both windows.
    pub dated: Vec<InWindows>,
    /// Figures and finding from totals as partners may see them, and from nothing else.
    pub of_rounded: (Option<EvaluationFigures>, EvaluationFinding),
}

impl Evaluation {
    fn layers(&self) -> impl Iterator<Item = &LayerId> {
        let target = match &self.asked.target {
            Target::Areas(areas) => areas.first(),
            _ => None,
        };
        let ring = match &self.asked.ring {
            Some(RingOf::Areas(areas)) => areas.first(),
            _ => None,
        };
        let comparison = match &self.asked.comparison {
            ComparedWith::Areas(areas) => areas.first(),
            ComparedWith::Rest => None,
        };
        let all = [target, ring, comparison];
        all.into_iter().flatten().map(AreaCode::layer)
    }
}

impl Protect for Evaluation {
    const IS_MAPPED: bool = true;

    fn is_mapped(&self) -> bool {
        let whole = matches!(self.asked.target, Target::Areas(_));
        !whole || matches!(self.asked.ring, Some(RingOf::Within(_)))
    }

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if self.is_mapped()
            && let Some(reason) = policy.refuses_cells(source)
        {
            return Err(reason);
        }
        let refused = self
            .layers()
            .find_map(|layer| policy.refuses_area(source, layer));
        if let Some(reason) = refused {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for step in &mut self.steps {
            step.place = policy.protect(step.place);
            step.ring = step.ring.map(|count| policy.protect(count));
            step.comparison = policy.protect(step.comparison);
        }
        let ring = self.of_ring.iter_mut();
        for (before, after) in ring.chain([&mut self.of_place, &mut self.of_comparison]) {
            (*before, *after) = (policy.protect(*before), policy.protect(*after));
        }
        (self.figures, self.finding) = self.of_rounded.clone();
        self.by_place = Err("it is worked out from numbers that this audience may not see".into());
        Ok(())
    }
}

#[cfg(test)]
#[path = "evaluation_tests.rs"]
mod tests;
