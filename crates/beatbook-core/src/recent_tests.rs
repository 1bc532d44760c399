use crate::{Audience, Count, Day, Policy, Protect, Recent, RecentGroup, Source};

fn group(id: &str, rank: u32, events: u32, recent: u32) -> RecentGroup {
    let day = Day::parse("2024-09-01").unwrap();
    RecentGroup {
        id: id.into(),
        cell: "8a1951".into(),
        rank: Some(rank),
        name: id.into(),
        area: None,
        events: Count::Exact(events),
        recent: Count::Exact(recent),
        usual: Some(2.5),
        days: vec![(day, recent)],
    }
}

fn found() -> Recent {
    let day = Day::parse("2024-09-13").unwrap();
    Recent {
        period: (day.plus(-13), day),
        groups: vec![
            group("canal", 1, 52, 13),
            group("park", 2, 31, 2),
            group("lane", 3, 4, 1),
        ],
        total: Count::Exact(61),
        withheld: 0,
    }
}

#[test]
fn partners_see_rounded_counts_and_no_days() {
    let mut seen = found();
    let policy = Policy::new(Audience::Partnership);
    seen.protect(policy, &Source::Offence).unwrap();
    assert_eq!(seen.withheld, 1, "a hotspot of 4 is not shown at all");
    assert_eq!(seen.groups[0].recent, Count::Rounded(15));
    assert_eq!(seen.groups[1].recent, Count::Suppressed);
    for group in &seen.groups {
        assert_eq!((group.usual, group.days.len()), (None, 0), "{}", group.id);
    }
    assert_eq!(seen.total, Count::Rounded(60));
}

#[test]
fn police_see_all_of_it() {
    let mut seen = found();
    let policy = Policy::new(Audience::Operational);
    seen.protect(policy, &Source::Offence).unwrap();
    assert_eq!(seen, found());
}

#[test]
fn days_are_few_and_whole() {
    assert_eq!(Recent::parse_days(None), Ok(14));
    assert_eq!(Recent::parse_days(Some(" 28 ")), Ok(28));
    for wrong in ["0", "93", "two", "-1"] {
        let error = Recent::parse_days(Some(wrong)).unwrap_err();
        assert!(error.to_string().contains("1 to 92"), "{error}");
    }
}
