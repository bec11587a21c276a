"""The square that every map is drawn on: corners, axes, and marks within it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, sin, sqrt
from typing import Any

from fourfold.position.shown import Ellipse
from fourfold.report.charts.labels import Anchor, Box, Placed, around, boxed, place
from fourfold.report.charts.theme import GREY, LETTER, PALE, Spec, layer, quantity
from fourfold.report.words.text import say
from fourfold.theory.model import IMPERATIVES

NARROW = 400  # below this width the type is that of a phone
ELLIPSE_STEPS = 60
STRING_STEP = 10  # pixels
GAP = "\u2002 \u2002"  # spaces that a drawing keeps apart
TICKS = (-0.8, -0.4, 0, 0.4, 0.8)
CORNERS = dict(zip(IMPERATIVES, ((-1, -1), (1, -1), (1, 1), (-1, 1)), strict=True))

Point = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """Shape, colour and fill of a mark; they say the same thing three times."""

    shape: str
    colour: str
    filled: bool
    size: int = 130


def spread(width: int) -> float:
    """The size of the type on a map so wide."""
    return 12.0 if width < NARROW else 14.0


def pixel(point: Point, width: int) -> Point:
    """Map coordinates as pixels from the top left."""
    return (point[0] + 1) / 2 * width, (1 - point[1]) / 2 * width


def spot(x: str = "x", y: str = "y") -> Spec:
    """Encodings of a place on the map."""
    scale = {"domain": [-1, 1], "nice": False, "zero": False}
    return {"x": quantity(x, scale=scale), "y": quantity(y, scale=scale)}


def frame(width: int) -> list[Spec]:
    """The empty map: named axes and corners, and lines through the centre."""
    cross = [{"x": -1, "y": 0, "x2": 1, "y2": 0}, {"x": 0, "y": -1, "x2": 0, "y2": 1}]
    axes = {"x": _axis("x", width), "y": _axis("y", width)}
    lines = layer({"type": "rule", "color": PALE}, cross, **axes, **_ends())
    return [lines, *_corners(width)]


def _axis(axis: str, width: int) -> Spec:
    low, high = say(f"side.{axis}_low"), say(f"side.{axis}_high")
    scale = {"domain": [-1, 1], "nice": False, "zero": False}
    look = {
        "values": list(TICKS if width >= NARROW else TICKS[::2]),
        "labelExpr": "format(abs(datum.value) * 50, 'd')",
        "title": f"← {low}{GAP}share points{GAP}{high} →",
        "grid": False,
        "tickSize": 4,
        "minExtent": 26,
        "maxExtent": 26,
    }
    return quantity(axis, scale=scale, axis=look)


def _ends() -> Spec:
    return {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def _corners(width: int) -> list[Spec]:
    """The names of the corners, each inside its own."""
    size = spread(width)
    inset, drop = 14 / width, (size + 8) / width
    look = {"type": "text", "fontSize": size, "fontWeight": 600, "color": GREY}
    rows: dict[str, list[Spec]] = {"left": [], "right": []}
    for imperative, (x, y) in CORNERS.items():
        name = say(f"imperative.{imperative}").capitalize()
        row = {"x": x * (1 - inset), "y": y * (1 - drop), "text": name}
        rows["left" if x < 0 else "right"].append(row)
    text = {"field": "text"}
    return [
        layer({**look, "align": side, "baseline": "middle"}, at_side, **spot(), text=text)
        for side, at_side in rows.items()
    ]


def corner_boxes(width: int) -> list[Box]:
    """The room that the names of the corners take."""
    size = spread(width)
    wide, high = 14 * size * LETTER * 1.2 + 8, size * 1.6
    left, right = (0.0, wide), (width - wide, float(width))
    top, bottom = (0.0, high), (width - high, float(width))
    return [Box(a, c, b, d) for a, b in (left, right) for c, d in (top, bottom)]


def dot(point: Point, look: Look) -> Spec:
    """One mark, as a row of the layer that draws all of them."""
    return {
        "x": point[0],
        "y": point[1],
        "shape": look.shape,
        "size": look.size,
        "stroke": look.colour,
        "fill": look.colour if look.filled else "white",
    }


def dots(rows: Sequence[Spec]) -> Spec:
    """All marks, in front of everything but names."""
    mark = {"type": "point", "filled": False, "strokeWidth": 2, "opacity": 1}
    plain = {
        name: {"field": name, "scale": None, "legend": None}
        for name in ("shape", "size", "stroke", "fill")
    }
    plain["size"]["type"] = "quantitative"
    return layer(mark, rows, **spot(), **plain)


def path(points: Sequence[Point], *, colour: str, dash: Sequence[int] = ()) -> Spec:
    """A line through points in order."""
    rows = [{"x": x, "y": y, "order": i} for i, (x, y) in enumerate(points)]
    mark = {"type": "line", "color": colour, "strokeWidth": 1.5, "strokeDash": list(dash)}
    return layer(mark, rows, **spot(), order=quantity("order"))


def ellipse(
    centre: Point, region: Ellipse, *, colour: str, dash: Sequence[int] = ()
) -> Spec:
    """The joint region about a point, cut off at the edge of the square."""
    rest = sqrt(max(0.0, 1 - region.tilt**2))
    rows = []
    for step in range(ELLIPSE_STEPS):
        turn = 2 * pi * step / ELLIPSE_STEPS
        u, v = cos(turn), region.tilt * cos(turn) + rest * sin(turn)
        x, y = centre[0] + u * region.half_x, centre[1] + v * region.half_y
        rows.append({"x": round(x, 4), "y": round(y, 4), "order": step})
    mark: dict[str, Any] = {
        "type": "line",
        "interpolate": "linear-closed",
        "clip": True,
        "stroke": colour,
        "fill": colour,
        "fillOpacity": 0.13,
        "strokeWidth": 1.5,
        "strokeDash": list(dash),
    }
    return layer(mark, rows, **spot(), order=quantity("order"))


def box(low: Point, high: Point, *, colour: str, dash: Sequence[int] = ()) -> Spec:
    """A rectangle, cut off at the edge of the square."""
    (left, bottom), (right, top) = low, high
    corners = {
        "x": max(-1.0, left),
        "y": max(-1.0, bottom),
        "x2": min(1.0, right),
        "y2": min(1.0, top),
    }
    mark = {
        "type": "rect",
        "fill": colour,
        "fillOpacity": 0.08,
        "stroke": colour,
        "strokeWidth": 1.5,
        "strokeDash": list(dash),
    }
    return layer(mark, [corners], **spot(), **_ends())


def arrows(
    pairs: Iterable[tuple[Point, Point]], *, colour: str, dash: Sequence[int] = ()
) -> list[Spec]:
    """Straight arrows, each from one place to another."""
    rows = [
        {"x": x, "y": y, "x2": x2, "y2": y2, "turn": degrees(atan2(x2 - x, y2 - y))}
        for (x, y), (x2, y2) in pairs
    ]
    shaft = {"type": "rule", "color": colour, "strokeWidth": 1.4, "strokeDash": list(dash)}
    head = {
        "type": "point",
        "shape": "triangle",
        "size": 55,
        "filled": True,
        "color": colour,
    }
    turn = quantity("turn", scale=None)
    return [
        layer(shaft, rows, **spot(), **_ends()),
        layer({**head, "opacity": 1}, rows, **spot("x2", "y2"), angle=turn),
    ]


def along(lines: Sequence[tuple[Point, Point]], width: int) -> list[Box]:
    """Small boxes strung along lines, so that names keep off them."""
    boxes = []
    for start, end in lines:
        (x, y), (x2, y2) = pixel(start, width), pixel(end, width)
        steps = max(1, int(hypot(x2 - x, y2 - y) / STRING_STEP))
        for step in range(steps + 1):
            part = step / steps
            boxes.append(around(x + part * (x2 - x), y + part * (y2 - y), 3.5))
    return boxes


def names(
    anchors: Sequence[Anchor], lines: Sequence[tuple[Point, Point]], width: int
) -> list[Spec]:
    """Names beside their marks, with a leading line where they had to stand off."""
    size = spread(width)
    taken = [*corner_boxes(width), *along(lines, width)]
    placed = place(anchors, taken, width=width, size=size)
    far = [_leader(p, width) for p in placed if p.far]
    thin = {"type": "rule", "color": GREY, "strokeWidth": 0.7}
    rule = layer(thin, far, **spot(), **_ends())
    look = {"type": "text", "align": "center", "baseline": "middle", "fontSize": size}
    rows: list[Spec] = [_name(p, width) for p in placed]
    cards: list[Spec] = [_card(p, width, size) for p in placed]
    text, colour = {"field": "text"}, {"field": "colour", "scale": None}
    # A rectangle behind each name costs a tenth of what an outlined text costs to draw.
    card = {"type": "rect", "fill": "white", "fillOpacity": 0.82, "cornerRadius": 3}
    return [
        *([rule] if far else []),
        layer(card, cards, **spot(), **_ends()),
        layer({**look, "fontWeight": 600}, rows, **spot(), text=text, color=colour),
    ]


def _back(x: float, y: float, width: int) -> Point:
    return round(x / width * 2 - 1, 4), round(1 - y / width * 2, 4)


def _leader(placed: Placed, width: int) -> Spec:
    x, y = _back(placed.anchor.x, placed.anchor.y, width)
    x2, y2 = _back(placed.x, placed.y, width)
    return {"x": x, "y": y, "x2": x2, "y2": y2}


def _name(placed: Placed, width: int) -> Spec:
    x, y = _back(placed.x, placed.y, width)
    return {"x": x, "y": y, "text": placed.anchor.text, "colour": placed.anchor.colour}


def _card(placed: Placed, width: int, size: float) -> Spec:
    box = boxed(placed, size)
    left, top = _back(box.left + 2, box.top + 1, width)
    right, bottom = _back(box.right - 2, box.bottom - 1, width)
    return {"x": left, "y": bottom, "x2": right, "y2": top}
