//! A small invented town for tests: 256 hexagons in four quarters, the northern row beyond the edge.
//! Tests add rows, people and places, and open the book that comes of it.

use beatbook_core::{
    Bng, Day, HomeRoute, LayerId, Link, Month, Neighbours, Precision, Role, Selection, Setting,
    Unit, Wgs84, square_number,
};
use geo_types::{MultiPolygon, Point, Polygon, Rect, coord};
use tempfile::TempDir;

use crate::Store;
use crate::book::{
    AgreementEntry, AnnotationEntry, BookWriter, CalendarEntry, CellTable, Counted, Deciles,
    Elsewhere, Events, GapEntry, HarmEntry, Home, IndexEntry, LayerEntry, Level, Locations,
    Manifest, NamedShape, ObjectEntry, ObjectKind, OnSegment, People, PeopleEntry, PopulationEntry,
    SourceEntry, Status, StreetNetwork, encode_residents, encode_shapes,
};

pub(crate) const SIDE: usize = 16;
const WEST: f64 = -2.25;
const SOUTH: f64 = 53.47;
/// Corner to centre in degrees: hexagons of a plane of degrees are enough here.
const SIZE: f64 = 7e-4;
const RADIUS: f64 = 60.0;

/// A cell in the middle of the south-west quarter.
pub(crate) const HERE: usize = 4 * SIDE + 4;
/// A cell of the study area that touches the ring.
pub(crate) const EDGE: usize = (SIDE - 2) * SIDE + 8;
/// A cell of the ring, next to it.
pub(crate) const BEYOND: usize = (SIDE - 1) * SIDE + 8;
/// Flags of the source, by bit.
pub(crate) const FLAGS: [&str; 4] = ["domestic", "knife", "under-18", "find"];
pub(crate) const DOMESTIC: u16 = 1;

/// One row of a source.
#[derive(Clone)]
pub(crate) struct Row {
    pub from: i64,
    pub to: i64,
    pub precision: Precision,
    /// Cell, and metres east and north of its middle; `None` without a usable place.
    pub at: Option<(usize, f64, f64)>,
    pub category: &'static str,
    /// Offence code.
    pub code: Option<&'static str>,
    pub incident: Option<String>,
    pub setting: Setting,
    pub flags: u16,
    pub recorded: Option<Day>,
    pub text: Option<&'static str>,
    /// Where it was only discovered.
    pub discovered: Option<(usize, f64, f64)>,
    /// Number of the place it belongs to and how, and whether they called.
    pub premises: Option<(u32, Link, bool)>,
}

/// A source on its way into a book.
#[allow(
    clippy::struct_field_names,
    reason = "the rows of the rows of a source"
)]
pub(crate) struct Rows {
    pub word: &'static str,
    pub activity: bool,
    pub agreement: Option<AgreementEntry>,
    pub gaps: Vec<GapEntry>,
    pub rows: Vec<Row>,
}

impl Rows {
    pub(crate) fn new(word: &'static str) -> Self {
        Self {
            word,
            activity: false,
            agreement: None,
            gaps: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A street robbery, timed to the moment, in the middle of a cell.
    pub(crate) fn add(&mut self, cell: usize, from: i64) -> &mut Row {
        self.rows.push(Row {
            from,
            to: from,
            precision: Precision::Instant,
            at: Some((cell, 0.0, 0.0)),
            category: "Robbery",
            code: None,
            incident: Some(format!("{}-{}", self.word, self.rows.len())),
            setting: Setting::Street,
            flags: 0,
            recorded: None,
            text: None,
            discovered: None,
            premises: None,
        });
        self.rows.last_mut().unwrap()
    }

    /// One robbery a day at noon in every third cell, so that tests have something to test against.
    pub(crate) fn scatter(&mut self, first: &str) {
        let first = Day::parse(first).unwrap();
        for (number, cell) in (0..SIDE * (SIDE - 1)).step_by(3).enumerate() {
            let day = first.plus(number as i32);
            self.add(cell, day.at(12, 0, 0).unwrap());
        }
    }
}

/// A person of the first source, or an attender.
pub(crate) struct Person {
    /// Row of the event, in order of time.
    pub event: u32,
    pub role: Role,
    pub home: Home,
    pub quarter: u32,
    pub month: Option<Month>,
}

/// A town on its way into a book.
pub(crate) struct Town {
    pub sources: Vec<Rows>,
    /// Name, class and cell.
    pub places: Vec<(&'static str, &'static str, usize)>,
    pub people: Vec<Person>,
    pub annotations: Vec<(&'static str, &'static str)>,
    pub calendar: Vec<(&'static str, &'static str)>,
    /// Offence code and harm weight; none: the book has no table of them.
    pub weights: Vec<(&'static str, f64)>,
    /// Whether the book has a street network: a street through each row of cells, and a lane along the
    /// western edge.
    pub network: bool,
}

pub(crate) fn instant(day: &str, hour: i8, minute: i8) -> i64 {
    Day::parse(day).unwrap().at(hour, minute, 0).unwrap()
}

pub(crate) fn select(text: &str) -> Selection {
    Selection::parse(text).unwrap()
}

/// The id of a cell at the default unit.
pub(crate) fn id_of(cell: usize) -> String {
    let unit = Unit::default();
    unit.id_of(cell_number(&unit, cell))
}

impl Town {
    /// Its places as premises: neighbours where their cells touch.
    fn premises(&self, layer: &LayerId) -> CellTable {
        let cells: Vec<usize> = self.places.iter().map(|&(.., cell)| cell).collect();
        let near = |at: &usize| {
            let round = around(*at);
            let others = 0..cells.len();
            others
                .filter(|&other| round.contains(&cells[other]))
                .collect::<Vec<usize>>()
        };
        let lists: Vec<Vec<usize>> = cells.iter().map(near).collect();
        units(&cells, &lists, layer)
    }

    /// A town whose first source is `offence`, with these rows.
    pub(crate) fn new(fill: impl FnOnce(&mut Rows)) -> Self {
        let mut rows = Rows::new("offence");
        fill(&mut rows);
        Self {
            sources: vec![rows],
            places: Vec::new(),
            people: Vec::new(),
            annotations: Vec::new(),
            calendar: Vec::new(),
            weights: Vec::new(),
            network: false,
        }
    }

    pub(crate) fn store(&self) -> (TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        let store = Store::open(folder.path()).unwrap();
        (folder, store)
    }

    #[expect(clippy::too_many_lines, reason = "one object after another")]
    fn write(&self, folder: &std::path::Path) {
        let layer = LayerId::parse("lsoa11").unwrap();
        let mut writer = BookWriter::open(folder).unwrap();
        let mut objects = Vec::new();
        let mut put = |kind: ObjectKind, bytes: Vec<u8>, rows: usize| {
            let read = matches!(kind, ObjectKind::Origins { .. });
            objects.push(ObjectEntry {
                kind,
                sha256: writer.put(&bytes).unwrap(),
                rows: rows as u64,
                files: read.then(|| "extract.csv".into()).into_iter().collect(),
            });
        };
        let locations = self.locations(&layer);
        put(
            ObjectKind::Locations,
            locations.encode().unwrap(),
            locations.len(),
        );
        let layer_units = |id: &str| Unit::Areas(LayerId::parse(id).unwrap());
        let mut tables: Vec<(Unit, CellTable)> = Unit::CELLS
            .into_iter()
            .map(|unit| (unit.clone(), cells(&unit, &layer)))
            .collect();
        tables.push((layer_units("lsoa11"), areas(4, &layer)));
        tables.push((layer_units("ward22"), areas(2, &layer)));
        if self.network {
            tables.push((Unit::Street, segments(&layer)));
        }
        if !self.places.is_empty() {
            tables.push((Unit::Premises, self.premises(&layer)));
        }
        for (unit, table) in tables {
            let unit = unit.to_string();
            let number = table.cell.len();
            let cells = table.encode_cells().unwrap();
            put(ObjectKind::Cells { unit: unit.clone() }, cells, number);
            let links = table.encode_neighbours().unwrap();
            put(ObjectKind::Neighbours { unit }, links, 0);
        }
        let mut shapes = |kind: ObjectKind, shapes: &[NamedShape]| {
            put(kind, encode_shapes(shapes).unwrap(), shapes.len());
        };
        let quarters: Vec<_> = (0..4).map(quarter).collect();
        let lsoa = "lsoa11".to_owned();
        shapes(
            ObjectKind::Layer {
                layer: lsoa.clone(),
            },
            &quarters,
        );
        let halves: Vec<_> = (0..2).map(half).collect();
        let layer_of_halves = "ward22".into();
        shapes(
            ObjectKind::Layer {
                layer: layer_of_halves,
            },
            &halves,
        );
        let study = MultiPolygon(vec![box_of(0.0, 0.0, 2.0)]);
        shapes(ObjectKind::Study, &[shape("", "", study)]);
        let street = geo_types::LineString::new(vec![
            coord! { x: WEST, y: SOUTH },
            coord! { x: WEST + 0.01, y: SOUTH },
        ]);
        let mut streets = vec![shape("Bloom Street", "main", street.clone())];
        if self.network {
            let rows = (1..SIDE).map(|row| format!("Row {row}"));
            let names = rows.chain(["Edge Lane".into()]);
            streets.extend(names.map(|name| shape(&name, "minor", street.clone())));
        }
        shapes(ObjectKind::Streets, &streets);
        let places: Vec<_> = self
            .places
            .iter()
            .map(|&(name, class, cell)| {
                let Wgs84 { lon, lat } = centre(cell);
                shape(name, class, Point::new(lon, lat))
            })
            .collect();
        shapes(ObjectKind::Places, &places);
        if self.network {
            let network = network();
            put(
                ObjectKind::Network,
                network.encode().unwrap(),
                network.len(),
            );
        }
        let deciles = Deciles {
            rank: vec![100, 5_000, 20_000, 32_000],
            decile: vec![1, 2, 7, 10],
        };
        let index = "imd19".to_owned();
        put(ObjectKind::Index { index }, deciles.encode().unwrap(), 4);
        let residents = encode_residents(&[1_000, 2_000, 3_000, 4_000]).unwrap();
        put(ObjectKind::Population { layer: lsoa }, residents, 4);
        // Those of events in two files.
        for (of, attenders, part) in [
            ("offence", false, Some(0)),
            ("offence", false, Some(1)),
            ("attenders", true, None),
        ] {
            let people = self.people(&layer, attenders, part);
            if !people.is_empty() {
                let of = of.to_owned();
                put(
                    ObjectKind::People { of },
                    people.encode().unwrap(),
                    people.len(),
                );
            }
        }
        let mut sources = Vec::new();
        for rows in &self.sources {
            let events = events(rows);
            for (month, numbers) in events.by_month() {
                let kind = ObjectKind::Events {
                    source: rows.word.into(),
                    month: month.to_string(),
                };
                put(kind, events.encode(&numbers).unwrap(), numbers.len());
                let kind = ObjectKind::Origins {
                    source: rows.word.into(),
                    month: month.to_string(),
                };
                let (bytes, _) = events.encode_origins(&numbers).unwrap();
                put(kind, bytes, numbers.len());
            }
            sources.push(entry(rows));
        }
        writer.publish(&self.manifest(sources, objects)).unwrap();
    }

    fn locations(&self, layer: &LayerId) -> Locations {
        let spots = self.sources.iter().flat_map(|source| &source.rows);
        let mut at: Vec<(Bng, usize)> = spots
            .flat_map(|row| [row.at, row.discovered])
            .flatten()
            .map(|spot| (grid(spot), spot.0))
            .collect();
        let order = |a: &Bng, b: &Bng| {
            let east = a.easting.total_cmp(&b.easting);
            east.then(a.northing.total_cmp(&b.northing))
        };
        at.sort_by(|(a, _), (b, _)| order(a, b));
        at.dedup_by(|(a, _), (b, _)| a == b);
        let place = |position: Bng| {
            let near = |&(_, _, cell): &(&str, &str, usize)| {
                grid((cell, 0.0, 0.0)).distance(position).0 <= RADIUS
            };
            let place = self.places.iter().position(near);
            place.map_or(u32::MAX, |place| place as u32)
        };
        let area = |cell: usize| {
            if is_ring(cell) {
                u32::MAX
            } else {
                quarter_of(cell)
            }
        };
        let ward = |cell: usize| match area(cell) {
            u32::MAX => u32::MAX,
            quarter => quarter / 2,
        };
        Locations {
            position: at.iter().map(|(position, _)| *position).collect(),
            wgs84: at.iter().map(|&(_, cell)| centre(cell)).collect(),
            cell: vec![at.iter().map(|&(_, cell)| cell as u32).collect(); Unit::CELLS.len()],
            area: vec![
                (
                    layer.clone(),
                    at.iter().map(|&(_, cell)| area(cell)).collect(),
                ),
                (wards(), at.iter().map(|&(_, cell)| ward(cell)).collect()),
            ],
            street: vec![0; at.len()],
            segment: at
                .iter()
                .map(|&(position, cell)| self.on_segment(position, cell))
                .collect(),
            place: at.iter().map(|&(position, _)| place(position)).collect(),
        }
    }

    /// The middle of a cell is the middle of its segment.
    fn on_segment(&self, position: Bng, cell: usize) -> Option<OnSegment> {
        let middle = grid((cell, 0.0, 0.0));
        let off = (position.northing - middle.northing).abs();
        (self.network && off <= 60.0).then_some(OnSegment {
            segment: cell as u32,
            along: 50.0 + position.easting - middle.easting,
            off,
        })
    }

    fn people(&self, layer: &LayerId, attenders: bool, part: Option<usize>) -> People {
        let mut people = People::new([layer.clone(), wards()]);
        let of = |person: &&Person| (person.role == Role::Attender) == attenders;
        let mine = |(number, _): &(usize, &Person)| part.is_none_or(|part| number % 2 == part);
        let numbered = self.people.iter().filter(of).enumerate();
        for (_, person) in numbered.filter(mine) {
            people.event.push(person.event);
            people.month.push(person.month);
            people.role.push(person.role);
            people.person.push(None);
            people.age.push(None);
            people.sex.push(None);
            people.ethnicity.push(None);
            people.route.push(HomeRoute::Code);
            people.home.push(person.home);
            people.area[0].1.push(match person.home {
                Home::Inside => person.quarter,
                _ => u32::MAX,
            });
            people.area[1].1.push(match person.home {
                Home::Inside => person.quarter / 2,
                _ => u32::MAX,
            });
            people.street_community.push(false);
        }
        people
    }

    fn manifest(&self, sources: Vec<SourceEntry>, objects: Vec<ObjectEntry>) -> Manifest {
        let annotations = self.annotations.iter();
        let calendar = self.calendar.iter();
        Manifest {
            format: Manifest::FORMAT,
            program: "0".into(),
            title: "Smallton".into(),
            synthetic: true,
            study: "lsoa11".into(),
            alpha: 0.05,
            sliver_metres: 0.0,
            km2: 4.0,
            presets: vec![],
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
            calendar: calendar
                .map(|&(day, kind)| CalendarEntry {
                    day: day.into(),
                    kind: kind.into(),
                    label: kind.into(),
                })
                .collect(),
            harm: (!self.weights.is_empty()).then(|| HarmEntry {
                version: "made up, 2024".into(),
                source: None,
                retrieved: None,
                file: "weights.csv".into(),
                weights: self
                    .weights
                    .iter()
                    .map(|&(code, weight)| (code.into(), weight))
                    .collect(),
            }),
            annotations: annotations
                .map(|&(day, text)| AnnotationEntry {
                    day: day.into(),
                    source: "offence".into(),
                    text: text.into(),
                })
                .collect(),
            layers: vec![
                LayerEntry {
                    id: "lsoa11".into(),
                    file: "boundaries".into(),
                    crs: "EPSG:27700".into(),
                    transform: None,
                    areas: 4,
                    overlaps: false,
                },
                LayerEntry {
                    id: "ward22".into(),
                    file: "boundaries".into(),
                    crs: "EPSG:27700".into(),
                    transform: None,
                    areas: 2,
                    overlaps: false,
                },
            ],
            sources,
            people: vec![PeopleEntry {
                of: "attenders".into(),
                rows: 0,
                inside: 0,
                outside: 0,
                unknown: 0,
                unlinked: 0,
                refused: 0,
                agreement: Some(AgreementEntry {
                    finest_area: "lsoa11".into(),
                    finest_time: "month".into(),
                    ..agreement()
                }),
            }],
            inputs: vec![],
            objects,
        }
    }
}

/// Terms that let the analyst see cells and hours.
pub(crate) fn agreement() -> AgreementEntry {
    AgreementEntry {
        name: "ISA 12".into(),
        controller: "the trust".into(),
        purpose: "preventing violence".into(),
        audiences: vec!["analyst".into()],
        finest_area: "cell".into(),
        finest_time: "hour".into(),
        expires: "2099-12-31".into(),
    }
}

fn entry(rows: &Rows) -> SourceEntry {
    let number = rows.rows.len() as u64;
    SourceEntry {
        source: rows.word.into(),
        rows: number,
        located: number,
        unlocated: 0,
        outside: 0,
        refused: 0,
        activity: rows.activity,
        activity_categories: vec!["drugs".into()],
        flags: FLAGS.map(Into::into).into(),
        agreement: rows.agreement.clone(),
        coverage: Vec::new(),
        gaps: rows.gaps.clone(),
        quality: None,
    }
}

fn events(rows: &Rows) -> Events {
    let mut events = Events::default();
    let nowhere = Bng {
        easting: f64::NAN,
        northing: f64::NAN,
    };
    let file = events.strings.intern("extract.csv");
    for (row, number) in rows.rows.iter().zip(0_u32..) {
        let category = events.strings.intern(row.category);
        let text = row.text.map(|text| events.strings.intern(text));
        let status = match row.at {
            Some((cell, ..)) if is_ring(cell) => Status::Ring,
            Some(_) => Status::Located,
            None => Status::Unlocated,
        };
        events.file.push(file);
        events.line.push(u64::from(number) + 2);
        events.id.push(Some(&format!("{}-{number:04}", rows.word)));
        events.incident.push(row.incident.as_deref());
        let code = row.code.map(|code| events.strings.intern(code));
        events.code.push(code);
        let premises = row.premises;
        let place = premises.map_or(u32::MAX, |(place, ..)| place);
        events.premises.push(place);
        events.link.push(premises.map(|(_, link, _)| link));
        events
            .caller
            .push(premises.is_some_and(|(.., called)| called));
        events.from.push(row.from);
        events.to.push(row.to);
        events.precision.push(row.precision);
        events.category.push(category);
        events.place.push(text);
        events.status.push(status);
        events.position.push(row.at.map_or(nowhere, grid));
        events.level.push(Level::Exact);
        events.recorded.push(row.recorded);
        events.setting.push(row.setting);
        events.flags.push(row.flags);
        events
            .elsewhere
            .extend(row.discovered.map(|spot| Elsewhere {
                row: number,
                status: Status::Located,
                position: grid(spot),
            }));
    }
    events
}

fn shape(name: &str, class: &str, geometry: impl Into<geo_types::Geometry<f64>>) -> NamedShape {
    NamedShape {
        name: name.into(),
        class: class.into(),
        geometry: geometry.into(),
    }
}

/// A segment of 100 m through each cell, those of a row one street; then pieces of 80 m of a lane that
/// joins the western ends of the rows.
fn network() -> StreetNetwork {
    let node = |row: usize, column: usize| (row * (SIDE + 1) + column) as u32;
    let mut network = StreetNetwork {
        area: vec![
            (LayerId::parse("lsoa11").unwrap(), vec![]),
            (wards(), vec![]),
        ],
        ..StreetNetwork::default()
    };
    let mut add = |street: usize, ends: [u32; 2], metres: f64, cell: usize| {
        let Wgs84 { lon, lat } = centre(cell);
        network.line.push(street as u32);
        network.street.push(street as u32);
        network.from.push(ends[0]);
        network.to.push(ends[1]);
        network.metres.push(metres);
        let ends = [(lon - SIZE, lat), (lon + SIZE, lat)];
        network
            .course
            .push(geo_types::LineString::from(ends.to_vec()));
        let quarter = if is_ring(cell) {
            u32::MAX
        } else {
            quarter_of(cell)
        };
        let half = if is_ring(cell) { u32::MAX } else { quarter / 2 };
        network.area[0].1.push(quarter);
        network.area[1].1.push(half);
    };
    for cell in 0..SIDE * SIDE {
        let (row, column) = (cell / SIDE, cell % SIDE);
        add(row, [node(row, column), node(row, column + 1)], 100.0, cell);
    }
    for row in 0..SIDE - 1 {
        add(SIDE, [node(row, 0), node(row + 1, 0)], 80.0, row * SIDE);
    }
    network
}

fn centre(cell: usize) -> Wgs84 {
    let (row, column) = ((cell / SIDE) as f64, (cell % SIDE) as f64);
    let shift = if row as usize % 2 == 1 { 0.5 } else { 0.0 };
    Wgs84 {
        lon: WEST + SIZE * 3.0_f64.sqrt() * (column + shift),
        lat: SOUTH + SIZE * 1.5 * row,
    }
}

fn grid((cell, east, north): (usize, f64, f64)) -> Bng {
    let Wgs84 { lon, lat } = centre(cell);
    Bng {
        easting: 380_000.0 + ((lon - WEST) * 66_000.0).round() + east,
        northing: 395_000.0 + ((lat - SOUTH) * 111_000.0).round() + north,
    }
}

fn is_ring(cell: usize) -> bool {
    cell / SIDE == SIDE - 1
}

/// South-west, south-east, north-west, north-east.
pub(crate) fn quarter_of(cell: usize) -> u32 {
    let (row, column) = (cell / SIDE, cell % SIDE);
    u32::from(row >= SIDE / 2) * 2 + u32::from(column >= SIDE / 2)
}

fn quarter(number: u32) -> NamedShape {
    let (x, y) = (f64::from(number % 2), f64::from(number / 2));
    let name = format!("Smallton {:03}", number + 1);
    shape(
        &name,
        &format!("E0100000{number}"),
        MultiPolygon(vec![box_of(x, y, 1.0)]),
    )
}

/// South, north.
fn half(number: u32) -> NamedShape {
    let y = f64::from(number);
    let name = ["South", "North"][number as usize];
    let quarters = vec![box_of(0.0, y, 1.0), box_of(1.0, y, 1.0)];
    shape(name, &format!("E0500000{number}"), MultiPolygon(quarters))
}

fn wards() -> LayerId {
    LayerId::parse("ward22").unwrap()
}

fn box_of(x: f64, y: f64, side: f64) -> Polygon<f64> {
    let (wide, high) = (8.0 * SIZE * 3.0_f64.sqrt(), 12.0 * SIZE);
    let corner = |x: f64, y: f64| coord! { x: WEST - SIZE + x * wide, y: SOUTH - SIZE + y * high };
    Rect::new(corner(x, y), corner(x + side, y + side)).to_polygon()
}

pub(crate) fn around(cell: usize) -> Vec<usize> {
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

/// The number of a cell: the squares lie in the same rows and columns.
fn cell_number(unit: &Unit, cell: usize) -> u64 {
    let Unit::H3(size) = unit else {
        let metres = |number: usize, first: f64| first + Unit::SQUARE.0 * number as f64;
        let at = Bng {
            easting: metres(cell / SIDE, 384_000.0),
            northing: metres(cell % SIDE, 398_100.0),
        };
        return square_number(at).unwrap();
    };
    let text = format!("8{:x}19510000000000", size.number());
    u64::from_str_radix(&text, 16).unwrap() + cell as u64
}

fn cells(unit: &Unit, layer: &LayerId) -> CellTable {
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
        cell: all().map(|cell| cell_number(unit, cell)).collect(),
        share: vec![1.0; SIDE * SIDE],
        in_study: all().map(|cell| !is_ring(cell)).collect(),
        km2: vec![0.015; SIDE * SIDE],
        centre: all().map(centre).collect(),
        area: areas_at(layer, &all().collect::<Vec<_>>()),
        ring: all().map(ring).collect(),
        neighbours: Neighbours::from_lists(&lists).unwrap(),
    }
}

/// Quarter and half of each of these cells.
fn areas_at(layer: &LayerId, cells: &[usize]) -> Vec<(LayerId, Vec<u32>)> {
    let quarters = || cells.iter().map(|&cell| quarter_of(cell));
    vec![
        (layer.clone(), quarters().collect()),
        (wards(), quarters().map(|quarter| quarter / 2).collect()),
    ]
}

/// Units of other kinds, each in the middle of a cell.
fn units(cells: &[usize], lists: &[Vec<usize>], layer: &LayerId) -> CellTable {
    let point = |&cell: &usize| {
        let Wgs84 { lon, lat } = centre(cell);
        vec![[lon, lat]; 5]
    };
    CellTable {
        cell: (0..cells.len() as u64).collect(),
        share: vec![1.0; cells.len()],
        in_study: cells.iter().map(|&cell| !is_ring(cell)).collect(),
        km2: vec![0.01; cells.len()],
        centre: cells.iter().map(|&cell| centre(cell)).collect(),
        area: areas_at(layer, cells),
        ring: cells.iter().map(point).collect(),
        neighbours: Neighbours::from_lists(lists).unwrap(),
    }
}

/// The quarters, or the halves.
fn areas(number: usize, layer: &LayerId) -> CellTable {
    let quarters = [
        HERE,
        HERE + SIDE / 2,
        HERE + SIDE * SIDE / 2,
        HERE + SIDE * SIDE / 2 + SIDE / 2,
    ];
    match number {
        4 => {
            let lists = [vec![1, 2], vec![0, 3], vec![0, 3], vec![1, 2]];
            units(&quarters, &lists, layer)
        }
        _ => units(&[quarters[0], quarters[2]], &[vec![1], vec![0]], layer),
    }
}

/// The segments of [`network`] that have a name.
fn segments(layer: &LayerId) -> CellTable {
    let network = network();
    let cells: Vec<usize> = (0..network.len())
        .map(|at| {
            if at < SIDE * SIDE {
                at
            } else {
                (at - SIDE * SIDE) * SIDE
            }
        })
        .collect();
    let ends = |at: usize| [network.from[at], network.to[at]];
    let lists: Vec<Vec<usize>> = (0..network.len())
        .map(|at| {
            let meets = |other: &usize| {
                *other != at && ends(*other).iter().any(|node| ends(at).contains(node))
            };
            (0..network.len()).filter(meets).collect()
        })
        .collect();
    units(&cells, &lists, layer)
}
