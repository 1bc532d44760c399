use beatbook_core::{HotspotGroup, Neighbours};

use super::*;
use crate::Store;
use crate::fixture::{HERE, Town, around, id_of, instant, select};

const THERE: usize = 11 * crate::fixture::SIDE + 11;

fn town(there: i32) -> Town {
    Town::new(|rows| {
        rows.scatter("2024-01-01");
        for (place, days) in [(HERE, 10), (THERE, there)] {
            for cell in around(place).into_iter().chain([place, place]) {
                for day in 0..days {
                    let hour = if day % 2 == 0 { 23 } else { 14 };
                    rows.add(
                        cell,
                        instant("2024-03-01", hour, 0) + i64::from(day) * 86_400,
                    );
                }
            }
        }
    })
}

fn ids(store: &Store, selection: &str) -> Vec<(String, String)> {
    let found = store.hotspots(&select(selection)).unwrap();
    let groups = found.value.groups.iter();
    groups
        .map(|group| (group.cell.clone(), group.id.clone()))
        .collect()
}

#[test]
fn squares_are_called_as_maps_call_them() {
    let at = |easting, northing| square_of(Bng { easting, northing });
    // Ordnance Survey: the Tower of London, Ben Nevis, Land's End and the north of Shetland.
    assert_eq!(at(533_600.0, 180_500.0), "TQ3380NE");
    assert_eq!(at(216_600.0, 771_200.0), "NN1671SE");
    assert_eq!(at(134_200.0, 25_300.0), "SW3425SW");
    assert_eq!(at(461_400.0, 1_220_900.0), "HP6120NW");
    assert_eq!(at(384_400.0, 398_100.0), "SJ8498SW");
    assert_eq!(at(-1_200.0, 398_600.0), "E-2N398NE");
    assert_eq!(at(749_999.0, 0.0), "E749N0SE");
}

#[test]
fn a_hotspot_keeps_its_id_under_other_selections_and_units() {
    let (_folder, store) = town(8).store();
    let of = |found: &[(String, String)], cell: usize| {
        let near: Vec<String> = around(cell).into_iter().chain([cell]).map(id_of).collect();
        let known = found.iter().find(|(peak, _)| near.contains(peak));
        known.map(|(_, id)| id.clone())
    };
    let all = ids(&store, "");
    let (here, there) = (of(&all, HERE).unwrap(), of(&all, THERE).unwrap());
    assert_ne!(here, there);
    for selection in [
        "window=mon23-tue00,fri23-sat00,sun23-mon00",
        "to=2024-03-06",
        "count=events",
        "time=start",
    ] {
        let found = ids(&store, selection);
        assert_eq!(
            of(&found, HERE).as_ref(),
            Some(&here),
            "{selection}: {found:?}"
        );
    }
    let larger = store.hotspots(&select("unit=h3-9")).unwrap();
    assert!(larger.value.groups.iter().any(|group| group.id == here));
}

#[test]
fn an_id_is_accepted_where_a_cell_is_and_where_it_is_not_hot() {
    let (_folder, store) = town(8).store();
    let everything = select("");
    let groups = store.hotspots(&everything).unwrap();
    let group = &groups.value.groups[0];
    let [by_id, by_cell] =
        [&group.id, &group.cell].map(|id| store.why(&everything, id).unwrap().value);
    assert_eq!(by_id, by_cell);
    let week = |id: &str| {
        let of = beatbook_core::WeekOf::Cell(id.into());
        store.week(&everything, &of).unwrap().value
    };
    assert_eq!(week(&group.id), week(&group.cell));
    // Nothing is hot in January.
    let january = select("to=2024-02-10");
    assert!(store.hotspots(&january).unwrap().value.groups.is_empty());
    let why = store.why(&january, &group.id).unwrap().value;
    assert_eq!(why.group.class.number(), 0);
    assert_eq!(why.group.cell, group.cell, "the top itself");
    assert!(store.why(&january, "SJ0000NE").is_err());
}

#[test]
fn of_two_hotspots_at_one_top_the_nearer_has_its_id_and_the_others_keep_theirs() {
    let (_folder, store) = town(8).store();
    let found = store.hotspots(&select("")).unwrap();
    let groups = &found.value.groups;
    let mut twice: Vec<HotspotGroup> = groups.clone();
    let mut beside = groups[0].clone();
    beside.centre.lon += 1e-4;
    beside.cells = vec![1];
    twice.insert(0, beside);
    store.tops.name(&mut twice);
    assert_eq!(twice[0].id, format!("{}b", groups[0].id));
    let ids = |groups: &[HotspotGroup]| groups.iter().map(|g| g.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&twice[1..]), ids(groups));
    for group in &mut twice {
        group.id = "SJ8498SW".into();
    }
    tell_ids_apart(twice.iter_mut());
    assert_eq!(ids(&twice[..2]), ["SJ8498SW", "SJ8498SWb"]);
    let letters: Vec<String> = (0..28).map(letter).collect();
    assert_eq!([&letters[1], &letters[25], &letters[26]], ["b", "z", "zb"]);
}

#[test]
fn tops_are_higher_than_all_around_them_and_of_equals_the_first_is() {
    let row = |i: usize| {
        [i.wrapping_sub(1), i + 1]
            .into_iter()
            .filter(|&j| j < 9)
            .collect()
    };
    let neighbours = Neighbours::from_lists(&(0..9).map(row).collect::<Vec<_>>()).unwrap();
    let table = CellTable {
        cell: (0..9).collect(),
        share: vec![1.0; 9],
        in_study: vec![true; 9],
        km2: vec![0.015; 9],
        centre: vec![
            Wgs84 {
                lon: -2.2,
                lat: 53.5
            };
            9
        ],
        area: Vec::new(),
        ring: vec![Vec::new(); 9],
        neighbours,
    };
    // Sums: 5 5 5 0 2 4 5 3 1.
    assert_eq!(highest(&[0, 5, 0, 0, 0, 2, 2, 1, 0], &table), [0, 6]);
    assert_eq!(highest(&[0; 9], &table), [0_u32; 0]);
}

#[test]
fn health_sources_and_activity_make_no_top() {
    let plain = town(8);
    let mut more = town(8);
    for word in ["attendance", "stop-and-search"] {
        let mut rows = crate::fixture::Rows::new(word);
        rows.activity = word == "stop-and-search";
        for day in 0..40 {
            rows.add(THERE + 3, instant("2024-03-01", 12, 0) + day * 86_400);
        }
        more.sources.push(rows);
    }
    let tops = |town: &Town| {
        let (_folder, store) = town.store();
        let tops = store.tops.tops.iter();
        tops.map(|top| top.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(tops(&plain), tops(&more));
}
