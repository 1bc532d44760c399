//! Columns of yes and no.

use std::path::Path;

use beatbook_core::{MOST_FLAGS, SettingRule, slug, thousands};

use crate::blank::yes_or_no;

use super::sample::{self, Sample};
use super::words;

/// Whether a text is a word for yes or no.
pub(super) fn says_yes_or_no(text: &str) -> bool {
    let known = ["y", "n", "yes", "no", "true", "false"];
    known.contains(&text.to_ascii_lowercase().as_str())
}

/// Words in the name of a column of 1 and 0, or of 1 and nothing, that say it is no number.
const MARKS: [&str; 22] = [
    "flag",
    "marker",
    "ind",
    "indicator",
    "yn",
    "is",
    "has",
    "related",
    "involved",
    "dv",
    "da",
    "dva",
    "domestic",
    "knife",
    "weapon",
    "firearm",
    "gun",
    "alcohol",
    "hate",
    "gang",
    "nte",
    "repeat",
];

/// Columns of yes and no, with the word each gets: nearly all values are, and others are told of.
pub(super) fn flags(
    sample: &Sample,
    taken: &[usize],
    path: &Path,
    unused: &mut Vec<(String, String)>,
    said: &mut Vec<String>,
) -> Vec<(String, String)> {
    let is_flag = |column: usize, name: &str| {
        let marked = words::any(&words::words(name), &MARKS);
        let marks = |text: &str| yes_or_no(Some(text)).is_some();
        sample.mostly(column, says_yes_or_no) || (marked && sample.mostly(column, marks))
    };
    let mut found: Vec<usize> = (0..sample.header.len())
        .filter(|column| {
            let name = &sample.header[*column];
            !taken.contains(column) && !slug(name).is_empty() && is_flag(*column, name)
        })
        .collect();
    // What is known to be domestic is no input of hotspots, so it comes before all others.
    found.sort_by_key(|column| !is_domestic(&sample.header[*column]));
    let odd = sample::odd(path, &found, |text| yes_or_no(Some(text)).is_some());
    let mut flags: Vec<(String, String)> = Vec::new();
    for (column, odd) in found.into_iter().zip(odd) {
        let name = sample.header[column].clone();
        let known = |word: &str| flags.iter().any(|(known, _)| known == word);
        let word = if is_domestic(&name) && !known(SettingRule::DOMESTIC) {
            SettingRule::DOMESTIC.to_owned()
        } else {
            slug(&name)
        };
        if !odd.is_rare() {
            let why = format!(
                "{} of {} values are neither yes nor no, such as {}",
                thousands(odd.count),
                thousands(odd.values),
                odd.named()
            );
            unused.push((name, why));
        } else if known(&word) {
            unused.push((name, format!("the flag {word} is taken")));
        } else if flags.len() == MOST_FLAGS {
            unused.push((name, format!("there are {MOST_FLAGS} flags already")));
        } else {
            if odd.count > 0 {
                said.push(format!(
                    "{name}: {} of {} values are yes or no; the rows with {} will be refused, each with its line",
                    thousands(odd.values - odd.count),
                    thousands(odd.values),
                    odd.named()
                ));
            }
            flags.push((word, name));
        }
    }
    flags.sort();
    flags
}

fn is_domestic(name: &str) -> bool {
    words::any(&words::words(name), &["domestic", "dv", "da", "dva"])
}
