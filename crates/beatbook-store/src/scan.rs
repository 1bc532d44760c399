//! A selection as a scan over the events of one source.

use beatbook_core::{
    Accounting, Count, CountBy, Day, Precision, Selection, SelectionError, TimeRule,
};

use crate::book::Status;
use crate::calendar::Lies;
use crate::source::SourceData;
use crate::store::{Layer, Store};

/// What a selection means in this book, checked against what the book holds.
pub(crate) struct Scope<'a> {
    pub(crate) source: &'a SourceData,
    pub(crate) period: (Day, Day),
    /// Which categories are wanted; `None` for all.
    categories: Option<Vec<bool>>,
    pub(crate) area: Option<(&'a Layer, u32)>,
}

/// The located events of a selection, one row per counted thing.
pub(crate) struct Scan {
    /// Rows of the source: one per incident, or every event.
    pub(crate) rows: Vec<u32>,
    pub(crate) accounting: Accounting,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(store: &'a Store, selection: &Selection) -> Result<Self, SelectionError> {
        let source = match &selection.source {
            Some(wanted) => store
                .sources
                .iter()
                .find(|data| data.about.source == *wanted),
            None => store.sources.first(),
        };
        let source = source.ok_or_else(|| {
            let held: Vec<&str> = store
                .sources
                .iter()
                .map(|data| data.about.source.word())
                .collect();
            let wanted = selection
                .source
                .as_ref()
                .map_or("any", |source| source.word());
            let reason = format!(
                "the book holds no source `{wanted}`; use {}",
                held.join(", ")
            );
            SelectionError::new("source", reason, held)
        })?;
        check_times(source, selection)?;
        let (first, last) = source.about.period;
        let period = (
            selection.from().unwrap_or(first),
            selection.to().unwrap_or(last),
        );
        Ok(Self {
            source,
            period,
            categories: wanted_categories(source, selection)?,
            area: selection
                .area
                .as_ref()
                .map(|area| store.area(area))
                .transpose()?,
        })
    }

    pub(crate) fn scan(&self, store: &Store, selection: &Selection) -> Scan {
        let source = self.source;
        let inside = store.calendar.inside(selection);
        let in_area = |row: usize| match self.area {
            Some((layer, number)) => {
                let location = source.location[row] as usize;
                layer.area_of.get(location) == Some(&number)
            }
            None => true,
        };
        let by_incident = selection.count == CountBy::Incidents;
        let mut seen = vec![
            0_u64;
            if by_incident {
                source.incidents as usize / 64 + 1
            } else {
                0
            }
        ];
        let mut rows = Vec::new();
        let (mut selected, mut located, mut unlocated, mut uncertain) = (0, 0, 0, 0);
        for row in 0..source.len() {
            if let Some(wanted) = &self.categories
                && !wanted[source.category[row] as usize]
            {
                continue;
            }
            let (from, to) = (source.from[row], source.to[row]);
            let lies = match selection.time {
                TimeRule::Certain => inside.lies(from, to),
                TimeRule::Start => inside.lies(from, from),
            };
            match lies {
                Lies::Outside => continue,
                Lies::Perhaps => {
                    uncertain += 1;
                    continue;
                }
                Lies::Inside => selected += 1,
            }
            match source.status[row] {
                Status::Located if in_area(row) => {}
                Status::Unlocated => {
                    unlocated += 1;
                    continue;
                }
                _ => continue,
            }
            located += 1;
            if by_incident {
                let incident = source.incident[row] as usize;
                let (word, bit) = (incident / 64, 1 << (incident % 64));
                if seen[word] & bit != 0 {
                    continue;
                }
                seen[word] |= bit;
            }
            rows.push(row as u32);
        }
        let incidents = if by_incident {
            rows.len() as u32
        } else {
            distinct(&rows, &source.incident)
        };
        let accounting = Accounting {
            selected: Count::Exact(selected),
            located: Count::Exact(located),
            unlocated: Count::Exact(unlocated),
            outside: Count::Exact(selected - located - unlocated),
            uncertain: Count::Exact(uncertain),
            incidents: Count::Exact(incidents),
        };
        Scan { rows, accounting }
    }
}

fn distinct(rows: &[u32], incident: &[u32]) -> u32 {
    let mut numbers: Vec<u32> = rows.iter().map(|&row| incident[row as usize]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() as u32
}

/// Dates known only to the month or day answer no question about days or hours.
fn check_times(source: &SourceData, selection: &Selection) -> Result<(), SelectionError> {
    let name = &source.about.source;
    let none = [""; 0];
    let coarse = match source.about.precision {
        Precision::Month => "months",
        Precision::Date => "days",
        Precision::Interval | Precision::Instant => return Ok(()),
    };
    if let Some(window) = &selection.window {
        let reason = format!(
            "`{window}` asks for hours, but the dates of source {name} are {coarse}: nothing is known of the hour; leave the window out"
        );
        return Err(SelectionError::new("window", reason, none));
    }
    if source.about.precision == Precision::Month {
        let cut = |part: &str, day: Day| {
            let month = day.month();
            let reason = format!(
                "{day} cuts a month, but the dates of source {name} are months; the whole of {month} is from={}&to={}",
                month.first(),
                month.last()
            );
            SelectionError::new(part, reason, none)
        };
        if let Some(from) = selection.from().filter(|day| *day != day.month().first()) {
            return Err(cut("from", from));
        }
        if let Some(to) = selection.to().filter(|day| *day != day.month().last()) {
            return Err(cut("to", to));
        }
    }
    Ok(())
}

fn wanted_categories(
    source: &SourceData,
    selection: &Selection,
) -> Result<Option<Vec<bool>>, SelectionError> {
    if selection.categories().is_empty() {
        return Ok(None);
    }
    let held = &source.about.categories;
    let mut wanted = vec![false; held.len()];
    for word in selection.categories() {
        let Some(position) = held.iter().position(|category| *category.slug == **word) else {
            let accepted: Vec<&str> = held.iter().map(|category| category.slug.as_str()).collect();
            let reason = format!(
                "source {} has no category `{word}`; use {}",
                source.about.source,
                accepted.join(", ")
            );
            return Err(SelectionError::new("category", reason, accepted));
        };
        wanted[position] = true;
    }
    Ok(Some(wanted))
}
