use super::*;

fn nothing(unmapped: &[&str]) -> String {
    BuildError::NothingLocated {
        rows: 20_000,
        unlocated: 20_000,
        outside: 0,
        unmapped: unmapped.iter().map(|&source| source.into()).collect(),
    }
    .to_string()
}

#[test]
fn nothing_located_points_to_the_coordinates_that_are_not_mapped() {
    assert_eq!(
        nothing(&["crime"]),
        "none of 20,000 rows lies in the study area (20,000 have no usable place, 0 lie outside); no x and y are mapped for crime: name their columns under its [source.columns], or give [[places]] and `streets` that hold the words of its `place`"
    );
    assert!(nothing(&["crime", "calls"]).contains("mapped for crime, calls:"));
}

#[test]
fn nothing_located_with_coordinates_points_to_the_study_area() {
    let message = nothing(&[]);
    assert!(
        message.ends_with("; check `study`, and `crs` and `transform` of the sources"),
        "{message}"
    );
}
