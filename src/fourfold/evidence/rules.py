"""What the cells of a row, and rows of different tables, must say together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from fourfold.evidence.answersheet import AnswerSheet
from fourfold.evidence.faults import LISTED, Fault, Severity, at_rows
from fourfold.evidence.package import RawPackage, RawTable

DATE_PAIRS = (("started", "ended"), ("opened", "closed"), ("from", "to"))
DOCUMENT_ENDINGS = (".txt", ".md", ".html", ".docx", ".pdf")
LOW_RESPONSE = 0.6  # below this share of the invited, results are shown with a warning
SMALL_GROUP = 5
EARMARKED = ("badged", "competitive", "incentive")


@dataclass(frozen=True)
class Checked:
    """A package on its way through the rules."""

    raw: RawPackage
    tables: Mapping[str, pl.DataFrame]
    answers: AnswerSheet | None


def rule_faults(checked: Checked) -> list[Fault]:
    return [fault for rule in RULES for fault in rule(checked)]


def rows_fault(
    raw: RawTable,
    bad: pl.Expr,
    typed: pl.DataFrame,
    *,
    column: str,
    words: tuple[str, str, str],
) -> list[Fault]:
    """A fault for each row of the typed table where `bad` holds; words: kind, expected, remedy."""
    rows = typed.select(bad.fill_null(value=False).alias("bad"))["bad"].arg_true()
    kind, expected, remedy = words
    severity: Severity = "reference" if kind == "unknown-id" else "value"
    fault = Fault(kind, severity, raw.file, None, column, None, expected, remedy)
    shown = [c for c in column.split(" + ") if c in raw.frame.columns]
    places: list[tuple[int, str | None]] = [
        (raw.line(row), " / ".join(raw.frame.select(shown).row(row)) if shown else None)
        for row in rows[:LISTED]
    ]
    return at_rows(fault, places, len(rows)) if places else []


def dates_in_order(checked: Checked) -> Iterator[Fault]:
    for name, typed in checked.tables.items():
        for first, last in DATE_PAIRS:
            if {first, last} <= {c for c in typed.columns if typed[c].dtype == pl.Date}:
                yield from rows_fault(
                    checked.raw.tables[name],
                    pl.col(first) > pl.col(last),
                    typed,
                    column=f"{first} + {last}",
                    words=(
                        "dates-out-of-order",
                        f"The date in `{last}` must not be before the one in `{first}`.",
                        "Correct one of the two dates.",
                    ),
                )


def about_one_thing(checked: Checked) -> Iterator[Fault]:
    """A fact or a document is about a partnership or about a programme, not both."""
    for name in ("facts", "documents"):
        typed = checked.tables.get(name)
        if typed is None:
            continue
        given = [
            pl.col(c).is_not_null() if c in typed.columns else pl.lit(value=False)
            for c in ("partnership", "programme")
        ]
        yield from rows_fault(
            checked.raw.tables[name],
            given[0] == given[1],
            typed,
            column="partnership + programme",
            words=(
                "one-of-two",
                "A row names a partnership or a programme: one of them, and only one.",
                "Fill one of the two cells and empty the other.",
            ),
        )


def one_lead_at_a_time(checked: Checked) -> Iterator[Fault]:
    typed = checked.tables.get("memberships")
    if typed is None or not {"partnership", "role"} <= set(typed.columns):
        return
    dated = typed.with_row_index("row").filter(pl.col("role") == "lead")
    for column in ("from", "to"):
        if column not in dated.columns:
            dated = dated.with_columns(pl.lit(None, dtype=pl.Date).alias(column))
    pairs = dated.join(dated, on="partnership", suffix="_other").filter(
        (pl.col("row") < pl.col("row_other")) & overlap()
    )
    raw = checked.raw.tables["memberships"]
    second = pairs["row_other"].unique().sort()
    fault = Fault(
        kind="two-leads",
        severity="value",
        file=raw.file,
        line=None,
        column="role",
        found=None,
        expected="A partnership has one lead at a time, and an earlier row names another.",
        remedy="Change one of them to board or member, or give dates that do not overlap.",
    )
    places: list[tuple[int, str | None]] = [
        (raw.line(row), "lead of " + str(typed["partnership"][row]))
        for row in second[:LISTED]
    ]
    yield from at_rows(fault, places, len(second)) if places else []


def overlap() -> pl.Expr:
    starts_before = (pl.col("from") < pl.col("to_other")).fill_null(value=True)
    ends_after = (pl.col("from_other") < pl.col("to")).fill_null(value=True)
    return starts_before & ends_after


def nothing_to_itself(checked: Checked) -> Iterator[Fault]:
    for name, first, second in (("ties", "from", "to"), ("organisations", "id", "parent")):
        typed = checked.tables.get(name)
        if typed is None or not {first, second} <= set(typed.columns):
            continue
        yield from rows_fault(
            checked.raw.tables[name],
            pl.col(first) == pl.col(second),
            typed,
            column=second,
            words=(
                "itself",
                f"`{second}` must not be the same as `{first}`.",
                "Name another, or delete the row.",
            ),
        )


def not_more_answers_than_invitations(checked: Checked) -> Iterator[Fault]:
    waves, sheet = checked.tables.get("waves"), checked.answers
    if waves is None or sheet is None or not {"id", "invited"} <= set(waves.columns):
        return
    for row, (wave, invited) in enumerate(waves.select("id", "invited").iter_rows()):
        rows = sheet.members_of(wave) if wave is not None else slice(0, 0)
        answered = rows.stop - rows.start
        if invited is not None and answered > invited:
            yield Fault(
                kind="more-than-invited",
                severity="value",
                file=checked.raw.tables["waves"].file,
                line=checked.raw.tables["waves"].line(row),
                column="invited",
                found=str(invited),
                expected=f"{answered} people answered, so at least as many were invited.",
                remedy="Correct the number invited, or delete the answers of those who were not.",
            )


def decisions_come_from_somewhere(checked: Checked) -> Iterator[Fault]:
    typed = checked.tables.get("decisions")
    if typed is None or "origin" not in typed.columns:
        return
    forums = checked.tables.get("forums")
    ids = forums["id"].to_list() if forums is not None and "id" in forums.columns else []
    yield from rows_fault(
        checked.raw.tables["decisions"],
        ~pl.col("origin").is_in(["member", "centre", *ids]),
        typed,
        column="origin",
        words=(
            "unknown-id",
            "The origin of a decision is member, centre, or the id of a forum.",
            "Write one of them, or add the forum.",
        ),
    )


def documents_are_there(checked: Checked) -> Iterator[Fault]:
    typed = checked.tables.get("documents")
    if typed is None or "file" not in typed.columns:
        return
    raw = checked.raw.tables["documents"]
    yield from rows_fault(
        raw,
        ~pl.col("file").is_in(list(checked.raw.other_files)),
        typed,
        column="file",
        words=(
            "absent-file",
            "The package holds no such file.",
            "Put the file into the package, or correct its path.",
        ),
    )
    yield from rows_fault(
        raw,
        ~pl.any_horizontal(*(pl.col("file").str.ends_with(e) for e in DOCUMENT_ENDINGS)),
        typed,
        column="file",
        words=(
            "file-kind",
            f"Documents are read from {', '.join(DOCUMENT_ENDINGS)}.",
            "Save the document as one of these.",
        ),
    )


def some_partnership(checked: Checked) -> Iterator[Fault]:
    typed = checked.tables.get("partnerships")
    if typed is not None and typed.height == 0:
        yield Fault(
            kind="empty-table",
            severity="warning",
            file=checked.raw.tables["partnerships"].file,
            line=None,
            column=None,
            found=None,
            expected="The table of partnerships has no row, so there is nothing to map.",
            remedy="Add the partnership that the package is about.",
        )


def low_response(checked: Checked) -> Iterator[Fault]:
    waves, sheet = checked.tables.get("waves"), checked.answers
    if waves is None or sheet is None or not {"id", "invited"} <= set(waves.columns):
        return
    for row, (wave, invited) in enumerate(waves.select("id", "invited").iter_rows()):
        rows = sheet.members_of(wave) if wave is not None else slice(0, 0)
        answered = rows.stop - rows.start
        if invited and 0 < answered < LOW_RESPONSE * invited:
            yield warning(
                checked.raw.tables["waves"],
                row,
                "invited",
                f"{answered} of {invited} answered: fewer than 60 %.",
                "Results are shown with their non-response bound first. Remind those missing.",
            )


def small_groups(checked: Checked) -> Iterator[Fault]:
    sheet = checked.answers
    if sheet is None or not any(sheet.groups):
        return
    frame = pl.DataFrame({"wave": sheet.wave, "group": list(sheet.groups)})
    small = frame.group_by("wave", "group").len().filter(pl.col("len") < SMALL_GROUP)
    if small.height:
        yield Fault(
            kind="small-group",
            severity="warning",
            file=checked.raw.tables["answers"].file,
            line=None,
            column="group",
            found=None,
            expected=f"{small.height:,} groups have fewer than five respondents.",
            remedy="They are not shown by themselves. Join small groups if that makes sense.",
        )


def earmarked_money_ends(checked: Checked) -> Iterator[Fault]:
    typed = checked.tables.get("funding")
    if typed is None or "kind" not in typed.columns:
        return
    ending = pl.col("to").is_null() if "to" in typed.columns else pl.lit(value=True)
    rows = typed.select(
        (pl.col("kind").is_in(EARMARKED) & ending).fill_null(value=False).alias("bad")
    )["bad"].arg_true()
    for row in rows[:LISTED]:
        yield warning(
            checked.raw.tables["funding"],
            row,
            "to",
            "This earmarked money has no end date.",
            "Give one if it is known: uncertain money shortens what a partnership aims at.",
        )


def programmes_have_partnerships(checked: Checked) -> Iterator[Fault]:
    typed, partnerships = checked.tables.get("facts"), checked.tables.get("partnerships")
    if typed is None or partnerships is None or "programme" not in typed.columns:
        return
    known = (
        partnerships["programme"].to_list() if "programme" in partnerships.columns else []
    )
    unknown = typed.filter(
        pl.col("programme").is_not_null() & ~pl.col("programme").is_in(known)
    )
    for programme in unknown["programme"].unique().sort():
        row = typed["programme"].eq_missing(programme).arg_true()[0]
        yield warning(
            checked.raw.tables["facts"],
            row,
            "programme",
            f"No partnership belongs to the programme {programme!r}.",
            "Write the programme of its partnerships the same way, if that is meant.",
        )


def warning(raw: RawTable, row: int, column: str, *words: str) -> Fault:
    expected, remedy = words
    return Fault(
        "notice", "warning", raw.file, raw.line(row), column, None, expected, remedy
    )


RULES: tuple[Callable[[Checked], Iterator[Fault]], ...] = (
    some_partnership,
    dates_in_order,
    about_one_thing,
    one_lead_at_a_time,
    nothing_to_itself,
    not_more_answers_than_invitations,
    decisions_come_from_somewhere,
    documents_are_there,
    low_response,
    small_groups,
    earmarked_money_ends,
    programmes_have_partnerships,
)
