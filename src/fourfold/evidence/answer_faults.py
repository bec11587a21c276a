"""What can be wrong with answers that are well written, row by row."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fourfold.evidence.answer_rows import CodedRows, Ints
from fourfold.evidence.answersheet import Item
from fourfold.evidence.faults import LISTED, Fault, Place
from fourfold.evidence.schema import tables
from fourfold.theory.model import IMPERATIVES, Question, Questionnaire

TOTAL_POINTS = 100.0
POINTS_TOLERANCE = 0.5
KEY = ("wave", "respondent", "question", "frame", "option")


def answer_faults(
    rows: CodedRows, filled: NDArray[np.float64], questionnaire: Questionnaire
) -> list[Fault]:
    """Every fault of the rows; `filled` is the sheet made of them."""
    return [
        *unknown_items(rows, questionnaire),
        *answered_twice(rows),
        *off_the_scale(rows, questionnaire),
        *wrong_totals(rows, filled, questionnaire),
        *two_groups(rows),
    ]


def faults_at(rows: CodedRows, bad: Ints, fault: Fault, *shown: str) -> list[Fault]:
    return fault.at(rows.raw.places(bad, *shown), len(bad))


def unknown_items(rows: CodedRows, questionnaire: Questionnaire) -> list[Fault]:
    """Own questions, as warnings; frames and options that a question does not have."""
    questions = {question.id: question for question in questionnaire.questions}
    own: dict[str, int] = {}  # question → its first row
    wrong: dict[tuple[str, Literal["frame", "option"]], list[int]] = defaultdict(list)
    for code, item in enumerate(rows.named.items):
        question = questions.get(item.question)
        if question is None:
            first = int(rows.named.first_row[code])
            own[item.question] = min(first, own.get(item.question, first))
        elif column := wrong_column(item, question):
            wrong[item.question, column].append(code)
    faults = own_questions(rows, sorted(own.values()))
    for (name, column), bad in wrong.items():
        found = np.flatnonzero(np.isin(rows.named.code, bad))
        faults += faults_at(rows, found, unasked(rows, questions[name], column), column)
    return faults


def wrong_column(item: Item, question: Question) -> Literal["frame", "option"] | None:
    """The column that names what the question does not have.

    None also where the column's own check says so: a frame or option that nothing has.
    """
    if item.frame not in question.frames:
        return (
            "frame" if item.frame in tables()["answers"].column("frame").choices else None
        )
    if question.kind == "allocation":
        return "option" if not item.option else None
    return "option" if item.option in IMPERATIVES else None


def unasked(rows: CodedRows, question: Question, column: str) -> Fault:
    if column == "frame":
        expected = f"Question {question.id} is not asked in this frame."
        remedy = f"It is asked in: {', '.join(question.frames)}."
    elif question.kind == "allocation":
        expected = f"Question {question.id} shares out points among the imperatives."
        remedy = f"Write the one that these points go to: {', '.join(IMPERATIVES)}."
    else:
        expected = f"Question {question.id} is a rating and has no options."
        remedy = "Leave this cell empty."
    return fault_in(rows, "answer", column, expected=expected, remedy=remedy)


def fault_in(
    rows: CodedRows, kind: str, column: str, *, expected: str, remedy: str
) -> Fault:
    file = rows.raw.file
    return Fault(kind, "value", file, column=column, expected=expected, remedy=remedy)


def own_questions(rows: CodedRows, firsts: list[int]) -> list[Fault]:
    named = [row for row in firsts if rows.raw.frame["question"][row].strip()]
    warning = Fault(
        "own-question",
        "warning",
        rows.raw.file,
        column="question",
        expected="This question is not in the questionnaire.",
        remedy="Its answers are kept, and not mapped. Correct the id if it is one of ours.",
    )
    return faults_at(rows, np.array(named, dtype=np.int64), warning, "question")


def answered_twice(rows: CodedRows) -> list[Fault]:
    known = np.flatnonzero(rows.item >= 0)
    cell = rows.member[known] * len(rows.items) + rows.item[known]
    if not len(cell) or np.bincount(cell).max() < 2:
        return []
    _, first = np.unique(cell, return_index=True)
    again = known[np.setdiff1d(np.arange(len(cell)), first)]
    fault = fault_in(
        rows,
        "repeated",
        " + ".join(name for name in KEY if name in rows.raw.frame.columns),
        expected="This respondent has answered this already.",
        remedy="Keep one of the two rows and delete the other.",
    )
    return faults_at(rows, again, fault, *KEY)


def off_the_scale(rows: CodedRows, questionnaire: Questionnaire) -> list[Fault]:
    scales = {q.id: (q.scale or (0, TOTAL_POINTS)) for q in questionnaire.questions}
    low = np.array([*(scales[item.question][0] for item in rows.items), -np.inf])
    high = np.array([*(scales[item.question][1] for item in rows.items), np.inf])
    bad = np.flatnonzero((rows.value < low[rows.item]) | (rows.value > high[rows.item]))
    faults = []
    for item in np.unique(rows.item[bad]):
        fault = fault_in(
            rows,
            "off-the-scale",
            "value",
            expected=f"Answers to {rows.items[item].question} run "
            f"from {low[item]:g} to {high[item]:g}.",
            remedy="Correct the number.",
        )
        faults += faults_at(rows, bad[rows.item[bad] == item], fault, "value")
    return faults


def wrong_totals(
    rows: CodedRows, filled: NDArray[np.float64], questionnaire: Questionnaire
) -> list[Fault]:
    """Faults for allocations that do not add to 100."""
    faults = []
    places = {item: i for i, item in enumerate(rows.items)}
    for question in questionnaire.of_kind("allocation"):
        for frame in question.frames:
            columns = [places[Item(question.id, frame, o)] for o in IMPERATIVES]
            totals = filled[:, columns].sum(axis=1)  # NaN where it was not answered
            wrong = np.flatnonzero(np.abs(totals - TOTAL_POINTS) > POINTS_TOLERANCE)
            if len(wrong):
                fault = wrong_total(rows, rows.items[columns[0]])
                listed = total_places(rows, columns, totals=totals, wrong=wrong)
                faults += fault.at(listed, len(wrong))
    return faults


def wrong_total(rows: CodedRows, item: Item) -> Fault:
    return fault_in(
        rows,
        "total",
        "value",
        expected=f"The points of {item.question}, {item.frame}, must add to 100.",
        remedy="Correct them against the answer sheet, or delete these rows.",
    )


def total_places(
    rows: CodedRows, columns: list[int], *, totals: NDArray[np.float64], wrong: Ints
) -> list[Place]:
    """Where each of the first LISTED members begins to answer, and what the points are."""
    of_these = np.isin(rows.item, columns) & np.isin(rows.member, wrong[:LISTED])
    candidates = np.flatnonzero(of_these)
    members, first = np.unique(rows.member[candidates], return_index=True)
    respondents = rows.raw.frame["respondent"]
    return [
        (rows.raw.line(row), f"{totals[member]:g} points by {respondents[row]}")
        for member, row in zip(members.tolist(), candidates[first].tolist(), strict=True)
    ]


def two_groups(rows: CodedRows) -> list[Fault]:
    if "group" not in rows.raw.frame.columns:
        return []
    group = rows.raw.frame["group"]
    first = group.gather(rows.first_row[rows.member])
    differs = (group != first).arg_true().to_numpy()
    if not len(differs):
        return []
    _, firsts = np.unique(rows.member[differs], return_index=True)
    fault = fault_in(
        rows,
        "two-groups",
        "group",
        expected="A respondent has one group in a wave, and an earlier row gives another.",
        remedy="Give all rows of the respondent the same group.",
    )
    return faults_at(rows, differs[np.sort(firsts)].astype(np.int64), fault, "group")
