//! Streets become segments between nodes, and positions lie along them.

use beatbook_core::{Bng, LayerId};
use beatbook_store::book::{
    Locations, Manifest, ObjectKind, StreetNetwork, read_current, read_object,
};

use crate::town::Town;

const CRIMES: &str = r#"
[[source]]
id = "offence"
format = "csv"
files = ["crimes.csv"]
crs = "EPSG:27700"
[source.columns]
category = "category"
x = "x"
y = "y"
from = "from"
"#;

#[test]
fn positions_lie_along_the_segments_of_the_network() {
    let town = Town::new();
    town.write(
        "crimes.csv",
        "category,x,y,from\n\
         robbery,383450,397500,2024-03-01 20:00\n\
         robbery,383605,397550,2024-03-02 20:00\n\
         robbery,384900,397100,2024-03-03 20:00\n",
    );
    let (folder, _) = town.build("book", CRIMES);
    let (_, manifest): (String, Manifest) = read_current(&folder).unwrap();
    let bytes = |wanted: ObjectKind| {
        let object = manifest.objects_of(|kind| *kind == wanted).next().unwrap();
        read_object(&folder, &object.sha256).unwrap()
    };
    let layers = ["lsoa11", "ward22"].map(|id| LayerId::parse(id).unwrap());
    let network = StreetNetwork::decode(&bytes(ObjectKind::Network), &layers).unwrap();
    // Bloom Street ends at the middle of Sackville Street, which is cut there.
    assert_eq!(network.line, [0, 1, 1, 2]);
    assert_eq!(network.street, [0, 1, 1, 2]);
    assert_eq!(network.metres, [200.0, 90.0, 110.0, 200.0]);
    assert_eq!(network.from, [0, 2, 1, 4]);
    assert_eq!(network.to, [1, 1, 3, 5]);
    assert_eq!(network.area[0].1, [0, 0, 0, 3]);
    assert_eq!(network.area[1].1, [0, 0, 0, 1]);

    let locations = Locations::decode(&bytes(ObjectKind::Locations), &layers).unwrap();
    let on = |easting: f64, northing: f64| {
        let number = locations.find(Bng { easting, northing }).unwrap();
        let on = locations.segment[number as usize]?;
        let to_mm = |metres: f64| (metres * 1_000.0).round() / 1_000.0;
        Some((on.segment, to_mm(on.along), to_mm(on.off)))
    };
    assert_eq!(on(383_450.0, 397_500.0), Some((0, 50.0, 10.0)));
    assert_eq!(on(383_605.0, 397_550.0), Some((2, 60.0, 5.0)));
    assert_eq!(on(384_900.0, 397_100.0), None);
}
