//! `beatbook evaluate`.

use anyhow::Result;
use beatbook_core::{
    Answer, Change, Count, EvaluateAsked, Evaluation, EvaluationStep, Released, Selection,
    SelectionError,
};
use beatbook_serve::{labels, print};
use beatbook_store::Store;

use crate::commands::Evaluate as Args;
use crate::exit::Exit;
use crate::question::{self, Question, number, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

pub(crate) fn run(args: &Args) -> Result<Exit> {
    let words = [
        Some(args.on.as_str()),
        args.steps.as_deref(),
        args.gap.as_deref(),
        Some(args.target.as_str()),
        args.ring.as_deref(),
        args.comparison.as_deref(),
        args.chosen.as_deref(),
    ];
    let asked = EvaluateAsked::parse(words)?;
    question::run(&Worked { asked }, &args.ask)
}

struct Worked {
    asked: EvaluateAsked,
}

impl Question for Worked {
    type Found = Evaluation;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Evaluation>, SelectionError> {
        store.evaluate(selection, &self.asked)
    }

    fn json(&self, released: &Released<Evaluation>, store: &Store) -> Result<String, String> {
        print::evaluate_json(released, store)
    }

    fn sentence(&self, released: &Released<Evaluation>, _: &Store) -> String {
        print::evaluate_sentence(released)
    }

    fn tables(&self, released: &Released<Evaluation>) -> String {
        let found = released.value();
        let figures = found.figures.as_ref();
        let words = |change: Option<&Change>| change.and_then(labels::change).unwrap_or_default();
        let ground = |name: &str, (before, after): (Count, Count), change: Option<&Change>| {
            vec![name.to_owned(), shown(before), shown(after), words(change)]
        };
        let mut rows = vec![ground(
            &found.place,
            found.of_place,
            figures.map(|figures| &figures.place),
        )];
        if let (Some(ring), Some(counts)) = (&found.ring, found.of_ring) {
            let change = figures.and_then(|figures| figures.ring.as_ref());
            rows.push(ground(ring, counts, change));
        }
        rows.push(ground(&found.comparison, found.of_comparison, None));
        let head = ["", "before", "after", "beyond the comparison (95%)"];
        let period = |days| labels::period(days);
        let step = match found.step {
            "month" => "a month",
            other => other,
        };
        let mut text = format!(
            "{}before: {}; after: {}; in steps of {step}\n",
            fitted(&head, &rows, &[1, 2], &[0]),
            period(found.before),
            period(found.after),
        );
        for line in beside(found) {
            text.push_str(&wrapped(&line));
        }
        text
    }

    fn sheet(&self, released: &Released<Evaluation>) -> Sheet {
        let found = released.value();
        let head = [
            "step_from",
            "step_to",
            "side",
            "place",
            "ring",
            "comparison",
        ];
        let row = |step: &EvaluationStep| {
            let after = step.from >= found.asked.on;
            vec![
                step.from.to_string(),
                step.to.to_string(),
                if after { "after" } else { "before" }.into(),
                step.place.to_string(),
                step.ring
                    .map_or_else(String::new, |count| count.to_string()),
                step.comparison.to_string(),
            ]
        };
        Sheet::new(&head, found.steps.iter().map(row))
    }
}

/// What stands beside the counts: both grounds together, the trend before, the days before that, the
/// quotient, the effect by place, and what else was on in the two windows.
fn beside(found: &Evaluation) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(figures) = &found.figures {
        let net = &figures.net;
        lines.push(format!(
            "net difference (WDD weighted to the baseline): {} than expected (95%: {} to {})",
            print::net_words(net.incidents),
            print::net_words(net.low),
            print::net_words(net.high)
        ));
        if let (Some(quotient), Some(means)) = (figures.quotient, figures.quotient_means) {
            lines.push(format!(
                "weighted displacement quotient: {quotient:.2} ({means}); it has no interval"
            ));
        }
        if let Some(trend) = &figures.trend {
            let change = labels::change(&trend.per_step).unwrap_or_default();
            let p = number(Some(trend.p), 2);
            lines.push(format!(
                "before the day, against the comparison: {change} a step, p {p}"
            ));
        }
        if let Some(change) = figures.against_earlier.as_ref().and_then(labels::change) {
            lines.push(format!("against the days before the baseline: {change}"));
        }
    }
    lines.push(match &found.by_place {
        Ok(change) => format!(
            "from place to place (Poisson, effects of place and period): {}",
            labels::change(change).unwrap_or_default()
        ),
        Err(why) => format!("from place to place cannot be said: {why}"),
    });
    let dated: Vec<String> = found
        .dated
        .iter()
        .map(|dated| format!("{} {} and {}", dated.kind, dated.days.0, dated.days.1))
        .collect();
    if !dated.is_empty() {
        lines.push(format!("days in the two windows: {}", dated.join("; ")));
    }
    lines
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
