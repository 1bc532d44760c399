//! Coordinates that may stand for other places: one coordinate, one text, many events.

use beatbook_core::Bng;
use beatbook_store::suspects;

use crate::gather::Gathered;
use crate::setting::Setting;

/// What the program cannot know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// In full, with point and text: for the one who holds the data.
    pub full: String,
    /// Without what a row says, which may name somebody: for what is passed on.
    pub brief: String,
}

/// What to ask about each.
pub(crate) fn suspects_of(setting: &Setting, gathered: &[Gathered]) -> Vec<Question> {
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
    let question = |at: Bng, text: &str, events: u32, guess: &str| {
        let Bng { easting, northing } = at;
        let rest = format!(
            "is this where they happened? It looks like a place of class {guess}; \
             name it in a [[places]] file, or they count as any other address"
        );
        Question {
            full: format!(
                "{events} events lie at one point, {easting:.0} {northing:.0}, as \"{text}\": {rest}"
            ),
            brief: format!(
                "{events} events lie at one point under one text (`beatbook check` on the terminal says which): {rest}"
            ),
        }
    };
    suspects(events)
        .into_iter()
        .map(|suspect| question(suspect.at, &suspect.text, suspect.events, suspect.guess))
        .collect()
}
