//! Drawings of the page, as SVG that stands in it. Colours are those of the style sheet, by its variables;
//! every drawing says in words what it shows.

use std::fmt::Write;

use super::json::{CompletenessReport, FileReport};

/// Text as it may stand in a page.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// What becomes of rows, in the order of the bar: words and fill.
pub(super) const PARTS: [(&str, &str); 4] = [
    ("located", "var(--bar)"),
    ("unlocated", "url(#hatch)"),
    ("outside", "var(--outside)"),
    ("refused", "var(--refused)"),
];

/// Fills of patterns, once in a page.
pub(super) const PATTERNS: &str = r#"<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--panel)"/><rect width="2.5" height="6" fill="var(--bar)"/></pattern></defs></svg>"#;

/// The parts of a file's rows as one bar.
pub(super) fn accounts_bar(file: &FileReport) -> String {
    let parts = [file.located, file.unlocated, file.outside, file.refused];
    let mut rects = String::new();
    let mut x = 0.0;
    for (part, (_, fill)) in parts.into_iter().zip(PARTS) {
        let width = part as f64 * 300.0 / (file.rows as f64).max(1.0);
        // A sliver of bad rows has to be seen.
        let drawn = if part > 0 { width.max(2.0) } else { 0.0 };
        if part > 0 {
            let at = f64::min(x, 300.0 - drawn);
            let _ = write!(
                rects,
                r#"<rect x="{at:.1}" y="1" width="{drawn:.1}" height="12" style="fill:{fill};stroke:var(--edge);stroke-width:.6"/>"#
            ); // writing to a String cannot fail
        }
        x += width;
    }
    format!(
        r#"<svg viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true">{rects}</svg>"#
    )
}

/// A key to the fills of the bars.
pub(super) fn accounts_key() -> String {
    let keys = PARTS.iter().map(|(words, fill)| {
        format!(
            r#"<li><svg viewBox="0 0 14 14" aria-hidden="true"><rect x=".5" y=".5" width="13" height="13" style="fill:{fill};stroke:var(--edge)"/></svg>{words}</li>"#
        )
    });
    format!(r#"<ul class="keys">{}</ul>"#, keys.collect::<String>())
}

/// A share, 0 to 1, as a bar.
pub(super) fn share_bar(share: f64) -> String {
    let width = share.clamp(0.0, 1.0) * 300.0;
    format!(
        r#"<svg viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="3" width="300" height="8" style="fill:var(--outside)"/><rect x="0" y="1" width="{width:.1}" height="12" style="fill:var(--bar)"/></svg>"#
    )
}

const LEFT: f64 = 48.0;
const TOP: f64 = 14.0;
const WIDTH: f64 = 470.0;
const HEIGHT: f64 = 190.0;

/// Share recorded by age; steps between the ages that are told are not drawn in.
pub(super) fn completeness_curve(recorded: &CompletenessReport) -> String {
    let told: Vec<(u32, f64)> = recorded
        .within
        .iter()
        .filter_map(|age| Some((age.days, age.share?)))
        .collect();
    let most = f64::from(told.last().map_or(1, |(days, _)| *days));
    // The first days matter most: the axis goes with the square root of the age.
    let x = |days: u32| LEFT + (f64::from(days) / most).sqrt() * WIDTH;
    let y = |share: f64| TOP + (1.0 - share) * HEIGHT;
    let mut drawn = String::new();
    for percent in [0_u8, 25, 50, 75, 100] {
        let at = y(f64::from(percent) / 100.0);
        let _ = write!(
            drawn,
            r#"<line x1="{LEFT}" x2="{:.1}" y1="{at:.1}" y2="{at:.1}" style="stroke:var(--line)"/><text class="soft" x="{:.1}" y="{:.1}" text-anchor="end">{percent}%</text>"#,
            LEFT + WIDTH,
            LEFT - 8.0,
            at + 4.5
        );
    }
    let at = y(0.95);
    let _ = write!(
        drawn,
        r#"<line x1="{LEFT}" x2="{:.1}" y1="{at:.1}" y2="{at:.1}" style="stroke:var(--refused);stroke-dasharray:6 4"/><text class="soft" x="{:.1}" y="{:.1}">95%: complete</text>"#,
        LEFT + WIDTH,
        LEFT + WIDTH + 22.0,
        at + 4.5
    );
    let points = told
        .iter()
        .map(|&(days, share)| format!("{:.1},{:.1}", x(days), y(share)));
    let _ = write!(
        drawn,
        r#"<polyline points="{}" style="fill:none;stroke:var(--bar);stroke-width:2.5"/>"#,
        points.collect::<Vec<_>>().join(" ")
    );
    for &(days, share) in &told {
        let (cx, cy) = (x(days), y(share));
        // Below the line, where the curve leaves room.
        let label = (cy + 20.0).min(TOP + HEIGHT - 6.0);
        let _ = write!(
            drawn,
            r#"<circle cx="{cx:.1}" cy="{cy:.1}" r="4" style="fill:var(--bar)"/><text x="{cx:.1}" y="{label:.1}" text-anchor="middle">{:.0}%</text><text class="soft" x="{cx:.1}" y="{:.1}" text-anchor="middle">{days}</text>"#,
            share * 100.0,
            TOP + HEIGHT + 18.0
        );
    }
    let words = told
        .iter()
        .map(|(days, share)| format!("{:.0}% within {days} days", share * 100.0));
    let _ = write!(
        drawn,
        r#"<text class="soft" x="{:.1}" y="{:.1}" text-anchor="middle">days since the event</text>"#,
        LEFT + WIDTH / 2.0,
        TOP + HEIGHT + 38.0
    );
    format!(
        r#"<svg viewBox="0 0 640 250" role="img" aria-label="Share recorded: {}">{drawn}</svg>"#,
        words.collect::<Vec<_>>().join(", ")
    )
}
