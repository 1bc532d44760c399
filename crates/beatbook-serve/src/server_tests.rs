use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use beatbook_core::Audience;

use super::{ServeError, listen};
use crate::fixture_tests::PEAK_ID;
use crate::served_tests::{Server, bytes, header, holds, local, over_peak};

#[test]
fn every_answer_carries_the_strict_headers() {
    let server = Server::start(Audience::Analyst);
    let tile = format!("tiles/base/{}.mvt", over_peak(12));
    for (path, cache) in [
        ("", "no-cache"),
        ("api/v1/meta", "private, no-cache"),
        (tile.as_str(), "private, no-cache"),
        ("nowhere", "private, no-cache"),
        ("api/v1/hotspots?unit=miles", "private, no-cache"),
    ] {
        let response = server.get(path);
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; worker-src 'self'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer");
        assert_eq!(header(&response, "cache-control"), cache, "{path}");
    }
}

#[test]
fn the_page_and_its_files_are_served_from_the_program() {
    let server = Server::start(Audience::Analyst);
    let page = server.get("");
    assert_eq!(page.status(), 200);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    let page = String::from_utf8(bytes(page)).unwrap();
    let script = page
        .split('"')
        .find(|part| part.starts_with("./assets/"))
        .unwrap();
    let script = server.get(script.trim_start_matches("./"));
    assert_eq!(script.status(), 200);
    assert_eq!(
        header(&script, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    server.problem("assets/missing.js", 404);
    server.problem("api/v2/hotspots", 404);
    server.problem("..%2f..%2fCargo.toml", 404);
}

#[test]
fn meta_describes_the_book() {
    let server = Server::start(Audience::Analyst);
    let meta = server.json("api/v1/meta");
    assert_eq!(meta["program"]["name"], "beatbook");
    assert_eq!(meta["title"], "A <small> city");
    assert_eq!(meta["synthetic"], true);
    assert_eq!(meta["audience"], "analyst");
    assert_eq!(meta["book"].as_str().unwrap().len(), 12);
    assert_eq!(meta["period"]["from"], "2024-01-01");
    assert_eq!(meta["sources"][0]["label"], "police");
    assert_eq!(meta["sources"][0]["precision"], "instant");
    assert_eq!(meta["sources"][0]["rows"], 136);
    assert_eq!(meta["sources"][1]["label"], "A&E");
    assert_eq!(meta["layers"][0]["label"], "LSOA 2011");
    assert_eq!(meta["layers"][0]["areas"], 4);
    assert_eq!(meta["units"][2]["id"], "h3-10");
    assert_eq!(meta["presets"][0]["selection"], "window=fri22-sat07");
    assert_eq!(meta["has"]["streets"], true);
    assert_eq!(server.problem("api/v1/meta?x=1", 400)["parameter"], "x");
}

#[test]
fn meta_says_under_which_terms_and_beside_what_the_events_stand() {
    let server = Server::start(Audience::Analyst);
    let meta = server.json("api/v1/meta");
    assert_eq!(meta["sources"][0]["activity"], false);
    assert!(meta["sources"][0]["agreement"].is_null());
    assert_eq!(meta["sources"][0]["flags"][0], "knife");
    assert_eq!(meta["sources"][0]["settings"][0], "street");
    assert_eq!(
        meta["sources"][1]["agreement"]["purpose"],
        "preventing violence"
    );
    assert_eq!(meta["indexes"][0]["id"], "imd19");
    assert_eq!(meta["indexes"][0]["layer"], "lsoa11");
    assert_eq!(meta["calendar"][0]["kind"], "bank-holiday");
    assert_eq!(meta["calendar"][0]["days"], 1);
    assert_eq!(meta["annotations"][0]["date"], "2024-02-01");
    assert_eq!(meta["completeness"][0]["source"], "offence");
    let settings = meta["accepted"]["setting"].as_array().unwrap();
    assert!(settings.contains(&"public".into()) && settings.contains(&"dwelling".into()));
    assert_eq!(meta["accepted"]["located"][0], "happened");
}

#[test]
fn hotspots_are_ranked_and_say_what_was_looked_at() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/hotspots?count=events");
    assert_eq!(found["verdict"], "hot");
    assert_eq!(found["selection"], "count=events");
    assert_eq!(found["selection_parts"]["source"], "offence");
    assert_eq!(found["selection_parts"]["count"], "events");
    assert_eq!(found["selection_parts"]["from"], "2024-01-01");
    assert_eq!(found["method"]["units"], 256);
    assert_eq!(found["accounting"]["located"], 136);
    let first = &found["groups"][0];
    assert_eq!(first["cell"], PEAK_ID);
    assert_eq!(first["rank"], 1);
    assert_eq!(first["class"], 3);
    assert_eq!(first["events_shown"], first["events"].to_string());
    assert!(first["events"].as_u64().unwrap() >= 24 + 6 * 8);
    assert!(first["z"].as_f64().unwrap() > 3.0);
    let sentence = found["sentence"].as_str().unwrap();
    assert!(
        sentence.contains("out at 5% false alarms among 256 hexagons"),
        "{sentence}"
    );
    assert!(found["strongest"].as_array().unwrap().is_empty());
}

#[test]
fn too_few_events_are_said_to_be_too_few() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/hotspots?to=2024-01-01");
    assert_eq!(found["verdict"], "too-few");
    assert_eq!(
        found["sentence"],
        "2 incidents: too few to test places; 8 are needed."
    );
    assert!(found["groups"].as_array().unwrap().is_empty());
}

#[test]
fn why_shows_the_peak_and_the_cells_round_it() {
    let server = Server::start(Audience::Analyst);
    let why = server.json(&format!("api/v1/hotspots/{PEAK_ID}"));
    assert_eq!(why["group"]["cell"], PEAK_ID);
    assert_eq!(why["cell"]["neighbours"], 6);
    assert_eq!(why["flower"].as_array().unwrap().len(), 7);
    assert_eq!(why["flower"][0]["centre"], true);
    assert_eq!(why["flower"][0]["count"], 25);
    assert_eq!(why["flower"][1]["centre"], false);
    assert_eq!(why["months"][0]["month"], "2024-01");
    let total: u64 = why["months"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["count"].as_u64().unwrap())
        .sum();
    assert_eq!(why["cell"]["observed"], total);
    for id in ["8a1951000000ffff", "nonsense", "%2e%2e"] {
        let problem = server.problem(&format!("api/v1/hotspots/{id}"), 404);
        assert_eq!(problem["accepted"][0], why["group"]["id"]);
    }
    // By its id it is the same place.
    let id = why["group"]["id"].as_str().unwrap();
    assert_eq!(
        server.json(&format!("api/v1/hotspots/{id}"))["cell"],
        why["cell"]
    );
}

#[test]
fn areas_are_counted_and_stepped() {
    let server = Server::start(Audience::Analyst);
    let found = server.json("api/v1/areas?layer=lsoa11&count=events");
    let areas = found["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 4);
    let total: u64 = areas
        .iter()
        .map(|area| area["events"].as_u64().unwrap())
        .sum();
    assert_eq!(total, 136);
    let breaks: Vec<u64> = found["breaks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b.as_u64().unwrap())
        .collect();
    for area in areas {
        let class = area["class"].as_u64().unwrap() as usize;
        let events = area["events"].as_u64().unwrap();
        assert!(
            events <= breaks[class] && (class == 0 || events > breaks[class - 1]),
            "{area}"
        );
    }
    let sentence = found["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("136 events in the 4 areas of LSOA 2011; the most, "),
        "{sentence}"
    );
    assert_eq!(server.problem("api/v1/areas", 400)["accepted"][0], "lsoa11");
    assert_eq!(
        server.problem("api/v1/areas?layer=ward22", 400)["parameter"],
        "layer"
    );
}

#[test]
fn a_word_that_is_not_accepted_is_refused_with_those_that_are() {
    let server = Server::start(Audience::Analyst);
    for (path, parameter, accepted) in [
        ("api/v1/hotspots?unit=miles", "unit", "h3-8"),
        ("api/v1/hotspots?colour=red", "colour", "source"),
        ("api/v1/hotspots?category=piracy", "category", "violence"),
        ("api/v1/hotspots?source=rumour", "source", "offence"),
        ("api/v1/areas?layer=lsoa11&time=noon", "time", "certain"),
    ] {
        let problem = server.problem(path, 400);
        assert_eq!(problem["parameter"], parameter, "{path}");
        let words = problem["accepted"].as_array().unwrap();
        assert!(words.iter().any(|word| word == accepted), "{problem}");
    }
    let tile = format!("tiles/hotspots/{}.mvt?unit=miles", over_peak(12));
    assert_eq!(server.problem(&tile, 400)["parameter"], "unit");
    let tile = format!("tiles/hotspots/{}.mvt?category=piracy", over_peak(12));
    assert_eq!(server.problem(&tile, 400)["parameter"], "category");
    let tile = format!("tiles/base/{}.mvt?count=events", over_peak(12));
    assert_eq!(server.problem(&tile, 400)["parameter"], "count");
}

#[test]
fn what_the_sender_holds_is_not_sent_again() {
    let server = Server::start(Audience::Analyst);
    let tile = format!("tiles/hotspots/{}.mvt", over_peak(12));
    for path in [
        "",
        "api/v1/meta",
        "api/v1/hotspots",
        "api/v1/areas?layer=lsoa11",
        "api/v1/places",
        "api/v1/streets?of=segments",
        "api/v1/week",
        "api/v1/compare?with=source:attendance",
        "tiles/base.json",
        &tile,
    ] {
        let first = server.get(path);
        assert_eq!(first.status(), 200, "{path}");
        let tag = header(&first, "etag").to_owned();
        assert!(tag.starts_with("W/\"") && tag.len() > 10, "{tag}");
        let second = server.get_with(path, &[("if-none-match", &tag)]);
        assert_eq!(second.status(), 304, "{path}");
        assert_eq!(header(&second, "etag"), tag);
        assert!(bytes(second).is_empty());
        let third = server.get_with(path, &[("if-none-match", "W/\"another\"")]);
        assert_eq!(third.status(), 200, "{path}: {tag}");
    }
    let tag = |path: &str| header(&server.get(path), "etag").to_owned();
    assert_eq!(
        tag("api/v1/hotspots?count=incidents"),
        tag("api/v1/hotspots")
    );
    assert_ne!(tag("api/v1/hotspots?count=events"), tag("api/v1/hotspots"));
    let key = server.json("api/v1/hotspots")["key"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        tag(&tile),
        format!("W/\"{key}\""),
        "map and table carry the same key"
    );
}

#[test]
fn tiles_hold_their_layers_where_something_lies() {
    let server = Server::start(Audience::Analyst);
    let tile = |layer: &str, zoom: u8| {
        let response = server.get(&format!("tiles/{layer}/{}.mvt", over_peak(zoom)));
        assert_eq!(response.status(), 200, "{layer} {zoom}");
        assert_eq!(
            header(&response, "content-type"),
            "application/vnd.mapbox-vector-tile"
        );
        bytes(response)
    };
    let near = tile("hotspots", 14);
    for word in ["cells", "groups", "badges", PEAK_ID] {
        assert!(holds(&near, word), "{word}");
    }
    let far = tile("hotspots", 9);
    assert!(!holds(&far, "cells") && holds(&far, "parents"));
    assert!(holds(&far, "groups") && holds(&far, "badges"));
    assert_eq!(near, tile("hotspots", 14), "kept bytes are the same bytes");
    let areas = tile("areas-lsoa11", 12);
    assert!(
        holds(&areas, "Smallton 001") && holds(&areas, "events_shown") && holds(&areas, "study")
    );
    let base = tile("base", 12);
    for word in [
        "study",
        "ground",
        "park",
        "streets",
        "Long Street",
        "Short Lane",
        "places",
        "Central Station",
    ] {
        assert!(holds(&base, word), "{word}");
    }
    let base = tile("base", 9);
    assert!(holds(&base, "Long Street") && !holds(&base, "Short Lane") && !holds(&base, "places"));
}

#[test]
fn a_tile_with_nothing_in_it_has_no_content() {
    let server = Server::start(Audience::Analyst);
    for path in [
        "tiles/hotspots/12/0/0.mvt",
        "tiles/base/12/0/0.mvt",
        "tiles/areas-lsoa11/12/0/0.mvt",
    ] {
        let response = server.get(path);
        assert_eq!(response.status(), 204, "{path}");
        assert!(bytes(response).is_empty());
    }
}

#[test]
fn a_tile_that_does_not_exist_is_not_found() {
    let server = Server::start(Audience::Analyst);
    for path in [
        "tiles/hotspots/3/8/0.mvt",
        "tiles/hotspots/23/0/0.mvt",
        "tiles/hotspots/3/-1/0.mvt",
        "tiles/hotspots/3/1/0.png",
        "tiles/hotspots/300/1/0.mvt",
        "tiles/roads/3/1/0.mvt",
        "tiles/areas-ward22/3/1/0.mvt",
        "tiles/roads.json",
        "tiles/hotspots",
    ] {
        server.problem(path, 404);
    }
    let accepted = &server.problem("tiles/roads/3/1/0.mvt", 404)["accepted"];
    assert_eq!(accepted.as_array().unwrap().len(), 7);
}

#[test]
fn tile_descriptions_lead_to_tiles_and_show_the_mark() {
    let server = Server::start(Audience::Analyst);
    for layer in ["hotspots", "base", "areas-lsoa11"] {
        let about = server.json(&format!("tiles/{layer}.json"));
        assert_eq!(about["tilejson"], "3.0.0");
        assert_eq!(about["attribution"], "SYNTHETIC data: A &lt;small&gt; city");
        assert!(about["vector_layers"].as_array().unwrap().len() >= 2);
        assert_eq!(about["scheme"], "xyz");
        assert!(about["description"].is_string());
        let [lon, lat] = [0, 1].map(|at| about["center"][at].as_f64().unwrap());
        let bounds = |at: usize| about["bounds"][at].as_f64().unwrap();
        assert!(bounds(0) < lon && lon < bounds(2) && bounds(1) < lat && lat < bounds(3));
        let template = about["tiles"][0].as_str().unwrap();
        let address = template.replace("{z}/{x}/{y}", &over_peak(12));
        let path = address.strip_prefix(&server.page).unwrap();
        assert_eq!(server.get(path).status(), 200, "{address}");
    }
    let about = server.json("tiles/hotspots.json?unit=h3-9");
    assert!(
        about["tiles"][0]
            .as_str()
            .unwrap()
            .ends_with(".mvt?unit=h3-9")
    );
    let about = server.json("tiles/streets.json?of=segments&by=count&unit=h3-9");
    let asked = "unit=h3-9&of=segments&by=count&kernel=discontinuous&radius=200";
    let template = about["tiles"][0].as_str().unwrap();
    assert!(template.ends_with(&format!(".mvt?{asked}")), "{template}");
    let forwarded = [
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
    ];
    let mut response = server.get_with("tiles/hotspots.json", &forwarded);
    let about: serde_json::Value = response.body_mut().read_json().unwrap();
    assert!(
        about["tiles"][0]
            .as_str()
            .unwrap()
            .starts_with(&server.page)
    );
}

#[test]
fn what_is_asked_beside_the_selection_is_in_the_key_of_a_tile() {
    let server = Server::start(Audience::Analyst);
    let tag = |query: &str| {
        let path = format!("tiles/streets/{}.mvt{query}", over_peak(13));
        let response = server.get(&path);
        assert_eq!(response.status(), 200, "{path}");
        header(&response, "etag").to_owned()
    };
    assert_ne!(tag(""), tag("?of=segments"));
    assert_eq!(tag(""), tag("?of=streets"));
    let wrong = format!("tiles/counts/{}.mvt?of=segments", over_peak(13));
    assert_eq!(server.problem(&wrong, 400)["parameter"], "of");
}

#[test]
fn a_partner_sees_rounded_counts_and_no_scores() {
    let server = Server::start(Audience::Partnership);
    let found = server.json("api/v1/hotspots");
    assert_eq!(found["audience"], "partnership");
    let first = &found["groups"][0];
    assert_eq!(first["events"].as_u64().unwrap() % 5, 0);
    for hidden in ["z", "q", "expected", "hours"] {
        assert!(first[hidden].is_null(), "{hidden}: {first}");
    }
    assert!(found["method"]["mean"].is_null());
    let sentence = found["sentence"].as_str().unwrap();
    assert!(!sentence.contains("strongest"), "{sentence}");
    let meta = server.json("api/v1/meta");
    assert_eq!(meta["sources"][0]["rows"], 135);
    let other = Server::start(Audience::Analyst);
    let tag = |server: &Server| header(&server.get("api/v1/hotspots"), "etag").to_owned();
    assert_ne!(tag(&server), tag(&other), "audiences never share an answer");
}

#[test]
fn a_partner_sees_no_cell_of_a_health_source() {
    let server = Server::start(Audience::Partnership);
    let tile = over_peak(14);
    for path in [
        "api/v1/hotspots?source=attendance".to_owned(),
        format!("api/v1/hotspots/{PEAK_ID}?source=attendance"),
        "api/v1/areas?layer=lsoa11&source=attendance".to_owned(),
        format!("tiles/hotspots/{tile}.mvt?source=attendance"),
        format!("tiles/areas-lsoa11/{tile}.mvt?source=attendance"),
    ] {
        let problem = server.problem(&path, 403);
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("health source"),
            "{problem}"
        );
    }
    let analyst = Server::start(Audience::Analyst);
    assert_eq!(
        analyst.get("api/v1/hotspots?source=attendance").status(),
        200
    );
}

#[test]
fn requests_for_another_name_are_turned_away() {
    let server = Server::start(Audience::Analyst);
    let status = |request: &str| server.raw(request).0.lines().next().unwrap().to_owned();
    let get = |host: &str| {
        format!("GET /api/v1/meta HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    };
    assert!(status(&get("127.0.0.1:8080")).contains("200"));
    assert!(status(&get("LocalHost")).contains("200"));
    assert!(status(&get("evil.example:8080")).contains("421"));
    assert!(status("GET /api/v1/meta HTTP/1.1\r\nConnection: close\r\n\r\n").contains("421"));
    assert!(
        status("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .contains("421")
    );
}

#[test]
fn only_reading_is_possible() {
    let server = Server::start(Audience::Analyst);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let request = format!(
            "{method} /api/v1/meta HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );
        let (head, _) = server.raw(&request);
        assert!(head.starts_with("HTTP/1.1 405"), "{head}");
        assert!(head.to_lowercase().contains("allow: get, head"), "{head}");
    }
    let request = "HEAD /api/v1/meta HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let (head, body) = server.raw(request);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.is_empty());
}

#[test]
fn answers_are_compressed_for_those_who_can_read_it() {
    let server = Server::start(Audience::Analyst);
    let head = |path: &str, accepts: &str| {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{accepts}Connection: close\r\n\r\n");
        server.raw(&request).0.to_lowercase()
    };
    let tile = format!("/tiles/hotspots/{}.mvt", over_peak(14));
    let page = String::from_utf8(bytes(server.get(""))).unwrap();
    let script = page.split('"').find(|part| part.starts_with("./assets/"));
    let script = script.unwrap().trim_start_matches('.');
    for path in [script, "/api/v1/hotspots", &tile] {
        assert!(
            head(path, "Accept-Encoding: gzip\r\n").contains("content-encoding: gzip"),
            "{path}"
        );
        assert!(!head(path, "").contains("content-encoding"), "{path}");
    }
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    for address in ["0.0.0.0:8080", "192.168.1.5:8080", "[::]:8080"] {
        let error = listen(address.parse().unwrap()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("authentication is not configured"),
            "{error}"
        );
    }
}

#[test]
fn a_taken_port_is_passed_over() {
    let taken = TcpListener::bind(local(0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    match listen(local(port)) {
        Ok(listener) => assert!(listener.local_addr().unwrap().port() > port),
        // Nineteen more in use: possible only where the free ports end.
        Err(error) => assert!(
            matches!(error, ServeError::PortsInUse(..)) && port > 65_000,
            "{error}"
        ),
    }
}

#[test]
fn the_server_ends_when_it_is_told_to() {
    let mut server = Server::start(Audience::Analyst);
    let _open = TcpStream::connect(
        server
            .page
            .trim_start_matches("http://")
            .trim_end_matches('/'),
    )
    .unwrap();
    assert_eq!(server.get("api/v1/meta").status(), 200);
    let asked = Instant::now();
    server.stop().unwrap();
    assert!(
        asked.elapsed() < Duration::from_secs(9),
        "{:?}",
        asked.elapsed()
    );
}

#[test]
fn hotspots_may_be_tested_in_other_ways_which_the_answer_names() {
    let server = Server::start(Audience::Analyst);
    let exact = server.json("api/v1/hotspots?test=exact");
    let drawn = server.json("api/v1/hotspots?test=permutation&permutations=999&seed=1");
    assert_eq!(
        drawn["method"]["p_value"],
        "upper tail of 999 full permutations from seed 1"
    );
    assert_eq!(drawn["groups"][0]["id"], exact["groups"][0]["id"]);
    assert_ne!(drawn["key"], exact["key"]);
    assert_eq!(exact["key"], server.json("api/v1/hotspots")["key"]);
    let problem = server.problem("api/v1/hotspots?test=bayes", 400);
    assert_eq!(problem["parameter"], "test");
    let moran = server.json("api/v1/moran?seed=3");
    assert_eq!(moran["verdict"], "hot");
    assert!(moran["moran"]["value"].as_f64().unwrap() > 0.0);
    let problem = server.problem("api/v1/moran?permutations=1", 400);
    assert_eq!(problem["parameter"], "permutations");
}
