//! The reference system in a `.prj` file, which is well-known text (WKT) of one of several dialects.

use beatbook_core::Crs;

/// The systems that are recognised, by name and by parameters; `None` for all others.
///
/// Parameters decide: a system that calls itself British National Grid on other parameters is none.
pub(crate) fn recognise(wkt: &str) -> Option<Crs> {
    let text: String = wkt
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let is_projected = text.starts_with("PROJCS[") || text.starts_with("PROJCRS[");
    let is_geographic =
        text.starts_with("GEOGCS[") || text.starts_with("GEOGCRS[") || text.starts_with("GEODCRS[");
    let name = plain(&wkt_name(&text));
    if is_projected && is_national_grid(&text) {
        return Some(Crs::Bng);
    }
    let wgs84 = ["WGS84", "GCSWGS1984", "WGS1984", "CRS84", "WGS84CRS84"];
    let spheroid = text.contains("6378137") && text.contains("298.257223563");
    if is_geographic && wgs84.contains(&name.as_str()) && spheroid {
        return Some(Crs::Wgs84);
    }
    None
}

/// The name a system gives itself, as written.
pub(crate) fn wkt_name(wkt: &str) -> String {
    wkt.split('"').nth(1).unwrap_or_default().to_owned()
}

fn is_national_grid(text: &str) -> bool {
    let parameters = [
        (&["FALSE_EASTING", "FALSEEASTING"], 400_000.0),
        (&["FALSE_NORTHING", "FALSENORTHING"], -100_000.0),
        (&["CENTRAL_MERIDIAN", "LONGITUDEOFNATURALORIGIN"], -2.0),
        (&["LATITUDE_OF_ORIGIN", "LATITUDEOFNATURALORIGIN"], 49.0),
        (
            &["SCALE_FACTOR", "SCALEFACTORATNATURALORIGIN"],
            0.999_601_271_7,
        ),
    ];
    let transverse = text.contains("TRANSVERSE_MERCATOR") || text.contains("TRANSVERSEMERCATOR");
    let spheroid = text.contains("AIRY") && text.contains("6377563.396");
    transverse
        && spheroid
        && parameters.iter().all(|(names, value)| {
            let found = names.iter().find_map(|name| parameter(text, name));
            found.is_some_and(|found| (found - value).abs() < 1e-9 * value.abs().max(1.0))
        })
}

/// The value of `PARAMETER["name",value`.
fn parameter(text: &str, name: &str) -> Option<f64> {
    let (_, rest) = text.split_once(&format!("PARAMETER[\"{name}\","))?;
    let end = rest.find([',', ']'])?;
    rest[..end].parse().ok()
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
#[path = "prj_tests.rs"]
mod tests;
