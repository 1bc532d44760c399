//! What tiles say is what the answers say: decoded by a decoder that shares no code with the encoder.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use beatbook_core::{Audience, Count, Policy, Selection};
use beatbook_tile::Tile;
use beatbook_tile::archive::cover;

use crate::app::App;
use crate::decoder_tests::{Decoded, DecodedFeature, DecodedValue, decode};
use crate::fixture_tests::store;
use crate::pool::Pool;
use crate::tilejson::TileJson;
use crate::tiles::TileLayer;
use crate::vector_layers::ZOOMS;

const UNITS: [&str; 5] = ["h3-8", "h3-9", "h3-10", "bng-150", "lsoa11"];

struct Fixture {
    _folder: tempfile::TempDir,
    app: Arc<App>,
}

impl Fixture {
    fn new(audience: Audience) -> Self {
        let (folder, store) = store();
        let app = App::new(store, folder.path(), audience, Arc::new(Pool::default()));
        Self {
            _folder: folder,
            app: Arc::new(app),
        }
    }

    fn layer(&self, word: &str) -> TileLayer {
        TileLayer::read(word, &self.app).unwrap()
    }

    /// Every tile of a zoom over the bounds that a client is told.
    fn tiles(&self, layer: &TileLayer, selection: &Selection, zoom: u8) -> Vec<Vec<Decoded>> {
        let bounds = TileJson::new(&self.app, layer, selection, Vec::new()).bounds;
        let drawn = |tile: Tile| self.app.drawn(layer, selection, tile).unwrap();
        let all = cover(bounds, (zoom, zoom)).into_iter().map(drawn);
        all.map(|bytes| decode(&bytes)).collect()
    }

    /// The features of a zoom by layer and number; the same number has the same values in every tile.
    fn features(
        &self,
        layer: &TileLayer,
        selection: &Selection,
        zoom: u8,
    ) -> BTreeMap<(String, u64), Vec<(String, DecodedValue)>> {
        let mut found = BTreeMap::new();
        for tile in self.tiles(layer, selection, zoom).into_iter().flatten() {
            for DecodedFeature { id, properties, .. } in tile.features {
                let Some(id) = id else { continue };
                assert!(id < 1 << 53, "JSON loses digits of {id}");
                let known = found.insert((tile.name.clone(), id), properties.clone());
                assert!(known.is_none_or(|known| known == properties));
            }
        }
        found
    }
}

fn select(text: &str) -> Selection {
    Selection::parse(text).unwrap()
}

fn value<'a>(properties: &'a [(String, DecodedValue)], key: &str) -> Option<&'a DecodedValue> {
    let mut found = properties.iter().filter(|(known, _)| known == key);
    found.next().map(|(_, value)| value)
}

fn number(properties: &[(String, DecodedValue)], key: &str) -> Option<i64> {
    match value(properties, key)? {
        DecodedValue::Integer(number) => Some(*number),
        other => panic!("{key} is {other:?}"),
    }
}

fn text<'a>(properties: &'a [(String, DecodedValue)], key: &str) -> &'a str {
    match value(properties, key) {
        Some(DecodedValue::Text(text)) => text,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn counts_add_up_to_those_of_the_store_at_every_zoom() {
    let fixture = Fixture::new(Audience::Analyst);
    let layer = fixture.layer("counts");
    for unit in UNITS {
        for more in ["", "&count=events&category=theft"] {
            let selection = select(&format!("unit={unit}{more}"));
            let counts = fixture.app.store.counts(&selection).unwrap().value;
            let all: u32 = counts
                .units
                .iter()
                .filter_map(|unit| unit.count.number())
                .sum();
            assert!(all > 20);
            for zoom in ZOOMS.0..=ZOOMS.1 {
                let features = fixture.features(&layer, &selection, zoom);
                let told = features.values().filter_map(|of| number(of, "count"));
                assert_eq!(told.sum::<i64>(), i64::from(all), "{unit} at {zoom}");
                let layers: BTreeSet<&str> =
                    features.keys().map(|(name, _)| name.as_str()).collect();
                let is_parent = zoom < 11 && !["h3-8", "lsoa11"].contains(&unit);
                assert_eq!(layers.contains("parents"), is_parent);
                assert_eq!(layers.len(), 1);
                if is_parent {
                    let units = features.values().filter_map(|of| number(of, "units"));
                    let held = counts
                        .units
                        .iter()
                        .filter(|unit| unit.count != Count::Exact(0));
                    assert_eq!(units.sum::<i64>(), held.count() as i64);
                }
            }
        }
    }
}

#[test]
fn area_tiles_hold_every_area_with_its_own_values_at_every_zoom() {
    let fixture = Fixture::new(Audience::Analyst);
    let layer = fixture.layer("areas-lsoa11");
    let selection = Selection::default();
    let id = beatbook_core::LayerId::parse("lsoa11").unwrap();
    let answer = fixture.app.store.areas(&id, &selection).unwrap().value;
    for zoom in ZOOMS.0..=ZOOMS.1 {
        let features = fixture.features(&layer, &selection, zoom);
        assert_eq!(features.len(), answer.areas.len());
        for area in &answer.areas {
            let mut own = features.values().filter(|of| text(of, "code") == area.code);
            let own = own.next().unwrap();
            assert_eq!(number(own, "count"), area.count.number().map(i64::from));
            assert_eq!(number(own, "decile"), area.decile.map(i64::from));
            let rate = value(own, "rate").cloned();
            assert_eq!(rate, area.rate.map(DecodedValue::Number));
        }
    }
    let told = |of: fn(&beatbook_core::AreaCount) -> bool| answer.areas.iter().any(of);
    assert!(
        told(|area| area.rate.is_some_and(|rate| rate > 0.0)) && told(|area| area.decile.is_some())
    );
}

#[test]
fn a_partner_is_told_the_same_protected_number_by_tile_and_answer() {
    let fixture = Fixture::new(Audience::Partnership);
    let partners = Policy::new(Audience::Partnership);
    let layer = fixture.layer("counts");
    for unit in UNITS {
        let selection = select(&format!("unit={unit}"));
        let answer = fixture.app.store.counts(&selection).unwrap();
        let exact = answer.clone().value;
        let released = answer.release(partners).unwrap();
        for zoom in [8, 12] {
            for of in fixture.features(&layer, &selection, zoom).values() {
                let id = text(of, "id");
                let mut units = released.value().units.iter().filter(|unit| unit.id == id);
                let told = match units.next() {
                    Some(unit) => unit.count,
                    // Of a parent: its sum, protected, and never a sum of protected numbers.
                    None => {
                        let kind = beatbook_core::ParentUnit::of(&selection.unit).unwrap();
                        let own = exact
                            .parents
                            .iter()
                            .find(|parent| kind.id_of(parent.number) == id);
                        partners.protect(own.unwrap().count)
                    }
                };
                assert_eq!(number(of, "count"), told.number().map(i64::from));
                let is_suppressed = told == Count::Suppressed;
                assert_eq!(value(of, "suppressed").is_some(), is_suppressed);
                assert!(value(of, "units").is_none());
            }
        }
    }
    let hotspots = fixture.layer("hotspots");
    let selection = Selection::default();
    let answer = fixture.app.hotspots(&selection).unwrap();
    for ((layer, _), of) in fixture.features(&hotspots, &selection, 13) {
        for key in ["z", "p", "q", "expected", "rank_low", "rank_high"] {
            assert!(value(&of, key).is_none(), "{layer} tells {key}");
        }
        let told = match layer.as_str() {
            "cells" => {
                let cells = answer.released.value().cells.iter();
                let mut own = cells.filter(|cell| format!("{:x}", cell.cell) == text(&of, "cell"));
                own.next().unwrap().count
            }
            _ => {
                let groups = answer.released.value().groups.iter();
                let mut own = groups.filter(|group| group.id == text(&of, "id"));
                own.next().unwrap().events
            }
        };
        assert_eq!(
            number(&of, "count"),
            told.number().map(i64::from),
            "{layer}"
        );
        assert!(told.number().is_none_or(|count| count % 5 == 0));
    }
    assert!(matches!(
        fixture.app.drawn(
            &fixture.layer("near-repeat"),
            &select("setting=any"),
            Tile::new(7, 63, 41).unwrap()
        ),
        Err(crate::error::HttpError::Withheld(_))
    ));
}

#[test]
fn every_value_in_a_tile_is_described_and_every_layer_drawn_where_it_says() {
    let fixture = Fixture::new(Audience::Analyst);
    let mut seen = BTreeSet::new();
    for (word, text) in [
        ("base", ""),
        ("hotspots", ""),
        ("hotspots", "unit=bng-150"),
        ("hotspots", "unit=lsoa11"),
        ("counts", "unit=h3-9"),
        ("counts", "unit=lsoa11"),
        ("places", ""),
        ("streets", ""),
        ("near-repeat", "setting=any"),
        ("areas-lsoa11", ""),
    ] {
        let (layer, selection) = (fixture.layer(word), select(text));
        let about = TileJson::new(&fixture.app, &layer, &selection, Vec::new());
        for zoom in ZOOMS.0..=ZOOMS.1 {
            for drawn in fixture
                .tiles(&layer, &selection, zoom)
                .into_iter()
                .flatten()
            {
                let mut described = about.vector_layers.iter().filter(|of| of.id == drawn.name);
                let described = described
                    .next()
                    .unwrap_or_else(|| panic!("{word}: {}", drawn.name));
                assert!(
                    (described.minzoom..=described.maxzoom).contains(&zoom),
                    "{word}: {} at {zoom}",
                    drawn.name
                );
                for (key, _) in drawn
                    .features
                    .iter()
                    .flat_map(|feature| &feature.properties)
                {
                    assert!(described.fields.contains_key(key.as_str()), "{word}: {key}");
                    seen.insert(format!("{word} {} {key}", drawn.name));
                }
            }
        }
    }
    for key in [
        "hotspots cells q",
        "hotspots parents hot",
        "hotspots groups expected",
        "counts parents units",
        "places places incidents",
        "streets streets per_km",
        "areas-lsoa11 areas rate",
    ] {
        assert!(seen.contains(key), "{key} is in no tile");
    }
}

#[test]
fn a_feature_keeps_its_number_from_selection_to_selection() {
    let fixture = Fixture::new(Audience::Analyst);
    let layer = fixture.layer("counts");
    let numbers = |text: &str, zoom: u8| -> BTreeMap<String, u64> {
        let features = fixture.features(&layer, &select(text), zoom);
        let own =
            |((_, number), of): ((String, u64), Vec<_>)| (self::text(&of, "id").to_owned(), number);
        features.into_iter().map(own).collect()
    };
    let all = numbers("", 13);
    let some = numbers("category=theft", 13);
    assert!(some.len() < all.len() && !some.is_empty());
    for (id, number) in &some {
        assert_eq!(all.get(id), Some(number));
        assert_eq!(*number, crate::feature_id::feature_id(id));
    }
}

#[test]
fn hot_parents_hold_the_hot_units_and_their_counts() {
    let fixture = Fixture::new(Audience::Analyst);
    let (layer, selection) = (fixture.layer("hotspots"), Selection::default());
    let of = |layer_name: &str, zoom: u8| -> Vec<_> {
        let all = fixture.features(&layer, &selection, zoom).into_iter();
        all.filter(|((name, _), _)| name == layer_name)
            .map(|(_, of)| of)
            .collect()
    };
    let sum = |of: &[Vec<(String, DecodedValue)>], key: &str| -> i64 {
        of.iter().filter_map(|of| number(of, key)).sum()
    };
    let cells = of("cells", 11);
    assert!(cells.len() > 3 && of("cells", 10).is_empty() && of("parents", 11).is_empty());
    for zoom in 7..11 {
        let parents = of("parents", zoom);
        assert_eq!(sum(&parents, "hot"), cells.len() as i64);
        assert_eq!(sum(&parents, "count"), sum(&cells, "count"));
        assert!(parents.iter().all(|of| text(of, "unit") == "h3-8"));
    }
}
