use super::is_new_enough;

#[test]
fn node_versions_that_the_front_end_builds_with() {
    for version in ["v20.19.0", "v20.20.2", "v22.12.1", "v24.0.0"] {
        assert!(is_new_enough(version), "{version}");
    }
    for version in ["v18.20.4", "v20.9.0", "v21.7.3", "v22.1.0", "", "what?"] {
        assert!(!is_new_enough(version), "{version}");
    }
}
