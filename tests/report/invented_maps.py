"""Invented results for the tests of the report. No partnership here exists."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fourfold.enacted.result import Acceptability, Enacted, EnactedPath, FactInForce
from fourfold.mapping.result import PackageMap, PartnershipMap, ProgrammeMap, SourceGap
from fourfold.position.geometry import CONTRASTS, share_by_name
from fourfold.position.shown import (
    Agreement,
    Aspect,
    Contrast,
    Drift,
    Elevation,
    Ellipse,
    Group,
    Interval,
    Move,
    Octants,
    Position,
    Rating,
    Tension,
    VignetteCheck,
    Wave,
)

WHY = "fewer than five members answered"
WHY_GROUP = "this group, or the rest without it, has fewer than five members"
HOSTILE = '<script>alert("x")</script> #panic("no") $x$ *b* `c` {{ 7*7 }} {0} & \u202eabc'


def position(shares=(0.40, 0.30, 0.15, 0.15), **changes) -> Position:
    """A position that may be shown in rounded form, of 17 of 19 members."""
    x, y, q = (CONTRASTS @ np.array(shares)).tolist()
    base = Position(
        shown="rounded",
        why=None,
        n=17,
        invited=19,
        shares=share_by_name(shares),
        x=Interval(x, x - 0.1, x + 0.1),
        y=Interval(y, y - 0.2, y + 0.2),
        q=Interval(q, q - 0.1, q + 0.1),
        region=Ellipse(0.13, 0.26, 0.3),
        nonresponse_bound=0.105,
        low_response=False,
        centre_excluded=True,
        dominant={
            "accountability": 0.93,
            "pragmatism": 0.07,
            "flexibility": 0,
            "sustainability": 0,
        },
        quadrant={"bottom-left": 0.97, "bottom-right": 0.03, "top-right": 0, "top-left": 0},
        tension={
            "sustainability-pragmatism": Tension(0.18, 0.21, -0.03, None),
            "flexibility-accountability": Tension(0.24, 0.12, 0.07, 0.05),
        },
        agreement=Agreement(0.71, 0.27),
        elevation=Elevation(
            0.62,
            0.5,
            0.7,
            {
                "accountability": 0.8,
                "pragmatism": 0.7,
                "flexibility": 0.5,
                "sustainability": 0.5,
            },
        ),
        octants=Octants(
            Interval(-0.1, -0.2, 0.1), Interval(-0.3, -0.4, -0.1), 0.31, 252.0, 0.82
        ),
        covariance="own",
    )
    return replace(base, **changes)


def withheld(why=WHY) -> Position:
    """A position of which nothing may be shown."""
    return Position(shown="withheld", why=why, n=None, invited=19)


def move(x=0.1, y=0.5) -> Move:
    """A notable move upwards."""
    points = {
        "accountability": -15.0,
        "pragmatism": -10.0,
        "flexibility": 10.0,
        "sustainability": 15.0,
    }
    return Move(
        "rounded",
        None,
        17,
        Interval(x, -0.1, 0.3),
        Interval(y, 0.3, 0.7),
        Interval(0, -0.2, 0.2),
        points,
        notable=True,
    )


def wave(name="2024", **changes) -> Wave:
    """One wave with four frames, two groups shown and one withheld."""
    base = Wave(
        wave=name,
        opened=f"{name}-03-01",
        closed=f"{name}-03-31",
        n=17,
        invited=19,
        experienced=position(),
        wanted=position((0.25, 0.2, 0.25, 0.3)),
        documents=position((0.2, 0.2, 0.2, 0.4)),
        rewarded=position((0.35, 0.5, 0.1, 0.05)),
        groups=(
            Group("Statutory", position((0.45, 0.3, 0.15, 0.1), n=9, invited=10)),
            Group(
                "Voluntary and community", position((0.3, 0.3, 0.15, 0.25), n=8, invited=9)
            ),
            Group("Private", withheld(WHY_GROUP)),
        ),
        contrasts=(
            Contrast(
                "Statutory",
                "Voluntary and community",
                "rounded",
                None,
                Interval(0.0, -0.2, 0.2),
                Interval(0.3, -0.1, 0.6),
                0.3,
                0.041,
                exact=True,
            ),
        ),
        aspects=(
            Aspect("decisions", "How are decisions made?", position((0.5, 0.3, 0.1, 0.1))),
        ),
        ratings=(
            Rating(
                "voice",
                "Speaking up changes what we do.",
                "full",
                None,
                17,
                2.9,
                2.4,
                3.4,
                (1, 5),
            ),
            Rating(
                "cost",
                "Taking part costs us more than we get.",
                "withheld",
                WHY,
                None,
                None,
                None,
                None,
                (1, 5),
            ),
        ),
        vignettes=(
            VignetteCheck(
                "voice", "full", None, 17, 1.6, 0.12, {"ashford": 2.1, "millbrook": 4.2}
            ),
        ),
        gaps={
            "wanted-now": move(),
            "documents-now": move(),
            "rewarded-now": Move("withheld", WHY, None),
        },
    )
    return replace(base, **changes)


def drift(first="2022", second="2024") -> Drift:
    """A change that may be announced."""
    total = {"x": -0.1, "y": -0.3, "q": 0.1}
    return Drift(
        first,
        second,
        "rounded",
        None,
        12,
        total,
        {"x": -0.1, "y": -0.2, "q": 0.0},
        {"x": 0.0, "y": -0.1, "q": 0.1},
        Move(
            "rounded",
            None,
            12,
            Interval(-0.1, -0.3, 0.1),
            Interval(-0.3, -0.5, -0.1),
            Interval(0, -0.2, 0.2),
        ),
        announced=True,
    )


def fact(instrument, name, pull, **changes) -> FactInForce:
    """A recorded fact in force."""
    base = FactInForce(
        instrument,
        name,
        "policy",
        "true",
        "partnership",
        3.0,
        None,
        "2021-04-01",
        None,
        "The department",
        "An invented Act, section 5",
        'Newman 2001, ch. 6, "The limits of partnership"',
        "It fixes who must meet; it says less about how they work.",
        pull[0],
        pull[1],
        pull[0] / 2,
        pull[1] / 2,
    )
    return replace(base, **changes)


FACTS = (
    fact("statutory-duty", "Statutory duty of partnership", (-0.27, -0.27)),
    fact("output-targets", "Output targets, tightly specified", (0.27, -0.27), weight=3.0),
    fact(
        "performance-review",
        "Performance review and league tables",
        (0.0, -0.27),
        weight=3.0,
    ),
    fact("learning-network", "Learning network", (0.0, 0.1), weight=2.0, issuer=None),
    fact(
        "ring-fenced-prevention",
        "Badged money for prevention",
        (-0.18, 0.18),
        state="unknown",
    ),
    fact(
        "informal-working",
        "Informal working between meetings",
        (0.1, 0.0),
        kind="internal",
        weight=1.0,
    ),
)


def enacted(y=-0.36, *, x_known=False, at="2024-04-01", **changes) -> Enacted:
    """An enacted position; a bar unless x is known."""
    rng = np.random.default_rng(7)
    cloud = rng.normal((-0.05, y), (0.08, 0.06), (400, 2)).round(4)
    base = Enacted(
        at=at,
        shares={
            "accountability": 0.342,
            "pragmatism": 0.342,
            "flexibility": 0.132,
            "sustainability": 0.184,
        },
        x=Interval(-0.05, -0.21, 0.12),
        y=Interval(y, y - 0.14, y + 0.15),
        q=Interval(0.05, -0.1, 0.2),
        x_known=x_known,
        x_bar=(-0.55, 0.48),
        internal_facts=3 if x_known else 1,
        facts_true=5,
        facts_unknown=1,
        unknown_bounds={"x": (-0.2, 0.1), "y": (y, y + 0.12), "q": (-0.1, 0.1)},
        acceptability=Acceptability(
            {
                "accountability": 0.496,
                "pragmatism": 0.497,
                "flexibility": 0.0,
                "sustainability": 0.007,
            },
            {
                "bottom-left": 0.67,
                "bottom-right": 0.329,
                "top-right": 0.001,
                "top-left": 0.0,
            },
            0.33,
            0.001,
        ),
        acceptability_free=Acceptability(
            {
                "accountability": 0.41,
                "pragmatism": 0.42,
                "flexibility": 0.07,
                "sustainability": 0.1,
            },
            {
                "bottom-left": 0.4,
                "bottom-right": 0.376,
                "top-right": 0.1,
                "top-left": 0.124,
            },
            0.476,
            0.224,
        ),
        cancellation=0.58,
        facts=FACTS,
        largest=("statutory-duty", "output-targets", "performance-review"),
        _cloud=tuple(map(tuple, cloud.tolist())),
    )
    return replace(base, **changes)


def path(*, x_known=False) -> EnactedPath:
    """An enacted position that came down the map in three steps."""
    dates = (("1998-04-01", 0.3), ("2000-07-01", -0.1), ("2003-01-15", -0.36))
    history = tuple(enacted(y, x_known=x_known, at=at) for at, y in dates)
    return EnactedPath(history[-1], history)


def rich(**changes) -> PartnershipMap:
    """Two waves, groups, drift, wanted, and an enacted bar."""
    first = wave(
        "2022", experienced=position((0.3, 0.25, 0.25, 0.2)), groups=(), contrasts=()
    )
    base = PartnershipMap(
        "riverside-safety",
        "Riverside Community Safety Partnership",
        "Safer Places",
        "2024-04-01",
        "2024",
        (first, wave("2024")),
        EnactedPath(enacted(), ()),
        (drift(),),
        SourceGap(None, 0.04, 0.67),
        ("Two answers came after the closing date and were left out.",),
    )
    return replace(base, **changes)


def hidden() -> PartnershipMap:
    """Everything members say is withheld; no facts."""
    none = withheld()
    closed = Wave(
        "2024",
        None,
        None,
        None,
        19,
        none,
        none,
        none,
        none,
        (Group("Statutory", none),),
        (),
        (),
        (),
        (),
        {},
    )
    return PartnershipMap(
        "quiet", "Quiet Valley Board", None, None, "2024", (closed,), None, (), None, ()
    )


def hostile(name=HOSTILE) -> PartnershipMap:
    """A name that markup, formulas and templates would all like to run, everywhere."""
    group = Group(name, position(n=9, invited=10))
    other = Group("=cmd()", position(n=8, invited=9))
    rating = Rating(name, name, "full", None, 17, 2.9, 2.4, 3.4, (1, 5))
    now = wave(name, groups=(group, other), ratings=(rating,))
    facts = (
        fact(
            "statutory-duty", name, (-0.27, -0.27), source=name, doubt=name, issuer="=1+1"
        ),
    )
    path_now = EnactedPath(enacted(facts=facts), ())
    return PartnershipMap(
        "../../etc/pa ss", name, None, None, name, (now,), path_now, (), None, (name,)
    )


def historical(number=1) -> PartnershipMap:
    """Only facts, over time, with x known."""
    return PartnershipMap(
        f"zone-{number}",
        f"Invented Action Zone {number}",
        None,
        "2003-01-15",
        None,
        (),
        path(x_known=True),
        (),
        None,
        (),
    )


def package(*partnerships, **changes) -> PackageMap:
    """A package of the partnerships given."""
    base = PackageMap(
        package="invented",
        title="Partnerships of Invented County",
        version="1.0.0",
        theory="3f2a9c0d1e5b",
        seed=20010601,
        draws=20000,
        at="2024-04-01",
        stamp=None,
        marks=("invented example",),
        partnerships=partnerships,
        programmes=(ProgrammeMap("Safer Places", enacted()),),
        regime=enacted(-0.2),
        warnings=("Three facts carry no source.",),
    )
    return replace(base, **changes)
