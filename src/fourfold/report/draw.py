"""Every figure of a report drawn once, for the page, the print and the files alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fourfold.report.charts.render import svg_of
from fourfold.report.page.blocks import Figure


@dataclass(frozen=True)
class Drawn:
    """A figure as SVG, and as it looks on a phone where that differs."""

    wide: str
    narrow: str | None


def draw(
    figures: Sequence[Figure], *, each: Callable[[], None] = lambda: None
) -> dict[str, Drawn]:
    """Pictures by the key of their figure; `each` is called after every one."""
    drawn = {}
    for figure in figures:
        narrow = svg_of(figure.narrow) if figure.narrow else None
        drawn[figure.key] = Drawn(svg_of(figure.spec), narrow)
        each()
    return drawn
