//! What to know before using an answer.

use beatbook_core::{Accounting, Caveat, Count, CountBy, Precision, Selection, Source, TimeRule};

use crate::naming::snapped;
use crate::scan::{Scan, Scope};
use crate::store::Store;

/// What a reader must know, the most general first.
pub(crate) fn caveats(
    store: &Store,
    selection: &Selection,
    scope: &Scope<'_>,
    scan: &Scan,
) -> Vec<Caveat> {
    let mut sentences = left_out(&scan.accounting);
    let data = &scope.source.about;
    if !scan.ring.is_empty() {
        sentences.push(Caveat::Counted {
            count: Count::Exact(scan.ring.len() as u32),
            of: None,
            what: "lie just beyond the study area: they are in no total, but places at the edge are tested with them.",
        });
    }
    if data.source == Source::Attendance {
        sentences.push(Caveat::Said(
            "Attendances by place of assault, wherever the patient lives; they cannot be linked to attendances by residence, nor to police records, and are never added to either.".into(),
        ));
    }
    let (places, streets) = scope.source.named;
    if u64::from(places + streets) * 5 > data.located {
        sentences.push(Caveat::Said(
            "Most places of this source are read from words: an event lies in the middle of the street it names, so one point can stand for a whole street.".into(),
        ));
    }
    if let Some(complete) = data
        .complete_to
        .filter(|complete| *complete < scope.period.1)
    {
        sentences.push(Caveat::Said(format!(
            "After {complete} under 95% is recorded yet: counts will rise."
        )));
    }
    for (day, source, text) in &store.about().annotations {
        if *source == data.source && scope.period.0 < *day && *day <= scope.period.1 {
            sentences.push(Caveat::Said(format!("From {day}: {text}")));
        }
    }
    sentences.extend(scope.source.gap_caveats(scope.period));
    let (held, of) = months_held(scope);
    if 0 < held && held < of {
        sentences.push(Caveat::Said(format!(
            "Only {held} of the {of} months from {} to {} hold events of this source.",
            scope.period.0.month(),
            scope.period.1.month()
        )));
    }
    if data.precision == Precision::Month {
        sentences.push(Caveat::Said(
            "The dates are months: nothing is known of the day or the hour.".into(),
        ));
    }
    if snapped(scope.source) {
        sentences.push(Caveat::Said(
            "The points are published anchors (\"On or near ...\"), not exact places: a repeat location is a repeat anchor.".into(),
        ));
    }
    let (first, last) = data.period;
    if selection.from().is_some_and(|from| from < first)
        || selection.to().is_some_and(|to| to > last)
    {
        sentences.push(Caveat::Said(format!(
            "The source holds {first} to {last} only: the period asked for is not all covered."
        )));
    }
    if selection.time == TimeRule::Aoristic {
        sentences.push(Caveat::Said(
            "Each counts by the part of its interval that lies in the period and hours; whole numbers are sums of such parts, rounded.".into(),
        ));
    }
    if selection.count == CountBy::Events {
        sentences.push(Caveat::Said(
            "Every recorded event counts: one incident with several victims weighs as several."
                .into(),
        ));
    }
    sentences
}

/// What is not in the answer, and why.
fn left_out(accounting: &Accounting) -> Vec<Caveat> {
    let counted = |count: Count, of: Option<Count>, what: &'static str| {
        (count != Count::Exact(0)).then_some(Caveat::Counted { count, of, what })
    };
    let all = Some(accounting.selected);
    [
        counted(
            accounting.unlocated,
            all,
            "have no usable place and are on no map.",
        ),
        counted(accounting.outside, all, "lie outside the area looked at."),
        counted(
            accounting.dwelling,
            all,
            "are in homes or flagged domestic; they are left out (setting=any shows them).",
        ),
        counted(
            accounting.institution,
            all,
            "are at custody or hospital addresses or in other institutions, which are no patrol targets; they are left out.",
        ),
        counted(
            accounting.setting,
            all,
            "are in settings that were not asked for.",
        ),
        counted(
            accounting.activity,
            all,
            "exist only where officers were (activity); they are never demand and are left out.",
        ),
        counted(
            accounting.uncertain,
            None,
            "may or may not fall in the period and hours; they are left out.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How many months of the period hold events of the source at all, and how many there are.
fn months_held(scope: &Scope<'_>) -> (usize, usize) {
    let (first, last) = (scope.period.0.month(), scope.period.1.month());
    let all = std::iter::successors(Some(first), |month| {
        Some(month.next()).filter(|m| *m <= last)
    });
    let held = all
        .clone()
        .filter(|month| scope.source.months.binary_search(month).is_ok());
    (held.count(), all.count())
}
