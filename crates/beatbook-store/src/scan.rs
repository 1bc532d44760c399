//! A selection as a scan over the events of one source.

use std::borrow::Cow;

use beatbook_core::{
    Accounting, Count, CountBy, Day, FinestTime, Hidden, Located, Precision, Selection,
    SelectionError, Setting, SettingRule, TimeRule, Unit,
};

use crate::book::Status;
use crate::calendar::Lies;
use crate::source::SourceData;
use crate::store::{Layer, Store};

/// What kind of question a selection serves: it decides what is left out by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// Where a patrol might go: public settings, no activity.
    Patrol,
    /// The same for whole areas, which are coarse enough for what is never shown finer.
    PatrolAreas,
    /// Which places repeat: custody and hospitals too, no homes, no activity.
    Places,
    /// Tables about areas and people: everything.
    Table,
    /// The rows themselves: everything.
    Rows,
}

impl Question {
    /// Where a patrol might go, asked of a unit.
    pub(crate) fn patrol(unit: &Unit) -> Self {
        match unit {
            Unit::Areas(_) => Self::PatrolAreas,
            _ => Self::Patrol,
        }
    }

    /// Whether it asks for demand: what exists only where officers were is none.
    fn is_of_demand(self) -> bool {
        matches!(self, Self::Patrol | Self::PatrolAreas | Self::Places)
    }

    fn default_setting(self) -> SettingRule {
        match self {
            Self::Patrol | Self::PatrolAreas => SettingRule::Public,
            Self::Places => SettingRule::NonDwelling,
            Self::Table | Self::Rows => SettingRule::Any,
        }
    }

    /// Whether it shows places finer than areas.
    fn is_fine(self) -> bool {
        !matches!(self, Self::Table | Self::PatrolAreas)
    }
}

/// Flags about the ages and standing of people, and the fewest days they may be asked for. They never
/// make a hotspot or a place: nothing finer than a beat is said of them.
const ABOUT_PEOPLE: [(&str, i32); 3] = [
    ("under-18", 365),
    ("18-25", 365),
    ("street-community", 3 * 365),
];
/// Of fewer people nothing is told by these flags. Events stand in for people: each has one at least.
const FEWEST_PEOPLE: u32 = 10;

/// Whether a flag is about the people linked to an event.
pub(crate) fn is_about_people(flag: &str) -> bool {
    ABOUT_PEOPLE.iter().any(|(word, _)| *word == flag)
}

/// What a selection means in this book, checked against what the book holds.
pub(crate) struct Scope<'a> {
    pub(crate) source: &'a SourceData,
    pub(crate) period: (Day, Day),
    pub(crate) setting: SettingRule,
    /// Which categories are wanted.
    categories: Vec<Wanted>,
    /// Flags that have to be set, and flags that must not be.
    flags: (u16, u16),
    pub(crate) area: Option<(&'a Layer, u32)>,
    /// Whether it is chosen by the ages or standing of people.
    pub(crate) about_people: bool,
    /// Number of the location of each event, by the rule of the selection; `u32::MAX` without one.
    pub(crate) location: Cow<'a, [u32]>,
    /// What became of it.
    status: Cow<'a, [Status]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    No,
    Yes,
    /// Selected, but never demand.
    Activity,
}

/// The located events of a selection, one row per counted thing.
pub(crate) struct Scan {
    /// Rows of the source: one per incident, or every event.
    pub(crate) rows: Vec<u32>,
    /// The same in the ring beyond the study area; empty when one area is looked at.
    pub(crate) ring: Vec<u32>,
    /// Selected rows without a usable place, whatever is counted.
    pub(crate) unlocated: Vec<u32>,
    /// Counted things without a usable place, and outside; the accounting has their events.
    pub(crate) without_place: u32,
    pub(crate) outside: u32,
    pub(crate) accounting: Accounting,
}

impl Scan {
    /// Rows of the study area and the ring beyond it.
    pub(crate) fn with_ring(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().chain(&self.ring).copied()
    }
}

/// Each incident once.
struct Once {
    seen: Vec<u64>,
}

impl Once {
    fn new(source: &SourceData, by_incident: bool) -> Self {
        let words = if by_incident {
            source.incidents as usize / 64 + 1
        } else {
            0
        };
        Self {
            seen: vec![0; words],
        }
    }

    /// Whether an incident comes for the first time; always, when events are counted.
    fn first(&mut self, incident: u32) -> bool {
        let (word, bit) = (incident as usize / 64, 1 << (incident % 64));
        let Some(word) = self.seen.get_mut(word) else {
            return true;
        };
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

impl<'a> Scope<'a> {
    pub(crate) fn new(
        store: &'a Store,
        selection: &Selection,
        question: Question,
    ) -> Result<Self, SelectionError> {
        let source = source_of(store, selection)?;
        check_terms(source, selection, question)?;
        check_times(source, selection)?;
        store.calendar.dated.check(selection)?;
        let (first, last) = source.about.period;
        let period = (
            selection.from().unwrap_or(first),
            selection.to().unwrap_or(last),
        );
        if period.0 > period.1 {
            let part = if selection.from().is_some() {
                "from"
            } else {
                "to"
            };
            let reason = format!(
                "source {} holds {first} to {last} only; choose a period within it",
                source.about.source
            );
            return Err(SelectionError::new(part, reason, [""; 0]));
        }
        if question != Question::Rows {
            source.check_any_month(period)?;
        }
        let area = selection
            .area
            .as_ref()
            .map(|area| store.area(area))
            .transpose()?;
        check_people(source, selection, question, period)?;
        let (location, status) = places_of(source, selection.located);
        let scope = Self {
            source,
            period,
            setting: selection
                .setting
                .clone()
                .unwrap_or_else(|| question.default_setting()),
            categories: wanted_categories(source, selection, question)?,
            flags: wanted_flags(source, selection)?,
            area,
            about_people: about_people(selection).next().is_some(),
            location,
            status,
        };
        if let Some((layer, _)) = area {
            scope.check_layer(store, selection, layer, "area")?;
        }
        if let (Question::PatrolAreas, Unit::Areas(id)) = (question, &selection.unit)
            && let Some(layer) = store.layers.iter().find(|layer| layer.id == *id)
        {
            scope.check_layer(store, selection, layer, "unit")?;
        }
        Ok(scope)
    }

    /// The same for a question about hours, which the times of the source have to bear.
    pub(crate) fn new_timed(
        store: &'a Store,
        selection: &Selection,
        question: Question,
    ) -> Result<Self, SelectionError> {
        check_hours(source_of(store, selection)?)?;
        Self::new(store, selection, question)
    }

    /// The same for a question about days.
    pub(crate) fn new_daily(
        store: &'a Store,
        selection: &Selection,
        question: Question,
    ) -> Result<Self, SelectionError> {
        check_days(source_of(store, selection)?)?;
        Self::new(store, selection, question)
    }

    pub(crate) fn scan(&self, store: &Store, selection: &Selection) -> Scan {
        let source = self.source;
        let inside = store.calendar.inside(selection);
        let by_incident = selection.count == CountBy::Incidents;
        let [
            mut once,
            mut once_in_ring,
            mut once_nowhere,
            mut once_outside,
        ] = [(); 4].map(|()| Once::new(source, by_incident));
        let hidden = self.hidden();
        let domestic = source.domestic();
        let (set, unset) = self.flags;
        let (mut rows, mut ring, mut unlocated) = (Vec::new(), Vec::new(), Vec::new());
        let (mut selected, mut located, mut uncertain) = (0, 0, 0);
        let (mut without_place, mut outside) = (0, 0);
        let (mut activity, mut left_out) = (0, [0; 3]);
        for row in 0..source.len() {
            let wanted = self.categories[source.category[row] as usize];
            let flags = source.flags[row];
            if wanted == Wanted::No || flags & set != set || flags & unset != 0 {
                continue;
            }
            let (from, to) = (source.from[row], source.to[row]);
            let lies = match selection.time {
                TimeRule::Certain => inside.lies(from, to),
                TimeRule::Start => inside.lies(from, from),
            };
            let surely = match lies {
                Lies::Outside => continue,
                Lies::Perhaps => false,
                Lies::Inside => true,
            };
            let location = self.location[row] as usize;
            let institution = store.institution.get(location).copied().unwrap_or(false);
            let hides = hidden[source.setting[row] as usize][usize::from(flags & domestic != 0)]
                [usize::from(institution)];
            if !surely {
                uncertain += u32::from(wanted == Wanted::Yes && hides.is_none());
                continue;
            }
            selected += 1;
            if wanted == Wanted::Activity {
                activity += 1;
                continue;
            }
            if let Some(why) = hides {
                left_out[why as usize] += 1;
                continue;
            }
            let incident = source.incident[row];
            match self.status[row] {
                Status::Located if self.in_area(location) => {
                    located += 1;
                    if once.first(incident) {
                        rows.push(row as u32);
                    }
                }
                Status::Unlocated => {
                    without_place += u32::from(once_nowhere.first(incident));
                    unlocated.push(row as u32);
                }
                status => {
                    outside += u32::from(once_outside.first(incident));
                    let beyond = status == Status::Ring && self.area.is_none();
                    if beyond && once_in_ring.first(incident) {
                        ring.push(row as u32);
                    }
                }
            }
        }
        let incidents = if by_incident {
            rows.len() as u32
        } else {
            distinct(&rows, &source.incident)
        };
        let all_left_out = activity + left_out.iter().sum::<u32>();
        let [dwelling, institution, setting] = left_out.map(Count::Exact);
        let accounting = Accounting {
            selected: Count::Exact(selected),
            located: Count::Exact(located),
            unlocated: Count::Exact(unlocated.len() as u32),
            outside: Count::Exact(selected - located - unlocated.len() as u32 - all_left_out),
            activity: Count::Exact(activity),
            dwelling,
            institution,
            setting,
            uncertain: Count::Exact(uncertain),
            incidents: Count::Exact(incidents),
        };
        Scan {
            rows,
            ring,
            unlocated,
            without_place,
            outside,
            accounting,
        }
    }

    /// Whether a layer may be told area by area: not one finer than the terms of a health source, and
    /// of children and the street community none finer than a beat.
    pub(crate) fn check_layer(
        &self,
        store: &Store,
        selection: &Selection,
        layer: &Layer,
        part: &str,
    ) -> Result<(), SelectionError> {
        let flag = about_people(selection).next();
        if let Some((word, _)) = flag.filter(|_| !layer.id.is_coarse()) {
            return Err(finer_than_a_beat(word));
        }
        let terms = self.source.about.agreement.as_ref();
        match terms.filter(|terms| !store.terms_allow(terms, layer)) {
            Some(terms) => {
                let reason = format!(
                    "agreement `{}` allows nothing finer than {}; ask for areas of that layer",
                    terms.name, terms.finest_area
                );
                Err(SelectionError::new(part, reason, [&*terms.finest_area]))
            }
            None => Ok(()),
        }
    }

    /// The period an answer names. Of a health source no more than the months held: what is shown for
    /// no less than a year must not pass as a year because one was asked for.
    pub(crate) fn told_period(&self) -> (Day, Day) {
        if self.source.about.source.is_health() {
            self.source.held_months(self.period)
        } else {
            self.period
        }
    }

    /// A count as it may be told at all, to the analyst too.
    pub(crate) fn count(&self, number: u32) -> Count {
        if self.about_people && (1..FEWEST_PEOPLE).contains(&number) {
            Count::Suppressed
        } else {
            Count::Exact(number)
        }
    }

    /// Whether enough is selected to say anything of the people it is chosen by.
    pub(crate) fn check_enough(&self, scan: &Scan) -> Result<(), SelectionError> {
        let located = scan.accounting.located.number().unwrap_or(0);
        if self.about_people && located < FEWEST_PEOPLE {
            let reason = format!(
                "fewer than {FEWEST_PEOPLE} events are selected, and of so few people nothing is told; choose a longer period or a larger area"
            );
            return Err(SelectionError::new("flag", reason, [""; 0]));
        }
        Ok(())
    }

    /// Whether a location is in the area looked at.
    pub(crate) fn in_area(&self, location: usize) -> bool {
        match self.area {
            Some((layer, number)) => layer.area_of.contains(location, number),
            None => true,
        }
    }

    /// What the setting rule leaves out: by setting, domestic, institution.
    fn hidden(&self) -> [[[Option<Hidden>; 2]; 2]; Setting::ALL.len()] {
        Setting::ALL.map(|setting| {
            [false, true].map(|domestic| {
                [false, true]
                    .map(|institution| self.setting.leaves_out(setting, domestic, institution))
            })
        })
    }
}

/// Where each event is, by the rule of the selection.
fn places_of(source: &SourceData, located: Located) -> (Cow<'_, [u32]>, Cow<'_, [Status]>) {
    if located == Located::Happened || source.elsewhere.is_empty() {
        return (
            Cow::Borrowed(&source.location),
            Cow::Borrowed(&source.status),
        );
    }
    let (mut locations, mut statuses) = (source.location.clone(), source.status.clone());
    for &(row, status, location) in &source.elsewhere {
        locations[row as usize] = location;
        statuses[row as usize] = status;
    }
    (Cow::Owned(locations), Cow::Owned(statuses))
}

fn distinct(rows: &[u32], incident: &[u32]) -> u32 {
    let mut numbers: Vec<u32> = rows.iter().map(|&row| incident[row as usize]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() as u32
}

fn source_of<'a>(
    store: &'a Store,
    selection: &Selection,
) -> Result<&'a SourceData, SelectionError> {
    let found = match &selection.source {
        Some(wanted) => store
            .sources
            .iter()
            .find(|data| data.about.source == *wanted),
        None => store.sources.first(),
    };
    found.ok_or_else(|| {
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
    })
}

/// Activity is never demand, and a health source is used within its terms.
fn check_terms(
    source: &SourceData,
    selection: &Selection,
    question: Question,
) -> Result<(), SelectionError> {
    let none = [""; 0];
    let about = &source.about;
    if about.activity && question.is_of_demand() {
        let reason = format!(
            "{} exists only where officers were: it is activity, never demand, and makes no hotspot; it is shown beside the hotspots of other sources",
            about.source
        );
        return Err(SelectionError::new("source", reason, none));
    }
    if !about.source.is_health() {
        return Ok(());
    }
    let Some(terms) = &about.agreement else {
        let reason = format!(
            "{} is a health source without an agreement in the book; name one under [source.agreement] and build it again",
            about.source
        );
        return Err(SelectionError::new("source", reason, none));
    };
    if let Some(reason) = terms.refuses_cells().filter(|_| question.is_fine()) {
        return Err(SelectionError::new("source", reason, none));
    }
    let finer = |part: &str, way_out: &str| {
        let reason = format!(
            "agreement `{}` allows nothing finer than a {}; {way_out}",
            terms.name, terms.finest_time
        );
        Err(SelectionError::new(part, reason, none))
    };
    if selection.window.is_some() && terms.finest_time > FinestTime::Hour {
        return finer("window", "leave the window out");
    }
    if terms.finest_time == FinestTime::Month {
        if !selection.days().is_empty() {
            return finer("days", "leave days out");
        }
        if selection
            .from()
            .is_some_and(|day| day != day.month().first())
        {
            return finer("from", "begin on the first day of a month");
        }
        if selection.to().is_some_and(|day| day != day.month().last()) {
            return finer("to", "end on the last day of a month");
        }
    }
    Ok(())
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
        if !selection.days().is_empty() {
            let reason = format!(
                "the dates of source {name} are months: nothing is known of the day; leave days out"
            );
            return Err(SelectionError::new("days", reason, none));
        }
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

/// Questions about hours need times known to the hour, and terms that allow them.
fn check_hours(source: &SourceData) -> Result<(), SelectionError> {
    let name = &source.about.source;
    let none = [""; 0];
    let coarse = match source.about.precision {
        Precision::Month => Some("months"),
        Precision::Date => Some("days"),
        Precision::Interval | Precision::Instant => None,
    };
    if let Some(coarse) = coarse {
        let reason = format!(
            "the dates of source {name} are {coarse}: nothing is known of the hour; ask for places or areas"
        );
        return Err(SelectionError::new("source", reason, none));
    }
    let terms = source.about.agreement.as_ref();
    if let Some(terms) = terms.filter(|terms| terms.finest_time > FinestTime::Hour) {
        let reason = format!(
            "agreement `{}` allows nothing finer than a {}; ask for places or areas",
            terms.name, terms.finest_time
        );
        return Err(SelectionError::new("source", reason, none));
    }
    Ok(())
}

/// Questions about days need dates known to the day, and terms that allow them.
fn check_days(source: &SourceData) -> Result<(), SelectionError> {
    let about = &source.about;
    let none = [""; 0];
    if about.precision == Precision::Month {
        let reason = format!(
            "the dates of source {} are months: which of two events came first, and how many days apart they were, is not known; use a source dated to the day",
            about.source
        );
        return Err(SelectionError::new("source", reason, none));
    }
    let terms = about.agreement.as_ref();
    if let Some(terms) = terms.filter(|terms| terms.finest_time > FinestTime::Day) {
        let reason = format!(
            "agreement `{}` allows nothing finer than a {}; ask for places or areas",
            terms.name, terms.finest_time
        );
        return Err(SelectionError::new("source", reason, none));
    }
    Ok(())
}

/// The flags about people that a selection names, wanted or not: what is left without them tells as
/// much. Each with the fewest days it may be asked for.
fn about_people(selection: &Selection) -> impl Iterator<Item = (&'static str, i32)> + '_ {
    let asked = |word: &str| selection.flags().iter().any(|(flag, _)| &**flag == word);
    ABOUT_PEOPLE
        .into_iter()
        .filter(move |(word, _)| asked(word))
}

fn finer_than_a_beat(word: &str) -> SelectionError {
    let reason = format!(
        "`{word}` is never shown finer than a beat; ask for the areas of a layer of beats or wards"
    );
    SelectionError::new("flag", reason, [""; 0])
}

/// Of children and of the street community nothing is said of small places or short times.
fn check_people(
    source: &SourceData,
    selection: &Selection,
    question: Question,
    period: (Day, Day),
) -> Result<(), SelectionError> {
    // A long period of which little is held is a short one.
    let days = source.days_held(source.held_months(period)) as i32;
    for (word, least) in about_people(selection) {
        let none = [""; 0];
        if question.is_fine() {
            return Err(finer_than_a_beat(word));
        }
        if days < least {
            let months = least / 365 * 12;
            let reason = format!(
                "`{word}` is never shown for less than {months} months; choose a longer period"
            );
            return Err(SelectionError::new("flag", reason, none));
        }
    }
    Ok(())
}

fn wanted_categories(
    source: &SourceData,
    selection: &Selection,
    question: Question,
) -> Result<Vec<Wanted>, SelectionError> {
    let held = &source.about.categories;
    let demand_only = question.is_of_demand();
    let wanted = |position: usize| {
        if demand_only && source.activity[position] {
            Wanted::Activity
        } else {
            Wanted::Yes
        }
    };
    if selection.categories().is_empty() {
        return Ok((0..held.len()).map(wanted).collect());
    }
    let mut all = vec![Wanted::No; held.len()];
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
        if wanted(position) == Wanted::Activity {
            let reason = format!(
                "`{word}` exists only where officers were: it is activity, never demand, and makes no hotspot; leave it out, or ask for areas"
            );
            return Err(SelectionError::new("category", reason, [""; 0]));
        }
        all[position] = Wanted::Yes;
    }
    Ok(all)
}

fn wanted_flags(source: &SourceData, selection: &Selection) -> Result<(u16, u16), SelectionError> {
    let (mut set, mut unset) = (0, 0);
    for (word, is_set) in selection.flags() {
        let bit = source.flag(word).ok_or_else(|| {
            let held = &source.about.flags;
            let reason = if held.is_empty() {
                format!(
                    "source {} has no flags; leave flag out",
                    source.about.source
                )
            } else {
                format!(
                    "source {} has no flag `{word}`; use {}",
                    source.about.source,
                    held.join(", ")
                )
            };
            SelectionError::new("flag", reason, held)
        })?;
        *if *is_set { &mut set } else { &mut unset } |= bit;
    }
    Ok((set, unset))
}
