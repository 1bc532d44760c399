use super::*;

fn hour(weekday: u8, hour: u8) -> HourOfWeek {
    HourOfWeek::new(weekday, hour)
}

#[test]
fn the_small_hours_belong_to_the_evening_before() {
    for (at, expected) in [
        (hour(4, 22), "Fri, Sat 22-02"),
        (hour(5, 1), "Fri, Sat 22-02"),
        (hour(6, 3), "Fri, Sat night 02-06"),
        (hour(6, 6), "Sun-Thu 06-10"),
        (hour(0, 3), "Sun-Thu night 02-06"),
        (hour(4, 5), "Sun-Thu night 02-06"),
        (hour(2, 17), "Sun-Thu 14-18"),
    ] {
        assert_eq!(label(block(at)), expected);
    }
}

#[test]
fn every_block_has_its_hours() {
    let mut hours = [0; BLOCKS];
    for number in 0..168 {
        hours[block(hour(0, number))] += 1;
    }
    assert_eq!(hours[..A_DAY], [20; A_DAY]);
    assert_eq!(hours[A_DAY..], [8; A_DAY]);
}

#[test]
fn weights_become_whole_incidents_and_none_is_lost() {
    let mut weights = [0; BLOCKS];
    (weights[0], weights[1], weights[2]) = (UNIT / 2, UNIT + UNIT / 4, UNIT / 4);
    let counts = whole(&weights, 2);
    assert_eq!((counts[0], counts[1], counts[2]), (1, 1, 0));
}

#[test]
fn a_short_block_is_told_when_it_has_more_for_its_length() {
    // 12 in the 20 hours of Sun-Thu 14-18 are fewer an hour than 10 in the 8 hours of Fri, Sat 22-02.
    let mut counts = vec![0; BLOCKS];
    (counts[3], counts[A_DAY + 5]) = (12, 10);
    let place = Blocks { counts, timed: 22 };
    let few = Blocks {
        counts: vec![0; BLOCKS],
        timed: 4,
    };
    let mut hours = [20; BLOCKS];
    hours[A_DAY..].fill(8);
    let told = shares(&[place, few], &[Some("venue"), None], &hours);
    let block = told[0].as_ref().unwrap();
    assert_eq!(block.label, "Fri, Sat 22-02");
    assert!(block.interval.0 < block.share && block.share < block.interval.1);
    assert_eq!(told[1], None, "four timed incidents say nothing");
}

#[test]
fn a_block_is_measured_by_the_hours_that_were_looked_at() {
    // Four in four hours are more an hour than twelve in twenty; four in eight are fewer.
    let mut counts = vec![0; BLOCKS];
    (counts[3], counts[A_DAY + 5], counts[0]) = (12, 4, 3);
    let told = |friday: u32| {
        let mut hours = [20; BLOCKS];
        (hours[A_DAY + 5], hours[0]) = (friday, 0);
        let place = Blocks {
            counts: counts.clone(),
            timed: 19,
        };
        shares(&[place], &[None], &hours)[0].clone().unwrap().label
    };
    assert_eq!(told(8), "Sun-Thu 14-18");
    assert_eq!(
        told(4),
        "Fri, Sat 22-02",
        "half the hours, twice the share for them"
    );
}
