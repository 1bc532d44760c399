use beatbook_core::Audience;
use serde_json::Value;

use crate::fixture_tests::PEAK_ID;
use crate::served_tests::Server;

#[test]
fn every_answer_says_what_it_is_about() {
    let server = Server::start(Audience::Analyst);
    for path in [
        "hotspots?",
        "areas?layer=lsoa11",
        "places?",
        "streets?",
        "week?",
        "nights?",
        "hours?",
        "recent?",
        "outreach?layer=lsoa11",
        "near-repeat?setting=any",
        "scan?permutations=99",
        "compare?with=source:attendance",
        "emerging?",
        "profile?area=lsoa11:E01000003",
        "deprivation?",
        "rates?layer=lsoa11",
        "inequality?",
        "concentration?",
        "density?radius=200",
        "stability?grids=3",
        "counts?",
        "moran?permutations=99",
        "events?",
    ] {
        let answer = server.json(&format!("api/v1/{path}&flag=knife"));
        assert_eq!(answer["key"].as_str().unwrap().len(), 24, "{path}");
        assert_eq!(answer["audience"], "analyst", "{path}");
        assert_eq!(answer["synthetic"], true, "{path}");
        let parts = &answer["selection_parts"];
        assert_eq!(parts["flag"][0], "knife", "{path}");
        assert_eq!(parts["located"], "happened", "{path}");
        assert!(parts["days"].is_null(), "{path}");
        assert!(parts["setting"].is_string(), "{path}");
        let accounting = &answer["accounting"];
        let number = |value: &Value| value.as_u64().unwrap();
        let left_out = accounting["left_out"].as_object().unwrap();
        assert_eq!(
            number(&accounting["selected"]),
            number(&accounting["located"])
                + number(&accounting["unlocated"])
                + number(&accounting["outside"])
                + left_out.values().map(number).sum::<u64>(),
            "{path}: {accounting}"
        );
        assert!(answer["caveats"].is_array(), "{path}");
        let sentence = answer["sentence"].as_str().unwrap();
        assert!(sentence.ends_with('.'), "{path}: {sentence}");
    }
}

#[test]
fn places_are_ranked_with_intervals() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/places");
    let first = &found["places"][0];
    assert!(first["incidents"].as_u64().unwrap() >= 25, "{first}");
    assert_eq!(
        first["incidents_shown"],
        first["incidents"].to_string().as_str()
    );
    assert!(first["dates"].as_u64() <= first["incidents"].as_u64());
    assert_eq!(first["target"], true);
    assert!(first["why_not"].is_null());
    let rank = |key: &str| first[key].as_u64().unwrap();
    assert!(rank("rank_low") <= rank("rank") && rank("rank") <= rank("rank_high"));
    assert!(found["metres"].as_f64().unwrap() > 0.0);
    for part in ["left_out", "suspects"] {
        assert!(found[part].is_array(), "{part}");
    }
}

#[test]
fn streets_are_ranked_with_rates_a_test_and_a_map() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/streets?of=segments&by=count");
    let first = &found["streets"][0];
    let number = |key: &str| first[key].as_f64().unwrap();
    assert!(number("incidents") >= 24.0, "{first}");
    assert!(number("rank_low") <= number("rank") && number("rank") <= number("rank_high"));
    assert!(number("per_km_low") < number("per_km") && number("per_km") < number("per_km_high"));
    assert!((number("per_km") - number("incidents") * 10.0).abs() < 1e-9);
    assert_eq!(first["stands_out"], true);
    assert!(first["between"].is_string());
    let drawn = &found["map"]["features"][0];
    assert_eq!(drawn["properties"]["id"], first["id"]);
    assert_eq!(drawn["geometry"]["type"], "MultiLineString");
    let corner = &drawn["geometry"]["coordinates"][0][0];
    assert!(
        (corner[1].as_f64().unwrap() - number("lat")).abs() < 0.01,
        "{corner}"
    );
    let half = &found["concentration"][1];
    assert!(
        half["segments"].as_f64() < half["by_chance"].as_f64(),
        "{half}"
    );
    let streets = server.json("api/v1/streets?kernel=simple&radius=100");
    assert_eq!(
        (&streets["of"], &streets["radius"]),
        (&"streets".into(), &100.into())
    );
    assert_ne!(streets["key"], server.json("api/v1/streets")["key"]);
    for (query, parameter) in [
        ("of=roads", "of"),
        ("by=name", "by"),
        ("kernel=round", "kernel"),
        ("radius=5", "radius"),
        ("radius=100&radius=200", "radius"),
        ("segments=1", "segments"),
    ] {
        let problem = server.problem(&format!("api/v1/streets?{query}"), 400);
        assert_eq!(problem["parameter"], parameter, "{problem}");
    }
}

#[test]
fn a_week_has_168_hours_of_all_or_of_one_place() {
    let server = Server::start(Audience::Analyst);
    let week = server.json("api/v1/week");
    let hours = week["hours"].as_array().unwrap();
    assert_eq!(hours.len(), 168);
    let at_ten = |hour: &&Value| hour["hour"].as_u64().unwrap() % 24 == 22;
    let weight = |hour: &Value| hour["weight"].as_f64().unwrap();
    let sum: f64 = hours.iter().filter(at_ten).map(weight).sum();
    assert!(
        (sum - week["counted"].as_f64().unwrap()).abs() < 1e-6,
        "{sum}"
    );
    assert!(
        hours
            .iter()
            .all(|hour| hour["exposure"].as_u64() >= Some(12))
    );
    let place = server.json("api/v1/places")["places"][0]["id"].clone();
    let path = format!("api/v1/week?place={}", place.as_str().unwrap());
    let one = server.json(&path);
    assert!(one["counted"].as_u64() < week["counted"].as_u64());
    assert_ne!(one["key"], week["key"]);
    let cell = server.json(&format!("api/v1/week?cell={PEAK_ID}"));
    assert_eq!(cell["hours"].as_array().unwrap().len(), 168);
    for (query, parameter) in [
        ("cell=nonsense", "cell"),
        ("place=nonsense", "place"),
        (&format!("cell={PEAK_ID}&place=1"), "place"),
        ("hour=3", "hour"),
    ] {
        let problem = server.problem(&format!("api/v1/week?{query}"), 400);
        assert_eq!(problem["parameter"], parameter, "{problem}");
    }
}

#[test]
fn places_over_time_have_states_and_steps_that_are_asked_for_by_name() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/emerging");
    let steps = found["steps"].as_array().unwrap();
    assert!(steps.len() >= 10, "{found}");
    assert_eq!(found["step"], "7d");
    // One busy cell among quiet ones is no hotspot, and so nothing emerges.
    assert_eq!(found["verdict"], "none");
    assert_eq!(found["states"].as_array().unwrap().len(), 7);
    let sentence = found["sentence"].as_str().unwrap();
    assert!(sentence.contains("12 steps of 7 days"), "{sentence}");
    let weeks = server.json("api/v1/emerging?step=14d");
    assert_ne!(weeks["key"], found["key"]);
    assert!(weeks["steps"].as_array().unwrap().len() < steps.len());
    for (query, parameter) in [("step=week", "step"), ("steps=month", "steps")] {
        let problem = server.problem(&format!("api/v1/emerging?{query}"), 400);
        assert_eq!(problem["parameter"], parameter, "{problem}");
    }
}

#[test]
fn a_scan_says_how_it_was_made_and_refuses_what_it_does_not_know() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/scan?step=month&permutations=99&max-radius=500");
    assert!(["outbreak", "none", "cannot"].contains(&found["verdict"].as_str().unwrap()));
    assert_eq!(found["method"]["step"], "month");
    assert_eq!(found["method"]["permutations"], 99);
    assert_eq!(found["method"]["max_radius"], 500.0);
    let usual = server.json("api/v1/scan?step=month&permutations=99");
    assert_ne!(found["key"], usual["key"]);
    for (query, named) in [
        ("step=hour", "step"),
        ("permutations=5", "permutations"),
        ("radius=5", "max-radius"),
    ] {
        let problem = server.problem(&format!("api/v1/scan?{query}"), 400);
        assert!(problem.to_string().contains(named), "{query}: {problem}");
    }
}

#[test]
fn a_season_needs_two_years() {
    let server = Server::start(Audience::Analyst);
    let problem = server.problem("api/v1/seasons", 400);
    assert_eq!(problem["parameter"], "from", "{problem}");
    let problem = server.problem("api/v1/seasons?step=month", 400);
    assert_eq!(problem["parameter"], "step", "{problem}");
}

#[test]
fn hours_are_told_in_digits_for_each_frame() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/hours?window=fri22-sat07,sat22-sun07");
    let frames = found["frames"].as_array().unwrap();
    assert_eq!((frames.len(), frames[0]["width"].as_u64()), (9, Some(2)));
    let group = &found["groups"][0];
    assert_eq!(group["cell"], PEAK_ID);
    let classes = group["classes"].as_str().unwrap();
    assert_eq!(classes.len(), 9, "{classes}");
    assert!(classes.contains('3'), "{classes}");
    assert_eq!(group["counts"].as_array().unwrap().len(), 9);
    assert!(!found["cells"].as_array().unwrap().is_empty());
    assert!(found["tests"].as_u64() > Some(0));
    let parts = server.problem("api/v1/hours?flag=wood", 400);
    assert!(parts["detail"].as_str().is_some());
}

#[test]
fn nights_run_from_the_evening_on() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/nights");
    let hours = found["hours"].as_array().unwrap();
    assert_eq!((hours[0].as_u64(), hours.len()), (Some(18), 13));
    let total = found["total"].as_array().unwrap();
    assert_eq!(total.len(), 13);
    assert!(total[4].as_u64().unwrap() > 100, "all begin after ten");
    let group = &found["groups"][0];
    assert_eq!(
        group["id"],
        server.json("api/v1/hotspots")["groups"][0]["id"]
    );
    assert_eq!(group["counts"].as_array().unwrap().len(), 13);
    let night = &found["nights"][0];
    assert_eq!(night["night"], "2024-01-01");
    assert_eq!(night["label"], "Mon 1 Jan 2024");
}

#[test]
fn near_repeats_are_told_band_by_band_and_part_by_part() {
    let server = Server::start(Audience::Analyst);
    let usual = server.json("api/v1/near-repeat");
    assert_eq!(usual["bands"].as_array().unwrap().len(), 20);
    assert_eq!(usual["permutations"], 999);
    let path = "api/v1/near-repeat?bands-metres=0,150&bands-days=0,7&permutations=99&seed=7";
    let own = server.json(path);
    assert_ne!(own["key"], usual["key"]);
    let bands = own["bands"].as_array().unwrap();
    assert_eq!(bands[0]["same_place"], true);
    assert_eq!(bands[1]["metres"], serde_json::json!([0, 150]));
    let part = &own["periods"][0];
    assert_eq!(part["from"], "2024-01-01");
    assert!(part["incidents"].as_u64() <= own["incidents"].as_u64());
    for (query, parameter) in [
        ("bands-metres=100", "bands-metres"),
        ("bands-days=7,0", "bands-days"),
        ("permutations=10", "permutations"),
        ("seed=x", "seed"),
        ("metres=100", "metres"),
    ] {
        let problem = server.problem(&format!("api/v1/near-repeat?{query}"), 400);
        assert_eq!(problem["parameter"], parameter, "{problem}");
    }
}

#[test]
fn two_periods_are_compared_place_by_place() {
    let server = Server::start(Audience::Analyst);
    let found =
        server.json("api/v1/compare?from=2024-02-15&to=2024-03-30&with=2024-01-01..2024-02-14");
    assert_eq!(found["kind"], "periods");
    assert_eq!(found["first"]["from"], "2024-02-15");
    assert_eq!(found["second"]["to"], "2024-02-14");
    assert_eq!(found["second"]["label"], "1 Jan 2024 to 14 Feb 2024");
    assert!(found["first"]["count"].as_u64().unwrap() > 20);
    let groups = found["groups"].as_array().unwrap();
    let shapes = found["shapes"]["features"].as_array().unwrap();
    assert_eq!(found["shapes"]["type"], "FeatureCollection");
    assert_eq!(groups.len(), shapes.len());
    assert!(!groups.is_empty());
    for (group, shape) in groups.iter().zip(shapes) {
        let state = group["state"].as_str().unwrap();
        assert!(["new", "persisting", "gone"].contains(&state), "{state}");
        assert_eq!(shape["properties"]["id"], group["id"]);
        assert_eq!(shape["properties"]["state"], state);
        assert!((-2..=2).contains(&shape["properties"]["step"].as_i64().unwrap()));
        assert_eq!(shape["geometry"]["type"], "MultiPolygon");
        let ring = shape["geometry"]["coordinates"][0][0].as_array().unwrap();
        assert!(ring.len() >= 7 && ring.first() == ring.last(), "{shape}");
    }
    assert!(
        found["change"].is_object() || found["refused"].is_string(),
        "{}",
        found["sentence"]
    );
}

#[test]
fn two_sources_stand_side_by_side_and_are_never_summed() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/compare?with=source:attendance");
    assert_eq!(found["kind"], "sources");
    assert_eq!(found["first"]["label"], "police");
    assert_eq!(found["second"]["label"], "A&E");
    assert!(found["change"].is_null());
    for group in found["groups"].as_array().unwrap() {
        let state = group["state"].as_str().unwrap();
        assert!(["first-only", "both", "second-only"].contains(&state));
    }
    let problem = server.problem("api/v1/compare", 400);
    assert_eq!(problem["parameter"], "with");
    assert_eq!(problem["accepted"][0], "before");
    for with in ["yesterday", "source:rumour", "2024-03-01..2024-01-01"] {
        let problem = server.problem(&format!("api/v1/compare?with={with}"), 400);
        assert!(problem["parameter"].is_string(), "{with}: {problem}");
    }
    assert_ne!(
        found["key"],
        server.json("api/v1/compare?with=2024-01-01..2024-01-31")["key"]
    );
}

#[test]
fn a_profile_is_of_one_area() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/profile?area=lsoa11:E01000003");
    assert_eq!(found["area"]["id"], "lsoa11:E01000003");
    assert_eq!(found["area"]["name"], "Smallton 004");
    assert_eq!(found["denominators"]["residents"], 1_800);
    let all = &found["indicators"][0];
    assert_eq!(all["id"], "all");
    assert!(all["low"].as_f64() < all["rate"].as_f64());
    let months = found["months"].as_array().unwrap().iter();
    let sum: u64 = months.map(|month| month["count"].as_u64().unwrap()).sum();
    assert_eq!(all["count"], sum);
    assert_eq!(found["deciles"].as_array().unwrap().len(), 10);
    assert!(found["index"].as_str().unwrap().starts_with("IMD"));
    assert!(found["similar"]["areas"].as_array().unwrap().is_empty());
    let why = found["similar"]["refused"].as_str().unwrap();
    assert!(why.contains("only 4 areas"), "{why}");
    let year = found["year"]["sentence"].as_str().unwrap();
    assert!(year.contains("24 complete months"), "{year}");
    let settings = found["settings"].as_array().unwrap();
    assert!(
        settings
            .iter()
            .any(|setting| setting["setting"] == "street")
    );
    assert_eq!(server.problem("api/v1/profile", 400)["parameter"], "area");
    let wrong = server.problem("api/v1/profile?area=lsoa11:E09999999", 400);
    assert_eq!(wrong["parameter"], "area");
}

#[test]
fn deprivation_spreads_each_group_over_ten_deciles() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/deprivation?index=imd19");
    assert_eq!(found["index"]["id"], "imd19");
    assert_eq!(found["index"]["layer"], "lsoa11");
    let groups = found["groups"].as_array().unwrap();
    for id in ["areas", "residents", "events", "victims", "suspects"] {
        let group = groups.iter().find(|group| group["id"] == id);
        let group = group.unwrap_or_else(|| panic!("no {id}"));
        let deciles = group["deciles"].as_array().unwrap();
        assert_eq!(deciles.len(), 10);
        assert_eq!(deciles[0]["decile"], 1);
        let sum: f64 = deciles.iter().map(|d| d["share"].as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{id}: {sum}");
    }
    let wrong = server.problem("api/v1/deprivation?index=imd99", 400);
    assert_eq!(wrong["parameter"], "index");
    let unknown = server.problem("api/v1/deprivation?decile=1", 400);
    assert_eq!(unknown["accepted"][0], "index");
}

#[test]
fn rates_slopes_and_concentration_come_with_intervals_or_say_why_not() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/rates?layer=lsoa11&per=km2");
    assert_eq!(
        (&found["per"], &found["refused"]),
        (&"km2".into(), &Value::Null)
    );
    let rate = &found["all"]["rate"];
    assert!(
        rate["low"].as_f64() < rate["value"].as_f64()
            && rate["value"].as_f64() < rate["high"].as_f64()
    );
    let wrong = server.problem("api/v1/rates?layer=lsoa11&per=footfall", 400);
    assert_eq!(
        (&wrong["parameter"], &wrong["accepted"][2]),
        (&"per".into(), &"km2".into())
    );
    assert_eq!(
        server.problem("api/v1/rates?per=km2", 400)["parameter"],
        "layer"
    );
    let workday = server.problem("api/v1/inequality?per=workday", 400);
    assert_eq!(workday["parameter"], "per");
    let ladder = &server.json("api/v1/inequality?index=imd19")["ladders"][0];
    assert_eq!(
        ladder["slope"].is_null(),
        ladder["refused"].is_string(),
        "{ladder}"
    );
    let held = server.json("api/v1/concentration?");
    assert_eq!(
        held["indices"].is_null(),
        held["refused"].is_string(),
        "{held}"
    );
    assert!(held["hit"].as_u64() <= held["places"].as_u64());
}

#[test]
fn homes_are_drawn_for_nobody_outside_the_analysts_desk() {
    for audience in [Audience::Operational, Audience::Partnership] {
        let server = Server::start(audience);
        for path in [
            "hotspots?setting=any",
            "places?setting=any",
            "places?setting=dwelling",
            "streets?setting=any",
            "nights?setting=any",
            "compare?setting=any&with=2024-01-01..2024-01-31",
        ] {
            let problem = server.problem(&format!("api/v1/{path}"), 403);
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains("homes"), "{path}: {detail}");
        }
        assert_eq!(server.get("api/v1/places").status(), 200);
    }
    let analyst = Server::start(Audience::Analyst);
    assert_eq!(analyst.get("api/v1/places?setting=any").status(), 200);
}

#[test]
fn a_partner_sees_no_place_of_a_health_source_by_any_question() {
    let server = Server::start(Audience::Partnership);
    for path in [
        "places?source=attendance",
        "streets?source=attendance",
        "week?source=attendance",
        "nights?source=attendance",
        "compare?with=source:attendance",
        "profile?source=attendance&area=lsoa11:E01000003",
    ] {
        let problem = server.problem(&format!("api/v1/{path}"), 403);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("health source"), "{path}: {detail}");
    }
}

#[test]
fn a_partner_sees_small_counts_of_no_question() {
    let server = Server::start(Audience::Partnership);
    let small = |value: &Value| {
        value
            .as_u64()
            .is_some_and(|n| (1..8).contains(&n) || n % 5 != 0)
    };
    let places = server.json("api/v1/places");
    for place in places["places"].as_array().unwrap() {
        assert!(
            !small(&place["incidents"]) && !small(&place["dates"]),
            "{place}"
        );
        assert!(place["block"].is_null());
    }
    for street in server.json("api/v1/streets?of=segments")["streets"]
        .as_array()
        .unwrap()
    {
        assert!(!small(&street["incidents"]), "{street}");
        for part in [
            "q",
            "expected",
            "per_km_low",
            "rank_low",
            "peak_per_km",
            "stands_out",
        ] {
            assert!(street[part].is_null(), "{part}: {street}");
        }
    }
    for hour in server.json("api/v1/week")["hours"].as_array().unwrap() {
        let weight = hour["weight"].as_f64();
        assert!(weight.is_none_or(|weight| weight % 5.0 == 0.0), "{hour}");
        assert!(hour["expected"].is_null() && hour["q"].is_null());
    }
    let nights = server.json("api/v1/nights");
    for night in nights["nights"].as_array().unwrap() {
        assert!(!small(&night["count"]), "{night}");
    }
    let profile = server.json("api/v1/profile?area=lsoa11:E01000003");
    for month in profile["months"].as_array().unwrap() {
        assert!(!small(&month["count"]), "{month}");
    }
    assert!(profile["indicators"][0]["rate"].is_null());
    assert!(profile["places"].as_array().unwrap().is_empty());
}

#[test]
fn a_density_says_its_radius_and_is_kept_from_partners() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/density");
    assert_eq!(found["parameters"]["kernel"], "quartic");
    assert_eq!(found["parameters"]["rule"], "likelihood");
    assert!(found["parameters"]["radius_m"].as_f64().unwrap() >= 50.0);
    let (columns, rows) = (&found["grid"]["columns"], &found["grid"]["rows"]);
    let cells = columns.as_u64().unwrap() * rows.as_u64().unwrap();
    let values = found["grid"]["per_km2"].as_array().unwrap();
    assert_eq!(values.len() as u64, cells);
    assert!(
        found["caveats"][0]
            .as_str()
            .unwrap()
            .starts_with("A density is no test")
    );
    let given = server.json("api/v1/density?radius=150&cell=25&edge=off");
    assert!(given["parameters"]["rule"].is_null());
    assert_eq!(given["parameters"]["edge_correction"], false);
    assert_ne!(given["key"], found["key"]);
}

#[test]
fn hotspots_say_on_how_many_grids_they_stay() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/stability?grids=5");
    assert_eq!(found["grids"], 5);
    for group in found["groups"].as_array().unwrap() {
        assert!(group["hot"].as_u64() <= group["tested"].as_u64(), "{group}");
    }
}

#[test]
fn a_cell_of_the_night_brings_its_outline() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/hours");
    let cells = found["cells"].as_array().unwrap();
    assert!(!cells.is_empty());
    for cell in cells {
        assert_eq!(cell["geometry"]["type"], "MultiPolygon", "{cell}");
        let ring = cell["geometry"]["coordinates"][0][0].as_array().unwrap();
        assert!(ring.len() >= 4 && ring.first() == ring.last(), "{cell}");
    }
}

#[test]
fn the_last_days_stand_beside_each_hotspot() {
    let server = Server::start(Audience::Analyst);
    let hotspots = server.json("api/v1/hotspots");
    let found = server.json("api/v1/recent?last=28");
    let ids = |answer: &Value| -> Vec<Value> {
        let groups = answer["groups"].as_array().unwrap().iter();
        groups.map(|group| group["id"].clone()).collect()
    };
    assert_eq!(ids(&found), ids(&hotspots));
    assert_eq!(found["days"], 28);
    for group in found["groups"].as_array().unwrap() {
        let days = group["days"].as_array().unwrap().iter();
        let sum: u64 = days.map(|day| day["count"].as_u64().unwrap()).sum();
        assert_eq!(group["recent"], sum, "{group}");
    }
    assert_eq!(
        server.problem("api/v1/recent?last=0", 400)["parameter"],
        "last"
    );
    let partners = Server::start(Audience::Partnership).json("api/v1/recent");
    for group in partners["groups"].as_array().unwrap() {
        assert!(group["days"].as_array().unwrap().is_empty(), "{group}");
    }
}
