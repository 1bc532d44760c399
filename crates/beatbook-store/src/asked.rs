//! What may be asked of a source: its terms, its times, the people in it, its words.

use beatbook_core::{Day, FinestTime, Precision, Selection, SelectionError, SettingRule, Unit};

use crate::source::SourceData;
use crate::store::Store;

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

    pub(crate) fn default_setting(self) -> SettingRule {
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
pub(crate) const FEWEST_PEOPLE: u32 = 10;

/// Whether a flag is about the people linked to an event.
pub(crate) fn is_about_people(flag: &str) -> bool {
    ABOUT_PEOPLE.iter().any(|(word, _)| *word == flag)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    No,
    Yes,
    /// Selected, but never demand.
    Activity,
}

pub(crate) fn source_of<'a>(
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
pub(crate) fn check_terms(
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
pub(crate) fn check_times(
    source: &SourceData,
    selection: &Selection,
) -> Result<(), SelectionError> {
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
pub(crate) fn check_hours(source: &SourceData) -> Result<(), SelectionError> {
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
pub(crate) fn check_days(source: &SourceData) -> Result<(), SelectionError> {
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
pub(crate) fn about_people(
    selection: &Selection,
) -> impl Iterator<Item = (&'static str, i32)> + '_ {
    let asked = |word: &str| selection.flags().iter().any(|(flag, _)| &**flag == word);
    ABOUT_PEOPLE
        .into_iter()
        .filter(move |(word, _)| asked(word))
}

pub(crate) fn finer_than_a_beat(word: &str) -> SelectionError {
    let reason = format!(
        "`{word}` is never shown finer than a beat; ask for the areas of a layer of beats or wards"
    );
    SelectionError::new("flag", reason, [""; 0])
}

/// Of children and of the street community nothing is said of small places or short times.
pub(crate) fn check_people(
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

pub(crate) fn wanted_categories(
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

pub(crate) fn wanted_flags(
    source: &SourceData,
    selection: &Selection,
) -> Result<(u16, u16), SelectionError> {
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
