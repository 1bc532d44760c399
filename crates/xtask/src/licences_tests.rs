use super::Allowed;

const RULES: &str = r#"
[licenses]
allow = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MIT", # most of them
]
exceptions = [
    { crate = "helper", allow = ["MPL-2.0"] },
]
[bans]
allow-wildcard-paths = true
"#;

#[test]
fn expressions_as_crates_write_them() {
    let allowed = Allowed::read(RULES);
    for good in [
        "MIT",
        "MIT/GPL-3.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "MIT OR GPL-3.0 AND LGPL-3.0",
    ] {
        assert!(allowed.covers("any", good), "{good}");
    }
    for bad in [
        "",
        "none stated",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Apache-2.0) AND GPL-3.0",
        "(MIT",
        "MIT Apache-2.0",
        "MIT WITH Something-exception",
    ] {
        assert!(!allowed.covers("any", bad), "{bad}");
    }
}

#[test]
fn an_exception_is_for_one_crate() {
    let allowed = Allowed::read(RULES);
    assert!(allowed.covers("helper", "MPL-2.0"));
    assert!(!allowed.covers("other", "MPL-2.0"));
}
