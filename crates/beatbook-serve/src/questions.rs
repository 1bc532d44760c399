//! Questions about a selection that are answered with numbers and words:
//! `/api/v1/{places, counts, moran, week, nights, hours, compare, profile, deprivation, emerging, seasons, near-repeat, density, stability, scan, streets}`.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri};
use beatbook_core::{
    Answer, DensityAsked, Draws, GridStability, HotTest, Protect, Released, ScanAsked,
    SelectionError, StepLength, With,
};
use beatbook_store::Store;
use serde::Serialize;

use crate::app::App;
use crate::asked;
use crate::dto::compare::CompareReply;
use crate::dto::counts::CountsReply;
use crate::dto::density::DensityReply;
use crate::dto::deprivation::DeprivationReply;
use crate::dto::emerging::EmergingReply;
use crate::dto::hourly::HourlyReply;
use crate::dto::moran::MoranReply;
use crate::dto::near_repeats::NearRepeatReply;
use crate::dto::nights::NightsReply;
use crate::dto::places::PlacesReply;
use crate::dto::profile::ProfileReply;
use crate::dto::scan::ScanReply;
use crate::dto::seasons::SeasonsReply;
use crate::dto::stability::StabilityReply;
use crate::dto::streets::StreetsReply;
use crate::dto::week::WeekReply;
use crate::error::HttpError;
use crate::etag::Key;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection::{selection, selection_and, selection_with};

/// `/api/v1/places?<selection>`
#[utoipa::path(get, path = "/api/v1/places")]
pub(crate) async fn places(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.places(&selection).map(Arc::unwrap_or_clone);
    answered(app, &headers, key, ask, PlacesReply::new).await
}

/// `/api/v1/counts?<selection>`
#[utoipa::path(get, path = "/api/v1/counts")]
pub(crate) async fn counts(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.counts(&selection);
    answered(app, &headers, key, ask, CountsReply::new).await
}

/// `/api/v1/streets?<selection>[&of=segments][&by=count][&kernel=<kind>][&radius=<metres>]`
#[utoipa::path(get, path = "/api/v1/streets")]
pub(crate) async fn streets(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, asked) = asked::streets(&uri)?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| {
        let answer = store.streets_ranked(&selection, &asked);
        answer.map(Arc::unwrap_or_clone)
    };
    answered(app, &headers, key, ask, StreetsReply::new).await
}

/// `/api/v1/moran?<selection>[&permutations=<number>&seed=<number>]`
#[utoipa::path(get, path = "/api/v1/moran")]
pub(crate) async fn moran(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [permutations, seed]) = selection_with(&uri, ["permutations", "seed"])?;
    let default = HotTest::PERMUTATIONS;
    let draws = Draws::parse(permutations.as_deref(), seed.as_deref(), default)?;
    let key = app.key_beside(&selection, &draws.to_string());
    let ask = move |store: &Store| store.autocorrelation(&selection, draws);
    answered(app, &headers, key, ask, MoranReply::new).await
}

/// `/api/v1/week?<selection>[&cell=<id> or &place=<id>]`
#[utoipa::path(get, path = "/api/v1/week")]
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

/// `/api/v1/nights?<selection>`
#[utoipa::path(get, path = "/api/v1/nights")]
pub(crate) async fn nights(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.nights(&selection);
    answered(app, &headers, key, ask, NightsReply::new).await
}

/// `/api/v1/hours?<selection>`
#[utoipa::path(get, path = "/api/v1/hours")]
pub(crate) async fn hours(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.hourly(&selection);
    answered(app, &headers, key, ask, HourlyReply::new).await
}

/// `/api/v1/near-repeat?<selection>[&bands-metres=0,100,200][&bands-days=0,7,14][&permutations=999][&seed=1]`
#[utoipa::path(get, path = "/api/v1/near-repeat")]
pub(crate) async fn near_repeat(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, near) = asked::near_repeat(&uri)?;
    let key = app.key_beside(&selection, &near.to_string());
    let ask = move |store: &Store| store.near_repeats(&selection, &near);
    answered(app, &headers, key, ask, NearRepeatReply::new).await
}

/// `/api/v1/scan?<selection>[&step=, &max-share=, &max-radius=, &permutations=, &seed=, &alive=]`
#[utoipa::path(get, path = "/api/v1/scan")]
pub(crate) async fn scan(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, beside) = selection_with(&uri, ScanAsked::KEYS)?;
    let asked = ScanAsked::parse(beside.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| store.outbreaks(&selection, &asked);
    answered(app, &headers, key, ask, ScanReply::new).await
}

/// `/api/v1/compare?<selection>&with=<what>`
#[utoipa::path(get, path = "/api/v1/compare")]
pub(crate) async fn compare(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let forms = ["before", "2022-10-01..2023-09-30", "source:<id>"].map(Into::into);
    let (selection, with) = selection_and(&uri, "with", &forms)?;
    let with = With::parse(&with)?;
    let key = app.key_beside(&selection, &asked::with_text(&with));
    let ask = move |store: &Store| store.compare(&selection, &with);
    answered(app, &headers, key, ask, CompareReply::new).await
}

/// `/api/v1/emerging?<selection>[&step=month, quarter or days such as 28d]`
#[utoipa::path(get, path = "/api/v1/emerging")]
pub(crate) async fn emerging(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [step]) = selection_with(&uri, ["step"])?;
    let step = step.as_deref().map(StepLength::parse).transpose()?;
    let key = app.key_beside(&selection, &asked::step_text(step));
    let ask = move |store: &Store| store.emerging(&selection, step);
    answered(app, &headers, key, ask, EmergingReply::new).await
}

/// `/api/v1/seasons?<selection>`
#[utoipa::path(get, path = "/api/v1/seasons")]
pub(crate) async fn seasons(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.seasons(&selection);
    answered(app, &headers, key, ask, SeasonsReply::new).await
}

/// `/api/v1/profile?<selection>`; the selection names an area.
#[utoipa::path(get, path = "/api/v1/profile")]
pub(crate) async fn profile(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.profile(&selection);
    answered(app, &headers, key, ask, ProfileReply::new).await
}

/// `/api/v1/deprivation?<selection>[&index=<id>]`
#[utoipa::path(get, path = "/api/v1/deprivation")]
pub(crate) async fn deprivation(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [index]) = selection_with(&uri, ["index"])?;
    let key = app.key_beside(&selection, &asked::index_text(index.as_deref()));
    let ask = move |store: &Store| store.deprivation(&selection, index.as_deref());
    answered(app, &headers, key, ask, DeprivationReply::new).await
}

/// `/api/v1/density?<selection>[&radius= or &rule=][&edge=][&adaptive=][&cell=]`
#[utoipa::path(get, path = "/api/v1/density")]
pub(crate) async fn density(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, asked) = selection_with(&uri, DensityAsked::KEYS)?;
    let asked = DensityAsked::parse(asked.each_ref().map(Option::as_deref))?;
    let key = app.key_beside(&selection, &asked.to_string());
    let ask = move |store: &Store| store.density(&selection, &asked);
    answered(app, &headers, key, ask, DensityReply::new).await
}

/// `/api/v1/stability?<selection>[&grids=19]`
#[utoipa::path(get, path = "/api/v1/stability")]
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

#[cfg(test)]
#[path = "questions_tests.rs"]
mod tests;
