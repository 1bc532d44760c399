use beatbook_tile::archive::cover;

use super::zooms;
use crate::vector_layers::ZOOMS;

#[test]
fn large_ground_loses_its_deepest_zooms_and_never_the_first() {
    let (first, last) = ZOOMS;
    let town = [-2.25, 53.45, -2.2, 53.5];
    assert_eq!(zooms(town, 20_000), ZOOMS);
    let land = [-5.7, 50.0, 1.8, 55.8];
    let kept = zooms(land, 2_000);
    assert!(kept.0 == first && kept.1 < last, "{kept:?}");
    assert!(cover(land, kept).len() <= 2_000);
    assert_eq!(zooms(land, 1), (first, first));
}
