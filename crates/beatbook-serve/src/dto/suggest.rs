//! `/api/v1/suggest`.

use beatbook_core::{LayerId, Source};
use beatbook_store::{Suggestion, SuggestionKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::{labels, words};

/// Things with a name like a text.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestions)]
pub(crate) struct SuggestReply {
    /// The nearest first.
    suggestions: Vec<SuggestionReply>,
}

/// Something with a name.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
struct SuggestionReply {
    #[schema(schema_with = words::suggestion_kind)]
    kind: &'static str,
    /// Id, the only one of its kind.
    id: String,
    /// Its name.
    label: String,
    /// What tells it apart from others of its name, such as the layer of an area or the area that a
    /// street is in; empty where there is nothing.
    beside: String,
    /// What choosing it adds to a selection, such as `area=ward22:E05011376`. `null` for streets and
    /// places, which a map can show but a selection cannot name.
    selection: Option<String>,
    #[schema(schema_with = words::bbox_or_null)]
    bbox: Option<[f64; 4]>,
}

impl SuggestReply {
    pub(crate) fn new(found: &[&Suggestion]) -> Self {
        Self {
            suggestions: found.iter().copied().map(SuggestionReply::new).collect(),
        }
    }
}

impl SuggestionReply {
    fn new(found: &Suggestion) -> Self {
        let beside = &found.beside;
        let label = match found.kind {
            SuggestionKind::Area => LayerId::parse(beside)
                .map(|layer| labels::layer(&layer))
                .ok(),
            SuggestionKind::Category => Source::parse(beside)
                .map(|source| labels::source(&source))
                .ok(),
            _ => None,
        };
        Self {
            kind: found.kind.word(),
            id: found.id.clone(),
            label: found.label.clone(),
            beside: label.unwrap_or_else(|| beside.clone()),
            selection: found.selection.clone(),
            bbox: found.bounds,
        }
    }
}
