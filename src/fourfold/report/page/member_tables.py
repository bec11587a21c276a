"""Tables of what members say."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.mapping.result import PartnershipMap
from fourfold.position.shown import Bin, Drift, Interval, Move, Position, Wave
from fourfold.report.page.blocks import Table
from fourfold.report.words.text import (
    decimals,
    interval_points,
    people,
    percent,
    points,
    say,
    sentence,
    share_points,
    signed,
    yes_no,
)
from fourfold.theory.model import FRAMES, IMPERATIVES

ACROSS = "Internal to external"
UP = "Directed to self-steering"
DIAGONAL = "Diagonal"
NAMES = tuple(say(f"imperative.{i}").capitalize() for i in IMPERATIVES)


def frames_of(wave: Wave) -> dict[str, Position]:
    """The four frames of a wave."""
    every = (wave.experienced, wave.wanted, wave.documents, wave.rewarded)
    return dict(zip(FRAMES, every, strict=True))


def place_cells(position: Position) -> tuple[str, ...]:
    """x, y and who answered; or that it is withheld."""
    if position.shown == "withheld":
        hidden = say("shown.withheld")
        return hidden, hidden, people(position.n, position.invited)
    where = (interval_points(position.x), interval_points(position.y))
    return (*where, people(position.n, position.invited))


def positions_table(found: PartnershipMap) -> Table:
    """The table beside the map: every position drawn on it."""
    rows: list[tuple[str, ...]] = []
    if wave := found.current:
        rows.append((f"● {say('position.experienced')}", *place_cells(wave.experienced)))
        rows.append((f"◇ {say('position.wanted')}", *place_cells(wave.wanted)))
    if found.enacted:
        now = found.enacted.now
        across = interval_points(now.x) if now.x_known else _bar(now.x_bar)
        facts = f"{now.facts_true} facts, {now.facts_unknown} unknown"
        rows.append((f"■ {say('position.enacted')}", across, interval_points(now.y), facts))
    note = " ".join((say("note.points"), say("note.interval"), *_rounded(found.current)))
    header = ("Position", ACROSS, UP, "Rests on")
    when = f", {found.at}" if found.at else ""
    return Table(say("caption.positions") + when, header, tuple(rows), note=note)


def _bar(bar: tuple[float, float]) -> str:
    return f"not known: {points(bar[0])} to {points(bar[1])}"


def _rounded(wave: Wave | None) -> tuple[str, ...]:
    if wave is None or wave.experienced.shown != "rounded":
        return ()
    return (say("note.rounded"),)


def shares_table(wave: Wave) -> Table:
    """Shares of 100 points by imperative and frame."""
    frames = frames_of(wave)
    columns = [f for f, p in frames.items() if p.shares is not None]
    rows = tuple(
        (name, *(share_points((frames[f].shares or {}).get(i)) for f in columns))
        for i, name in zip(IMPERATIVES, NAMES, strict=True)
    )
    header = ("Imperative", *(say(f"frame.{frame}") for frame in columns))
    return Table(say("caption.shares"), header, rows, _right(1, len(header)))


def waves_table(waves: Sequence[Wave]) -> Table:
    """Where members placed the partnership, wave by wave."""
    rows = tuple(
        (wave.wave, *place_cells(wave.experienced), interval_points(wave.experienced.q))
        for wave in waves
    )
    header = ("Wave", ACROSS, UP, "Answered", DIAGONAL)
    return Table(say("caption.waves"), header, rows)


def groups_table(wave: Wave) -> Table:
    """The position of each group, or why it is withheld."""
    rows = tuple(
        (
            group.group,
            *place_cells(group.experienced),
            *(share_points((group.experienced.shares or {}).get(i)) for i in IMPERATIVES),
        )
        for group in wave.groups
    )
    header = ("Group", ACROSS, UP, "Answered", *NAMES)
    return Table(say("caption.groups"), header, rows, _right(4, 8), say("groups.lead"))


def contrasts_table(wave: Wave) -> Table:
    """Groups compared, with the chance of so large a distance."""
    rows = tuple(
        (
            f"{contrast.second} against {contrast.first}",
            interval_points(contrast.x),
            interval_points(contrast.y),
            decimals(contrast.p, places=3) if contrast.shown != "withheld" else "withheld",
        )
        for contrast in wave.contrasts
    )
    header = ("Groups", ACROSS, UP, "p")
    return Table(say("caption.contrasts"), header, rows, note=say("note.groups"))


def tensions_table(position: Position) -> Table:
    """Each tension and its parts, which add to it."""
    rows = tuple(
        (
            say(f"diagonal.{name}"),
            decimals(tension.total),
            decimals(tension.within_members),
            decimals(tension.between_members),
            decimals(tension.between_groups),
        )
        for name, tension in (position.tension or {}).items()
    )
    parts = (
        say(f"part.{part}")
        for part in ("within_members", "between_members", "between_groups")
    )
    header = ("Tension between", "Total", *parts)
    return Table(say("caption.tensions"), header, rows, _right(1, 5))


def gaps_table(wave: Wave) -> Table:
    """Paired differences of the frames from now."""
    rows = []
    for frame in FRAMES[1:]:
        move = wave.gaps.get(f"{frame}-now")
        if move is not None:
            rows.append((f"{say(f'frame_short.{frame}')}, less now", *_move_cells(move)))
    header = ("Difference", ACROSS, UP, "Members", *NAMES)
    return Table(say("caption.gaps"), header, tuple(rows), _right(4, 8))


def _move_cells(move: Move) -> tuple[str, ...]:
    changed = move.points or {}
    if move.shown == "withheld":
        return (say("shown.withheld"), sentence(move.why), "–", *("–" for _ in IMPERATIVES))
    where = (interval_points(move.x), interval_points(move.y))
    members = "–" if move.n is None else str(move.n)
    return (*where, members, *(signed(changed.get(i)) for i in IMPERATIVES))


def drift_table(drift: Drift) -> Table:
    """The change between two waves on each axis, split exactly."""
    stayers = drift.stayers
    rows = []
    for axis, name in (("x", ACROSS), ("y", UP), ("q", DIAGONAL)):
        parts = (drift.total, drift.members_changed, drift.membership_changed)
        cells = (points((part or {}).get(axis)) for part in parts)
        paired: Interval | None = getattr(stayers, axis) if stayers else None
        rows.append((name, *cells, interval_points(paired)))
    many = "–" if drift.stayer_count is None else str(drift.stayer_count)
    header = ("Axis", "Whole change", "Members changed", "Membership changed")
    caption = f"{say('caption.drift')}: {drift.first} to {drift.second}"
    return Table(
        caption, (*header, f"Among the {many} who stayed"), tuple(rows), _right(1, 4)
    )


def distribution_table(position: Position) -> Table:
    """How widely members' shares are spread, imperative by imperative."""
    found = position.distribution or {}
    rows = tuple(
        (say(f"imperative.{name}").capitalize(), ", ".join(map(bin_words, bins)))
        for name, bins in found.items()
    )
    return Table(say("caption.distribution"), ("Imperative", "Members"), rows)


def bin_words(found: Bin) -> str:
    return f"{100 * found.low:.0f}–{100 * found.high:.0f} points: {100 * found.part:.0f} %"


def aspects_table(wave: Wave) -> Table:
    """How members place each aspect of working together."""
    rows = tuple((a.text, *place_cells(a.experienced)) for a in wave.aspects)
    return Table(say("caption.aspects"), ("Aspect", ACROSS, UP, "Answered"), rows)


def ratings_table(wave: Wave) -> Table:
    """Mean ratings on their own scales."""
    rows = []
    for rating in wave.ratings:
        mean = (
            f"{decimals(rating.value)} ({decimals(rating.low)} to {decimals(rating.high)})"
        )
        if rating.shown == "withheld":
            mean = say("shown.withheld")
        elif rating.low is None:
            mean = decimals(rating.value)
        answered = "–" if rating.n is None else str(rating.n)
        rows.append((
            rating.text,
            mean,
            f"{rating.scale[0]} to {rating.scale[1]}",
            answered,
        ))
    header = ("Statement", "Mean", "Scale", "Answered")
    return Table(say("caption.ratings"), header, tuple(rows), note=say("note.interval"))


def vignettes_table(wave: Wave) -> Table:
    """Whether members read the scales alike."""
    rows = tuple(
        (
            check.anchors,
            decimals(check.rank),
            percent(check.ties),
            ", ".join(
                f"{name} {decimals(mean)}" for name, mean in (check.means or {}).items()
            ),
        )
        for check in wave.vignettes
        if check.shown != "withheld"
    )
    header = ("Rating", "Mean rank of own", "Tied, %", "Means of those described")
    return Table(say("caption.vignettes"), header, rows, note=say("note.vignettes"))


def agreement_table(position: Position) -> Table:
    """Agreement beside its chance level, elevation, and who might dominate."""
    rows: list[tuple[str, str]] = []
    if position.agreement:
        rows.append((
            "Agreement among members (1 is full)",
            decimals(position.agreement.value),
        ))
        chance = decimals(position.agreement.chance_95)
        rows.append(("Reached by chance in 1 of 20 such groups", chance))
    if position.elevation:
        rows.append((
            "How strongly all four are felt (0 to 1)",
            decimals(position.elevation.value),
        ))
        for name, strength in position.elevation.strengths.items():
            rows.append((
                f"{say(f'imperative.{name}').capitalize()} felt",
                decimals(strength),
            ))
    if position.octants:
        fit = decimals(position.octants.fit)
        rows.append(("Fit of the eight ratings to a circle (0 to 1)", fit))
    if position.nonresponse_bound is not None:
        bound = points(position.nonresponse_bound).replace("+", "±")
        rows.append(("What those who did not answer leave open, to each side", bound))
    if position.adjusted_by:
        rows.append(("Weighted to the membership list by", position.adjusted_by))
    if position.low_response is not None:
        rows.append(("Fewer than six in ten answered", yes_no(value=position.low_response)))
    return Table(say("caption.agreement"), ("What", "Value"), tuple(rows), _right(1, 2))


def _right(first: int, end: int) -> frozenset[int]:
    return frozenset(range(first, end))
