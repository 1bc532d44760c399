//! What a book keeps of the quality of its rows.

use beatbook_store::book::{Manifest, OwnCodes, read_current};

use crate::town::Town;

const CRIMES: &str = r#"
[[source]]
id = "offence"
format = "csv"
files = ["crimes.csv"]
crs = "EPSG:27700"
[source.columns]
id = "id"
category = "category"
x = "x"
y = "y"
from = "from"
place = "place"
area = "area"
"#;

#[test]
fn duplicates_shared_anchors_and_own_codes_are_kept_with_the_source() {
    let town = Town::new();
    town.write(
        "crimes.csv",
        "id,category,x,y,from,place,area\n\
         1,robbery,383200,397500,2024-03-01 20:00,On or near Bloom Street,E01000001\n\
         2,robbery,383200,397500,2024-03-02 20:00,On or near Bloom Street,E01000001\n\
         2,robbery,383800,397500,2024-03-03 20:00,Bloom Street,E01000001\n\
         3,robbery,384300,397500,2024-03-04 20:00,On or near Parking Area,E01000001\n\
         ,robbery,384200,398200,2024-03-05 20:00,Canal Street,W99\n",
    );
    let (folder, _) = town.build("book", CRIMES);
    let (_, manifest): (String, Manifest) = read_current(&folder).unwrap();
    let kept = manifest.sources[0].quality.as_ref().unwrap();
    assert_eq!((kept.with_id, kept.same_id), (4, 2));
    assert_eq!(kept.snapped, 2, "an anchor of one row is shared by nobody");
    let codes = OwnCodes {
        layer: "lsoa11".into(),
        comparable: 4,
        agree: 3,
    };
    assert_eq!(kept.own_codes, Some(codes));
}
