"""From the rows of `answers` to the answer sheet."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fourfold.evidence.answer_faults import answer_faults
from fourfold.evidence.answer_rows import CodedRows, Named, codes, dense
from fourfold.evidence.answersheet import AnswerSheet, Item, items_of
from fourfold.evidence.faults import Fault
from fourfold.evidence.package import RawTable
from fourfold.theory.model import IMPERATIVES, Questionnaire

MOST_MEMBERS = 1_000_000  # respondents, each counted in each wave


def answer_sheet(
    raw: RawTable, values: pl.Series, questionnaire: Questionnaire
) -> tuple[AnswerSheet | None, list[Fault]]:
    """The sheet and the faults of the rows; `values` are the numbers, null where faulty."""
    rows = coded(raw, values, questionnaire)
    if len(rows.first_row) > MOST_MEMBERS:
        return None, [too_many(rows)]
    filled = filled_sheet(rows, questionnaire)
    return sheet_of(rows, filled), answer_faults(rows, filled, questionnaire)


def coded(raw: RawTable, values: pl.Series, questionnaire: Questionnaire) -> CodedRows:
    wave, _ = codes(raw.frame["wave"])
    respondent, respondents = codes(raw.frame["respondent"])
    member, first_row = dense(wave * len(respondents) + respondent)
    value = values.fill_null(float("nan")).to_numpy().astype(np.float64)
    named = named_items(raw)
    items = items_of(questionnaire)
    place = {item: i for i, item in enumerate(items)}
    places = np.array([place.get(item, -1) for item in named.items], dtype=np.int64)
    item = np.where(np.isnan(value), -1, places[named.code])
    return CodedRows(raw, member, first_row, named, item, value, items)


def named_items(raw: RawTable) -> Named:
    """The items that rows name, be they in the questionnaire or not."""
    height = raw.frame.height
    columns = [
        raw.frame[name] if name in raw.frame.columns else pl.Series(name, [""] * height)
        for name in ("question", "frame", "option")
    ]
    (question, _), (frame, frames), (option, options) = (codes(c) for c in columns)
    pair, _ = dense(question * len(frames) + frame)
    code, first_row = dense(pair * len(options) + option)
    firsts = pl.DataFrame(columns)[first_row]
    items = tuple(Item(q, f or "now", o) for q, f, o in firsts.iter_rows())
    return Named(code, first_row, items)


def filled_sheet(rows: CodedRows, questionnaire: Questionnaire) -> NDArray[np.float64]:
    """Values (members, items); an allocation that was answered has 0 for its blanks."""
    values = np.full((len(rows.first_row), len(rows.items)), np.nan)
    known = rows.item >= 0
    values[rows.member[known], rows.item[known]] = rows.value[known]
    places = {item: i for i, item in enumerate(rows.items)}
    for question in questionnaire.of_kind("allocation"):
        for frame in question.frames:
            columns = [places[Item(question.id, frame, o)] for o in IMPERATIVES]
            points = values[:, columns]
            answered = ~np.isnan(points).all(axis=1, keepdims=True)
            values[:, columns] = np.where(answered, np.nan_to_num(points), np.nan)
    return values


def sheet_of(rows: CodedRows, values: NDArray[np.float64]) -> AnswerSheet:
    first = pl.Series(rows.first_row)
    frame = rows.raw.frame
    wave_codes, waves = codes(frame["wave"].gather(first))
    groups = frame["group"].gather(first).to_list() if "group" in frame.columns else None
    return AnswerSheet(
        waves=tuple(waves),
        items=rows.items,
        wave=wave_codes,
        respondents=tuple(frame["respondent"].gather(first).to_list()),
        groups=tuple(groups) if groups is not None else ("",) * len(first),
        values=values,
    )


def too_many(rows: CodedRows) -> Fault:
    return Fault(
        "too-many",
        "unreadable",
        rows.raw.file,
        column="respondent",
        found=f"{len(rows.first_row):,} respondents",
        expected=f"A package holds the answers of at most {MOST_MEMBERS:,} respondents.",
        remedy="Divide it into several packages; pseudonyms must stay with one person.",
    )
