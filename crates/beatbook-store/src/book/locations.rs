//! Distinct positions and the cells of the study area, in and out of objects.

use beatbook_core::{Bng, LayerId, Neighbours, Unit, Wgs84};

use geo_types::{Coord, Geometry, Polygon};

use super::OnSegment;
use super::columns::{Reading, Writing};
use super::shapes::{wkb_bytes, wkb_geometry};

fn known(numbers: &[u32]) -> Vec<Option<u32>> {
    numbers
        .iter()
        .map(|&n| (n != u32::MAX).then_some(n))
        .collect()
}

/// Every distinct position of the book once, sorted by easting and northing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Locations {
    /// Grid positions.
    pub position: Vec<Bng>,
    /// The same positions in WGS 84.
    pub wgs84: Vec<Wgs84>,
    /// For each of [`Unit::CELLS`]: the cell's number in its table, `u32::MAX` outside the study area.
    pub cell: Vec<Vec<u32>>,
    /// For each layer: the area's number in it, `u32::MAX` outside all.
    pub area: Vec<(LayerId, Vec<u32>)>,
    /// Number of the nearest street within reach, `u32::MAX` where there is none.
    pub street: Vec<u32>,
    /// Where on the street network it lies; `None` out of reach of all streets.
    pub segment: Vec<Option<OnSegment>>,
    /// Number of the registered place it is at, `u32::MAX` where there is none.
    pub place: Vec<u32>,
}

impl Locations {
    /// Number of distinct positions.
    pub fn len(&self) -> usize {
        self.position.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.position.is_empty()
    }

    /// The number of a position. `None` for one that is not there, NaN included.
    pub fn find(&self, at: Bng) -> Option<u32> {
        let order = |p: &Bng| {
            p.easting
                .total_cmp(&at.easting)
                .then(p.northing.total_cmp(&at.northing))
        };
        self.position.binary_search_by(order).ok().map(|i| i as u32)
    }

    /// Parquet bytes.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        let column = |value: fn(&Bng) -> f64| self.position.iter().map(value).collect::<Vec<_>>();
        let degrees = |value: fn(&Wgs84) -> f64| self.wgs84.iter().map(value).collect::<Vec<_>>();
        let segment = self.segment.iter().map(|on| on.map(|on| on.segment));
        let metres = |value: fn(OnSegment) -> f64| {
            let of_all = self.segment.iter().map(|on| on.map(value));
            of_all.collect::<Vec<Option<f64>>>()
        };
        let mut table = Writing::default()
            .with("easting", column(|p| p.easting))
            .with("northing", column(|p| p.northing))
            .with("longitude", degrees(|p| p.lon))
            .with("latitude", degrees(|p| p.lat))
            .with("street", known(&self.street))
            .with("segment", segment.collect::<Vec<_>>())
            .with("along", metres(|on| on.along))
            .with("off", metres(|on| on.off))
            .with("place", known(&self.place));
        for (unit, cells) in Unit::CELLS.iter().zip(&self.cell) {
            table = table.with(&unit.to_string(), known(cells));
        }
        for (layer, areas) in &self.area {
            table = table.with(layer.as_str(), known(areas));
        }
        table.into_bytes().map_err(|e| e.to_string())
    }

    /// Reads an object back.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn decode(bytes: &[u8], layers: &[LayerId]) -> Result<Self, String> {
        let units = Unit::CELLS.map(|unit| unit.to_string());
        let mut columns = vec![
            "easting",
            "northing",
            "longitude",
            "latitude",
            "street",
            "segment",
            "along",
            "off",
            "place",
        ];
        columns.extend(units.iter().map(String::as_str));
        columns.extend(layers.iter().map(LayerId::as_str));
        let read = Reading::new(bytes, &columns).map_err(|e| e.to_string())?;
        let text = |e: polars::error::PolarsError| e.to_string();
        let pair = |a: &str, b: &str| -> Result<Vec<(f64, f64)>, String> {
            Ok(read
                .f64(a)
                .map_err(text)?
                .into_iter()
                .zip(read.f64(b).map_err(text)?)
                .collect())
        };
        let grid = pair("easting", "northing")?;
        let degrees = pair("longitude", "latitude")?;
        let numbers = |name: &str| read.u32(name).map_err(text);
        let segments = numbers("segment")?.into_iter().zip(pair("along", "off")?);
        let segment = segments.map(|(segment, (along, off))| {
            (segment != u32::MAX).then_some(OnSegment {
                segment,
                along,
                off,
            })
        });
        Ok(Self {
            position: grid
                .into_iter()
                .map(|(easting, northing)| Bng { easting, northing })
                .collect(),
            wgs84: degrees
                .into_iter()
                .map(|(lon, lat)| Wgs84 { lon, lat })
                .collect(),
            cell: units
                .iter()
                .map(|unit| numbers(unit))
                .collect::<Result<_, _>>()?,
            area: layers
                .iter()
                .map(|layer| Ok((layer.clone(), numbers(layer.as_str())?)))
                .collect::<Result<_, String>>()?,
            street: numbers("street")?,
            segment: segment.collect(),
            place: numbers("place")?,
        })
    }
}

/// The units of one kind in the study area and the ring beyond it, sorted by number.
#[derive(Debug, Clone, PartialEq)]
pub struct CellTable {
    /// H3 indices; of squares, areas, segments and places their numbers.
    pub cell: Vec<u64>,
    /// Share of each cell's ground that lies in the study area or the ring beyond it, 0 to 1.
    pub share: Vec<f64>,
    /// Whether any of it lies in the study area; the others lie in the ring.
    pub in_study: Vec<bool>,
    /// Ground of each cell, in km2, outside parts included.
    pub km2: Vec<f64>,
    /// Centres.
    pub centre: Vec<Wgs84>,
    /// For each layer: number of the area that holds the centre, `u32::MAX` for none.
    pub area: Vec<(LayerId, Vec<u32>)>,
    /// Boundaries as closed rings of longitude and latitude; of areas, segments and places, whose shapes
    /// are stored elsewhere, the box round them.
    pub ring: Vec<Vec<[f64; 2]>>,
    /// Who is next to whom.
    pub neighbours: Neighbours,
}

impl CellTable {
    /// Parquet bytes of the cells.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode_cells(&self) -> Result<Vec<u8>, String> {
        let rings = self.ring.iter().map(|ring| {
            let exterior = ring.iter().map(|&[x, y]| Coord { x, y }).collect();
            wkb_bytes(&Polygon::new(exterior, Vec::new()).into())
        });
        let mut table = Writing::default()
            .with("cell", self.cell.clone())
            .with("share_inside", self.share.clone())
            .with("in_study", self.in_study.clone())
            .with("km2", self.km2.clone())
            .with(
                "longitude",
                self.centre.iter().map(|c| c.lon).collect::<Vec<_>>(),
            )
            .with(
                "latitude",
                self.centre.iter().map(|c| c.lat).collect::<Vec<_>>(),
            )
            .with("geometry", rings.collect::<Result<Vec<_>, _>>()?);
        for (layer, areas) in &self.area {
            table = table.with(layer.as_str(), known(areas));
        }
        table.into_bytes().map_err(|e| e.to_string())
    }

    /// Parquet bytes of the links, one row each.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode_neighbours(&self) -> Result<Vec<u8>, String> {
        let from = (0..self.neighbours.len())
            .flat_map(|unit| self.neighbours.of(unit).iter().map(move |_| unit as u32));
        Writing::default()
            .with("cell", from.collect::<Vec<_>>())
            .with("neighbour", self.neighbours.links().to_vec())
            .into_bytes()
            .map_err(|e| e.to_string())
    }

    /// Reads both objects back.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn decode(cells: &[u8], neighbours: &[u8], layers: &[LayerId]) -> Result<Self, String> {
        let text = |e: polars::error::PolarsError| e.to_string();
        let mut columns = vec![
            "cell",
            "share_inside",
            "in_study",
            "km2",
            "longitude",
            "latitude",
            "geometry",
        ];
        columns.extend(layers.iter().map(LayerId::as_str));
        let read = Reading::new(cells, &columns).map_err(text)?;
        let links = Reading::new(neighbours, &["cell", "neighbour"]).map_err(text)?;
        let (from, to) = (
            links.u32("cell").map_err(text)?,
            links.u32("neighbour").map_err(text)?,
        );
        let mut offsets = vec![0_u32; read.rows() + 1];
        for &unit in &from {
            *offsets
                .get_mut(unit as usize + 1)
                .ok_or("a link from a cell that is not there")? += 1;
        }
        for unit in 0..read.rows() {
            offsets[unit + 1] += offsets[unit];
        }
        let (lon, lat) = (
            read.f64("longitude").map_err(text)?,
            read.f64("latitude").map_err(text)?,
        );
        let ring = |bytes: &[u8]| match wkb_geometry(bytes)? {
            Geometry::Polygon(cell) => Ok(cell.exterior().coords().map(|c| [c.x, c.y]).collect()),
            _ => Err("a cell that is not a polygon".to_owned()),
        };
        let rings = read.bytes("geometry", ring).map_err(text)?;
        Ok(Self {
            cell: read.u64("cell").map_err(text)?,
            share: read.f64("share_inside").map_err(text)?,
            in_study: read.bool("in_study").map_err(text)?,
            km2: read.f64("km2").map_err(text)?,
            centre: lon
                .into_iter()
                .zip(lat)
                .map(|(lon, lat)| Wgs84 { lon, lat })
                .collect(),
            area: layers
                .iter()
                .map(|layer| Ok((layer.clone(), read.u32(layer.as_str()).map_err(text)?)))
                .collect::<Result<_, String>>()?,
            ring: rings.into_iter().collect::<Result<_, _>>()?,
            neighbours: Neighbours::new(offsets, to).map_err(|e| e.to_string())?,
        })
    }
}
