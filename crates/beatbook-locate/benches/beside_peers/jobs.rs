//! What is done in each job, and what our own methods cost.

use std::error::Error;
use std::fs;
use std::path::Path;

use beatbook_core::{Bng, Crs, Transform, Wgs84};
use beatbook_locate::{AreaIndex, Transformer, bng_to_wgs84};
use beatbook_testkit::contest::{self, read_points, write_array};

use crate::data;
use crate::lattice::Lattice;

type Done = Result<(), Box<dyn Error>>;

/// Takes part in a job.
pub fn take_part(job: &str, input: &Path, output: &Path) -> Done {
    let areas = data::read_areas(input)?;
    let positions: Vec<Bng> = read_points(input, "points")?
        .into_iter()
        .map(on_grid)
        .collect();
    let keep = |found: Vec<u32>| {
        fs::copy(input.join("doubtful.u32"), output.join("doubtful.u32"))?;
        write_array(output, "area", found)
    };
    match job {
        "join" | "join-areas" => {
            let index = AreaIndex::new(&areas);
            contest::take_part(|| index.locate_all(&positions), keep)?;
        }
        "join-with-build" | "join-areas-with-build" => {
            contest::take_part(|| AreaIndex::new(&areas).locate_all(&positions), keep)?;
        }
        other => return Err(format!("there is no job '{other}'").into()),
    }
    Ok(())
}

fn on_grid([easting, northing]: [f64; 2]) -> Bng {
    Bng { easting, northing }
}

/// Lists the methods, a line each: name, title, what is counted, the largest number.
pub fn list_costs() {
    println!("area-index\tindex of areas, built\tareas, 100 corners each\t100000");
    println!("area-join\tpositions to areas, index ready\tpositions, 1,702 areas\t1000000");
    println!("ostn15\tlongitude and latitude to the grid, OSTN15\tpositions\t1000000");
}

/// Takes part with one method over so many.
pub fn cost(method: &str, size: usize) -> Done {
    match method {
        "area-index" => {
            let areas = Lattice {
                areas: size,
                ..data::ENGLAND
            }
            .areas();
            contest::take_part(|| AreaIndex::new(&areas), |_| Ok(()))?;
        }
        "area-join" => {
            let areas = data::GREATER_MANCHESTER.areas();
            let index = AreaIndex::new(&areas);
            let points = data::points(&areas, size);
            let positions: Vec<Bng> = points.into_iter().map(on_grid).collect();
            contest::take_part(|| index.locate_all(&positions), |_| Ok(()))?;
        }
        "ostn15" => {
            let points = data::points(&data::GREATER_MANCHESTER.areas(), size);
            let positions: Vec<Bng> = points.into_iter().map(on_grid).collect();
            let degrees = |at: Wgs84| [at.lon, at.lat];
            let degrees: Vec<_> = bng_to_wgs84(&positions).into_iter().map(degrees).collect();
            let ostn15 = Transformer::new(Crs::Wgs84, &Transform::Ostn15)?;
            let work = || {
                let mut positions = degrees.clone();
                ostn15.to_bng(&mut positions);
                positions
            };
            contest::take_part(work, |_| Ok(()))?;
        }
        _ => return Err(format!("there is no method '{method}'").into()),
    }
    Ok(())
}
