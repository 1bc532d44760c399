//! What the server counts of itself, in the text form of Prometheus
//! (`OpenMetrics` 1.0, <https://prometheus.io/docs/specs/om/open_metrics_spec/>).
//!
//! | name (`beatbook_` before each) | kind | labels |
//! |---|---|---|
//! | `requests_total` | counter | `route`, `method`, `status` |
//! | `request_duration_seconds` | histogram, until the answer begins to be sent | `route` |
//! | `requests_in_flight`, `connections` | gauge | |
//! | `requests_left_total` | counter: the asker went away first | |
//! | `queue_waiting`, `queue_working` | gauge | |
//! | `queue_refused_total`, `work_cancelled_total`, `work_timed_out_total`, `broken_total` | counter | |
//! | `cache_hits_total`, `cache_misses_total`, `cache_bytes`, `cache_most_bytes` | counter, gauge; of the version of the book that is served, so they begin anew with each | `cache` |
//! | `book_swaps_total`, `book_troubles_total`, `book_trouble` | counter, gauge | |
//! | `build_info` | info | `version`, `build` |
//!
//! and `process_resident_memory_bytes`, `process_cpu_seconds_total` (Linux). A route is the template of an
//! address, never the address: no selection, no id and no figure is in a label.

use std::fmt;
use std::fs;
use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::api;
use crate::error::{HttpError, Problems};
use crate::etag::BUILD;
use crate::selection;
use crate::served::Served;

/// The media type of the text.
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds in seconds: a cached tile takes microseconds, a search with permutations half a minute.
const SECONDS: [f64; 11] = [
    0.000_1, 0.000_5, 0.002, 0.005, 0.02, 0.05, 0.2, 0.5, 2.0, 10.0, 30.0,
];
const METHODS: [&str; 3] = ["GET", "HEAD", "other"];
/// Every status that an answer can have; the last stands for all others.
const STATUSES: [&str; 18] = [
    "200", "204", "206", "304", "400", "401", "403", "404", "405", "406", "413", "414", "416",
    "421", "431", "500", "503", "other",
];
/// Clock ticks of a second in the tables of Linux (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

type Labels<const N: usize> = [(&'static str, &'static str); N];
/// Labels of which some are made when the server starts, for each route.
type OwnLabels<const N: usize> = [(&'static str, String); N];

/// Counters of one server. Those of its queue and its caches are kept there.
#[derive(Debug)]
pub(crate) struct Metrics {
    requests: Family<OwnLabels<3>, Counter>,
    durations: Family<OwnLabels<1>, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    left: Counter,
    pub(crate) connections: Gauge,
    /// Requests that met a defect of the program outside the queue.
    pub(crate) broken: Counter,
    pub(crate) swaps: Counter,
    pub(crate) troubles: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            in_flight: Gauge::default(),
            left: Counter::default(),
            connections: Gauge::default(),
            broken: Counter::default(),
            swaps: Counter::default(),
            troubles: Counter::default(),
        }
    }
}

/// The counters of one route. They are looked up once, so that counting a request costs no search.
#[derive(Debug)]
pub(crate) struct Route {
    template: String,
    counts: [[OnceLock<Counter>; STATUSES.len()]; METHODS.len()],
    duration: OnceLock<Histogram>,
}

/// A request that is being answered. Dropped without having been answered, its asker has gone away.
#[derive(Debug)]
pub(crate) struct Begun<'a> {
    metrics: &'a Metrics,
    route: &'a Route,
    method: usize,
    began: Instant,
    answered: bool,
}

impl Route {
    /// Those of the addresses of this template, from 0.
    pub(crate) fn new(template: &str) -> Self {
        Self {
            template: template.into(),
            counts: Default::default(),
            duration: OnceLock::new(),
        }
    }
}

impl Metrics {
    pub(crate) fn begin<'a>(&'a self, route: &'a Route, method: &Method) -> Begun<'a> {
        self.in_flight.inc();
        Begun {
            metrics: self,
            route,
            method: match *method {
                Method::GET => 0,
                Method::HEAD => 1,
                _ => 2,
            },
            began: Instant::now(),
            answered: false,
        }
    }

    fn count(&self, route: &Route, method: usize, status: StatusCode) {
        let known = STATUSES.iter().position(|known| *known == status.as_str());
        let status = known.unwrap_or(STATUSES.len() - 1);
        let counter = route.counts[method][status].get_or_init(|| {
            self.requests.get_or_create_owned(&[
                ("route", route.template.clone()),
                ("method", METHODS[method].into()),
                ("status", STATUSES[status].into()),
            ])
        });
        counter.inc();
    }

    /// Everything counted, as text.
    pub(crate) fn text(&self, served: &Served) -> Result<String, fmt::Error> {
        let mut all = Registry::default();
        let ours = all.sub_registry_with_prefix("beatbook");
        ours.register("requests", "Requests answered", self.requests.clone());
        ours.register_with_unit(
            "request_duration",
            "Time until an answer begins to be sent",
            Unit::Seconds,
            self.durations.clone(),
        );
        ours.register(
            "requests_in_flight",
            "Requests being answered",
            self.in_flight.clone(),
        );
        ours.register(
            "requests_left",
            "Requests whose asker went away before the answer",
            self.left.clone(),
        );
        ours.register("connections", "Connections open", self.connections.clone());
        queue(ours, served);
        let broken = served.pool().counts.broken.get() + self.broken.get();
        ours.register(
            "broken",
            "Requests that met a defect of the program",
            ConstCounter::new(broken),
        );
        caches(ours, served);
        ours.register(
            "book_swaps",
            "New versions of the book that were opened",
            self.swaps.clone(),
        );
        ours.register(
            "book_troubles",
            "New versions of the book that could not be opened",
            self.troubles.clone(),
        );
        ours.register(
            "book_trouble",
            "1 while the current version of the book is not the one served",
            ConstGauge::new(i64::from(served.trouble().is_some())),
        );
        let build = [("version", env!("CARGO_PKG_VERSION")), ("build", BUILD)];
        ours.register("build", "The program", Info::new(build));
        process(&mut all);
        let mut text = String::new();
        encode(&mut text, &all)?;
        Ok(text)
    }
}

fn queue(ours: &mut Registry, served: &Served) {
    let pool = served.pool();
    let (waiting, working) = (pool.waiting() as i64, pool.working() as i64);
    ours.register(
        "queue_waiting",
        "Requests that wait for their turn",
        ConstGauge::new(waiting),
    );
    ours.register(
        "queue_working",
        "Requests at work",
        ConstGauge::new(working),
    );
    let counts = &pool.counts;
    for (name, help, counter) in [
        (
            "queue_refused",
            "Requests refused because too many were waiting",
            &counts.refused,
        ),
        (
            "work_cancelled",
            "Work that was left because nobody waited for it any longer",
            &counts.cancelled,
        ),
        (
            "work_timed_out",
            "Requests that took longer than the limit",
            &counts.timed_out,
        ),
    ] {
        ours.register(name, help, counter.clone());
    }
}

fn caches(ours: &mut Registry, served: &Served) {
    let app = served.app();
    let hits = Family::<Labels<1>, Counter>::default();
    let misses = Family::<Labels<1>, Counter>::default();
    let bytes = Family::<Labels<1>, Gauge>::default();
    let most_bytes = Family::<Labels<1>, Gauge>::default();
    for (word, cache) in [("answers", app.store.answers()), ("ready", &*app.ready)] {
        let label = [("cache", word)];
        let (found, made) = cache.hits_and_misses();
        hits.get_or_create(&label).inc_by(found);
        misses.get_or_create(&label).inc_by(made);
        bytes.get_or_create(&label).set(cache.bytes() as i64);
        let most = cache.most_bytes() as i64;
        most_bytes.get_or_create(&label).set(most);
    }
    ours.register("cache_hits", "Answers found", hits);
    ours.register("cache_misses", "Answers worked out", misses);
    ours.register("cache_bytes", "Bytes of the answers kept", bytes);
    ours.register(
        "cache_most_bytes",
        "Bytes of answers that may be kept",
        most_bytes,
    );
}

/// What the system says of this process; nothing where it does not say it this way.
fn process(all: &mut Registry) {
    if let Some(bytes) = resident_bytes() {
        all.register(
            "process_resident_memory_bytes",
            "Memory of the process",
            ConstGauge::new(bytes),
        );
    }
    if let Some(seconds) = cpu_seconds() {
        all.register(
            "process_cpu_seconds",
            "Time that processors worked for the process",
            ConstCounter::new(seconds),
        );
    }
}

fn resident_bytes() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after) = stat.rsplit_once(") ")?; // the name before may hold blanks
    let ticks = after.split(' ').skip(11).take(2);
    Some(
        ticks
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum::<f64>()
            / TICKS,
    )
}

impl Begun<'_> {
    /// Counts the answer.
    pub(crate) fn answered(mut self, status: StatusCode) {
        self.answered = true;
        self.metrics.count(self.route, self.method, status);
        let Self { metrics, route, .. } = &self;
        let duration = route.duration.get_or_init(|| {
            let labels = [("route", route.template.clone())];
            metrics.durations.get_or_create_owned(&labels)
        });
        duration.observe(self.began.elapsed().as_secs_f64());
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.metrics.in_flight.dec();
        if !self.answered {
            self.metrics.left.inc();
        }
    }
}

/// What the server counts of itself, as text for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = api::WATCH,
    responses((status = 200, description = "The counts", content_type = "application/openmetrics-text", body = String), Problems))]
pub(crate) async fn metrics(State(served): State<Served>, uri: Uri) -> Result<Response, HttpError> {
    selection::nothing(&uri)?;
    let text = served.metrics().text(&served);
    let text = text.map_err(|_| HttpError::Broken)?;
    let headers = [
        (header::CONTENT_TYPE, TEXT),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

#[cfg(test)]
#[path = "metrics_tests.rs"]
mod tests;
