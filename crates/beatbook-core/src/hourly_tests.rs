use crate::{
    Audience, Count, HotClass, HourFrame, HourlyCell, HourlyGroup, HourlyHotspots, Policy, Protect,
    Source, Verdict,
};

const PARTNERS: Policy = Policy::new(Audience::Partnership);
const NONE: HotClass = HotClass::None;
const MOST: HotClass = HotClass::At01Percent;

fn group(id: &str, rank: u32, counts: [u32; 3], classes: [HotClass; 3]) -> HourlyGroup {
    HourlyGroup {
        id: id.into(),
        cell: "8a1951".into(),
        rank: Some(rank),
        name: id.into(),
        events: Count::Exact(counts.iter().sum()),
        class: MOST,
        counts: counts.map(Count::Exact).to_vec(),
        expected: vec![Some(1.5); 3],
        classes: classes.to_vec(),
    }
}

fn cell(cell: u8, group: Option<u32>, classes: [HotClass; 3]) -> HourlyCell {
    HourlyCell {
        cell: cell.to_string(),
        number: cell.into(),
        group,
        classes: classes.to_vec(),
    }
}

fn frame(hour: u8) -> HourFrame {
    HourFrame {
        hour,
        width: 3,
        events: Count::Exact(52),
        tested: 7_731,
        cells: 3,
        groups: 2,
    }
}

fn night() -> HourlyHotspots {
    HourlyHotspots {
        verdict: Verdict::Hot,
        frames: [22, 23, 0].map(frame).to_vec(),
        groups: vec![
            group("few", 1, [0, 3, 4], [NONE, MOST, MOST]),
            group("canal", 2, [6, 12, 21], [MOST, MOST, HotClass::At1Percent]),
            group("arch", 3, [9, 14, 17], [NONE, HotClass::At5Percent, MOST]),
        ],
        cells: vec![
            cell(1, Some(0), [NONE, MOST, MOST]),
            cell(2, Some(1), [MOST, NONE, NONE]),
            cell(3, Some(1), [MOST, MOST, HotClass::At1Percent]),
            cell(4, Some(2), [NONE, NONE, MOST]),
            cell(5, None, [MOST, NONE, NONE]),
        ],
        in_no_frame: Count::Exact(3),
        tests: 23_193,
        withheld: 0,
    }
}

#[test]
fn partners_see_neither_order_nor_strength_nor_hours_of_small_counts() {
    let mut found = night();
    found.protect(PARTNERS, &Source::Offence).unwrap();
    let seen: Vec<_> = found
        .groups
        .iter()
        .map(|g| (&*g.id, g.rank, g.events))
        .collect();
    let forty = Count::Rounded(40);
    assert_eq!(seen, [("arch", Some(1), forty), ("canal", Some(1), forty)]);
    assert_eq!(found.withheld, 1);
    let canal = &found.groups[1];
    assert_eq!(
        canal.counts,
        [Count::Suppressed, Count::Rounded(10), Count::Rounded(20)]
    );
    let hot = HotClass::At5Percent;
    assert_eq!(canal.classes, [NONE, hot, hot]);
    assert_eq!((canal.class, &canal.expected), (hot, &vec![None; 3]));
}

#[test]
fn cells_are_seen_with_their_hotspot_at_the_hours_it_is() {
    let mut found = night();
    found.protect(PARTNERS, &Source::Offence).unwrap();
    let hot = HotClass::At5Percent;
    let seen: Vec<_> = found
        .cells
        .iter()
        .map(|c| (&*c.cell, c.group, &*c.classes))
        .collect();
    let expected: [(&str, Option<u32>, &[HotClass]); 2] = [
        ("3", Some(1), &[NONE, hot, hot]),
        ("4", Some(0), &[NONE, NONE, hot]),
    ];
    assert_eq!(seen, expected);
    let frames: Vec<_> = found
        .frames
        .iter()
        .map(|f| (f.events, f.cells, f.groups))
        .collect();
    let fifty = Count::Rounded(50);
    assert_eq!(frames, [(fifty, 0, 0), (fifty, 1, 2), (fifty, 2, 2)]);
    assert_eq!(found.in_no_frame, Count::Suppressed);
}

#[test]
fn the_analyst_sees_everything_and_health_sources_show_no_cell_to_others() {
    let mut found = night();
    let analyst = Policy::new(Audience::Analyst);
    found.protect(analyst, &Source::Attendance).unwrap();
    assert_eq!(found, night());
    let reason = found.protect(PARTNERS, &Source::Attendance).unwrap_err();
    assert!(reason.contains("health source"), "{reason}");
}
