"""Which people stand behind each published figure of one partnership, decided once.

Figures are taken in the order in which they would be published: wave by wave, the whole
before its groups, large groups before small ones. Each is let in only if the audit finds
that, with all let in before, nobody can be singled out. A figure whose people differ too
little from an earlier one's is shown for a part of them rather than not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from fourfold.experienced.disclosure.audit import Row, discloses
from fourfold.experienced.disclosure.thresholds import (
    FEWEST_COUNTED,
    FEWEST_PARTS,
    FEWEST_SHOWN,
    NUMBERS,
)

People = tuple[str, ...]
Rows = Sequence[Row]


@dataclass(frozen=True)
class Decision:
    """The people to show (None: withheld) and why it is not simply everybody."""

    people: frozenset[str] | None
    why: str | None
    count: int | None  # who answered, where that may be said


@dataclass
class Ledger:
    """Every mean of one partnership that is published so far, by what was asked.

    `beside` names what was asked together with it in one mean.
    """

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, set[str]] = field(default_factory=dict)

    def admits(self, new: Rows) -> bool:
        """Whether these rows may be published too; they are then written down."""
        if discloses([*self.linked({p.asked for row in new for p in row}), *new]):
            return False
        for row in new:
            together = {part.asked for part in row}
            for asked in together:
                self.rows[asked].append(row)
                self.beside.setdefault(asked, set()).update(together)
        return True

    def linked(self, asked: set[str]) -> list[Row]:
        """The rows of what was asked, and of all that is linked to it by other rows.

        No other row tells anything of the same answers.
        """
        near = asked.union(*(self.beside.get(one, ()) for one in asked))
        if near != asked:
            return self.linked(near)
        found = [row for one in asked for row in self.rows.get(one, ())]
        return list({id(row): row for row in found}.values())


def everybody(people: People) -> Decision:
    """Without disclosure control: for those who hold the raw answers anyway."""
    return Decision(frozenset(people), None, len(people))


def released_whole(
    ledger: Ledger,
    people: People,
    rows: Callable[[People], Rows],
    *,
    before: People | None = None,
    fewest: int = FEWEST_SHOWN,
) -> Decision:
    """Everybody who answered in a wave, or as many of them as can be shown.

    `rows` gives what would be published of some of them; `before` are the people of the
    last figure of the same thing.
    """
    count = len(people)
    if count < FEWEST_COUNTED:
        return Decision(None, too_few(FEWEST_COUNTED), None)
    if count < fewest:
        return Decision(None, too_few(fewest), count)
    part = largest_part(ledger, people, rows, before=before, fewest=fewest)
    if part is None:
        return Decision(
            None,
            "Set beside other figures, such as an earlier wave's, this one would show how "
            "single people answered.",
            count,
        )
    return Decision(frozenset(part), left_out(count - len(part)), count)


def released_group(
    ledger: Ledger,
    people: People,
    rows: Callable[[People], Rows],
    *,
    before: People | None,
    whole: int,
) -> Decision:
    """A group of a wave of `whole` people, if it and what is left are both large enough."""
    count = len(people)
    if count < FEWEST_SHOWN:
        return Decision(None, "Fewer than five answers in this group.", None)
    if whole < FEWEST_PARTS:
        return Decision(None, "Groups are shown from eight answers on.", None)
    part = largest_part(ledger, people, rows, before=before, fewest=FEWEST_SHOWN)
    if part is None:
        return Decision(
            None,
            "Set beside the whole, or another wave, this group would show how fewer than "
            "five people answered.",
            None,
        )
    return Decision(frozenset(part), left_out(count - len(part)), count)


def largest_part(
    ledger: Ledger,
    people: People,
    rows: Callable[[People], Rows],
    *,
    before: People | None,
    fewest: int,
) -> People | None:
    """The first of these people, or of the parts of them, that may be published."""
    if ledger.admits(rows(people)):
        return people
    candidates = trimmed(people, before, fewest)
    return next((part for part in candidates if ledger.admits(rows(part))), None)


def too_few(fewest: int) -> str:
    return f"Fewer than {NUMBERS[fewest]} answers."


def left_out(count: int) -> str | None:
    if count == 0:
        return None
    answers = "1 answer is" if count == 1 else f"{count} answers are"
    return (
        f"{answers} left out: set beside other figures, such as an earlier wave's, the "
        "whole would show how single people answered."
    )


def trimmed(people: People, before: People | None, fewest: int) -> list[People]:
    """Parts of a wave's people that may be shown, largest first.

    Either without the few who are new, or without some of those who stayed, drawn by lot,
    until those who differ from the last figure's are enough not to be told apart.
    """
    known = set(before or ())
    stayed = [person for person in people if person in known]
    missing = FEWEST_SHOWN - len(known.symmetric_difference(people))
    without = [set(people) - known]
    by_lot = sorted(stayed, key=lot)
    without += [set(by_lot[:count]) for count in range(max(missing, 1), FEWEST_SHOWN + 1)]
    parts = [tuple(p for p in people if p not in gone) for gone in without if gone]
    usable = [part for part in parts if known and fewest <= len(part) < len(people)]
    return sorted(usable, key=len, reverse=True)


def lot(person: str) -> bytes:
    """A lot that is the same in every run, so that repeated exports say nothing more."""
    return sha256(person.encode()).digest()
