use axum::http::Uri;

use super::{nothing, selection, selection_and, selection_with};
use crate::error::HttpError;

fn uri(query: &str) -> Uri {
    format!("/api/v1/hotspots?{query}").parse().unwrap()
}

fn refused<T>(result: Result<T, HttpError>) -> beatbook_core::SelectionError {
    match result {
        Err(HttpError::Selection(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("was accepted"),
    }
}

#[test]
fn percent_signs_and_blanks_are_undone() {
    let read = selection(&uri(
        "window=fri22-sat07%2Csat22-sun07&%20area=%20ward22%3AE05011376&",
    ))
    .unwrap();
    assert_eq!(
        read.to_string(),
        "window=fri22-sat07,sat22-sun07&area=ward22:E05011376"
    );
    assert_eq!(selection(&"/".parse().unwrap()).unwrap().to_string(), "");
}

#[test]
fn an_unknown_key_is_refused_with_the_known_ones() {
    let error = refused(selection(&uri("colour=red")));
    assert_eq!(error.part, "colour");
    assert_eq!(error.accepted.len(), beatbook_core::Selection::KEYS.len());
    let error = refused(selection_and(&uri("layer=lsoa11&colour=red"), "layer", &[]));
    assert_eq!(error.accepted[0], "layer");
}

#[test]
fn a_layer_is_taken_once_and_only_where_it_belongs() {
    let accepted = ["lsoa11".to_owned(), "ward22".to_owned()];
    let (read, layer) =
        selection_and(&uri("count=events&layer=lsoa11"), "layer", &accepted).unwrap();
    assert_eq!(
        (read.to_string().as_str(), layer.as_str()),
        ("count=events", "lsoa11")
    );
    assert_eq!(refused(selection(&uri("layer=lsoa11"))).part, "layer");
    assert_eq!(
        refused(selection_and(&uri("layer=a&layer=b"), "layer", &accepted)).part,
        "layer"
    );
    let missing = refused(selection_and(&uri("count=events"), "layer", &accepted));
    assert_eq!(missing.accepted, accepted);
    assert_eq!(
        missing.to_string(),
        "selection part `layer`: is missing; use lsoa11 or ward22"
    );
}

#[test]
fn a_key_without_a_value_or_twice_is_refused() {
    assert_eq!(refused(selection(&uri("count"))).part, "count");
    assert_eq!(
        refused(selection(&uri("count=events&count=incidents"))).part,
        "count"
    );
}

#[test]
fn an_address_without_parameters_takes_none() {
    assert!(nothing(&"/tiles/base.json".parse().unwrap()).is_ok());
    assert_eq!(refused(nothing(&uri("count=events"))).part, "count");
}

#[test]
fn what_is_asked_beside_a_selection_is_read_once_and_in_any_order() {
    let extras = ["cell", "hour"];
    let (read, [cell, hour]) =
        selection_with(&uri("hour=3&count=events&cell=8a19"), extras).unwrap();
    assert_eq!(read.to_string(), "count=events");
    assert_eq!(
        (cell.as_deref(), hour.as_deref()),
        (Some("8a19"), Some("3"))
    );
    let (_, [cell, hour]) = selection_with(&uri("count=events"), extras).unwrap();
    assert_eq!((cell, hour), (None, None));
    assert_eq!(
        refused(selection_with(&uri("cell=a&cell=b"), extras)).part,
        "cell"
    );
    let error = refused(selection_with(&uri("colour=red"), extras));
    assert!(
        error
            .accepted
            .starts_with(&["cell".into(), "hour".into(), "source".into()])
    );
}
