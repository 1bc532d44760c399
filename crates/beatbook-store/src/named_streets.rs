//! The streets of a book, found by position and told apart by name.

use geo::BoundingRect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::book::NamedShape;

/// Which streets are near a point, and which of them share a name.
#[derive(Debug)]
pub(crate) struct NamedStreets {
    /// Boxes in degrees, each with the number of its street.
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
    /// For each street: the number of its name. Names are numbered in alphabetical order.
    name: Vec<u32>,
    names: usize,
}

impl NamedStreets {
    pub(crate) fn new(streets: &[NamedShape]) -> Self {
        let mut names: Vec<&str> = streets.iter().map(|street| street.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let number = |street: &NamedShape| names.partition_point(|name| **name < *street.name);
        let boxes = (0..).zip(streets).filter_map(|(number, street)| {
            let rect = street.geometry.bounding_rect()?;
            let corners = [rect.min(), rect.max()].map(|corner| [corner.x, corner.y]);
            let rectangle = Rectangle::from_corners(corners[0], corners[1]);
            Some(GeomWithData::new(rectangle, number))
        });
        Self {
            boxes: RTree::bulk_load(boxes.collect()),
            name: streets.iter().map(|street| number(street) as u32).collect(),
            names: names.len(),
        }
    }

    /// The streets whose boxes reach within some degrees of a point, in no order.
    pub(crate) fn near(
        &self,
        [lon, lat]: [f64; 2],
        [east, north]: [f64; 2],
    ) -> impl Iterator<Item = u32> + '_ {
        let around = AABB::from_corners([lon - east, lat - north], [lon + east, lat + north]);
        let found = self.boxes.locate_in_envelope_intersecting(around);
        found.map(|street| street.data)
    }

    /// A street of the commonest name among these, and how many of them have it; of equally common
    /// names the last in the alphabet.
    pub(crate) fn commonest(&self, streets: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
        let mut counts = vec![(0_usize, 0_u32); self.names];
        for street in streets {
            if let Some(&name) = self.name.get(street as usize) {
                let count = &mut counts[name as usize];
                *count = (count.0 + 1, street);
            }
        }
        let most = counts.into_iter().max_by_key(|(count, _)| *count)?;
        (most.0 > 0).then_some((most.1, most.0))
    }
}
