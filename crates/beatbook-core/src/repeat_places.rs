//! Repeat locations, as answers carry them.

use crate::{Count, Policy, Protect, Source, Wgs84};

/// A place with repeated incidents: an address, premises or a named ground.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatPlace {
    /// Stable id: easting and northing of the position with the most incidents, in whole metres.
    pub id: String,
    /// Position by incidents, from 1; `None` where it would tell protected counts apart.
    pub rank: Option<u32>,
    /// 95% interval of the rank.
    pub rank_interval: Option<(u32, u32)>,
    /// Registered place, else street, else area.
    pub name: String,
    /// Class of the registered place.
    pub class: Option<String>,
    /// Why it is no place to send a patrol to; `None` where it may be one.
    pub not_a_target: Option<&'static str>,
    /// Nearest street, unless it is the name.
    pub street: Option<String>,
    /// Area of the study layer.
    pub area: Option<String>,
    /// Incidents.
    pub incidents: Count,
    /// Events: one for each recorded row.
    pub events: Count,
    /// Different days on which the incidents began.
    pub dates: Count,
    /// Exact positions joined; `None` where the number would bound a protected count.
    pub positions: Option<u32>,
    /// Position with the most incidents.
    pub centre: Wgs84,
    /// Part of the week with most incidents for the hours it has, shrunk to its kind of place; `None`
    /// where too few are timed.
    pub block: Option<Block>,
}

/// A part of the week and the share of a place's incidents in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// `Fri, Sat 22-02`.
    pub label: String,
    /// Expected share of the incidents that are timed to four hours or less: the place's own, drawn
    /// towards that of all places of its class by as much as its few incidents leave open.
    pub share: f64,
    /// 95% interval of the share.
    pub interval: (f64, f64),
}

/// One coordinate, one text, many events: is this where they happened?
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Where.
    pub at: Wgs84,
    /// Text of most rows there.
    pub text: String,
    /// Events there.
    pub events: Count,
    /// What it looks like: a class of places.
    pub guess: &'static str,
}

/// Places that are listed but are no targets.
#[derive(Debug, Clone, PartialEq)]
pub struct NoTargets {
    /// Class of places.
    pub class: String,
    /// How many places.
    pub places: u32,
    /// Incidents at them.
    pub incidents: Count,
}

/// Repeat locations in order of rank.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatPlaces {
    /// Places with at least [`RepeatPlaces::FEWEST`] incidents on at least two days.
    pub places: Vec<RepeatPlace>,
    /// Positions this near to each other are one place.
    pub metres: f64,
    /// Places that are no targets, by class.
    pub no_targets: Vec<NoTargets>,
    /// Coordinates that may stand for other places.
    pub suspects: Vec<Suspect>,
    /// Places that this audience may not see because of their small counts.
    pub withheld: u32,
}

impl RepeatPlaces {
    /// Fewest incidents of a repeat location.
    pub const FEWEST: u32 = 3;
}

impl RepeatPlace {
    pub(crate) fn protect(&mut self, policy: Policy) {
        if policy.shows_exact() {
            return;
        }
        (self.rank, self.rank_interval, self.block) = (None, None, None);
        self.positions = None;
        for count in [&mut self.incidents, &mut self.events, &mut self.dates] {
            *count = policy.protect(*count);
        }
    }
}

impl Protect for RepeatPlaces {
    const IS_MAPPED: bool = true;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        let all = self.places.len() as u32;
        for place in &mut self.places {
            place.protect(policy);
        }
        self.places
            .retain(|place| place.incidents != Count::Suppressed);
        self.withheld = all - self.places.len() as u32;
        // The true order would tell rounded counts apart.
        self.places.sort_by(|a, b| {
            let counts = b.incidents.number().cmp(&a.incidents.number());
            counts.then_with(|| a.id.cmp(&b.id))
        });
        let counts: Vec<Option<u32>> = self.places.iter().map(|p| p.incidents.number()).collect();
        // Places that look the same share their rank. How sure it is would tell the true counts apart.
        for (place, count) in self.places.iter_mut().zip(&counts) {
            let first = counts.iter().position(|other| other == count).unwrap_or(0) as u32 + 1;
            place.rank = Some(first);
        }
        for class in &mut self.no_targets {
            class.incidents = policy.protect(class.incidents);
        }
        self.suspects.clear();
        Ok(())
    }
}
