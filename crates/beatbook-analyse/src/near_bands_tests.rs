use crate::NearRepeatBands;

/// Ratcliffe's Near Repeat Calculator writes "101 to 200" over what it counts from 100 on, and
/// "1 to 100" over [0, 100).
#[test]
fn an_edge_belongs_to_the_band_it_starts() {
    let bands = NearRepeatBands::new(&[0.0, 100.0, 200.0], &[0, 7, 14]).unwrap();
    let rows = [0.0, 0.5, 99.0, 99.999, 100.0, 101.0, 199.5, 200.0].map(|d| bands.row(d));
    let one_based = [0, 1, 1, 1, 2, 2, 2].map(Some);
    assert_eq!(rows[..7], one_based);
    assert_eq!(rows[7], None);
    assert_eq!(
        bands.row_edges(),
        [[0.0, 0.0], [0.0, 100.0], [100.0, 200.0]]
    );
}

#[test]
fn bands_may_start_above_nothing() {
    let bands = NearRepeatBands::new(&[50.0, 100.0], &[1, 8]).unwrap();
    assert_eq!(
        [0.0, 49.0, 50.0, 100.0].map(|d| bands.row(d)),
        [None, None, Some(0), None]
    );
    assert_eq!(bands.rows(), 1);
}

#[test]
fn refusals_show_what_bands_look_like() {
    let refused = |metres: &[f64], spans: &[i64]| {
        NearRepeatBands::new(metres, spans).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&[0.0, 200.0, 100.0], &[0, 7]),
        "distances [0.0, 200.0, 100.0] are no bands; give two or more rising ones from 0 up: 0, \
         100, 200"
    );
    assert_eq!(
        refused(&[0.0, 100.0], &[7]),
        "spans [7] are no bands of time; give two or more rising ones from 0 up: 0, 7, 14"
    );
    refused(&[-1.0, 100.0], &[0, 7]);
    refused(&[0.0, f64::NAN], &[0, 7]);
    refused(&[0.0, f64::INFINITY], &[0, 7]);
    refused(&[], &[0, 7]);
    refused(&[0.0, 1.0], &[-1, 7]);
    refused(&[0.0, 1.0], &[7, 7]);
}
