use crate::{Link, Precision, Setting};

use super::*;

fn schedule() -> PremisesSchedule {
    let event = ListedEvent {
        id: Some("A-1".into()),
        from: 0,
        to: 0,
        precision: Precision::Instant,
        category: "violence".into(),
        code: None,
        premises: Some("The House".into()),
        link: Some(Link::Inside),
        called_by_premises: false,
        setting: Setting::Dwelling,
        place: Some("flat over The House".into()),
        flags: Vec::new(),
        recorded: None,
        file: "extract.csv".into(),
        line: 2,
    };
    PremisesSchedule {
        id: "premises-1".into(),
        name: "The House".into(),
        street: None,
        incidents: 1,
        called: 0,
        total: 1,
        rows: vec![ScheduleRow {
            night: Day::from_number(0),
            ranks: true,
            event,
        }],
    }
}

fn shown(audience: Audience) -> Result<PremisesSchedule, String> {
    let mut schedule = schedule();
    let source = Source::parse("offence").unwrap();
    schedule.protect(Policy::new(audience).for_source(&source), &source)?;
    Ok(schedule)
}

#[test]
fn partners_are_refused_a_schedule_in_words() {
    let refused = shown(Audience::Partnership).unwrap_err();
    assert!(
        refused.contains("analyst and operational only"),
        "{refused}"
    );
}

#[test]
fn a_home_over_the_premises_has_an_address_for_the_analyst_alone() {
    let place = |audience| shown(audience).unwrap().rows[0].event.place.clone();
    assert!(place(Audience::Analyst).is_some());
    assert_eq!(place(Audience::Operational), None);
    assert!(shown(Audience::Operational).unwrap().rows[0].ranks);
}

#[test]
fn a_health_source_has_no_schedule() {
    let source = Source::parse("attendance").unwrap();
    let policy = Policy::new(Audience::Analyst).for_source(&source);
    assert!(schedule().protect(policy, &source).is_err());
}
