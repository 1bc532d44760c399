//! The calendar and the annotations.

use beatbook_core::{Source, slug};

use super::found::Kind;
use super::sample::Sample;
use super::shape;

/// Recognises tables of days.
pub(super) fn recognise(sample: &Sample) -> Option<(Kind, String)> {
    sample.named(&["date"], |column| {
        sample.always(column, |text| {
            shape::time(text) == Some(shape::TimeKind::Day)
        })
    })?;
    if sample
        .named(&["kind"], |column| {
            sample.always(column, |text| slug(text) == text)
        })
        .is_some()
        && shape::pairs(sample).is_empty()
    {
        return Some((Kind::Calendar, "calendar of days (date, kind)".into()));
    }
    let source = sample.named(&["source"], |column| {
        sample.always(column, |text| Source::parse(text).is_ok())
    });
    if source.is_some() && sample.has("text") {
        let evidence = "dated notes about sources (date, source, text)";
        return Some((Kind::Annotations, evidence.into()));
    }
    None
}
