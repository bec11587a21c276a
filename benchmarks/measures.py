"""What is measured: each function gives rows of the table in docs/benchmarks.md."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.portfolio import write_portfolio
from fourfold.experienced.estimate import estimate_all
from fourfold.experienced.moments import moments
from fourfold.position.summary import summary_intervals

PEER = "circumplex==0.3.0"
OCTANTS = (90, 135, 180, 225, 270, 315, 360, 45)
SCALES = ("PA", "BC", "DE", "FG", "HI", "JK", "LM", "NO")
AW2009 = Path(__file__).parents[2] / "shared" / "data" / "circumplex-ssm" / "aw2009.csv"


@dataclass(frozen=True)
class Row:
    """One measurement: what, the figure, and the budget it is held against."""

    what: str
    figure: str
    budget: str
    within: bool | None


def median_seconds(work: Callable[[], object], runs: int = 5) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def positions_in_one_pass() -> Iterator[Row]:
    """Mean, region and probabilities of 10,000 partnerships of 12 members."""
    rng = np.random.default_rng(1)
    shares = rng.dirichlet([3.5] * 4, (10_000, 12))
    seconds = median_seconds(
        lambda: estimate_all([moments(one, 15) for one in shares], seed=1), runs=3
    )
    yield Row(
        "10,000 partnerships × 12 members: positions", f"{seconds:.2f} s", "none set", None
    )


def against_circumplex() -> Iterator[Row]:
    """One partnership, against the peer's bootstrap of the same octant scores."""
    with tempfile.TemporaryDirectory() as folder:
        peer = peer_python(Path(folder))
        if peer is None:
            yield Row(
                f"against {PEER}", "the peer cannot be installed here", "400×, 20×", None
            )
            return
        for name, scores, least in octant_scores():
            file = Path(folder) / f"{name}.csv"
            header = ",".join(SCALES)
            np.savetxt(file, scores, delimiter=",", header=header, comments="")
            yield from ratios(name, scores, least=least, peer=peer_seconds(peer, file))


def peer_python(folder: Path) -> Path | None:
    """A throw-away environment with the peer in it; None where it cannot be had."""
    venv.create(folder / "peer", with_pip=True)
    python = folder / "peer" / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", PEER], capture_output=True, check=False
    )
    return python if done.returncode == 0 else None


def peer_seconds(python: Path, file: Path) -> float:
    script = Path(__file__).with_name("peer_circumplex.py")
    done = subprocess.run(
        [python, script, file], capture_output=True, check=True, text=True
    )
    return float(done.stdout.split()[-1])


def octant_scores() -> Iterator[tuple[str, np.ndarray, int]]:
    """Scores (n, 8), and how many times faster we mean to be."""
    if AW2009.exists():
        yield "aw2009 (n = 5)", np.genfromtxt(AW2009, delimiter=",", skip_header=1), 400
    rng = np.random.default_rng(1)
    tilt = np.cos(np.radians(OCTANTS) - 1)
    yield "simulated wave (n = 1,000)", rng.normal(tilt, 1, (1000, 8)), 20


def ratios(name: str, scores: np.ndarray, *, least: int, peer: float) -> Iterator[Row]:
    """Our position with its region, and our own bootstrap of the same statistic."""
    shares = np.exp(scores[:, [3, 5, 7, 1]])
    shares /= shares.sum(axis=1, keepdims=True)
    ways = {
        "position (t, Hotelling, 4,000 draws)": lambda: estimate_all(
            [moments(shares, None)], seed=1
        ),
        "structural summary, bootstrap": lambda: summary_intervals(
            scores, OCTANTS, np.random.default_rng(1)
        ),
    }
    for way, work in ways.items():
        own = median_seconds(work, runs=15)
        yield Row(
            f"{name}: {way}",
            f"{1000 * own:.2f} ms; circumplex {peer:.3f} s; {peer / own:,.0f} times",
            f"at least {least} times",
            peer / own >= least,
        )


def large_packages() -> Iterator[Row]:
    """Reading, checking and mapping 10,000 partnerships of 12 respondents."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "portfolio"
        answers = write_portfolio(package, 10_000, 12)
        seconds, memory = timed([*fourfold(), "check", str(package)])
        yield Row(
            f"read and check {answers:,} answers", f"{seconds:.1f} s, {memory:.2f} GB",
            "20 s, 3 GB", seconds < 20 and memory < 3,
        )  # fmt: skip
        result = Path(folder) / "result.json"
        seconds, memory = timed([*fourfold(), "map", str(package), "--json", str(result)])
        yield Row(
            "map them, JSON out", f"{seconds:.1f} s, {memory:.2f} GB", "60 s", seconds < 60
        )


def small_package() -> Iterator[Row]:
    """One partnership of 20 people: start-up, summary, HTML, PDF and the other files."""
    with tempfile.TemporaryDirectory() as folder:
        package, out = Path(folder) / "package", Path(folder) / "out"
        write_portfolio(package, 1, 20)
        command = [*fourfold(), "map", str(package), "--out", str(out)]
        timed(command)
        seconds = statistics.median(timed(command)[0] for _ in range(5))
        libraries = [sys.executable, "-c", "import numpy, polars, scipy.special"]
        loading = statistics.median(timed(libraries)[0] for _ in range(5))
        yield Row(
            "map 20 people: HTML, PDF and the rest", f"{seconds:.2f} s", "3 s", seconds < 3
        )
        yield Row(
            "of it, loading numpy, polars and scipy alone",
            f"{loading:.2f} s",
            "none set",
            None,
        )


def fourfold() -> list[str]:
    return [sys.executable, "-c", "from fourfold.cli.start import main; main()"]


def timed(command: list[str]) -> tuple[float, float]:
    """Wall seconds of a command, and the largest memory of any so far, in GB."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return seconds, kilobytes / 1e6


MEASURES = (positions_in_one_pass, against_circumplex, small_package, large_packages)
