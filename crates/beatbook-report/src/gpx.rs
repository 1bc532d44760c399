//! GPX 1.1 (<https://www.topografix.com/gpx.asp>): rows as waypoints for a hand-held receiver.

use std::io::Write;

use crate::column::{Cell, Column};
use crate::error::ReportError;
use crate::table::Table;

/// What a receiver has fields of its own for.
const OWN: [&str; 4] = ["rank", "place", "longitude", "latitude"];

impl Table {
    /// Writes the rows that have a `longitude` and a `latitude` as waypoints. Such a point is called by
    /// rank and place, as on the map; the rest of its row stands in its description as `name: value`. A
    /// count too small to be shown is `*`. Where it all comes from stands in the head.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn write_gpx(&self, out: &mut impl Write) -> Result<(), ReportError> {
        let said = self.provenance().said();
        let said: Vec<String> = said
            .map(|(name, value)| match name {
                "SYNTHETIC" => value.to_owned(),
                _ => format!("{name}: {value}"),
            })
            .collect();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            out,
            "<gpx version=\"1.1\" creator=\"beatbook\" xmlns=\"http://www.topografix.com/GPX/1/1\">"
        )?;
        writeln!(
            out,
            "<metadata><name>{}</name><desc>{}</desc></metadata>",
            escaped(self.name()),
            escaped(&said.join("; "))
        )?;
        for row in self.rows() {
            let value = |name: &str| {
                let at = self.columns().iter().position(|held| held.name == name)?;
                let cell = row.get(at).filter(|cell| **cell != Cell::Empty)?;
                Some(cell.written(self.columns()[at].kind))
            };
            let (Some(lon), Some(lat)) = (value("longitude"), value("latitude")) else {
                continue;
            };
            let name = [value("rank"), value("place")].into_iter().flatten();
            let name: Vec<_> = name.collect();
            let rest = self.columns().iter().zip(row);
            let rest = rest
                .filter(|(column, cell)| !OWN.contains(&&*column.name) && **cell != Cell::Empty);
            let said = |(column, cell): (&Column, &Cell)| {
                let name = column.name.replace('_', " ");
                format!("{name}: {}", cell.written(column.kind))
            };
            let rest: Vec<String> = rest.map(said).collect();
            writeln!(
                out,
                "<wpt lat=\"{lat}\" lon=\"{lon}\"><name>{}</name><desc>{}</desc></wpt>",
                escaped(&name.join(" ")),
                escaped(&rest.join("; "))
            )?;
        }
        writeln!(out, "</gpx>")?;
        Ok(())
    }
}

/// As XML writes it, without the letters it has no place for.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\n' | '\r' | '\t' => safe.push(' '),
            _ if letter.is_control() || ['\u{fffe}', '\u{ffff}'].contains(&letter) => {}
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
#[path = "gpx_tests.rs"]
mod tests;
