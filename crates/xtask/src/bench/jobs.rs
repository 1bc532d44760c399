//! What is measured. A job is a Rust side, which also makes the data (`benches/beside_peers` of the
//! crate that can do it), and a peer side (`tests/benchmarks/peers.py`).

use crate::bench::agree::{Agree, How};

/// How many threads a peer uses. Ours always takes part twice, with one and with all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    One,
    All,
}

impl Threads {
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::All => "all",
        }
    }
}

pub struct Peer {
    /// What the peer side calls it.
    pub name: &'static str,
    /// The package whose pinned version is shown, and the call.
    pub package: &'static str,
    pub call: &'static str,
    pub threads: Threads,
}

/// The crates that have jobs.
pub const PACKAGES: [&str; 2] = [ANALYSE, LOCATE];
const ANALYSE: &str = "beatbook-analyse";
const LOCATE: &str = "beatbook-locate";

pub struct Job {
    pub name: &'static str,
    /// The crate whose job it is.
    pub package: &'static str,
    pub title: &'static str,
    pub size: &'static str,
    /// How many times faster ours is meant to be than each peer, thread for thread.
    pub target: Option<f64>,
    pub rounds: usize,
    pub peers: &'static [Peer],
    pub agree: &'static [Agree],
    /// Whether the page shows the memory of each side.
    pub memory: bool,
}

const fn peer(
    name: &'static str,
    package: &'static str,
    call: &'static str,
    threads: Threads,
) -> Peer {
    Peer {
        name,
        package,
        call,
        threads,
    }
}

const fn agree(array: &'static str, how: How) -> Agree {
    Agree { array, how }
}

const PAIRS: [Peer; 6] = [
    peer("scipy", "scipy", "cKDTree.query_pairs", Threads::One),
    peer("geopandas", "geopandas", "sjoin(dwithin)", Threads::One),
    peer("duckdb", "duckdb", "ST_DWithin", Threads::One),
    peer("duckdb", "duckdb", "ST_DWithin", Threads::All),
    peer("sedonadb", "sedonadb", "ST_DWithin", Threads::One),
    peer("sedonadb", "sedonadb", "ST_DWithin", Threads::All),
];

const JOIN: [Peer; 5] = [
    peer("geopandas", "geopandas", "sjoin(within)", Threads::One),
    peer("duckdb", "duckdb", "ST_Within", Threads::One),
    peer("duckdb", "duckdb", "ST_Within", Threads::All),
    peer("sedonadb", "sedonadb", "ST_Within", Threads::One),
    peer("sedonadb", "sedonadb", "ST_Within", Threads::All),
];

const SAME_AREA: [Agree; 1] = [agree("area", How::Areas)];

/// A join of 3 million points with areas, whose index is ready or built within the time.
const fn join(
    name: &'static str,
    title: &'static str,
    size: &'static str,
    target: Option<f64>,
) -> Job {
    Job {
        name,
        package: LOCATE,
        title,
        size,
        target,
        rounds: 5,
        peers: &JOIN,
        agree: &SAME_AREA,
        memory: false,
    }
}

const READY: &str = "Area of each point, ours with its index ready";
const BUILT: &str = "Area of each point, ours with its index built in the time";
const MANY: &str = "3,000,000 points, 1,702 areas";
const MORE: &str = "3,000,000 points, 33,755 areas";

pub const JOBS: [Job; 14] = [
    Job {
        name: "gi-binary",
        package: ANALYSE,
        title: "Gi\\*, 9,999 conditional permutations, binary weights",
        size: "10,000 hexagons",
        target: Some(1000.0),
        rounds: 3,
        peers: &[
            peer("esda", "esda", "G_Local", Threads::One),
            peer("esda", "esda", "G_Local", Threads::All),
        ],
        agree: &[
            agree("z", How::Absolute(1e-8)),
            agree("reached", How::Chance(9_999)),
        ],
        memory: false,
    },
    Job {
        name: "gi-general",
        package: ANALYSE,
        title: "Gi\\*, 9,999 conditional permutations, inverse distance weights",
        size: "10,000 hexagons",
        target: Some(30.0),
        rounds: 3,
        peers: &[
            peer("esda", "esda", "G_Local", Threads::One),
            peer("esda", "esda", "G_Local", Threads::All),
        ],
        agree: &[
            agree("z", How::Absolute(1e-8)),
            agree("reached", How::Chance(9_999)),
        ],
        memory: false,
    },
    Job {
        name: "moran",
        package: ANALYSE,
        title: "Local Moran, 9,999 conditional permutations",
        size: "10,000 hexagons",
        target: Some(30.0),
        rounds: 3,
        peers: &[
            peer("esda", "esda", "Moran_Local", Threads::One),
            peer("esda", "esda", "Moran_Local", Threads::All),
        ],
        agree: &[
            agree("moran", How::Absolute(1e-8)),
            agree("reached", How::Chance(9_999)),
        ],
        memory: false,
    },
    Job {
        name: "knox",
        package: ANALYSE,
        title: "Knox, 200 m and 14 days, 99 permutations",
        size: "12,000 events",
        target: Some(50.0),
        rounds: 3,
        peers: &[peer("pointpats", "pointpats", "Knox", Threads::One)],
        agree: &[agree("pairs", How::Same), agree("reached", How::Chance(99))],
        memory: true,
    },
    Job {
        name: "density",
        package: ANALYSE,
        title: "Quartic density, 500 x 500 cells of 20 m, radius 200 m",
        size: "20,000 points",
        target: Some(20.0),
        rounds: 5,
        peers: &[
            peer(
                "matrix",
                "scipy",
                "cKDTree.sparse_distance_matrix",
                Threads::One,
            ),
            peer("ball", "scipy", "cKDTree.query_ball_point", Threads::All),
        ],
        agree: &[agree("density", How::OfLargest(1e-9))],
        memory: false,
    },
    Job {
        name: "smoothing",
        package: ANALYSE,
        title: "Empirical Bayes rates, global and local, ours with intervals",
        size: "10,000 hexagons",
        target: None,
        rounds: 3,
        peers: &[peer(
            "esda",
            "esda",
            "Empirical_Bayes, Spatial_Empirical_Bayes",
            Threads::One,
        )],
        agree: &[
            agree("global", How::OfLargest(1e-12)),
            agree("local", How::OfLargest(1e-12)),
        ],
        memory: false,
    },
    Job {
        name: "e-test",
        package: ANALYSE,
        title: "E-test of two Poisson counts up to 200",
        size: "200 pairs",
        target: None,
        rounds: 3,
        peers: &[peer(
            "statsmodels",
            "statsmodels",
            "test_poisson_2indep(etest-wald)",
            Threads::One,
        )],
        agree: &[agree("p", How::Absolute(1e-9))],
        memory: false,
    },
    Job {
        name: "panel",
        package: ANALYSE,
        title: "Poisson difference in differences, effects of place and period, error by place",
        size: "60 places, 26 periods",
        target: Some(10.0),
        rounds: 5,
        peers: &[peer(
            "statsmodels",
            "statsmodels",
            "GLM(Poisson).fit(cluster)",
            Threads::One,
        )],
        agree: &[agree("effect", How::Absolute(1e-8))],
        memory: false,
    },
    Job {
        name: "pairs-12k",
        package: ANALYSE,
        title: "Pairs within 200 m",
        size: "12,000 events",
        target: None,
        rounds: 5,
        peers: &PAIRS,
        agree: &[agree("pairs", How::Same)],
        memory: false,
    },
    Job {
        name: "pairs-100k",
        package: ANALYSE,
        title: "Pairs within 200 m",
        size: "100,000 events",
        target: None,
        rounds: 5,
        peers: &PAIRS,
        agree: &[agree("pairs", How::Same)],
        memory: true,
    },
    join("join", READY, MANY, Some(15.0)),
    join("join-with-build", BUILT, MANY, Some(10.0)),
    join("join-areas", READY, MORE, Some(15.0)),
    join("join-areas-with-build", BUILT, MORE, Some(10.0)),
];
