//! Two periods, or two sources, side by side.

use std::collections::HashSet;
use std::sync::Arc;

use beatbook_analyse::{Level, rate_ratio};
use beatbook_core::{
    Agreement, Answer, Caveat, Change, Compared, Compares, Comparison, Count, Day, FinestTime,
    HotspotGroup, Hotspots, Precision, Selection, SelectionError, SettingRule, Side, Source,
    Standing, With,
};

use crate::parts::with_parts;
use crate::scan::{Question, Scan, Scope};
use crate::source::SourceData;
use crate::store::Store;
use crate::tops::tell_ids_apart;
use crate::week::looked_at;

/// With fewer on both sides no change is told.
const FEWEST: u32 = 5;

/// One side, worked out.
struct Looked<'a> {
    scope: Scope<'a>,
    scan: Scan,
    hotspots: Arc<Answer<Hotspots>>,
    /// Count of each cell, the ring beyond the study area included.
    cells: Vec<u32>,
    /// Days that are looked at, in hours.
    hours: f64,
}

/// What the comparison of two periods has to say beside the counts.
#[derive(Default)]
struct Terms {
    refused: Option<String>,
    complete_to: Option<Day>,
    annotations: Vec<(Day, String)>,
}

impl Store {
    /// A selection beside another period or another source: counts, change, and the hotspots of both.
    ///
    /// Days that are not 95% recorded are left out of the later period, and as many of the other.
    /// Change is the ratio of the rates per hour looked at, with its exact 95% interval. It is refused
    /// where the second period is not all held, where the two overlap, over a gap, and across a dated note
    /// about the source; between sources there is none. A hotspot of one side is the same as one of the
    /// other when their cells, or the cells round their peaks, overlap; counts of both sides are of
    /// the same peak cell and the cells round it.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer either side.
    pub fn compare(
        &self,
        selection: &Selection,
        with: &With,
    ) -> Result<Answer<Comparison>, SelectionError> {
        match with {
            With::Source(source) => self.compare_sources(selection, source),
            With::Before | With::Period(..) => self.compare_periods(selection, with),
        }
    }

    fn compare_periods(
        &self,
        selection: &Selection,
        with: &With,
    ) -> Result<Answer<Comparison>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let about = &scope.source.about;
        let (held, mut terms) = (about.period, Terms::default());
        let mut first = (scope.period.0.max(held.0), scope.period.1.min(held.1));
        let mut second = match with {
            With::Period(from, to) => (*from, *to),
            _ => (year_before(first.0), year_before_end(first.1)),
        };
        // What is recorded late is missing at the end of the later side: both lose as many days.
        let end = first.1.max(second.1.min(held.1));
        if let Some(complete) = about.complete_to.filter(|complete| *complete < end) {
            let late = end.number() - complete.number();
            (first.1, second.1) = (first.1.plus(-late), second.1.plus(-late));
            terms.complete_to = Some(complete);
        }
        let none = [""; 0];
        if first.0 > first.1 {
            let reason = format!(
                "nothing of the period is held and at least 95% recorded: {} holds {} to {}; choose a period within it",
                about.source,
                held.0,
                about.complete_to.unwrap_or(held.1)
            );
            return Err(SelectionError::new("from", reason, none));
        }
        let asked = second;
        let last = held.1.min(terms.complete_to.unwrap_or(held.1));
        second = (second.0.max(held.0), second.1.min(last));
        if second.0 > second.1 {
            let reason = format!(
                "source {} holds nothing from {} to {}, only {} to {}; compare with a period within it",
                about.source, asked.0, asked.1, held.0, held.1
            );
            return Err(SelectionError::new("with", reason, none));
        }
        let (from, to) = (first.0.min(second.0), first.1.max(second.1));
        terms.annotations = self
            .about()
            .annotations
            .iter()
            .filter(|(day, source, _)| *source == about.source && from < *day && *day <= to)
            .map(|(day, _, text)| (*day, text.clone()))
            .collect();
        terms.refused = refused(first, asked, second, &terms.annotations)
            .or_else(|| scope.source.gap_between([first, second]))
            .or_else(|| missing(scope.source, [first, second]));
        let sides = [first, second].map(|(from, to)| selection.clone().within(from, to));
        let [first_side, second_side] = [self.looked(&sides[0])?, self.looked(&sides[1])?];
        Ok(self.side_by_side(
            Compares::Periods,
            selection,
            &first_side,
            &second_side,
            terms,
        ))
    }

    fn compare_sources(
        &self,
        selection: &Selection,
        source: &Source,
    ) -> Result<Answer<Comparison>, SelectionError> {
        let scope = Scope::new(self, selection, Question::Patrol)?;
        let mut named = Selection::default();
        named.source = Some(source.clone());
        let other = Scope::new(self, &named, Question::Patrol)
            .map_err(|error| SelectionError::new("with", error.reason, error.accepted))?
            .source;
        if other.about.source == scope.source.about.source {
            let reason = format!(
                "`{source}` is the source of the selection itself; name another, or compare with before"
            );
            return Err(SelectionError::new("with", reason, [""; 0]));
        }
        let (from, to) = common_period(selection, scope.source, other).ok_or_else(|| {
            let reason = format!(
                "the two sources have no period in common: {source} holds {} to {}",
                other.about.period.0, other.about.period.1
            );
            SelectionError::new("with", reason, [""; 0])
        })?;
        let first = self.looked(&selection.clone().within(from, to))?;
        let second = self.looked(&in_words_of(selection, other).within(from, to))?;
        let terms = Terms {
            refused: Some(
                "two sources are never summed, and the difference between them is no change: each sees what the other misses".into(),
            ),
            ..Terms::default()
        };
        Ok(self.side_by_side(Compares::Sources, selection, &first, &second, terms))
    }

    fn looked(&self, selection: &Selection) -> Result<Looked<'_>, SelectionError> {
        let scope = Scope::new(self, selection, Question::patrol(&selection.unit))?;
        let scan = scope.scan(self, selection);
        let (unit, table) = self.cells(&selection.unit)?;
        let mut cells = vec![0; table.cell.len()];
        for row in scan.with_ring() {
            let cell = self.locations.cell[unit].get(scope.location[row as usize] as usize);
            if let Some(count) = cell.and_then(|&cell| cells.get_mut(cell as usize)) {
                *count += 1;
            }
        }
        let hours = looked_at(selection, scope.source, scope.period)
            .map_or(0, |looked_at| self.calendar.hours(&looked_at).count());
        Ok(Looked {
            scan,
            hotspots: self.hotspots(selection)?,
            cells,
            hours: hours as f64,
            scope,
        })
    }

    fn side_by_side(
        &self,
        compares: Compares,
        selection: &Selection,
        first: &Looked<'_>,
        second: &Looked<'_>,
        terms: Terms,
    ) -> Answer<Comparison> {
        let change = |a: u32, b: u32| match terms.refused {
            Some(_) => None,
            None => change((a, first.hours), (b, second.hours)),
        };
        let side = |looked: &Looked<'_>| Side {
            source: looked.scope.source.about.source.clone(),
            period: looked.scope.period,
            count: Count::Exact(looked.scan.rows.len() as u32),
        };
        let compared = |group: &HotspotGroup, standing: Standing| {
            let hood = self.hood_of(selection, group);
            let count = |looked: &Looked<'_>| {
                let counts = hood.iter().map(|&cell| looked.cells[cell as usize]);
                counts.sum::<u32>()
            };
            let (a, b) = (count(first), count(second));
            // New and gone are said of a change that chance does not explain: passing the test on one
            // side and narrowly not on the other is none.
            let told = change(a, b).is_some_and(|change| change.step() != 0);
            let standing = match compares {
                Compares::Periods if !told => Standing::Both,
                _ => standing,
            };
            Compared {
                group: group.clone(),
                standing,
                first: Count::Exact(a),
                second: Count::Exact(b),
                change: change(a, b),
            }
        };
        let ours = &first.hotspots.value.groups;
        let theirs = &second.hotspots.value.groups;
        let grounds = |groups: &[HotspotGroup]| -> Vec<HashSet<u32>> {
            groups
                .iter()
                .map(|group| self.ground_of(selection, group))
                .collect()
        };
        let (our_ground, their_ground) = (grounds(ours), grounds(theirs));
        let mut places = Vec::new();
        for (group, ground) in ours.iter().zip(&our_ground) {
            let both = their_ground.iter().any(|other| !ground.is_disjoint(other));
            let standing = if both {
                Standing::Both
            } else {
                Standing::First
            };
            places.push(compared(group, standing));
        }
        for (group, ground) in theirs.iter().zip(&their_ground) {
            if our_ground.iter().all(|other| ground.is_disjoint(other)) {
                places.push(compared(group, Standing::Second));
            }
        }
        // What is on one side only may stand at the top of what is on the other.
        tell_ids_apart(places.iter_mut().map(|place| &mut place.group));
        let counts = (first.scan.rows.len() as u32, second.scan.rows.len() as u32);
        let value = Comparison {
            compares,
            first: side(first),
            second: side(second),
            change: change(counts.0, counts.1),
            refused: terms.refused.clone(),
            complete_to: terms.complete_to,
            annotations: terms.annotations,
            places,
            withheld: 0,
        };
        let mut answer = self.answer(value, None, selection, &first.scope, &first.scan);
        answer.agreement = both_terms(
            answer.agreement.take(),
            second.scope.source.about.agreement.clone(),
        );
        if let Some(complete) = terms.complete_to {
            answer.caveats.push(Caveat::Said(format!(
                "Days after {complete} are not yet 95% recorded: they are left out, and as many days at the end of the other period."
            )));
        }
        answer
    }

    /// Numbers of the peak cell of a hotspot and the cells round it.
    fn hood_of(&self, selection: &Selection, group: &HotspotGroup) -> Vec<u32> {
        let Ok((_, table)) = self.cells(&selection.unit) else {
            return Vec::new();
        };
        let peak = group.cells.first();
        let Some(peak) = peak.and_then(|cell| table.cell.binary_search(cell).ok()) else {
            return Vec::new();
        };
        let ring = table.neighbours.of(peak).iter().copied();
        std::iter::once(peak as u32).chain(ring).collect()
    }

    /// What a hotspot covers: its cells, and the cells round its peak.
    fn ground_of(&self, selection: &Selection, group: &HotspotGroup) -> HashSet<u32> {
        let Ok((_, table)) = self.cells(&selection.unit) else {
            return HashSet::new();
        };
        let own = group
            .cells
            .iter()
            .filter_map(|cell| table.cell.binary_search(cell).ok());
        let own = own.map(|number| number as u32);
        own.chain(self.hood_of(selection, group)).collect()
    }
}

/// Why no change can be told between two periods.
fn refused(
    first: (Day, Day),
    asked: (Day, Day),
    held: (Day, Day),
    annotations: &[(Day, String)],
) -> Option<String> {
    if first.0 <= asked.1 && asked.0 <= first.1 {
        return Some(format!(
            "the periods {} to {} and {} to {} overlap; choose from= and to= so that they do not",
            first.0, first.1, asked.0, asked.1
        ));
    }
    if asked != held {
        return Some(format!(
            "of {} to {} the source holds only {} to {}: the two periods are not alike; choose a shorter one",
            asked.0, asked.1, held.0, held.1
        ));
    }
    annotations
        .first()
        .map(|(day, text)| format!("the source changed between the two, on {day}: {text}"))
}

/// Change of a rate from the second to the first, each a count and its hours.
pub(crate) fn change(first: (u32, f64), second: (u32, f64)) -> Option<Change> {
    if first.0 < FEWEST && second.0 < FEWEST {
        return None;
    }
    let ratio = rate_ratio(
        first.0.into(),
        first.1,
        second.0.into(),
        second.1,
        Level::P95,
    )
    .ok()?;
    let percent = |ratio: f64| ratio.is_finite().then_some((ratio - 1.0) * 100.0);
    Some(Change {
        percent: percent(ratio.ratio),
        low: percent(ratio.low),
        high: percent(ratio.high),
    })
}

/// The same date a year before; 28 February for the 29th.
fn year_before(day: Day) -> Day {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
    let (year, month, of_month) = (parts.next(), parts.next(), parts.next());
    let date = (year.flatten(), month.flatten(), of_month.flatten());
    let (Some(year), Some(month), Some(of_month)) = date else {
        return day.plus(-365);
    };
    let before = |of_month: i16| Day::new(year - 1, month as i8, of_month as i8);
    before(of_month)
        .or_else(|| before(of_month - 1))
        .unwrap_or(day.plus(-365))
}

/// The same for the last day of a period: the end of a month stays one, leap years too.
fn year_before_end(day: Day) -> Day {
    if day == day.month().last() {
        year_before(day.month().first()).month().last()
    } else {
        year_before(day)
    }
}

/// The days both sources hold, of those asked for; whole months where one knows only months.
fn common_period(
    selection: &Selection,
    first: &SourceData,
    second: &SourceData,
) -> Option<(Day, Day)> {
    let held = [first.about.period, second.about.period];
    let mut from = held.iter().map(|period| period.0).max()?;
    let mut to = held.iter().map(|period| period.1).min()?;
    let knows_months = |source: &SourceData| {
        let terms = source.about.agreement.as_ref();
        source.about.precision == Precision::Month
            || terms.is_some_and(|terms| terms.finest_time == FinestTime::Month)
    };
    if knows_months(first) || knows_months(second) {
        if from != from.month().first() {
            from = from.month().next().first();
        }
        if to != to.month().last() {
            to = to.month().first().plus(-1);
        }
    }
    let from = selection.from().map_or(from, |asked| asked.max(from));
    let to = selection.to().map_or(to, |asked| asked.min(to));
    (from <= to).then_some((from, to))
}

/// A selection as another source can be asked it: categories, flags and settings it does not have are
/// left out, and the place that counts is where it happened.
fn in_words_of(selection: &Selection, other: &SourceData) -> Selection {
    let about = &other.about;
    let has_flag = |word: &str| {
        about
            .flags
            .iter()
            .any(|flag| flag == word.trim_start_matches('-'))
    };
    let has_category = |word: &str| about.categories.iter().any(|known| known.slug == word);
    let kept = |value: &str, keep: &dyn Fn(&str) -> bool| {
        let words: Vec<&str> = value.split(',').filter(|word| keep(word)).collect();
        (!words.is_empty()).then(|| words.join(","))
    };
    let mut asked = with_parts(selection, |key, value| match key {
        "source" | "located" => None,
        "category" => kept(value, &has_category),
        "flag" => kept(value, &has_flag),
        "setting" => match SettingRule::parse(value)? {
            SettingRule::Only(settings) => {
                let all = settings
                    .iter()
                    .all(|setting| about.settings.contains(setting));
                all.then(|| value.to_owned())
            }
            _ => Some(value.to_owned()),
        },
        _ => Some(value.to_owned()),
    });
    asked.source = Some(about.source.clone());
    asked
}

/// Why periods with months that hold nothing at all cannot be compared, where the source comes in monthly
/// files: such months are absent from the files, and no fall.
pub(crate) fn missing(source: &SourceData, periods: [(Day, Day); 2]) -> Option<String> {
    let absent = periods.into_iter().find_map(|(first, last)| {
        let months = std::iter::successors(Some(first.month()), |month| Some(month.next()));
        months
            .take_while(|month| *month <= last.month())
            .find(|month| source.months.binary_search(month).is_err())
    });
    let absent = absent.filter(|_| source.about.precision == Precision::Month);
    absent.map(|month| {
        format!(
            "{month} holds no events of this source at all: its files are missing, which is no fall"
        )
    })
}

/// The terms of two sources: only who may see both may see them side by side.
pub(crate) fn both_terms(first: Option<Agreement>, second: Option<Agreement>) -> Option<Agreement> {
    let (mut both, other) = match (first, second) {
        (Some(first), Some(second)) if first != second => (first, second),
        (first, second) => return first.or(second),
    };
    both.audiences
        .retain(|audience| other.audiences.contains(audience));
    if both.finest_area == Agreement::CELL {
        both.finest_area = other.finest_area;
    }
    both.name = format!("{} and {}", both.name, other.name);
    both.finest_time = both.finest_time.max(other.finest_time);
    both.expires = both.expires.min(other.expires);
    Some(both)
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
