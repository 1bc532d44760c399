//! The files of a city, as a force and a council would hand them over. Every one says SYNTHETIC.
//!
//! | file | what |
//! |---|---|
//! | `beatbook.toml` | configuration that reads the others |
//! | `police-extract.csv` | rows, local civil time, EPSG:27700 |
//! | `people.csv` | victims and suspects linked to the rows |
//! | `istv.csv` | A&E by place, in words |
//! | `tiig.csv` | A&E by residence |
//! | `ambulance-callouts.csv`, `complaints.csv` | EPSG:27700 |
//! | `stop-and-search.csv` | WGS 84 |
//! | `annotations.csv` | dated notes on the sources |
//! | `harm-weights.csv` | made-up weights of the offence codes, one left out |
//! | `boundaries/lsoa11/` | Shapefile, EPSG:27700 |
//! | `boundaries/`, `imd/`, `lookups/`, `population/`, `postcodes.csv`, `licensed-premises.csv`, `calendar.csv`, `pseudonym.key` | the ground as its keepers publish it |
//! | `streets.geojson`, `ground.geojson` | WGS 84 (OSTN15) |
//! | `places.csv` | WGS 84 (OSTN15) |
//! | `truth.json` | what was planted |

use std::fmt::Write as _;
use std::path::Path;

use crate::callouts::callouts;
use crate::city::{City, DemoParams};
use crate::complaints::complaints;
use crate::error::DemoError;
use crate::extract::write_extract;
use crate::harm_weights::harm_weights;
use crate::istv::istv;
use crate::lsoa_shapefile::write_lsoas;
use crate::map_files::{degrees, ground, streets};
use crate::official::write_ground;
use crate::save::{field, save};
use crate::searches::searches;
use crate::tiig::tiig;
use crate::town::Town;
use crate::truth::Truth;

const CONFIG: &str = include_str!("beatbook.toml");

/// Writes a city into `dir`, which is made if need be, in constant memory.
///
/// `progress` is called with the rows written and the rows to write: at the start, every 20,000
/// rows, and at the end.
///
/// # Errors
/// [`DemoError`] if there is nothing to write or a file cannot be written.
///
/// # Example
/// ```
/// use beatbook_demo::{DemoParams, write_city};
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let params = DemoParams { events: 500, ..DemoParams::default() };
/// let truth = write_city(&params, folder, &mut |_done, _total| {})?;
/// assert_eq!(truth.counts.map(|c| c.rows), Some(500));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_city(
    params: &DemoParams,
    dir: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Truth, DemoError> {
    if params.events == 0 {
        return Err(DemoError::NoEvents(params.events));
    }
    progress(0, params.events);
    let city = City::new(params);
    let town = city.town();
    save(&dir.join("beatbook.toml"), CONFIG.as_bytes())?;
    write_lsoas(town, &dir.join("boundaries").join("lsoa11"))?;
    save(&dir.join("streets.geojson"), streets(town).as_bytes())?;
    save(&dir.join("ground.geojson"), ground(town).as_bytes())?;
    save(&dir.join("places.csv"), places(town).as_bytes())?;
    write_ground(town, dir)?;
    let mut truth = city.truth();
    write_beside(params, town, dir, &mut truth)?;
    write_extract(&city, dir, &mut truth, progress)?;
    let path = dir.join("truth.json");
    let text = serde_json::to_string_pretty(&truth);
    let text = text.map_err(|e| DemoError::write(&path, e.into()))? + "\n";
    save(&path, text.as_bytes())?;
    progress(params.events, params.events);
    Ok(truth)
}

/// Dated notes on the sources. Nothing was planted at that date: the note alone must stop a
/// comparison across it from being made without a word.
const ANNOTATIONS: &str = "SYNTHETIC,date,source,text\nSYNTHETIC,2022-06-06,offence,\"new crime recording system; flags are entered at the scene from this day\"\n";

/// The sources beside the extract: a few thousand rows each, whatever the size of the city.
fn write_beside(
    params: &DemoParams,
    town: &'static Town,
    dir: &Path,
    truth: &mut Truth,
) -> Result<(), DemoError> {
    let (seed, null) = (params.seed, params.null);
    let (text, counts) = istv(seed, town, null);
    save(&dir.join("istv.csv"), text.as_bytes())?;
    truth.istv = Some(counts);
    let (text, counts) = tiig(seed, town, null);
    save(&dir.join("tiig.csv"), text.as_bytes())?;
    truth.tiig = Some(counts);
    let (text, counts) = callouts(seed, town, null);
    save(&dir.join("ambulance-callouts.csv"), text.as_bytes())?;
    truth.callouts = Some(counts);
    let (text, counts) = complaints(seed, town, null);
    save(&dir.join("complaints.csv"), text.as_bytes())?;
    truth.complaints = Some(counts);
    let (text, counts) = searches(seed, town, null);
    save(&dir.join("stop-and-search.csv"), text.as_bytes())?;
    truth.searches = Some(counts);
    save(&dir.join("annotations.csv"), ANNOTATIONS.as_bytes())?;
    save(&dir.join("harm-weights.csv"), harm_weights().as_bytes())
}

fn places(town: &Town) -> String {
    let mut text = String::from("SYNTHETIC,name,class,longitude,latitude,radius\n");
    // Licensed premises stand in the register.
    for place in town.places().iter().filter(|place| place.class != "venue") {
        let [lon, lat] = degrees(place.at);
        let _ = writeln!(
            text,
            "SYNTHETIC,{},{},{lon},{lat},{}",
            field(&place.name),
            place.class,
            place
                .radius
                .map(|metres| metres.to_string())
                .unwrap_or_default()
        );
    }
    text
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
