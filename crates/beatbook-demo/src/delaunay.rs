//! Delaunay triangulation of a few hundred points by insertion.
//!
//! Source: Bowyer (1981), <https://doi.org/10.1093/comjnl/24.2.162>; Watson (1981),
//! <https://doi.org/10.1093/comjnl/24.2.167>. Quadratic, which is plenty here.

use crate::plane::{Xy, cross, dot, sub};

/// Triangles as positions in `points`, anticlockwise. The corners of the enclosing triangle are
/// the positions from `points.len()` on; triangles that touch them are left out.
pub(crate) fn triangulate(points: &[Xy]) -> Vec<[usize; 3]> {
    let n = points.len();
    let mut all = points.to_vec();
    let middle = points.iter().fold([0.0, 0.0], |m, p| {
        [m[0] + p[0] / n as f64, m[1] + p[1] / n as f64]
    });
    let reach = points
        .iter()
        .map(|p| sub(*p, middle))
        .map(|d| dot(d, d))
        .fold(1.0, f64::max)
        .sqrt();
    for (x, y) in [(-30.0, -20.0), (30.0, -20.0), (0.0, 40.0)] {
        all.push([middle[0] + x * reach, middle[1] + y * reach]);
    }
    let mut triangles = vec![[n, n + 1, n + 2]];
    for p in 0..n {
        let (hit, kept): (Vec<_>, Vec<_>) = triangles
            .into_iter()
            .partition(|t| in_circumcircle(&all, *t, all[p]));
        triangles = kept;
        for t in &hit {
            for (a, b) in [(t[0], t[1]), (t[1], t[2]), (t[2], t[0])] {
                let shared = hit
                    .iter()
                    .any(|o| [(o[0], o[1]), (o[1], o[2]), (o[2], o[0])].contains(&(b, a)));
                if !shared {
                    triangles.push([a, b, p]);
                }
            }
        }
    }
    triangles.retain(|t| t.iter().all(|&corner| corner < n));
    triangles
}

fn in_circumcircle(points: &[Xy], [a, b, c]: [usize; 3], p: Xy) -> bool {
    let (a, b, c) = (sub(points[a], p), sub(points[b], p), sub(points[c], p));
    dot(a, a) * cross(b, c) - dot(b, b) * cross(a, c) + dot(c, c) * cross(a, b) > 0.0
}

/// The point that is as far from all three corners.
pub(crate) fn circumcentre(a: Xy, b: Xy, c: Xy) -> Xy {
    let (ab, ac) = (sub(b, a), sub(c, a));
    let twice = 2.0 * cross(ab, ac);
    let (b2, c2) = (dot(ab, ab), dot(ac, ac));
    [
        a[0] + (ac[1] * b2 - ab[1] * c2) / twice,
        a[1] + (ab[0] * c2 - ac[0] * b2) / twice,
    ]
}
