//! Where two streets meet.

use beatbook_core::{Bng, Metres};
use geo::line_intersection::line_intersection;
use geo::{Coord, Distance, Euclidean, Line, LineIntersection, MultiLineString, Point};

/// Streets meet where they are this near: drawn middles of wide roads do not always touch.
const MEETING: Metres = Metres(15.0);
/// Streets that meet at points farther apart than this have more than one crossing.
const ONE_CROSSING: Metres = Metres(200.0);

/// The one point, to the metre, at which two streets meet: of several near each other the one where
/// they are nearest. `None` where they do not meet, or at points more than 200 m apart.
pub(crate) fn crossing(one: &MultiLineString<f64>, other: &MultiLineString<f64>) -> Option<Bng> {
    let (near_other, near_one) = (segments_near(one, other)?, segments_near(other, one)?);
    let mut meetings: Vec<(f64, Coord<f64>)> = Vec::new();
    for &a in &near_other {
        for &b in &near_one {
            let meeting = meeting(a, b);
            if meeting.0 <= MEETING.0 {
                meetings.push(meeting);
            }
        }
    }
    let low = |axis: fn(&Coord<f64>) -> f64| {
        let values = meetings.iter().map(|(_, at)| axis(at));
        values.fold(f64::INFINITY, f64::min)
    };
    let high = |axis: fn(&Coord<f64>) -> f64| {
        let values = meetings.iter().map(|(_, at)| axis(at));
        values.fold(f64::NEG_INFINITY, f64::max)
    };
    if (high(|c| c.x) - low(|c| c.x)).hypot(high(|c| c.y) - low(|c| c.y)) > ONE_CROSSING.0 {
        return None;
    }
    let (_, at) = meetings.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Bng {
        easting: at.x.round(),
        northing: at.y.round(),
    })
}

/// How near two segments come, in metres, and where.
fn meeting(a: Line<f64>, b: Line<f64>) -> (f64, Coord<f64>) {
    match line_intersection(a, b) {
        Some(LineIntersection::SinglePoint { intersection, .. }) => (0.0, intersection),
        Some(LineIntersection::Collinear { intersection }) => (0.0, intersection.start),
        None => {
            let ends = [(a.start, b), (a.end, b), (b.start, a), (b.end, a)];
            let far = |(end, line): (Coord<f64>, Line<f64>)| {
                (Euclidean.distance(&Point(end), &line), end)
            };
            ends.into_iter()
                .map(far)
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .unwrap_or((f64::INFINITY, a.start)) // there are four
        }
    }
}

/// Segments of a street within reach of the box around another; `None` where either has no line.
fn segments_near(
    street: &MultiLineString<f64>,
    other: &MultiLineString<f64>,
) -> Option<Vec<Line<f64>>> {
    use geo::BoundingRect;
    let around = other.bounding_rect()?;
    let near = |line: &Line<f64>| {
        let (low, high) = (around.min(), around.max());
        line.start.x.min(line.end.x) <= high.x + MEETING.0
            && line.start.x.max(line.end.x) >= low.x - MEETING.0
            && line.start.y.min(line.end.y) <= high.y + MEETING.0
            && line.start.y.max(line.end.y) >= low.y - MEETING.0
    };
    let lines = street.iter().flat_map(geo::LineString::lines);
    Some(lines.filter(near).collect())
}

/// How far a position is from a street, in metres; infinite for a street without lines.
pub(crate) fn metres_from(at: Bng, street: &MultiLineString<f64>) -> f64 {
    let at = Point::new(at.easting, at.northing);
    let lines = street.iter().flat_map(geo::LineString::lines);
    lines
        .map(|line| Euclidean.distance(&at, &line))
        .fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
#[path = "crossing_tests.rs"]
mod tests;
