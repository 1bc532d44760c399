use super::*;
use crate::scratch::NATIONAL_GRID as ESRI;

#[test]
fn the_national_grid_is_known_by_its_parameters() {
    assert_eq!(recognise(ESRI), Some(Crs::Bng));
    assert_eq!(
        recognise(&ESRI.replace("British_National_Grid", "OSGB_1936_British_National_Grid")),
        Some(Crs::Bng)
    );
    let wkt2 = r#"PROJCRS["OSGB36 / British National Grid", BASEGEOGCRS["OSGB36", DATUM["x", ELLIPSOID["Airy 1830", 6377563.396, 299.3249646]]],
      CONVERSION["x", METHOD["Transverse Mercator"], PARAMETER["Latitude of natural origin", 49, ANGLEUNIT["degree", 0.01]],
      PARAMETER["Longitude of natural origin", -2], PARAMETER["Scale factor at natural origin", 0.9996012717],
      PARAMETER["False easting", 400000], PARAMETER["False northing", -100000]]]"#;
    assert_eq!(recognise(wkt2), Some(Crs::Bng));
}

#[test]
fn a_grid_with_other_parameters_is_not_taken_for_it() {
    for (from, to) in [
        ("400000.0", "500000.0"),
        ("-2.0", "-3.0"),
        ("0.9996012717", "0.9996"),
        ("Airy_1830", "WGS_1984"),
    ] {
        assert_eq!(recognise(&ESRI.replace(from, to)), None, "{from}");
    }
}

#[test]
fn degrees_in_wgs_84_are_known() {
    let esri = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    assert_eq!(recognise(esri), Some(Crs::Wgs84));
    assert_eq!(
        recognise(&esri.replace("GCS_WGS_1984", "WGS 84")),
        Some(Crs::Wgs84)
    );
    assert_eq!(
        recognise(&esri.replace("GCS_WGS_1984", "GCS_OSGB_1936")),
        None
    );
    assert_eq!(recognise("nonsense"), None);
}
