//! The events of a city, one after another in constant memory.
//!
//! Away from the planted blocks, incidents fall evenly on the ground of the city, each alone:
//! not along streets and never twice at one address, for either would be a hotspot. A test that
//! shuffles cells is then right about the city without blocks, and every finding in the city with
//! blocks that is not one of them is an error of the program.

use std::collections::VecDeque;

use beatbook_core::{Bng, Day};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::chance::stream;
use crate::offences::{Mix, OFFENCES, Offence, mean_victims, pick, victims};
use crate::places::in_disc;
use crate::plane::{Xy, bng, distance, from_degrees, noise};
use crate::planted::{
    BLANK_SHARE, BLOCKS, BURST_DAYS, BURST_SHARE, DECOYS, OUTSIDE_SHARE, PIN_SHARE, Ruse,
};
use crate::rhythm::{Rhythm, Week, weekend_night_share};
use crate::town::Town;
use crate::truth::{Truth, TruthBlock, TruthDecoy};

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoParams {
    /// Same seed, same bytes.
    pub seed: u64,
    /// Rows of the police extract. Strengths of the planted blocks are set for 60,000, a size at
    /// which every one of them stands out.
    pub events: u64,
    /// A city in which nothing stands out.
    pub null: bool,
}

impl Default for DemoParams {
    fn default() -> Self {
        Self {
            seed: 1,
            events: 60_000,
            null: false,
        }
    }
}

/// Where a row says it happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DemoSite {
    /// Inside the city.
    Inside(Bng),
    /// At a place of the town: its position in [`Town::places`].
    Place(usize, Bng),
    /// Beyond its edge.
    Outside(Bng),
    /// No position, only words that stand for the whole centre.
    DefaultPin,
    /// No position and no words.
    Blank,
}

impl DemoSite {
    /// The position written in the row.
    pub fn position(self) -> Option<Bng> {
        match self {
            Self::Inside(p) | Self::Place(_, p) | Self::Outside(p) => Some(p),
            Self::DefaultPin | Self::Blank => None,
        }
    }

    /// The position, if it is in the city.
    pub fn within(self) -> Option<Bng> {
        match self {
            Self::Inside(p) | Self::Place(_, p) => Some(p),
            _ => None,
        }
    }
}

/// One row of the police extract. Times are local civil time (Europe/London): minutes since
/// midnight of the first day of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemoEvent {
    /// 1 for the first row.
    pub row: u64,
    /// 1 for the first incident; rows of one incident follow each other.
    pub incident: u64,
    /// What happened.
    pub offence: &'static Offence,
    /// Earliest time; equal to `to` where the time is known.
    pub from: i32,
    /// Latest time.
    pub to: i32,
    /// Days from the first day of the period to the day of recording.
    pub recorded: i32,
    /// Where.
    pub site: DemoSite,
}

/// The first day of the period, 2021-10-01.
pub(crate) fn first_day() -> Day {
    Day::new(2021, 10, 1).expect("2021-10-01 is a day of the calendar")
}

/// Days of the period: 2021-10-01 to 2024-09-30.
pub(crate) const DAYS: i32 = 1_096;
const MINUTES: i32 = 24 * 60;

/// One source of incidents: the background, a block, or the burst.
struct Component {
    week: Week,
    /// Weight of each weekday; mean 1.
    weekdays: [f64; 7],
    mix: Mix,
    /// Incidents in proportion to the background's 1.
    weight: f64,
    /// Position in [`BLOCKS`]; `None` for background and burst.
    block: Option<usize>,
}

impl Component {
    fn new(rhythm: Rhythm, mix: Mix, weight: f64, block: Option<usize>) -> Self {
        let week = rhythm.week();
        let weekdays =
            std::array::from_fn(|d| week[d * 24..d * 24 + 24].iter().sum::<f64>() / 24.0);
        Self {
            week,
            weekdays,
            mix,
            weight,
            block,
        }
    }

    fn hour(&self, weekday: usize, draw: f64) -> i32 {
        pick_hour(&self.week[weekday * 24..weekday * 24 + 24], draw)
    }
}

fn pick_hour(weights: &[f64], draw: f64) -> i32 {
    let mut left = draw * weights.iter().sum::<f64>();
    for (hour, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return hour as i32;
        }
    }
    23
}

/// A disc in which the background is changed.
struct Disc {
    middle: Xy,
    radius: f64,
}

impl Disc {
    fn contains(&self, p: Xy) -> bool {
        distance(self.middle, p) < self.radius
    }
}

/// A synthetic city: the shared town, and the events of one seed.
pub struct City {
    params: DemoParams,
    town: &'static Town,
    components: Vec<Component>,
    /// Rows that are written by the end of each day.
    rows_by_day: Vec<u64>,
    quiet: Option<(Disc, f64)>,
    daytime: Option<Disc>,
    burst: Option<(Disc, i32)>,
    /// Day, minute, rows and place of the brawls.
    brawls: Vec<(i32, i32, u32, Xy)>,
}

impl City {
    /// Lays out a city: weights and days, no events yet.
    pub fn new(params: &DemoParams) -> Self {
        let town = Town::shared();
        let mut components = vec![Component::new(Rhythm::Everyday, Mix::City, 1.0, None)];
        let mut city = Self {
            params: *params,
            town,
            components: Vec::new(),
            rows_by_day: Vec::new(),
            quiet: None,
            daytime: None,
            burst: None,
            brawls: Vec::new(),
        };
        if !params.null {
            for (i, block) in BLOCKS.iter().enumerate() {
                let weight = (block.ratio - 1.0) * disc_share(town, block.radius);
                components.push(Component::new(block.rhythm, block.mix, weight, Some(i)));
            }
            city.lay_decoys();
        }
        city.components = components;
        city.rows_by_day = city.share_out_days();
        city
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.params.events
    }

    /// The ground it stands on.
    pub fn town(&self) -> &'static Town {
        self.town
    }

    /// Its rows, by day. Each call gives the same rows.
    pub fn events(&self) -> impl Iterator<Item = DemoEvent> + '_ {
        Events::new(self)
    }

    fn lay_decoys(&mut self) {
        let mut rng = stream(self.params.seed, "decoys");
        for decoy in &DECOYS {
            let Some((lat, lon)) = decoy.place else {
                continue;
            };
            let middle = from_degrees(lat, lon);
            let disc = Disc {
                middle,
                radius: decoy.radius,
            };
            match decoy.ruse {
                Ruse::Brawl(rows) => {
                    let day = rng.random_range(30..DAYS - 30);
                    let minute = rng.random_range(20 * 60..23 * 60);
                    self.brawls
                        .push((day, minute, rows, middle.map(f64::round)));
                }
                Ruse::Burst { first_day } => self.burst = Some((disc, first_day)),
                Ruse::Quiet(rate) => self.quiet = Some((disc, rate)),
                Ruse::Daytime => self.daytime = Some(disc),
                Ruse::Venues(_) | Ruse::DefaultPin => {}
            }
        }
        self.brawls.sort_by_key(|brawl| brawl.0);
    }

    /// Level of a day: fewer offences year by year as in the published figures, a little more in
    /// summer, and an uneven day to day.
    fn level(&self, day: i32) -> f64 {
        let year = [1.0, 0.92, 0.911][(day / 365).clamp(0, 2) as usize];
        let season = 1.0 + 0.05 * (f64::from(day - 210) / 365.25 * std::f64::consts::TAU).cos();
        let uneven =
            1.0 + 0.12 * noise([f64::from(day) * 10.0, 0.0], 10.0, self.params.seed ^ 0xDA);
        year * season * uneven
    }

    /// Weights of the components on a day; the last one is the burst.
    fn day_weights(&self, day: i32) -> Vec<f64> {
        let weekday = usize::from(first_day().plus(day).weekday());
        let level = self.level(day);
        let mut weights: Vec<f64> = self
            .components
            .iter()
            .map(|c| c.weight * c.weekdays[weekday] * level)
            .collect();
        let burst = self
            .burst
            .as_ref()
            .filter(|(_, from)| (*from..from + BURST_DAYS).contains(&day));
        weights.push(burst.map_or(0.0, |(disc, _)| {
            // The incidents that the thinned disc lacks, all in these days.
            BURST_SHARE * disc_share(self.town, disc.radius) * f64::from(DAYS) * 0.944
                / f64::from(BURST_DAYS)
        }));
        weights
    }

    fn share_out_days(&self) -> Vec<u64> {
        let mut total = 0.0;
        let sums: Vec<f64> = (0..DAYS)
            .map(|day| {
                total += self.day_weights(day).iter().sum::<f64>();
                total
            })
            .collect();
        sums.iter()
            .map(|sum| (sum / total * self.params.events as f64).round() as u64)
            .collect()
    }

    /// What was planted, with the numbers that are expected.
    pub fn truth(&self) -> Truth {
        let weight: f64 = self.components.iter().map(|c| c.weight).sum();
        let rows: f64 = self
            .components
            .iter()
            .map(|c| c.weight * mean_victims(c.mix))
            .sum();
        let incidents = self.params.events as f64 / (rows / weight);
        let located = 1.0 - PIN_SHARE - BLANK_SHARE;
        let per_weight = incidents / weight * located;
        let in_disc =
            |radius: f64| per_weight * (1.0 - OUTSIDE_SHARE) * disc_share(self.town, radius);
        let blocks = self.components.iter().filter_map(|c| {
            let (block, share) = (&BLOCKS[c.block?], weekend_night_share(&c.week));
            let (degrees, grid) = TruthBlock::place(block.lat, block.lon);
            Some(TruthBlock {
                id: block.id.into(),
                name: block.name.into(),
                longitude: degrees.lon,
                latitude: degrees.lat,
                easting: grid[0].round(),
                northing: grid[1].round(),
                radius_m: block.radius,
                rate_ratio: block.ratio,
                expected_background: tenth(in_disc(block.radius)),
                expected_excess: tenth(per_weight * c.weight),
                window: (share > 0.3).then(|| "fri22-sat07,sat22-sun07".to_owned()),
                window_share: (share * 1_000.0).round() / 1_000.0,
            })
        });
        let decoys = DECOYS
            .iter()
            .filter(|d| !self.params.null || d.ruse == Ruse::DefaultPin);
        Truth {
            synthetic: true,
            seed: self.params.seed,
            events: self.params.events,
            null: self.params.null,
            period: ["2021-10-01".into(), "2024-09-30".into()],
            study_area_km2: (self.town.square_metres() / 1e4).round() / 100.0,
            expected_incidents: tenth(incidents * located),
            counts: None,
            blocks: blocks.collect(),
            decoys: decoys
                .map(|d| {
                    let place = d.place.map(|(lat, lon)| TruthBlock::place(lat, lon));
                    TruthDecoy {
                        id: d.id.into(),
                        name: d.name.into(),
                        kind: d.kind.into(),
                        why: d.why.into(),
                        longitude: place.map(|(degrees, _)| degrees.lon),
                        latitude: place.map(|(degrees, _)| degrees.lat),
                        easting: place.map(|(_, grid)| grid[0].round()),
                        northing: place.map(|(_, grid)| grid[1].round()),
                        radius_m: place.map(|_| d.radius),
                        expected_background: place.map(|_| match d.ruse {
                            Ruse::Quiet(rate) => tenth(rate * in_disc(d.radius)),
                            _ => tenth(in_disc(d.radius)),
                        }),
                    }
                })
                .collect(),
        }
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn disc_share(town: &Town, radius: f64) -> f64 {
    std::f64::consts::PI * radius * radius / town.square_metres()
}

struct Events<'a> {
    city: &'a City,
    what: ChaCha8Rng,
    when: ChaCha8Rng,
    place: ChaCha8Rng,
    day: i32,
    /// Running sums of the component weights of the day.
    weights: Vec<f64>,
    row: u64,
    incident: u64,
    next_brawl: usize,
    waiting: VecDeque<DemoEvent>,
}

impl<'a> Events<'a> {
    fn new(city: &'a City) -> Self {
        let seed = city.params.seed;
        Self {
            city,
            what: stream(seed, "what"),
            when: stream(seed, "when"),
            place: stream(seed, "where"),
            day: 0,
            weights: running(&city.day_weights(0)),
            row: 0,
            incident: 0,
            next_brawl: 0,
            waiting: VecDeque::new(),
        }
    }

    fn next_incident(&mut self) {
        self.incident += 1;
        if let Some(&(day, minute, rows, at)) = self.city.brawls.get(self.next_brawl)
            && day <= self.day
        {
            self.next_brawl += 1;
            let (from, site) = (day * MINUTES + minute, DemoSite::Inside(bng(at)));
            let assault = &OFFENCES[2];
            self.push(rows, assault, (from, from), site);
            return;
        }
        let draw = self.what.random::<f64>() * self.weights.last().copied().unwrap_or(0.0);
        let chosen = self.weights.iter().position(|sum| draw < *sum).unwrap_or(0);
        let is_burst = chosen == self.city.components.len();
        let component = &self.city.components[if is_burst { 0 } else { chosen }];
        let offence = &OFFENCES[pick(component.mix, self.what.random())];
        let rows = victims(offence, self.what.random());
        let (site, by_day) = self.site(component, is_burst);
        let weekday = usize::from(first_day().plus(self.day).weekday());
        let hour = if by_day {
            pick_hour(&SHOP_HOURS, self.when.random())
        } else {
            component.hour(weekday, self.when.random())
        };
        let night_out = component.mix == Mix::Night;
        let times = self.interval(hour, offence, night_out, by_day);
        self.push(rows, offence, times, site);
    }

    /// Where an incident falls, and whether it must be by day.
    fn site(&mut self, component: &Component, is_burst: bool) -> (DemoSite, bool) {
        let unlocated = self.place.random::<f64>();
        let site = match component.block {
            Some(block) => self.in_block(block),
            None if is_burst => self.in_burst(),
            None => self.anywhere(),
        };
        let by_day = match (&self.city.daytime, site.within()) {
            (Some(disc), Some(p)) => disc.contains([p.easting, p.northing]),
            _ => false,
        };
        match unlocated {
            u if u < PIN_SHARE => (DemoSite::DefaultPin, by_day),
            u if u < PIN_SHARE + BLANK_SHARE => (DemoSite::Blank, by_day),
            _ => (site, by_day),
        }
    }

    fn anywhere(&mut self) -> DemoSite {
        if self.place.random::<f64>() < OUTSIDE_SHARE {
            return self.beyond();
        }
        loop {
            let p = self.on_the_ground();
            if let Some((disc, rate)) = &self.city.quiet
                && disc.contains(p)
                && self.place.random::<f64>() > *rate
            {
                continue;
            }
            if let Some((disc, _)) = &self.city.burst
                && disc.contains(p)
                && self.place.random::<f64>() < BURST_SHARE
            {
                continue;
            }
            return DemoSite::Inside(bng(p));
        }
    }

    /// A whole metre of the city, each as likely as any other.
    fn on_the_ground(&mut self) -> Xy {
        let (low, high) = self.city.town.region.bounds();
        loop {
            let x = self.place.random_range(low[0] as i64..=high[0] as i64) as f64;
            let y = self.place.random_range(low[1] as i64..=high[1] as i64) as f64;
            if self.city.town.region.contains([x, y]) {
                return [x, y];
            }
        }
    }

    /// Between 400 m and about 6 km from the city's edge.
    fn beyond(&mut self) -> DemoSite {
        let (low, high) = self.city.town.region.bounds();
        let far = 6_000;
        loop {
            let x = self
                .place
                .random_range(low[0] as i64 - far..high[0] as i64 + far) as f64;
            let y = self
                .place
                .random_range(low[1] as i64 - far..high[1] as i64 + far) as f64;
            let region = &self.city.town.region;
            if !region.contains([x, y]) && region.distance([x, y]) > 400.0 {
                return DemoSite::Outside(bng([x, y]));
            }
        }
    }

    fn in_burst(&mut self) -> DemoSite {
        let Some((disc, _)) = &self.city.burst else {
            return self.beyond();
        };
        loop {
            let p = in_disc(disc.middle, disc.radius, &mut self.place).map(f64::round);
            if self.city.town.region.contains(p) {
                return DemoSite::Inside(bng(p));
            }
        }
    }

    fn in_block(&mut self, block: usize) -> DemoSite {
        let plan = &BLOCKS[block];
        let addresses = &self.city.town.addresses[block];
        let at_address = if plan.addresses == 1 { 0.35 } else { 0.22 };
        if self.place.random::<f64>() < at_address && !addresses.is_empty() {
            // The first addresses have the most: shares fall as 1, 1/2, 1/3 ...
            let sum: f64 = (1..=addresses.len()).map(|i| 1.0 / (i as f64 + 1.0)).sum();
            let mut left = self.place.random::<f64>() * sum;
            let chosen = (0..addresses.len()).find(|i| {
                left -= 1.0 / (*i as f64 + 2.0);
                left < 0.0
            });
            let number = addresses[chosen.unwrap_or(0)];
            return DemoSite::Place(number, bng(self.city.town.places()[number].at));
        }
        let middle = from_degrees(plan.lat, plan.lon);
        loop {
            let p = in_disc(middle, plan.radius, &mut self.place).map(f64::round);
            if self.city.town.region.contains(p) {
                return DemoSite::Inside(bng(p));
            }
        }
    }

    /// From and to, in minutes of the period: equal where the time is known.
    fn interval(
        &mut self,
        hour: i32,
        offence: &Offence,
        night_out: bool,
        by_day: bool,
    ) -> (i32, i32) {
        let minute = self.day * MINUTES + hour * 60 + self.when.random_range(0..60);
        let known = self.when.random_range(0..100);
        let spread = self.when.random::<f64>();
        let before = self.when.random::<f64>();
        let exact = if night_out {
            offence.exact.max(78)
        } else {
            offence.exact
        };
        if known < exact || by_day {
            return shift_to_existing(minute, minute);
        }
        let (least, most) = offence.hours;
        let width = (least * (most / least).powf(spread) * 60.0) as i32;
        let from = (minute - (f64::from(width) * before) as i32).max(0);
        let to = (from + width).min(DAYS * MINUTES - 1);
        shift_to_existing(from, to)
    }

    fn push(
        &mut self,
        rows: u32,
        offence: &'static Offence,
        (from, to): (i32, i32),
        site: DemoSite,
    ) {
        let late: f64 = self.when.random();
        let lag = if late < 0.75 {
            0
        } else {
            (1.0 / (1.0 - late).max(0.012) / 4.0) as i32
        };
        for _ in 0..rows {
            self.row += 1;
            self.waiting.push_back(DemoEvent {
                row: self.row,
                incident: self.incident,
                offence,
                from,
                to,
                recorded: to / MINUTES + lag,
                site,
            });
        }
    }
}

/// Open hours of the shops of the daytime decoy.
const SHOP_HOURS: [f64; 24] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 1.0, 1.5, 1.8, 2.0, 2.0, 2.0, 2.0, 1.8, 1.2, 0.4,
    0.0, 0.0, 0.0, 0.0, 0.0,
];

/// The hour from 01:00 that is left out on the last Sunday of March does not exist: such times
/// move an hour on.
fn shift_to_existing(from: i32, to: i32) -> (i32, i32) {
    // 2022-03-27, 2023-03-26 and 2024-03-31, as days of the period.
    const SKIPPED: [i32; 3] = [177, 541, 912];
    let shift = |minute: i32| {
        let skipped = SKIPPED.contains(&(minute / MINUTES)) && minute % MINUTES / 60 == 1;
        if skipped { minute + 60 } else { minute }
    };
    let from = shift(from);
    (from, shift(to).max(from))
}

fn running(weights: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    weights
        .iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect()
}

impl Iterator for Events<'_> {
    type Item = DemoEvent;

    fn next(&mut self) -> Option<DemoEvent> {
        if let Some(event) = self.waiting.pop_front() {
            return (event.row <= self.city.params.events).then_some(event);
        }
        if self.row >= self.city.params.events {
            return None;
        }
        while self.day + 1 < DAYS && self.row >= self.city.rows_by_day[self.day as usize] {
            self.day += 1;
            self.weights = running(&self.city.day_weights(self.day));
        }
        self.next_incident();
        self.waiting.pop_front()
    }
}

#[cfg(test)]
#[path = "city_tests.rs"]
mod tests;
