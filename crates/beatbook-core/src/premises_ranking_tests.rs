use super::*;

fn estimate(rank: u32, standing: PremisesStanding) -> PremisesEstimate {
    PremisesEstimate {
        mean: 9.5,
        interval: (5.0, 14.0),
        rank,
        rank_interval: (rank, rank + 2),
        standing,
    }
}

fn premises(number: u32, incidents: u32, standing: PremisesStanding) -> RankedPremises {
    RankedPremises {
        id: Some(format!("premises-{number}")),
        number,
        name: Some(format!("The House {number}")),
        street: Some("Bloom Street".into()),
        area: None,
        incidents: Count::Exact(incidents),
        inside: Count::Exact(incidents),
        at_door: Count::Exact(0),
        called: Count::Exact(2),
        vicinity: Count::Exact(30),
        estimate: estimate(number, standing),
        of_rounded: estimate(number + 10, standing),
        centre: Some(Wgs84 {
            lon: -2.2,
            lat: 53.5,
        }),
    }
}

fn ranking(names: Names) -> PremisesRanking {
    PremisesRanking {
        premises: vec![
            premises(1, 19, PremisesStanding::Above),
            premises(2, 18, PremisesStanding::Above),
            premises(3, 9, PremisesStanding::Overlaps),
            premises(4, 3, PremisesStanding::TooFew),
        ],
        registered: 200,
        nights: Some(104),
        median: 1.7,
        rounded_median: 2.0,
        names,
        default_address: Count::Exact(7),
        withheld: 0,
    }
}

fn shown(names: Names, audience: Audience) -> Result<PremisesRanking, String> {
    let mut ranking = ranking(names);
    let source = Source::parse("offence").unwrap();
    ranking.protect(Policy::new(audience).for_source(&source), &source)?;
    Ok(ranking)
}

#[test]
fn names_are_off_unless_asked_for_and_never_of_premises_that_cannot_be_told_apart() {
    let off = shown(Names::Off, Audience::Analyst).unwrap();
    assert!(off.premises.iter().all(|p| p.name.is_none()));
    assert_eq!(off.premises[0].label(), "Premises 1, Bloom Street");
    assert_eq!(off.premises[0].id.as_deref(), Some("premises-1"));

    for audience in [Audience::Analyst, Audience::Operational] {
        let on = shown(Names::On, audience).unwrap();
        assert_eq!(on.premises[0].label(), "The House 1");
        for unsure in &on.premises[2..] {
            assert_eq!(
                (&unsure.name, &unsure.id, unsure.centre),
                (&None, &None, None)
            );
        }
    }
}

#[test]
fn partners_are_refused_names_in_words() {
    let refused = shown(Names::On, Audience::Partnership).unwrap_err();
    assert!(
        refused.contains("analyst and operational only"),
        "{refused}"
    );
}

#[test]
fn partners_see_rounded_counts_and_what_follows_from_them() {
    let shown = shown(Names::Off, Audience::Partnership).unwrap();
    assert_eq!((shown.premises.len(), shown.withheld), (3, 1));
    assert_eq!(shown.median, 2.0);
    for premises in &shown.premises {
        assert_eq!(
            (&premises.id, &premises.name, premises.centre),
            (&None, &None, None)
        );
        assert_eq!(premises.called, Count::Suppressed);
    }
    let [first, second, third] = &shown.premises[..] else {
        panic!("three are shown")
    };
    assert_eq!(
        (first.incidents, third.incidents),
        (Count::Rounded(20), Count::Rounded(10))
    );
    // 19 and 18 look the same, so that neither is ahead.
    assert_eq!(
        (
            first.estimate.rank,
            second.estimate.rank,
            third.estimate.rank
        ),
        (1, 1, 3)
    );
    assert_eq!(first.estimate.rank_interval, (11, 14));
    assert_eq!(second.estimate.rank_interval, (11, 14));
    assert_eq!(shown.default_address, Count::Suppressed);
}

#[test]
fn health_sources_show_no_premises_outside_the_desk() {
    let source = Source::parse("attendance").unwrap();
    let policy = Policy::new(Audience::Operational).for_source(&source);
    assert!(ranking(Names::Off).protect(policy, &source).is_err());
}

#[test]
fn an_unknown_word_is_refused_with_those_accepted() {
    assert_eq!(Names::parse(None), Ok(Names::Off));
    let refused = Names::parse(Some("yes")).unwrap_err();
    assert_eq!(refused.accepted, Names::WORDS);
}
