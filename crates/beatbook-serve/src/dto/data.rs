//! `/api/v1/data`.

mod parameters;
mod source;
mod vintages;

use beatbook_core::{Audience, Count, Policy, Source};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::harm::HarmVintage;
use super::words;
use parameters::Parameter;
use source::{DataSource, FileReply, PeopleReply};
use vintages::{IndexVintage, LayerVintage, PopulationVintage};

/// What the book was made of, and how good that is.
#[derive(Serialize, ToSchema)]
#[schema(as = Data)]
pub(crate) struct DataReply {
    /// Version of the book.
    book: String,
    /// Title.
    title: String,
    /// Whether the data are made up.
    synthetic: bool,
    #[schema(schema_with = words::audience)]
    audience: String,
    /// Program that built the book, and its version.
    built_by: String,
    /// Version of the program that serves it.
    served_by: &'static str,
    /// Sources, the default first.
    sources: Vec<DataSource>,
    /// Files of people linked to events, and of attenders by residence.
    people: Vec<PeopleReply>,
    /// Files read, in reading order. `null` where file names are not shown to this audience.
    files: Option<Vec<FileReply>>,
    /// Layers of areas and their vintages.
    layers: Vec<LayerVintage>,
    /// Indices of deprivation and their editions.
    indexes: Vec<IndexVintage>,
    /// Estimates of residents.
    populations: Vec<PopulationVintage>,
    /// Weights of harm. `null` where the book has none.
    harm: Option<HarmVintage>,
    /// What the figures depend on beside the data.
    parameters: Vec<Parameter>,
}

impl DataReply {
    /// The totals of a book are no [`beatbook_core::Answer`], so the policy is applied here.
    pub(crate) fn new(store: &Store, policy: Policy) -> Self {
        let about = store.about();
        let made_of = &about.made_of;
        // Names of files are seen by those who may see the rows of them.
        let files = (policy.audience != Audience::Partnership).then(|| {
            let shown = |input| FileReply::new(input, &Shown::of_file(store, policy, input));
            about.inputs.iter().map(shown).collect()
        });
        Self {
            book: about.book.to_string(),
            title: about.title.clone(),
            synthetic: about.synthetic,
            audience: policy.audience.to_string(),
            built_by: about.program.clone(),
            served_by: env!("CARGO_PKG_VERSION"),
            sources: about
                .sources
                .iter()
                .map(|source| DataSource::new(source, policy))
                .collect(),
            people: about
                .people
                .iter()
                .map(|people| PeopleReply::new(people, policy))
                .collect(),
            files,
            layers: vintages::layers(about),
            indexes: made_of.indexes.iter().map(IndexVintage::new).collect(),
            populations: made_of
                .populations
                .iter()
                .map(PopulationVintage::new)
                .collect(),
            harm: made_of.harm.as_ref().map(HarmVintage::new),
            parameters: parameters::of(about),
        }
    }
}

/// How numbers of a source may be shown.
struct Shown {
    policy: Policy,
    allowed: bool,
}

impl Shown {
    fn number(&self, number: u64) -> Option<u32> {
        let count = Count::Exact(number.min(u32::MAX.into()) as u32);
        self.policy.protect(count).number().filter(|_| self.allowed)
    }

    /// Files of a health source may cover less than the year it is shown for.
    fn of_file(store: &Store, policy: Policy, input: &beatbook_store::book::Input) -> Self {
        let word = input.source.as_deref();
        let health = word.is_some_and(|word| {
            let listed = &store.about().sources;
            let known = listed.iter().find(|about| about.source.word() == word);
            known.is_none_or(|about| about.source.is_health())
        });
        Self {
            policy: if health {
                policy.for_source(&Source::Attendance)
            } else {
                policy
            },
            allowed: !health || policy.audience == Audience::Analyst,
        }
    }
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
