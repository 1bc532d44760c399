//! The monthly archives of data.police.uk: which of them hold the months asked for, and the part of
//! them that is about one force.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use zip::ZipWriter;

use crate::catalogue::Archive;
use crate::{FetchError, Month, Months, whole_zip};

/// The three kinds of file of one force and month.
const KINDS: [&str; 3] = ["street", "outcomes", "stop-and-search"];
const HELP: &str = "remove it and run the same again";

/// The fewest archives that hold the months, newest first, each with the months taken from it.
///
/// An archive is a snapshot: a month is revised in later ones. So each month is taken from the newest
/// archive that is needed anyway.
pub(crate) fn plan(archive: &Archive, asked: Months) -> Result<Vec<(Month, Months)>, FetchError> {
    let first_archive = Month::parse(&archive.first)?;
    let data_from = Month::parse(&archive.data_from)?;
    let whole_until = Month::parse(&archive.whole_until)?;
    if asked.first < data_from {
        return Err(FetchError::MonthsTooEarly(
            asked.first.to_string(),
            archive.data_from.clone(),
        ));
    }
    let mut plan = Vec::new();
    let mut last = asked.last;
    loop {
        let file = last.max(first_archive);
        let from = if file <= whole_until {
            data_from
        } else {
            file.back(archive.months - 1)
        };
        let first = from.max(asked.first);
        plan.push((file, Months { first, last }));
        if first == asked.first {
            return Ok(plan);
        }
        last = first.back(1);
    }
}

/// A member of an archive, by its name `2019-06/2019-06-merseyside-street.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    month: Month,
    force: String,
    kind: &'static str,
}

impl Member {
    fn parse(name: &str) -> Option<Self> {
        let (folder, file) = name.split_once('/')?;
        let month = Month::parse(folder).ok()?;
        let rest = file
            .strip_prefix(folder)?
            .strip_prefix('-')?
            .strip_suffix(".csv")?;
        KINDS.iter().find_map(|kind| {
            let force = rest.strip_suffix(kind)?.strip_suffix('-')?;
            Some(Self {
                month,
                force: force.into(),
                kind,
            })
        })
    }
}

/// What an archive holds of the months it was got for, in words, where something is missing.
pub(crate) fn missing(path: &Path, months: Months) -> Result<Vec<String>, FetchError> {
    let archive = whole_zip::check(path, HELP)?;
    let mut held = BTreeSet::new();
    for name in archive.file_names() {
        if let Some(member) = name.ok().as_deref().and_then(Member::parse) {
            held.insert(member.month);
        }
    }
    let gone = spans(months.each().filter(|month| !held.contains(month)));
    Ok(gone
        .into_iter()
        .map(|span| format!("holds nothing for {span}"))
        .collect())
}

/// Copies the files of one force and these months into an archive of its own, byte for byte.
/// Returns what is missing, in words.
pub(crate) fn cut(
    archives: &[(PathBuf, Months)],
    force: &str,
    to: &Path,
) -> Result<Vec<String>, FetchError> {
    let odd = |path: &Path| {
        let path = path.to_path_buf();
        move |error: zip::result::ZipError| FetchError::NotAnArchive(path, error.to_string(), HELP)
    };
    let mut forces = BTreeSet::new();
    let mut members: BTreeMap<Member, (usize, usize)> = BTreeMap::new();
    let mut opened = Vec::new();
    for (which, (path, months)) in archives.iter().enumerate() {
        let archive = whole_zip::check(path, HELP)?;
        for (at, name) in archive.file_names().enumerate() {
            let Some(member) = name.ok().as_deref().and_then(Member::parse) else {
                continue;
            };
            forces.insert(member.force.clone());
            if member.force == force && months.holds(member.month) {
                members.insert(member, (which, at));
            }
        }
        opened.push(archive);
    }
    if members.is_empty() {
        let paths: Vec<String> = archives
            .iter()
            .map(|(path, _)| path.display().to_string())
            .collect();
        let forces: Vec<String> = forces.into_iter().filter(|other| other != force).collect();
        return Err(FetchError::NoSuchForce(
            force.into(),
            paths.join(" and "),
            forces.join(", "),
        ));
    }
    let file = File::create(to).map_err(FetchError::disk("write", to))?;
    let mut out = ZipWriter::new(file);
    for &(which, at) in members.values() {
        let member = opened[which]
            .by_index_raw(at)
            .map_err(odd(&archives[which].0))?;
        out.raw_copy_file(member).map_err(odd(to))?;
    }
    let file = out.finish().map_err(odd(to))?;
    file.sync_all().map_err(FetchError::disk("write", to))?;

    let mut notes = Vec::new();
    for kind in KINDS {
        let gone = archives
            .iter()
            .rev()
            .flat_map(|(_, months)| months.each())
            .filter(|&month| {
                let member = Member {
                    month,
                    force: force.into(),
                    kind,
                };
                !members.contains_key(&member)
            });
        let gone = spans(gone);
        if !gone.is_empty() {
            notes.push(format!("no {kind} file of {force} for {}", gone.join(", ")));
        }
    }
    Ok(notes)
}

/// Months in order, those that follow each other written as one span.
fn spans(months: impl Iterator<Item = Month>) -> Vec<String> {
    let mut spans: Vec<Months> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some(span) if span.last.next() == month => span.last = month,
            _ => spans.push(Months {
                first: month,
                last: month,
            }),
        }
    }
    spans.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
#[path = "police_tests.rs"]
pub(crate) mod tests;
