//! When and in which areas something happens, for those who offer help there.

use beatbook_core::{
    Answer, Caveat, Count, LayerId, Outreach, OutreachArea, SECONDS_PER_HOUR, Selection,
    SelectionError,
};

use crate::scan::{Question, Scope};
use crate::store::Store;

impl Store {
    /// How many incidents of a selection begin and end in each part of the day, in the areas of a layer.
    ///
    /// Where the selection is by the ages or standing of people, no count under ten is told, and no other
    /// from which one could be worked out by adding up an area or a part of the day.
    ///
    /// # Errors
    /// [`SelectionError`] when the book holds no such layer, the source knows no hours, or the book cannot
    /// answer it.
    pub fn outreach(
        &self,
        layer: &LayerId,
        selection: &Selection,
    ) -> Result<Answer<Outreach>, SelectionError> {
        let held = self.held_layer(layer)?;
        let scope = Scope::new_timed(self, selection, Question::Table)?;
        scope.check_layer(self, selection, held, "layer")?;
        scope.source.check_rates(scope.period)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut counts = vec![[0_u32; BLOCKS]; held.shapes.len()];
        let (mut total, mut untimed) = ([0_u32; BLOCKS], 0);
        for &row in &scan.rows {
            let at = row as usize;
            let Some(block) = self.part_of_day(scope.source.from[at], scope.source.to[at]) else {
                untimed += 1;
                continue;
            };
            total[block] += 1;
            let location = scope.location[at] as usize;
            for &area in held.area_of.of(location) {
                if let Some(counts) = counts.get_mut(area as usize) {
                    counts[block] += 1;
                }
            }
        }
        let mut told: Vec<Vec<Count>> = counts
            .iter()
            .map(|counts| counts.iter().map(|&count| scope.count(count)).collect())
            .collect();
        if scope.about_people {
            hide_what_tells(&mut told, &counts);
        }
        let areas = held.shapes.iter().zip(told);
        let areas = areas.map(|(shape, counts)| OutreachArea {
            code: shape.class.clone(),
            name: shape.name.clone(),
            counts,
        });
        let value = Outreach {
            layer: layer.clone(),
            areas: areas.collect(),
            total: total.map(|count| scope.count(count)).to_vec(),
            untimed: scope.count(untimed),
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        if scope.about_people {
            answer.caveats.push(Caveat::Said(
                "Counts under 10, and those that would tell them, are not told. Nothing here is a target: it is for those who offer help.".into(),
            ));
        }
        Ok(answer)
    }

    /// The part of the day that holds all of an interval; `None` where none does.
    fn part_of_day(&self, from: i64, to: i64) -> Option<usize> {
        let last = (to - 1).max(from);
        let block = |instant: i64| {
            let (_, hour) = self.calendar.local(instant);
            let hour = hour.hour();
            Outreach::BLOCKS
                .iter()
                .position(|(first, end)| (*first..*end).contains(&hour))
        };
        let begins = block(from)?;
        // Longer than any part, it may touch the same one on two days.
        let fits = last - from < LONGEST * SECONDS_PER_HOUR && block(last) == Some(begins);
        fits.then_some(begins)
    }
}

const BLOCKS: usize = Outreach::BLOCKS.len();
/// Hours of the longest part of the day.
const LONGEST: i64 = 6;

/// Hides a second count in each area and each part of the day that has a single hidden one: sums of areas
/// and of the whole city are told elsewhere, and would tell it.
fn hide_what_tells(told: &mut [Vec<Count>], counts: &[[u32; BLOCKS]]) {
    let by_area = (0..told.len()).map(|area| (0..BLOCKS).map(move |block| (area, block)).collect());
    let by_block =
        (0..BLOCKS).map(|block| (0..told.len()).map(move |area| (area, block)).collect());
    let lines: Vec<Vec<(usize, usize)>> = by_area.chain(by_block).collect();
    // Each round hides at least one more.
    loop {
        let before = hidden(told);
        for line in &lines {
            let is_hidden =
                |&&(area, block): &&(usize, usize)| told[area][block] == Count::Suppressed;
            if line.iter().filter(is_hidden).count() != 1 {
                continue;
            }
            let others = line.iter().filter(|at| !is_hidden(at));
            let second = others
                .filter(|(area, block)| counts[*area][*block] > 0)
                .min_by_key(|(area, block)| counts[*area][*block]);
            if let Some(&(area, block)) = second {
                told[area][block] = Count::Suppressed;
            }
        }
        if hidden(told) == before {
            return;
        }
    }
}

fn hidden(told: &[Vec<Count>]) -> usize {
    let counts = told.iter().flatten();
    counts.filter(|count| **count == Count::Suppressed).count()
}

#[cfg(test)]
#[path = "outreach_tests.rs"]
mod tests;
