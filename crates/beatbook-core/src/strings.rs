//! Interned strings: a batch holds each distinct text once.

use std::collections::HashMap;

/// A text as a word for selections: lower-case letters and digits joined by single dashes.
///
/// ```
/// assert_eq!(beatbook_core::slug("Violence and sexual offences"), "violence-and-sexual-offences");
/// ```
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// A whole number as it is written in British English.
///
/// ```
/// assert_eq!(beatbook_core::thousands(1_204), "1,204");
/// ```
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The number of a text in its [`Strings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Str(pub u32);

/// Distinct texts in order of first appearance.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Strings {
    /// The number of `text`, adding it when it is new.
    pub fn intern(&mut self, text: &str) -> Str {
        if let Some(&number) = self.numbers.get(text) {
            return Str(number);
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        Str(number)
    }

    /// The text behind a number. Panics on a number of another table.
    pub fn get(&self, text: Str) -> &str {
        &self.texts[text.0 as usize]
    }

    /// All texts, in order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether no text was added yet.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Texts that hardly ever repeat, one after another: ids. Ten million of them are two allocations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    ends: Vec<u64>,
}

impl Texts {
    /// Adds a text; a blank one is none.
    pub fn push(&mut self, text: Option<&str>) {
        self.text.push_str(text.unwrap_or_default());
        self.ends.push(self.text.len() as u64);
    }

    /// Adds all texts of another column.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len() as u64;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// The text at a position; `None` where it is blank. Panics beyond the last.
    pub fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let text = &self.text[start as usize..self.ends[at] as usize];
        (!text.is_empty()).then_some(text)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Number of texts, blank ones included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
