use beatbook_core::Audience;

use crate::served_tests::Server;

#[test]
fn names_are_suggested_with_what_choosing_them_adds() {
    let server = Server::start(Audience::Partnership);
    let meta = server.json("api/v1/meta");
    let label = meta["presets"][0]["label"].as_str().unwrap();
    let word = label.split(' ').next().unwrap();
    let found = server.json(&format!("api/v1/suggest?q={word}"));
    let preset = &found["suggestions"][0];
    assert_eq!(preset["kind"], "preset", "{found}");
    assert_eq!(preset["selection"], "window=fri22-sat07");
    let layer = meta["layers"][0]["id"].as_str().unwrap();
    let areas = server.json("api/v1/suggest?q=e01&kind=area&limit=2");
    let areas = areas["suggestions"].as_array().unwrap();
    assert_eq!(areas.len(), 2);
    for area in areas {
        assert_eq!(area["beside"], meta["layers"][0]["label"]);
        let id = area["id"].as_str().unwrap();
        assert!(id.starts_with(layer), "{area}");
        assert_eq!(area["selection"], format!("area={id}"));
        assert_eq!(area["bbox"].as_array().unwrap().len(), 4);
        let answer = server.get(&format!("api/v1/places?area={id}"));
        assert_eq!(answer.status(), 200);
    }
}

#[test]
fn what_cannot_be_looked_up_is_refused_by_name() {
    let server = Server::start(Audience::Analyst);
    let long = "x".repeat(101);
    for (query, parameter) in [
        ("", "q"),
        ("q=x", "q"),
        (&*format!("q={long}"), "q"),
        ("q=market&kind=home", "kind"),
        ("q=market&limit=0", "limit"),
        ("q=market&limit=51", "limit"),
        ("q=market&limit=%2B5", "limit"),
        ("q=market&source=offence", "source"),
        ("q=market&q=street", "q"),
    ] {
        let problem = server.problem(&format!("api/v1/suggest?{query}"), 400);
        assert_eq!(problem["parameter"], parameter, "{query}");
    }
    let nothing = server.json("api/v1/suggest?q=%3F%3F");
    assert_eq!(nothing["suggestions"].as_array().unwrap().len(), 0);
}
