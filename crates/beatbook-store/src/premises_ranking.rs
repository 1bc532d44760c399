//! Premises ranked by what happened in them or at their door.

use std::collections::BTreeSet;

use beatbook_analyse::{ShrunkCounts, shrunk_counts};
use beatbook_core::{
    Answer, Audience, Caveat, Count, Day, Link, Method, Names, Policy, PremisesEstimate,
    PremisesRanking, PremisesStanding, RankedPremises, Selection, SelectionError, Unit,
};

use crate::book::CellTable;
use crate::naming::{area_named, nearest_street};
use crate::premises_incidents::{AtPremises, PremisesIncidents, premises_in};
use crate::scan::{Question, Scope};
use crate::store::Store;
use crate::week::looked_at;

/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;
/// What stands for a count of 1 to 7 that partners may not see: the middle.
const SUPPRESSED: u64 = 4;

impl Store {
    /// Registered premises by the incidents in them or at their door, over the nights of a selection.
    ///
    /// Without a window, nights run from 18:00 to 07:00; a source that knows no hours is taken whole.
    /// Incidents rank that are linked `inside` or `at-door` and that the premises did not call about
    /// themselves. Counts are drawn towards the average of all premises looked at, those without incidents
    /// too ([`shrunk_counts()`]).
    ///
    /// # Errors
    /// [`SelectionError`] when the book has no register of premises or cannot answer the selection.
    pub fn premises_ranked(
        &self,
        selection: &Selection,
        names: Names,
    ) -> Result<Answer<PremisesRanking>, SelectionError> {
        let register = self.register()?;
        let nightly = self.by_night(selection)?;
        let scope = Scope::new(self, &nightly, Question::Places)?;
        let scan = scope.scan(self, &nightly);
        let links = self.links_of(scope.source)?;
        let incidents = PremisesIncidents::new(scope.source, &scan, &links);
        let keep = premises_in(&scope, register);
        let tallies: Vec<Tally> = keep
            .iter()
            .map(|&at| Tally::of(incidents.of(place_of(register, at))))
            .collect();
        let exact: Vec<u64> = tallies.iter().map(|tally| tally.ranks().into()).collect();
        let rounded: Vec<u64> = exact.iter().map(|&count| as_partners_see(count)).collect();
        let (shrunk, of_rounded) = (shrunk_counts(&exact, SEED), shrunk_counts(&rounded, SEED));
        let mut premises: Vec<RankedPremises> = (0..keep.len())
            .filter(|&at| tallies[at].ranks() + tallies[at].called > 0)
            .map(|at| {
                let estimates = [(&shrunk, &exact), (&of_rounded, &rounded)]
                    .map(|(found, counts)| estimate(found, at, counts[at]));
                self.ranked_premises_at(register, keep[at], &tallies[at], estimates)
            })
            .collect();
        premises.sort_by(|a, b| {
            let unsure = |p: &RankedPremises| !p.estimate.standing.is_told();
            let order = unsure(a).cmp(&unsure(b));
            order.then(a.estimate.rank.cmp(&b.estimate.rank))
        });
        for (number, premises) in (1..).zip(&mut premises) {
            premises.number = number;
        }
        let value = PremisesRanking {
            premises,
            registered: keep.len() as u32,
            nights: self.nights_looked_at(&scope, &nightly),
            median: shrunk.median,
            rounded_median: of_rounded.median,
            names,
            default_address: Count::Exact(incidents.default_address),
            withheld: 0,
        };
        let method = Method {
            statistic: "incidents of premises, drawn towards their average (empirical Bayes)",
            p_value: "none: 95% intervals of the posterior".into(),
            correction: "none",
            alpha: self.about().alpha,
            units: keep.len() as u32,
            mean: shrunk.mean,
            against: "the median of all premises looked at".into(),
        };
        let near: u32 = tallies.iter().map(|tally| tally.vicinity).sum();
        let called: u32 = tallies.iter().map(|tally| tally.called).sum();
        let mut answer = self.answer(value, Some(method), &nightly, &scope, &scan);
        answer.caveats.extend(caveats(near, called, names));
        if !scope.source.tells_hours() {
            answer.caveats.push(Caveat::Said(
                "The source knows no hours: whole days are looked at, not nights.".into(),
            ));
        }
        Ok(answer)
    }

    fn ranked_premises_at(
        &self,
        register: &CellTable,
        at: u32,
        tally: &Tally,
        [estimate, of_rounded]: [PremisesEstimate; 2],
    ) -> RankedPremises {
        let number = register.cell[at as usize];
        let centre = register.centre[at as usize];
        RankedPremises {
            id: Some(self.unit_id(&Unit::Premises, number)),
            number: 0,
            name: self.unit_name(&Unit::Premises, number),
            street: nearest_street(self, centre),
            area: area_named(self, |layer| {
                let areas = register.area.iter().find(|(id, _)| *id == layer.id);
                areas.map_or(u32::MAX, |(_, areas)| areas[at as usize])
            }),
            incidents: Count::Exact(tally.ranks()),
            inside: Count::Exact(tally.inside),
            at_door: Count::Exact(tally.at_door),
            called: Count::Exact(tally.called),
            vicinity: Count::Exact(tally.vicinity),
            estimate,
            of_rounded,
            centre: Some(centre),
        }
    }

    /// Nights of which the source holds the month; `None` where it knows no hours.
    fn nights_looked_at(&self, scope: &Scope<'_>, nightly: &Selection) -> Option<u32> {
        nightly.window.as_ref()?;
        let looked_at = looked_at(nightly, scope.source, scope.period)?;
        let hours = self.calendar.hours(&looked_at);
        let nights: BTreeSet<Day> = hours.map(|(_, night, _)| night).collect();
        let held = nights.iter().filter(|night| scope.source.holds(**night));
        Some(held.count() as u32)
    }
}

/// Number of the place of a unit of the register.
pub(crate) fn place_of(register: &CellTable, at: u32) -> u32 {
    register.cell[at as usize] as u32
}

/// Incidents of one premises.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    inside: u32,
    at_door: u32,
    called: u32,
    vicinity: u32,
}

impl Tally {
    fn of(incidents: impl Iterator<Item = AtPremises>) -> Self {
        let mut tally = Self::default();
        for incident in incidents {
            let count = match incident.link {
                Link::Inside | Link::AtDoor if incident.called => &mut tally.called,
                Link::Inside => &mut tally.inside,
                Link::AtDoor => &mut tally.at_door,
                Link::Vicinity => &mut tally.vicinity,
                Link::DefaultAddress => continue,
            };
            *count += 1;
        }
        tally
    }

    fn ranks(self) -> u32 {
        self.inside + self.at_door
    }
}

fn as_partners_see(count: u64) -> u64 {
    let count = Count::Exact(u32::try_from(count).unwrap_or(u32::MAX));
    let shown = Policy::new(Audience::Partnership).protect(count);
    shown.number().map_or(SUPPRESSED, u64::from)
}

fn estimate(found: &ShrunkCounts, at: usize, count: u64) -> PremisesEstimate {
    let place = found.places[at];
    let standing = if count < u64::from(PremisesRanking::FEWEST) {
        PremisesStanding::TooFew
    } else if !found.differs(at) {
        PremisesStanding::Overlaps
    } else if place.low > found.median {
        PremisesStanding::Above
    } else {
        PremisesStanding::Below
    };
    PremisesEstimate {
        mean: place.mean,
        interval: (place.low, place.high),
        rank: place.rank.rank,
        rank_interval: (place.rank.low, place.rank.high),
        standing,
    }
}

fn caveats(near: u32, called: u32, names: Names) -> Vec<Caveat> {
    let mut caveats = vec![Caveat::Said(
        "Counts are not per visitor: a large or busy venue has more incidents for its visitors alone.".into(),
    )];
    let counted = |count: u32, what: &'static str| {
        (count > 0).then_some(Caveat::Counted {
            count: Count::Exact(count),
            of: None,
            what,
        })
    };
    caveats.extend(counted(
        near,
        "are only in the vicinity of premises: they rank nothing.",
    ));
    caveats.extend(counted(
        called,
        "were called in by the premises themselves: they are shown, and count against nobody.",
    ));
    if names == Names::Off {
        caveats.push(Caveat::Said(
            "Premises are numbered within this answer: in another, the same number is another place.".into(),
        ));
    }
    caveats
}

#[cfg(test)]
#[path = "premises_ranking_tests.rs"]
mod tests;
