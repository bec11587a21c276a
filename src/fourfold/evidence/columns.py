"""Reading a column's texts as what they should be, and saying which are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from fourfold.evidence.faults import Fault, Severity
from fourfold.evidence.package import RawTable
from fourfold.evidence.schema import FALSE_WORDS, ID_LENGTH, TRUE_WORDS, Column

INTEGER_PATTERN = r"^[+-]?[0-9]{1,15}$"
NUMBER_PATTERN = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
DATE_PATTERN = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"
# A cell that a spreadsheet would run: it can change figures, or call out.
FORMULA_PATTERN = r"^(=|[+@-][A-Za-z_]+[(|])"
SPREADSHEET_ERROR_PATTERN = r"^#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$"
CONTROL_PATTERN = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]"


@dataclass(frozen=True)
class Trial:
    """One thing every filled cell of a column must be; `good` is about `cell`."""

    kind: str
    good: pl.Expr
    expected: str
    remedy: str
    severity: Severity = "value"


def typed_column(table: RawTable, column: Column) -> tuple[pl.Series, list[Fault]]:
    """The column with its type (empty cells null), and its faults.

    Each distinct text is tried once, so a column of millions costs little more than one
    of hundreds.
    """
    texts = table.frame[column.name]
    distinct = texts.unique()
    empty = distinct.filter(distinct == "")
    faults: list[Fault] = []
    if column.required:
        empty = distinct.filter(distinct.str.strip_chars() == "")
        faults += cells_in(table, column.name, bad=empty, trial=missing(column))
    distinct = distinct.filter(~distinct.is_in(empty.implode()))
    refused = [empty]
    for trial, bad in failures(distinct, trials(column)) if len(distinct) else ():
        faults += cells_in(table, column.name, bad=bad, trial=trial)
        refused.append(bad)
    if faults:
        texts = texts.set(texts.is_in(pl.concat(refused).implode()), "")
    return converted(texts, column), faults


def failures(
    distinct: pl.Series, tried: Sequence[Trial]
) -> Iterator[tuple[Trial, pl.Series]]:
    """Each trial that some texts fail, with those that passed all trials before it."""
    verdicts = distinct.to_frame("cell").select(
        trial.good.fill_null(value=False).alias(str(number))
        for number, trial in enumerate(tried)
    )
    passing = np.ones(len(distinct), dtype=np.bool_)
    for number, trial in enumerate(tried):
        good = verdicts[str(number)].to_numpy()
        failing = passing & ~good
        if failing.any():
            yield trial, distinct.filter(pl.Series(failing))
        passing &= good


def cells_in(table: RawTable, column: str, *, bad: pl.Series, trial: Trial) -> list[Fault]:
    """A fault for each cell of the column that holds one of the `bad` texts."""
    if not len(bad):
        return []
    rows = table.frame[column].is_in(bad.implode()).arg_true()
    fault = Fault(
        trial.kind,
        trial.severity,
        table.file,
        column=column,
        expected=trial.expected,
        remedy=trial.remedy,
    )
    return fault.at(table.places(rows, column), len(rows))


def missing(column: Column) -> Trial:
    return Trial(
        "missing",
        pl.col("cell").str.strip_chars() != "",
        "This cell must be filled.",
        f"{column.description} Fill it in, or delete the row.",
    )


@cache
def trials(column: Column) -> list[Trial]:
    found = [no_formula(), no_spreadsheet_error(), no_control_characters()]
    if column.type in TYPE_TRIALS:
        found.append(TYPE_TRIALS[column.type]())
    if column.choices:
        found.append(offered(column))
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


def no_spreadsheet_error() -> Trial:
    return Trial(
        "spreadsheet-error",
        ~pl.col("cell").str.contains(SPREADSHEET_ERROR_PATTERN),
        "This is an error that a spreadsheet left behind, not a value.",
        "Mend it in the spreadsheet, or write the value that is meant.",
    )


def no_control_characters() -> Trial:
    return Trial(
        "control-character",
        ~pl.col("cell").str.contains(CONTROL_PATTERN),
        "This holds a control character that no text should.",
        "Delete the character, or type the cell again.",
    )


def id_trial() -> Trial:
    cell = pl.col("cell")
    return Trial(
        "id",
        (cell.str.len_chars() <= ID_LENGTH) & (cell.str.strip_chars() == cell),
        f"An id has at most {ID_LENGTH} characters, and no space before or after them.",
        "Correct it here and wherever it is used.",
    )


def integer_trial() -> Trial:
    return Trial(
        "whole-number",
        pl.col("cell").str.contains(INTEGER_PATTERN),
        "This must be a whole number.",
        "Write digits only, such as 12.",
    )


def number_trial() -> Trial:
    cell = pl.col("cell")
    finite = cell.cast(pl.Float64, strict=False).is_finite().fill_null(value=False)
    return Trial(
        "number",
        cell.str.contains(NUMBER_PATTERN) & finite,
        "This must be a number.",
        "Write digits with a decimal point, such as 12.5, without units or spaces.",
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
        pl.col("cell").is_in([*TRUE_WORDS, *FALSE_WORDS]),
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


def offered(column: Column) -> Trial:
    otherwise = "" if column.required else ", or leave the cell empty"
    return Trial(
        "not-offered",
        pl.col("cell").is_in(list(column.choices)),
        f"This must be one of: {', '.join(column.choices)}.",
        f"Write one of them exactly as it stands there{otherwise}.",
    )


def in_range(column: Column) -> Trial:
    number = pl.col("cell").cast(pl.Float64, strict=False)
    low, high = column.minimum, column.maximum
    good = pl.lit(value=True)
    bounds: list[str] = []
    if low is not None:
        good &= number >= low
        bounds.append(f"at least {low:g}")
    if high is not None:
        good &= number <= high
        bounds.append(f"at most {high:g}")
    otherwise = "" if column.required else ", or leave the cell empty"
    return Trial(
        "off-the-scale",
        good,
        f"This must be {' and '.join(bounds)}.",
        f"Correct the number{otherwise}.",
    )


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
            return filled.is_in(TRUE_WORDS).set(filled.is_null(), None)
        case _:
            return filled
