//! Questions about a selection that are answered with numbers and words:
//! `/api/v1/{places, moran, week, nights, compare, profile, deprivation}`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use beatbook_core::{Answer, Autocorrelation, Draws, Protect, Released, SelectionError, With};
use beatbook_store::Store;
use serde::Serialize;

use crate::app::App;
use crate::asked;
use crate::dto::compare::CompareReply;
use crate::dto::deprivation::DeprivationReply;
use crate::dto::moran::MoranReply;
use crate::dto::nights::NightsReply;
use crate::dto::places::PlacesReply;
use crate::dto::profile::ProfileReply;
use crate::dto::week::WeekReply;
use crate::error::HttpError;
use crate::etag::Key;
use crate::reply::{self, Reply};
use crate::selection::{selection, selection_and, selection_with};

/// `/api/v1/places?<selection>`
pub(crate) async fn places(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.places(&selection).map(Arc::unwrap_or_clone);
    answered(app, &headers, key, ask, PlacesReply::new).await
}

/// `/api/v1/moran?<selection>[&permutations=<number>&seed=<number>]`
pub(crate) async fn moran(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    let (selection, [permutations, seed]) = selection_with(&uri, ["permutations", "seed"])?;
    let default = Autocorrelation::PERMUTATIONS;
    let draws = Draws::parse(permutations.as_deref(), seed.as_deref(), default)?;
    let key = app.key_beside(&selection, &draws.to_string());
    let ask = move |store: &Store| store.autocorrelation(&selection, draws);
    answered(app, &headers, key, ask, MoranReply::new).await
}

/// `/api/v1/week?<selection>[&cell=<id> or &place=<id>]`
pub(crate) async fn week(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
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
pub(crate) async fn nights(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.nights(&selection);
    answered(app, &headers, key, ask, NightsReply::new).await
}

/// `/api/v1/compare?<selection>&with=<what>`
pub(crate) async fn compare(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    let forms = ["before", "2022-10-01..2023-09-30", "source:<id>"].map(Into::into);
    let (selection, with) = selection_and(&uri, "with", &forms)?;
    let with = With::parse(&with)?;
    let key = app.key_beside(&selection, &asked::with_text(&with));
    let ask = move |store: &Store| store.compare(&selection, &with);
    answered(app, &headers, key, ask, CompareReply::new).await
}

/// `/api/v1/profile?<selection>`; the selection names an area.
pub(crate) async fn profile(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Reply {
    let selection = selection(&uri)?;
    let key = app.key(Some(&selection));
    let ask = move |store: &Store| store.profile(&selection);
    answered(app, &headers, key, ask, ProfileReply::new).await
}

/// `/api/v1/deprivation?<selection>[&index=<id>]`
pub(crate) async fn deprivation(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let (selection, [index]) = selection_with(&uri, ["index"])?;
    let key = app.key_beside(&selection, &asked::index_text(index.as_deref()));
    let ask = move |store: &Store| store.deprivation(&selection, index.as_deref());
    answered(app, &headers, key, ask, DeprivationReply::new).await
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
