//! Slow and obvious ways to near pairs and Knox's table.

/// All pairs at most `metres` apart, lower position first, in rising order: every pair is measured.
pub fn pairs_by_looking_at_all(points: &[[f64; 2]], metres: f64) -> Vec<[u32; 2]> {
    let mut pairs = Vec::new();
    for i in 0..points.len() {
        for j in i + 1..points.len() {
            if apart(points[i], points[j]) <= metres {
                pairs.push([i as u32, j as u32]);
            }
        }
    }
    pairs
}

/// Knox's table by looking at every pair of events: rows are bands of distance `[a, b)`, columns
/// bands of time `[a, b)`. With `same_place` a row for a distance of exactly 0 comes first, and the
/// band from 0 holds what is further.
pub fn knox_table_by_looking_at_all(
    points: &[[f64; 2]],
    times: &[i64],
    metres: &[f64],
    spans: &[i64],
    same_place: bool,
) -> Vec<Vec<u64>> {
    let rows = metres.len() - 1 + usize::from(same_place);
    let mut table = vec![vec![0; spans.len() - 1]; rows];
    for i in 0..points.len() {
        for j in 0..i {
            let distance = apart(points[i], points[j]);
            let time = (times[i] - times[j]).abs();
            for (s, band) in metres.windows(2).enumerate() {
                for (t, span) in spans.windows(2).enumerate() {
                    let near = band[0] <= distance && distance < band[1];
                    let soon = span[0] <= time && time < span[1];
                    if near && soon {
                        let row = match (same_place, distance == 0.0) {
                            (true, true) => 0,
                            (true, false) => s + 1,
                            (false, _) => s,
                        };
                        table[row][t] += 1;
                    }
                }
            }
        }
    }
    table
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}
