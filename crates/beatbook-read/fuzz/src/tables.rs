//! Tables with published headers, and the user's own.

use std::sync::LazyLock;

use beatbook_core::LayerId;
use beatbook_read::{
    PeopleCounted,
    BadRows, Config, FeatureSpec, FileReport, IndexSpec, Listening, PeopleSpec, PopulationSpec,
    PostcodeSpec, ReadError, read_annotations, read_calendar, read_harm, read_index, read_lookup,
    read_people, read_places, read_population, read_postcodes,
};

use crate::{config, holds, scratch};

static SPECS: LazyLock<Config> = LazyLock::new(|| {
    let terms = config::TERMS;
    config::sound(&format!(
        "[[source]]\nid = \"offence\"\nformat = \"police.uk\"\nfiles = [\"events.csv\"]\n\
         [harm]\npath = \"table.csv\"\nversion = \"made up\"\n\
         [postcodes]\npath = \"table.csv\"\npostcode = \"postcode\"\nx = \"easting\"\ny = \"northing\"\ncrs = \"EPSG:27700\"\n\
         [[places]]\npath = \"table.csv\"\nname = \"name\"\nclass = \"class\"\nradius = \"radius\"\nx = \"x\"\ny = \"y\"\ncrs = \"EPSG:27700\"\n\
         [[people]]\npath = \"table.csv\"\nsource = \"offence\"\ncrs = \"EPSG:27700\"\n[people.columns]\n\
         event = \"ref\"\nrole = \"role\"\nperson = \"person\"\nage = \"age\"\nsex = \"sex\"\npostcode = \"postcode\"\n\
         x = \"x\"\ny = \"y\"\narea = \"area\"\n\
         [[people]]\npath = \"table.csv\"\nformat = \"tiig\"\n[people.columns]\nmonth = \"month\"\n\
         age_band = \"age_band\"\nsex = \"sex\"\narea = \"area\"\n[people.agreement]\n{terms}"
    ))
});

/// Reads the table as everything that a table can be.
pub fn tables(bytes: &[u8]) {
    let path = scratch::write("table.csv", bytes);
    let (index, population) = deprivation();
    if let Some(index) = holds::same(|| read_index(&index)) {
        assert!(!index.rows.is_empty());
        assert!(index.rows.iter().all(|row| (1..=10).contains(&row.decile)));
    }
    if let Some(population) = holds::same(|| read_population(&population)) {
        assert!(!population.rows.is_empty());
        let whole = |ages: usize| ages == 0 || ages == 91;
        assert!(population.rows.iter().all(|row| whole(row.by_age.len())));
    }
    holds::same(|| read_lookup(&path));
    holds::same(|| read_calendar(&path));
    holds::same(|| read_annotations(&path));
    if let Some(harm) = SPECS
        .harm
        .as_ref()
        .and_then(|spec| holds::same(|| read_harm(spec)))
    {
        assert!(!format!("{harm:?}").contains("NaN"));
    }
    let postcodes: Option<&PostcodeSpec> = SPECS.postcodes.as_ref();
    if let Some(read) = postcodes.and_then(|spec| holds::same(|| read_postcodes(spec))) {
        read.positions.values().copied().for_each(holds::position);
    }
    let places: &FeatureSpec = &SPECS.places[0];
    if let Some(read) = holds::same(|| read_places(places)) {
        holds::features(&read);
    }
    for spec in &SPECS.people {
        holds::same(|| people(spec));
    }
}

fn deprivation() -> (IndexSpec, PopulationSpec) {
    let layer = LayerId::parse("lsoa11").unwrap();
    let index = IndexSpec {
        domain: None,
        id: "imd19".into(),
        layer: layer.clone(),
        path: scratch::path("table.csv"),
        carried: false,
    };
    let population = PopulationSpec {
        of: PeopleCounted::Residents,
        layer,
        year: 2020,
        path: scratch::path("table.csv"),
    };
    (index, population)
}

fn people(spec: &PeopleSpec) -> Result<(FileReport, Vec<String>), ReadError> {
    let (mut given, mut told) = (Vec::new(), 0);
    let mut refused = |row: beatbook_read::RefusedRow<'_>| {
        assert!(
            !row.reason.trim().is_empty() && !row.help.trim().is_empty(),
            "{row:?}"
        );
        told += 1;
    };
    let mut sink = |row: beatbook_read::PersonRow<'_>| {
        if let Some(home) = row.position {
            holds::position(home);
        }
        let sound = |(low, high): (u8, u8)| low <= high && high <= 120;
        assert!(row.age.is_none_or(sound), "{row:?}");
        given.push(format!("{row:?}"));
    };
    let mut listening = Listening::new(&mut refused);
    let report = read_people(spec, BadRows::Skip, &mut sink, &mut listening)?;
    holds::report(&report);
    assert_eq!(
        report.rows_read,
        given.len() as u64 + report.refused,
        "no row is lost"
    );
    assert_eq!(told, report.refused);
    Ok((report, given))
}
