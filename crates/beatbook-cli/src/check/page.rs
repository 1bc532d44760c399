//! The check as one page: no network, no script, nothing beside it. It carries counts, columns and lines,
//! never a value or a row, so that it can be passed on.

use std::fmt::Write;

use beatbook_core::{Metres, share_words, thousands};

use super::json::{
    AgreementReport, FileReport, MonthReport, ProblemReport, Report, SourceReport, times,
};
use super::plots::{PATTERNS, accounts_bar, accounts_key, completeness_curve, escaped, share_bar};
use super::words::{HANDFUL, counted, lie_in, others};

/// Stands in the first line of every such page, by which the program knows its own.
pub(super) const MARK: &str = r#"<meta name="generator" content="beatbook check">"#;

const STYLE: &str = include_str!("page.css");
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// Steps of the heat table.
const STEPS: u64 = 5;

pub(super) fn page(report: &Report) -> String {
    let title = escaped(&report.title);
    let mut body = String::new();
    if report.synthetic {
        body.push_str(r#"<p class="synthetic">SYNTHETIC: made of synthetic data</p>"#);
    }
    let rows: u64 = files(report).map(|file| file.rows).sum();
    let refused: u64 = files(report).map(|file| file.refused).sum();
    let number = files(report).count();
    let files = if number == 1 { "file" } else { "files" };
    let verdict = match report.warnings.len() {
        _ if report.clean => "Nothing to mend.".to_owned(),
        0 => format!("{} rows are not used.", thousands(refused)),
        1 => "1 warning.".to_owned(),
        warnings => format!("{warnings} warnings."),
    };
    let _ = write!(
        body,
        r#"<h1>{title}: what happened to every row</h1><p class="verdict">{} rows in {number} {files} of events. {verdict}</p><p class="quiet">Counts, columns and lines only: values and rows, which may identify somebody, stand in problems.csv (<code>beatbook check --problems problems.csv</code>).</p>"#,
        thousands(rows)
    ); // writing to a String cannot fail
    body.push_str(&said("warning", "Warnings", &report.warnings));
    body.push_str(&said("question", "Questions", &report.questions));
    for source in &report.sources {
        body.push_str(&of_source(source));
    }
    body.push_str(&people(report));
    body.push_str(&layers(report));
    // The mark stands in the first line, where the program looks for it.
    format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">{MARK}\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}: check</title>\n<style>\n{STYLE}</style></head>\n<body>{PATTERNS}<main>{body}</main></body></html>\n"
    )
}

fn files(report: &Report) -> impl Iterator<Item = &FileReport> {
    report.sources.iter().flat_map(|source| &source.files)
}

fn said(class: &str, title: &str, sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let items = sentences
        .iter()
        .map(|text| format!("<li>{}</li>", name(text)));
    format!(
        r#"<section class="{class}"><h2>{title}</h2><ul class="said">{}</ul></section>"#,
        items.collect::<String>()
    )
}

fn of_source(source: &SourceReport) -> String {
    let badge = source.badge.map_or_else(String::new, |badge| {
        format!(r#"<span class="badge">{badge}: points are published anchors, not places of events</span>"#)
    });
    let mut text = format!(
        r#"<section><div class="head"><h2>{}</h2>{badge}</div>"#,
        escaped(&source.source)
    );
    text.push_str(&accounts(&source.files));
    text.push_str(&problems(
        source.files.iter().flat_map(|file| &file.problems),
    ));
    text.push_str(&coverage(source));
    text.push_str(&blanks(&source.files));
    text.push_str(&alike(source));
    if let Some(recorded) = &source.completeness {
        let complete = recorded.complete_to.as_ref();
        let complete = complete.map_or_else(String::new, |day| {
            format!(" 95% is recorded of all days to {day}.")
        });
        let _ = write!(
            text,
            "<figure><figcaption><b>How late it is recorded</b>Share recorded by age, by {} ({} records; right truncation is allowed for, delays beyond {} days cannot be seen).{complete}</figcaption>{}</figure>",
            recorded.extract,
            thousands(recorded.records),
            recorded.window_days,
            completeness_curve(recorded)
        );
    }
    text + "</section>"
}

fn accounts(files: &[FileReport]) -> String {
    let row = |file: &FileReport| {
        let numbers = [
            file.rows,
            file.located,
            file.unlocated,
            file.outside,
            file.refused,
        ];
        format!(
            r#"<tr><th scope="row" class="name">{}</th>{}<td class="bar">{}</td></tr>"#,
            name(&file.file),
            cells(&numbers),
            accounts_bar(file)
        )
    };
    let rows: String = files.iter().map(row).collect();
    let sum = |part: fn(&FileReport) -> u64| files.iter().map(part).sum::<u64>();
    let totals = [
        sum(|f| f.rows),
        sum(|f| f.located),
        sum(|f| f.unlocated),
        sum(|f| f.outside),
        sum(|f| f.refused),
    ];
    let foot = if files.len() > 1 {
        format!(
            r#"<tfoot><tr><th scope="row">all files</th>{}<td></td></tr></tfoot>"#,
            cells(&totals)
        )
    } else {
        String::new()
    };
    let replaced = sum(|f| f.replaced);
    let replaced = match replaced {
        0 => String::new(),
        _ => format!(
            " {} of the refused are re-issued in a later file.",
            thousands(replaced)
        ),
    };
    format!(
        r#"<div class="wide"><table><caption><b>Rows</b>Rows read = located in the study area + without a usable place + outside + refused.{replaced}</caption><thead><tr><th scope="col">file</th>{}<th scope="col"><span class="quiet">shares</span></th></tr></thead><tbody>{rows}</tbody>{foot}</table>{}</div>"#,
        heads(&["rows", "located", "unlocated", "outside", "refused"]),
        accounts_key()
    )
}

/// A text with names of files or columns, which may break into lines after the marks that part a name and
/// never within a word.
fn name(text: &str) -> String {
    let pieces = text.split_inclusive(['/', '\\', '#', '_']);
    pieces.map(escaped).collect::<Vec<_>>().join("<wbr>")
}

fn cells(numbers: &[u64]) -> String {
    let cell = |number: &u64| format!(r#"<td class="n">{}</td>"#, thousands(*number));
    numbers.iter().map(cell).collect()
}

fn heads(words: &[&str]) -> String {
    let head = |word: &&str| format!(r#"<th scope="col" class="n">{word}</th>"#);
    words.iter().map(head).collect()
}

fn problems<'a>(problems: impl Iterator<Item = &'a ProblemReport>) -> String {
    let row = |problem: &ProblemReport| {
        let lines: Vec<String> = problem
            .lines
            .iter()
            .take(5)
            .map(ToString::to_string)
            .collect();
        let more = if problem.rows > lines.len() as u64 {
            ", ..."
        } else {
            ""
        };
        format!(
            r#"<tr><th scope="row" class="name">{}</th><td>{}</td><td class="name">{}</td><td class="n">{}</td><td>{}{more}</td><td>{}</td></tr>"#,
            name(&problem.file),
            escaped(&problem.check),
            name(problem.column.as_deref().unwrap_or_default()),
            thousands(problem.rows),
            lines.join(", "),
            escaped(&problem.help)
        )
    };
    let rows: String = problems.map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        r#"<div class="wide"><table><caption><b>Why rows are refused</b>One line for each check that rows fail.</caption><thead><tr><th scope="col">file</th><th scope="col">check</th><th scope="col">column</th><th scope="col" class="n">rows</th><th scope="col">lines</th><th scope="col">what to do</th></tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}

/// Rows by year and month, as a table whose cells are darker the more rows there are.
fn coverage(source: &SourceReport) -> String {
    let months = &source.months;
    let Some((first, last)) = months.first().zip(months.last()) else {
        return String::new();
    };
    let most = months
        .iter()
        .map(|month| month.rows)
        .max()
        .unwrap_or(1)
        .max(1);
    let year_of = |month: &MonthReport| month.month.get(..4).unwrap_or_default().to_owned();
    let mut rows = String::new();
    for months in months.chunk_by(|a, b| year_of(a) == year_of(b)) {
        let mut cells = [const { String::new() }; 12];
        for month in months {
            let at = month
                .month
                .get(5..)
                .and_then(|number| number.parse::<usize>().ok());
            if let Some(cell) = at.and_then(|at| cells.get_mut(at.wrapping_sub(1))) {
                *cell = if month.gap {
                    format!(r#"<td class="gap">&times; {}</td>"#, thousands(month.rows))
                } else {
                    let step = (month.rows * STEPS).div_ceil(most).clamp(1, STEPS);
                    format!(r#"<td class="s{step}">{}</td>"#, thousands(month.rows))
                };
            }
        }
        let cells: String = cells
            .into_iter()
            .map(|cell| {
                if cell.is_empty() {
                    "<td></td>".into()
                } else {
                    cell
                }
            })
            .collect();
        let year = year_of(&months[0]);
        let _ = write!(rows, r#"<tr><th scope="row">{year}</th>{cells}</tr>"#);
    }
    let heads: String = MONTHS
        .iter()
        .map(|m| format!(r#"<th scope="col">{m}</th>"#))
        .collect();
    let gaps = source.gaps.iter().map(|gap| {
        let span = gap.span();
        format!(
            "<li>{span}: {}. No rates are told over it.</li>",
            escaped(&gap.reason)
        )
    });
    let gaps: String = gaps.collect();
    let gaps = match gaps.as_str() {
        "" => String::new(),
        items => format!(r#"<p>Gaps, crossed out:</p><ul class="said">{items}</ul>"#),
    };
    format!(
        r#"<div class="wide"><table class="heat"><caption><b>Rows by month</b>{} to {}; darker is more in the light theme, lighter is more in the dark one.</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>{gaps}</div>"#,
        first.month, last.month
    )
}

/// Blanks of each mapped column in all files together, and the file with most of them.
fn blanks(files: &[FileReport]) -> String {
    let Some(first) = files.first() else {
        return String::new();
    };
    let used: u64 = files.iter().map(|file| file.used).sum();
    let share = |rows: u64, of: u64| rows as f64 / (of as f64).max(1.0);
    let row = |(at, blank): (usize, &super::json::BlankReport)| {
        let of = |file: &FileReport| file.blanks.get(at).map_or(0, |blank| blank.rows);
        let all: u64 = files.iter().map(of).sum();
        let most = files
            .iter()
            .map(|file| (share(of(file), file.used), file))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(share, _)| files.len() > 1 && *share > 0.0);
        let most = most.map_or_else(String::new, |(_, file)| {
            let share = share_words(of(file), file.used, 1);
            format!("{share} in {}", name(&file.file))
        });
        format!(
            r#"<tr><th scope="row" class="name">{}</th><td class="quiet">{}</td><td class="n">{}</td><td class="n">{}</td><td class="bar">{}</td><td class="name quiet">{most}</td></tr>"#,
            name(&blank.column),
            blank.field,
            thousands(all),
            share_words(all, used, 1),
            share_bar(share(all, used))
        )
    };
    let rows: String = first.blanks.iter().enumerate().map(row).collect();
    let most = if files.len() > 1 { "most" } else { "" };
    format!(
        r#"<div class="wide"><table><caption><b>Blanks</b>Of the {} rows that could be used.</caption><thead><tr><th scope="col">column</th><th scope="col">read as</th><th scope="col" class="n">blank</th><th scope="col" class="n">share</th><th scope="col"></th><th scope="col">{most}</th></tr></thead><tbody>{rows}</tbody></table></div>"#,
        thousands(used)
    )
}

/// What is alike, snapped, agrees, and how rows were placed: one line each.
fn alike(source: &SourceReport) -> String {
    let files = &source.files;
    let sum = |part: &dyn Fn(&FileReport) -> u64| files.iter().map(part).sum::<u64>();
    let mut items = Vec::new();
    let (identical, kinds) = (sum(&|f| f.identical.rows), sum(&|f| f.identical.kinds));
    if identical > 0 {
        items.push(format!(
            "{} rows are like another row of their file, letter by letter ({} different ones). All are kept: without a record id nothing says that they are one event.",
            thousands(identical), thousands(kinds)
        ));
    }
    let (same, ids) = (sum(&|f| f.same_id.rows), sum(&|f| f.same_id.kinds));
    if same > 0 {
        items.push(format!(
            "{} rows share their record id with another row of their file ({} ids). All are kept.",
            thousands(same),
            thousands(ids)
        ));
    }
    let by = [
        ("by coordinates", sum(&|f| f.located_by.exact)),
        ("by the name of premises", sum(&|f| f.located_by.premises)),
        ("in the middle of a street", sum(&|f| f.located_by.street)),
    ];
    let by = by.iter().filter(|(_, rows)| *rows > 0);
    let by: Vec<String> = by
        .map(|(way, rows)| format!("{way} {}", thousands(*rows)))
        .collect();
    if !by.is_empty() {
        items.push(format!("Located {}.", by.join(", ")));
    }
    let snapped = sum(&|f| f.snapped);
    if snapped > 0 {
        items.push(format!(
            "{} rows ({}) lie on a coordinate that two or more rows share whose text begins with \"On or near\"; from half of the rows on the source is called snapped.",
            thousands(snapped),
            share_words(snapped, sum(&|f| f.used), 1)
        ));
    }
    items.extend(times(files));
    for file in files {
        if file.widened > 0 {
            items.push(format!(
                "{}: {} without a start: the hours before the end are taken instead.",
                file.file,
                counted(file.widened, "row")
            ));
        }
        if file.placeholders > 0 {
            items.push(format!(
                "{}: {} rows have the position 0, 0, which stands for none: they count as rows without a position.",
                file.file,
                thousands(file.placeholders)
            ));
        }
        if file.unknown_code_rows > 0 {
            let codes = file.unknown_codes.iter();
            let codes: Vec<String> = codes
                .map(|code| format!("{} ({})", code.code, thousands(code.rows)))
                .collect();
            items.push(format!(
                "{}: {} with an offence code that is not known, kept as written: {}.",
                file.file,
                counted(file.unknown_code_rows, "row"),
                codes.join(", ")
            ));
        }
    }
    items.extend(agreement(files));
    if items.is_empty() {
        return String::new();
    }
    let items = items.iter().map(|item| format!("<li>{}</li>", name(item)));
    format!(
        r#"<div><h3>Alike, placed, agreeing</h3><ul class="said">{}</ul></div>"#,
        items.collect::<String>()
    )
}

/// Agreement of all files, and the file with least of it among those with enough rows to tell.
fn agreement(files: &[FileReport]) -> Option<String> {
    let told = || {
        files
            .iter()
            .filter_map(|f| Some((f, f.agreement.as_ref()?)))
    };
    let (agree, comparable) = told().fold((0, 0), |sum, (_, one)| {
        (sum.0 + one.agree, sum.1 + one.comparable)
    });
    let share = |one: &AgreementReport| one.agree as f64 / (one.comparable as f64).max(1.0);
    let (_, any) = told().next()?;
    let least = told()
        .filter(|(_, one)| one.comparable >= HANDFUL && one.agree < one.comparable)
        .min_by(|a, b| share(a.1).total_cmp(&share(b.1)))
        .filter(|_| told().count() > 1);
    let least = least.map_or_else(String::new, |(file, one)| {
        let share = share_words(one.agree, one.comparable, 2);
        format!("; least in {}, {share}", file.file)
    });
    let farthest = told()
        .map(|(_, one)| one.farthest_metres)
        .fold(0.0, f64::max);
    Some(format!(
        "{} the {} area they name by the join{}{least}.",
        lie_in(agree, comparable),
        any.layer,
        others(agree, comparable, Metres(farthest)),
    ))
}

fn people(report: &Report) -> String {
    if report.people.is_empty() {
        return String::new();
    }
    let rows = report.people.iter().map(|entry| {
        let numbers = [
            entry.rows,
            entry.inside,
            entry.outside,
            entry.unknown,
            entry.unlinked,
            entry.refused,
        ];
        format!(
            r#"<tr><th scope="row">{}</th>{}</tr>"#,
            escaped(&entry.of),
            cells(&numbers)
        )
    });
    format!(
        r#"<section><h2>People</h2><div class="wide"><table><caption>Rows read = home inside the study area + outside + not known + no such event + refused.</caption><thead><tr><th scope="col">people of</th>{}</tr></thead><tbody>{}</tbody></table></div>{}</section>"#,
        heads(&[
            "rows",
            "inside",
            "outside",
            "not known",
            "no such event",
            "refused"
        ]),
        rows.collect::<String>(),
        problems(report.people_problems.iter())
    )
}

fn layers(report: &Report) -> String {
    let notes = report.layers.iter().flat_map(|layer| &layer.of_ground);
    let notes: String = notes
        .chain(&report.coarse)
        .map(|note| format!("<li>{}</li>", name(note)))
        .collect();
    let notes = match notes.as_str() {
        "" => String::new(),
        items => format!(r#"<ul class="said">{items}</ul>"#),
    };
    let rows = report.layers.iter().map(|layer| {
        format!(
            r#"<tr><th scope="row">{}</th><td class="name">{}</td>{}</tr>"#,
            escaped(&layer.id),
            name(&layer.file),
            cells(&[layer.areas.into(), layer.mended])
        )
    });
    format!(
        r#"<section><h2>Layers</h2><div class="wide"><table><caption>Areas on which events are placed; the study area first.</caption><thead><tr><th scope="col">layer</th><th scope="col">file</th>{}</tr></thead><tbody>{}</tbody></table></div><div>{notes}</div></section>"#,
        heads(&["areas", "with rings put right"]),
        rows.collect::<String>()
    )
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
