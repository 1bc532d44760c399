//! The config, and the one place where the program looks at the calendar: agreements run out.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use beatbook_core::Day;
use beatbook_read::Config;

/// Reads the config as it holds today.
pub(crate) fn load(path: &Path) -> Result<Config> {
    Ok(Config::load(path, today())?)
}

/// Today in Great Britain. A clock set before 1970 shows 1970.
pub(crate) fn today() -> Day {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::of(now.map_or(0, |since| since.as_secs() as i64))
}
