use crate::{Audience, Count, LayerId, Policy, Protect, Source, Unit, UnitCount, UnitCounts};

fn counts(unit: Unit) -> UnitCounts {
    let of = |(id, count): (&str, u32)| UnitCount {
        id: id.into(),
        number: 0,
        parent: Some(1),
        name: None,
        count: Count::Exact(count),
        weight: Some(u64::from(count) << 32),
        metres: None,
    };
    let units: Vec<UnitCount> = [("a", 0), ("b", 3), ("c", 44)].map(of).into();
    UnitCounts {
        unit,
        parents: UnitCounts::to_parents(&units),
        units,
        nowhere: Count::Exact(2),
        nowhere_weight: Some(2 << 32),
    }
}

#[test]
fn partners_see_protected_counts_and_no_weight() {
    let mut found = counts(Unit::default());
    let partners = Policy::new(Audience::Partnership);
    found.protect(partners, &Source::Offence).unwrap();
    let shown: Vec<Count> = found.units.iter().map(|unit| unit.count).collect();
    assert_eq!(
        shown,
        [Count::Exact(0), Count::Suppressed, Count::Rounded(45)]
    );
    assert!(found.units.iter().all(|unit| unit.weight.is_none()));
    // 47, of two units that hold anything: the sum is protected, not a sum of what is protected.
    let [parent] = &found.parents[..] else {
        panic!("one parent");
    };
    assert_eq!((parent.count, parent.units), (Count::Rounded(45), None));
    assert_eq!(
        (found.nowhere, found.nowhere_weight),
        (Count::Suppressed, None)
    );
}

#[test]
fn a_health_source_is_told_by_ward_and_by_nothing_finer() {
    let layer = |id| Unit::Areas(LayerId::parse(id).unwrap());
    let police = Policy::new(Audience::Operational).for_source(&Source::Attendance);
    for unit in [
        Unit::default(),
        Unit::Street,
        Unit::Premises,
        layer("lsoa21"),
    ] {
        let refused = counts(unit).protect(police, &Source::Attendance);
        assert!(refused.unwrap_err().contains("ward"));
    }
    let mut wards = counts(layer("ward22"));
    wards.protect(police, &Source::Attendance).unwrap();
    assert_eq!(wards.units[1].count, Count::Suppressed);
}
