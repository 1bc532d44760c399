//! Released answers as tables with shapes: what files and features are made of.

use std::sync::Arc;

use beatbook_core::{
    Answer, HotTest, LayerId, Protect, Released, Selection, SelectionError, StreetsAsked, WeekOf,
};
use beatbook_report::{self as report, Table};
use geo_types::{Geometry, LineString, MultiLineString, Point};

use crate::app::App;
use crate::asked;
use crate::error::HttpError;
use crate::selection::selection_of;
use crate::units::together;

/// A table, with what is asked beside the selection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TableAsk {
    /// Hotspots.
    Hotspots(HotTest),
    /// Every unit, tested.
    Cells,
    /// Every unit, counted.
    Counts,
    /// Repeat locations.
    Places,
    /// Streets or segments.
    Streets(StreetsAsked),
    /// Areas of a layer.
    Areas(LayerId),
    /// Hours of the week.
    Week(WeekOf),
    /// Hotspots hour by hour.
    Hours,
    /// One area on a page.
    Profile,
}

/// Parameters that were taken apart already.
pub(crate) type Pairs = Vec<(String, String)>;

/// What was asked for: a table, its selection, and the word after `audience=`.
pub(crate) type Asked = (TableAsk, Selection, Option<String>);

impl TableAsk {
    pub(crate) const WORDS: [&str; 9] = [
        "hotspots", "cells", "counts", "places", "streets", "areas", "week", "hours", "profile",
    ];
    /// Those whose rows have no place on a map.
    pub(crate) const SHAPELESS: [&str; 3] = ["week", "hours", "profile"];

    /// Reads the word for a table and the parameters of a request for it; `None` for another word.
    pub(crate) fn read(word: &str, pairs: Pairs, app: &App) -> Result<Option<Asked>, HttpError> {
        let plain = |ask: Self, pairs: Pairs| {
            let (selection, [audience]) = selection_of(pairs, ["audience"])?;
            Ok::<_, HttpError>((ask, selection, audience))
        };
        Ok(Some(match word {
            "hotspots" => {
                let (selection, [audience, test, permutations, seed]) =
                    selection_of(pairs, ["audience", "test", "permutations", "seed"])?;
                let [test, permutations, seed] =
                    [&test, &permutations, &seed].map(Option::as_deref);
                let test = HotTest::parse(test, permutations, seed)?;
                (Self::Hotspots(test), selection, audience)
            }
            "cells" => plain(Self::Cells, pairs)?,
            "counts" => plain(Self::Counts, pairs)?,
            "places" => plain(Self::Places, pairs)?,
            "hours" => plain(Self::Hours, pairs)?,
            "profile" => plain(Self::Profile, pairs)?,
            "streets" => {
                let (selection, [audience, of, by, kernel, radius]) =
                    selection_of(pairs, ["audience", "of", "by", "kernel", "radius"])?;
                let [of, by, kernel, radius] = [&of, &by, &kernel, &radius].map(Option::as_deref);
                let asked = StreetsAsked::parse(of, by, kernel, radius)?;
                (Self::Streets(asked), selection, audience)
            }
            "areas" => {
                let (selection, [audience, layer]) = selection_of(pairs, ["audience", "layer"])?;
                (
                    Self::Areas(layer_of(layer.as_deref(), app)?),
                    selection,
                    audience,
                )
            }
            "week" => {
                let (selection, [audience, cell, place]) =
                    selection_of(pairs, ["audience", "cell", "place"])?;
                (
                    Self::Week(asked::week_of(cell, place)?),
                    selection,
                    audience,
                )
            }
            _ => return Ok(None),
        }))
    }

    /// What is asked beside the selection, in one form, for keys.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Hotspots(test) => format!("hotspots {test}"),
            Self::Cells => "cells".into(),
            Self::Counts => "counts".into(),
            Self::Places => "places".into(),
            Self::Streets(asked) => format!("streets {asked}"),
            Self::Areas(layer) => format!("areas {layer}"),
            Self::Week(of) => format!("week {}", asked::week_of_text(of)),
            Self::Hours => "hours".into(),
            Self::Profile => "profile".into(),
        }
    }

    /// Words of the tables whose rows are points to go to.
    pub(crate) const POINTS: [&str; 2] = ["hotspots", "places"];

    /// Whether its rows are points to go to.
    pub(crate) fn has_points(&self) -> bool {
        matches!(self, Self::Hotspots(_) | Self::Places)
    }

    /// Whether its rows have places on a map.
    pub(crate) fn has_shapes(&self) -> bool {
        !matches!(self, Self::Week(_) | Self::Hours | Self::Profile)
    }
}

/// The layer of that word.
pub(crate) fn layer_of(word: Option<&str>, app: &App) -> Result<LayerId, HttpError> {
    let found = app.layers().find(|held| Some(held.as_str()) == word);
    found.cloned().ok_or_else(|| {
        let held: Vec<String> = app.layers().map(ToString::to_string).collect();
        let list = held.join(", ");
        let reason = match word {
            None => format!("is missing; use {list}"),
            Some(word) => format!("the book holds no layer `{word}`; it holds {list}"),
        };
        SelectionError::new("layer", reason, held).into()
    })
}

/// A table that is kept for the next page, or the next format, of it.
#[derive(Debug)]
pub(crate) struct KeptTable(pub(crate) Table);

impl App {
    /// The table of a selection as the audience may see it, made once and then kept.
    pub(crate) fn table(
        &self,
        ask: &TableAsk,
        selection: &Selection,
    ) -> Result<Arc<KeptTable>, HttpError> {
        let key = self.key_beside(selection, &ask.text());
        let asked = format!("table {}", key.as_str());
        self.ready
            .get_or_make(asked, || self.made(ask, selection).map(KeptTable))
    }

    fn made(&self, ask: &TableAsk, selection: &Selection) -> Result<Table, HttpError> {
        let store = &*self.store;
        let unit = &selection.unit;
        Ok(match ask {
            TableAsk::Hotspots(test) => {
                let found =
                    self.let_out(Arc::unwrap_or_clone(store.hotspots_by(selection, *test)?))?;
                let groups = found.value().groups.iter();
                let shapes = groups.map(|group| together(store, unit, &group.cells));
                report::hotspots(&found).with_shapes(shapes)
            }
            TableAsk::Cells => {
                // First, for it says best what is wrong with the selection.
                let found = self.let_out(Arc::unwrap_or_clone(store.hotspots(selection)?))?;
                let counts = self.let_out(store.counts(selection)?)?;
                let units = counts.value().units.iter();
                let shapes = units.map(|one| store.unit_shape(unit, one.number));
                report::cells(&counts, &found).with_shapes(shapes)
            }
            TableAsk::Counts => {
                let counts = self.let_out(store.counts(selection)?)?;
                let units = counts.value().units.iter();
                let shapes = units.map(|one| store.unit_shape(unit, one.number));
                report::counts(&counts).with_shapes(shapes)
            }
            TableAsk::Places => {
                let found = self.let_out(Arc::unwrap_or_clone(store.places(selection)?))?;
                let places = found.value().places.iter();
                let shapes = places.map(|place| {
                    let at = Point::new(place.centre.lon, place.centre.lat);
                    Some(Geometry::from(at))
                });
                report::places(&found).with_shapes(shapes)
            }
            TableAsk::Streets(asked) => {
                let found = store.streets_ranked(selection, asked)?;
                let found = self.let_out(Arc::unwrap_or_clone(found))?;
                let streets = found.value().streets.iter();
                let shapes = streets.map(|street| Some(course(&street.lines)));
                report::streets(&found).with_shapes(shapes)
            }
            TableAsk::Areas(layer) => {
                let found = self.let_out(store.areas(layer, selection)?)?;
                let shapes = store.layer(layer).unwrap_or_default().iter();
                let shapes = shapes.map(|area| Some(area.geometry.clone()));
                report::areas(&found).with_shapes(shapes)
            }
            TableAsk::Week(of) => report::week(&self.let_out(store.week(selection, of)?)?),
            TableAsk::Hours => report::hours(&self.let_out(store.hourly(selection)?)?),
            TableAsk::Profile => report::profile(&self.let_out(store.profile(selection)?)?),
        })
    }

    fn let_out<T: Protect>(&self, answer: Answer<T>) -> Result<Released<T>, HttpError> {
        answer.release(self.policy).map_err(HttpError::Withheld)
    }
}

fn course(lines: &[Vec<[f64; 2]>]) -> Geometry<f64> {
    let lines = lines.iter().map(|line| LineString::from(line.clone()));
    MultiLineString(lines.collect()).into()
}
