//! Our side of `cargo xtask bench`: arrays that a peer reads and writes too, and rounds timed on
//! demand, so that ours and the peer take turns within one run.
//!
//! An array is a file of little-endian numbers and nothing else, named for what it holds:
//! `points.f64`, `pairs.u64`.
//!
//! A contestant is a process. It prepares, says `ready`, times its work once for every line `go`,
//! answering with seconds, and at any other line, or the end, writes its results and says
//! `peak BYTES`, the most memory it ever held.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Short work is repeated this long in a round, and counts as the median of its runs.
const ROUND: Duration = Duration::from_millis(100);

/// Takes part in a contest: times `work` as often as asked, then hands its last result to `keep`.
///
/// # Errors
/// If the pipe to the one who asks is broken, or `keep` fails.
pub fn take_part<T>(
    mut work: impl FnMut() -> T,
    keep: impl FnOnce(T) -> io::Result<()>,
) -> io::Result<()> {
    let mut last = None;
    println!("ready");
    for line in io::stdin().lock().lines() {
        if line? != "go" {
            break;
        }
        // The result of the round before must not count as memory of this one.
        drop(last.take());
        let (seconds, result) = round(&mut work);
        last = Some(result);
        println!("{seconds:e}");
        io::stdout().flush()?;
    }
    let peak = peak_memory().unwrap_or(0);
    last.map_or(Ok(()), keep)?;
    println!("peak {peak}");
    Ok(())
}

fn round<T>(work: &mut impl FnMut() -> T) -> (f64, T) {
    let began = Instant::now();
    let mut seconds = Vec::new();
    loop {
        let start = Instant::now();
        let result = work();
        seconds.push(start.elapsed().as_secs_f64());
        if began.elapsed() >= ROUND {
            seconds.sort_by(f64::total_cmp);
            return (seconds[seconds.len() / 2], result);
        }
    }
}

/// The most memory this process ever held, in bytes, where the system says.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// A number with a fixed width on disk.
pub trait Fixed: Copy {
    /// What its files are called after the dot.
    const ENDING: &'static str;
    /// Its little-endian bytes.
    fn bytes(self) -> Vec<u8>;
    /// The number from exactly its bytes.
    fn from_bytes(bytes: &[u8]) -> Self;
}

macro_rules! fixed {
    ($type:ty, $ending:literal) => {
        impl Fixed for $type {
            const ENDING: &'static str = $ending;
            fn bytes(self) -> Vec<u8> {
                self.to_le_bytes().to_vec()
            }
            fn from_bytes(bytes: &[u8]) -> Self {
                <$type>::from_le_bytes(bytes.try_into().expect("cut to the width of the type"))
            }
        }
    };
}

fixed!(f64, "f64");
fixed!(u32, "u32");
fixed!(u64, "u64");

/// Writes an array into a folder.
///
/// # Errors
/// If the file cannot be written.
pub fn write_array<T: Fixed>(
    folder: &Path,
    name: &str,
    values: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    let bytes: Vec<u8> = values.into_iter().flat_map(Fixed::bytes).collect();
    fs::write(folder.join(format!("{name}.{}", T::ENDING)), bytes)
}

/// Reads an array from a folder.
///
/// # Errors
/// If the file cannot be read.
pub fn read_array<T: Fixed>(folder: &Path, name: &str) -> io::Result<Vec<T>> {
    let bytes = fs::read(folder.join(format!("{name}.{}", T::ENDING)))?;
    let numbers = bytes.chunks_exact(size_of::<T>()).map(T::from_bytes);
    Ok(numbers.collect())
}

/// Positions, which are stored as x and y in turn.
///
/// # Errors
/// If the file cannot be read.
pub fn read_points(folder: &Path, name: &str) -> io::Result<Vec<[f64; 2]>> {
    let flat: Vec<f64> = read_array(folder, name)?;
    Ok(flat
        .chunks_exact(2)
        .map(|pair| [pair[0], pair[1]])
        .collect())
}

/// Writes positions, x and y in turn.
///
/// # Errors
/// If the file cannot be written.
pub fn write_points(folder: &Path, name: &str, points: &[[f64; 2]]) -> io::Result<()> {
    write_array(folder, name, points.iter().copied().flatten())
}
