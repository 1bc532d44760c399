//! The check on a terminal, a hundred columns wide.

use std::fmt::Write;
use std::path::Path;

use beatbook_build::{CheckReport, FileCheck};
use beatbook_core::{share_words, thousands};
use beatbook_store::book::Input;

use super::json::{CompletenessReport, FileReport, MonthReport, Report, SourceReport, times};
use super::words::{HANDFUL, counted, lie_in, others};
use crate::accounts::{accounts, middle_cut, people, short_path};
use crate::table::{aligned, wrapped};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The whole report.
pub(crate) fn table(report: &CheckReport, found: &Report, config: &Path) -> String {
    let mut text = String::new();
    if found.synthetic {
        text.push_str("SYNTHETIC: made of synthetic data\n");
    }
    for source in &found.sources {
        text.push_str(&of_source(source, report));
    }
    if !report.people.is_empty() {
        heading(&mut text, "people");
        text.push_str(&people(&report.people));
    }
    heading(&mut text, "layers");
    for layer in &found.layers {
        let areas = thousands(layer.areas.into());
        let _ = writeln!(text, "{}: {areas} areas", layer.id); // writing to a String cannot fail
        for note in &layer.of_ground {
            text.push_str(&wrapped(note));
        }
    }
    for note in &found.coarse {
        text.push_str(&wrapped(note));
    }
    let problems = report.files.iter().flat_map(|file| &file.problems);
    for problem in problems.chain(&report.people_problems) {
        let _ = writeln!(text, "\n{problem}");
    }
    let warnings = report.warnings.iter().map(|words| ("warning", words));
    let questions = report.questions.iter().map(|q| ("question", &q.full));
    for (word, sentence) in warnings.chain(questions) {
        text.push('\n');
        text.push_str(&wrapped(&format!("{word}: {sentence}")));
    }
    if report.is_clean() {
        let config = config.display();
        let _ = writeln!(text, "\nnothing to mend; next: beatbook build {config}");
    }
    text
}

fn heading(text: &mut String, words: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{words}\n{}", "-".repeat(words.chars().count()));
}

fn of_source(source: &SourceReport, report: &CheckReport) -> String {
    let mut text = String::new();
    let files = match source.files.len() {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    let ends = source.months.first().zip(source.months.last());
    let span = ends.map_or_else(String::new, |(first, last)| {
        if first.month == last.month {
            format!(", {}", first.month)
        } else {
            format!(", {} to {}", first.month, last.month)
        }
    });
    text.push('\n');
    heading(&mut text, &format!("{}: {files}{span}", source.source));
    let own = |file: &&FileCheck| file.input.source.as_ref() == Some(&source.source);
    let checks: Vec<&FileCheck> = report.files.iter().filter(own).collect();
    text.push_str(&accounts(checks.iter().map(|file| &file.input)));
    text.push('\n');
    text.push_str(&said(source));
    for words in times(&source.files) {
        text.push_str(&wrapped(&words));
    }
    text.push_str(&unknown_codes(&source.files));
    text.push_str(&blanks(&source.files));
    text.push_str(&months(&source.months));
    for gap in &source.gaps {
        let (span, reason) = (gap.span(), &gap.reason);
        text.push_str(&wrapped(&format!("gap, {span}: {reason}")));
    }
    if let Some(recorded) = &source.completeness {
        text.push_str(&wrapped(&completeness(recorded)));
    }
    for file in checks {
        text.push_str(&agreement(file));
        text.push_str(&outside(file));
    }
    text
}

/// What is told of all files of a source in a line each, and only where there is something to tell.
fn said(source: &SourceReport) -> String {
    let mut text = String::new();
    let total = |part: &dyn Fn(&FileReport) -> u64| source.files.iter().map(part).sum::<u64>();
    let mut line = |number: u64, words: String| {
        if number > 0 {
            text.push_str(&wrapped(&format!("{} {words}", thousands(number))));
        }
    };
    let (premises, street) = (
        total(&|file| file.located_by.premises),
        total(&|file| file.located_by.street),
    );
    line(
        premises,
        "of the located rows are placed by the name of premises or another registered place".into(),
    );
    line(
        street,
        "of the located rows are placed in the middle of a street".into(),
    );
    line(
        total(&|file| file.named_area),
        "of the unlocated rows name an area only: they are counted and never mapped".into(),
    );
    line(
        total(&|file| file.widened),
        "rows say no start: the hours before the end are taken instead".into(),
    );
    line(
        total(&|file| file.placeholders),
        "rows have the position 0, 0, which stands for none: they count as rows without a position"
            .into(),
    );
    line(
        total(&|file| file.replaced),
        "of the refused rows are re-issued in a later file, which counts instead".into(),
    );
    let kinds = total(&|file| file.identical.kinds);
    line(
        total(&|file| file.identical.rows),
        format!(
            "rows are like another row of their file, letter by letter ({} different ones); all are kept",
            thousands(kinds)
        ),
    );
    let kinds = total(&|file| file.same_id.kinds);
    line(
        total(&|file| file.same_id.rows),
        format!(
            "rows share their record id with another row of their file ({} ids); all are kept",
            thousands(kinds)
        ),
    );
    let badge = source.badge.map_or(
        "",
        |_| " [snapped]: they are published anchor points, not the places of events",
    );
    line(
        total(&|file| file.snapped),
        format!(
            "rows ({}) lie on coordinates they share, as \"On or near ...\"{badge}",
            share_words(total(&|file| file.snapped), total(&|file| file.used), 1)
        ),
    );
    text
}

fn unknown_codes(files: &[FileReport]) -> String {
    let lines = files.iter().filter(|file| file.unknown_code_rows > 0);
    let lines = lines.map(|file| {
        let codes: Vec<String> = file
            .unknown_codes
            .iter()
            .map(|code| format!("{} ({})", code.code, thousands(code.rows)))
            .collect();
        wrapped(&format!(
            "{}: {} with an offence code that is not known, kept as written: {}",
            file.file,
            counted(file.unknown_code_rows, "row"),
            codes.join(", ")
        ))
    });
    lines.collect()
}

/// Share of blanks in each mapped column, and the file with most of them.
fn blanks(files: &[FileReport]) -> String {
    let Some(first) = files.first() else {
        return String::new();
    };
    let used: u64 = files.iter().map(|file| file.used).sum();
    let mut rows = Vec::new();
    for (at, blank) in first.blanks.iter().enumerate() {
        let of = |file: &FileReport| file.blanks.get(at).map_or(0, |blank| blank.rows);
        let all: u64 = files.iter().map(of).sum();
        if all == 0 {
            continue;
        }
        let share = |file: &&FileReport| percent(of(file), file.used);
        let worst = files.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
        let worst = worst.filter(|_| files.len() > 1);
        rows.push(vec![
            middle_cut(&blank.column, 30),
            thousands(all),
            share_words(all, used, 1),
            worst.map_or_else(String::new, |file| {
                let share = share_words(of(file), file.used, 1);
                format!("{share} in {}", short_path(&file.file, 36))
            }),
        ]);
    }
    if rows.is_empty() {
        return if used > 0 {
            "no mapped column has a blank\n".into()
        } else {
            String::new()
        };
    }
    let most = if files.len() > 1 { "most" } else { "" };
    aligned(&["column", "blank", "of used rows", most], &rows, &[1, 2])
}

fn percent(part: u64, whole: u64) -> f64 {
    part as f64 * 100.0 / (whole as f64).max(1.0)
}

/// Rows by year and month; a gap has an exclamation mark.
fn months(months: &[MonthReport]) -> String {
    if months.len() < 2 {
        return String::new();
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for month in months {
        let (year, number) = month.month.split_once('-').unwrap_or((&month.month, "1"));
        if rows.last().is_none_or(|row| row[0] != year) {
            let mut row = vec![String::new(); 13];
            year.clone_into(&mut row[0]);
            rows.push(row);
        }
        let at = number.parse::<usize>().unwrap_or(1).clamp(1, 12);
        if let Some(row) = rows.last_mut() {
            let mark = if month.gap { "!" } else { "" };
            row[at] = format!("{}{mark}", thousands(month.rows));
        }
    }
    let head: Vec<&str> = std::iter::once("rows").chain(MONTHS).collect();
    let right: Vec<usize> = (1..13).collect();
    let gaps = if months.iter().any(|month| month.gap) {
        "! gap: no rates are told over this month\n"
    } else {
        ""
    };
    format!("\n{}{gaps}", aligned(&head, &rows, &right))
}

fn completeness(recorded: &CompletenessReport) -> String {
    let shares = recorded.within.iter().filter_map(|age| {
        let days = if age.days == 1 { "day" } else { "days" };
        let share = age.share? * 100.0;
        Some(format!("{share:.0}% within {} {days}", age.days))
    });
    let complete = recorded.complete_to.as_ref();
    let complete = complete.map_or_else(String::new, |day| format!("; 95% of it to {day}"));
    format!(
        "recorded, by {} ({} records, delays of up to {} days, right truncation allowed for): {}{complete}",
        recorded.extract,
        thousands(recorded.records),
        recorded.window_days,
        shares.collect::<Vec<_>>().join(", "),
    )
}

/// How the rows' own codes agree with the join, in one line for a file.
fn agreement(file: &FileCheck) -> String {
    let Some(found) = &file.agreement else {
        return String::new();
    };
    let transform = file
        .transform
        .as_ref()
        .map_or_else(String::new, |used| format!(" ({used})"));
    wrapped(&format!(
        "{} the {} area they name by the join{transform}{}: {}",
        lie_in(found.agree, found.comparable),
        found.layer,
        others(found.agree, found.comparable, found.farthest),
        file.input.file,
    ))
}

/// Most rows outside is right for a force-wide file on one city, and wrong for a mistaken column.
fn outside(file: &FileCheck) -> String {
    let Input { rows, outside, .. } = file.input;
    if outside * 5 <= rows {
        return String::new();
    }
    let share = if rows < HANDFUL {
        format!("{outside} of {} lie", counted(rows, "row"))
    } else {
        format!("{} of the rows lie", share_words(outside, rows, 1))
    };
    wrapped(&format!(
        "{}: {share} outside the study area; if that is a surprise, look at `study`, and at x, y, crs and transform of the source",
        file.input.file,
    ))
}
