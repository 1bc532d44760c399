//! `[source.flags]`: which columns say yes or no to what.

use std::collections::BTreeMap;

use beatbook_core::{MOST_FLAGS, slug};
use toml::Spanned;

use super::place::Place;
use crate::ReadError;

pub(super) type FlagTable = Spanned<BTreeMap<String, Spanned<String>>>;

/// Word and column of each flag, by word: the order of their bits.
pub(super) fn flags(
    table: Option<FlagTable>,
    place: &Place<'_>,
) -> Result<Vec<(String, String)>, ReadError> {
    let Some(table) = table else {
        return Ok(Vec::new());
    };
    let span = table.span();
    let flags = table.into_inner();
    if flags.len() > MOST_FLAGS {
        let words = format!(
            "this source has {} flags, at most {MOST_FLAGS} are kept; take out those no selection will ask for",
            flags.len()
        );
        return place.refuse(&span, &words);
    }
    flags
        .into_iter()
        .map(|(word, column)| {
            if word.is_empty() || slug(&word) != word {
                let words = format!(
                    "`{word}` is not a flag; write it in lower-case letters, digits and dashes, such as domestic or knife"
                );
                return place.refuse(&column.span(), &words);
            }
            Ok((word, column.into_inner()))
        })
        .collect()
}
