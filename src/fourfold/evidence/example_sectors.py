"""Who takes part in the example: sectors, their organisations, how their members see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MARK = "invented example"
PARTNERSHIP = "riverside"
PROGRAMME = "Safer Places"
Row = dict[str, str]


@dataclass(frozen=True)
class Sector:
    """A sector: its organisations with their posts, who answers, how members see it.

    `now` and `wanted` are mean points in the order of IMPERATIVES; `answering` how many of
    its posts answer in each wave.
    """

    name: str
    organisations: tuple[tuple[str, int], ...]
    answering: tuple[int, int]
    now: tuple[float, float, float, float]
    wanted: tuple[float, float, float, float]


SECTORS = (
    Sector(
        "local government",
        (
            ("County council", 3), ("District council", 2), ("Housing department", 2),
            ("Youth service", 1), ("Trading standards", 1), ("Parks and leisure", 1),
        ),
        (9, 8), (44, 27, 12, 17), (28, 22, 18, 32),
    ),
    Sector(
        "police and justice",
        (
            ("Constabulary", 2), ("Probation service", 2), ("Fire and rescue", 1),
            ("Courts service", 1),
        ),
        (5, 5), (37, 38, 12, 13), (30, 34, 14, 22),
    ),
    Sector(
        "voluntary",
        (
            ("Victims' aid", 2), ("Night shelter", 2), ("Drugs advice", 2),
            ("Young people's club", 2), ("Council for voluntary service", 1),
            ("Faith network", 1),
        ),
        (6, 8), (33, 40, 9, 18), (12, 13, 24, 51),
    ),
    Sector(
        "community",
        (("Tenants' federation", 2), ("Eastside residents", 1), ("Market traders", 1)),
        (3, 3), (38, 41, 8, 13), (12, 12, 20, 56),
    ),
)  # fmt: skip


def named_organisations() -> Iterator[tuple[str, Sector, str, int]]:
    number = 0
    for sector in SECTORS:
        for name, posts in sector.organisations:
            number += 1
            yield f"org-{number:02}", sector, name, posts
