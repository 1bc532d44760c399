//! Words that the terminal and the page share.

use beatbook_core::{Metres, distance_words, share_words, thousands};

/// Of fewer rows a share says nothing: they are counted.
pub(super) const HANDFUL: u64 = 20;

/// "1 row", "1,204 rows".
pub(super) fn counted(number: u64, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {what}{ending}", thousands(number))
}

/// "96.44% of 8,144 rows lie in", "1 of 2 rows lies in".
pub(super) fn lie_in(agree: u64, comparable: u64) -> String {
    let rows = counted(comparable, "row");
    if comparable >= HANDFUL {
        return format!("{} of {rows} lie in", share_words(agree, comparable, 2));
    }
    let lie = if agree == 1 { "lies" } else { "lie" };
    format!("{} of {rows} {lie} in", thousands(agree))
}

/// Where the rows are that do not; nothing when there are none.
pub(super) fn others(agree: u64, comparable: u64, farthest: Metres) -> String {
    let far = distance_words(farthest);
    match comparable - agree {
        0 => String::new(),
        1 => format!(", the other is {far} away from it"),
        _ => format!(", the others are up to {far} away from it"),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
