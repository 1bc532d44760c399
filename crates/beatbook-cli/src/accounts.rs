//! Accounts of rows: what was read is what is in the book and what is not.

use beatbook_core::thousands;
use beatbook_store::book::{Input, PeopleEntry};

use crate::table::aligned;

/// Widest path: beside the numbers it fits into a hundred columns.
const WIDEST_NAME: usize = 40;

/// rows read = located + unlocated + outside + refused, for every file and all together.
pub(crate) fn accounts<'a>(inputs: impl Iterator<Item = &'a Input>) -> String {
    let mut rows = Vec::new();
    let mut total = [0; 5];
    for input in inputs {
        let numbers = [
            input.rows,
            input.located,
            input.unlocated,
            input.outside,
            input.refused,
        ];
        for (sum, number) in total.iter_mut().zip(numbers) {
            *sum += number;
        }
        rows.push(row(&input.file, numbers));
    }
    if rows.len() > 1 {
        rows.push(row("all files", total));
    }
    let head = [
        "file",
        "rows read",
        "= located",
        "+ unlocated",
        "+ outside",
        "+ refused",
    ];
    aligned(&head, &rows, &[1, 2, 3, 4, 5])
}

/// rows read = inside + outside + unknown + unlinked + refused, for every file of people.
pub(crate) fn people(files: &[PeopleEntry]) -> String {
    let head = [
        "people of",
        "rows read",
        "= home inside",
        "+ outside",
        "+ not known",
        "+ no such event",
        "+ refused",
    ];
    let line = |file: &PeopleEntry| {
        let numbers = [
            file.rows,
            file.inside,
            file.outside,
            file.unknown,
            file.unlinked,
            file.refused,
        ];
        row(&file.of, numbers)
    };
    let rows: Vec<Vec<String>> = files.iter().map(line).collect();
    aligned(&head, &rows, &[1, 2, 3, 4, 5, 6])
}

fn row<const N: usize>(name: &str, numbers: [u64; N]) -> Vec<String> {
    std::iter::once(short_path(name, WIDEST_NAME))
        .chain(numbers.map(thousands))
        .collect()
}

/// A path without its first folders where it is too long. The name of the file, or of the part of it,
/// stays whole however long it is: it alone tells the months of a source apart.
pub(crate) fn short_path(path: &str, width: usize) -> String {
    if path.chars().count() <= width {
        return path.to_owned();
    }
    let mut shortest = path;
    for (at, mark) in path.match_indices(['/', '\\']) {
        let rest = &path[at + mark.len()..];
        if rest.is_empty() {
            break;
        }
        shortest = rest;
        if rest.chars().count() + 2 <= width {
            return format!("\u{2026}/{rest}");
        }
    }
    shortest.to_owned()
}

/// The name of a column without its middle where it is too long.
pub(crate) fn middle_cut(name: &str, width: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= width {
        return name.to_owned();
    }
    let head = width / 2;
    let tail = letters.len() - (width - 1 - head);
    let text = |letters: &[char]| letters.iter().collect::<String>();
    format!(
        "{}\u{2026}{}",
        text(&letters[..head]),
        text(&letters[tail..])
    )
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
