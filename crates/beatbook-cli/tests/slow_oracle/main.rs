//! The Store against a slow oracle: for a thousand random selections the rows of a book are looked at one
//! by one, hour by hour, by code that shares nothing with the scan, and every count must agree exactly.

mod book;
mod clock;
mod rows;
mod text;
#[path = "../../../beatbook-store/benches/any_selection/words.rs"]
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::thread;

use beatbook_core::{Answer, AreaCounts, Count, Day, LayerId, Selection, UnitCounts};
use beatbook_demo::{DemoParams, write_city};
use beatbook_read::{BadRows, Config};
use beatbook_store::Store;
use beatbook_testkit::RandomSelections;
use tempfile::TempDir;

use crate::book::SlowBook;
use crate::rows::{Asked, find, source_of};
use crate::text::Text;
use crate::words::words_of;

const SELECTIONS: usize = 1_000;

/// A demo city as a book: five sources, three with agreements, four layers, a ring and a calendar.
fn city(events: u64, seed: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let params = DemoParams {
        seed,
        events,
        null: false,
    };
    write_city(&params, folder.path(), &mut |_, _| {}).unwrap();
    let config = folder.path().join("beatbook.toml");
    let config = Config::load(&config, Day::from_number(20_000)).unwrap();
    let book = folder.path().join("book");
    beatbook_build::build(
        &config,
        folder.path(),
        &book,
        BadRows::Skip,
        &mut |_| {},
        &mut |_| {},
    )
    .unwrap();
    (folder, book)
}

/// A thousand selections, and how often each word of the grammar is among them.
fn selections(store: &Store, seed: u64) -> (Vec<String>, BTreeMap<String, u32>) {
    let texts: Vec<String> = RandomSelections::new(words_of(store), seed)
        .take(SELECTIONS)
        .map(|text| {
            Selection::parse(&text)
                .unwrap_or_else(|e| panic!("{text}: {e}"))
                .to_string()
        })
        .collect();
    let mut parts = BTreeMap::new();
    for text in &texts {
        let text = Text::new(text);
        for key in Selection::KEYS {
            let value = text.get(key);
            let part = match key {
                // Each of the few words of these is a part by itself.
                "source" | "time" | "count" | "unit" | "located" => {
                    format!("{key}={}", value.unwrap_or("default"))
                }
                _ if value.is_none() => continue,
                _ => key.to_owned(),
            };
            *parts.entry(part).or_default() += 1;
        }
    }
    (texts, parts)
}

fn check_areas(store: &Store, slow: &SlowBook, text: &str, layer: usize) -> Result<bool, String> {
    let selection = Selection::parse(text).unwrap();
    let (id, codes) = &slow.layers[layer];
    let answer: Answer<AreaCounts> = match store.areas(id, &selection) {
        Ok(answer) => answer,
        // The terms of a source and its gaps are no part of counting.
        Err(_) => return Ok(false),
    };
    let found = find(slow, &Text::new(text), Asked::Table);
    let mut counts = vec![0; codes.len()];
    let (_, areas) = &slow.locations.area[layer];
    for &(location, _) in &found.located {
        if let Some(count) = counts.get_mut(areas[location] as usize) {
            *count += 1;
        }
    }
    let fast: Vec<Count> = answer.value.areas.iter().map(|area| area.count).collect();
    let told = |count| told(count, &Text::new(text));
    let counts: Vec<Count> = counts.into_iter().map(told).collect();
    if fast != counts {
        return Err(format!(
            "{text}: counts of {id}: {fast:?} instead of {counts:?}"
        ));
    }
    let (fast, own) = (answer.accounting, found.accounting());
    if fast != own {
        return Err(format!(
            "{text}: areas of {id}: {fast:?} instead of {own:?}"
        ));
    }
    Ok(true)
}

/// The ids of the units of the study area in order, and the unit of each location.
fn units_of(slow: &SlowBook, unit: &str) -> Option<(Vec<String>, Vec<Option<String>>)> {
    let layer = slow.layers.iter().position(|(id, _)| id.as_str() == unit);
    if let Some(layer) = layer {
        let (_, codes) = &slow.layers[layer];
        let (_, areas) = &slow.locations.area[layer];
        let of = areas.iter().map(|&area| codes.get(area as usize).cloned());
        return Some((codes.clone(), of.collect()));
    }
    let number = slow.cells.iter().position(|(word, _)| word == unit)?;
    let (_, table) = &slow.cells[number];
    let id = |number: &u64| match unit {
        "bng-150" => format!("bng-{}-{}", number / 10_000_000, number % 10_000_000),
        "street" => format!("segment-{number}"),
        "premises" => format!("premises-{number}"),
        _ => format!("{number:x}"),
    };
    let inside = table
        .cell
        .iter()
        .zip(&table.in_study)
        .filter(|(_, inside)| **inside);
    let known: HashSet<u64> = table.cell.iter().copied().collect();
    let numbered = |number: Option<u32>| {
        let number = number
            .map(u64::from)
            .filter(|number| known.contains(number));
        number.as_ref().map(id)
    };
    let of = match unit {
        "street" => {
            let on = slow.locations.segment.iter();
            on.map(|on| numbered(on.map(|on| on.segment))).collect()
        }
        "premises" => {
            let at = slow.locations.place.iter();
            at.map(|&place| numbered(Some(place))).collect()
        }
        _ => {
            let cells = slow.locations.cell[number].iter();
            let cells = cells.map(|&cell| table.cell.get(cell as usize).map(id));
            cells.collect()
        }
    };
    Some((inside.map(|(cell, _)| id(cell)).collect(), of))
}

fn check_counts(store: &Store, slow: &SlowBook, text: &str) -> Result<bool, String> {
    let selection = Selection::parse(text).unwrap();
    let words = Text::new(text);
    if source_of(slow, &words).activity {
        return Ok(false);
    }
    let unit = selection.unit.to_string();
    let Some((units, of_location)) = units_of(slow, &unit) else {
        return Ok(false);
    };
    let answer = match store.counts(&selection) {
        Ok(answer) => answer,
        // Of people nothing is told finer than a beat, or for a short time.
        Err(_) if is_about_people(&words) => return Ok(false),
        Err(refused) => return Err(format!("{text}: {refused}")),
    };
    let found = find(slow, &words, Asked::Patrol);
    let mut weights: HashMap<&str, u64> = HashMap::new();
    let mut nowhere = 0;
    for &(location, weight) in &found.located {
        if let Some(unit) = &of_location[location] {
            *weights.entry(unit).or_default() += weight;
        } else {
            nowhere += weight;
        }
    }
    let fast = &answer.value;
    let listed: Vec<&str> = fast.units.iter().map(|unit| unit.id.as_str()).collect();
    if words.get("area").is_none() && listed != units {
        return Err(format!(
            "{text}: {} units instead of {}",
            listed.len(),
            units.len()
        ));
    }
    if let Some(left) = weights.keys().find(|unit| !listed.contains(unit)) {
        return Err(format!("{text}: {left} is not listed"));
    }
    for unit in &fast.units {
        let weight = weights.get(unit.id.as_str()).copied().unwrap_or_default();
        let count = told(whole(weight), &words);
        if (unit.count, unit.weight) != (count, weighed(count, weight)) {
            return Err(format!("{text}: {unit:?} instead of {count:?}, {weight}"));
        }
    }
    let beside = (fast.nowhere, fast.nowhere_weight);
    let count = told(whole(nowhere), &words);
    if beside != (count, weighed(count, nowhere)) {
        return Err(format!(
            "{text}: {beside:?} in no unit instead of {nowhere}"
        ));
    }
    let (fast, own) = (answer.accounting, found.accounting());
    if fast != own {
        return Err(format!("{text}: counts: {fast:?} instead of {own:?}"));
    }
    Ok(true)
}

/// Whether people are chosen by what they are.
fn is_about_people(text: &Text<'_>) -> bool {
    let about_people = ["under-18", "18-25", "street-community"];
    let flags = text.list("flag");
    flags
        .iter()
        .any(|flag| about_people.contains(&flag.trim_start_matches('-')))
}

/// A count as it may be told: of fewer than ten people nothing is, where they are chosen by what they are.
fn told(count: u32, text: &Text<'_>) -> Count {
    if is_about_people(text) && (1..10).contains(&count) {
        Count::Suppressed
    } else {
        Count::Exact(count)
    }
}

/// Whole events, the nearest number of them.
fn whole(weight: u64) -> u32 {
    (weight as f64 / UnitCounts::WHOLE as f64).round() as u32
}

/// A weight is told where its count is.
fn weighed(count: Count, weight: u64) -> Option<u64> {
    (count != Count::Suppressed).then_some(weight)
}

fn check_hotspots(store: &Store, slow: &SlowBook, text: &str) -> Result<bool, String> {
    let selection = Selection::parse(text).unwrap();
    if source_of(slow, &Text::new(text)).activity {
        return Ok(false);
    }
    let Ok(answer) = store.hotspots(&selection) else {
        return Ok(false);
    };
    let own = find(slow, &Text::new(text), Asked::Patrol).accounting();
    if answer.accounting != own {
        return Err(format!(
            "{text}: {:?} instead of {own:?}",
            answer.accounting
        ));
    }
    Ok(true)
}

fn agree(folder: &Path, seed: u64) {
    let store = Store::open(folder).unwrap();
    let slow = SlowBook::open(folder);
    let (texts, parts) = selections(&store, seed);
    println!("of {SELECTIONS} random selections:");
    for (part, times) in &parts {
        println!("  {part:<24} {times}");
    }
    // What a place is held against changes no count.
    for key in Selection::KEYS.into_iter().filter(|key| *key != "against") {
        assert!(
            parts.keys().any(|part| part.starts_with(key)),
            "{key} was never exercised"
        );
    }
    let value = |key: &str, word: &String| parts.contains_key(&format!("{key}={word}"));
    let words = words_of(&store);
    for (key, words) in [("time", &words.times[1..]), ("unit", &words.units[..])] {
        let default = Selection::default().unit.to_string();
        let missing = words
            .iter()
            .find(|word| **word != default && !value(key, word));
        assert!(missing.is_none(), "{key}={missing:?} was never exercised");
    }
    let layers: Vec<&LayerId> = slow.layers.iter().map(|(id, _)| id).collect();
    let check = |(number, text): (usize, &String)| {
        let checks = [
            check_areas(&store, &slow, text, number % layers.len()),
            check_hotspots(&store, &slow, text),
            check_counts(&store, &slow, text),
        ];
        checks.map(|agreed| agreed.unwrap_or_else(|wrong| panic!("{wrong}")))
    };
    let answered = on_all_threads(&texts, check);
    for (number, (what, least)) in [("areas", 750), ("hotspots", 500), ("counts", 750)]
        .into_iter()
        .enumerate()
    {
        let agreed = answered.iter().filter(|checks| checks[number]).count();
        println!("{agreed} agreed as {what}");
        assert!(agreed >= least, "only {agreed} were answered as {what}");
    }
}

/// Not by rayon: what waits for an answer under way must not be what works on it.
fn on_all_threads<T: Send>(
    texts: &[String],
    check: impl Fn((usize, &String)) -> T + Sync,
) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let numbered: Vec<(usize, &String)> = texts.iter().enumerate().collect();
    thread::scope(|scope| {
        let parts = numbered.chunks(numbered.len().div_ceil(threads));
        let check = &check;
        let workers: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().copied().map(check).collect::<Vec<T>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    })
}

#[test]
fn a_thousand_random_selections_agree_with_looking_at_every_row() {
    let (_folder, book) = city(6_000, 7);
    agree(&book, 1);
}

#[test]
fn neither_threads_nor_opening_again_change_a_bit() {
    const FEW: usize = 100;
    let (_folder, book) = city(6_000, 7);
    let on = |threads: usize| {
        let store = Store::open(&book).unwrap().keeping(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let texts = RandomSelections::new(words_of(&store), 2).take(FEW);
            let answers = texts.map(|text| {
                let selection = Selection::parse(&text).unwrap();
                // Written out in full: two numbers that differ in a bit are written differently.
                format!(
                    "{text}: {:?} {:?}",
                    store.hotspots(&selection),
                    store.places(&selection)
                )
            });
            answers.collect::<Vec<_>>()
        })
    };
    let (one, two, again) = (on(1), on(2), on(2));
    for ((one, two), again) in one.iter().zip(&two).zip(&again) {
        assert_eq!(one, two);
        assert_eq!(two, again);
    }
}
