//! The rows of a city, one after another: what, when, where, and when it was recorded.

use std::collections::VecDeque;

use beatbook_core::Bng;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::chance::stream;
use crate::city::{City, DAYS, DemoEvent, DemoSite, first_day};
use crate::component::{Component, Ground};
use crate::delay::delay;
use crate::labels::{self, Around};
use crate::offences::{Mix, OFFENCES, Offence, pick, victims};
use crate::places::in_disc;
use crate::plane::{Xy, bng, distance, from_degrees};
use crate::planned::{DemoAges, MINUTES, Planned, existing, offence as named_offence, year_of};
use crate::planted::{
    BLANK_SHARE, BLOCKS, DECOYS, EDGE, FEWER_BUSINESS_BEFORE, FEWER_ROBBERIES, INTERVENTION,
    OUTSIDE_SHARE, PIN_SHARE,
};
use crate::rhythm::Rhythm;

/// The rows, one after another.
pub(crate) struct Events<'a> {
    city: &'a City,
    what: ChaCha8Rng,
    when: ChaCha8Rng,
    place: ChaCha8Rng,
    /// For setting and flags.
    label: ChaCha8Rng,
    /// For the day of recording.
    clerk: ChaCha8Rng,
    day: i32,
    /// Running sums of the component weights of the day.
    weights: Vec<f64>,
    row: u64,
    incident: u64,
    next_planned: usize,
    /// Rows of incidents that were recorded after the extract was taken.
    late: u64,
    waiting: VecDeque<DemoEvent>,
}

impl<'a> Events<'a> {
    /// At the first row.
    pub(crate) fn new(city: &'a City) -> Self {
        let seed = city.params.seed;
        Self {
            city,
            what: stream(seed, "what"),
            when: stream(seed, "when"),
            place: stream(seed, "where"),
            label: stream(seed, "labels"),
            clerk: stream(seed, "recording"),
            day: 0,
            weights: running(&city.day_weights(0)),
            row: 0,
            incident: 0,
            next_planned: 0,
            late: 0,
            waiting: VecDeque::new(),
        }
    }

    /// Rows left out so far, because they were recorded after the extract was taken.
    pub(crate) fn not_yet_recorded(&self) -> u64 {
        self.late
    }

    fn next_incident(&mut self) {
        if let Some(&planned) = self.city.planned.get(self.next_planned)
            && planned.day() <= self.day
        {
            self.next_planned += 1;
            // What is laid down is in the extract, however late it would have been recorded.
            let recorded = self.recorded(planned.to).min(DAYS - 1);
            self.push(&planned, recorded);
            return;
        }
        let draw = self.what.random::<f64>() * self.weights.last().copied().unwrap_or(0.0);
        let chosen = self.weights.iter().position(|sum| draw < *sum).unwrap_or(0);
        let burst = chosen.checked_sub(self.city.components.len());
        let component = &self.city.components[if burst.is_some() { 0 } else { chosen }];
        let offence = self.offence(component.mix);
        let rows = victims(offence, self.what.random());
        let (site, by_day) = self.site(component, burst);
        let weekday = usize::from(first_day().plus(self.day).weekday());
        let hour = if by_day {
            self.when.random_range(12..18)
        } else {
            component.hour(weekday, self.when.random())
        };
        let night_out = component.mix == Mix::Night;
        let (mut from, mut to) = self.interval(hour, offence, night_out, by_day);
        if by_day && weekday == 6 {
            // The shops are shut on Sundays: it was the day before, or the first day after.
            let days = if self.day == 0 { MINUTES } else { -MINUTES };
            (from, to) = (from + days, to + days);
        }
        let around = self.around(component, site);
        let flags = labels::flags(offence, around, &mut self.label);
        let domestic = flags.domestic == Some(true);
        let setting = labels::setting(offence, around, domestic, &mut self.label);
        let recorded = self.recorded(to);
        if recorded >= DAYS {
            self.late += u64::from(rows);
            return;
        }
        let planned = Planned {
            from,
            to,
            rows,
            offence,
            site,
            setting,
            flags,
            stated: None,
            ages: DemoAges::Any,
        };
        self.push(&planned, recorded);
    }

    /// What happened: in a city with the headline figures the offences of serious violence are
    /// those that were laid down, and robbery falls in the last year.
    fn offence(&mut self, mix: Mix) -> &'static Offence {
        let offence = &OFFENCES[pick(mix, self.what.random())];
        if !self.city.has_headline() {
            return offence;
        }
        let last = year_of(self.day) == 2;
        let other = match offence.ho_code {
            "1" | "2" | "5D" => Some("8N"),
            "34B" if last && self.label.random_bool(FEWER_ROBBERIES) => Some("39"),
            "34A" if !last && self.label.random_bool(FEWER_BUSINESS_BEFORE) => Some("46"),
            _ => None,
        };
        other.map_or(offence, named_offence)
    }

    /// The ground around an incident, as far as setting and flags depend on it.
    fn around(&self, component: &Component, site: DemoSite) -> Around {
        if let DemoSite::Place(place, _) = site {
            return Around::Address(self.city.town.places()[place].class);
        }
        let in_park = |p: Bng| {
            let plan = &DECOYS.iter().find(|decoy| decoy.id == "large-park");
            plan.and_then(|plan| Some((plan.place?, plan.radius)))
                .is_some_and(|((lat, lon), radius)| {
                    distance(from_degrees(lat, lon), [p.easting, p.northing]) < radius
                })
        };
        match (component.ground, component.mix) {
            (Ground::Block(block), _) if BLOCKS[block].id == "hmp-manchester" => Around::Prison,
            (Ground::Block(block), _) if BLOCKS[block].rhythm == Rhythm::Square => Around::Square,
            (Ground::Block(_), Mix::Shops) => Around::Shops,
            (Ground::Block(_) | Ground::Edge, _) => Around::Nightlife,
            _ if self.city.quiet.is_some() && site.within().is_some_and(in_park) => Around::Park,
            _ => Around::Town,
        }
    }

    /// Where an incident falls, and whether it must be by day.
    fn site(&mut self, component: &Component, burst: Option<usize>) -> (DemoSite, bool) {
        let unlocated = self.place.random::<f64>();
        let site = match (component.ground, burst) {
            (_, Some(burst)) => {
                let city = self.city;
                let disc = &city.bursts[burst].disc;
                self.in_disc_on_the_ground(disc.middle, disc.radius)
            }
            (Ground::Block(block), _) => self.in_block(block),
            (Ground::Edge, _) => self.in_disc_on_the_ground(self.city.edge, EDGE.radius),
            (Ground::City, _) => self.anywhere(),
            (Ground::Ring, _) => self.in_the_ring(),
        };
        let by_day = match (&self.city.daytime, site.within()) {
            (Some(disc), Some(p)) => disc.contains([p.easting, p.northing]),
            _ => false,
        };
        match unlocated {
            u if u < PIN_SHARE => (
                DemoSite::DefaultPin(bng(self.city.town.default_pin())),
                by_day,
            ),
            u if u < PIN_SHARE + BLANK_SHARE => (DemoSite::Blank, by_day),
            _ => (site, by_day),
        }
    }

    fn anywhere(&mut self) -> DemoSite {
        if self.place.random::<f64>() < OUTSIDE_SHARE {
            return self.beyond();
        }
        'again: loop {
            let p = self.on_the_ground();
            if let Some((disc, rate)) = &self.city.quiet
                && disc.contains(p)
                && self.place.random::<f64>() > *rate
            {
                continue;
            }
            for burst in &self.city.bursts {
                if burst.disc.contains(p) && self.place.random::<f64>() < burst.share {
                    continue 'again;
                }
            }
            return DemoSite::Inside(bng(p));
        }
    }

    /// A whole metre of the ring beyond the edge.
    fn in_the_ring(&mut self) -> DemoSite {
        let town = self.city.town;
        let (low, high) = self.city.ring_bounds;
        loop {
            let x = self.place.random_range(low[0] as i64..=high[0] as i64) as f64;
            let y = self.place.random_range(low[1] as i64..=high[1] as i64) as f64;
            if town.ring_contains([x, y]) && !town.contains([x, y]) {
                return DemoSite::Outside(bng([x, y]));
            }
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

    /// Between 400 m and about 6 km from the city's edge, where there is no ring.
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
            if !region.contains([x, y])
                && region.distance([x, y]) > 400.0
                && !self.city.town.ring_contains([x, y])
            {
                return DemoSite::Outside(bng([x, y]));
            }
        }
    }

    /// A whole metre of a disc, in the city or in the ring.
    fn in_disc_on_the_ground(&mut self, middle: Xy, radius: f64) -> DemoSite {
        let town = self.city.town;
        loop {
            let p = in_disc(middle, radius, &mut self.place).map(f64::round);
            if town.contains(p) {
                return DemoSite::Inside(bng(p));
            }
            if town.ring_contains(p) {
                return DemoSite::Outside(bng(p));
            }
        }
    }

    fn in_block(&mut self, block: usize) -> DemoSite {
        let plan = &BLOCKS[block];
        if let Some(moved) = self.moved_by_intervention(block) {
            return moved;
        }
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
        self.in_disc_on_the_ground(from_degrees(plan.lat, plan.lon), plan.radius)
    }

    /// After an intervention a part of the block's incidents happens around it or anywhere.
    fn moved_by_intervention(&mut self, block: usize) -> Option<DemoSite> {
        let plan = &BLOCKS[block];
        if !self.city.has_headline() || plan.id != INTERVENTION.block || self.day < INTERVENTION.day
        {
            return None;
        }
        // The fall is one of all incidents of the disc, but only the block's own can move.
        let share = INTERVENTION.fall * plan.ratio / (plan.ratio - 1.0);
        if self.place.random::<f64>() >= share {
            return None;
        }
        if self.place.random::<f64>() >= INTERVENTION.displaced {
            return Some(self.anywhere());
        }
        let middle = from_degrees(plan.lat, plan.lon);
        loop {
            let p = in_disc(middle, INTERVENTION.ring, &mut self.place).map(f64::round);
            if distance(p, middle) > plan.radius + 1.0 && self.city.town.contains(p) {
                return Some(DemoSite::Inside(bng(p)));
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

    /// The day on which an event that ended at a minute is recorded.
    fn recorded(&mut self, to: i32) -> i32 {
        to / MINUTES + delay(self.clerk.random())
    }

    fn push(&mut self, planned: &Planned, recorded: i32) {
        self.incident += 1;
        for _ in 0..planned.rows {
            self.row += 1;
            self.waiting.push_back(DemoEvent {
                row: self.row,
                incident: self.incident,
                offence: planned.offence,
                from: planned.from,
                to: planned.to,
                recorded,
                site: planned.site,
                setting: planned.setting,
                flags: planned.flags,
                stated: planned.stated,
                ages: planned.ages,
            });
        }
    }
}

/// An interval of hours that exist.
fn shift_to_existing(from: i32, to: i32) -> (i32, i32) {
    let from = existing(from);
    (from, existing(to).max(from))
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
        loop {
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
        }
    }
}
