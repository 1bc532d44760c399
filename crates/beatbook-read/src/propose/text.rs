//! The text of the config, table by table.

use super::Told;
use super::choose::Chosen;

/// What is written.
#[derive(Default)]
pub(super) struct Text {
    text: String,
}

/// One table, or several that belong together: lines with or without a `#` in front.
pub(super) struct Table {
    lines: Vec<String>,
}

impl Table {
    pub fn new(head: &str) -> Self {
        Self {
            lines: vec![head.to_owned()],
        }
    }

    /// `key = "value"`.
    pub fn set(&mut self, key: &str, value: &str) -> &mut Self {
        self.lines.push(format!("{key} = {}", quoted(value)));
        self
    }

    /// The same, where there is a value.
    pub fn set_if(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.set(key, value);
        }
        self
    }

    /// A value that is written as it is: numbers, lists.
    pub fn raw(&mut self, key: &str, value: &str) -> &mut Self {
        self.lines.push(format!("{key} = {value}"));
        self
    }

    /// A line of any other kind.
    pub fn line(&mut self, line: &str) -> &mut Self {
        self.lines.push(line.to_owned());
        self
    }

    /// A remark behind the last line.
    pub fn remark(&mut self, remark: &str) -> &mut Self {
        if let Some(last) = self.lines.last_mut() {
            last.push_str("   # ");
            last.push_str(&folded(remark));
        }
        self
    }
}

impl Text {
    /// The keys that stand before all tables.
    pub fn head(&mut self, title: &str, chosen: &Chosen, key: Option<String>) {
        self.say("What the book is made of, as `beatbook init` found it. Paths are relative to this file.");
        self.say("Look at it with `beatbook check`, build it with `beatbook build`.");
        self.text.push('\n');
        self.put(&format!("title = {}", quoted(title)));
        match &chosen.study {
            Some((id, why)) => {
                self.put(&format!("study = {}   # {why}", quoted(id.as_str())));
            }
            None => self
                .put("study = \"lsoa11\"   # no boundaries were found: add a [[layer]] of this id"),
        }
        self.put("alpha = 0.05   # false alarms allowed among the hotspots, after correction");
        if let Some(key) = key {
            self.put(&format!(
                "key = {}   # secret text that pseudonyms are made with",
                quoted(&key)
            ));
        }
    }

    /// A comment in front of what follows; a table of its own begins after it.
    pub fn comment(&mut self, words: &str) {
        self.text.push('\n');
        self.say(words);
    }

    /// A further line of a comment.
    pub fn say(&mut self, words: &str) {
        for line in wrapped(words) {
            self.put(&format!("# {line}"));
        }
    }

    /// A table that counts.
    pub fn table(&mut self, table: &Table) {
        for line in &table.lines {
            self.put(line);
        }
    }

    /// A table that does not: every line behind a `#`.
    pub fn commented(&mut self, table: &Table) {
        for line in table.lines.iter().flat_map(|line| line.lines()) {
            self.put(&format!("# {line}"));
        }
    }

    /// The files that no table names, not even behind a `#`.
    pub fn unused(&mut self, unused: &[&Told]) {
        if unused.is_empty() {
            return;
        }
        self.comment("Found, and not used:");
        for file in unused {
            let why = file.used.strip_prefix("not used: ").unwrap_or_default();
            self.say(&format!("- {}: {}; {why}", file.file, file.what));
        }
    }

    pub fn finish(self) -> String {
        self.text
    }

    fn put(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Words of a remark, in which a name with a line break would end it.
fn folded(words: &str) -> String {
    let letter = |c: char| if c.is_control() { ' ' } else { c };
    words.chars().map(letter).collect()
}

/// A string as TOML writes it, always on one line: it may stand behind a `#`.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return toml::Value::from(text).to_string();
    }
    let mut line = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => line.extend(['\\', letter]),
            c if c.is_control() => line.extend(format!("\\u{:04X}", u32::from(c)).chars()),
            c => line.push(c),
        }
    }
    line + "\""
}

/// A list of strings.
pub(super) fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    if quoted.len() < 3 {
        return format!("[{}]", quoted.join(", "));
    }
    format!("[\n    {},\n]", quoted.join(",\n    "))
}

/// Lines of at most 110 letters.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].len() + word.len() > 108 {
            lines.push(format!("  {word}"));
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
