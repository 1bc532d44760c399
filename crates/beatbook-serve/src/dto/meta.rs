//! `/api/v1/meta`.

use beatbook_core::{Count, CountBy, LayerId, Located, Policy, Setting, SettingRule, TimeRule};
use beatbook_store::{IndexAbout, SourceAbout, Store};
use serde::Serialize;

use super::labels;

#[derive(Serialize)]
pub(crate) struct MetaReply {
    program: Program,
    book: String,
    synthetic: bool,
    title: String,
    audience: String,
    bounds: [f64; 4],
    period: Period,
    sources: Vec<SourceReply>,
    layers: Vec<LayerReply>,
    indexes: Vec<IndexReply>,
    units: Vec<Choice>,
    presets: Vec<Preset>,
    calendar: Vec<KindOfDay>,
    annotations: Vec<AnnotationReply>,
    completeness: Vec<CompletenessReply>,
    has: Has,
    accepted: Accepted,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Period {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct SourceReply {
    id: String,
    label: String,
    from: String,
    to: String,
    /// Months that hold events, rising.
    months: Vec<String>,
    precision: &'static str,
    rows: Option<u32>,
    located: Option<u32>,
    unlocated: Option<u32>,
    outside: Option<u32>,
    refused: Option<u32>,
    categories: Vec<CategoryReply>,
    /// Exists because officers were there: never counted as demand.
    activity: bool,
    /// Of a health source: what it may be used for, and until when.
    agreement: Option<AgreementReply>,
    flags: Vec<String>,
    settings: Vec<&'static str>,
}

#[derive(Serialize)]
struct AgreementReply {
    name: String,
    purpose: String,
    expires: String,
}

#[derive(Serialize)]
struct IndexReply {
    id: String,
    label: String,
    layer: String,
}

#[derive(Serialize)]
struct KindOfDay {
    kind: String,
    days: u32,
}

#[derive(Serialize)]
struct AnnotationReply {
    date: String,
    source: String,
    text: String,
}

/// How much of each month is recorded by now.
#[derive(Serialize)]
struct CompletenessReply {
    source: String,
    /// Last day that is at least 95% recorded.
    complete_to: Option<String>,
    months: Vec<MonthShare>,
}

#[derive(Serialize)]
struct MonthShare {
    month: String,
    share: f64,
}

#[derive(Serialize)]
struct CategoryReply {
    id: String,
    label: String,
    events: Option<u32>,
}

#[derive(Serialize)]
pub(crate) struct LayerReply {
    id: String,
    kind: String,
    vintage: u16,
    areas: u32,
    label: String,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct Preset {
    id: String,
    label: String,
    selection: String,
}

#[derive(Serialize)]
struct Has {
    streets: bool,
    ground: bool,
    places: bool,
}

#[derive(Serialize)]
struct Accepted {
    time: [&'static str; 3],
    count: [&'static str; 2],
    setting: Vec<&'static str>,
    located: [&'static str; 2],
}

impl MetaReply {
    /// The totals of a book are no [`beatbook_core::Answer`], so the policy is applied here.
    pub(crate) fn new(store: &Store, policy: Policy) -> Self {
        let about = store.about();
        Self {
            program: Program {
                name: "beatbook",
                version: env!("CARGO_PKG_VERSION"),
            },
            book: about.book.to_string(),
            synthetic: about.synthetic,
            title: about.title.clone(),
            audience: policy.audience.to_string(),
            bounds: about.bounds,
            period: Period {
                from: about.period.0.to_string(),
                to: about.period.1.to_string(),
            },
            sources: about
                .sources
                .iter()
                .map(|source| SourceReply::new(source, policy))
                .collect(),
            layers: about
                .layers
                .iter()
                .map(|layer| LayerReply::new(&layer.id, layer.areas))
                .collect(),
            indexes: about.indexes.iter().map(IndexReply::new).collect(),
            units: store
                .units()
                .iter()
                .map(|unit| Choice {
                    id: unit.to_string(),
                    label: unit.label().into_owned(),
                })
                .collect(),
            presets: about
                .presets
                .iter()
                .map(|preset| Preset {
                    id: preset.id.clone(),
                    label: preset.label.clone(),
                    selection: preset.selection.clone(),
                })
                .collect(),
            calendar: about
                .calendar
                .iter()
                .map(|(kind, days)| KindOfDay {
                    kind: kind.clone(),
                    days: *days,
                })
                .collect(),
            annotations: about
                .annotations
                .iter()
                .map(|(day, source, text)| AnnotationReply {
                    date: day.to_string(),
                    source: source.to_string(),
                    text: text.clone(),
                })
                .collect(),
            completeness: about.sources.iter().map(CompletenessReply::new).collect(),
            has: Has {
                streets: !store.streets().is_empty(),
                ground: !store.ground().is_empty(),
                places: !store.registered().is_empty(),
            },
            accepted: Accepted {
                time: TimeRule::WORDS,
                count: CountBy::WORDS,
                setting: [&SettingRule::WORDS[..], &Setting::WORDS[..]].concat(),
                located: Located::WORDS,
            },
        }
    }
}

impl SourceReply {
    fn new(about: &SourceAbout, policy: Policy) -> Self {
        let policy = policy.for_source(&about.source);
        let terms = about.agreement.as_ref();
        let allowed = terms.is_none_or(|terms| terms.refuses(policy.audience).is_none());
        let shown = |number: u64| {
            let count = Count::Exact(number.min(1_000_000_000) as u32);
            policy.protect(count).number().filter(|_| allowed)
        };
        Self {
            id: about.source.to_string(),
            label: labels::source(&about.source),
            from: about.period.0.to_string(),
            to: about.period.1.to_string(),
            months: about
                .months
                .iter()
                .filter(|_| allowed)
                .map(ToString::to_string)
                .collect(),
            precision: about.precision.word(),
            rows: shown(about.rows),
            located: shown(about.located),
            unlocated: shown(about.unlocated),
            outside: shown(about.outside),
            refused: shown(about.refused),
            categories: about
                .categories
                .iter()
                .map(|category| CategoryReply {
                    id: category.slug.clone(),
                    label: category.label.clone(),
                    events: shown(category.events),
                })
                .collect(),
            activity: about.activity,
            agreement: terms.map(|terms| AgreementReply {
                name: terms.name.clone(),
                purpose: terms.purpose.clone(),
                expires: terms.expires.to_string(),
            }),
            flags: about.flags.clone(),
            settings: about
                .settings
                .iter()
                .map(|setting| setting.word())
                .collect(),
        }
    }
}

impl IndexReply {
    fn new(index: &IndexAbout) -> Self {
        Self {
            id: index.id.clone(),
            label: index.label.clone(),
            layer: index.layer.to_string(),
        }
    }
}

impl CompletenessReply {
    fn new(about: &SourceAbout) -> Self {
        let months = about.completeness.iter().map(|(month, share)| MonthShare {
            month: month.to_string(),
            share: *share,
        });
        Self {
            source: about.source.to_string(),
            complete_to: about.complete_to.map(|day| day.to_string()),
            months: months.collect(),
        }
    }
}

impl LayerReply {
    pub(crate) fn new(layer: &LayerId, areas: u32) -> Self {
        Self {
            id: layer.to_string(),
            kind: layer.kind().into(),
            vintage: layer.vintage().0,
            areas,
            label: labels::layer(layer),
        }
    }
}
