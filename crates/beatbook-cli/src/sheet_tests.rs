use beatbook_core::{Audience, Policy, Profile, Source};

use super::Sheet;
use crate::answers_fixture_tests::{agreement, answer, profile};

#[test]
fn every_row_says_where_it_comes_from() {
    let sheet = Sheet::new(&["name"], [vec!["=1+1".into()], vec!["a,b".into()]]);
    let released = answer(profile())
        .release(Policy::new(Audience::Operational))
        .unwrap();
    assert_eq!(
        sheet.csv::<Profile>(&released),
        "name,source,from,to,setting,selection,book,audience,SYNTHETIC\n\
         '=1+1,offence,2024-01-01,2024-12-31,public,category=violence,0123456789ab,operational,SYNTHETIC\n\
         \"a,b\",offence,2024-01-01,2024-12-31,public,category=violence,0123456789ab,operational,SYNTHETIC\n"
    );
}

#[test]
fn figures_of_a_health_source_carry_the_purpose_of_their_agreement() {
    let mut answer = answer(profile());
    answer.source = Source::Attendance;
    answer.agreement = Some(agreement());
    answer.synthetic = false;
    let released = answer.release(Policy::new(Audience::Analyst)).unwrap();
    let csv = Sheet::new(&["n"], [vec!["1".into()]]).csv(&released);
    assert!(csv.contains(",audience,agreement\n"), "{csv}");
    assert!(csv.contains(",ISA 12: preventing violence\n"), "{csv}");
}
