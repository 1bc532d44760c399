use super::*;
use proptest::prelude::*;

#[test]
fn the_text_of_the_guide_is_read_and_printed_canonically() {
    let text = "source=offence & category=robbery, burglary & from=2023-10-01 & to=2024-09-30
        & window=sat22-sun07,fri22-sat07 & time=certain & count=incidents & unit=h3-10";
    let canonical = "source=offence&category=burglary,robbery&from=2023-10-01&to=2024-09-30&window=fri22-sat07,sat22-sun07";
    assert_eq!(Selection::parse(text).unwrap().to_string(), canonical);
}

#[test]
fn an_unknown_key_is_refused_with_the_accepted_ones() {
    let error = Selection::parse("colour=red").unwrap_err();
    assert_eq!(
        error.to_string(),
        "selection part `colour`: is not known; use source, category, from, to, window, time, days, area, setting, flag, located, count, unit or against"
    );
    assert_eq!(error.accepted, Selection::KEYS);
}

#[test]
fn an_unknown_word_is_refused_with_the_accepted_ones() {
    let error = Selection::parse("unit=h3-12").unwrap_err();
    assert_eq!(
        error.to_string(),
        "selection part `unit`: `h3-12` is not a unit; use h3-8, h3-9, h3-10, bng-150, street, premises or an area layer such as lsoa21"
    );
}

#[test]
fn two_sources_are_never_summed() {
    let error = Selection::parse("source=offence,attendance").unwrap_err();
    assert!(error.reason.contains("never summed"), "{error}");
}

#[test]
fn a_period_that_ends_before_it_starts_is_refused() {
    assert!(Selection::parse("from=2024-02-01&to=2024-01-31").is_err());
    assert!(Selection::parse("from=2024-02-01&to=2024-02-01").is_ok());
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    assert!(Selection::parse("unit=h3-9&unit=h3-10").is_err());
}

#[test]
fn settings_flags_and_days_are_read_and_printed_canonically() {
    let text = "flag=-domestic,knife & setting=retail, street & days=match-day,bank-holiday & located=recorded";
    assert_eq!(
        Selection::parse(text).unwrap().to_string(),
        "days=bank-holiday,match-day&setting=street,retail&flag=-domestic,knife&located=recorded"
    );
    for wrong in [
        "setting=pub",
        "flag=knife,-knife",
        "flag=",
        "days=",
        "located=home",
    ] {
        assert!(Selection::parse(wrong).is_err(), "{wrong}");
    }
}

fn any_selection() -> impl Strategy<Value = Selection> {
    let source = proptest::option::of(prop_oneof![
        Just("offence"),
        Just("callout"),
        Just("road-casualty")
    ]);
    let category = proptest::collection::vec("[a-z][a-z0-9-]{0,12}", 0..4);
    let days = proptest::option::of((0..20_000_i32, 0..2_000_i32));
    let window = proptest::option::of((0..7_usize, 0..24_u8, 1..30_u8));
    let area = proptest::option::of("E0[0-9]{7}");
    (
        source,
        category,
        days,
        window,
        area,
        any::<[bool; 2]>(),
        0..3_usize,
    )
        .prop_map(
            |(source, category, days, window, area, [start, events], unit)| {
                let mut parts = Vec::new();
                parts.extend(source.map(|s| format!("source={s}")));
                if !category.is_empty() {
                    parts.push(format!("category={}", category.join(",")));
                }
                if let Some((from, length)) = days {
                    let from = Day::parse("1970-01-01").unwrap().plus(from);
                    parts.push(format!("from={from}&to={}", from.plus(length)));
                }
                if let Some((day, hour, length)) = window {
                    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                    let end = (day as u32 * 24 + u32::from(hour) + u32::from(length)) % 168;
                    let (end_day, end_hour) = (names[(end / 24) as usize], end % 24);
                    parts.push(format!(
                        "window={}{hour:02}-{end_day}{end_hour:02}",
                        names[day]
                    ));
                }
                parts.extend(area.map(|code| format!("area=lsoa11:{code}")));
                parts.extend(start.then(|| "time=start".to_owned()));
                parts.extend(events.then(|| "count=events".to_owned()));
                parts.push(format!("unit={}", Unit::HEXAGONS[unit]));
                Selection::parse(&parts.join(" & ")).unwrap()
            },
        )
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back_as_the_same_selection(selection in any_selection()) {
        let text = selection.to_string();
        let again = Selection::parse(&text).unwrap();
        prop_assert_eq!(&again, &selection);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        let _ = Selection::parse(&text);
    }
}
