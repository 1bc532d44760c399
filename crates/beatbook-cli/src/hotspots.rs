//! `beatbook hotspots`.

use std::io::Write;

use anyhow::{Result, anyhow};
use beatbook_core::{CountBy, HotspotGroup, Hotspots as Found, Policy, Released, Selection};
use beatbook_serve::{hotspots_json, hotspots_sentence, hours_label};
use beatbook_store::Store;

use crate::bar::Bar;
use crate::commands::{Format, Hotspots};
use crate::exit::Exit;
use crate::table::{aligned, csv_line};

pub(crate) fn run(args: &Hotspots) -> Result<Exit> {
    let selection = Selection::parse(&args.selection)?;
    let bar = Bar::waiting("opening the book");
    let store = Store::open(&args.book)?;
    let answer = store.hotspots(&selection)?;
    drop(bar);
    let released = (*answer)
        .clone()
        .release(Policy::new(args.audience))
        .map_err(|reason| anyhow!(reason))?;
    let text = match args.format {
        Format::Json => hotspots_json(&released, &store).map_err(|reason| anyhow!(reason))? + "\n",
        Format::Csv => csv(&released),
        Format::Table => table(&released),
    };
    let _ = std::io::stdout().write_all(text.as_bytes()); // a closed pipe is the reader's choice
    Ok(Exit::Done)
}

fn plain_rank(group: &HotspotGroup) -> String {
    group.rank.map(|rank| rank.to_string()).unwrap_or_default()
}

/// What the counts are counts of.
fn counted(released: &Released<Found>) -> &'static str {
    CountBy::WORDS[released.answer().selection.count as usize]
}

fn rank(group: &HotspotGroup) -> String {
    match group.rank_interval {
        Some((low, high)) if low != high => format!("{} ({low}-{high})", plain_rank(group)),
        _ => plain_rank(group),
    }
}

fn number(value: Option<f64>, digits: usize) -> String {
    value
        .map(|value| format!("{value:.digits$}"))
        .unwrap_or_default()
}

fn q(group: &HotspotGroup) -> String {
    match group.q {
        Some(q) if q < 0.001 => format!("{q:.1e}"),
        other => number(other, 3),
    }
}

fn table(released: &Released<Found>) -> String {
    let answer = released.answer();
    let mut text = String::new();
    if answer.synthetic {
        text.push_str("SYNTHETIC: this city does not exist\n");
    }
    text.push_str(&hotspots_sentence(released));
    text.push_str("\n\n");
    let found = released.value();
    let groups = if found.groups.is_empty() {
        &found.strongest
    } else {
        &found.groups
    };
    let row = |group: &HotspotGroup| {
        vec![
            rank(group),
            group.name.clone(),
            group.area.clone().unwrap_or_default(),
            group.events.to_string(),
            number(group.expected, 1),
            group.hours.as_ref().map(hours_label).unwrap_or_default(),
            q(group),
            group.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
    if !rows.is_empty() {
        let head = [
            "rank",
            "place",
            "area",
            counted(released),
            "expected",
            "half within",
            "q",
            "cell",
        ];
        text.push_str(&aligned(&head, &rows, &[3, 4, 6]));
        text.push('\n');
    }
    for caveat in &answer.caveats {
        text.push_str("note: ");
        text.push_str(&caveat.to_string());
        text.push('\n');
    }
    text.push_str(&footer(released));
    text
}

/// Source, period, method, book and audience: what every figure has to say.
fn footer(released: &Released<Found>) -> String {
    let answer = released.answer();
    let method = answer.method.as_ref().map_or_else(String::new, |method| {
        format!(
            "{}, {}, {} at {}%, {} cells, against {}; ",
            method.statistic,
            method.p_value,
            method.correction,
            method.alpha * 100.0,
            beatbook_core::thousands(method.units.into()),
            method.against
        )
    });
    format!(
        "source {}, {} to {}; {method}book {}; for {}\n",
        answer.source,
        answer.period.0,
        answer.period.1,
        answer.book,
        released.audience()
    )
}

fn csv(released: &Released<Found>) -> String {
    let answer = released.answer();
    // The counts are of the peak cell and the cells round it, not of all cells of the hotspot.
    let peak_count = format!("peak_and_ring_{}", counted(released));
    let mut head = vec![
        "rank",
        "rank_low",
        "rank_high",
        "place",
        "street",
        "area",
        &peak_count,
        "peak_and_ring_expected",
        "q",
        "class",
        "longitude",
        "latitude",
        "cells",
        "km2",
        "half_within",
        "cell",
        "source",
        "from",
        "to",
        "selection",
        "book",
        "audience",
    ];
    if answer.synthetic {
        head.push("SYNTHETIC");
    }
    let mut text = csv_line(head) + "\n";
    for group in &released.value().groups {
        let interval = |edge: fn((u32, u32)) -> u32| {
            group
                .rank_interval
                .map(|interval| edge(interval).to_string())
                .unwrap_or_default()
        };
        let mut fields = vec![
            plain_rank(group),
            interval(|i| i.0),
            interval(|i| i.1),
            group.name.clone(),
            group.street.clone().unwrap_or_default(),
            group.area.clone().unwrap_or_default(),
            group.events.to_string(),
            number(group.expected, 2),
            group.q.map(|q| format!("{q:e}")).unwrap_or_default(),
            group.class.number().to_string(),
            format!("{:.6}", group.centre.lon),
            format!("{:.6}", group.centre.lat),
            group.cells.len().to_string(),
            format!("{:.3}", group.km2),
            group.hours.as_ref().map(hours_label).unwrap_or_default(),
            group.id.clone(),
            answer.source.to_string(),
            answer.period.0.to_string(),
            answer.period.1.to_string(),
            answer.selection.to_string(),
            answer.book.to_string(),
            released.audience().to_string(),
        ];
        if answer.synthetic {
            fields.push("SYNTHETIC".into());
        }
        text.push_str(&csv_line(fields.iter().map(String::as_str)));
        text.push('\n');
    }
    text
}
