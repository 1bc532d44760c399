//! What a search box offers: everything in a book that has a name and may be looked at.

use std::collections::BTreeMap;

use beatbook_core::AreaCode;
use geo::{BoundingRect, Contains};
use geo_types::{Geometry, Point, Rect};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::book::NamedShape;
use crate::place_class;
use crate::store::{Layer, Store};

/// Streets of one name this near to each other, in degrees (about 300 m), are one street.
const ONE_STREET: f64 = 0.003;

/// Kinds of things with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionKind {
    /// A named selection.
    Preset,
    /// A category of a source.
    Category,
    /// An area of a layer.
    Area,
    /// A registered place that is no home.
    Place,
    /// A street.
    Street,
}

impl SuggestionKind {
    /// The kinds, as numbered by [`Self::WORDS`]; what is equally near comes in this order.
    pub const ALL: [Self; 5] = [
        Self::Preset,
        Self::Category,
        Self::Area,
        Self::Place,
        Self::Street,
    ];
    /// Their words.
    pub const WORDS: [&str; 5] = ["preset", "category", "area", "place", "street"];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Reads a word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Id, the only one of its kind.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What tells it apart from others of its name: the layer of an area, the source of a category, the
    /// class of a place, the area that a street is in. Empty where there is nothing.
    pub beside: String,
    /// What choosing it adds to a selection; `None` for what a selection cannot name.
    pub selection: Option<String>,
    /// West, south, east, north in degrees; `None` for what is nowhere.
    pub bounds: Option<[f64; 4]>,
}

/// Everything with a name, made ready for looking up.
#[derive(Debug)]
pub(crate) struct Suggestions {
    /// Each after its folded words, in the order of kind, words and id.
    all: Vec<(String, Suggestion)>,
}

impl Suggestions {
    pub(crate) fn new(store: &Store) -> Self {
        let mut all: Vec<(String, Suggestion)> = presets(store)
            .chain(categories(store))
            .chain(areas(store))
            .chain(places(store))
            .chain(streets(store))
            .filter(|one| !one.label.is_empty())
            .map(|one| (words_of(&one), one))
            .collect();
        all.sort_by(|(a, one), (b, other)| (one.kind, a, &one.id).cmp(&(other.kind, b, &other.id)));
        all.dedup_by(|(_, a), (_, b)| (a.kind, &a.id) == (b.kind, &b.id));
        Self { all }
    }

    /// The nearest to a text: those that begin with it, then those with a word that does, then those
    /// that hold it anywhere. A pass over all names: a city has some ten thousand, which is under a
    /// millisecond.
    fn nearest(&self, text: &str, kind: Option<SuggestionKind>, most: usize) -> Vec<&Suggestion> {
        let wanted = folded(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: [Vec<&Suggestion>; 3] = Default::default();
        for (words, one) in &self.all {
            if kind.is_some_and(|kind| kind != one.kind) {
                continue;
            }
            let place = words.match_indices(&wanted).map(|(at, _)| match at {
                0 => 0,
                _ if words.as_bytes()[at - 1] == b' ' => 1,
                _ => 2,
            });
            if let Some(place) = place.min()
                && found[place].len() < most
            {
                found[place].push(one);
            }
        }
        found.into_iter().flatten().take(most).collect()
    }
}

impl Store {
    /// What has a name like a text, the nearest first: areas, streets, registered places that are no
    /// homes, categories and presets. Letters are compared without case and accents, and an area is
    /// found by its code too. Equally near ones come by kind, name and id.
    ///
    /// Names are no counts: there is nothing in them to protect from an audience.
    pub fn suggest(
        &self,
        text: &str,
        kind: Option<SuggestionKind>,
        most: usize,
    ) -> Vec<&Suggestion> {
        let all = self.suggestions.get_or_init(|| Suggestions::new(self));
        all.nearest(text, kind, most)
    }
}

/// Lower-case words without accents and signs, with one blank between them.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            // St Peter's is written with one, another, or none.
            '\'' | '\u{2019}' | '.' => {}
            _ if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn words_of(one: &Suggestion) -> String {
    let mut words = folded(&one.label);
    if one.kind == SuggestionKind::Area {
        let code = one.id.rsplit(':').next().unwrap_or_default();
        let code = folded(code);
        if code != words {
            words = format!("{words} {code}");
        }
    }
    words
}

fn presets(store: &Store) -> impl Iterator<Item = Suggestion> {
    store.about().presets.iter().map(|preset| Suggestion {
        kind: SuggestionKind::Preset,
        id: preset.id.clone(),
        label: preset.label.clone(),
        beside: String::new(),
        selection: Some(preset.selection.clone()),
        bounds: None,
    })
}

fn categories(store: &Store) -> impl Iterator<Item = Suggestion> {
    store.about().sources.iter().flat_map(|about| {
        let source = about.source.to_string();
        about.categories.iter().map(move |category| Suggestion {
            kind: SuggestionKind::Category,
            id: format!("{source}:{}", category.slug),
            label: category.label.clone(),
            beside: source.clone(),
            selection: Some(format!("source={source}&category={}", category.slug)),
            bounds: None,
        })
    })
}

fn areas(store: &Store) -> impl Iterator<Item = Suggestion> {
    store.layers.iter().flat_map(|layer| {
        layer.shapes.iter().filter_map(|shape| {
            let code = AreaCode::new(layer.id.clone(), &shape.class).ok()?;
            let named = if shape.name.is_empty() {
                &shape.class
            } else {
                &shape.name
            };
            Some(Suggestion {
                kind: SuggestionKind::Area,
                id: code.to_string(),
                label: named.clone(),
                beside: layer.id.to_string(),
                selection: Some(format!("area={code}")),
                bounds: bounds(&shape.geometry),
            })
        })
    })
}

fn places(store: &Store) -> impl Iterator<Item = Suggestion> {
    let shown = store
        .places
        .iter()
        .filter(|place| place_class::is_non_residential(&place.class));
    shown.filter_map(|place| {
        let bounds = bounds(&place.geometry)?;
        Some(Suggestion {
            kind: SuggestionKind::Place,
            id: format!("{:.5},{:.5} {}", bounds[0], bounds[1], place.name),
            label: place.name.clone(),
            beside: place.class.clone(),
            selection: None,
            bounds: Some(bounds),
        })
    })
}

/// Pieces of one name that lie near each other are one street.
fn streets(store: &Store) -> impl Iterator<Item = Suggestion> {
    let mut pieces: BTreeMap<&str, Vec<Rect<f64>>> = BTreeMap::new();
    for street in store
        .streets
        .iter()
        .filter(|street| !street.name.is_empty())
    {
        let rect = street.geometry.bounding_rect();
        pieces.entry(&street.name).or_default().extend(rect);
    }
    let ground = Ground::new(store);
    pieces.into_iter().flat_map(move |(name, pieces)| {
        let streets: Vec<Suggestion> = joined(pieces)
            .into_iter()
            .map(|rect| Suggestion {
                kind: SuggestionKind::Street,
                id: format!("{:.5},{:.5} {name}", rect.center().x, rect.center().y),
                label: name.to_owned(),
                beside: ground.name_at(rect.center().into()).unwrap_or_default(),
                selection: None,
                bounds: Some(corners(rect)),
            })
            .collect();
        streets
    })
}

/// Boxes that lie near each other as one.
fn joined(mut pieces: Vec<Rect<f64>>) -> Vec<Rect<f64>> {
    let mut streets: Vec<Rect<f64>> = Vec::new();
    while let Some(mut street) = pieces.pop() {
        while let Some(at) = pieces.iter().position(|piece| near(&street, piece)) {
            street = round_both(&street, &pieces.swap_remove(at));
        }
        streets.push(street);
    }
    let key = |rect: &Rect<f64>| (rect.min().x, rect.min().y);
    streets.sort_by(|a, b| {
        let ((ax, ay), (bx, by)) = (key(a), key(b));
        ax.total_cmp(&bx).then(ay.total_cmp(&by))
    });
    streets
}

fn near(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    a.min().x - ONE_STREET <= b.max().x
        && b.min().x - ONE_STREET <= a.max().x
        && a.min().y - ONE_STREET <= b.max().y
        && b.min().y - ONE_STREET <= a.max().y
}

fn round_both(a: &Rect<f64>, b: &Rect<f64>) -> Rect<f64> {
    let (least, most) = ((a.min(), b.min()), (a.max(), b.max()));
    Rect::new(
        (least.0.x.min(least.1.x), least.0.y.min(least.1.y)),
        (most.0.x.max(most.1.x), most.0.y.max(most.1.y)),
    )
}

/// The areas that tell streets of one name apart: those of the first layer that is no finer than a
/// beat, else of the first.
struct Ground<'a>(Vec<(Rect<f64>, &'a NamedShape)>);

impl<'a> Ground<'a> {
    fn new(store: &'a Store) -> Self {
        let coarse = |layer: &&Layer| layer.id.is_coarse();
        let layer = store.layers.iter().find(coarse).or(store.layers.first());
        let shapes = layer.into_iter().flat_map(|layer| &layer.shapes);
        Self(
            shapes
                .filter_map(|shape| Some((shape.geometry.bounding_rect()?, shape)))
                .collect(),
        )
    }

    fn name_at(&self, point: Point<f64>) -> Option<String> {
        let mut areas = self.0.iter();
        let (_, area) =
            areas.find(|(rect, area)| rect.contains(&point) && area.geometry.contains(&point))?;
        let name = if area.name.is_empty() {
            &area.class
        } else {
            &area.name
        };
        Some(name.clone())
    }
}

fn bounds(geometry: &Geometry<f64>) -> Option<[f64; 4]> {
    geometry.bounding_rect().map(corners)
}

fn corners(rect: Rect<f64>) -> [f64; 4] {
    [rect.min().x, rect.min().y, rect.max().x, rect.max().y]
}

#[cfg(test)]
#[path = "suggestions_tests.rs"]
mod tests;
