"""What a reader of a partnership's map should be careful with, or will miss in it."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.mapping.result import PartnershipMap


def cautions(found: PartnershipMap) -> tuple[str, ...]:
    """Sentences, the most important first."""
    return (*of_the_survey(found), *of_the_facts(found))


def of_the_survey(found: PartnershipMap) -> Iterator[str]:
    wave = found.current
    if wave is None:
        yield "There is no survey: what members live with and want is not known."
        return
    now = wave.experienced
    if now.shown == "withheld":
        yield f"What members live with is not shown. {now.why}"
    elif now.why:
        yield now.why
    if now.low_response:
        yield (
            "Fewer than 60 % of those invited answered: those who did not could move the "
            "position far."
        )
    if wave.wanted.shown == "withheld":
        yield f"What members want is not shown. {wave.wanted.why}"
    hidden = [g.group for g in wave.groups if g.experienced.shown == "withheld"]
    if hidden:
        yield f"Not shown by themselves, to keep answers safe: {', '.join(hidden)}."


def of_the_facts(found: PartnershipMap) -> Iterator[str]:
    if found.enacted is None:
        yield "No facts are recorded: what the partnership is pulled towards is not known."
        return
    enacted = found.enacted.now
    if found.at is not None and enacted.at is not None and enacted.at < found.at:
        yield f"No fact is in force any more; the pull is shown as it was on {enacted.at}."
    if not enacted.x_known:
        yield (
            f"{counted(enacted.internal_facts)} recorded, and three are needed to place "
            "the pull between internal and external; it is drawn as a bar."
        )
    if enacted.facts_unknown:
        facts = "fact is" if enacted.facts_unknown == 1 else "facts are"
        yield f"{enacted.facts_unknown} {facts} recorded as unknown; find out what is so."


def counted(internal_facts: int) -> str:
    return {0: "No internal fact is", 1: "Only 1 internal fact is"}.get(
        internal_facts, f"Only {internal_facts} internal facts are"
    )
