//! `/api/v1/meta`.

use beatbook_core::{Count, CountBy, LayerId, Located, Policy, Setting, SettingRule, TimeRule};
use beatbook_store::{IndexAbout, SourceAbout, Store};
use serde::Serialize;
use utoipa::ToSchema;

use super::{labels, words};

/// What the book holds.
#[derive(Serialize, ToSchema)]
#[schema(as = Meta)]
pub(crate) struct MetaReply {
    /// Program that serves it.
    program: Program,
    /// Version of the book.
    book: String,
    /// Whether the data are made up.
    synthetic: bool,
    /// Title.
    title: String,
    #[schema(schema_with = words::audience)]
    audience: String,
    #[schema(schema_with = words::bbox)]
    bounds: [f64; 4],
    /// Days of the first and the last event.
    period: Period,
    /// Sources, the default first.
    sources: Vec<SourceReply>,
    /// Layers of areas; the study layer first.
    layers: Vec<LayerReply>,
    /// Indices of deprivation.
    indexes: Vec<IndexReply>,
    /// Units that a selection may name.
    units: Vec<Choice>,
    /// Named selections.
    presets: Vec<Preset>,
    /// Kinds of days that are marked, for `days=`.
    calendar: Vec<KindOfDay>,
    /// Dated notes about sources, by day.
    annotations: Vec<AnnotationReply>,
    /// How much of each month is recorded by now, by source.
    completeness: Vec<CompletenessReply>,
    /// What can be drawn.
    has: Has,
    /// Words that parts of a selection accept.
    accepted: Accepted,
}

/// A program.
#[derive(Serialize, ToSchema)]
struct Program {
    /// Name.
    name: &'static str,
    /// Version.
    version: &'static str,
}

/// A period.
#[derive(Serialize, ToSchema)]
struct Period {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
}

/// A source of events.
#[derive(Serialize, ToSchema)]
#[schema(as = Source)]
struct SourceReply {
    /// Word for `source=`.
    id: String,
    /// Name.
    label: String,
    /// Day of its first event (year-month-day).
    from: String,
    /// Day of its last event.
    to: String,
    /// Months that hold events (year-month), rising; none where this audience may not know.
    months: Vec<String>,
    /// Coarsest among its events.
    #[schema(schema_with = words::precision)]
    precision: &'static str,
    /// Rows read. `null` where it is too small to be shown to this audience.
    rows: Option<u32>,
    /// Rows with a place in the study area. `null` where it is too small to be shown to this
    /// audience.
    located: Option<u32>,
    /// Rows without a usable place. `null` where it is too small to be shown to this audience.
    unlocated: Option<u32>,
    /// Rows with a place outside the study area. `null` where it is too small to be shown to this
    /// audience.
    outside: Option<u32>,
    /// Rows that could not be used. `null` where it is too small to be shown to this audience.
    refused: Option<u32>,
    /// Categories, the most frequent first.
    categories: Vec<CategoryReply>,
    /// Exists because officers were there: never counted as demand.
    activity: bool,
    /// Of a health source: what it may be used for, and until when. `null` for others.
    agreement: Option<AgreementReply>,
    /// Words for `flag=`.
    flags: Vec<String>,
    /// Settings that occur.
    settings: Vec<&'static str>,
}

/// Terms of use.
#[derive(Serialize, ToSchema)]
#[schema(as = Agreement)]
struct AgreementReply {
    /// Name.
    name: String,
    /// What it may be used for.
    purpose: String,
    /// Last day (year-month-day).
    expires: String,
}

/// An index of deprivation.
#[derive(Serialize, ToSchema)]
#[schema(as = IndexAbout)]
struct IndexReply {
    /// Word for `index=`.
    id: String,
    /// Name.
    label: String,
    /// Layer of areas it ranks.
    layer: String,
}

/// A kind of marked day.
#[derive(Serialize, ToSchema)]
struct KindOfDay {
    /// Word for `days=`.
    kind: String,
    /// Days of the book that are of this kind.
    days: u32,
}

/// A dated note about a source.
#[derive(Serialize, ToSchema)]
#[schema(as = Annotation)]
struct AnnotationReply {
    /// Day (year-month-day).
    date: String,
    /// Source it is about.
    source: String,
    /// What happened.
    text: String,
}

/// How much of each month is recorded by now.
#[derive(Serialize, ToSchema)]
#[schema(as = Completeness)]
struct CompletenessReply {
    /// Source.
    source: String,
    /// Last day that is at least 95% recorded (year-month-day). `null` where days of recording are
    /// not known.
    complete_to: Option<String>,
    /// Months, rising; none where it cannot be told.
    months: Vec<MonthShare>,
}

/// A month.
#[derive(Serialize, ToSchema)]
struct MonthShare {
    /// Month (year-month).
    month: String,
    /// Estimated share recorded by now, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    share: f64,
}

/// A category of events.
#[derive(Serialize, ToSchema)]
#[schema(as = Category)]
struct CategoryReply {
    /// Word for `category=`.
    id: String,
    /// Name.
    label: String,
    /// Events of it. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
}

/// A layer of areas.
#[derive(Serialize, ToSchema)]
#[schema(as = Layer)]
pub(crate) struct LayerReply {
    /// Id, such as `lsoa11`: kind and vintage.
    id: String,
    /// Kind, such as `lsoa`.
    kind: String,
    /// Year of its boundaries.
    vintage: u16,
    /// Areas in it.
    areas: u32,
    /// Name.
    label: String,
}

/// Something to choose.
#[derive(Serialize, ToSchema)]
struct Choice {
    /// Word in a selection.
    id: String,
    /// Name.
    label: String,
}

/// A named selection.
#[derive(Serialize, ToSchema)]
struct Preset {
    /// Id.
    id: String,
    /// Name.
    label: String,
    /// The selection it stands for.
    selection: String,
}

/// What the book can draw.
#[derive(Serialize, ToSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that may be missing"
)]
struct Has {
    /// Streets.
    streets: bool,
    /// Water, parks and rail.
    ground: bool,
    /// Registered places.
    places: bool,
    /// A basemap to lie under everything, at `/basemap.pmtiles`.
    basemap: bool,
}

/// Words that parts of a selection accept.
#[derive(Serialize, ToSchema)]
struct Accepted {
    /// Words for `time=`.
    #[schema(schema_with = words::times)]
    time: [&'static str; 3],
    /// Words for `count=`.
    #[schema(schema_with = words::counts)]
    count: [&'static str; 2],
    /// Words for `setting=`.
    setting: Vec<&'static str>,
    /// Words for `located=`.
    #[schema(schema_with = words::locateds)]
    located: [&'static str; 2],
}

impl MetaReply {
    /// The totals of a book are no [`beatbook_core::Answer`], so the policy is applied here.
    pub(crate) fn new(store: &Store, policy: Policy, basemap: bool) -> Self {
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
                basemap,
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
