//! What has to be on the machine besides Rust, and how to get it there.
//!
//! On a Debian-like system, as root or where `sudo` asks nothing, it is installed; anywhere else
//! the message says what to install.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{answer, must};

/// One thing to look for.
pub struct Need {
    name: &'static str,
    why: &'static str,
    found: fn() -> bool,
    debian: &'static [&'static str],
    mac: &'static str,
    windows: &'static str,
}

pub const CPP: Need = Need {
    name: "a C++ compiler",
    why: "PROJ, the library of coordinate systems, is C++",
    found: has_cpp,
    debian: &["g++", "make"],
    mac: "xcode-select --install",
    windows: "the C++ workload of the Visual Studio Build Tools",
};

pub const CMAKE: Need = Need {
    name: "cmake",
    why: "it builds PROJ",
    found: || answer("cmake", &["--version"]).is_some(),
    debian: &["cmake", "make"],
    mac: "brew install cmake",
    windows: "winget install Kitware.CMake",
};

pub const SQLITE: Need = Need {
    name: "the sqlite3 program",
    why: "PROJ makes its database with it while it is built",
    found: || answer("sqlite3", &["--version"]).is_some(),
    debian: &["sqlite3"],
    mac: "brew install sqlite",
    windows: "winget install SQLite.SQLite",
};

pub const NODE: Need = Need {
    name: "Node.js 20.19 or later with npm",
    why: "it builds the front end",
    found: has_node,
    debian: &["nodejs", "npm"],
    mac: "brew install node",
    windows: "winget install OpenJS.NodeJS.LTS",
};

pub const CHROMIUM: Need = Need {
    name: "Chromium",
    why: "the browser tests drive it",
    found: || crate::chromium::find().is_some(),
    debian: &["chromium"],
    mac: "brew install --cask chromium",
    windows: "winget install Hibbiki.Chromium",
};

pub const PYTHON: Need = Need {
    name: "Python 3 with venv",
    why: "it runs the notebooks and the peers of the benchmarks",
    found: || answer(crate::python::PYTHON, &["-c", "import venv, ensurepip"]).is_some(),
    debian: &["python3", "python3-venv"],
    mac: "brew install python",
    windows: "winget install Python.Python.3.13",
};

pub const GDAL: Need = Need {
    name: "GDAL's programs",
    why: "ogrinfo and ogr2ogr read the features of the server in the tests of other clients",
    found: || answer("ogrinfo", &["--version"]).is_some(),
    debian: &["gdal-bin"],
    mac: "brew install gdal",
    windows: "install QGIS, which brings them, and put its bin folder on the PATH",
};

pub const WRK: Need = Need {
    name: "wrk",
    why: "it sends the requests of the benchmark of the server",
    found: || answer("wrk", &["-v"]).is_some(),
    debian: &["wrk"],
    mac: "brew install wrk",
    windows: "run the benchmark under WSL",
};

/// What the program and its page are built with.
pub const TO_BUILD: [Need; 4] = [CPP, CMAKE, SQLITE, NODE];

/// Makes sure that all of them are there, or says what to install.
pub fn supply(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.found)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for need in &missing {
        println!("      missing: {} ({})", need.name, need.why);
    }
    if let Some(apt) = Apt::available() {
        let mut packages: Vec<&str> = missing
            .iter()
            .flat_map(|need| need.debian)
            .copied()
            .collect();
        packages.sort_unstable();
        packages.dedup();
        println!("      installing with apt-get: {}", packages.join(" "));
        apt.install(&packages)?;
    }
    let missing: Vec<&Need> = missing.into_iter().filter(|need| !(need.found)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = missing.iter().map(|need| need.advice()).collect();
    bail!(
        "not on this machine, and could not be installed from here:\n{}\n  then run the same command again",
        lines.join("\n")
    );
}

impl Need {
    fn advice(&self) -> String {
        let how = if cfg!(windows) {
            self.windows.to_string()
        } else if cfg!(target_os = "macos") {
            self.mac.to_string()
        } else {
            format!(
                "sudo apt-get install {} (or your system's name for it)",
                self.debian.join(" ")
            )
        };
        format!("  {}: {}\n    install: {how}", self.name, self.why)
    }
}

/// The system's package manager, where this user may use it without being asked.
struct Apt {
    sudo: bool,
}

impl Apt {
    fn available() -> Option<Self> {
        answer("apt-get", &["--version"])?;
        if answer("id", &["-u"]).as_deref() == Some("0") {
            return Some(Self { sudo: false });
        }
        answer("sudo", &["-n", "true"]).map(|_| Self { sudo: true })
    }

    fn install(&self, packages: &[&str]) -> Result<()> {
        // An out-of-date list is only a problem if the install then fails.
        if let Err(error) = must(
            &mut self.command(&["update", "-qq"]),
            "reading the package lists",
        ) {
            println!("      {error:#}");
        }
        let words = [
            &["install", "-y", "-qq", "--no-install-recommends"],
            packages,
        ]
        .concat();
        must(&mut self.command(&words), "installing").map(|_| ())
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = if self.sudo {
            let mut command = Command::new("sudo");
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        } else {
            Command::new("apt-get")
        };
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    }
}

fn has_cpp() -> bool {
    // On Windows the C++ compiler comes with the linker that Rust itself needs, and neither is
    // on the PATH; the build finds it.
    if cfg!(windows) {
        return true;
    }
    let named = std::env::var("CXX").ok();
    let usual = ["c++", "g++", "clang++"].map(str::to_string);
    named
        .into_iter()
        .chain(usual)
        .any(|name| answer(&name, &["--version"]).is_some())
}

fn has_node() -> bool {
    let node = answer("node", &["--version"]).is_some_and(|version| is_new_enough(&version));
    node && answer(crate::front_end::NPM, &["--version"]).is_some()
}

/// Vite 8 wants Node 20.19, 22.12, or anything later.
pub fn is_new_enough(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let major: u32 = numbers.next().unwrap_or(0);
    let minor: u32 = numbers.next().unwrap_or(0);
    matches!((major, minor), (20, 19..) | (22, 12..) | (23.., _))
}

#[cfg(test)]
#[path = "needs_tests.rs"]
mod tests;
