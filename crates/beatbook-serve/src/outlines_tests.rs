use beatbook_core::Audience;

use crate::served_tests::Server;

#[test]
fn the_outlines_of_a_layer_are_in_its_order_and_closed() {
    let server = Server::start(Audience::Partnership);
    let found = server.json("api/v1/outlines?layer=lsoa11");
    let areas = server.json("api/v1/areas?layer=lsoa11");
    let outlines = found["features"].as_array().unwrap();
    let areas = areas["areas"].as_array().unwrap();
    assert_eq!(outlines.len(), areas.len());
    for (outline, area) in outlines.iter().zip(areas) {
        assert_eq!(outline["properties"]["code"], area["code"]);
        assert_eq!(outline["properties"]["name"], area["name"]);
        let ring = outline["geometry"]["coordinates"][0][0].as_array().unwrap();
        assert!(ring.len() >= 4, "{ring:?}");
        assert_eq!(ring.first(), ring.last());
        for (at, of) in [(0, "lon"), (1, "lat")] {
            let gap = ring[0][at].as_f64().unwrap() - area[of].as_f64().unwrap();
            assert!(gap.abs() < 0.1, "{outline}");
        }
    }
}

#[test]
fn an_unknown_layer_and_a_selection_are_refused() {
    let server = Server::start(Audience::Analyst);
    let problem = server.problem("api/v1/outlines?layer=ward99", 400);
    assert_eq!(problem["parameter"], "layer");
    assert_eq!(problem["accepted"][0], "lsoa11");
    assert_eq!(server.problem("api/v1/outlines", 400)["parameter"], "layer");
    let problem = server.problem("api/v1/outlines?layer=lsoa11&from=2024-01-01", 400);
    assert_eq!(problem["parameter"], "from");
}
