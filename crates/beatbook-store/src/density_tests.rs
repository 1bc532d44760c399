use beatbook_core::{Caveat, Count, DensityAsked, DensityMap, Metres, RadiusRule};

use crate::fixture::{BEYOND, HERE, Town, around, instant, select};

/// One robbery in every third cell, and six in one cell and in each round it.
fn town() -> Town {
    Town::new(|rows| {
        rows.scatter("2024-01-02");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for _ in 0..6 {
                rows.add(cell, instant("2024-06-01", 20, 0));
            }
        }
        rows.add(BEYOND, instant("2024-06-01", 20, 0));
    })
}

fn ask(town: &Town, selection: &str, asked: &DensityAsked) -> (DensityMap, Vec<String>) {
    let (_folder, store) = town.store();
    let answer = store.density(&select(selection), asked).unwrap();
    let said = answer.caveats.iter().map(Caveat::to_string).collect();
    (answer.value, said)
}

fn radius(metres: f64) -> DensityAsked {
    DensityAsked {
        radius: Some(Metres(metres)),
        ..DensityAsked::default()
    }
}

#[test]
fn the_densest_place_is_named_and_every_parameter_told() {
    let (map, said) = ask(&town(), "", &radius(150.0));
    let surface = map.surface.unwrap();
    let top = &surface.tops[0];
    assert_eq!(top.rank, 1);
    // Rows of this town's hexagons are 117 m apart: the top lies between two, with five of the seven
    // cells within reach.
    assert!(top.within.number().unwrap() >= 30, "{top:?}");
    assert!(top.per_km2 > 5.0 * surface.mean_per_km2, "{top:?}");
    assert!(
        surface
            .tops
            .windows(2)
            .all(|pair| pair[0].per_km2 >= pair[1].per_km2)
    );
    assert_eq!((surface.radius, surface.rule), (Metres(150.0), None));
    assert_eq!(
        (surface.cell, surface.cell_chosen, surface.edge),
        (Metres(25.0), true, true)
    );
    assert_eq!(
        surface.per_km2.len(),
        (surface.columns * surface.rows) as usize
    );
    assert!(said[0].starts_with("A density is no test"), "{said:?}");
    assert!(
        said.iter()
            .any(|said| said.contains("are not in the density")),
        "{said:?}"
    );
    // Summed over the ground, it is what was counted, to what an edge leaves.
    let all: f64 = surface.per_km2.iter().flatten().sum::<f64>() * 25.0 * 25.0 / 1e6;
    let counted = f64::from(map.counted.number().unwrap());
    assert!((all / counted - 1.0).abs() < 0.15, "{all} of {counted}");
}

#[test]
fn without_the_correction_the_border_is_thinner() {
    let with = ask(&town(), "", &radius(200.0)).0.surface.unwrap();
    let asked = DensityAsked {
        edge: false,
        ..radius(200.0)
    };
    let without = ask(&town(), "", &asked).0.surface.unwrap();
    let mut lower = 0;
    for (with, without) in with.per_km2.iter().zip(&without.per_km2) {
        let (Some(with), Some(without)) = (with, without) else {
            assert_eq!(with, without);
            continue;
        };
        assert!(without <= with);
        lower += u32::from(without < with);
    }
    assert!(lower > 100, "{lower}");
}

#[test]
fn a_rule_chooses_and_says_what_it_left_out() {
    let (map, said) = ask(&town(), "", &DensityAsked::default());
    let surface = map.surface.unwrap();
    assert_eq!(surface.rule, Some(RadiusRule::Likelihood));
    assert_eq!(surface.searched, Some([Metres(50.0), Metres(1_000.0)]));
    // Six of a cell stand at one point.
    assert!(surface.repeats >= 35, "{}", surface.repeats);
    assert!(
        said.iter()
            .any(|said| said.contains("share their position")),
        "{said:?}"
    );
    for rule in [
        RadiusRule::Cronie,
        RadiusRule::Diggle,
        RadiusRule::Normal,
        RadiusRule::Silverman,
    ] {
        let asked = DensityAsked {
            rule,
            ..DensityAsked::default()
        };
        let surface = ask(&town(), "", &asked).0.surface.unwrap();
        assert_eq!(surface.rule, Some(rule));
        assert!(surface.radius.0 >= 10.0 && surface.radius.0.fract() == 0.0);
    }
}

#[test]
fn an_adaptive_density_tells_its_radii_and_keeps_every_event() {
    let asked = DensityAsked {
        adaptive: true,
        ..radius(150.0)
    };
    let (map, _) = ask(&town(), "", &asked);
    let surface = map.surface.unwrap();
    let [least, most] = surface.adaptive.unwrap();
    assert!(least.0 < 150.0 && most.0 > 150.0);
    let all: f64 = surface.per_km2.iter().flatten().sum::<f64>() * surface.cell.0.powi(2) / 1e6;
    let counted = f64::from(map.counted.number().unwrap());
    assert!((all / counted - 1.0).abs() < 1e-9, "{all} of {counted}");
}

#[test]
fn one_area_is_looked_at_alone() {
    let (map, _) = ask(&town(), "area=lsoa11:E01000000", &radius(150.0));
    let whole = ask(&town(), "", &radius(150.0)).0;
    assert!(map.counted.number() < whole.counted.number());
    let (part, whole) = (map.surface.unwrap(), whole.surface.unwrap());
    assert!(part.per_km2.len() < whole.per_km2.len() / 2);
    assert!(part.mean_per_km2 > whole.mean_per_km2);
}

#[test]
fn too_few_events_have_no_density() {
    let few = Town::new(|rows| {
        for cell in 0..7 {
            rows.add(cell, instant("2024-06-01", 20, 0));
        }
    });
    let (map, _) = ask(&few, "", &DensityAsked::default());
    assert_eq!((map.counted, map.surface), (Count::Exact(7), None));
}

#[test]
fn no_radius_can_be_chosen_from_a_handful_of_points_and_the_way_out_is_said() {
    let one_spot = Town::new(|rows| {
        for _ in 0..40 {
            rows.add(HERE, instant("2024-06-01", 20, 0));
        }
    });
    let (_folder, store) = one_spot.store();
    let error = store
        .density(&select(""), &DensityAsked::default())
        .unwrap_err();
    assert!(
        error.to_string().contains(
            "all 40 events lie at one position, so no radius can be chosen; give one yourself"
        ),
        "{error}"
    );
    assert!(
        store
            .density(&select(""), &radius(150.0))
            .unwrap()
            .value
            .surface
            .is_some()
    );
}
