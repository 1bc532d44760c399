//! What the offences of a selection weigh, by place and in all.

use std::cmp::Reverse;
use std::collections::HashMap;

use beatbook_analyse::{Harm, Interval, Level, harm, harm_standings};
use beatbook_core::{
    CodeCount, HarmBasis, HotspotGroup, NoHarm, OffenceCode, PlaceHarm, Str, Strings, code_spelling,
};

use crate::scan::{Scan, Scope};
use crate::store::Store;

/// A row without an offence code.
const NO_CODE: u32 = u32::MAX;

/// What an offence code counts for in a sum of harm.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Worth {
    Weight(f64),
    Unweighted,
    /// Its number says what officers did.
    Proactive,
}

/// The offence codes of a source.
#[derive(Debug)]
pub(crate) struct Codes {
    /// Number of the code of each row.
    of_row: Vec<u32>,
    codes: Vec<(String, Worth)>,
}

impl Codes {
    /// - `rows`: the code of each row of the source.
    /// - `weights`: codes in their canonical spelling, each once.
    pub(crate) fn new(texts: &Strings, rows: &[Option<Str>], weights: &[(String, f64)]) -> Self {
        let weights: HashMap<&str, f64> = weights.iter().map(|(c, w)| (c.as_str(), *w)).collect();
        let mut numbers: HashMap<Str, u32> = HashMap::new();
        let mut codes = Vec::new();
        let mut number_of = |text: Str| {
            *numbers.entry(text).or_insert_with(|| {
                let code = texts.get(text);
                codes.push((code.to_owned(), worth(code, &weights)));
                codes.len() as u32 - 1
            })
        };
        let number = rows.iter().map(|code| code.map_or(NO_CODE, &mut number_of));
        Self {
            of_row: number.collect(),
            codes,
        }
    }

    /// Events of each code among some rows, and those without a code.
    fn count(&self, rows: impl Iterator<Item = u32>) -> (Vec<u32>, u32) {
        let mut counts = vec![0; self.codes.len()];
        let mut uncoded = 0;
        for row in rows {
            match self.of_row[row as usize] {
                NO_CODE => uncoded += 1,
                code => counts[code as usize] += 1,
            }
        }
        (counts, uncoded)
    }

    /// The codes that have a weight and events among some rows, each with that weight.
    fn kinds(&self, rows: impl Iterator<Item = u32>) -> Vec<(usize, f64)> {
        let (counts, _) = self.count(rows);
        let codes = self.codes.iter().zip(counts).enumerate();
        codes
            .filter(|(_, (_, count))| *count > 0)
            .filter_map(|(number, ((_, worth), _))| match worth {
                Worth::Weight(weight) => Some((number, *weight)),
                Worth::Unweighted | Worth::Proactive => None,
            })
            .collect()
    }

    /// Codes of some worth by number of events, then in their order.
    fn of_worth(&self, counts: &[u32], worth: Worth) -> Vec<CodeCount> {
        let codes = self.codes.iter().zip(counts);
        let mut found: Vec<CodeCount> = codes
            .filter(|((_, of), count)| *of == worth && **count > 0)
            .map(|((code, _), &events)| CodeCount {
                code: code.clone(),
                events,
            })
            .collect();
        found.sort_by(|a, b| (Reverse(a.events), &a.code).cmp(&(Reverse(b.events), &b.code)));
        found
    }
}

fn worth(code: &str, weights: &HashMap<&str, f64>) -> Worth {
    if OffenceCode::parse(code).is_some_and(|code| code.class().is_proactive()) {
        return Worth::Proactive;
    }
    let spelled = code_spelling(code).unwrap_or_else(|| code.trim().to_owned());
    match weights.get(spelled.as_str()) {
        Some(&weight) => Worth::Weight(weight),
        None => Worth::Unweighted,
    }
}

/// The weights of a selection, ready for its places.
pub(crate) struct Weighing<'a> {
    codes: &'a Codes,
    /// Number of each code that can occur in it, and its weight.
    kinds: Vec<(usize, f64)>,
}

impl<'a> Weighing<'a> {
    /// - `seen`: everything that the places are drawn from; `None` for the codes of a source that has none.
    pub(crate) fn new(codes: Option<&'a Codes>, seen: &Scan) -> Option<Self> {
        let codes = codes?;
        let kinds = codes.kinds(every_event(seen));
        (!kinds.is_empty()).then_some(Self { codes, kinds })
    }

    /// The harm of a place; `None` where none of its events has a weight, since it is not 0 then.
    pub(crate) fn place(&self, rows: impl Iterator<Item = u32>) -> Option<PlaceHarm> {
        let (counts, uncoded) = self.codes.count(rows);
        let count_of = |&(code, _): &(usize, f64)| u64::from(counts[code]);
        let own: Vec<u64> = self.kinds.iter().map(count_of).collect();
        let weights: Vec<f64> = self.kinds.iter().map(|(_, weight)| *weight).collect();
        let weighted: u64 = own.iter().sum();
        let present = self.kinds.iter().filter(|kind| count_of(kind) > 0);
        let (largest, _) = present.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let found = harm(&own, &weights, Level::P95).ok()?;
        let events: u32 = counts.iter().sum();
        Some(PlaceHarm {
            total: found.total,
            interval: (found.interval.low, found.interval.high),
            largest: found.largest,
            largest_code: self.codes.codes[*largest].0.clone(),
            left_out: uncoded + events - weighted as u32,
            ranks: None,
        })
    }
}

/// Every located event, several of one incident included, in the study area and the ring beyond it.
fn every_event(scan: &Scan) -> impl Iterator<Item = u32> + '_ {
    scan.with_ring().chain(scan.others.iter().copied())
}

/// Ranks groups by harm, and again without the most harmful event of each.
pub(crate) fn rank_by_harm(groups: &mut [HotspotGroup]) {
    let mut weighed: Vec<&mut PlaceHarm> =
        groups.iter_mut().filter_map(|g| g.harm.as_mut()).collect();
    let sum = |harm: &&mut PlaceHarm| Harm {
        total: harm.total,
        interval: Interval {
            low: harm.interval.0,
            high: harm.interval.1,
        },
        largest: harm.largest,
    };
    let sums: Vec<Harm> = weighed.iter().map(sum).collect();
    for (harm, standing) in weighed.iter_mut().zip(harm_standings(&sums)) {
        harm.ranks = Some((standing.rank, standing.without_largest));
    }
}

impl Store {
    /// What the sums of harm of a selection are made of, or why there are none.
    pub(crate) fn harm_basis(&self, scope: &Scope<'_>, scan: &Scan) -> Result<HarmBasis, NoHarm> {
        let source = &scope.source;
        if source.about.source.is_health() {
            return Err(NoHarm::Health);
        }
        let table = self.about().made_of.harm.clone();
        let (table, codes) = table.zip(source.codes.as_ref()).ok_or(NoHarm::NoWeights)?;
        let (counts, uncoded) = codes.count(every_event(scan));
        if counts.iter().all(|count| *count == 0) {
            return Err(NoHarm::NoCodes);
        }
        let basis = HarmBasis {
            table,
            weighted: 0,
            unweighted: codes.of_worth(&counts, Worth::Unweighted),
            uncoded,
            proactive: codes.of_worth(&counts, Worth::Proactive),
        };
        let coded: u32 = counts.iter().sum();
        match coded - basis.unweighted_events() - basis.proactive_events() {
            0 => Err(NoHarm::NoneWeighted),
            weighted => Ok(HarmBasis { weighted, ..basis }),
        }
    }
}

#[cfg(test)]
#[path = "harm_tests.rs"]
mod tests;
