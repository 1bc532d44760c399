//! Words from fixed lists, and short lists of numbers, as the document describes them.

use beatbook_core::{
    Audience, CountBy, Emerging, FunnelStatus, Located, MonthState, MoranClass, Names, NoHarm, Per,
    PremisesStanding, RadiusRule, ScanStep, Setting, TimeRule,
};
use utoipa::openapi::schema::{
    Array, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType,
    empty,
};
use utoipa::openapi::{RefOr, Type};
use utoipa::{PartialSchema, ToSchema};

/// The bytes of a vector tile.
pub(crate) enum VectorTile {}

impl PartialSchema for VectorTile {
    fn schema() -> RefOr<Schema> {
        bytes("Mapbox Vector Tile 2.1")
    }
}

impl ToSchema for VectorTile {}

fn bytes(meaning: &str) -> RefOr<Schema> {
    let bytes = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
        .description(Some(meaning))
        .build();
    Schema::Object(bytes).into()
}

/// What a rate is over.
pub(crate) fn per() -> Object {
    one_of("What it is over", Per::WORDS)
}

/// Where an area lies in the funnel.
pub(crate) fn funnel() -> Object {
    one_of(
        "Where it lies in the funnel of its size",
        FunnelStatus::WORDS,
    )
}

/// One of some words.
pub(crate) fn one_of<'a>(meaning: &str, words: impl IntoIterator<Item = &'a str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(meaning))
        .enum_values(Some(words.into_iter().map(ToOwned::to_owned)))
        .build()
}

fn one_of_or_null<'a>(meaning: &str, words: impl IntoIterator<Item = &'a str>) -> Object {
    let words = words.into_iter().map(serde_json::Value::from);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some(meaning))
        .enum_values(Some(words.chain([serde_json::Value::Null])))
        .build()
}

pub(crate) fn audience() -> Object {
    let all = [
        Audience::Analyst,
        Audience::Operational,
        Audience::Partnership,
    ];
    let words = all.map(|audience| audience.to_string());
    one_of(
        "Who it may be shown to; small counts are protected for partners, those of health sources also for vetted police",
        words.iter().map(String::as_str),
    )
}

pub(crate) fn verdict() -> Object {
    one_of(
        "What the test found, or why there was none",
        [
            "hot",
            "none",
            "no-events",
            "too-few",
            "no-variation",
            "too-few-permutations",
            "too-few-premises",
            "no-register",
        ],
    )
}

pub(crate) fn no_harm() -> Object {
    one_of_or_null(
        "Why harm cannot be said. `null` where it can",
        NoHarm::ALL.map(NoHarm::word),
    )
}

pub(crate) fn scan_verdict() -> Object {
    one_of(
        "Whether any outbreak stands out; `cannot` where nothing could be scanned",
        ["outbreak", "none", "cannot"],
    )
}

pub(crate) fn scan_step() -> Object {
    one_of("Length of a step of time", ScanStep::WORDS)
}

pub(crate) fn time() -> Object {
    one_of(
        "Which events count as inside the period and window",
        TimeRule::WORDS,
    )
}

pub(crate) fn count() -> Object {
    one_of("What is counted", CountBy::WORDS)
}

pub(crate) fn located() -> Object {
    one_of("Which place of an event counts", Located::WORDS)
}

pub(crate) fn setting() -> Object {
    one_of("Setting", Setting::WORDS)
}

pub(crate) fn month_state() -> Object {
    one_of("How much of the month is held", MonthState::WORDS)
}

pub(crate) fn placed_as() -> Object {
    one_of(
        "What became of the place of the rows",
        ["located", "unlocated", "outside"],
    )
}

pub(crate) fn precision() -> Object {
    one_of(
        "How exactly times are known",
        ["instant", "interval", "date", "month"],
    )
}

pub(crate) fn link() -> Object {
    one_of_or_null(
        "How it belongs to the premises; null where it belongs to none",
        ["inside", "at-door", "vicinity", "default-address"],
    )
}

pub(crate) fn names() -> Object {
    one_of("Whether premises are called by their names", Names::WORDS)
}

pub(crate) fn premises_standing() -> Object {
    one_of(
        "Whether premises can be told from an ordinary one: their interval above or below the median of all, too few incidents, or an interval that holds it",
        PremisesStanding::WORDS,
    )
}

pub(crate) fn moran_class() -> Object {
    one_of(
        "Its own count, then its neighbours', against the mean",
        MoranClass::ALL.map(MoranClass::word),
    )
}

pub(crate) fn compares() -> Object {
    one_of("What the two sides are", ["periods", "sources"])
}

pub(crate) fn standing() -> Object {
    one_of(
        "On which side it is hot: of periods new, persisting or gone, of sources first-only, both or second-only",
        [
            "new",
            "persisting",
            "gone",
            "first-only",
            "both",
            "second-only",
        ],
    )
}

pub(crate) fn state() -> Object {
    one_of("What became of it over time", Emerging::STATES)
}

pub(crate) fn states() -> Array {
    list_of("The states, in the order of places", state(), None)
}

pub(crate) fn concerned() -> Object {
    one_of(
        "Who or what is spread over deciles",
        [
            "areas",
            "residents",
            "events",
            "victims",
            "suspects",
            "attenders",
        ],
    )
}

pub(crate) fn kernel() -> Object {
    one_of("Kernel", ["quartic"])
}

pub(crate) fn radius_rule() -> Object {
    one_of_or_null(
        "Rule that chose the radius; null where it was asked for in metres",
        RadiusRule::WORDS,
    )
}

pub(crate) fn per_km2() -> Object {
    one_of("Per square kilometre, over the whole period", ["per km2"])
}

pub(crate) fn crs() -> Object {
    one_of("British National Grid", ["EPSG:27700"])
}

pub(crate) fn street_unit() -> Object {
    one_of("What is ranked", ["streets", "segments"])
}

pub(crate) fn street_by() -> Object {
    one_of("What it is ranked by", ["rate", "count"])
}

pub(crate) fn street_kernel() -> Object {
    one_of(
        "Kernel of the density along the network",
        ["simple", "discontinuous", "continuous"],
    )
}

pub(crate) fn suggestion_kind() -> Object {
    one_of("What it is", beatbook_store::SuggestionKind::WORDS)
}

pub(crate) fn times() -> Array {
    list_of("Words for `time=`", time(), None)
}

pub(crate) fn counts() -> Array {
    list_of("Words for `count=`", count(), None)
}

pub(crate) fn locateds() -> Array {
    list_of("Words for `located=`", located(), None)
}

pub(crate) fn feature_collection() -> Object {
    one_of("GeoJSON (RFC 7946)", ["FeatureCollection"])
}

pub(crate) fn feature() -> Object {
    one_of("GeoJSON (RFC 7946)", ["Feature"])
}

pub(crate) fn multi_line_string() -> Object {
    one_of("GeoJSON (RFC 7946)", ["MultiLineString"])
}

/// A geometry of any of the three kinds a unit can have.
pub(crate) fn geometry() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(
            "GeoJSON (RFC 7946), longitude and latitude in degrees (WGS 84); without coordinates where nothing can be drawn",
        ))
        .property(
            "type",
            one_of(
                "Kind",
                ["MultiPolygon", "MultiLineString", "MultiPoint"],
            ),
        )
        .required("type")
        .property("coordinates", Array::new(empty()))
        .required("coordinates")
        .build()
}

pub(crate) fn position() -> Array {
    list_of(
        "Longitude and latitude in degrees (WGS 84)",
        number(),
        Some(2),
    )
}

pub(crate) fn lines() -> Array {
    let line = list_of("Positions", position(), None);
    list_of("Lines", line, None)
}

pub(crate) fn bbox() -> Array {
    list_of(
        "West, south, east and north in degrees (WGS 84)",
        number(),
        Some(4),
    )
}

pub(crate) fn bbox_or_null() -> Array {
    let mut bbox = bbox();
    bbox.description = Some("As of `bbox`; null for what is nowhere on a map".into());
    bbox.schema_type = SchemaType::from_iter([Type::Array, Type::Null]);
    bbox
}

pub(crate) fn centre() -> Array {
    list_of(
        "Longitude, latitude and zoom to begin with",
        number(),
        Some(3),
    )
}

pub(crate) fn breaks() -> Array {
    list_of(
        "Greatest count of each of the five steps of colour, rising",
        whole_number(),
        Some(5),
    )
}

pub(crate) fn range() -> Array {
    list_of("From and to", whole_number(), Some(2))
}

pub(crate) fn range_or_null() -> Array {
    let mut range = list_of(
        "Smallest and largest; null where there is no range",
        number(),
        Some(2),
    );
    range.schema_type = SchemaType::from_iter([Type::Array, Type::Null]);
    range
}

fn number() -> Object {
    Object::with_type(Type::Number)
}

fn whole_number() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(0))
        .build()
}

fn list_of(meaning: &str, item: impl Into<RefOr<Schema>>, length: Option<usize>) -> Array {
    ArrayBuilder::new()
        .description(Some(meaning))
        .items(item.into())
        .min_items(length)
        .max_items(length)
        .build()
}
