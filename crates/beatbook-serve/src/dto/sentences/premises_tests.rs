use beatbook_core::{
    Audience, Count, Names, Policy, PremisesEstimate, PremisesStanding, RankedPremises,
};

use super::*;
use crate::answers_fixture_tests::answer;

fn ranked(number: u32, incidents: u32, standing: PremisesStanding) -> RankedPremises {
    let estimate = PremisesEstimate {
        mean: 9.0,
        interval: (5.0, 13.0),
        rank: number,
        rank_interval: (number, number + 2),
        standing,
    };
    RankedPremises {
        id: None,
        number,
        name: Some(format!("House {number}")),
        street: Some("Bloom Street".into()),
        area: None,
        incidents: Count::Exact(incidents),
        inside: Count::Exact(incidents),
        at_door: Count::Exact(0),
        called: Count::Exact(0),
        vicinity: Count::Exact(0),
        estimate,
        of_rounded: estimate,
        centre: None,
    }
}

fn told(premises: Vec<RankedPremises>, names: Names) -> String {
    told_but(premises, names, 0)
}

fn told_but(premises: Vec<RankedPremises>, names: Names, withheld: u32) -> String {
    let found = PremisesRanking {
        premises,
        registered: 200,
        nights: Some(1_096),
        median: 1.0,
        rounded_median: 1.0,
        names,
        default_address: Count::Exact(0),
        withheld,
    };
    let released = answer(found, "", 300).release(Policy::new(Audience::Analyst));
    super::premises(&released.unwrap())
}

#[test]
fn those_told_apart_are_said_with_the_interval_of_their_rank() {
    let premises = || {
        vec![
            ranked(1, 19, PremisesStanding::Above),
            ranked(2, 3, PremisesStanding::TooFew),
        ]
    };
    assert_eq!(
        told(premises(), Names::Off),
        "1 of 200 registered premises can be told from an ordinary one over 1,096 nights: Premises 1, Bloom Street, with 19 (rank 1 to 3); 1 more with incidents cannot."
    );
    assert!(told(premises(), Names::On).contains("House 1, with 19"));
}

#[test]
fn where_none_can_be_told_apart_that_is_said() {
    let said = told(vec![ranked(1, 3, PremisesStanding::TooFew)], Names::On);
    assert!(
        said.starts_with("None of 200 registered premises can be told"),
        "{said}"
    );
    assert!(!said.contains("House"), "{said}");
    assert!(told(Vec::new(), Names::Off).starts_with("No incident over 1,096 nights"));
}

#[test]
fn of_counts_that_are_withheld_nobody_is_told_that_none_stands_out() {
    let said = told_but(Vec::new(), Names::Off, 42);
    assert_eq!(
        said,
        "Which of 200 registered premises can be told from an ordinary one over 1,096 nights is not shown: the counts of 42 are too small."
    );
}
