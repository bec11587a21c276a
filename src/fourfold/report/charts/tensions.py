"""Two tensions as stacked parts: torn within members, between members, between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fourfold.position.shown import Tension
from fourfold.report.charts.theme import (
    BLACK,
    BLUE,
    GREY,
    Spec,
    category,
    chart,
    layer,
    quantity,
)
from fourfold.report.words.text import decimals, say

PARTS = ("within_members", "between_members", "between_groups")
FILL = {"within_members": BLUE, "between_members": "#f0b98d", "between_groups": "#ffffff"}
EVEN = 0.25
WIDTH = 225


def tensions_chart(tensions: Mapping[str, Tension], *, subtitle: Sequence[str]) -> Spec:
    """A stacked bar for each diagonal; the dashed line is an even four-way balance."""
    rows = [
        {"diagonal": _lines(name, tension.total), "part": say(f"part.{part}"), "size": size}
        for name, tension in tensions.items()
        for part in PARTS
        if (size := getattr(tension, part)) is not None
    ]
    body = {
        "width": WIDTH,
        "height": {"step": 58},
        "layer": [_stack(rows), *_even()],
    }
    return chart(
        body, title=say("chart.tensions_title"), subtitle=subtitle, width=WIDTH + 100
    )


def _lines(name: str, total: float) -> str:
    # The axis breaks the name of a bar at this mark.
    return f"{say(f'diagonal.{name}')}: {decimals(total)}".replace(" and ", " and|")


def _y() -> Spec:
    axis = {
        "title": None,
        "labelExpr": "split(datum.label, '|')",
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "labelFontSize": 13,
        "labelLimit": 200,
    }
    return category("diagonal", axis=axis, scale={"paddingInner": 0.5, "paddingOuter": 0.3})


def _stack(rows: Sequence[Spec]) -> Spec:
    present = [
        part for part in PARTS if any(r["part"] == say(f"part.{part}") for r in rows)
    ]
    scale = {
        "domain": [say(f"part.{part}") for part in present],
        "range": [FILL[part] for part in present],
    }
    legend = {"orient": "bottom", "direction": "vertical", "symbolType": "square"}
    return layer(
        {"type": "bar", "stroke": BLACK, "strokeWidth": 1},
        rows,
        y=_y(),
        x=quantity(
            "size", stack="zero", title=None, axis={"tickCount": 5}, scale=_scale(rows)
        ),
        fill=category("part", scale=scale, legend={**legend, "title": None}),
        order=quantity("rank"),
    )


def _scale(rows: Sequence[Spec]) -> Spec:
    low = min((0.0, *(row["size"] for row in rows)))
    high = max((2 * EVEN, *(row["size"] for row in rows)))
    return {"domainMin": round(1.15 * low, 3), "domainMax": min(1.0, round(1.3 * high, 3))}


def _even() -> list[Spec]:
    rule = {"type": "rule", "strokeDash": [4, 3], "color": GREY, "strokeWidth": 1.5}
    return [layer(rule, [{"even": EVEN}], x=quantity("even"))]
