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
        coarse: Vec::new(),
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

#[test]
fn names_break_after_their_marks_only() {
    assert_eq!(
        name("../data/a_b.zip#2019-06/x.csv"),
        "../<wbr>data/<wbr>a_<wbr>b.zip#<wbr>2019-06/<wbr>x.csv"
    );
    assert_eq!(name("Longitude <'>"), escaped("Longitude <'>"));
    assert!(!STYLE.contains("anywhere"));
}

#[test]
fn nothing_is_told_of_no_rows() {
    let mut report = report();
    report.sources[0].files.push(FileReport {
        file: "2019-05-street.csv".into(),
        rows: 3,
        used: 3,
        ..FileReport::default()
    });
    let page = page(&report);
    assert!(!page.contains("0 rows are like"), "{page}");
    assert!(!page.contains("0 rows share"), "{page}");
    assert!(!page.contains("Alike, placed"), "{page}");
}
