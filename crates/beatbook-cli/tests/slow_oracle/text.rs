//! A selection as keys and values, read by nothing but splitting.

/// Keys and values of a selection's text.
pub struct Text<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str) -> Self {
        let parts = text.split('&').filter(|part| !part.is_empty());
        Self {
            pairs: parts.map(|part| part.split_once('=').unwrap()).collect(),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| *value)
    }

    /// The words of a key; none where it is not named.
    pub fn list(&self, key: &str) -> Vec<&'a str> {
        let value = self.get(key);
        value
            .map(|words| words.split(',').collect())
            .unwrap_or_default()
    }
}
