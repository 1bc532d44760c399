//! Counts of what was planted, taken from the rows as they are written.

use crate::chains::{CHAIN_LENGTH, CHAIN_RADIUS, CHAIN_STEP_DAYS, REPEATED_HOUR};
use crate::city::{City, DAYS, DemoEvent, DemoSite, first_day, tenth};
use crate::delay::{LONGEST, recorded_within};
use crate::istv::ONLY_HERE_METRES;
use crate::ordinary_places::OrdinaryPlaces;
use crate::plane::{Xy, distance, from_degrees, to_degrees};
use crate::planned::{DemoStated, MINUTES, year_of};
use crate::planted::{
    BLOCKS, DEFAULT_PIN, EDGE, INTERVENTION, REGRESSION_DAY, REGRESSION_DAYS, REGRESSION_RADIUS,
    TRENDS,
};
use crate::serious_tally::SeriousTally;
use crate::truth::{Truth, TruthCounts};
use crate::truth_planted::{
    TruthChain, TruthDelay, TruthDisc, TruthEdge, TruthIntervention, TruthPin, TruthRepeatedHour,
    TruthTrend,
};

/// Days before and after an intervention that are compared.
const WORKED_DAYS: i32 = 365;

/// Counts one row after another.
pub(crate) struct Tally<'a> {
    city: &'a City,
    counts: TruthCounts,
    last_incident: u64,
    pins: u64,
    repeated: [u64; 3],
    robbery: [[u64; 2]; 3],
    serious: SeriousTally,
    trends: [[u64; 3]; TRENDS.len()],
    worked: [u64; 2],
    worked_ring: [u64; 2],
    ordinary: OrdinaryPlaces,
    edge: TruthEdge,
    only_here: Option<Xy>,
    near_only_here: u64,
    places: Named,
}

/// Positions of the places that are counted by name.
struct Named {
    trends: [Xy; TRENDS.len()],
    worked: (Xy, f64),
}

impl<'a> Tally<'a> {
    pub(crate) fn new(city: &'a City, only_here: Option<Xy>) -> Self {
        let block = |id: &str| {
            let block = BLOCKS.iter().find(|block| block.id == id);
            block.map_or(([0.0, 0.0], 0.0), |b| {
                (from_degrees(b.lat, b.lon), b.radius)
            })
        };
        Self {
            city,
            counts: TruthCounts::default(),
            last_incident: 0,
            pins: 0,
            repeated: [0; 3],
            robbery: [[0; 2]; 3],
            serious: SeriousTally::new(city.town()),
            trends: Default::default(),
            worked: [0; 2],
            worked_ring: [0; 2],
            ordinary: OrdinaryPlaces::new(city),
            edge: TruthEdge::default(),
            only_here,
            near_only_here: 0,
            places: Named {
                trends: TRENDS.each_ref().map(|trend| block(trend.block).0),
                worked: block(INTERVENTION.block),
            },
        }
    }

    pub(crate) fn rows(&self) -> u64 {
        self.counts.rows
    }

    pub(crate) fn add(&mut self, event: &DemoEvent) {
        self.counts.rows += 1;
        self.counts.incidents = event.incident;
        match (event.stated, event.site) {
            (Some(DemoStated::Nowhere), _) | (_, DemoSite::Blank) => self.counts.unlocated += 1,
            (_, DemoSite::Inside(_) | DemoSite::Place(..)) => self.counts.located += 1,
            (_, DemoSite::Outside(_)) => self.counts.outside += 1,
            (_, DemoSite::DefaultPin(_)) => {
                self.pins += 1;
                self.counts.unlocated += 1;
            }
        }
        let day = event.from / MINUTES;
        let known = event.from == event.to;
        if let Some(night) = REPEATED_HOUR.iter().position(|&d| d == day)
            && known
            && event.from % MINUTES / 60 == 1
        {
            self.repeated[night] += 1;
        }
        match event.offence.ho_code {
            "34B" => self.robbery[year_of(day)][0] += 1,
            "34A" => self.robbery[year_of(day)][1] += 1,
            _ => {}
        }
        if event.offence.category == "serious-violence" && self.city.has_headline() {
            self.serious.add(event, day);
        }
        if event.incident != self.last_incident {
            self.last_incident = event.incident;
            self.add_incident(event, day);
        }
        if let DemoSite::Outside(p) = event.site
            && self.city.town().ring_contains([p.easting, p.northing])
        {
            self.edge.ring_rows += 1;
        }
    }

    /// Discs, by incident.
    fn add_incident(&mut self, event: &DemoEvent, day: i32) {
        if let DemoSite::Outside(p) = event.site
            && distance([p.easting, p.northing], self.city.edge()) < EDGE.radius
        {
            self.edge.incidents_beyond += 1;
        }
        let Some(p) = event.site.within().map(|p| [p.easting, p.northing]) else {
            return;
        };
        if distance(p, self.city.edge()) < EDGE.radius {
            self.edge.incidents_inside += 1;
        }
        if let Some(at) = self.only_here
            && distance(p, at) < ONLY_HERE_METRES
        {
            self.near_only_here += 1;
        }
        for (i, trend) in TRENDS.iter().enumerate() {
            let radius = BLOCKS
                .iter()
                .find(|b| b.id == trend.block)
                .map_or(0.0, |b| b.radius);
            if distance(p, self.places.trends[i]) < radius {
                self.trends[i][year_of(day)] += 1;
            }
        }
        let (middle, radius) = self.places.worked;
        let far = distance(p, middle);
        if let Some(side) = side(day, INTERVENTION.day, WORKED_DAYS) {
            if far < radius {
                self.worked[side] += 1;
            } else if far < INTERVENTION.ring {
                self.worked_ring[side] += 1;
            }
        }
        self.ordinary.add(p, day);
    }

    /// Puts the counts into the truth.
    pub(crate) fn finish(self, truth: &mut Truth, not_yet_recorded: u64) {
        let city = self.city;
        truth.counts = Some(self.counts);
        truth.reporting_delay = TruthDelay {
            taken: date(DAYS - 1),
            not_yet_recorded,
            share_recorded_within_days: (0..=LONGEST)
                .map(|days| (recorded_within(days) * 1e6).round() / 1e6)
                .collect(),
        };
        let [easting, northing] = city.town().default_pin();
        truth.default_pin = TruthPin {
            name: DEFAULT_PIN.into(),
            easting,
            northing,
            rows: self.pins,
        };
        let nights = REPEATED_HOUR.iter().zip(self.repeated);
        truth.repeated_hours = nights
            .map(|(&night, rows)| TruthRepeatedHour {
                date: date(night),
                rows,
            })
            .collect();
        if let Some(only_here) = truth.istv.as_mut().and_then(|istv| istv.only_here.as_mut()) {
            only_here.police_incidents = self.near_only_here;
            only_here.police_expected =
                crate::istv::expected_around(city.town(), city.background());
        }
        if city.params().null {
            return;
        }
        truth.edge_hotspot = Some(TruthEdge {
            block: EDGE.id.into(),
            share_inside: crate::city::share_inside(city.town(), city.edge()),
            ..self.edge.clone()
        });
        if !city.has_headline() {
            return;
        }
        truth.robbery = self.robbery.to_vec();
        truth.hotspots_over_time = self.over_time();
        truth.interventions = std::iter::once(self.effect())
            .chain(self.regression())
            .collect();
        truth.near_repeat_chains = city
            .chains()
            .iter()
            .map(|chain| TruthChain {
                disc: disc(chain.middle, CHAIN_RADIUS),
                first: date(chain.first_day),
                events: CHAIN_LENGTH as u64,
                step_days: CHAIN_STEP_DAYS,
            })
            .collect();
        self.serious.finish(truth);
    }

    fn over_time(&self) -> Vec<TruthTrend> {
        let trends = TRENDS.iter().zip(self.trends);
        trends
            .filter_map(|(trend, incidents)| {
                let block = BLOCKS.iter().find(|block| block.id == trend.block)?;
                Some(TruthTrend {
                    kind: trend.kind.into(),
                    block: block.id.into(),
                    name: block.name.into(),
                    disc: disc(from_degrees(block.lat, block.lon), block.radius),
                    factors: trend.years,
                    incidents,
                })
            })
            .collect()
    }

    fn effect(&self) -> TruthIntervention {
        let (middle, radius) = self.places.worked;
        let name = BLOCKS.iter().find(|block| block.id == INTERVENTION.block);
        TruthIntervention {
            kind: "effect".into(),
            name: name.map_or("", |block| block.name).into(),
            disc: disc(middle, radius),
            date: date(INTERVENTION.day),
            true_change: -INTERVENTION.fall,
            displaced: INTERVENTION.displaced,
            ring_m: Some(INTERVENTION.ring),
            days: WORKED_DAYS,
            incidents: self.worked,
            ring_incidents: Some(self.worked_ring),
            expected: None,
            why: "the rate in the disc fell by one fifth, and a quarter of what went moved to the ring around it".into(),
        }
    }

    fn regression(&self) -> Option<TruthIntervention> {
        let (middle, incidents, places) = self.ordinary.highest()?;
        let town = self.city.town();
        let rate = self.city.background() * crate::city::disc_share(town, REGRESSION_RADIUS)
            / f64::from(DAYS);
        Some(TruthIntervention {
            kind: "regression-to-the-mean".into(),
            name: town.street_near(middle).unwrap_or("open ground").into(),
            disc: disc(middle, REGRESSION_RADIUS),
            date: date(REGRESSION_DAY),
            true_change: 0.0,
            displaced: 0.0,
            ring_m: None,
            days: REGRESSION_DAYS,
            incidents,
            ring_incidents: None,
            expected: Some(tenth(rate * f64::from(REGRESSION_DAYS))),
            why: format!(
                "of {places} ordinary places it had most by chance in the months before; nothing was done and nothing changed"
            ),
        })
    }
}

fn date(number: i32) -> String {
    first_day().plus(number).to_string()
}

/// 0 for the days just before a date, 1 for those from it on.
fn side(day: i32, date: i32, days: i32) -> Option<usize> {
    if (date - days..date).contains(&day) {
        return Some(0);
    }
    (date..date + days).contains(&day).then_some(1)
}

fn disc(middle: Xy, radius: f64) -> TruthDisc {
    let degrees = to_degrees(middle);
    TruthDisc {
        longitude: (degrees.lon * 1e6).round() / 1e6,
        latitude: (degrees.lat * 1e6).round() / 1e6,
        easting: middle[0].round(),
        northing: middle[1].round(),
        radius_m: radius,
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
