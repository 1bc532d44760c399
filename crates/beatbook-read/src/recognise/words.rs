//! What names of files and columns say.

use std::path::Path;

/// Words that say which category all rows of a file are of.
const CATEGORIES: [(&str, &str); 15] = [
    ("asb", "anti-social-behaviour"),
    ("antisocial", "anti-social-behaviour"),
    ("burglary", "burglary"),
    ("burglaries", "burglary"),
    ("shoplifting", "shoplifting"),
    ("robbery", "robbery"),
    ("robberies", "robbery"),
    ("violence", "violence"),
    ("assault", "assault"),
    ("assaults", "assault"),
    ("drugs", "drugs"),
    ("arson", "arson"),
    ("noise", "noise"),
    ("theft", "theft"),
    ("casualties", "road casualty"),
];

/// Words that say of which class all places of a file are.
const CLASSES: [(&str, &str); 22] = [
    ("licensed", "venue"),
    ("premises", "venue"),
    ("prems", "venue"),
    ("venues", "venue"),
    ("venue", "venue"),
    ("pubs", "venue"),
    ("bars", "venue"),
    ("clubs", "venue"),
    ("gambling", "venue"),
    ("hospitals", "hospital"),
    ("hospital", "hospital"),
    ("schools", "school"),
    ("school", "school"),
    ("stations", "station"),
    ("shops", "retail"),
    ("retail", "retail"),
    ("prisons", "custody"),
    ("custody", "custody"),
    ("courts", "court"),
    ("stadiums", "ground"),
    ("stadium", "ground"),
    ("grounds", "ground"),
];

/// The words of a name in lower case, cut at everything that is neither letter nor digit, and where
/// digits meet letters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last: Option<char> = None;
    for letter in name.chars() {
        let cut = !letter.is_alphanumeric()
            || last.is_some_and(|last| last.is_alphabetic() != letter.is_alphabetic());
        if cut {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        last = Some(letter);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The name of a file without its endings, and of the part in it.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = match name.split_once('#') {
        Some((_, part)) => part.rsplit('/').next().unwrap_or(part).to_owned(),
        None => name.into_owned(),
    };
    name.split('.').next().unwrap_or_default().to_owned()
}

/// The words of a file name and of the folder it lies in.
pub(super) fn of_file(path: &Path) -> Vec<String> {
    let folder = path.parent().and_then(Path::file_name);
    let mut found = words(&stem(path));
    found.extend(words(&folder.unwrap_or_default().to_string_lossy()));
    found
}

/// A category that the file name says.
pub(super) fn category(path: &Path) -> Option<&'static str> {
    let words = words(&stem(path));
    let known = CATEGORIES.iter();
    known
        .clone()
        .find_map(|(word, category)| words.iter().any(|w| w == word).then_some(*category))
}

/// A class of places that a name says.
pub(super) fn class(words: &[String]) -> Option<&'static str> {
    CLASSES
        .iter()
        .find_map(|(word, class)| words.iter().any(|w| w == word).then_some(*class))
}

/// Whether one of the words is among these.
pub(super) fn any(words: &[String], of: &[&str]) -> bool {
    words.iter().any(|word| of.contains(&word.as_str()))
}

/// The year that follows one of these words: 2011 in `lsoa 2011` and in `lsoa11`.
pub(super) fn year_after(words: &[String], of: &[&str]) -> Option<u16> {
    words.windows(2).find_map(|pair| {
        let year: u16 = pair[1].parse().ok()?;
        let year = match pair[1].len() {
            2 => 2000 + year,
            4 if (1990..2100).contains(&year) => year,
            _ => return None,
        };
        of.contains(&pair[0].as_str()).then_some(year)
    })
}

/// A year of four digits anywhere.
pub(super) fn any_year(words: &[String]) -> Option<u16> {
    words.iter().find_map(|word| {
        let year = word.parse::<u16>().ok().filter(|_| word.len() == 4)?;
        (1990..2100).contains(&year).then_some(year)
    })
}

/// A word for a source or layer out of a file name: what is left of it without numbers.
pub(super) fn id(path: &Path) -> String {
    let words = words(&stem(path));
    let kept: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let id = beatbook_core::slug(&kept.join("-"));
    if id.is_empty() { "events".into() } else { id }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
