//! Where things are: the checkout, the target folder, the packages and what they depend on.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

const OF_THIS_PROGRAM: [&str; 4] = [
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
];

/// The checkout that this program was compiled in.
pub struct Workspace {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Workspace {
    pub fn here() -> Self {
        // Cargo says where it runs from; what was compiled in may be another checkout that shares the
        // target folder.
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = here.ancestors().nth(2).unwrap_or(&here).to_path_buf();
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .filter(|folder| !folder.is_empty())
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Self { root, target }
    }

    /// A folder for what the chores make themselves: stamps, a Python environment, a test city.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    pub fn front_end(&self) -> PathBuf {
        self.root.join("frontend")
    }

    /// `cargo`, started in the root; the nested call uses the same target folder.
    pub fn cargo(&self, words: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(words)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        // What `cargo run` tells this program about itself is not meant for the programs below
        // it: some build scripts would take it for a change and compile again.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if OF_THIS_PROGRAM.iter().any(|start| text.starts_with(start)) {
                command.env_remove(&name);
            }
        }
        command
    }

    pub fn metadata(&self) -> Result<Metadata> {
        MetadataCommand::new()
            .current_dir(&self.root)
            .other_options(vec!["--locked".to_string()])
            .exec()
            .context("cannot read `cargo metadata --locked`")
    }
}
