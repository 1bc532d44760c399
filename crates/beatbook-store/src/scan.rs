//! A selection as a scan over the events of one source.

use beatbook_analyse::UNIT;
use beatbook_core::{
    Accounting, Count, CountBy, Day, Hidden, Located, Selection, SelectionError, SettingRule, Stop,
    TimeRule, Unit,
};

use crate::asked::{
    FEWEST_PEOPLE, Wanted, about_people, check_days, check_hours, check_people, check_terms,
    check_times, finer_than_a_beat, source_of, wanted_categories, wanted_flags,
};
pub(crate) use crate::asked::{Question, is_about_people};
use crate::book::Status;
use crate::calendar::{Inside, Lies};
use crate::kinds::{Kind, Placed};
use crate::source::SourceData;
use crate::store::{Layer, Store};
use crate::zones::{BLOCK, Span};

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
    /// Where its events are, by the rule of the selection.
    placed: &'a Placed,
    /// Number of the location of each event; `u32::MAX` without one.
    pub(crate) location: &'a [u32],
}

/// The located events of a selection, one row per counted thing.
pub(crate) struct Scan {
    /// Rows of the source: one per incident, or every event.
    pub(crate) rows: Vec<u32>,
    /// The same in the ring beyond the study area; empty when one area is looked at.
    pub(crate) ring: Vec<u32>,
    /// The located rows of both that are in neither, since another of their incident is: harm counts each
    /// offence.
    pub(crate) others: Vec<u32>,
    /// Selected rows without a usable place, whatever is counted.
    pub(crate) unlocated: Vec<u32>,
    /// Counted things without a usable place, and outside; the accounting has their events.
    pub(crate) without_place: u32,
    pub(crate) outside: u32,
    pub(crate) accounting: Accounting,
    /// The hours looked at, where events count by the part of them that lies inside.
    parts: Option<Inside>,
}

impl Scan {
    /// How much a row counts, in parts of [`UNIT`]: all of it, or with `time=aoristic` the share of
    /// its interval that lies inside.
    pub(crate) fn weight(&self, source: &SourceData, row: u32) -> u64 {
        let row = row as usize;
        self.parts.as_ref().map_or(UNIT, |inside| {
            inside.weight(source.from[row], source.to[row]).unwrap_or(0)
        })
    }

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
    /// - `asked`: whether incidents are counted at all; of events each is a first one.
    fn new(source: &SourceData, asked: bool) -> Self {
        let words = source.shared_incidents.div_ceil(64) as usize;
        let seen = vec![0; if asked { words } else { 0 }];
        Self { seen }
    }

    /// Whether a row is the first of its incident.
    fn first(&mut self, source: &SourceData, row: u32, alone: bool) -> bool {
        if alone || self.seen.is_empty() {
            return true;
        }
        let incident = source.incident[row as usize] as usize;
        let (word, bit) = (&mut self.seen[incident / 64], 1 << (incident % 64));
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

/// What becomes of the events of a kind that lie in the hours looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unwanted,
    Activity,
    LeftOut(Hidden),
    At(Status),
}

/// What is gathered on the way through the rows.
struct Gathered<'a> {
    source: &'a SourceData,
    rows: Vec<u32>,
    ring: Vec<u32>,
    others: Vec<u32>,
    unlocated: Vec<u32>,
    /// In the area, in the ring, without a place, outside.
    once: [Once; 4],
    selected: u32,
    located: u32,
    uncertain: u32,
    activity: u32,
    left_out: [u32; 3],
    without_place: u32,
    outside: u32,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(
        store: &'a Store,
        selection: &Selection,
        question: Question,
    ) -> Result<Self, SelectionError> {
        if selection.time == TimeRule::Aoristic {
            let reason = "aoristic weights are parts of events, and this takes whole ones; use certain or start, or ask for counts";
            let whole = TimeRule::WORDS
                .into_iter()
                .filter(|word| *word != "aoristic");
            return Err(SelectionError::new("time", reason, whole));
        }
        Self::weighted(store, selection, question)
    }

    /// The same for a question that can take parts of events.
    pub(crate) fn weighted(
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
        let placed = match (&source.recorded_at, selection.located) {
            (Some(recorded), Located::Recorded) => recorded,
            _ => &source.happened,
        };
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
            placed,
            location: &placed.location,
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
        let inside = store.calendar.inside(selection);
        let fates: Vec<Fate> = self.placed.kinds.iter().map(|k| self.fate(k)).collect();
        let mut gathered = Gathered::new(self.source, selection.count);
        let mut wanted = [0_u32; BLOCK];
        let stop = Stop::current();
        for (rows, span) in self.source.zones.blocks() {
            stop.check();
            let block = inside.over(span);
            if block == Lies::Outside {
                continue;
            }
            // Without a branch: which rows are wanted cannot be guessed.
            let mut found = 0;
            for (row, &kind) in (rows.start as u32..).zip(self.placed.numbers(rows)) {
                wanted[found] = row;
                found += usize::from(fates[kind as usize] != Fate::Unwanted);
            }
            for &row in &wanted[..found] {
                let lies = if block == Lies::Inside {
                    Lies::Inside
                } else {
                    self.lies(&inside, selection.time, row as usize)
                };
                let kind = self.placed.number(row as usize);
                let alone = self.placed.kinds[kind].alone;
                match (lies, fates[kind]) {
                    (Lies::Outside, _) => {}
                    (Lies::Perhaps, fate) => {
                        gathered.uncertain += u32::from(matches!(fate, Fate::At(_)));
                    }
                    (Lies::Inside, fate) => self.take(&mut gathered, row, fate, alone),
                }
            }
        }
        let parts = (selection.time == TimeRule::Aoristic).then_some(inside);
        gathered.into_scan(selection.count, self.placed, parts)
    }

    /// What becomes of a kind of events.
    fn fate(&self, kind: &Kind) -> Fate {
        let (set, unset) = self.flags;
        let wanted = self.categories[kind.category as usize];
        if wanted == Wanted::No || kind.flags & set != set || kind.flags & unset != 0 {
            return Fate::Unwanted;
        }
        let domestic = kind.flags & self.source.domestic() != 0;
        let hides = self
            .setting
            .leaves_out(kind.setting, domestic, kind.institution);
        match (wanted, hides) {
            (Wanted::Activity, _) => Fate::Activity,
            (_, Some(why)) => Fate::LeftOut(why),
            _ => Fate::At(kind.status),
        }
    }

    fn lies(&self, inside: &Inside, rule: TimeRule, row: usize) -> Lies {
        let span = self.source.zones.span(row);
        match rule {
            TimeRule::Certain => inside.over(span),
            TimeRule::Start => inside.over(Span {
                last: span.first,
                ..span
            }),
            TimeRule::Aoristic => match inside.over(span) {
                // Of an interval too long to be spread nothing is known of the part inside.
                Lies::Perhaps
                    if inside
                        .weight(self.source.from[row], self.source.to[row])
                        .is_some() =>
                {
                    Lies::Inside
                }
                lies => lies,
            },
        }
    }

    #[inline]
    fn take(&self, gathered: &mut Gathered<'_>, row: u32, fate: Fate, alone: bool) {
        let source = self.source;
        let [once, once_in_ring, once_nowhere, once_outside] = &mut gathered.once;
        gathered.selected += 1;
        match fate {
            Fate::Unwanted => {}
            Fate::Activity => gathered.activity += 1,
            Fate::LeftOut(why) => gathered.left_out[why as usize] += 1,
            Fate::At(Status::Located) if self.in_area(self.location[row as usize] as usize) => {
                gathered.located += 1;
                if once.first(source, row, alone) {
                    gathered.rows.push(row);
                } else {
                    gathered.others.push(row);
                }
            }
            Fate::At(Status::Unlocated) => {
                gathered.without_place += u32::from(once_nowhere.first(source, row, alone));
                gathered.unlocated.push(row);
            }
            Fate::At(status) => {
                gathered.outside += u32::from(once_outside.first(source, row, alone));
                let beyond = status == Status::Ring && self.area.is_none();
                if beyond {
                    if once_in_ring.first(source, row, alone) {
                        gathered.ring.push(row);
                    } else {
                        gathered.others.push(row);
                    }
                }
            }
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
}

impl<'a> Gathered<'a> {
    fn new(source: &'a SourceData, count: CountBy) -> Self {
        let by_incident = count == CountBy::Incidents;
        Self {
            source,
            rows: Vec::new(),
            ring: Vec::new(),
            others: Vec::new(),
            unlocated: Vec::new(),
            once: [(); 4].map(|()| Once::new(source, by_incident)),
            selected: 0,
            located: 0,
            uncertain: 0,
            activity: 0,
            left_out: [0; 3],
            without_place: 0,
            outside: 0,
        }
    }

    fn into_scan(self, count: CountBy, placed: &Placed, parts: Option<Inside>) -> Scan {
        let incidents = if count == CountBy::Incidents {
            self.rows.len()
        } else {
            let mut once = Once::new(self.source, true);
            let first =
                |row: &&u32| once.first(self.source, **row, placed.kind(**row as usize).alone);
            self.rows.iter().filter(first).count()
        };
        let without_place = self.unlocated.len() as u32;
        let all_left_out = self.activity + self.left_out.iter().sum::<u32>();
        let outside = self.selected - self.located - without_place - all_left_out;
        let [dwelling, institution, setting] = self.left_out.map(Count::Exact);
        let accounting = Accounting {
            selected: Count::Exact(self.selected),
            located: Count::Exact(self.located),
            unlocated: Count::Exact(without_place),
            outside: Count::Exact(outside),
            activity: Count::Exact(self.activity),
            dwelling,
            institution,
            setting,
            uncertain: Count::Exact(self.uncertain),
            incidents: Count::Exact(incidents as u32),
        };
        Scan {
            rows: self.rows,
            ring: self.ring,
            others: self.others,
            unlocated: self.unlocated,
            without_place: self.without_place,
            outside: self.outside,
            accounting,
            parts,
        }
    }
}
