//! The street network in and out of an object: one row for each segment between two nodes.

use beatbook_core::LayerId;
use geo_types::{Geometry, LineString};

use super::columns::{Reading, Writing};
use super::shapes::{wkb_bytes, wkb_geometry};

/// Segments of the streets between nodes, street after street. All lists have one entry per segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreetNetwork {
    /// Number of the line it is a piece of, among the streets of the book: it has name and class.
    pub line: Vec<u32>,
    /// Number of the whole street: lines of one name that hang together.
    pub street: Vec<u32>,
    /// Node at its first corner, numbered from 0.
    pub from: Vec<u32>,
    /// Node at its last corner.
    pub to: Vec<u32>,
    /// Its length.
    pub metres: Vec<f64>,
    /// Its course in longitude and latitude.
    pub course: Vec<LineString<f64>>,
    /// For each layer: number of the area that holds its middle, `u32::MAX` for none.
    pub area: Vec<(LayerId, Vec<u32>)>,
}

/// Where on the network a position lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnSegment {
    /// Number of the nearest segment.
    pub segment: u32,
    /// Metres from its first corner.
    pub along: f64,
    /// Metres beside it.
    pub off: f64,
}

impl StreetNetwork {
    /// Number of segments.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// Number of nodes.
    pub fn nodes(&self) -> u32 {
        let ends = self.from.iter().chain(&self.to);
        ends.max().map_or(0, |last| last + 1)
    }

    /// Parquet bytes.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        let course = self
            .course
            .iter()
            .map(|course| wkb_bytes(&course.clone().into()));
        let mut table = Writing::default()
            .with("line", self.line.clone())
            .with("street", self.street.clone())
            .with("from_node", self.from.clone())
            .with("to_node", self.to.clone())
            .with("metres", self.metres.clone())
            .with("geometry", course.collect::<Result<Vec<_>, _>>()?);
        for (layer, areas) in &self.area {
            let known = areas.iter().map(|&area| (area != u32::MAX).then_some(area));
            table = table.with(layer.as_str(), known.collect::<Vec<_>>());
        }
        table.into_bytes().map_err(|e| e.to_string())
    }

    /// Reads an object back.
    ///
    /// # Errors
    /// What the decoder says.
    pub fn decode(bytes: &[u8], layers: &[LayerId]) -> Result<Self, String> {
        let text = |e: polars::error::PolarsError| e.to_string();
        let mut columns = vec![
            "line",
            "street",
            "from_node",
            "to_node",
            "metres",
            "geometry",
        ];
        columns.extend(layers.iter().map(LayerId::as_str));
        let read = Reading::new(bytes, &columns).map_err(text)?;
        let numbers = |name: &str| read.u32(name).map_err(text);
        let course = |bytes: &[u8]| match wkb_geometry(bytes)? {
            Geometry::LineString(course) => Ok(course),
            _ => Err("a segment that is not a line".to_owned()),
        };
        let courses = read.bytes("geometry", course).map_err(text)?;
        Ok(Self {
            line: numbers("line")?,
            street: numbers("street")?,
            from: numbers("from_node")?,
            to: numbers("to_node")?,
            metres: read.f64("metres").map_err(text)?,
            course: courses.into_iter().collect::<Result<_, _>>()?,
            area: layers
                .iter()
                .map(|layer| Ok((layer.clone(), numbers(layer.as_str())?)))
                .collect::<Result<_, String>>()?,
        })
    }
}
