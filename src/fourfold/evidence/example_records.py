"""What is on record about the example: members, facts, money, indicators, objectives."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from fourfold.evidence.example_sectors import (
    PARTNERSHIP,
    PROGRAMME,
    Row,
    named_organisations,
)
from fourfold.theory.model import Theory


def partnership() -> Row:
    return {
        "id": PARTNERSHIP,
        "name": "Riverside Community Safety Partnership",
        "programme": PROGRAMME,
        "area": "Riverside",
        "started": "2019-04-01",
        "statutory_basis": "Invented Partnerships Act 2018, section 4",
        "note": "Invented from beginning to end.",
    }


def organisations() -> Iterator[Row]:
    for identity, sector, name, _ in named_organisations():
        tier = "neighbourhood" if sector.name == "community" else "local"
        yield {
            "id": identity,
            "name": f"{name} of Riverside",
            "sector": sector.name,
            "tier": tier,
        }


def people() -> Iterator[Row]:
    for identity, _, _, posts in named_organisations():
        for post in range(1, posts + 1):
            role = "lead representative" if post == 1 else "second representative"
            yield {"id": f"{identity}-post-{post}", "organisation": identity, "role": role}


def memberships() -> Iterator[Row]:
    for number, (identity, sector, _, _) in enumerate(named_organisations()):
        statutory = sector.name in {"local government", "police and justice"}
        role = "lead" if number == 0 else "board" if statutory else "member"
        yield {
            "partnership": PARTNERSHIP,
            "organisation": identity,
            "role": role,
            "from": "2019-04-01",
            "seats": "1",
            "votes": "1" if statutory else "0",
            "statutory": "true" if statutory else "false",
        }


def facts() -> Iterator[Row]:
    """What pulls the partnership, of both kinds, with two that nobody has found out yet."""
    act, grant = "Invented Partnerships Act 2018", "Safer Places grant agreement"
    terms = "Terms of reference, adopted 2019"
    recorded = (
        ("statutory-duty", "true", act, "2019-04-01", "", "Parliament (invented)"),
        ("prescribed-plans", "true", act, "2019-04-01", "", "Parliament (invented)"),
        ("competitive-bidding", "true", grant, "2021-04-01", "2024-04-01", "Home ministry"),
        ("output-targets", "true", grant, "2024-04-01", "", "Home ministry"),
        ("target-linked-incentive", "true", grant, "2024-04-01", "", "Home ministry"),
        ("uncertain-earmarked-money", "true", grant, "2024-10-01", "", "Home ministry"),
        ("learning-networks", "true", "", "2022-09-01", "", "Regional office"),
        ("threat-of-intervention", "unknown", "", "2024-04-01", "", "Home ministry"),
        ("terms-of-reference", "true", terms, "2019-04-01", "", "The partnership"),
        ("quorum-and-voting", "true", terms, "2019-04-01", "", "The partnership"),
        ("lead-organisation-chair", "true", terms, "2019-04-01", "", "The partnership"),
        ("small-executive-group", "true", "", "2023-01-01", "", "The partnership"),
        ("co-location", "unknown", "", "2023-01-01", "", "The partnership"),
        ("community-seats-with-votes", "false", terms, "2019-04-01", "", "The partnership"),
    )
    for instrument, state, family, start, end, issuer in recorded:
        yield {
            "partnership": PARTNERSHIP,
            "instrument": instrument,
            "state": state,
            "family": family,
            "from": start,
            "to": end,
            "issuer": issuer,
            "source": f"{family or 'Minutes of the board'} (invented)",
        }


def funding() -> Iterator[Row]:
    yield {
        "partnership": PARTNERSHIP, "stream": "Safer Places grant",
        "funder": "Home ministry", "kind": "incentive", "amount": "240000",
        "currency": "GBP", "from": "2024-04-01",
        "to": "2026-03-31", "conditions": "quarterly output returns",
    }  # fmt: skip
    yield {
        "partnership": PARTNERSHIP, "stream": "Officers' time", "funder": "Partners",
        "kind": "aligned", "amount": "90000", "currency": "GBP", "from": "2019-04-01",
    }  # fmt: skip


def indicators() -> Iterator[Row]:
    for name, kind, span, set_by, target in (
        ("Visits made", "output", "single-organisation", "centre", "1,200 a year"),
        ("Cases closed in 30 days", "output", "single-organisation", "centre", "90 %"),
        ("Residents who feel safe at night", "outcome", "cross-cutting", "local", "55 %"),
    ):
        yield {
            "partnership": PARTNERSHIP, "name": name, "kind": kind, "span": span,
            "set_by": set_by, "target": target, "period": "2025",
        }  # fmt: skip


def objectives(theory: Theory, rng: Generator) -> Iterator[Row]:
    for objective in theory.objectives:
        yield {
            "partnership": PARTNERSHIP,
            "objective": objective.id,
            "wanted": str(int(rng.integers(6, 11))),
            "achieved": str(int(rng.integers(2, 8))),
            "source": "Board away day (invented)",
        }
