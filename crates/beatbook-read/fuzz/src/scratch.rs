//! Files for readers that want a path: in a folder of this process, in memory where the system has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const NAME: &str = "beatbook-fuzz-";

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = base.join(format!("{NAME}{}", std::process::id()));
    clear(&base);
    fs::create_dir_all(folder.join("alone")).unwrap();
    folder
});

/// Takes away what targets have left that no longer run: libFuzzer ends without telling anybody.
fn clear(base: &Path) {
    if !Path::new("/proc/self").exists() {
        return; // which of them run is not known
    }
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(NAME));
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Where a file of this name is, or would be.
pub fn path(name: &str) -> PathBuf {
    FOLDER.join(name)
}

/// Writes a file of this name, over the one of the input before.
pub fn write(name: &str, bytes: &[u8]) -> PathBuf {
    let path = path(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Takes it away again.
pub fn remove(name: &str) {
    let _ = fs::remove_file(path(name));
}
