//! Columns for a terminal.

/// Widest table: what a terminal window and a printed page hold.
pub(crate) const WIDEST: usize = 100;
/// Narrowest a text is shortened to.
const NARROWEST: usize = 8;

/// Rows of texts as aligned columns of at most [`WIDEST`]; those named in `right` are numbers, those in
/// `shorten` are texts that may be cut.
pub(crate) fn fitted(
    head: &[&str],
    rows: &[Vec<String>],
    right: &[usize],
    shorten: &[usize],
) -> String {
    let mut widths = widths(head, rows);
    let gaps = 2 * head.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > WIDEST {
        let cut = shorten.iter().copied().max_by_key(|&column| widths[column]);
        match cut {
            Some(column) if widths[column] > NARROWEST => widths[column] -= 1,
            _ => break, // numbers are never cut
        }
    }
    let cut = |column: usize, text: &String| {
        let long = shorten.contains(&column) && text.chars().count() > widths[column];
        if long {
            shortened(text, widths[column])
        } else {
            text.clone()
        }
    };
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .map(|(i, text)| cut(i, text))
                .collect()
        })
        .collect();
    aligned(head, &rows, right)
}

/// The beginning of a text. A number at its end stays, for it alone tells areas such as
/// `Smallton 012C` apart.
fn shortened(text: &str, width: usize) -> String {
    let number = text.rsplit_once(' ').map_or("", |(_, last)| last);
    let number = match number.chars().count() {
        length if length + 4 < width && number.starts_with(|c: char| c.is_ascii_digit()) => {
            format!(" {number}")
        }
        _ => String::new(),
    };
    let kept = width - 1 - number.chars().count();
    let kept: String = text.chars().take(kept).collect();
    format!("{}\u{2026}{number}", kept.trim_end())
}

fn widths(head: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells
            .chain([head[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    (0..head.len()).map(width).collect()
}

/// Rows of texts as aligned columns; those named in `right` are numbers.
pub(crate) fn aligned(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let widths = widths(head, rows);
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| {
                // Texts come from files: one with a line break or an escape must not shape the page.
                let cell = cell.replace(char::is_control, " ");
                if right.contains(&column) {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut text = line(&mut head.iter().copied());
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

/// A sentence in lines of at most [`WIDEST`], all but the first a little to the right.
pub(crate) fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDEST => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("  {word}")),
            None => lines.push(word.into()),
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
