//! Where the browser is. Debian's wrapper in `/usr/bin` adds flags of its own, so the program
//! behind it comes first.

use std::path::PathBuf;

const USUAL: [&str; 7] = [
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// The path in `CHROMIUM`, or the first of the usual places that exists.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named
        .into_iter()
        .chain(USUAL.map(PathBuf::from))
        .find(|path| path.is_file())
}
