use super::*;

#[test]
fn an_interval_ends_in_the_hour_of_its_last_second() {
    let hours = |from, to| {
        let span = Span::of(from, to);
        (span.first, span.last)
    };
    assert_eq!(hours(3_600, 7_200), (1, 1));
    assert_eq!(hours(3_600, 7_201), (1, 2));
    assert_eq!(hours(7_199, 7_199), (1, 1));
    assert_eq!(hours(-1, 1), (-1, 0));
}

#[test]
fn a_block_reaches_over_the_hours_of_all_its_events() {
    let from: Vec<i64> = (0..BLOCK as i64 + 2).map(|row| row * 3_600).collect();
    let mut to = from.clone();
    to[5] += 90 * 24 * 3_600;
    let zones = Zones::new(&from, &to);
    let blocks: Vec<(Range<usize>, Span)> = zones.blocks().collect();
    let (long, short) = (&blocks[0], &blocks[1]);
    assert_eq!(
        (long.0.clone(), short.0.clone()),
        (0..BLOCK, BLOCK..BLOCK + 2)
    );
    assert_eq!((long.1.first, long.1.last), (0, 5 + 90 * 24 - 1));
    assert_eq!(
        short.1,
        Span {
            first: BLOCK as i32,
            last: BLOCK as i32 + 1
        }
    );
}
