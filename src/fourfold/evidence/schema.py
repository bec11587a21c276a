"""The tables of an evidence package, as `tables.toml` lays them down."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

ColumnType = Literal["id", "text", "integer", "number", "date", "boolean"]
ID_LENGTH = 64
TRUE_WORDS = ("true", "True", "TRUE", "1")
FALSE_WORDS = ("false", "False", "FALSE", "0")


class Column(BaseModel):
    """One column: its type, whether it must be filled, and what it may hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: ColumnType
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


class Table(BaseModel):
    """One table: its columns in order, and those that together say a row once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = Field(alias="column")

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


@cache
def tables() -> dict[str, Table]:
    """Every table by name, in the order of `tables.toml`."""
    text = (resources.files("fourfold.evidence") / "tables.toml").read_text("utf-8")
    found = [Table.model_validate(entry) for entry in tomllib.loads(text)["table"]]
    return {table.name: table for table in found}
