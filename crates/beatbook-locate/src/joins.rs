//! Which things are one: sets joined pair by pair.

/// Sets of the numbers from 0, known by their lowest member.
pub(crate) struct Joins(Vec<u32>);

impl Joins {
    /// Each number by itself.
    pub fn new(numbers: usize) -> Self {
        Self((0..numbers as u32).collect())
    }

    /// The lowest number that is one with this.
    pub fn first_of(&mut self, number: u32) -> u32 {
        let mut first = number;
        while self.0[first as usize] != first {
            // Shortens the way for the next who asks.
            self.0[first as usize] = self.0[self.0[first as usize] as usize];
            first = self.0[first as usize];
        }
        first
    }

    /// Makes two sets one.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
