use super::*;

fn kind(category: u32, alone: bool) -> Kind {
    Kind {
        category,
        flags: 0,
        setting: Setting::ALL[0],
        status: Status::Located,
        institution: false,
        alone,
    }
}

#[test]
fn alike_events_share_a_kind_in_the_order_they_come() {
    let of = [
        kind(3, true),
        kind(3, true),
        kind(1, true),
        kind(3, false),
        kind(3, true),
    ];
    let placed = Placed::new(vec![0; of.len()], |row| of[row]);
    assert_eq!(placed.numbers(0..5), [0, 0, 1, 2, 0]);
    assert_eq!(placed.kinds, [of[0], of[2], of[3]]);
    for (row, kind) in of.iter().enumerate() {
        assert_eq!(placed.kind(row), kind);
    }
}
