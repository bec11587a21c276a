"""What a reader should know is not there: withheld, unknown, not asked, not answered."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.enacted.result import Enacted
from fourfold.mapping.result import PartnershipMap
from fourfold.position.shown import Wave
from fourfold.report.page.member_tables import frames_of
from fourfold.report.words.text import count, say, sentence

INTERNAL_NEEDED = 3


def missing(found: PartnershipMap) -> tuple[str, ...]:
    """Every gap in one sentence each; one saying so when there is none."""
    gaps = [*_survey(found.current), *_facts(found.enacted.now if found.enacted else None)]
    return tuple(gaps) or (say("missing.nothing"),)


def _survey(wave: Wave | None) -> Iterator[str]:
    if wave is None:
        yield say("missing.survey")
        return
    every = [(say(f"frame.{frame}"), p) for frame, p in frames_of(wave).items()]
    every += [(group.group, group.experienced) for group in wave.groups]
    withheld: dict[str, list[str]] = {}
    for name, position in every:
        if position.shown == "withheld":
            withheld.setdefault(sentence(position.why), []).append(name)
    for why, names in withheld.items():
        yield say("missing.withheld", what="; ".join(names), why=why)
    now = wave.experienced
    if now.n is not None and now.invited is not None and now.n < now.invited:
        yield say("missing.response", absent=now.invited - now.n, invited=now.invited)


def _facts(enacted: Enacted | None) -> Iterator[str]:
    if enacted is None:
        yield say("missing.facts")
        return
    if not enacted.x_known:
        facts = count(enacted.internal_facts, "fact is", many="facts are")
        yield say("missing.internal", count=facts)
    if enacted.facts_unknown:
        facts = count(enacted.facts_unknown, "fact is", many="facts are")
        yield say("missing.unknown", count=facts)
