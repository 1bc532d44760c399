//! A small synthetic book: 256 hexagons, one of which stands out; a health source under its agreement,
//! an index of deprivation, residents, people, a calendar.

use std::path::Path;
use std::sync::Arc;

use beatbook_core::{
    Bng, Day, HomeRoute, LayerId, Neighbours, Precision, Role, Setting, Unit, Wgs84, square_number,
};
use beatbook_store::Store;
use beatbook_store::book::{
    AgreementEntry, AnnotationEntry, BookWriter, CalendarEntry, CellTable, Counted, Deciles,
    Events, Home, IndexEntry, LayerEntry, Level, Locations, Manifest, NamedShape, ObjectEntry,
    ObjectKind, OnSegment, People, PopulationEntry, PresetEntry, SourceEntry, Status,
    StreetNetwork, encode_residents, encode_shapes,
};
use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon, Rect, coord};
use tempfile::TempDir;

const SIDE: usize = 16;
const WEST: f64 = -2.25;
const SOUTH: f64 = 53.47;
/// Corner to centre, in degrees: hexagons of a plane of degrees are enough here.
const SIZE: f64 = 7e-4;
/// The cell with the most events, and its id at the default unit.
const PEAK: usize = 8 * SIDE + 8;
pub(crate) const PEAK_ID: &str = "8a19510000000088";

/// A position in the middle of the peak.
pub(crate) fn peak() -> Wgs84 {
    centre(PEAK)
}

/// The book, opened, and the folder that holds it.
pub(crate) fn store() -> (TempDir, Arc<Store>) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "A <small> city");
    let store = Store::open(folder.path()).unwrap();
    (folder, Arc::new(store))
}

/// Publishes a version of the book; another title makes another version.
#[expect(clippy::too_many_lines, reason = "one object after another")]
pub(crate) fn write(folder: &Path, title: &str) {
    let layer = LayerId::parse("lsoa11").unwrap();
    let mut writer = BookWriter::open(folder).unwrap();
    let mut objects = Vec::new();
    let mut put = |kind: ObjectKind, bytes: Vec<u8>, rows: usize| {
        let sha256 = writer.put(&bytes).unwrap();
        let read = matches!(kind, ObjectKind::Origins { .. });
        objects.push(ObjectEntry {
            kind,
            sha256,
            rows: rows as u64,
            files: read.then(|| "extract.csv".into()).into_iter().collect(),
        });
    };

    let locations = locations(&layer);
    put(
        ObjectKind::Locations,
        locations.encode().unwrap(),
        SIDE * SIDE,
    );
    let quarters = Unit::Areas(layer.clone());
    let tables = Unit::CELLS.map(|unit| (unit.clone(), cells(&unit, &layer)));
    for (unit, table) in tables.into_iter().chain([(quarters, areas(&layer))]) {
        let unit = unit.to_string();
        put(
            ObjectKind::Cells { unit: unit.clone() },
            table.encode_cells().unwrap(),
            SIDE * SIDE,
        );
        put(
            ObjectKind::Neighbours { unit },
            table.encode_neighbours().unwrap(),
            0,
        );
    }
    let mut shapes = |kind: ObjectKind, shapes: &[NamedShape]| {
        put(kind, encode_shapes(shapes).unwrap(), shapes.len());
    };
    let quarters: Vec<_> = (0..4).map(quarter).collect();
    shapes(
        ObjectKind::Layer {
            layer: "lsoa11".into(),
        },
        &quarters,
    );
    shapes(ObjectKind::Study, &[shape("", "", study().into())]);
    let at = |x: f64, y: f64| coord! { x: WEST + x * SIZE, y: SOUTH + y * SIZE };
    let line = |from, to| Geometry::from(LineString::new(vec![from, to]));
    shapes(
        ObjectKind::Streets,
        &[
            shape("Long Street", "main", line(at(-2.0, 10.0), at(30.0, 10.0))),
            shape("Short Lane", "minor", line(at(4.0, 0.0), at(4.0, 20.0))),
        ],
    );
    let streets = network(&layer);
    put(
        ObjectKind::Network,
        streets.encode().unwrap(),
        streets.len(),
    );
    let mut shapes = |kind: ObjectKind, shapes: &[NamedShape]| {
        put(kind, encode_shapes(shapes).unwrap(), shapes.len());
    };
    let park = Rect::new(at(0.0, 0.0), at(3.0, 3.0)).to_polygon();
    shapes(ObjectKind::Ground, &[shape("", "park", park.into())]);
    shapes(
        ObjectKind::Places,
        &[shape(
            "Central Station",
            "station",
            Point(at(1.0, 1.0)).into(),
        )],
    );

    figures(&layer, &mut put);

    let mut sources = Vec::new();
    for (source, number) in [("offence", 0), ("attendance", 1)] {
        let events = events(number, &locations);
        for (month, rows) in events.by_month() {
            let month = month.to_string();
            let kind = ObjectKind::Events {
                source: source.into(),
                month: month.clone(),
            };
            put(kind, events.encode(&rows).unwrap(), rows.len());
            let kind = ObjectKind::Origins {
                source: source.into(),
                month,
            };
            let (bytes, _) = events.encode_origins(&rows).unwrap();
            put(kind, bytes, rows.len());
        }
        sources.push(SourceEntry {
            source: source.into(),
            rows: events.len() as u64,
            located: events.len() as u64,
            unlocated: 0,
            outside: 0,
            refused: 0,
            activity: false,
            activity_categories: Vec::new(),
            flags: vec!["knife".into(), "domestic".into()],
            agreement: (source == "attendance").then(agreement),
            coverage: Vec::new(),
            gaps: Vec::new(),
            quality: None,
        });
    }
    writer.publish(&manifest(title, sources, objects)).unwrap();
}

/// What is known of the areas and of those concerned: deciles, residents, people.
fn figures(layer: &LayerId, put: &mut impl FnMut(ObjectKind, Vec<u8>, usize)) {
    let deciles = Deciles {
        rank: vec![100, 5_000, 20_000, 32_000],
        decile: vec![1, 2, 7, 10],
    };
    let index = ObjectKind::Index {
        index: "imd19".into(),
    };
    put(index, deciles.encode().unwrap(), 4);
    let population = ObjectKind::Population {
        layer: "lsoa11".into(),
    };
    put(
        population,
        encode_residents(&[1_500, 1_600, 1_700, 1_800]).unwrap(),
        4,
    );
    let linked = people(layer, &[Role::Victim, Role::Suspect], 40);
    let attenders = people(layer, &[Role::Attender], 30);
    for (of, people) in [("offence", linked), ("attenders", attenders)] {
        let kind = ObjectKind::People { of: of.into() };
        put(kind, people.encode().unwrap(), people.len());
    }
}

fn manifest(title: &str, sources: Vec<SourceEntry>, objects: Vec<ObjectEntry>) -> Manifest {
    Manifest {
        format: Manifest::FORMAT,
        program: "0.1.0".into(),
        title: title.into(),
        synthetic: true,
        study: "lsoa11".into(),
        alpha: 0.05,
        sliver_metres: 0.0,
        km2: 4.0,
        presets: vec![PresetEntry {
            id: "nights".into(),
            label: "Nights".into(),
            selection: "window=fri22-sat07".into(),
        }],
        indexes: vec![IndexEntry {
            domain: None,
            id: "imd19".into(),
            edition: 2019,
            layer: "lsoa11".into(),
            carried_over: false,
            file: "imd.csv".into(),
        }],
        populations: vec![PopulationEntry {
            counted: Counted::Residents,
            layer: "lsoa11".into(),
            year: 2020,
            file: "residents.csv".into(),
        }],
        calendar: vec![CalendarEntry {
            day: "2024-03-29".into(),
            kind: "bank-holiday".into(),
            label: "Good Friday".into(),
        }],
        harm: None,
        annotations: vec![AnnotationEntry {
            day: "2024-02-01".into(),
            source: "offence".into(),
            text: "New recording system".into(),
        }],
        layers: vec![LayerEntry {
            id: "lsoa11".into(),
            file: "boundaries".into(),
            crs: "EPSG:27700".into(),
            transform: None,
            areas: 4,
            overlaps: false,
        }],
        sources,
        people: Vec::new(),
        inputs: Vec::new(),
        objects,
    }
}

/// Every audience may see it as far as this goes: what partners may not see is held back by the policy.
fn agreement() -> AgreementEntry {
    AgreementEntry {
        name: "ISA 12".into(),
        controller: "the trust".into(),
        purpose: "preventing violence".into(),
        audiences: ["analyst", "operational", "partnership"]
            .map(Into::into)
            .into(),
        finest_area: "cell".into(),
        finest_time: "hour".into(),
        expires: "2099-12-31".into(),
    }
}

/// People of the first events, half of them at home in the most deprived area, some of them elsewhere.
fn people(layer: &LayerId, roles: &[Role], events: u32) -> People {
    let mut people = People::new([layer.clone()]);
    for event in 0..events {
        for &role in roles {
            let attender = role == Role::Attender;
            let (home, area) = match event % 10 {
                0 => (Home::Outside, u32::MAX),
                1 => (Home::Unknown, u32::MAX),
                n => (Home::Inside, if n % 2 == 0 { 0 } else { n % 4 }),
            };
            people.event.push(if attender { u32::MAX } else { event });
            let month = Day::parse("2024-01-01").unwrap().month();
            people.month.push(attender.then_some(month));
            people.role.push(role);
            people.person.push(None);
            people.age.push(Some((20, 24)));
            people.sex.push(None);
            people.ethnicity.push(None);
            people.route.push(match home {
                Home::Unknown => HomeRoute::Blank,
                _ => HomeRoute::Code,
            });
            people.home.push(home);
            for (_, areas) in &mut people.area {
                areas.push(area);
            }
            people.street_community.push(false);
        }
    }
    people
}

fn shape(name: &str, class: &str, geometry: Geometry<f64>) -> NamedShape {
    NamedShape {
        name: name.into(),
        class: class.into(),
        geometry,
    }
}

fn centre(cell: usize) -> Wgs84 {
    let (row, column) = ((cell / SIDE) as f64, (cell % SIDE) as f64);
    let shift = if row as usize % 2 == 1 { 0.5 } else { 0.0 };
    Wgs84 {
        lon: WEST + SIZE * 3.0_f64.sqrt() * (column + shift),
        lat: SOUTH + SIZE * 1.5 * row,
    }
}

fn grid(cell: usize) -> Bng {
    let Wgs84 { lon, lat } = centre(cell);
    Bng {
        easting: 380_000.0 + (lon - WEST) * 66_000.0,
        northing: 395_000.0 + (lat - SOUTH) * 111_000.0,
    }
}

/// South-west, south-east, north-west, north-east.
fn quarter_of(cell: usize) -> u32 {
    let (row, column) = (cell / SIDE, cell % SIDE);
    u32::from(row >= SIDE / 2) * 2 + u32::from(column >= SIDE / 2)
}

/// A segment of 100 m through each cell; those of a row are one street.
fn network(layer: &LayerId) -> StreetNetwork {
    let cells = || 0..SIDE * SIDE;
    let node = |cell: usize| (cell + cell / SIDE) as u32;
    let row = |cell: usize| (cell / SIDE) as u32;
    let course = |cell: usize| {
        let Wgs84 { lon, lat } = centre(cell);
        LineString::from(vec![(lon - SIZE, lat), (lon + SIZE, lat)])
    };
    StreetNetwork {
        line: cells().map(|cell| row(cell) % 2).collect(),
        street: cells().map(row).collect(),
        from: cells().map(node).collect(),
        to: cells().map(|cell| node(cell) + 1).collect(),
        metres: vec![100.0; SIDE * SIDE],
        course: cells().map(course).collect(),
        area: vec![(layer.clone(), cells().map(quarter_of).collect())],
    }
}

fn study() -> MultiPolygon<f64> {
    MultiPolygon(vec![box_of(0.0, 0.0, 2.0)])
}

fn quarter(number: u32) -> NamedShape {
    let (x, y) = (f64::from(number % 2), f64::from(number / 2));
    let name = format!("Smallton {:03}", number + 1);
    shape(
        &name,
        &format!("E0100000{number}"),
        box_of(x, y, 1.0).into(),
    )
}

fn box_of(x: f64, y: f64, side: f64) -> Polygon<f64> {
    let (wide, high) = (8.0 * SIZE * 3.0_f64.sqrt(), 12.0 * SIZE);
    let corner = |x: f64, y: f64| coord! { x: WEST - SIZE + x * wide, y: SOUTH - SIZE + y * high };
    Rect::new(corner(x, y), corner(x + side, y + side)).to_polygon()
}

fn around(cell: usize) -> Vec<usize> {
    let (row, column) = ((cell / SIDE) as i64, (cell % SIDE) as i64);
    let east = row % 2; // odd rows are shifted by half a cell
    let steps = [
        (0, -1),
        (0, 1),
        (-1, east - 1),
        (-1, east),
        (1, east - 1),
        (1, east),
    ];
    let inside = |v: i64| (0..SIDE as i64).contains(&v);
    steps
        .into_iter()
        .map(|(dr, dc)| (row + dr, column + dc))
        .filter(|&(r, c)| inside(r) && inside(c))
        .map(|(r, c)| r as usize * SIDE + c as usize)
        .collect()
}

/// The quarters as units.
fn areas(layer: &LayerId) -> CellTable {
    let middles = [0, SIDE / 2, SIDE * SIDE / 2, SIDE * SIDE / 2 + SIDE / 2];
    let lists = [vec![1, 2], vec![0, 3], vec![0, 3], vec![1, 2]];
    CellTable {
        cell: vec![0, 1, 2, 3],
        share: vec![1.0; 4],
        in_study: vec![true; 4],
        km2: vec![1.0; 4],
        centre: middles.map(centre).into(),
        area: vec![(layer.clone(), vec![0, 1, 2, 3])],
        ring: vec![vec![[WEST, SOUTH]; 5]; 4],
        neighbours: Neighbours::from_lists(&lists).unwrap(),
    }
}

fn cells(unit: &Unit, layer: &LayerId) -> CellTable {
    let number = |cell: usize| {
        if let Unit::H3(size) = unit {
            let text = format!("8{:x}19510000000000", size.number());
            return u64::from_str_radix(&text, 16).unwrap() + cell as u64;
        }
        let metres = |number: usize, first: f64| first + Unit::SQUARE.0 * number as f64;
        let (easting, northing) = (metres(cell / SIDE, 384e3), metres(cell % SIDE, 398_100.0));
        square_number(Bng { easting, northing }).unwrap()
    };
    let all = || 0..SIDE * SIDE;
    let lists: Vec<_> = all().map(around).collect();
    let ring = |cell: usize| {
        let Wgs84 { lon, lat } = centre(cell);
        (0..=6)
            .map(|corner| f64::from(60 * (corner % 6) + 30).to_radians())
            .map(|angle| [lon + SIZE * angle.cos(), lat + SIZE * angle.sin()])
            .collect()
    };
    CellTable {
        cell: all().map(number).collect(),
        share: vec![1.0; SIDE * SIDE],
        in_study: vec![true; SIDE * SIDE],
        km2: vec![0.015; SIDE * SIDE],
        centre: all().map(centre).collect(),
        area: vec![(layer.clone(), all().map(quarter_of).collect())],
        ring: all().map(ring).collect(),
        neighbours: Neighbours::from_lists(&lists).unwrap(),
    }
}

fn locations(layer: &LayerId) -> Locations {
    let mut order: Vec<usize> = (0..SIDE * SIDE).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (grid(a), grid(b));
        a.easting
            .total_cmp(&b.easting)
            .then(a.northing.total_cmp(&b.northing))
    });
    let cells: Vec<u32> = order.iter().map(|&cell| cell as u32).collect();
    Locations {
        position: order.iter().map(|&cell| grid(cell)).collect(),
        wgs84: order.iter().map(|&cell| centre(cell)).collect(),
        cell: vec![cells; Unit::CELLS.len()],
        area: vec![(
            layer.clone(),
            order.iter().map(|&cell| quarter_of(cell)).collect(),
        )],
        street: vec![u32::MAX; order.len()],
        segment: order
            .iter()
            .map(|&cell| {
                Some(OnSegment {
                    segment: cell as u32,
                    along: 50.0,
                    off: 0.0,
                })
            })
            .collect(),
        place: vec![u32::MAX; order.len()],
    }
}

/// Number 0: one event in every fourth cell and many round the peak. Number 1: only round the peak.
fn events(number: usize, locations: &Locations) -> Events {
    let mut events = Events::default();
    let file = events.strings.intern("extract.csv");
    let category = [
        events.strings.intern("Violence"),
        events.strings.intern("Theft"),
    ];
    let ring = around(PEAK);
    for cell in 0..SIDE * SIDE {
        let extra = match cell {
            PEAK => 24,
            _ if ring.contains(&cell) => 8,
            _ => 0,
        };
        for copy in 0..extra + usize::from(number == 0 && cell % 4 == 0) {
            let row = events.len();
            let day = Day::parse("2024-01-01").unwrap().plus((row % 90) as i32);
            let from = day.at(22, (row % 60) as i8, 0).unwrap();
            events.file.push(file);
            events.line.push(row as u64 + 2);
            events.id.push(Some(&format!("{number}-{row}")));
            events.incident.push(Some(&format!("{number}-{row}")));
            events.code.push(None);
            events.premises.push(u32::MAX);
            events.link.push(None);
            events.caller.push(false);
            events.from.push(from);
            events.to.push(from);
            events.precision.push(Precision::Instant);
            events.category.push(category[copy % 2]);
            events.place.push(None);
            events.status.push(Status::Located);
            events.position.push(grid(cell));
            events.level.push(Level::Exact);
            events.recorded.push(Some(day.plus(2)));
            events.setting.push(Setting::Street);
            events.flags.push(u16::from(copy % 3 == 1)); // a knife in every third
        }
    }
    assert!(
        events
            .position
            .iter()
            .all(|&at| locations.find(at).is_some())
    );
    events
}
