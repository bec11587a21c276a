"""Reads `datapackage.json`: which file holds which table (Frictionless Data Package)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from fourfold.evidence.faults import Fault
from fourfold.evidence.files.headings import unreadable
from fourfold.evidence.files.source import DESCRIPTOR, Source
from fourfold.evidence.schema import tables

NAME_PATTERN = re.compile(r"[\w][\w .-]{0,63}")
TABLE_ENDING = ".csv"
ENCODINGS = ("utf-8", "utf8", "utf-8-sig", "utf_8", "ascii", "us-ascii")
# What a resource may say of its CSV: anything else would be read wrongly.
DIALECT = {
    "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True,
    "skipInitialSpace": False, "headerRows": [1],
}  # fmt: skip
DIALECT_FREE = (
    "$schema", "lineTerminator", "caseSensitiveHeader", "csvddfVersion", "type", "csv",
)  # fmt: skip


@dataclass(frozen=True)
class Resource:
    """A table, the path of its file, and what stands there for an empty cell."""

    name: str
    path: str
    missing: tuple[str, ...]


class Unusable(Exception):
    """A resource that cannot be read: what was expected, what to do, what was found."""

    def __init__(self, expected: str, remedy: str, found: str | None = None) -> None:
        super().__init__(expected)
        self.expected, self.remedy, self.found = expected, remedy, found


def read_descriptor(source: Source) -> tuple[dict[str, Any], list[Fault]]:
    """The descriptor as it was written; empty, with faults, where it cannot be used."""
    if DESCRIPTOR not in source.paths:
        fault = unreadable(
            DESCRIPTOR,
            f"There is no {DESCRIPTOR}, so nobody can say which file is which table.",
            "Add one that names each table and its path; `fourfold new` writes one.",
        )
        return {}, [fault]
    try:
        found = json.loads(source.read(DESCRIPTOR).decode("utf-8-sig"))
        json.dumps(found, ensure_ascii=False).encode()  # refuses halves of characters
    except json.JSONDecodeError as broken:
        fault = unreadable(
            DESCRIPTOR,
            f"This is not valid JSON: {broken.msg} at character {broken.colno}.",
            "Correct that place.",
            line=broken.lineno,
        )
        return {}, [fault]
    except (ValueError, RecursionError):
        expected = "This is not JSON in UTF-8 that can be read."
        return {}, [unreadable(DESCRIPTOR, expected, "Write it again as plain JSON.")]
    return (found, []) if isinstance(found, dict) else ({}, [no_resources()])


def no_resources() -> Fault:
    return unreadable(
        DESCRIPTOR,
        "It names no resources.",
        'Add "resources": a list of {"name": table, "path": file}.',
    )


def named_tables(
    descriptor: Mapping[str, Any], source: Source
) -> tuple[list[Resource], list[Fault]]:
    """The tables that the descriptor names, and what is wrong with its resources.

    A resource that is neither one of our tables nor a CSV file is a file like any other.
    """
    given = descriptor.get("resources")
    if not isinstance(given, list) or not given:
        return [], [no_resources()]
    found: list[Resource] = []
    faults: list[Fault] = []
    for number, entry in enumerate(given, 1):
        try:
            found += usable(entry, source, found)
        except Unusable as fault:
            template = unreadable(DESCRIPTOR, fault.expected, fault.remedy)
            where = replace(template, column=f"resource {number}")
            faults += where.at([(None, fault.found)])
    return found, faults


def usable(entry: object, source: Source, others: list[Resource]) -> list[Resource]:
    """The table, or nothing for a file of another kind; raises Unusable."""
    if not isinstance(entry, dict):
        raise Unusable(
            "A resource is an object with a name and a path.", "Write it as one."
        )
    name = entry.get("name")
    if not isinstance(name, str) or not NAME_PATTERN.fullmatch(name):
        raise Unusable(
            "A resource has a name of letters, digits, dots, dashes and spaces.",
            "Give it the name of its table.",
            None if name is None else str(name),
        )
    path = entry.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if name not in tables() and not str(path).lower().endswith(TABLE_ENDING):
        return []
    if not isinstance(path, str) or not path:
        raise Unusable(
            f"The table {name} needs the path of one file.",
            "Give it one; join the files of a table that is spread over several.",
            None if path is None else str(path),
        )
    refuse_dialect(name, entry)
    place = inside(name, path, source)
    refuse_repeated(name, place, others)
    return [Resource(name, place, missing_values(name, entry))]


def inside(name: str, path: str, source: Source) -> str:
    """The path as the source has it; raises Unusable where it leads anywhere else."""
    pure = PurePosixPath(path)
    if "://" in path or pure.is_absolute() or ".." in pure.parts or "\\" in path:
        raise Unusable(
            f"The path of {name} leads outside the package.",
            "Put the file into the package and name it from there.",
            path,
        )
    if pure.as_posix() not in source.paths:
        raise Unusable(
            f"There is no such file for the table {name}.",
            "Add it, or correct the path.",
            path,
        )
    if pure.as_posix() == DESCRIPTOR:
        raise Unusable(f"The path of {name} is this file.", "Name the table's own.", path)
    return pure.as_posix()


def refuse_repeated(name: str, path: str, others: list[Resource]) -> None:
    if name in {other.name for other in others}:
        raise Unusable("A table is named only once.", "Delete one of the two.", name)
    if path in {other.path for other in others}:
        expected = "A file holds only one table."
        raise Unusable(expected, "Give each table its own file.", path)


def refuse_dialect(name: str, entry: Mapping[str, Any]) -> None:
    """Raises Unusable where the resource says that its file is not plain CSV in UTF-8."""
    remedy = "Save it as “CSV UTF-8 (comma delimited)”, and correct this."
    expected = f"The file of {name} must be CSV with commas, in UTF-8."
    encoding = entry.get("encoding", "utf-8")
    if str(encoding).lower() not in ENCODINGS:
        raise Unusable(expected, remedy, f"encoding: {encoding}")
    if name in tables() and entry.get("format", "csv") != "csv":
        raise Unusable(expected, remedy, f"format: {entry['format']}")
    dialect = entry.get("dialect", {})
    if not isinstance(dialect, dict):
        raise Unusable(expected, remedy, f"dialect: {dialect}")
    nested = dialect.get("csv")
    for key, value in (dialect | (nested if isinstance(nested, dict) else {})).items():
        if key not in DIALECT_FREE and value != DIALECT.get(key):
            raise Unusable(expected, remedy, f"{key}: {value}")


def missing_values(name: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts, other than nothing, that the schema says stand for an empty cell."""
    schema = entry.get("schema")
    given = schema.get("missingValues", [""]) if isinstance(schema, dict) else [""]
    entries = given if isinstance(given, list) else [None]
    values = [v.get("value") if isinstance(v, dict) else v for v in entries]
    texts = tuple(v for v in values if isinstance(v, str))
    if len(texts) < len(values):
        raise Unusable(
            f"The missingValues of {name} must be a list of texts.",
            'Write ["", "NA"], or leave them out.',
            str(given),
        )
    return tuple(text for text in texts if text)
