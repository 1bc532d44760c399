//! What is known of the rows of one file besides where they are: what is blank, what comes twice, which
//! months they are of.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use beatbook_core::{Day, EventBatch, Month, Precision};
use beatbook_read::{BlankColumn, Columns, Format, SourceSpec};
use beatbook_store::book::{Level, Status};

use crate::known_gaps::is_of_greater_manchester;

/// Texts of data.police.uk that stand for an anchor point begin so.
pub(crate) const ANCHOR: &str = "On or near";
/// A coordinate is shared when so many events with an anchor's text lie on it.
pub const SHARED_BY: u32 = 2;
const SECONDS_PER_HOUR: i64 = 60 * 60;

/// Rows of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MonthRows {
    /// Rows that count, wherever they are.
    pub rows: u64,
    /// Of these, rows with a place in the study area.
    pub located: u64,
}

/// Rows that come more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repeats {
    /// Rows that have at least one like them.
    pub rows: u64,
    /// Different ones among them.
    pub kinds: u64,
}

/// How often a mapped column is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Key of the config, such as `place`.
    pub field: &'static str,
    /// The column.
    pub column: String,
    /// Rows in which it is blank, of those that could be used.
    pub rows: u64,
}

/// What is known of the rows of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileQuality {
    /// Rows that could be used, those replaced by a later file among them.
    pub used: u64,
    /// Rows in the study area placed by coordinates in the row, by the name of premises, by the name of a
    /// street.
    pub levels: [u64; 3],
    /// Rows whose words name only an area: among those without a usable place.
    pub named_area: u64,
    /// Months of the rows that count.
    pub months: BTreeMap<Month, MonthRows>,
    /// Whether all dates are months.
    pub months_only: bool,
    /// Rows whose text is that of a published anchor point.
    pub anchored: u64,
    /// Rows in the study area that carry an LSOA code of Greater Manchester, and any area code.
    pub(crate) in_greater_manchester: (u64, u64),
    /// What only a check looks for.
    pub checked: Option<CheckedRows>,
}

/// What only a check looks for, since it takes memory for every row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckedRows {
    /// Rows with the same record id; ones without an id are none.
    pub same_id: Repeats,
    /// Rows with the same text, refused ones included. They are counted and never removed.
    pub identical: Repeats,
    /// Mapped columns, in the order of the config's keys.
    pub blanks: Vec<Blank>,
    /// Rows on a coordinate that at least [`SHARED_BY`] rows share whose texts are those of anchors.
    pub snapped: u64,
    /// Day of the event and of its record, where both are known.
    pub(crate) recorded: Vec<(Day, Day)>,
}

impl FileQuality {
    fn at_level(&mut self, status: Status, level: Level) -> Option<&mut u64> {
        let position = match level {
            Level::Exact => 0,
            Level::Place => 1,
            Level::Street => 2,
            Level::Area => return Some(&mut self.named_area),
            Level::None => return None,
        };
        let count = self.levels.get_mut(position);
        count.filter(|_| status == Status::Located)
    }

    /// Takes out a row that a later file replaces.
    pub(crate) fn take_back(&mut self, from: i64, status: Status, level: Level) {
        if let Some(month) = self.months.get_mut(&Day::of(from).month()) {
            month.rows -= 1;
            month.located -= u64::from(status == Status::Located);
        }
        self.months.retain(|_, month| month.rows > 0);
        if let Some(count) = self.at_level(status, level) {
            *count -= 1;
        }
    }
}

/// Adds up the rows of one file, batch by batch.
pub(crate) struct Quality {
    found: FileQuality,
    format: Format,
    /// UTC hour to local month: the hours of a file are few.
    month_of: HashMap<i64, Month>,
    ids: Vec<u64>,
    anchors: HashMap<[u64; 2], u32>,
}

impl Quality {
    /// - `checking`: whether to look for what takes memory for every row.
    pub(crate) fn new(spec: &SourceSpec, checking: bool) -> Self {
        let checked = checking.then(|| CheckedRows {
            blanks: mapped(&spec.columns),
            ..CheckedRows::default()
        });
        Self {
            found: FileQuality {
                months_only: true,
                checked,
                ..FileQuality::default()
            },
            format: spec.format,
            month_of: HashMap::new(),
            ids: Vec::new(),
            anchors: HashMap::new(),
        }
    }

    /// Adds a batch; `placed` says of each row where it is and how that is known.
    pub(crate) fn add(
        &mut self,
        batch: &EventBatch,
        placed: impl Iterator<Item = (Status, Level)>,
    ) {
        let found = &mut self.found;
        found.used += batch.len() as u64;
        let mut anchors = HashMap::new();
        let mut codes = HashMap::new();
        for (row, (status, level)) in placed.enumerate() {
            let from = batch.from[row];
            let month = self.month_of.entry(from.div_euclid(SECONDS_PER_HOUR));
            let month = *month.or_insert_with(|| Day::of(from).month());
            let month = found.months.entry(month).or_default();
            month.rows += 1;
            found.months_only &= batch.precision[row] == Precision::Month;
            if status == Status::Located {
                month.located += 1;
                if let Some(code) = batch.area[row] {
                    let known = codes.entry(code);
                    let text = || is_of_greater_manchester(batch.strings.get(code));
                    found.in_greater_manchester.0 += u64::from(*known.or_insert_with(text));
                    found.in_greater_manchester.1 += 1;
                }
            }
            if let Some(count) = found.at_level(status, level) {
                *count += 1;
            }
            let anchored = batch.place[row].is_some_and(|text| {
                let is_anchor = || batch.strings.get(text).starts_with(ANCHOR);
                *anchors.entry(text).or_insert_with(is_anchor)
            });
            found.anchored += u64::from(anchored);
            // Where dates are months, places are anchors too, whatever their names.
            let moved = anchored || batch.precision[row] == Precision::Month;
            if let (true, Some([x, y]), Some(_)) = (moved, batch.position[row], &found.checked) {
                *self.anchors.entry([x.to_bits(), y.to_bits()]).or_default() += 1;
            }
        }
        if let Some(checked) = &mut found.checked {
            self.ids.extend(batch.id.iter().flatten().map(number_of));
            for blank in &mut checked.blanks {
                blank.rows += blank_rows(blank.field, batch, self.format);
            }
            let recorded = batch.recorded.iter().enumerate();
            checked.recorded.extend(recorded.filter_map(|(row, day)| {
                let known = batch.precision[row] <= Precision::Date;
                let last = (batch.to[row] - 1).max(batch.from[row]);
                day.filter(|_| known).map(|day| (Day::of(last), day))
            }));
        }
    }

    /// - `whole`: a number for every row of the file, the same for rows with the same text.
    /// - `blanks`: columns whose blanks the batches do not show.
    pub(crate) fn finish(self, whole: Vec<u64>, blanks: Vec<BlankColumn>) -> FileQuality {
        let mut found = self.found;
        found.months_only &= found.used > 0;
        if let Some(checked) = &mut found.checked {
            checked.same_id = repeats(self.ids);
            checked.identical = repeats(whole);
            let shared = self.anchors.values().filter(|count| **count >= SHARED_BY);
            checked.snapped = shared.map(|count| u64::from(*count)).sum();
            checked.recorded.shrink_to_fit();
            let blanks = blanks.into_iter().map(|blank| Blank {
                field: blank.field,
                column: blank.column,
                rows: blank.rows,
            });
            checked.blanks.extend(blanks);
        }
        found
    }
}

/// A number for a text; two different ones share one with a probability of about 1 in 10^19.
fn number_of(text: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn repeats(mut numbers: Vec<u64>) -> Repeats {
    numbers.sort_unstable();
    let alike = numbers.chunk_by(|a, b| a == b);
    let several = alike.filter(|rows| rows.len() > 1);
    several.fold(Repeats::default(), |sum, rows| Repeats {
        rows: sum.rows + rows.len() as u64,
        kinds: sum.kinds + 1,
    })
}

/// The columns that a config or a format names.
fn mapped(columns: &Columns) -> Vec<Blank> {
    let text = |column: &Option<String>| column.clone();
    let named = [
        ("id", text(&columns.id)),
        ("incident", text(&columns.incident)),
        ("category", text(&columns.category)),
        ("code", text(&columns.code)),
        ("x", text(&columns.x)),
        ("y", text(&columns.y)),
        ("from", Some(columns.from.clone())),
        ("place", text(&columns.place)),
        ("area", text(&columns.area)),
        ("recorded", text(&columns.recorded)),
        ("setting", text(&columns.setting)),
        ("happened_x", text(&columns.happened_x)),
        ("happened_y", text(&columns.happened_y)),
        ("happened_place", text(&columns.happened_place)),
        ("premises", text(&columns.premises)),
        ("link", text(&columns.link)),
        ("caller", text(&columns.caller)),
    ];
    let named = named.into_iter().filter_map(|(field, column)| {
        let column = column.filter(|column| !column.is_empty())?;
        let rows = 0;
        Some(Blank {
            field,
            column,
            rows,
        })
    });
    named.collect()
}

/// Rows of a batch in which a field is blank. A blank time is refused, and a blank category too but where
/// the format allows it; half a position is refused.
fn blank_rows(field: &str, batch: &EventBatch, format: Format) -> u64 {
    fn none<T>(column: &[Option<T>]) -> usize {
        column.iter().filter(|value| value.is_none()).count()
    }
    let rows = match field {
        "id" => batch.id.iter().filter(Option::is_none).count(),
        "incident" => batch.incident.iter().filter(Option::is_none).count(),
        "category" if !matches!(format, Format::PoliceUk | Format::Csv) => {
            let blank = batch.category.iter();
            blank
                .filter(|text| batch.strings.get(**text) == beatbook_read::NOT_STATED)
                .count()
        }
        "code" => none(&batch.code),
        "x" | "y" => none(&batch.position),
        "place" => none(&batch.place),
        "area" => none(&batch.area),
        "recorded" => none(&batch.recorded),
        "setting" => none(&batch.setting),
        "happened_x" | "happened_y" => none(&batch.happened),
        "happened_place" => none(&batch.happened_place),
        "premises" => none(&batch.premises),
        "link" => none(&batch.link),
        "caller" => none(&batch.caller),
        _ => 0,
    };
    rows as u64
}

#[cfg(test)]
#[path = "quality_tests.rs"]
mod tests;
