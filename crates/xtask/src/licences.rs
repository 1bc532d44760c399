//! Every dependency's licence against `.deny.toml`, without a tool that would have to be
//! compiled first. Understands the SPDX expressions that crates really carry, and the old
//! slash between two licences.

use anyhow::{Context, Result, bail};
use cargo_metadata::Metadata;

use crate::workspace::Workspace;

/// The two lists of `.deny.toml` that are read here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    everywhere: Vec<String>,
    /// Crate, licence.
    exceptions: Vec<(String, String)>,
}

pub fn check(workspace: &Workspace, metadata: &Metadata) -> Result<()> {
    let path = workspace.root.join(".deny.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let allowed = Allowed::read(&text);
    let mut faults = Vec::new();
    for package in &metadata.packages {
        if package.source.is_none() {
            continue;
        }
        let licence = package.license.as_deref().unwrap_or("none stated");
        if !allowed.covers(&package.name, licence) {
            faults.push(format!("{} {}: {licence}", package.name, package.version));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort();
    bail!(
        "licences that .deny.toml does not allow:\n{}",
        faults.join("\n")
    );
}

impl Allowed {
    /// Reads the `allow` and `exceptions` lists, one entry a line, as `.deny.toml` writes them.
    pub fn read(text: &str) -> Self {
        let mut allowed = Self::default();
        let mut list = "";
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            match line {
                "allow = [" => list = "allow",
                "exceptions = [" => list = "exceptions",
                "]" => list = "",
                _ => {}
            }
            let quoted: Vec<String> = line
                .split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_string)
                .collect();
            match (list, quoted.split_first()) {
                ("allow", Some(_)) => allowed.everywhere.extend(quoted),
                ("exceptions", Some((name, licences))) => {
                    let pairs = licences
                        .iter()
                        .map(|licence| (name.clone(), licence.clone()));
                    allowed.exceptions.extend(pairs);
                }
                _ => {}
            }
        }
        allowed
    }

    /// Whether some choice that the expression leaves us is allowed for this crate.
    pub fn covers(&self, name: &str, expression: &str) -> bool {
        let spaced = expression
            .replace('/', " OR ")
            .replace('(', " ( ")
            .replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut at = 0;
        self.either(name, &words, &mut at) && at == words.len()
    }

    fn either(&self, name: &str, words: &[&str], at: &mut usize) -> bool {
        let mut good = self.both(name, words, at);
        while words.get(*at) == Some(&"OR") {
            *at += 1;
            good |= self.both(name, words, at);
        }
        good
    }

    fn both(&self, name: &str, words: &[&str], at: &mut usize) -> bool {
        let mut good = self.one(name, words, at);
        while words.get(*at) == Some(&"AND") {
            *at += 1;
            good &= self.one(name, words, at);
        }
        good
    }

    fn one(&self, name: &str, words: &[&str], at: &mut usize) -> bool {
        let Some(word) = words.get(*at) else {
            return false;
        };
        *at += 1;
        if *word == "(" {
            let good = self.either(name, words, at);
            *at += 1;
            return good && words.get(*at - 1) == Some(&")");
        }
        let mut licence = (*word).to_string();
        if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
            licence = format!("{licence} WITH {exception}");
            *at += 2;
        }
        self.everywhere.contains(&licence) || self.exceptions.contains(&(name.to_string(), licence))
    }
}

#[cfg(test)]
#[path = "licences_tests.rs"]
mod tests;
