"""The stock of sentences, and how numbers and names are written in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from fourfold.position.shown import Interval

POINTS_PER_UNIT = 50  # 10 points moved from one side to the other are 0.2 on an axis
CLEAR = 0.9


@cache
def stock() -> Mapping[str, Mapping[str, str]]:
    """All sentences of `words.toml`, by section and name."""
    text = files("fourfold.report.words").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def say(key: str, **values: object) -> str:
    """The sentence `section.name`, with its gaps filled."""
    section, name = key.split(".")
    return stock()[section][name].format(**values).strip()


def sentence(text: str | None) -> str:
    """Text that begins with a capital and ends with a stop; empty where there is none."""
    if not text or not text.strip():
        return ""
    stripped = text.strip()
    end = "" if stripped[-1] in ".!?" else "."
    return stripped[0].upper() + stripped[1:] + end


def join(items: Iterable[str], *, last: str = "and") -> str:
    """Items as in a sentence: a, b and c."""
    every = list(items)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def count(number: int, one: str, *, many: str | None = None) -> str:
    """A number with its noun: 1 fact, 2 facts."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def signed(number: float | None) -> str:
    """A difference in share points, with its sign; a dash where not known."""
    if number is None:
        return "–"
    rounded = round(number, 1) + 0.0  # never "-0"
    if rounded == 0:
        return "0"
    return f"{'−' if rounded < 0 else '+'}{abs(rounded):g}"


def points(axis: float | None) -> str:
    """A place on an axis, in share points."""
    return signed(None if axis is None else axis * POINTS_PER_UNIT)


def interval_points(interval: Interval | None) -> str:
    """A place on an axis with its interval, in share points."""
    if interval is None:
        return "–"
    if interval.low is None or interval.high is None:
        return points(interval.value)
    return f"{points(interval.value)} ({points(interval.low)} to {points(interval.high)})"


def share_points(share: float | None) -> str:
    """A share as points of 100."""
    return "–" if share is None else f"{round(share * 100, 1):g}"


def decimals(number: float | None, *, places: int = 2) -> str:
    """A number with fixed decimals; a dash where not known."""
    return "–" if number is None else f"{number:.{places}f}".replace("-", "−")


def percent(share: float | None) -> str:
    """A share in per cent, never written as certain when it is not."""
    if share is None:
        return "–"
    if 0.995 <= share < 1:
        return "over 99"
    if 0 < share < 0.005:
        return "under 1"
    return f"{share * 100:.0f}"


def people(n: int | None, invited: int | None) -> str:
    """How many answered, of how many invited."""
    if n is None:
        return "–"
    return f"{n} answered" if invited is None else f"{n} of {invited} answered"


def yes_no(*, value: bool | None, unknown: str = "–") -> str:
    """Yes, no, or not known."""
    if value is None:
        return unknown
    return "yes" if value else "no"
