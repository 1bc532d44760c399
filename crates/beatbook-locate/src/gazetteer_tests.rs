use super::*;
use geo::{Rect, line_string};
use proptest::prelude::*;

const PLACES: [(&str, f64, f64); 12] = [
    ("St Peter's Square", 7.0, 7.0),
    ("Piccadilly Gardens", 9.0, 9.0),
    ("Spar", 20.0, 5.0),
    ("Spar", 20.0, 2_105.0),
    ("Club Lantern", 30.0, 30.0),
    ("The Anvil", 40.0, 40.0),
    ("Fresh", 41.0, 40.0),
    ("Home", 42.0, 40.0),
    ("The Printworks", 60.0, 60.0),
    ("Levenshulme station", 70.0, 70.0),
    ("Night & Day Café", 75.0, 75.0),
    ("Car Park", 80.0, 80.0),
];

/// Name, and the two ends of the street.
const STREETS: [(&str, [f64; 4]); 23] = [
    ("Bloom Street", [0.0, 0.0, 100.0, 0.0]),
    ("Canal Street", [0.0, 100.0, 100.0, 100.0]),
    ("Sackville Street", [80.0, -50.0, 80.0, 150.0]),
    ("Oxford Road", [0.0, 1_000.0, 5_000.0, 1_000.0]),
    ("Whitworth Street", [2_000.0, 950.0, 2_000.0, 1_050.0]),
    ("Oxford Street", [0.0, 2_000.0, 100.0, 2_000.0]),
    ("Portland Street", [0.0, 2_100.0, 100.0, 2_100.0]),
    ("Princess Street", [0.0, 2_200.0, 100.0, 2_200.0]),
    ("Deansgate", [0.0, 2_300.0, 100.0, 2_300.0]),
    ("Peter Street", [0.0, 2_400.0, 100.0, 2_400.0]),
    ("Bridgewater Street", [0.0, 2_500.0, 100.0, 2_500.0]),
    ("Whitworth Street West", [0.0, 2_600.0, 100.0, 2_600.0]),
    ("St Mary's Gate", [0.0, 2_700.0, 100.0, 2_700.0]),
    ("Piccadilly", [0.0, 900.0, 100.0, 900.0]),
    ("Oldham Street", [0.0, 3_100.0, 100.0, 3_100.0]),
    ("Stevenson Square", [0.0, 3_200.0, 100.0, 3_200.0]),
    ("Barton Terrace", [0.0, 3_300.0, 100.0, 3_300.0]),
    ("Burton Terrace", [0.0, 3_400.0, 100.0, 3_400.0]),
    ("Great Ducie Street", [0.0, 3_500.0, 100.0, 3_500.0]),
    ("High Street", [0.0, 3_600.0, 100.0, 3_600.0]),
    ("Side Street", [0.0, 3_700.0, 100.0, 3_700.0]),
    ("Chapel Lane", [0.0, 3_800.0, 100.0, 3_800.0]),
    ("Tib Lane", [0.0, 3_900.0, 100.0, 3_900.0]),
];

const AREAS: [(&str, u32); 12] = [
    ("Ancoats & Beswick", 0),
    ("Moss Side", 0),
    ("Fallowfield", 0),
    ("Chorlton", 0),
    ("Chorlton Park", 0),
    ("Higher Blackley", 0),
    ("Piccadilly", 0),
    ("Hulme", 0),
    ("City Centre", 1),
    ("Brookton 018E", 1),
    ("Manchester", 2),
    ("Bury", 2),
];

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

fn line([x1, y1, x2, y2]: [f64; 4]) -> MultiLineString<f64> {
    MultiLineString(vec![line_string![(x: x1, y: y1), (x: x2, y: y2)]])
}

fn gazetteer() -> Gazetteer {
    let lines: Vec<_> = STREETS.iter().map(|(_, ends)| line(*ends)).collect();
    Gazetteer::new(
        PLACES.map(|(name, x, y)| (name, at(x, y))),
        STREETS.iter().map(|(name, _)| *name).zip(&lines),
        AREAS.map(|(name, layer)| (name, layer, &NOWHERE)),
    )
}

/// No ground: such an area contradicts nothing.
static NOWHERE: MultiPolygon<f64> = MultiPolygon(Vec::new());

fn square(west: f64, south: f64, wide: f64) -> MultiPolygon<f64> {
    let [low, high] = [(west, south), (west + wide, south + wide)];
    MultiPolygon(vec![Rect::new(low, high).to_polygon()])
}

#[test]
fn an_area_named_beside_says_which_street_or_place_is_meant() {
    let pieces = [
        line([0.0, 0.0, 100.0, 0.0]),
        line([9_000.0, 0.0, 9_100.0, 0.0]),
        line([9_000.0, 9_000.0, 9_100.0, 9_000.0]),
        line([0.0, 200.0, 8_000.0, 200.0]),
    ];
    let names = ["Park Road", "Park Road", "Mill Lane", "Long Road"];
    let places = [
        ("Quickshop", at(50.0, 50.0)),
        ("Quickshop", at(9_050.0, 50.0)),
    ];
    let (west, east) = (square(0.0, 0.0, 1_000.0), square(8_500.0, 0.0, 1_000.0));
    let gazetteer = Gazetteer::new(
        places,
        names.into_iter().zip(&pieces),
        [("Westbrook", 0, &west), ("Eastbrook", 0, &east)],
    );
    let found = |text: &str| gazetteer.find(text).map(|found| (found.kind, found.at));
    let street = |x, y| Some((NameKind::Street, Some(at(x, y))));
    assert_eq!(found("Park Road"), None);
    assert_eq!(found("Park Road, Westbrook"), street(50.0, 0.0));
    assert_eq!(found("12 Park Rd Eastbrook"), street(9_050.0, 0.0));
    assert_eq!(
        found("Quickshop, Eastbrook").unwrap().1,
        Some(at(9_050.0, 50.0))
    );
    assert_eq!(found("Mill Lane"), street(9_050.0, 9_000.0));
    assert_eq!(found("Mill Lane, Westbrook"), Some((NameKind::Area, None)));
    assert_eq!(found("Long Road, Westbrook"), Some((NameKind::Area, None)));
}

/// "place Fresh", "street Bloom Street", "area Hulme" or "none"; a position that is not the middle of
/// the street is given.
fn described(gazetteer: &Gazetteer, text: &str) -> String {
    let Some(found) = gazetteer.find(text) else {
        return "none".into();
    };
    let number = found.number as usize;
    let error = match found.spelling {
        Spelling::Whole => "",
        Spelling::OneError => " with an error",
    };
    let what = match found.kind {
        NameKind::Place => format!("place {}", PLACES[number].0),
        NameKind::Area => format!("area {}", AREAS[number].0),
        NameKind::Street => {
            let (name, [x1, y1, x2, y2]) = STREETS[number];
            let position = found.at.unwrap();
            if position == at(f64::midpoint(x1, x2), f64::midpoint(y1, y2)) {
                format!("street {name}")
            } else {
                format!(
                    "street {name} at {} {}",
                    position.easting, position.northing
                )
            }
        }
    };
    what + error
}

/// Text, and what it names.
const TEXTS: [(&str, &str); 92] = [
    // Whole names, however written.
    ("Bloom Street", "street Bloom Street"),
    ("outside BLOOM STREET, city centre", "street Bloom Street"),
    ("bloom st", "street Bloom Street"),
    ("Bloom St.", "street Bloom Street"),
    ("Bloom Str", "street Bloom Street"),
    ("12a Bloom St, Manchester, M1 3HB", "street Bloom Street"),
    ("Flat 3, 12-14 Bloom Street", "street Bloom Street"),
    (
        "assaulted by unknown male on Bloom Street",
        "street Bloom Street",
    ),
    ("Bloom Street M13HB", "street Bloom Street"),
    ("BARTON TERR", "street Barton Terrace"),
    ("Tib Ln", "street Tib Lane"),
    ("Stevenson Sq", "street Stevenson Square"),
    ("Whitworth St West", "street Whitworth Street West"),
    ("High Street", "street High Street"),
    ("gt ducie st", "street Great Ducie Street"),
    ("Deansgate", "street Deansgate"),
    ("Deansgate close to the station", "street Deansgate"),
    ("piccadilly", "street Piccadilly"),
    ("off Oldham Street", "street Oldham Street"),
    ("Bloom Street / Hulme", "street Bloom Street"),
    // Saint and Street.
    ("St. Peters Square", "place St Peter's Square"),
    ("St Peter’s Sq", "place St Peter's Square"),
    ("Saint Peters Square", "place St Peter's Square"),
    ("st marys gate", "street St Mary's Gate"),
    ("Bloom St Piccadilly Gdns", "place Piccadilly Gardens"),
    ("St Peter Street", "none"),
    ("Portland St St Peters Sq", "place St Peter's Square"),
    // Street types agree, and a longer name is another name.
    ("Oxford Street", "street Oxford Street"),
    ("Oxford Road", "none"),
    ("Oxford Lane", "none"),
    ("Bloom Road", "none"),
    ("Bloomstreet", "none"),
    ("Great Bridgewater Street", "none"),
    ("Upper Canal Street", "none"),
    ("New Oldham St", "none"),
    ("Portland Street East", "none"),
    ("Portland Street, east side", "street Portland Street"),
    ("Deansgate Court", "none"),
    ("Deansgate Lane", "none"),
    ("Ducie Street", "none"),
    ("Piccadilly Avenue", "none"),
    // Places.
    ("Piccadilly Gardens", "place Piccadilly Gardens"),
    ("piccadilly gdns by the tram", "place Piccadilly Gardens"),
    ("in the queue for Club Lantern", "place Club Lantern"),
    ("o/s Club Lantern, Bloom Street", "place Club Lantern"),
    ("Bloom Street, Club Lantern", "place Club Lantern"),
    ("Bloom Street near Club Lantern", "street Bloom Street"),
    ("nr Club Lantern", "place Club Lantern"),
    ("Printworks", "place The Printworks"),
    ("night and day cafe", "place Night & Day Café"),
    ("Night & Day Cafe bar", "place Night & Day Café"),
    ("Levenshulme stn", "place Levenshulme station"),
    ("the Anvil pub", "place The Anvil"),
    ("on anvil rock", "none"),
    ("Fresh, Oldham St", "place Fresh"),
    ("getting some fresh air", "none"),
    ("Spar", "none"),
    ("Spar, Bloom Street", "place Spar"),
    ("Spar, Deansgate", "street Deansgate"),
    // Kinds of place name nothing.
    ("pub", "none"),
    ("", "none"),
    ("home", "none"),
    ("home address", "none"),
    ("car park", "none"),
    ("in a side street", "none"),
    ("on way home", "none"),
    ("NK", "none"),
    ("12", "none"),
    ("M1 3HB", "none"),
    // Crossings.
    (
        "junction of Bloom Street and Sackville Street",
        "street Bloom Street at 80 0",
    ),
    (
        "Sackville St / Canal St",
        "street Sackville Street at 80 100",
    ),
    (
        "Canal Street jct with Sackville Street",
        "street Canal Street at 80 100",
    ),
    (
        "corner of Sackville St & Bloom St",
        "street Sackville Street at 80 0",
    ),
    (
        "Oxford Rd / Whitworth St",
        "street Oxford Road at 2000 1000",
    ),
    ("Bloom Street and Canal Street", "street Bloom Street"),
    (
        "Bloom Street, later seen in Sackville Street",
        "street Bloom Street",
    ),
    // One typing error.
    ("Sackvile Street", "street Sackville Street with an error"),
    ("Sakcville St", "street Sackville Street with an error"),
    ("Princes Street", "street Princess Street with an error"),
    ("Deansgaet", "street Deansgate with an error"),
    (
        "Piccadily Gardens",
        "place Piccadilly Gardens with an error",
    ),
    ("Backville Street", "none"),
    ("Sackvil Street", "none"),
    ("Bloon Street", "none"),
    ("Borton Terrace", "none"),
    ("Barton Terrace", "street Barton Terrace"),
    ("Sackvile Road", "none"),
    // Areas.
    ("Ancoats", "area Ancoats & Beswick"),
    ("somewhere in MOSS-SIDE, Manchester", "area Moss Side"),
    ("Chorlton Street", "none"),
    ("Fallowfeild", "area Fallowfield with an error"),
    ("city center", "area City Centre"),
];

#[test]
fn a_text_names_what_the_rule_says() {
    let gazetteer = gazetteer();
    let wrong: Vec<String> = TEXTS
        .iter()
        .map(|(text, expected)| (text, expected, described(&gazetteer, text)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(text, expected, found)| format!("`{text}` gives {found}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn more_texts_of_areas() {
    let gazetteer = gazetteer();
    for (text, expected) in [
        ("Manchester", "area Manchester"),
        ("Greater Manchester", "none"),
        ("Manchester Old Road", "none"),
        ("Bury New Road", "none"),
        ("Blackley", "none"),
        ("Brookton 018E", "none"),
        ("Fresh Brookton", "place Fresh"),
        ("Piccadilly, Hulme", "street Piccadilly"),
        ("Chorlton Park", "area Chorlton Park"),
        ("a park in Chorlton", "area Chorlton"),
        ("Oxford Road, Hulme", "area Hulme"),
        ("Spar, Moss Side", "area Moss Side"),
        ("beswick", "area Ancoats & Beswick"),
    ] {
        assert_eq!(described(&gazetteer, text), expected, "{text}");
    }
}

#[test]
fn premises_are_named_with_how_an_event_belongs_to_them() {
    let gazetteer = gazetteer();
    let named = |text: &str| {
        let named = gazetteer.place_named(text, None, |place| place >= 2)?;
        Some((PLACES[named.place as usize].0, named.link))
    };
    for (text, expected) in [
        ("Club Lantern", ("Club Lantern", Link::Inside)),
        ("inside Club Lantern", ("Club Lantern", Link::Inside)),
        ("toilets of Club Lantern", ("Club Lantern", Link::Inside)),
        ("Bloom Street, Club Lantern", ("Club Lantern", Link::Inside)),
        ("Club Lantern, Bloom Street", ("Club Lantern", Link::Inside)),
        ("outside Club Lantern", ("Club Lantern", Link::AtDoor)),
        ("O/S Club Lantern, Bloom St", ("Club Lantern", Link::AtDoor)),
        (
            "at the door of Club Lantern",
            ("Club Lantern", Link::AtDoor),
        ),
        (
            "in the queue for Club Lantern",
            ("Club Lantern", Link::AtDoor),
        ),
        ("Club Lantern smoking area", ("Club Lantern", Link::AtDoor)),
        ("Club Lantern main entrance", ("Club Lantern", Link::AtDoor)),
        ("doorstep of the Anvil", ("The Anvil", Link::AtDoor)),
        ("Club Lantern (outside)", ("Club Lantern", Link::AtDoor)),
        ("near Club Lantern", ("Club Lantern", Link::Vicinity)),
        (
            "alley behind Club Lantern",
            ("Club Lantern", Link::Vicinity),
        ),
        ("walking home from the Anvil", ("The Anvil", Link::Vicinity)),
        ("Anvil car park", ("The Anvil", Link::Vicinity)),
        ("entrance to Club Lantern", ("Club Lantern", Link::AtDoor)),
        ("queue to the Anvil", ("The Anvil", Link::AtDoor)),
        ("smoking area to the Anvil", ("The Anvil", Link::AtDoor)),
        ("next to the Anvil", ("The Anvil", Link::Vicinity)),
        ("walking to the Anvil", ("The Anvil", Link::Vicinity)),
        ("away from the Anvil", ("The Anvil", Link::Vicinity)),
        ("leaving from the Anvil", ("The Anvil", Link::Vicinity)),
        ("theft from the Anvil", ("The Anvil", Link::Inside)),
        (
            "theft from Club Lantern, near the Anvil",
            ("Club Lantern", Link::Inside),
        ),
        (
            "walking home from Club Lantern, outside the Anvil",
            ("The Anvil", Link::AtDoor),
        ),
        (
            "outside Bloom Street, Club Lantern",
            ("Club Lantern", Link::Inside),
        ),
        (
            "Club Lantern, outside the Anvil",
            ("Club Lantern", Link::Inside),
        ),
        ("Club Lanterm", ("Club Lantern", Link::Inside)),
    ] {
        assert_eq!(named(text), Some(expected), "{text}");
    }
    for text in ["Bloom Street", "a club", "Piccadilly Gardens", "Spar", ""] {
        assert_eq!(named(text), None, "{text}");
    }
}

#[test]
fn coordinates_tell_premises_of_one_name_apart_and_disagree_with_far_ones() {
    let gazetteer = gazetteer();
    let named = |text: &str, x, y| {
        let named = gazetteer.place_named(text, Some(at(x, y)), |_| true);
        named.map(|named| named.place)
    };
    assert_eq!(named("Spar", 25.0, 2_100.0), Some(3));
    assert_eq!(named("outside Spar", 25.0, 0.0), Some(2));
    assert_eq!(named("Spar", 25.0, 1_000.0), None);
    assert_eq!(named("Club Lantern", 35.0, 30.0), Some(4));
}

#[test]
fn a_text_without_a_name_may_still_say_where_at_the_premises() {
    for (text, expected) in [
        ("smoking area", Some(Link::AtDoor)),
        ("outside", Some(Link::AtDoor)),
        ("Toilets", Some(Link::Inside)),
        ("rear of premises", Some(Link::Vicinity)),
        ("Canal Street", None),
        ("", None),
    ] {
        assert_eq!(link_in_words(text), expected, "{text}");
    }
}

#[test]
fn a_place_listed_twice_is_one_place() {
    let twice = [
        ("Club Lantern", at(1.0, 1.0)),
        ("CLUB LANTERN", at(2.0, 2.0)),
    ];
    let gazetteer = Gazetteer::new(twice, [], []);
    let found = gazetteer.find("club lantern").unwrap();
    assert_eq!((found.number, found.at), (0, Some(at(1.0, 1.0))));
}

#[test]
fn areas_that_share_a_name_in_one_layer_are_not_guessed() {
    let areas = [
        ("Northbrook", 0),
        ("Northbrook", 0),
        ("Elmfield", 1),
        ("Elmfield", 0),
    ];
    let areas = areas.map(|(name, layer)| (name, layer, &NOWHERE));
    let gazetteer = Gazetteer::new([], [], areas);
    assert_eq!(gazetteer.find("Northbrook"), None);
    assert_eq!(gazetteer.find("Elmfield").unwrap().number, 3);
}

#[test]
fn a_part_that_two_joined_names_have_names_neither_area() {
    let areas = [
        ("Ancoats & Beswick", 0),
        ("Ancoats & Clayton", 0),
        ("Crumpsall & Moston", 0),
        ("Moston", 0),
        ("Clayton & Openshaw", 1),
    ];
    let areas = areas.map(|(name, layer)| (name, layer, &NOWHERE));
    let gazetteer = Gazetteer::new([], [], areas);
    let number = |text| gazetteer.find(text).map(|found| found.number);
    assert_eq!(number("Ancoats"), None);
    assert_eq!(number("Ancoats & Clayton"), Some(1));
    assert_eq!(number("Beswick"), Some(0));
    assert_eq!(number("Clayton"), Some(1), "the finer layer");
    assert_eq!(number("Moston"), Some(3), "a whole name");
}

fn is_near(word: &str, other: &str) -> bool {
    word == other || strsim::damerau_levenshtein(word, other) == 1
}

proptest! {
    /// Words of names, their typing errors and other words in any order.
    #[test]
    fn every_word_of_what_is_found_stands_in_the_text(
        words in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "bloom", "st", "street", "road", "piccadilly", "gardens", "sackvile", "oxford",
                    "club", "lantern", "lanterns", "moss", "side", "outside", "the", "anvil", "saint",
                    "peters", "square", "and", "12", "great", "west", "fallowfeild", "deansgat",
                ]).prop_map(str::to_owned),
                "[a-z]{1,10}",
                "\\PC{0,12}",
            ],
            0..8,
        ),
    ) {
        let text = words.join(" ");
        if let Some(found) = gazetteer().find(&text) {
            let number = found.number as usize;
            let name = match found.kind {
                NameKind::Place => PLACES[number].0,
                NameKind::Street => STREETS[number].0,
                NameKind::Area => AREAS[number].0,
            };
            let has = crate::location_words::words(&text);
            let stands = |word: &String| {
                let saint_or_street = ["saint", "street", "st"].contains(&word.as_str());
                has.iter().any(|other| is_near(word, other) || saint_or_street && other == "st" || word == "st" && other == "saint")
            };
            let parts: Vec<Vec<String>> = if found.kind == NameKind::Area {
                name.split('&').map(crate::location_words::words).collect()
            } else {
                vec![crate::location_words::words(name)]
            };
            prop_assert!(parts.iter().any(|part| part.iter().all(stands)), "{text} names {name}");
            prop_assert_eq!(found.at.is_none(), found.kind == NameKind::Area);
        }
    }
}

#[test]
fn many_texts_over_many_names_take_seconds() {
    let number = |n: usize| {
        let letters = ["ba", "do", "fe", "gi", "lu", "ma", "ne", "po", "ri", "su"];
        format!(
            "{}{}{}{}ton",
            letters[n % 10],
            letters[n / 10 % 10],
            letters[n / 100 % 10],
            letters[n / 1000 % 10]
        )
    };
    let names: Vec<String> = (0..20_000)
        .map(|n| {
            format!(
                "{} {}",
                number(n % 10_000),
                if n < 10_000 { "Street" } else { "Road" }
            )
        })
        .collect();
    let lines: Vec<_> = (0..20_000)
        .map(|n| line([0.0, f64::from(n), 50.0, f64::from(n)]))
        .collect();
    let gazetteer = Gazetteer::new([], names.iter().map(String::as_str).zip(&lines), []);
    let clock = std::time::Instant::now();
    let found = (0..100_000_usize)
        .filter(|n| {
            gazetteer
                .find(&format!(
                    "outside shop, {} x{} St",
                    number(n % 10_000),
                    if n % 2 == 0 { "" } else { "y" }
                ))
                .is_some()
        })
        .count();
    assert_eq!(found, 0, "another word stands between");
    let found = (0..100_000_usize)
        .filter(|n| {
            gazetteer
                .find(&format!("outside shop, {} St", number(n % 10_000)))
                .is_some()
        })
        .count();
    assert_eq!(found, 100_000);
    // Without optimisation it takes some ten times as long as in the built program.
    assert!(clock.elapsed().as_secs() < 60, "{:?}", clock.elapsed());
}
