//! What is measured. A job is a Rust side, which also makes the data
//! (`crates/beatbook-analyse/benches/beside_peers`), and a peer side (`tests/benchmarks/peers.py`).

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

pub struct Job {
    pub name: &'static str,
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

pub const JOBS: [Job; 7] = [
    Job {
        name: "gi-binary",
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
        name: "pairs-12k",
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
        title: "Pairs within 200 m",
        size: "100,000 events",
        target: None,
        rounds: 5,
        peers: &PAIRS,
        agree: &[agree("pairs", How::Same)],
        memory: true,
    },
];
