"""A portfolio for timing: many partnerships of twelve members who answer every question."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl

from fourfold.evidence.answersheet import items_of
from fourfold.theory.load import load_theory

INVITED = 15
TABLES = ("partnerships", "waves", "answers")


def write_portfolio(folder: Path, partnerships: int, members: int) -> int:
    """Writes the package; the number of answers in it."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"p{i}" for i in range(partnerships)]
    waves = [f"w{i}" for i in range(partnerships)]
    pl.DataFrame({"id": ids, "name": ids}).write_csv(folder / "partnerships.csv")
    pl.DataFrame({
        "id": waves,
        "partnership": ids,
        "invited": [max(INVITED, members + 3)] * partnerships,
    }).write_csv(folder / "waves.csv")
    answers = answer_rows(waves, members)
    answers.write_csv(folder / "answers.csv")
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return answers.height


def answer_rows(waves: list[str], members: int) -> pl.DataFrame:
    items = items_of(load_theory().questionnaire)
    people = len(waves) * members
    rng = np.random.default_rng(20010601)
    member = np.arange(people).repeat(len(items))
    question, frame, option = (pl.Series([i[k] for i in items] * people) for k in range(3))
    return pl.DataFrame({
        "wave": pl.Series(waves).gather(pl.Series(member // members)),
        "respondent": pl.Series([f"r{k}" for k in range(members)]).gather(
            pl.Series(member % members)
        ),
        "group": pl.Series(["local government", "voluntary"]).gather(
            pl.Series((member % members >= (members + 2) // 2).astype(int))
        ),
        "question": question,
        "frame": frame,
        "option": option,
        "value": pl.Series(values_for(items, people, rng)),
    })


def values_for(
    items: tuple[tuple[str, str, str], ...], people: int, rng: np.random.Generator
) -> np.ndarray:
    """Points in fives that add to 100, and ratings from 0 to 10."""
    allocated = sum(bool(option) for *_, option in items) // 4
    shares = rng.dirichlet([3.5] * 4, (people, allocated))
    points = np.floor(shares * 20).astype(int)
    points[..., 0] += 20 - points.sum(axis=-1)
    ratings = rng.integers(0, 11, (people, len(items) - 4 * allocated))
    values = np.empty((people, len(items)), dtype=int)
    is_share = np.array([bool(option) for *_, option in items])
    values[:, is_share] = 5 * points.reshape(people, -1)
    values[:, ~is_share] = ratings
    return values.ravel()
