//! A round of `wrk` (<https://github.com/wg/wrk>).

use std::error::Error;
use std::process::Command;

use crate::servers::Server;

/// One of the two processors is the server's.
const THREADS: &str = "1";
const CONNECTIONS: &str = "32";
const SECONDS: &str = "5";

pub struct Round {
    pub per_second: f64,
    /// Microseconds of the server's CPU for each request.
    pub cpu_us: f64,
}

pub fn round(server: &Server, path: &str) -> Result<Round, Box<dyn Error>> {
    let before = server.cpu();
    let url = format!("{}{}", server.address.trim_end_matches('/'), path);
    let told = Command::new("wrk")
        .args(["-t", THREADS, "-c", CONNECTIONS, "-d", SECONDS])
        .args(["-H", "Accept-Encoding: gzip"])
        .arg(&url)
        .output()?;
    let cpu = server.cpu().saturating_sub(before);
    let told = String::from_utf8(told.stdout)?;
    if told.contains("Non-2xx") || told.contains("Socket errors") {
        return Err(format!("{url}: {told}").into());
    }
    let requests = told.lines().find_map(|line| {
        let (number, _) = line.trim().split_once(" requests in")?;
        number.parse::<f64>().ok()
    });
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("Requests/sec:"));
    let per_second = line.ok_or("wrk says no rate")?.trim().parse()?;
    Ok(Round {
        per_second,
        cpu_us: cpu.as_secs_f64() * 1e6 / requests.ok_or("wrk says no number of requests")?,
    })
}
