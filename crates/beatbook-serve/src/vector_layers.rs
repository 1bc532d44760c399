//! What is in the tiles of each layer: every layer and value with its unit and meaning, and the zooms at
//! which it is drawn.

use std::collections::BTreeMap;

use beatbook_core::{ParentUnit, Selection};
use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{ANCHORS, PLACES};
use crate::hotspots::GROUPS;
use crate::parents::{UNITS, units_from};
use crate::tiles::TileLayer;

/// Zooms at which tiles are worth asking for: before the first a city is a dot, after the last the
/// grid of a tile is finer than a metre.
pub(crate) const ZOOMS: (u8, u8) = (7, 15);

/// One layer of a tile, as `TileJSON` describes it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VectorLayer {
    /// Its name.
    pub(crate) id: &'static str,
    /// What it holds.
    description: &'static str,
    /// First zoom at which it is in tiles.
    pub(crate) minzoom: u8,
    /// Last zoom at which it is in tiles.
    pub(crate) maxzoom: u8,
    /// Values of its features: name, and unit and meaning.
    pub(crate) fields: BTreeMap<&'static str, &'static str>,
}

impl VectorLayer {
    fn new(
        id: &'static str,
        description: &'static str,
        fields: &[(&'static str, &'static str)],
    ) -> Self {
        Self {
            id,
            description,
            minzoom: ZOOMS.0,
            maxzoom: ZOOMS.1,
            fields: fields.iter().copied().collect(),
        }
    }

    fn starting_at(mut self, zoom: u8) -> Self {
        self.minzoom = zoom.max(ZOOMS.0);
        self
    }

    fn ending_before(mut self, zoom: u8) -> Self {
        self.maxzoom = zoom - 1;
        self
    }

    fn with(mut self, fields: &[(&'static str, &'static str)]) -> Self {
        self.fields.extend(fields.iter().copied());
        self
    }
}

impl TileLayer {
    /// What is in its tiles.
    pub(crate) fn description(&self) -> &'static str {
        match self {
            Self::Base => {
                "What lies under the findings: streets, water, parks, rail and named places"
            }
            Self::Hotspots => {
                "Units and hotspots that stand out after correction for testing all units; nothing where nothing does"
            }
            Self::Counts => {
                "The count of every unit that holds anything; no test is made, so a high count is no hotspot"
            }
            Self::Places => "Repeat locations: places with at least 3 incidents on at least 2 days",
            Self::Streets(_) => "Streets or segments with incidents, ranked by what is asked",
            Self::NearRepeat(_) => {
                "Pairs of incidents near each other in place and time, within the reach that chance does not explain"
            }
            Self::Areas(_) => "Areas of a layer with counts, rates and deprivation",
        }
    }

    /// Every layer of its tiles.
    pub(crate) fn vector_layers(&self, selection: &Selection) -> Vec<VectorLayer> {
        match self {
            Self::Base => base(),
            Self::Hotspots => hotspots(selection),
            Self::Counts => counts(selection),
            Self::Places => vec![
                VectorLayer::new("places", "Position with the most incidents of each repeat location; below zoom 13 of the first 1,000 in order of rank", &[
                    ID,
                    NAME,
                    ("class", "Class of the registered place; absent at other places"),
                    ("incidents", "Incidents; rounded to 5 where small numbers are protected"),
                    ("target", "Whether a patrol may be sent there: false for custody, hospitals and the like"),
                ])
                .with(&RANK),
            ],
            Self::Streets(_) => vec![
                VectorLayer::new("streets", "Course of each street or segment with incidents", &[
                    ID,
                    NAME,
                    ("class", "Class of the street: main, secondary or minor"),
                    COUNT,
                    SUPPRESSED,
                    ("per_km", "Incidents for each kilometre, as exactly as the count may be told"),
                ])
                .with(&RANK),
            ],
            Self::NearRepeat(_) => vec![VectorLayer::new(
                "links",
                "A line from the earlier incident to the later one; the latest 1,000 links",
                &[
                    ("earlier", "Day of the earlier incident, year-month-day"),
                    ("later", "Day of the later incident, year-month-day"),
                    ("metres", "Distance between them in metres"),
                    ("days", "Days between them; 0 on the same day"),
                ],
            )],
            Self::Areas(_) => vec![
                VectorLayer::new("areas", "Areas with their values, empty ones too", &[
                    ("code", "Code of the area"),
                    NAME,
                    COUNT,
                    SUPPRESSED,
                    ("events_shown", "The count as it is written, * where it is too small to be shown"),
                    ("class", "Step of the count, 0 to 4, with the bounds in /api/v1/areas; absent where it is too small to be shown"),
                    ("rate", "Incidents or events per 1,000 residents and year; absent without an estimate of residents or where it would give away a protected count. Of those who work, shop or go out there it knows nothing"),
                    ("decile", "Decile of deprivation, 1 the most deprived tenth of the nation, by the first index of the book for this layer; absent without one"),
                ]),
                VectorLayer::new("study", "Outer edge of the study area", &[]),
            ],
        }
    }
}

const ID: (&str, &str) = ("id", "Stable id of its own");
const NAME: (&str, &str) = ("name", "Name");
const CLASS: (&str, &str) = (
    "class",
    "1: q at most 0.05, 2: 0.01, 3: 0.001; 1 for all where small numbers are protected",
);
const COUNT: (&str, &str) = (
    "count",
    "Incidents, or events with count=events; rounded to 5 where small numbers are protected; absent where too small to be shown",
);
const SUPPRESSED: (&str, &str) = (
    "suppressed",
    "true where the count is 1 to 7 and may not be shown; else absent",
);
const RANK: [(&str, &str); 3] = [
    ("rank", "Rank, 1 is the strongest"),
    ("rank_low", "Lower end of the 95% interval of the rank"),
    ("rank_high", "Upper end of the 95% interval of the rank"),
];
const TEST: [(&str, &str); 3] = [
    (
        "expected",
        "Count expected if events were spread evenly over the ground; absent where small numbers are protected",
    ),
    (
        "z",
        "Standard score of Gi*, for reference; absent where small numbers are protected",
    ),
    (
        "q",
        "p-value corrected for all units tested (Benjamini-Hochberg); absent where small numbers are protected",
    ),
];

fn base() -> Vec<VectorLayer> {
    let class = |meaning| ("class", meaning);
    vec![
        VectorLayer::new("study", "The study area", &[]),
        VectorLayer::new(
            "ground",
            "Water, parks and rail",
            &[class("water, canal, rail or park"), NAME],
        ),
        VectorLayer::new(
            "streets",
            "Streets: main ones from zoom 7, secondary from 11, minor from 12",
            &[class("main, secondary or minor"), NAME],
        ),
        VectorLayer::new("places", "Named places", &[class("Kind of place"), NAME])
            .starting_at(PLACES),
        VectorLayer::new(
            "anchors",
            "Names of published points, for books without streets",
            &[class("Kind of place"), NAME],
        )
        .starting_at(ANCHORS),
    ]
}

fn hotspots(selection: &Selection) -> Vec<VectorLayer> {
    let hotspot = |id, description| {
        VectorLayer::new(id, description, &[ID, NAME, CLASS, COUNT])
            .with(&RANK)
            .with(&TEST)
    };
    let cells = VectorLayer::new(
        "cells",
        "Units that passed the test",
        &[
            (
                "cell",
                "Id of the unit: of a cell its H3 index, of an area its code",
            ),
            CLASS,
            ("group", "Id of the hotspot it belongs to"),
            ("rank", "Rank of that hotspot"),
            COUNT,
            (
                "events_shown",
                "The count as it is written, * where it is too small to be shown",
            ),
            (
                "p",
                "Exact upper tail of Gi*, before correction; absent where small numbers are protected",
            ),
        ],
    )
    .with(&TEST)
    .starting_at(units_from(&selection.unit));
    let mut layers = vec![cells];
    if ParentUnit::of(&selection.unit).is_some() {
        let parents = VectorLayer::new(
            "parents",
            "Hot units added up to larger ones, which were not tested themselves",
            &[
                ("unit", "What it is: h3-8 or bng-600"),
                ID,
                ("hot", "Hot units in it"),
                (
                    "count",
                    "Count in these hot units together; rounded to 5 where small numbers are protected; absent where too small to be shown",
                ),
                SUPPRESSED,
            ],
        );
        layers.push(parents.ending_before(UNITS));
    }
    layers.push(
        hotspot(
            "groups",
            "Outlines of hotspots; the count is that of the peak and the units round it",
        )
        .starting_at(GROUPS),
    );
    layers.push(hotspot(
        "badges",
        "Peaks of hotspots; the count is that of the peak and the units round it",
    ));
    layers
}

fn counts(selection: &Selection) -> Vec<VectorLayer> {
    let unit = (
        "unit",
        "What it is, as the selection writes it: h3-10, street, an area layer, or for parents h3-8 or bng-600",
    );
    let counts = VectorLayer::new(
        "counts",
        "Units that hold anything",
        &[unit, ID, NAME, COUNT, SUPPRESSED],
    );
    let mut layers = vec![counts.starting_at(units_from(&selection.unit))];
    if ParentUnit::of(&selection.unit).is_some() {
        let units = (
            "units",
            "Units in it that hold anything; absent where small numbers are protected",
        );
        let parents = VectorLayer::new(
            "parents",
            "The same added up to larger units",
            &[unit, ID, units, COUNT, SUPPRESSED],
        );
        layers.push(parents.ending_before(UNITS));
    }
    layers
}
