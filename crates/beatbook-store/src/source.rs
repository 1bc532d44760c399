//! The events of one source, as columns ready for scanning.

use std::collections::{BTreeMap, HashMap};

use beatbook_core::{Day, Month, Precision, Source, Str, Strings, slug};

use crate::about::{CategoryAbout, SourceAbout};
use crate::book::{Events, Locations, SourceEntry, Status};

/// Without an incident number, events at one position within this time are one incident.
const ONE_INCIDENT_SECONDS: i64 = 60 * 60;

/// Columns of one source; all have one entry per event.
#[derive(Debug)]
pub(crate) struct SourceData {
    pub(crate) about: SourceAbout,
    pub(crate) from: Vec<i64>,
    pub(crate) to: Vec<i64>,
    /// Position in the categories of `about`.
    pub(crate) category: Vec<u32>,
    pub(crate) status: Vec<Status>,
    /// Number of the location, `u32::MAX` without one.
    pub(crate) location: Vec<u32>,
    pub(crate) incident: Vec<u32>,
    pub(crate) place: Vec<Option<Str>>,
    pub(crate) texts: Strings,
    pub(crate) incidents: u32,
    /// Months in which an event may have begun, rising.
    pub(crate) months: Vec<Month>,
}

impl SourceData {
    /// - `months`: those of the book's objects for this source, rising.
    pub(crate) fn new(
        source: Source,
        entry: &SourceEntry,
        events: Events,
        locations: &Locations,
        months: Vec<Month>,
    ) -> Self {
        let (categories, category) = categories(&events);
        let location: Vec<u32> = events
            .position
            .iter()
            .map(|&at| locations.find(at).unwrap_or(u32::MAX))
            .collect();
        let (incident, incidents) = incidents(&events, &location);
        let days = |instant: Option<i64>| Day::of(instant.unwrap_or(0));
        let last = events
            .from
            .iter()
            .zip(&events.to)
            .map(|(&from, &to)| (to - 1).max(from))
            .max();
        let about = SourceAbout {
            source,
            precision: events
                .precision
                .iter()
                .copied()
                .max()
                .unwrap_or(Precision::Instant),
            rows: entry.rows,
            located: entry.located,
            unlocated: entry.unlocated,
            outside: entry.outside,
            refused: entry.refused,
            period: (days(events.from.iter().copied().min()), days(last)),
            categories,
        };
        Self {
            about,
            from: events.from,
            to: events.to,
            category,
            status: events.status,
            location,
            incident,
            place: events.place,
            texts: events.strings,
            incidents,
            months,
        }
    }

    /// Number of events.
    pub(crate) fn len(&self) -> usize {
        self.from.len()
    }
}

/// Categories by frequency, then name, and the position of each event's.
fn categories(events: &Events) -> (Vec<CategoryAbout>, Vec<u32>) {
    let mut counts: HashMap<Str, u64> = HashMap::new();
    for &text in &events.category {
        *counts.entry(text).or_default() += 1;
    }
    let mut texts: Vec<(Str, u64)> = counts.into_iter().collect();
    texts.sort_unstable_by_key(|&(text, _)| events.strings.get(text));
    // Spellings that make the same word are one category, labelled by the first of them.
    let mut by_slug: BTreeMap<String, (CategoryAbout, Vec<Str>)> = BTreeMap::new();
    for (text, count) in texts {
        let label = events.strings.get(text);
        let slug = Some(slug(label))
            .filter(|slug| !slug.is_empty())
            .unwrap_or_else(|| "unnamed".into());
        let (category, spellings) = by_slug.entry(slug.clone()).or_insert_with(|| {
            (
                CategoryAbout {
                    slug,
                    label: label.into(),
                    events: 0,
                },
                Vec::new(),
            )
        });
        category.events += count;
        spellings.push(text);
    }
    let mut found: Vec<(CategoryAbout, Vec<Str>)> = by_slug.into_values().collect();
    found.sort_by_key(|(category, _)| std::cmp::Reverse(category.events)); // stable: then by word
    let number: HashMap<Str, u32> = (0..)
        .zip(&found)
        .flat_map(|(number, (_, spellings))| spellings.iter().map(move |&text| (text, number)))
        .collect();
    let column = events.category.iter().map(|text| number[text]).collect();
    (
        found.into_iter().map(|(category, _)| category).collect(),
        column,
    )
}

/// Groups events into incidents: by incident number or, without one, by position and hour.
/// Events whose time is known only to the day or month stand alone.
fn incidents(events: &Events, location: &[u32]) -> (Vec<u32>, u32) {
    let mut incident = vec![u32::MAX; events.len()];
    let mut numbered: HashMap<&str, u32> = HashMap::new();
    let mut next = 0;
    let mut unnumbered = Vec::new();
    for (row, (own, number)) in incident.iter_mut().zip(&events.incident).enumerate() {
        match number.as_deref() {
            Some(number) => {
                *own = *numbered.entry(number).or_insert_with(|| {
                    next += 1;
                    next - 1
                });
            }
            None => unnumbered.push(row as u32),
        }
    }
    unnumbered
        .sort_unstable_by_key(|&row| (location[row as usize], events.from[row as usize], row));
    let mut open: Option<(u32, i64)> = None;
    for row in unnumbered.into_iter().map(|row| row as usize) {
        let timed = events.precision[row] <= Precision::Interval && location[row] != u32::MAX;
        let same = timed
            && open.is_some_and(|(place, began)| {
                place == location[row] && events.from[row] - began <= ONE_INCIDENT_SECONDS
            });
        if !same {
            open = timed.then_some((location[row], events.from[row]));
            next += 1;
        }
        incident[row] = next - 1;
    }
    (incident, next)
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
