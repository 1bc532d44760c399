//! Formats of layers, told apart by the ending of the name.

use std::path::Path;

use crate::asked::Asked;
use crate::features::FeatureFile;
use crate::layer_files::has_ending;
use crate::table::is_named_gzip;
use crate::unpack::bytes_of;
use crate::{Problem, geojson, gpkg, kml, shapes};

/// What a message about an unknown file offers.
pub(crate) const ACCEPTED: &str = "a Shapefile (.shp, or a folder with one), GeoJSON (.geojson, .json), \
    GeoJSON lines (.geojsonl, .ndjson, .jsonl), TopoJSON (.topojson, .json), KML (.kml, .kmz), \
    GeoPackage (.gpkg) or GeoParquet (.parquet); all but the Shapefile also packed as .gz, and all of \
    them in a .zip";

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Several files of one name, or a folder of them.
    Shapefile,
    /// Also with a feature on each line, and `TopoJSON`: the content decides.
    Json,
    Kml,
    /// A zip archive around one KML.
    Kmz,
    GeoPackage,
    GeoParquet,
    /// An archive of any of the others.
    Zip,
}

impl Kind {
    /// By name, a folder being a Shapefile; `None` where the name says nothing.
    pub fn of(path: &Path) -> Option<Self> {
        if path.is_dir() {
            return Some(Self::Shapefile);
        }
        Self::of_name(path)
    }

    /// By name alone, as for members of an archive.
    pub fn of_name(path: &Path) -> Option<Self> {
        let of_ending = |path: &Path| {
            let is = |endings: &[&str]| endings.iter().any(|e| has_ending(path, e));
            if is(&[
                "geojson", "json", "geojsonl", "ndjson", "jsonl", "geojsons", "topojson",
            ]) {
                Some(Self::Json)
            } else if is(&["kml"]) {
                Some(Self::Kml)
            } else if is(&["gpkg"]) {
                Some(Self::GeoPackage)
            } else if is(&["parquet", "geoparquet"]) {
                Some(Self::GeoParquet)
            } else {
                None
            }
        };
        if is_named_gzip(path) {
            return of_ending(Path::new(path.file_stem()?));
        }
        let is = |ending| has_ending(path, ending);
        match () {
            () if is("zip") => Some(Self::Zip),
            () if is("kmz") => Some(Self::Kmz),
            () if ["shp", "dbf", "shx", "prj", "cpg"].into_iter().any(is) => Some(Self::Shapefile),
            () => of_ending(path),
        }
    }

    /// Reads a file that is not inside another.
    pub fn read_file(self, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
        let path = asked.shown;
        match self {
            Self::Shapefile => shapes::read(asked),
            Self::Kmz => kml::read_zipped(asked),
            _ => self.read_bytes(bytes_of(path, asked.subject)?, asked),
        }
    }

    /// Reads the content of a file. A Shapefile has several, and is read otherwise.
    pub fn read_bytes(
        self,
        bytes: Vec<u8>,
        asked: &Asked<'_>,
    ) -> Result<FeatureFile, Box<Problem>> {
        match self {
            Self::Json => geojson::read(bytes, asked),
            Self::Kml => kml::read(&bytes, asked),
            Self::GeoPackage => gpkg::read(bytes, asked),
            #[cfg(feature = "parquet")]
            Self::GeoParquet => crate::geoparquet::read(bytes, asked),
            #[cfg(not(feature = "parquet"))]
            Self::GeoParquet => Err(asked.problem(
                "this program was made without Parquet",
                "use a program with it, or export the layer as GeoPackage",
            )),
            Self::Shapefile | Self::Kmz | Self::Zip => Err(asked.problem(
                "it is inside another archive",
                "unpack it and name the file",
            )),
        }
    }
}

#[cfg(test)]
#[path = "layer_kind_tests.rs"]
mod tests;
