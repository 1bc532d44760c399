//! Which places of an answer an audience may see, and in what order.

use crate::{Count, Policy};

/// A place in an answer.
pub(crate) trait Place {
    /// The count it is shown or held back by.
    fn events(&self) -> Count;
    fn id(&self) -> &str;
    /// Takes out every number from which a protected count could be worked out.
    fn hide(&mut self, policy: Policy);
    fn set_rank(&mut self, rank: u32);
}

/// The places whose count is not suppressed, protected, each with its position before.
///
/// They come by what may be seen, then by id: the true order would tell rounded counts apart. Places
/// that look the same share their rank.
pub(crate) fn places_shown<T: Place>(places: Vec<T>, policy: Policy) -> Vec<(u32, T)> {
    let mut shown: Vec<(u32, T)> = (0..)
        .zip(places)
        .filter(|(_, place)| policy.protect(place.events()) != Count::Suppressed)
        .collect();
    for (_, place) in &mut shown {
        place.hide(policy);
    }
    let order = |place: &T| std::cmp::Reverse(place.events().number());
    shown.sort_by(|(_, a), (_, b)| order(a).cmp(&order(b)).then_with(|| a.id().cmp(b.id())));
    let counts: Vec<Option<u32>> = shown.iter().map(|(_, p)| p.events().number()).collect();
    for ((_, place), count) in shown.iter_mut().zip(&counts) {
        let first = counts.iter().position(|other| other == count);
        place.set_rank(first.unwrap_or(0) as u32 + 1);
    }
    shown
}
