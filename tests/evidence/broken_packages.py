"""Packages broken in one way each, and where the fault must be found.

A `Broken` starts from the good package of `building.py`; `place` is file, line, column.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from building import answer_lines, described, good_files

from fourfold.evidence.schema import tables

Files = dict[str, bytes]
Place = tuple[str, int | None, str | None]
DESCRIPTOR = "datapackage.json"
SURVEY = ("partnerships", "organisations", "people", "waves", "answers")
FORUMS = {"decisions": {"forums"}}  # `origin` may name one


@dataclass(frozen=True)
class Broken:
    fact: str
    change: Callable[[Files], None]
    place: Place
    found: str | None = None

    def files(self) -> Files:
        """The tables that the broken one refers to, and those of a survey."""
        files = good_files(*SURVEY, *referred_to(self.place[0].removesuffix(".csv")))
        self.change(files)
        return files


def referred_to(name: str) -> set[str]:
    """The table and all that it refers to, nearly or remotely."""
    if name not in tables():
        return set()
    named = {r for c in tables()[name].columns for r in c.references} | FORUMS.get(
        name, set()
    )
    return {name}.union(*(referred_to(n) for n in named - {name} if n in tables()))


def swap(file: str, old: str, new: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        assert old.encode() in files[file], (file, old)
        files[file] = files[file].replace(old.encode(), new.encode(), 1)

    return change


def add(file: str, *lines: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[file] += "".join(f"{line}\n" for line in lines).encode()

    return change


def put(file: str, content: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[file] = content

    return change


def without(*names: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        for name in names:
            del files[name]

    return change


def without_table(name: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        del files[f"{name}.csv"]
        files.update(described([f[:-4] for f in files if f.endswith(".csv")]))

    return change


def recoded(file: str, encoding: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[file] = files[file].decode().replace("Council", "Café").encode(encoding)

    return change


def resource(number: int, **values: Any) -> Callable[[Files], None]:
    """One resource, counted from 1, with other values; None takes a value away."""

    def change(files: Files) -> None:
        descriptor = json.loads(files[DESCRIPTOR])
        entry = {**descriptor["resources"][number - 1], **values}
        entry = {k: v for k, v in entry.items() if v is not None}
        descriptor["resources"][number - 1] = entry
        files[DESCRIPTOR] = json.dumps(descriptor).encode()

    return change


def also_resource(entry: object) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        descriptor = json.loads(files[DESCRIPTOR])
        descriptor["resources"].append(entry)
        files[DESCRIPTOR] = json.dumps(descriptor).encode()

    return change


def answered(lines: Sequence[str]) -> Callable[[Files], None]:
    return add("answers.csv", *lines)


LONG = "x" * 65
LAST = len(SURVEY) + 1  # the number of the first resource after the good ones

DESCRIPTORS = (
    Broken("no descriptor", without(DESCRIPTOR), (DESCRIPTOR, None, None)),
    Broken("descriptor is empty", put(DESCRIPTOR, b""), (DESCRIPTOR, 1, None)),
    Broken("descriptor is cut off", put(DESCRIPTOR, b'{"resources":\n ['),
           (DESCRIPTOR, 2, None)),
    Broken("descriptor is a list", put(DESCRIPTOR, b"[]"), (DESCRIPTOR, None, None)),
    Broken("descriptor is in UTF-16", put(DESCRIPTOR, "{}".encode("utf-16")),
           (DESCRIPTOR, None, None)),
    Broken("descriptor has half a character", put(DESCRIPTOR, b'{"name": "\\ud800"}'),
           (DESCRIPTOR, None, None)),
    Broken("descriptor has an endless number", put(DESCRIPTOR, b"9" * 5000),
           (DESCRIPTOR, None, None)),
    Broken("descriptor is nested without end", put(DESCRIPTOR, b"[" * 100_000),
           (DESCRIPTOR, None, None)),
    Broken("no resources", put(DESCRIPTOR, b'{"name": "x"}'), (DESCRIPTOR, None, None)),
    Broken("resources is a text", put(DESCRIPTOR, b'{"resources": "x.csv"}'),
           (DESCRIPTOR, None, None)),
    Broken("resource is a text", also_resource("x.csv"),
           (DESCRIPTOR, None, f"resource {LAST}")),
    Broken("resource has no name", resource(2, name=None),
           (DESCRIPTOR, None, "resource 2")),
    Broken("resource's name leads out", resource(2, name="../../up"),
           (DESCRIPTOR, None, "resource 2"), "../../up"),
    Broken("resource has no path", resource(3, path=None),
           (DESCRIPTOR, None, "resource 3")),
    Broken("resource's path is a number", resource(3, path=7),
           (DESCRIPTOR, None, "resource 3"), "7"),
    Broken("table in several files", resource(3, path=["a.csv", "b.csv"]),
           (DESCRIPTOR, None, "resource 3"), "['a.csv', 'b.csv']"),
    Broken("path leads up", resource(1, path="../partnerships.csv"),
           (DESCRIPTOR, None, "resource 1"), "../partnerships.csv"),
    Broken("path is absolute", resource(1, path="/etc/passwd"),
           (DESCRIPTOR, None, "resource 1"), "/etc/passwd"),
    Broken("path is on the web", resource(1, path="https://example.org/partnerships.csv"),
           (DESCRIPTOR, None, "resource 1"), "https://example.org/partnerships.csv"),
    Broken("path is of Windows", resource(1, path="C:\\partnerships.csv"),
           (DESCRIPTOR, None, "resource 1"), "C:\\partnerships.csv"),
    Broken("path is a folder", resource(1, path="."),
           (DESCRIPTOR, None, "resource 1"), "."),
    Broken("path is the descriptor", resource(1, path=DESCRIPTOR),
           (DESCRIPTOR, None, "resource 1"), DESCRIPTOR),
    Broken("file is absent", without("waves.csv"), (DESCRIPTOR, None, "resource 4"),
           "waves.csv"),
    Broken("table is named twice", also_resource({"name": "people", "path": "plan.txt"}),
           (DESCRIPTOR, None, f"resource {LAST}"), "people"),
    Broken("file is two tables", also_resource({"name": "more", "path": "people.csv"}),
           (DESCRIPTOR, None, f"resource {LAST}"), "people.csv"),
    Broken("descriptor says semicolons", resource(2, dialect={"delimiter": ";"}),
           (DESCRIPTOR, None, "resource 2"), "delimiter: ;"),
    Broken("descriptor says semicolons as frictionless does",
           resource(2, dialect={"csv": {"delimiter": ";"}}),
           (DESCRIPTOR, None, "resource 2"), "delimiter: ;"),
    Broken("descriptor says no heading", resource(2, dialect={"header": False}),
           (DESCRIPTOR, None, "resource 2"), "header: False"),
    Broken("descriptor says latin-1", resource(2, encoding="iso-8859-1"),
           (DESCRIPTOR, None, "resource 2"), "encoding: iso-8859-1"),
    Broken("descriptor says Excel", resource(2, format="xlsx"),
           (DESCRIPTOR, None, "resource 2"), "format: xlsx"),
    Broken("dialect is elsewhere", resource(2, dialect="https://example.org/d.json"),
           (DESCRIPTOR, None, "resource 2"), "dialect: https://example.org/d.json"),
    Broken("missing values are no texts", resource(2, schema={"missingValues": [-9]}),
           (DESCRIPTOR, None, "resource 2"), "[-9]"),
)  # fmt: skip

FILES = (
    Broken("file is empty", put("waves.csv", b""), ("waves.csv", None, None)),
    Broken("file is blank", put("waves.csv", b"\r\n\r\n \r\n"), ("waves.csv", None, None)),
    Broken("first line is blank", swap("waves.csv", "id,", "\nid,"),
           ("waves.csv", 1, None)),
    Broken("no heading", put("waves.csv", b"w1,p1,2024-03-01,2024-03-28,3\n"),
           ("waves.csv", 1, "invited")),
    Broken("column twice", swap("waves.csv", "opened", "closed"), ("waves.csv", 1, None),
           "closed"),
    Broken("column without a name", swap("waves.csv", "opened", ""),
           ("waves.csv", 1, None)),
    Broken("column that cannot be printed", swap("waves.csv", "opened", "\x1b[2J"),
           ("waves.csv", 1, None)),
    Broken("too many columns", put("waves.csv", b"," * 5000 + b"\n"),
           ("waves.csv", 1, None), "5,001 columns"),
    Broken("semicolons", put("waves.csv", b"id;partnership;invited\nw1;p1;3\n"),
           ("waves.csv", 1, None), "id;partnership;invited"),
    Broken("tabs", put("waves.csv", b"id\tpartnership\tinvited\nw1\tp1\t3\n"),
           ("waves.csv", 1, None), "id\\tpartnership\\tinvited"),
    Broken("bars", put("waves.csv", b"id|partnership|invited\nw1|p1|3\n"),
           ("waves.csv", 1, None), "id|partnership|invited"),
    Broken("UTF-16", recoded("organisations.csv", "utf-16"),
           ("organisations.csv", None, None)),
    Broken("latin-1", recoded("organisations.csv", "latin-1"),
           ("organisations.csv", 2, None), "ent\\no1,Café,local go"),
    Broken("NUL", swap("organisations.csv", "Night", "Ni\0ht"),
           ("organisations.csv", 3, None)),
    Broken("quotation mark left open", swap("organisations.csv", "Night", '"Night'),
           ("organisations.csv", 3, None)),
    Broken("text after a quotation mark", swap("organisations.csv", "Night", '"Nig"ht'),
           ("organisations.csv", 3, None)),
    Broken("heading never ends", swap("organisations.csv", "id,name", 'id,"name'),
           ("organisations.csv", 1, None)),
    Broken("line too long", swap("waves.csv", "2024-03-28", "2024-03-28,,"),
           ("waves.csv", 2, None), "7 cells"),
    Broken("line too short", swap("waves.csv", "2024-03-28,", ""),
           ("waves.csv", 2, None), "4 cells"),
    Broken("lines end in CR", put("waves.csv", b"id,partnership,invited\rw1,p1,3\r"),
           ("waves.csv", 1, None)),
    Broken("a picture", put("waves.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
           ("waves.csv", 3, None)),
)  # fmt: skip

CELLS = (
    Broken("no table of partnerships", without_table("partnerships"),
           ("package", None, None)),
    Broken("no required column", swap("waves.csv", "invited", "asked"),
           ("waves.csv", 1, "invited")),
    Broken("facts about nothing", swap("facts.csv", "partnership,programme", "a,b"),
           ("facts.csv", 1, "partnership")),
    Broken("required cell empty", swap("partnerships.csv", "Riverside", ""),
           ("partnerships.csv", 2, "name"), ""),
    Broken("required cell of spaces", swap("partnerships.csv", "Riverside", "  "),
           ("partnerships.csv", 2, "name"), "  "),
    Broken("whole number with a point", swap("waves.csv", ",3\n", ",3.5\n"),
           ("waves.csv", 2, "invited"), "3.5"),
    Broken("whole number in Arabic digits", swap("waves.csv", ",3\n", ",٣\n"),
           ("waves.csv", 2, "invited"), "٣"),
    Broken("nobody was invited", swap("waves.csv", ",3\n", ",0\n"),
           ("waves.csv", 2, "invited"), "0"),
    Broken("decimal comma", swap("funding.csv", "1000", '"1000,50"'),
           ("funding.csv", 2, "amount"), "1000,50"),
    Broken("number with a unit", swap("funding.csv", "1000", "£1000"),
           ("funding.csv", 2, "amount"), "£1000"),
    Broken("infinite number", swap("funding.csv", "1000", "1e999"),
           ("funding.csv", 2, "amount"), "1e999"),
    Broken("no number at all", swap("funding.csv", "1000", "NaN"),
           ("funding.csv", 2, "amount"), "NaN"),
    Broken("negative amount", swap("funding.csv", "1000", "-1"),
           ("funding.csv", 2, "amount"), "-1"),
    Broken("weight over three", swap("facts.csv", "true,2", "true,4"),
           ("facts.csv", 2, "weight"), "4"),
    Broken("wish over ten", swap("objectives.csv", ",8,", ",11,"),
           ("objectives.csv", 2, "wanted"), "11"),
    Broken("vote of two", swap("votes.csv", "s1,-1", "s1,2"),
           ("votes.csv", 2, "vote"), "2"),
    Broken("British date", swap("waves.csv", "2024-03-01", "01/03/2024"),
           ("waves.csv", 2, "opened"), "01/03/2024"),
    Broken("date that never was", swap("waves.csv", "2024-03-01", "2024-02-30"),
           ("waves.csv", 2, "opened"), "2024-02-30"),
    Broken("date in the year 0", swap("waves.csv", "2024-03-01", "0000-01-01"),
           ("waves.csv", 2, "opened"), "0000-01-01"),
    Broken("yes for true", swap("observed.csv", "true", "yes"),
           ("observed.csv", 2, "answered"), "yes"),
    Broken("unknown sector", swap("organisations.csv", "voluntary", "charity"),
           ("organisations.csv", 3, "sector"), "charity"),
    Broken("choice with a space", swap("organisations.csv", "voluntary", "voluntary "),
           ("organisations.csv", 3, "sector"), "voluntary "),
    Broken("choice in capitals", swap("memberships.csv", "lead", "Lead"),
           ("memberships.csv", 2, "role"), "Lead"),
    Broken("unknown relation", swap("ties.csv", "trust", "love"),
           ("ties.csv", 2, "relation"), "love"),
    Broken("id too long", swap("problems.csv", "b1", LONG),
           ("problems.csv", 2, "id"), LONG),
    Broken("id with a space", swap("problems.csv", "b1", "b1 "), ("problems.csv", 2, "id"),
           "b1 "),
    Broken("id twice", add("problems.csv", "b1,Again"), ("problems.csv", 3, "id"), "b1"),
    Broken("row twice", add("observed.csv", "w1,o1,true"),
           ("observed.csv", 3, "wave + node"), "w1 / o1"),
    Broken("formula", swap("partnerships.csv", "Riverside", '"=HYPERLINK(""http://x"")"'),
           ("partnerships.csv", 2, "name"), '=HYPERLINK("http://x")'),
    Broken("formula with a plus", swap("partnerships.csv", "Riverside", "+cmd|x"),
           ("partnerships.csv", 2, "name"), "+cmd|x"),
    Broken("spreadsheet error", swap("partnerships.csv", "Riverside", "#REF!"),
           ("partnerships.csv", 2, "name"), "#REF!"),
    Broken("control character", swap("partnerships.csv", "Riverside", "River\x1b[2Jside"),
           ("partnerships.csv", 2, "name"), "River\\x1b[2Jside"),
    Broken("dates out of order", swap("waves.csv", "2024-03-28", "2024-02-28"),
           ("waves.csv", 2, "opened + closed"), "2024-03-01 / 2024-02-28"),
    Broken("ended before it began", swap("memberships.csv", "2024-04-01", "2018-04-01"),
           ("memberships.csv", 3, "from + to"), "2019-04-01 / 2018-04-01"),
    Broken("two leads", swap("memberships.csv", "o2,member", "o2,lead"),
           ("memberships.csv", 3, "role"), "p1 / o2"),
    Broken("tie to oneself", swap("ties.csv", "o1,o2", "o1,o1"),
           ("ties.csv", 2, "to"), "o1"),
    Broken("own parent", swap("organisations.csv", "local,o1", "local,o3"),
           ("organisations.csv", 4, "parent"), "o3"),
    Broken("partnership and programme", swap("facts.csv", "p1,,", "p1,Safer,"),
           ("facts.csv", 2, "partnership + programme"), "p1 / Safer"),
    Broken("neither partnership nor programme", swap("facts.csv", "p1,,", ",,"),
           ("facts.csv", 2, "partnership + programme"), " / "),
    Broken("document about nothing", swap("documents.csv", "d1,p1", "d1,"),
           ("documents.csv", 2, "partnership + programme"), ""),
    Broken("origin is no forum", swap("decisions.csv", "f1", "f9"),
           ("decisions.csv", 2, "origin"), "f9"),
    Broken("document is absent", without("plan.txt"), ("documents.csv", 2, "file"),
           "plan.txt"),
    Broken("document leads out", swap("documents.csv", "plan.txt", "../plan.txt"),
           ("documents.csv", 2, "file"), "../plan.txt"),
    Broken("document of another kind", swap("documents.csv", "plan.txt", "plan.odt"),
           ("documents.csv", 2, "file"), "plan.odt"),
    Broken("more answers than invited", swap("waves.csv", ",3\n", ",1\n"),
           ("waves.csv", 2, "invited"), "1"),
)  # fmt: skip

# Table, what stands there, the column: every cell that refers to another table.
REFERENCES = (
    ("organisations", "local,o1", "parent", 4), ("people", "q2,o2", "organisation", 3),
    ("memberships", "p1", "partnership", 2), ("memberships", "p1,o1", "organisation", 2),
    ("facts", "p1", "partnership", 2), ("facts", "output-targets", "instrument", 2),
    ("waves", "w1,p1", "partnership", 2), ("answers", "w1", "wave", 2),
    ("ties", "w1", "wave", 2), ("ties", "w1,o1", "from", 2), ("ties", "o1,o2", "to", 2),
    ("ties", "q1", "person", 2), ("observed", "w1", "wave", 2),
    ("observed", "w1,o1", "node", 2), ("attendance", "m1,p1", "partnership", 2),
    ("attendance", "01-10,o1", "organisation", 2), ("documents", "d1,p1", "partnership", 2),
    ("codes", "d1", "document", 2), ("funding", "p1", "partnership", 2),
    ("indicators", "p1", "partnership", 2), ("objectives", "p1", "partnership", 2),
    ("responsibilities", "b1", "problem", 2),
    ("responsibilities", "b1,o1", "organisation", 2),
    ("decisions", "c1,p1", "partnership", 2),
    ("signoffs", "c1", "decision", 2), ("signoffs", "c1,o2", "organisation", 2),
    ("forums", "f1,p1", "partnership", 2), ("voices", "f1", "forum", 2),
    ("inputs", "i1,f1", "forum", 2), ("inputs", "adopted,c1", "decision", 2),
    ("votes", "f1", "forum", 2), ("actions", "p1", "partnership", 2),
)  # fmt: skip


def unknown_reference(table: str, there: str, column: str, line: int) -> Broken:
    before = there.rpartition(",")[0]
    new = f"{before},zz" if before else "zz"
    file = f"{table}.csv"
    return Broken(
        f"unknown {column} in {table}", swap(file, there, new), (file, line, column), "zz"
    )


ANSWERS = (
    Broken("total is not 100", swap("answers.csv", "ability,40", "ability,41"),
           ("answers.csv", 2, "value"), "101 points by r1"),
    Broken("points over 100", swap("answers.csv", "ability,40", "ability,140"),
           ("answers.csv", 2, "value"), "140"),
    Broken("rating off the scale", swap("answers.csv", "now,,7", "now,,11"),
           ("answers.csv", 6, "value"), "11"),
    Broken("answer in words", swap("answers.csv", "now,,7", "now,,often"),
           ("answers.csv", 6, "value"), "often"),
    Broken("unknown frame", swap("answers.csv", "theme-trust,now", "theme-trust,then"),
           ("answers.csv", 6, "frame"), "then"),
    Broken("frame not asked", swap("answers.csv", "theme-trust,now", "theme-trust,wanted"),
           ("answers.csv", 6, "frame"), "wanted"),
    Broken("unknown option", swap("answers.csv", "pragmatism", "pragmatics"),
           ("answers.csv", 3, "option"), "pragmatics"),
    Broken("allocation without option", swap("answers.csv", "pragmatism", ""),
           ("answers.csv", 3, "option"), ""),
    Broken("rating with an option", swap("answers.csv", "now,,7", "now,flexibility,7"),
           ("answers.csv", 6, "option"), "flexibility"),
    Broken("answered twice", answered(["w1,r1,local government,theme-trust,now,,3"]),
           ("answers.csv", 12, "wave + respondent + question + frame + option"),
           "w1 / r1 / theme-trust / now / "),
    Broken("two groups", answered(["w1,r1,voluntary,theme-power,now,,3"]),
           ("answers.csv", 12, "group"), "voluntary"),
    Broken("two more than invited",
           answered([*answer_lines("r3", "voluntary"), *answer_lines("r4", "voluntary")]),
           ("waves.csv", 2, "invited"), "3"),
)  # fmt: skip

BROKEN = (
    *DESCRIPTORS,
    *FILES,
    *CELLS,
    *(unknown_reference(*reference) for reference in REFERENCES),
    *ANSWERS,
)
