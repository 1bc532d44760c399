//! Two versions of a book in one folder, and each of them alone.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Result;

#[derive(Debug)]
pub struct Books {
    both: PathBuf,
    alone: [PathBuf; 2],
    /// Contents of `CURRENT`.
    names: [String; 2],
}

impl Books {
    /// Makes two cities and puts the objects of both into one folder; those of an earlier run are used
    /// again.
    pub fn make(program: &Path, folder: &Path, events: u32) -> Result<Self> {
        let first = city(program, &folder.join("first"), events, 1)?;
        // Another seed is another city; its objects have other names.
        let second = city(program, &folder.join("second"), events + events / 10, 2)?;
        let both = folder.join("both");
        for part in ["objects", "versions"] {
            fs::create_dir_all(both.join(part))?;
            for book in [&first, &second] {
                for entry in fs::read_dir(book.join(part))? {
                    let entry = entry?;
                    fs::copy(entry.path(), both.join(part).join(entry.file_name()))?;
                }
            }
        }
        let name = |book: &Path| fs::read_to_string(book.join("CURRENT"));
        let names = [name(&first)?, name(&second)?];
        let alone = [first, second];
        let books = Self { both, alone, names };
        books.publish(0)?;
        Ok(books)
    }

    pub fn both(&self) -> &Path {
        &self.both
    }

    pub fn alone(&self) -> [&Path; 2] {
        self.alone.each_ref().map(PathBuf::as_path)
    }

    /// Makes one of the versions the current one as `beatbook build` does: written beside, and renamed.
    pub fn publish(&self, version: usize) -> Result<()> {
        let beside = self.both.join(".tmp-CURRENT");
        let mut file = File::create(&beside)?;
        file.write_all(self.names[version].as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, self.both.join("CURRENT"))?;
        Ok(())
    }
}

fn city(program: &Path, folder: &Path, events: u32, seed: u32) -> Result<PathBuf> {
    let config = folder.join("beatbook.toml");
    if !config.is_file() {
        let (events, seed) = (events.to_string(), seed.to_string());
        let mut demo = Command::new(program);
        demo.arg("demo").arg("--dir").arg(folder);
        run(demo.args(["--events", &events, "--seed", &seed]))?;
    }
    run(Command::new(program).arg("build").arg(&config))?;
    Ok(folder.join("book"))
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        Ok(())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("{command:?} ended with {}: {said}", output.status).into())
    }
}
