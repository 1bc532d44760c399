//! Questions about a selection that are answered with numbers and words:
//! `/api/v1/{places, premises, before-after, counts, moran, week, nights, hours, recent, outreach, compare, profile, deprivation, rates, inequality, concentration, emerging, seasons, near-repeat, density, stability, scan, streets}`.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri};
use beatbook_core::{
    Answer, BacktestAsked, BeforeAfterAsked, DensityAsked, Draws, EvaluateAsked, GridStability,
    HotTest, InequalityAsked, Names, NearRepeatAsk, Per, Protect, Recent, Released, ScanAsked,
    SelectionError, StepLength, StreetsAsked, With,
};
use beatbook_store::Store;
use serde::Serialize;

use crate::api;
use crate::app::App;
use crate::asked;
use crate::dto::backtest::BacktestReply;
use crate::dto::before_after::BeforeAfterReply;
use crate::dto::compare::CompareReply;
use crate::dto::concentration::ConcentrationReply;
use crate::dto::counts::CountsReply;
use crate::dto::density::DensityReply;
use crate::dto::deprivation::DeprivationReply;
use crate::dto::emerging::EmergingReply;
use crate::dto::evaluate::EvaluateReply;
use crate::dto::hourly::HourlyReply;
use crate::dto::inequality::InequalityReply;
use crate::dto::moran::MoranReply;
use crate::dto::near_repeats::NearRepeatReply;
use crate::dto::nights::NightsReply;
use crate::dto::outreach::OutreachReply;
use crate::dto::places::PlacesReply;
use crate::dto::premises::PremisesReply;
use crate::dto::profile::ProfileReply;
use crate::dto::rates::RatesReply;
use crate::dto::recent::RecentReply;
use crate::dto::scan::ScanReply;
use crate::dto::seasons::SeasonsReply;
use crate::dto::stability::StabilityReply;
use crate::dto::streets::StreetsReply;
use crate::dto::week::WeekReply;
use crate::error::{HttpError, Problems};
use crate::etag::Key;
use crate::paging::{Paged, Paging};
use crate::params::{
    BacktestParams, BeforeAfterParams, DensityParams, DrawParams, EvaluateParams, GridsParam,
    IndexParam, LayerParam, NamesParam, NearRepeatParams, PageParams, PerParam, PlaceOrCell,
    RecentParam, ScanParams, SelectionParams, StepParam, StreetParams, WithParam,
};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection::{selection, selection_and, selection_with};
use crate::tables::layer_of;

/// Repeat locations, ranked.
///
/// By rank; places that are no target come after the others.
#[utoipa::path(get, path = "/api/v1/places", tag = api::WHERE, params(SelectionParams, PageParams),
    responses((status = 200, description = "Places", body = PlacesReply), Held, Problems))]
pub(crate) async fn places(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, part) = selection_with(&uri, Paging::KEYS)?;
    let paging = Paging::parse(&part)?;
    let key = app.key_beside(&selection, &paging.beside(""));
    let ask = move |store: &Store| store.places(&selection).map(Arc::unwrap_or_clone);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, PlacesReply::new).await
}

/// Premises by what happened in them or at their door.
///
/// Over the nights of the selection, 18:00 to 07:00 where it names no window. Only what is linked `inside` or
/// `at-door` ranks, and nothing that the premises called about themselves. Counts are drawn towards the
/// average of all registered premises; those that cannot be told from an ordinary one have neither rank nor
/// name.
#[utoipa::path(get, path = "/api/v1/premises", tag = api::WHERE,
    params(SelectionParams, NamesParam, PageParams),
    responses((status = 200, description = "Premises", body = PremisesReply), Held, Problems))]
pub(crate) async fn premises(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let (selection, [names, limit, offset]) = selection_with(&uri, ["names", limit, offset])?;
    let paging = Paging::parse(&[limit, offset])?;
    let names = Names::parse(names.as_deref())?;
    let key = app.key_beside(&selection, &paging.beside(&asked::names_text(names)));
    let ask = move |store: &Store| store.premises_ranked(&selection, names);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, PremisesReply::new).await
}

/// Counts of units.
///
/// The fullest first, of equal ones by id.
#[utoipa::path(get, path = "/api/v1/counts", tag = api::WHERE, params(SelectionParams, PageParams),
    responses((status = 200, description = "Counts", body = CountsReply), Held, Problems))]
pub(crate) async fn counts(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, part) = selection_with(&uri, Paging::KEYS)?;
    let paging = Paging::parse(&part)?;
    let key = app.key_beside(&selection, &paging.beside(""));
    let ask = move |store: &Store| store.counts(&selection);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, CountsReply::new).await
}

/// Streets or segments, ranked and tested.
///
/// By rank; those without one come after the others, by incidents and id.
#[utoipa::path(get, path = "/api/v1/streets", tag = api::WHERE,
    params(SelectionParams, StreetParams, PageParams),
    responses((status = 200, description = "Streets", body = StreetsReply), Held, Problems))]
pub(crate) async fn streets(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let extras = ["of", "by", "kernel", "radius", limit, offset];
    let (selection, [of, by, kernel, radius, limit, offset]) = selection_with(&uri, extras)?;
    let paging = Paging::parse(&[limit, offset])?;
    let [of, by, kernel, radius] = [&of, &by, &kernel, &radius].map(Option::as_deref);
    let asked = StreetsAsked::parse(of, by, kernel, radius)?;
    let key = app.key_beside(&selection, &paging.beside(&asked.to_string()));
    let ask = move |store: &Store| {
        let answer = store.streets_ranked(&selection, &asked);
        answer.map(Arc::unwrap_or_clone)
    };
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, StreetsReply::new).await
}

/// Whether neighbours resemble each other.
///
/// Moran's I and general G of the whole map, and the cells whose own value passed, the smallest q first.
#[utoipa::path(get, path = "/api/v1/moran", tag = api::WHERE,
    params(SelectionParams, DrawParams, PageParams),
    responses((status = 200, description = "Autocorrelation", body = MoranReply), Held, Problems))]
pub(crate) async fn moran(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let extras = ["permutations", "seed", limit, offset];
    let (selection, [permutations, seed, limit, offset]) = selection_with(&uri, extras)?;
    let paging = Paging::parse(&[limit, offset])?;
    let default = HotTest::PERMUTATIONS;
    let draws = Draws::parse(permutations.as_deref(), seed.as_deref(), default)?;
    let key = app.key_beside(&selection, &paging.beside(&draws.to_string()));
    let ask = move |store: &Store| store.autocorrelation(&selection, draws);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, MoranReply::new).await
}

/// The 168 hours of the week.
///
/// Of all of the selection, of one unit or of one place.
#[utoipa::path(get, path = "/api/v1/week", tag = api::WHEN, params(SelectionParams, PlaceOrCell),
    responses((status = 200, description = "The hours", body = WeekReply), Held, Problems))]
pub(crate) async fn week(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [cell, place]) = selection_with(&uri, ["cell", "place"])?;
    let of = asked::week_of(cell, place)?;
    let key = app.key_beside(&selection, &asked::week_of_text(&of));
    let asked = of.clone();
    let ask = move |store: &Store| store.week(&selection, &of);
    answered(app, &headers, key, ask, move |released, key, store| {
        WeekReply::new(released, &asked, key, store)
    })
    .await
}

/// Hours of the night for each hotspot, and every night.
#[utoipa::path(get, path = "/api/v1/nights", tag = api::WHEN, params(SelectionParams),
    responses((status = 200, description = "The nights", body = NightsReply), Held, Problems))]
pub(crate) async fn nights(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.nights(&selection);
    answered(app, &headers, key, ask, NightsReply::new).await
}

/// Hotspots and cells hour by hour, tested together.
#[utoipa::path(get, path = "/api/v1/hours", tag = api::WHEN, params(SelectionParams),
    responses((status = 200, description = "The hours", body = HourlyReply), Held, Problems))]
pub(crate) async fn hours(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.hourly(&selection);
    answered(app, &headers, key, ask, HourlyReply::new).await
}

/// What was new in the last days at each hotspot.
///
/// The days end with the last one that is 95% recorded.
#[utoipa::path(get, path = "/api/v1/recent", tag = api::CHANGE, params(SelectionParams, RecentParam),
    responses((status = 200, description = "The last days", body = RecentReply), Held, Problems))]
pub(crate) async fn recent(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [last]) = selection_with(&uri, ["last"])?;
    let days = Recent::parse_days(last.as_deref())?;
    let key = app.key_beside(&selection, &asked::last_text(days));
    let ask = move |store: &Store| store.recent(&selection, days);
    answered(app, &headers, key, ask, RecentReply::new).await
}

/// Areas by parts of the day, for those who offer help there: never a list of targets.
///
/// In the order of the layer. It is what a selection by the ages or standing of people leads to.
#[utoipa::path(get, path = "/api/v1/outreach", tag = api::WHEN, params(LayerParam, SelectionParams),
    responses((status = 200, description = "Areas by parts of the day", body = OutreachReply), Held, Problems))]
pub(crate) async fn outreach(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [layer]) = selection_with(&uri, ["layer"])?;
    let layer = layer_of(layer.as_deref(), &app)?;
    let key = app.key_beside(&selection, &asked::layer_text(&layer));
    let ask = move |store: &Store| store.outreach(&layer, &selection);
    answered(app, &headers, key, ask, OutreachReply::new).await
}

/// Whether incidents draw others near in place and time.
///
/// Pages are of `links`, by day.
#[utoipa::path(get, path = "/api/v1/near-repeat", tag = api::CHANGE, operation_id = "near_repeats",
    params(SelectionParams, NearRepeatParams, PageParams),
    responses(
        (status = 200, description = "Near repeats", body = NearRepeatReply),
        Held, Problems
    ))]
pub(crate) async fn near_repeat(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let extras = [
        "bands-metres",
        "bands-days",
        "permutations",
        "seed",
        limit,
        offset,
    ];
    let (selection, [metres, days, permutations, seed, limit, offset]) =
        selection_with(&uri, extras)?;
    let paging = Paging::parse(&[limit, offset])?;
    let [metres, days, permutations, seed] =
        [&metres, &days, &permutations, &seed].map(Option::as_deref);
    let near = NearRepeatAsk::parse(metres, days, permutations, seed)?;
    let key = app.key_beside(&selection, &paging.beside(&near.to_string()));
    let ask = move |store: &Store| store.near_repeats(&selection, &near);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, NearRepeatReply::new).await
}

/// Outbreaks in place and time.
///
/// The least likely by chance first.
#[utoipa::path(get, path = "/api/v1/scan", tag = api::CHANGE, params(SelectionParams, ScanParams),
    responses((status = 200, description = "Outbreaks", body = ScanReply), Held, Problems))]
pub(crate) async fn scan(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, beside) = selection_with(&uri, ScanAsked::KEYS)?;
    let asked = ScanAsked::parse(beside.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| store.outbreaks(&selection, &asked);
    answered(app, &headers, key, ask, ScanReply::new).await
}

/// Two periods, or two sources, side by side.
#[utoipa::path(get, path = "/api/v1/compare", tag = api::CHANGE, params(SelectionParams, WithParam),
    responses((status = 200, description = "Both sides", body = CompareReply), Held, Problems))]
pub(crate) async fn compare(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let forms = ["before", "2022-10-01..2023-09-30", "source:<id>"].map(Into::into);
    let (selection, with) = selection_and(&uri, "with", &forms)?;
    let with = With::parse(&with)?;
    let key = app.key_beside(&selection, &asked::with_text(&with));
    let ask = move |store: &Store| store.compare(&selection, &with);
    answered(app, &headers, key, ask, CompareReply::new).await
}

/// A place before and after a day, beside a comparison.
///
/// The place is the area of the selection, or `cell` with the cells round it. Change is told beyond that of
/// the comparison, always with its interval, and refused in words under a minimum of incidents.
#[utoipa::path(get, path = "/api/v1/before-after", tag = api::CHANGE,
    params(SelectionParams, BeforeAfterParams),
    responses((status = 200, description = "Both sides", body = BeforeAfterReply), Held, Problems))]
pub(crate) async fn before_after(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, words) = selection_with(&uri, ["on", "steps", "cell", "comparison"])?;
    let asked = BeforeAfterAsked::parse(words.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked::before_after_text(&asked));
    let ask = move |store: &Store| store.before_after(&selection, &asked);
    answered(app, &headers, key, ask, BeforeAfterReply::new).await
}

/// Whether an intervention worked: a place, the ring round it and a comparison, before and after a day.
///
/// A change is told only where its interval leaves 0 out, the place kept step with its comparison before,
/// and it was not chosen from the days it is measured by (`chosen`); everything else is no evidence, with the
/// reason. `figures.place` is the same as `/api/v1/before-after` tells.
#[utoipa::path(get, path = "/api/v1/evaluate", tag = api::CHANGE,
    params(SelectionParams, EvaluateParams),
    responses((status = 200, description = "Evaluation", body = EvaluateReply), Held, Problems))]
pub(crate) async fn evaluate(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, words) = selection_with(&uri, EvaluateAsked::KEYS)?;
    let asked = EvaluateAsked::parse(words.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked::evaluate_text(&asked));
    let ask = move |store: &Store| store.evaluate(&selection, &asked);
    answered(app, &headers, key, ask, EvaluateReply::new).await
}

/// How well the map of some months holds what comes in the next.
///
/// Each month is forecast from months strictly before it, with the same share of the ground, by the plain
/// count ("the same as before") and by others that have to beat it.
#[utoipa::path(get, path = "/api/v1/backtest", tag = api::CHANGE,
    params(SelectionParams, BacktestParams),
    responses((status = 200, description = "Back-test", body = BacktestReply), Held, Problems))]
pub(crate) async fn backtest(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, words) = selection_with(&uri, BacktestAsked::KEYS)?;
    let asked = BacktestAsked::parse(words.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| store.backtest(&selection, &asked);
    answered(app, &headers, key, ask, BacktestReply::new).await
}

/// Places that are new, growing, persistent or gone.
///
/// Pages are of `places`.
#[utoipa::path(get, path = "/api/v1/emerging", tag = api::CHANGE,
    params(SelectionParams, StepParam, PageParams),
    responses(
        (status = 200, description = "Places over time", body = EmergingReply),
        Held, Problems
    ))]
pub(crate) async fn emerging(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let (selection, [step, limit, offset]) = selection_with(&uri, ["step", limit, offset])?;
    let paging = Paging::parse(&[limit, offset])?;
    let step = step.as_deref().map(StepLength::parse).transpose()?;
    let key = app.key_beside(&selection, &paging.beside(&asked::step_text(step)));
    let ask = move |store: &Store| store.emerging(&selection, step);
    let asking = Asking::new(app, uri, headers, key);
    paged(asking, paging, ask, EmergingReply::new).await
}

/// Months of the year against a flat year.
#[utoipa::path(get, path = "/api/v1/seasons", tag = api::WHEN, params(SelectionParams),
    responses((status = 200, description = "The months", body = SeasonsReply), Held, Problems))]
pub(crate) async fn seasons(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.seasons(&selection);
    answered(app, &headers, key, ask, SeasonsReply::new).await
}

/// One area on a page; the selection names it.
#[utoipa::path(get, path = "/api/v1/profile", tag = api::AREA, params(SelectionParams),
    responses((status = 200, description = "The area", body = ProfileReply), Held, Problems))]
pub(crate) async fn profile(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.profile(&selection);
    answered(app, &headers, key, ask, ProfileReply::new).await
}

/// National deciles of those concerned.
#[utoipa::path(get, path = "/api/v1/deprivation", tag = api::AREA,
    params(SelectionParams, IndexParam),
    responses(
        (status = 200, description = "The deciles", body = DeprivationReply),
        Held, Problems
    ))]
pub(crate) async fn deprivation(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [index]) = selection_with(&uri, ["index"])?;
    let key = app.key_beside(&selection, &asked::index_text(index.as_deref()));
    let ask = move |store: &Store| store.deprivation(&selection, index.as_deref());
    answered(app, &headers, key, ask, DeprivationReply::new).await
}

/// How few places hold most of a selection, beside what chance alone would do.
///
/// Places are the units of the selection, those without an incident too.
#[utoipa::path(get, path = "/api/v1/concentration", tag = api::WHERE, params(SelectionParams),
    responses((status = 200, description = "The concentration", body = ConcentrationReply), Held, Problems))]
pub(crate) async fn concentration(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key_beside(&selection, "concentration");
    let ask = move |store: &Store| store.concentration(&selection);
    answered(app, &headers, key, ask, ConcentrationReply::new).await
}

/// Rates of the areas of a layer, and which of them stand out.
///
/// With exact intervals, drawn towards all areas and towards the neighbours, and held against funnel limits.
#[utoipa::path(get, path = "/api/v1/rates", tag = api::AREA,
    params(LayerParam, PerParam, SelectionParams),
    responses((status = 200, description = "The rates", body = RatesReply), Held, Problems))]
pub(crate) async fn rates(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [layer, per]) = selection_with(&uri, ["layer", "per"])?;
    let layer = layer_of(layer.as_deref(), &app)?;
    let per = Per::parse(per.as_deref())?;
    let key = app.key_beside(&selection, &asked::rates_text(&layer, per));
    let ask = move |store: &Store| store.rates(&layer, per, &selection);
    answered(app, &headers, key, ask, RatesReply::new).await
}

/// The slope of rates over the national deciles of deprivation.
#[utoipa::path(get, path = "/api/v1/inequality", tag = api::AREA,
    params(SelectionParams, IndexParam, PerParam),
    responses((status = 200, description = "The slope", body = InequalityReply), Held, Problems))]
pub(crate) async fn inequality(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, words) = selection_with(&uri, ["index", "per"])?;
    let asked = InequalityAsked::parse(words.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked::inequality_text(&asked));
    let ask = move |store: &Store| store.inequality(&selection, &asked);
    answered(app, &headers, key, ask, InequalityReply::new).await
}

/// Kernel density: its tops and its grid.
#[utoipa::path(get, path = "/api/v1/density", tag = api::WHERE,
    params(SelectionParams, DensityParams),
    responses((status = 200, description = "The density", body = DensityReply), Held, Problems))]
pub(crate) async fn density(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, asked) = selection_with(&uri, DensityAsked::KEYS)?;
    let asked = DensityAsked::parse(asked.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| store.density(&selection, &asked);
    answered(app, &headers, key, ask, DensityReply::new).await
}

/// How often each hotspot stays hot as the grid moves.
#[utoipa::path(get, path = "/api/v1/stability", tag = api::WHERE,
    params(SelectionParams, GridsParam),
    responses(
        (status = 200, description = "Hotspots over the grids", body = StabilityReply),
        Held, Problems
    ))]
pub(crate) async fn stability(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [grids]) = selection_with(&uri, ["grids"])?;
    let grids = GridStability::parse_grids(grids.as_deref())?;
    let key = app.key_beside(&selection, &asked::grids_text(grids));
    let ask = move |store: &Store| store.stability(&selection, grids);
    answered(app, &headers, key, ask, StabilityReply::new).await
}

/// Asks the store, lets out what the audience may see, and writes it as JSON.
pub(crate) async fn answered<T: Protect, R: Serialize>(
    app: Arc<App>,
    headers: &HeaderMap,
    key: Key,
    ask: impl FnOnce(&Store) -> Result<Answer<T>, SelectionError> + Send + 'static,
    write: impl FnOnce(&Released<T>, &Key, &Store) -> R + Send + 'static,
) -> Reply {
    if let Some(held) = reply::held(&key, headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let released = ask(&app.store)?
            .release(app.policy)
            .map_err(HttpError::Withheld)?;
        reply::json(&key, &write(&released, &key, &app.store))
    })
    .await
}

/// Who asks for a part of a list, and how.
pub(crate) struct Asking {
    app: Arc<App>,
    uri: Uri,
    headers: HeaderMap,
    key: Key,
}

impl Asking {
    pub(crate) fn new(app: Arc<App>, uri: Uri, headers: HeaderMap, key: Key) -> Self {
        Self {
            app,
            uri,
            headers,
            key,
        }
    }
}

/// As [`answered`], of an answer with a long list.
pub(crate) async fn paged<T: Protect, R: Serialize + Paged>(
    asking: Asking,
    paging: Paging,
    ask: impl FnOnce(&Store) -> Result<Answer<T>, SelectionError> + Send + 'static,
    write: impl FnOnce(&Released<T>, &Key, &Store) -> R + Send + 'static,
) -> Reply {
    let Asking {
        app,
        uri,
        headers,
        key,
    } = asking;
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let released = ask(&app.store)?
            .release(app.policy)
            .map_err(HttpError::Withheld)?;
        reply::part(&key, &uri, paging, write(&released, &key, &app.store))
    })
    .await
}

#[cfg(test)]
#[path = "questions_tests.rs"]
mod tests;
