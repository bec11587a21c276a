"""Reading a column's texts as what they should be, and saying which are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from fourfold.evidence.faults import LISTED, Fault, Severity, at_rows
from fourfold.evidence.package import RawTable
from fourfold.evidence.schema import ID_LENGTH, Column

TRUE_WORDS = ("true", "1")
FALSE_WORDS = ("false", "0")
INTEGER_PATTERN = r"^[+-]?\d{1,15}$"
NUMBER_PATTERN = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
# A cell that a spreadsheet would run: it can change figures, or call out.
FORMULA_PATTERN = r"^(=|[+@-][A-Za-z_]+[(|])"
CONTROL_PATTERN = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"


@dataclass(frozen=True)
class Trial:
    """One thing every filled cell of a column must be."""

    kind: str
    good: pl.Expr
    expected: str
    remedy: str


def typed_column(table: RawTable, column: Column) -> tuple[pl.Series, list[Fault]]:
    """The column with its type (empty cells null), and its faults.

    Each distinct text is tried once, so a column of millions costs little more than one
    of hundreds.
    """
    texts = table.frame[column.name]
    faults = missing_cells(table, column) if column.required else []
    distinct = texts.unique()
    distinct = distinct.filter(distinct != "")
    for trial in trials(column):
        bad = distinct.filter(~distinct.to_frame("cell").select(trial.good).to_series())
        if len(bad):
            faults += cells_in(table, column.name, bad, trial)
            distinct = distinct.filter(~distinct.is_in(bad.implode()))
    if faults:
        texts = texts.set(~texts.is_in(distinct.implode()), "")
    return converted(texts, column), faults


def trials(column: Column) -> list[Trial]:
    cell = pl.col("cell")
    found = [no_formula(), no_control_characters()]
    if column.type in TYPE_TRIALS:
        found.append(TYPE_TRIALS[column.type]())
    if column.choices:
        offered = ", ".join(column.choices)
        found.append(
            Trial(
                "not-offered",
                cell.is_in(list(column.choices)),
                f"This must be one of: {offered}.",
                "Write one of them exactly as it stands there"
                + ("." if column.required else ", or leave the cell empty."),
            )
        )
    if column.minimum is not None or column.maximum is not None:
        found.append(in_range(column))
    return found


def no_formula() -> Trial:
    return Trial(
        "formula",
        ~pl.col("cell").str.contains(FORMULA_PATTERN),
        "This must be a plain value, not a spreadsheet formula.",
        "Replace the formula by its result.",
    )


def no_control_characters() -> Trial:
    return Trial(
        "control-character",
        ~pl.col("cell").str.contains(CONTROL_PATTERN),
        "This holds a control character that no text should.",
        "Delete the character, or type the cell again.",
    )


def id_trial() -> Trial:
    return Trial(
        "id",
        pl.col("cell").str.len_chars() <= ID_LENGTH,
        f"An id has at most {ID_LENGTH} characters.",
        "Shorten it here and wherever it is used.",
    )


def integer_trial() -> Trial:
    return Trial(
        "whole-number",
        pl.col("cell").str.contains(INTEGER_PATTERN),
        "This must be a whole number.",
        "Write digits only, such as 12.",
    )


def number_trial() -> Trial:
    return Trial(
        "number",
        pl.col("cell").str.contains(NUMBER_PATTERN)
        & pl.col("cell").cast(pl.Float64, strict=False).is_finite().fill_null(value=False),
        "This must be a number.",
        "Write digits with a decimal point, such as 12.5, without units or thousands marks.",
    )


def date_trial() -> Trial:
    return Trial(
        "date",
        pl.col("cell").str.contains(DATE_PATTERN)
        & pl.col("cell").str.to_date("%Y-%m-%d", strict=False).is_not_null(),
        "This must be a date that exists, as year-month-day.",
        "Write it like 2025-03-31.",
    )


def boolean_trial() -> Trial:
    return Trial(
        "true-or-false",
        pl.col("cell").str.to_lowercase().is_in([*TRUE_WORDS, *FALSE_WORDS]),
        "This must be true or false.",
        "Write true or false.",
    )


TYPE_TRIALS: dict[str, Callable[[], Trial]] = {
    "id": id_trial,
    "integer": integer_trial,
    "number": number_trial,
    "date": date_trial,
    "boolean": boolean_trial,
}


def in_range(column: Column) -> Trial:
    number = pl.col("cell").cast(pl.Float64, strict=False)
    low, high = column.minimum, column.maximum
    good = pl.lit(value=True)
    if low is not None:
        good &= number >= low
    if high is not None:
        good &= number <= high
    bounds = [
        *([f"at least {low:g}"] if low is not None else []),
        *([f"at most {high:g}"] if high is not None else []),
    ]
    return Trial(
        "off-the-scale",
        good,
        f"This must be {' and '.join(bounds)}.",
        "Correct the number, or leave the cell empty."
        if not column.required
        else "Correct the number.",
    )


def missing_cells(table: RawTable, column: Column) -> list[Fault]:
    empty = (table.frame[column.name] == "").arg_true()
    fault = Fault(
        kind="missing",
        severity="value",
        file=table.file,
        line=None,
        column=column.name,
        found=None,
        expected="This cell must be filled.",
        remedy=f"{column.description} Fill it in, or delete the row.",
    )
    rows: list[tuple[int, str | None]] = [(table.line(row), "") for row in empty[:LISTED]]
    return at_rows(fault, rows, len(empty)) if rows else []


def cells_in(
    table: RawTable, column: str, bad: pl.Series, trial: Trial, severity: Severity = "value"
) -> list[Fault]:
    """A fault for each cell of the column that holds one of the `bad` texts."""
    texts = table.frame[column]
    rows = texts.is_in(bad.implode()).arg_true()
    fault = Fault(
        kind=trial.kind,
        severity=severity,
        file=table.file,
        line=None,
        column=column,
        found=None,
        expected=trial.expected,
        remedy=trial.remedy,
    )
    places: list[tuple[int, str | None]] = [
        (table.line(r), texts[r]) for r in rows[:LISTED]
    ]
    return at_rows(fault, places, len(rows)) if places else []


def converted(texts: pl.Series, column: Column) -> pl.Series:
    filled = texts.set(texts == "", None)
    match column.type:
        case "integer":
            return filled.cast(pl.Int64, strict=False)
        case "number":
            return filled.cast(pl.Float64, strict=False)
        case "date":
            return filled.str.to_date("%Y-%m-%d", strict=False)
        case "boolean":
            lowered = filled.str.to_lowercase()
            return lowered.is_in(TRUE_WORDS).set(lowered.is_null(), None)
        case _:
            return filled
