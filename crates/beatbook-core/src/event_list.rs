//! The rows behind a figure, for those entitled to see them.

use crate::{Audience, Day, Link, Policy, Precision, Protect, Setting, SettingRule, Source};

/// One recorded row.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedEvent {
    /// Its record id.
    pub id: Option<String>,
    /// Start, seconds since 1970 UTC.
    pub from: i64,
    /// End, not included.
    pub to: i64,
    /// What the times mean.
    pub precision: Precision,
    /// Category as written.
    pub category: String,
    /// Home Office offence code.
    pub code: Option<String>,
    /// The registered premises it belongs to.
    pub premises: Option<String>,
    /// How it belongs to them.
    pub link: Option<Link>,
    /// Whether they called themselves, which says nothing against them.
    pub called_by_premises: bool,
    /// Setting.
    pub setting: Setting,
    /// Location text as written; for homes and domestic events the analyst alone sees it.
    pub place: Option<String>,
    /// Flags that are set.
    pub flags: Vec<String>,
    /// Day of recording.
    pub recorded: Option<Day>,
    /// File it was read from.
    pub file: String,
    /// Physical line in it.
    pub line: u64,
}

/// Rows, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct EventList {
    /// How many there are.
    pub total: u32,
    /// At most [`EventList::MOST`] of them.
    pub rows: Vec<ListedEvent>,
}

impl EventList {
    /// Most rows shown.
    pub const MOST: usize = 200;
}

impl Protect for EventList {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if source.is_health() {
            return Err(format!(
                "{source} is a health source: its rows are never listed; ask for counts"
            ));
        }
        match policy.audience {
            Audience::Analyst => Ok(()),
            Audience::Operational => {
                for row in &mut self.rows {
                    let domestic = row.flags.iter().any(|flag| flag == SettingRule::DOMESTIC);
                    if domestic || row.setting == Setting::Dwelling {
                        row.place = None; // the address of a home
                    }
                }
                Ok(())
            }
            Audience::Partnership => Err(
                "rows are listed for the audiences analyst and operational only; ask for counts"
                    .into(),
            ),
        }
    }
}
