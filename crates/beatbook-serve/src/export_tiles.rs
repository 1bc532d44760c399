//! A layer of tiles as one file: the tiles of the server, over the study area and the zooms they are made
//! for.

use std::io::Cursor;

use beatbook_core::{HotTest, Selection, SelectionError, Stop};
use beatbook_report::Provenance;
use beatbook_tile::archive::{ArchiveError, Head, Writer, cover};
use serde_json::json;

use crate::app::App;
use crate::error::HttpError;
use crate::export::file_stem;
use crate::tables::TableAsk;
use crate::tilejson::TileJson;
use crate::tiles::TileLayer;
use crate::vector_layers::ZOOMS;

/// Most tiles of a file. Of ground so large that it takes more the deepest zooms are left out; readers
/// enlarge the last one there is.
const MOST_TILES: usize = 20_000;

/// A telling name without its end, and the bytes of the archive.
pub(crate) fn archive(
    app: &App,
    layer: &TileLayer,
    selection: &Selection,
) -> Result<(String, Vec<u8>), HttpError> {
    let about = app.store.about();
    let provenance = provenance(app, layer, selection)?;
    let word = layer.word();
    let audience = app.policy.audience.to_string();
    let stem = match &provenance {
        Some(provenance) => file_stem(&word, provenance, &[]),
        None => format!("beatbook_{word}_{audience}"),
    };
    let zooms = zooms(about.bounds, MOST_TILES);
    let described = TileJson::new(app, layer, selection, Vec::new());
    let (lon, lat, zoom) = described.center;
    let metadata = json!({
        "name": stem,
        "description": layer.description(),
        "attribution": described.attribution,
        "type": "overlay",
        "format": "pbf",
        "vector_layers": described.vector_layers,
        "provenance": provenance,
        "book": about.book.to_string(),
        "audience": audience,
        "SYNTHETIC": about.synthetic,
    });
    let metadata = metadata.to_string();
    let head = Head {
        bounds: about.bounds,
        centre: [lon, lat],
        centre_zoom: zoom.min(zooms.1),
        zooms,
        metadata: &metadata,
    };
    let broken = |_: ArchiveError| HttpError::Broken;
    let mut file = Cursor::new(Vec::new());
    let mut writer = Writer::new(&mut file, &head).map_err(broken)?;
    let stop = Stop::current();
    for tile in cover(about.bounds, zooms) {
        stop.check();
        writer
            .add(tile, &app.drawn(layer, selection, tile)?)
            .map_err(broken)?;
    }
    writer.finish().map_err(broken)?;
    Ok((stem, file.into_inner()))
}

/// The zooms of tiles, the deepest left out until there are no more than `most`.
fn zooms(bounds: [f64; 4], most: usize) -> (u8, u8) {
    let (first, mut last) = ZOOMS;
    while last > first && cover(bounds, (first, last)).len() > most {
        last -= 1;
    }
    (first, last)
}

/// Where the figures on the tiles come from; `None` for ground that is the same for every selection.
fn provenance(
    app: &App,
    layer: &TileLayer,
    selection: &Selection,
) -> Result<Option<Provenance>, HttpError> {
    let ask = match layer {
        TileLayer::Base if *selection != Selection::default() => {
            let reason = "the base layer is the same for every selection; leave it out";
            return Err(SelectionError::new("selection", reason, [""; 0]).into());
        }
        TileLayer::Base => return Ok(None),
        TileLayer::Hotspots => TableAsk::Hotspots(HotTest::Exact),
        TileLayer::Places => TableAsk::Places,
        TileLayer::Streets(asked) => TableAsk::Streets(*asked),
        TileLayer::Areas(layer) => TableAsk::Areas(layer.clone()),
        // Links have no table; they are of the same events as the counts.
        TileLayer::Counts | TileLayer::NearRepeat(_) => TableAsk::Counts,
    };
    let table = app.table(&ask, selection)?;
    Ok(Some(table.0.provenance().clone()))
}

#[cfg(test)]
#[path = "export_tiles_tests.rs"]
mod tests;
