"""What is shown of comparisons: groups of a wave, and one wave with the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np

from fourfold.experienced.change import (
    DriftSplit,
    PairedChange,
    Side,
    drift_split,
    stayers_of,
)
from fourfold.experienced.contrast import GroupContrast, group_contrast, holm
from fourfold.experienced.disclosure.audit import Row
from fourfold.experienced.disclosure.rounding import AXIS_STEP
from fourfold.experienced.disclosure.thresholds import (
    FEWEST_CONTRAST,
    FEWEST_SHOWN,
    FEWEST_STAYERS,
)
from fourfold.experienced.figures import Figure, Release
from fourfold.experienced.form import Form
from fourfold.experienced.publish import FURTHEST_MOVE, Estimated, move
from fourfold.position.geometry import AXES, Floats
from fourfold.position.shown import Contrast, Drift

P_STEP = 0.01
TOO_FEW_TO_COMPARE = (
    "Groups are compared from twelve answers on, when both groups are shown."
)
TOO_FEW_FOR_DRIFT = (
    "Drift is shown where both waves have at least twelve answers that are shown."
)
TOO_FEW_STAYED = "Fewer than six people can be recognised in both waves."
WOULD_TELL = "Set beside the two waves, it would show how single people answered."


def contrasts(whole: Estimated, groups: Sequence[Estimated], form: Form) -> list[Contrast]:
    """Every pair of groups, p adjusted for the number of pairs compared."""
    pairs = list(combinations(groups, 2))
    usable = [pair for pair in pairs if comparable(whole, pair, form)]
    found = [group_contrast(first.shares, second.shares) for first, second in usable]
    adjusted = holm([one.p for one in found])
    results = {
        names_of(pair): shown_contrast(names_of(pair), one, p, form=form)
        for pair, one, p in zip(usable, found, adjusted, strict=True)
    }
    return [
        results.get(names, Contrast(*names, "withheld", TOO_FEW_TO_COMPARE))
        for names in map(names_of, pairs)
    ]


def names_of(pair: tuple[Estimated, Estimated]) -> tuple[str, str]:
    first, second = (one.figure.group or "" for one in pair)
    return first, second


def comparable(whole: Estimated, pair: tuple[Estimated, Estimated], form: Form) -> bool:
    if form.exact:
        return all(len(one.shares) > 1 for one in pair)
    return len(whole.shares) >= FEWEST_CONTRAST and all(
        len(one.shares) >= FEWEST_SHOWN for one in pair
    )


def shown_contrast(
    names: tuple[str, str], found: GroupContrast, p: float, *, form: Form
) -> Contrast:
    ends = (found.difference.tolist(), found.low.tolist(), found.high.tolist())
    x, y = (
        form.interval(*numbers, limits=FURTHEST_MOVE) for numbers in zip(*ends, strict=True)
    )
    return Contrast(
        *names, form.shown, None, x, y,
        distance=form.number(found.distance), p=form.number(p, step=P_STEP),
        exact=found.exact,
    )  # fmt: skip


def drifts(shown: Sequence[Estimated], release: Release) -> Iterator[Drift]:
    """From each wave's position to the next one's."""
    form = Form(release.exact)
    for earlier, later in pairwise(shown):
        names = (earlier.figure.wave, later.figure.wave)
        sides = (side(earlier, release), side(later, release))
        fewest = min(len(one.people) for one in sides)
        stayed = len(stayers_of(*sides).first)
        if not form.enough(fewest, FEWEST_CONTRAST) or not fewest:
            yield Drift(*names, "withheld", TOO_FEW_FOR_DRIFT)
        elif not form.enough(stayed, FEWEST_STAYERS) or stayed < 2:
            yield Drift(*names, "withheld", TOO_FEW_STAYED)
        elif not form.exact and not admitted(
            (earlier.figure, later.figure), sides, release
        ):
            yield Drift(*names, "withheld", WOULD_TELL)
        else:
            yield shown_drift(names, drift_split(*sides), form)


def side(found: Estimated, release: Release) -> Side:
    people = release.people(found.figure.rows)
    weights = found.estimate.moments.weights if found.estimate else np.zeros(0)
    return Side(people, found.shares, weights)


def admitted(
    figures: tuple[Figure, Figure], sides: tuple[Side, Side], release: Release
) -> bool:
    """Whether the change of those who stayed may be published: it is two more means."""
    stay = stayers_of(*sides)
    alike = np.full(len(stay.first), 1 / len(stay.first))
    rows = (figures[0].rows[stay.first], figures[1].rows[stay.second])

    def change(weights: Floats) -> Row:
        return tuple(
            part
            for figure, place, signed in zip(
                figures, rows, (-weights, weights), strict=True
            )
            for part in release.parts(figure.what, figure.wave, rows=place, weights=signed)
        )

    return release.ledger.admits([change(stay.weights), change(alike)])


def shown_drift(names: tuple[str, str], split: DriftSplit, form: Form) -> Drift:
    stayers: PairedChange | None = split.stayers
    total, members, membership = (
        dict(zip(AXES, change.tolist(), strict=True))
        for change in (split.total, split.members, split.membership)
    )
    if not form.exact:
        parts = {
            a: form.parts({"m": members[a], "s": membership[a]}, AXIS_STEP) for a in AXES
        }
        members = {a: parts[a]["m"] for a in AXES}
        membership = {a: parts[a]["s"] for a in AXES}
        total = {a: form.number(members[a] + membership[a]) for a in AXES}
    return Drift(
        *names,
        shown=form.shown,
        why=None,
        stayer_count=stayers.n if stayers else None,
        total=total,
        members_changed=members,
        membership_changed=membership,
        stayers=move(stayers, form) if stayers else None,
        announced=stayers.notable if stayers else None,
    )
