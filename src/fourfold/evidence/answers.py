"""From the rows of `answers` to the answer sheet, with every fault on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fourfold.evidence.answersheet import AnswerSheet, Item, items_of
from fourfold.evidence.faults import LISTED, Fault, at_rows
from fourfold.evidence.package import RawTable
from fourfold.theory.model import IMPERATIVES, Question, Questionnaire

TOTAL_POINTS = 100.0
POINTS_TOLERANCE = 0.5
LARGEST_DIRECT_INDEX = (
    50_000_000  # member codes up to here are found by marking, not sorting
)

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CodedRows:
    """Rows of `answers` as numbers: which member, which item (-1: none), what value."""

    raw: RawTable
    member: Ints
    item: Ints
    value: NDArray[np.float64]
    first_row: Ints  # of each member
    items: tuple[Item, ...]


def answer_sheet(
    raw: RawTable, values: pl.Series, questionnaire: Questionnaire
) -> tuple[AnswerSheet, list[Fault]]:
    """The sheet and the faults of the rows; `values` are the numbers, null where faulty."""
    rows, faults = coded(raw, values, questionnaire)
    faults += answered_twice(rows)
    faults += off_the_scale(rows, questionnaire)
    sheet_values = filled_sheet(rows)
    faults += wrong_totals(rows, sheet_values, questionnaire)
    faults += two_groups(rows)
    return sheet_of(rows, sheet_values, questionnaire), faults


def coded(
    raw: RawTable, values: pl.Series, questionnaire: Questionnaire
) -> tuple[CodedRows, list[Fault]]:
    wave, waves = codes(raw.frame["wave"])
    respondent, respondents = codes(raw.frame["respondent"])
    member, first_row = dense(wave * len(respondents) + respondent)
    item, faults = item_codes(raw, questionnaire)
    value = values.fill_null(float("nan")).to_numpy().astype(np.float64)
    item = np.where(np.isnan(value), -1, item)
    return CodedRows(raw, member, item, value, first_row, items_of(questionnaire)), faults


def codes(texts: pl.Series) -> tuple[Ints, list[str]]:
    """A number for each text, in the order of the texts."""
    distinct = sorted(texts.unique().to_list())
    if not distinct:
        return np.zeros(0, dtype=np.int64), []
    physical = texts.cast(pl.Enum(distinct)).to_physical().to_numpy()
    return physical.astype(np.int64), distinct


def dense(keys: Ints) -> tuple[Ints, Ints]:
    """Keys renumbered 0, 1, 2 … in their order, and the first row of each."""
    size = int(keys.max(initial=-1)) + 1
    if size > LARGEST_DIRECT_INDEX:
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        return inverse.astype(np.int64), first.astype(np.int64)
    first_row = np.full(size, -1, dtype=np.int64)
    first_row[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    present = first_row >= 0
    return (np.cumsum(present) - 1)[keys], first_row[present]


def item_codes(raw: RawTable, questionnaire: Questionnaire) -> tuple[Ints, list[Fault]]:
    """The item of each row; -1, with a fault, where the questionnaire has none."""
    parts = [codes(column) for column in named_columns(raw)]
    (question, questions), (frame, frames), (option, options) = parts
    combined = (question * len(frames) + frame) * len(options) + option
    present = np.flatnonzero(np.bincount(combined, minlength=0)) if len(combined) else []
    place = {item: i for i, item in enumerate(items_of(questionnaire))}
    lookup = np.full(len(questions) * len(frames) * len(options) + 1, -1, dtype=np.int64)
    faults: list[Fault] = []
    for code in present:
        rest, o = divmod(int(code), len(options))
        q, f = divmod(rest, len(frames))
        item = Item(questions[q], frames[f] or "now", options[o])
        lookup[code] = place.get(item, -1)
        if item not in place:
            faults += no_such_item(
                raw, item, np.flatnonzero(combined == code), questionnaire
            )
    return lookup[combined], faults


def named_columns(raw: RawTable) -> list[pl.Series]:
    """question, frame and option; empty texts where a column is not there."""
    height = raw.frame.height
    return [
        raw.frame[name] if name in raw.frame.columns else pl.Series(name, [""] * height)
        for name in ("question", "frame", "option")
    ]


def no_such_item(
    raw: RawTable, item: Item, *, rows: Ints, questionnaire: Questionnaire
) -> list[Fault]:
    question = next((q for q in questionnaire.questions if q.id == item.question), None)
    if question is None:
        return [own_question(raw, item, rows)] if item.question else []
    if item.frame not in question.frames:
        frames = ", ".join(question.frames)
        return faults_at(
            raw, rows, "frame", item.frame,
            f"Question {question.id} is not asked in this frame.", f"It is asked in: {frames}.",
        )  # fmt: skip
    if question.kind == "allocation":
        return faults_at(
            raw, rows, "option", item.option,
            f"Question {question.id} shares out points, so this must name an imperative.",
            "Write accountability, pragmatism, flexibility or sustainability.",
        )  # fmt: skip
    return faults_at(
        raw, rows, "option", item.option,
        f"Question {question.id} is a rating and has no options.", "Leave this cell empty.",
    )  # fmt: skip


def own_question(raw: RawTable, item: Item, rows: Ints) -> Fault:
    return Fault(
        kind="own-question",
        severity="warning",
        file=raw.file,
        line=raw.line(int(rows[0])),
        column="question",
        found=item.question,
        expected=f"{len(rows):,} answers belong to a question that is not in the questionnaire.",
        remedy="They are kept, and not mapped. Correct the id if it is one of ours.",
    )


def faults_at(
    raw: RawTable, rows: Ints, column: str, found: str | None, *words: str
) -> list[Fault]:
    expected, remedy = words
    fault = Fault("answer", "value", raw.file, None, column, None, expected, remedy)
    places: list[tuple[int, str | None]] = [
        (raw.line(int(r)), found) for r in rows[:LISTED]
    ]
    return at_rows(fault, places, len(rows))


def answered_twice(rows: CodedRows) -> list[Fault]:
    known = np.flatnonzero(rows.item >= 0)
    cell = rows.member[known] * len(rows.items) + rows.item[known]
    if not len(cell) or np.bincount(cell).max() < 2:
        return []
    _, first = np.unique(cell, return_index=True)
    again = known[np.setdiff1d(np.arange(len(cell)), first)]
    return repeated_answers(rows.raw, again)


def repeated_answers(raw: RawTable, again: Ints) -> list[Fault]:
    names = [
        n
        for n in ("wave", "respondent", "question", "frame", "option")
        if n in raw.frame.columns
    ]
    fault = Fault(
        kind="repeated",
        severity="value",
        file=raw.file,
        line=None,
        column=" + ".join(names),
        found=None,
        expected="This respondent has answered this already.",
        remedy="Keep one of the two rows and delete the other.",
    )
    places: list[tuple[int, str | None]] = [
        (raw.line(int(row)), " / ".join(raw.frame.select(names).row(int(row))))
        for row in again[:LISTED]
    ]
    return at_rows(fault, places, len(again))


def off_the_scale(rows: CodedRows, questionnaire: Questionnaire) -> list[Fault]:
    scales = {q.id: (q.scale or (0, TOTAL_POINTS)) for q in questionnaire.questions}
    low = np.array([scales[item.question][0] for item in rows.items] + [-np.inf])
    high = np.array([scales[item.question][1] for item in rows.items] + [np.inf])
    bad = np.flatnonzero((rows.value < low[rows.item]) | (rows.value > high[rows.item]))
    faults = []
    for item in np.unique(rows.item[bad]):
        places = bad[rows.item[bad] == item]
        faults += at_rows(
            Fault(
                kind="off-the-scale",
                severity="value",
                file=rows.raw.file,
                line=None,
                column="value",
                found=None,
                expected=f"Answers to {rows.items[item].question} run "
                f"from {low[item]:g} to {high[item]:g}.",
                remedy="Correct the number.",
            ),
            [
                (rows.raw.line(int(r)), rows.raw.frame["value"][int(r)])
                for r in places[:LISTED]
            ],
            len(places),
        )
    return faults


def filled_sheet(rows: CodedRows) -> NDArray[np.float64]:
    values = np.full((len(rows.first_row), len(rows.items)), np.nan)
    known = rows.item >= 0
    values[rows.member[known], rows.item[known]] = rows.value[known]
    return values


def allocations(questionnaire: Questionnaire) -> list[tuple[Question, str]]:
    return [(q, f) for q in questionnaire.of_kind("allocation") for f in q.frames]


def wrong_totals(
    rows: CodedRows, values: NDArray[np.float64], questionnaire: Questionnaire
) -> list[Fault]:
    """Faults for allocations that do not add to 100; those that do get 0 for blanks."""
    faults = []
    places = {item: i for i, item in enumerate(rows.items)}
    for question, frame in allocations(questionnaire):
        columns = [places[Item(question.id, frame, o)] for o in IMPERATIVES]
        points = values[:, columns]
        answered = ~np.isnan(points).all(axis=1)
        totals = np.nansum(points, axis=1)
        wrong = np.flatnonzero(
            answered & (np.abs(totals - TOTAL_POINTS) > POINTS_TOLERANCE)
        )
        values[:, columns] = np.where(answered[:, None], np.nan_to_num(points), np.nan)
        faults += wrong_total_faults(rows, columns, wrong=wrong, totals=totals)
    return faults


def wrong_total_faults(
    rows: CodedRows, columns: list[int], *, wrong: Ints, totals: NDArray[np.float64]
) -> list[Fault]:
    if not len(wrong):
        return []
    item = rows.items[columns[0]]
    of_question = np.flatnonzero(np.isin(rows.item, columns))
    places: list[tuple[int, str | None]] = []
    for member in wrong[:LISTED]:
        row = int(of_question[rows.member[of_question] == member][0])
        who = rows.raw.frame["respondent"][row]
        places.append((rows.raw.line(row), f"{totals[member]:g} points by {who}"))
    fault = Fault(
        kind="total",
        severity="value",
        file=rows.raw.file,
        line=None,
        column="value",
        found=None,
        expected=f"The points of {item.question} in the frame {item.frame} must add to 100.",
        remedy="Correct them against the answer sheet, or delete these rows.",
    )
    return at_rows(fault, places, len(wrong))


def two_groups(rows: CodedRows) -> list[Fault]:
    if "group" not in rows.raw.frame.columns:
        return []
    group, _ = codes(rows.raw.frame["group"])
    differs = np.flatnonzero(group != group[rows.first_row][rows.member])
    if not len(differs):
        return []
    _, firsts = np.unique(rows.member[differs], return_index=True)
    return faults_at(
        rows.raw, differs[np.sort(firsts)], "group", None,
        "A respondent belongs to one group in a wave, and an earlier row gives another.",
        "Give all rows of the respondent the same group.",
    )  # fmt: skip


def sheet_of(
    rows: CodedRows, values: NDArray[np.float64], questionnaire: Questionnaire
) -> AnswerSheet:
    first = pl.Series(rows.first_row)
    frame = rows.raw.frame
    wave_codes, waves = codes(frame["wave"].gather(first))
    groups = frame["group"].gather(first) if "group" in frame.columns else None
    return AnswerSheet(
        waves=tuple(waves),
        items=items_of(questionnaire),
        wave=wave_codes,
        respondents=tuple(frame["respondent"].gather(first).to_list()),
        groups=tuple(groups.to_list()) if groups is not None else ("",) * len(first),
        values=values,
    )
