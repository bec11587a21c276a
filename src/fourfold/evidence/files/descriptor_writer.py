"""Writes `datapackage.json`: a Table Schema for every table, and what was given kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from fourfold.evidence.schema import FALSE_WORDS, TRUE_WORDS, Column, Table, tables

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FIELD_TYPES = {"id": "string", "text": "string"}  # other types are called as ours are
# Of a table's entry, what is written anew; a count or digest would no longer be true.
WRITTEN_ANEW = ("schema", "dialect", "profile", "bytes", "hash")


def written_descriptor(
    given: Mapping[str, Any], name: str, columns: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """A full descriptor for these tables; what was given and is not ours is kept."""
    resources = given_resources(given)
    own_name = given.get("name")
    return {
        "$schema": PROFILE,
        **{k: v for k, v in given.items() if k not in {"resources", "profile"}},
        "name": own_name if isinstance(own_name, str) and own_name else slug(name),
        "resources": [
            *(
                written_resource(table, found, resources.get(table, {}))
                for table, found in columns.items()
            ),
            *(entry for table, entry in resources.items() if table not in columns),
        ],
    }


def given_resources(given: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        entry["name"]: entry
        for entry in given.get("resources", [])
        if isinstance(entry, dict) and isinstance(entry.get("name"), str)
    }


def table_path(given: Mapping[str, Any], name: str) -> str:
    """Where a table is written: where it was, or in a file of its name."""
    path = given_resources(given).get(name, {}).get("path", f"{name}.csv")
    return PurePosixPath(path[0] if isinstance(path, list) else path).as_posix()


def slug(name: str) -> str:
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name.lower()
    )
    return kept.strip("-._") or "evidence"


def written_resource(
    name: str, columns: Sequence[str], given: Mapping[str, Any]
) -> dict[str, Any]:
    table = tables().get(name)
    fields = [field(table, column) for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table is not None and len(table.key) == 1:
        schema["primaryKey"] = list(table.key)
    return {
        **{k: v for k, v in given.items() if k not in WRITTEN_ANEW},
        "name": name,
        "type": "table",
        "path": table_path({"resources": [given]}, name),
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
        "type": FIELD_TYPES.get(column.type, column.type),
        "description": column.description,
    }
    if column.type == "boolean":
        found |= {"trueValues": list(TRUE_WORDS), "falseValues": list(FALSE_WORDS)}
    constraints = constraints_of(column)
    return found | ({"constraints": constraints} if constraints else {})


def constraints_of(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        found["enum"] = list(column.choices)
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            found[name] = int(bound) if column.type == "integer" else bound
    return found
