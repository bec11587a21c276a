"""The enacted position at every date at which facts changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fourfold.enacted.result import Enacted
from fourfold.report.charts.square import GAP
from fourfold.report.charts.theme import (
    BLACK,
    BLUE,
    PALE,
    Spec,
    chart,
    layer,
    quantity,
)
from fourfold.report.words.text import POINTS_PER_UNIT, say

WIDTH = 290
HEIGHT = 150


def path_chart(history: Sequence[Enacted], *, subtitle: Sequence[str]) -> Spec | None:
    """Steps by date for the vertical axis and, where known, the horizontal one."""
    dated = [enacted for enacted in history if enacted.at]
    if len(dated) < 2:
        return None
    panels = [_panel(dated, "y")]
    if sum(enacted.x_known for enacted in dated) > 1:
        panels.append(_panel([e for e in dated if e.x_known], "x"))
    body = {"vconcat": panels, "spacing": 18}
    return chart(body, title=say("chart.path_title"), subtitle=subtitle, width=WIDTH)


def _panel(history: Sequence[Enacted], axis: str) -> Spec:
    rows = [_row(enacted, axis) for enacted in history]
    low, high = say(f"side.{axis}_low"), say(f"side.{axis}_high")
    steps = {"interpolate": "step-after"}
    reach = {"type": "rule", "color": BLUE, "strokeWidth": 5, "opacity": 0.35}
    line = {"type": "line", "color": BLACK, "strokeWidth": 1.8, **steps}
    dots = {"type": "point", "shape": "square", "filled": True, "color": BLACK, "size": 45}
    title = f"← {low}{GAP}{high} →"
    x, y = _years(), _axis(title)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            layer({"type": "rule", "color": PALE}, [{"zero": 0}], y=quantity("zero")),
            layer(reach, rows, x=x, y=_axis(title, field="low"), y2={"field": "high"}),
            layer(line, rows, x=x, y=y),
            layer({**dots, "opacity": 1}, rows, x=x, y=y),
        ],
    }


def _row(enacted: Enacted, axis: str) -> Spec:
    place = enacted.x if axis == "x" else enacted.y
    low = place.value if place.low is None else place.low
    high = place.value if place.high is None else place.high
    return {
        "year": _year(enacted.at or ""),
        "at": enacted.at,
        "value": place.value * POINTS_PER_UNIT,
        "low": low * POINTS_PER_UNIT,
        "high": high * POINTS_PER_UNIT,
    }


def _year(at: str) -> float:
    day = date.fromisoformat(at)
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


def _years() -> Spec:
    axis = {
        "format": "d",
        "title": None,
        "tickMinStep": 1,
        "tickCount": 6,
        "grid": False,
        "labelOverlap": True,
    }
    return quantity("year", axis=axis, scale={"zero": False, "nice": False, "padding": 8})


def _axis(title: str, *, field: str = "value") -> Spec:
    axis = {
        "title": title,
        "values": [-40, -20, 0, 20, 40],
        "labelExpr": "abs(datum.value)",
    }
    return quantity(field, axis=axis, scale={"domain": [-50, 50]})
