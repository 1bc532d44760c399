//! The people linked to the events: one victim to each row of violence, robbery and sexual
//! offences, and to a part of the rows those who are linked as suspects.
//!
//! People come again: a pool holds those of the last one or two years, and new rows take someone
//! from it with the published shares. The pools have a fixed size, so that memory stays constant.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::chance::stream;
use crate::city::DemoEvent;
use crate::homes::{Home, Homes};
use crate::planned::{DemoAges, MINUTES, YEARS};
use crate::town::Town;
use crate::truth_files::{TruthHomes, TruthLinks, TruthPeople, TruthRoute};

pub(crate) const HEADER: &str = "SYNTHETIC,crime_ref,role,person_id,age,sex,ethnicity,home_postcode,home_easting,home_northing,home_lsoa,street_community\n";

/// Probability that a home in the city lies in an area of the most deprived national decile.
pub(crate) const VICTIMS_DECILE_1: f64 = 0.61;
pub(crate) const SUSPECTS_DECILE_1: f64 = 0.64;
/// The same for victims of robbery, for whom it is weaker.
const ROBBERY_DECILE_1: f64 = 0.52;
/// Share of the people linked to events in the beat of Piccadilly Gardens who are members of the
/// street community.
pub(crate) const STREET_SUSPECTS: f64 = 0.13;
pub(crate) const STREET_VICTIMS: f64 = 0.12;
const STREET_BEAT: &str = "A2H1";
/// Share of serious-violence victims who were victims of violence in the 12 months before: of
/// domestic, and of the others, so that it is 25% of all.
const VICTIM_AGAIN: [f64; 2] = [0.34, 0.238];
/// Share of serious-violence suspects who are to have been linked as suspects in the 24 months
/// before: a little more than 60%, since the pool is thin in the first year.
const SUSPECT_AGAIN: f64 = 0.64;
/// Of those who come again in serious violence, the share who may have been in it before.
const SERIOUS_TWICE: f64 = 0.12;
/// Share of the victims and suspects of all other rows who come again.
const OTHERS_AGAIN: [f64; 2] = [0.10, 0.30];
/// Most people that a pool holds.
const POOL: usize = 6_000;
/// Nothing is known of the ethnicity of this share.
pub(crate) const ETHNICITY_MISSING: f64 = 0.18;

const ETHNICITIES: [(&str, f64); 5] = [
    ("White", 0.62),
    ("Asian", 0.76),
    ("Black", 0.90),
    ("Mixed", 0.95),
    ("Other", 1.0),
];

#[derive(Debug, Clone, Copy)]
struct Person {
    number: u64,
    /// Years on the first day of the period.
    age_at_start: f64,
    male: bool,
    ethnicity: Option<&'static str>,
    home: Home,
    street: bool,
}

impl Person {
    fn age(&self, day: i32) -> i32 {
        (self.age_at_start + f64::from(day) / 365.25).floor() as i32
    }
}

/// Someone who was linked before: when, and to what.
#[derive(Debug, Clone, Copy)]
struct Seen {
    day: i32,
    violent: bool,
    person: Person,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Victim,
    Suspect,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Victim => "victim",
            Self::Suspect => "suspect",
        }
    }
}

/// Writes the people of one event after another and keeps count.
pub(crate) struct People {
    town: &'static Town,
    homes: Homes,
    rng: ChaCha8Rng,
    /// Victims of violence of the last 12 months; suspects of the last 24.
    pools: [VecDeque<Seen>; 2],
    /// Who was linked to serious violence, per role: a few thousand at most.
    serious: [BTreeSet<u64>; 2],
    /// Members of the street community.
    street: Vec<Person>,
    next: u64,
    pub truth: TruthPeople,
}

impl People {
    pub(crate) fn new(seed: u64, town: &'static Town, null: bool) -> Self {
        let homes = Homes::new(town, null);
        let truth = TruthPeople::new(
            homes.probability(VICTIMS_DECILE_1),
            homes.probability(SUSPECTS_DECILE_1),
            homes.residents_in_decile_1,
        );
        Self {
            town,
            homes,
            rng: stream(seed, "people"),
            pools: [VecDeque::new(), VecDeque::new()],
            serious: [BTreeSet::new(), BTreeSet::new()],
            street: Vec::new(),
            next: 0,
            truth,
        }
    }

    /// Adds the lines of the people linked to an event.
    pub(crate) fn add(&mut self, lines: &mut String, event: &DemoEvent) {
        let ages = self.ages_of(event);
        let victims = usize::from(has_victim(event.offence.category));
        let suspects = self.how_many_suspects(event, &ages);
        for _ in 0..victims {
            let ages = if ages.victim {
                event.ages
            } else {
                other(event.ages)
            };
            self.link(lines, event, Role::Victim, ages);
        }
        for i in 0..suspects {
            let young = ages.suspects && (i == 0 || self.rng.random_bool(0.7));
            let ages = if young { event.ages } else { other(event.ages) };
            self.link(lines, event, Role::Suspect, ages);
        }
    }

    /// Who of the people linked to the event has the ages that it asks for.
    fn ages_of(&mut self, event: &DemoEvent) -> Youth {
        let draws: [f64; 2] = std::array::from_fn(|_| self.rng.random());
        match event.ages {
            DemoAges::Any | DemoAges::Older => Youth {
                victim: true,
                suspects: true,
            },
            // 55% of the victims found at hospitals are 25 or under: all those of their class.
            _ if event.stated.is_some() => Youth {
                victim: true,
                suspects: draws[1] < 0.5,
            },
            _ => {
                let victim = draws[0] < 0.75;
                Youth {
                    victim,
                    suspects: !victim || draws[1] < 0.6,
                }
            }
        }
    }

    fn how_many_suspects(&mut self, event: &DemoEvent, youth: &Youth) -> usize {
        let (any, several) = (self.rng.random::<f64>(), self.rng.random::<f64>());
        let linked = match event.offence.category {
            "serious-violence" => 0.74,
            "violence-with-injury" | "violence-without-injury" => 0.5,
            "sexual-offences" | "public-order" => 0.42,
            "shoplifting" | "robbery" => 0.3,
            _ => 0.06,
        };
        let group = if event.ages == DemoAges::Child {
            0.5
        } else {
            0.16
        };
        let must = !youth.victim && youth.suspects;
        if any >= linked && !must {
            return 0;
        }
        match several {
            draw if draw < group * 0.3 => 3,
            draw if draw < group => 2,
            _ => 1,
        }
    }

    fn link(&mut self, lines: &mut String, event: &DemoEvent, role: Role, ages: DemoAges) {
        let day = event.from / MINUTES;
        let position = event.site.within();
        let in_beat =
            position.is_some_and(|p| self.town.beat([p.easting, p.northing]) == STREET_BEAT);
        let share = match role {
            Role::Victim => STREET_VICTIMS,
            Role::Suspect => STREET_SUSPECTS,
        };
        let street = in_beat && self.rng.random::<f64>() < share;
        let serious = event.offence.category == "serious-violence";
        let violent = is_violent(event.offence.category);
        let male = self.rng.random::<f64>() < share_of_men(event, role);
        let again = if street {
            None
        } else {
            self.seen_before(event, role, ages, male, day)
        };
        let linked_before = again.is_some();
        let person = match again {
            Some(person) => person,
            None if street => self.of_the_street(event, role, ages, male, day),
            None => self.someone_new(event, role, ages, male, day),
        };
        if serious {
            self.serious[role as usize].insert(person.number);
        }
        let pool = &mut self.pools[role as usize];
        if !street && (role == Role::Suspect || violent) {
            if pool.len() >= POOL {
                pool.pop_front();
            }
            pool.push_back(Seen {
                day,
                violent,
                person,
            });
        }
        self.count(event, role, &person, serious, linked_before, in_beat);
        self.write(lines, event.row, role, &person, day);
    }

    /// Someone of the pool who fits, if the draw asks for one.
    fn seen_before(
        &mut self,
        event: &DemoEvent,
        role: Role,
        ages: DemoAges,
        male: bool,
        day: i32,
    ) -> Option<Person> {
        let serious = event.offence.category == "serious-violence";
        let domestic = event.flags.domestic == Some(true);
        let share = match (serious, role) {
            (true, Role::Victim) => VICTIM_AGAIN[usize::from(!domestic)],
            (true, Role::Suspect) => SUSPECT_AGAIN,
            (false, _) => OTHERS_AGAIN[role as usize],
        };
        let (again, violent_before) = (self.rng.random::<f64>(), self.rng.random::<f64>() < 0.9);
        // Few are linked to serious violence twice.
        let twice = self.rng.random::<f64>() < SERIOUS_TWICE;
        let robbed = event.offence.category == "robbery" && role == Role::Victim;
        if again >= share || robbed {
            return None;
        }
        let months = if role == Role::Victim { 365 } else { 730 };
        let pool = &mut self.pools[role as usize];
        while pool.front().is_some_and(|seen| seen.day < day - months) {
            pool.pop_front();
        }
        if pool.is_empty() {
            return None;
        }
        for _ in 0..200 {
            let seen = &pool[self.rng.random_range(0..pool.len())];
            let fits = seen.day < day
                && seen.day > day - months
                && seen.person.male == male
                && (!serious
                    || twice
                    || !self.serious[role as usize].contains(&seen.person.number))
                && (seen.violent || !serious || !violent_before)
                && fits(ages, seen.person.age(day));
            if fits {
                return Some(seen.person);
            }
        }
        None
    }

    fn of_the_street(
        &mut self,
        event: &DemoEvent,
        role: Role,
        ages: DemoAges,
        male: bool,
        day: i32,
    ) -> Person {
        if self.street.len() < 150 || ages == DemoAges::Child {
            let mut person = self.someone_new(event, role, ages, male, day);
            person.street = true;
            // Most have no address to give.
            if self.rng.random_bool(0.7) {
                person.home = Home::Blank;
            }
            if ages != DemoAges::Child {
                self.street.push(person);
            }
            return person;
        }
        for _ in 0..50 {
            let person = self.street[self.rng.random_range(0..self.street.len())];
            if fits(ages, person.age(day)) {
                return person;
            }
        }
        self.street[0]
    }

    fn someone_new(
        &mut self,
        event: &DemoEvent,
        role: Role,
        ages: DemoAges,
        male: bool,
        day: i32,
    ) -> Person {
        self.next += 1;
        let age = self.an_age(event, role, ages);
        let known = self.rng.random::<f64>() >= ETHNICITY_MISSING;
        let draw: f64 = self.rng.random();
        let word = ETHNICITIES.iter().find(|(_, up_to)| draw < *up_to);
        let decile_1 = match role {
            Role::Suspect => SUSPECTS_DECILE_1,
            Role::Victim if event.offence.category == "robbery" => ROBBERY_DECILE_1,
            Role::Victim => VICTIMS_DECILE_1,
        };
        Person {
            number: self.next,
            age_at_start: age - f64::from(day) / 365.25,
            male,
            ethnicity: word.map(|(word, _)| *word).filter(|_| known),
            home: self.homes.home(decile_1, &mut self.rng),
            street: false,
        }
    }

    /// An age in years, with its fraction.
    fn an_age(&mut self, event: &DemoEvent, role: Role, ages: DemoAges) -> f64 {
        let robbery = event.offence.category == "robbery";
        // Age bands with the share of people up to their end.
        let bands: &[(f64, f64, f64)] = match (ages, role) {
            (DemoAges::Child, _) => &[(11.0, 14.0, 0.16), (14.0, 18.0, 1.0)],
            (DemoAges::Young, _) => &[(18.0, 22.0, 0.52), (22.0, 26.0, 1.0)],
            (DemoAges::Older, Role::Victim) => &[
                (26.0, 31.0, 0.36),
                (31.0, 41.0, 0.66),
                (41.0, 56.0, 0.9),
                (56.0, 82.0, 1.0),
            ],
            (DemoAges::Older, Role::Suspect) => &[
                (26.0, 31.0, 0.31),
                (31.0, 41.0, 0.7),
                (41.0, 56.0, 0.93),
                (56.0, 75.0, 1.0),
            ],
            (DemoAges::Any, Role::Suspect) if robbery => &[
                (13.0, 14.0, 0.03),
                (14.0, 18.0, 0.34),
                (18.0, 23.0, 0.53),
                (23.0, 31.0, 0.72),
                (31.0, 50.0, 1.0),
            ],
            (DemoAges::Any, Role::Suspect) => &[
                (11.0, 16.0, 0.08),
                (16.0, 31.0, 0.54),
                (31.0, 46.0, 0.86),
                (46.0, 75.0, 1.0),
            ],
            (DemoAges::Any, Role::Victim) => &[
                (5.0, 14.0, 0.05),
                (14.0, 20.0, 0.17),
                (20.0, 31.0, 0.47),
                (31.0, 46.0, 0.76),
                (46.0, 86.0, 1.0),
            ],
        };
        let draw: f64 = self.rng.random();
        let within: f64 = self.rng.random();
        let band = bands.iter().find(|(_, _, up_to)| draw < *up_to);
        let (low, high, _) = band.copied().unwrap_or((26.0, 40.0, 1.0));
        low + within * (high - low)
    }

    fn write(&self, lines: &mut String, row: u64, role: Role, person: &Person, day: i32) {
        let sex = if person.male { "male" } else { "female" };
        // Writing to a string cannot fail.
        let _ = write!(
            lines,
            "SYNTHETIC,SYN-{row:08},{},P{:08},{},{sex},{}",
            role.word(),
            person.number,
            person.age(day),
            person.ethnicity.unwrap_or("")
        );
        let street = if person.street { "Y" } else { "" };
        let _ = match person.home {
            Home::Blank => writeln!(lines, ",,,,,{street}"),
            Home::Postcode(number) => {
                let postcode = &self.town.postcodes()[number].postcode;
                writeln!(lines, ",{postcode},,,,{street}")
            }
            Home::Grid([x, y], _) | Home::OutGrid([x, y]) => {
                writeln!(lines, ",,{x},{y},,{street}")
            }
            Home::Code(area) => {
                let code = &self.town.areas()[area].code;
                writeln!(lines, ",,,,{code},{street}")
            }
            Home::Code21(code, _) => {
                let code = &self.town.areas21()[code].code;
                writeln!(lines, ",,,,{code},{street}")
            }
            Home::OutCode(number) => {
                let code = &self.town.ring()[number].code;
                writeln!(lines, ",,,,{code},{street}")
            }
        };
    }

    fn count(
        &mut self,
        event: &DemoEvent,
        role: Role,
        person: &Person,
        serious: bool,
        linked_before: bool,
        in_beat: bool,
    ) {
        let decile_1 = |area: usize| self.town.deciles()[area] == 1;
        let add = |homes: &mut TruthHomes| {
            homes.rows += 1;
            let route = match person.home {
                Home::Blank => {
                    homes.blank += 1;
                    return;
                }
                Home::OutGrid(_) | Home::OutCode(_) => {
                    homes.out_of_the_city += 1;
                    return;
                }
                Home::Code21(_, area) => {
                    homes.codes_2021.placed += 1;
                    homes.codes_2021.decile_1 += u64::from(decile_1(area));
                    return;
                }
                Home::Postcode(number) => {
                    let area = self.town.postcodes()[number].area;
                    (&mut homes.postcode, area)
                }
                Home::Grid(_, area) => (&mut homes.coordinates, area),
                Home::Code(area) => (&mut homes.code, area),
            };
            let (route, area): (&mut TruthRoute, usize) = route;
            let first = u64::from(decile_1(area));
            route.placed += 1;
            route.decile_1 += first;
            homes.in_the_city += 1;
            homes.decile_1 += first;
        };
        let truth = &mut self.truth;
        truth.rows += 1;
        truth.ethnicity_missing += u64::from(person.ethnicity.is_none());
        let (all, serious_homes) = match role {
            Role::Victim => (&mut truth.all.victims, &mut truth.serious_violence.victims),
            Role::Suspect => (
                &mut truth.all.suspects,
                &mut truth.serious_violence.suspects,
            ),
        };
        add(all);
        if serious {
            add(serious_homes);
        }
        let links = |links: &mut TruthLinks| {
            links.rows += 1;
            links.linked_before += u64::from(linked_before);
            links.male += u64::from(person.male);
            let age = person.age(event.from / MINUTES);
            links.aged_25_or_under += u64::from(age <= 25);
            links.discovered_aged_25_or_under += u64::from(age <= 25 && event.stated.is_some());
        };
        if serious && event.from / MINUTES >= YEARS[2] {
            links(match role {
                Role::Victim => &mut truth.serious_last_year.victims,
                Role::Suspect => &mut truth.serious_last_year.suspects,
            });
        }
        if in_beat {
            let community = match role {
                Role::Victim => &mut truth.gardens_beat.victims,
                Role::Suspect => &mut truth.gardens_beat.suspects,
            };
            community.placed += 1;
            community.decile_1 += u64::from(person.street);
        }
    }
}

/// Who has the ages that the event asks for.
struct Youth {
    victim: bool,
    suspects: bool,
}

fn has_victim(category: &str) -> bool {
    is_violent(category) || matches!(category, "robbery" | "sexual-offences")
}

fn is_violent(category: &str) -> bool {
    matches!(
        category,
        "serious-violence" | "violence-with-injury" | "violence-without-injury"
    )
}

/// The ages of the others where some are children or young.
fn other(ages: DemoAges) -> DemoAges {
    match ages {
        DemoAges::Any => DemoAges::Any,
        _ => DemoAges::Older,
    }
}

fn fits(ages: DemoAges, age: i32) -> bool {
    match ages {
        DemoAges::Any => true,
        DemoAges::Child => age < 18,
        DemoAges::Young => (18..=25).contains(&age),
        DemoAges::Older => age > 25,
    }
}

fn share_of_men(event: &DemoEvent, role: Role) -> f64 {
    let serious = event.offence.category == "serious-violence";
    let domestic = event.flags.domestic == Some(true);
    match (role, event.offence.category) {
        (Role::Suspect, _) => 0.82,
        (Role::Victim, "sexual-offences") => 0.15,
        (Role::Victim, "robbery") => 0.8,
        (Role::Victim, _) if serious && domestic => 0.35,
        (Role::Victim, _) if serious => 0.81,
        (Role::Victim, _) if domestic => 0.28,
        (Role::Victim, _) => 0.58,
    }
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
