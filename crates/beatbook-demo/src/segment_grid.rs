//! Line segments in a raster of 100 m cells: what is near, what is crossed.

use crate::plane::{Xy, crossing, to_segment};

const CELL: f64 = 100.0;
/// Metres beyond the extent that still have cells of their own.
const MARGIN: f64 = 1_500.0;

pub(crate) struct SegmentGrid {
    low: Xy,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
    segments: Vec<(Xy, Xy, usize)>,
}

impl SegmentGrid {
    pub(crate) fn new((low, high): (Xy, Xy)) -> Self {
        let low = [low[0] - MARGIN, low[1] - MARGIN];
        let columns = ((high[0] + MARGIN - low[0]) / CELL).ceil() as usize;
        let rows = ((high[1] + MARGIN - low[1]) / CELL).ceil() as usize;
        Self {
            low,
            columns,
            rows,
            cells: vec![Vec::new(); columns * rows],
            segments: Vec::new(),
        }
    }

    /// Columns and rows that a box touches; what lies beyond the margin counts to the rim.
    fn span(&self, low: Xy, high: Xy) -> [usize; 4] {
        let clamp = |v: f64, base: f64, count: usize| {
            ((v - base) / CELL).clamp(0.0, count as f64 - 1.0) as usize
        };
        [
            clamp(low[0], self.low[0], self.columns),
            clamp(high[0], self.low[0], self.columns),
            clamp(low[1], self.low[1], self.rows),
            clamp(high[1], self.low[1], self.rows),
        ]
    }

    pub(crate) fn add(&mut self, a: Xy, b: Xy, tag: usize) {
        let number = self.segments.len() as u32;
        self.segments.push((a, b, tag));
        for cell in self.cells_of(a, b) {
            self.cells[cell].push(number);
        }
    }

    /// Takes out every segment with this tag.
    pub(crate) fn remove(&mut self, tag: usize) {
        // Tags are given once and mostly in order, so the search starts where it would be.
        let from = tag.min(self.segments.len().saturating_sub(1));
        let found = (from..self.segments.len())
            .chain((0..from).rev())
            .find(|&i| self.segments[i].2 == tag);
        if let Some(number) = found {
            let (a, b, _) = self.segments[number];
            for cell in self.cells_of(a, b) {
                self.cells[cell].retain(|&n| n as usize != number);
            }
        }
    }

    fn cells_of(&self, a: Xy, b: Xy) -> Vec<usize> {
        let low = [a[0].min(b[0]), a[1].min(b[1])];
        let high = [a[0].max(b[0]), a[1].max(b[1])];
        let [west, east, south, north] = self.span(low, high);
        (south..=north)
            .flat_map(|row| (west..=east).map(move |column| (row, column)))
            .map(|(row, column)| row * self.columns + column)
            .collect()
    }

    fn around(&self, p: Xy, reach: f64) -> impl Iterator<Item = &(Xy, Xy, usize)> {
        let [west, east, south, north] =
            self.span([p[0] - reach, p[1] - reach], [p[0] + reach, p[1] + reach]);
        (south..=north)
            .flat_map(move |row| &self.cells[row * self.columns + west..=row * self.columns + east])
            .flatten()
            .map(|&i| &self.segments[i as usize])
    }

    pub(crate) fn any_within(&self, p: Xy, reach: f64, wanted: impl Fn(Xy, Xy) -> bool) -> bool {
        self.around(p, reach)
            .any(|&(a, b, _)| to_segment(p, a, b).0 < reach && wanted(a, b))
    }

    /// Tag of the nearest segment within reach, and the share of the way along it.
    pub(crate) fn nearest(&self, p: Xy, reach: f64) -> Option<(usize, f64)> {
        let mut best: Option<(f64, usize, f64)> = None;
        for &(a, b, tag) in self.around(p, reach) {
            let (far, share) = to_segment(p, a, b);
            if far <= reach && best.is_none_or(|(d, t, _)| (far, tag) < (d, t)) {
                best = Some((far, tag, share));
            }
        }
        best.map(|(_, tag, share)| (tag, share))
    }

    /// The first segment crossed on the way from `a` to `b`: share of the way, and tag.
    pub(crate) fn first_crossing(&self, a: Xy, b: Xy) -> Option<(f64, usize)> {
        let mut best: Option<(f64, usize)> = None;
        for cell in self.cells_of(a, b) {
            for &i in &self.cells[cell] {
                let (c, d, tag) = self.segments[i as usize];
                if let Some((share, _)) = crossing(a, b, c, d)
                    && best.is_none_or(|found| (share, tag) < found)
                {
                    best = Some((share, tag));
                }
            }
        }
        best
    }
}
