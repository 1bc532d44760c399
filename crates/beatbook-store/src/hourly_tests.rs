use beatbook_core::Precision;

use crate::fixture::{BEYOND, EDGE, HERE, Rows, Town, around, id_of, instant, select};

use super::*;

fn asked(town: &Town, selection: &str) -> Answer<HourlyHotspots> {
    let (_folder, store) = town.store();
    store.hourly(&select(selection)).unwrap()
}

/// Six robberies in each of seven cells, on Friday nights an hour before midnight.
fn fridays(rows: &mut Rows) {
    for cell in around(HERE).into_iter().chain([HERE]) {
        for day in ["01", "08", "15", "22", "29"] {
            rows.add(cell, instant(&format!("2024-03-{day}"), 23, 20));
        }
        rows.add(cell, instant("2024-03-02", 0, 20));
    }
}

/// Noise at all hours of Fridays and Saturdays.
fn noise(rows: &mut Rows) {
    rows.scatter("2024-01-01");
    // The book goes on, so that its last night is a whole one.
    rows.add(0, instant("2024-12-30", 12, 0));
    for (number, row) in rows.rows.iter_mut().enumerate() {
        row.from += (number as i64 % 24 - 12) * SECONDS_PER_HOUR;
        row.to = row.from;
    }
}

fn town() -> Town {
    Town::new(|rows| {
        noise(rows);
        fridays(rows);
    })
}

fn hours(found: &HourlyHotspots) -> Vec<u8> {
    found.frames.iter().map(|frame| frame.hour).collect()
}

/// Events of the whole map at an hour.
fn at(found: &HourlyHotspots, hour: u8) -> u32 {
    let frame = found.frames.iter().find(|frame| frame.hour == hour);
    frame.unwrap().events.number().unwrap()
}

#[test]
fn a_hotspot_is_hot_at_its_hours_and_at_no_others() {
    let found = asked(&town(), "").value;
    assert_eq!(hours(&found), (0..24).collect::<Vec<_>>());
    let group = &found.groups[0];
    assert_eq!(
        (group.cell.as_str(), group.rank),
        (id_of(HERE).as_str(), Some(1))
    );
    let hot = |hour: usize| group.classes[hour] > HotClass::None;
    assert_eq!(
        (0..24).filter(|&hour| hot(hour)).collect::<Vec<_>>(),
        [0, 1, 22, 23]
    );
    let count = |hour: usize| group.counts[hour].number().unwrap();
    assert!(
        (35..38).contains(&count(22)) && (42..46).contains(&count(23)),
        "{group:?}"
    );
    assert!(group.expected[23].unwrap() < 5.0);
    assert_eq!(found.verdict, Verdict::Hot);
    let frame = found.frames[23];
    assert!(frame.groups == 1 && frame.cells >= 7, "{frame:?}");
    assert_eq!(found.tests, 24 * u64::from(frame.tested));
    assert!(found.cells.iter().all(|cell| cell.classes.len() == 24));
}

#[test]
fn at_the_ends_of_a_window_two_hours_are_looked_at_and_nothing_outside_it() {
    let answer = asked(&town(), "window=fri22-sat02");
    let found = &answer.value;
    assert_eq!(hours(found), [22, 23, 0, 1]);
    let widths: Vec<u8> = found.frames.iter().map(|frame| frame.width).collect();
    assert_eq!(widths, [2, 3, 3, 2]);
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|said| said.contains("at an end of the window")),
        "{said:?}"
    );
    // What happened at 21:20 and at 02:20 is in no hour.
    let lone = Town::new(|rows| {
        noise(rows);
        fridays(rows);
        for hour in [21, 26] {
            rows.add(HERE, instant("2024-03-01", 0, 20) + hour * SECONDS_PER_HOUR);
        }
    });
    let more = asked(&lone, "window=fri22-sat02").value;
    assert_eq!(more, *found);
}

#[test]
fn three_hours_asked_for_are_the_selection_itself_in_the_middle() {
    let town = town();
    let (_folder, store) = town.store();
    let selection = select("window=fri23-sat02");
    let found = store.hourly(&selection).unwrap().value;
    let whole = store.hotspots(&selection).unwrap();
    assert_eq!(hours(&found), [23, 0, 1]);
    for (hourly, group) in found.groups.iter().zip(&whole.value.groups) {
        assert_eq!(hourly.counts[1], group.events);
        assert_eq!(hourly.id, group.id);
        let (ours, whole) = (hourly.expected[1].unwrap(), group.expected.unwrap());
        assert!((ours - whole).abs() < 1e-9, "{ours} and {whole}");
    }
}

#[test]
fn an_event_counts_where_its_whole_interval_lies_within() {
    let with = |from: (i8, i8), minutes: i64| {
        Town::new(|rows| {
            noise(rows);
            fridays(rows);
            let row = rows.add(HERE, instant("2024-05-03", from.0, from.1));
            row.precision = Precision::Interval;
            row.to = row.from + minutes * 60;
        })
    };
    let before = asked(&town(), "").value;
    let counted = |town: &Town| {
        let found = asked(town, "").value;
        let hours = (0..24).filter(|&hour| at(&found, hour) > at(&before, hour));
        (hours.collect::<Vec<u8>>(), found.in_no_frame)
    };
    let none = Count::Exact(0);
    assert_eq!(counted(&with((18, 10), 20)), (vec![17, 18, 19], none));
    assert_eq!(counted(&with((18, 30), 60)), (vec![18, 19], none));
    assert_eq!(counted(&with((18, 30), 120)), (vec![19], none));
    assert_eq!(
        counted(&with((23, 30), 60)),
        (vec![0, 23], none),
        "over midnight"
    );
    let long = with((18, 30), 180);
    assert_eq!(counted(&long), (vec![], Count::Exact(1)));
    let said: Vec<String> = asked(&long, "")
        .caveats
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        said.iter()
            .any(|said| said.starts_with("1 events are known only")),
        "{said:?}"
    );
    // By its start it is an event of one hour.
    let started = asked(&long, "time=start").value;
    assert_eq!(started.in_no_frame, none);
    assert_eq!(
        at(&started, 18),
        at(&asked(&town(), "time=start").value, 18) + 1
    );
}

#[test]
fn an_hour_that_the_clock_repeats_counts_an_event_once() {
    let with = |more: bool| {
        Town::new(|rows| {
            noise(rows);
            fridays(rows);
            if more {
                // 01:30 British Summer Time, an hour before it is 01:30 again.
                rows.add(HERE, instant("2024-10-27", 0, 30) + SECONDS_PER_HOUR);
            }
        })
    };
    let [before, found] = [false, true].map(|more| asked(&with(more), "").value);
    let more = [0, 1, 2].map(|hour| at(&found, hour) - at(&before, hour));
    assert_eq!(
        more,
        [1, 1, 0],
        "01:00 comes twice, and 02:00 only after the second"
    );
}

#[test]
fn what_lies_beyond_the_study_area_is_in_no_total() {
    let with = |cell: usize| {
        Town::new(|rows| {
            noise(rows);
            fridays(rows);
            rows.add(cell, instant("2024-03-01", 23, 0));
        })
    };
    let [inside, beyond] = [EDGE, BEYOND].map(|cell| at(&asked(&with(cell), "").value, 23));
    assert_eq!(
        (inside, beyond),
        (at(&asked(&town(), "").value, 23) + 1, inside - 1)
    );
}

#[test]
fn sources_without_hours_are_refused_and_little_is_not_tested() {
    let town = Town::new(|rows| {
        for day in 1..20 {
            let row = rows.add(HERE, instant(&format!("2024-03-{day:02}"), 0, 0));
            row.precision = Precision::Date;
            row.to = row.from + 24 * SECONDS_PER_HOUR;
        }
    });
    let (_folder, store) = town.store();
    let refused = store.hourly(&select("")).unwrap_err();
    assert!(
        refused.to_string().contains("nothing is known of the hour"),
        "{refused}"
    );

    let few = Town::new(|rows| {
        rows.add(HERE, instant("2024-03-01", 23, 0));
    });
    let found = asked(&few, "").value;
    assert_eq!((found.verdict, found.frames.len()), (Verdict::TooFew, 0));
}

#[test]
fn what_an_hour_cannot_be_tested_for_is_refused() {
    let (_folder, store) = town().store();
    let refused = |selection: &str| store.hourly(&select(selection)).unwrap_err();
    let streets = refused("unit=street");
    assert_eq!(streets.part, "unit");
    assert!(streets.to_string().contains("unequal length"), "{streets}");
    let against = refused("area=lsoa11:E01000000&against=city");
    assert_eq!(against.part, "against");
    assert!(
        against.to_string().contains("leave `against` out"),
        "{against}"
    );
}
