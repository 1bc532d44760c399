//! How the texts of a Shapefile's table are written: what its `.cpg` says.

use encoding_rs::Encoding;

use crate::table::decoded;

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodePage {
    /// No `.cpg`: UTF-8 where it is sound, else Windows-1252.
    Guessed,
    /// Texts cut off within a letter lose it; what is not UTF-8 at all is read as Windows-1252.
    Utf8,
    /// One of the code pages browsers know. ISO-8859-1 is read as Windows-1252, which contains it.
    Known(&'static Encoding),
    /// A name that says nothing to us, such as those of DOS.
    Unknown,
}

impl CodePage {
    /// By the text of the `.cpg`: `UTF-8`, `65001`, `1252`, `ANSI 1252`, `ISO-8859-1`, `88591`.
    pub fn of(text: &str) -> Self {
        let name = text
            .trim()
            .trim_start_matches('\u{feff}')
            .to_ascii_lowercase();
        if name.is_empty() {
            return Self::Guessed;
        }
        let bare = ["ansi", "cp", "windows", "ms"]
            .iter()
            .find_map(|word| name.strip_prefix(word))
            .unwrap_or(&name)
            .trim_start_matches([' ', '-', '_', '.']);
        let label = match bare {
            "65001" | "utf8" | "utf 8" => "utf-8".to_owned(),
            page if page.len() == 4 && page.starts_with("125") => format!("windows-{page}"),
            page if page.starts_with("8859") => {
                let part = page[4..].trim_start_matches([' ', '-', '_']);
                format!("iso-8859-{part}")
            }
            _ => name.replace(' ', "-"),
        };
        match Encoding::for_label(label.as_bytes()) {
            Some(found) if found == encoding_rs::UTF_8 => Self::Utf8,
            Some(found) => Self::Known(found),
            None => Self::Unknown,
        }
    }

    /// A text in this code page.
    pub fn decoded(self, bytes: &[u8]) -> String {
        match self {
            Self::Guessed | Self::Unknown => decoded(bytes),
            Self::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(e) if e.error_len().is_none() => decoded(&bytes[..e.valid_up_to()]),
                Err(_) => decoded(bytes),
            },
            Self::Known(page) => page.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

#[cfg(test)]
#[path = "code_page_tests.rs"]
mod tests;
