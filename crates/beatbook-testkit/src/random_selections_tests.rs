use beatbook_core::Selection;

use crate::{BookWords, CHANCES, Day, FinestTime, RandomSelections, SourceWords};

fn words() -> BookWords {
    let own = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let day = |text: &str| Day::parse(text).unwrap();
    let source = |word: &str, finest| SourceWords {
        source: word.into(),
        categories: own(&["robbery", "burglary", "arson"]),
        flags: own(&["knife", "domestic"]),
        settings: own(&["public", "any", "street,retail"]),
        period: (day("2023-10-14"), day("2024-09-30")),
        finest,
    };
    BookWords {
        sources: vec![
            source("offence", FinestTime::Hour),
            source("asb", FinestTime::Month),
        ],
        areas: own(&["ward22:E05000001"]),
        days: own(&["ordinary", "match"]),
        times: own(&["certain", "start"]),
        units: own(&["h3-8", "h3-9", "h3-10"]),
        against: Vec::new(),
    }
}

#[test]
fn every_text_can_be_read_and_keeps_to_what_the_source_bears() {
    for text in RandomSelections::new(words(), 1).take(5_000) {
        let selection = Selection::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        if selection.source.as_ref().is_some_and(|s| s.word() == "asb") {
            assert!(
                selection.window.is_none() && selection.days().is_empty(),
                "{text}"
            );
            assert!(
                selection
                    .from()
                    .is_none_or(|day| day == day.month().first()),
                "{text}"
            );
            assert!(
                selection.to().is_none_or(|day| day == day.month().last()),
                "{text}"
            );
        }
    }
}

#[test]
fn parts_come_as_often_as_stated() {
    let texts: Vec<String> = RandomSelections::new(words(), 2).take(4_000).collect();
    for (part, chance) in CHANCES {
        let key = match part {
            "period" => "to=",
            "against" => continue, // no words for it
            part => &format!("{part}="),
        };
        let named = |text: &&String| text.split('&').any(|part| part.starts_with(key));
        let share = texts.iter().filter(named).count() as f64 / texts.len() as f64;
        // A fifth of the texts is about months, which have no window and no days; a tenth of the
        // periods has an open end.
        assert!(
            (chance * 0.7..chance * 1.1).contains(&share),
            "{part}: {share} of {chance}"
        );
    }
}

#[test]
fn a_seed_gives_one_row_of_texts() {
    let row = |seed| {
        RandomSelections::new(words(), seed)
            .take(50)
            .collect::<Vec<_>>()
    };
    assert_eq!(row(3), row(3));
    assert_ne!(row(3), row(4));
}
