//! Paths as the config writes them: relative to its folder, with slashes.

use std::path::{Component, Path, PathBuf};

use crate::recognise::Recognised;
use crate::table::{archive, split_part};

/// From what folder to what folder.
pub(super) struct Paths {
    /// As they were given.
    roots: Vec<PathBuf>,
    /// From the root of the file system, by the names that were given.
    folder: PathBuf,
}

impl Paths {
    pub fn new(roots: &[PathBuf], folder: &Path) -> Self {
        Self {
            roots: roots.to_vec(),
            folder: named(folder),
        }
    }

    /// Seen from the folder of the config, by the names that were given: a link stays a link. Whole where
    /// no way leads from one to the other.
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
        // Up from a link is elsewhere than its name says.
        let leads = self.folder.join(&way).canonicalize().ok();
        if leads.is_some() && leads == file.canonicalize().ok() {
            return slashed(&way) + &part;
        }
        slashed(&file) + &part
    }

    /// Seen from the folder that was looked at; from where the program runs when there are several. A
    /// single file by its name.
    pub fn shown(&self, path: &Path) -> String {
        let (file, part) = parted(path);
        match &self.roots[..] {
            [root] if *root == file && root.is_file() => {
                let name = file.file_name().unwrap_or_default();
                name.to_string_lossy().into_owned() + &part
            }
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
    let means_only_these =
        all.count() == files.len() && fitting(files[0], &fits, files.len()) == files.len();
    means_only_these.then(|| (files[0], pattern))
}

/// How many names fit beside a file, in its folder or archive, whether they were looked at or not; so
/// many at least.
fn fitting(file: &Path, fits: &dyn Fn(&str) -> bool, least: usize) -> usize {
    let (whole, part) = parted(file);
    if !part.is_empty() {
        // All sheets of a workbook were looked at; of an archive not what is hidden.
        let names = archive::members(&whole, "the files").unwrap_or_default();
        return names.iter().filter(|name| fits(name)).count().max(least);
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| fits(&entry.file_name().to_string_lossy()))
        .count()
}

/// The file and `#part`, or nothing.
fn parted(path: &Path) -> (PathBuf, String) {
    let (file, part) = split_part(path);
    (
        file,
        part.map_or_else(String::new, |part| format!("#{part}")),
    )
}

/// From the root of the file system. `..` is taken out where what is before it is no link.
fn named(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => _ = plain.pop(),
            other => plain.push(other),
        }
    }
    if plain.canonicalize().ok() == path.canonicalize().ok() {
        plain
    } else {
        path
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
