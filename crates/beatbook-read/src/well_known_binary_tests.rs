use geo_types::{Point, point, polygon};
use proptest::prelude::*;
use wkb::writer::{WriteOptions, write_geometry};

use super::*;

fn encoded(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_geometry(&mut bytes, geometry, &WriteOptions::default()).unwrap();
    bytes
}

#[test]
fn geometry_comes_back_in_either_byte_order() {
    let square = Geometry::Polygon(polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)]);
    for endianness in [wkb::Endianness::BigEndian, wkb::Endianness::LittleEndian] {
        let mut bytes = Vec::new();
        write_geometry(&mut bytes, &square, &WriteOptions { endianness }).unwrap();
        assert_eq!(decode(&bytes), Ok(Some(square.clone())));
    }
}

/// A point in well-known binary with this code.
fn point_of(code: u32, numbers: &[f64]) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(code.to_le_bytes());
    bytes.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
    bytes
}

#[test]
fn heights_and_measures_are_left_out() {
    let at = Ok(Some(Geometry::Point(point!(x: 1.0, y: 2.0))));
    for code in [1001, 2001, 0x8000_0001, 0x4000_0001] {
        assert_eq!(decode(&point_of(code, &[1.0, 2.0, 3.0])), at, "{code}");
    }
    assert_eq!(decode(&point_of(3001, &[1.0, 2.0, 3.0, 4.0])), at);
    assert_eq!(
        decode(&point_of(1, &[f64::NAN, f64::NAN])),
        Ok(None),
        "the empty point"
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let said = |bytes: &[u8]| decode(bytes).unwrap_err();
    assert_eq!(said(&[]), "is cut short");
    assert!(said(&point_of(1, &[1.0])).starts_with("is not sound"));
    for curve in [8, 9, 10, 11, 12, 15, 16, 17, 1009] {
        assert_eq!(
            said(&point_of(curve, &[1.0, 2.0, 3.0])),
            "is a curve or a surface of triangles"
        );
    }
    assert!(said(&point_of(0x2000_0001, &[1.0, 2.0])).contains("PostGIS"));
    assert_eq!(said(&point_of(99, &[])), "is of no known kind (99)");
    // A collection of curves: the first member begins where it should.
    let mut collection = vec![1, 7, 0, 0, 0, 1, 0, 0, 0];
    collection.extend(point_of(9, &[1.0, 2.0]));
    assert_eq!(said(&collection), "is a curve or a surface of triangles");
    // Four thousand million polygons in nine bytes.
    assert!(said(&[1, 6, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).starts_with("is not sound"));
    // A collection of points, one of which has a reference system of its own.
    let mut points = vec![1, 4, 0, 0, 0, 1, 0, 0, 0];
    points.extend(point_of(0x2000_0001, &[1.0, 2.0]));
    assert!(said(&points).starts_with("is not sound"));
    // The same flag, which lies elsewhere in the other byte order.
    let mut points = vec![1, 4, 0, 0, 0, 1, 0, 0, 0, 0];
    points.extend(0x20_u32.to_be_bytes());
    points.extend([0; 16]);
    assert!(said(&points).starts_with("is not sound"));
    // A line among several polygons.
    let mut parts = vec![
        1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0,
    ];
    parts.extend([0; 64]);
    assert!(said(&parts).starts_with("is not sound"));
}

#[test]
fn deep_nesting_is_refused() {
    let level = [1, 7, 0, 0, 0, 1, 0, 0, 0];
    let deep: Vec<u8> = level.iter().copied().cycle().take(9 * 10_000).collect();
    assert!(decode(&deep).is_err());
}

proptest! {
    #[test]
    fn points_come_back(x in -1e6..1e6_f64, y in -1e6..1e6_f64) {
        let point = Geometry::Point(Point::new(x, y));
        prop_assert_eq!(decode(&encoded(&point)), Ok(Some(point)));
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in 1..8_u8) {
        let _ = decode(&bytes);
        if bytes.len() > 8 {
            bytes[..5].copy_from_slice(&[1, kind, 0, 0, 0]);
            bytes[6..9].fill(0);
            let _ = decode(&bytes);
        }
    }
}
