//! The space-time permutation scan by brute force: every circle, every run of steps, every event.

/// What is scanned, and with which limits.
#[derive(Debug, Clone)]
pub struct ScanOracle<'a> {
    /// Of every unit, in metres.
    pub positions: &'a [[f64; 2]],
    /// Of every unit and step, a unit's steps together.
    pub counts: &'a [u32],
    /// Number of steps.
    pub steps: usize,
    /// Most events in a circle, over all steps.
    pub most: u64,
    /// Largest radius.
    pub radius: f64,
    /// Most steps of a cylinder.
    pub longest: usize,
    /// Fewest events in a cylinder.
    pub fewest: u64,
    /// Only cylinders that last to the end.
    pub alive: bool,
}

/// A cylinder as brute force finds it.
#[derive(Debug, Clone, PartialEq)]
pub struct OracleCylinder {
    /// Its units with events, in input order.
    pub units: Vec<usize>,
    /// First step.
    pub first: usize,
    /// Last step, included.
    pub last: usize,
    /// Events in it.
    pub observed: u64,
    /// Events of its units, times events of its steps, over all events.
    pub expected: f64,
    /// Log likelihood ratio.
    pub llr: f64,
}

impl ScanOracle<'_> {
    /// The cylinder with the highest score above 0 that holds no unit of `taken`.
    pub fn best(&self, taken: &[usize]) -> Option<OracleCylinder> {
        let mut best: Option<OracleCylinder> = None;
        for units in self.circles() {
            if units.iter().any(|unit| taken.contains(unit)) {
                continue;
            }
            for (first, last) in self.runs() {
                let cylinder = self.cylinder(&units, first, last);
                let highest = best.as_ref().map_or(0.0, |best| best.llr);
                if cylinder.observed >= self.fewest && cylinder.llr > highest {
                    best = Some(cylinder);
                }
            }
        }
        best
    }

    /// Counts the events of any units in any run of steps.
    pub fn cylinder(&self, units: &[usize], first: usize, last: usize) -> OracleCylinder {
        let all = 0..self.positions.len();
        let observed = self.events(units.iter().copied(), first, last);
        let row = self.events(units.iter().copied(), 0, self.steps - 1);
        let column = self.events(all.clone(), first, last);
        let total = self.events(all, 0, self.steps - 1);
        let expected = row as f64 * column as f64 / total as f64;
        let mut units = units.to_vec();
        units.sort_unstable();
        OracleCylinder {
            units,
            first,
            last,
            observed,
            expected,
            llr: score(observed as f64, expected, total as f64),
        }
    }

    fn circles(&self) -> Vec<Vec<usize>> {
        let busy = |unit: &usize| self.events([*unit], 0, self.steps - 1) > 0;
        let busy: Vec<usize> = (0..self.positions.len()).filter(busy).collect();
        let mut circles = Vec::new();
        for &centre in &busy {
            for &edge in &busy {
                let radius = self.distance(centre, edge);
                let inside = busy.iter().copied();
                let inside = inside.filter(|&unit| self.distance(centre, unit) <= radius);
                let units: Vec<usize> = inside.collect();
                let events = self.events(units.iter().copied(), 0, self.steps - 1);
                if radius <= self.radius && events <= self.most {
                    circles.push(units);
                }
            }
        }
        circles.sort();
        circles.dedup();
        circles
    }

    fn runs(&self) -> Vec<(usize, usize)> {
        let all =
            (0..self.steps).flat_map(|first| (first..self.steps).map(move |last| (first, last)));
        all.filter(|(first, last)| {
            last - first < self.longest && (!self.alive || last + 1 == self.steps)
        })
        .collect()
    }

    fn events(&self, units: impl IntoIterator<Item = usize>, first: usize, last: usize) -> u64 {
        let of_unit = |unit: usize| &self.counts[unit * self.steps..][first..=last];
        let counts = units.into_iter().flat_map(of_unit);
        counts.map(|&count| u64::from(count)).sum()
    }

    fn distance(&self, a: usize, b: usize) -> f64 {
        let ([ax, ay], [bx, by]) = (self.positions[a], self.positions[b]);
        ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt()
    }
}

/// The formula as it is written.
fn score(c: f64, expected: f64, total: f64) -> f64 {
    if c <= expected {
        0.0
    } else if c == total {
        c * (c / expected).ln()
    } else {
        c * (c / expected).ln() + (total - c) * ((total - c) / (total - expected)).ln()
    }
}
