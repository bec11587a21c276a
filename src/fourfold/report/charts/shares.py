"""The balance of the four imperatives: as it is, wanted, documented and rewarded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fourfold.report.charts.theme import (
    BLACK,
    BLUE,
    GREY,
    VERMILLION,
    Spec,
    category,
    chart,
    quantity,
)
from fourfold.report.words.text import say, share_points
from fourfold.theory.model import FRAMES, IMPERATIVES

FILL = {"now": BLUE, "wanted": "#f3cdb3", "documents": "#c9c9c4", "rewarded": GREY}
EDGE = {"now": BLUE, "wanted": VERMILLION, "documents": GREY, "rewarded": GREY}
STEP = 19
WIDTH = 215


def shares_chart(
    shares: Mapping[str, Mapping[str, float]], *, subtitle: Sequence[str]
) -> Spec:
    """Bars by imperative, one for each frame that may be shown; numbers at their ends."""
    frames = [frame for frame in FRAMES if frame in shares]
    rows = [_row(frame, i, shares[frame][i]) for i in IMPERATIVES for frame in frames]
    most = max((row["points"] for row in rows), default=0)
    body = {
        "data": {"values": rows},
        "facet": {"row": _header()},
        "spacing": 8,
        "spec": {
            "view": {"stroke": None},
            "width": WIDTH,
            "height": {"step": STEP},
            "layer": _bars(frames, most),
        },
    }
    return chart(body, title=say("chart.shares_title"), subtitle=subtitle, width=340)


def _header() -> Spec:
    look = {
        "title": None,
        "labelOrient": "top",
        "labelAnchor": "start",
        "labelFontWeight": 600,
        "labelPadding": 3,
    }
    order = [say(f"imperative.{i}").capitalize() for i in IMPERATIVES]
    return category("imperative", sort=order, header=look)


def _row(frame: str, imperative: str, share: float) -> Spec:
    return {
        "imperative": say(f"imperative.{imperative}").capitalize(),
        "frame": say(f"frame_short.{frame}"),
        "points": share * 100,
        "text": share_points(share),
        "fill": FILL[frame],
        "edge": EDGE[frame],
    }


def _bars(frames: Sequence[str], most: float) -> list[Spec]:
    order = [say(f"frame_short.{frame}") for frame in frames]
    look = {"title": None, "domain": False, "ticks": False, "labelPadding": 6}
    y = category("frame", sort=order, axis=look)
    x = quantity("points", scale={"domain": [0, max(50.0, most * 1.15)]}, axis=None)
    fill, edge = {"field": "fill", "scale": None}, {"field": "edge", "scale": None}
    bar = {"mark": {"type": "bar", "strokeWidth": 1.2, "height": 13}}
    words = {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "color": BLACK}
    return [
        {**bar, "encoding": {"y": y, "x": x, "fill": fill, "stroke": edge}},
        {"mark": words, "encoding": {"y": y, "x": x, "text": {"field": "text"}}},
    ]
