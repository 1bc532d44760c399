//! The events of one source, as columns ready for scanning.

use std::collections::{BTreeMap, HashMap};

use beatbook_core::{
    Agreement, Audience, Day, FinestTime, Month, Precision, SettingRule, Source, Str, Strings, slug,
};

use crate::about::{CategoryAbout, SourceAbout};
use crate::book::{AgreementEntry, Events, Level, Locations, SourceEntry, Status};
use crate::coverage::months_held;
use crate::gaps::Gap;
use crate::harm::Codes;
use crate::kinds::{Kind, Placed};
use crate::recording::{Recording, recording_of};
use crate::zones::Zones;

/// Without an incident number, events at one position within this time are one incident.
const ONE_INCIDENT_SECONDS: i64 = 60 * 60;

/// Columns of one source; all have one entry per event.
#[derive(Debug)]
pub(crate) struct SourceData {
    pub(crate) about: SourceAbout,
    pub(crate) from: Vec<i64>,
    pub(crate) to: Vec<i64>,
    /// The hours of each event, and of blocks of events.
    pub(crate) zones: Zones,
    /// Events where they happened, and what kind each is there.
    pub(crate) happened: Placed,
    /// Events where they are recorded; `None` where all happened there.
    pub(crate) recorded_at: Option<Placed>,
    pub(crate) recorded: Vec<Option<Day>>,
    /// For each category: whether it exists only where officers were.
    pub(crate) activity: Vec<bool>,
    /// Events placed by a name: at a registered place, in the middle of a street.
    pub(crate) named: (u32, u32),
    /// Number of the incident that an event shares with others, `u32::MAX` for one that stands alone.
    pub(crate) incident: Vec<u32>,
    /// How many incidents have several events.
    pub(crate) shared_incidents: u32,
    pub(crate) place: Vec<Option<Str>>,
    pub(crate) texts: Strings,
    /// Months in which an event may have begun, rising.
    pub(crate) months: Vec<Month>,
    /// Offence codes with their weights; `None` in a book without weights, and of a health source.
    pub(crate) codes: Option<Codes>,
}

impl SourceData {
    /// - `institution`: for each location, whether it is at a custody or hospital address.
    /// - `months`: those of the book's objects for this source, rising.
    pub(crate) fn new(
        source: Source,
        entry: &SourceEntry,
        events: Events,
        locations: &Locations,
        institution: &[bool],
        months: Vec<Month>,
    ) -> Self {
        let (categories, category) = categories(&events);
        let location: Vec<u32> = events
            .position
            .iter()
            .map(|&at| locations.find(at).unwrap_or(u32::MAX))
            .collect();
        let (incident, shared_incidents) = incidents(&events, &location);
        let kind_at = |row: usize, status: Status, location: u32| Kind {
            category: category[row],
            flags: events.flags[row],
            setting: events.setting[row],
            status,
            institution: institution.get(location as usize).copied().unwrap_or(false),
            alone: incident[row] == u32::MAX,
        };
        let recorded_at = (!events.elsewhere.is_empty()).then(|| {
            let (mut at, mut statuses) = (location.clone(), events.status.clone());
            for other in &events.elsewhere {
                let row = other.row as usize;
                at[row] = locations.find(other.position).unwrap_or(u32::MAX);
                statuses[row] = other.status;
            }
            let kinds: Vec<Kind> = (0..at.len())
                .map(|row| kind_at(row, statuses[row], at[row]))
                .collect();
            Placed::new(at, |row| kinds[row])
        });
        let at_level = |level: Level| events.level.iter().filter(|l| **l == level).count() as u32;
        let named = (at_level(Level::Place), at_level(Level::Street));
        let activity: Vec<bool> = categories
            .iter()
            .map(|category| entry.activity || entry.activity_categories.contains(&category.slug))
            .collect();
        let recording = recording(&events);
        let mut settings = events.setting.clone();
        settings.sort_unstable();
        settings.dedup();
        let days = |instant: Option<i64>| Day::of(instant.unwrap_or(0));
        let last = events
            .from
            .iter()
            .zip(&events.to)
            .map(|(&from, &to)| (to - 1).max(from))
            .max();
        let period = (days(events.from.iter().copied().min()), days(last));
        let completeness = recording
            .as_ref()
            .map(|recording| recording.by_month(&months))
            .unwrap_or_default();
        let gaps = gaps(entry);
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
            activity: entry.activity,
            agreement: entry.agreement.as_ref().and_then(agreement),
            flags: entry.flags.clone(),
            settings,
            complete_to: recording.as_ref().and_then(Recording::complete_to),
            months: months.clone(),
            held: months_held(&entry.coverage, &gaps, &completeness, period),
            completeness,
            period,
            gaps,
            placed: placed(&events),
            quality: entry.quality.clone(),
            categories,
        };
        let kinds: Vec<Kind> = (0..location.len())
            .map(|row| kind_at(row, events.status[row], location[row]))
            .collect();
        Self {
            about,
            zones: Zones::new(&events.from, &events.to),
            happened: Placed::new(location, |row| kinds[row]),
            recorded_at,
            from: events.from,
            to: events.to,
            recorded: events.recorded,
            activity,
            named,
            incident,
            shared_incidents,
            place: events.place,
            texts: events.strings,
            months,
            codes: None,
        }
    }

    /// Number of events.
    pub(crate) fn len(&self) -> usize {
        self.from.len()
    }

    /// The bit of a flag; `None` when the source has no such flag.
    pub(crate) fn flag(&self, word: &str) -> Option<u16> {
        let at = self.about.flags.iter().position(|flag| flag == word)?;
        Some(1 << at)
    }

    /// Whether anything may be told of hours: the times are known to them, and the terms allow it.
    pub(crate) fn tells_hours(&self) -> bool {
        let terms = self.about.agreement.as_ref();
        self.about.precision <= Precision::Interval
            && terms.is_none_or(|terms| terms.finest_time == FinestTime::Hour)
    }

    /// The days of a period from the first to the last month of which the source holds events; the
    /// period itself where there are none.
    pub(crate) fn held_months(&self, (from, to): (Day, Day)) -> (Day, Day) {
        match (self.months.first(), self.months.last()) {
            (Some(first), Some(last)) if first.first() <= to && from <= last.last() => {
                (from.max(first.first()), to.min(last.last()))
            }
            _ => (from, to),
        }
    }

    /// The bit of domestic events, 0 where the source has no such flag.
    pub(crate) fn domestic(&self) -> u16 {
        self.flag(SettingRule::DOMESTIC).unwrap_or(0)
    }
}

/// Delays of recording, and the last day of recording. Only events whose own day is known tell.
fn recording(events: &Events) -> Option<Recording> {
    let recorded = events.recorded.iter().enumerate();
    recording_of(recorded.filter_map(|(row, recorded)| {
        let known = events.precision[row] <= Precision::Date;
        recorded
            .filter(|_| known)
            .map(|day| (last_day(events, row), day))
    }))
}

/// Rows by what became of their place and how that was found.
fn placed(events: &Events) -> Vec<(Status, Level, u64)> {
    let mut counts: Vec<(Status, Level, u64)> = Vec::new();
    for (&status, &level) in events.status.iter().zip(&events.level) {
        let known = counts
            .iter_mut()
            .find(|(s, l, _)| (*s, *l) == (status, level));
        match known {
            Some((.., count)) => *count += 1,
            None => counts.push((status, level, 1)),
        }
    }
    counts.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    counts
}

fn last_day(events: &Events, row: usize) -> Day {
    Day::of((events.to[row] - 1).max(events.from[row]))
}

/// The terms as written in the book. `None` when a word is not understood: the source is then shown
/// to nobody but the analyst, since the store refuses what has no terms.
pub(crate) fn agreement(entry: &AgreementEntry) -> Option<Agreement> {
    let audiences = entry
        .audiences
        .iter()
        .map(|word| Audience::parse(word).ok());
    Some(Agreement {
        name: entry.name.clone(),
        controller: entry.controller.clone(),
        purpose: entry.purpose.clone(),
        audiences: audiences.collect::<Option<Vec<_>>>()?,
        finest_area: entry.finest_area.clone(),
        finest_time: FinestTime::parse(&entry.finest_time)?,
        expires: Day::parse(&entry.expires).ok()?,
    })
}

/// Months that are not there, as the program wrote them into the book.
fn gaps(entry: &SourceEntry) -> Vec<Gap> {
    let gaps = entry.gaps.iter().filter_map(|gap| {
        Some(Gap {
            from: Month::parse(&gap.from).ok()?,
            to: Month::parse(&gap.to).ok()?,
            reason: gap.reason.clone(),
            absent: gap.absent,
        })
    });
    gaps.collect()
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
/// Events whose time is known only to the day or month stand alone. Returns the number of each
/// event's incident, `u32::MAX` where no other event shares it, and how many are shared; they are
/// numbered by their first event.
fn incidents(events: &Events, location: &[u32]) -> (Vec<u32>, u32) {
    let mut incident = vec![u32::MAX; events.len()];
    let mut numbered: HashMap<&str, u32> = HashMap::new();
    let mut next = 0;
    let mut unnumbered = Vec::new();
    for (row, (own, number)) in incident.iter_mut().zip(events.incident.iter()).enumerate() {
        match number {
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
    shared(&incident, next as usize)
}

/// Incidents with several events, numbered by the first of them.
fn shared(incident: &[u32], incidents: usize) -> (Vec<u32>, u32) {
    let mut events = vec![0_u32; incidents];
    for &number in incident {
        events[number as usize] += 1;
    }
    let mut renumbered = vec![u32::MAX; incidents];
    let mut next = 0;
    let column = incident.iter().map(|&number| {
        let number = number as usize;
        if events[number] > 1 && renumbered[number] == u32::MAX {
            renumbered[number] = next;
            next += 1;
        }
        renumbered[number]
    });
    let column = column.collect();
    (column, next)
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
