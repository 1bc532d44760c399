"""The peers' side of `cargo xtask bench`: python peers.py JOB PEER THREADS INPUT OUTPUT.

Reads the arrays that our side generated, prepares, says "ready", times its work once for every line
"go", writes its results as arrays of the same names as ours, and says "peak BYTES". What is said is
described in crates/beatbook-testkit/src/contest.rs. `python peers.py machine` describes the machine.
"""

import datetime
import os
import platform
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROUND = 0.1  # seconds: short work is repeated this long in a round

Arrays = dict[str, np.ndarray]
# The work to be timed, and what turns its result into arrays afterwards.
Sides = tuple[Callable[[], object], Callable[[object], Arrays]]


def read(folder: Path, name: str) -> np.ndarray:
    """One array, by a name such as "points.f64"."""
    return np.fromfile(folder / name, dtype="<" + {"f64": "f8", "u32": "u4", "u64": "u8"}[name[-3:]])


def points(folder: Path) -> np.ndarray:
    return read(folder, "points.f64").reshape(-1, 2)


# --- esda ---------------------------------------------------------------------------------------


def weights(folder: Path, values: bool):
    """libpysal weights, without the unit itself."""
    from libpysal.weights import W

    offsets, links = read(folder, "offsets.u32"), read(folder, "links.u32")
    shares = read(folder, "weights.f64") if values else np.ones(len(links))
    rows = list(enumerate(zip(offsets[:-1], offsets[1:])))
    near = {unit: links[start:end].tolist() for unit, (start, end) in rows}
    by = {unit: shares[start:end].tolist() for unit, (start, end) in rows}
    return W(near, by, silence_warnings=True)


def reached(p: np.ndarray, permutations: int) -> np.ndarray:
    """How many permutations were at least as extreme, in esda's direction."""
    return np.rint(p.astype(float) * (permutations + 1) - 1).astype("<u4")


def local_gi(folder: Path, threads: str, general: bool) -> Sides:
    from esda import G_Local

    y = read(folder, "values.f64")
    w = weights(folder, general)
    # Asked to add the unit itself, esda copies the weights. In weights that hold it already, it
    # would set the diagonal to 0 for good, and a second call with them would be Gi, not Gi*.
    star = read(folder, "own_weight.f64").item() if general else True

    def work(permutations: int = 9_999):
        return G_Local(
            y,
            w,
            transform="R" if general else "B",
            permutations=permutations,
            star=star,
            keep_simulations=False,
            n_jobs=1 if threads == "1" else -1,
            seed=1,
        )

    def keep(found) -> Arrays:
        return {"z.f64": found.Zs, "reached.u32": reached(found.p_sim, 9_999)}

    work(99)
    return work, keep


def gi_binary(folder: Path, threads: str) -> Sides:
    return local_gi(folder, threads, general=False)


def gi_general(folder: Path, threads: str) -> Sides:
    return local_gi(folder, threads, general=True)


def moran(folder: Path, threads: str) -> Sides:
    from esda import Moran_Local

    y = read(folder, "values.f64")
    w = weights(folder, False)

    def work(permutations: int = 9_999):
        return Moran_Local(
            y,
            w,
            transformation="r",
            permutations=permutations,
            keep_simulations=False,
            n_jobs=1 if threads == "1" else -1,
            seed=1,
        )

    def keep(found) -> Arrays:
        return {"moran.f64": found.Is, "reached.u32": reached(found.p_sim, 9_999)}

    work(99)
    return work, keep


# --- pointpats ----------------------------------------------------------------------------------


def smoothing(folder: Path, threads: str) -> Sides:
    from esda.smoothing import Empirical_Bayes, Spatial_Empirical_Bayes

    events = read(folder, "events.u64").astype(float)
    population = read(folder, "population.f64")
    w = weights(folder, False)
    w.id_order = list(range(len(events)))

    def work():
        every = Empirical_Bayes(events, population)
        return every, Spatial_Empirical_Bayes(events, population, w)

    def keep(found) -> Arrays:
        every, local = found
        return {"global.f64": every.r.ravel(), "local.f64": local.r.ravel()}

    work()
    return work, keep


def e_test(folder: Path, threads: str) -> Sides:
    from statsmodels.stats.rates import test_poisson_2indep

    pairs = read(folder, "counts.u64").reshape(-1, 2).astype(int).tolist()

    def work():
        # The statistic of Krishnamoorthy & Thomson; `etest` alone takes the score statistic.
        return [test_poisson_2indep(a, 365, b, 366, method="etest-wald").pvalue for a, b in pairs]

    def keep(found) -> Arrays:
        return {"p.f64": np.asarray(found)}

    work()
    return work, keep


def knox(folder: Path, threads: str) -> Sides:
    from pointpats import Knox

    at, days = points(folder), read(folder, "days.u32").astype(float).reshape(-1, 1)

    def work():
        return Knox(at, days, delta=200, tau=14, permutations=99)

    def keep(found) -> Arrays:
        (both, near), (soon, _) = found.observed
        counts = [both, both + near, both + soon, found.observed.sum()]
        return {
            "pairs.u64": np.array(counts, dtype="<u8"),
            "reached.u32": reached(np.array([found.p_sim]), 99),
        }

    return work, keep


# --- statsmodels --------------------------------------------------------------------------------

PLACES, TREATED, PERIODS = 60, 20, 26


def panel(folder: Path, threads: str) -> Sides:
    from statsmodels.api import GLM, families

    events = read(folder, "events.u32").astype(float)
    place, period = np.divmod(np.arange(PLACES * PERIODS), PERIODS)
    effect = (place < TREATED) & (period >= PERIODS // 2)
    places = place[:, None] == np.arange(PLACES)
    periods = period[:, None] == np.arange(1, PERIODS)
    design = np.column_stack([effect, places, periods]).astype(float)

    def work():
        model = GLM(events, design, family=families.Poisson())
        kind = {"groups": place, "use_correction": False}
        return model.fit(cov_type="cluster", cov_kwds=kind, tol=1e-13)

    def keep(found) -> Arrays:
        error = found.bse[0] * np.sqrt(PLACES / (PLACES - 1))
        return {"effect.f64": np.array([found.params[0], error])}

    return work, keep


# --- SciPy --------------------------------------------------------------------------------------

SIDE, CELL, RADIUS = 500, 20.0, 200.0


def centres() -> np.ndarray:
    along = (np.arange(SIDE) + 0.5) * CELL
    x, y = np.meshgrid(along, along)
    return np.column_stack([x.ravel(), y.ravel()])


def kernel(squares: np.ndarray) -> np.ndarray:
    """The quartic kernel of squared distances within the radius, per square metre."""
    rest = 1.0 - squares / RADIUS**2
    return 3.0 / (np.pi * RADIUS**2) * rest * rest


def density_by_matrix(folder: Path, threads: str) -> Sides:
    """All distances within the radius at once."""
    from scipy.spatial import cKDTree

    at, cells = points(folder), centres()

    def work():
        near = cKDTree(at).sparse_distance_matrix(
            cKDTree(cells), RADIUS, output_type="ndarray"
        )
        return np.bincount(near["j"], kernel(near["v"] ** 2), minlength=len(cells))

    return work, lambda found: {"density.f64": found}


def density_by_ball(folder: Path, threads: str) -> Sides:
    """The cells around each event, looked up with all threads."""
    from scipy.spatial import cKDTree

    at, cells = points(folder), centres()

    def work():
        balls = cKDTree(cells).query_ball_point(
            at, RADIUS, workers=1 if threads == "1" else -1
        )
        cell = np.concatenate(balls).astype(np.intp)
        event = np.repeat(np.arange(len(at)), [len(ball) for ball in balls])
        squares = ((cells[cell] - at[event]) ** 2).sum(axis=1)
        return np.bincount(cell, kernel(squares), minlength=len(cells))

    return work, lambda found: {"density.f64": found}


# --- pairs --------------------------------------------------------------------------------------


def as_pairs(found) -> Arrays:
    """Pairs in rising order, each as one number."""
    one, other = (np.asarray(ids).astype("<u8") for ids in found)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return {"pairs.u64": np.sort(low << np.uint64(32) | high)}


def pairs_scipy(folder: Path, threads: str) -> Sides:
    from scipy.spatial import cKDTree

    at = points(folder)

    def work():
        return cKDTree(at).query_pairs(200.0, output_type="ndarray").T

    return work, as_pairs


def pairs_geopandas(folder: Path, threads: str) -> Sides:
    import geopandas

    at = points(folder)
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(at[:, 0], at[:, 1]))

    def work():
        found = geopandas.sjoin(frame, frame, predicate="dwithin", distance=200.0)
        one, other = found.index.to_numpy(), found["index_right"].to_numpy()
        return one[one < other], other[one < other]

    return work, as_pairs


def table(folder: Path):
    import pandas

    at = points(folder)
    return pandas.DataFrame({"id": np.arange(len(at)), "x": at[:, 0], "y": at[:, 1]})


# With `a.id < b.id` in it, DuckDB compares every row with every other instead of using its index.
BOTH_WAYS = "SELECT a.id AS i, b.id AS j FROM e a JOIN e b ON ST_DWithin(a.g, b.g, 200.0)"


def duckdb_with(threads: str):
    """A connection that knows geometries."""
    import duckdb
    import duckdb_extension_spatial

    shipped = Path(duckdb_extension_spatial.__file__).parent
    connection = duckdb.connect()
    connection.execute(f"LOAD '{next(shipped.rglob('*.duckdb_extension'))}'")
    if threads == "1":
        connection.execute("SET threads = 1")
    return connection


def pairs_duckdb(folder: Path, threads: str) -> Sides:
    connection = duckdb_with(threads)
    raw = table(folder)  # found by its name
    connection.execute("CREATE TABLE e AS SELECT id, ST_Point(x, y) AS g FROM raw")
    del raw

    def work():
        found = connection.execute(BOTH_WAYS).fetchnumpy()
        one, other = found["i"], found["j"]
        return one[one < other], other[one < other]

    return work, as_pairs


def sedonadb_with(threads: str):
    """A session that takes so many threads."""
    import sedonadb

    session = sedonadb.connect()
    if threads == "1":
        session.sql("SET datafusion.execution.target_partitions = 1").execute()
    return session


def pairs_sedonadb(folder: Path, threads: str) -> Sides:
    import pyarrow

    session = sedonadb_with(threads)
    session.create_data_frame(table(folder)).to_view("raw")
    session.sql("SELECT id, ST_Point(x, y) AS g FROM raw").to_memtable().to_view("e")

    def work():
        return pyarrow.table(session.sql(BOTH_WAYS + " WHERE a.id < b.id"))

    return work, lambda found: as_pairs((found["i"], found["j"]))


# --- join ---------------------------------------------------------------------------------------

NO_AREA = np.uint32(2**32 - 1)


def areas(folder: Path) -> np.ndarray:
    """The areas as shapely polygons."""
    import shapely

    corners = read(folder, "corners.f64").reshape(-1, 2)
    offsets = [read(folder, f"{name}.u32") for name in ("rings", "polygons", "areas")]
    kind = shapely.GeometryType.MULTIPOLYGON
    return shapely.from_ragged_array(kind, corners, tuple(offsets))


def one_each(points: int, at: np.ndarray, area: np.ndarray) -> np.ndarray:
    """One area per point from rows in any order."""
    found = np.full(points, NO_AREA)
    found[at] = area
    return found


def as_areas(found: np.ndarray) -> Arrays:
    return {"area.u32": found.astype("<u4")}


def join_geopandas(folder: Path, threads: str) -> Sides:
    import geopandas

    at = points(folder)
    shapes = geopandas.points_from_xy(at[:, 0], at[:, 1])
    ground = geopandas.GeoDataFrame(geometry=areas(folder))

    def work():
        # A new frame, since one that was joined before keeps its tree of points.
        frame = geopandas.GeoDataFrame(geometry=shapes.copy())
        found = geopandas.sjoin(frame, ground, predicate="within")
        return one_each(len(at), found.index.to_numpy(), found["index_right"].to_numpy())

    return work, as_areas


WITHIN = "SELECT e.id AS i, a.id AS j FROM e JOIN a ON ST_Within(e.g, a.g)"


def shapes_as_wkb(folder: Path):
    import pandas
    import shapely

    wkb = shapely.to_wkb(areas(folder))
    return pandas.DataFrame({"id": np.arange(len(wkb), dtype="u4"), "wkb": wkb})


def join_duckdb(folder: Path, threads: str) -> Sides:
    connection = duckdb_with(threads)
    raw, ground = table(folder), shapes_as_wkb(folder)  # found by their names
    connection.execute("CREATE TABLE e AS SELECT id, ST_Point(x, y) AS g FROM raw")
    connection.execute("CREATE TABLE a AS SELECT id, ST_GeomFromWKB(wkb) AS g FROM ground")
    count = len(raw)
    del raw, ground

    def work():
        found = connection.execute(WITHIN).fetchnumpy()
        return one_each(count, found["i"], found["j"])

    return work, as_areas


def join_sedonadb(folder: Path, threads: str) -> Sides:
    import pyarrow

    session = sedonadb_with(threads)
    raw = table(folder)
    count = len(raw)
    session.create_data_frame(raw).to_view("raw")
    session.sql("SELECT id, ST_Point(x, y) AS g FROM raw").to_memtable().to_view("e")
    session.create_data_frame(shapes_as_wkb(folder)).to_view("ground")
    session.sql("SELECT id, ST_GeomFromWKB(wkb) AS g FROM ground").to_memtable().to_view("a")

    def work():
        found = pyarrow.table(session.sql(WITHIN))
        return one_each(count, found["i"].to_numpy(), found["j"].to_numpy())

    return work, as_areas


PAIRS = {
    "scipy": pairs_scipy,
    "geopandas": pairs_geopandas,
    "duckdb": pairs_duckdb,
    "sedonadb": pairs_sedonadb,
}
JOIN = {
    "geopandas": join_geopandas,
    "duckdb": join_duckdb,
    "sedonadb": join_sedonadb,
}
JOBS = {
    "gi-binary": {"esda": gi_binary},
    "gi-general": {"esda": gi_general},
    "moran": {"esda": moran},
    "smoothing": {"esda": smoothing},
    "e-test": {"statsmodels": e_test},
    "knox": {"pointpats": knox},
    "panel": {"statsmodels": panel},
    "density": {"matrix": density_by_matrix, "ball": density_by_ball},
    "pairs-12k": PAIRS,
    "pairs-100k": PAIRS,
    "join": JOIN,
    "join-with-build": JOIN,
    "join-areas": JOIN,
    "join-areas-with-build": JOIN,
}


def timed_round(work: Callable[[], object]) -> tuple[float, object]:
    """The median time of as many runs as fit into a round, one at least."""
    began, seconds = time.perf_counter(), []
    while True:
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
        if time.perf_counter() - began >= ROUND:
            return statistics.median(seconds), result


def take_part(job: str, peer: str, threads: str, source: Path, target: Path) -> None:
    work, keep = JOBS[job][peer](source, threads)
    result = None
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() != "go":
            break
        result = None  # must not count as memory of the next round
        seconds, result = timed_round(work)
        print(seconds, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, array in keep(result).items():
        array.tofile(target / name)
    print(f"peak {peak if sys.platform == 'darwin' else peak * 1024}", flush=True)


def machine() -> None:
    """What the run is on, a line each."""
    cpu, memory = platform.processor(), 0
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
    if "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    now = datetime.datetime.now(datetime.timezone.utc)
    for what, value in {
        "date": f"{now:%Y-%m-%d %H:%M} UTC",
        "processor": cpu,
        "cores": os.cpu_count(),
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
    }.items():
        print(f"{what}\t{value}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:] == ["machine"]:
        machine()
    else:
        job, peer, threads, source, target = sys.argv[1:]
        take_part(job, peer, threads, Path(source), Path(target))
