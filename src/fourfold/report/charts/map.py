"""The map of one partnership: the picture at the heart of every report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from fourfold.enacted.result import Enacted, EnactedPath, FactInForce
from fourfold.mapping.result import PartnershipMap
from fourfold.position.shown import Group, Position, Wave
from fourfold.report.charts import square
from fourfold.report.charts.labels import Anchor
from fourfold.report.charts.square import Look, Point
from fourfold.report.charts.theme import BLACK, BLUE, GREY, VERMILLION, Spec, chart, layer
from fourfold.report.words.text import say

EXPERIENCED = Look("circle", BLUE, filled=True, size=150)
EARLIER = Look("circle", BLUE, filled=False, size=70)
WANTED = Look("diamond", VERMILLION, filled=False, size=170)
ENACTED = Look("square", BLACK, filled=True, size=120)
ENACTED_BEFORE = Look("square", BLACK, filled=False, size=50)
CAP = Look("square", BLACK, filled=True, size=50)
GROUPS = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
CLOUD_DRAWN = 150
SHORT_ARROW = 0.02
STOP_SHORT = 0.07
NAME_LETTERS = 22


@dataclass(frozen=True)
class Drawing:
    """Layers from back to front, and the names to be written last."""

    layers: tuple[Spec, ...] = ()
    dots: tuple[Spec, ...] = ()
    names: tuple[tuple[str, Point, str], ...] = ()
    lines: tuple[tuple[Point, Point], ...] = ()

    def __add__(self, other: Drawing) -> Drawing:
        return Drawing(
            self.layers + other.layers,
            self.dots + other.dots,
            self.names + other.names,
            self.lines + other.lines,
        )


def partnership_map(found: PartnershipMap, *, width: int, subtitle: Sequence[str]) -> Spec:
    """The square with experienced, wanted and enacted positions and what pulls."""
    wave = found.current
    drawing = Drawing()
    if found.enacted:
        drawing += _enacted(found.enacted)
    if wave:
        members = _experienced(wave.experienced) + _wanted(wave)
        drawing = drawing + members + _waves(found.waves, wave)
    return _finished(drawing, title=say("chart.map_title"), width=width, subtitle=subtitle)


def groups_map(groups: Sequence[Group], *, width: int, subtitle: Sequence[str]) -> Spec:
    """The square with one mark for each group that may be shown."""
    drawing = Drawing()
    shown = [(g, p) for g in groups if (p := point_of(g.experienced))]
    for i, (group, point) in enumerate(shown):
        look = Look(GROUPS[i % len(GROUPS)], BLUE if i % 2 == 0 else VERMILLION, i % 2 == 0)
        drawing += Drawing(
            tuple(_region(group.experienced, point, look.colour)),
            (square.dot(point, look),),
            ((_short(group.group), point, look.colour),),
        )
    return _finished(
        drawing, title=say("chart.groups_title"), width=width, subtitle=subtitle
    )


def point_of(position: Position | None) -> Point | None:
    """Where a position stands, if it may be shown."""
    if position is None or position.x is None or position.y is None:
        return None
    return position.x.value, position.y.value


def numbered(facts: Sequence[FactInForce]) -> list[tuple[int, FactInForce]]:
    """The policy instruments in force, with the numbers they bear on the map."""
    inside = [f for f in facts if f.kind == "policy" and f.state == "true"]
    return list(enumerate(inside, start=1))


def _finished(drawing: Drawing, *, title: str, width: int, subtitle: Sequence[str]) -> Spec:
    anchors = [
        Anchor(text, *square.pixel(point, width), colour, bold=colour != GREY)
        for text, point, colour in drawing.names
    ]
    # The names of positions choose their places before the numbers of arrows.
    anchors.sort(key=lambda anchor: (not anchor.bold, anchor.colour != BLUE))
    names = square.names(anchors, drawing.lines, width) if anchors else []
    layers = [*square.frame(width), *drawing.layers, square.dots(drawing.dots), *names]
    body = {"width": width, "height": width, "layer": layers}
    return chart(body, title=title, subtitle=subtitle, width=width)


def _experienced(position: Position) -> Drawing:
    point = point_of(position)
    if point is None:
        return Drawing()
    region = tuple(_region(position, point, BLUE))
    return Drawing(
        region,
        (square.dot(point, EXPERIENCED),),
        ((say("position.experienced"), point, BLUE),),
    )


def _region(position: Position, point: Point, colour: str) -> list[Spec]:
    """The region to read: the ellipse, or with low response the non-response bound."""
    layers = []
    if position.low_response and position.nonresponse_bound is not None:
        # All who were invited: the share who answered stand here, the rest anywhere.
        bound = position.nonresponse_bound
        middle = ((1 - bound) * point[0], (1 - bound) * point[1])
        low, high = (
            (middle[0] - bound, middle[1] - bound),
            (middle[0] + bound, middle[1] + bound),
        )
        layers.append(square.box(low, high, colour=colour, dash=(6, 3)))
        colour = GREY
    if position.region:
        layers.append(square.ellipse(point, position.region, colour=colour))
    return layers


def _wanted(wave: Wave) -> Drawing:
    point, origin = point_of(wave.wanted), point_of(wave.experienced)
    if point is None:
        return Drawing()
    line = [(origin, _before(origin, point))] if origin else []
    arrow = square.arrows(line, colour=VERMILLION, dash=(5, 3)) if line else []
    name = (say("position.wanted"), point, VERMILLION)
    return Drawing(tuple(arrow), (square.dot(point, WANTED),), (name,), tuple(line))


def _before(start: Point, end: Point) -> Point:
    """A little short of the end, so that the head of an arrow stays in sight."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    part = max(0.0, far - STOP_SHORT) / far if far else 0.0
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


def _waves(waves: Sequence[Wave], current: Wave) -> Drawing:
    until = waves[: waves.index(current)]
    earlier = [(w.wave, p) for w in until if (p := point_of(w.experienced))]
    now = point_of(current.experienced)
    points = [point for _, point in earlier] + ([now] if now else [])
    if len(points) < 2:
        return Drawing()
    dots = tuple(square.dot(point, EARLIER) for _, point in earlier)
    names = tuple((_short(wave), point, BLUE) for wave, point in earlier)
    return Drawing(
        (square.path(points, colour=BLUE),), dots, names, tuple(pairwise(points))
    )


def _enacted(path: EnactedPath) -> Drawing:
    pulls = _pulls(path.now)
    return pulls + (_enacted_point(path) if path.now.x_known else _enacted_bar(path.now))


def _enacted_point(path: EnactedPath) -> Drawing:
    now = path.now
    point = (now.x.value, now.y.value)
    earlier = [e for e in path.history if e.x_known and (e.at or "") < (now.at or "9999")]
    before = [(e.x.value, e.y.value) for e in earlier]
    layers = [_cloud(now)]
    if before:
        layers.append(square.path([*before, point], colour=BLACK, dash=(2, 3)))
    names = [((e.at or "")[:4], p, GREY) for e, p in zip(earlier, before, strict=True)]
    named = (*names, (say("position.enacted"), point, BLACK))
    dots = (*(square.dot(p, ENACTED_BEFORE) for p in before), square.dot(point, ENACTED))
    return Drawing(tuple(layers), dots, named, tuple(pairwise([*before, point])))


def _cloud(enacted: Enacted) -> Spec:
    step = max(1, len(enacted.cloud) // CLOUD_DRAWN)
    rows = [{"x": round(x, 3), "y": round(y, 3)} for x, y in enacted.cloud[::step]]
    mark = {"type": "point", "filled": True, "color": BLACK, "size": 7, "opacity": 0.35}
    return layer({**mark, "clip": True}, rows, **square.spot())


def _enacted_bar(now: Enacted) -> Drawing:
    low, high = now.x_bar
    y = now.y.value
    bottom = now.y.low if now.y.low is not None else y
    top = now.y.high if now.y.high is not None else y
    shade = square.box((low, bottom), (high, top), colour=BLACK, dash=(2, 2))
    ends = [{"x": low, "y": y, "x2": high, "y2": y}]
    rule = {"type": "rule", "strokeWidth": 3, "color": BLACK}
    line = layer(rule, ends, **square.spot(), x2={"field": "x2"}, y2={"field": "y2"})
    caps = tuple(square.dot((x, y), CAP) for x in (low, high))
    name = (say("position.enacted"), (high, y), BLACK)
    return Drawing((shade, line), caps, (name,), (((low, y), (high, y)),))


def _pulls(enacted: Enacted) -> Drawing:
    pulls = [(n, (f.pull_x, f.pull_y)) for n, f in numbered(enacted.facts)]
    seen = [(n, p) for n, p in pulls if max(abs(p[0]), abs(p[1])) > SHORT_ARROW]
    if not seen:
        return Drawing()
    lines = tuple(((0.0, 0.0), p) for _, p in seen)
    layers = square.arrows(lines, colour=GREY)
    names = tuple((text, p, GREY) for text, p in _merged(seen))
    return Drawing(tuple(layers), names=names, lines=lines)


def _merged(pulls: Sequence[tuple[int, Point]]) -> list[tuple[str, Point]]:
    """Arrows that end at one place share one label."""
    places: dict[Point, list[int]] = {}
    for number, (x, y) in pulls:
        near = (
            place
            for place in places
            if abs(place[0] - x) < 0.03 and abs(place[1] - y) < 0.03
        )
        places.setdefault(next(near, (x, y)), []).append(number)
    return [(", ".join(map(str, numbers)), place) for place, numbers in places.items()]


def _short(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1] + "…"
