"""Figures with their titles and descriptions in words."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.mapping.result import PackageMap, PartnershipMap
from fourfold.position.shown import Group, Wave
from fourfold.report.charts.map import groups_map, numbered, partnership_map, point_of
from fourfold.report.charts.over_time import path_chart
from fourfold.report.charts.shares import shares_chart
from fourfold.report.charts.tensions import tensions_chart
from fourfold.report.page.blocks import Figure
from fourfold.report.page.member_tables import frames_of
from fourfold.report.words.facts import enacted_sentence
from fourfold.report.words.members import experienced_sentence
from fourfold.report.words.text import count, decimals, points, say, share_points
from fourfold.theory.model import IMPERATIVES

WIDE, NARROW, SMALL = 500, 232, 290


def subtitle(result: PackageMap, found: PartnershipMap) -> tuple[str, ...]:
    """The words under every chart: whose it is, and what it must not be taken for."""
    when = f"wave {found.wave}" if found.current else found.at
    whose = f"{found.name}, {when}" if when else found.name
    marks = (*((result.stamp,) if result.stamp else ()), *result.marks)
    return (whose, " · ".join(marks)) if marks else (whose,)


def map_figure(found: PartnershipMap, *, key: str, words: Sequence[str]) -> Figure:
    """The map, wide and narrow."""
    alt = say("chart.map_alt", marks=_marks(found), sentence=say("chart.aside"))
    return Figure(
        f"{key}-map",
        say("chart.map_title"),
        alt,
        partnership_map(found, width=WIDE, subtitle=words),
        partnership_map(found, width=NARROW, subtitle=words),
    )


def map_sentences(found: PartnershipMap) -> tuple[str, str]:
    """What members say, and what facts pull towards, in the words the figures support."""
    now = found.enacted.now if found.enacted else None
    wave = found.current
    return experienced_sentence(wave.experienced if wave else None), enacted_sentence(now)


def _marks(found: PartnershipMap) -> str:
    parts = []
    if wave := found.current:
        for name, position in (("experienced", wave.experienced), ("wanted", wave.wanted)):
            if point := point_of(position):
                parts.append(_mark(say(f"position.{name}"), point))
    if found.enacted:
        now = found.enacted.now
        name = say("position.enacted")
        low, high = points(now.x_bar[0]), points(now.x_bar[1])
        y = points(now.y.value)
        bar = say("chart.bar", name=name, y=y, low=low, high=high)
        parts.append(_mark(name, (now.x.value, now.y.value)) if now.x_known else bar)
        arrows = count(len(numbered(now.facts)), "arrow")
        parts.append(say("chart.arrows", count=arrows))
    return " ".join(parts)


def _mark(name: str, point: tuple[float, float]) -> str:
    return say("chart.mark", name=name, x=points(point[0]), y=points(point[1]))


def shares_figure(wave: Wave, *, key: str, words: Sequence[str]) -> Figure | None:
    """Shares in every frame that may be shown."""
    shares = {f: p.shares for f, p in frames_of(wave).items() if p.shares is not None}
    if not shares:
        return None
    parts = " ".join(
        f"{say(f'frame.{frame}')}: "
        + ", ".join(f"{i} {share_points(by_name.get(i))}" for i in IMPERATIVES)
        + "."
        for frame, by_name in shares.items()
    )
    spec = shares_chart(shares, subtitle=words)
    title, alt = say("chart.shares_title"), say("chart.shares_alt", parts=parts)
    return Figure(f"{key}-shares", title, alt, spec)


def tensions_figure(wave: Wave, *, key: str, words: Sequence[str]) -> Figure | None:
    """The two tensions, where there are enough answers for them."""
    tensions = wave.experienced.tension
    if not tensions:
        return None
    parts = " ".join(
        f"{say(f'diagonal.{name}')}: {decimals(tension.total)}."
        for name, tension in tensions.items()
    )
    spec = tensions_chart(tensions, subtitle=words)
    title, alt = say("chart.tensions_title"), say("chart.tensions_alt", parts=parts)
    return Figure(f"{key}-tensions", title, alt, spec)


def groups_figure(
    groups: Sequence[Group], *, key: str, words: Sequence[str]
) -> Figure | None:
    """One mark for each group; none when fewer than two may be shown."""
    shown = [(g.group, point) for g in groups if (point := point_of(g.experienced))]
    if len(shown) < 2:
        return None
    alt = say("chart.groups_alt", marks=" ".join(_mark(name, p) for name, p in shown))
    spec = groups_map(groups, width=SMALL, subtitle=words)
    return Figure(f"{key}-groups", say("chart.groups_title"), alt, spec)


def path_figure(found: PartnershipMap, *, key: str, words: Sequence[str]) -> Figure | None:
    """The enacted position over time; None below two dates."""
    if found.enacted is None:
        return None
    spec = path_chart(found.enacted.history, subtitle=words)
    if spec is None:
        return None
    parts = " ".join(f"{e.at}: {points(e.y.value)}." for e in found.enacted.history)
    title, alt = say("chart.path_title"), say("chart.path_alt", parts=parts)
    return Figure(f"{key}-path", title, alt, spec)
