//! Why something could not be fetched, and the way out.

use std::io;
use std::path::PathBuf;

/// What went wrong. Every message is one sentence; what helps stands after its last semicolon.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// No such folder in the catalogue: (asked, the names there are).
    #[error(
        "`{0}` is not in the catalogue; take one of {1}, or the path of a source.toml of your own"
    )]
    NoSuchSource(String, String),
    /// No such file in a source: (source, asked, the ids there are).
    #[error("{0} has no file `{1}`; take one of {2}, or {0}#* for all")]
    NoSuchFile(String, String, String),
    /// A source.toml that cannot be used: (where, why).
    #[error("cannot use {0}: {1}; compare it with the ones in the folder `boundaries`")]
    BadSource(String, String),
    /// An address that is not asked: (address, why).
    #[error("{0} is not asked: {1}; correct the address in the source.toml")]
    Address(String, &'static str),
    /// Not a range of months.
    #[error("`{0}` is not a range of months; write it like --months 2023-01..2023-12")]
    Months(String),
    /// Months are needed: (source).
    #[error("{0} is published by month; say which, as in --months 2023-01..2023-12")]
    MonthsNeeded(String),
    /// Months that no archive holds: (first asked, first there is).
    #[error("nothing is published for {0}: the archives begin with {1}; ask for later months")]
    MonthsTooEarly(String, String),
    /// Not the name of a force.
    #[error(
        "`{0}` is not the name of a force; write it as data.police.uk does, such as greater-manchester"
    )]
    ForceName(String),
    /// No file of the police force: (force, archive, the forces there are).
    #[error("{1} holds no file of `{0}`; take one of {2}")]
    NoSuchForce(String, String, String),
    /// Options that this source has no use for: (option, source).
    #[error("{0} says nothing about {1}, which is not published by month and force; leave it out")]
    NotByMonth(&'static str, String),
    /// No way to the publisher.
    #[error(
        "cannot reach {host} ({why}): no network, or a proxy that is not set; get {address} by hand, put it at {path}, and run the same again"
    )]
    Unreachable {
        /// Who was asked.
        host: String,
        /// The reason given.
        why: String,
        /// What was asked for.
        address: String,
        /// Where the file belongs.
        path: PathBuf,
    },
    /// The publisher answered that there is nothing for us.
    #[error(
        "{address} was answered with status {status}; look at {page} whether it has moved, get it by hand and put it at {path}"
    )]
    Refused {
        /// HTTP status.
        status: u16,
        /// What was asked for.
        address: String,
        /// A page for people.
        page: String,
        /// Where the file belongs.
        path: PathBuf,
    },
    /// The publisher asks for a longer wait than is waited for.
    #[error(
        "{address} asks to wait {seconds} s; run the same again after that, what is fetched is kept"
    )]
    Wait {
        /// What was asked for.
        address: String,
        /// How long.
        seconds: u64,
    },
    /// Tried often enough.
    #[error(
        "gave up {address} after {tries} tries ({why}); run the same again to go on from there, or get it by hand and put it at {path}"
    )]
    GaveUp {
        /// What was asked for.
        address: String,
        /// How often it failed.
        tries: u32,
        /// The last reason.
        why: String,
        /// Where the file belongs.
        path: PathBuf,
    },
    /// More than is taken.
    #[error(
        "{address} is larger than {limit_mib} MiB; set `limit_mib` in a source.toml of your own if that is right"
    )]
    TooLarge {
        /// What was asked for.
        address: String,
        /// The limit, in MiB.
        limit_mib: u64,
    },
    /// A page for people instead of data.
    #[error(
        "{address} was answered with a web page instead of {file}, as log-in pages and blocking proxies do; get it by hand and put it at {path}"
    )]
    WebPage {
        /// What was asked for.
        address: String,
        /// What was expected.
        file: String,
        /// Where the file belongs.
        path: PathBuf,
    },
    /// Not the file that the catalogue describes.
    #[error(
        "{address} has sha256 {found}, the catalogue says {expected}, so it was not kept; look at {page} whether it was re-issued, then correct `sha256` in a source.toml of your own"
    )]
    Hash {
        /// What was asked for.
        address: String,
        /// What came.
        found: String,
        /// What was expected.
        expected: String,
        /// A page for people.
        page: String,
    },
    /// A zip or workbook that cannot be opened: (path, why, help).
    #[error("{0} is not a whole zip archive ({1}); {2}")]
    NotAnArchive(PathBuf, String, &'static str),
    /// Not what was fetched any more: (path).
    #[error(
        "{0} is not what was fetched: its sha256 differs from its record; move it away and run the same again"
    )]
    Changed(PathBuf),
    /// Not fetched at all: (path).
    #[error(
        "{0} was put there by hand, since it has no record, and is not written over; move it away and run the same again"
    )]
    ByHand(PathBuf),
    /// Somebody else is at it: (path).
    #[error("{0} is being fetched by another beatbook; wait for it to end")]
    Busy(PathBuf),
    /// The disk: (what was tried, path, reason).
    #[error("cannot {0} {1}: {2}; see to the folder, or name another with --to")]
    Disk(&'static str, PathBuf, #[source] io::Error),
    /// A record that cannot be read: (path, why).
    #[error("cannot read the record {0}: {1}; remove it and run the same again")]
    Record(PathBuf, String),
    /// A feature layer that answers what cannot be used: (address, why).
    #[error(
        "the layer {0} {1}; look at it in a browser, and get its file by hand from the publisher's page"
    )]
    Layer(String, String),
    /// A feature layer that gave another number of features than it said.
    #[error(
        "the layer {address} says it has {said} features and gave {given}, so nothing was kept; it may have changed meanwhile, run the same again"
    )]
    Count {
        /// The layer.
        address: String,
        /// What it says.
        said: u64,
        /// What came.
        given: u64,
    },
    /// The same feature twice: (address, id).
    #[error(
        "the layer {0} gave feature {1} twice, so nothing was kept; it may have changed meanwhile, run the same again"
    )]
    Twice(String, String),
}

impl FetchError {
    /// For `map_err`: the disk refused.
    pub(crate) fn disk(
        doing: &'static str,
        path: &std::path::Path,
    ) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk(doing, path.to_path_buf(), error)
    }
}
