use beatbook_core::{Hours, LayerId, Source};

#[test]
fn labels_read_as_words() {
    let layer = |id: &str| super::layer(&LayerId::parse(id).unwrap());
    assert_eq!(layer("lsoa11"), "LSOA 2011");
    assert_eq!(layer("ward22"), "Ward 2022");
    assert_eq!(layer("patrol-zone24"), "Patrol zone 2024");
    assert_eq!(
        super::source(&Source::parse("bus-drivers").unwrap()),
        "bus drivers"
    );
    let night = Hours {
        from: 22,
        to: 3,
        share: 0.5,
    };
    assert_eq!(super::hours(&night), "22-03");
}
