//! A hotspot is called the same under other selections, in other months and in a book with a month more
//! or less. What that is worth is counted: of the pairs of hotspots that are one place, how many have one id.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use beatbook_tests::Scenario;
use serde_json::Value;

/// Peaks within this distance are of one place.
const ONE_PLACE: f64 = 150.0;
/// Peaks beyond this distance are not, whatever they are called.
const NOT_ONE: f64 = 400.0;

const SELECTIONS: [&str; 12] = [
    "",
    "category=violence-without-injury",
    "category=robbery,theft-from-the-person",
    "category=public-order",
    "window=fri22-sat07,sat22-sun07",
    "window=mon07-mon19,tue07-tue19,wed07-wed19,thu07-thu19,fri07-fri19",
    "flag=-knife&time=start",
    "count=events",
    "setting=any",
    "unit=h3-9",
    "unit=bng-150",
    "from=2023-10-01",
];
const QUARTERS: [&str; 5] = [
    "from=2023-07-01&to=2023-09-30",
    "from=2023-10-01&to=2023-12-31",
    "from=2024-01-01&to=2024-03-31",
    "from=2024-04-01&to=2024-06-30",
    "from=2024-07-01&to=2024-09-30",
];

struct Found {
    id: String,
    lon: f64,
    lat: f64,
}

fn asked(scenario: &Scenario, book: &Path, selection: &str) -> Vec<Found> {
    let answer = scenario.hotspots(book, selection).ended_with(0);
    let answer: Value = serde_json::from_str(&answer.stdout).unwrap();
    let groups = answer["groups"].as_array().unwrap();
    let found = |group: &Value| Found {
        id: group["id"].as_str().unwrap().to_owned(),
        lon: group["lon"].as_f64().unwrap(),
        lat: group["lat"].as_f64().unwrap(),
    };
    let found: Vec<Found> = groups.iter().map(found).collect();
    let ids: HashSet<&str> = found.iter().map(|found| &*found.id).collect();
    assert_eq!(
        ids.len(),
        found.len(),
        "{selection}: one id for two hotspots"
    );
    found
}

fn metres(a: &Found, b: &Found) -> f64 {
    let east = (a.lon - b.lon) * a.lat.to_radians().cos();
    east.hypot(a.lat - b.lat) * 111_320.0
}

/// Pairs that are one place and have one id, pairs that are one place, and pairs that are not but share one.
#[derive(Debug, Default, Clone, Copy)]
struct Pairs {
    stable: u32,
    all: u32,
    mistaken: u32,
}

impl Pairs {
    /// Each of the first with the nearest of the others that has no nearer one itself.
    fn add(&mut self, ours: &[Found], theirs: &[Found]) {
        let nearest = |to: &Found, among: &[Found]| -> Option<usize> {
            let order =
                |a: &usize, b: &usize| metres(&among[*a], to).total_cmp(&metres(&among[*b], to));
            (0..among.len()).min_by(order)
        };
        for (number, our) in ours.iter().enumerate() {
            let near = nearest(our, theirs);
            let near = near.filter(|&near| nearest(&theirs[near], ours) == Some(number));
            let near = near.filter(|&near| metres(our, &theirs[near]) <= ONE_PLACE);
            if let Some(near) = near {
                self.all += 1;
                self.stable += u32::from(our.id == theirs[near].id);
            }
            let far = |their: &&Found| their.id == our.id && metres(our, their) > NOT_ONE;
            self.mistaken += theirs.iter().filter(far).count() as u32;
        }
    }

    fn share(self) -> f64 {
        f64::from(self.stable) / f64::from(self.all)
    }
}

#[test]
fn one_place_has_one_id() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let book = scenario.book("city");

    let answers = SELECTIONS.map(|selection| asked(&scenario, &book, selection));
    let mut selections = Pairs::default();
    for (number, ours) in answers.iter().enumerate() {
        for theirs in &answers[number + 1..] {
            selections.add(ours, theirs);
        }
    }
    let quarters = QUARTERS.map(|quarter| asked(&scenario, &book, quarter));
    let mut months = Pairs::default();
    for pair in quarters.windows(2) {
        months.add(&pair[0], &pair[1]);
    }

    // The same book before its last month came, and after its first month went.
    let extract = city.join("police-extract.csv");
    let rows = fs::read_to_string(&extract).unwrap();
    let mut rebuilt = Pairs::default();
    for gone in ["2024-09", "2021-10"] {
        let stays = |line: &&str| {
            !line
                .split(',')
                .nth(6)
                .is_some_and(|from| from.starts_with(gone))
        };
        let kept: Vec<&str> = rows.lines().filter(stays).collect();
        assert!(
            kept.len() + 500 < rows.lines().count(),
            "{gone} is not there"
        );
        fs::write(&extract, kept.join("\n")).unwrap();
        let book = scenario.book("city");
        for (selection, ours) in SELECTIONS.iter().zip(&answers) {
            rebuilt.add(ours, &asked(&scenario, &book, selection));
        }
        fs::write(&extract, &rows).unwrap();
    }

    println!("selections {selections:?}, quarters {months:?}, rebuilt {rebuilt:?}");
    assert!(selections.all > 500 && months.all >= 5 && rebuilt.all > 200);
    assert!(selections.share() >= 0.98, "{selections:?}");
    assert!(months.share() >= 0.98, "{months:?}");
    assert!(rebuilt.share() >= 0.95, "{rebuilt:?}");
    let mistaken = selections.mistaken + months.mistaken + rebuilt.mistaken;
    assert!(
        mistaken * 100 <= selections.all + months.all + rebuilt.all,
        "{mistaken}"
    );
}
