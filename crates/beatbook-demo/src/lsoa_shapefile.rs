//! The areas of 2011 as a Shapefile, EPSG:27700.

use std::io::Cursor;
use std::path::Path;

use dbase::{FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

use crate::error::DemoError;
use crate::save::save;
use crate::town::Town;

const PRJ: &str = concat!(
    r#"PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936","#,
    r#"SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],"#,
    r#"UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],"#,
    r#"PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],"#,
    r#"PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],"#,
    r#"PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]"#,
);

/// Writes the areas into a folder, which is made if need be.
pub(crate) fn write_lsoas(town: &Town, folder: &Path) -> Result<(), DemoError> {
    let stem = folder.join("lsoa11");
    let failed = |reason: &dyn std::fmt::Display| DemoError::Boundary {
        path: stem.with_extension("shp"),
        reason: reason.to_string(),
    };
    let (mut shp, mut shx, mut dbf) = (
        Cursor::new(Vec::new()),
        Cursor::new(Vec::new()),
        Cursor::new(Vec::new()),
    );
    {
        let mut shapes = ShapeWriter::with_shx(&mut shp, &mut shx);
        let mut table = TableWriterBuilder::new();
        for (field, width) in [("LSOA11CD", 9), ("LSOA11NM", 40), ("SYNTHETIC", 9)] {
            let name = field.try_into().map_err(|e: &str| failed(&e))?;
            table = table.add_character_field(name, width);
        }
        let mut table = table.build_with_dest(&mut dbf);
        for area in town.areas() {
            let closed = area.ring.iter().chain(area.ring.first());
            let ring = closed.map(|p| Point::new(p[0], p[1])).collect();
            shapes
                .write_shape(&Polygon::new(PolygonRing::Outer(ring)))
                .map_err(|e| failed(&e))?;
            let mut record = Record::default();
            for (field, text) in [
                ("LSOA11CD", &*area.code),
                ("LSOA11NM", &*area.name),
                ("SYNTHETIC", "SYNTHETIC"),
            ] {
                record.insert(field.into(), FieldValue::Character(Some(text.into())));
            }
            table.write_record(&record).map_err(|e| failed(&e))?;
        }
        shapes.finalize().map_err(|e| failed(&e))?;
        table.finalize().map_err(|e| failed(&e))?;
    }
    let mut dbf = dbf.into_inner();
    // Year since 1900, month and day of the last change: fixed, so that the bytes are.
    dbf[1..4].copy_from_slice(&[124, 9, 30]);
    save(&stem.with_extension("shp"), shp.get_ref())?;
    save(&stem.with_extension("shx"), shx.get_ref())?;
    save(&stem.with_extension("dbf"), &dbf)?;
    save(&stem.with_extension("prj"), PRJ.as_bytes())?;
    save(&stem.with_extension("cpg"), b"UTF-8")
}
