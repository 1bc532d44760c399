//! Coordinates that may stand for other places: one coordinate, one text, many events.

use beatbook_core::Bng;
use beatbook_store::suspects;

use crate::gather::Gathered;
use crate::setting::Setting;

/// What to ask about each, one sentence each.
pub(crate) fn suspects_of(setting: &Setting, gathered: &[Gathered]) -> Vec<String> {
    let events = gathered
        .iter()
        .filter(|source| !source.activity)
        .flat_map(|source| {
            let events = &source.events;
            let rows = (0..events.len()).filter(|&row| source.kept[row]);
            let placed = rows.filter(|&row| events.status[row].has_ground());
            let unregistered =
                placed.filter(|&row| setting.place_at(events.position[row]).is_none());
            unregistered.map(|row| {
                let text = events.place[row].map(|text| events.strings.get(text));
                (events.position[row], text)
            })
        });
    let question = |Bng { easting, northing }: Bng, text: &str, events: u32, guess: &str| {
        format!(
            "{events} events lie at one point, {easting:.0} {northing:.0}, as \"{text}\": is this where they happened? \
             It looks like a place of class {guess}; name it in a [[places]] file, or they count as any other address"
        )
    };
    suspects(events)
        .into_iter()
        .map(|suspect| question(suspect.at, &suspect.text, suspect.events, suspect.guess))
        .collect()
}
