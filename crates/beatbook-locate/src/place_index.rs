//! Which registered place a position is at.

use beatbook_core::{Bng, Metres};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// A place: its number, middle and how far it reaches.
type Reach = GeomWithData<Rectangle<[f64; 2]>, (u32, [f64; 2], f64)>;

/// Places on the grid, each with how far it reaches. A place is known by its number in the list the
/// index was built from.
#[derive(Debug)]
pub struct PlaceIndex(RTree<Reach>);

impl PlaceIndex {
    /// Builds from middles and reaches. Places whose middle is not a number are passed over.
    pub fn new(places: impl IntoIterator<Item = (Bng, Metres)>) -> Self {
        let reaches = (0..).zip(places).filter_map(|(number, (middle, reach))| {
            let (x, y) = (middle.easting, middle.northing);
            let sound = x.is_finite() && y.is_finite() && reach.0 >= 0.0;
            sound.then(|| {
                let corners = ([x - reach.0, y - reach.0], [x + reach.0, y + reach.0]);
                let box_of = Rectangle::from_corners(corners.0, corners.1);
                GeomWithData::new(box_of, (number, [x, y], reach.0))
            })
        });
        Self(RTree::bulk_load(reaches.collect()))
    }

    /// The place a position is at: of those that reach it the one whose middle is nearest, of equally
    /// near ones the first listed.
    pub fn at(&self, position: Bng) -> Option<u32> {
        let point = [position.easting, position.northing];
        let near = self
            .0
            .locate_in_envelope_intersecting(AABB::from_point(point));
        near.filter_map(|place| {
            let (number, middle, reach) = place.data;
            let distance = (middle[0] - point[0]).hypot(middle[1] - point[1]);
            (distance <= reach).then_some((distance, number))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
        .map(|(_, number)| number)
    }
}

#[cfg(test)]
#[path = "place_index_tests.rs"]
mod tests;
