//! The classes of emerging hot spot analysis, each definition read by itself.

/// The class of a place, from letters: `H` hot, `C` cold, `.` neither; and the sign of the trend of
/// its intensity, one of `-`, `0` and `+`. Every definition is tried, and of those that fit the first
/// is taken in the order new, consecutive, intensifying, diminishing, persistent, historical,
/// oscillating, sporadic.
pub fn class_by_the_words(steps: &str, trend: char) -> String {
    let swapped: String = steps
        .chars()
        .map(|step| match step {
            'H' => 'C',
            'C' => 'H',
            other => other,
        })
        .collect();
    let mirrored = match trend {
        '-' => '+',
        '+' => '-',
        other => other,
    };
    let sides = [
        ("hot", fitting(steps, trend)),
        ("cold", fitting(&swapped, mirrored)),
    ];
    for class in 0..ORDER.len() {
        for (side, fits) in &sides {
            if fits[class] {
                return format!("{} {side} spot", ORDER[class]);
            }
        }
    }
    "no pattern".to_owned()
}

const ORDER: [&str; 8] = [
    "new",
    "consecutive",
    "intensifying",
    "diminishing",
    "persistent",
    "historical",
    "oscillating",
    "sporadic",
];

fn fitting(steps: &str, trend: char) -> [bool; 8] {
    let (before, last) = steps.split_at(steps.len() - 1);
    let hot_now = last == "H";
    let share = steps.matches('H').count() as f64 / steps.len() as f64;
    let nearly_always = share >= 0.9 - 1e-9;
    let ends_in_its_only_run = {
        let without_the_run = steps.trim_end_matches('H');
        steps.len() - without_the_run.len() >= 2 && !without_the_run.contains('H')
    };
    [
        hot_now && !before.contains('H'),
        ends_in_its_only_run && !nearly_always,
        hot_now && nearly_always && trend == '+',
        hot_now && nearly_always && trend == '-',
        nearly_always && trend == '0',
        !hot_now && nearly_always,
        hot_now && !nearly_always && before.contains('C'),
        hot_now && !nearly_always && before.contains('H') && !steps.contains('C'),
    ]
}
