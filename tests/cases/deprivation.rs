//! Who lives in the most deprived areas: the planted shares come out, by every way to a home, and not
//! with the wrong boundaries.

use std::fs;
use std::path::Path;

use beatbook_tests::Scenario;
use serde_json::Value;

const SERIOUS: &str = "category=serious-violence&count=events";
/// Lines of the config that name a home, by the way to it.
const COORDINATES: [&str; 2] = ["x = \"home_easting\"", "y = \"home_northing\""];
const POSTCODE: [&str; 1] = ["postcode = \"home_postcode\""];
const CODE: [&str; 1] = ["area = \"home_lsoa\""];

fn truth(city: &Path) -> Value {
    serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap()
}

/// The group of a deprivation answer.
#[track_caller]
fn group<'a>(answer: &'a Value, id: &str) -> &'a Value {
    let groups = answer["groups"].as_array().unwrap();
    let found = groups.iter().find(|group| group["id"] == id);
    found.unwrap_or_else(|| panic!("no group {id}: {answer}"))
}

fn covers(decile: &Value, share: f64) -> bool {
    let end = |name: &str| decile[name].as_f64().unwrap();
    end("low") <= share && share <= end("high")
}

#[test]
fn the_planted_shares_lie_in_their_intervals_in_seventeen_to_twenty_of_twenty_cities() {
    let planted = [("victims", 0.61), ("suspects", 0.64), ("attenders", 0.61)];
    let mut covered = [0; 3];
    for seed in 1..=20 {
        let scenario = Scenario::new();
        let words = ["--seed", &seed.to_string(), "--events", "20000"];
        let city = scenario.city("city", &words);
        let book = scenario.book("city");
        let answer = scenario.ask("deprivation", &book, SERIOUS, &[]);
        let areas = &group(&answer, "areas")["deciles"][0];
        assert_eq!(areas["count"], 121, "43% of 282 areas are in decile 1");
        for (covered, (id, share)) in covered.iter_mut().zip(planted) {
            *covered += u32::from(covers(&group(&answer, id)["deciles"][0], share));
        }
        let truth = truth(&city);
        let people = &truth["people"]["serious_violence"];
        for role in ["victims", "suspects"] {
            let (found, planted) = (group(&answer, role), &people[role]);
            let number = |of: &Value, name: &str| of[name].as_u64().unwrap();
            let carried = &planted["codes_2021"];
            // A code of 2021 leads to one area of 2011 unless two were merged: then to none.
            let merged = number(found, "unplaced") - number(planted, "blank");
            assert_eq!(
                number(found, "base"),
                number(planted, "in_the_city") + number(carried, "placed") - merged,
                "seed {seed}: {role} placed"
            );
            let most = number(&found["deciles"][0], "count");
            let least = number(planted, "decile_1") + number(carried, "decile_1") - merged;
            assert!(
                (least..=least + merged).contains(&most),
                "seed {seed}: {role} in decile 1: {most}, not {least}"
            );
            assert_eq!(
                number(found, "outside"),
                number(planted, "out_of_the_city"),
                "seed {seed}: {role}"
            );
        }
    }
    for ((id, _), covered) in planted.iter().zip(covered) {
        assert!(
            (17..=20).contains(&covered),
            "{id}: covered in {covered} of 20"
        );
    }
}

#[test]
fn each_way_to_a_home_gives_its_own_exact_numbers() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "20000"]);
    let config = fs::read_to_string(city.join("beatbook.toml")).unwrap();
    let truth = truth(&city);
    let ways: [(&str, &[&str]); 3] = [
        ("postcode", &[COORDINATES[0], COORDINATES[1], CODE[0]]),
        ("coordinates", &[POSTCODE[0], CODE[0]]),
        ("code", &[COORDINATES[0], COORDINATES[1], POSTCODE[0]]),
    ];
    for (way, left_out) in ways {
        let lines = config
            .lines()
            .filter(|line| !left_out.contains(&line.trim()));
        let text: Vec<&str> = lines.collect();
        assert_eq!(
            text.len() + left_out.len(),
            config.lines().count(),
            "the config names homes otherwise than this test thinks"
        );
        fs::write(city.join("beatbook.toml"), text.join("\n")).unwrap();
        let answer = scenario.ask("deprivation", &scenario.book("city"), SERIOUS, &[]);
        for role in ["victims", "suspects"] {
            let planted = &truth["people"]["serious_violence"][role];
            let number = |part: &str, name: &str| planted[part][name].as_u64().unwrap();
            // Codes of 2021 are a way by code, too: the lookup carries them, but for merged areas.
            let carried = |name: &str| match way {
                "code" => number("codes_2021", name),
                _ => 0,
            };
            let found = group(&answer, role);
            for (found, name) in [
                (&found["base"], "placed"),
                (&found["deciles"][0]["count"], "decile_1"),
            ] {
                let (found, own) = (found.as_u64().unwrap(), number(way, name));
                assert!(
                    (own..=own + carried(name)).contains(&found),
                    "{role} by {way}, {name}: {found}, not {own}"
                );
            }
        }
    }
}

#[test]
fn two_swapped_areas_are_seen() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "20000"]);
    let check = |scenario: &Scenario| {
        let config = city.join("beatbook.toml");
        scenario.run(["check".into(), config])
    };
    let sound = check(&scenario);
    assert!(agreement(&sound.stdout) > 99.999, "{}", sound.stdout);

    // The codes of the first and the last area change places in the attribute table.
    let table = city.join("boundaries/lsoa11/lsoa11.dbf");
    let mut bytes = fs::read(&table).unwrap();
    let (header, record) = (
        usize::from(u16::from_le_bytes([bytes[8], bytes[9]])),
        usize::from(u16::from_le_bytes([bytes[10], bytes[11]])),
    );
    let records = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
    for byte in 0..9 {
        bytes.swap(
            header + 1 + byte,
            header + (records - 1) * record + 1 + byte,
        );
    }
    fs::write(&table, bytes).unwrap();
    let swapped = check(&scenario);
    assert!(agreement(&swapped.stdout) < 99.999, "{}", swapped.stdout);
}

/// The least percentage in the lines that speak of agreement.
#[track_caller]
fn agreement(text: &str) -> f64 {
    let lines = text
        .lines()
        .filter(|line| line.contains("they name by the join") && line.contains('%'));
    let percent = lines.map(|line| {
        let front = line.split('%').next().unwrap_or_default();
        let digits = front
            .rsplit(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .next();
        digits
            .and_then(|digits| digits.parse::<f64>().ok())
            .unwrap()
    });
    percent
        .min_by(f64::total_cmp)
        .unwrap_or_else(|| panic!("no word of agreement:\n{text}"))
}

#[test]
fn an_index_of_another_year_is_refused_with_the_ways_out() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "2000"]);
    let path = city.join("beatbook.toml");
    let config = fs::read_to_string(&path).unwrap();
    let mixed = without_table(&config, "[lookup]").replace(
        "id = \"imd19\"\nlayer = \"lsoa11\"",
        "id = \"imd19\"\nlayer = \"lsoa21\"",
    );
    assert_ne!(mixed, config);
    fs::write(&path, mixed).unwrap();
    let refused = scenario.run(["build".into(), path]).ended_with(2);
    refused.complains_of(&["error:", "2011", "lsoa21", "help:", "lookup"]);
}

/// A config without one of its tables.
fn without_table(config: &str, head: &str) -> String {
    let start = config.find(head).unwrap_or_else(|| panic!("no {head}"));
    let end = config[start + 1..]
        .find("\n[")
        .map_or(config.len(), |at| start + 1 + at);
    format!("{}{}", &config[..start], &config[end..])
}
