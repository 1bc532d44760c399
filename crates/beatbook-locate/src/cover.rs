//! The uniform grid over a layer.
//!
//! Whether a position in a grid cell is inside an area follows from what is known at the cell's
//! south-west corner: walk from there north to the position's northing, then east to the position, and
//! change sides at every edge crossed. For an edge with its lower end a and its upper end b, that is
//!
//! ```text
//! (a.y <= y < b.y and the position is right of the edge)
//!     xor (a is west of the corner and a.y <= y)  xor (b is west of the corner and b.y <= y)
//! ```
//!
//! up to a constant, which is put right by what the build knows of the corner: two comparisons and one
//! exact sign. Up to 32 areas meet in one group; each is a bit, and an edge carries the bits it changes.

use geo::Coord;

use crate::NO_AREA;
use crate::cover_build;
use crate::grid::Grid;
use crate::outline::Edge;

/// Marks a cell that edges cross, or that several areas hold; the rest of the number is its first
/// group within its strip.
pub(crate) const CROSSED: u32 = 1 << 31;
/// Areas in one group.
pub(crate) const GROUP: usize = u32::BITS as usize;
/// Areas that a group holds itself.
pub(crate) const NEAR: usize = 4;
/// A strip has 2 to the power of this many rows.
pub(crate) const STRIP_BITS: u32 = 5;
/// How many positions are looked up at a time, so that one need not wait for the memory of another.
pub(crate) const BLOCK: usize = 512;

/// Some of the areas that matter in a cell. Half a cache line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// Which areas hold a position before any edge has changed it.
    pub base: u32,
    pub edges: (u32, u32),
    /// Where its areas begin among those of the strip, if it has more than are here; the highest
    /// bit says that the next group belongs to the same cell.
    pub areas_and_more: u32,
    pub near: [u32; NEAR],
}

pub(crate) const MORE: u32 = 1 << 31;

/// An edge in a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossing {
    pub edge: Edge,
    /// The areas of the group that change sides here.
    pub changes: u32,
    /// Which ends lie west of the cell's corner: 1 the lower, 2 the upper.
    pub west: u32,
}

/// Some rows of cells: what is behind those that are crossed.
#[derive(Debug, Default)]
pub(crate) struct Strip {
    pub groups: Vec<Group>,
    pub areas: Vec<u32>,
    pub crossings: Vec<Crossing>,
}

/// A position of a block that has edges left to look at.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    at: u32,
    strip: u32,
    next: u32,
    end: u32,
}

#[derive(Debug)]
pub(crate) struct Cover {
    pub grid: Grid,
    /// [`NO_AREA`], the one area that holds the cell, or [`CROSSED`].
    pub cells: Vec<u32>,
    pub strips: Vec<Strip>,
}

impl Crossing {
    /// The areas that a position is on the other side of, up to a constant of the cell.
    #[inline]
    pub fn changes_at(&self, p: Coord<f64>) -> u32 {
        let Edge { a, b } = self.edge;
        let (above_a, above_b) = (u32::from(p.y >= a.y), u32::from(p.y >= b.y));
        let right = u32::from(!self.edge.has_on_left_unless(p, above_a == above_b));
        let crossed =
            ((above_a ^ above_b) & right) ^ (self.west & above_a) ^ ((self.west >> 1) & above_b);
        self.changes & crossed.wrapping_neg()
    }
}

impl Cover {
    pub fn new(outlines: &[Vec<Edge>]) -> Self {
        Grid::over(outlines).map_or_else(Self::nothing, |grid| cover_build::build(grid, outlines))
    }

    fn nothing() -> Self {
        Self {
            grid: Grid::NOTHING,
            cells: vec![NO_AREA],
            strips: vec![],
        }
    }

    /// What is known of the cell that a position is in, and its row.
    #[inline]
    fn cell(&self, p: Coord<f64>) -> (u32, u32) {
        let (column, row) = self.grid.cell_of(p);
        let cell = row as usize * self.grid.columns as usize + column as usize;
        (self.cells[cell], row)
    }

    /// The first area that holds the position, or [`NO_AREA`].
    #[inline]
    pub fn locate(&self, p: Coord<f64>) -> u32 {
        let (cell, row) = self.cell(p);
        if is_crossed(cell) {
            self.first_in(cell, row >> STRIP_BITS, p)
        } else {
            cell
        }
    }

    /// [`Cover::locate`] for each of at most [`BLOCK`] positions. All of them take one step after the
    /// other, without a branch between, so that none waits for the memory of another.
    pub fn locate_block(&self, positions: impl Fn(usize) -> Coord<f64>, areas: &mut [u32]) {
        let mut crossed = [(0_u32, 0_u32); BLOCK];
        let mut count = 0;
        for (at, area) in areas.iter_mut().enumerate() {
            let (cell, row) = self.cell(positions(at));
            *area = cell;
            crossed[count] = (at as u32, row >> STRIP_BITS);
            count += usize::from(is_crossed(cell));
        }
        let crossed = &crossed[..count];

        let mut bits = [0_u32; BLOCK];
        let mut waiting = [Waiting::default(); BLOCK];
        let mut left = 0;
        for &(at, strip) in crossed {
            let group = self.group(strip, areas[at as usize]);
            bits[at as usize] = group.base;
            let (next, end) = group.edges;
            waiting[left] = Waiting {
                at,
                strip,
                next,
                end,
            };
            left += usize::from(next < end);
        }
        while left > 0 {
            let mut still = 0;
            for number in 0..left {
                let one = waiting[number];
                let crossing = &self.strips[one.strip as usize].crossings[one.next as usize];
                bits[one.at as usize] ^= crossing.changes_at(positions(one.at as usize));
                let next = one.next + 1;
                waiting[still] = Waiting { next, ..one };
                still += usize::from(next < one.end);
            }
            left = still;
        }
        for &(at, strip) in crossed {
            let (area, inside) = (&mut areas[at as usize], bits[at as usize]);
            let group = self.group(strip, *area);
            *area = if inside != 0 {
                self.strips[strip as usize].area(group, inside.trailing_zeros())
            } else if group.areas_and_more & MORE == 0 {
                NO_AREA
            } else {
                self.first_in(*area, strip, positions(at as usize))
            };
        }
    }

    #[inline]
    fn group(&self, strip: u32, cell: u32) -> &Group {
        &self.strips[strip as usize].groups[(cell & !CROSSED) as usize]
    }

    /// The first area that holds a position in a crossed cell.
    #[inline]
    fn first_in(&self, cell: u32, strip: u32, p: Coord<f64>) -> u32 {
        let strip = &self.strips[strip as usize];
        let mut number = (cell & !CROSSED) as usize;
        loop {
            let group = &strip.groups[number];
            let inside = strip.holders(group, p);
            if inside != 0 {
                return strip.area(group, inside.trailing_zeros());
            }
            if group.areas_and_more & MORE == 0 {
                return NO_AREA;
            }
            number += 1;
        }
    }

    /// Every area that holds the position, rising.
    pub fn for_each_holder(&self, p: Coord<f64>, mut visit: impl FnMut(u32)) {
        let (cell, row) = self.cell(p);
        if !is_crossed(cell) {
            if cell != NO_AREA {
                visit(cell);
            }
            return;
        }
        let strip = &self.strips[(row >> STRIP_BITS) as usize];
        for group in &strip.groups[(cell & !CROSSED) as usize..] {
            let mut inside = strip.holders(group, p);
            while inside != 0 {
                visit(strip.area(group, inside.trailing_zeros()));
                inside &= inside - 1;
            }
            if group.areas_and_more & MORE == 0 {
                break;
            }
        }
    }
}

impl Strip {
    /// Which areas of a group hold a position in its cell.
    #[inline]
    fn holders(&self, group: &Group, p: Coord<f64>) -> u32 {
        let crossings = &self.crossings[group.edges.0 as usize..group.edges.1 as usize];
        crossings
            .iter()
            .fold(group.base, |bits, crossing| bits ^ crossing.changes_at(p))
    }

    #[inline]
    fn area(&self, group: &Group, bit: u32) -> u32 {
        let bit = bit as usize;
        if bit < NEAR {
            group.near[bit]
        } else {
            self.areas[(group.areas_and_more & !MORE) as usize + bit]
        }
    }
}

#[inline]
fn is_crossed(cell: u32) -> bool {
    cell & CROSSED != 0 && cell != NO_AREA
}
