use super::*;

fn pairs(pairs: f64) -> NearPairs {
    NearPairs {
        band: NearBand {
            metres: (0, 100),
            same_place: false,
            days: (0, 7),
        },
        pairs: Some(pairs),
        range: Some((1, 9)),
        by_chance: Some(2.0),
        ratio: Some(pairs / 2.0),
        p: Some(0.001),
        q: Some(0.01),
        stands_out: true,
    }
}

fn found(counts: [f64; 2]) -> NearRepeats {
    let place = Bng {
        easting: 384_000.0,
        northing: 398_000.0,
    };
    let day = Day::parse("2024-03-01").unwrap();
    NearRepeats {
        ask: NearRepeatAsk::default(),
        incidents: Count::Exact(203),
        drawn: Count::Exact(4),
        draws: 20,
        too_vague: Count::Exact(11),
        bands: counts.map(pairs).to_vec(),
        tested: 2,
        reach: Some(pairs(counts[0])),
        compared: pairs(1.0).band,
        periods: vec![NearPeriod {
            period: (day, day),
            incidents: Count::Exact(203),
            found: Some(pairs(counts[1])),
        }],
        within_periods: Some(pairs(counts[1])),
        originators: Count::Exact(9),
        followers: Count::Exact(12),
        links: vec![NearLink {
            earlier: (place, day),
            later: (place, day),
        }],
    }
}

fn offence() -> Source {
    Source::parse("offence").unwrap()
}

#[test]
fn small_numbers_of_pairs_and_all_scores_stay_at_the_analysts_desk() {
    let mut value = found([23.4, 3.0]);
    let policy = Policy::new(Audience::Partnership);
    value.protect(policy, &offence()).unwrap();
    assert_eq!(value.bands[0].pairs, Some(25.0));
    assert_eq!(value.bands[1].pairs, None);
    assert!(value.reach.unwrap().stands_out);
    assert!(value.bands.iter().all(|band| !band.stands_out));
    let shown = value
        .bands
        .iter()
        .chain(&value.reach)
        .chain(&value.within_periods);
    for band in shown.chain(value.periods.iter().filter_map(|part| part.found.as_ref())) {
        assert_eq!((band.range, band.by_chance, band.ratio), (None, None, None));
        assert_eq!((band.p, band.q), (None, None));
    }
    assert!(value.links.is_empty());
    assert_eq!(value.incidents, Count::Rounded(205));
    assert_eq!(value.drawn, Count::Suppressed);
    let mut small = found([4.0, 3.0]);
    small.protect(policy, &offence()).unwrap();
    assert_eq!(small.reach, None);
    assert_eq!(small.compared, small.bands[0].band);
    assert!(small.within_periods.is_none());
    assert!(small.periods.iter().all(|part| part.found.is_none()));
}

#[test]
fn vetted_police_see_the_numbers_but_no_links() {
    let mut value = found([23.4, 3.0]);
    value
        .protect(Policy::new(Audience::Operational), &offence())
        .unwrap();
    assert_eq!(value.bands[1].p, Some(0.001));
    assert!(value.links.is_empty());
    let mut value = found([23.4, 3.0]);
    value
        .protect(Policy::new(Audience::Analyst), &offence())
        .unwrap();
    assert_eq!(value.links.len(), 1);
}

#[test]
fn what_is_asked_has_one_form() {
    let ask = NearRepeatAsk::parse(Some("0, 250,500"), None, Some("99"), None).unwrap();
    assert_eq!(
        ask.to_string(),
        "bands-metres=0,250,500&bands-days=0,7,14,21,28&permutations=99&seed=1"
    );
    let usual = NearRepeatAsk::parse(None, None, None, None).unwrap();
    assert_eq!(usual, NearRepeatAsk::default());
}

#[test]
fn refusals_name_the_part_and_what_to_write() {
    let refused = |metres, days, permutations, seed| {
        let error = NearRepeatAsk::parse(metres, days, permutations, seed).unwrap_err();
        (error.part, error.reason)
    };
    let (part, reason) = refused(Some("0,300,200"), None, None, None);
    assert_eq!(part, "bands-metres");
    assert_eq!(
        reason,
        "`0,300,200` cannot be used; write 2 to 13 rising whole numbers up to 20000, such as \
         0,100,200"
    );
    for metres in ["", "100", "0,0", "0,-5", "0,1e3", "0,30000"] {
        assert_eq!(refused(Some(metres), None, None, None).0, "bands-metres");
    }
    assert_eq!(refused(None, Some("0,400"), None, None).0, "bands-days");
    assert_eq!(refused(None, None, Some("98"), None).0, "permutations");
    assert_eq!(refused(None, None, None, Some("-1")).0, "seed");
}
