//! The words of an opened book, of which random selections are made.

use beatbook_core::{FinestTime, Precision, Selection, SettingRule, TimeRule, Unit};
use beatbook_store::{SourceAbout, Store};
use beatbook_testkit::{BookWords, SourceWords};

/// What can be asked of a book.
pub fn words_of(store: &Store) -> BookWords {
    let about = store.about();
    let layers = about.layers.iter();
    let areas = layers.flat_map(|layer| {
        let shapes = store.layer(&layer.id).unwrap_or_default();
        shapes
            .iter()
            .map(|shape| format!("{}:{}", layer.id, shape.class))
    });
    let mut days: Vec<String> = about
        .calendar
        .iter()
        .map(|(kind, _)| kind.clone())
        .collect();
    if !days.is_empty() {
        days.insert(0, Selection::ORDINARY.into());
    }
    BookWords {
        sources: about.sources.iter().map(source).collect(),
        areas: areas.collect(),
        days,
        times: TimeRule::WORDS.map(String::from).into(),
        units: units(store),
        against: Vec::new(),
    }
}

/// The units that the book has a table of.
fn units(store: &Store) -> Vec<String> {
    let layers = store
        .about()
        .layers
        .iter()
        .map(|layer| layer.id.to_string());
    let mut words: Vec<String> = Unit::WORDS.map(String::from).into();
    words.extend(layers);
    words.retain(|word| {
        let selection = Selection::parse(&format!("unit={word}"));
        selection.is_ok_and(|selection| store.counts(&selection).is_ok())
    });
    words
}

fn source(about: &SourceAbout) -> SourceWords {
    let settings = about
        .settings
        .iter()
        .map(|setting| setting.word().to_owned());
    let mut settings: Vec<String> = settings.collect();
    if let [first, .., last] = &settings[..] {
        settings.push(format!("{first},{last}"));
    }
    settings.extend(SettingRule::WORDS.map(String::from));
    let of_times = match about.precision {
        Precision::Instant | Precision::Interval => FinestTime::Hour,
        Precision::Date => FinestTime::Day,
        Precision::Month => FinestTime::Month,
    };
    let of_terms = about.agreement.as_ref().map(|terms| terms.finest_time);
    SourceWords {
        source: about.source.word().to_owned(),
        categories: about
            .categories
            .iter()
            .map(|category| category.slug.clone())
            .collect(),
        flags: about.flags.clone(),
        settings,
        period: about.period,
        finest: of_terms.map_or(of_times, |terms| terms.max(of_times)),
    }
}
