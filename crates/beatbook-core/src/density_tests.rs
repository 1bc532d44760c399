use crate::{
    Audience, Count, DensityAsked, DensityMap, Metres, Policy, Protect, RadiusRule, Source,
};

#[test]
fn what_is_asked_has_one_form() {
    let asked =
        DensityAsked::parse([Some("250"), None, Some("off"), Some("on"), Some("50")]).unwrap();
    assert_eq!(asked.radius, Some(Metres(250.0)));
    assert_eq!(asked.to_string(), "radius=250&edge=off&adaptive=on&cell=50");
    let asked = DensityAsked::parse([None, Some("diggle"), Some("on"), None, None]).unwrap();
    assert_eq!((asked.rule, asked.edge), (RadiusRule::Diggle, true));
    assert_eq!(asked.to_string(), "rule=diggle");
    let plain = DensityAsked::parse([None; 5]).unwrap();
    assert_eq!(
        (plain, plain.to_string().as_str()),
        (DensityAsked::default(), "")
    );
    assert_eq!(
        DensityAsked::parse([None, Some("likelihood"), None, None, None]).unwrap(),
        plain
    );
}

#[test]
fn refusals_say_what_would_be_accepted() {
    let told = |texts: [Option<&str>; 5]| DensityAsked::parse(texts).unwrap_err().to_string();
    for (texts, words) in [
        (
            [Some("0"), None, None, None, None],
            "`0` is no length to use here; write metres from 10 to 5000",
        ),
        (
            [Some("NaN"), None, None, None, None],
            "`NaN` is no length to use here; write metres from 10 to 5000",
        ),
        (
            [None, None, None, None, Some("4")],
            "`4` is no length to use here; write metres from 5 to 1000",
        ),
        (
            [None, Some("best"), None, None, None],
            "`best` is no rule; use likelihood, cronie, diggle, normal, silverman",
        ),
        (
            [Some("200"), Some("diggle"), None, None, None],
            "stands beside `radius`; give a radius, or the rule that chooses one",
        ),
        (
            [None, None, Some("yes"), None, None],
            "`yes` is neither; use on or off",
        ),
        (
            [Some("50"), None, None, None, Some("100")],
            "a cell of 100 m is larger than the radius of 50 m, so that events would fall between cells; choose cells of at most 50 m",
        ),
    ] {
        assert!(
            told(texts).contains(words),
            "{} does not say: {words}",
            told(texts)
        );
    }
}

#[test]
fn a_density_is_for_those_who_may_see_true_counts() {
    let shown = |audience: Audience, source: &Source| {
        let policy = Policy::new(audience).for_source(source);
        let mut map = DensityMap {
            counted: Count::Exact(40),
            surface: None,
        };
        map.protect(policy, source)
    };
    let police = Source::parse("offence").unwrap();
    assert_eq!(shown(Audience::Analyst, &police), Ok(()));
    assert_eq!(shown(Audience::Operational, &police), Ok(()));
    let refused = shown(Audience::Partnership, &police).unwrap_err();
    assert!(refused.starts_with("a density can be worked back into the single events"));
    assert_eq!(shown(Audience::Analyst, &Source::Attendance), Ok(()));
    for audience in [Audience::Operational, Audience::Partnership] {
        assert!(
            shown(audience, &Source::Attendance)
                .unwrap_err()
                .contains("health source")
        );
    }
}
