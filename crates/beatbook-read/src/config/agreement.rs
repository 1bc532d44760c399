//! `[source.agreement]` and `[people.agreement]`: under which terms health data may be used.

use beatbook_core::{Agreement, Audience, Day, FinestTime};
use serde::Deserialize;
use toml::Spanned;

use super::place::Place;
use crate::ReadError;
use crate::problem::listed;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementTable {
    name: Spanned<String>,
    controller: Spanned<String>,
    purpose: Spanned<String>,
    audiences: Spanned<Vec<Spanned<String>>>,
    finest_area: Spanned<String>,
    finest_time: Spanned<String>,
    expires: Spanned<String>,
}

/// What an agreement is checked against.
pub(super) struct Terms<'a> {
    pub today: Day,
    /// Ids of the layers of the config.
    pub layers: &'a [String],
}

/// The reason why health data without an agreement are refused. `table` is `source` or `people`.
pub(super) fn missing(what: &str, table: &str) -> String {
    format!(
        "{what} holds health data, which are read only under a named agreement; add [{table}.agreement] \
         with name, controller, purpose, audiences, finest_area, finest_time and expires"
    )
}

/// Checks an agreement: every word known, none blank, in force today.
pub(super) fn agreement(
    table: AgreementTable,
    terms: &Terms<'_>,
    place: &Place<'_>,
) -> Result<Agreement, ReadError> {
    for (key, text) in [
        ("name", &table.name),
        ("controller", &table.controller),
        ("purpose", &table.purpose),
    ] {
        if text.get_ref().trim().is_empty() {
            let words =
                format!("the {key} of the agreement is blank; write what the agreement says");
            return place.refuse(&text.span(), &words);
        }
    }
    if table.audiences.get_ref().is_empty() {
        let words = "the agreement names no audience; use analyst, operational or partnership";
        return place.refuse(&table.audiences.span(), words);
    }
    let audiences =
        table.audiences.into_inner().into_iter().map(|word| {
            Audience::parse(word.get_ref()).map_err(|e| place.at(&word.span(), &e).into())
        });
    let audiences = audiences.collect::<Result<Vec<_>, ReadError>>()?;
    let finest_area = table.finest_area.get_ref();
    if finest_area != Agreement::CELL && !terms.layers.contains(finest_area) {
        let words = format!(
            "`{finest_area}` is neither cell nor a layer of this config; use cell, {}",
            listed(terms.layers)
        );
        return place.refuse(&table.finest_area.span(), &words);
    }
    let Some(finest_time) = FinestTime::parse(table.finest_time.get_ref()) else {
        let words = format!(
            "`{}` is not a length of time of an agreement; use hour, day or month",
            table.finest_time.get_ref()
        );
        return place.refuse(&table.finest_time.span(), &words);
    };
    let expires =
        Day::parse(table.expires.get_ref()).map_err(|e| place.at(&table.expires.span(), &e))?;
    if expires < terms.today {
        let words = format!(
            "the agreement `{}` expired on {expires}; renew it and write its new last day, or take these data out of the config",
            table.name.get_ref()
        );
        return place.refuse(&table.expires.span(), &words);
    }
    Ok(Agreement {
        name: table.name.into_inner(),
        controller: table.controller.into_inner(),
        purpose: table.purpose.into_inner(),
        audiences,
        finest_area: table.finest_area.into_inner(),
        finest_time,
        expires,
    })
}
