"""Surveys built in memory: who answered what in which wave."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
import pytest

import fourfold
from fourfold.evidence.answersheet import AnswerSheet, items_of
from fourfold.evidence.package import Evidence, RawPackage
from fourfold.theory.model import IMPERATIVES, Theory

THEORY = fourfold.load_theory()
Points = Sequence[float]


@dataclass(frozen=True)
class Answer:
    """What one person answered in one wave: points in every allocation, and ratings.

    `skipped` are items (question, frame) left out; `instead` gives other numbers for some.
    """

    points: Points
    group: str = ""
    skipped: frozenset[tuple[str, str]] = frozenset()
    instead: Mapping[tuple[str, str], Sequence[float]] = field(default_factory=dict)

    def number(self, question: str, frame: str, option: str) -> float:
        if (question, frame) in self.skipped:
            return np.nan
        given = self.instead.get((question, frame), self.points)
        if option:
            return given[IMPERATIVES.index(option)]
        return (
            given[0]
            if (question, frame) in self.instead
            else given[len(question) % 4] // 10
        )


Waves = Mapping[str, Mapping[str, Answer]]


def evidence_of(partnerships: Mapping[str, Waves], invited: int = 30) -> Evidence:
    """Evidence of what people answered, by partnership and wave; waves are a year apart."""
    items = items_of(THEORY.questionnaire)
    held = [(p, w) for p, waves in partnerships.items() for w in waves]
    rows = [
        (number, person, answer)
        for number, (p, w) in enumerate(held)
        for person, answer in sorted(partnerships[p][w].items())
    ]
    sheet = AnswerSheet(
        waves=tuple(w for _, w in held),
        items=items,
        wave=np.array([number for number, _, _ in rows], dtype=np.int64),
        respondents=tuple(person for _, person, _ in rows),
        groups=tuple(answer.group for _, _, answer in rows),
        values=np.array([[a.number(*item) for item in items] for _, _, a in rows]),
    )
    years = {p: iter(range(2000, 2100)) for p in partnerships}
    waves = [
        {"id": w, "partnership": p, "opened": None, "closed": None, "invited": invited}
        | {"year": next(years[p])}
        for p, w in held
    ]
    tables = {
        "partnerships": pl.DataFrame({
            "id": list(partnerships),
            "name": list(partnerships),
        }),
        "waves": pl.DataFrame(waves).with_columns(
            closed=pl.date(pl.col("year"), 1, 1), opened=pl.date(pl.col("year"), 1, 1)
        ),
    }
    return Evidence(RawPackage("test", {}), tables, sheet)


@pytest.fixture(scope="session")
def evidence() -> Callable[..., Evidence]:
    return evidence_of


@pytest.fixture(scope="session")
def answer() -> type[Answer]:
    return Answer


def random_points(rng: np.random.Generator, n: int, step: int = 5) -> np.ndarray:
    """Points (n, 4) of members, in steps, that add to 100."""
    parts = rng.dirichlet(np.full(4, 3.5), n) * 100 / step
    whole = np.floor(parts)
    for row, left in zip(whole, (100 / step - whole.sum(axis=1)).astype(int), strict=True):
        row[:left] += 1
    return whole * step


@pytest.fixture(scope="session")
def points() -> Callable[..., np.ndarray]:
    return random_points


@pytest.fixture(scope="session")
def portfolio() -> Callable[[int], Evidence]:
    """A portfolio of partnerships of 12 who answered everything."""

    def of(count: int) -> Evidence:
        rng = np.random.default_rng(1)
        return evidence_of(
            {
                f"p{k}": {
                    f"w{k}": {
                        f"r{i:02}": Answer(row, group="ab"[i % 2])
                        for i, row in enumerate(random_points(rng, 12))
                    }
                }
                for k in range(count)
            },
            invited=14,
        )

    return of


@pytest.fixture(scope="session")
def theory() -> Theory:
    return THEORY
