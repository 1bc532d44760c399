use super::{Asked, BBox};
use crate::error::HttpError;

fn read(query: &str) -> Result<Asked, HttpError> {
    Asked::read(
        &format!("/ogc/collections/cells/items?{query}")
            .parse()
            .unwrap(),
    )
}

fn part(query: &str) -> String {
    match read(query) {
        Err(HttpError::Selection(error)) => error.part,
        other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn a_page_has_a_hundred_features_and_never_more_than_ten_thousand() {
    assert_eq!(read("").unwrap().limit, 100);
    assert_eq!(read("limit=7&offset=14").unwrap().offset, 14);
    assert_eq!(read("limit=20000").unwrap().limit, 10_000);
    for wrong in ["limit=0", "limit=-1", "limit=ten", "limit=1&limit=2"] {
        assert_eq!(part(wrong), "limit");
    }
    assert_eq!(part("offset=-1"), "offset");
}

#[test]
fn a_box_has_four_or_six_numbers_on_the_earth() {
    let flat = read("bbox=-2.3,53.4,-2.2,53.5").unwrap().bbox;
    assert_eq!(flat, Some(BBox([-2.3, 53.4, -2.2, 53.5])));
    assert_eq!(read("bbox=-2.3,53.4,0,-2.2,53.5,100").unwrap().bbox, flat);
    assert!(
        read("bbox=177,-20,-177,-10").is_ok(),
        "over the antimeridian"
    );
    for wrong in [
        "1,2,3",
        "a,b,c,d",
        "0,5,1,4",
        "0,0,181,1",
        "0,-91,1,1",
        "0,0,inf,1",
        "",
    ] {
        assert_eq!(part(&format!("bbox={wrong}")), "bbox", "{wrong}");
    }
    assert_eq!(
        part("bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"),
        "bbox-crs"
    );
    assert!(read("bbox-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84").is_ok());
}

#[test]
fn datetime_is_the_period_in_whole_days() {
    let selection = |query: &str| read(query).unwrap().selection.to_string();
    let march = "from=2024-03-01&to=2024-03-31";
    assert_eq!(selection("datetime=2024-03-01/2024-03-31"), march);
    assert_eq!(
        selection("datetime=2024-03-01T00:00:00Z/2024-03-31T23:59:59.999Z"),
        march
    );
    assert_eq!(
        selection("datetime=2024-03-01T12:30:00%2B01:00"),
        "from=2024-03-01&to=2024-03-01"
    );
    assert_eq!(selection("datetime=2024-03-01/.."), "from=2024-03-01");
    assert_eq!(selection("datetime=../2024-03-31"), "to=2024-03-31");
    assert_eq!(selection("datetime=/2024-03-31"), "to=2024-03-31");
    assert_eq!(selection("datetime=../.."), "");
    let wrong = [
        "datetime=yesterday",
        "datetime=2024-02-30",
        "datetime=2024-03-01T25:00:00Z",
        "datetime=2024-03-01T10:00",
        "datetime=2024-03-31/2024-03-01",
        "datetime=2024-03-01&from=2024-01-01",
        "datetime=2024-03-01/..&to=2024-04-01",
    ];
    for query in wrong {
        assert_eq!(part(query), "datetime", "{query}");
    }
}

#[test]
fn only_json_is_offered_and_nothing_is_ignored() {
    assert!(read("f=json&category=violence").is_ok());
    assert_eq!(part("f=html"), "f");
    assert_eq!(part("colour=red"), "colour");
}

#[test]
fn the_next_page_asks_the_same() {
    let asked = read("category=violence&bbox=-2.3,53.4,-2.2,53.5&limit=5").unwrap();
    let next = read(&asked.query(5)).unwrap();
    assert_eq!(next, Asked { offset: 5, ..asked });
}
