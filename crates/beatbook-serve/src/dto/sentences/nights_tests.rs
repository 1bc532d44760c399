use beatbook_core::{Audience, Count, Day, Night, Nights, Policy};

use crate::answers_fixture_tests::answer;

fn said(hours: &[u32], nights: &[u32], untimed: u32, audience: Audience) -> String {
    let counts = |numbers: &[u32]| numbers.iter().map(|&n| Count::Exact(n)).collect();
    let first = Day::parse("2023-10-06").unwrap();
    let night = |(after, &count): (i32, &u32)| Night {
        day: first.plus(after),
        hours: 9,
        count: Count::Exact(count),
    };
    let found = Nights {
        hours: vec![22, 23, 0],
        total: counts(hours),
        groups: Vec::new(),
        nights: (0..).zip(nights).map(night).collect(),
        untimed: Count::Exact(untimed),
    };
    super::nights(
        &answer(found, "", 99)
            .release(Policy::new(audience))
            .unwrap(),
    )
}

#[test]
fn the_hour_and_the_night_with_most_are_named() {
    assert_eq!(
        said(&[10, 30, 12], &[12, 40], 0, Audience::Analyst),
        "52 incidents in 2 nights; the hour with most is 23:00 to 00:00, with 30; \
         the night with most is Sat 7 Oct 2023, with 40."
    );
    assert_eq!(
        said(&[0, 0, 0], &[0], 0, Audience::Analyst),
        "No incident is known to the hour in 1 night."
    );
}

#[test]
fn what_is_not_known_to_the_hour_is_said() {
    let text = said(&[10, 30, 12], &[12, 40], 1_204, Audience::Analyst);
    assert!(
        text.ends_with("; 1,204 more, of day and night, are not known to the hour."),
        "{text}"
    );
    let text = said(&[10, 30, 12], &[12, 40], 1, Audience::Analyst);
    assert!(
        text.ends_with("; 1 more, of day or night, is not known to the hour."),
        "{text}"
    );
}

#[test]
fn partners_are_told_rounded_numbers() {
    assert_eq!(
        said(&[3, 31, 12], &[4, 42], 3, Audience::Partnership),
        "About 40 incidents in 2 nights, without the hours that have too few to be shown; the hour with most is 23:00 to 00:00, with about 30; \
         the night with most is Sat 7 Oct 2023, with about 40; a few more, of day and night, are not known to the hour."
    );
    assert_eq!(
        said(&[3, 3, 3], &[3], 0, Audience::Partnership),
        "Too few incidents in 1 night to be shown."
    );
}
