//! Paths as the config writes them: relative to its folder, with slashes.

use std::path::{Component, Path, PathBuf};

use crate::recognise::Recognised;
use crate::table::split_part;

/// From what folder to what folder.
pub(super) struct Paths {
    /// As they were given.
    roots: Vec<PathBuf>,
    /// Without links and dots.
    folder: PathBuf,
}

impl Paths {
    pub fn new(roots: &[PathBuf], folder: &Path) -> Self {
        Self {
            roots: roots.to_vec(),
            folder: whole(folder),
        }
    }

    /// Seen from the folder of the config; whole where no way leads from one to the other.
    pub fn relative(&self, path: &Path) -> String {
        let (file, part) = parted(path);
        let file = named(&file);
        let mut from = self.folder.components().peekable();
        let mut to = file.components().peekable();
        if from.peek() != to.peek() {
            return slashed(&file) + &part;
        }
        while from.peek().is_some() && from.peek() == to.peek() {
            from.next();
            to.next();
        }
        let up = from.map(|_| Component::ParentDir);
        let way: PathBuf = up.chain(to).collect();
        slashed(&way) + &part
    }

    /// Seen from the folder that was looked at; from where the program runs when there are several.
    pub fn shown(&self, path: &Path) -> String {
        match &self.roots[..] {
            [root] => slashed(path.strip_prefix(root).unwrap_or(path)),
            _ => slashed(path),
        }
    }

    /// Files as `files` lists them: a pattern for those of one folder or archive if it means no others.
    pub fn listed(&self, files: &[&Path], found: &[Recognised]) -> Vec<String> {
        let mut folders: Vec<(String, Vec<&Path>)> = Vec::new();
        for file in files {
            let folder = folder_of(file).0;
            match folders.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, of)) => of.push(file),
                None => folders.push((folder, vec![file])),
            }
        }
        let mut listed = Vec::new();
        for (folder, of) in folders {
            match pattern(&folder, &of, found) {
                Some((first, pattern)) => {
                    let one = self.relative(first);
                    let name = folder_of(first).1;
                    match one.strip_suffix(&name) {
                        Some(before) => listed.push(format!("{before}{pattern}")),
                        None => listed.extend(of.iter().map(|file| self.relative(file))),
                    }
                }
                None => listed.extend(of.iter().map(|file| self.relative(file))),
            }
        }
        listed
    }
}

/// The folder or archive of a file, and its name there.
fn folder_of(path: &Path) -> (String, String) {
    let text = slashed(path);
    let (file, part) = parted(path);
    if part.is_empty() {
        let cut = text.rfind('/').map_or(0, |at| at + 1);
        return (text[..cut].to_owned(), text[cut..].to_owned());
    }
    (format!("{}#", slashed(&file)), part[1..].to_owned())
}

/// A pattern for several files that lie together, if it fits no other file there; and one of them.
fn pattern<'a>(
    folder: &str,
    files: &[&'a Path],
    found: &[Recognised],
) -> Option<(&'a Path, String)> {
    let names: Vec<String> = files.iter().map(|file| folder_of(file).1).collect();
    let (first, rest) = names.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b)
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum::<usize>()
    };
    let front = rest
        .iter()
        .map(|name| same(&mut first.chars(), &mut name.chars()))
        .min()?;
    let back = rest
        .iter()
        .map(|name| same(&mut first.chars().rev(), &mut name.chars().rev()))
        .min()?;
    // Words are kept whole.
    let front = first[..front].trim_end_matches(char::is_alphanumeric).len();
    let tail = &first[first.len() - back..];
    let tail = tail
        .find(|c: char| !c.is_alphanumeric())
        .map(|at| &tail[at..])?;
    let shortest = names.iter().map(String::len).min()?;
    if front + tail.len() > shortest {
        return None;
    }
    let pattern = format!("{}*{tail}", &first[..front]);
    let fits = |name: &str| {
        name.len() >= front + tail.len()
            && name.starts_with(&first[..front])
            && name.ends_with(tail)
    };
    let all = found.iter().filter(|file| {
        let (other, name) = folder_of(&file.path);
        other == folder && fits(&name)
    });
    (all.count() == files.len()).then(|| (files[0], pattern))
}

/// The file and `#part`, or nothing.
fn parted(path: &Path) -> (PathBuf, String) {
    let (file, part) = split_part(path);
    (
        file,
        part.map_or_else(String::new, |part| format!("#{part}")),
    )
}

fn whole(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

/// The same of the folder a file lies in; a link keeps its own name, which patterns are made of.
fn named(file: &Path) -> PathBuf {
    match (file.parent(), file.file_name()) {
        (Some(folder), Some(name)) if folder.as_os_str().is_empty() => {
            whole(Path::new(".")).join(name)
        }
        (Some(folder), Some(name)) => whole(folder).join(name),
        _ => whole(file),
    }
}

/// Elsewhere than on Windows a backslash is a letter like any other.
fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
#[path = "paths_tests.rs"]
mod tests;
