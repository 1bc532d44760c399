use beatbook_core::{Audience, Caveat, Count, Policy, Source};

use super::{page, rank};
use crate::answers_fixture_tests::{agreement, answer, profile};

#[test]
fn a_page_says_the_sentence_first_and_ends_with_what_every_figure_has_to_say() {
    let mut answer = answer(profile());
    answer.caveats = vec![Caveat::Counted {
        count: Count::Exact(61),
        of: None,
        what: "have no usable place.",
    }];
    let released = answer.release(Policy::new(Audience::Analyst)).unwrap();
    assert_eq!(
        page(&released, "Nothing stands out.", "a table\n"),
        "SYNTHETIC: this city does not exist\n\
         Nothing stands out.\n\n\
         a table\n\n\
         note: 61 events have no usable place.\n\
         source offence, 2024-01-01 to 2024-12-31, setting public; book 0123456789ab; for analyst\n"
    );
}

#[test]
fn a_page_of_a_health_source_names_the_agreement() {
    let mut answer = answer(profile());
    answer.source = Source::Attendance;
    answer.agreement = Some(agreement());
    let released = answer.release(Policy::new(Audience::Analyst)).unwrap();
    let text = page(&released, "Said.", "");
    assert!(
        text.ends_with("under the agreement ISA 12: preventing violence; until 2027-03-31\n"),
        "{text}"
    );
}

#[test]
fn a_rank_carries_its_interval_where_it_is_not_sure() {
    assert_eq!(rank(Some(3), Some((2, 7))), "3 (2-7)");
    assert_eq!(rank(Some(3), Some((3, 3))), "3");
    assert_eq!(rank(None, None), "");
}
