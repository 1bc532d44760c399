//! Names as sequences of words, found in a text, also with one typing error.
//!
//! Names share their first words, so a text is walked once from each of its words however many names
//! there are. Words nearly spelled alike are found by what is left of both when one letter is taken
//! out, and then compared.

use std::collections::HashMap;

use crate::location_words::{SAINT, ST, STREET, is_direction, is_ordinary};

/// Words of at least so many letters may hold a typing error.
const LONG_WORD: usize = 6;
/// The same for a name of one word, which has no other word to go by.
const LONG_NAME: usize = 8;

/// Where in a text a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// First word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Number of the name.
    pub name: u32,
    /// The word that holds a typing error.
    pub error: Option<usize>,
}

impl Run {
    pub fn covers(&self, word: usize) -> bool {
        (self.start..self.end).contains(&word)
    }

    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Names, numbered in the order in which they came.
#[derive(Debug)]
pub(crate) struct NameTree {
    words: HashMap<Box<str>, u32>,
    spelled: Vec<Box<str>>,
    next: HashMap<(u32, u32), u32>,
    /// The name that ends at each node.
    ends: Vec<Option<u32>>,
    names: u32,
    /// Long words by what is left of them, with one letter taken out or none.
    near: HashMap<Box<str>, Vec<u32>>,
}

const ROOT: u32 = 0;

impl Default for NameTree {
    fn default() -> Self {
        Self {
            words: HashMap::new(),
            spelled: Vec::new(),
            next: HashMap::new(),
            ends: vec![None],
            names: 0,
            near: HashMap::new(),
        }
    }
}

impl NameTree {
    /// The number of a name, by its words; the next one for a name that was not there.
    pub fn add(&mut self, words: &[String]) -> u32 {
        let mut node = ROOT;
        for word in written_out(words) {
            let word = self.word(word);
            let fresh = self.ends.len() as u32;
            node = *self.next.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(None);
            }
        }
        let fresh = self.names;
        let number = *self.ends[node as usize].get_or_insert(fresh);
        if number == fresh {
            self.names += 1;
        }
        number
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let number = self.spelled.len() as u32;
        self.words.insert(word.into(), number);
        self.spelled.push(word.into());
        if may_hold_an_error(word) {
            for part in parts(word) {
                self.near.entry(part).or_default().push(number);
            }
        }
        number
    }

    /// Every run of words that is a name.
    pub fn exact(&self, text: &[String]) -> Vec<Run> {
        self.runs(text, |_| false)
    }

    /// Every run of words that is a name but for one typing error in a word that `may_err`: a letter
    /// too many, too few or wrong, or two letters swapped, but not in the first letter.
    pub fn near(&self, text: &[String], may_err: impl Fn(usize) -> bool) -> Vec<Run> {
        let mut runs = self.runs(text, |word| may_err(word) && !is_ordinary(&text[word]));
        runs.retain(|run| run.error.is_some());
        runs
    }

    fn runs(&self, text: &[String], may_err: impl Fn(usize) -> bool) -> Vec<Run> {
        let known: Vec<Option<u32>> = text
            .iter()
            .map(|word| self.words.get(word.as_str()).copied())
            .collect();
        let alike: Vec<Vec<u32>> = (0..text.len())
            .map(|at| {
                if may_err(at) {
                    self.spelled_nearly(&text[at])
                } else {
                    Vec::new()
                }
            })
            .collect();
        let [saint, street] = [SAINT, STREET].map(|word| self.words.get(word).copied());
        let mut found = Vec::new();
        for start in 0..text.len() {
            let mut open = vec![(start, ROOT, None)];
            while let Some((at, node, error)) = open.pop() {
                if let Some(name) = self.ends[node as usize]
                    && !(error.is_some() && at == start + 1 && !self.is_long_name(&text[start]))
                {
                    found.push(Run {
                        start,
                        end: at,
                        name,
                        error,
                    });
                }
                if at == text.len() {
                    continue;
                }
                let mut step = |word: Option<u32>, error: Option<usize>| {
                    let next = word.and_then(|word| self.next.get(&(node, word)));
                    open.extend(next.map(|&next| (at + 1, next, error)));
                };
                step(known[at], error);
                if text[at] == ST {
                    step(saint, error);
                    if at > start {
                        step(street, error);
                    }
                }
                if error.is_none() {
                    for &word in &alike[at] {
                        step(Some(word), Some(at));
                    }
                }
            }
        }
        found.sort_unstable_by_key(|run| (run.start, run.end, run.name, run.error));
        found.dedup_by_key(|run| (run.start, run.end, run.name));
        found
    }

    /// Whether a name of one word, of which this is a misspelling, is long enough to be known by it.
    fn is_long_name(&self, word: &str) -> bool {
        let long = |&near: &u32| self.spelled[near as usize].chars().count() >= LONG_NAME;
        let near = self.spelled_nearly(word);
        !near.is_empty() && near.iter().all(long)
    }

    /// Long words one typing error away from this one.
    fn spelled_nearly(&self, word: &str) -> Vec<u32> {
        if word.chars().count() + 1 < LONG_WORD {
            return Vec::new();
        }
        let first = word.chars().next();
        let mut near: Vec<u32> = parts(word)
            .filter_map(|part| self.near.get(&part))
            .flatten()
            .copied()
            .filter(|&other| {
                let other = &*self.spelled[other as usize];
                other.chars().next() == first && strsim::damerau_levenshtein(word, other) == 1
            })
            .collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

fn may_hold_an_error(word: &str) -> bool {
    word.chars().count() >= LONG_WORD && word.chars().all(char::is_alphabetic)
}

/// A word, and what is left of it when any one letter is taken out.
fn parts(word: &str) -> impl Iterator<Item = Box<str>> {
    let without = word.char_indices().map(|(at, letter)| {
        let mut rest = word[..at].to_owned();
        rest.push_str(&word[at + letter.len_utf8()..]);
        rest.into_boxed_str()
    });
    std::iter::once(word.into()).chain(without)
}

/// The words of a name with `St` written out: Street at its end or before a direction, else Saint.
fn written_out(words: &[String]) -> impl Iterator<Item = &str> {
    words.iter().enumerate().map(|(at, word)| {
        let rest = &words[at + 1..];
        match word.as_str() {
            ST if at > 0 && rest.iter().all(|word| is_direction(word)) => STREET,
            ST => SAINT,
            word => word,
        }
    })
}
