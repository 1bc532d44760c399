//! Parameters of addresses, as the document describes them. What they accept is read elsewhere; a
//! test holds the two against each other.

use beatbook_core::{
    BeforeAfterAsked, CountBy, Draws, GridStability, HotTest, Located, Names, Per, RadiusRule,
    Recent, ScanStep, StreetsAsked, TimeRule, Unit,
};
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use crate::dto::words::one_of;
use crate::paging::Paging;
use crate::suggest;

/// Lower-case letters, digits and dashes.
const WORD: &str = "[a-z0-9][a-z0-9-]*";
const SPAN: &str = "(mon|tue|wed|thu|fri|sat|sun)([01][0-9]|2[0-3])-(mon|tue|wed|thu|fri|sat|sun)([01][0-9]|2[0-3])";
const AREA: &str = "[a-z0-9][a-z0-9-]*[0-9]{2}:[A-Za-z0-9_-]+";
const SETTINGS: &str = "(street|open-space|licensed|retail|transport|dwelling|institution|unknown)";

macro_rules! parameters {
    ($($(#[$meaning:meta])* $name:ident: [$($parameter:expr),+ $(,)?];)+) => {$(
        $(#[$meaning])*
        pub(crate) enum $name {}

        impl IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                vec![$($parameter),+]
            }
        }
    )+};
}

parameters! {
    /// What is being looked at.
    SelectionParams: [
        asked("source", "Who recorded the events; sources are never summed. The book's first where none is named", pattern(WORD), json!("offence")),
        asked("category", "Categories, joined by commas; all where none is named", pattern(&list(WORD)), json!("robbery,violence-and-sexual-offences")),
        asked("from", "First day of the period (year-month-day), local time; that of the source's first event where none is named", day(), json!("2024-01-01")),
        asked("to", "Last day of the period, included; that of the source's last event where none is named", day(), json!("2024-12-31")),
        asked("window", "Parts of the week, from a day and hour to another that is not included, joined by commas", pattern(&list(SPAN)), json!("fri22-sat07")),
        asked("time", "Which events count as inside period and window: whose whole interval is inside, whose start is, or by the part that is", one_of("Rule", TimeRule::WORDS), json!("certain")),
        asked("days", "Kinds of days from the calendar of the book, joined by commas; `ordinary` for days of no kind", pattern(&list(WORD)), json!("ordinary")),
        asked("area", "Only this area, as layer and code", pattern(AREA), json!("ward22:E05011376")),
        asked("setting", "Settings: `public` (what a patrol can see, the default of most questions), `non-dwelling`, `any`, or settings joined by commas", pattern(&format!("(public|non-dwelling|any|{})", list(SETTINGS))), json!("public")),
        asked("flag", "Flags that have to be set, joined by commas; with a dash before it, that must not be", pattern(&list(&format!("-?{WORD}"))), json!("knife")),
        asked("located", "Which place of an event counts: where it happened, or where it is recorded", one_of("Place", Located::WORDS), json!("happened")),
        asked("count", "What is counted: incidents (a brawl with five victims is one) or events (every recorded row)", one_of("Counted", CountBy::WORDS), json!("incidents")),
        asked("unit", "Where it is counted: hexagons of about 900, 350 or 130 m, squares of 150 m, street segments, premises, or areas of a layer", pattern(&format!("({}|[a-z0-9][a-z0-9-]*[0-9]{{2}})", Unit::WORDS.join("|"))), json!("h3-10")),
        asked("against", "Whose counts a place is held against: `city`, or an area; the area looked at where none is named", pattern(&format!("(city|{AREA})")), json!("city")),
    ];

    /// A part of a list.
    PageParams: [
        asked("limit", "Most rows of the list; all where neither this nor `offset` is given, 100 where only `offset` is", whole(*Paging::LIMITS.start(), *Paging::LIMITS.end()), json!(100)),
        asked("offset", "Rows of the list before the first", whole(*Paging::OFFSETS.start(), *Paging::OFFSETS.end()), json!(0)),
    ];

    /// A part of the rows, which are never listed many at a time.
    RowPageParams: [
        asked("limit", "Most rows; 200 where neither this nor `offset` is given, 100 where only `offset` is", whole(1, 200), json!(100)),
        asked("offset", "Rows before the first", whole(*Paging::OFFSETS.start(), *Paging::OFFSETS.end()), json!(0)),
    ];

    LayerParam: [
        needed("layer", "Layer of areas, one of those in `/api/v1/meta`", pattern("[a-z0-9][a-z0-9-]*[0-9]{2}"), json!("lsoa21")),
    ];

    TestParams: [
        asked("test", "Where p comes from; the exact tail where none is named", one_of("Test", HotTest::WORDS), json!("exact")),
        permutations("of the tests that draw at random"),
        seed(),
    ];

    DrawParams: [permutations("of the test"), seed()];

    StreetParams: [
        asked("of", "What is ranked", one_of("Ranked", ["streets", "segments"]), json!("streets")),
        asked("by", "By incidents per kilometre, or by incidents", one_of("By", ["rate", "count"]), json!("rate")),
        asked("kernel", "Kernel of the density along the network", one_of("Kernel", ["simple", "discontinuous", "continuous"]), json!("simple")),
        asked("radius", "Its radius, in metres along the network", whole(u32::from(*StreetsAsked::RADII.start()), u32::from(*StreetsAsked::RADII.end())), json!(200)),
    ];

    PlaceOrCell: [
        asked("cell", "Only this unit: a hotspot's `cell`, or a unit's id. Not beside `place`", text(), json!("8a194ad32167fff")),
        asked("place", "Only this place: an id of `/api/v1/places`. Not beside `cell`", text(), json!("p1")),
    ];

    BehindParams: [
        asked("hour", "Only this hour of the week: 0 is Monday 00:00, 167 Sunday 23:00", whole(0, 167), json!(100)),
        asked("month", "Only this month (year-month)", pattern("(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])"), json!("2024-03")),
    ];

    NearRepeatParams: [
        asked("bands-metres", "Edges of the bands of distance, in metres: 2 to 13 rising whole numbers, at most 20000", pattern(&edges()), json!("0,100,200")),
        asked("bands-days", "Edges of the bands of time, in days: 2 to 13 rising whole numbers, at most 366", pattern(&edges()), json!("0,7,14")),
        permutations("of the test"),
        seed(),
    ];

    ScanParams: [
        asked("step", "Length of a step of time; the data decide where none is named", one_of("Step", ScanStep::WORDS), json!("week")),
        asked("max-share", "Largest share of the incidents, and of the period, that one outbreak may take up", above(0.0, 0.5), json!(0.5)),
        asked("max-radius", "Largest radius, in metres", between(0.0, 100_000.0), json!(1000)),
        permutations("of the test"),
        seed(),
        asked("alive", "Only outbreaks that last to the end of the period", Object::with_type(Type::Boolean), json!(false)),
    ];

    WithParam: [
        needed("with", "What it is held against: `before` (as long, just before), another period, or another source", pattern(&format!("(before|(19|20|21)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}\\.\\.(19|20|21)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|source:{WORD})")), json!("before")),
    ];

    PerParam: [
        asked("per", "What rates are over: residents, people there on a workday, or km2", one_of("Per", Per::WORDS), json!("residents")),
    ];

    NamesParam: [
        asked("names", "Whether premises are called by their names, for those entitled to it; by number and street where nothing is asked", one_of("Names", Names::WORDS), json!("off")),
    ];

    BeforeAfterParams: [
        needed("on", "First day after the change (year-month-day)", day(), json!("2023-04-01")),
        asked("steps", "Steps on each side, of four weeks, or of months where the source knows only these", whole(*BeforeAfterAsked::STEPS.start(), *BeforeAfterAsked::STEPS.end()), json!(BeforeAfterAsked::DEFAULT)),
        asked("cell", "The place, where it is no area: a hotspot's id or a unit's, with the cells round it. Not beside `area`", text(), json!("8a194ad32167fff")),
        asked("comparison", "With what it is compared: `rest` (the rest of the study area), or areas of one layer joined by commas", pattern(&format!("(rest|{})", list(AREA))), json!("rest")),
    ];

    EvaluateParams: [
        needed("on", "First day after the change (year-month-day)", day(), json!("2023-04-01")),
        asked("steps", "Steps on each side, of four weeks, or of months where the source knows only these", whole(*BeforeAfterAsked::STEPS.start(), *BeforeAfterAsked::STEPS.end()), json!(BeforeAfterAsked::DEFAULT)),
        asked("gap", "Steps left out between the baseline and the day", whole(0, 13), json!(0)),
        needed("target", "What was treated: areas of one layer joined by commas, the id of a hotspot or cell (with the cells round it), or `circle:` with longitude, latitude and metres", text(), json!("circle:-2.264,53.38,240")),
        asked("ring", "The ground round it, where what was displaced would turn up: metres, or areas of one layer joined by commas; none where it is not named", text(), json!("400")),
        asked("comparison", "With what it is compared: `rest` (the rest of the study area), or areas of one layer joined by commas, chosen before", pattern(&format!("(rest|{})", list(AREA))), json!("rest")),
        asked("chosen", "How the target was chosen: the days it was chosen from, or `otherwise` where it was not for its count. Where it is not said, the days before the baseline have to bear a change out too", pattern("(otherwise|(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}\\.\\.(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})"), json!("otherwise")),
    ];

    BacktestParams: [
        asked("months", "Months that are forecast, the last recorded ones of the period", whole(6, 60), json!(12)),
        asked("train", "Months before each that it is forecast from", whole(1, 60), json!(12)),
        asked("ground", "Percent of the ground that may be chosen", between(0.1, 50.0), json!(1)),
    ];

    ScheduleParams: [
        needed("premises", "Id of the premises, as `/api/v1/premises` gives it", text(), json!("premises-53")),
        asked("form", "Form of the schedule", one_of("Form", ["json", "csv"]), json!("json")),
    ];

    StepParam: [
        asked("step", "Length of a step: `month`, `quarter`, or 7 to 366 days; the data decide where none is named", pattern("(month|quarter|[0-9]{1,3}d)"), json!("month")),
    ];

    IndexParam: [
        asked("index", "Index of deprivation, one of those in `/api/v1/meta`; the first where none is named", text(), json!("imd19")),
    ];

    DensityParams: [
        asked("radius", "Search radius, in metres. Not beside `rule`", between(10.0, 5_000.0), json!(200)),
        asked("rule", "Rule that chooses the radius. Not beside `radius`", one_of("Rule", RadiusRule::WORDS), json!("likelihood")),
        asked("edge", "Whether to correct for what lies beyond the edge", one_of("Switch", ["on", "off"]), json!("on")),
        asked("adaptive", "Whether the radius follows the density", one_of("Switch", ["on", "off"]), json!("off")),
        asked("cell", "Side of a cell of the grid, in metres; at most `radius`", between(5.0, 1_000.0), json!(50)),
    ];

    RecentParam: [
        asked("last", "Days that are told, ending with the last that is 95% recorded", whole(1, u32::from(Recent::MOST_DAYS)), json!(Recent::DAYS)),
    ];

    GridsParam: [
        asked("grids", "Grids compared, the first of them not moved", whole(2, GridStability::MOST_GRIDS), json!(GridStability::GRIDS)),
    ];

    SuggestParams: [
        needed("q", "Beginning of any word of a name; letters without their accents and in any case will do", lengths(suggest::LETTERS), json!("mark")),
        asked("kind", "Only of this kind", one_of("Kind", beatbook_store::SuggestionKind::WORDS), json!("area")),
        asked("limit", "Most suggestions; 10 where it is not given", whole(*suggest::LIMITS.start(), *suggest::LIMITS.end()), json!(10)),
    ];

    TileLayerParam: [
        path("layer", "`base`, `hotspots`, `counts`, `places`, `streets`, `near-repeat`, or `areas-` and a layer, such as `areas-lsoa21`", pattern(WORD), json!("hotspots")),
    ];

    TileParams: [
        path("z", "Zoom", whole(0, 22), json!(12)),
        path("x", "Column from the west, below 2^z", whole(0, (1 << 22) - 1), json!(2022)),
        path("y", "Row from the north, below 2^z", whole(0, (1 << 22) - 1), json!(1328)),
    ];

    /// A file, and who it is for.
    ExportParams: [
        path("table", "The table; of PMTiles the layer of tiles", one_of("Table", ["hotspots", "cells", "counts", "places", "streets", "areas", "week", "hours", "profile", "near-repeat", "base"]), json!("hotspots")),
        path("format", "Form of the file", one_of("Form", ["csv", "geojson", "parquet", "gpx", "pmtiles"]), json!("csv")),
        asked("audience", "Who it is for: `partnership` unless another is named that sees no more than whoever asks", one_of("Audience", ["analyst", "operational", "partnership"]), json!("partnership")),
        asked("ids", "Only the rows of these ids, joined by commas, each of which has to be in the table; not of PMTiles", text_up_to(4_000), json!("SJ8498SW")),
        asked("layer", "Of `areas`, which has to have it: a layer of areas, one of those in `/api/v1/meta`", pattern("[a-z0-9][a-z0-9-]*[0-9]{2}"), json!("lsoa21")),
    ];

    FormParam: [
        asked("f", "Form of the answer: only `json` is offered", one_of("Form", ["json"]), json!("json")),
    ];

    CollectionParam: [
        path("id", "`groups`, `places`, `cells`, or `areas-` and a layer, such as `areas-lsoa21`", pattern(WORD), json!("groups")),
    ];

    FeatureParam: [
        path("feature", "Id of a feature, as the collection gives it", text(), json!("SJ8498SW")),
    ];

    /// A page of features.
    ItemsParams: [
        asked("limit", "Most features of the page; of more than 10000 so many are given", whole(1, u32::MAX), json!(100)),
        asked("offset", "Features before the first of the page", whole(0, u32::MAX), json!(0)),
        asked("bbox", "Only what lies in or touches this box: west, south, east, north in degrees, or six numbers with heights, which are passed over; west greater than east crosses the antimeridian", pattern(r"-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?){3}((,-?[0-9]+(\.[0-9]+)?){2})?"), json!("-2.3,53.4,-2.2,53.5")),
        asked("bbox-crs", "Reference system of the box: only longitude and latitude", one_of("System", ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]), json!("http://www.opengis.net/def/crs/OGC/1.3/CRS84")),
        asked("datetime", "Period, in whole days: an instant or two joined by `/`, `..` for an open end. Not beside `from` and `to`", text(), json!("2024-03-01/2024-03-31")),
    ];

    HotspotParam: [
        path("id", "Id of a hotspot, as `/api/v1/hotspots` gives it", text(), json!("hot-1")),
    ];
}

fn permutations(of: &str) -> Parameter {
    let (least, most) = Draws::PERMUTATIONS.into_inner();
    asked(
        "permutations",
        &format!("Permutations {of}"),
        whole(least, most),
        json!(999),
    )
}

fn seed() -> Parameter {
    let number = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::UInt64)))
        .minimum(Some(0));
    asked(
        "seed",
        "Seed of the random numbers: the same seed gives the same answer",
        number.build(),
        json!(1),
    )
}

fn asked(name: &str, meaning: &str, schema: Object, example: Value) -> Parameter {
    parameter(
        name,
        meaning,
        schema,
        example,
        ParameterIn::Query,
        Required::False,
    )
}

fn needed(name: &str, meaning: &str, schema: Object, example: Value) -> Parameter {
    parameter(
        name,
        meaning,
        schema,
        example,
        ParameterIn::Query,
        Required::True,
    )
}

fn path(name: &str, meaning: &str, schema: Object, example: Value) -> Parameter {
    parameter(
        name,
        meaning,
        schema,
        example,
        ParameterIn::Path,
        Required::True,
    )
}

fn parameter(
    name: &str,
    meaning: &str,
    schema: Object,
    example: Value,
    place: ParameterIn,
    required: Required,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .description(Some(meaning))
        .parameter_in(place)
        .required(required)
        .schema(Some(RefOr::T(Schema::Object(schema))))
        .example(Some(example))
        .build()
}

fn text() -> Object {
    text_up_to(100)
}

fn text_up_to(most: usize) -> Object {
    lengths(1..=most)
}

fn lengths(letters: std::ops::RangeInclusive<usize>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(*letters.start()))
        .max_length(Some(*letters.end()))
        .build()
}

fn pattern(pattern: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(format!("^{pattern}$")))
        .build()
}

fn day() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
        .pattern(Some("^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"))
        .build()
}

fn whole(least: u32, most: u32) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::UInt32)))
        .minimum(Some(least))
        .maximum(Some(most))
        .build()
}

fn between(least: f64, most: f64) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Double)))
        .minimum(Some(least))
        .maximum(Some(most))
        .build()
}

fn above(least: f64, most: f64) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Double)))
        .exclusive_minimum(Some(least))
        .maximum(Some(most))
        .build()
}

fn list(item: &str) -> String {
    format!("{item}(,{item})*")
}

fn edges() -> String {
    "[0-9]{1,5}(,[0-9]{1,5}){1,12}".into()
}

#[cfg(test)]
#[path = "params_tests.rs"]
mod tests;
