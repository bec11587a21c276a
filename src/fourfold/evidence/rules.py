"""What the cells of a row, and rows of different tables, must say together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from fourfold.evidence.answersheet import AnswerSheet
from fourfold.evidence.faults import Fault
from fourfold.evidence.package import RawPackage

DATE_PAIRS = (("started", "ended"), ("opened", "closed"), ("from", "to"))
DOCUMENT_ENDINGS = (".txt", ".md", ".html", ".docx", ".pdf")


@dataclass(frozen=True)
class Checked:
    """A package on its way through the rules; the rows of `tables` are those of `raw`."""

    raw: RawPackage
    tables: Mapping[str, pl.DataFrame]
    answers: AnswerSheet | None

    def table(self, name: str, *columns: str) -> pl.DataFrame | None:
        """The typed table, where it is there with these columns."""
        typed = self.tables.get(name)
        return typed if typed is not None and {*columns} <= {*typed.columns} else None

    def answered(self) -> Iterator[tuple[int, int | None, int]]:
        """Each wave's row, how many were invited, and how many answered."""
        waves = self.table("waves", "id", "invited")
        if waves is None or self.answers is None:
            return
        for row, (wave, invited) in enumerate(waves.select("id", "invited").iter_rows()):
            members = self.answers.members_of(wave or "")
            yield row, invited, members.stop - members.start

    def where(self, table: str, bad: pl.Expr, fault: Fault) -> list[Fault]:
        """The fault at each row of the table where `bad` holds of its typed columns."""
        typed, raw = self.tables[table], self.raw.tables[table]
        rows = typed.select(bad.fill_null(value=False).alias("bad"))["bad"].arg_true()
        columns = (fault.column or "").split(" + ")
        return fault.at(raw.places(rows, *columns), len(rows))

    def fault(
        self, kind: str, table: str, column: str, *, expected: str, remedy: str
    ) -> Fault:
        """A fault in a column of a table."""
        file = self.raw.tables[table].file
        return Fault(kind, "value", file, column=column, expected=expected, remedy=remedy)


def broken_rules(checked: Checked) -> Iterator[Fault]:
    for rule in RULES:
        yield from rule(checked)


def dates_in_order(checked: Checked) -> Iterator[Fault]:
    for name, typed in checked.tables.items():
        dates = {c for c in typed.columns if typed[c].dtype == pl.Date}
        for first, last in DATE_PAIRS:
            if {first, last} <= dates:
                fault = checked.fault(
                    "dates-out-of-order",
                    name,
                    f"{first} + {last}",
                    expected=f"The date in {last} must not be before the one in {first}.",
                    remedy="Correct one of the two dates.",
                )
                yield from checked.where(name, pl.col(first) > pl.col(last), fault)


def about_one_thing(checked: Checked) -> Iterator[Fault]:
    """A fact or a document is about a partnership or about a programme, not both."""
    for name in ("facts", "documents"):
        typed = checked.table(name)
        if typed is None:
            continue
        partnership, programme = (
            pl.col(c).is_not_null() if c in typed.columns else pl.lit(value=False)
            for c in ("partnership", "programme")
        )
        fault = checked.fault(
            "one-of-two",
            name,
            "partnership + programme",
            expected="A row names a partnership or a programme: one, and only one.",
            remedy="Fill one of the two cells and empty the other.",
        )
        yield from checked.where(name, partnership == programme, fault)


def one_lead_at_a_time(checked: Checked) -> Iterator[Fault]:
    if checked.table("memberships", "partnership", "role") is None:
        return
    raw = checked.raw.tables["memberships"]
    second = overlapping_leads(checked.tables["memberships"])
    fault = checked.fault(
        "two-leads",
        "memberships",
        "role",
        expected="A partnership has one lead at a time, and another row names another.",
        remedy="Change one of them to board or member, or give dates that do not overlap.",
    )
    yield from fault.at(raw.places(second, "partnership", "organisation"), len(second))


def overlapping_leads(memberships: pl.DataFrame) -> pl.Series:
    """Rows of leads that begin before another of the same partnership has ended."""
    absent = {"from", "to"} - set(memberships.columns)
    return (
        memberships
        .with_columns(pl.lit(None, dtype=pl.Date).alias(name) for name in sorted(absent))
        .with_row_index("row")
        .filter((pl.col("role") == "lead") & pl.col("partnership").is_not_null())
        .with_columns(pl.col("from").fill_null(date.min), pl.col("to").fill_null(date.max))
        .sort("partnership", "from", "row")
        .with_columns(pl.col("to").cum_max().shift(1).over("partnership").alias("taken"))
        .filter(pl.col("from") < pl.col("taken"))["row"]
        .sort()
    )


def nothing_to_itself(checked: Checked) -> Iterator[Fault]:
    for name, first, second in (("ties", "from", "to"), ("organisations", "id", "parent")):
        if checked.table(name, first, second) is not None:
            fault = checked.fault(
                "itself",
                name,
                second,
                expected=f"The cell in {second} must not be the same as that in {first}.",
                remedy="Name another, or delete the row.",
            )
            yield from checked.where(name, pl.col(first) == pl.col(second), fault)


def not_more_answers_than_invitations(checked: Checked) -> Iterator[Fault]:
    for row, invited, answered in checked.answered():
        if invited is not None and answered > invited:
            fault = checked.fault(
                "more-than-invited",
                "waves",
                "invited",
                expected=f"{answered} people answered, so at least as many were invited.",
                remedy="Correct the number invited, or delete the answers of others.",
            )
            yield from fault.at(checked.raw.tables["waves"].places([row], "invited"))


def decisions_come_from_somewhere(checked: Checked) -> Iterator[Fault]:
    if checked.table("decisions", "origin") is None:
        return
    forums = checked.table("forums", "id")
    ids = forums["id"].to_list() if forums is not None else []
    fault = checked.fault(
        "unknown-id",
        "decisions",
        "origin",
        expected="The origin of a decision is member, centre, or the id of a forum.",
        remedy="Write one of them, or add the forum.",
    )
    known = ["member", "centre", *ids]
    yield from checked.where("decisions", ~pl.col("origin").is_in(known), fault)


def documents_are_there(checked: Checked) -> Iterator[Fault]:
    if checked.table("documents", "file") is None:
        return
    file = pl.col("file")
    absent = checked.fault(
        "absent-file",
        "documents",
        "file",
        expected="The package holds no such file.",
        remedy="Put the file into the folder or zip of the package, or correct its path.",
    )
    kind = checked.fault(
        "file-kind",
        "documents",
        "file",
        expected=f"Documents are read from {', '.join(DOCUMENT_ENDINGS)}.",
        remedy="Save the document as one of these.",
    )
    endings = (file.str.to_lowercase().str.ends_with(e) for e in DOCUMENT_ENDINGS)
    yield from checked.where(
        "documents", ~file.is_in(list(checked.raw.other_files)), absent
    )
    yield from checked.where("documents", ~pl.any_horizontal(*endings), kind)


RULES: tuple[Callable[[Checked], Iterator[Fault]], ...] = (
    dates_in_order,
    about_one_thing,
    one_lead_at_a_time,
    nothing_to_itself,
    not_more_answers_than_invitations,
    decisions_come_from_somewhere,
    documents_are_there,
)
