"""`datapackage.json`: which file holds which table (Frictionless Data Package)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from fourfold.evidence.faults import Fault
from fourfold.evidence.files.csvtable import unreadable
from fourfold.evidence.files.source import DESCRIPTOR, Source
from fourfold.evidence.schema import Column, Table, tables

CONSTRAINT_TYPES = {"id": "string", "text": "string"}


def read_descriptor(source: Source) -> tuple[dict[str, Any], list[Fault]]:
    """The descriptor as it was written; empty, with faults, where it cannot be used."""
    if DESCRIPTOR not in source.paths:
        return {}, [
            unreadable(
                DESCRIPTOR,
                None,
                f"There is no {DESCRIPTOR}, so nobody can say which file is which table.",
                "Add one that names each table and its path; `fourfold new` writes one.",
            )
        ]
    try:
        found = json.loads(source.read(DESCRIPTOR).decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        return {}, [
            unreadable(
                DESCRIPTOR, fault.lineno,
                f"This is not valid JSON: {fault.msg} at character {fault.colno}.",
                "Correct that place.",
            )
        ]  # fmt: skip
    except (UnicodeDecodeError, RecursionError):
        return {}, [
            unreadable(
                DESCRIPTOR, None, "This is not JSON in UTF-8.", "Save it again as UTF-8."
            )
        ]
    return (found, []) if isinstance(found, dict) else ({}, [no_resources()])


def resource_paths(
    descriptor: Mapping[str, Any], source: Source
) -> tuple[dict[str, str], list[Fault]]:
    """Table name → path of its file, and what is wrong with the resources."""
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        return {}, [no_resources()]
    paths: dict[str, str] = {}
    faults: list[Fault] = []
    for number, resource in enumerate(resources, 1):
        name, path, reason = resource_place(resource, source)
        if not reason and name in paths:
            reason = f"The table {name!r} is named twice. Delete one of the two."
        if reason:
            faults.append(of_resource(number, reason))
        else:
            paths[name] = path
    return paths, faults


def resource_place(resource: object, source: Source) -> tuple[str, str, str]:
    """Name, path, and what is wrong, which is empty where nothing is."""
    if not isinstance(resource, dict):
        return "", "", "It is not an object with a name and a path. Write it as one."
    name, path = resource.get("name"), resource.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if not isinstance(name, str) or not name:
        return "", "", "It has no name. Give it the name of its table."
    if not isinstance(path, str) or not path:
        return name, "", f"The table {name!r} has no path to one file. Give it one."
    return name, path, unusable_path(name, path, source)


def unusable_path(name: str, path: str, source: Source) -> str:
    pure = PurePosixPath(path)
    if "://" in path or pure.is_absolute() or ".." in pure.parts or "\\" in path:
        return (
            f"The path {path!r} of {name!r} leads outside the package. "
            "Put the file into the package and name it from there."
        )
    if pure.as_posix() not in source.paths:
        return f"There is no file {path!r} for the table {name!r}. Add it, or correct the path."
    return ""


def of_resource(number: int, reason: str) -> Fault:
    return Fault(
        "resource", "unreadable", DESCRIPTOR, None, f"resource {number}", None, reason, ""
    )


def no_resources() -> Fault:
    return unreadable(
        DESCRIPTOR,
        None,
        "It names no resources.",
        'Add "resources": a list of {"name": table, "path": file}.',
    )


def written_descriptor(
    given: Mapping[str, Any], name: str, columns: Mapping[str, list[str]]
) -> dict[str, Any]:
    """A full descriptor for these tables; what was given and is not ours is kept."""
    resources = {
        r["name"]: r
        for r in given.get("resources", [])
        if isinstance(r, dict) and isinstance(r.get("name"), str)
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **{k: v for k, v in given.items() if k != "resources"},
        "name": given.get("name") or slug(name),
        "resources": [
            written_resource(table, found, resources.get(table, {}))
            for table, found in columns.items()
        ],
    }


def slug(name: str) -> str:
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name.lower()
    )
    return kept.strip("-._") or "evidence"


def written_resource(
    name: str, columns: list[str], given: Mapping[str, Any]
) -> dict[str, Any]:
    table = tables().get(name)
    fields = [field(table, column) for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table is not None and len(table.key) == 1:
        schema["primaryKey"] = list(table.key)
    return {
        **{k: v for k, v in given.items() if k not in {"schema", "path"}},
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"description": table.description} if table else {}),
        "schema": schema,
    }


def field(table: Table | None, name: str) -> dict[str, Any]:
    if table is None or name not in table.column_names:
        return {"name": name, "type": "string"}
    column = table.column(name)
    found: dict[str, Any] = {
        "name": name,
        "type": CONSTRAINT_TYPES.get(column.type, column.type),
        "description": column.description,
    }
    constraints = constraints_of(column)
    if column.type == "boolean":
        found |= {"trueValues": ["true", "True", "TRUE", "1"]}
        found |= {"falseValues": ["false", "False", "FALSE", "0"]}
    return found | ({"constraints": constraints} if constraints else {})


def constraints_of(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        found["enum"] = list(column.choices)
    for name in ("minimum", "maximum"):
        bound = getattr(column, name)
        if bound is not None:
            found[name] = int(bound) if column.type == "integer" else bound
    return found
