//! `beatbook near-repeat`.

use anyhow::Result;
use beatbook_core::{
    Answer, NearBand, NearPairs, NearPeriod, NearRepeatAsk, NearRepeats, Released, Selection,
    SelectionError,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::NearRepeat;
use crate::exit::Exit;
use crate::question::{self, Question, counted, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::{aligned, wrapped};

/// Links of the terminal; the JSON has more.
const LINKS: usize = 10;

pub(crate) fn run(args: &NearRepeat) -> Result<Exit> {
    let ask = NearRepeatAsk::parse(
        args.bands_metres.as_deref(),
        args.bands_days.as_deref(),
        args.permutations.as_deref(),
        args.seed.as_deref(),
    )?;
    question::run(&Bands { ask }, &args.ask)
}

struct Bands {
    ask: NearRepeatAsk,
}

impl Question for Bands {
    type Found = NearRepeats;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Self::Found>, SelectionError> {
        store.near_repeats(selection, &self.ask)
    }

    fn json(&self, released: &Released<Self::Found>, store: &Store) -> Result<String, String> {
        print::near_repeats_json(released, store)
    }

    fn sentence(&self, released: &Released<Self::Found>, store: &Store) -> String {
        print::near_repeats_sentence(released, store)
    }

    fn tables(&self, released: &Released<Self::Found>) -> String {
        let found = released.value();
        let mut text = bands(&found.bands);
        let extent = print::near_extent(found.compared);
        let head = format!("{extent}, pairs within each part of the period:");
        text.push_str(&format!("\n{}{}", wrapped(&head), parts(&found.periods)));
        if found.reach.is_some() {
            text.push_str(&format!(
                "\n{}",
                wrapped(&format!(
                    "{} start it and {} follow another",
                    shown(found.originators),
                    shown(found.followers)
                ))
            ));
        }
        if !found.links.is_empty() {
            text.push_str(&links(found));
        }
        text
    }

    fn sheet(&self, released: &Released<Self::Found>) -> Sheet {
        let found = released.value();
        let head = [
            "part_from",
            "part_to",
            counted(released),
            "metres_from",
            "metres_below",
            "same_place",
            "days_from",
            "days_below",
            "pairs",
            "by_chance",
            "ratio",
            "p",
            "q",
            "stands_out",
        ];
        let row = |period: [String; 2], incidents: String, pairs: &NearPairs| {
            let NearBand {
                metres,
                same_place,
                days,
            } = pairs.band;
            let mut row: Vec<String> = period.into();
            row.push(incidents);
            row.extend([metres.0, metres.1].map(|n| n.to_string()));
            row.push(same_place.to_string());
            row.extend([days.0, days.1].map(|n| n.to_string()));
            row.push(pairs.pairs.map_or_else(|| "*".into(), |n| n.to_string()));
            row.extend([pairs.by_chance, pairs.ratio, pairs.p, pairs.q].map(exactly));
            let known = pairs.stands_out || pairs.p.is_some();
            row.push(if known {
                pairs.stands_out.to_string()
            } else {
                String::new()
            });
            row
        };
        let (from, to) = released.answer().period;
        let all = [from.to_string(), to.to_string()];
        let bands = found
            .bands
            .iter()
            .map(|pairs| row(all.clone(), found.incidents.to_string(), pairs));
        let parts = found.periods.iter().filter_map(|part| {
            let days = [part.period.0.to_string(), part.period.1.to_string()];
            let pairs = part.found.as_ref()?;
            Some(row(days, part.incidents.to_string(), pairs))
        });
        Sheet::new(&head, bands.chain(parts))
    }
}

fn bands(all: &[NearPairs]) -> String {
    let head = [
        "metres",
        "days",
        "pairs",
        "by chance",
        "ratio",
        "p",
        "q",
        "",
    ];
    let mut before = None;
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|found| {
            let metres = metres(found.band);
            let first = before.replace(found.band.metres) != Some(found.band.metres);
            let mut row = vec![if first { metres } else { String::new() }, days(found.band)];
            row.extend(numbers(found));
            row
        })
        .collect();
    aligned(&head, &rows, &[2, 3, 4, 5, 6])
}

fn parts(periods: &[NearPeriod]) -> String {
    let head = [
        "from",
        "to",
        "incidents",
        "pairs",
        "by chance",
        "ratio",
        "p",
        "q",
        "",
    ];
    let rows: Vec<Vec<String>> = periods
        .iter()
        .map(|part| {
            let mut row = vec![
                part.period.0.to_string(),
                part.period.1.to_string(),
                shown(part.incidents),
            ];
            if let Some(found) = &part.found {
                row.extend(numbers(found));
            } else {
                row.extend(["", "", "", "", ""].map(String::from));
                row.push("too few to test".into());
            }
            row
        })
        .collect();
    aligned(&head, &rows, &[2, 3, 4, 5, 6, 7])
}

/// Pairs, chance, ratio, p, q, and a word where it stands out.
fn numbers(found: &NearPairs) -> [String; 6] {
    let pairs = match (found.pairs, found.range) {
        (None, _) => "*".into(),
        (Some(mean), Some((fewest, most))) => format!("{mean:.1} ({fewest}-{most})"),
        (Some(pairs), None) => format!("{pairs:.0}"),
    };
    [
        pairs,
        number(found.by_chance, 1),
        number(found.ratio, 2),
        number(found.p, 4),
        number(found.q, 4),
        if found.stands_out {
            "more than chance"
        } else {
            ""
        }
        .into(),
    ]
}

/// `same place`, `0-100`: bands hold their lower end, not their upper.
fn metres(band: NearBand) -> String {
    match band.metres {
        (_, 0) => "same place".into(),
        (0, below) if !band.same_place => format!("under {below}"),
        (from, below) => format!("{from} to {below}"),
    }
}

/// Whole days: `0 to 6`.
fn days(band: NearBand) -> String {
    match band.days {
        (from, below) if from + 1 == below => from.to_string(),
        (from, below) => format!("{from} to {}", below - 1),
    }
}

fn links(found: &NearRepeats) -> String {
    let head = ["first", "at", "then", "at", "metres"];
    let place = |at: beatbook_core::Bng| format!("{:.0} {:.0}", at.easting, at.northing);
    let rows: Vec<Vec<String>> = found
        .links
        .iter()
        .take(LINKS)
        .map(|link| {
            let ((from, first), (to, then)) = (link.earlier, link.later);
            vec![
                first.to_string(),
                place(from),
                then.to_string(),
                place(to),
                format!("{:.0}", from.distance(to).0),
            ]
        })
        .collect();
    let more = if found.links.len() > LINKS {
        format!(
            "the latest {LINKS} of {} links (--format json has them)\n",
            found.links.len()
        )
    } else {
        String::new()
    };
    format!("\n{}{more}", aligned(&head, &rows, &[4]))
}

#[cfg(test)]
#[path = "near_repeat_tests.rs"]
mod tests;
