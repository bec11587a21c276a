"""Which people stand behind each published figure of one partnership, decided once.

Figures are taken in the order in which they would be published: wave by wave, the whole
before its groups, large groups before small ones. Each is let in only if the audit finds
that, with all let in before, nobody can be singled out. A wave whose members differ too
little from an earlier wave's is shown for a part of its members rather than not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from fourfold.experienced.disclosure.audit import Row, discloses
from fourfold.experienced.disclosure.thresholds import (
    FEWEST_COUNTED,
    FEWEST_PARTS,
    FEWEST_SHOWN,
)

People = Sequence[str]


@dataclass(frozen=True)
class Decision:
    """The people to show (None: withheld) and why it is not simply everybody."""

    people: frozenset[str] | None
    why: str | None
    count: int | None  # who answered, where that may be said


@dataclass
class Ledger:
    """What is published so far of one thing asked, such as the position now."""

    rows: list[Row] = field(default_factory=list)

    def admits(self, row: Row) -> bool:
        """Whether the row may be published too; it is then written down."""
        if discloses([*self.rows, row]):
            return False
        self.rows.append(row)
        return True


def everybody(people: People) -> Decision:
    """Without disclosure control: for those who hold the raw answers anyway."""
    return Decision(frozenset(people), None, len(people))


def released_whole(
    ledger: Ledger, people: People, weights: Mapping[str, float] | None = None
) -> Decision:
    """Everybody who answered in a wave, or as many of them as can be shown.

    `weights` are the weights of the mean that is published; equal ones if None.
    """
    if len(people) < FEWEST_COUNTED:
        return Decision(None, "Fewer than three answers.", None)
    if len(people) < FEWEST_SHOWN:
        return Decision(None, "Fewer than five answers.", len(people))
    if ledger.admits(weights or equal(people)):
        return Decision(frozenset(people), None, len(people))
    for part in trimmed(ledger, people):
        if ledger.admits(equal(part)):
            return Decision(frozenset(part), left_out(len(people) - len(part)), len(people))
    return Decision(
        None,
        "Set beside an earlier wave, this one would show how single people answered.",
        len(people),
    )


def left_out(count: int) -> str:
    answers = "1 answer is" if count == 1 else f"{count} answers are"
    return (
        f"{answers} left out: set beside an earlier wave, the whole would show how single "
        "people answered."
    )


def trimmed(ledger: Ledger, people: People) -> Iterator[People]:
    """Parts of a wave's people that may be shown, largest first.

    First without the few who are new; then also without some, drawn by lot, until those who
    differ from the last wave are enough not to be told apart.
    """
    before = set(ledger.rows[-1])
    stayed = sorted(set(people) & before, key=lot)
    if len(stayed) < len(people):
        yield stayed
    missing = FEWEST_SHOWN - len(before - set(stayed))
    for count in range(max(missing, 1), FEWEST_SHOWN + 1):
        if len(stayed) - count >= FEWEST_SHOWN:
            yield stayed[count:]


def lot(person: str) -> bytes:
    """A lot that is the same in every run, so that repeated exports say nothing more."""
    return sha256(person.encode()).digest()


def released_group(ledger: Ledger, people: People, whole: int) -> Decision:
    """A group of a wave of `whole` people, if it and what is left are both large enough."""
    if len(people) < FEWEST_SHOWN:
        return Decision(None, "Fewer than five answers in this group.", None)
    if whole < FEWEST_PARTS:
        return Decision(None, "Groups are shown from eight answers on.", None)
    if ledger.admits(equal(people)):
        return Decision(frozenset(people), None, len(people))
    return Decision(None, "What is left without this group would be fewer than five.", None)


def equal(people: People) -> Row:
    return dict.fromkeys(people, 1 / len(people))
