use super::*;
use crate::scratch::Scratch;

fn names(scratch: &Scratch, files: &[PathBuf]) -> Vec<String> {
    let name = |file: &PathBuf| scratch.tidy(&file.display());
    files.iter().map(name).collect()
}

#[test]
fn a_star_stands_for_files_in_the_order_people_count() {
    let scratch = Scratch::new();
    for name in [
        "d-10.geojson",
        "d-9.geojson",
        "e-1.geojson",
        "d-1.txt",
        ".d.geojson",
    ] {
        scratch.write(name, "");
    }
    let found = of_pattern(&scratch.path("d-*.geojson"), "areas").unwrap();
    assert_eq!(names(&scratch, &found), ["d-9.geojson", "d-10.geojson"]);
    let all = of_pattern(&scratch.path("*.geojson"), "areas").unwrap();
    assert_eq!(all.len(), 3, "none that is hidden");
    let message = scratch.tidy(&of_pattern(&scratch.path("x*.shp"), "areas").unwrap_err());
    assert!(
        message.contains("no file of the folder has such a name"),
        "{message}"
    );
    let message = scratch.tidy(&of_pattern(&scratch.path("no/x*.shp"), "areas").unwrap_err());
    assert!(message.contains("there is no such file"), "{message}");
}

#[test]
fn all_files_that_are_read_are_known() {
    let scratch = Scratch::new();
    for name in [
        "s/a.SHP",
        "s/a.dbf",
        "s/a.prj",
        "s/a.cpg",
        "s/a.shp.xml",
        "s/b.shp",
    ] {
        scratch.write(name, "");
    }
    scratch.write("w.gpkg", "");
    let of = |path: &str| names(&scratch, &files_of(&scratch.path(path)));
    assert_eq!(of("s/a.SHP"), ["s/a.SHP", "s/a.cpg", "s/a.dbf", "s/a.prj"]);
    assert_eq!(of("s").len(), 6);
    assert_eq!(of("s#b"), of("s"));
    assert_eq!(of("w.gpkg#layer"), ["w.gpkg"]);
    assert_eq!(of("s/*.prj"), ["s/a.prj"]);
    assert_eq!(of("gone.geojson"), ["gone.geojson"]);
    assert_eq!(of("gone*.geojson"), ["gone*.geojson"]);
}
