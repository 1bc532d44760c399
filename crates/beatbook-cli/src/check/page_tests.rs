use super::*;

fn report() -> Report {
    let source = SourceReport {
        source: "offence".into(),
        files: Vec::new(),
        months: [
            ("2019-05", 900, false),
            ("2019-06", 870, false),
            ("2019-07", 3, true),
        ]
        .map(|(month, rows, gap)| MonthReport {
            month: month.into(),
            rows,
            located: rows,
            gap,
        })
        .into(),
        gaps: Vec::new(),
        completeness: None,
        snapped_share: 0.0,
        badge: Some("snapped"),
    };
    Report {
        title: "Night <& day>".into(),
        synthetic: true,
        clean: false,
        sources: vec![source],
        layers: Vec::new(),
        people: Vec::new(),
        people_problems: Vec::new(),
        warnings: vec!["a <script> in a file name".into()],
        questions: Vec::new(),
    }
}

#[test]
fn the_page_stands_alone_and_says_synthetic() {
    let page = page(&report());
    assert!(page.lines().next().unwrap().contains(MARK));
    for alien in ["<script", "http://", "https://", "src=", "@import"] {
        assert!(!page.contains(alien), "{alien}");
    }
    assert!(page.contains("SYNTHETIC"));
    assert!(page.contains("Night &lt;&amp; day&gt;"));
    assert!(page.contains("prefers-color-scheme: dark"));
}

#[test]
fn months_are_darker_the_more_rows_they_hold_and_gaps_are_crossed_out() {
    let page = page(&report());
    assert!(page.contains(r#"<td class="s5">900</td>"#), "{page}");
    assert!(page.contains(r#"<td class="gap">&times; 3</td>"#), "{page}");
}
