//! The short form of the soak; `cargo xtask bench soak` is the long one.

#[path = "../soak/mod.rs"]
mod engine;

use std::time::Duration;

use beatbook_tests::program;
use engine::Soak;

#[test]
fn answers_are_right_while_the_book_is_swapped_and_askers_go_away() {
    let folder = tempfile::tempdir().unwrap();
    let soak = Soak {
        length: Duration::from_secs(20),
        connections: 8,
        swap: Duration::from_secs(2),
        questions: 80,
        events: 2_000,
    };
    let told = soak.run(&program().unwrap(), folder.path()).unwrap();
    println!("{told}");
    assert!(told.faults().is_empty(), "{told}");
}
