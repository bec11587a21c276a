"""Warnings: what does not stop a mapping, but should be known before it is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from fourfold.evidence.faults import Fault
from fourfold.evidence.rules import Checked

LOW_RESPONSE = 0.6  # below this share of the invited, results are shown with a warning
SMALL_GROUP = 5
EARMARKED = ("badged", "competitive", "incentive")
WORKBOOK_BESIDE = "workbook.xlsx"  # `fourfold new` puts one beside the tables


def noticed(checked: Checked) -> Iterator[Fault]:
    for notice in NOTICES:
        yield from notice(checked)


def warning(
    checked: Checked, kind: str, table: str, *, column: str, expected: str, remedy: str
) -> Fault:
    fault = checked.fault(kind, table, column, expected=expected, remedy=remedy)
    return replace(fault, severity="warning")


def some_partnership(checked: Checked) -> Iterator[Fault]:
    typed = checked.table("partnerships")
    if typed is None or typed.height:
        return
    remedy = "Add the partnership that the package is about."
    if WORKBOOK_BESIDE in checked.raw.other_files:
        remedy += f" If you filled in {WORKBOOK_BESIDE}, give that file in its place."
    yield warning(
        checked,
        "empty-table",
        "partnerships",
        column="id",
        expected="The table of partnerships has no row, so there is nothing to map.",
        remedy=remedy,
    )


def low_response(checked: Checked) -> Iterator[Fault]:
    for row, invited, answered in checked.answered():
        if invited and 0 < answered < LOW_RESPONSE * invited:
            fault = warning(
                checked,
                "low-response",
                "waves",
                column="invited",
                expected=f"{answered} of {invited} answered: fewer than 60 %.",
                remedy="Results come with their non-response bound. Remind those missing.",
            )
            yield from fault.at([(checked.raw.tables["waves"].line(row), None)])


def small_groups(checked: Checked) -> Iterator[Fault]:
    sheet = checked.answers
    if sheet is None or not any(sheet.groups):
        return
    groups = pl.DataFrame({"wave": sheet.wave, "group": list(sheet.groups)})
    sizes = groups.filter(pl.col("group") != "").group_by("wave", "group").len()
    small = sizes.filter(pl.col("len") < SMALL_GROUP).height
    if small:
        many = f"{small:,} groups have" if small > 1 else "One group has"
        yield warning(
            checked,
            "small-group",
            "answers",
            column="group",
            expected=f"{many} fewer than five respondents in a wave.",
            remedy="They are not shown by themselves. Join groups if that makes sense.",
        )


def earmarked_money_ends(checked: Checked) -> Iterator[Fault]:
    typed = checked.table("funding", "kind")
    if typed is None:
        return
    endless = pl.col("to").is_null() if "to" in typed.columns else pl.lit(value=True)
    fault = warning(
        checked,
        "no-end-date",
        "funding",
        column="to",
        expected="This earmarked money has no end date.",
        remedy="Give one if it is known: uncertain money shortens what a partnership "
        "aims at.",
    )
    yield from checked.where("funding", pl.col("kind").is_in(EARMARKED) & endless, fault)


def programmes_have_partnerships(checked: Checked) -> Iterator[Fault]:
    if checked.table("facts", "programme") is None:
        return
    partnerships = checked.table("partnerships", "programme")
    known = partnerships["programme"].to_list() if partnerships is not None else []
    fault = warning(
        checked,
        "unknown-programme",
        "facts",
        column="programme",
        expected="No partnership belongs to this programme.",
        remedy="Write the programme of its partnerships the same way, if that is meant.",
    )
    programme = pl.col("programme")
    first = programme.is_first_distinct() & programme.is_not_null()
    yield from checked.where("facts", first & ~programme.is_in(known), fault)


NOTICES: tuple[Callable[[Checked], Iterator[Fault]], ...] = (
    some_partnership,
    low_response,
    small_groups,
    earmarked_money_ends,
    programmes_have_partnerships,
)
