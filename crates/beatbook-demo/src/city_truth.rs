//! What a city says was planted before any event is drawn.

use crate::city::{City, disc_share, tenth};
use crate::component::Ground;
use crate::plane::{from_degrees, to_degrees};
use crate::planted::{BLANK_SHARE, BLOCKS, DECOYS, EDGE, OUTSIDE_SHARE, PIN_SHARE, Ruse};
use crate::rhythm::weekend_night_share;
use crate::truth::{Truth, TruthBlock, TruthDecoy};
use crate::truth_planted::{TruthDelay, TruthPin};

impl City {
    /// What was planted, with the numbers that are expected.
    pub fn truth(&self) -> Truth {
        let weight: f64 = self.components.iter().map(|c| c.weight).sum();
        let drawn = self.drawn_rows() / self.rows_per_weight();
        let incidents = drawn + self.planned.len() as f64;
        let located = 1.0 - PIN_SHARE - BLANK_SHARE;
        let per_weight = drawn / weight * located;
        let in_disc =
            |radius: f64| per_weight * (1.0 - OUTSIDE_SHARE) * disc_share(self.town, radius);
        let blocks = self.components.iter().filter_map(|c| {
            let share = weekend_night_share(&c.week);
            let (id, name, at, radius, ratio) = match c.ground {
                Ground::Block(block) => {
                    let block = &BLOCKS[block];
                    let at = from_degrees(block.lat, block.lon);
                    (block.id, block.name, at, block.radius, block.ratio)
                }
                Ground::Edge => (EDGE.id, EDGE.name, self.edge, EDGE.radius, EDGE.ratio),
                Ground::City | Ground::Ring => return None,
            };
            let degrees = to_degrees(at);
            Some(TruthBlock {
                id: id.into(),
                name: name.into(),
                longitude: (degrees.lon * 1e6).round() / 1e6,
                latitude: (degrees.lat * 1e6).round() / 1e6,
                easting: at[0].round(),
                northing: at[1].round(),
                radius_m: radius,
                rate_ratio: ratio,
                expected_background: tenth(in_disc(radius)),
                expected_excess: tenth(per_weight * (ratio - 1.0) * disc_share(self.town, radius)),
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
            reporting_delay: TruthDelay::default(),
            default_pin: TruthPin::default(),
            repeated_hours: Vec::new(),
            serious_violence: Vec::new(),
            robbery: Vec::new(),
            under_18: None,
            hotspots_over_time: Vec::new(),
            interventions: Vec::new(),
            near_repeat_chains: Vec::new(),
            edge_hotspot: None,
            people: None,
            istv: None,
            tiig: None,
            callouts: None,
            complaints: None,
            searches: None,
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
