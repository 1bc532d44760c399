use super::*;

fn band(metres: (u32, u32), same_place: bool, days: (u32, u32)) -> NearBand {
    NearBand {
        metres,
        same_place,
        days,
    }
}

#[test]
fn bands_read_as_people_say_them() {
    let words = [
        (
            band((0, 0), true, (0, 7)),
            "at the same place and within 7 days",
        ),
        (
            band((0, 200), true, (0, 14)),
            "within 200 m and within 14 days",
        ),
        (
            band((0, 100), false, (0, 1)),
            "at other places within 100 m and on the same day",
        ),
        (
            band((100, 200), false, (7, 14)),
            "100 to 200 m apart and 7 to 14 days apart",
        ),
    ];
    for (band, said) in words {
        assert_eq!(extent(band), said);
    }
}
