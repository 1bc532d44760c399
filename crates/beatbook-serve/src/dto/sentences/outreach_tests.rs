use beatbook_core::{Audience, Count, LayerId, Outreach, Policy};

use crate::answers_fixture_tests::answer;

fn said(total: [u32; 5], audience: Audience) -> String {
    let found = Outreach {
        layer: LayerId::parse("ward22").unwrap(),
        areas: Vec::new(),
        total: total.map(Count::Exact).to_vec(),
        untimed: Count::Exact(3),
    };
    let released = answer(found, "", 99).release(Policy::new(audience));
    super::outreach(&released.unwrap())
}

#[test]
fn the_part_with_most_and_the_share_of_the_night_are_told() {
    assert_eq!(
        said([10, 20, 40, 20, 10], Audience::Analyst),
        "100 incidents known to a part of the day; most at 16:00–20:00, with 40; \
         30% between 20:00 and 06:00."
    );
    assert!(said([0, 0, 0, 9, 9], Audience::Partnership).contains("with about 10"));
    let few = said([3, 0, 0, 20, 20], Audience::Partnership);
    assert!(
        few.contains("too few to be shown") && !few.contains('%'),
        "{few}"
    );
    assert!(said([0; 5], Audience::Analyst).starts_with("No incident is known"));
}
