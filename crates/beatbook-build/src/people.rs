//! People: linked to their events, their homes placed, their ids replaced by pseudonyms.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use beatbook_core::{Bng, Crs, HomeRoute, Role};
use beatbook_locate::{NO_AREA, Transformer};
use beatbook_read::{
    BadRows, Config, Listening, PeopleSpec, PersonRow, Problem, postcode_key, read_people,
    read_postcodes,
};
use beatbook_store::book::{Home, Input, People, PeopleEntry};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::BuildError;
use crate::gather::{Gathered, agreement_entry};
use crate::inputs::{of_file, shown};
use crate::official::Lookup;
use crate::problem_row::{Problems, pass_on};
use crate::setting::Setting;
use crate::step::{Progress, tell};

/// Word for attenders by residence, who are linked to no source.
pub(crate) const ATTENDERS: &str = "attenders";
/// Flags made from the people linked to an event, in this order.
const FROM_PEOPLE: [&str; 3] = ["under-18", "18-25", "street-community"];
/// A key shorter than this could be guessed.
const SHORTEST_KEY: usize = 16;

/// People of one file.
pub(crate) struct Linked {
    pub(crate) entry: PeopleEntry,
    /// `event` holds rows of the gathered source; the book's order comes later.
    pub(crate) people: People,
    pub(crate) problems: Vec<Problem>,
}

/// What places homes and hides ids.
struct Homes<'a> {
    setting: &'a Setting,
    lookup: &'a Lookup,
    counterparts: HashMap<&'a str, Vec<&'a str>>,
    postcodes: HashMap<String, Bng>,
    /// Code -> area, for each layer.
    codes: Vec<HashMap<&'a str, u32>>,
    key: Option<Vec<u8>>,
}

/// Reads all people of a config and marks the events they are linked to with what may be asked of
/// ages and of the street community.
pub(crate) fn link(
    config: &Config,
    base: &Path,
    setting: &mut Setting,
    gathered: &mut [Gathered],
    bad_rows: BadRows,
    progress: &mut Progress<'_>,
    problems: &mut Problems<'_>,
) -> Result<Vec<Linked>, BuildError> {
    if config.people.is_empty() {
        return Ok(Vec::new());
    }
    let mut inputs = Vec::new();
    let mut synthetic = false;
    let found = {
        let homes = Homes::new(config, base, setting, &mut inputs, &mut synthetic)?;
        let files = config.people.iter();
        files
            .map(|spec| {
                let what = format!("reading {}", shown(&spec.path, base));
                tell(progress, what, 0, None);
                let source = gathered
                    .iter_mut()
                    .find(|source| Some(&source.source) == spec.source.as_ref());
                let file = shown(&spec.path, base);
                let of = spec
                    .source
                    .as_ref()
                    .map_or(ATTENDERS, |source| source.word());
                let of = format!("people of {of}");
                let mut refused = pass_on(&of, &file, problems);
                let listening = &mut Listening::new(&mut refused);
                let linked = homes.link(spec, source, bad_rows, &mut synthetic, listening)?;
                inputs.push(of_file(&spec.path, base, None)?);
                Ok(linked)
            })
            .collect::<Result<Vec<_>, BuildError>>()?
    };
    setting.inputs.extend(inputs);
    setting.synthetic |= synthetic;
    Ok(found)
}

impl<'a> Homes<'a> {
    fn new(
        config: &Config,
        base: &Path,
        setting: &'a Setting,
        inputs: &mut Vec<Input>,
        synthetic: &mut bool,
    ) -> Result<Self, BuildError> {
        let mut postcodes = HashMap::new();
        if let Some(spec) = &config.postcodes {
            let raw = read_postcodes(spec)?;
            let file = shown(&spec.path, base);
            let transformer =
                Transformer::new(raw.crs, &raw.transform).map_err(BuildError::locate(file))?;
            let (names, mut positions): (Vec<_>, Vec<_>) = raw.positions.into_iter().unzip();
            transformer.to_bng(&mut positions);
            let places = positions
                .into_iter()
                .map(|[easting, northing]| Bng { easting, northing });
            postcodes.extend(names.into_iter().zip(places));
            inputs.push(of_file(&spec.path, base, None)?);
            *synthetic |= raw.synthetic;
        }
        let codes = setting.layers.iter().map(|layer| {
            // A code alone does not say which other areas hold a home.
            let named = !layer.overlaps();
            let codes = layer.codes.iter().map(String::as_str);
            codes.zip(0..).filter(|_| named).collect()
        });
        Ok(Self {
            setting,
            lookup: &setting.lookup,
            counterparts: setting.lookup.counterparts(),
            postcodes,
            codes: codes.collect(),
            key: config.key.as_deref().map(read_key).transpose()?,
        })
    }

    fn link(
        &self,
        spec: &PeopleSpec,
        source: Option<&mut Gathered>,
        bad_rows: BadRows,
        synthetic: &mut bool,
        listening: &mut Listening<'_>,
    ) -> Result<Linked, BuildError> {
        let transformer = Transformer::new(spec.crs, &spec.transform)
            .map_err(BuildError::locate("the homes of people"))?;
        let rows_of: HashMap<&str, u32> = source
            .as_deref()
            .map(|source| {
                let ids = (0..source.events.len())
                    .rev()
                    .filter(|&row| source.kept[row]);
                ids.filter_map(|row| Some((source.events.id.get(row)?, row as u32)))
                    .collect()
            })
            .unwrap_or_default();
        let mut people = People::new(self.setting.layers.iter().map(|layer| layer.id.clone()));
        let mut entry = PeopleEntry {
            of: spec
                .source
                .as_ref()
                .map_or_else(|| ATTENDERS.to_owned(), ToString::to_string),
            rows: 0,
            inside: 0,
            outside: 0,
            unknown: 0,
            unlinked: 0,
            refused: 0,
            agreement: spec.agreement.as_ref().map(agreement_entry),
        };
        let to_2011 = self.lookup.to_2011();
        let to_2021 = self.lookup.to_2021();
        let mut take = |row: PersonRow<'_>| {
            let event = match row.event {
                Some(id) => rows_of.get(id).copied(),
                None => Some(u32::MAX).filter(|_| row.role == Role::Attender),
            };
            let Some(event) = event else {
                entry.unlinked += 1;
                return;
            };
            let (route, home, areas) =
                self.home(&row, spec.crs, &transformer, [&to_2011, &to_2021]);
            *match home {
                Home::Inside => &mut entry.inside,
                Home::Outside => &mut entry.outside,
                Home::Unknown => &mut entry.unknown,
            } += 1;
            people.event.push(event);
            people.month.push(row.month);
            people.role.push(row.role);
            people
                .person
                .push(row.person.and_then(|id| self.pseudonym(id)));
            people.age.push(row.age);
            people
                .sex
                .push(row.sex.map(|text| people.strings.intern(text)));
            people
                .ethnicity
                .push(row.ethnicity.map(|text| people.strings.intern(text)));
            people.route.push(route);
            people.home.push(home);
            for ((_, column), area) in people.area.iter_mut().zip(areas) {
                column.push(area);
            }
            people.street_community.push(row.street_community);
        };
        let report = read_people(spec, bad_rows, &mut take, listening)?;
        entry.rows = report.rows_read;
        entry.refused = report.refused;
        *synthetic |= report.synthetic;
        drop(rows_of);
        if let Some(source) = source {
            source.mark(&people);
        }
        Ok(Linked {
            entry,
            people,
            problems: report.problems,
        })
    }

    /// How a home became known, where it is, and its area in each layer.
    fn home(
        &self,
        row: &PersonRow<'_>,
        crs: Crs,
        transformer: &Transformer,
        lookups: [&HashMap<&str, &str>; 2],
    ) -> (HomeRoute, Home, Vec<u32>) {
        let nowhere = || vec![NO_AREA; self.codes.len()];
        if let Some(position) = row.position {
            let at = if crs == Crs::Bng {
                Some(Bng {
                    easting: position[0],
                    northing: position[1],
                })
            } else {
                transformer.one(position[0], position[1])
            };
            if let Some(at) = at {
                let (home, areas) = self.at(at);
                return (HomeRoute::Coordinates, home, areas);
            }
        }
        if let Some(postcode) = row.postcode
            && let Some(&at) = self.postcodes.get(&postcode_key(postcode))
        {
            let (home, areas) = self.at(at);
            return (HomeRoute::Postcode, home, areas);
        }
        let Some(code) = row.area else {
            let route = if row.postcode.is_some() {
                HomeRoute::Unknown
            } else {
                HomeRoute::Blank
            };
            return (route, Home::Unknown, nowhere());
        };
        let of = |code: &str| -> Vec<u32> {
            let codes = self.codes.iter();
            codes
                .map(|codes| codes.get(code).copied().unwrap_or(NO_AREA))
                .collect()
        };
        let mut areas = of(code);
        let mut route = HomeRoute::Code;
        for lookup in lookups {
            let Some(other) = lookup.get(code) else {
                continue;
            };
            for (area, carried) in areas.iter_mut().zip(of(other)) {
                if *area == NO_AREA && carried != NO_AREA {
                    *area = carried;
                    if areas_in_study(&of(code)) {
                        continue;
                    }
                    route = HomeRoute::Lookup;
                }
            }
        }
        if areas_in_study(&areas) {
            return (route, Home::Inside, areas);
        }
        if is_lsoa(code) {
            // A merged or irregular area leads to no one area of the study layer, but to its ground.
            let near = |other: &&str| areas_in_study(&of(other));
            let in_study = self.counterparts.get(code);
            let home = if in_study.is_some_and(|others| others.iter().any(near)) {
                Home::Unknown
            } else {
                Home::Outside
            };
            return (route, home, areas);
        }
        (HomeRoute::Unknown, Home::Unknown, nowhere())
    }

    fn at(&self, position: Bng) -> (Home, Vec<u32>) {
        let layers = self.setting.layers.iter();
        let areas: Vec<u32> = layers.map(|layer| layer.areas_of(&[position])[0]).collect();
        let home = if areas_in_study(&areas) {
            Home::Inside
        } else {
            Home::Outside
        };
        (home, areas)
    }

    /// HMAC-SHA-256 (RFC 2104) of an id, its first 16 hex digits: the same person in two files stays
    /// one, and nobody without the key can tell who.
    fn pseudonym(&self, id: &str) -> Option<Box<str>> {
        use std::fmt::Write;
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_ref()?).ok()?;
        mac.update(id.as_bytes());
        let bytes = mac.finalize().into_bytes();
        let mut text = String::with_capacity(16);
        for byte in bytes.iter().take(8) {
            let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        }
        Some(text.into())
    }
}

/// The study layer is the first one.
fn areas_in_study(areas: &[u32]) -> bool {
    areas.first().is_some_and(|&area| area != NO_AREA)
}

/// The shape of the code of an LSOA of England, Wales or Northern Ireland's counterpart.
fn is_lsoa(code: &str) -> bool {
    let (head, tail) = code.split_at_checked(1).unwrap_or(("", ""));
    ["E", "W", "N", "S"].contains(&head)
        && tail.len() == 8
        && tail.bytes().all(|b| b.is_ascii_digit())
}

fn read_key(path: &Path) -> Result<Vec<u8>, BuildError> {
    let refused = |reason: String| BuildError::Key {
        path: path.display().to_string(),
        reason,
    };
    let text = fs::read_to_string(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => refused("there is no such file".into()),
        _ => refused(e.to_string()),
    })?;
    let key = text.trim();
    if key.len() < SHORTEST_KEY {
        return Err(refused(format!(
            "it holds {} characters, at least {SHORTEST_KEY} are needed",
            key.len()
        )));
    }
    Ok(key.as_bytes().to_vec())
}

impl Gathered {
    /// Marks events by the people linked to them, with flags of their own.
    fn mark(&mut self, people: &People) {
        let held: HashSet<&str> = self.flags.iter().map(String::as_str).collect();
        let new = FROM_PEOPLE.iter().filter(|flag| !held.contains(**flag));
        let new: Vec<String> = new.map(|flag| (*flag).to_owned()).collect();
        self.flags.extend(new);
        self.flags.truncate(beatbook_core::MOST_FLAGS);
        let bit = |word: &str| {
            let at = self.flags.iter().position(|flag| flag == word);
            at.map_or(0, |at| 1_u16 << at)
        };
        let [child, young, street] = FROM_PEOPLE.map(bit);
        for person in 0..people.len() {
            let Some(flags) = self.events.flags.get_mut(people.event[person] as usize) else {
                continue;
            };
            if let Some((least, greatest)) = people.age[person] {
                if greatest < 18 {
                    *flags |= child;
                }
                if least >= 18 && greatest <= 25 {
                    *flags |= young;
                }
            }
            if people.street_community[person] {
                *flags |= street;
            }
        }
    }
}

/// What to know of rows that lead to no event.
pub(crate) fn unlinked(linked: &Linked) -> Option<String> {
    let entry = &linked.entry;
    (entry.unlinked > 0).then(|| {
        format!(
            "people of {}: {} of {} rows name an event that is not in the book; they are in no figure",
            entry.of, entry.unlinked, entry.rows
        )
    })
}
