//! Serious violence (homicide, attempted murder, grievous bodily harm with intent): a population
//! of its own, calibrated on the headline figures of the needs assessment.
//!
//! About 690, 635 and 629 offences in the three years from October 2021. Shares are given out by
//! [`Quota`](crate::planned::Quota), so that they come out to within an offence or two; who, where
//! exactly and when is left to chance. Nothing but the two named places and the hospitals has many
//! of them: every other place of a year has at most six, and places lie [`APART`] metres from each
//! other.

use std::collections::BTreeSet;

use beatbook_core::Setting;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::chance::stream;
use crate::city::DemoSite;
use crate::ground::Shape;
use crate::places::in_disc;
use crate::plane::{Xy, bng, bounds, distance, from_degrees, inside};
use crate::planned::{APART, DemoAges, DemoStated, MINUTES, Planned, Spots, YEARS, minute_of_week};
use crate::planted::BLOCKS;
use crate::rhythm::{Rhythm, Week};
use crate::serious_numbers::{
    BESIDE_WARDS, CENTRE_BLOCKS, CENTRE_SHARE, CENTRE_WARDS, CHILD_BESIDE, CHILD_SHARE, GARDENS,
    GARDENS_BEAT_SHARE, HOSPITALS, MOST, PLAN, PRISON, YOUNG_SHARE, Year,
};
use crate::serious_shares::share_out_ages;
use crate::town::Town;

/// Names for the words of discovered offences, all of them streets or places that a gazetteer of
/// the town knows; all but the fifth lie in the centre.
const WORDS: [&str; 6] = [
    "Canal Street",
    "Oldham Street",
    "Whitworth Street",
    "Bloom Street",
    "Levenshulme station",
    "Minshull Street",
];

/// All of it, not in order of time.
pub(crate) fn plan(seed: u64, town: &'static Town) -> Vec<Planned> {
    let mut planner = Planner {
        town,
        rng: stream(seed, "serious violence"),
        weeks: [
            Rhythm::Night.week(),
            Rhythm::Square.week(),
            Rhythm::Everyday.week(),
            Rhythm::Custody.week(),
            Rhythm::AfterSchool.week(),
        ],
        parks: parks_beside(town),
    };
    let mut all = Vec::new();
    for (number, year) in PLAN.iter().enumerate() {
        all.extend(planner.year(number, year));
    }
    all
}

pub(crate) struct Planner {
    town: &'static Town,
    pub(crate) rng: ChaCha8Rng,
    weeks: [Week; 5],
    parks: Vec<Vec<Xy>>,
}

const NIGHT: usize = 0;
const SQUARE: usize = 1;
const EVERYDAY: usize = 2;
const CUSTODY: usize = 3;
const AFTER_SCHOOL: usize = 4;

/// An incident while it is being planned.
pub(crate) struct Draft {
    pub(crate) rows: u32,
    pub(crate) minute: i32,
    pub(crate) site: DemoSite,
    pub(crate) setting: Option<Setting>,
    pub(crate) stated: Option<DemoStated>,
    pub(crate) group: Group,
    pub(crate) ages: DemoAges,
    pub(crate) domestic: bool,
    pub(crate) knife: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Prison,
    Gardens,
    Hospital,
    Discovered,
    Centre,
    Beside,
    Elsewhere,
}

impl Planner {
    fn year(&mut self, number: usize, year: &Year) -> Vec<Planned> {
        let days = (YEARS[number], YEARS[number + 1]);
        let mut spots = Spots::default();
        let mut drafts = Vec::new();
        for name in [PRISON, GARDENS].into_iter().chain(HOSPITALS) {
            spots.take(self.place(name).1, 1, MOST);
        }
        self.prison(year, days, &mut drafts);
        self.gardens(year, days, &mut drafts);
        self.hospitals(year, days, &mut spots, &mut drafts);

        let all = f64::from(year.offences);
        let of_all = |share: f64| (share * all).round() as u32;
        let (children, young) = (of_all(CHILD_SHARE), of_all(YOUNG_SHARE));
        // Of the stated positions every third lies in the centre.
        let in_centre = year.gardens[0] + year.stated[0].div_ceil(3);
        let centre = of_all(CENTRE_SHARE) - in_centre;
        let beside = (f64::from(children) * CHILD_BESIDE).round() as u32;
        let placed: u32 = drafts.iter().map(|draft| draft.rows).sum();
        let elsewhere = year.offences - placed - centre - beside;

        self.fill(Group::Centre, centre, days, &mut spots, &mut drafts);
        self.fill(Group::Beside, beside, days, &mut spots, &mut drafts);
        self.fill(Group::Elsewhere, elsewhere, days, &mut spots, &mut drafts);
        drafts.shuffle(&mut self.rng);
        share_out_ages(&mut drafts, children, young);
        self.share_out_flags(drafts, year)
    }

    fn place(&self, name: &str) -> (usize, Xy) {
        let places = self.town.places();
        let number = places.iter().position(|place| place.name == name);
        let number = number.expect("the town has the places that the plan names");
        (number, places[number].at)
    }

    fn prison(&mut self, year: &Year, (from, to): (i32, i32), drafts: &mut Vec<Draft>) {
        let (number, at) = self.place(PRISON);
        let [rows, incidents, dates] = year.prison;
        let mut days = BTreeSet::new();
        let mut minutes = Vec::new();
        while minutes.len() < dates as usize {
            let minute = minute_of_week(&self.weeks[CUSTODY], from, to, &mut self.rng);
            if days.insert(minute / MINUTES) {
                minutes.push(minute);
            }
        }
        // The rest on dates that have one already, some hours off.
        for i in 0..(incidents - dates) as usize {
            let hour = minutes[i] % MINUTES / 60;
            let other = if hour < 14 { hour + 4 } else { hour - 5 };
            minutes.push(minutes[i] / MINUTES * MINUTES + other * 60 + 20);
        }
        for (i, minute) in minutes.into_iter().enumerate() {
            drafts.push(Draft {
                rows: 1 + u32::from(i < (rows - incidents) as usize),
                minute,
                site: DemoSite::Place(number, bng(at)),
                setting: Some(Setting::Institution),
                stated: None,
                group: Group::Prison,
                ages: DemoAges::Older,
                domestic: false,
                knife: false,
            });
        }
    }

    fn gardens(&mut self, year: &Year, (from, to): (i32, i32), drafts: &mut Vec<Draft>) {
        let (number, at) = self.place(GARDENS);
        let [rows, incidents] = year.gardens;
        for i in 0..incidents {
            // Two in three are recorded at the Gardens' own coordinates, the others a few metres off:
            // near enough to be one place by any rule that joins positions.
            let site = if i % 3 < 2 {
                DemoSite::Place(number, bng(at))
            } else {
                let p = in_disc(at, 8.0, &mut self.rng).map(f64::round);
                DemoSite::Inside(bng(p))
            };
            drafts.push(Draft {
                rows: 1 + u32::from(i < rows - incidents),
                minute: minute_of_week(&self.weeks[SQUARE], from, to, &mut self.rng),
                site,
                setting: Some(Setting::OpenSpace),
                stated: None,
                group: Group::Gardens,
                ages: DemoAges::Older,
                domestic: false,
                knife: false,
            });
        }
    }

    /// Rows recorded at a hospital: some happened there, most were only discovered there.
    fn hospitals(
        &mut self,
        year: &Year,
        (from, to): (i32, i32),
        spots: &mut Spots,
        drafts: &mut Vec<Draft>,
    ) {
        let [grid, words, none] = year.stated;
        let discovered = grid + words + none;
        let mut sites = Vec::new();
        for (i, name) in HOSPITALS.iter().enumerate() {
            let share = [8, 8, 6][i] * discovered / 22;
            sites.extend(std::iter::repeat_n(*name, share as usize));
            for _ in 0..year.happened[i] {
                let (number, at) = self.place(name);
                drafts.push(Draft {
                    rows: 1,
                    minute: minute_of_week(&self.weeks[EVERYDAY], from, to, &mut self.rng),
                    site: DemoSite::Place(number, bng(at)),
                    setting: Some(Setting::Institution),
                    stated: None,
                    group: Group::Hospital,
                    ages: DemoAges::Older,
                    domestic: false,
                    knife: false,
                });
            }
        }
        while sites.len() < discovered as usize {
            sites.push(HOSPITALS[sites.len() % 2]);
        }
        sites.shuffle(&mut self.rng);
        for (i, name) in sites.into_iter().enumerate() {
            let (number, at) = self.place(name);
            let i = i as u32;
            let stated = if i < grid {
                let p = if i.is_multiple_of(3) {
                    self.free_spot(Group::Centre, 1, spots).0
                } else {
                    self.free_spot(Group::Elsewhere, 1, spots).0
                };
                DemoStated::At(p.position().unwrap_or(bng(at)))
            } else if i < grid + words {
                DemoStated::Words(WORDS[((i - grid) as usize) % WORDS.len()])
            } else {
                DemoStated::Nowhere
            };
            // 55% of these victims are 25 or under.
            let ages = match i * 22 / discovered.max(1) {
                0 | 6 | 13 | 19 => DemoAges::Child,
                1 | 4 | 8 | 10 | 12 | 15 | 17 | 20 => DemoAges::Young,
                _ => DemoAges::Older,
            };
            drafts.push(Draft {
                rows: 1,
                minute: minute_of_week(&self.weeks[NIGHT], from, to, &mut self.rng),
                site: DemoSite::Place(number, bng(at)),
                setting: (stated != DemoStated::Nowhere).then_some(Setting::Street),
                stated: Some(stated),
                group: Group::Discovered,
                ages,
                domestic: false,
                knife: i < year.discovered_knives,
            });
        }
    }

    fn fill(
        &mut self,
        group: Group,
        rows: u32,
        (from, to): (i32, i32),
        spots: &mut Spots,
        drafts: &mut Vec<Draft>,
    ) {
        let mut left = rows;
        while left > 0 {
            let draw: f64 = self.rng.random();
            let several = match draw {
                ..0.87 => 1,
                ..0.97 => 2,
                _ => 3,
            };
            let rows = several.min(left);
            left -= rows;
            let (site, setting) = self.free_spot(group, rows, spots);
            let week = match group {
                Group::Centre => NIGHT,
                Group::Beside => AFTER_SCHOOL,
                _ => EVERYDAY,
            };
            drafts.push(Draft {
                rows,
                minute: minute_of_week(&self.weeks[week], from, to, &mut self.rng),
                site,
                setting,
                stated: None,
                group,
                ages: DemoAges::Older,
                domestic: false,
                knife: false,
            });
        }
    }

    /// A place for an incident of a group that no other place of the year is near.
    fn free_spot(
        &mut self,
        group: Group,
        rows: u32,
        spots: &mut Spots,
    ) -> (DemoSite, Option<Setting>) {
        loop {
            let (site, setting) = self.candidate(group);
            let Some(position) = site.position() else {
                continue;
            };
            let p = [position.easting, position.northing];
            let quiet = [PRISON, GARDENS]
                .iter()
                .chain(&HOSPITALS)
                .all(|name| distance(self.place(name).1, p) > 190.0)
                && distance(self.town.default_pin(), p) > APART;
            if quiet && spots.take(p, rows, MOST) {
                return (site, setting);
            }
        }
    }

    fn candidate(&mut self, group: Group) -> (DemoSite, Option<Setting>) {
        let draw: f64 = self.rng.random();
        match group {
            Group::Centre => self.in_centre(draw),
            Group::Beside if draw < 0.45 => {
                let park = &self.parks[self.rng.random_range(0..self.parks.len())];
                let (low, high) = bounds(park);
                loop {
                    let p = [
                        self.rng.random_range(low[0]..high[0]).round(),
                        self.rng.random_range(low[1]..high[1]).round(),
                    ];
                    if inside(park, p) && self.in_wards(p, &BESIDE_WARDS) {
                        return (DemoSite::Inside(bng(p)), Some(Setting::OpenSpace));
                    }
                }
            }
            Group::Beside => {
                let p = self.ground(|town, p| wards_hold(town, p, &BESIDE_WARDS));
                (DemoSite::Inside(bng(p)), Some(Setting::Street))
            }
            _ => {
                let p = self.ground(|town, p| !wards_hold(town, p, &CENTRE_WARDS));
                let setting = match draw {
                    ..0.47 => Some(Setting::Street),
                    ..0.68 => Some(Setting::Dwelling),
                    ..0.77 => Some(Setting::OpenSpace),
                    ..0.83 => Some(Setting::Retail),
                    ..0.91 => Some(Setting::Licensed),
                    ..0.94 => Some(Setting::Transport),
                    _ => None,
                };
                (DemoSite::Inside(bng(p)), setting)
            }
        }
    }

    fn in_centre(&mut self, draw: f64) -> (DemoSite, Option<Setting>) {
        let mut left = draw;
        for (id, share) in CENTRE_BLOCKS {
            left -= share;
            if left >= 0.0 {
                continue;
            }
            let Some(number) = BLOCKS.iter().position(|block| block.id == id) else {
                continue;
            };
            let addresses = &self.town.addresses[number];
            if self.rng.random_bool(0.6) && !addresses.is_empty() {
                let place = addresses[self.rng.random_range(0..addresses.len())];
                let at = self.town.places()[place].at;
                if self.in_wards(at, &CENTRE_WARDS) {
                    return (DemoSite::Place(place, bng(at)), Some(Setting::Licensed));
                }
            }
            let block = &BLOCKS[number];
            let middle = from_degrees(block.lat, block.lon);
            let p = in_disc(middle, block.radius, &mut self.rng).map(f64::round);
            if self.in_wards(p, &CENTRE_WARDS) {
                return (DemoSite::Inside(bng(p)), Some(Setting::Street));
            }
        }
        let in_beat = (0.0..GARDENS_BEAT_SHARE).contains(&left);
        let p = if in_beat {
            self.ground(|town, p| town.beat(p) == "A2H1" && wards_hold(town, p, &CENTRE_WARDS))
        } else {
            self.ground(|town, p| wards_hold(town, p, &CENTRE_WARDS))
        };
        let setting = if self.rng.random_bool(0.8) {
            Setting::Street
        } else {
            Setting::Licensed
        };
        (DemoSite::Inside(bng(p)), Some(setting))
    }

    fn in_wards(&self, p: Xy, names: &[&str]) -> bool {
        wards_hold(self.town, p, names)
    }

    /// A whole metre of the city that a rule allows.
    fn ground(&mut self, allowed: impl Fn(&Town, Xy) -> bool) -> Xy {
        let (low, high) = self.town.region.bounds();
        loop {
            let p = [
                self.rng.random_range(low[0]..high[0]).round(),
                self.rng.random_range(low[1]..high[1]).round(),
            ];
            if self.town.contains(p) && allowed(self.town, p) {
                return p;
            }
        }
    }
}

pub(crate) fn wards_hold(town: &Town, p: Xy, names: &[&str]) -> bool {
    town.ward_of(p)
        .is_some_and(|ward| names.contains(&&*town.wards()[ward].name))
}

/// Parks with ground in the wards beside the centre.
fn parks_beside(town: &Town) -> Vec<Vec<Xy>> {
    let parks = town.ground.iter().filter(|ground| ground.class == "park");
    parks
        .filter_map(|ground| match &ground.shape {
            Shape::Polygon(ring) if ring.iter().any(|p| wards_hold(town, *p, &BESIDE_WARDS)) => {
                Some(ring.clone())
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
#[path = "serious_tests.rs"]
mod tests;
