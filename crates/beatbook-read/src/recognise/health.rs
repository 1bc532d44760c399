//! Assault attendances in the columns of the ISTV minimum dataset.

use crate::{Columns, Format, istv};

use super::found::{Events, Family, Kind};
use super::sample::Sample;

/// Recognises an ISTV file.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    let has = istv::REQUIRED.iter().all(|name| sample.has(name));
    if !has {
        return None;
    }
    let events = Events {
        family: Family::Istv,
        format: Format::Istv,
        columns: Columns::default(),
        header: None,
        crs: None,
        anchors: false,
        flags: Vec::new(),
        category: None,
        precision: None,
        positions: Vec::new(),
        layout: vec!["Istv".into()],
        is_mixed: true,
        unused: Vec::new(),
        odd: Vec::new(),
    };
    let evidence = "A&E assault attendances in the ISTV columns".to_owned();
    Some((Kind::Events(Box::new(events)), evidence))
}
