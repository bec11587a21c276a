"""Writes the reference pages from the code and the theory, so that they cannot go stale."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand

from fourfold import errors
from fourfold.cli.main import app
from fourfold.evidence.schema import Column, Table, tables
from fourfold.mapping.document import document_schema
from fourfold.theory.load import load_theory
from fourfold.theory.model import IMPERATIVES, Case, Instrument, Question, Theory

STRENGTHS = {1: "weak", 2: "moderate", 3: "strong"}
AXES = {"x": "the horizontal axis", "y": "the vertical axis"}
RESULT_MODULES = ("mapping.result", "position.shown", "enacted.result", "mapping.document")
SCHEMA = "fourfold.schema.json"
DONE, STOPPED = 0, 130


def write_reference(folder: Path) -> None:
    theory = load_theory()
    pages = {
        "commands.md": commands_page(),
        "evidence.md": evidence_page(),
        "imperatives.md": imperatives_page(theory),
        "instruments.md": instruments_page(theory),
        "casebook.md": casebook_page(theory),
        "questionnaire.md": questionnaire_page(theory),
        "python.md": python_page(),
        "json.md": json_page(folder),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        write_if_changed(folder / name, text)


def write_if_changed(path: Path, text: str) -> None:
    """An untouched page is not built again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def page(title: str, *blocks: str) -> str:
    return "\n\n".join([f"# {title}", *blocks]) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(heads)]
    lines += [["---"] * len(lines[0]), *([cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cell(value: object) -> str:
    return (
        escaped("" if value is None else str(value)).replace("|", "\\|").replace("\n", " ")
    )


def escaped(text: str) -> str:
    """Text of ours shown as it is: nothing in it is markup but `names`."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        p if p.startswith("`") else re.sub(r"([*_<>\[\]$\\])", r"\\\1", p) for p in parts
    )


# --- the command line ------------------------------------------------------------------


def commands_page() -> str:
    commands = typer.main.get_group(app).commands
    intro = (
        "What each command takes, and [what the exit codes mean](#exit-codes). "
        "`fourfold --help` lists the commands, `fourfold map --help` explains one, and "
        "`fourfold --version` gives the version."
    )
    parts = [
        command_part(name, command)
        for name, command in commands.items()
        if isinstance(command, TyperCommand)
    ]
    return page("Commands", intro, *parts, exit_codes())


def command_part(name: str, command: TyperCommand) -> str:
    context = command.context_class(command, info_name=f"fourfold {name}")
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [(f"`{given}`", meaning) for given, meaning in filter(None, records)]
    usage = f"```text\n{command.get_usage(context)}\n```"
    parts = [f"## fourfold {name}", escaped(command.help or ""), usage]
    return "\n\n".join([*parts, *([table(("option", "meaning"), rows)] if rows else [])])


def exit_codes() -> str:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    rows = [
        (kind.exit_code, f"`{kind.__name__}`", (kind.__doc__ or "").strip())
        for kind in kinds
        if issubclass(kind, errors.FourfoldError)
    ]
    heads = ("code", "error", "meaning")
    first = (DONE, "", "It worked. There may be warnings.")
    last = (STOPPED, "", "Stopped by you; nothing half-done was left.")
    return "## Exit codes\n\n" + table(heads, [first, *rows, last])


# --- the evidence package --------------------------------------------------------------


def evidence_page() -> str:
    intro = (
        "The tables of an evidence package. Only `partnerships` must be there. "
        "Columns not named here are kept and reported, never dropped."
    )
    return page("Evidence tables", intro, *(table_part(t) for t in tables().values()))


def table_part(described: Table) -> str:
    key = ", ".join(f"`{name}`" for name in described.key)
    rows = [
        (f"`{c.name}`", c.type, "yes" if c.required else "", column_meaning(c))
        for c in described.columns
    ]
    heads = ("column", "type", "required", "meaning")
    said_once = f"One row for each {key}." if key else ""
    intro = f"{escaped(described.description)} {said_once}".strip()
    return f"## {described.name}\n\n{intro}\n\n{table(heads, rows)}"


def column_meaning(column: Column) -> str:
    parts = [column.description]
    if column.choices:
        parts.append(f"One of: {', '.join(column.choices)}.")
    if column.references:
        parts.append(f"An id of {' or '.join(column.references)}.")
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"From {column.minimum:g} to {column.maximum:g}.")
    elif column.minimum is not None:
        parts.append(f"At least {column.minimum:g}.")
    return " ".join(parts)


# --- the theory ------------------------------------------------------------------------


def imperatives_page(theory: Theory) -> str:
    rows = [
        (i.name, i.gloss, i.governance_mode, i.dilemma, i.locator)
        for i in theory.imperatives
    ]
    heads = (
        "imperative",
        "in short",
        "governance mode",
        "dilemma for a community partner",
        "source",
    )
    axes = [
        (a.name, f"{a.low}: {a.low_means}", f"{a.high}: {a.high_means}")
        for a in theory.axes
    ]
    facets = [
        (f.name, *(getattr(f, i) for i in IMPERATIVES), f.locator) for f in theory.facets
    ]
    objectives = [(f"`{o.id}`", o.name, o.meaning, o.locator) for o in theory.objectives]
    return page(
        "Imperatives, axes and facets",
        table(heads, rows),
        "## Axes",
        table(("axis", "low end", "high end"), axes),
        "## What each imperative looks like",
        table(("facet", *IMPERATIVES, "source"), facets),
        "## Objectives of partnership",
        table(("id", "objective", "meaning", "source"), objectives),
    )


def instruments_page(theory: Theory) -> str:
    intro = (
        "What pulls on a partnership, which way and how strongly. The direction is a "
        "share for each imperative. How strengths were judged, and how to contest one: "
        "[Strengths](../../explanation/strengths.md) and "
        "[A theory of your own](../../how-to/theory-of-your-own.md)."
    )
    techniques = [(f"`{t.id}`", t.name, t.meaning, t.locator) for t in theory.techniques]
    of_kind = {
        "Policy instruments": [i for i in theory.instruments if i.kind == "policy"],
        "Internal facts": [i for i in theory.instruments if i.kind == "internal"],
    }
    blocks = [
        block for name, found in of_kind.items() for block in instruments_part(name, found)
    ]
    heads = ("id", "technique", "meaning", "source")
    return page("Instruments", intro, "## Techniques", table(heads, techniques), *blocks)


def instruments_part(title: str, instruments: Iterable[Instrument]) -> Iterator[str]:
    yield f"## {title}"
    for instrument in instruments:
        shares = zip(IMPERATIVES, instrument.direction.shares(), strict=True)
        rows = [
            ("id", f"`{instrument.id}`"),
            (
                "pulls towards",
                ", ".join(f"{name} {share:.0%}" for name, share in shares if share),
            ),
            ("strength", f"{instrument.strength} ({STRENGTHS[instrument.strength]})"),
            (
                "places a partnership on",
                " and ".join(AXES[axis] for axis in instrument.informs),
            ),
            ("techniques", ", ".join(instrument.techniques) or "–"),
            ("source", instrument.locator),
            ("doubt", instrument.doubt),
        ]
        yield f"### {escaped(instrument.name)}\n\n{escaped(instrument.meaning)}"
        yield "\n".join(f"- **{name}**: {escaped(value)}" for name, value in rows)


def casebook_page(theory: Theory) -> str:
    intro = (
        "Cases from the history of partnership, as dated facts with sources. How the book "
        "places them, and whether the program agrees: "
        "[The casebook](../../explanation/casebook.md)."
    )
    return page("Casebook", intro, *(case_part(case) for case in theory.cases))


def case_part(case: Case) -> str:
    rows = [
        (f"`{f.instrument}`", f.start, f.end, f.state, f.family, f.source, f.note)
        for f in case.facts
    ]
    heads = ("instrument", "from", "to", "state", "family", "source", "note")
    life = f"{case.started} to {case.ended or 'later'}. {case.locator}."
    about = escaped(f"{case.summary} {life}")
    return f"## {escaped(case.name)}\n\n{about}\n\n{table(heads, rows)}"


def questionnaire_page(theory: Theory) -> str:
    asked = theory.questionnaire
    intro = (
        f"Version {asked.version}, about {asked.minutes:g} minutes. How it was made: "
        "[The questionnaire](../../explanation/questionnaire.md)."
    )
    frames = table(("frame", "shown as"), asked.frame_texts.items())
    return page(
        "Questionnaire", intro, "## Frames", frames, *map(question_part, asked.questions)
    )


def question_part(question: Question) -> str:
    heading = f"## {question.id}\n\n{escaped(question.text)}"
    if question.options:
        return f"{heading}\n\n{table(('imperative', 'statement'), question.options)}"
    low, high = question.scale or (0, 0)
    ends = f"{low} ({question.low_label}) to {high} ({question.high_label})"
    angle = "" if question.angle is None else f" It stands at {question.angle}° on the map."
    anchors = f" It anchors `{question.anchors}`." if question.anchors else ""
    return f"{heading}\n\nA {question.kind} from {ends}.{angle}{anchors}"


# --- Python and JSON -------------------------------------------------------------------


def python_page() -> str:
    modules = ["fourfold", *(f"fourfold.{name}" for name in (*RESULT_MODULES, "errors"))]
    blocks = [automodule(name) for name in modules]
    intro = "How to begin: [Use Fourfold from Python](../../how-to/use-from-python.md)."
    return page("Python", intro, *blocks)


def automodule(name: str) -> str:
    return f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n```"


def json_page(folder: Path) -> str:
    """The schema of the result, whole; it is also a file that may be downloaded."""
    schema = json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    write_if_changed(folder / SCHEMA, schema)
    intro = (
        "What `fourfold map PACKAGE --json FILE` writes, and what is in `result.json` of a "
        f"report, as a JSON Schema (draft 2020-12): {{download}}`{SCHEMA} <{SCHEMA}>`."
    )
    units = (
        "Shares are proportions that add to 1; `x`, `y` and `q` lie between -1 and 1. "
        "What is withheld is `null`, with the reason in `why`. How each number is made: "
        "[Methods](../../methods/index.md)."
    )
    return page("JSON results", intro, units, f"```{{literalinclude}} {SCHEMA}\n```")


def plain_to_rst(lines: Iterable[str]) -> list[str]:
    """A plain docstring as reStructuredText: `names` as code, no other markup."""
    return [code_or_plain(line) for line in lines]


def code_or_plain(line: str) -> str:
    parts = re.split(r"(`[^`]+`)", line)
    return "".join(
        f"`{p}`" if p.startswith("`") else re.sub(r"([*_|\\])", r"\\\1", p) for p in parts
    )
