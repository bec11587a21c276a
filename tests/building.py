"""Small evidence packages, good ones and ones broken on purpose."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import Column, tables
from fourfold.theory.load import load_theory

IMPERATIVES = ("accountability", "pragmatism", "flexibility", "sustainability")
# A table is its heading and its rows; every table that Fourfold knows has one row at least.
GOOD_TABLES = {
    "partnerships": "id,name,programme,started,ended\np1,Riverside,Safer,2019-04-01,\n",
    "organisations": (
        "id,name,sector,tier,parent\n"
        "o1,Council,local government,local,\n"
        "o2,Night shelter,voluntary,local,\n"
        "o3,Housing,local government,local,o1\n"
    ),
    "people": "id,organisation,role\nq1,o1,lead officer\nq2,o2,manager\n",
    "memberships": (
        "partnership,organisation,role,from,to,seats,statutory\n"
        "p1,o1,lead,2019-04-01,,2,true\n"
        "p1,o2,member,2019-04-01,2024-04-01,1,false\n"
    ),
    "facts": (
        "partnership,programme,instrument,state,weight,from,to,source\n"
        "p1,,output-targets,true,2,2021-04-01,,Grant letter\n"
        ",Safer,co-location,unknown,,2021-04-01,2023-04-01,Plan\n"
    ),
    "waves": "id,partnership,opened,closed,invited\nw1,p1,2024-03-01,2024-03-28,3\n",
    "ties": "wave,from,to,relation,value,person\nw1,o1,o2,trust,3,q1\n",
    "observed": "wave,node,answered\nw1,o1,true\n",
    "attendance": (
        "meeting,partnership,date,organisation,attended,spoke_minutes\n"
        "m1,p1,2024-01-10,o1,true,12.5\n"
    ),
    "documents": (
        "id,partnership,title,date,kind,file\nd1,p1,Plan,2023-01-01,act,plan.txt\n"
    ),
    "codes": "document,unit,coder,imperative,stance\nd1,1,ab,flexibility,affirm\n",
    "funding": (
        "partnership,stream,funder,kind,amount,from,to\n"
        "p1,Grant,Ministry,incentive,1000,2024-04-01,2026-03-31\n"
    ),
    "indicators": (
        "partnership,name,kind,span,set_by\np1,Visits,output,cross-cutting,joint\n"
    ),
    "objectives": "partnership,objective,wanted,achieved\np1,shared-vision,8,3.5\n",
    "problems": "id,name\nb1,Street drinking\n",
    "responsibilities": "problem,organisation,role\nb1,o1,duty\n",
    "decisions": "id,partnership,date,subject,origin\nc1,p1,2024-02-01,Lighting,f1\n",
    "signoffs": "decision,organisation,state,date\nc1,o2,pending,2024-02-02\n",
    "forums": "id,partnership,date,kind\nf1,p1,2024-01-20,open meeting\n",
    "voices": "forum,group,invited,attended\nf1,tenants,40,12\n",
    "inputs": "id,forum,text,outcome,decision\ni1,f1,More light,adopted,c1\n",
    "votes": "forum,participant,statement,vote,at\nf1,v1,s1,-1,1\n",
    "actions": "partnership,action,due,cost\np1,Fit lamps,2024-12-31,£900\n",
}  # fmt: skip


def answer_lines(
    respondent: str, group: str, points: Sequence[object] = (40, 30, 20, 10)
) -> list[str]:
    """One respondent's rows: an allocation and a rating."""
    start = f"w1,{respondent},{group}"
    shared = zip(IMPERATIVES, points, strict=True)
    return [
        *(f"{start},overall,now,{option},{value}" for option, value in shared),
        f"{start},theme-trust,now,,7",
    ]


def good_answers() -> str:
    lines = ["wave,respondent,group,question,frame,option,value"]
    for respondent, group in (("r1", "local government"), ("r2", "voluntary")):
        lines += answer_lines(respondent, group)
    return "\n".join(lines) + "\n"


@cache
def good_objective() -> str:
    return load_theory().objectives[0].id


def good_files(*wanted: str) -> dict[str, bytes]:
    """Path → content of a package without faults: these tables, or all; and a document."""
    texts = {**GOOD_TABLES, "answers": good_answers()}
    texts["objectives"] = texts["objectives"].replace("shared-vision", good_objective())
    ordered = {name: texts[name] for name in tables() if name in wanted or not wanted}
    files = {f"{name}.csv": text.encode() for name, text in ordered.items()}
    return {**files, "plan.txt": b"We share the work.\n", **described(ordered)}


def described(names: Sequence[str] | Mapping[str, object]) -> dict[str, bytes]:
    """A descriptor that says no more than names and paths."""
    resources = [{"name": name, "path": f"{name}.csv"} for name in names]
    return {"datapackage.json": json.dumps({"resources": resources}).encode()}


def only(**texts: str) -> dict[str, bytes]:
    """A package of these tables alone."""
    return {f"{n}.csv": t.encode() for n, t in texts.items()} | described(texts)


def in_folder(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def in_workbook(sheets: Mapping[str, Sequence[Sequence[object]]], path: Path) -> Path:
    """Sheets of rows of values, typed as Python types them; "=…" is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def rows_of(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.strip().splitlines()]


def raw_table(name: str, columns: Mapping[str, Sequence[str]]) -> RawTable:
    frame = pl.DataFrame(dict(columns), schema=dict.fromkeys(columns, pl.String))
    return RawTable(name, f"{name}.csv", frame)


def raw_package(**frames: Mapping[str, Sequence[str]]) -> RawPackage:
    found = {name: raw_table(name, columns) for name, columns in frames.items()}
    return RawPackage("made", found, {"title": "Made"})


def cells(package: RawPackage) -> dict[str, dict[str, list[str]]]:
    """Every cell of every table, to compare packages by."""
    return {n: t.frame.to_dict(as_series=False) for n, t in package.tables.items()}


def filled_cell(column: Column) -> str:
    """A text that this column may hold, references aside."""
    if column.choices:
        return column.choices[-1]
    return {
        "id": f"{column.name}-1", "text": "A “text”, with commas\nand lines",
        "integer": str(int(column.minimum or 1)), "number": str(column.minimum or 1.5),
        "date": "2024-02-29", "boolean": "true",
    }[column.type]  # fmt: skip


def with_bytes_changed(content: bytes, changes: Sequence[tuple[int, int]]) -> bytes:
    """The content with some of its bytes replaced."""
    changed = bytearray(content)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
