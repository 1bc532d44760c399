//! What figures depend on beside the data.

use beatbook_core::{Draws, HotTest, Policy, thousands};
use beatbook_store::{About, COMPLETE};
use serde::Serialize;
use utoipa::ToSchema;

/// A setting that figures depend on.
#[derive(Serialize, ToSchema)]
#[schema(as = Parameter)]
pub(super) struct Parameter {
    /// What is set.
    name: &'static str,
    /// To what.
    value: String,
    /// What it does.
    meaning: &'static str,
}

pub(super) fn of(about: &About) -> Vec<Parameter> {
    let one = |name, value, meaning| Parameter {
        name,
        value,
        meaning,
    };
    let made_of = &about.made_of;
    vec![
        one(
            "Study area",
            format!("{}, {:.1} km2", made_of.study, about.km2),
            "the union of the areas of this layer; what lies elsewhere is outside",
        ),
        one(
            "Error rate",
            format!("{}%", about.alpha * 100.0),
            "share of false alarms to be expected among what is called a finding (Benjamini-Hochberg)",
        ),
        one(
            "P-value",
            HotTest::WORDS[0].into(),
            "from the exact distribution, unless a link names another test",
        ),
        one(
            "Permutations",
            thousands(HotTest::PERMUTATIONS.into()),
            "where a test draws at random and names no other number",
        ),
        one(
            "Seed",
            Draws::SEED.to_string(),
            "of the random numbers where none is named: the same seed gives the same figures",
        ),
        one(
            "Complete",
            format!("{:.0}%", COMPLETE * 100.0),
            "share recorded by now from which a day or a month counts as complete",
        ),
        one(
            "Small counts",
            format!(
                "1 to {} are *, others to the nearest {}",
                Policy::SUPPRESSED_UP_TO,
                Policy::ROUNDED_TO
            ),
            "for partners, and of health sources for everyone but the analyst",
        ),
        one(
            "Gaps between areas",
            format!("{} m", made_of.sliver_metres),
            "a point in a sliver between areas belongs to the nearest one within this distance",
        ),
        one(
            "Clock",
            "Europe/London".into(),
            "days and hours are local time, clock changes included",
        ),
    ]
}
