//! Everything of a config that is not events or people: layers, figures of areas, streets, places, days.

use std::collections::HashSet;

use beatbook_core::{Crs, LayerId, thousands};

use super::choose::{Candidate, Chosen};
use super::paths::Paths;
use super::text::{Table, Text, list};
use crate::recognise::{Class, Index, Kind, Places, Population, Recognised, Shapes};
use crate::{IndexSpec, PeopleCounted, PopulationSpec, read_index, read_lookup, read_population};

/// At least this share of the areas of a layer must be in a file, or a build refuses it.
const COVERED: f64 = 0.99;

/// Writes all these tables.
pub(super) fn write(
    found: &[Recognised],
    chosen: &Chosen,
    paths: &Paths,
    text: &mut Text,
    used: &mut [String],
) {
    layers(found, chosen, text);
    ring(found, paths, text, used);
    indices(found, chosen, paths, text, used);
    populations(found, chosen, paths, text, used);
    single(
        found,
        &Kind::Lookup,
        ("lookup", "What became of the areas of 2011 in 2021."),
        paths,
        text,
        used,
    );
    postcodes(found, paths, text, used);
    shapes(found, paths, text, used);
    places(found, paths, text, used);
    single(
        found,
        &Kind::Calendar,
        ("calendar", "Days that are not like others."),
        paths,
        text,
        used,
    );
    single(
        found,
        &Kind::Annotations,
        ("annotations", "Dated notes about sources."),
        paths,
        text,
        used,
    );
}

fn layers(found: &[Recognised], chosen: &Chosen, text: &mut Text) {
    for layer in &chosen.layers {
        text.comment(&of_layer(found, layer));
        text.table(&layer_table(layer));
    }
    for (layer, why) in &chosen.others {
        text.comment(&format!("Not used as {}: {why}.", layer.id));
        text.commented(&layer_table(layer));
    }
}

fn of_layer(found: &[Recognised], layer: &Candidate) -> String {
    let areas = thousands(layer.areas.len() as u64);
    let mut words = match layer.files.len() {
        1 => format!("{}.", found[layer.files[0]].evidence),
        many => format!("{areas} areas in {many} files of one product, side by side."),
    };
    if layer.generalised && layer.agrees.is_none_or(|agrees| agrees < COVERED) {
        words.push_str(
            " Generalised edges: near an edge an event may be given to the area beside its own.",
        );
    }
    if let Some(agrees) = layer.agrees {
        let percent = 100.0 * agrees;
        let share = format!(" {percent:.1}% of the sampled rows lie in the area they name.");
        words.push_str(&share);
    }
    words
}

fn layer_table(layer: &Candidate) -> Table {
    let mut table = Table::new("[[layer]]");
    table.set("id", layer.id.as_str());
    if let Some(guessed) = &layer.guessed {
        table.remark(guessed);
    }
    table.set("path", &layer.path);
    table.set("code", &layer.spec.code);
    table.set_if("name", layer.spec.name.as_deref());
    if layer.spec.transform == beatbook_core::Transform::Helmert {
        table.set("transform", "helmert");
        table.remark(if layer.agrees.is_some() {
            "more of the rows then lie in the area they name"
        } else {
            "data.police.uk makes longitude and latitude so"
        });
    }
    table
}

fn ring(found: &[Recognised], paths: &Paths, text: &mut Text, used: &mut [String]) {
    let mut done = false;
    for (at, file) in found.iter().enumerate() {
        let Kind::Outline(shapes) = &file.what else {
            continue;
        };
        let mut table = Table::new("[ring]");
        table.set("path", &paths.relative(&file.path));
        if shapes.is_ring && !done {
            done = true;
            text.comment("Ground beyond the study area for which there are data too.");
            text.table(&table);
            used[at] = "ring".into();
            continue;
        }
        let why = "no codes, so it is no layer; it can be the [ring] if it is ground for which there are data too";
        text.comment(&format!("{}: {why}.", paths.shown(&file.path)));
        text.commented(&table);
        used[at] = format!("not used: {why}");
    }
}

/// Uses the first of several tables with one id; the others are written behind a `#`.
fn indices(
    found: &[Recognised],
    chosen: &Chosen,
    paths: &Paths,
    text: &mut Text,
    used: &mut [String],
) {
    let mut done: Vec<String> = Vec::new();
    for (at, file) in found.iter().enumerate() {
        let Kind::Index(index) = &file.what else {
            continue;
        };
        let edition = index
            .edition
            .unwrap_or(if index.year == 2021 { 2025 } else { 2019 });
        let id = format!("imd{:02}", edition % 100);
        let own = layer_of(chosen, index.year);
        let layer = own.or_else(|| {
            let other = if index.year == 2011 { 2021 } else { 2011 };
            chosen.lookup.as_ref().and_then(|_| layer_of(chosen, other))
        });
        let mut table = Table::new("[[index]]");
        table.set("id", &id);
        if index.edition.is_none() {
            table.remark("the file does not say of which year it is");
        }
        let named = layer.map_or_else(
            || format!("lsoa{:02}", index.year % 100),
            |layer| layer.id.to_string(),
        );
        table.set("layer", &named);
        if own.is_none() && layer.is_some() {
            table.remark("carried over by [lookup] from the codes of the other year");
        }
        table.set("path", &paths.relative(&file.path));
        let why = match layer {
            _ if done.contains(&id) => Some(format!("another file is {id} already")),
            None => Some(format!(
                "there is no layer lsoa{:02} for it",
                index.year % 100
            )),
            Some(layer) => misfit(file, index, &id, layer, chosen),
        };
        put(text, &capital(&file.evidence), &table, why.as_deref());
        used[at] = why.map_or_else(
            || format!("index {id} of layer {named}"),
            |why| format!("not used: {why}"),
        );
        if used[at].starts_with("index") {
            done.push(id);
        }
    }
}

fn layer_of(chosen: &Chosen, year: u16) -> Option<&Candidate> {
    let id = LayerId::parse(&format!("lsoa{:02}", year % 100)).ok()?;
    chosen.layer(&id)
}

/// Why an index is not that of a layer.
fn misfit(
    file: &Recognised,
    index: &Index,
    id: &str,
    layer: &Candidate,
    chosen: &Chosen,
) -> Option<String> {
    let spec = IndexSpec {
        domain: None,
        id: id.to_owned(),
        layer: layer.id.clone(),
        path: file.path.clone(),
        carried: chosen.lookup.is_some(),
    };
    let raw = match read_index(&spec) {
        Ok(raw) => raw,
        Err(e) => return Some(one_line(&e)),
    };
    let mut codes: HashSet<String> = raw.rows.into_iter().map(|row| row.code).collect();
    let mut share = COVERED;
    if index.year != layer.id.vintage().0 {
        // Merged and irregular areas have no figure of the other year.
        share = 0.5;
        let rows = chosen
            .lookup
            .as_ref()
            .and_then(|path| read_lookup(path).ok());
        let rows = rows.map(|raw| raw.rows).unwrap_or_default();
        codes = rows
            .into_iter()
            .filter(|row| row.change == 'U' || row.change == 'S')
            .filter_map(|row| {
                let (from, to) = if index.year == 2011 {
                    (row.lsoa11, row.lsoa21)
                } else {
                    (row.lsoa21, row.lsoa11)
                };
                codes.contains(&from).then_some(to)
            })
            .collect();
    }
    too_few(&codes, layer, share)
}

fn too_few(codes: &HashSet<String>, layer: &Candidate, share: f64) -> Option<String> {
    let found = layer
        .areas
        .iter()
        .filter(|(code, _)| codes.contains(code))
        .count();
    let all = layer.areas.len();
    ((found as f64) < share * all as f64).then(|| {
        format!(
            "it has {} of the {} areas of layer {}",
            thousands(found as u64),
            thousands(all as u64),
            layer.id
        )
    })
}

fn one_line(e: &crate::ReadError) -> String {
    match e {
        crate::ReadError::Problem(problem) => problem.reason.clone(),
        other => other.to_string().replace('\n', " "),
    }
}

fn populations(
    found: &[Recognised],
    chosen: &Chosen,
    paths: &Paths,
    text: &mut Text,
    used: &mut [String],
) {
    let mut fitting: Vec<(usize, &Population, &Candidate)> = Vec::new();
    let mut others: Vec<(usize, &Population, String)> = Vec::new();
    for (at, file) in found.iter().enumerate() {
        let Kind::Population(population) = &file.what else {
            continue;
        };
        let layers = chosen.layers.iter().filter(|layer| {
            layer.id.kind() == "lsoa"
                && population
                    .year
                    .is_none_or(|year| layer.id.vintage().0 == year)
        });
        let mut why = match population.year {
            Some(year) => format!("there is no layer lsoa{:02} for it", year % 100),
            None => "there is no layer of LSOAs for it".to_owned(),
        };
        let mut best: Option<(usize, &Candidate)> = None;
        for layer in layers {
            match residents(file, population, layer) {
                Ok(found) if best.is_none_or(|(most, _)| found > most) => {
                    best = Some((found, layer));
                }
                Ok(_) => {}
                Err(reason) => why = reason,
            }
        }
        match best {
            Some((found, layer)) if found as f64 >= COVERED * layer.areas.len() as f64 => {
                fitting.push((at, population, layer));
            }
            Some((found, layer)) => {
                let (found, all) = (thousands(found as u64), thousands(layer.areas.len() as u64));
                others.push((
                    at,
                    population,
                    format!("it has {found} of the {all} areas of layer {}", layer.id),
                ));
            }
            None => others.push((at, population, why)),
        }
    }
    // Single years of age say more, then the later year.
    fitting.sort_by_key(|(at, population, layer)| {
        (
            layer.id.clone(),
            !population.by_age,
            std::cmp::Reverse(population.of),
            *at,
        )
    });
    let mut last: Option<&LayerId> = None;
    for (at, population, layer) in fitting {
        let table = population_table(found, at, population, Some(&layer.id), paths);
        if last == Some(&layer.id) {
            let why = format!(
                "layer {} has residents already, with ages or of a later year",
                layer.id
            );
            put(text, &capital(&found[at].evidence), &table, Some(&why));
            used[at] = format!("not used: {why}");
        } else {
            last = Some(&layer.id);
            put(text, &capital(&found[at].evidence), &table, None);
            used[at] = format!("residents of layer {}", layer.id);
        }
    }
    for (at, population, why) in others {
        let table = population_table(found, at, population, None, paths);
        put(text, &capital(&found[at].evidence), &table, Some(&why));
        used[at] = format!("not used: {why}");
    }
}

/// How many areas of a layer a file has residents of.
fn residents(
    file: &Recognised,
    population: &Population,
    layer: &Candidate,
) -> Result<usize, String> {
    let spec = PopulationSpec {
        of: PeopleCounted::Residents,
        layer: layer.id.clone(),
        year: population.of.unwrap_or(layer.id.vintage().0),
        path: file.path.clone(),
    };
    let raw = read_population(&spec).map_err(|e| one_line(&e))?;
    let codes: HashSet<String> = raw.rows.into_iter().map(|row| row.code).collect();
    Ok(layer
        .areas
        .iter()
        .filter(|(code, _)| codes.contains(code))
        .count())
}

fn population_table(
    found: &[Recognised],
    at: usize,
    population: &Population,
    layer: Option<&LayerId>,
    paths: &Paths,
) -> Table {
    let year = population.year.unwrap_or(2021);
    let mut table = Table::new("[[population]]");
    let named = layer.map_or_else(|| format!("lsoa{:02}", year % 100), ToString::to_string);
    table.set("layer", &named);
    table.raw("year", &population.of.unwrap_or(year).to_string());
    if population.of.is_none() {
        table.remark("the file does not say its year: that of its codes");
    }
    table.set("path", &paths.relative(&found[at].path));
    table
}

/// A table that takes one file and needs nothing else.
fn single(
    found: &[Recognised],
    kind: &Kind,
    (table, words): (&str, &str),
    paths: &Paths,
    text: &mut Text,
    used: &mut [String],
) {
    let mut done = false;
    for (at, file) in found
        .iter()
        .enumerate()
        .filter(|(_, file)| file.what == *kind)
    {
        let mut lines = Table::new(&format!("[{table}]"));
        lines.set("path", &paths.relative(&file.path));
        let why =
            done.then(|| format!("a config has one [{table}], and another file is it already"));
        put(text, words, &lines, why.as_deref());
        used[at] = why.map_or_else(|| table.to_owned(), |why| format!("not used: {why}"));
        done = true;
    }
}

fn postcodes(found: &[Recognised], paths: &Paths, text: &mut Text, used: &mut [String]) {
    let mut done = false;
    for (at, file) in found.iter().enumerate() {
        let Kind::Postcodes(points) = &file.what else {
            continue;
        };
        let mut table = Table::new("[postcodes]");
        table
            .set("path", &paths.relative(&file.path))
            .set("postcode", &points.key)
            .set("x", &points.x)
            .set("y", &points.y)
            .set("crs", &points.crs.to_string());
        let why =
            done.then(|| "a config has one [postcodes], and another file is it already".to_owned());
        put(text, "Postcodes, to find homes by.", &table, why.as_deref());
        used[at] = why.map_or_else(|| "postcodes".to_owned(), |why| format!("not used: {why}"));
        done = true;
    }
}

fn shapes(found: &[Recognised], paths: &Paths, text: &mut Text, used: &mut [String]) {
    for streets in [true, false] {
        let name = if streets { "streets" } else { "ground" };
        let of = |file: &Recognised| -> Option<Shapes> {
            match (&file.what, streets) {
                (Kind::Streets(shapes), true) | (Kind::Ground(shapes), false) => {
                    Some(shapes.clone())
                }
                _ => None,
            }
        };
        // The file with most lines is the network; others are parts or extracts of it.
        let most = (0..found.len())
            .filter(|at| of(&found[*at]).is_some())
            .max_by_key(|at| (found[*at].rows, std::cmp::Reverse(*at)));
        for (at, file) in found.iter().enumerate() {
            let Some(shapes) = of(file) else { continue };
            let mut table = Table::new(&format!("[{name}]"));
            table
                .set("path", &paths.relative(&file.path))
                .set_if("name", shapes.name.as_deref())
                .set_if("class", shapes.class.as_deref());
            let why = (most != Some(at))
                .then(|| format!("a config has one [{name}], and another file has more"));
            put(text, &capital(&file.evidence), &table, why.as_deref());
            used[at] = why.map_or_else(|| name.to_owned(), |why| format!("not used: {why}"));
        }
    }
}

fn places(found: &[Recognised], paths: &Paths, text: &mut Text, used: &mut [String]) {
    for (at, file) in found.iter().enumerate() {
        let Kind::Places(places) = &file.what else {
            continue;
        };
        text.comment(&ended(&capital(&file.evidence)));
        for note in &file.notes {
            text.say(&ended(note));
        }
        text.table(&places_table(file, places, paths));
        used[at] = "places".into();
    }
}

fn places_table(file: &Recognised, places: &Places, paths: &Paths) -> Table {
    let mut table = Table::new("[[places]]");
    table.set("path", &paths.relative(&file.path));
    if let Some(header) = &places.header {
        table.raw("header", &list(header));
        table.remark("the file has no header line; these names were made up");
    }
    table.set_if("name", places.name.as_deref());
    match &places.class {
        Class::Column(column) => table.set("class", column),
        Class::All(class) => table.set("class_is", class),
    };
    if let Some((x, y, crs)) = &places.points {
        table.set("x", x).set("y", y).set("crs", &crs.to_string());
        if *crs == Crs::Wgs84 {
            table.remark("transform is ostn15 unless it is written");
        }
    }
    table.set_if("radius", places.radius.as_deref());
    table
}

/// A table under its comment; behind a `#` where there is a reason against it.
fn put(text: &mut Text, words: &str, table: &Table, why_not: Option<&str>) {
    match why_not {
        None => {
            text.comment(&ended(words));
            text.table(table);
        }
        Some(why) => {
            text.comment(&format!("{} Not used: {why}.", ended(words)));
            text.commented(table);
        }
    }
}

fn ended(words: &str) -> String {
    if words.ends_with('.') {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
