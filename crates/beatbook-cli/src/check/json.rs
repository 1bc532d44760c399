//! The check as programs read it. The shape is stable: fields are added, never renamed or taken away.
//!
//! It carries counts, columns and lines, never a value or a row.

use beatbook_build::{
    CheckReport, CheckedRows, FileCheck, Recorded, Repeats, SourceCheck, generalised_notes,
};
use beatbook_read::Problem;
use beatbook_store::months_between;
use serde::Serialize;

/// Everything that was found.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Title from the config.
    pub(crate) title: String,
    /// Whether any input was marked synthetic.
    pub(crate) synthetic: bool,
    /// Whether nothing needs a hand.
    pub(crate) clean: bool,
    /// Sources, in config order.
    pub(crate) sources: Vec<SourceReport>,
    /// Layers, in config order.
    pub(crate) layers: Vec<LayerReport>,
    /// Files of people, in config order.
    pub(crate) people: Vec<PeopleReport>,
    /// What is wrong with rows of people.
    pub(crate) people_problems: Vec<ProblemReport>,
    /// What is wrong, or looks wrong, with the way out.
    pub(crate) warnings: Vec<String>,
    /// What the program cannot know.
    pub(crate) questions: Vec<String>,
    /// Of layers whose boundaries are generalised: one sentence for all that are alike. It repeats what
    /// stands in the notes of each, so only people get it.
    #[serde(skip)]
    pub(crate) coarse: Vec<String>,
}

/// A layer.
#[derive(Debug, Serialize)]
pub(crate) struct LayerReport {
    /// Kind and year.
    pub(crate) id: String,
    /// Relative to the config.
    pub(crate) file: String,
    pub(crate) areas: u32,
    /// Areas whose rings were put right.
    pub(crate) mended: u64,
    /// What to know of rings, gaps, overlaps and detail, one sentence each.
    pub(crate) notes: Vec<String>,
    /// The same without detail, which the report tells of several layers at once.
    #[serde(skip)]
    pub(crate) of_ground: Vec<String>,
}

/// A source, all its files together.
#[derive(Debug, Serialize)]
pub(crate) struct SourceReport {
    pub(crate) source: String,
    /// Files, in reading order.
    pub(crate) files: Vec<FileReport>,
    /// Every month from the first to the last with rows.
    pub(crate) months: Vec<MonthReport>,
    /// Months in a row that are not there, with the reason.
    pub(crate) gaps: Vec<GapReport>,
    /// How late it is recorded; `null` without days of recording.
    pub(crate) completeness: Option<CompletenessReport>,
    /// Share of the rows that could be used on snapped coordinates, 0 to 1.
    pub(crate) snapped_share: f64,
    /// `snapped` where half of the rows or more are.
    pub(crate) badge: Option<&'static str>,
}

/// A month of a source.
#[derive(Debug, Serialize)]
pub(crate) struct MonthReport {
    /// Year and month.
    pub(crate) month: String,
    /// Rows that count, wherever they are.
    pub(crate) rows: u64,
    /// Of these, rows with a place in the study area.
    pub(crate) located: u64,
    /// Whether it is in a gap.
    pub(crate) gap: bool,
}

/// Months in a row that are not there.
#[derive(Debug, Serialize)]
pub(crate) struct GapReport {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reason: String,
}

/// Completeness by age, corrected for right truncation.
#[derive(Debug, Serialize)]
pub(crate) struct CompletenessReport {
    /// The last day of recording.
    pub(crate) extract: String,
    /// Records with both days.
    pub(crate) records: u64,
    /// The greatest delay that can be judged.
    pub(crate) window_days: u32,
    /// The last day of which 95% is recorded.
    pub(crate) complete_to: Option<String>,
    /// Share recorded by an age, 0 to 1; `null` beyond the window.
    pub(crate) within: Vec<AgeReport>,
}

#[derive(Debug, Serialize)]
pub(crate) struct AgeReport {
    pub(crate) days: u32,
    pub(crate) share: Option<f64>,
}

/// A file: `rows` = `located` + `unlocated` + `outside` + `refused`.
#[derive(Debug, Default, Serialize)]
pub(crate) struct FileReport {
    /// Relative to the config.
    pub(crate) file: String,
    /// Hash of its bytes.
    pub(crate) sha256: String,
    pub(crate) rows: u64,
    pub(crate) located: u64,
    pub(crate) unlocated: u64,
    pub(crate) outside: u64,
    /// Rows that cannot be used, and those re-issued in a later file.
    pub(crate) refused: u64,
    /// Of the refused, rows re-issued in a later file.
    pub(crate) replaced: u64,
    /// How the located rows were placed.
    pub(crate) located_by: LocatedBy,
    /// Of the unlocated, rows whose words name only an area.
    pub(crate) named_area: u64,
    /// How the times are written and what decided it.
    pub(crate) times: Vec<String>,
    /// Rows whose start was not known, for which the hours before the end were taken.
    pub(crate) widened: u64,
    /// Rows whose position is exactly 0, 0, which stands for none.
    pub(crate) placeholders: u64,
    /// Rows with an offence code that is not known, and the most frequent of these codes; they are kept.
    pub(crate) unknown_code_rows: u64,
    pub(crate) unknown_codes: Vec<CodeReport>,
    /// First and last month; `null` without rows that count.
    pub(crate) first_month: Option<String>,
    pub(crate) last_month: Option<String>,
    /// Rows with a record id that another row of the file has too.
    pub(crate) same_id: RepeatReport,
    /// Rows with the same text as another; counted, never removed.
    pub(crate) identical: RepeatReport,
    /// Rows that could be used: the base of the blank and snapped rows.
    pub(crate) used: u64,
    /// How often each mapped column is blank.
    pub(crate) blanks: Vec<BlankReport>,
    /// Rows on snapped coordinates.
    pub(crate) snapped: u64,
    /// Agreement of the rows' own area codes with the join.
    pub(crate) agreement: Option<AgreementReport>,
    /// Why rows were refused, one entry for each check and column.
    pub(crate) problems: Vec<ProblemReport>,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct LocatedBy {
    /// Coordinates in the row.
    pub(crate) exact: u64,
    /// The name of premises or another registered place.
    pub(crate) premises: u64,
    /// The name of a street.
    pub(crate) street: u64,
}

/// An offence code that is not known.
#[derive(Debug, Serialize)]
pub(crate) struct CodeReport {
    /// As written.
    pub(crate) code: String,
    pub(crate) rows: u64,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct RepeatReport {
    /// Rows that have at least one like them.
    pub(crate) rows: u64,
    /// Different ones among them.
    pub(crate) kinds: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct BlankReport {
    /// Key of the config.
    pub(crate) field: &'static str,
    pub(crate) column: String,
    pub(crate) rows: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct AgreementReport {
    pub(crate) layer: String,
    pub(crate) transform: Option<String>,
    pub(crate) comparable: u64,
    pub(crate) agree: u64,
    /// The farthest that another row lies from the area it names, in metres.
    pub(crate) farthest_metres: f64,
}

/// Rows that fail one check.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemReport {
    pub(crate) file: String,
    /// The check, in words that hold nothing of the rows.
    pub(crate) check: String,
    pub(crate) column: Option<String>,
    /// Rows that fail it.
    pub(crate) rows: u64,
    /// Physical lines of the first of them, at most 21.
    pub(crate) lines: Vec<u64>,
    pub(crate) help: String,
}

/// A file of people: `rows` = `inside` + `outside` + `unknown` + `unlinked` + `refused`.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleReport {
    pub(crate) of: String,
    pub(crate) rows: u64,
    pub(crate) inside: u64,
    pub(crate) outside: u64,
    pub(crate) unknown: u64,
    pub(crate) unlinked: u64,
    pub(crate) refused: u64,
}

impl GapReport {
    /// `2019-07`, or `2019-07 to 2024-12`.
    pub(crate) fn span(&self) -> String {
        if self.from == self.to {
            self.from.clone()
        } else {
            format!("{} to {}", self.from, self.to)
        }
    }
}

/// What in a sentence about times tells how many values decided it; it differs from file to file.
const DECIDED: &str = ", decided by ";

/// How the times of files are written: each sentence once, with the files it holds for.
pub(crate) fn times(files: &[FileReport]) -> Vec<String> {
    let mut groups: Vec<TimesOf<'_>> = Vec::new();
    for file in files {
        for words in &file.times {
            let rule = words.split(DECIDED).next().unwrap_or_default();
            match groups.iter_mut().find(|group| group.rule == rule) {
                Some(group) => group.files += 1,
                None => groups.push(TimesOf {
                    rule,
                    words,
                    first: &file.file,
                    files: 1,
                }),
            }
        }
    }
    let with_times = files.iter().filter(|file| !file.times.is_empty()).count();
    let said = groups.iter().map(|group| group.sentence(with_times));
    said.collect()
}

/// A sentence about times and the files it holds for.
struct TimesOf<'a> {
    /// Without what decided it.
    rule: &'a str,
    /// As the first file has it.
    words: &'a str,
    /// The first file.
    first: &'a str,
    files: usize,
}

impl TimesOf<'_> {
    fn sentence(&self, all: usize) -> String {
        let Self {
            rule,
            words,
            first,
            files,
        } = self;
        let of = match *files {
            files if files == all => String::new(),
            1 => format!(" ({first})"),
            files => format!(" ({first} and {} more)", files - 1),
        };
        if *files == 1 {
            format!("times: {words}{of}")
        } else if rule == words {
            format!("times: {rule}{of}")
        } else {
            format!("times: {rule}{DECIDED}the values of each of {files} files{of}")
        }
    }
}

impl Report {
    pub(crate) fn new(report: &CheckReport) -> Self {
        let layers = report.layers.iter();
        let people = report.people.iter();
        Self {
            title: report.title.clone(),
            synthetic: report.synthetic,
            clean: report.is_clean(),
            sources: report
                .sources
                .iter()
                .map(|source| SourceReport::new(source, report))
                .collect(),
            layers: layers
                .map(|layer| LayerReport {
                    id: layer.id.clone(),
                    file: layer.file.clone(),
                    areas: layer.areas,
                    mended: layer.faults.len() as u64,
                    notes: layer.notes(),
                    of_ground: layer.ground_notes(),
                })
                .collect(),
            people: people
                .map(|entry| PeopleReport {
                    of: entry.of.clone(),
                    rows: entry.rows,
                    inside: entry.inside,
                    outside: entry.outside,
                    unknown: entry.unknown,
                    unlinked: entry.unlinked,
                    refused: entry.refused,
                })
                .collect(),
            people_problems: report.people_problems.iter().map(problem).collect(),
            warnings: report.warnings.clone(),
            questions: report.questions.iter().map(|q| q.brief.clone()).collect(),
            coarse: generalised_notes(&report.layers),
        }
    }
}

impl SourceReport {
    fn new(source: &SourceCheck, report: &CheckReport) -> Self {
        let own = |file: &&FileCheck| file.input.source.as_ref() == Some(&source.source);
        let ends = source.months.keys().next().zip(source.months.keys().last());
        let months = ends.map(|(&first, &last)| months_between(first, last));
        let months = months.into_iter().flatten().map(|month| {
            let found = source.months.get(&month).copied().unwrap_or_default();
            MonthReport {
                month: month.to_string(),
                rows: found.rows,
                located: found.located,
                gap: source.gaps.iter().any(|gap| gap.holds(month)),
            }
        });
        let gaps = source.gaps.iter().map(|gap| GapReport {
            from: gap.from.to_string(),
            to: gap.to.to_string(),
            reason: gap.reason.clone(),
        });
        Self {
            source: source.source.clone(),
            files: report.files.iter().filter(own).map(file).collect(),
            months: months.collect(),
            gaps: gaps.collect(),
            completeness: source.recorded.as_ref().map(completeness),
            snapped_share: source.snapped as f64 / (source.used as f64).max(1.0),
            badge: source.is_snapped().then_some("snapped"),
        }
    }
}

fn completeness(recorded: &Recorded) -> CompletenessReport {
    let within = recorded.shares.iter();
    CompletenessReport {
        extract: recorded.extract.to_string(),
        records: recorded.records,
        window_days: recorded.window,
        complete_to: recorded.complete_to.map(|day| day.to_string()),
        within: within
            .map(|&(days, share)| AgeReport { days, share })
            .collect(),
    }
}

fn file(file: &FileCheck) -> FileReport {
    let (input, quality) = (&file.input, &file.quality);
    let none = CheckedRows::default();
    let checked = quality.checked.as_ref().unwrap_or(&none);
    let repeats = |Repeats { rows, kinds }: Repeats| RepeatReport { rows, kinds };
    let [exact, premises, street] = quality.levels;
    FileReport {
        file: input.file.clone(),
        sha256: input.sha256.clone(),
        rows: input.rows,
        located: input.located,
        unlocated: input.unlocated,
        outside: input.outside,
        refused: input.refused,
        replaced: file.replaced,
        located_by: LocatedBy {
            exact,
            premises,
            street,
        },
        named_area: quality.named_area,
        times: file.times.clone(),
        widened: file.widened,
        placeholders: file.placeholders,
        unknown_code_rows: file.unknown_codes.1,
        unknown_codes: unknown_codes(file),
        first_month: quality.months.keys().next().map(ToString::to_string),
        last_month: quality.months.keys().last().map(ToString::to_string),
        same_id: repeats(checked.same_id),
        identical: repeats(checked.identical),
        used: quality.used,
        blanks: checked
            .blanks
            .iter()
            .map(|blank| BlankReport {
                field: blank.field,
                column: blank.column.clone(),
                rows: blank.rows,
            })
            .collect(),
        snapped: checked.snapped,
        agreement: file.agreement.as_ref().map(|agreement| AgreementReport {
            layer: agreement.layer.clone(),
            transform: file.transform.as_ref().map(ToString::to_string),
            comparable: agreement.comparable,
            agree: agreement.agree,
            farthest_metres: (agreement.farthest.0 * 100.0).round() / 100.0,
        }),
        problems: file.problems.iter().map(problem).collect(),
    }
}

fn unknown_codes(file: &FileCheck) -> Vec<CodeReport> {
    // What does not look like a code may be anything, a name too.
    let codes = file.unknown_codes.0.iter();
    codes
        .filter(|(code, _)| beatbook_core::looks_like_a_code(code))
        .map(|(code, rows)| CodeReport {
            code: code.clone(),
            rows: *rows,
        })
        .collect()
}

fn problem(problem: &Problem) -> ProblemReport {
    let name = problem.file.rsplit(['/', '\\']).next();
    ProblemReport {
        file: name.unwrap_or_default().to_owned(),
        check: problem.check.to_owned(),
        column: problem.column.clone(),
        rows: problem.failing,
        lines: problem
            .line
            .into_iter()
            .chain(problem.others.clone())
            .collect(),
        help: problem.help.clone(),
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
