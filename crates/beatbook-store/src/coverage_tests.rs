use super::*;

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn counts(rows: &[(&str, u64)]) -> Vec<CoverageEntry> {
    let entry = |&(month, rows): &(&str, u64)| CoverageEntry {
        month: month.into(),
        rows,
        located: rows / 2,
    };
    rows.iter().map(entry).collect()
}

#[test]
fn every_month_is_complete_partial_or_absent_and_says_why() {
    let gap = |at: &str, absent| Gap {
        from: month(at),
        to: month(at),
        reason: "a file is missing".into(),
        absent,
    };
    let counts = counts(&[
        ("2024-01", 3),
        ("2024-02", 100),
        ("2024-04", 20),
        ("2024-05", 90),
        ("2024-06", 95),
    ]);
    let period = (month("2024-01").first(), month("2024-06").last());
    let gaps = [gap("2024-03", true), gap("2024-04", false)];
    let completeness = [(month("2024-05"), 0.96), (month("2024-06"), 0.904)];
    let held = months_held(&counts, &gaps, &completeness, period);
    let told: Vec<(&str, u64, &str)> = held
        .iter()
        .map(|month| (month.state.word(), month.rows, month.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("partial", 3, "the source begins or ends within it"),
            ("complete", 100, ""),
            ("absent", 0, "a file is missing"),
            ("partial", 20, "a file is missing"),
            ("complete", 90, ""),
            ("partial", 95, "about 90% is recorded yet"),
        ]
    );
    assert_eq!(held[1].located, 50);
}
