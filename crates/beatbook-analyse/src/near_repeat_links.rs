//! Near-repeat links: which event follows which?
//!
//! Two events less than a distance and less than a span of time apart are a link from the earlier
//! to the later. Events at the same time are put in the order in which they were given, so that
//! of two on the same day one comes first: in the Esri crime analysis toolbox (issue 56) both
//! became near repeats, of no event that started it.
//!
//! A link is a description, not a finding: some pairs are near by chance. Whether there are more
//! than that is for [`near_repeat`](crate::near_repeat()).

use beatbook_core::Metres;

use crate::near_pairs::{MOST_PAIRS, NearPairsError, Sweep};
use crate::near_repeat::NearRepeatError;

/// One event that follows another, by their positions in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NearRepeatLink {
    /// The event that came first.
    pub earlier: u32,
    /// The event that followed.
    pub later: u32,
}

/// What events are to each other. Every chain of links starts with an originator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NearRepeatRoles {
    /// Followed by another and following none.
    pub originators: u32,
    /// Following another and followed in turn.
    pub between: u32,
    /// Following another and followed by none.
    pub last: u32,
    /// Neither: alone.
    pub alone: u32,
}

/// All links: pairs of events less than `distance` and less than `span` apart.
///
/// - `points[i]`, `times[i]`: position in metres and time of event `i`. Give events in the order
///   of an identifier that does not change: it decides between events of the same time.
/// - `span`: in the unit of the times.
/// - Returns the links in the order of the later event, then of the earlier.
///
/// # Errors
/// [`NearRepeatError`], of the lengths or of the pairs.
///
/// # Example
/// ```
/// use beatbook_analyse::{near_repeat_links, near_repeat_roles};
/// use beatbook_core::Metres;
///
/// // Two on one day next door to each other, a third five days after, and one far away.
/// let points = [[0.0, 0.0], [30.0, 0.0], [60.0, 0.0], [9_000.0, 0.0]];
/// let links = near_repeat_links(&points, &[3, 3, 8, 8], Metres(100.0), 7)?;
/// let pairs: Vec<(u32, u32)> = links.iter().map(|link| (link.earlier, link.later)).collect();
/// assert_eq!(pairs, [(0, 1), (0, 2), (1, 2)]);
///
/// let roles = near_repeat_roles(points.len(), &links);
/// assert_eq!((roles.originators, roles.between, roles.last, roles.alone), (1, 1, 1, 1));
/// # Ok::<(), beatbook_analyse::NearRepeatError>(())
/// ```
pub fn near_repeat_links(
    points: &[[f64; 2]],
    times: &[i64],
    distance: Metres,
    span: i64,
) -> Result<Vec<NearRepeatLink>, NearRepeatError> {
    if points.len() != times.len() {
        return Err(NearRepeatError::LengthMismatch(points.len(), times.len()));
    }
    if distance.0 == 0.0 {
        // No two events are less than 0 apart.
        return Err(NearPairsError::NoDistance(0.0).into());
    }
    let sweep = Sweep::new(points, distance)?;
    let time_of = |event: u32| times[event as usize];
    let mut near = sweep.pairs(1, MOST_PAIRS, |metres| (metres < distance.0).then_some(0))?;
    let mut links: Vec<NearRepeatLink> = near
        .pop()
        .unwrap_or_default()
        .into_iter()
        .filter_map(|slots| {
            let mut pair = slots.map(|slot| sweep.order[slot as usize]);
            pair.sort_unstable_by_key(|event| (time_of(*event), *event));
            let [earlier, later] = pair;
            let apart = i128::from(time_of(later)) - i128::from(time_of(earlier));
            (apart < i128::from(span)).then_some(NearRepeatLink { earlier, later })
        })
        .collect();
    let place = |event: u32| (time_of(event), event);
    links.sort_unstable_by_key(|link| (place(link.later), place(link.earlier)));
    Ok(links)
}

/// Counts the roles of `events` events in their links. Panics if a link names another event.
pub fn near_repeat_roles(events: usize, links: &[NearRepeatLink]) -> NearRepeatRoles {
    let (mut follows, mut followed) = (vec![false; events], vec![false; events]);
    for link in links {
        follows[link.later as usize] = true;
        followed[link.earlier as usize] = true;
    }
    let mut roles = NearRepeatRoles::default();
    for event in follows.into_iter().zip(followed) {
        *match event {
            (false, true) => &mut roles.originators,
            (true, true) => &mut roles.between,
            (true, false) => &mut roles.last,
            (false, false) => &mut roles.alone,
        } += 1;
    }
    roles
}

#[cfg(test)]
#[path = "near_repeat_links_tests.rs"]
mod tests;
