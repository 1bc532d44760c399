use crate::Town;
use crate::ages::by_sex_and_age;
use crate::plane::{centroid, from_degrees};
use crate::population::{apportion, residents_2021};

#[test]
fn residents_sum_to_the_census_and_no_area_is_empty_or_vast() {
    let residents = Town::shared().residents();
    assert_eq!(residents.len(), 282);
    assert_eq!(residents.iter().sum::<u32>(), 551_938);
    assert!(residents.iter().all(|count| (900..4_500).contains(count)));
}

#[test]
fn sexes_and_ages_sum_to_the_residents_and_students_are_young() {
    let town = Town::shared();
    let share_18_to_22 = |area: usize| {
        let [women, men] =
            by_sex_and_age(centroid(&town.areas()[area].ring), town.residents()[area]);
        assert_eq!((women.len(), men.len()), (91, 91));
        let all = women.iter().chain(&men).sum::<u32>();
        assert_eq!(all, town.residents()[area]);
        let young = women[18..=22].iter().chain(&men[18..=22]).sum::<u32>();
        f64::from(young) / f64::from(all)
    };
    let at = |lat, lon| share_18_to_22(town.area_of(from_degrees(lat, lon)).unwrap());
    assert!(at(53.4430, -2.2220) > 0.25, "Fallowfield");
    assert!(at(53.3790, -2.2650) < 0.12, "Wythenshawe");
    for area in 0..town.areas().len() {
        share_18_to_22(area);
    }
}

#[test]
fn the_areas_of_2021_hold_all_residents_a_little_later() {
    let town = Town::shared();
    let later = residents_2021(&town.lsoa21, town.areas(), town.residents());
    let growth = f64::from(later.iter().sum::<u32>()) / 551_938.0;
    assert!((growth - 1.02).abs() < 0.001, "{growth}");
    assert!(later.iter().all(|count| *count > 400));
}

#[test]
fn whole_shares_sum_to_the_whole() {
    assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
    assert_eq!(apportion(0, &[2.0, 1.0]), [0, 0]);
    assert_eq!(apportion(7, &[0.0, 1.0]), [0, 7]);
}
